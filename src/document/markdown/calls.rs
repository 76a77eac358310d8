//! What stands in Markdown and is neither Markdown nor prose: calls of templates, attributes, addresses of links.

use std::ops::Range;

use crate::document::TokenKind;
use crate::document::builder::{Piece, PieceKind};

/// What is read in place of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// Something that is no prose.
    StandIn,
    /// White space.
    Space,
    Nothing,
}

/// A stretch of the text that is no prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) range: Range<usize>,
    pub(super) reads: Reads,
}

/// All calls of a text, in its order and apart.
#[derive(Debug, Default)]
pub(super) struct Calls {
    all: Vec<Call>,
}

impl Calls {
    /// Takes calls in any order. Of two that overlap, the one that begins first counts.
    pub(super) fn new(mut all: Vec<Call>) -> Self {
        all.sort_by_key(|call| (call.range.start, std::cmp::Reverse(call.range.end)));
        let mut end = 0;
        all.retain(|call| {
            let apart = call.range.start >= end;
            if apart {
                end = call.range.end;
            }
            apart
        });
        Self { all }
    }

    /// Whether the byte at `at` lies in a call.
    pub(super) fn cover(&self, at: usize) -> bool {
        let index = self.all.partition_point(|call| call.range.end <= at);
        self.all.get(index).is_some_and(|call| call.range.start <= at)
    }

    /// Where the call ends that begins before `at` and goes on there, or else `at`.
    pub(super) fn after(&self, at: usize) -> usize {
        let index = self.all.partition_point(|call| call.range.end <= at);
        self.all.get(index).filter(|call| call.range.start < at).map_or(at, |call| call.range.end)
    }

    /// Hands on what of `range` no call covers, and what is read in place of the calls that begin there.
    pub(super) fn split(&self, range: Range<usize>, mut take: impl FnMut(Range<usize>, Option<PieceKind>)) {
        let mut at = range.start;
        let first = self.all.partition_point(|call| call.range.end <= range.start);
        for call in self.all.get(first..).unwrap_or_default() {
            if call.range.start >= range.end {
                break;
            }
            if at < call.range.start {
                take(at..call.range.start, None);
            }
            if call.range.start >= range.start {
                let kind = match call.reads {
                    Reads::StandIn => Some(PieceKind::StandIn(TokenKind::Opaque)),
                    Reads::Space => Some(PieceKind::Space),
                    Reads::Nothing => None,
                };
                if let Some(kind) = kind {
                    take(call.range.clone(), Some(kind));
                }
            }
            at = call.range.end.min(range.end);
        }
        if at < range.end {
            take(at..range.end, None);
        }
    }

    /// The pieces of the prose at `range`.
    pub(super) fn push(&self, range: Range<usize>, pieces: &mut Vec<Piece>) {
        self.split(range, |part, kind| {
            pieces.push(Piece::new(part.start, part.end, kind.unwrap_or(PieceKind::Prose)));
        });
    }
}
