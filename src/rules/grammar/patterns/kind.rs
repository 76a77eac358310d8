//! Kinds of words that may stand at one place of a pattern, and the forms that one of them can have.

use crate::rules::nouns::{noun_of, plural_of, singular_of};
use crate::rules::verbs::{base_of, is_past, participle_of, verb_of, verb_of_third};

/// A kind of words, of those that are frequent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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

impl Kind {
    /// The kind of this name, without the sign before it.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "noun" => Self::Noun,
            "nouns" => Self::Nouns,
            "plurals" => Self::Plurals,
            "only-nouns" => Self::OnlyNouns,
            "only-noun" => Self::OnlyNoun,
            "only-plural" => Self::OnlyPlural,
            "possessive" => Self::Possessive,
            "base" => Self::Base,
            "only-base" => Self::OnlyBase,
            "verb" => Self::Verb,
            "third" => Self::Third,
            "past" => Self::Past,
            "preterite" => Self::Preterite,
            _ => return None,
        })
    }

    /// Whether `word`, in small letters, is one of them.
    pub(super) fn has(self, word: &str) -> bool {
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

/// A form that a word is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Base,
    Third,
    Past,
    Participle,
    Plural,
    Singular,
}

impl Form {
    /// The form of this name, with the sign before it.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "@base" => Self::Base,
            "@third" => Self::Third,
            "@past" => Self::Past,
            "@participle" => Self::Participle,
            "@plural" => Self::Plural,
            "@singular" => Self::Singular,
            _ => return None,
        })
    }

    /// This form of `word`, which stands in small letters and in another.
    pub(super) fn of(self, word: &str) -> Option<String> {
        Some(match self {
            Self::Base => {
                verb_of_third(word).map(crate::rules::verbs::Verb::base).or_else(|| base_of(word))?.to_owned()
            }
            Self::Third => verb_of(word)?.third(),
            Self::Past => verb_of(word)?.past().into_owned(),
            Self::Participle => match participle_of(word) {
                Some(participle) => participle.to_owned(),
                None => verb_of(word)?.participle().into_owned(),
            },
            Self::Plural => plural_of(word.strip_suffix("'s").unwrap_or(word))?,
            Self::Singular => singular_of(word)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Kind};

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

    #[test]
    fn a_word_is_put_into_another_form() {
        let of = |name: &str, word: &str| Form::named(name).expect("known").of(word);
        let forms =
            [("@base", "went"), ("@base", "sings"), ("@third", "go"), ("@past", "send"), ("@participle", "went")];
        let expected = ["go", "sing", "goes", "sent", "gone"];
        assert_eq!(forms.map(|(name, word)| of(name, word)), expected.map(|word| Some(word.to_owned())));
        assert_eq!(
            [of("@plural", "city"), of("@singular", "boxes")],
            ["cities", "box"].map(|word| Some(word.to_owned()))
        );
    }
}
