//! What of subtitles is prose, case by case.

use crate::document::{Document, Format, TokenFlags};

fn blocks(text: &str, format: Format) -> Vec<String> {
    let document = Document::parse(text.into(), format);
    document.blocks().iter().map(|block| document.slice(block.span).to_owned()).collect()
}

#[test]
fn subrip_is_read() {
    for (text, expected) in [
        (
            "1\n00:00:01,000 --> 00:00:02,000\nHe went to\n\n2\n00:00:02,000 --> 00:00:03,000\nthe town\nat night.\n\n3\n00:00:03,000 --> 00:00:04,000\nShe stayed.\n",
            &["He went to\nthe town at night.", "She stayed."][..],
        ),
        ("1\r\n0:0:1,0 --> 0:0:2,0\r\n<i>{\\an8}He <b>ran</b></i>\r\n", &["He ran"]),
        ("1\n0:0:1,0 --> 0:0:2,0\n- Who is it?\n-Me\n\n2\n0:0:2,0 --> 0:0:3,0\n- No.\n", &["Who is it?", "Me", "No."]),
        (
            "1\n0:0:1,0 --> 0:0:2,0\n[music]\n\n2\n0:0:2,0 --> 0:0:3,0\nWait [sighs] here\n",
            &["\u{fffc}\nWait \u{fffc} here"],
        ),
        ("1\n0:0:1,0 --> 0:0:2,0\nBefore\n\n2\n0:0:20,0 --> 0:0:30,0\nafter\n", &["Before", "after"]),
        ("7\n0:0:1,0 --> 0:0:2,0\nIn\n1999\n\n8\n0:0:2,0 --> 0:0:3,0\n\nit was\n", &["In 1999\nit was"]),
        ("just text\n", &[]),
        ("1\n0:0:1,0 --> 0:0:2,0\na\\hb\\Nc &lt; d\\e\n", &["a b c < d\\e"]),
        ("1\n0:0:1,0 --> 0:0:2,0\na < b {c <", &["a < b {c <"]),
    ] {
        assert_eq!(blocks(text, Format::Srt), expected, "{text}");
    }
}

#[test]
fn webvtt_is_read() {
    for (text, expected) in [
        (
            "WEBVTT - A title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\nintro\n00:01.000 --> 00:02.000 line:0\nHe &amp; <c.loud>she</c>\n\n00:02.000 --> 00:03.000\n<00:02.500>went.\n",
            &["He & she\nwent."][..],
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Go on\n<v Bob>No\n\n00:02.000 --> 00:03.000\n<v Bob>way.\n",
            &["Go on", "No\nway."],
        ),
        ("WEBVTT\n\nNOTE\nnot prose\neither\n\n00:01.000 --> 00:02.000\nyes\n\nnot this\n", &["yes"]),
    ] {
        assert_eq!(blocks(text, Format::Vtt), expected, "{text}");
    }
}

#[test]
fn notes_are_comments() {
    let text = "WEBVTT\n\nNOTE copydesk: ignore\n\n00:01.000 --> 00:02.000\nHe went\n";
    let document = Document::parse(text.into(), Format::Vtt);
    let comment = document.comments()[0];
    assert_eq!(&text[comment.span.range()], "NOTE copydesk: ignore");
    assert_eq!(comment.next.map(|next| &text[next.range()]), Some("He went"));
}

#[test]
fn a_sentence_goes_on_in_the_next_cue() {
    let text = "1\n0:0:1,0 --> 0:0:2,0\nHe went to the\n\n2\n0:0:2,0 --> 0:0:3,0\nthe town.\n";
    let document = Document::parse(text.into(), Format::Srt);
    assert_eq!(document.sentences().len(), 1);
    let town = document.tokens().iter().find(|&&token| document.text_of(token) == "town");
    assert!(town.is_some_and(|town| !town.has(TokenFlags::SENTENCE_START)));
    let found = document.text().find("the\nthe").unwrap();
    let span = crate::source::Span::from_range(found..found + 7);
    assert_eq!(document.transcript().unwrap().edits(span, "the"), None);
}
