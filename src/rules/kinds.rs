//! Kinds of words that patterns name, and which frequent words are of them. The build script uses this, too: it works out the
//! kinds of each word, so that a rule looks them up by the hash of a word.

use super::nouns::{noun_of, plurals_of};
use super::verbs::{base_of, is_past, participle_of, verb_of, verb_of_third};

/// A kind of words, of those that are frequent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `@noun`: a noun in the singular.
    Noun,
    /// `@nouns`: a noun in either number.
    Nouns,
    /// `@plurals`: a noun in the plural.
    Plurals,
    /// `@only-nouns`: a noun in either number, and no form of a verb.
    OnlyNouns,
    /// `@only-noun`: a noun in the singular, and no form of a verb.
    OnlyNoun,
    /// `@only-plural`: a noun in the plural, and no form of a verb.
    OnlyPlural,
    /// `@possessive`: a noun in the singular that ends in “'s”.
    Possessive,
    /// `@base`: the base of a verb that is no noun, adjective, adverb or past (saw, found).
    Base,
    /// `@only-base`: one of those that is never a noun.
    OnlyBase,
    /// `@verb`: the base of a verb that is no adjective or adverb, but may be a noun.
    Verb,
    /// `@third`: a form of a verb beside him or her whose base is no noun, adjective or adverb.
    Third,
    /// `@past`: an irregular past that is not the participle.
    Past,
    /// `@preterite`: a past, regular or not, that is no base.
    Preterite,
}

/// The kinds that a word has, a bit for each.
pub type Kinds = u16;

/// How many slots the table of kinds has.
pub const SLOTS: usize = 1 << 15;

/// How many bytes a slot has: four of the hash and two of the kinds, the lowest first; no kinds where it is free.
pub const SLOT: usize = 6;

impl Kind {
    /// All of them, by their names.
    const NAMED: [(&'static str, Self); 13] = [
        ("noun", Self::Noun),
        ("nouns", Self::Nouns),
        ("plurals", Self::Plurals),
        ("only-nouns", Self::OnlyNouns),
        ("only-noun", Self::OnlyNoun),
        ("only-plural", Self::OnlyPlural),
        ("possessive", Self::Possessive),
        ("base", Self::Base),
        ("only-base", Self::OnlyBase),
        ("verb", Self::Verb),
        ("third", Self::Third),
        ("past", Self::Past),
        ("preterite", Self::Preterite),
    ];

    /// The bit of the kind.
    pub const fn bit(self) -> Kinds {
        1 << self as u32
    }

    /// The kind of this name, without the sign before it.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|&(own, _)| own == name).map(|(_, kind)| kind)
    }

    /// Whether `word`, in small letters, is one of them.
    pub fn has(self, word: &str) -> bool {
        let is_noun =
            |is_meant: fn(bool, bool) -> bool| noun_of(word).is_some_and(|noun| is_meant(noun.is_plural, noun.is_verb));
        match self {
            Self::Noun => is_noun(|is_plural, _| !is_plural),
            Self::Nouns => is_noun(|_, _| true),
            Self::Plurals => is_noun(|is_plural, _| is_plural),
            Self::OnlyNouns => is_noun(|_, is_verb| !is_verb),
            Self::OnlyNoun => is_noun(|is_plural, is_verb| !is_plural && !is_verb) && !word.ends_with('s'),
            Self::OnlyPlural => is_noun(|is_plural, is_verb| is_plural && !is_verb),
            Self::Possessive => {
                let owner = word.strip_suffix("'s").and_then(noun_of);
                owner.is_some_and(|noun| !noun.is_plural)
            }
            Self::Base => verb_of(word).is_some_and(|verb| !verb.is_noun() && !verb.is_adjective()) && !is_past(word),
            Self::OnlyBase => {
                verb_of(word).is_some_and(|verb| verb.is_never_noun() && !verb.is_adjective()) && !is_past(word)
            }
            Self::Verb => verb_of(word).is_some_and(|verb| !verb.is_adjective()) && !is_past(word),
            Self::Third => verb_of_third(word).is_some_and(|verb| !verb.is_noun() && !verb.is_adjective()),
            Self::Past => participle_of(word).is_some(),
            Self::Preterite => base_of(word).is_some(),
        }
    }
}

/// The kinds of `word`, in small letters.
pub fn kinds_of(word: &str) -> Kinds {
    let of_word = Kind::NAMED.into_iter().filter(|(_, kind)| kind.has(word));
    of_word.fold(0, |kinds, (_, kind)| kinds | kind.bit())
}

/// All words that have a kind, some of them twice.
pub fn words() -> impl Iterator<Item = String> {
    let nouns = super::nouns::all().flat_map(|noun| {
        let possessive = format!("{noun}'s");
        plurals_of(noun).into_iter().chain([noun.to_owned(), possessive])
    });
    let verbs = super::verbs::all().flat_map(|verb| {
        [verb.base().to_owned(), verb.third(), verb.past().into_owned(), verb.participle().into_owned()]
    });
    nouns.chain(verbs).chain(super::verbs::pasts().map(str::to_owned)).filter(|word| kinds_of(word) != 0)
}

/// Where the search for a hash begins, and what tells it from others there.
pub fn slot_of(hash: u64) -> (usize, u32) {
    let slot = usize::try_from(hash & (SLOTS as u64 - 1)).unwrap_or_default();
    (slot, u32::try_from(hash >> 32).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn a_word_is_of_its_kinds() {
        let of = |name: &str, words: &[&str]| {
            let kind = Kind::named(name).expect("known");
            words.iter().map(|word| kind.has(word)).collect::<Vec<_>>()
        };
        assert_eq!(of("only-plural", &["results", "towns", "houses", "town"]), [false, true, false, false]);
        assert_eq!(of("base", &["send", "arrest", "put", "open"]), [true, false, false, false]);
        assert_eq!(of("verb", &["send", "arrest", "put", "open"]), [true, true, false, false]);
        assert_eq!(of("third", &["sends", "arrests", "goes", "town"]), [true, false, true, false]);
        assert_eq!(of("past", &["went", "made", "walked"]), [true, false, false]);
        assert_eq!(of("preterite", &["went", "made", "walked", "found"]), [true, true, true, false]);
    }
}
