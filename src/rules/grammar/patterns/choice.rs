//! The words that may stand at one place of a pattern.

use super::Classes;
use crate::document::{Token, TokenKind};
use crate::rules::Context;
use crate::rules::forms::hash_of;
use crate::rules::grammar::phrases::is_plain;
use crate::rules::nouns::noun_of;

/// Words, numbers and kinds of words, of which one is meant.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    /// The hashes of the words, sorted.
    words: Vec<u64>,
    /// The hashes of words that are not meant, though they have the ending, or are nouns.
    others: Vec<u64>,
    endings: Vec<&'static str>,
    number: Option<Numbers>,
    noun: Option<Nouns>,
    /// Whether the clause may end there instead.
    pub(super) end: bool,
    /// Whether some of the words are names, which have a capital inside a sentence.
    names: bool,
}

/// Which nouns are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nouns {
    Singular,
    Every,
    /// In either number, and no forms of verbs.
    Only,
}

/// Which numbers are meant.
#[derive(Debug, Clone, Copy)]
enum Numbers {
    /// Any but 1, and sums of money.
    Several,
    /// With the sign of a currency.
    Sums,
    /// Of four digits.
    Years,
}

/// The words of a choice, and whether each is taken out of it.
pub(super) fn words_of(
    words: impl Iterator<Item = &'static str>,
    classes: &Classes,
) -> impl Iterator<Item = (bool, &'static str)> {
    let class = |word: &str| classes.iter().find(|(name, _)| *name == word).map(|&(_, words)| words);
    words.flat_map(move |word| {
        let (is_other, word) = word.strip_prefix('-').map_or((false, word), |word| (true, word));
        // What is no name of a choice is a choice of one.
        class(word).unwrap_or(word).split(' ').map(move |word| (is_other, word))
    })
}

impl Choice {
    /// Reads words between bars, some of which may be names of choices.
    pub(super) fn read(words: impl Iterator<Item = &'static str>, classes: &Classes) -> Self {
        let mut choice = Self::default();
        for (other, word) in words_of(words, classes) {
            if other {
                choice.others.push(hash_of(word));
            } else if word == "$" {
                choice.end = true;
            } else if word == "#" {
                choice.number = Some(Numbers::Several);
            } else if let Some(kind) = word.strip_prefix('@') {
                match kind {
                    "noun" => choice.noun = Some(Nouns::Singular),
                    "nouns" => choice.noun = Some(Nouns::Every),
                    "only-nouns" => choice.noun = Some(Nouns::Only),
                    "sum" => choice.number = Some(Numbers::Sums),
                    _ => choice.number = Some(Numbers::Years),
                }
            } else if let Some(ending) = word.strip_prefix('*') {
                choice.endings.push(ending);
            } else {
                choice.names |= word != "I" && word.starts_with(char::is_uppercase);
                choice.words.push(hash_of(word));
            }
        }
        choice.words.sort_unstable();
        choice
    }

    /// Whether the token at `index` is a word of the choice, or, if it is not to be in it, another word.
    pub(super) fn takes(&self, context: &Context<'_>, index: usize, is_in: bool) -> bool {
        let Some(&token) = context.document.tokens().get(index) else { return false };
        let text = context.document.text_of(token);
        if self.number.is_some_and(|numbers| is_number(token, text, numbers)) {
            return is_in;
        }
        if !is_plain(token) {
            return false;
        }
        // “IT” is no it, and “May” no may.
        if token.has_own_capital() && text != "I" && !self.names {
            return !is_in;
        }
        let hash = context.forms().hash(token.form);
        if self.others.contains(&hash) {
            return !is_in;
        }
        let has = self.words.binary_search(&hash).is_ok()
            || self.endings.iter().any(|ending| text.len() > ending.len() + 1 && text.ends_with(ending))
            || self.noun.is_some_and(|nouns| is_noun(text, nouns));
        has == is_in
    }
}

fn is_number(token: Token, text: &str, numbers: Numbers) -> bool {
    let is_number = token.kind == TokenKind::Number;
    let has_sign = text.starts_with(['$', '£', '€']);
    match numbers {
        Numbers::Several => is_number && text != "1" || has_sign && text.chars().count() == 1,
        Numbers::Sums => has_sign && text.chars().count() > 1,
        Numbers::Years => {
            let is_likely = text.starts_with('1') || text.starts_with("20");
            is_number && text.len() == 4 && is_likely && text.bytes().all(|byte| byte.is_ascii_digit())
        }
    }
}

fn is_noun(text: &str, nouns: Nouns) -> bool {
    noun_of(text).is_some_and(|noun| match nouns {
        Nouns::Singular => !noun.is_plural,
        Nouns::Every => true,
        Nouns::Only => !noun.is_verb,
    })
}
