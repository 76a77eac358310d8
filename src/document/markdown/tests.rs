//! What of a Markdown text is prose, case by case.

use crate::document::{BlockKind, Document, Format, QuoteStyle, TokenFlags, TokenKind};

fn document(text: &str) -> Document {
    Document::parse(text.into(), Format::Markdown)
}

/// The tokens of `text`; what is no prose in square brackets.
fn tokens(text: &str) -> String {
    let document = document(text);
    let shown = document.tokens().iter().map(|&token| match token.kind {
        TokenKind::Opaque => format!("[{}]", document.text_of(token)),
        TokenKind::Url | TokenKind::Email => format!("<{}>", document.text_of(token)),
        _ => document.text_of(token).to_owned(),
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn only_prose_is_read() {
    for (text, expected) in [
        ("A `code` span", "A [`code`] span"),
        ("the US`s claim and China`s Deputy, the Party`s x", "the US`s claim and China`s Deputy , the Party`s x"),
        ("the allies` help, China`s word", "the allies` help , China`s word"),
        ("> so US`s\n> and China`s end", "so US`s and China`s end"),
        ("[link text](http://x.org/a_b \"t\") end", "link text end"),
        ("<https://x.org> and <a@b.org>", "<https://x.org> and <a@b.org>"),
        ("so <b>bold</b> it <code>x y</code> and <!-- note --> end", "so bold it [<code>] and end"),
        ("math $x^2$ and $$y$$ end, $5m or US$7m", "math [$x^2$] and [$$y$$] end , $5m or US $7m"),
        (
            "{{< fig a_b=\"c_d\" >}}\n\nHere {{% x %}} and {% y %} and {{ z }}.",
            "Here [{{% x %}}] and [{% y %}] and [{{ z }}] .",
        ),
        ("```\ncode\n```\n\n    indented\n\nprose", "prose"),
        ("un**believ**able **bold** word", "[un**believ**able] bold word"),
        ("*Guardian*'s view, **T**he end", "Guardian ['s] view , [T**he] end"),
        ("caf&eacute; AT&amp;T a&nbsp;b &mdash; it&rsquo;s", "[caf&eacute;] [AT&amp;T] a b &mdash; [it&rsquo;s]"),
        ("snake\\_case don\\'t 5\\* \\[so\\]", "[snake\\_case] [don\\'t] 5 * [ so ]"),
        ("a note.[^1] Next\n\n[^1]: The note.", "a note . Next The note ."),
        ("~~gone~~ here", "gone here"),
        ("<div>\nSome <b>prose</b> here\n<script>var x;</script>\n</div>", "Some prose here"),
        ("line one\\\nline two", "line one line two"),
    ] {
        assert_eq!(tokens(text), expected, "{text}");
    }
}

#[test]
fn blocks_are_told_apart() {
    let text = "# Head\n\nPara ![the alt](x.png) goes on.\n\n- item one\n- item\n\n  two\n\n| a | b |\n|---|---|\n| c | d |\n\n![only alt](y)\n\n[^1]: Note.\n\nsee[^1]\n";
    let document = document(text);
    let found: Vec<(BlockKind, &str)> =
        document.blocks().iter().map(|block| (block.kind, document.slice(block.span))).collect();
    assert_eq!(
        found,
        [
            (BlockKind::Heading, "Head"),
            (BlockKind::Paragraph, "Para"),
            (BlockKind::Caption, "the alt"),
            (BlockKind::Paragraph, "goes on."),
            (BlockKind::ListItem, "item one"),
            (BlockKind::ListItem, "item"),
            (BlockKind::ListItem, "two"),
            (BlockKind::TableCell, "a"),
            (BlockKind::TableCell, "b"),
            (BlockKind::TableCell, "c"),
            (BlockKind::TableCell, "d"),
            (BlockKind::Caption, "only alt"),
            (BlockKind::Footnote, "Note."),
            (BlockKind::Paragraph, "see"),
        ]
    );
    let goes = document.tokens().iter().find(|&&token| document.text_of(token) == "goes");
    assert!(goes.is_some_and(|token| !token.has(TokenFlags::SENTENCE_START)));
}

#[test]
fn front_matter_is_prose_where_readers_see_it() {
    let yaml = "\u{feff}---\ntitle: The plain # no\nslug: not_this\nsummary: \"Quoted \\\"one\\\" here\"\nsubtitle: 'It''s single'\ndescription: >\n  Folded lines\n  go on\n\n  and on\ndek: |-\n  Literal\nimage:\n  caption: Deep\ntags: [none]\nexcerpt: plain\n  goes on\n---\n\nBody\n";
    assert_eq!(
        tokens(yaml),
        "The plain Quoted \" one \" here [It''s] single Folded lines go on and on Literal Deep plain goes on Body"
    );
    assert!(document(yaml).blocks().iter().rev().skip(1).all(|block| block.kind == BlockKind::Title));
    let toml = "+++\ntitle = \"The title\"\ndate = 2024-01-01\nsummary = \"\"\"\nMany\nlines\"\"\"\ncaption = 'literal'\nauthor = \"nobody\"\n+++\nBody\n";
    assert_eq!(tokens(toml), "The title Many lines literal Body");
}

#[test]
fn comments_are_kept() {
    let text = "<!-- copydesk-disable -->\n\nText <!-- in line --> here.\n\n> <!-- quoted -->\n";
    let document = document(text);
    let comments: Vec<&str> = document.comments().iter().map(|comment| document.slice(comment.span)).collect();
    assert_eq!(comments, ["<!-- copydesk-disable -->", "<!-- in line -->", "<!-- quoted -->"]);
    assert_eq!(tokens(text), "Text here .");
}

#[test]
fn comments_know_what_follows_them() {
    for (text, expected) in [
        ("<!-- a -->\nOne\ntwo.\n\nThree.\n", &[Some("One\ntwo.\n")][..]),
        ("Before.\n<!-- a -->\n\n# One\n", &[Some("# One\n")]),
        ("One <!-- a --> two.\n\nThree.\n", &[None]),
        ("<!-- a -->\n<!-- b -->\n- one\n- two\n", &[Some("- one\n- two\n"), Some("- one\n- two\n")]),
        ("<!-- a -->\n\n|a|b|\n|-|-|\n|c|d|\n", &[Some("|a|b|\n|-|-|\n|c|d|\n")]),
        ("- one\n\n  <!-- a -->\n  two\n\n  three\n", &[Some("two\n")]),
        ("- <!-- a -->\n  two *three*\n- four\n", &[Some("two *three*\n")]),
        ("> <!-- a -->\n> one\n\ntwo\n", &[Some("one\n")]),
        ("> one\n>\n> <!-- a -->\n\ntwo\n", &[None]),
        ("<!-- a -->\n", &[None]),
        ("<div>\n<!-- a -->\none\n</div>\n\ntwo\n", &[None]),
        ("<!-- a -->\n<p>one</p>\n\ntwo\n", &[Some("<p>one</p>\n")]),
    ] {
        let document = document(text);
        let found: Vec<_> =
            document.comments().iter().map(|comment| comment.next.map(|next| document.slice(next))).collect();
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn markup_is_flagged() {
    let document = document("a **b** c *d*, e\n> f");
    let flags = |word: &str| {
        let found = document.tokens().iter().find(|&&token| document.text_of(token) == word);
        found.map_or(TokenFlags::empty(), |token| token.flags)
    };
    assert!(flags("b").contains(TokenFlags::MARKUP_BEFORE | TokenFlags::SPACE_BEFORE));
    assert!(flags("c").contains(TokenFlags::MARKUP_BEFORE | TokenFlags::SPACE_BEFORE));
    assert!(flags(",").contains(TokenFlags::MARKUP_BEFORE | TokenFlags::GLUED));
    assert!(!flags("e").contains(TokenFlags::MARKUP_BEFORE));
}

#[test]
fn block_quotations_are_quotations() {
    let document = document("Before.\n\n> Their words\n> go on.\n\nAfter.");
    let quotation = document.quotations()[0];
    assert_eq!((quotation.style, document.slice(quotation.span)), (QuoteStyle::Block, "> Their words\n> go on."));
    let quoted = document.tokens().iter().filter(|token| token.has(TokenFlags::QUOTED)).count();
    assert_eq!(quoted, 5);
    let go = document.tokens().iter().find(|&&token| document.text_of(token) == "go");
    assert!(go.is_some_and(|go| go.has(TokenFlags::BREAK_BEFORE) && !go.has(TokenFlags::MARKUP_BEFORE)));
}

#[test]
fn deep_nesting_is_read() {
    for text in [">".repeat(20_000) + " a", "- ".repeat(2_000) + "a", "[".repeat(50_000) + "a", "*a ".repeat(50_000)] {
        assert!(document(&text).tokens().iter().any(|token| token.is_word()));
    }
}

fn tokens_of(text: &str, format: Format) -> String {
    let document = Document::parse(text.into(), format);
    let shown = document.tokens().iter().map(|&token| match token.kind {
        TokenKind::Opaque => format!("[{}]", document.text_of(token)),
        _ => document.text_of(token).to_owned(),
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn components_are_no_prose_and_their_text_is() {
    for (text, expected) in [
        (
            "import A from './a.js'\nimport B from 'b'\nexport const c = {\n  d: 'e',\n\n  f: 1,\n}\n\nProse here.\n",
            "Prose here .",
        ),
        (
            "# Head {props.title} end\n\nSo {1 + {a: '}'}.a} it is.\n",
            "Head [{props.title}] end So [{1 + {a: '}'}.a}] it is .",
        ),
        ("<Card title=\"No prose\" on={() => a > b}>\n  Some **bold** text.\n</Card>\n", "Some bold text ."),
        (
            "<Tabs>\n  <Tab value=\"x\">\n\n    Deep text.\n\n    ```js\n    code()\n    ```\n\n  </Tab>\n</Tabs>\n\nAfter.\n",
            "Deep text . After .",
        ),
        (
            "Click <B kind='x'>Save</B>{' '}now, <Icon /> there<br/>or <code>x {y}</code> here.\n",
            "Click Save now , there or [<code>x {y}</code>] here .",
        ),
        ("{\n  list.map(a => <li key={a}>No {a}</li>)\n}\n\nYes\n", "Yes"),
        ("{/* no prose */}\n\nText {/* nor here */} goes on.\n", "Text goes on ."),
        ("Code `{a <B>` and \\{ brace \\< less.\n", "Code [`{a <B>`] and { brace < less ."),
        ("a {open and\n\nb\n", "a { open and b"),
        ("```jsx\n<A>{b}</A>\nimport x\n```\n\nText <https://x.org>\n", "Text https://x.org"),
        ("<></>\n<>fragment</>\n", "fragment"),
    ] {
        assert_eq!(tokens_of(text, Format::Mdx), expected, "{text}");
    }
    let text = "{/* copydesk: ignore misspelling */}\nNext one.\n";
    let document = Document::parse(text.into(), Format::Mdx);
    let comment = document.comments()[0];
    assert_eq!(document.slice(comment.span), "{/* copydesk: ignore misspelling */}");
    assert_eq!(comment.next.map(|next| document.slice(next)), Some("Next one.\n"));
}

#[test]
fn relatives_of_markdown_are_read() {
    for (text, expected) in [
        ("See [[Some page]] and [[Page#x|this text]] or [[a/b]].", "See Some page and this text or [[[a/b]]] ."),
        ("![[picture.png]]\n\nAs ![[x]] shows ^abc-1\n", "As [![[x]]] shows"),
        ("[[a]](b.md) x [[1]](c)\n", "[ a ] x [ 1 ]"),
        ("Text.\n{: .note #id}\n\nA [link](x){:target=\"_blank\"} and **b**{.red} end\n", "Text . A link and b end"),
        ("# Head {#the-id}\n\n[TOC]\n\n[[_TOC_]]\n\nText %%hidden%% here\n\n%%\nall hidden\n%%\n", "Head Text here"),
        (
            "Before.\n\n!!! note \"A title\"\n    The body\n    goes on.\n\n    More.\n\nAfter.\n",
            "Before . A title The body goes on . More . After .",
        ),
        ("??? tip\n    One.\n\n    !!! danger inline end\n        Two.\n\nThree.\n", "One . Two . Three ."),
        (
            ":::note[So it is]\nBody\n:::\n\n::: tip Its title\n\nMore\n:::\n\n:::{figure} a.png\n",
            "So it is Body Its title More",
        ),
        (
            "=== \"One tab\"\n    Its text.\n\n/// html | div.result\nSo\n///\n\nIt is \\(a_b\\) and {* x.py *}.\n",
            "One tab Its text . So It is [\\(a_b\\)] and [{* x.py *}] .",
        ),
        ("Press ++ctrl+c++ in C++ and D++ now, ++a\n", "Press [++ctrl+c++] in C + + and D + + now , + + a"),
        ("- item\n\n    !!! note\n        The body.\n", "item The body ."),
        ("Term\n: What it means\n\nOther\n: Another\n", "Term What it means Other Another"),
        ("{% highlight ruby %}\nno = 1\n\n# no\n{% endhighlight %}\n\nYes {{ x }}\n", "Yes [{{ x }}]"),
        (
            "<div>{{ x }} text</div>\n\n<details>\n<summary>Sum</summary>\n\nBody\n\n</details>\n",
            "[{{ x }}] text Sum Body",
        ),
        ("```\n[[no]] {: .x}\n```\n\n`[[no]]` and `{.x}` yes\n", "[`[[no]]`] and [`{.x}`] yes"),
        ("{{<code>}}\n\n{{<x>}} text\n", "[{{<x>}}] text"),
        ("It works :tada::+1: here.\n", "It works [:tada::+1:] here ."),
        ("See \\ref{fig:a} and \\emph{so it} is.\n", "See [\\ref{fig:a}] and so it is ."),
        ("So\n\\begin{x}\na\n\nb\n\\end{x}\nit is.\n", "So [\\begin{x}\na\n\nb\n\\end{x}] it is ."),
    ] {
        assert_eq!(tokens_of(text, Format::Markdown), expected, "{text}");
    }
}

#[test]
fn alerts_are_no_quotations() {
    let text = "> [!NOTE]\n> Our own words.\n>\n> > Theirs.\n\n> [!tip]- A title\n> More.\n\n> They said.\n";
    let document = document(text);
    let quoted: Vec<&str> = document
        .tokens()
        .iter()
        .filter(|token| token.is_word() && token.has(TokenFlags::QUOTED))
        .map(|&token| document.text_of(token))
        .collect();
    assert_eq!(quoted, ["Theirs", "They", "said"]);
    let kinds: Vec<BlockKind> = document.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds[2], BlockKind::Heading);
    assert_eq!(document.slice(document.blocks()[2].span), "A title");
}
