//! `echo`: a rare word used again within a few sentences.

use crate::document::{BlockKind, Document, FormId, Token, TokenFlags, TokenKind};
use crate::lexicon::EntryFlags;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A rare word that is used again within a few sentences.
    ///
    /// Readers hear a word like “steadfast” a second time where they would not hear “strong”. The rule is off unless it
    /// is asked for.
    ///
    /// ```bad
    /// The allies were steadfast at the summit. The crowd was steadfast, too.
    /// ```
    ///
    /// ```good
    /// The allies were steadfast at the summit. The crowd did not waver, either.
    /// ```
    ///
    /// Words that the article uses more than twice are its subject, and left alone like names, quotations and headings.
    Echo = "echo", Repetition, Document, Note, false, None
}

/// A word counts as rare below this frequency (see `Entry::frequency`), which is that of one word in a hundred thousand.
const RARE: u8 = 110;

/// How many sentences apart a word may stand to be heard again.
const REACH: usize = 3;

impl Rule for Echo {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let mut first: Option<Vec<Option<Place>>> = None;
        for block in document.blocks().iter().filter(|block| block.kind == BlockKind::Paragraph) {
            for sentence in block.sentences.start as usize..block.sentences.end as usize {
                let Some(range) = document.sentences().get(sentence) else { continue };
                for (_, token) in document.words_of(range) {
                    if !counts(context, document, token) {
                        continue;
                    }
                    let places = first.get_or_insert_with(|| vec![None; document.forms().len()]);
                    let FormId(form) = token.form;
                    let Some(place) = places.get_mut(form as usize) else { continue };
                    if let Some(before) = *place
                        && sentence - before.sentence <= REACH
                    {
                        let word = document.text_of(token);
                        let diagnostic = context
                            .diagnostic(token.span, format!("“{word}” is rare, and stands again shortly after"))
                            .with_place("it stands here, too", before.token.span);
                        context.report(diagnostic);
                    }
                    *place = Some(Place { token, sentence });
                }
            }
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Place {
    token: Token,
    sentence: usize,
}

/// Whether the word is rare, and used twice.
fn counts(context: &Context<'_>, document: &Document, token: Token) -> bool {
    let quiet = TokenFlags::QUOTED | TokenFlags::SIC | TokenFlags::CAPITALISED | TokenFlags::HYPHENATED;
    if token.kind != TokenKind::Word || token.flags.intersects(quiet) || token.span.len() < 6 {
        return false;
    }
    if document.forms().get(token.form.0 as usize).is_none_or(|form| form.count != 2) {
        return false;
    }
    let entry = context.words.of(token);
    entry.accepted() && !entry.is(EntryFlags::USER) && (1..RARE).contains(&entry.frequency)
}

#[cfg(test)]
mod tests {
    use super::Echo;
    use crate::rules::tester::{check, passes};

    #[test]
    fn rare_words_are_heard_again() {
        let found = check(&Echo, "The allies were steadfast at the summit. The crowd was steadfast, too.");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].notes.len(), 1);
    }

    #[test]
    fn common_words_and_subjects_are_left_alone() {
        passes(
            &Echo,
            &[
                "The minister came. The minister left.",
                "It was steadfast. A steadfast crowd. As steadfast as ever.",
                "It was steadfast. One. Two. Three. Four. It was steadfast.",
            ],
        );
    }
}
