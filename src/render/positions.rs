//! Places of one text as line and column, at any offset in any order, whatever the length of its lines.

use std::ops::Range;

use crate::source::{LineColumn, LineIndex, Span};

/// The bytes between two counts of characters.
const STEP: usize = 4096;

/// The lines of a text and how many characters lie before each step of it.
///
/// The column of a byte is the difference of two such counts, so that thousands of findings on one line of 100 MB do not
/// each count its characters from the start.
#[derive(Debug)]
pub struct Positions {
    lines: LineIndex,
    /// How many characters begin before byte `i * STEP`.
    counts: Vec<u32>,
}

impl Positions {
    /// Reads the line ends and counts the characters of `text`, which is at most 4 GiB long.
    pub fn new(text: &str) -> Self {
        let mut total = 0;
        let counts = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let before = total;
                total += characters(chunk);
                before
            })
            .collect();
        Self { lines: LineIndex::new(text), counts }
    }

    /// The line, from 1, of the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.lines.line(offset)
    }

    /// As [`Positions::line`], for an index into the text.
    pub(super) fn line_of(&self, offset: usize) -> u32 {
        self.line(u32::try_from(offset).unwrap_or(u32::MAX))
    }

    /// The bytes of `line` (from 1) without its line end and without a byte order mark.
    pub(super) fn bounds(&self, text: &str, line: u32) -> Range<usize> {
        let mut start = (self.lines.start_of(line) as usize).min(text.len());
        let next =
            if (line as usize) < self.lines.count() { self.lines.start_of(line + 1) as usize } else { text.len() };
        if start == 0 && text.starts_with('\u{feff}') {
            start = '\u{feff}'.len_utf8();
        }
        let content = text.get(start..next).unwrap_or_default();
        let content = content.strip_suffix('\n').map_or(content, |rest| rest.strip_suffix('\r').unwrap_or(rest));
        start..start + content.len()
    }

    /// Line and column of the byte at `offset` of `text`, which is the text given to [`Positions::new`]. A byte order
    /// mark at the start takes no column; an offset past the end is taken for the end.
    pub fn at(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.lines.line(offset);
        let mark = u32::from(line == 1 && offset > 0 && text.starts_with('\u{feff}'));
        let before = self.characters_before(text, offset) - self.characters_before(text, self.lines.start_of(line));
        LineColumn { line, column: before - mark + 1 }
    }

    /// The column, from 1, of the byte at `offset` in bytes of its line, a byte order mark included.
    pub(super) fn byte_column(&self, offset: u32) -> u32 {
        offset - self.lines.start_of(self.lines.line(offset)) + 1
    }

    /// The places of the first byte of `span` and of the byte past its last.
    pub fn of(&self, text: &str, span: Span) -> (LineColumn, LineColumn) {
        (self.at(text, span.start), self.at(text, span.end))
    }

    fn characters_before(&self, text: &str, offset: u32) -> u32 {
        let offset = (offset as usize).min(text.len());
        let step = (offset / STEP).min(self.counts.len().saturating_sub(1));
        let counted = self.counts.get(step).copied().unwrap_or(0);
        counted + characters(&text.as_bytes()[step * STEP..offset])
    }
}

/// How many characters begin in `bytes`: those bytes of UTF-8 that are no continuation.
fn characters(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Positions;
    use crate::source::LineIndex;

    #[test]
    fn far_out_on_one_line() {
        let text = "é ".repeat(10_000);
        let place = Positions::new(&text).at(&text, 15_000);
        assert_eq!((place.line, place.column), (1, 10_001));
    }

    proptest! {
        #[test]
        fn agrees_with_the_line_index(text in "\u{feff}?[aé\n\r😀]{0,60}", filler in 0_usize..9000) {
            let text = format!("{text}{}{text}", "ü".repeat(filler));
            let (positions, index) = (Positions::new(&text), LineIndex::new(&text));
            for (offset, _) in text.char_indices().step_by(1 + text.len() / 50).chain([(text.len(), ' ')]) {
                let offset = u32::try_from(offset).unwrap();
                prop_assert_eq!(positions.at(&text, offset), index.line_column(&text, offset));
            }
        }
    }
}
