//! Whether an article introduces an unknown word: then it is meant as it is written.

use crate::document::TokenFlags;
use crate::rules::Context;

/// What introduces a term, with an article after it or none: a greeting known as the wai.
const INTRODUCTIONS: &[&str] = &["as", "called", "dubbed", "named", "termed"];

/// A gloss has so many words at most.
const GLOSS: usize = 4;

/// So many places of a word are looked at.
const PLACES: usize = 8;

/// Languages that English takes words from, by the names that articles give them.
const LANGUAGES: &[&str] = &[
    "Arabic",
    "Aramaic",
    "Basque",
    "Bengali",
    "Catalan",
    "Chinese",
    "Czech",
    "Danish",
    "Dutch",
    "Finnish",
    "French",
    "Gaelic",
    "German",
    "Greek",
    "Hawaiian",
    "Hebrew",
    "Hindi",
    "Hungarian",
    "Icelandic",
    "Indonesian",
    "Irish",
    "Italian",
    "Japanese",
    "Korean",
    "Latin",
    "Malay",
    "Mandarin",
    "Maori",
    "Māori",
    "Nahuatl",
    "Norse",
    "Norwegian",
    "Pali",
    "Pāli",
    "Persian",
    "Polish",
    "Portuguese",
    "Quechua",
    "Romanian",
    "Russian",
    "Sanskrit",
    "Spanish",
    "Swahili",
    "Swedish",
    "Tamil",
    "Thai",
    "Tibetan",
    "Turkish",
    "Ukrainian",
    "Urdu",
    "Vietnamese",
    "Welsh",
    "Yiddish",
    "Yoruba",
    "Zulu",
];

/// Whether the article introduces the word at `index`, there or at another place: by “called” or “known as”, by a gloss in brackets
/// (taonga (treasures)), or set apart by itself, in italics, brackets or quotation marks.
pub(super) fn is_introduced(context: &Context<'_>, index: usize) -> bool {
    anywhere(context, index, |index| {
        is_called(context, index) || has_a_gloss(context, index) || is_set_apart(context, index)
    })
}

/// Whether the article says, at `index` or at another place of the word there, of what other language it is.
pub(super) fn is_foreign(context: &Context<'_>, index: usize) -> bool {
    anywhere(context, index, |index| is_of_a_language(context, index))
}

/// Whether that holds at `index`, or at another place of the word there.
fn anywhere(context: &Context<'_>, index: usize, holds: impl Fn(usize) -> bool) -> bool {
    let form = context.document.tokens().get(index).map(|token| token.form);
    let mut places = form.into_iter().flat_map(|form| context.forms().places(form)).take(PLACES);
    holds(index) || places.any(|&place| holds(place as usize))
}

/// Whether a language is named before the word, so that no people is meant by its name: “(Pāli kamma)”, “in French, as altruisme”,
/// “the Greek word agape”.
fn is_of_a_language(context: &Context<'_>, index: usize) -> bool {
    let mut at = index.checked_sub(1);
    let mut passes = |words: &[&str]| {
        let stands = words.contains(&text(context, at));
        if stands {
            at = at.and_then(|at| at.checked_sub(1));
        }
        stands
    };
    passes(&["“", "\"", "‘", "'"]);
    let is_told = passes(&["as", "for", "word", "term"]);
    if is_told {
        passes(&[","]);
    }
    let in_brackets =
        text(context, at.and_then(|at| at.checked_sub(1))) == "(" && text(context, Some(index + 1)) == ")";
    (is_told || in_brackets) && LANGUAGES.contains(&text(context, at))
}

fn text<'c>(context: &Context<'c>, index: Option<usize>) -> &'c str {
    index.and_then(|index| context.document.tokens().get(index)).map_or("", |&token| context.document.text_of(token))
}

fn is_called(context: &Context<'_>, index: usize) -> bool {
    let back = usize::from(matches!(text(context, index.checked_sub(1)), "a" | "an" | "the"));
    let verb = index.checked_sub(1 + back);
    let introduced = INTRODUCTIONS.contains(&text(context, verb));
    introduced && (text(context, verb) != "as" || text(context, index.checked_sub(2 + back)) == "known")
}

fn has_a_gloss(context: &Context<'_>, index: usize) -> bool {
    let tokens = context.document.tokens();
    let inside = tokens.iter().skip(index + 2).take(GLOSS).take_while(|token| token.is_word()).count();
    text(context, Some(index + 1)) == "(" && inside > 0 && text(context, Some(index + 2 + inside)) == ")"
}

fn is_set_apart(context: &Context<'_>, index: usize) -> bool {
    let tokens = context.document.tokens();
    let is_mark = |index: Option<usize>, marks: &[&str]| marks.contains(&text(context, index));
    let quoted = is_mark(index.checked_sub(1), &["“", "\"", "‘", "'", "("])
        && is_mark(Some(index + 1), &["”", "\"", "’", "'", ")"]);
    let marked = |index: usize| tokens.get(index).is_some_and(|token| token.has(TokenFlags::MARKUP_BEFORE));
    quoted || (marked(index) && marked(index + 1))
}

#[cfg(test)]
mod tests {
    use crate::rules::spelling::misspelling::Misspelling;
    use crate::rules::tester::{check, passes};

    #[test]
    fn a_word_that_is_introduced_is_a_term() {
        passes(
            &Misspelling,
            &[
                "The greeting is known as the wai. If somebody makes a wai, make a wai in your own way.",
                "These are Moriori carvings and taonga (treasures) of the people.",
                "They kept their “taonga” in the house.",
                "Most of them can be done while seated (seiza). In seiza the knees are bent.",
                "In Buddhism, karma (Pāli kammo) is distinguished from its fruit. A kammo is a deed.",
                "The word was coined in French, as altruisme, by a philosopher.",
            ],
        );
        assert_eq!(check(&Misspelling, "They kept their taonga in the house, which is called the goverment.").len(), 2);
        assert_eq!(check(&Misspelling, "They met the French goverment (and in a German kichen).").len(), 2);
        assert_eq!(check(&Misspelling, "They speak Spanish, altough not well, altough they live there.").len(), 2);
    }
}
