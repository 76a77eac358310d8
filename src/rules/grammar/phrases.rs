//! Phrases of a text list, found by one of their words that few documents have.

use std::sync::OnceLock;

use crate::document::{Document, Token, TokenFlags};
use crate::rules::Context;
use crate::rules::forms::{Group, Wanted, hash_of, lowered};

/// One phrase of a list and what belongs in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// Its words, in small letters, with one space between.
    pub(super) words: &'static str,
    /// What belongs there.
    pub(super) right: &'static str,
    /// Which of its words it is found by.
    anchor: usize,
}

/// A word of a phrase: which one it is, and the hash of its letters.
type Beside = (usize, u64);

/// A list of phrases, ready to be searched for.
#[derive(Debug)]
pub(super) struct Phrases {
    /// By anchor, where `order` has the phrases that are found by it.
    anchors: Wanted<Group>,
    order: Vec<u32>,
    /// The phrases, each with the word beside its anchor, which tells most places that it does not stand at.
    list: Vec<(Phrase, OnceLock<Beside>)>,
}

/// Words too frequent to find a phrase by, as long as it has another; in alphabetical order.
const FREQUENT: &[&str] = &[
    "a", "about", "an", "are", "because", "been", "could", "from", "going", "have", "into", "is", "must", "not", "of",
    "over", "part", "people", "security", "should", "than", "the", "they", "this", "through", "time", "to", "was",
    "were", "when", "which", "will", "with", "would", "year",
];

/// No word of [`FREQUENT`] is longer, in bytes.
const LONGEST_FREQUENT: usize = 8;

impl Phrase {
    /// The word before the anchor, or behind it where it is the first.
    fn beside(&self) -> Beside {
        let place = self.anchor.checked_sub(1).unwrap_or(1);
        (place, self.words.split(' ').nth(place).map_or(0, hash_of))
    }
}

impl Phrases {
    /// Reads lines of the form `wrong phrase = right phrase`. A phrase is found by the longest of its less frequent words.
    pub(super) fn read(list: &'static str) -> Self {
        let (mut anchors, mut phrases) = (Vec::new(), Vec::new());
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let words_of = |(wrong, right): (&'static str, &'static str)| {
                Some((wrong.strip_suffix(' ')?, right.strip_prefix(' ')?))
            };
            let Some((words, right)) = sides(line).and_then(words_of) else { continue };
            let (mut anchor, mut rank, mut at) = ("", (false, 0), 0);
            for (place, word) in words.split(' ').enumerate() {
                // Most words are shorter than the best one before them, so that nothing more need be asked.
                if (true, word.len()) >= rank {
                    let new = (word.len() > LONGEST_FREQUENT || FREQUENT.binary_search(&word).is_err(), word.len());
                    if new >= rank {
                        (anchor, rank, at) = (word, new, place);
                    }
                }
            }
            let Ok(number) = u32::try_from(phrases.len()) else { break };
            anchors.push((hash_of(anchor), number));
            phrases.push((Phrase { words, right, anchor: at }, OnceLock::new()));
        }
        let (anchors, order) = Wanted::grouped(anchors);
        Self { anchors, order, list: phrases }
    }

    /// All phrases, sorted.
    #[cfg(test)]
    pub(super) fn all(&self) -> Vec<Phrase> {
        let mut all: Vec<Phrase> = self.list.iter().map(|&(phrase, _)| phrase).collect();
        all.sort_by_key(|phrase| phrase.words);
        all
    }

    /// The phrases that the document has, with the number of the first token of each.
    pub(super) fn find(&self, context: &Context<'_>) -> Vec<(usize, Phrase)> {
        let (document, forms) = (context.document, context.forms());
        let mut found = Vec::new();
        for (form, group) in forms.find(&self.anchors) {
            for &index in forms.places(form) {
                let phrases = group.of(&self.order).iter().filter_map(|&number| self.list.get(number as usize));
                let likely = phrases.filter_map(|&(phrase, ref beside)| {
                    let first = (index as usize).checked_sub(phrase.anchor)?;
                    let &(place, hash) = beside.get_or_init(|| phrase.beside());
                    let beside = document.tokens().get(first + place)?;
                    (forms.hash(beside.form) == hash).then_some((first, phrase))
                });
                found.extend(likely.filter(|&(first, phrase)| stands_at(document, first, phrase)));
            }
        }
        found.sort_by_key(|(first, phrase)| (*first, std::cmp::Reverse(phrase.words.len())));
        found
    }
}

fn stands_at(document: &Document, first: usize, phrase: Phrase) -> bool {
    phrase.words.split(' ').enumerate().all(|(offset, word)| {
        document.tokens().get(first + offset).is_some_and(|&token| {
            // “its A team”: a capital that the first word has no part in is a name's.
            let name = offset > 0 && token.has(TokenFlags::CAPITALISED) && !token.has(TokenFlags::ALL_CAPS);
            is_plain(token)
                && !name
                && (offset == 0 || is_joined(token))
                && lowered(document.text_of(token), |text| text == word)
        })
    })
}

/// What stands before and behind the first `=` of a line. The lists are read at every start, and this is what that mostly is.
pub(super) fn sides(line: &'static str) -> Option<(&'static str, &'static str)> {
    let at = memchr::memchr(b'=', line.as_bytes())?;
    line.get(..at).zip(line.get(at + 1..))
}

/// Whether `word` is a number in letters: two, fourteen, ninety-nine, thousand.
pub(super) fn is_number_word(word: &str) -> bool {
    const BELOW: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
        "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million",
        "billion",
    ];
    let first = word.split('-').next().unwrap_or_default();
    BELOW.contains(&first) || word.len() > 6 && word.ends_with("teen") && word != "canteen"
}

/// Whether the token is a word that may be part of a phrase.
pub(super) fn is_plain(token: Token) -> bool {
    token.is_word() && !token.has(TokenFlags::SIC)
}

/// Whether nothing but white space stands before the token, in the same sentence.
pub(in crate::rules) fn is_joined(token: Token) -> bool {
    token.has(TokenFlags::SPACE_BEFORE)
        && !token.flags.intersects(TokenFlags::MARKUP_BEFORE | TokenFlags::SENTENCE_START)
}
