//! What stands around an unknown word: names, and other unknown words.

use crate::document::{Token, TokenFlags, TokenKind};
use crate::lexicon::EntryFlags;
use crate::rules::Context;

/// Words of so many letters or fewer beside a name are particles of it: ibn, von, da.
const PARTICLE: usize = 4;

/// The token at `index`, if only white space parts it from the one before.
fn joined(context: &Context<'_>, index: usize) -> Option<Token> {
    let token = *context.document.tokens().get(index)?;
    (token.has(TokenFlags::SPACE_BEFORE) && !token.has(TokenFlags::MARKUP_BEFORE)).then_some(token)
}

/// The tokens before and after the one at `index`, where only white space stands between.
fn neighbours(context: &Context<'_>, index: usize) -> [Option<Token>; 2] {
    let before = joined(context, index).and(index.checked_sub(1)).map(|before| context.document.tokens()[before]);
    [before, joined(context, index + 1)]
}

/// Whether the word beside the one at `index` is known as a name and nothing else, an initial, or itself unknown with a
/// capital: then this is the other half of a name.
pub(super) fn stands_beside_a_name(context: &Context<'_>, index: usize) -> bool {
    neighbours(context, index).into_iter().flatten().any(|token| {
        let entry = context.words.of(token);
        let name = entry.flags.intersects(EntryFlags::NAME.union(EntryFlags::PROPER).union(EntryFlags::GIVEN_NAME));
        let initial = token.kind == TokenKind::Abbreviation && token.span.len() == 2;
        token.has(TokenFlags::CAPITALISED)
            && !token.has(TokenFlags::SENTENCE_START)
            && !entry.is(EntryFlags::COMMON)
            && (name || initial || (token.is_word() && !entry.accepted()))
    })
}

/// Whether the unknown small-letter word at `index` belongs to words of another language: it stands beside another
/// unknown word, or is a short word beside a name.
pub(super) fn stands_in_a_foreign_phrase(context: &Context<'_>, index: usize) -> bool {
    let here = context.document.tokens()[index];
    neighbours(context, index).into_iter().flatten().any(|token| {
        let entry = context.words.of(token);
        let name =
            token.has(TokenFlags::CAPITALISED) && !token.has(TokenFlags::SENTENCE_START) && here.span.len() <= PARTICLE;
        token.is_word() && (name || (!entry.accepted() && !token.has(TokenFlags::HYPHENATED)))
    })
}

/// Whether the unknown word at `index` is one of three or more in small letters that stand together, as in a quotation in another language.
pub(super) fn stands_among_unknown_words(context: &Context<'_>, index: usize) -> bool {
    let small = |token: Token| token.is_word() && !token.has(TokenFlags::CAPITALISED);
    let unknown = |token: Token| small(token) && !context.words.of(token).accepted();
    let known_before = |&at: &usize| !neighbours(context, at)[0].is_some_and(unknown);
    let known_after = |&at: &usize| !neighbours(context, at)[1].is_some_and(unknown);
    let first = (index.saturating_sub(2)..=index).rev().find(known_before).unwrap_or(index.saturating_sub(2));
    let last = (index..=index + 2).find(known_after).unwrap_or(index + 2);
    last - first >= 2
}
