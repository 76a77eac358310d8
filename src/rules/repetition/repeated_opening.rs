//! `repeated-opening`: three sentences in a row that begin alike.

use crate::document::{Document, Sentence, Token, TokenFlags, TokenKind};
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// Three sentences or more in a row that begin with the same word.
    ///
    /// It may be a figure of speech; more often it is a draft. The rule is off unless it is asked for.
    ///
    /// ```bad
    /// However, nobody came. However, the talks began. However, they did not last.
    /// ```
    ///
    /// ```good
    /// However, nobody came. The talks began. Yet they did not last.
    /// ```
    ///
    /// Articles (the, a) count only together with the word behind them. Quotations are left alone.
    RepeatedOpening = "repeated-opening", Repetition, Document, Note, false, None
}

/// How many sentences in a row are one too many.
const TOO_MANY: usize = 3;

impl Rule for RepeatedOpening {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        for block in document.blocks().iter().filter(|block| block.kind.is_running_text()) {
            let mut row: Vec<Token> = Vec::new();
            let mut last: Option<&str> = None;
            for sentence in document.sentences_of(block) {
                let opening = opening(document, sentence);
                let text = opening.map(|(first, end)| document.slice(first.span.to(end.span)));
                let alike = text.zip(last).is_some_and(|(text, last)| text.eq_ignore_ascii_case(last));
                if !alike {
                    report(context, &row);
                    row.clear();
                }
                row.extend(opening.map(|(first, _)| first));
                last = text;
            }
            report(context, &row);
        }
    }
}

/// The first word of a sentence, and the last of those that count as its opening.
fn opening(document: &Document, sentence: &Sentence) -> Option<(Token, Token)> {
    let mut tokens = document.words_of(sentence).map(|(_, token)| token);
    let first = tokens.next().filter(|token| !token.has(TokenFlags::QUOTED) && token.kind == TokenKind::Word)?;
    let article = matches!(document.text_of(first), "The" | "the" | "A" | "a" | "An" | "an");
    Some((first, if article { tokens.next()? } else { first }))
}

fn report(context: &mut Context<'_>, row: &[Token]) {
    if row.len() < TOO_MANY {
        return;
    }
    let Some((last, others)) = row.split_last() else { return };
    let word = context.document.text_of(*last);
    let message = format!("{} sentences in a row begin with “{word}”", row.len());
    let mut diagnostic = context.diagnostic(last.span, message);
    for token in others {
        diagnostic = diagnostic.with_place("as here", token.span);
    }
    context.report(diagnostic);
}

#[cfg(test)]
mod tests {
    use super::RepeatedOpening;
    use crate::rules::tester::{check, passes};

    #[test]
    fn rows_are_one_finding() {
        let found = check(&RepeatedOpening, "He came. He saw. He won. He left. They stayed.");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].notes.len(), 3);
        assert_eq!(check(&RepeatedOpening, "The town is old. The town is big. The town is here.").len(), 1);
    }

    #[test]
    fn pairs_and_articles_are_left_alone() {
        passes(
            &RepeatedOpening,
            &[
                "He came. He saw. They won.",
                "The town is old. The river is big. The bank is here.",
                "He came. He saw.\n\nHe won.",
            ],
        );
    }
}
