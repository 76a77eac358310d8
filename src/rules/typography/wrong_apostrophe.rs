//! `wrong-apostrophe`: a backtick, an acute accent or a prime for an apostrophe.

use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::TokenFlags;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A backtick, an acute accent or a prime where an apostrophe belongs.
    ///
    /// These marks come from keyboards and from copying. In Markdown two of them on one line can even swallow the
    /// words between them as code. The fix writes the apostrophe that the article uses elsewhere, straight or curly.
    ///
    /// ```bad
    /// The country`s minister arrived.
    /// ```
    ///
    /// ```good
    /// The country's minister arrived.
    /// ```
    ///
    /// Backticks that mark code, and primes after numbers (6′ 2″), are left alone.
    WrongApostrophe = "wrong-apostrophe", Typography, Document, Error, true, Always
}

impl Rule for WrongApostrophe {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let mut right_mark = None;
        for &token in document.tokens() {
            if !token.has(TokenFlags::WRONG_APOSTROPHE) || token.has(TokenFlags::SIC) {
                continue;
            }
            let text = document.text_of(token);
            let right = *right_mark.get_or_insert_with(|| preferred(context));
            let wrong: Vec<(usize, char)> = text.char_indices().filter(|&(_, c)| is_wrong(c)).collect();
            let Some(&(_, first)) = wrong.first() else { continue };
            let edits = wrong
                .iter()
                .map(|&(at, c)| {
                    let start = token.span.start as usize + at;
                    Edit { span: Span::from_range(start..start + c.len_utf8()), text: right.to_owned() }
                })
                .collect();
            let mended: String =
                text.chars().map(|c| if is_wrong(c) { right.to_owned() } else { c.to_string() }).collect();
            let title = format!("write “{mended}”");
            let diagnostic = context
                .diagnostic(token.span, format!("{} is written for an apostrophe", name(first)))
                .with_fix(Fix { title, edits, applicability: Applicability::Safe });
            context.report(diagnostic);
        }
    }
}

fn is_wrong(c: char) -> bool {
    matches!(c, '`' | '´' | '′')
}

fn name(mark: char) -> &'static str {
    match mark {
        '`' => "a backtick",
        '´' => "an acute accent",
        _ => "a prime",
    }
}

/// The apostrophe that the document uses most, straight where it uses none.
fn preferred(context: &Context<'_>) -> &'static str {
    let document = context.document;
    let with = |mark: char| {
        let tokens = document.tokens().iter();
        tokens.filter(|token| token.has(TokenFlags::APOSTROPHE) && document.text_of(**token).contains(mark)).count()
    };
    if with('’') > with('\'') { "’" } else { "'" }
}

#[cfg(test)]
mod tests {
    use super::WrongApostrophe;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn wrong_marks_become_apostrophes() {
        fixes(
            &WrongApostrophe,
            &[
                ("The country`s minister", "The country's minister"),
                ("the US`s call and China`s answer", "the US's call and China's answer"),
                ("It´s the country´s day", "It's the country's day"),
                ("I don’t know the country`s name", "I don’t know the country’s name"),
            ],
        );
    }

    #[test]
    fn code_and_feet_are_left_alone() {
        passes(&WrongApostrophe, &["Call `main` and `test` here.", "He is 6′ 2″ tall.", "It's the country’s day."]);
    }
}
