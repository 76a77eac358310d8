//! Whether an article introduces an unknown word: then it is meant as it is written.

use crate::document::TokenFlags;
use crate::rules::Context;

/// What introduces a term, with an article after it or none: a greeting known as the wai.
const INTRODUCTIONS: &[&str] = &["as", "called", "dubbed", "named", "termed"];

/// A gloss has so many words at most.
const GLOSS: usize = 4;

/// Whether the article introduces the word at `index`, there or where it is first used: by “called” or “known as”, by a gloss in brackets
/// (taonga (treasures)), or set apart by itself, in italics or quotation marks.
pub(super) fn is_introduced(context: &Context<'_>, index: usize) -> bool {
    let document = context.document;
    let form = document.tokens().get(index).and_then(|token| document.forms().get(token.form.0 as usize));
    let first = form.map_or(index, |form| form.first as usize);
    [first, index]
        .into_iter()
        .any(|index| is_called(context, index) || has_a_gloss(context, index) || is_set_apart(context, index))
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
    let quoted =
        is_mark(index.checked_sub(1), &["“", "\"", "‘", "'"]) && is_mark(Some(index + 1), &["”", "\"", "’", "'"]);
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
            ],
        );
        assert_eq!(check(&Misspelling, "They kept their taonga in the house, which is called the goverment.").len(), 2);
    }
}
