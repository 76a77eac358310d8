//! A text becomes lines that know how far they are indented.

use std::ops::Range;

use crate::source::Span;
use crate::source::transcript::{Alignment, Transcriber};

/// How far a tab reaches.
const TAB: usize = 8;

/// A line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) struct Line {
    /// Its first byte.
    pub(in crate::document) start: usize,
    /// Its first byte that is no white space.
    pub(in crate::document) body: usize,
    /// The end of its last byte that is no white space.
    pub(in crate::document) end: usize,
    /// The column of `body`.
    pub(in crate::document) indent: usize,
}

impl Line {
    pub(in crate::document) const fn is_blank(self) -> bool {
        self.body >= self.end
    }

    /// From its first byte that is no white space to its last.
    pub(in crate::document) const fn range(self) -> Range<usize> {
        self.body..self.end
    }

    /// Tells `out` that it stands above or below the title at `title` in `text`, and is as long as that.
    pub(in crate::document) fn underlines(self, text: &str, title: Range<usize>, out: &mut Transcriber<'_>) {
        if let Some(mark) = self.text(text).chars().next() {
            out.align(title, Alignment::Line(Span::from_range(self.range()), mark));
        }
    }

    /// What it says, without white space around.
    pub(in crate::document) fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// A text by its lines.
#[derive(Debug)]
pub(in crate::document) struct Lines<'t> {
    text: &'t str,
    all: Vec<Line>,
}

impl<'t> Lines<'t> {
    pub(in crate::document) fn new(text: &'t str) -> Self {
        Self { text, all: lines(text) }
    }

    /// How many there are.
    pub(in crate::document) fn len(&self) -> usize {
        self.all.len()
    }

    /// The line of this number.
    pub(in crate::document) fn at(&self, number: usize) -> Option<Line> {
        self.all.get(number).copied()
    }

    /// What it says, without white space around; nothing where there is none.
    pub(in crate::document) fn text_of(&self, number: usize) -> &'t str {
        self.at(number).map_or("", |line| line.text(self.text))
    }

    /// Whether it is empty, or there is none.
    pub(in crate::document) fn is_blank(&self, number: usize) -> bool {
        self.at(number).is_none_or(Line::is_blank)
    }

    /// All from this number on.
    pub(in crate::document) fn from(&self, number: usize) -> &[Line] {
        self.all.get(number..).unwrap_or_default()
    }

    /// Has `line` stand for the one of this number.
    pub(in crate::document) fn replace(&mut self, number: usize, line: Line) {
        if let Some(here) = self.all.get_mut(number) {
            *here = line;
        }
    }
}

/// The lines of `text`.
fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::with_capacity(text.len() / 40 + 1);
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        let end = start + line.trim_end().len();
        let (mut indent, mut body) = (0, start);
        for byte in line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | 0x0b | 0x0c)) {
            indent = if byte == b'\t' { (indent / TAB + 1) * TAB } else { indent + 1 };
            body += 1;
        }
        found.push(Line { start, body: body.min(end.max(start)), end, indent });
        start += length + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Line, lines};

    #[test]
    fn lines_know_their_indentation() {
        let found = lines("a\r\n \tb \n\n   \nc");
        let expected = [(0, 0, 1, 0), (3, 5, 6, 8), (8, 8, 8, 0), (9, 9, 9, 3), (13, 13, 14, 0)];
        let expected = expected.map(|(start, body, end, indent)| Line { start, body, end, indent });
        assert_eq!(found, expected);
        assert!(found[2].is_blank() && found[3].is_blank() && !found[4].is_blank());
    }
}
