//! What of reStructuredText is prose, case by case.

use crate::document::Format;
use crate::document::tests::have_blocks;

#[test]
fn prose_is_told_from_the_rest() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Title\n=====\n\nOne\ntwo *three*.\n\n====\nOver\n====\n\nx",
            &["h:Title", "p:One two three.", "h:Over", "p:x"],
        ),
        (
            "- One\n  two\n\n  more\n- three\n\n  - four\n\n1. five\n#. six\n",
            &["l:One two", "l:more", "l:three", "l:four", "l:five", "l:six"],
        ),
        (
            "So::\n\n    code here\n\n    more\n\nAfter::\n\n> quoted\n> so\n\nend ::\n\n  x\n",
            &["p:So:", "p:After:", "p:end"],
        ),
        (
            ".. note:: Read\n   this.\n\n   And this.\n\n.. code-block:: x\n   :a: b\n\n   no\n\nyes",
            &["p:Read this.", "p:And this.", "p:yes"],
        ),
        (".. figure:: a.png\n   :alt: no\n\n   The caption.\n\n   The legend.\n", &["c:The caption.", "p:The legend."]),
        (
            ".. _a: http://x\n.. |b| replace:: c\n.. a comment\n   goes on\n\n.. [1] A note.\n.. [#n]\n   Two.\n.. [CIT] no\n",
            &["f:A note.", "f:Two."],
        ),
        ("See `the page <http://x>`_, `here`__ and there_ [1]_.", &["p:See the page, here and there."]),
        (
            "A ``literal *x*`` and :ref:`text <x>`, :ref:`x`, :func:`f`, |s| so.",
            &["p:A \u{fffc} and text, \u{fffc}, \u{fffc}, \u{fffc} so."],
        ),
        ("H\\ :sub:`2`\\ O un\\ *believ*\\ able \\*x 2 * 3 * 4 **b**", &["p:H2O unbelievable *x 2 * 3 * 4 b"]),
        (
            "Term\n   The text.\n\n--all  Does all.\n\n:param x: The thing.\n:type x: int\n",
            &["l:Term", "l:The text.", "l:Does all.", "l:The thing."],
        ),
        (":Author: Me\n:Date: now\n\nText\n", &["p:Text"]),
        ("=== ===\nA   B\n=== ===\nc   d e\n    f\n=== ===\n\nend", &["t:A", "t:B", "t:c", "t:d e f", "p:end"]),
        (
            "+---+-----+\n| a | b   |\n+===+=====+\n| c | d   |\n|   | e   |\n+---+-----+\n",
            &["t:a", "t:b", "t:c", "t:d e"],
        ),
        (
            ">>> a = b\nc\n\n| Verse\n| two\n\nText\n\n-----\n\nmore http://x.y/z.",
            &["p:Verse\ntwo", "p:Text", "p:more \u{fffc}."],
        ),
        ("Text\n\n   Quoted words.\n\nText", &["p:Text", "p:Quoted words.", "p:Text"]),
        ("the\r\nend\r\n", &["p:the end"]),
        ("..", &[]),
        ("`", &["p:`"]),
    ];
    have_blocks(cases, Format::Rst);
}
