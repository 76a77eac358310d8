//! The words that may stand at one place of a pattern.

use super::Classes;
use crate::document::{Token, TokenKind};
use crate::rules::Context;
use crate::rules::forms::hash_of;
use crate::rules::grammar::phrases::is_plain;
use crate::rules::kinds::{Kind, Kinds};

/// Words, numbers and kinds of words, of which one is meant.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    /// The hashes of the words, sorted.
    words: Vec<u64>,
    /// The hashes of words that are not meant, though they have the ending, or are nouns.
    others: Vec<u64>,
    endings: Vec<&'static str>,
    number: Option<Numbers>,
    kinds: Kinds,
    /// Whether the clause may end there instead.
    pub(super) end: bool,
    /// Whether some of the words are names, which have a capital inside a sentence.
    names: bool,
    /// Whether any word with a capital of its own is meant.
    name: bool,
}

/// Which numbers are meant.
#[derive(Debug, Clone, Copy)]
enum Numbers {
    /// Any but 1, and sums of money.
    Several,
    /// Whole ones of things, from 2: no years and no sums of money.
    Counts,
    /// With the sign of a currency.
    Sums,
    /// Of four digits.
    Years,
}

impl Choice {
    /// Reads words, some of which may be names of choices.
    pub(super) fn read(words: impl Iterator<Item = &'static str>, classes: &Classes) -> Self {
        let mut choice = Self::default();
        for word in words {
            let (is_other, word) = word.strip_prefix('-').map_or((false, word), |word| (true, word));
            match classes.named(word) {
                Some(class) if is_other => choice.others.extend(&class.words),
                Some(class) => choice.add_all(class),
                None if is_other => choice.others.push(hash_of(word)),
                None => choice.add(word),
            }
        }
        choice.words.sort_unstable();
        choice
    }

    fn add_all(&mut self, other: &Self) {
        self.words.extend(&other.words);
        self.endings.extend(&other.endings);
        self.number = other.number.or(self.number);
        self.kinds |= other.kinds;
        self.end |= other.end;
        self.names |= other.names;
        self.name |= other.name;
    }

    fn add(&mut self, word: &'static str) {
        match word.as_bytes() {
            b"$" => self.end = true,
            b"#" => self.number = Some(Numbers::Several),
            b"@sum" => self.number = Some(Numbers::Sums),
            b"@year" => self.number = Some(Numbers::Years),
            b"@count" => self.number = Some(Numbers::Counts),
            b"@name" => self.name = true,
            [b'@', ..] => self.kinds |= Kind::named(word.trim_start_matches('@')).map_or(0, Kind::bit),
            [b'*', ..] => self.endings.push(word.trim_start_matches('*')),
            _ => {
                self.names |= word != "I" && word.starts_with(char::is_uppercase);
                self.words.push(hash_of(word));
            }
        }
    }

    fn has_kind(&self, context: &Context<'_>, token: Token) -> bool {
        context.forms().kinds().get(token.form.0 as usize).is_some_and(|kinds| kinds & self.kinds != 0)
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
        if self.name && token.has_own_capital() {
            return is_in;
        }
        if token.has_own_capital() && text != "I" && !self.names {
            return !is_in;
        }
        let hash = context.forms().hash(token.form);
        if self.others.contains(&hash) {
            return !is_in;
        }
        let has = self.words.binary_search(&hash).is_ok()
            || self.endings.iter().any(|ending| text.len() > ending.len() + 1 && text.ends_with(ending))
            || self.kinds != 0 && self.has_kind(context, token);
        has == is_in
    }
}

fn is_number(token: Token, text: &str, numbers: Numbers) -> bool {
    let is_number = token.kind == TokenKind::Number;
    let has_sign = text.starts_with(['$', '£', '€']);
    match numbers {
        Numbers::Several => is_number && text != "1" || has_sign && text.chars().count() == 1,
        Numbers::Sums => has_sign && text.chars().count() > 1,
        Numbers::Years => is_number && is_year(text),
        Numbers::Counts => {
            let is_whole = text.starts_with(|first: char| matches!(first, '1'..='9'))
                && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
            is_number && is_whole && text != "1" && !is_year(text)
        }
    }
}

fn is_year(text: &str) -> bool {
    let is_likely = text.starts_with('1') || text.starts_with("20");
    text.len() == 4 && is_likely && text.bytes().all(|byte| byte.is_ascii_digit())
}
