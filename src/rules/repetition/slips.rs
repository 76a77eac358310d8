//! What tells a repetition by inadvertence from one that is meant: where it stands, and what its sentence says.

use super::echoes::Echo;
use super::running::Words;
use crate::document::{Document, Token, TokenFlags, TokenKind};

/// Whether the token at `first` stands in the opening of an article, whose lead and bullets the text tells again.
pub(super) fn is_lead(document: &Document, first: usize) -> bool {
    /// How long an opening is at most, and how long an article that has one, in tokens.
    const OPENING: usize = 100;
    const ARTICLE: usize = 150;
    let length = document.tokens().len();
    length > ARTICLE && first < OPENING.min(length / 3)
}

/// Whether there is code, an address or the like in the paragraph of the token at `index`: in works of reference many things
/// are told in the same words.
pub(super) fn is_reference(document: &Document, index: usize) -> bool {
    /// How far is looked at to either side, in tokens: further than paragraphs reach.
    const REACH: usize = 400;
    let block = document.block_of(index).and_then(|block| document.blocks().get(block));
    block.is_some_and(|block| {
        let start = index.saturating_sub(REACH).max(block.tokens.start as usize);
        let end = (index + REACH).min(block.tokens.end as usize);
        document.tokens().get(start..end).unwrap_or_default().iter().any(is_code)
    })
}

fn is_code(token: &Token) -> bool {
    token.kind == TokenKind::Opaque || token.kind == TokenKind::Word && token.has(TokenFlags::MIXED_CASE)
}

/// The number of the token's sentence in its paragraph, and that of the paragraph.
pub(super) fn place_in_block(document: &Document, index: usize) -> Option<(usize, usize)> {
    let number = document.block_of(index)?;
    let block = document.blocks().get(number)?;
    Some((document.sentence_of(index)?.checked_sub(block.sentences.start as usize)?, number))
}

/// Whether the writer of these tokens knows of the repetition and says so.
pub(super) fn is_meant(document: &Document, tokens: &[Token]) -> bool {
    const MARKS: &[&str] = &[
        "again",
        "already",
        "earlier",
        "mentioned",
        "recall",
        "reiterate",
        "reiterated",
        "repeat",
        "repeated",
        "repeating",
    ];
    tokens.iter().any(|&token| MARKS.iter().any(|mark| document.text_of(token).eq_ignore_ascii_case(mark)))
}

/// Whether the sentence says that it is said again, is a cry, or ends with a mark of quotation that nothing opens, as that of a
/// pull quote between turned marks.
pub(super) fn is_avowed(document: &Document, tokens: &[Token]) -> bool {
    let end = tokens.last().map_or("", |&last| document.text_of(last));
    is_meant(document, tokens) || end.ends_with(['!', '“', '„'])
}

/// Whether the two places differ in a name, a number or what is claimed, or, where that is asked for, in words that both say
/// something.
pub(super) fn tells_of_another(document: &Document, words: &Words, echo: &Echo, in_matter: bool) -> bool {
    const CLAIMS: &[&str] = &[
        "can", "cannot", "could", "eight", "five", "four", "may", "might", "must", "never", "nine", "no", "not", "one",
        "seven", "shall", "should", "six", "ten", "three", "two", "will", "would",
    ];
    let differs = |position: usize| {
        let token = document.tokens().get(words.token(position));
        token.is_some_and(|&token| {
            let name = token.kind != TokenKind::Word || token.has(TokenFlags::CAPITALISED);
            name || CLAIMS.binary_search(&document.text_of(token)).is_ok()
        })
    };
    let other = |first: usize, again: usize| in_matter && words.is_content(first) && words.is_content(again);
    let pairs = echo.first.clone().zip(echo.again.clone());
    pairs
        .filter(|&(first, again)| !words.agree(first, again))
        .any(|(first, again)| differs(first) || differs(again) || other(first, again))
}
