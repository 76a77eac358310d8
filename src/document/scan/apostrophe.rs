//! Apostrophes at the edges of words, which look like single quotation marks.

use super::Scanner;
use super::word::apostrophe_flags;
use crate::document::chars;
use crate::document::{TokenFlags, TokenKind};

/// How far ahead a closing mark is looked for, in bytes.
const REACH: usize = 400;

/// Words that have lost their beginning, written with an apostrophe before them.
const CLIPPED: &[&str] = &["bout", "em", "n", "neath", "til", "tis", "twas", "tween", "twere", "twill", "twould"];

impl Scanner<'_> {
    /// What begins with an apostrophe, a backtick or a single quotation mark.
    pub(super) fn apostrophe(&mut self, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        if let Some(end) = self.clipped_year(next) {
            self.push(at, end, TokenKind::Number, apostrophe_flags(c));
            return end;
        }
        if c != '´' && c != '′' && !self.closes(at) {
            if let Some(end) = self.clipped_and(at) {
                self.push(at, end, TokenKind::Word, apostrophe_flags(c));
                return end;
            }
            if let Some(end) = self.clipped_word(next) {
                self.push(at, end, TokenKind::Word, apostrophe_flags(c));
                return end;
            }
        }
        let doubled = matches!(c, '\'' | '`') && self.char_at(next) == Some(c);
        let end = if doubled { next + 1 } else { next };
        if !doubled {
            if self.closes(at) {
                self.single_open = false;
            } else if c != '’' && self.char_at(end).is_some_and(|c| !c.is_whitespace()) {
                self.single_open = true;
            }
        }
        self.push(at, end, TokenKind::Punctuation, TokenFlags::empty());
        end
    }

    /// Whether a mark at `at` directly follows something that it can close or belong to.
    fn closes(&self, at: usize) -> bool {
        self.char_before(at).is_some_and(|c| {
            !c.is_whitespace() && !chars::opens_bracket(c) && !chars::is_dash(c) && !matches!(c, '"' | '“' | '‘' | '/')
                || (c == '"' && self.single_open)
        })
    }

    /// The end of a year or decade without its century that begins at `at`: `90s`, `68`.
    fn clipped_year(&self, at: usize) -> Option<usize> {
        let digits = self.bytes.get(at..at + 2)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let decade = matches!(self.bytes.get(at + 2), Some(b's')) && digits.get(1) == Some(&b'0');
        let end = if decade { at + 3 } else { at + 2 };
        let over = match self.char_at(end) {
            None => true,
            Some(c) => !chars::is_word_char(c) && !chars::is_apostrophe(c) && !matches!(c, '%' | ',' | '.' | '-'),
        };
        // `'90s,` and `'68.` are years as well; `'50,000 people'` and `'10.5'` are not.
        let stop = matches!(self.char_at(end), Some(',' | '.' | '-'));
        (over || (stop && !self.word_char_at(end + 1)) || (decade && !self.word_char_at(end))).then_some(end)
    }

    /// The end of the *and* of `rock 'n' roll` that begins at `at` with its first apostrophe.
    pub(super) fn clipped_and(&self, at: usize) -> Option<usize> {
        let first = self.char_at(at).filter(|&c| matches!(c, '\'' | '’' | '‘' | '`'))?;
        let letter = at + first.len_utf8();
        let last = self.char_at(letter + 1).filter(|&c| matches!(c, '\'' | '’' | '`'))?;
        (matches!(self.bytes.get(letter), Some(b'n' | b'N'))).then_some(letter + 1 + last.len_utf8())
    }

    /// The end of a clipped word whose letters begin at `at`.
    fn clipped_word(&self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at..)?;
        let length = rest.iter().take(8).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = self.slice(at, at + length);
        if !CLIPPED.iter().any(|entry| entry.eq_ignore_ascii_case(word)) {
            return None;
        }
        let over = self.char_at(at + length).is_none_or(|c| !chars::is_word_char(c) && !chars::is_apostrophe(c));
        over.then_some(at + length)
    }

    /// Whether the apostrophe `c` at `end`, after the word that begins at `start`, belongs to that word: the possessive
    /// of a plural (the allies' help) or a clipped ending (goin').
    ///
    /// Where a single quotation is open it closes that, unless a later mark must do so.
    pub(super) fn owns_apostrophe(&self, start: usize, end: usize, c: char) -> bool {
        if matches!(c, '‘' | '´' | '′') && !matches!(self.bytes.get(end - 1), Some(b's' | b'S')) {
            return false;
        }
        let next = end + c.len_utf8();
        // A doubled mark closes what a doubled mark opened.
        if self.char_at(next) == Some(c) {
            return false;
        }
        let word = self.slice(start, end);
        let possessive = matches!(word.as_bytes().last(), Some(b's' | b'S' | b'x' | b'z'));
        if self.single_open {
            return possessive
                && self.char_at(next).is_some_and(|c| c == ' ' || c == '\u{a0}')
                && self.closed_later(next);
        }
        let spaced = self.char_at(next).is_none_or(|c| !c.is_alphanumeric());
        let clipped = (word.len() > 3 && word.ends_with("in")) || matches!(word, "ol" | "Ol" | "th" | "lil");
        spaced && (possessive || clipped)
    }

    /// Whether the next single mark after `at` is a closing one that belongs to no plural.
    fn closed_later(&self, at: usize) -> bool {
        let mut before = ' ';
        let mut here = at;
        while let Some(c) = self.char_at(here).filter(|_| here - at < REACH) {
            let next = here + c.len_utf8();
            if matches!(c, '\'' | '’' | '‘' | '`') {
                let opens = before.is_whitespace() || chars::opens_bracket(before);
                let inside = chars::is_word_char(before) && self.word_char_at(next);
                if opens && self.clipped_year(next).is_none() {
                    return false;
                }
                if !inside && !opens {
                    return !matches!(before, 's' | 'S');
                }
            }
            before = c;
            here = next;
        }
        false
    }
}
