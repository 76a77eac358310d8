//! `acronym-redefined`: an acronym that is said to stand for two things.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::corpus::acronyms::{Fit, Introduction, expansion_key, expansion_text, letters, same_expansion};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Note, Place};
use crate::document::Document;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// An acronym that is said to stand for two things, or two acronyms for one.
    ///
    /// In one article a reader cannot tell which of the two is meant later. Across articles an acronym may well stand
    /// for different things (the PA is an authority and a press agency); there only a rarer expansion is reported of which
    /// all words but one are those of the usual one, and that one begins alike (Association, Associates), since it is
    /// likely a slip.
    ///
    /// ```bad
    /// The Press Association (PA) had the news first. The Palestinian Authority (PA) denied it.
    /// ```
    ///
    /// ```good
    /// The World Health Organisation (WHO) met. It is the World Health Organization (WHO) of Geneva.
    /// ```
    ///
    /// Where the words that were introduced as HMB are followed by “(HMD)”, the second acronym is reported, unless it is
    /// spelt by those words and others before them: Erasable Programmable Memory (EPM) beside Programmable Memory (PM).
    ///
    /// The customs of a dialect, plurals and small words do not make two expansions.
    AcronymRedefined = "acronym-redefined", Names, Corpus, Warning, true, Sometimes
}

impl Rule for AcronymRedefined {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        // Of each acronym the first meaning and the first other one: any other stands beside one of these.
        let mut meanings: FxHashMap<&str, Vec<(String, &Introduction)>> = FxHashMap::default();
        for introduction in context.acronyms.iter().filter(|introduction| introduction.fit == Fit::Exact) {
            let here = expansion_text(context.document, introduction);
            let key = expansion_key(&here);
            let known = meanings.entry(&introduction.letters).or_default();
            let earlier = known.iter().find(|(other, _)| *other != key).map(|&(_, earlier)| earlier);
            let diagnostic = match earlier {
                Some(earlier) => Some(in_article(context, introduction, earlier)),
                None => across_articles(context, introduction, &here),
            };
            if known.len() < 2 && known.iter().all(|(other, _)| *other != key) {
                known.push((key, introduction));
            }
            if let Some(diagnostic) = diagnostic {
                context.report(diagnostic);
            }
        }
        for diagnostic in renamed(context) {
            context.report(diagnostic);
        }
    }
}

/// The expansions that another acronym follows than the one that they were introduced with.
fn renamed(context: &Context<'_>) -> Vec<Diagnostic> {
    let document = context.document;
    let introduced = Introduced::new(context);
    if introduced.by_key.is_empty() {
        return Vec::new();
    }
    let tokens = document.tokens();
    let opens = context.forms().marks(|first| first == b'(').filter(|&at| at > 0 && at + 2 < tokens.len());
    let in_brackets = opens.filter_map(|open| Some((open, letters(document.text_of(tokens[open + 1]))?)));
    let closed = in_brackets.filter(|&(open, _)| document.text_of(tokens[open + 2]) == ")");
    // An acronym that the words before it spell, more of them than the known ones, is one of its own.
    let own = |open: usize, known: &Introduction| {
        let of_here = |here: &&Introduction| here.token as usize == open + 1 && here.fit == Fit::Exact;
        context.acronyms.iter().find(of_here).is_some_and(|here| here.parts.len() > known.parts.len())
    };
    let renamed = closed.filter_map(|(open, letters)| {
        let first = introduced.under_another_name(document, open, &letters).filter(|first| !own(open, first))?;
        let (span, expansion) = (tokens[open + 1].span, expansion_text(document, first));
        let message = format!("“{expansion}” is {} elsewhere in the article, {letters} here", first.letters);
        let diagnostic = context.diagnostic(span, message).with_place("introduced here", first.expansion);
        Some(diagnostic.with_fix(Fix::replace(span, first.letters.to_string(), Applicability::DisplayOnly)))
    });
    renamed.collect()
}

/// The expansions of the article with the acronyms that they were introduced with.
#[derive(Default)]
struct Introduced<'a> {
    /// By what is the same of an expansion however it is written: the first introduction and the first with another acronym.
    by_key: FxHashMap<String, Vec<&'a Introduction>>,
    /// Of how many tokens expansions are.
    lengths: BTreeSet<usize>,
}

impl<'a> Introduced<'a> {
    fn new(context: &Context<'a>) -> Self {
        let mut introduced = Self::default();
        let document = context.document;
        for known in context.acronyms.iter().filter(|known| known.fit == Fit::Exact) {
            let same = introduced.by_key.entry(expansion_key(&expansion_text(document, known))).or_default();
            if same.len() < 2 && same.iter().all(|other| other.letters != known.letters) {
                same.push(known);
            }
            introduced.lengths.insert(document.tokens_in(known.expansion).len());
        }
        introduced
    }

    /// The first introduction of the words that stand directly before the token `open`, where that was of other letters.
    fn under_another_name(&self, document: &Document, open: usize, letters: &str) -> Option<&'a Introduction> {
        let found = self.lengths.iter().filter_map(|&length| {
            let words = document.tokens().get(open.checked_sub(length)?..open)?;
            let written = document.slice(words.first()?.span.to(words.last()?.span));
            let same = self.by_key.get(&expansion_key(written))?;
            same.iter().copied().find(|known| *known.letters != *letters)
        });
        found.min_by_key(|known| known.token)
    }
}

fn in_article(context: &Context<'_>, introduction: &Introduction, earlier: &Introduction) -> Diagnostic {
    let (letters, first) = (&introduction.letters, expansion_text(context.document, earlier));
    context
        .diagnostic(introduction.expansion, format!("{letters} stands for “{first}” earlier in the article"))
        .with_place("introduced here", earlier.expansion)
}

/// What other articles say, where they say it at least twice as often and in all words but one.
fn across_articles(context: &Context<'_>, introduction: &Introduction, here: &str) -> Option<Diagnostic> {
    let expansions = context.corpus.expansions(&introduction.letters);
    let articles_with = |wanted: &str| -> u32 {
        let alike = expansions.iter().filter(|known| same_expansion(&known.expansion, wanted));
        alike.map(|known| known.documents).sum()
    };
    let own = articles_with(here);
    let usual = expansions
        .iter()
        .filter(|known| differs_in_one_word(&known.expansion, here))
        .max_by(|left, right| (left.documents, &right.expansion).cmp(&(right.documents, &left.expansion)))?;
    let documents = articles_with(&usual.expansion);
    (own > 0 && documents >= own * 2).then(|| {
        let times = |count: u32| if count == 1 { "1 article".to_owned() } else { format!("{count} articles") };
        let message = format!("{} stands for “{}” elsewhere", introduction.letters, usual.expansion);
        let evidence = format!("so in {}, “{here}” in {}", times(documents), times(own));
        let place = Place { path: Some(usual.first.0.clone()), span: usual.first.1 };
        context
            .diagnostic(introduction.expansion, message)
            .with_fix(Fix::replace(introduction.expansion, usual.expansion.to_string(), Applicability::DisplayOnly))
            .with_prepared_note(Note { message: evidence, place: Some(place) })
    })
}

/// Whether the two have three words or more, as many, and all in common but one, which begins alike in both.
fn differs_in_one_word(left: &str, right: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (left_words, right_words) = (words(left), words(right));
    let mut differing = left_words.iter().zip(&right_words).filter(|(left, right)| left != right);
    let alike = differing.next().is_some_and(|(left, right)| {
        let shared = left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count();
        shared >= 3 && shared * 2 >= left.chars().count().min(right.chars().count())
    });
    let others = differing.next().is_some();
    left_words.len() == right_words.len() && left_words.len() >= 3 && alike && !others && !same_expansion(left, right)
}

#[cfg(test)]
mod tests {
    use super::AcronymRedefined;
    use crate::rules::tester::{check_beside, fails, passes};

    #[test]
    fn two_expansions_in_one_article_are_found() {
        fails(
            &AcronymRedefined,
            &[
                "The Press Association (PA) spoke; the Palestinian Authority (PA) did not.",
                "Gross domestic product (GDP) rose. The Grand Democratic Party (GDP) won.",
            ],
        );
        fails(
            &AcronymRedefined,
            &["The Harbour Master Board (HMB) met. The members of the Harbour Master Board (HMD) left."],
        );
        passes(
            &AcronymRedefined,
            &[
                "The Harbour Master Board (HMB) met. The Harbour Master Board (HMB) left; the Harbour Guild (HMD) stayed.",
                "The Ministry of Defence (MOD) spoke, and again the Ministry of Defense (MOD).",
                "A programmable memory (PM) and an erasable programmable memory (EPM) stood there.",
                "Certificate authorities (CAs) sign; a certificate authority (CA) is asked.",
                "The New Economic Policy (NEP) began.\n\n> It was the New\n> Economic Policy (NEP).",
                "Intercontinental ballistic missiles (ICBMs) flew. An Intercontinental Ballistic Missile (ICBM) fell.",
            ],
        );
    }

    #[test]
    fn other_articles_tell_a_slip() {
        let others = ["The World Anti-Doping Agency (WADA) met.", "He left the World Anti-Doping Agency (WADA)."];
        let slip = "The World Anti-Doping Agents (WADA) said so.";
        assert_eq!(check_beside(&AcronymRedefined, slip, &others).len(), 1);
        // With as many on each side, or with quite another meaning, nobody is in the wrong.
        assert!(check_beside(&AcronymRedefined, slip, &others[..1]).is_empty());
        assert!(check_beside(&AcronymRedefined, "The World Anti-Doping Assembly (WADA) met.", &others).is_empty());
        assert!(check_beside(&AcronymRedefined, "The Western Arms Dealers' Assembly (WADA) met.", &others).is_empty());
    }
}
