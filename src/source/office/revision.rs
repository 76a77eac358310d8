//! What is to change in a document, and where that is in its parts.

use std::ops::Range;
use std::sync::Arc;

use super::PackageError;
use crate::source::transcript::{Change, Replacement, Stretch, Writing};
use crate::source::{Span, Transcript};

/// A comment in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it speaks of, in bytes of the text.
    pub span: Span,
    /// What it says; each line is a paragraph.
    pub text: String,
}

/// What is to change in a document.
#[derive(Debug, Clone, Copy)]
pub struct Revision<'r> {
    /// The text as it was read.
    pub text: &'r str,
    /// What is to be written in place of what, rising and without overlaps.
    pub edits: &'r [Replacement],
    /// The comments.
    pub remarks: &'r [Remark],
    /// Who changes it.
    pub author: &'r str,
    /// When, as `2026-01-31T12:00:00Z`.
    pub date: &'r str,
}

/// A document that was changed.
#[derive(Debug)]
pub struct Revised {
    /// The package.
    pub bytes: Vec<u8>,
    /// How many of the comments are in it: a header has no place for one.
    pub remarks: usize,
}

/// What is to change, part by part.
pub(super) struct Placed {
    pub(super) parts: Vec<PlacedPart>,
}

/// What is to change in a part.
pub(super) struct PlacedPart {
    pub(super) name: Arc<str>,
    changes: Vec<(Range<usize>, String)>,
    /// The comments: their bytes and what they say.
    pub(super) remarks: Vec<(Range<usize>, String)>,
}

/// What is to be done at a byte of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Op {
    /// The comment of this number ends.
    Ends(usize),
    /// It begins.
    Begins(usize),
    /// It begins and ends.
    Point(usize),
    /// What lies there goes, and this comes.
    Change(Range<usize>, String),
}

impl Revision<'_> {
    /// Finds the places of all that is to change.
    pub(super) fn placed(&self, transcript: &Transcript) -> Result<Placed, PackageError> {
        let names = transcript.parts().iter();
        let empty = |name: &Arc<str>| PlacedPart { name: Arc::clone(name), changes: Vec::new(), remarks: Vec::new() };
        let mut parts: Vec<PlacedPart> = names.map(empty).collect();
        for (span, text) in self.edits {
            let changes = match whole(transcript, *span, text) {
                Some(change) => vec![change],
                None => transcript.changes(*span, text).ok_or(PackageError::Unwritable)?,
            };
            for change in changes {
                let part = parts.get_mut(usize::from(change.part)).ok_or(PackageError::Unwritable)?;
                part.changes.push((change.span.range(), change.text));
            }
        }
        for remark in self.remarks {
            if let Some((part, range)) = anchor(transcript, remark.span)
                && let Some(part) = parts.get_mut(usize::from(part))
            {
                part.remarks.push((range, remark.text.clone()));
            }
        }
        parts.retain(|part| !part.changes.is_empty() || !part.remarks.is_empty());
        Ok(Placed { parts })
    }
}

/// The change of `span` as a whole, where it is written as it is read: an editor would rather see a word replaced than the
/// letters of it that differ.
fn whole(transcript: &Transcript, span: Span, text: &str) -> Option<Change> {
    let stretch = touching(transcript, span).next().filter(|stretch| stretch.span.contains(span))?;
    let source = stretch.source.start + (span.start - stretch.span.start);
    (stretch.writing == Writing::Verbatim && !span.is_empty()).then(|| Change {
        part: stretch.part,
        span: Span::new(source, source + (span.end - span.start)),
        text: text.to_owned(),
        encoding: stretch.encoding,
        initial: false,
    })
}

/// The stretches that share a byte with `span`, or where it has none, stand beside it.
fn touching(transcript: &Transcript, span: Span) -> impl Iterator<Item = &Stretch> {
    let stretches = transcript.stretches();
    let beside = u32::from(span.is_empty());
    let first = stretches.partition_point(|stretch| stretch.span.end + beside <= span.start);
    let rest = stretches.get(first..).unwrap_or_default().iter();
    rest.take_while(move |stretch| stretch.span.start < span.end + beside)
}

/// Where a comment on `span` begins and ends, both in text that can be parted.
fn anchor(transcript: &Transcript, span: Span) -> Option<(u16, Range<usize>)> {
    let written = |stretch: &&Stretch| matches!(stretch.writing, Writing::Verbatim | Writing::Decoded);
    let mut inside = touching(transcript, span).filter(written);
    let first = inside.next()?;
    let last = inside.filter(|stretch| stretch.part == first.part).last().unwrap_or(first);
    let verbatim = |stretch: &Stretch| stretch.writing == Writing::Verbatim;
    let over = span.start.saturating_sub(first.span.start);
    let start = first.source.start + if verbatim(first) { over } else { 0 };
    let under = last.span.end.saturating_sub(span.end);
    let end = last.source.end - if verbatim(last) { under } else { 0 };
    Some((first.part, start as usize..end.max(start) as usize))
}

impl PlacedPart {
    /// All that is to be done, in the order of the part. A comment neither begins nor ends inside a change.
    pub(super) fn ops(&self) -> Vec<(usize, Op)> {
        let mut changes = self.changes.clone();
        changes.sort_by_key(|(range, _)| (range.start, range.end));
        let around = |at: usize| {
            let index = changes.partition_point(|(range, _)| range.end <= at);
            changes.get(index).filter(|(range, _)| range.start < at).map(|(range, _)| range.clone())
        };
        let mut ops = Vec::new();
        for (number, (range, _)) in self.remarks.iter().enumerate() {
            let start = around(range.start).map_or(range.start, |change| change.start);
            let end = around(range.end).map_or(range.end, |change| change.end);
            if start == end {
                ops.push((start, Op::Point(number)));
            } else {
                ops.push((start, Op::Begins(number)));
                ops.push((end, Op::Ends(number)));
            }
        }
        ops.extend(changes.iter().map(|(range, text)| (range.start, Op::Change(range.clone(), text.clone()))));
        ops.sort_by_key(|(at, op)| {
            let rank = match op {
                Op::Ends(_) => 0,
                Op::Begins(_) => 1,
                Op::Point(_) => 2,
                Op::Change(..) => 3,
            };
            (*at, rank)
        });
        ops
    }
}
