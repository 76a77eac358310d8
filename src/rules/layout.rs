//! Text that is laid out rather than written: examples, columns, tables and pictures made of characters.

use crate::document::Document;

/// Whether the line of byte `at` is set in by four columns or more: an example, since plain text has no other mark for one. In
/// pages, whose lines lie as they like, none is.
pub(super) fn is_example(document: &Document, at: usize) -> bool {
    let before = document.text().as_bytes().get(..at).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let line = before.get(start..).unwrap_or_default();
    let page = || document.source_text().trim_start().starts_with('<');
    (line.starts_with(b"    ") || line.starts_with(b"\t")) && !page()
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
    /// How many bytes of a line are looked at.
    const LONGEST: usize = 400;
    let bytes = text.as_bytes();
    let start = bytes.get(..end).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |at| at + 1);
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
