//! Byte offsets become lines and columns.

use memchr::memchr_iter;

/// A place in a text: line and column, both from 1, the column in characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// Where the lines of a text begin. Lines end at `\n`; a `\r` before it belongs to the line it ends.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line ends of `text`, which is at most 4 GiB long.
    pub fn new(text: &str) -> Self {
        let ends = memchr_iter(b'\n', text.as_bytes());
        // The cast cannot truncate: a source over 4 GiB is refused when it is read.
        #[allow(clippy::cast_possible_truncation)]
        let starts = std::iter::once(0).chain(ends.map(|end| end as u32 + 1)).collect();
        Self { starts }
    }

    /// The line, from 1, on which the byte at `offset` stands.
    pub fn line(&self, offset: u32) -> u32 {
        // There are never more lines than bytes.
        u32::try_from(self.starts.partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
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

    /// Line and column of the byte at `offset`. A byte order mark at the start of the text takes no column.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        LineCursor::new(self, text).line_column(offset)
    }
}

/// A reader of places that remembers the last one, so that many in order cost no more than the text is long.
///
/// [`LineIndex::line_column`] counts from the start of the line each time, which is slow where one line holds a whole
/// book and thousands of diagnostics. Offsets may come in any order; those that go forward on a line are cheap.
#[derive(Debug, Clone)]
pub struct LineCursor<'a> {
    index: &'a LineIndex,
    text: &'a str,
    /// The last offset asked for, in bytes.
    offset: u32,
    line: u32,
    /// The characters of the line before that offset.
    characters: u32,
}

impl<'a> LineCursor<'a> {
    /// A cursor at the start of `text`, whose lines `index` knows.
    pub fn new(index: &'a LineIndex, text: &'a str) -> Self {
        Self { index, text, offset: 0, line: 1, characters: 0 }
    }

    /// Line and column of the byte at `offset`. A byte order mark at the start of the text takes no column.
    pub fn line_column(&mut self, offset: u32) -> LineColumn {
        let offset = u32::try_from(self.text.len()).map_or(offset, |length| offset.min(length));
        let line = self.index.line(offset);
        if line != self.line || offset < self.offset {
            (self.line, self.offset, self.characters) = (line, self.index.start_of(line), 0);
        }
        let bytes = self.text.as_bytes().get(self.offset as usize..offset as usize).unwrap_or_default();
        let bytes = if self.offset == 0 { bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes) } else { bytes };
        // Every byte but those that go on with a character begins one.
        let count = bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
        self.characters = self.characters.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        self.offset = offset;
        LineColumn { line, column: self.characters.saturating_add(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::{LineColumn, LineCursor, LineIndex};

    #[test]
    fn columns_count_characters() {
        let text = "é b\r\ncd\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 3), LineColumn { line: 1, column: 3 });
        assert_eq!(index.line_column(text, 6), LineColumn { line: 2, column: 1 });
        assert_eq!(index.line_column(text, 9), LineColumn { line: 3, column: 1 });
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}ab";
        assert_eq!(LineIndex::new(text).line_column(text, 4), LineColumn { line: 1, column: 2 });
    }

    #[test]
    fn a_cursor_agrees_with_the_index_in_any_order() {
        let text = "\u{feff}één\r\ntwee drie\n\nvier";
        let index = LineIndex::new(text);
        let mut cursor = LineCursor::new(&index, text);
        let forward = text.char_indices().map(|(offset, _)| offset);
        for offset in forward.clone().chain(forward.rev()) {
            let offset = u32::try_from(offset).unwrap_or_default();
            assert_eq!(cursor.line_column(offset), index.line_column(text, offset), "at {offset}");
        }
    }

    #[test]
    fn a_long_line_is_counted_once() {
        let text = "é".repeat(2_000_000);
        let index = LineIndex::new(&text);
        let mut cursor = LineCursor::new(&index, &text);
        // Counted anew each time this would be half a billion steps a thousand times over.
        for number in 0..400_000 {
            assert_eq!(cursor.line_column(number * 10).column, number * 5 + 1);
        }
    }
}
