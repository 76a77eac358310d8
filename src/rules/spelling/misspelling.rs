//! `misspelling`: a word that is none.

mod derivation;
mod evidence;
mod foreign;
mod introduced;
mod proper_nouns;
mod surroundings;
mod suspect;

use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use crate::document::FormId;
use crate::lexicon::{EntryFlags, Suggestion};
use crate::rules::{Context, Meta, Rule, declare_rule};
use suspect::Suspect;

declare_rule! {
    /// A word that is in no dictionary, or a rare one where a common one was meant.
    ///
    /// Each word is looked up in the dictionary of the language, then among the words of the project. For one that
    /// is unknown the likeliest corrections are shown, ranked by how such slips happen, by how frequent the words
    /// are, and by the words beside it.
    ///
    /// ```bad
    /// This marked the first visit of a foregin delegation.
    /// ```
    ///
    /// ```good
    /// This marked the first visit of a foreign delegation.
    /// ```
    ///
    /// An unknown word with a capital is taken for a name, unless it is plainly a slip of a common word
    /// (Departmment). An unknown word that the article uses three times, and its correction never, is taken for a term;
    /// so is one that is near no word that could have been meant. Words made of known words (cybersecurity, chainlike,
    /// rainforest), words of set phrases (de facto) and of other languages are no errors. A word that the article introduces
    /// (known as the wai; taonga (treasures); seated (seiza)) is a slip only where that is nearly certain, and one whose
    /// language it names (Pāli kamma; in French, as altruisme) is none. Addresses, file names, acronyms, words in capitals and small
    /// letters together (iPhone), words of other scripts and words before `[sic]` are left alone.
    ///
    /// A fix is safe where the correction is right 99 times in 100; the others are shown, the best first. Words that
    /// are right after all belong into the project's word list: `copydesk dictionary add WORD`.
    Misspelling = "misspelling", Spelling, Corpus, Error, true, Sometimes
}

/// How many corrections are shown.
const SHOWN: usize = 4;

/// A correction less probable than this is not worth reading, unless there is no better one.
const IMPROBABLE: f32 = 0.01;

/// A correction from this probability on is right 99 times in 100 and is applied by `--fix`.
const SAFE: f32 = 0.99;

/// A first correction from this probability on is better than those after it, so that it may be asked for.
const CLEAR: f32 = 0.5;

impl Rule for Misspelling {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, words, forms) = (context.document, context.words, context.forms());
        // Nearly every word of an article is known: this is all that is done for it, however often it stands there.
        let suspicious = document.forms().iter().zip(0..).filter(|(form, number)| {
            let first = || document.tokens().get(form.first as usize);
            suspect::is_suspicious(words.entry(FormId(*number))) && first().is_some_and(|token| token.is_word())
        });
        let mut places: Vec<u32> = Vec::new();
        for (_, number) in suspicious {
            places.extend(forms.places(FormId(number)));
        }
        places.sort_unstable();
        for index in places.into_iter().map(|place| place as usize) {
            let token = document.tokens()[index];
            if !suspect::may_be_wrong(token, words.of(token)) {
                continue;
            }
            for suspect in suspect::suspects(context, index) {
                if let Some(suggestions) = evidence::judge(context, &suspect) {
                    let diagnostic = diagnose(context, &suspect, &suggestions);
                    context.report(diagnostic);
                }
            }
        }
    }
}

fn diagnose(context: &Context<'_>, suspect: &Suspect<'_>, suggestions: &[Suggestion]) -> Diagnostic {
    let word = &suspect.word;
    let message = if suspect.is_known() {
        format!("“{word}” is a rare word; was another one meant?")
    } else if suspect.entry.is(EntryFlags::OTHER_DIALECT) {
        format!("“{word}” is not spelt so in this kind of English")
    } else if suggestions.first().is_some_and(|best| best.text.to_lowercase() == word.to_lowercase()) {
        format!("“{word}” is not written with these capitals")
    } else {
        format!("“{word}” is not in the dictionary")
    };
    let mut diagnostic = context.diagnostic(suspect.span, message);
    if suspect.is_known() {
        // A word that is right somewhere is a matter for a person to decide.
        diagnostic.severity = diagnostic.severity.min(Severity::Warning);
    }
    let best = suggestions.first().map_or(0.0, |best| best.probability);
    let shown = suggestions.iter().take(SHOWN).take_while(|suggestion| suggestion.probability >= IMPROBABLE.min(best));
    for (rank, suggestion) in shown.enumerate() {
        let applicability = if rank > 0 || best < CLEAR || !is_right(context, &suggestion.text) {
            Applicability::DisplayOnly
        } else if best >= SAFE && suspect.is_settled_by(context, &suggestion.text) {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        diagnostic = diagnostic.with_fix(Fix::replace(suspect.span, suggestion.text.clone(), applicability));
    }
    if suggestions.is_empty() {
        diagnostic =
            diagnostic.with_help("no correction is likely; if the word is right, add it to the project's words");
    }
    diagnostic
}

/// Whether no correction would be corrected in turn: possessives of verbs are proposed, though they are hardly ever right.
fn is_right(context: &Context<'_>, correction: &str) -> bool {
    let known = |word: &str| word.is_empty() || context.lexicon.check(word).accepted();
    known(correction) || correction.split([' ', '-']).all(known)
}

#[cfg(test)]
mod tests {
    use super::Misspelling;
    use crate::rules::tester::{check, fixes, passes};

    #[test]
    fn misspellings_are_corrected() {
        fixes(
            &Misspelling,
            &[
                ("the first visit of a foregin delegation", "the first visit of a foreign delegation"),
                ("It occured on a red carpret.", "It occurred on a red carpet."),
                ("However, it sould be noted.", "However, it should be noted."),
                ("the well-knwon writer", "the well-known writer"),
                ("the goverment's plan", "the government's plan"),
                ("the goverment‘s plan", "the government's plan"),
                ("[a] foregin delegation", "[a] foreign delegation"),
            ],
        );
    }

    #[test]
    fn slips_of_common_words_are_found_under_a_capital() {
        fixes(
            &Misspelling,
            &[
                ("the US Defence Departmment said", "the US Defence Department said"),
                ("the UN Security Counil met", "the UN Security Council met"),
                ("Nonethless, they came.", "Nonetheless, they came."),
            ],
        );
    }

    #[test]
    fn names_and_words_that_are_right_are_left_alone() {
        passes(
            &Misspelling,
            &[
                "Li Hongzhong and Kang Sun Nam saw the Hwasong-17 in Pyongyang with Sergei Shoigu.",
                "The organisation, or organization, of the neighbour's colour.",
                "The iPhone of TheSocialTalks is at example.com/knwon in report.pdf, @knwon and #knwon.",
                "a foregin [sic] delegation and `foregin` code",
                "Côte d'Ivoire's Alassane Ouattara, and the MPs of ITV's board",
                "the 27th of the 1990s, 5km away, in COVID-19 times",
                "The parser's output, the iterator’s end and the clade's status.",
                "That f***ing c***nt, c**ksucker; it was (r)ather late. It costs 1.85 bln euros.",
                "Files end in \".rar\", .zip or .rar in all.",
                "The armyworm (Spodoptera exempta) feeds on grass, and Scabiosa columbaria grows there.",
                "“[u]ndoubtedly real difficulties” for a country th[at] rich, where he spread[ing] it [w]rote",
                "the anarcho-capitalists of the town, and a system of “laissez-faire”",
                "They were underdiagnosed for years in an overconnected town.",
                "the gas's flow, the bus's end, the channel Marbles's, the Théâtre National and the Módulo of the city",
                "the remilitarization of the north, and a sunshield for audiobooks",
                "an anti-government rally, the post-war years, pre-empted co-operation, and cybersecurity",
            ],
        );
    }

    #[test]
    fn a_rare_word_is_no_slip_of_another_rare_one() {
        passes(&Misspelling, &["They spoke of colorcasting.", "They spoke of colourcasting."]);
        fixes(&Misspelling, &[("They spoke of colorcating.", "They spoke of colorcasting.")]);
    }

    #[test]
    fn a_term_that_is_used_again_and_again_is_learnt() {
        let text = "The snorbling of snorbling is called snorbling.";
        assert!(check(&Misspelling, text).is_empty());
        assert_eq!(check(&Misspelling, "The goverment of the goverment is a goverment, not a government.").len(), 3);
    }
}
