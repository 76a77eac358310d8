//! `doubled-punctuation`: two marks where one belongs.

use super::marks::touch;
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// Two marks of punctuation where one belongs: two commas, a comma before a stop, two stops.
    ///
    /// ```bad
    /// The delegation arrived,, but nobody met it..
    /// ```
    ///
    /// ```good
    /// The delegation arrived, but nobody met it.
    /// ```
    ///
    /// Two semicolons are left to those who write programs and lists with them.
    ///
    /// Ellipses, “?!” and doubled signs of surprise, and the comma after an abbreviation (etc.,) are left alone. So are
    /// marks that belong to what stands before them: the colon of a field (CC:,) and the stops of a range (2..).
    DoubledPunctuation = "doubled-punctuation", Typography, Document, Error, true, Always
}

impl Rule for DoubledPunctuation {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let tokens = document.tokens();
        let mut done = 0;
        for index in context.forms().marks(|first| matches!(first, b'.' | b',' | b';' | b':' | b'?')) {
            let before = index.checked_sub(1).and_then(|at| tokens.get(at)).copied();
            let (Some(before), Some(&mark)) = (before, tokens.get(index)) else { continue };
            if mark.has(TokenFlags::MARKUP_BEFORE) || index < done {
                continue;
            }
            let Some((span, right, trust)) = fault(document, before, mark, tokens.get(index + 1).copied()) else {
                continue;
            };
            done = index + 1;
            let message = format!("“{}” where one mark belongs", document.slice(span));
            let diagnostic = context.diagnostic(span, message).with_fix(Fix::replace(span, right, trust));
            context.report(diagnostic);
        }
    }
}

/// What is doubled at `mark`, what belongs there, and how sure that is.
fn fault(
    document: &Document,
    before: Token,
    mark: Token,
    after: Option<Token>,
) -> Option<(Span, &'static str, Applicability)> {
    let written = document.text_of(mark);
    let follows = |next: Token| next.kind != TokenKind::Punctuation || !document.text_of(next).starts_with('.');
    if written == ".." {
        let wordy = matches!(before.kind, TokenKind::Word | TokenKind::Abbreviation | TokenKind::Opaque);
        let alone = touch(before, mark) && wordy && after.is_none_or(follows);
        // Between words without a space it may be part of a path, and a sentence that breaks off has three.
        let ends = after.is_none_or(|next| {
            !touch(mark, next) || document.text_of(next) != ")" && next.kind == TokenKind::Punctuation
        });
        let over = after.is_none_or(|next| next.has(TokenFlags::CAPITALISED));
        let trust = if over { Applicability::Safe } else { Applicability::Unsafe };
        return (alone && ends).then_some((mark.span, ".", trust));
    }
    if mark.span.len() != 1 {
        return None;
    }
    if written == "." && before.kind == TokenKind::Abbreviation && touch(before, mark) {
        let doubled =
            document.text_of(before).ends_with('.') && after.is_none_or(|next| !touch(mark, next) || follows(next));
        let stop = Span::new(before.span.end - 1, mark.span.end);
        return doubled.then_some((stop, ".", Applicability::Safe));
    }
    let next = after.filter(|&next| next.kind == TokenKind::Punctuation && next.span.len() == 1)?;
    if next.has(TokenFlags::MARKUP_BEFORE) {
        return None;
    }
    if !touch(mark, next) {
        return is_parted_comma(document, before, mark, next)
            .then(|| (mark.span.to(next.span), ",", Applicability::Unsafe));
    }
    // Fields that are empty (a,,,b) and the marks of programs ( ;; ) are no slips.
    let third = &document.text()[next.span.end as usize..];
    if !touch(before, mark)
        || third.starts_with([',', ';'])
        || before.kind == TokenKind::Punctuation && document.text_of(before) == written
    {
        return None;
    }
    // `, . . .` breaks off: what is doubled there is no mark.
    if document.text_of(next) == "." && document.text()[next.span.end as usize..].starts_with(" .") {
        return None;
    }
    let span = mark.span.to(next.span);
    match (written, document.text_of(next)) {
        (",", ",") => Some((span, ",", Applicability::Safe)),
        (",", ".") => Some((span, ".", Applicability::Unsafe)),
        (",", ";") | (";", ",") => Some((span, ";", Applicability::Unsafe)),
        (",", ":") => Some((span, ":", Applicability::Unsafe)),
        (".", ",") if is_word_to_its_end(document, before) => Some((span, ",", Applicability::Unsafe)),
        ("?", ".") if before.kind == TokenKind::Word && !before.has(TokenFlags::CAPITALISED) => {
            Some((span, "?", Applicability::Unsafe))
        }
        _ => None,
    }
}

/// Whether the comma at `next` says again, behind a space, what the one at `mark` has said: a word went missing between them,
/// or one of the two is too many.
fn is_parted_comma(document: &Document, before: Token, mark: Token, next: Token) -> bool {
    let after = document.text().get(next.span.end as usize..).unwrap_or_default();
    before.kind == TokenKind::Word
        && touch(before, mark)
        && document.text_of(mark) == ","
        && document.slice(mark.span.to(next.span)) == ", ,"
        && after.starts_with(' ')
        && !after.starts_with(" ,")
}

/// Whether a word can be no abbreviation: long, in small letters.
fn is_word_to_its_end(document: &Document, word: Token) -> bool {
    word.kind == TokenKind::Word && !word.has(TokenFlags::CAPITALISED) && document.text_of(word).len() > 5
}

#[cfg(test)]
mod tests {
    use super::DoubledPunctuation;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn one_mark_is_left() {
        fixes(
            &DoubledPunctuation,
            &[
                ("They left,, and stayed..", "They left, and stayed."),
                ("They left,. They stayed.", "They left. They stayed."),
                ("They left the U.S.. They stayed.", "They left the U.S. They stayed."),
                ("They left the port, , and stayed.", "They left the port, and stayed."),
                ("the delegation., which left", "the delegation, which left"),
            ],
        );
    }

    #[test]
    fn other_runs_are_left_alone() {
        passes(
            &DoubledPunctuation,
            &[
                "They left... and stayed.... Why?! No!! “Yes,” he said (so).",
                "a row of empty cells, , , , and a list [, , ] of none",
                "eggs, etc., and Smith Jr., of Apple Inc.; the U.S., too",
                "They left out the CC:, the bytes (0x..) and #2.. of it, and then they slept,. . .",
                "See std::vec and ../path and a.b. A term;; what it means, followed by ';;' and so on;;",
                "It was in vols., and he was at “Yahoo!”, so…",
            ],
        );
    }
}
