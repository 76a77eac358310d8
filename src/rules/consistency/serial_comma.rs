//! `serial-comma`: a comma before the last “and” of one list, and none in another.

use super::ways::{Use, prevailing};
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::{Token, TokenFlags};
use crate::rules::wording::times;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A comma before the last “and” of one list, and none in a like list.
    ///
    /// Both “red, white, and blue” and “red, white and blue” are right. Only lists of single words are compared, since in
    /// longer ones the comma may have reasons of its own. Off by default: many houses decide it case by case.
    ///
    /// ```bad
    /// They sold bread, butter, and cheese. They bought coal, wood, and oil. They had flour, gas and salt.
    /// ```
    ///
    /// ```good
    /// They sold bread, butter, and cheese. They had flour, gas, and salt.
    /// ```
    ///
    /// Quotations are left alone.
    SerialComma = "serial-comma", Consistency, Document, Note, false, Always
}

const WITH: u16 = 0;
const WITHOUT: u16 = 1;

impl Rule for SerialComma {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let tokens = document.tokens();
        let mut uses: Vec<Use> = Vec::new();
        for (index, &token) in tokens.iter().enumerate() {
            if !token.is_word() || !matches!(document.text_of(token), "and" | "or") || token.has(TokenFlags::QUOTED) {
                continue;
            }
            if let (Some(way), Ok(token)) = (list_before(context, index), u32::try_from(index)) {
                uses.push(Use { way, token });
            }
        }
        let Some(best) = prevailing(&uses) else { return };
        let Some(first) = tokens.get(best.first as usize).copied() else { return };
        for place in uses.iter().filter(|place| place.way != best.way) {
            let Some((&before, &and)) =
                tokens.get((place.token as usize).wrapping_sub(1)).zip(tokens.get(place.token as usize))
            else {
                continue;
            };
            let (message, title, edit) = if place.way == WITH {
                (
                    "serial comma; other lists have none",
                    "delete the comma",
                    Edit { span: before.span, text: String::new() },
                )
            } else {
                let end = Span::new(before.span.end, before.span.end);
                ("no serial comma; other lists have one", "insert a comma", Edit { span: end, text: ",".to_owned() })
            };
            let note = format!("as here; {} in all, otherwise {}", times(best.count), times(best.others));
            let fix = Fix { title: title.to_owned(), edits: vec![edit], applicability: Applicability::Unsafe };
            let diagnostic =
                context.diagnostic(before.span.to(and.span), message).with_place(note, first.span).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// Whether a list of single words ends with the conjunction at `index`, and how.
fn list_before(context: &Context<'_>, index: usize) -> Option<u16> {
    let document = context.document;
    let at = |back: usize| -> Option<Token> { document.tokens().get(index.checked_sub(back)?).copied() };
    let is_comma = |token: Token| document.text_of(token) == ",";
    let plain = |token: Token| token.is_word() && !token.has(TokenFlags::SENTENCE_START);
    let following = *document.tokens().get(index + 1)?;
    let end = document.tokens().get(index + 2).is_none_or(|&token| !token.is_word());
    if !plain(following) || !end {
        return None;
    }
    let (way, last) = if is_comma(at(1)?) { (WITH, 2) } else { (WITHOUT, 1) };
    let enumerates = plain(at(last)?) && is_comma(at(last + 1)?) && plain(at(last + 2)?);
    enumerates.then_some(way)
}

#[cfg(test)]
mod tests {
    use super::SerialComma;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_rarer_way_is_put_right() {
        fixes(
            &SerialComma,
            &[(
                "We had red, white, and blue. We had tea, milk and wine.",
                "We had red, white, and blue. We had tea, milk, and wine.",
            )],
        );
    }

    #[test]
    fn other_commas_are_left_alone() {
        passes(
            &SerialComma,
            &[
                "We had red, white, and blue. They met, he spoke and all of them left.",
                "We had red, white, and blue. \"We had tea, milk and wine.\"",
            ],
        );
    }
}
