//! How far the words lie that may be suggested.

use crate::lexicon::format::TIERS;

/// The handicap of an ordinary word, in nats.
pub(super) const ORDINARY: f32 = 5.0;

/// How much likelier than an ordinary word with a capital "none of these" may be, in nats, for the word to be searched for.
const DOUBTFUL: f32 = 4.0;

/// How much likelier than an ordinary word "none of these" may be, in nats, for the word to count where it is asked whether any
/// word was meant: several that are not likely may be so together.
const IMPROBABLE: f32 = 5.0;

/// What may have been meant by a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// Any word, and any name if it has a capital.
    Any,
    /// A word that is no rarer name.
    Word,
    /// One of the most frequent words, those of the first tier.
    FrequentWord,
}

/// How far a search goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// The highest cost of the slips that lead to an ordinary word which is two slips away or less, in nats.
    pub near: f32,
    /// How much lower the limit is for each nat that a word is less likely than an ordinary one before it is known how it was
    /// typed.
    pub handicap: f32,
    /// The score from which on the best candidate is good enough to look no further.
    pub enough: f32,
    /// The highest cost of the slips that lead to words further away, in nats.
    pub far: f32,
    /// Whether a word with a capital may be a slip of a name that is in the larger lists only.
    pub names: bool,
    /// How many tiers of words are searched, the likeliest first.
    pub tiers: usize,
}

impl Reach {
    /// How far to go for a word of so many bytes: in a short word few slips are as many as make another word of it.
    pub const fn of(length: usize) -> Self {
        let (far, enough) = match length {
            0..=3 => (9.5, -9.5),
            4 => (12.5, -13.5),
            5..=8 => (12.5, -12.5),
            _ => (12.5, -13.0),
        };
        Self { near: 12.0, handicap: 0.7, enough, far, names: true, tiers: TIERS }
    }

    /// The same, no further than a word with a capital can be a slip at all, where `none` is the score of "none of these": most
    /// of them are names, and what is far away was not meant.
    #[must_use]
    pub fn within(self, none: f32, word: &str) -> Self {
        if !word.starts_with(char::is_uppercase) {
            return self;
        }
        Self { far: self.far.min(DOUBTFUL - none - ORDINARY).max(0.0), ..self }
    }

    /// The same, no further than to tell whether one of `meant` was meant, where `none` is the score of "none of these": what
    /// is more than two slips away hardly ever was.
    #[must_use]
    pub fn to(self, meant: Meant, none: f32) -> Self {
        let near = self.near.min((IMPROBABLE - none - ORDINARY).max(0.0));
        let tiers = match meant {
            Meant::Any => return self,
            Meant::Word => TIERS,
            Meant::FrequentWord => 1,
        };
        Self { near, handicap: 1.0, far: 0.0, names: false, tiers, ..self }
    }
}
