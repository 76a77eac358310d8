//! `ellipsis`: three stops instead of the character.

use super::marks::touch;
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// Three stops where an ellipsis belongs.
    ///
    /// The character (…) does not break at the end of a line, and is one form instead of several: “...”, “. . .”. Houses
    /// differ, so that the rule is off unless it is asked for.
    ///
    /// ```bad
    /// They waited ... and waited.
    /// ```
    ///
    /// ```good
    /// They waited … and waited.
    /// ```
    ///
    /// Four stops are an ellipsis after the end of a sentence and are left alone.
    Ellipsis = "ellipsis", Typography, Document, Note, false, Always
}

impl Rule for Ellipsis {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let tokens = document.tokens();
        for index in context.forms().marks(|first| first == b'.') {
            let Some(&token) = tokens.get(index) else { continue };
            let span = match document.text_of(token) {
                "..." => token.span,
                "." => match spaced(document, tokens, index) {
                    Some(span) => span,
                    None => continue,
                },
                _ => continue,
            };
            let message = format!("“{}” is written for an ellipsis", document.slice(span));
            let fix = Fix::replace(span, "…", Applicability::Safe);
            let diagnostic = context.diagnostic(span, message).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// The three stops with spaces between them that begin at `index`, unless there are more or fewer.
fn spaced(document: &Document, tokens: &[Token], index: usize) -> Option<Span> {
    let is_stop = |at: usize| tokens.get(at).is_some_and(|&token| document.text_of(token) == ".");
    let parted = |at: usize| document.gap(at) == " " || document.gap(at) == "\u{a0}";
    if index > 0 && is_stop(index - 1) || !(1..3).all(|step| is_stop(index + step) && parted(index + step)) {
        return None;
    }
    let over = !is_stop(index + 3)
        && !tokens.get(index + 3).is_some_and(|&next| touch(tokens[index + 2], next) && next.is_word());
    over.then(|| tokens[index].span.to(tokens[index + 2].span))
}

#[cfg(test)]
mod tests {
    use super::Ellipsis;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn stops_become_an_ellipsis() {
        fixes(&Ellipsis, &[("They waited... and left.", "They waited… and left."), ("They . . . left", "They … left")]);
    }

    #[test]
    fn other_stops_are_left_alone() {
        passes(
            &Ellipsis,
            &["They waited….", "They left. He stayed. So.", "They left.... He stayed.", "`a...b` and ../a"],
        );
    }
}
