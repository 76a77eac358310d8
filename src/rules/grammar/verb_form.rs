//! `verb-form`: a form of a verb that cannot stand with the words before it.

use std::sync::LazyLock;

use super::lists::VERB_FORMS;
use super::patterns::{self, Patterns};
use crate::document::TokenFlags;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A form of a word that cannot stand with those before it: “they was”, “the results was”, “he has went”, “for thirty year”.
    ///
    /// Such forms are left when a subject was changed and its verb forgotten, or half of a tense, or the number before a noun. The
    /// list is `dictionaries/rules/verb-forms.txt`; it knows only frequent verbs and nouns. A subject counts at the start of its
    /// sentence and behind a conjunction, since elsewhere it may end a clause of its own (whoever hired you was late).
    ///
    /// ```bad
    /// They was late, and they could has filled the hall.
    /// ```
    ///
    /// ```good
    /// They were late, and could have filled the hall. He asked that she have a seat.
    /// ```
    ///
    /// It keeps silent in quotations, where people speak as they do.
    VerbForm = "verb-form", Grammar, Document, Warning, true, Always
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(LIST, &VERB_FORMS));

/// The patterns, one a line.
pub(super) const LIST: &str = include_str!("../../../dictionaries/rules/verb-forms.txt");

impl Rule for VerbForm {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        for wrong in PATTERNS.find(context) {
            let Some(&token) = context.document.tokens().get(wrong.index) else { continue };
            if token.has(TokenFlags::QUOTED) {
                continue;
            }
            patterns::report(context, &wrong, |word, right| format!("“{word}” cannot stand here; “{right}” can"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::VerbForm;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_form_is_put_right() {
        fixes(
            &VerbForm,
            &[
                ("They was late, and we was not.", "They were late, and we were not."),
                ("It could has filled the hall.", "It could have filled the hall."),
                ("She has went home. They should have took it.", "She has gone home. They should have taken it."),
                (
                    "It stood for thirty year. Five year later it fell.",
                    "It stood for thirty years. Five years later it fell.",
                ),
                ("He have a boat. It are here.", "He has a boat. It is here."),
                (
                    "The town has became rich, and the house had never fell.",
                    "The town has become rich, and the house had never fallen.",
                ),
                ("She wanted to went, and used to was there.", "She wanted to go, and used to be there."),
                ("There is two ways. The children was late.", "There are two ways. The children were late."),
                ("Four woman of the town, and two country.", "Four women of the town, and two countries."),
                (
                    "The results was late. One of the players were ill. Everyone were here. The police has left.",
                    "The results were late. One of the players was ill. Everyone was here. The police have left.",
                ),
                (
                    "He go home, and nobody know it. The teacher send it.",
                    "He goes home, and nobody know it. The teacher sends it.",
                ),
                (
                    "The bridge was build in May. It had been stole, and they were use to it.",
                    "The bridge was built in May. It had been stolen, and they were used to it.",
                ),
                (
                    "He did not wanted it. She can sings. They were asked to went. Did he came?",
                    "He did not want it. She can sing. They were asked to go. Did he come?",
                ),
                (
                    "He waited for five minute. It was one of the reason.",
                    "He waited for five minutes. It was one of the reasons.",
                ),
                (
                    "The race drew runners from 130 country, and many problem. A women was hurt. These kind of things.",
                    "The race drew runners from 130 countries, and many problems. A woman was hurt. These kinds of things.",
                ),
                (
                    "The dog's were late. Two day's hotel bills. Some of the dog's were out, in two weeks time.",
                    "The dogs were late. Two days' hotel bills. Some of the dogs were out, in two weeks' time.",
                ),
                (
                    "She took a days rest, after three weeks notice, on the worlds largest bed.",
                    "She took a day's rest, after three weeks' notice, on the world's largest bed.",
                ),
            ],
        );
    }

    #[test]
    fn what_may_be_right_is_left_alone() {
        passes(
            &VerbForm,
            &[
                "He asked that she have a seat. What he could was little. All they had went to the bank.",
                "“We was robbed”, she said. Did he have a boat? Were he here, and be it so.",
                "In just 1 year. For 1 year. A thirty year loan, a ten day trip, in day two later. Millions came.",
                "Whoever hired you was late. Those who try it don't like it. Everyone who could has left, and nothing he did had an effect.",
                "Those who didn't found themselves at sea. She was broke by the end. In May had come rain; in IT don't wait. Singular they was new.",
                "The money I have went there. Both he and they are here, and neither of them was.",
                "All that he had came to nothing. There is two years between them, and there is five pounds of it.",
                "All he did was send it. What she does is build. It was one of the family. The team are here. The news is good.",
                "The family were late, and one in three have it. She put it down, and he read it. The duo have left.",
                "In the 19th century, in the 1960 convention, over 7 for school children. Category three storm. About 23,000 die.",
                "May he rest. He insisted that she go. The people he trusted did. The will comes into force, and so can sings of hope.",
                "A two woman team, a ten member board, and phase two patient files. He wanted to have gone.",
            ],
        );
    }
}
