//! Choices of words that have a name, each read once.

use std::sync::OnceLock;

use super::choice::Choice;
use super::{ANY, EDGE, bit_of};
use crate::rules::forms::hash_of;

/// The named choices of a list.
#[derive(Debug, Default)]
pub(super) struct Classes(Vec<Class>);

#[derive(Debug)]
pub(super) struct Class {
    /// With its angle brackets.
    name: &'static str,
    /// With a space between each.
    words: &'static str,
    choice: OnceLock<Choice>,
    bits: OnceLock<u64>,
}

impl Classes {
    pub(super) fn add(&mut self, name: &'static str, words: &'static str) {
        self.0.push(Class { name, words, choice: OnceLock::new(), bits: OnceLock::new() });
    }

    /// The choice of this name.
    pub(super) fn named(&self, name: &str) -> Option<&Class> {
        if !name.starts_with('<') {
            return None;
        }
        self.0.iter().find(|class| class.name == name)
    }

    /// The hashes of the words that an element may be, of those that have letters.
    pub(super) fn hashes(&self, element: &'static str) -> impl Iterator<Item = u64> + '_ {
        element.split('|').filter(|word| !word.starts_with('-')).flat_map(|word| {
            let class = self.named(word);
            let words = class.map_or(&[][..], |class| class.choice().words());
            words.iter().copied().chain(class.is_none().then(|| hash_of(word)))
        })
    }

    /// The bits of the words that an element may be; all of them where there is none, or it says more than words.
    pub(super) fn bits(&self, element: Option<&'static str>) -> u64 {
        match element {
            Some("^" | "$") => EDGE,
            Some(element) if !element.starts_with('!') => {
                let words = element.split('|').filter(|word| !word.starts_with('-'));
                words.fold(0, |bits, word| bits | self.named(word).map_or_else(|| bits_of_word(word), Class::bits))
            }
            _ => ANY,
        }
    }
}

impl Class {
    pub(super) fn choice(&self) -> &Choice {
        self.choice.get_or_init(|| Choice::read(self.words.split(' '), &Classes::default()))
    }

    fn bits(&self) -> u64 {
        *self.bits.get_or_init(|| self.words.split(' ').fold(0, |bits, word| bits | bits_of_word(word)))
    }
}

fn bits_of_word(word: &str) -> u64 {
    match word.as_bytes() {
        b"$" => EDGE,
        [b'#' | b'@' | b'*', ..] => ANY,
        _ => bit_of(hash_of(word)),
    }
}
