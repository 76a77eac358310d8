//! Words that are more than ASCII letters: with apostrophes, hyphens, digits, diacritics, or of another script.

use super::Scanner;
use crate::document::chars;
use crate::document::{TokenFlags, TokenKind};

/// What was seen of a word so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan {
    /// One past its last byte.
    pub(super) end: usize,
    latin: bool,
    foreign: bool,
    digits: bool,
    pub(super) flags: TokenFlags,
}

impl Scan {
    pub(super) const fn new(start: usize) -> Self {
        Self { end: start, latin: false, foreign: false, digits: false, flags: TokenFlags::empty() }
    }

    const fn kind(&self) -> TokenKind {
        if self.foreign {
            TokenKind::Foreign
        } else if self.digits {
            if self.latin { TokenKind::Mixed } else { TokenKind::Number }
        } else {
            TokenKind::Word
        }
    }
}

impl Scanner<'_> {
    /// A word that begins with ASCII letters up to `known`, of which `capitals` says where the capitals stand if it is known, and
    /// that may go on in other ways; answers where it ends. Most end there, before the stop of a sentence.
    pub(super) fn begun_word(&mut self, start: usize, known: usize, capitals: Option<TokenFlags>) -> usize {
        let mut scan = Scan { latin: true, ..Scan::new(known) };
        if self.bytes.get(known).is_none_or(|&byte| chars::class(byte) & chars::DIVIDES == 0) {
            self.extend(&mut scan);
        }
        let capitals = capitals.filter(|_| scan.end == known);
        self.finish_word(start, scan, capitals)
    }

    /// A word whose first bytes, up to `known`, are letters, and that may go on in other ways; answers where it ends.
    #[cold]
    pub(super) fn long_word(&mut self, start: usize, known: usize) -> usize {
        let mut scan = Scan::new(start);
        self.extend(&mut scan);
        let scan = if scan.end < known { Scan { end: known, ..scan } } else { scan };
        self.finish_word(start, scan, None)
    }

    fn finish_word(&mut self, start: usize, scan: Scan, capitals: Option<TokenFlags>) -> usize {
        let end = scan.end;
        if matches!(self.bytes.get(end), Some(b'.' | b'@' | b':' | b'/' | b'\\' | b'&' | b'_' | b'+'))
            && let Some(end) = self.compound(start, end)
        {
            return end;
        }
        let capitals = capitals.unwrap_or_else(|| case_flags(self.slice(start, end)));
        self.push_scan(start, scan, capitals)
    }

    /// Pushes what was read of a word, with an apostrophe after it if that is its own.
    fn push_scan(&mut self, start: usize, scan: Scan, capitals: TokenFlags) -> usize {
        let mut flags = scan.flags | capitals;
        let mut end = scan.end;
        if scan.latin
            && !scan.foreign
            && let Some(c) = self.char_at(end).filter(|&c| chars::is_apostrophe(c))
            && self.owns_apostrophe(start, end, c)
        {
            flags |= apostrophe_flags(c);
            end += c.len_utf8();
        }
        self.push(start, end, scan.kind(), flags);
        end
    }

    /// Goes on with a word from `scan.end` as far as it reaches.
    pub(super) fn extend(&self, scan: &mut Scan) {
        while let Some(c) = self.char_at(scan.end) {
            let next = scan.end + c.len_utf8();
            if chars::is_latin(c) {
                scan.latin = true;
            } else if c.is_ascii_digit() {
                scan.digits = true;
            } else if chars::is_apostrophe(c) {
                // Between two letters it can be nothing else, whatever its shape.
                let letter_before = self.char_before(scan.end).is_some_and(chars::is_word_char);
                if !letter_before || !self.char_at(next).is_some_and(char::is_alphabetic) {
                    break;
                }
                if c == '‘' && self.single_open {
                    break;
                }
                scan.flags |= apostrophe_flags(c);
            } else if chars::is_hyphen(c) {
                if scan.end <= self.from || !self.joins(scan.end, next) {
                    break;
                }
                scan.flags |= TokenFlags::HYPHENATED;
                if c != '-' {
                    scan.flags |= TokenFlags::NEEDS_NORMALISING;
                }
                if let Some(end) = self.clipped_and(next) {
                    scan.flags |= TokenFlags::APOSTROPHE;
                    scan.end = end;
                    continue;
                }
            } else if chars::is_wide_punctuation(c) {
                // It is none of what follows either, which is found out sooner here.
                break;
            } else if chars::is_ignorable(c) {
                // An unseen character at the end is no part of the word.
                if !self.word_char_at(next) {
                    break;
                }
                scan.flags |= TokenFlags::NEEDS_NORMALISING;
            } else if chars::is_mark(c) {
                scan.flags |= TokenFlags::NEEDS_NORMALISING;
            } else if c.is_alphabetic() {
                scan.foreign = true;
            } else if c.is_numeric() || (c == '.' && self.decimal(scan.end)) {
                scan.digits = true;
            } else {
                break;
            }
            scan.end = next;
        }
    }

    /// Whether a hyphen between `at` and `next` joins two parts of a word.
    fn joins(&self, at: usize, next: usize) -> bool {
        let before = self.char_before(at).is_some_and(|c| chars::is_word_char(c) || matches!(c, '.' | '\'' | '’'));
        before && (self.word_char_at(next) || self.clipped_and(next).is_some())
    }

    /// Whether the stop at `at` stands between digits of a version or a decimal: `GPT-3.5`, `iOS17.4`.
    fn decimal(&self, at: usize) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        digit(self.char_before(at)) && digit(self.char_at(at + 1))
    }
}

/// The flags of a word that holds the apostrophe `c`.
pub(super) fn apostrophe_flags(c: char) -> TokenFlags {
    let shape = if c == '\'' {
        TokenFlags::empty()
    } else if chars::is_wrong_apostrophe(c) {
        TokenFlags::WRONG_APOSTROPHE | TokenFlags::NEEDS_NORMALISING
    } else {
        TokenFlags::NEEDS_NORMALISING
    };
    TokenFlags::APOSTROPHE | shape
}

/// The flags that say where the capitals of `word` stand.
pub(super) fn case_flags(word: &str) -> TokenFlags {
    let mut flags = TokenFlags::empty();
    let (mut letters, mut capitals, mut after_small) = (0u32, 0u32, false);
    for c in word.chars() {
        if !c.is_alphabetic() {
            // A mark on a letter does not part it from the next.
            after_small &= chars::is_mark(c) || chars::is_ignorable(c);
            continue;
        }
        let upper = c.is_uppercase();
        if letters == 0 && upper {
            flags |= TokenFlags::CAPITALISED;
        }
        if upper && after_small {
            flags |= TokenFlags::MIXED_CASE;
        }
        letters += 1;
        capitals += u32::from(upper);
        after_small = c.is_lowercase();
    }
    if letters >= 2 && capitals == letters {
        flags |= TokenFlags::ALL_CAPS;
        if is_roman(word.as_bytes()) {
            flags |= TokenFlags::ROMAN;
        }
    }
    flags
}

/// Whether `word` is a well-formed roman numeral of two letters or more, in capitals.
pub(super) fn is_roman(word: &[u8]) -> bool {
    let mut rest = word;
    let thousands = rest.iter().take_while(|&&byte| byte == b'M').count();
    rest = rest.get(thousands..).unwrap_or_default();
    for [one, five, ten] in [*b"CDM", *b"XLC", *b"IVX"] {
        rest = if let [first, second, tail @ ..] = rest
            && *first == one
            && (*second == ten || *second == five)
        {
            tail
        } else {
            let tail = rest.strip_prefix(&[five]).unwrap_or(rest);
            let ones = tail.iter().take_while(|&&byte| byte == one).count();
            if ones > 3 {
                return false;
            }
            tail.get(ones..).unwrap_or_default()
        };
    }
    rest.is_empty() && word.len() >= 2 && thousands <= 3
}

#[cfg(test)]
mod tests {
    use super::is_roman;

    #[test]
    fn roman_numerals_are_well_formed() {
        for numeral in ["II", "IV", "IX", "XIV", "XL", "XC", "MCMXCIV", "MMXXVI", "LXXX", "DC", "VIII"] {
            assert!(is_roman(numeral.as_bytes()), "{numeral}");
        }
        for word in ["I", "IIII", "VV", "IC", "NATO", "MID", "", "XIVA", "LCD", "MMMM"] {
            assert!(!is_roman(word.as_bytes()), "{word}");
        }
    }
}
