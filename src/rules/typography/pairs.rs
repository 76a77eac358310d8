//! Marks that come in pairs, and those that have lost their partner.

use crate::document::{Block, Document, Token};

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

/// The blocks of a document, each with its number and those of `places` that lie in it; they come in the order of the text.
pub(super) fn by_block<'d>(
    document: &'d Document,
    places: impl Iterator<Item = usize> + 'd,
) -> impl Iterator<Item = (usize, &'d Block, Vec<usize>)> + 'd {
    let mut places = places.peekable();
    document.blocks().iter().enumerate().map(move |(number, block)| {
        while places.next_if(|&place| place < block.tokens.start as usize).is_some() {}
        let inside = std::iter::from_fn(|| places.next_if(|&place| place < block.tokens.end as usize));
        (number, block, inside.collect())
    })
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
