//! `noun-for-verb`: a noun written as one word where its verb of two belongs.

use std::sync::LazyLock;

use crate::diagnostic::{Applicability, Fix};
use crate::document::{Token, TokenFlags};
use crate::rules::forms::Wanted;
use crate::rules::grammar::phrases::{is_joined, is_plain};
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A noun written as one word where its verb of two belongs.
    ///
    /// A login is what one uses to log in; a setup is made when things are set up. The verb is two words, and only the
    /// noun is one. It is found after “can”, “must” and the like, and after “to” where a verb must follow.
    ///
    /// ```bad
    /// You have to login before you can pay.
    /// ```
    ///
    /// ```good
    /// You need a login to log in to the site. He went to checkout three.
    /// ```
    ///
    /// It keeps silent where “to” may be a preposition: return to login, thanks to backup power.
    NounForVerb = "noun-for-verb", Grammar, Document, Error, true, Always
}

/// The list: a noun and its verb, in alphabetical order.
const LIST: &str = include_str!("../../../dictionaries/rules/phrasal-nouns.txt");

static VERBS: LazyLock<Wanted<&'static str>> = LazyLock::new(|| {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    Wanted::new(lines.filter_map(|line| line.split_once(" = ")))
});

/// Words after which only a verb can follow.
const MODALS: &[&str] = &[
    "can",
    "can't",
    "cannot",
    "could",
    "couldn't",
    "must",
    "shall",
    "should",
    "shouldn't",
    "will",
    "won't",
    "would",
    "wouldn't",
    "didn't",
    "don't",
    "doesn't",
    "please",
    "let's",
];

/// Words after which “to” begins an infinitive.
const BEFORE_TO: &[&str] = &[
    "able",
    "allowed",
    "asked",
    "attempt",
    "attempted",
    "attempts",
    "began",
    "decide",
    "decided",
    "fail",
    "failed",
    "fails",
    "forced",
    "forget",
    "forgot",
    "going",
    "had",
    "has",
    "have",
    "having",
    "hope",
    "hopes",
    "how",
    "invited",
    "like",
    "likes",
    "managed",
    "need",
    "needed",
    "needs",
    "order",
    "plan",
    "planned",
    "planning",
    "plans",
    "prefer",
    "refused",
    "refuses",
    "required",
    "tried",
    "tries",
    "try",
    "trying",
    "unable",
    "want",
    "wanted",
    "wants",
    "way",
    "when",
    "where",
    "wish",
    "you",
    "them",
    "us",
    "users",
    "people",
];

impl Rule for NounForVerb {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, forms) = (context.document, context.forms());
        let verbs = forms.find(&VERBS);
        for (index, verb) in
            verbs.flat_map(|(form, verb)| forms.places(form).iter().map(move |&at| (at as usize, verb)))
        {
            let Some(&token) = document.tokens().get(index) else { continue };
            let word = document.text_of(token);
            let small = !token.has(TokenFlags::CAPITALISED);
            if !small || !is_plain(token) || !is_joined(token) || !wants_verb(context, index) {
                continue;
            }
            let fix = Fix::replace(token.span, verb, Applicability::Safe);
            let message = format!("“{word}” is a noun; the verb is “{verb}”");
            let diagnostic = context.diagnostic(token.span, message).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// Whether what stands before the token asks for a verb.
fn wants_verb(context: &Context<'_>, index: usize) -> bool {
    let document = context.document;
    let word = |back: usize| -> Option<(Token, &str)> {
        let token = *document.tokens().get(index.checked_sub(back)?)?;
        is_plain(token).then(|| (token, document.text_of(token)))
    };
    let Some((_, before)) = word(1) else { return false };
    // “you can backup files”, but “the can setup”.
    let modal = MODALS.contains(&before);
    let determined = word(2).is_some_and(|(_, text)| {
        ["a", "the", "this", "that", "his", "her"].iter().any(|word| text.eq_ignore_ascii_case(word))
    });
    if modal {
        return !determined;
    }
    let infinitive = word(2).is_some_and(|(_, text)| BEFORE_TO.contains(&text));
    before == "to" && infinitive && word(1).is_some_and(|(token, _)| is_joined(token)) && !names_a_thing(context, index)
}

/// Whether a noun follows that the word may belong to: “how to login screens compare”.
fn names_a_thing(context: &Context<'_>, index: usize) -> bool {
    let document = context.document;
    let Some(&next) = document.tokens().get(index + 1) else { return false };
    let plural = || document.text_of(next).ends_with('s') && next.span.len() > 4;
    next.is_word() && is_joined(next) && plural()
}

#[cfg(test)]
mod tests {
    use super::{LIST, NounForVerb};
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_verb_is_two_words() {
        fixes(
            &NounForVerb,
            &[
                ("You have to login before you can pay.", "You have to log in before you can pay."),
                ("Users can signup here and should backup all.", "Users can sign up here and should back up all."),
                ("They tried to takeover the firm.", "They tried to take over the firm."),
            ],
        );
    }

    #[test]
    fn nouns_are_left_alone() {
        passes(
            &NounForVerb,
            &[
                "The login did not work. It led to shutdown, then to a takeover.",
                "Return to login. Thanks to backup power they went to checkout.",
                "He had to log in and set up the setup. A can setup.",
            ],
        );
    }

    #[test]
    fn the_list_is_in_order() {
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted_by(|left, right| left < right));
        for line in lines {
            let (noun, verb) = line.split_once(" = ").expect("a noun and its verb");
            assert_eq!(noun, verb.replace(' ', ""), "{line}");
        }
    }
}
