//! A value that is prose becomes blocks: an empty line ends one, and so does the end of a line that no page was broken to.

use std::ops::Range;

use super::page::Page;
use crate::source::BlockKind;
use crate::source::transcript::{Encoding, StandIn, Transcriber};

/// Lines longer than this, in bytes, were not broken to fit a page: each of them is a paragraph.
const LONG_LINE: usize = 160;

/// A stretch of a value.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Verbatim(Range<usize>),
    Decoded(Range<usize>, String),
    /// A line break.
    Break(Range<usize>),
    /// Nobody can say what it stands for.
    Unknown(Range<usize>),
    /// No more than that the line goes on.
    Nothing,
}

/// A value in the making.
pub(super) struct Value<'o, 't> {
    text: &'t str,
    out: &'o mut Transcriber<'t>,
    kind: BlockKind,
    encoding: Encoding,
    parts: Vec<Part>,
}

impl<'o, 't> Value<'o, 't> {
    /// Begins a value of `text`, whose fixes are written in `encoding`.
    pub(super) fn begin(text: &'t str, out: &'o mut Transcriber<'t>, kind: BlockKind, encoding: Encoding) -> Self {
        Self { text, out, kind, encoding, parts: Vec::new() }
    }

    /// Text as it stands, with the line breaks in it.
    pub(super) fn verbatim(&mut self, range: Range<usize>) {
        let mut at = range.start;
        let text = self.text;
        for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
            let written = line.trim_end_matches(['\n', '\r']);
            let kept = if written.len() < line.len() { written.trim_end_matches([' ', '\t']) } else { written };
            if !kept.is_empty() {
                self.parts.push(Part::Verbatim(at..at + kept.len()));
            }
            if written.len() < line.len() {
                self.parts.push(Part::Break(at + kept.len()..at + line.len()));
            }
            at += line.len();
        }
    }

    /// Bytes that stand for `text`.
    pub(super) fn decoded(&mut self, range: Range<usize>, text: &str) {
        self.parts.push(Part::Decoded(range, text.to_owned()));
    }

    /// Bytes that break the line once.
    pub(super) fn line_break(&mut self, range: Range<usize>) {
        self.parts.push(Part::Break(range));
    }

    /// Bytes that say no more than that the line goes on.
    pub(super) fn nothing(&mut self) {
        self.parts.push(Part::Nothing);
    }

    /// Bytes of which nobody can say what they stand for.
    pub(super) fn unknown(&mut self, range: Range<usize>) {
        self.parts.push(Part::Unknown(range));
    }

    /// Ends the value.
    pub(super) fn end(self) {
        if let Some(page) = Page::of(self.text, &self.parts) {
            return page.write(self.out, self.kind, self.encoding);
        }
        self.out.begin(self.kind);
        self.out.encoding(self.encoding);
        let mut lines = Lines { text: self.text, out: self.out, kind: self.kind, breaks: None, line: 0 };
        for part in self.parts {
            match part {
                Part::Verbatim(range) => lines.words(range),
                Part::Decoded(range, text) => {
                    lines.meet(text.len());
                    lines.out.decoded(range, &text);
                }
                Part::Break(range) => lines.line_break(range),
                Part::Unknown(range) => {
                    lines.meet(1);
                    lines.out.stand_in(range, StandIn::Opaque);
                }
                Part::Nothing => lines.out.markup(),
            }
        }
        lines.out.end();
    }
}

/// A value that is plain text, line by line.
struct Lines<'o, 't> {
    text: &'t str,
    out: &'o mut Transcriber<'t>,
    kind: BlockKind,
    /// The line breaks, with the white space around them, since the last text.
    breaks: Option<(Range<usize>, usize)>,
    /// How many bytes of text the line has.
    line: usize,
}

impl Lines<'_, '_> {
    /// Text within a line.
    fn words(&mut self, range: Range<usize>) {
        let Some(written) = self.text.get(range.clone()) else { return };
        let mut start = range.start;
        if let Some((breaks, _)) = &mut self.breaks {
            // The white space that a line begins with belongs to its break.
            let indent = written.len() - written.trim_start_matches([' ', '\t']).len();
            if breaks.end == start {
                breaks.end += indent;
                start += indent;
            }
        }
        if start < range.end {
            self.meet(range.end - start);
            self.out.prose(start..range.end);
        }
    }

    /// Bytes that break the line once.
    fn line_break(&mut self, range: Range<usize>) {
        match &mut self.breaks {
            Some((breaks, count)) => {
                breaks.end = range.end;
                *count += 1;
            }
            None => self.breaks = Some((range, 1)),
        }
    }

    /// Text of so many bytes comes.
    fn meet(&mut self, length: usize) {
        if let Some((range, count)) = self.breaks.take() {
            if count > 1 || self.line > LONG_LINE {
                self.out.begin(self.kind);
            } else if self.out.has_text() {
                self.out.decoded(range, "\n");
            }
            self.line = 0;
        }
        self.line += length;
    }
}
