//! Byte offsets become lines and columns, at any offset in any order, whatever the length of the lines.

use std::ops::Range;

use memchr::memchr_iter;

use super::Span;

/// The bytes between two counts of characters.
const STEP: usize = 256;

/// So many bytes are counted at once.
const AT_ONCE: usize = 128;

/// A place in a text: line and column, both from 1, the column in characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// Where the lines of a text begin. Lines end at `\n`; a `\r` before it belongs to the line it ends.
///
/// The column of a byte is the difference of two counts of characters, each of which is known for every step of the text,
/// so that thousands of findings on one line of 100 MB do not each count its characters from the start.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before byte `i * STEP`.
    counts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line ends of `text`, which is at most 4 GiB long, and counts its characters.
    pub fn new(text: &str) -> Self {
        let ends = memchr_iter(b'\n', text.as_bytes());
        // The cast cannot truncate: a source over 4 GiB is refused when it is read.
        #[allow(clippy::cast_possible_truncation)]
        let starts = std::iter::once(0).chain(ends.map(|end| end as u32 + 1)).collect();
        let mut total = 0;
        let counts = text.as_bytes().chunks(STEP).map(|chunk| {
            let before = total;
            total += characters(chunk);
            before
        });
        Self { starts, counts: counts.collect() }
    }

    /// The line, from 1, on which the byte at `offset` stands.
    pub fn line(&self, offset: u32) -> u32 {
        // There are never more lines than bytes.
        u32::try_from(self.starts.partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
    }

    /// As [`LineIndex::line`], for an index into the text.
    pub fn line_of(&self, offset: usize) -> u32 {
        self.line(u32::try_from(offset).unwrap_or(u32::MAX))
    }

    /// The byte at which `line` (from 1) begins; the last line's for one past the end.
    pub fn start_of(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[index]
    }

    /// How many lines there are; a text that ends in `\n` has an empty last one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of `line` (from 1) of `text` without its line end and without a byte order mark.
    pub fn bounds(&self, text: &str, line: u32) -> Range<usize> {
        let mut start = (self.start_of(line) as usize).min(text.len());
        let next = if (line as usize) < self.count() { self.start_of(line + 1) as usize } else { text.len() };
        if start == 0 && text.starts_with('\u{feff}') {
            start = '\u{feff}'.len_utf8();
        }
        let content = text.get(start..next).unwrap_or_default();
        let content = content.strip_suffix('\n').map_or(content, |rest| rest.strip_suffix('\r').unwrap_or(rest));
        start..start + content.len()
    }

    /// Line and column of the byte at `offset` of `text`, which is the text given to [`LineIndex::new`]. A byte order mark
    /// at the start takes no column; an offset past the end is taken for the end.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line(offset);
        let mark = u32::from(line == 1 && offset > 0 && text.starts_with('\u{feff}'));
        let before = self.characters_before(text, offset) - self.characters_before(text, self.start_of(line));
        LineColumn { line, column: before - mark + 1 }
    }

    /// The places of the first byte of `span` and of the byte past its last.
    pub fn ends(&self, text: &str, span: Span) -> (LineColumn, LineColumn) {
        (self.line_column(text, span.start), self.line_column(text, span.end))
    }

    /// The column, from 1, of the byte at `offset` in bytes of its line, a byte order mark included.
    pub fn byte_column(&self, offset: u32) -> u32 {
        offset - self.start_of(self.line(offset)) + 1
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
    let begins = |byte: &u8| u8::from(byte & 0b1100_0000 != 0b1000_0000);
    // The counts of so few bytes are bytes, too, of which many are added at once.
    bytes.chunks(AT_ONCE).map(|few| u32::from(few.iter().map(begins).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LineColumn, LineIndex, characters};

    #[test]
    fn columns_count_characters() {
        let text = "é b\r\ncd\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 3), LineColumn { line: 1, column: 3 });
        assert_eq!(index.line_column(text, 6), LineColumn { line: 2, column: 1 });
        assert_eq!(index.line_column(text, 9), LineColumn { line: 3, column: 1 });
        assert_eq!((index.byte_column(3), index.byte_column(7)), (4, 2));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}ab";
        assert_eq!(LineIndex::new(text).line_column(text, 4), LineColumn { line: 1, column: 2 });
    }

    #[test]
    fn a_long_line_is_counted_once() {
        let text = "é".repeat(2_000_000);
        let index = LineIndex::new(&text);
        // Counted from the start of the line each time this would be half a billion steps a thousand times over.
        for number in 0..400_000 {
            assert_eq!(index.line_column(&text, number * 10).column, number * 5 + 1);
        }
    }

    proptest! {
        #[test]
        fn agrees_with_counting_by_hand(text in "\u{feff}?[aé\n\r😀]{0,60}", filler in 0_usize..9000) {
            let text = format!("{text}{}{text}", "ü".repeat(filler));
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices().step_by(1 + text.len() / 50).chain([(text.len(), ' ')]) {
                let before = &text[..offset];
                let line = before.matches('\n').count() + 1;
                let start = before.rfind('\n').map_or(0, |end| end + 1);
                let of_line = &before.as_bytes()[start..];
                let of_line = if start == 0 { of_line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(of_line) } else { of_line };
                let place = index.line_column(&text, u32::try_from(offset).unwrap());
                prop_assert_eq!((place.line as usize, place.column), (line, characters(of_line) + 1));
            }
        }
    }
}
