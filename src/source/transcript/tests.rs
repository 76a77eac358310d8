//! What a transcript says of its file, case by case.

use super::{Encoding, StandIn, Transcriber, Transcript};
use crate::source::{BlockKind, Span};

/// `Th<b>e</b> caf&eacute;<br>w&as;` with an entity that stands for two letters.
const SOURCE: &str = "Th<b>e</b> caf&eacute;s<br>of <code>x</code>a&fjlig;b";

fn transcript() -> Transcript {
    let at = |part: &str| {
        let start = SOURCE.find(part).unwrap();
        start..start + part.len()
    };
    let mut out = Transcriber::new(SOURCE);
    out.begin(BlockKind::Paragraph);
    out.encoding(Encoding::Html);
    out.space(0..0);
    out.prose(0..2);
    out.markup();
    out.prose(5..6);
    out.markup();
    out.prose(at(" caf"));
    out.decoded(at("&eacute;"), "é");
    out.prose(at("s<").start..at("s<").end - 1);
    out.line_break(at("<br>"));
    out.prose(at("of "));
    out.stand_in(at("<code>x</code>"), StandIn::Opaque);
    out.prose(at("a&").start..at("a&").end - 1);
    out.decoded(at("&fjlig;"), "fj");
    out.prose(SOURCE.len() - 1..SOURCE.len());
    out.finish()
}

fn span(transcript: &Transcript, part: &str) -> Span {
    let start = transcript.text().find(part).unwrap();
    Span::from_range(start..start + part.len())
}

#[test]
fn every_place_is_found_again() {
    let transcript = transcript();
    assert_eq!(&**transcript.text(), "The cafés\nof \u{fffc}afjb");
    for (part, expected) in [
        ("The", "Th<b>e"),
        ("h", "h"),
        ("cafés", "caf&eacute;s"),
        ("é", "&eacute;"),
        ("s\no", "s<br>o"),
        ("\u{fffc}", "<code>x</code>"),
        ("f \u{fffc}a", "f <code>x</code>a"),
        ("jb", "&fjlig;b"),
    ] {
        assert_eq!(&SOURCE[transcript.to_source(span(&transcript, part)).range()], expected, "{part}");
    }
}

#[test]
fn fixes_touch_prose_only() {
    let transcript = transcript();
    for (part, new, expected) in [
        ("The", "These", Some("Th<b>ese</b> caf&eacute;s<br>of <code>x</code>a&fjlig;b")),
        ("The", "A", Some("A<b></b> caf&eacute;s<br>of <code>x</code>a&fjlig;b")),
        ("cafés", "cafés & Co", Some("Th<b>e</b> caf&eacute;s &amp; Co<br>of <code>x</code>a&fjlig;b")),
        ("cafés", "Cafés", Some("Th<b>e</b> Caf&eacute;s<br>of <code>x</code>a&fjlig;b")),
        ("cafés", "cafes", Some("Th<b>e</b> cafes<br>of <code>x</code>a&fjlig;b")),
        ("afjb", "afb", Some("Th<b>e</b> caf&eacute;s<br>of <code>x</code>afb")),
        ("afjb", "af-jb", Some("Th<b>e</b> caf&eacute;s<br>of <code>x</code>af-jb")),
        ("s\no", "so", None),
        ("of \u{fffc}a", "of a", None),
        ("of", "of", Some(SOURCE)),
    ] {
        let edits = transcript.edits(span(&transcript, part), new);
        let written = edits.map(|edits| {
            let mut text = SOURCE.to_owned();
            for (span, new) in edits.into_iter().rev() {
                text.replace_range(span.range(), &new);
            }
            text
        });
        assert_eq!(written.as_deref(), expected, "{part} -> {new}");
    }
}

#[test]
fn blocks_are_apart_and_trimmed() {
    let source = " One  \n two <!-- c --> \n\nThree";
    let mut out = Transcriber::new(source);
    out.quoted(true);
    out.begin(BlockKind::Heading);
    out.space(0..1);
    out.prose(1..4);
    out.space(4..8);
    out.prose(8..11);
    out.space(11..12);
    out.begin(BlockKind::Caption);
    out.quoted(false);
    out.comment(12..22);
    out.begin(BlockKind::Paragraph);
    out.prose(25..30);
    let transcript = out.finish();
    assert_eq!(&**transcript.text(), "One two\n\nThree");
    let kinds: Vec<BlockKind> = transcript.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Heading, BlockKind::Paragraph]);
    assert_eq!(transcript.quotations(), [Span::new(0, 7)]);
    assert_eq!(transcript.comments(), [(Span::new(12, 22), Some(Span::new(25, 30)))]);
    // Nothing is ever written between blocks.
    assert_eq!(transcript.edits(Span::new(5, 11), "x"), None);
}

#[test]
fn white_space_does_not_undo_marks() {
    // Where the space goes: before marks that open, behind those that close, and nowhere.
    for (source, first, [closes, opens], second, expected) in [
        ("Kabul,*the* town", 0..6, [false, true], 7..10, Some("Kabul, *the* town")),
        ("*Kabul,*the town", 1..7, [true, false], 8..16, Some("*Kabul,* the town")),
        ("`Kabul,<at>`_the town", 1..7, [true, false], 13..21, Some("`Kabul,<at>`_ the town")),
        ("`Kabul, <at>`_the town", 1..7, [true, false], 14..22, Some("`Kabul, <at>`_ the town")),
        ("*Kabul,*_the_ town", 1..7, [true, true], 9..12, None),
        ("Kabul,<i>the</i> town", 0..6, [false, false], 9..12, Some("Kabul, <i>the</i> town")),
        // Marks that are no bytes do not join what they part.
        ("Kabul,the town", 0..6, [true, false], 6..14, Some("Kabul, the town")),
        ("Kabul,the town", 0..6, [true, true], 6..14, None),
        ("Kabul,the town", 0..6, [false, true], 6..14, Some("Kabul, the town")),
    ] {
        let mut out = Transcriber::new(source);
        out.encoding(Encoding::Plainly("*`"));
        let end = first.end;
        out.prose(first);
        if closes {
            out.close(end);
        }
        out.markup();
        if opens {
            out.open();
        }
        out.prose(second);
        let transcript = out.finish();
        let written = transcript.edits(Span::new(6, 6), " ").map(|edits| {
            let [(span, new)] = &*edits else { panic!("{edits:?}") };
            let mut text = source.to_owned();
            text.replace_range(span.range(), new);
            text
        });
        assert_eq!(written.as_deref(), expected, "{source}");
        assert!(transcript.edits(Span::new(6, 6), "s").is_some(), "{source}");
    }
}
