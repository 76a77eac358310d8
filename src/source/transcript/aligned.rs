//! What keeps to the width of a text in the file: the line under a title, the space between a cell and the next one.

use super::difference;
use crate::source::Span;

/// A stretch of the file, and what keeps to its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aligned {
    /// The bytes of the stretch.
    pub source: Span,
    /// What keeps to its width.
    pub by: Alignment,
}

/// What keeps to the width of a stretch, in bytes of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// A line of this ASCII character.
    Line(Span, char),
    /// White space between it and the next column, of which one byte must stay.
    Padding(Span),
}

impl Alignment {
    /// What is to be done where the stretch gets so many characters more, or fewer; `None` where there is no room.
    fn follow(self, growth: i64) -> Option<(Span, String)> {
        let (span, mark, grows) = match self {
            Self::Line(span, mark) => (span, mark, growth > 0),
            Self::Padding(span) => (span, ' ', growth < 0),
        };
        let count = u32::try_from(growth.unsigned_abs()).ok()?;
        if grows {
            return Some((Span::new(span.end, span.end), std::iter::repeat_n(mark, count as usize).collect()));
        }
        let start = span.end.checked_sub(count).filter(|&start| start > span.start)?;
        Some((Span::new(start, span.end), String::new()))
    }
}

/// Adds to `edits`, by which `old` becomes `new`, what follows from them for `aligned`, whose stretches rise; `None` where that
/// cannot be done.
pub(super) fn follow(aligned: &[Aligned], edits: &mut Vec<(Span, String)>, old: &str, new: &str) -> Option<()> {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return Some(()) };
    let changed = first.0.to(last.0);
    let (differs, inserted) = difference(old, new);
    // What the file has otherwise than it is read is of another width there.
    let is_alike = edits.len() == 1 && changed.len() == differs.len() && first.1 == inserted;
    let width = |text: &str| i64::try_from(text.chars().count()).ok();
    let growth = width(inserted)? - width(old.get(differs)?)?;
    let from = aligned.partition_point(|aligned| aligned.source.end < changed.start);
    let touched = aligned.iter().skip(from).take_while(|aligned| aligned.source.start <= changed.end);
    for Aligned { source, by } in touched {
        if !is_alike || changed.start < source.start || changed.end > source.end {
            return None;
        }
        if growth != 0 {
            edits.push(by.follow(growth)?);
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{Aligned, Alignment, follow};
    use crate::source::Span;

    #[test]
    fn what_is_aligned_follows() {
        let source = Span::new(2, 8);
        let line = Aligned { source, by: Alignment::Line(Span::new(20, 26), '=') };
        let padding = Aligned { source, by: Alignment::Padding(Span::new(8, 11)) };
        let edit = |start, end, text: &str| (Span::new(start, end), text.to_owned());
        for (aligned, (old, new), expected) in [
            (line, ("ab", "cdef"), Some((Span::new(26, 26), "==".to_owned()))),
            (line, ("ab", ""), Some((Span::new(24, 26), String::new()))),
            (line, ("abcdef", ""), None),
            (padding, ("ab", ""), Some((Span::new(11, 11), "  ".to_owned()))),
            (padding, ("ab", "cdef"), Some((Span::new(9, 11), String::new()))),
            (padding, ("ab", "cdefg"), None),
            // In the file it is longer than it is read.
            (line, ("a", "bc"), None),
        ] {
            let end = if old.len() == 6 { 8 } else { 5 };
            let mut edits = vec![edit(end - u32::try_from(old.len().max(2)).unwrap(), end, new)];
            let followed = follow(&[aligned], &mut edits, old, new).and_then(|()| edits.get(1).cloned());
            assert_eq!(followed, expected, "{aligned:?} {old} {new}");
        }
        let across = |start, end| follow(&[line], &mut vec![edit(start, end, "cdef")], "ab", "cdef");
        assert_eq!((across(0, 3), across(7, 9), across(9, 11)), (None, None, Some(())));
    }
}
