//! `wrong-phrase`: a set phrase with a wrong word in it.

use std::sync::LazyLock;

use super::lists;
use super::phrases::{Phrases, is_joined, is_plain};
use crate::diagnostic::{Applicability, Fix};
use crate::rules::forms::with_capitals_of;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A set phrase with a wrong word in it.
    ///
    /// Phrases that are known by ear are written with words that sound alike: “would of”, “for all intensive purposes”.
    /// The list is `dictionaries/rules/wrong-phrases.txt`; it has only what is wrong wherever it stands.
    ///
    /// ```bad
    /// For all intensive purposes, the talks would of ended.
    /// ```
    ///
    /// ```good
    /// For all intents and purposes, the talks would of course have ended.
    /// ```
    ///
    /// It keeps silent where `[sic]` follows, and where the next word makes another phrase of it (“its not inconsiderable
    /// virtues”).
    WrongPhrase = "wrong-phrase", Grammar, Document, Error, true, Always
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(LIST, &lists::PHRASES));

const LIST: &str = include_str!("../../../dictionaries/rules/wrong-phrases.txt");

/// After “would of” these words make another phrase of it: “would of course be”, “would of itself suffice”, “what he could of it”.
const AFTER_OF: &[&str] = &[
    "a",
    "all",
    "course",
    "her",
    "herself",
    "himself",
    "his",
    "it",
    "its",
    "itself",
    "my",
    "myself",
    "necessity",
    "needs",
    "our",
    "ourselves",
    "that",
    "the",
    "their",
    "them",
    "themselves",
    "this",
    "what",
    "your",
    "yourself",
];

/// Words of time, before which “passed” stands for “past”.
const TIMES: &[&str] = &[
    "century", "couple", "day", "days", "decade", "decades", "few", "five", "four", "month", "months", "several",
    "six", "ten", "three", "two", "week", "weeks", "year", "years",
];

/// Whether the phrase is right after all, because its last word goes with the word `after` it: its not inconsiderable
/// virtues, in the passed object.
fn belongs(phrase: &str, after: &str) -> bool {
    let denied =
        ["dis", "il", "im", "in", "ir", "un"].iter().any(|prefix| after.starts_with(prefix) && after.len() > 5);
    match phrase {
        "its not" | "your not" => denied || matches!(after, "so" | "too" | "very"),
        "one in the same" => after != "thing",
        "in the passed" | "over the passed" => !TIMES.contains(&after),
        _ => false,
    }
}

impl Rule for WrongPhrase {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let mut until = 0;
        for (first, phrase) in PHRASES.find(context) {
            let length = phrase.words.split(' ').count();
            let tokens = document.tokens();
            let (Some(&start), Some(&end)) = (tokens.get(first), tokens.get(first + length - 1)) else { continue };
            let after = tokens.get(first + length).map_or("", |&token| document.text_of(token));
            let next = tokens.get(first + length).copied().filter(|&token| is_plain(token) && is_joined(token));
            if next.is_some() && belongs(phrase.words, after) {
                continue;
            }
            if first < until || (phrase.right.ends_with(" have") && (after.len() < 2 || AFTER_OF.contains(&after))) {
                continue;
            }
            until = first + length;
            let span = start.span.to(end.span);
            let right = with_capitals_of(document.text_of(start).get(..1).unwrap_or_default(), phrase.right);
            let diagnostic = context
                .diagnostic(span, format!("“{}” is not the phrase; “{}” is", document.slice(span), phrase.right))
                .with_fix(Fix::replace(span, right, Applicability::Safe));
            context.report(diagnostic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LIST, PHRASES, WrongPhrase};
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn phrases_are_put_right() {
        fixes(
            &WrongPhrase,
            &[
                ("They would of left.", "They would have left."),
                ("For all intensive purposes it is so.", "For all intents and purposes it is so."),
                ("One in the same thing.", "One and the same thing."),
                ("He made due with it.", "He made do with it."),
                (
                    "They are in dire straights, the heir to the thrown too.",
                    "They are in dire straits, the heir to the throne too.",
                ),
                (
                    "Its not true. It rained over the passed few years.",
                    "It's not true. It rained over the past few years.",
                ),
            ],
        );
    }

    #[test]
    fn other_phrases_are_left_alone() {
        passes(
            &WrongPhrase,
            &[
                "He had passed his prime. The first half passed. They get it on queue length. The following suite played.",
                "They would of course have left. It would of its own accord, and must of needs; it should of itself teach us.",
                "He took what he could of it, and all he could of.",
                "intensive purposes",
                "They take one in the same way as before.",
                "He praised its not inconsiderable virtues, and your not unfriendly letter. The value in the passed object.",
                "It depends on whether conditions improve. Farmers there own land, and want in tact. A right of passage.",
                "They would of [sic] left.",
            ],
        );
    }

    #[test]
    fn the_list_is_in_order() {
        let all = PHRASES.all();
        let listed = LIST.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(" = ").next());
        let words: Vec<&str> = all.iter().map(|phrase| phrase.words).collect();
        assert!(words.is_sorted_by(|left, right| left < right), "no phrase twice");
        assert!(listed.eq(words.iter().copied().map(Some)), "every line is read, and the lines are sorted");
        assert!(all.iter().all(|phrase| phrase.words.contains(' ') && phrase.words != phrase.right));
        // A fix must not bring the fault back.
        assert!(words.iter().all(|wrong| all.iter().all(|phrase| phrase.right != *wrong)));
    }
}
