//! How a written word may be looked up: its capitals, its endings, numbers.

use super::format::Capitals;

/// Beginnings of surnames after which a second capital is written.
const PREFIXES: [&str; 16] =
    ["mc", "mac", "o'", "d'", "de", "di", "du", "da", "la", "le", "van", "von", "fitz", "l'", "al", "el"];

/// What is taken off a word before it is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    None,
    /// `'s`
    Possessive,
    /// `'S`
    CapitalPossessive,
    /// The apostrophe of `workers'`.
    Apostrophe,
}

/// One way to look a word up: what is left of it, its form in small letters, how it is capitalised, what was taken off.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) key: &'a [u8],
    pub(super) word: &'a str,
    pub(super) capitals: Capitals,
    pub(super) ending: Ending,
}

impl<'a> Reading<'a> {
    pub(super) fn is_possessive(&self) -> bool {
        matches!(self.ending, Ending::Possessive | Ending::CapitalPossessive)
    }

    /// As a possessive, if it may be one. `key` is `word` in small letters.
    pub(super) fn inflected(word: &'a str, key: &'a [u8]) -> Option<Self> {
        let (base, ending) = if let Some(base) = word.strip_suffix("'s") {
            (base, Ending::Possessive)
        } else if let Some(base) = word.strip_suffix("'S") {
            (base, Ending::CapitalPossessive)
        } else {
            (word.strip_suffix('\'').filter(|base| base.ends_with(['s', 'S']))?, Ending::Apostrophe)
        };
        let capitals = match ending {
            // PARIS'S is in capitals throughout; Paris'S is not written.
            Ending::CapitalPossessive if Capitals::of(word) == Capitals::Upper => Capitals::Upper,
            Ending::CapitalPossessive => return None,
            _ => Capitals::of(base),
        };
        // Folding changes no letter of the ending, so that it can be taken off the key as well.
        let key = key.get(..key.len().checked_sub(word.len() - base.len())?)?;
        Some(Self { key, word: base, capitals, ending })
    }
}

/// Whether the word is a number, as Hunspell has it (`24`, `1,000`, `3.5`), or an ordinal one (`1st`, `112th`).
pub(super) fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    if !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    let suffix = match digits.as_bytes() {
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    };
    match word.get(digits.len()..) {
        Some("") => {
            digits.split(['.', ',', '-']).all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        }
        Some(ending) => {
            (ending == suffix || ending == suffix.to_ascii_uppercase())
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        None => false,
    }
}

/// Whether the capitals are those of a surname with a prefix: `McAdam`, `O'Hara`, `DeVito`.
pub(super) fn is_prefixed_name(word: &str) -> bool {
    PREFIXES.iter().any(|prefix| {
        let (Some(head), Some(tail)) = (word.get(..prefix.len()), word.get(prefix.len()..)) else { return false };
        head.eq_ignore_ascii_case(prefix)
            && Capitals::of(head) == Capitals::Title
            && Capitals::of(tail) == Capitals::Title
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_hunspells() {
        for right in [
            "7", "24", "1,000", "3.5", "1-2", "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112TH",
            "0th",
        ] {
            assert!(is_number(right), "{right}");
        }
        for wrong in ["", "a", "1,", "1..2", "1th", "11st", "2ND2", "21sT", "1,000th", "5km", "-1", "2é"] {
            assert!(!is_number(wrong), "{wrong}");
        }
    }

    #[test]
    fn surnames_have_prefixes() {
        for (word, expected) in [
            ("McAdam", true),
            ("O'Hara", true),
            ("DeVito", true),
            ("mcAdam", false),
            ("MCAdam", false),
            ("HaRry", false),
        ] {
            assert_eq!(is_prefixed_name(word), expected, "{word}");
        }
    }
}
