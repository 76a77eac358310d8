//! `lowercase-sentence`: a sentence that begins with a small letter.

use super::marks::{around, is_parted, touch};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::lexicon::EntryFlags;
use crate::rules::forms::FUNCTION_WORDS;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A sentence that begins with a small letter.
    ///
    /// ```bad
    /// The delegation arrived in the morning. the talks began the next day.
    /// ```
    ///
    /// ```good
    /// The delegation arrived in the morning. The talks began the next day.
    /// ```
    ///
    /// A stop after an abbreviation ends no sentence, and some names begin with a small letter (iPhone, de Gaulle, the
    /// names of programs): the word before the stop must be an ordinary one, and the word behind it one that carries
    /// grammar (the, they, but). A stop behind the first words of a bracket, or one whose word has a stop and a small letter
    /// behind it elsewhere in the article, is that of an abbreviation (orig. from). Quotations and lists are left alone.
    LowercaseSentence = "lowercase-sentence", Typography, Document, Error, true, Always
}

impl Rule for LowercaseSentence {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let mut faults: Vec<(Token, Token)> = Vec::new();
        for index in context.forms().marks(|first| first == b'.') {
            let Some(&[last, stop, first]) = around(document.tokens(), index) else { continue };
            if first.kind != TokenKind::Word || first.has(TokenFlags::CAPITALISED) {
                continue;
            }
            if is_fault(context, last, stop, first) && is_in_one_paragraph(document, index) {
                let words = document.tokens().get(index.saturating_sub(SHORTEST)..index).unwrap_or_default();
                if words.len() == SHORTEST && words.iter().all(|word| !opens(document, *word)) {
                    faults.push((last, first));
                }
            }
        }
        for &(last, first) in &faults {
            // What is followed so twice is an abbreviation, which the house may have made itself.
            if faults.iter().filter(|(other, _)| other.form == last.form).count() < 2 {
                report(context, first);
            }
        }
    }
}

/// The shortest sentence, in words: behind fewer in a bracket stands an abbreviation.
const SHORTEST: usize = 2;

fn opens(document: &Document, token: Token) -> bool {
    token.kind == TokenKind::Punctuation && matches!(document.text_of(token), "(" | "[" | "{" | ":" | ";")
}

/// Whether the token at `index` and both beside it stand in the same paragraph.
fn is_in_one_paragraph(document: &Document, index: usize) -> bool {
    let block = document.block_of(index).and_then(|block| document.blocks().get(block));
    block.is_some_and(|block| {
        let inside = (block.tokens.start as usize) < index && index + 1 < block.tokens.end as usize;
        inside && block.kind == BlockKind::Paragraph
    })
}

fn is_fault(context: &Context<'_>, last: Token, stop: Token, first: Token) -> bool {
    let document = context.document;
    let quiet = TokenFlags::QUOTED | TokenFlags::SIC | TokenFlags::MIXED_CASE | TokenFlags::APOSTROPHE;
    document.text_of(stop) == "."
        && touch(last, stop)
        && !is_per_cent(document, last)
        && is_parted(first)
        && !first.flags.intersects(quiet)
        && !stop.has(TokenFlags::MARKUP_BEFORE)
        && ends_sentence(context, last)
        && is_ordinary(context, first)
        && FUNCTION_WORDS.get(document.text_of(first)).is_some()
}

/// Whether `word` is the second one of “per cent.”, which some write as an abbreviation.
fn is_per_cent(document: &Document, word: Token) -> bool {
    let before = || document.text().get(..word.span.start as usize).unwrap_or_default().trim_end();
    document.text_of(word) == "cent" && before().ends_with("per")
}

/// Whether a stop after `word` can only be the end of a sentence.
fn ends_sentence(context: &Context<'_>, word: Token) -> bool {
    match word.kind {
        TokenKind::Word => {
            let long = context.document.text_of(word).len() > 3;
            long && !word.has(TokenFlags::CAPITALISED) && is_ordinary(context, word)
        }
        TokenKind::Number => is_year(context.document, word),
        _ => false,
    }
}

fn is_year(document: &Document, number: Token) -> bool {
    let text = document.text_of(number);
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_ordinary(context: &Context<'_>, word: Token) -> bool {
    let entry = context.words.of(word);
    entry.accepted() && !entry.flags.intersects(EntryFlags::RARE | EntryFlags::USER)
}

fn report(context: &mut Context<'_>, word: Token) {
    let written = context.document.text_of(word);
    let mut letters = written.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let diagnostic = context
        .diagnostic(word.span, format!("“{written}” begins a sentence with a small letter"))
        .with_fix(Fix::replace(word.span, capital, Applicability::Unsafe));
    context.report(diagnostic);
}

#[cfg(test)]
mod tests {
    use super::LowercaseSentence;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn sentences_begin_with_a_capital() {
        fixes(
            &LowercaseSentence,
            &[
                ("They left the town. the others stayed.", "They left the town. The others stayed."),
                ("It began in 1990. they were there.", "It began in 1990. They were there."),
            ],
        );
    }

    #[test]
    fn other_stops_are_left_alone() {
        passes(
            &LowercaseSentence,
            &[
                "They saw approx. five of them, e.g. the five, in the U.S. and so on.",
                "Sales of the phone. iPhone sales rose.",
                "They left ... and stayed.",
                "It was only 50 per cent. of the courts, at 3 per cent. a year.",
                "“It is so. and so.”",
                "no. 5 of 5. items",
                "The word [prob. from the Dutch] came late, and its sister [orig. the same] came later (trans. and print.).",
                "It was print. and bound, and again print. and sold.",
                "See the manual of the program. curses draws the windows. title is the text above.",
            ],
        );
    }
}
