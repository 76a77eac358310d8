//! `capitalisation`: a phrase with capitals here and without them there.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::preferred;
use super::ways::{Prevailing, Use, prevailing};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags};
use crate::rules::forms::{FormTable, Wanted, lowered};
use crate::rules::wording::times;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A phrase with capitals here and without them elsewhere in the article.
    ///
    /// Harvest Day and harvest day, Iberian Peninsula and Iberian peninsula, Internet and internet: the less frequent way is
    /// found, or, of a draw, the later one.
    ///
    /// ```bad
    /// They came for Harvest Day. He had left for Harvest Day. They stayed for harvest day.
    /// ```
    ///
    /// ```good
    /// They came for Harvest Day. Prime Minister Modi met a prime minister. The Human Rights Council spoke of human rights.
    /// ```
    ///
    /// Only phrases of two words are compared that stand by themselves: not where more capitals follow or go before, at
    /// the beginning of a sentence, in headings, in quotations, after “a” and within a longer name. Two small words are
    /// compared only after a word that also stands before the capitals. Of single words only a few
    /// are known to vary (internet, web).
    Capitalisation = "capitalisation", Consistency, Document, Warning, true, Always, options {
        /// Words and phrases with the capitals of the house, such as `["internet", "Harvest Day"]`. The same with other
        /// capitals is found wherever it stands. Without it each article may choose.
        "prefer": Words,
    }
}

/// Single words that are written both ways.
const SINGLE: &[&str] = &["internet", "earth", "covid", "pope", "web", "wifi", "wi-fi"];

static SINGLE_WORDS: LazyLock<Wanted<u32>> = LazyLock::new(|| Wanted::new(SINGLE.iter().zip(0..)));

static FIRST_WORDS: LazyLock<Wanted<()>> = LazyLock::new(|| Wanted::new(FIRST.iter().map(|word| (word, ()))));

/// Words inside a name of several parts: Council for National Projects.
const LINKS: &[&str] = &["and", "at", "by", "for", "in", "of", "on", "the", "to", "with"];

/// The number of the way in which both words are small.
const SMALL: u16 = 1;

/// First words that are no part of a phrase, and last words that are no end of one.
const FIRST: &[&str] = &[
    "a", "an", "and", "at", "by", "for", "from", "he", "i", "in", "it", "mr", "mrs", "my", "of", "on", "or", "our",
    "she", "that", "the", "their", "they", "this", "to", "we", "with",
];

impl Rule for Capitalisation {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let tokens = document.tokens();
        report_house(context);
        let forms = context.forms();
        let mut phrases: FxHashMap<Phrase, u32> = FxHashMap::default();
        let mut known: FxHashSet<&[u32]> = FxHashSet::default();
        for index in forms.pairs_of_capitals() {
            // One place is enough, and keys are nearer than tokens.
            let pair = forms.keys().get(index..index + 2).unwrap_or_default();
            if known.contains(pair) || !is_running(document, index) {
                continue;
            }
            if let Some(phrase) = capital_phrase(document, forms, index) {
                let next = u32::try_from(phrases.len()).unwrap_or(u32::MAX);
                phrases.entry(phrase).or_insert(next);
                known.insert(pair);
            }
        }
        let mut uses: FxHashMap<(bool, u32), Vec<Use>> = FxHashMap::default();
        for (form, word) in forms.find(&SINGLE_WORDS) {
            for &place in forms.places(form) {
                let index = place as usize;
                if is_running(document, index) && stands_alone(document, index, index) {
                    let capital = tokens.get(index).copied().is_some_and(is_capital);
                    uses.entry((false, word)).or_default().push(Use { way: u16::from(!capital), token: place });
                }
            }
        }
        let heads = Wanted::of_hashes(phrases.keys().map(|&(head, _)| (head, ())));
        for (form, ()) in forms.find(&heads) {
            for &place in forms.places(form) {
                let index = place as usize;
                let phrase = phrase_at(document, forms, index).and_then(|phrase| phrases.get(&phrase).copied());
                let Some(phrase) = phrase.filter(|_| is_running(document, index)) else { continue };
                if stands_alone(document, index, index + 1) {
                    uses.entry((true, phrase)).or_default().push(Use { way: case_of(tokens, index), token: place });
                }
            }
        }
        // Of a draw the first use decides, so they must stand in the order of the text.
        for uses in uses.values_mut() {
            uses.sort_unstable_by_key(|place| place.token);
        }
        for (&(pair, _), uses) in &uses {
            let decided = |place: &Use| is_decided(context, place.token as usize);
            if uses.first().is_some_and(decided) {
                continue;
            }
            let alike = if pair { alike(document, uses) } else { uses.clone() };
            let Some(best) = prevailing(&alike) else { continue };
            for place in alike.iter().filter(|place| place.way != best.way) {
                report(context, *place, best, pair);
            }
        }
    }
}

/// Whether the house has decided on the capitals of the word or phrase at this token.
fn is_decided(context: &Context<'_>, token: usize) -> bool {
    let text = |at: usize| context.document.tokens().get(at).map_or("", |&token| context.document.text_of(token));
    let decided = |phrase: &str| {
        phrase.split_whitespace().zip(token..).all(|(word, at)| word.to_lowercase() == text(at).to_lowercase())
    };
    context.options.words("prefer").iter().any(|phrase| decided(phrase))
}

/// Reports what the house writes with other capitals.
fn report_house(context: &mut Context<'_>) {
    let (document, forms, tokens) = (context.document, context.forms(), context.document.tokens());
    for phrase in context.options.words("prefer") {
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let Some(head) = words.first() else { continue };
        let head = Wanted::new([(head.to_lowercase(), ())]);
        for (form, ()) in forms.find(&head) {
            for &place in forms.places(form) {
                let first = place as usize;
                let Some(here) = tokens.get(first..first + words.len()) else { continue };
                let same =
                    |(token, word): (&Token, &&str)| document.text_of(*token).to_lowercase() == word.to_lowercase();
                let joined = here.iter().skip(1).all(|token| token.has(TokenFlags::SPACE_BEFORE));
                let (Some(start), Some(end)) = (here.first(), here.last()) else { continue };
                let own = !here
                    .iter()
                    .any(|t| t.flags.intersects(TokenFlags::QUOTED | TokenFlags::SIC | TokenFlags::ALL_CAPS));
                if !joined || !own || !is_running(document, first) || !here.iter().zip(&words).all(same) {
                    continue;
                }
                let span = start.span.to(end.span);
                let right = words.join(" ");
                // A sentence begins with a capital whatever the house says.
                let right = if start.has(TokenFlags::SENTENCE_START) { with_first_capital(&right) } else { right };
                let written: Vec<&str> = document.slice(span).split_whitespace().collect();
                if written.join(" ") != right {
                    preferred::replace(context, span, &right);
                }
            }
        }
    }
}

fn with_first_capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The uses that can be compared. Where both words are small, the phrase may be meant in general: it counts only after a
/// word that also stands before a use with capitals (the Far North, the far north).
fn alike(document: &Document, uses: &[Use]) -> Vec<Use> {
    let before = |place: &Use| {
        let token = (place.token as usize).checked_sub(1).and_then(|at| document.tokens().get(at));
        token.map_or_else(String::new, |&token| document.text_of(token).to_lowercase())
    };
    let capital: FxHashSet<String> = uses.iter().filter(|place| place.way != SMALL).map(before).collect();
    uses.iter().filter(|place| place.way != SMALL || capital.contains(&before(place))).copied().collect()
}

/// Whether the token of this number stands in a sentence that is whole.
fn is_running(document: &Document, token: usize) -> bool {
    let block = document.block_of(token).and_then(|block| document.blocks().get(block));
    block.is_some_and(|block| block.kind.is_running_text())
}

fn is_capital(token: Token) -> bool {
    token.has(TokenFlags::CAPITALISED)
}

/// 0 for two capitals, 1 for none, 2 for the first only, 3 for the second only.
fn case_of(tokens: &[Token], index: usize) -> u16 {
    let capital = |at: usize| tokens.get(at).copied().is_some_and(is_capital);
    match (capital(index), capital(index + 1)) {
        (true, true) => 0,
        (false, false) => SMALL,
        (true, false) => 2,
        (false, true) => 3,
    }
}

/// Two words whatever their capitals: the hashes of their letters.
type Phrase = (u64, u64);

/// The two words at `index`, where they may be a phrase.
fn phrase_at(document: &Document, forms: &FormTable, index: usize) -> Option<Phrase> {
    let (&first, &second) = (document.tokens().get(index)?, document.tokens().get(index + 1)?);
    let other = TokenFlags::QUOTED
        | TokenFlags::SIC
        | TokenFlags::ALL_CAPS
        | TokenFlags::MIXED_CASE
        | TokenFlags::APOSTROPHE
        | TokenFlags::HYPHENATED;
    let plain = |token: Token| token.is_word() && token.span.len() > 2 && !token.flags.intersects(other);
    let joined = second.has(TokenFlags::SPACE_BEFORE)
        && !second.flags.intersects(TokenFlags::MARKUP_BEFORE | TokenFlags::SENTENCE_START);
    (joined && plain(first) && plain(second)).then(|| (forms.hash(first.form), forms.hash(second.form)))
}

/// The phrase of the two words with capitals at `index`, where it stands by itself.
fn capital_phrase(document: &Document, forms: &FormTable, index: usize) -> Option<Phrase> {
    let phrase = phrase_at(document, forms, index).filter(|&(head, _)| FIRST_WORDS.of_hash(head).is_none())?;
    stands_alone(document, index, index + 1).then_some(phrase)
}

/// Whether the words from `first` to `last` are in the middle of a sentence, with no capital beside them.
fn stands_alone(document: &Document, first: usize, last: usize) -> bool {
    let tokens = document.tokens();
    let (Some(&here), Some(&before)) = (tokens.get(first), first.checked_sub(1).and_then(|at| tokens.get(at))) else {
        return false;
    };
    let apart = TokenFlags::SENTENCE_START
        | TokenFlags::QUOTED
        | TokenFlags::SIC
        | TokenFlags::GLUED
        | TokenFlags::MARKUP_BEFORE;
    let opening = !before.is_word() && document.text_of(before) != ",";
    let article = before.is_word()
        && matches!(
            document.text_of(before),
            "a" | "an" | "any" | "every" | "each" | "no" | "some" | "another" | "former" | "of" | "and" | "de"
        );
    // “Council for National Projects”, “Panel on the Climate” are longer names.
    let within = is_capital(here)
        && (2..=3).any(|back| {
            let link = first.checked_sub(back).and_then(|at| tokens.get(at)).copied();
            let between = (1..back).all(|step| {
                let linking = first.checked_sub(step).and_then(|at| tokens.get(at)).copied();
                linking.is_some_and(|token| LINKS.contains(&document.text_of(token)))
            });
            between
                && link.is_some_and(|link| is_capital(link) && link.is_word() && !link.has(TokenFlags::SENTENCE_START))
        });
    let proper = within || is_capital(before) && !opens_sentence(document, before);
    if here.flags.intersects(apart) || opening || article || proper {
        return false;
    }
    let after = tokens.get(last + 1).copied();
    // A name goes on: “Human Rights Watch”, “Bank of England”, “Harvest Day, 1945” does not.
    after.is_none_or(|after| {
        let next = tokens.get(last + 2).copied();
        let goes_on = after.is_word()
            && matches!(document.text_of(after), "of" | "for" | "and" | "&" | "on")
            && next.is_some_and(|next| is_capital(next) || next.is_word() && document.text_of(next) == "the");
        let ends = !is_capital(after) || after.has(TokenFlags::SENTENCE_START);
        matches!(document.text_of(after), "." | ",") || (ends && !goes_on && !after.has(TokenFlags::GLUED))
    })
}

/// Whether the token has its capital from the beginning of the sentence, as far as can be told.
fn opens_sentence(document: &Document, token: Token) -> bool {
    let small = |word: &str| FIRST.contains(&word) || LINKS.contains(&word);
    token.has(TokenFlags::SENTENCE_START) && lowered(document.text_of(token), small)
}

fn report(context: &mut Context<'_>, place: Use, best: Prevailing, pair: bool) {
    let document = context.document;
    let span = |token: u32| -> Option<Span> {
        let first = document.tokens().get(token as usize)?.span;
        if pair { Some(first.to(document.tokens().get(token as usize + 1)?.span)) } else { Some(first) }
    };
    let (Some(here), Some(there)) = (span(place.token), span(best.first)) else { return };
    let (written, right) = (document.slice(here), document.slice(there));
    let trust = if best.is_clear() { Applicability::Unsafe } else { Applicability::DisplayOnly };
    let note = format!("so written {} in all, otherwise {}", times(best.count), times(best.others));
    let diagnostic = context
        .diagnostic(here, format!("“{written}” is written “{right}” elsewhere in the article"))
        .with_place(note, there)
        .with_fix(Fix::replace(here, right, trust));
    context.report(diagnostic);
}

#[cfg(test)]
mod tests {
    use super::Capitalisation;
    use crate::diagnostic::Applicability;
    use crate::fix;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check_told, fixes, options, passes};

    #[test]
    fn the_house_decides() {
        let words = vec!["internet".into(), "Harvest Day".into()];
        let told = options(&Capitalisation, &[("prefer", OptionValue::Words(words))]);
        let text = "Internet news. The Internet and a harvest day, \"the Internet\". On Harvest Day the Internet fell.";
        let found = check_told(&Capitalisation, text, &told);
        let fixed = fix::apply(text, &found, Applicability::Safe).text;
        let right =
            "Internet news. The internet and a Harvest Day, \"the Internet\". On Harvest Day the internet fell.";
        assert_eq!(fixed, right);
    }

    #[test]
    fn the_rarer_way_is_found() {
        fixes(
            &Capitalisation,
            &[
                (
                    "We kept Harvest Day. They kept Harvest Day. He kept harvest day.",
                    "We kept Harvest Day. They kept Harvest Day. He kept Harvest Day.",
                ),
                (
                    "People of the Far North met. In the Far North it is cold, and the far north is large.",
                    "People of the Far North met. In the Far North it is cold, and the Far North is large.",
                ),
                (
                    "On the Iberian peninsula, near the Iberian peninsula, on the Iberian Peninsula.",
                    "On the Iberian peninsula, near the Iberian peninsula, on the Iberian peninsula.",
                ),
                ("The Internet, the internet, the internet.", "The internet, the internet, the internet."),
                ("On the internet, the internet and the Internet.", "On the internet, the internet and the internet."),
            ],
        );
    }

    #[test]
    fn names_and_common_words_are_left_alone() {
        passes(
            &Capitalisation,
            &[
                "He met Prime Minister Modi. The prime minister left.",
                "He joined Human Rights Watch. They spoke of human rights.",
                "Harvest Day. We met on harvest day.",
                "# On Harvest Day\n\nWe met on harvest day.",
                "We love the Korean War. He said \"korean war\".",
                "We met in New York. It was a new york.",
                "The Council for National Projects met. It spoke of national projects, and for national projects.",
                "With the Young Scientists of the year many young scientists came.",
            ],
        );
    }
}
