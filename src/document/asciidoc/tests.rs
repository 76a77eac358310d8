//! What of `AsciiDoc` is prose, case by case.

use crate::document::Format;
use crate::document::tests::have_blocks;

#[test]
fn prose_is_told_from_the_rest() {
    let cases: &[(&str, &[&str])] = &[
        (
            "= Title\nAn Author <a@b.c>\nv1\n:attr: x\n\nOne\ntwo *three* _four_.\n\n== Two\n\nx",
            &["h:Title", "p:One two three four.", "h:Two", "p:x"],
        ),
        (
            "name(1)\n=======\n\nNAME\n----\ngit - so\n\n----\ncode\n----\nafter",
            &["h:name(1)", "h:NAME", "p:git - so", "p:after"],
        ),
        (
            "* One\ntwo\n** three\n+\nmore\n\n. four\n- [x] five\n",
            &["l:One two", "l:three", "l:more", "l:four", "l:five"],
        ),
        ("--all::\n\tDoes all.\nTide:: The sea.\n\n  literal here\n", &["l:Does all.", "l:Tide", "l:The sea."]),
        ("[source,ruby]\n----\nx\n----\n\n....\ny\n....\n\n[listing]\nz z\n\n////\nno\n////\n// no\nyes", &["p:yes"]),
        (
            "NOTE: Read this.\n\n[NOTE]\n====\nAnd this.\n====\n\n____\nQuoted.\n____\n",
            &["p:Read this.", "p:And this.", "p:Quoted."],
        ),
        (".The caption\nimage::a.png[Alt]\n\ninclude::x[]\ntext", &["c:The caption", "p:text"]),
        (
            "See link:x[the page], https://a.b[here], xref:c[d], <<e,f>> and <<g>>.",
            &["p:See the page, here, d, f and \u{fffc}."],
        ),
        (
            "A `code` and `+x+` +y+ {attr} linkgit:git-add[1], don't.",
            &["p:A \u{fffc} and \u{fffc} \u{fffc} \u{fffc} \u{fffc}, don't."],
        ),
        ("Word.footnote:[A note.] More \"`quoted`\" **un**able.", &["p:Word. More “quoted” unable.", "f:A note."]),
        ("|===\n|a |b\n\n|c\n|d e\n|===\nend", &["t:a", "t:b", "t:c", "t:d e", "p:end"]),
        ("[cols=\"m,1\"]\n|===\n|code |text\n2+|wide\n|===\n", &["t:text"]),
        ("One +\ntwo &#8217; {nbsp}3", &["p:One\ntwo ’ \u{a0}3"]),
        ("a\n// c\nb", &["p:a b"]),
        ("2 * 3 * 4 a_b_c *", &["p:2 * 3 * 4 a_b_c *"]),
        ("== Synopsis\n\ngit teh\n\n== More\n\ntext", &["h:Synopsis", "h:More", "p:text"]),
        ("|===", &[]),
        ("`", &["p:`"]),
    ];
    have_blocks(cases, Format::Asciidoc);
}
