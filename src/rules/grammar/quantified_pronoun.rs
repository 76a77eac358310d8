//! `quantified-pronoun`: a quantity before “everyone” and its like.

use std::sync::LazyLock;

use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::Token;
use crate::rules::forms::Wanted;
use crate::rules::grammar::phrases::{is_joined, is_plain};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A quantity before “everyone”, “someone” or “anybody”, which already say how many.
    ///
    /// “open to more everyone” is what is left when “more people” was changed and the writer forgot half of it.
    /// Only after a preposition can it be told from “the more everyone knows”.
    ///
    /// ```bad
    /// They opened the garden to more everyone.
    /// ```
    ///
    /// ```good
    /// They opened the garden to everyone. The more everyone knows, the better.
    /// ```
    QuantifiedPronoun = "quantified-pronoun", Grammar, Document, Error, true, Always
}

const PRONOUNS: &[&str] = &["anybody", "anyone", "everybody", "everyone", "nobody", "somebody", "someone"];
static WANTED: LazyLock<Wanted<()>> = LazyLock::new(|| Wanted::new(PRONOUNS.iter().map(|word| (word, ()))));
const QUANTITIES: &[&str] = &["both", "each", "every", "few", "fewer", "less", "many", "more", "several"];
const PREPOSITIONS: &[&str] = &["about", "among", "by", "for", "from", "of", "on", "to", "with"];

impl Rule for QuantifiedPronoun {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, forms) = (context.document, context.forms());
        let tokens = document.tokens();
        let pronouns = forms.find(&WANTED);
        for index in pronouns.flat_map(|(form, ())| forms.places(form)).map(|&at| at as usize) {
            let Some(&[preposition, quantity, pronoun]) =
                index.checked_sub(2).and_then(|from| tokens.get(from..=index))
            else {
                continue;
            };
            let is = |token: Token, list: &[&str]| is_plain(token) && list.contains(&document.text_of(token));
            if !is(pronoun, PRONOUNS) || !is_joined(pronoun) {
                continue;
            }
            if !is(quantity, QUANTITIES) || !is_joined(quantity) || !is(preposition, PREPOSITIONS) {
                continue;
            }
            let span = quantity.span.to(pronoun.span);
            let (word, whole) = (document.text_of(quantity), document.slice(span));
            let edit = Edit { span: Span::new(quantity.span.start, pronoun.span.start), text: String::new() };
            let fix =
                Fix { title: format!("delete “{word}”"), edits: vec![edit], applicability: Applicability::Unsafe };
            let diagnostic =
                context.diagnostic(span, format!("“{whole}”: the pronoun already says how many")).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::QuantifiedPronoun;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_quantity_is_deleted() {
        fixes(&QuantifiedPronoun, &[("open to more everyone and", "open to everyone and")]);
    }

    #[test]
    fn other_quantities_are_left_alone() {
        passes(
            &QuantifiedPronoun,
            &[
                "The more everyone knows the better.",
                "It was known to most everyone, to pretty much everyone, and to more people.",
                "to more. Everyone came",
            ],
        );
    }
}
