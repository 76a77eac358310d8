//! `doubled-conjunction`: two conjunctions where one belongs.

use std::sync::LazyLock;

use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::{Token, TokenFlags};
use crate::rules::forms::Wanted;
use crate::rules::grammar::phrases::{is_joined, is_number_word, is_plain};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// Two conjunctions where one belongs.
    ///
    /// They come from a sentence that was rewritten halfway: “and as well as”, “and but”. The fix deletes
    /// the one that says less.
    ///
    /// ```bad
    /// Bakers in Lisbon and as well as in Porto opened late.
    /// ```
    ///
    /// ```good
    /// Bakers in Lisbon and in Porto opened late, and as well as baking they sang.
    /// ```
    ///
    /// It keeps silent where a comma stands between the two, or before “and as well as”, which then opens a new thought.
    DoubledConjunction = "doubled-conjunction", Grammar, Document, Error, true, Always
}

/// The words of the two conjunctions, which of them is the rarest, and which conjunction is deleted.
const DOUBLED: &[(&[&str], usize, Deleted)] = &[
    (&["and", "as", "well", "as"], 2, Deleted::First),
    (&["and", "but"], 1, Deleted::First),
    (&["but", "and"], 0, Deleted::Last),
    (&["because", "since"], 1, Deleted::Last),
];

static RAREST: LazyLock<Wanted<()>> =
    LazyLock::new(|| Wanted::new(DOUBLED.iter().map(|&(words, rarest, _)| (words[rarest], ()))));

/// Which words the fix deletes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deleted {
    First,
    Last,
}

impl Rule for DoubledConjunction {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, forms) = (context.document, context.forms());
        let tokens = document.tokens();
        for index in forms.find(&RAREST).flat_map(|(form, ())| forms.places(form)).map(|&at| at as usize) {
            for &(words, rarest, deleted) in DOUBLED {
                let Some(first) = index.checked_sub(rarest) else { continue };
                let Some(written) = tokens.get(first..first + words.len()) else { continue };
                let is_written = |(&token, word): (&Token, &&str)| {
                    is_plain(token) && is_joined(token) && document.text_of(token) == *word
                };
                let stands =
                    is_written((&written[rarest], &words[rarest])) && written.iter().zip(words).all(is_written);
                if stands && !is_fine(context, first, words.len() - 1, words[0]) {
                    report(context, written[0], &written[1..], deleted);
                }
            }
        }
    }
}

/// Whether what stands around the two makes good English of them.
fn is_fine(context: &Context<'_>, index: usize, length: usize, first: &str) -> bool {
    let document = context.document;
    let at = |index: usize| document.tokens().get(index).copied();
    let Some(before) = index.checked_sub(1).and_then(at) else { return true };
    // “He sings, and as well as singing he dances”: a new clause, told by the comma or the verbal noun.
    let Some(after) = at(index + 1 + length) else { return true };
    let verbal = after.is_word() && document.text_of(after).ends_with("ing");
    !before.is_word()
        || !after.is_word()
        || !is_joined(after)
        || (first == "and" && verbal)
        || (rest_is_but_for(context, index + 1))
        || before.has(TokenFlags::ALL_CAPS) && after.has(TokenFlags::ALL_CAPS)
}

/// “and but for him”, “and but little known”: “but” is no conjunction there.
fn rest_is_but_for(context: &Context<'_>, index: usize) -> bool {
    const ONLY: &[&str] = &[
        "a",
        "few",
        "for",
        "half",
        "little",
        "once",
        "one",
        "partially",
        "partly",
        "recently",
        "seldom",
        "slightly",
        "the",
    ];
    let document = context.document;
    let word = |at: usize| document.tokens().get(at).map_or("", |&token| document.text_of(token));
    let next = word(index + 1);
    word(index) == "but" && (ONLY.contains(&next) || is_number_word(next))
}

fn report(context: &mut Context<'_>, first: Token, rest: &[Token], deleted: Deleted) {
    let (Some(second), Some(last)) = (rest.first(), rest.last()) else { return };
    let span = first.span.to(last.span);
    let gap = match deleted {
        Deleted::First => Span::new(first.span.start, second.span.start),
        Deleted::Last => Span::new(first.span.end, last.span.end),
    };
    let edit = Edit { span: gap, text: String::new() };
    let word = context.document.slice(gap).trim();
    let fix = Fix { title: format!("delete “{word}”"), edits: vec![edit], applicability: Applicability::Unsafe };
    let message = format!("“{}”: two conjunctions where one belongs", context.document.slice(span));
    let diagnostic = context.diagnostic(span, message).with_fix(fix);
    context.report(diagnostic);
}

#[cfg(test)]
mod tests {
    use super::DoubledConjunction;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn one_of_the_two_is_deleted() {
        fixes(
            &DoubledConjunction,
            &[
                ("Choirs in Lisbon and as well as dancers met.", "Choirs in Lisbon as well as dancers met."),
                ("They tried and but failed.", "They tried but failed."),
                ("They tried but and failed.", "They tried but failed."),
            ],
        );
    }

    #[test]
    fn good_conjunctions_are_left_alone() {
        passes(
            &DoubledConjunction,
            &[
                "He sings, and as well as opera he likes jazz.",
                "He sings and as well as singing dances.",
                "In Lisbon and, as well as there, in Porto.",
                "And but for him it would be so. The land was wild and but partially known, and but fourteen came.",
                "They tried, but and this is new failed; nothing and but for him everything.",
            ],
        );
    }
}
