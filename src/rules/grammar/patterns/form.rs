//! The form that belongs in the place of a word.

use crate::rules::nouns::{plural_of, singular_of};
use crate::rules::verbs::{Verb, base_of, participle_of, verb_of, verb_of_third};

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
            Self::Base => verb_of_third(word).map(Verb::base).or_else(|| base_of(word))?.to_owned(),
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
    use super::Form;

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
