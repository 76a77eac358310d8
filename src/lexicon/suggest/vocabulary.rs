//! What the suggestions need to know of the words.

use bitflags::bitflags;

use super::nearby::Near;
use crate::lexicon::automaton::Automaton;
use crate::lexicon::format::TIERS;

bitflags! {
    /// What a candidate is, so far as the ranking asks.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct Traits: u8 {
        /// From the larger word lists only.
        const RARE = 1;
        /// A proper noun: never written in small letters.
        const PROPER = 1 << 1;
        /// An acronym or abbreviation.
        const ACRONYM = 1 << 2;
        /// A name of the gazetteers, which no dictionary has.
        const NAME = 1 << 3;
        /// Right in a dialect other than the one asked for.
        const OTHER_DIALECT = 1 << 4;
    }
}

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Form {
    /// Eight times the natural logarithm of its count, or 0.
    pub frequency: u8,
    /// What it is.
    pub traits: Traits,
    /// By what the vocabulary finds it again.
    pub number: u32,
}

/// The words that may be suggested.
pub trait Vocabulary {
    /// The words by what is left of them when letters are taken out.
    fn near(&self) -> Near<'_>;

    /// By tier, forms of which one is as likely as any of the tier.
    fn likeliest(&self) -> [[Form; 2]; TIERS];

    /// All names beside the words, as an automaton read forward; the words may be among them.
    fn names(&self) -> Option<Automaton<'_>> {
        None
    }

    /// The forms that a word has which would have `form` if it were regular.
    fn irregular(&self, form: &str) -> impl Iterator<Item = &'static str>;

    /// What is known of a word; `None` where it is none, or not to be suggested.
    fn form(&self, key: &[u8]) -> Option<Form>;

    /// Calls `visit` with the length of each beginning of `word` that is a word, and what is known of it.
    fn beginnings(&self, word: &[u8], visit: impl FnMut(usize, Form));

    /// How a word is written, capitals and all, by what [`Vocabulary::form`] says of it.
    fn written(&self, key: &[u8], form: Form) -> String;
}

/// How often words stand beside each other.
pub trait Bigrams {
    /// The natural logarithm of how much likelier `right` is after `left` than after any word; `None` where the pair was
    /// never counted.
    fn association(&self, left: &str, right: &str) -> Option<f32>;
}
