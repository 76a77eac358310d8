//! A transcript after fixes, of which the file knows nothing yet: what documents of several parts are checked by until all
//! that is to be changed is known.

use std::collections::VecDeque;

use super::{Stretch, Transcript, TranscriptBlock, Writing};
use crate::source::{Span, Text};

/// A place of a text and what stands there afterwards.
pub type Replacement = (Span, String);

impl Transcript {
    /// The transcript after `edits`, which rise and do not overlap. What they put there stands where it came from.
    #[must_use]
    pub fn edited(&self, edits: &[Replacement]) -> Self {
        let text: Text = spliced(&self.text, edits).into();
        let shift = Shift::new(edits);
        let mut stretches = Vec::with_capacity(self.stretches.len() + edits.len() * 2);
        let mut starts = Vec::with_capacity(self.stretches.len() + 1);
        for stretch in &self.stretches {
            starts.push(stretches.len());
            cut(*stretch, edits, &shift, &mut stretches);
        }
        starts.push(stretches.len());
        let place = |index: usize| starts.get(index).copied().unwrap_or(stretches.len());
        let block = |block: &TranscriptBlock| TranscriptBlock {
            stretches: place(block.stretches.start)..place(block.stretches.end),
            ..block.clone()
        };
        let span = |span: &Span| Span::new(shift.start(span.start), shift.end(span.end).max(shift.start(span.start)));
        Self {
            blocks: self.blocks.iter().map(block).collect(),
            markup: self.markup.iter().map(|&at| shift.end(at)).collect(),
            quotations: self.quotations.iter().map(span).collect(),
            comments: self.comments.clone(),
            front_matter: self.front_matter,
            parts: self.parts.clone(),
            // No part of a container keeps to the width of another.
            aligned: Vec::new(),
            sealed: self.sealed.clone(),
            text,
            stretches,
        }
    }
}

/// Adds what becomes of `stretch`.
fn cut(stretch: Stretch, edits: &[Replacement], shift: &Shift<'_>, out: &mut Vec<Stretch>) {
    let first = edits.partition_point(|(span, _)| span.end < stretch.span.start);
    let mut from = stretch.span.start;
    let mut push = |start: u32, end: u32, from: u32, to: u32, writing: Writing| {
        let source = if stretch.writing == Writing::Verbatim {
            let place = |at: u32| stretch.source.start + at.min(stretch.span.end) - stretch.span.start;
            Span::new(place(from), place(to))
        } else {
            stretch.source
        };
        if start < end {
            out.push(Stretch { span: Span::new(start, end), source, writing, ..stretch });
        }
    };
    for (span, text) in edits.get(first..).unwrap_or_default() {
        if span.start > stretch.span.end || (span.start == stretch.span.end && !span.is_empty()) {
            break;
        }
        // An insertion belongs to the stretch before it, where there is one.
        let owned = if span.is_empty() {
            stretch.span.start < span.start || (stretch.span.start == 0 && span.start == 0)
        } else {
            stretch.span.start <= span.start
        };
        let end = span.end.min(stretch.span.end);
        if owned {
            push(shift.end(from), shift.before(span.start), from, span.start, stretch.writing);
            let start = shift.before(span.start);
            push(start, start + length(text), span.start, end, Writing::Decoded);
        }
        if !span.is_empty() || owned {
            from = end.max(from);
        }
    }
    if from < stretch.span.end {
        push(shift.end(from), shift.before(stretch.span.end), from, stretch.span.end, stretch.writing);
    }
}

/// Offsets before and after edits.
struct Shift<'e> {
    edits: &'e [Replacement],
    /// What is added before each edit, and by all of them.
    added: Vec<i64>,
}

impl<'e> Shift<'e> {
    fn new(edits: &'e [Replacement]) -> Self {
        let mut sum = 0;
        let mut added = vec![0];
        added.extend(edits.iter().map(|(span, text)| {
            sum += i64::from(length(text)) - i64::from(span.end - span.start);
            sum
        }));
        Self { edits, added }
    }

    fn by(&self, at: u32, count: usize) -> u32 {
        let added = self.added.get(count).copied().unwrap_or_default();
        u32::try_from(i64::from(at) + added).unwrap_or_default()
    }

    /// `at`, which is not inside an edit, before what is inserted there.
    fn before(&self, at: u32) -> u32 {
        self.by(at, self.edits.partition_point(|(span, _)| span.end < at || span.end == at && !span.is_empty()))
    }

    /// `at` after all that is inserted there; the end of an edit that it lies in.
    fn end(&self, at: u32) -> u32 {
        let count = self.edits.partition_point(|(span, _)| span.start < at || span.start == at && span.is_empty());
        let inside =
            count.checked_sub(1).and_then(|last| self.edits.get(last)).map_or(at, |(span, _)| at.max(span.end));
        self.by(inside, count)
    }

    /// As [`Shift::end`], but the start of an edit that it lies in.
    fn start(&self, at: u32) -> u32 {
        let count = self.edits.partition_point(|(span, _)| span.end <= at && span.start < at);
        let outside = self.edits.get(count).map_or(at, |(span, _)| if span.start < at { span.start } else { at });
        self.by(outside, count)
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

fn spliced(text: &str, edits: &[Replacement]) -> String {
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for (span, new) in edits {
        out.push_str(text.get(done..span.start as usize).unwrap_or_default());
        out.push_str(new);
        done = span.end as usize;
    }
    out + text.get(done..).unwrap_or_default()
}

/// A piece of a text that was edited.
enum Piece {
    /// Bytes of the text before.
    Kept(Span),
    /// What an edit put there.
    New(String),
}

impl Piece {
    fn length(&self) -> u32 {
        match self {
            Self::Kept(span) => span.end - span.start,
            Self::New(text) => length(text),
        }
    }

    /// The piece up to so many of its bytes, and the rest of it.
    fn split(self, at: u32) -> (Self, Self) {
        match self {
            Self::Kept(span) => {
                let middle = span.start + at;
                (Self::Kept(Span::new(span.start, middle)), Self::Kept(Span::new(middle, span.end)))
            }
            Self::New(text) => {
                let (left, right) = text.split_at_checked(at as usize).unwrap_or((&text, ""));
                (Self::New(left.to_owned()), Self::New(right.to_owned()))
            }
        }
    }
}

/// `later`, edits of the text that `first` made, as edits of the text before both.
pub fn composed(first: &[Replacement], later: &[Replacement]) -> Vec<Replacement> {
    let mut between: VecDeque<Piece> = VecDeque::with_capacity(first.len() * 2 + 1);
    let mut done = 0;
    for (span, new) in first {
        between.extend([Piece::Kept(Span::new(done, span.start)), Piece::New(new.clone())]);
        done = span.end;
    }
    // However long the text is, its end is kept.
    between.push_back(Piece::Kept(Span::new(done, u32::MAX)));
    let mut after: Vec<Piece> = Vec::with_capacity(between.len() + later.len() * 2);
    let mut at = 0;
    for (span, new) in later {
        after.extend(taken(&mut between, span.start - at));
        taken(&mut between, span.end - span.start);
        after.push(Piece::New(new.clone()));
        at = span.end;
    }
    after.extend(between);
    edits_of(after)
}

/// The first `count` bytes of `pieces`, which go from there.
fn taken(pieces: &mut VecDeque<Piece>, mut count: u32) -> Vec<Piece> {
    let mut out = Vec::new();
    while count > 0
        && let Some(piece) = pieces.pop_front()
    {
        let (head, rest) = if piece.length() > count { piece.split(count) } else { (piece, Piece::New(String::new())) };
        count -= head.length();
        out.push(head);
        if rest.length() > 0 {
            pieces.push_front(rest);
        }
    }
    out
}

/// The edits that make `pieces` of the text that they keep bytes of.
fn edits_of(pieces: Vec<Piece>) -> Vec<Replacement> {
    let (mut out, mut done, mut text): (Vec<Replacement>, u32, String) = (Vec::new(), 0, String::new());
    for piece in pieces {
        match piece {
            Piece::New(new) => text.push_str(&new),
            Piece::Kept(span) if span.is_empty() => {}
            Piece::Kept(span) => {
                if span.start > done || !text.is_empty() {
                    out.push((Span::new(done, span.start), std::mem::take(&mut text)));
                }
                done = span.end;
            }
        }
    }
    out
}

/// Where `span` of the text after `edits` was before them; what they put there was where they put it.
pub fn origin(edits: &[Replacement], span: Span) -> Span {
    let start = earlier(edits, span.start, |old| old.start);
    let end = if span.is_empty() { start } else { earlier(edits, span.end, |old| old.end) };
    Span::new(start, end.max(start))
}

fn earlier(edits: &[Replacement], at: u32, inside: impl Fn(Span) -> u32) -> u32 {
    let mut added: i64 = 0;
    for (old, new) in edits {
        let start = u32::try_from(i64::from(old.start) + added).unwrap_or_default();
        if at <= start {
            break;
        }
        if at < start + length(new) {
            return inside(*old);
        }
        added += i64::from(length(new)) - i64::from(old.end - old.start);
    }
    u32::try_from(i64::from(at) - added).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Replacement, composed, spliced};
    use crate::source::{Span, transcript::Transcriber};

    fn edits(text: &str, wanted: &[(u32, u32, String)]) -> Vec<Replacement> {
        let (mut done, mut out) = (0, Vec::new());
        let end = u32::try_from(text.len()).unwrap_or_default();
        for (skip, length, new) in wanted {
            let start = done + skip;
            // Two that touch are one.
            if start + length > end || *length == 0 && new.is_empty() {
                break;
            }
            out.push((Span::new(start, start + length), new.clone()));
            done = start + length + 1;
        }
        out
    }

    fn wanted() -> impl Strategy<Value = Vec<(u32, u32, String)>> {
        prop::collection::vec((0..6_u32, 0..4_u32, "[xyz]{0,3}"), 0..6)
    }

    proptest! {
        #[test]
        fn two_rounds_are_one(text in "[a-e]{0,30}", first in wanted(), later in wanted()) {
            let first = edits(&text, &first);
            let between = spliced(&text, &first);
            let later = edits(&between, &later);
            let both = composed(&first, &later);
            prop_assert_eq!(spliced(&text, &both), spliced(&between, &later));
            prop_assert!(both.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start));
        }

        #[test]
        fn stretches_cover_the_new_text(cuts in prop::collection::vec(1..8_usize, 1..6), wanted in wanted()) {
            let source = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijkl";
            let mut out = Transcriber::new(source);
            let mut at = 0;
            for (number, cut) in cuts.iter().enumerate() {
                out.prose(at..at + cut);
                at += cut + number % 2;
            }
            let before = out.finish();
            let edits = edits(before.text(), &wanted);
            let after = before.edited(&edits);
            prop_assert_eq!(&**after.text(), spliced(before.text(), &edits));
            let mut covered = 0;
            for stretch in after.stretches() {
                prop_assert_eq!(stretch.span.start, covered, "{:?} {:?}", edits, after);
                covered = stretch.span.end;
            }
            prop_assert_eq!(covered as usize, after.text().len(), "{:?} {:?}", edits, after);
        }
    }
}
