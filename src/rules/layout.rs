//! Text that is laid out rather than written: examples, columns, tables and pictures made of characters.

use std::ops::Range;

use crate::document::Document;

/// How many bytes of a line are looked at.
const LONGEST: usize = 400;

/// What stands before and behind `range`, at most `reach` bytes of each, so that a text of one long line takes no longer.
pub(super) fn near(text: &str, range: Range<usize>, reach: usize) -> (&str, &str) {
    let boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (range.start.saturating_sub(reach)..range.start).find(boundary).unwrap_or(range.start);
    let end = (range.end..=(range.end + reach).min(text.len())).rev().find(boundary).unwrap_or(range.end);
    (text.get(start..range.start).unwrap_or_default(), text.get(range.end..end).unwrap_or_default())
}

/// What stands before and behind `range` on its line, likewise.
pub(super) fn on_line(text: &str, range: Range<usize>, reach: usize) -> (&str, &str) {
    let (before, after) = near(text, range, reach);
    (before.rsplit('\n').next().unwrap_or_default(), after.split('\n').next().unwrap_or_default())
}

/// Whether the line of byte `at` is set in by four columns or more: an example, since plain text has no other mark for one. In
/// pages, whose lines lie as they like, none is.
pub(super) fn is_example(document: &Document, at: usize) -> bool {
    let start = at.saturating_sub(LONGEST);
    let before = document.text().as_bytes().get(start..at).unwrap_or_default();
    let line = match memchr::memrchr(b'\n', before) {
        Some(end) => before.get(end + 1..).unwrap_or_default(),
        None if start == 0 => before,
        None => return false,
    };
    let mut opening = document.source_text().bytes().take(LONGEST);
    let page = opening.find(|byte| !byte.is_ascii_whitespace()) == Some(b'<');
    (line.starts_with(b"    ") || line.starts_with(b"\t")) && !page
}

/// Whether white space sets the line of `range` in columns, as that of a table without markup.
pub(super) fn is_in_table(text: &str, range: Range<usize>) -> bool {
    let (before, after) = on_line(text, range, LONGEST);
    before.trim_start().contains("   ") || after.trim_end().contains("   ")
}

/// Whether the line of byte `at`, or one beside it, is drawn rather than written: it has the lines of a box, or a run of marks
/// that no sentence has.
pub(super) fn is_drawn(text: &str, at: usize) -> bool {
    /// How far is looked at to either side, in bytes.
    const REACH: usize = 400;
    const DRAWN: &[&str] = &["|", "+-", "-+", "\\", "__", "==", "/ ", "*  *", "<-", "->"];
    let bytes = text.as_bytes();
    let before = bytes.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    let start =
        memchr::memrchr(b'\n', before).map_or(0, |end| memchr::memrchr(b'\n', &before[..end]).map_or(0, |at| at + 1));
    let after = bytes.get(at..bytes.len().min(at + REACH)).unwrap_or_default();
    let end = memchr::memchr_iter(b'\n', after).nth(1).unwrap_or(after.len());
    let near = [before.get(start..).unwrap_or_default(), after.get(..end).unwrap_or_default()];
    near.iter().any(|part| {
        let boxed = part.windows(2).any(|pair| matches!(pair, [0xe2, 0x94..=0x97]));
        boxed || DRAWN.iter().any(|mark| memchr::memmem::find(part, mark.as_bytes()).is_some())
    })
}

/// Whether a word of the line above or below byte `end` begins in the same column, behind a run of spaces as this one does.
pub(super) fn is_in_column(text: &str, end: usize) -> bool {
    let bytes = text.as_bytes();
    let from = end.saturating_sub(LONGEST + 1);
    let start = match bytes.get(from..end).and_then(|before| memchr::memrchr(b'\n', before)) {
        Some(at) => from + at + 1,
        None if from == 0 => 0,
        None => return false,
    };
    let column = end - start;
    let aligned = |line: &[u8]| {
        let gap = line.get(column.saturating_sub(2)..column).is_some_and(|gap| gap == b"  ");
        // The indentation of a line is no column.
        let inside = line.get(..column).is_some_and(|before| !before.trim_ascii().is_empty());
        gap && inside && line.get(column).is_some_and(|byte| !byte.is_ascii_whitespace())
    };
    let above = start.checked_sub(1).and_then(|at| bytes.get(at.saturating_sub(LONGEST)..at)).unwrap_or_default();
    let above = above.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
    let below = bytes.get(end..bytes.len().min(end + 2 * LONGEST)).unwrap_or_default();
    let below = below.split(|&byte| byte == b'\n').nth(1).unwrap_or_default();
    column <= LONGEST && (aligned(above) || aligned(below))
}
