//! `name-variant`: one name spelt in two ways.

mod decision;
mod mention;

use std::sync::Arc;

use crate::corpus::CorpusName;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Note, Place};
use crate::document::TokenFlags;
use crate::rules::wording::{listed, times};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;
use decision::Variant;

declare_rule! {
    /// One name spelt in two ways, in the article or across the articles of a run.
    ///
    /// The rarer spelling is reported where the evidence says that both are one person or place: the two are a slip
    /// or a custom of transliteration apart (Nazarbaev, Nazarbayev), and they keep the same company (the same given
    /// name or surname), or one article has both and no list of names has the rarer one. Two articles speak of two
    /// people: where only another article has the other spelling, and they share no company, long names are reported
    /// that have nothing beside them. The message gives the counts, the note points at the other spelling, in the
    /// other file where it is there.
    ///
    /// ```bad
    /// Sergei Veligu came by train. Sergei Veligiu left by air.
    /// ```
    ///
    /// ```good
    /// Sergei Veligu came by train. Sergei Veligu left by air.
    /// ```
    ///
    /// A surname that an article uses only by itself is held against the full names before it: where “Ford Kieran” is
    /// later called “Kiernan”, one of the two is wrong. In a compound of two places both are nouns or both adjectives:
    /// “Russian-Ukraine” is reported beside “Russia-Ukraine”.
    ///
    /// An even split of spellings that differ by customs of transliteration only (Zelenskiy, Zelensky, Zelenskyy once
    /// each) takes no side and shows them all. A name that has lost the space before a small word (Khalifaof) is
    /// found where the articles have the name by itself.
    ///
    /// It keeps silent for inflections (Iran, Iranian; Putin, Putina), for accents that a name has once and then no
    /// more (Zaha Hadid, Arabic Zahā Ḥadīd), for two known names of different people or
    /// places (Iran, Iraq), for surnames that stand with different given names or initials, and for spellings that
    /// an article speaks of (founded as “Micro-soft”).
    NameVariant = "name-variant", Names, Corpus, Warning, true, Always
}

impl Rule for NameVariant {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        // By spelling.
        let mut judged: Vec<bool> = Vec::new();
        for name in context.names {
            let spelling = name.spelling as usize;
            judged.resize(judged.len().max(spelling + 1), false);
            if judged[spelling] || document.tokens()[name.token as usize].has(TokenFlags::SIC) {
                continue;
            }
            judged[spelling] = true;
            let form = document.slice(name.span);
            if let Some((name, word)) = decision::run_together(context, form) {
                for span in context.names_spelt(form).map(|name| name.span) {
                    let fix = Fix::replace(span, format!("{name} {word}"), Applicability::Unsafe);
                    let message = format!("“{form}” is “{name}” and “{word}” without a space");
                    let diagnostic = context.diagnostic(span, message).with_fix(fix);
                    context.report(diagnostic);
                }
                continue;
            }
            let Some((own, variant)) = decision::strongest_variant(context, form) else { continue };
            let places = context.names_spelt(form).filter(|place| variant.is_meant_at(context, place));
            for span in places.map(|place| place.span).collect::<Vec<_>>() {
                let diagnostic = diagnose(context, span, own, &variant);
                context.report(diagnostic);
            }
        }
    }
}

fn diagnose(context: &Context<'_>, place: Span, own: &CorpusName, variant: &Variant<'_>) -> Diagnostic {
    let form = context.document.slice(place);
    let message = if variant.clear {
        format!("“{form}” is spelt “{}” elsewhere", variant.form)
    } else {
        let all: Vec<String> =
            std::iter::once(form).chain([variant.form]).chain(variant.others.iter().copied()).map(quoted).collect();
        format!("{} may be one name", listed(&all))
    };
    let applicability = if variant.clear { Applicability::Unsafe } else { Applicability::DisplayOnly };
    let evidence = format!("spelt {} {}, {form} {}", variant.form, tally(variant.name), tally(own));
    let others = variant.others.iter().map(|other| Fix::replace(place, *other, Applicability::DisplayOnly));
    let diagnostic = context.diagnostic(place, message).with_fix(Fix::replace(place, variant.form, applicability));
    let diagnostic = others.fold(diagnostic, Diagnostic::with_fix);
    diagnostic.with_note(evidence).with_prepared_note(nearest_place(context, variant))
}

fn quoted(name: &str) -> String {
    format!("“{name}”")
}

/// Where the other spelling stands: in this document if it is there, else where the corpus has it first.
fn nearest_place(context: &Context<'_>, variant: &Variant<'_>) -> Note {
    let here = context.names_spelt(variant.form).map(|name| name.span).next();
    let (path, span): (Option<Arc<str>>, Span) =
        here.map_or_else(|| (Some(Arc::clone(&variant.name.first.0)), variant.name.first.1), |span| (None, span));
    Note { message: format!("spelt “{}” here", variant.form), place: Some(Place { path, span }) }
}

/// "4 times in 2 articles".
fn tally(name: &CorpusName) -> String {
    let times = times(name.count as usize);
    if name.documents > 1 { format!("{times} in {} articles", name.documents) } else { times }
}

#[cfg(test)]
mod tests {
    use super::NameVariant;
    use crate::diagnostic::Applicability;
    use crate::rules::tester::{check_beside, fixes, passes};

    #[test]
    fn a_slip_is_corrected_to_the_usual_form() {
        fixes(
            &NameVariant,
            &[
                (
                    "Sergei Veligu came. Sergei Veligiu left, and Sergei Veligu said so.",
                    "Sergei Veligu came. Sergei Veligu left, and Sergei Veligu said so.",
                ),
                (
                    "We met Nursultan Nazarbayev and Nursultan Nazarbayev's aide; Nursultan Nazarbaev left.",
                    "We met Nursultan Nazarbayev and Nursultan Nazarbayev's aide; Nursultan Nazarbayev left.",
                ),
            ],
        );
    }

    #[test]
    fn a_bare_surname_joins_the_full_name_before_it() {
        fixes(
            &NameVariant,
            &[
                (
                    "The actor Ford Kieran is set to move. It appears Kiernan plans, said Kiernan.",
                    "The actor Ford Kiernan is set to move. It appears Kiernan plans, said Kiernan.",
                ),
                (
                    "Zoltan Ferncastlo spoke first. Nobody asked, Fernecastlo said.",
                    "Zoltan Ferncastlo spoke first. Nobody asked, Ferncastlo said.",
                ),
                (
                    "It is the Russia-Ukraine war, yes, the Russian-Ukraine war.",
                    "It is the Russia-Ukraine war, yes, the Russia-Ukraine war.",
                ),
            ],
        );
    }

    #[test]
    fn the_usual_form_may_stand_in_other_articles() {
        let others = ["Yury Temirkanov conducts.", "He met Yury Temirkanov.", "Then Yury Temirkanov spoke."];
        let found = check_beside(&NameVariant, "Then Yury Temirkhanov spoke.", &others);
        assert_eq!(found.len(), 1);
        let place = found[0].notes.iter().find_map(|note| note.place.as_ref()).expect("a place");
        assert_eq!(place.path.as_deref(), Some("an-other-0.md"));
    }

    #[test]
    fn an_even_split_takes_no_side() {
        let text = "Then Zhelenovskiy spoke, so Zhelenovsky wrote, and nobody but Zhelenovskyy left.";
        let found = check_beside(&NameVariant, text, &[]);
        let says: Vec<&str> = found.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert_eq!(
            says,
            [
                "“Zhelenovsky” and “Zhelenovskiy” may be one name",
                "“Zhelenovskyy”, “Zhelenovskiy” and “Zhelenovsky” may be one name"
            ]
        );
        assert!(
            found
                .iter()
                .flat_map(|diagnostic| &diagnostic.fixes)
                .all(|fix| fix.applicability == Applicability::DisplayOnly)
        );
    }

    #[test]
    fn a_name_that_has_lost_its_space_is_parted() {
        fixes(
            &NameVariant,
            &[(
                "Emir Khalifa came. The train of Khalifa left; then Sheikh Khalifaof Bahrain spoke.",
                "Emir Khalifa came. The train of Khalifa left; then Sheikh Khalifa of Bahrain spoke.",
            )],
        );
        passes(&NameVariant, &["Suther met Sutherthat.", "The town of Roland, near Rolanda, and Mr Rolandof."]);
    }

    #[test]
    fn different_names_are_left_alone() {
        passes(
            &NameVariant,
            &[
                "Iran and Iraq, Austria and Australia, Iranian oil from Iran.",
                "Sharon Davis met Tyler Davies. Sharon Davis left with Sharon Davis.",
                "Russian-Ukrainian ties and the Russia-Ukraine war, Russia-Africa and Russian-African.",
                "Kristen Lee and Kristin Lee are sisters; Kristen Lee is older, and Kristin Lee is taller.",
                "Vladimir Putin and Lyudmila Putina met the Putins.",
                "Boris Johnson met Ann Johnston; Boris Johnson knew Ann Johnston.",
                "The UN-based group met; the UK-based group left, and the UK-based one, too. A China-EU deal; ChinaEU. ChinaEU.",
                "The U.N.-backed plan is US-backed. They are US-backed. A Russian-backed man is Russia-backed, yes, Russia-backed.",
                "A Russian-U.S. workgroup and the Russia-US workgroup, yes, the Russia-US one.",
                "A Russian-U.S. workgroup met. The Russia-U.S. talks; the Russia-U.S. summit.",
                "Zara Hadim (Arabic: Zara Ḥadīm) drew it, and Zara Hadim built it.",
            ],
        );
        // Accents that are lost are another matter.
        let found = check_beside(&NameVariant, "Zara Ḥadīm drew it, Zara Hadim built it, and Zara Ḥadīm left.", &[]);
        assert_eq!(found.len(), 1);
    }

    /// How often the rule reports a spelling of `text` that other articles do not have.
    fn found_beside(text: &str, others: &[&str]) -> usize {
        check_beside(&NameVariant, text, others).len()
    }

    #[test]
    fn two_articles_speak_of_two_people() {
        // Near surnames, each with its own given name, or initials, or a title only.
        assert_eq!(
            found_beside("The tram knew Desmond Tarlick, a baker.", &["Then Tarnick came.", "So Tarnick left."]),
            0
        );
        assert_eq!(found_beside("They named D. Tarlick a judge.", &["They named B. J. Tarnick a clerk."; 3]), 0);
        assert_eq!(found_beside("They saw Mrs Tarlick there.", &["They saw Mrs Tarnick there."; 3]), 0);
        // In one article the two are one person.
        assert_eq!(found_beside("They saw Mrs Tarlick. So Mrs Tarnick spoke, and Mrs Tarnick left.", &[]), 1);
        assert_eq!(found_beside("They saw D. Tarlick. So B. Tarnick spoke, and B. Tarnick left.", &[]), 0);
        // Short names without company are alike by chance, long ones are not.
        assert_eq!(found_beside("The road to Tarlick is long.", &["The road to Tarnick is long."; 3]), 0);
        assert_eq!(found_beside("The road to Tarlickovar is long.", &["The road to Tarnickovar is long."; 3]), 1);
        // Against ten articles one is a slip.
        assert_eq!(found_beside("The road to Tarlick is long.", &["The road to Tarnick is long."; 10]), 1);
    }

    #[test]
    fn company_that_everybody_keeps_is_none() {
        let others = ["The road to San Tarnick is long."; 3];
        assert_eq!(found_beside("The road to San Tarlick is long.", &others), 0);
        assert_eq!(found_beside("The road to Nova Tarlick is long.", &["The road to Nova Tarnick is long."; 3]), 1);
    }

    #[test]
    fn known_names_are_one_only_in_the_same_company() {
        let others = ["They read Edgar Allan Poe aloud."; 7];
        let found = check_beside(&NameVariant, "They read Edgar Allen Poe, and saw Woody Allen.", &others);
        let places: Vec<u32> = found.iter().map(|diagnostic| diagnostic.span.start).collect();
        assert_eq!(places, [16]);
    }

    #[test]
    fn established_spellings_are_no_slips_of_each_other() {
        let others = ["They met Anna Tarlick here."; 4];
        let usual = ["They met Anna Tarnick here."; 13];
        let all: Vec<&str> = others.into_iter().chain(usual).collect();
        assert_eq!(found_beside("They met Anna Tarlick there.", &all), 0);
        assert_eq!(found_beside("They met Anna Tarlick there.", &all[4..]), 1);
    }

    #[test]
    fn spellings_that_an_article_speaks_of_are_left_alone() {
        passes(
            &NameVariant,
            &[
                "The firm was founded as “Tarnick-soft” by two men. Today Tarnicksoft is large, and Tarnicksoft pays.",
                "A dish of Yu-Shanvar (or Yu-Shamvar) is cooked whole, and Yu-Shanvar is cheap.",
            ],
        );
        let text = "They joined Tarnick-soft, called “Tarnick-soft”. Today Tarnicksoft is large, and Tarnicksoft, yes, Tarnicksoft pays.";
        assert_eq!(found_beside(text, &[]), 2);
    }

    #[test]
    fn names_that_are_made_alike_are_two() {
        passes(
            &NameVariant,
            &[
                "Code for Tarthon runs on CTarthon, and CTarthon is quick; so they took CTarthon.",
                "They pressed Control-J, then Control-K; so Control-K it was, and Control-K again.",
                "A Top-Tarnick shell, a Two-Tarnick loop and a Two-Tarnick test.",
            ],
        );
    }
}
