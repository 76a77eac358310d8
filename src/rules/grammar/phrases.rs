//! Phrases of a text list, found by one of their words that few documents have.

use rustc_hash::FxHashMap;

use crate::document::{Document, Token, TokenFlags};
use crate::rules::forms::{Marks, lowered};

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

/// A list of phrases, ready to be searched for.
#[derive(Debug)]
pub(super) struct Phrases {
    all: Vec<Phrase>,
    /// The number of each anchor in `by_anchor`.
    anchors: FxHashMap<&'static str, u16>,
    /// The phrases that are found by each anchor.
    by_anchor: Vec<Vec<Phrase>>,
}

/// Words too frequent to find a phrase by, as long as it has another.
const FREQUENT: &[&str] = &[
    "about", "been", "could", "from", "have", "into", "must", "over", "part", "people", "security", "should", "than",
    "their", "there", "they", "this", "through", "time", "when", "which", "will", "with", "would", "year", "your",
];

impl Phrases {
    /// Reads lines of the form `wrong phrase = right phrase`. A phrase is found by the longest of its less frequent words.
    pub(super) fn read(list: &'static str) -> Self {
        let mut phrases = Self { all: Vec::new(), anchors: FxHashMap::default(), by_anchor: Vec::new() };
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let Some((words, right)) = line.split_once(" = ") else { continue };
            let rank = |word: &str| (!FREQUENT.contains(&word), word.len());
            let Some((anchor, word)) = words.split(' ').enumerate().max_by_key(|(_, word)| rank(word)) else {
                continue;
            };
            let phrase = Phrase { words, right, anchor };
            let Ok(next) = u16::try_from(phrases.by_anchor.len()) else { break };
            let number = usize::from(*phrases.anchors.entry(word).or_insert(next));
            phrases.by_anchor.resize_with(phrases.by_anchor.len().max(number + 1), Vec::new);
            if let Some(found_by) = phrases.by_anchor.get_mut(number) {
                found_by.push(phrase);
            }
            phrases.all.push(phrase);
        }
        phrases
    }

    /// All phrases, in the order of the list.
    #[cfg(test)]
    pub(super) fn all(&self) -> &[Phrase] {
        &self.all
    }

    /// The phrases that `document` has, with the number of the first token of each.
    pub(super) fn find(&self, document: &Document) -> Vec<(usize, Phrase)> {
        let Some(marks) = Marks::find(document, |word, _| self.anchors.get(word).copied()) else { return Vec::new() };
        let mut found = Vec::new();
        for (index, &token) in document.tokens().iter().enumerate() {
            let Some(mark) = marks.of(token) else { continue };
            for &phrase in self.by_anchor.get(usize::from(mark)).into_iter().flatten() {
                if let Some(first) =
                    index.checked_sub(phrase.anchor).filter(|&first| stands_at(document, first, phrase))
                {
                    found.push((first, phrase));
                }
            }
        }
        found.sort_by_key(|(first, phrase)| (*first, std::cmp::Reverse(phrase.words.len())));
        found
    }
}

fn stands_at(document: &Document, first: usize, phrase: Phrase) -> bool {
    phrase.words.split(' ').enumerate().all(|(offset, word)| {
        document.tokens().get(first + offset).is_some_and(|&token| {
            is_plain(token)
                && (offset == 0 || is_joined(token))
                && lowered(document.text_of(token), |text| text == word)
        })
    })
}

/// Whether the token is a word that may be part of a phrase.
pub(super) fn is_plain(token: Token) -> bool {
    token.is_word() && !token.has(TokenFlags::SIC)
}

/// Whether nothing but white space stands before the token, in the same sentence.
pub(super) fn is_joined(token: Token) -> bool {
    token.has(TokenFlags::SPACE_BEFORE)
        && !token.flags.intersects(TokenFlags::MARKUP_BEFORE | TokenFlags::SENTENCE_START)
}
