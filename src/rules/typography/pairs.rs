//! Marks that come in pairs, and those that have lost their partner.

use crate::document::Token;

/// How many paragraphs the two marks of a pair may stand apart.
const REACH: usize = 6;

/// A mark that has no partner in its block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lone {
    /// The mark.
    pub(super) token: Token,
    /// The number of its block.
    pub(super) block: usize,
    /// Whether it opens.
    pub(super) opens: bool,
    /// What it is a mark of; only marks of the same kind make a pair.
    pub(super) kind: u8,
}

/// Takes out the marks whose partner stands in another paragraph shortly after, and sorts the others.
pub(super) fn drop_pairs(lone: &mut Vec<Lone>) {
    lone.sort_by_key(|mark| mark.token.span);
    let mut kept: Vec<Lone> = Vec::with_capacity(lone.len());
    for &mark in lone.iter() {
        let partner = kept.last().is_some_and(|last: &Lone| {
            !mark.opens && last.opens && last.kind == mark.kind && mark.block - last.block <= REACH
        });
        if partner {
            kept.pop();
        } else {
            kept.push(mark);
        }
    }
    *lone = kept;
}
