//! A paragraph in the making, which others may interrupt: a note, or the text of a frame that is anchored in it.

use std::ops::Range;

use super::xml;
use crate::source::BlockKind;
use crate::source::transcript::{StandIn, Transcriber};

/// A piece of a paragraph.
#[derive(Debug, Clone)]
enum Piece {
    /// Byte for byte.
    Prose(Range<usize>),
    /// Bytes that stand for a text.
    Decoded(Range<usize>, String),
    /// White space that counts as one space.
    Space(Range<usize>),
    /// Something that no fix may touch and that reads as this.
    Fixed(Range<usize>, &'static str),
    /// Something that is no prose.
    StandIn(Range<usize>),
    /// A place where formatting changes.
    Markup,
}

/// How white space of a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whitespace {
    /// As it is.
    Kept,
    /// Any amount of it as one space.
    Collapsed,
}

/// A paragraph in the making.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) kind: Option<BlockKind>,
    pub(super) quoted: bool,
    fixed: bool,
    pieces: Vec<Piece>,
}

impl Paragraph {
    /// An empty one; where it is `fixed`, no fix may touch it.
    pub(super) fn new(fixed: bool) -> Self {
        Self { fixed, ..Self::default() }
    }

    /// Adds the text of an element, `range` of `part`. An unknown reference is handed back with where it stands.
    pub(super) fn text(&mut self, part: &str, range: Range<usize>, white: Whitespace) -> Result<(), usize> {
        let written = part.get(range.clone()).unwrap_or_default();
        let bytes = written.as_bytes();
        // White space at the start of a paragraph, or after a break, is not read.
        let begins = match self.pieces.iter().rev().find(|piece| !matches!(piece, Piece::Markup)) {
            None => true,
            Some(piece) => matches!(piece, Piece::Fixed(_, " ")),
        };
        let mut from = if begins { written.len() - written.trim_start_matches(' ').len() } else { 0 };
        let mut at = from;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'&' => {
                    self.prose(range.start + from..range.start + at);
                    let end = written.get(at..).and_then(|rest| rest.find(';')).map_or(bytes.len(), |end| at + end + 1);
                    let read = written.get(at..end).and_then(xml::reference).ok_or(range.start + at)?;
                    let place = range.start + at..range.start + end;
                    match read {
                        '\n' | '\r' | '\t' => self.pieces.push(Piece::Space(place)),
                        read => self.pieces.push(Piece::Decoded(place, read.to_string())),
                    }
                    (from, at) = (end, end);
                }
                b'\n' | b'\r' | b'\t' | b' ' if byte != b' ' || white == Whitespace::Collapsed => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let length = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    // One space between two words is as it is read.
                    if byte == b' ' && length == 1 && at > from && rest.len() > 1 {
                        at += 1;
                        continue;
                    }
                    self.prose(range.start + from..range.start + at);
                    self.pieces.push(Piece::Space(range.start + at..range.start + at + length));
                    (from, at) = (at + length, at + length);
                }
                _ => at += 1,
            }
        }
        self.prose(range.start + from..range.start + bytes.len());
        Ok(())
    }

    fn prose(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece::Prose(range));
        }
    }

    /// Bytes that stand for `text`.
    pub(super) fn decoded(&mut self, range: Range<usize>, text: String) {
        self.pieces.push(Piece::Decoded(range, text));
    }

    /// Something that reads as `text` and that no fix may touch.
    pub(super) fn fixed(&mut self, range: Range<usize>, text: &'static str) {
        self.pieces.push(Piece::Fixed(range, text));
    }

    /// Something that is no prose; where much of it follows on itself, it stands for one thing.
    pub(super) fn stand_in(&mut self, range: Range<usize>) {
        match &mut self.pieces[..] {
            [.., Piece::StandIn(last)] | [.., Piece::StandIn(last), Piece::Markup] => {
                last.end = range.end.max(last.end);
            }
            _ => self.pieces.push(Piece::StandIn(range)),
        }
    }

    /// A place where formatting changes.
    pub(super) fn markup(&mut self) {
        if !matches!(self.pieces.last(), None | Some(Piece::Markup)) {
            self.pieces.push(Piece::Markup);
        }
    }

    /// Hands the paragraph on.
    pub(super) fn finish(self, out: &mut Transcriber<'_>, quoting: &mut bool) {
        if self.pieces.is_empty() {
            return;
        }
        if self.quoted != *quoting {
            out.quoted(self.quoted);
            *quoting = self.quoted;
        }
        out.begin(self.kind.unwrap_or(BlockKind::Paragraph));
        for piece in self.pieces {
            match piece {
                Piece::Prose(range) if self.fixed => out.sealed(range),
                Piece::Prose(range) => out.prose(range),
                Piece::Decoded(range, text) if self.fixed => out.fixed(range, &text),
                Piece::Decoded(range, text) => out.decoded(range, &text),
                // A break reads as a space, and beside white space as nothing.
                Piece::Space(range) | Piece::Fixed(range, " ") => out.space(range),
                Piece::Fixed(range, text) => out.fixed(range, text),
                Piece::StandIn(range) => out.stand_in(range, StandIn::Opaque),
                Piece::Markup => out.markup(),
            }
        }
        out.end();
    }
}
