//! Whether an unknown word belongs to words of another language.

use super::surroundings::neighbours;
use crate::document::{Token, TokenFlags};
use crate::rules::Context;

/// Words of so many letters or fewer beside a name are particles of it: ibn, von, da.
const PARTICLE: usize = 4;

/// How many words on either side are read for a phrase of another language.
const REACH: usize = 3;

/// Articles, prepositions, pronouns and conjunctions of languages that English quotes, but for those that English has as well
/// (die, pour, sub). Sorted.
const FUNCTION_WORDS: &[&str] = &[
    "alla", "alle", "ao", "atque", "au", "auf", "aus", "aux", "avec", "bei", "ces", "cette", "che", "chez", "como",
    "dal", "dalla", "dans", "das", "de", "degli", "dei", "del", "della", "delle", "dello", "dem", "der", "des", "di",
    "dos", "du", "een", "ein", "eine", "einer", "el", "em", "en", "est", "et", "für", "gli", "het", "il", "ils",
    "ipsa", "ipse", "ipso", "ist", "je", "la", "las", "le", "les", "leur", "lo", "los", "mit", "moi", "más", "nel",
    "nella", "nicht", "nous", "não", "och", "og", "ohne", "ou", "où", "para", "pela", "pelo", "più", "por", "på",
    "quae", "que", "qui", "quod", "sed", "ses", "sich", "sono", "sous", "sul", "sulla", "sur", "um", "uma", "un",
    "una", "und", "une", "uno", "ut", "vel", "vom", "von", "vor", "vos", "vous", "zu", "zum", "zur", "à", "är", "és",
];

/// Whether the unknown small-letter word at `index` may belong to words of another language: it stands beside another
/// unknown word, or is a short word beside a name.
pub(super) fn stands_in_a_foreign_phrase(context: &Context<'_>, index: usize) -> bool {
    let here = context.document.tokens()[index];
    neighbours(context, index).into_iter().flatten().any(|token| {
        let entry = context.words.of(token);
        let name = token.has_own_capital() && here.span.len() <= PARTICLE;
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

/// Whether the unknown word at `index` stands beside a function word of another language (la notte), or near one and another
/// unknown word (simul ipsa silentia terrent).
pub(super) fn is_of_another_language(context: &Context<'_>, index: usize) -> bool {
    let [before, after] = neighbours(context, index);
    // La may begin a title, or a sentence; after the word it begins a name: El Salvador.
    if before.is_some_and(|token| is_function_word(context, token))
        || after.is_some_and(|token| is_small_function_word(context, token))
    {
        return true;
    }
    let tokens = context.document.tokens();
    let goes_on = |token: &&Token| token.is_word() || matches!(context.document.text_of(**token), "," | "'" | "’");
    let near_before = tokens[..index].iter().rev().take_while(goes_on).take(REACH);
    let near = near_before.chain(tokens[index + 1..].iter().take_while(goes_on).take(REACH));
    let (mut function_words, mut unknown) = (false, false);
    for &token in near.filter(|token| token.is_word()) {
        function_words |= is_small_function_word(context, token);
        unknown |= !token.has(TokenFlags::HYPHENATED) && !context.words.of(token).accepted();
    }
    function_words && unknown
}

fn is_small_function_word(context: &Context<'_>, token: Token) -> bool {
    !token.has(TokenFlags::CAPITALISED) && is_function_word(context, token)
}

fn is_function_word(context: &Context<'_>, token: Token) -> bool {
    token.is_word() && !token.has(TokenFlags::ALL_CAPS) && {
        let word = context.document.text_of(token).to_lowercase();
        FUNCTION_WORDS.binary_search(&&*word).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::FUNCTION_WORDS;
    use crate::rules::spelling::misspelling::Misspelling;
    use crate::rules::tester::{check, passes};

    #[test]
    fn the_words_of_other_languages_are_in_order() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn words_of_other_languages_are_left_alone() {
        passes(
            &Misspelling,
            &[
                "He played in La notte and wrote for la Repubblica.",
                "The line is simul ipsa silentia terrent, she said.",
                "You need a visa de tarjeta del turista.",
            ],
        );
        assert_eq!(check(&Misspelling, "They met in the notte, and De goverment spoke.").len(), 2);
    }
}
