//! Text between tags: white space that counts as one space, entities, template calls.

use std::ops::Range;

use super::entities::{self, entity};
use super::templates::Call;
use crate::source::transcript::{StandIn, Transcriber};

/// A stretch of text, in bytes of what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Verbatim(Range<usize>),
    /// White space.
    Space(Range<usize>),
    Entity(Range<usize>, String),
    /// The name of an entity that HTML has not: what it stands for, a declaration elsewhere says.
    Unknown(Range<usize>),
}

/// The stretches of `written`, which a parser reads as `value`; nothing where the two cannot be brought together. Entities
/// are read where `decode` says so, which of an attribute nobody holds against a value.
pub(super) fn pieces(written: &str, value: &[u8], decode: bool, attribute: bool) -> Option<Vec<Piece>> {
    let bytes = written.as_bytes();
    let mut pieces = Vec::with_capacity(written.len() / 6 + 1);
    let mut read: Vec<u8> = Vec::new();
    let check = decode && !attribute;
    let (mut from, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        let (end, piece) = match byte {
            b' ' | b'\n' | b'\t' | b'\r' | b'\x0c' => {
                let run = bytes.get(at..).unwrap_or_default();
                let end = at + run.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                if end == at + 1 && byte == b' ' && from < at && end < bytes.len() {
                    at = end;
                    continue;
                }
                (end, Piece::Space(at..end))
            }
            b'&' => {
                let rest = written.get(at..).unwrap_or_default();
                if let Some((length, text)) = decode.then(|| entity(rest, attribute)).flatten() {
                    (at + length, Piece::Entity(at..at + length, text))
                } else if let Some(length) = entities::unknown(rest) {
                    (at + length, Piece::Unknown(at..at + length))
                } else {
                    at += 1;
                    continue;
                }
            }
            _ => {
                at += 1;
                continue;
            }
        };
        push(&mut pieces, &mut read, written, from..at, check);
        if check {
            match &piece {
                Piece::Entity(_, text) => read.extend_from_slice(text.as_bytes()),
                _ => read.extend_from_slice(bytes.get(at..end).unwrap_or_default()),
            }
        }
        pieces.push(piece);
        (from, at) = (end, end);
    }
    push(&mut pieces, &mut read, written, from..at, check);
    (!check || is_same(&read, value)).then_some(pieces)
}

fn push(pieces: &mut Vec<Piece>, read: &mut Vec<u8>, written: &str, range: Range<usize>, check: bool) {
    if range.is_empty() {
        return;
    }
    if check {
        read.extend_from_slice(written.as_bytes().get(range.clone()).unwrap_or_default());
    }
    pieces.push(Piece::Verbatim(range));
}

/// Whether both are the same but for what parsers make of line ends and zero bytes.
fn is_same(ours: &[u8], theirs: &[u8]) -> bool {
    let plain =
        |text: &[u8]| String::from_utf8_lossy(text).replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
    ours == theirs || plain(ours) == plain(theirs)
}

/// Writes the pieces of what stands at byte `base` of `text` into `out`.
pub(super) fn write(out: &mut Transcriber<'_>, pieces: &[Piece], base: usize, text: &str, calls: &[Call]) {
    let shifted = |range: &Range<usize>| range.start + base..range.end + base;
    for piece in pieces {
        match piece {
            Piece::Space(range) => out.space(shifted(range)),
            Piece::Entity(range, decoded) => out.decoded(shifted(range), decoded),
            Piece::Unknown(range) => out.stand_in(shifted(range), StandIn::Opaque),
            Piece::Verbatim(range) => verbatim(out, shifted(range), text, calls),
        }
    }
}

/// Prose at `range`, with what stands in template calls left out.
fn verbatim(out: &mut Transcriber<'_>, range: Range<usize>, text: &str, calls: &[Call]) {
    let mut at = range.start;
    let first = calls.partition_point(|call| call.range.end <= range.start);
    for call in calls.get(first..).unwrap_or_default() {
        if call.range.start >= range.end {
            break;
        }
        out.prose(at..call.range.start.max(at));
        if call.writes {
            out.stand_in(call.range.clone(), StandIn::Opaque);
        } else {
            out.markup();
        }
        at = call.range.end;
        // An instruction between two spaces leaves one of them behind.
        if !call.writes && out.is_after_space() {
            let rest = text.get(at..range.end.max(at)).unwrap_or_default();
            at += rest.len() - rest.trim_start_matches(' ').len();
        }
    }
    if at < range.end {
        out.prose(at..range.end);
    }
}
