//! Spellings that an article speaks of: it writes them as they are on purpose.

use crate::document::TokenKind;
use crate::rules::Context;

/// Whether the article has `form` in quotation marks of its own wherever it has it, as one writes a word that is spoken of:
/// the company was founded as “Micro-soft”.
pub(super) fn is_only_mentioned(context: &Context<'_>, form: &str) -> bool {
    let is_mark = |at: Option<usize>| at.and_then(|at| punctuation(context, at)).is_some_and(is_quotation_mark);
    let mut places = context.names_spelt(form).map(|name| name.token as usize);
    places.all(|at| is_mark(at.checked_sub(1)) && is_mark(Some(at + 1)))
}

/// Whether the article offers both spellings of a name: Yu-Shiang (or Yu-Hsiang).
pub(super) fn offers_both(context: &Context<'_>, form: &str, other: &str) -> bool {
    let follows = |later: &str, earlier: &str| {
        context.names_spelt(later).any(|name| {
            let tokens = context.document.tokens().get(..name.token as usize).unwrap_or_default();
            let before = tokens.iter().enumerate().rev().filter(|&(at, _)| punctuation(context, at).is_none());
            let mut words = before.map(|(_, &token)| context.document.text_of(token));
            words.next().is_some_and(|word| word.eq_ignore_ascii_case("or")) && words.next() == Some(earlier)
        })
    };
    follows(form, other) || follows(other, form)
}

/// The mark of punctuation at the token `at`.
fn punctuation<'a>(context: &Context<'a>, at: usize) -> Option<&'a str> {
    let token = *context.document.tokens().get(at)?;
    (token.kind == TokenKind::Punctuation).then(|| context.document.text_of(token))
}

fn is_quotation_mark(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "”" | "„" | "'" | "‘" | "’" | "‚" | "«" | "»" | "``" | "''")
}
