//! `missing-space`: two words run together at a mark of punctuation.

use super::marks::around;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::lexicon::EntryFlags;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// Two words run together at a comma, a stop or another mark that a space must follow.
    ///
    /// ```bad
    /// They moved to northern Estonia,the home of the dancers.
    /// ```
    ///
    /// ```good
    /// They moved to northern Estonia, the home of the dancers.
    /// ```
    ///
    /// Numbers (1,000), times (16:30), addresses, file names, abbreviations (U.S.) and optional endings
    /// (article(s)) have no space and are left alone.
    MissingSpace = "missing-space", Typography, Document, Error, true, Always
}

impl Rule for MissingSpace {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        for index in context.forms().marks(|_| true) {
            let Some(&[left, mark, right]) = around(document.tokens(), index) else { continue };
            let Some(place) = missing(context, left, mark, right) else { continue };
            let span = left.span.to(right.span);
            let (where_, text) = match document.text_of(mark) {
                "(" => ("before", "an opening bracket".to_owned()),
                "," => ("after", "the comma".to_owned()),
                "." => ("after", "the full stop".to_owned()),
                other => ("after", format!("“{other}”")),
            };
            let edit = Edit { span: Span::new(place, place), text: " ".to_owned() };
            let fix = Fix { title: "insert a space".to_owned(), edits: vec![edit], applicability: Applicability::Safe };
            let diagnostic = context.diagnostic(span, format!("no space {where_} {text}")).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// The byte at which a space is missing between the three tokens.
fn missing(context: &Context<'_>, left: Token, mark: Token, right: Token) -> Option<u32> {
    let document = context.document;
    let quiet = TokenFlags::MARKUP_BEFORE | TokenFlags::SIC;
    if mark.flags.intersects(quiet) || right.flags.intersects(quiet) {
        return None;
    }
    if left.span.end != mark.span.start || mark.span.end != right.span.start {
        return None;
    }
    let is_word = |token: Token| matches!(token.kind, TokenKind::Word | TokenKind::Abbreviation);
    let (before, after) = (document.text_of(left), document.text_of(right));
    match document.text_of(mark) {
        "," | ";" => {
            let closed = matches!(before, ")" | "]" | "”" | "»") || ends_quotation(document, left);
            (is_word(right) && (left.kind != TokenKind::Punctuation || closed)).then_some(mark.span.end)
        }
        // A quotation that is over, and the sentence goes on at once.
        "\"" | "”" => {
            let over = before != document.text_of(mark) && ends_quotation(document, mark);
            (is_word(right) && after.len() > 1 && over).then_some(mark.span.end)
        }
        ":" | "!" | "?" => {
            (is_word(left) && is_word(right) && before.len() > 1 && after.len() > 1).then_some(mark.span.end)
        }
        // A stop stands inside many things that are no sentences; a small word before and a capital after are none.
        "." => {
            let sentence = left.kind == TokenKind::Word
                && right.kind == TokenKind::Word
                && before.len() > 1
                && !left.has(TokenFlags::ALL_CAPS)
                && right.has(TokenFlags::CAPITALISED)
                && !right.has(TokenFlags::MIXED_CASE)
                && (context.words.of(left).accepted() || context.words.of(right).is(EntryFlags::COMMON));
            sentence.then_some(mark.span.end)
        }
        // Optional endings, "article(s)" and "actor(ess)", touch their word.
        "(" => (left.kind == TokenKind::Word && right.kind == TokenKind::Word && after.len() > 3)
            .then_some(mark.span.start),
        _ => None,
    }
}

/// Whether the token is the mark that closes a quotation.
fn ends_quotation(document: &Document, token: Token) -> bool {
    let quotations = document.quotations();
    let after = quotations.partition_point(|quotation| quotation.span.start < token.span.start);
    let before = quotations.get(..after).unwrap_or_default();
    // Quotations may stand in quotations, so the nearest need not be the one that ends here.
    before.iter().rev().take(3).any(|quotation| quotation.span.end == token.span.end)
}

#[cfg(test)]
mod tests {
    use super::MissingSpace;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn a_missing_space_is_inserted() {
        fixes(
            &MissingSpace,
            &[
                ("to northern Estonia,the home", "to northern Estonia, the home"),
                ("They left.The others stayed.", "They left. The others stayed."),
                ("from the agency(BCNA) itself", "from the agency (BCNA) itself"),
                ("He said \"we agree to this\",she left.", "He said \"we agree to this\", she left."),
                ("He said “no”,they say, and (so),he left.", "He said “no”, they say, and (so), he left."),
                ("He said \"we agree.\"She left.", "He said \"we agree.\" She left."),
                ("in 1990,when it began;they left", "in 1990, when it began; they left"),
            ],
        );
    }

    #[test]
    fn things_without_spaces_are_left_alone() {
        passes(
            &MissingSpace,
            &[
                "1,000 people at 16:30, see example.com and report.pdf, or the article(s) of the U.S. Congress.",
                "See https://example.com/a,b and J.K. Rowling at 3.5% of e.g. the rest.",
                "167 Cand.Sc. and DScs",
                "He said: \"\"Peppa the pig,\" yes.\" And he left.",
                "He said,\"We agree.\" The \"Big\" one, and \"A\"s and “B”s. (s)he",
                "“No,” he said. (It was late.) It was 5-4.",
            ],
        );
    }
}
