//! Every format that articles are written in: what is found is the same in each, and stands where it is said to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use copydesk::document::{Document, Format};
use copydesk::source::transcript::Alignment;
use proptest::prelude::*;
use serde_json::Value;

/// A format: the ending of its fixtures, what it is, how certain characters are written in it, and its name in pandoc.
struct Case {
    ending: &'static str,
    format: Format,
    /// What is written, and what it stands for.
    written: &'static [(&'static str, &'static str)],
    pandoc: Option<&'static str>,
}

const CASES: &[Case] = &[
    Case { ending: "rst", format: Format::Rst, written: &[("\n", " ")], pandoc: Some("rst") },
    Case { ending: "adoc", format: Format::Asciidoc, written: &[("\n", " ")], pandoc: None },
    Case { ending: "org", format: Format::Org, written: &[("\n", " ")], pandoc: Some("org") },
    Case { ending: "tex", format: Format::Latex, written: &[("\n", " ")], pandoc: Some("latex") },
];

fn fixture(name: &str, ending: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats").join(format!("{name}.{ending}"))
}

/// What is found in the file at `path`.
fn findings(path: &Path) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--no-cache", "--format", "json"])
        .arg(path)
        .output()
        .expect("copydesk runs");
    serde_json::from_slice(&output.stdout).expect("it prints JSON")
}

/// What is read for `written`, as a fix or a finding has it.
fn read_as(case: &Case, written: &str) -> String {
    let decoded = case.written.iter().fold(written.to_owned(), |text, (from, to)| text.replace(from, to));
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rules of the findings with the words that they speak of, in an order that does not depend on the format.
fn summary(found: &[Value], case: Option<&Case>) -> Vec<(String, String)> {
    let text = |finding: &Value| finding["text"].as_str().unwrap_or_default().to_owned();
    let read = |finding: &Value| case.map_or_else(|| text(finding), |case| read_as(case, &text(finding)));
    let read = |finding: &Value| read(finding).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut all: Vec<(String, String)> =
        found.iter().map(|finding| (finding["rule"].as_str().unwrap_or_default().to_owned(), read(finding))).collect();
    all.sort();
    all
}

#[test]
fn the_same_is_found_in_every_format() {
    let expected = summary(&findings(&fixture("article", "md")), None);
    assert!(expected.len() >= 10, "{expected:?}");
    for case in CASES {
        let path = fixture("article", case.ending);
        let text = fs::read_to_string(&path).expect("the fixture is there");
        let found = findings(&path);
        for finding in &found {
            let place = |name: &str| usize::try_from(finding[name].as_u64().expect("a place")).expect("a small place");
            assert_eq!(text.get(place("start")..place("end")), finding["text"].as_str(), "{finding}");
        }
        assert_eq!(summary(&found, Some(case)), expected, "{}", case.ending);
    }
}

#[test]
fn fixes_change_only_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    for case in CASES {
        let path = folder.path().join(format!("article.{}", case.ending));
        let before = fs::read_to_string(fixture("article", case.ending)).expect("the fixture is there");
        fs::write(&path, &before).expect("it can be written");
        let mut edits: Vec<(usize, usize, String)> = Vec::new();
        for finding in findings(&path) {
            let fixes = finding["fixes"].as_array().cloned().unwrap_or_default();
            let Some(fix) = fixes.iter().find(|fix| fix["applicability"] == "safe") else { continue };
            for edit in fix["edits"].as_array().expect("edits") {
                let place = |name: &str| usize::try_from(edit[name].as_u64().expect("a place")).expect("a small place");
                edits.push((place("start"), place("end"), edit["text"].as_str().expect("a text").to_owned()));
            }
        }
        edits.sort();
        edits.dedup();
        assert!(edits.len() >= 4, "{}: {edits:?}", case.ending);
        let status =
            Command::new(env!("CARGO_BIN_EXE_copydesk")).args(["check", "--no-cache", "--fix"]).arg(&path).output();
        status.expect("copydesk runs");
        let after = fs::read_to_string(&path).expect("it can be read");
        let (mut expected, mut done) = (String::new(), 0);
        for (start, end, text) in edits {
            expected.push_str(&before[done..start]);
            expected.push_str(&text);
            done = end;
        }
        expected.push_str(&before[done..]);
        assert_eq!(after, expected, "{}", case.ending);
        if let Some(pandoc) = case.pandoc {
            let read = Command::new("pandoc").args(["-f", pandoc, "-t", "plain"]).arg(&path).output();
            match read {
                Ok(read) => {
                    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
                    let read = String::from_utf8_lossy(&read.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(read.contains("who has looked after the tower since 1998."), "{read}");
                }
                Err(_) => eprintln!("pandoc is not installed: that it reads {pandoc} was not looked at"),
            }
        }
    }
}

#[test]
fn nothing_is_found_in_the_nastiest_constructs() {
    for case in CASES {
        let found = findings(&fixture("nasty", case.ending));
        assert!(found.is_empty(), "{}: {:#?}", case.ending, found);
    }
}

/// Holds what must hold of any text.
fn is_sound(text: &str, format: Format) {
    let document = Document::parse(text.into(), format);
    let transcript = document.transcript().expect("it is transcribed");
    for block in transcript.blocks() {
        let stretches = &transcript.stretches()[block.stretches.clone()];
        for stretch in stretches {
            assert!(text.get(stretch.source.range()).is_some(), "{stretch:?} is no range of {text:?}");
            assert!(transcript.text().get(stretch.span.range()).is_some(), "{stretch:?} of {text:?}");
        }
        for pair in stretches.windows(2) {
            assert!(pair[0].source.end <= pair[1].source.start, "{pair:?} overlap in {text:?}");
            assert!(pair[0].span.end == pair[1].span.start, "{pair:?} are apart in {text:?}");
        }
    }
    let mut all: Vec<_> =
        transcript.stretches().iter().map(|stretch| stretch.source).filter(|span| !span.is_empty()).collect();
    all.sort();
    for pair in all.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?} overlap in {text:?}");
    }
    for &token in document.tokens() {
        let source = transcript.to_source(token.span);
        let Some(edits) = transcript.edits(token.span, "word") else { continue };
        for (span, _) in edits {
            // What is inserted at the edge of a word may stand on either side of the markup there.
            let follows = transcript.aligned().iter().any(|aligned| match aligned.by {
                Alignment::Line(line, _) => line.contains(span),
                Alignment::Padding(padding) => padding.contains(span),
            });
            assert!(
                span.is_empty() || follows || span.start >= source.start && span.end <= source.end,
                "{span:?} is outside {source:?} of {text:?}"
            );
            assert!(text.get(span.range()).is_some(), "{span:?} is no range of {text:?}");
        }
    }
}

/// What documents of these formats are made of.
#[allow(clippy::too_many_lines, reason = "it is a list")]
fn pieces() -> impl Strategy<Value = String> {
    let words =
        proptest::sample::select(vec!["the ", "tower", "keeper's ", "a map, ", "é", "日本 ", "x ", "Sea. ", "\u{301}"]);
    let marks = proptest::sample::select(vec![
        "\n",
        "\n\n",
        "  ",
        "\t",
        "\r\n",
        "   ",
        "*",
        "**",
        "_",
        "`",
        "``",
        "'",
        "''",
        "\"",
        "+",
        "#",
        "~",
        "^",
        "=",
        "/",
        "$",
        "$$",
        "|",
        "[",
        "]",
        "[[",
        "]]",
        "][",
        "{",
        "}",
        "<",
        ">",
        "<<",
        ">>",
        "(",
        ")",
        "((",
        "\\",
        "\\\\",
        "&",
        "%",
        ":",
        "::",
        ";;",
        "://",
        "http://a.b/c",
        "--",
        "---",
        "----\n",
        "====\n",
        "____\n",
        "|===\n",
        "+---+---+\n",
        "=== ===\n",
        "- ",
        "* ",
        "** ",
        ". ",
        "1. ",
        "#. ",
        ".. ",
        ".. note:: ",
        ".. code::\n",
        ".. figure:: x\n",
        ".. [1] ",
        ":a: ",
        ":ref:`",
        "`_",
        " <x>`_",
        "[1]_",
        ">>> ",
        "Title\n=====\n",
        "[source]\n",
        "// ",
        "NOTE: ",
        "link:x[",
        "footnote:[",
        "{nbsp}",
        "\"`",
        "`\"",
        "&#8217;",
        " +\n",
        "#+begin_src\n",
        "#+end_src\n",
        "#+begin_quote\n",
        "#+end_quote\n",
        "#+TITLE: ",
        "# ",
        ":PROPERTIES:\n",
        ":END:\n",
        "[fn:1]",
        "[fn:: ",
        "\\emph{",
        "\\section{",
        "\\footnote{",
        "\\begin{itemize}",
        "\\end{itemize}",
        "\\begin{quote}",
        "\\end{quote}",
        "\\begin{verbatim}",
        "\\end{verbatim}",
        "\\begin{tabular}{l}",
        "\\end{tabular}",
        "\\item[",
        "\\'e",
        "{\\\"o}",
        "\\ss ",
        "\\verb|",
        "\\(",
        "\\)",
        "\\cite{",
        "\\enquote{",
        "\\begin{document}",
        "\\documentclass",
        "\\title{",
        "\\def\\x",
        "\\vskip 1pt",
        "\\begin{equation}",
    ]);
    let piece = prop_oneof![3 => words.prop_map(str::to_owned), 4 => marks.prop_map(str::to_owned), 1 => "\\PC{0,3}"];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn ranges_are_sound_and_apart_in_any_text(text in pieces()) {
        for case in CASES {
            is_sound(&text, case.format);
        }
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "it is a list")]
fn time_is_linear_on_hostile_input() {
    let hostile = [
        "*",
        "* ",
        "*a ",
        "**a ",
        "`",
        "`a ",
        "``a ",
        "_",
        "_a ",
        "a_ ",
        "[",
        "[[",
        "[[a][",
        "{",
        "{{{",
        "\\begin{",
        "\\begin{a}",
        "\\begin{itemize}",
        "\\end{a}",
        "\\emph{",
        "\\section{",
        "\\footnote{",
        "$",
        "$a ",
        "$$a",
        "\\(",
        "\\[",
        "%\n",
        "((",
        "<<",
        "<",
        "|",
        "|\n",
        "|===\n",
        "=== ===\n",
        "+-+\n|",
        "----\n",
        "--\n",
        "____\n",
        "====\n",
        "#+begin_src\n",
        "#+begin_quote\n",
        ":A:\n",
        "[fn:",
        "[fn:1]",
        ":a:`",
        ":a",
        "a:",
        "a::",
        "a::\n",
        "- ",
        "-\n",
        ".. ",
        ".. note::\n",
        "\n ",
        "link:x[",
        "footnote:[",
        "http://",
        "\"`",
        "&",
        "\\",
        "\\'",
        "\\'{",
        "[1]_",
        ":a: b\n",
        "\\foo[",
        "\\def",
        "1. a\n",
        "a\n  ",
        "+a ",
        "'a",
        "#a",
        "^a",
        "~a",
        "=a ",
        "/a ",
        "[a\n",
        "\\verb|",
        ":PROPERTIES:\n",
        "\\item[",
        "a & ",
        "\\hskip 1 ",
        "a\n\n b\n\n",
    ];
    let mut slow = Vec::new();
    for case in CASES {
        for piece in hostile {
            let text = piece.repeat(200_000 / piece.len());
            let start = std::time::Instant::now();
            let document = Document::parse(text.into(), case.format);
            let seconds = start.elapsed().as_secs_f64();
            // What is quadratic takes several seconds, what is linear a tenth of one.
            if seconds > 2.0 {
                slow.push(format!(
                    "{}: {piece:?} takes {seconds:.1} s, {} tokens",
                    case.ending,
                    document.tokens().len()
                ));
            }
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
