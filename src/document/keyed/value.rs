//! A value that is prose becomes blocks: an empty line ends one, and so does the end of a line that no page was broken to.

use std::ops::Range;

use crate::source::BlockKind;
use crate::source::transcript::{Encoding, StandIn, Transcriber};

/// Lines longer than this, in bytes, were not broken to fit a page: each of them is a paragraph.
const LONG_LINE: usize = 160;

/// A value in the making.
pub(super) struct Value<'o, 't> {
    text: &'t str,
    out: &'o mut Transcriber<'t>,
    kind: BlockKind,
    /// The line breaks, with the white space around them, since the last text.
    breaks: Option<(Range<usize>, usize)>,
    /// How many bytes of text the line has.
    line: usize,
}

impl<'o, 't> Value<'o, 't> {
    /// Begins a value of `text`, whose fixes are written in `encoding`.
    pub(super) fn begin(text: &'t str, out: &'o mut Transcriber<'t>, kind: BlockKind, encoding: Encoding) -> Self {
        out.begin(kind);
        out.encoding(encoding);
        Self { text, out, kind, breaks: None, line: 0 }
    }

    /// Text as it stands, with the line breaks in it.
    pub(super) fn verbatim(&mut self, range: Range<usize>) {
        let mut at = range.start;
        let text = self.text;
        for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
            let written = line.trim_end_matches(['\n', '\r']);
            let kept = if written.len() < line.len() { written.trim_end_matches([' ', '\t']) } else { written };
            self.words(at..at + kept.len());
            if written.len() < line.len() {
                self.line_break(at + kept.len()..at + line.len());
            }
            at += line.len();
        }
    }

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

    /// Bytes that stand for `text`.
    pub(super) fn decoded(&mut self, range: Range<usize>, text: &str) {
        self.meet(text.len());
        self.out.decoded(range, text);
    }

    /// Bytes that break the line once.
    pub(super) fn line_break(&mut self, range: Range<usize>) {
        match &mut self.breaks {
            Some((breaks, count)) => {
                breaks.end = range.end;
                *count += 1;
            }
            None => self.breaks = Some((range, 1)),
        }
    }

    /// Bytes that say no more than that the line goes on.
    pub(super) fn nothing(&mut self) {
        self.out.markup();
    }

    /// Bytes of which nobody can say what they stand for.
    pub(super) fn unknown(&mut self, range: Range<usize>) {
        self.meet(1);
        self.out.stand_in(range, StandIn::Opaque);
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

    /// Ends the value.
    pub(super) fn end(self) {
        self.out.end();
    }
}
