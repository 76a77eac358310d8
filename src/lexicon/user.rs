//! The words of a project: plain lists, one a line.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::error::LexiconError;
use super::format::Capitals;
use crate::bounded;

/// A word list as it was read. A line has a word, or several, each of which is accepted by itself (`Sergei Shoigu`); `#` begins a
/// comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordList {
    /// Where it comes from, for messages.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

impl WordList {
    /// Reads a list.
    ///
    /// # Errors
    ///
    /// [`LexiconError::Unreadable`] where the file cannot be read or is not UTF-8.
    pub fn read(path: &Path) -> Result<Self, LexiconError> {
        match bounded::read_to_string(path, bounded::LIST) {
            Ok(text) => Ok(Self { path: path.to_owned(), text }),
            Err(error) => Err(LexiconError::Unreadable { path: path.to_owned(), error }),
        }
    }
}

/// The words of all lists. An entry in small letters covers the capitalised forms, any other only itself and its form in
/// capitals; both cover the possessive and the plural. Parts of hyphenated words are looked up one by one.
#[derive(Debug, Default)]
pub(crate) struct UserWords {
    /// By form in small letters, the spellings.
    words: FxHashMap<Box<str>, Vec<Box<str>>>,
}

/// How a form relates to the entry that covers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cover {
    /// It is the entry.
    Entry,
    /// It is the possessive or plural of the entry.
    Inflected,
    /// It would be, with other capitals.
    OtherCase,
}

impl UserWords {
    pub(crate) fn new(lists: &[WordList]) -> Result<Self, LexiconError> {
        let mut words = Self::default();
        for list in lists {
            for (text, line) in list.text.trim_start_matches('\u{feff}').lines().zip(1..) {
                words.line(text).map_err(|reason| LexiconError::BadWord { path: list.path.clone(), line, reason })?;
            }
        }
        Ok(words)
    }

    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        for word in line.split_whitespace().take_while(|word| !word.starts_with('#')) {
            if word.len() > 100 {
                return Err("longer than any word (100 bytes)");
            }
            if word.contains(char::is_control) {
                return Err("a control character in a word");
            }
            if !word.contains(char::is_alphanumeric) {
                return Err("a word without a letter or digit; a comment begins with #");
            }
            let word = super::normal(word);
            let spellings = self.words.entry(word.to_lowercase().into()).or_default();
            if !spellings.iter().any(|known| **known == *word) {
                spellings.push(word.as_ref().into());
            }
        }
        Ok(())
    }

    /// Whether an entry covers `word`, which has straight apostrophes and composed characters.
    pub(crate) fn cover(&self, word: &str) -> Option<Cover> {
        if self.words.is_empty() {
            return None;
        }
        let whole = self.entry(word, Cover::Entry);
        let mut stems = stems(word).filter_map(|stem| self.entry(&stem, Cover::Inflected));
        match whole {
            Some(Cover::Entry) => whole,
            _ => stems.find(|cover| *cover == Cover::Inflected).or(whole),
        }
    }

    fn entry(&self, word: &str, cover: Cover) -> Option<Cover> {
        let spellings = self.words.get(word.to_lowercase().as_str())?;
        let covers = |spelling: &str| {
            let capitals = Capitals::of(word);
            spelling == word
                || capitals == Capitals::Upper
                || capitals == Capitals::Title && Capitals::of(spelling) == Capitals::Lower
        };
        Some(if spellings.iter().any(|spelling| covers(spelling)) { cover } else { Cover::OtherCase })
    }
}

/// What `word` may be the possessive or plural of.
fn stems(word: &str) -> impl Iterator<Item = String> {
    let without = |ending: &str| {
        let cut = word.len().checked_sub(ending.len()).filter(|cut| word.is_char_boundary(*cut))?;
        word.get(cut..).filter(|tail| tail.eq_ignore_ascii_case(ending)).and(word.get(..cut))
    };
    let hisses = |stem: &&str| {
        let lower = stem.to_lowercase();
        ["s", "x", "z", "ch", "sh"].iter().any(|end| lower.ends_with(end))
    };
    let possessive = without("'s").or_else(|| without("'"));
    let plural = without("s'").or_else(|| without("s"));
    let hissing = without("es'").or_else(|| without("es")).filter(hisses);
    let in_y = without("ies").map(|stem| format!("{stem}y"));
    [possessive, plural, hissing].map(|stem| stem.map(str::to_owned)).into_iter().chain([in_y]).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Result<UserWords, LexiconError> {
        UserWords::new(&[WordList { path: "words.txt".into(), text: text.into() }])
    }

    #[test]
    fn an_entry_covers_its_forms() {
        let words =
            words("# names\nkubectl\nShoigu   # the minister\niPhone\nSergei Lavrov\nproxy\nbox\ne-mail\nO’Hara\n")
                .unwrap();
        for (word, expected) in [
            ("kubectl", Some(Cover::Entry)),
            ("Kubectl", Some(Cover::Entry)),
            ("KUBECTL", Some(Cover::Entry)),
            ("kuBectl", Some(Cover::OtherCase)),
            ("kubectls", Some(Cover::Inflected)),
            ("kubectl's", Some(Cover::Inflected)),
            ("Shoigu", Some(Cover::Entry)),
            ("SHOIGU", Some(Cover::Entry)),
            ("shoigu", Some(Cover::OtherCase)),
            ("Shoigu's", Some(Cover::Inflected)),
            ("SHOIGU'S", Some(Cover::Inflected)),
            ("iPhones", Some(Cover::Inflected)),
            ("Iphone", Some(Cover::OtherCase)),
            ("Lavrov", Some(Cover::Entry)),
            ("proxies", Some(Cover::Inflected)),
            ("proxys", Some(Cover::Inflected)),
            ("boxes", Some(Cover::Inflected)),
            ("E-mails", Some(Cover::Inflected)),
            ("O'Hara", Some(Cover::Entry)),
            ("minister", None),
            ("s", None),
            ("'", None),
            ("és", None),
        ] {
            assert_eq!(words.cover(word), expected, "{word}");
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        for (text, message) in [
            ("good\n\n--\n", "words.txt:3: a word without a letter or digit"),
            ("a\u{0}b", "words.txt:1: a control character"),
            (&"x".repeat(101), "words.txt:1: longer"),
        ] {
            let error = words(text).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
