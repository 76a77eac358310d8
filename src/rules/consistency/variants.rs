//! Words with several spellings that are right in the same dialect: read from a text list, and searched in a document.

use rustc_hash::FxHashMap;

use super::ways::{Prevailing, Use, prevailing};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{FormId, Token, TokenFlags};
use crate::rules::Context;
use crate::rules::forms::with_capitals_of;
use crate::rules::wording::times;

/// A set of spellings of one word, and the number of one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spelling {
    /// The number of the word.
    pub(super) word: u32,
    /// The number of the spelling among those of the word.
    pub(super) way: u16,
}

/// The spellings found among the forms of a document.
pub(super) type Spellings = FxHashMap<FormId, Spelling>;

/// Leaves only words that are written in more than one way.
fn keep_mixed(spellings: &mut Spellings) {
    let mut first: FxHashMap<u32, u16> = FxHashMap::default();
    let mut mixed: FxHashMap<u32, bool> = FxHashMap::default();
    for spelling in spellings.values() {
        let way = *first.entry(spelling.word).or_insert(spelling.way);
        *mixed.entry(spelling.word).or_insert(false) |= way != spelling.way;
    }
    spellings.retain(|_, spelling| mixed.get(&spelling.word) == Some(&true));
}

/// Whether a token is written in the article's own style: no one else's words, and no name.
pub(super) fn is_own(document_tokens: &[Token], index: usize) -> bool {
    let Some(&token) = document_tokens.get(index) else { return false };
    let capital = |at: usize| document_tokens.get(at).is_some_and(|token| token.has(TokenFlags::CAPITALISED));
    let starts = token.has(TokenFlags::SENTENCE_START);
    !token.flags.intersects(TokenFlags::QUOTED | TokenFlags::SIC)
        && (!capital(index) || (starts && !capital(index + 1)))
}

/// Reports the minority among the spellings of each word that is written in more than one way, word by word,
/// with fixes that are trusted as `trust` where the majority is clear.
pub(super) fn report_minorities(context: &mut Context<'_>, mut spellings: Spellings, trust: Applicability) {
    keep_mixed(&mut spellings);
    if spellings.is_empty() {
        return;
    }
    let (tokens, forms) = (context.document.tokens(), context.forms());
    let mut by_word: FxHashMap<u32, Vec<Use>> = FxHashMap::default();
    for (&form, spelling) in &spellings {
        let own = forms.places(form).iter().filter(|&&token| is_own(tokens, token as usize));
        by_word.entry(spelling.word).or_default().extend(own.map(|&token| Use { way: spelling.way, token }));
    }
    for uses in by_word.values_mut() {
        // Of a draw the first use decides.
        uses.sort_unstable_by_key(|place| place.token);
        let Some(best) = prevailing(uses) else { continue };
        for place in uses.iter().filter(|place| place.way != best.way) {
            report(context, *place, best, trust);
        }
    }
}

fn report(context: &mut Context<'_>, place: Use, best: Prevailing, trust: Applicability) {
    let document = context.document;
    let token = |index: u32| document.tokens().get(index as usize).copied();
    let (Some(here), Some(there)) = (token(place.token), token(best.first)) else { return };
    let (word, other) = (document.text_of(here), document.text_of(there));
    let right = with_capitals_of(word, &other.to_lowercase());
    let trust = if best.is_clear() { trust } else { Applicability::DisplayOnly };
    let message = format!("“{word}” is spelt “{}” elsewhere in the article", other.to_lowercase());
    let note = format!("so spelt {} in all, otherwise {}", times(best.count), times(best.others));
    let fix = Fix::replace(here.span, right, trust);
    let diagnostic = context.diagnostic(here.span, message).with_place(note, there.span).with_fix(fix);
    context.report(diagnostic);
}
