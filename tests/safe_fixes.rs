//! What `--fix` writes is read as it was meant, whatever the format: values stay values, tables and titles stay such.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs copydesk in `folder` and answers its exit status.
fn run(folder: &Path, arguments: &[&str]) -> Option<i32> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(folder).env("XDG_CONFIG_HOME", folder.join("config")).args(["-q", "--no-cache"]);
    command.args(arguments).output().unwrap().status.code()
}

/// What `--unsafe-fixes` makes of a file of this name and text.
fn fixed(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("copydesk.toml"), "[formats.yaml]\nprose = [\"title\", \"list[]\"]\n").unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    run(folder.path(), &["--unsafe-fixes", name]);
    fs::read_to_string(path).unwrap()
}

#[test]
fn values_of_front_matter_are_written_as_it_demands() {
    let page = |fence: &str, value: &str| {
        let sign = if fence == "+++" { " = " } else { ": " };
        format!("{fence}\ntitle{sign}{value}\n{fence}\n\nIt rained.\n")
    };
    for (fence, before, after) in [
        ("---", "'The minister`s hat'", "'The minister''s hat'"),
        ("---", "\"The minister`s hat\"", "\"The minister's hat\""),
        ("---", "The minister`s hat", "The minister's hat"),
        ("---", "They left,the the end", "They left, the end"),
        // That would make a key of what stands before the colon.
        ("---", "They left:the end", "They left:the end"),
        ("+++", "\"The minister`s hat\"", "\"The minister's hat\""),
        // A literal string cannot hold its own mark.
        ("+++", "'The minister`s hat'", "'The minister`s hat'"),
    ] {
        for name in ["a.md", "a.mdx"] {
            assert_eq!(fixed(name, &page(fence, before)), page(fence, after), "{name}");
        }
    }
    let html = "---\ntitle: 'The minister`s hat'\n---\n<p>It rained on the the day.</p>\n";
    assert_eq!(fixed("a.html", html), html.replace("the the", "the"));
}

#[test]
fn a_plain_value_of_yaml_stays_one() {
    let text = "title: They left the harbour:nobody saw the the fog.\nlist: [They left:nobody saw the the fog, two]\n";
    assert_eq!(fixed("a.yaml", text), text.replace("the the", "the"));
}

#[test]
fn lines_below_titles_keep_their_length() {
    for (name, before, after) in [
        (
            "a.rst",
            "The harbours,and towns\n======================\n",
            "The harbours, and towns\n=======================\n",
        ),
        ("a.rst", "=========\nThe the x\n=========\n", "=====\nThe x\n=====\n"),
        ("a.rst", "The the harbours\n----------------\n", "The harbours\n------------\n"),
        // Two spaces that are read as one.
        ("a.adoc", "The  harbours the the x\n-----------------------\n", "The  harbours the x\n-------------------\n"),
        (
            "a.adoc",
            "The harbours,and towns\n----------------------\n",
            "The harbours, and towns\n-----------------------\n",
        ),
    ] {
        let page = |title: &str| format!("{title}\nIt rained.\n");
        assert_eq!(fixed(name, &page(before)), page(after));
    }
}

#[test]
fn columns_keep_their_width() {
    let grid = "+----------------------+-----+\n| They saw the the fog | yes |\n+----------------------+-----+\n";
    assert_eq!(fixed("a.rst", grid), grid.replace("the the fog", "the fog    "));
    let simple =
        "====================  ===\nThey saw the the fog  yes\nA foregn goverment    no\n====================  ===\n";
    let expected = simple.replace("the the fog", "the fog    ").replace("foregn goverment  ", "foreign government");
    assert_eq!(fixed("a.rst", simple), expected);
    // What is read otherwise than it is written is of another width there.
    for cell in
        ["| They saw the  the fog | yes |\n", "| They saw the         | yes |\n| the fog              | yes |\n"]
    {
        let border = "+----------------------+-----+\n";
        let table = format!("{border}{cell}{border}");
        let widths = |text: &str| text.lines().map(|line| line.chars().count()).collect::<Vec<_>>();
        assert_eq!(widths(&fixed("a.rst", &table)), widths(&table), "{cell}");
    }
    let wide = "+--------------------+-----+\n|The goverment met　| yes |\n+--------------------+-----+\n";
    assert_eq!(fixed("a.rst", wide), wide);
    // There is no room for the letter.
    let full = "+-----------------+-----+\n|The goverment met| yes |\n+-----------------+-----+\n";
    assert_eq!(fixed("a.rst", full), full);
}

#[test]
fn markup_at_the_start_of_a_line_is_no_white_space() {
    for next in [
        "[the bug](http://example.com/) of",
        "**the** bug",
        "*the bug* of",
        "~~the~~ bug",
        "<b>the bug</b> of",
        "[the][w] bug",
        "[[the bug]] of",
    ] {
        for (name, prefix) in [("a.md", ""), ("a.md", "> "), ("a.md", "  "), ("a.mdx", "")] {
            let item = if prefix == "  " { "- " } else { prefix };
            let text = format!("{item}It was similar to the\n{prefix}{next} last year.\n\n[w]: http://example.com/\n");
            assert_eq!(fixed(name, &text), text);
        }
    }
    // Nor is a line break that is meant to be seen.
    for end in ["  ", "\\", "<br>"] {
        let text = format!("It was similar to the{end}\nthe bug last year.\n");
        assert_eq!(fixed("a.md", &text), text);
    }
    assert_eq!(fixed("a.md", "> It was similar to the\n> the bug.\n"), "> It was similar to the bug.\n");
}

#[test]
fn what_something_goes_by_keeps_its_name() {
    let text = "We met at [the harbour,and] all, at [a office][].\n\n[the harbour,and]: a.md\n[a office]: b.md\n";
    assert_eq!(fixed("a.md", text), text);
    assert_eq!(fixed("a.md", "We met at [the harbour,and] all.\n"), "We met at [the harbour, and] all.\n");
    let text = "We met at `the harbour,and`_ all, by the goverment_ of it.\n\n.. _the harbour,and: a\n.. _goverment: b\n\nThe _`town,and` and :term:`a office`.\n";
    assert_eq!(fixed("a.rst", text), text);
    let title = "The goverment\n=============\n\nSee `The goverment`_ of it.\n";
    assert_eq!(fixed("a.rst", title), title);
    assert_eq!(fixed("a.rst", "The goverment\n=============\n"), "The government\n==============\n");
}

#[test]
fn lists_and_columns_without_borders_stay_such() {
    for (name, text) in [
        (
            "a.rst",
            "Rates are as follows.\n\nExternal rate\t\texternal rate of all\nfan\t\topt\tyes\topt\tyes\nStop\t.\n",
        ),
        ("a.rst", ":``flags``: 0\n:``offset``: the offset of it\n"),
        ("a.rst", "It is on the net ([1]_, [2]_, [3]_), and here.\n\n.. [1] One.\n.. [2] Two.\n.. [3] Three.\n"),
        ("a.adoc", "The space;; for a push of it\nThe other;; for a pull of it\n"),
        ("a.adoc", "The manual\n==========\n\nThe value is \"`git merge`\" here.\n"),
        ("a.adoc", "It speaks HTTP, and HTTP only, at http://<host>/here, by HTTP.\n"),
    ] {
        assert_eq!(fixed(name, text), text);
    }
}

#[test]
fn tables_that_lines_of_characters_draw_stay_as_they_are() {
    for table in [
        "  Command                                 Time\n  --------------------------------------- -------\n  `pandoc`                                  1.01s\n  the the harbour,and town                  2.00s\n",
        "-------------------------\n Town        They say\n----------- -------------\n Kyiv,Odesa  red  ones\n\n Lviv ,too   the the end\n-------------------------\n",
        "+--------------+-------+\n| Kyiv,the one | good  |\n| two  words   | a     |\n+--------------+-------+\n",
    ] {
        for name in ["a.md", "a.txt"] {
            let text = format!("It rained.\n\n{table}\nIt rained on the the day.\n");
            assert_eq!(fixed(name, &text), text.replace("the the day", "the day"), "{name}");
        }
    }
}

#[test]
fn marks_that_are_told_by_their_spaces_keep_them() {
    for name in ["a.md", "a.txt"] {
        for text in
            ["A.  First one\nB.  Second one\n", "I.  First one\n", "It rained.\n\n-- \nThe mayor\nof the town\n"]
        {
            assert_eq!(fixed(name, text), text, "{name}");
        }
    }
}

#[test]
fn what_is_no_text_stays_as_it_is() {
    for (name, text) in [
        ("a.adoc", "See xref:The good,page[] and xref:The good page[this] of it.\n"),
        ("a.adoc", "So image:my  picture.png[pic], menu:Time Reference[] and link:my page,two.html[] are.\n"),
        ("a.html", "<p>So \\[ a e + b b = c \\], $$ a a = b b $$ and \\(a a + b b\\) is.</p>\n"),
        ("a.html", "<div class=\"mermaid\">\ngraph TD; accomodate --> the the\n</div>\n"),
        (
            "a.html",
            "@for (item of items ,track item) {\n<p>It rained.</p>\n}\n@switch (accomodate) {\n@case (the the) {<p>So.</p>}\n}\n@if (a ,b) {\n<p>It rained.</p>\n} @else {\n<p>So.</p>\n}\n",
        ),
        ("a.html", "<p>So [gallery ids=\"729 ,732\"] and [youtube https://example.com/a] are.</p>\n"),
        ("a.md", "So [gallery ids=\"729 ,732\"] and [youtube https://example.com/a] are.\n"),
        ("a.html", "<?xml version=\"1.0\"?>\n<p>So &definately; it is.</p>\n"),
        ("a.html", "<p>So &definately; it &amp; they are.</p>\n"),
        (
            "a.tex",
            "\\begin{document}\n\\begin{tabbing}\nIf \\= an hour \\\\\n \\> a \\= apple \\> it\n\\end{tabbing}\n\\end{document}\n",
        ),
        ("a.org", "So <<<the goverment>>> is.\n"),
        ("a.org", "| ! | goverment |\n| $ | max=the the |\n| ^ | goverment |\n| # | one |\n"),
        ("a.org", "See ref:untill, eqref:goverment and citep:goverment-2020; cite:definately. label:untill\n"),
    ] {
        assert_eq!(fixed(name, text), text);
    }
    assert_eq!(fixed("a.md", "They saw [the fog ,and] it.\n"), "They saw [the fog, and] it.\n");
    assert_eq!(fixed("a.org", "See the label: goverment.\n"), "See the label: government.\n");
}

#[test]
fn every_format_with_comments_is_silenced_in_its_own() {
    let cue = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nThey saw the the fog.\n";
    for (name, text, comment) in [
        ("a.md", "They saw the the fog.\n", "<!-- copydesk: ignore repeated-word -->"),
        ("a.mdx", "They saw the the fog.\n", "{/* copydesk: ignore repeated-word */}"),
        ("a.html", "<p>They saw the the fog.</p>\n", "<!-- copydesk: ignore repeated-word -->"),
        ("a.rst", "They saw the the fog.\n", ".. copydesk: ignore repeated-word\n\n"),
        ("a.adoc", "They saw the the fog.\n", "// copydesk: ignore repeated-word\n"),
        ("a.org", "They saw the the fog.\n", "# copydesk: ignore repeated-word\n"),
        ("a.tex", "They saw the the fog.\n", "% copydesk: ignore repeated-word\n"),
        ("a.yaml", "title: They saw the the fog.\n", "# copydesk: ignore repeated-word\n"),
        ("a.vtt", cue, "NOTE copydesk: ignore repeated-word\n\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("copydesk.toml"), "[formats.yaml]\nprose = [\"title\"]\n").unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        assert_eq!(run(folder.path(), &[name]), Some(1), "{name}");
        assert_eq!(run(folder.path(), &["--add-suppressions", name]), Some(0), "{name}");
        let silent = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(silent.contains(comment), "{name}: {silent}");
        assert_eq!(run(folder.path(), &[name]), Some(0), "{name}: {silent}");
        assert_eq!(silent.replacen(comment, "", 1).trim(), text.trim(), "{name}");
    }
}

/// Files of these names and texts stay as they are.
fn kept(cases: &[(&str, &str)]) {
    for (name, text) in cases {
        assert_eq!(fixed(name, text), *text, "{name}");
    }
}

#[test]
fn titles_that_something_leads_to_keep_their_words() {
    kept(&[
        ("a.md", "See [setup](#set-up-the-the-server).\n\n## Set up the the server\n"),
        ("a.md", "See [setup][s].\n\nSet up *it*: the the x\n----------\n\n[s]: #set-up-it-the-the-x\n"),
        ("a.md", "See <a href=\"#set-up-the-the-server\">setup</a>.\n\n1. x\n\n# Set up: the the server\n"),
        ("a.md", "See [[#Set up the the server]].\n\n## Set up the the server\n"),
        ("a.mdx", "See [setup](#1-set-up-the-the-server).\n\n## 1. Set up the the server\n"),
        ("a.org", "See [[*Set up the the server]].\n\n* Set up the the server\n"),
        ("a.org", "See [[Set up the the server][setup]].\n\n* Set up the the server\n"),
        ("a.adoc", "See <<Set up the the server>>.\n\n== Set up the the server\n\nIt is.\n"),
        ("a.adoc", "See <<_set_up_the_the_server,setup>>.\n\n== Set up the the server\n\nIt is.\n"),
        ("a.adoc", "See xref:_set_up_the_the_server[].\n\n== Set up the the server\n\nIt is.\n"),
        ("a.rst", "See :ref:`Set up the the server`.\n\nSet up the the server\n=====================\n"),
        ("a.rst", "See :ref:`setup <a:Set up the the server>`.\n\nSet up the the server\n=====================\n"),
        ("a.rst", "See :term:`the goverment`.\n\n.. glossary::\n\n   the goverment\n      What rules.\n"),
    ]);
    for (name, before) in [
        ("a.md", "See [setup](#setup).\n\n## Set up the the server\n"),
        ("a.md", "See [setup](#set-up-the-the-server).\n\n## Set up the the server {#set-up-the-the-server}\n"),
        ("a.org", "See [[Setup]].\n\n* Set up the the server\n"),
        ("a.adoc", "See <<setup>>.\n\n== Set up the the server\n\nIt is.\n"),
    ] {
        assert_eq!(fixed(name, before), before.replace(" the the server", " the server"));
    }
}

#[test]
fn names_and_commands_within_lines_of_markdown_are_no_words() {
    kept(&[
        ("a.md", "It works :ukraine: :iphone::recieve: here.\n"),
        ("a.md", "See \\ref{fig:untill}, \\cite[p. 2]{adress} and \\vspace{1em}\\newpage here.\n"),
        ("a.md", "\\includegraphics[width=enviroment]{enviroment}\n"),
        ("a.md", "It is `<b>`{=html} and ![x](y.png){ width=\"300\" data-gallery=enviroment } here.\n"),
        ("a.md", "![x](y.png){width=50% .tommorrow}\n"),
        ("a.md", "See [[Kyiv,the city]] and [[The recieve page]].\n"),
        ("a.md", "[x]({{ site.baseurl }}/tommorrow) and [y][r].\n\n[r]: {{ site.baseurl }}/recieve\n"),
        ("a.md", "It is here.\n\n*[W ,3]: The third.\n"),
        ("a.md", "Fixed by recieve/tommorrow#123 and @recieve/tommorrow.\n"),
    ]);
    assert_eq!(fixed("a.md", "It is \\emph{the the} end.\n"), "It is \\emph{the} end.\n");
    assert_eq!(fixed("a.md", "At 10:30:15 we recieve it.\n"), "At 10:30:15 we receive it.\n");
    assert_eq!(
        fixed("a.md", "| a | b |\n|:---:|:-:|\n| We saw the the fog | c |\n"),
        "| a | b |\n|:---:|:-:|\n| We saw the fog | c |\n"
    );
}

#[test]
fn mathematics_and_code_of_several_lines_are_no_words() {
    let liquid = "It is.\n\n{%- highlight ruby -%}\nrecieve = 1\n\nuntill recieve\n{%- endhighlight -%}\n";
    kept(&[
        ("a.md", "So\n\\begin{equation}\na ,b untill\n\n- recieve\n\\end{equation}\nwhere it is.\n"),
        ("a.md", "$$\na ,b\n\nuntill c\n$$\n\nIt is.\n\n$$\nc ,d\n$$\n"),
        ("a.md", "It is\n\\[\na_b ,c untill\n\\]\nhere.\n"),
        ("a.md", liquid),
        ("a.md", "{{< code-toggle file=hugo >}}\nrecieve: 1\n\nuntill: 2\n{{< /code-toggle >}}\n"),
        ("a.html", "<p>It is.</p>\n{% highlight ruby %}\nrecieve = 1\n\nuntill recieve\n{% endhighlight %}\n"),
        ("a.html", "<p>It is.</p>\n{%- raw -%}\n<p>We recieve it.</p>\n{%- endraw -%}\n"),
    ]);
    let text = "$$\na\n$$\n\nWe recieve it.\n\n$$\nb\n$$\n";
    assert_eq!(fixed("a.md", text), text.replace("recieve", "receive"));
    assert_eq!(fixed("a.md", "\\[So\\] we recieve \\[it\\].\n"), "\\[So\\] we receive \\[it\\].\n");
}

#[test]
fn what_myst_adds_is_no_prose() {
    kept(&[
        ("a.md", "(recieve-mode)=\n# Head\n\n% We recieve it untill\n% tommorrow.\n\nIt is.\n"),
        ("a.md", ":::{figure} a.png\n:name: untill\n:label: recieve\n\nIt is.\n:::\n"),
        ("a.md", ":::{figure} a.png\n---\nname: We recieve it\n---\nIt is.\n:::\n"),
        ("a.md", "It is.\n\n+++ {\"recieve\": \"untill\"}\n\nIt is.\n"),
        ("a.md", ":::{code-block} python\nrecieve = 1\n\nuntill = 2\n:::\n\nIt is.\n"),
        ("a.md", "::: mermaid\ngraph recieve\n:::\n"),
    ]);
    let text = ":::{note}\n:class: recieve\nWe recieve it.\n:::\n\nWe recieve\n% of it.\n";
    assert_eq!(fixed("a.md", text), text.replace("We recieve", "We receive"));
}

#[test]
fn code_and_addresses_in_front_matter_stay() {
    kept(&[
        ("a.md", "---\ndescription: \"Fixes `recieve -w`.\"\ntitle: It is `untill`\n---\n\nIt is.\n"),
        ("a.md", "---\ndescription: See the [guide](docs/enviroment/x) of it\n---\n\nIt is.\n"),
        ("a.md", "{\n  \"title\": \"It is\",\n  \"recieve\": \"untill/tommorrow\"\n}\n\nIt is.\n"),
    ]);
    let text = "---\ntitle: We recieve `recieve` and [the the guide](recieve)\n---\n\nIt is.\n";
    let expected = "---\ntitle: We receive `recieve` and [the guide](recieve)\n---\n\nIt is.\n";
    assert_eq!(fixed("a.md", text), expected);
}
