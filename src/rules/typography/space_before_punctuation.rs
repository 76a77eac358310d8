//! `space-before-punctuation`: a space before a comma, a stop or a closing bracket.

use super::marks::{between, is_parted, is_wordlike, touch};
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::{Document, Token, TokenKind};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A space before a comma, a stop, a colon or a closing bracket.
    ///
    /// Where the word after the mark touches it (“one ,two”), the space has slipped to the wrong side, and the fix moves
    /// it.
    ///
    /// ```bad
    /// The delegation arrived , but nobody met it .
    /// ```
    ///
    /// ```good
    /// The delegation arrived, but nobody met it.
    /// ```
    ///
    /// It keeps silent before things that begin with a stop (.com, .NET, a .38), before ellipses, before signs of mood
    /// (:-), between numbers (3 : 1), and where the mark begins a line.
    SpaceBeforePunctuation = "space-before-punctuation", Typography, Document, Error, true, Always
}

impl Rule for SpaceBeforePunctuation {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let tokens = document.tokens();
        let closing = |first| matches!(first, b',' | b';' | b':' | b'!' | b'?' | b'.' | b')' | b']');
        for index in context.forms().marks(closing) {
            let left = index.checked_sub(1).and_then(|at| tokens.get(at)).copied();
            let (Some(left), Some(&mark)) = (left, tokens.get(index)) else { continue };
            if !is_parted(mark) || mark.span.len() != 1 {
                continue;
            }
            let right = tokens.get(index + 1).copied();
            let written = document.text_of(mark);
            let Some(moves) = fault(document, left, written, mark, right) else { continue };
            let gap = between(left, mark);
            let mut edits = vec![Edit { span: gap, text: String::new() }];
            if moves {
                edits.push(Edit { span: Span::new(mark.span.end, mark.span.end), text: " ".to_owned() });
            }
            let title = if moves { "move the space behind the mark" } else { "delete the space" };
            let fix = Fix { title: title.to_owned(), edits, applicability: Applicability::Safe };
            let diagnostic = context.diagnostic(gap.to(mark.span), format!("a space before “{written}”")).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// Whether the space before `mark` is wrong, and if so, whether it belongs behind it.
fn fault(document: &Document, left: Token, written: &str, mark: Token, right: Option<Token>) -> Option<bool> {
    let closing =
        left.kind == TokenKind::Punctuation && matches!(document.text_of(left), ")" | "]" | "”" | "\"" | "’" | "…");
    if !is_wordlike(left) && !closing {
        return None;
    }
    let glued = right.filter(|&right| touch(mark, right));
    let next_is_word = glued.is_some_and(is_wordlike);
    match written {
        "," => Some(next_is_word),
        ";" | ":" | "!" | "?" | "." => {
            let next = glued.map_or("", |right| document.text_of(right));
            let mood = matches!(next, ")" | "(" | "-" | "/" | "]" | "|") && written != "." && written != "?";
            let numbers = left.kind == TokenKind::Number && right.is_some_and(|right| right.kind == TokenKind::Number);
            let dots = next.starts_with('.') || right.is_some_and(|right| document.text_of(right).starts_with('.'));
            let opens = matches!(next, "“" | "‘" | "=" | ":" | "!") || next.starts_with('_');
            (!next_is_word && !mood && !numbers && !dots && !opens).then_some(false)
        }
        ")" | "]" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::SpaceBeforePunctuation;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_space_is_deleted_or_moved() {
        fixes(
            &SpaceBeforePunctuation,
            &[
                ("They left , and stayed .", "They left, and stayed."),
                ("Is it ? It is !", "Is it? It is!"),
                ("They left ,and stayed", "They left, and stayed"),
                ("(they left ) and [stayed ]", "(they left) and [stayed]"),
                ("the US ; the rest", "the US; the rest"),
                ("“They left” , he said", "“They left”, he said"),
            ],
        );
    }

    #[test]
    fn other_things_are_left_alone() {
        passes(
            &SpaceBeforePunctuation,
            &[
                "the .com boom, a .38, and .NET code",
                "They left ... and stayed . . . there …",
                "They left :-) and ;) stayed",
                "It ended 3 : 1 there.",
                "the town **,** here",
                "They left — no, stayed (so) – here",
            ],
        );
    }
}
