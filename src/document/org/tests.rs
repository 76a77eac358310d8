//! What of Org is prose, case by case.

use crate::document::Format;
use crate::document::tests::have_blocks;

#[test]
fn prose_is_told_from_the_rest() {
    let cases: &[(&str, &[&str])] = &[
        (
            "#+TITLE: The title\n#+AUTHOR: Me\n* TODO [#A] Head :tag:\n:PROPERTIES:\n:ID: x\n:END:\nOne\ntwo *three* /four/.",
            &["T:The title", "h:Head", "p:One two three four."],
        ),
        (
            "- One\n  two\n- [X] three\n- Tide :: sea\n1. four\n\n  * five\n",
            &["l:One two", "l:three", "l:Tide", "l:sea", "l:four", "l:five"],
        ),
        (
            "#+begin_src c\nx\n#+end_src\n#+BEGIN_QUOTE\nQuoted.\n#+END_QUOTE\n: fixed\n# comment\ntext",
            &["p:Quoted.", "p:text"],
        ),
        ("| a | b |\n|---+---|\n| c | d e |\n#+TBLFM: x\n", &["t:a", "t:b", "t:c", "t:d e"]),
        (
            "See [[http://x][the page]], [[file:x]] =code= ~c~ [fn:1]. End[fn:: A note.].",
            &["p:See the page, \u{fffc} \u{fffc} \u{fffc}. End.", "f:A note."],
        ),
        ("[fn:1] The note\n  goes on.\n\n#+CAPTION: A cat\n[[./a.png]]", &["f:The note goes on.", "c:A cat"]),
        (
            "a/b/c 2*3*4 \\eacute{}t \\(x\\) $y$ <2020-01-01 Wed> {{{m(a)}}} @@html:<b>@@x",
            &["p:a/b/c 2*3*4 ét \u{fffc} \u{fffc} \u{fffc} \u{fffc} x"],
        ),
        ("* COMMENT no\ntext\n** more\n* Yes\n\\begin{equation}\nx\n\\end{equation}\nend", &["h:Yes", "p:end"]),
        ("see [[http://x][=code=]] here", &["p:see \u{fffc} here"]),
        ("*", &["p:*"]),
    ];
    have_blocks(cases, Format::Org);
}
