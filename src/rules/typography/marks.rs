//! What the rules of this folder ask of marks and of the white space beside them.

use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::source::Span;

/// Whether nothing at all stands between two tokens that follow each other.
pub(super) const fn touch(left: Token, right: Token) -> bool {
    left.span.end == right.span.start
}

/// Whether there is white space and nothing else between a token and the one before it on the same line.
pub(super) fn is_parted(token: Token) -> bool {
    token.has(TokenFlags::SPACE_BEFORE)
        && !token.flags.intersects(TokenFlags::BREAK_BEFORE.union(TokenFlags::MARKUP_BEFORE))
}

/// Whether the token is a word, a number, or something else that is read as one.
pub(super) const fn is_wordlike(token: Token) -> bool {
    !matches!(token.kind, TokenKind::Punctuation | TokenKind::Symbol | TokenKind::Opaque)
}

/// The token at `index` with the one before it and the one behind it.
pub(super) fn around(tokens: &[Token], index: usize) -> Option<&[Token; 3]> {
    tokens.get(index.checked_sub(1)?..)?.first_chunk()
}

/// The white space or other bytes between two tokens that follow each other.
pub(super) const fn between(left: Token, right: Token) -> Span {
    Span::new(left.span.end, right.span.start)
}

/// The number of the token that ends at byte `start`, and of the next one, where both stand in the same block and that
/// next one begins at byte `end`: what lies between is then white space of the prose, and no markup.
pub(super) fn beside_gap(document: &Document, start: usize, end: usize) -> Option<(usize, usize)> {
    let tokens = document.tokens();
    let after = document.first_from(end);
    let before = after.checked_sub(1)?;
    let (left, right) = (tokens.get(before)?, tokens.get(after)?);
    let inside = left.span.end as usize == start && right.span.start as usize == end;
    (inside && document.block_of(before) == document.block_of(after)).then_some((before, after))
}
