//! What of LaTeX is prose, case by case.

use crate::document::tests::have_blocks;
use crate::document::{Document, Format};

#[test]
fn prose_is_told_from_the_rest() {
    let cases: &[(&str, &[&str])] = &[
        (
            "\\documentclass{a}\n\\title{The title}\n\\newcommand{\\x}[1]{no #1}\n\\begin{document}\nOne\ntwo.\n\n\\section[s]{Head\\label{x}}\ntext\n\\end{document}\nno",
            &["T:The title", "p:One two.", "h:Head", "p:text"],
        ),
        (
            "A \\emph{b}c \\textbf{d}. % no\nMore\\footnote{A \\emph{note}.} text~x.\n\nEnd",
            &["p:A bc d. More text x.", "f:A note.", "p:End"],
        ),
        ("\\begin{itemize}\n\\item One\n\\item[Two] three\n\\end{itemize}\nx", &["l:One", "l:Two", "l:three", "p:x"]),
        (
            "``Caf\\'e'' na\\\"{\\i}ve Stra\\ss e \\c{c}a {\\\"o}l --- 1--2 `x' don't\\ldots",
            &["p:“Café” naïve Straße ça öl — 1–2 ‘x’ don't…"],
        ),
        (
            "Let $x$ be \\(y\\), \\[z\\] and $$w$$ \\cite{a} \\ref{b}\\%.",
            &["p:Let \u{fffc} be \u{fffc}, \u{fffc} and \u{fffc} \u{fffc} \u{fffc}%."],
        ),
        (
            "a\n\\begin{equation}\nx\n\\end{equation}\nb\n\\begin{verbatim}\nno\n\\end{verbatim}\nc",
            &["p:a \u{fffc} b", "p:c"],
        ),
        (
            "\\begin{tabular}{ll}\na & b \\\\ \\hline\nc & \\multicolumn{2}{l}{d e}\n\\end{tabular}",
            &["t:a", "t:b", "t:c", "t:d e"],
        ),
        ("\\begin{figure}[ht]\\includegraphics[x]{y}\\caption{A \\textit{cat}}\\label{z}\\end{figure}", &["c:A cat"]),
        (
            "\\href{http://x}{the page} \\url{http://y} \\verb|x| \\unknown{z} {\\bf b} \\LaTeX{}x",
            &["p:the page \u{fffc} \u{fffc} \u{fffc} b LaTeXx"],
        ),
        ("\\def\\a#1{no} \\vskip 10pt plus 2pt text \\enquote{said} so", &["p:text “said” so"]),
        ("\\begin{quote}No.\\end{quote}\nfoo%\nbar", &["p:No.", "p:foobar"]),
        ("\\providecommand\\NTS{\\mbox{\\skip=0pt\n \\(\\cal N\\mkern -4mu\\hbox{$T$} S\\)}}\ntext", &["p:text"]),
        (
            "a |b c| \\textsf{key} and \\textsf{two words}\\,so 10\\,000",
            &["p:a \u{fffc} \u{fffc} and two words so 10\u{a0}000"],
        ),
        (
            "\\MakeShortVerb{\\+}\n\nsee +teh+ \\begin{description}\\item[bb] text\\end{description}",
            &["p:see \u{fffc}", "l:text"],
        ),
        ("\\begin{", &[]),
        ("\\", &[]),
        ("}{", &[]),
    ];
    have_blocks(cases, Format::Latex);
}

#[test]
fn a_note_of_several_paragraphs_is_read_once() {
    let text = "A\\footnote{\n\none\n\ntwo\\footnote{\n\nthree}}";
    let document = Document::parse(text.into(), Format::Latex);
    let words: Vec<&str> = document.tokens().iter().map(|&token| document.text_of(token)).collect();
    assert_eq!(words, ["A", "one", "two", "three"]);
}
