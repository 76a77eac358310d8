//! Marks for the distinct written forms of a document: a rule asks once for each form, and then only compares numbers.

use crate::document::{Document, Token, TokenKind};

/// Words longer than this, in bytes, are lowered on the heap.
const SHORT: usize = 48;

/// A number for each form that a rule is looking for.
#[derive(Debug)]
pub(super) struct Marks {
    by_form: Vec<Option<u16>>,
}

impl Marks {
    /// Asks `mark` about each distinct word of `document`, written in small letters; nothing when none is marked.
    pub(super) fn find(document: &Document, mut mark: impl FnMut(&str, Token) -> Option<u16>) -> Option<Self> {
        let mut by_form = Vec::new();
        for (number, form) in document.forms().iter().enumerate() {
            let Some(&token) = document.tokens().get(form.first as usize) else { continue };
            if token.kind != TokenKind::Word {
                continue;
            }
            if let Some(found) = lowered(document.text_of(token), |word| mark(word, token)) {
                by_form.resize(document.forms().len(), None);
                if let Some(place) = by_form.get_mut(number) {
                    *place = Some(found);
                }
            }
        }
        (!by_form.is_empty()).then_some(Self { by_form })
    }

    /// The mark of the token's form.
    pub(super) fn of(&self, token: Token) -> Option<u16> {
        self.by_form.get(token.form.0 as usize).copied().flatten()
    }
}

/// Hands `word` in small letters and with straight apostrophes to `read`, without the heap where it is short.
pub(super) fn lowered<T>(word: &str, read: impl FnOnce(&str) -> T) -> T {
    let mut stack = [0; SHORT];
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return read(word);
    }
    match stack.get_mut(..word.len()) {
        Some(copy) if word.is_ascii() => {
            copy.copy_from_slice(word.as_bytes());
            copy.make_ascii_lowercase();
            read(std::str::from_utf8(copy).unwrap_or(word))
        }
        _ => read(&word.to_lowercase().replace('’', "'")),
    }
}

/// `replacement` with the capitals of `word`: all, the first letter, or none.
pub(super) fn with_capitals_of(word: &str, replacement: &str) -> String {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let mut rest = letters.peekable();
    if first && rest.peek().is_some() && rest.all(char::is_uppercase) {
        return replacement.to_uppercase();
    }
    let mut characters = replacement.chars();
    match characters.next() {
        Some(head) if first => head.to_uppercase().chain(characters).collect(),
        _ => replacement.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{lowered, with_capitals_of};

    #[test]
    fn capitals_are_taken_over() {
        for (word, replacement, expected) in [
            ("colour", "color", "color"),
            ("Colour", "color", "Color"),
            ("COLOUR", "color", "COLOR"),
            ("A", "an", "An"),
        ] {
            assert_eq!(with_capitals_of(word, replacement), expected);
        }
    }

    #[test]
    fn words_are_lowered() {
        for (word, expected) in [("Colour", "colour"), ("don’t", "don't"), ("ÉTÉ", "été")] {
            assert_eq!(lowered(word, str::to_owned), expected);
        }
    }
}
