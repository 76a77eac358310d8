//! A range of bytes in a text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** of an original text, as it lies on disk (a byte order mark counts).
///
/// Texts are refused above 4 GiB, so 32 bits are enough and a span is as cheap to copy as a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The span of a range of `usize` offsets.
    ///
    /// # Panics
    /// When an offset is over 4 GiB; sources are refused before that.
    pub fn from_range(range: Range<usize>) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).expect("texts over 4 GiB are refused when they are read");
        Self::new(narrow(range.start), narrow(range.end))
    }

    /// `spans` in the order of the text, those that overlap made one, so that they can be searched.
    #[must_use]
    pub fn apart(mut spans: Vec<Self>) -> Vec<Self> {
        spans.sort_unstable();
        spans.dedup_by(|next, last| {
            let overlaps = next.start < last.end;
            if overlaps {
                last.end = last.end.max(next.end);
            }
            overlaps
        });
        spans
    }

    /// Its length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range to index a `str` with.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Span) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn spans_touch_without_overlapping() {
        let (left, right) = (Span::new(0, 3), Span::new(3, 5));
        assert!(!left.overlaps(right));
        assert_eq!(left.to(right), Span::new(0, 5));
        assert!(left.to(right).contains(right));
    }
}
