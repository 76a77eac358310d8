//! What a word is, how likely it is, and what was meant by one that is none.
//!
//! User words stand before the compiled dictionary, and that before a Hunspell engine for dictionaries that users bring.
//! The lexicon knows words, not documents: it is asked with a `&str` and answers with small copies.

mod entry;

use std::sync::Arc;

pub use entry::{Dialects, Entry, EntryFlags};

/// What may have been meant by a word, and how surely.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The replacement, with the capitals of the word it replaces; two words where a space was lost.
    pub text: String,
    /// The calibrated probability, between 0 and 1, that this is what was meant.
    pub probability: f32,
}

/// The words beside the one that is looked at, where there are any in the same sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Neighbours<'a> {
    /// The word before, as written.
    pub before: Option<&'a str>,
    /// The word after, as written.
    pub after: Option<&'a str>,
}

/// The words of a language, with those of the project.
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// What is known of `word`, which is written with straight apostrophes and without soft hyphens.
    pub fn check(&self, _word: &str) -> Entry {
        Entry::default()
    }

    /// What may have been meant by `word`, the likeliest first, at most ten; none where nothing is likely.
    ///
    /// The answer is remembered, so that a word is worked on once in a run.
    pub fn suggest(&self, _word: &str) -> Arc<[Suggestion]> {
        Arc::from([])
    }

    /// The suggestions for `word` where it stands between `neighbours`, ranked anew by what fits there.
    pub fn suggest_between(&self, word: &str, _neighbours: Neighbours<'_>) -> Vec<Suggestion> {
        self.suggest(word).to_vec()
    }

    /// How much likelier `right` stands after `left` than after any word, as a natural logarithm: the pointwise
    /// mutual information of the pair, or `None` where the pair was never counted. Case does not matter.
    pub fn association(&self, _left: &str, _right: &str) -> Option<f32> {
        None
    }
}
