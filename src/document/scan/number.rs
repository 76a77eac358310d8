//! Numbers, with their signs, separators, ordinals, decades and units.

use super::Scanner;
use super::word::{Scan, apostrophe_flags};
use crate::document::chars;
use crate::document::{TokenFlags, TokenKind};

/// What is written directly after a number and belongs to it, in small letters.
const SUFFIXES: &[&str] = &[
    "a", "ac", "am", "b", "bc", "bce", "bhp", "bn", "c", "cc", "ce", "cm", "cwt", "d", "db", "f", "ft", "g", "gb",
    "gbps", "gev", "ghz", "gt", "gw", "gwh", "h", "ha", "hp", "hr", "hrs", "hz", "in", "k", "kb", "kg", "kgs", "khz",
    "kj", "km", "kmh", "kms", "knots", "kph", "kt", "kv", "kw", "kwh", "l", "lb", "lbs", "ly", "m", "ma", "mb", "mbps",
    "mg", "mhz", "mi", "min", "mins", "ml", "mm", "mn", "mp", "mpg", "mph", "ms", "mt", "mw", "mwh", "nd", "nm", "ns",
    "oz", "p", "pc", "pm", "ppm", "pt", "px", "rd", "rpm", "s", "sec", "secs", "sq", "st", "t", "tb", "th", "tn",
    "trn", "twh", "v", "w", "x", "yd", "yds", "yr", "yrs", "µg", "µm",
];

impl Scanner<'_> {
    /// A number whose sign, if any, begins at `start`, and that goes on at `from`; answers where it ends.
    pub(super) fn number(&mut self, start: usize, from: usize) -> usize {
        let mut at = self.digits(from);
        let mut flags = TokenFlags::empty();
        let letters = at;
        while self.char_at(at).is_some_and(|c| c.is_alphabetic() && chars::is_latin(c)) {
            at += self.char_at(at).map_or(1, char::len_utf8);
        }
        if at > letters {
            let suffix = self.slice(letters, at);
            let half = matches!(suffix, "a" | "p" | "A" | "P");
            if half && self.bytes.get(at..at + 3).is_some_and(|rest| rest.eq_ignore_ascii_case(b".m.")) {
                at += 3;
            } else if !is_suffix(suffix) || self.goes_on(at) {
                // Letters that are no unit make a word of it: 3D, 4x4, 27th-century.
                return self.mixed(start);
            }
        } else if self.goes_on(at) {
            return self.mixed(start);
        }
        match self.char_at(at) {
            Some(c @ ('%' | '‰' | '²' | '³')) => at += c.len_utf8(),
            Some('°') => {
                at += '°'.len_utf8();
                if matches!(self.bytes.get(at), Some(b'C' | b'F' | b'K')) && !self.word_char_at(at + 1) {
                    at += 1;
                }
            }
            Some(c) if chars::is_apostrophe(c) && c != '′' => {
                // The 1990's, 5's.
                let next = at + c.len_utf8();
                if matches!(self.bytes.get(next), Some(b's')) && !self.word_char_at(next + 1) {
                    flags |= apostrophe_flags(c);
                    at = next + 1;
                }
            }
            _ => {}
        }
        self.push(start, at, TokenKind::Number, flags);
        at
    }

    /// Whether a sign at `at` belongs to a number that follows it.
    pub(super) fn begins_number(&self, at: usize, sign: u8) -> bool {
        let Some(next) = self.char_at(at).map(|c| at + c.len_utf8()) else { return false };
        let digit = self.bytes.get(next).is_some_and(u8::is_ascii_digit);
        digit && (sign == b'$' || !self.char_before(at).is_some_and(|c| chars::is_word_char(c) || chars::is_hyphen(c)))
    }

    /// The end of digits, with the separators between them, from `at` on.
    fn digits(&self, mut at: usize) -> usize {
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            let between = match c {
                '0'..='9' => true,
                ',' | '.' | ':' | '/' | '-' => {
                    self.bytes.get(next).is_some_and(u8::is_ascii_digit)
                        && self.char_before(at).is_some_and(|c| c.is_ascii_digit())
                }
                _ => c.is_numeric(),
            };
            if !between {
                break;
            }
            at = next;
        }
        at
    }

    /// Whether what ends at `at` goes on as a word of letters and digits.
    fn goes_on(&self, at: usize) -> bool {
        match self.char_at(at) {
            Some(c) if chars::is_hyphen(c) => self.char_at(at + c.len_utf8()).is_some_and(char::is_alphanumeric),
            Some(c) => c.is_alphanumeric() && !matches!(c, '²' | '³') || c == '_',
            None => false,
        }
    }

    /// A word of digits and letters that begins at `start`.
    fn mixed(&mut self, start: usize) -> usize {
        let mut scan = Scan::new(start);
        scan.end = self.digits(start + self.char_at(start).filter(|c| !c.is_numeric()).map_or(0, char::len_utf8));
        self.extend(&mut scan);
        while self.bytes.get(scan.end) == Some(&b'_') && self.word_char_at(scan.end + 1) {
            scan.end += 1;
            self.extend(&mut scan);
        }
        let end = scan.end;
        if matches!(self.bytes.get(end), Some(b'.' | b'@'))
            && let Some(end) = self.compound(start, end)
        {
            return end;
        }
        let foreign = self.slice(start, end).chars().any(|c| c.is_alphabetic() && !chars::is_latin(c));
        let kind = if foreign { TokenKind::Foreign } else { TokenKind::Mixed };
        self.push(start, end, kind, scan.flags | super::word::case_flags(self.slice(start, end)));
        end
    }
}

fn is_suffix(letters: &str) -> bool {
    // Of single capitals only units: 3D and 5G are words.
    if letters.len() == 1 && letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return matches!(letters, "B" | "C" | "F" | "K" | "M" | "V" | "W");
    }
    letters.len() <= 5 && SUFFIXES.iter().any(|suffix| suffix.eq_ignore_ascii_case(letters))
}
