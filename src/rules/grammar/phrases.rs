//! Phrases of a text list, found by one of their words that few documents have.

use crate::document::{Document, Token, TokenFlags};
use crate::rules::Context;
use crate::rules::forms::lowered;
use crate::rules::grammar::index::{Line, class_of};
use crate::rules::grammar::lists::{Index, line_at};

/// One phrase of a list and what belongs in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// Its words, in small letters, with one space between.
    pub(super) words: &'static str,
    /// What belongs there.
    pub(super) right: &'static str,
}

/// A list of phrases, ready to be searched for.
#[derive(Debug)]
pub(super) struct Phrases {
    list: &'static str,
    index: &'static Index,
}

impl Phrases {
    /// A list with its tables.
    pub(super) const fn new(list: &'static str, index: &'static Index) -> Self {
        Self { list, index }
    }

    fn phrase(&self, line: Line) -> Option<Phrase> {
        class_of(line_at(self.list, line.start)).map(|(words, right)| Phrase { words, right })
    }

    /// All phrases, sorted.
    #[cfg(test)]
    pub(super) fn all(&self) -> Vec<Phrase> {
        let mut all: Vec<Phrase> = self.index.lines.iter().filter_map(|&line| self.phrase(line)).collect();
        all.sort_by_key(|phrase| phrase.words);
        all
    }

    /// The phrases that the document has, with the number of the first token of each.
    pub(super) fn find(&self, context: &Context<'_>) -> Vec<(usize, Phrase)> {
        let (document, forms) = (context.document, context.forms());
        let mut found = Vec::new();
        for (form, group) in forms.find(&self.index.words) {
            for &index in forms.places(form) {
                let likely = self.index.lines_of(group).filter_map(|(_, &line)| {
                    let first = (index as usize).checked_sub(usize::try_from(line.offset).ok()?)?;
                    let [hash, place, _] = line.beside;
                    let beside = document.tokens().get(first + usize::try_from(place).ok()?)?;
                    if forms.hash(beside.form) != hash {
                        return None;
                    }
                    Some((first, self.phrase(line)?))
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
