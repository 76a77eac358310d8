//! Words that stop at a dot, a colon, a slash or an at sign: abbreviations, addresses, file names, or plain words.

use super::Scanner;
use super::web::{has_extension, is_domain};
use super::word::{Scan, case_flags};
use crate::document::abbreviations::{Abbreviation, abbreviation, starts_sentences};
use crate::document::chars;
use crate::document::{TokenFlags, TokenKind};

/// A dotted run longer than this is read once and not again from each of its parts, in bytes.
const LONG_RUN: usize = 64;

impl Scanner<'_> {
    /// Pushes what begins at `start`, whose first part ends at `end` before a byte that may join it to more; answers
    /// where it ends, or nothing where it is a word like any other.
    pub(super) fn compound(&mut self, start: usize, end: usize) -> Option<usize> {
        if end <= self.plain_until {
            return None;
        }
        let (stop, kind) = match self.bytes.get(end)? {
            b':' => (self.scheme(start, end)?, TokenKind::Url),
            b'/' | b'\\' => (self.relative_path(start)?, TokenKind::FileName),
            b'&' => (self.ampersand(start, end)?, TokenKind::Mixed),
            b'_' => self.identifier(start, end)?,
            b'@' | b'+' => (self.email(start, end)?, TokenKind::Email),
            b'.' => return self.dotted(start, end),
            _ => return None,
        };
        self.push(start, stop, kind, case_flags(self.slice(start, stop)));
        Some(stop)
    }

    fn scheme(&self, start: usize, colon: usize) -> Option<usize> {
        let name = self.slice(start, colon);
        let slashes = self.bytes.get(colon + 1..colon + 3) == Some(b"//");
        let mail = name.eq_ignore_ascii_case("mailto") && self.word_char_at(colon + 1);
        if !mail && (!slashes || !name.is_ascii()) {
            return None;
        }
        let end = self.address_end(colon + 1);
        (end > colon + 3).then_some(end)
    }

    fn relative_path(&mut self, start: usize) -> Option<usize> {
        let end = self.path_end(start);
        if has_extension(self.slice(start, end)) {
            return Some(end);
        }
        if end - start > LONG_RUN {
            self.plain_until = end;
        }
        None
    }

    /// `AT&T`, `R&D`: capitals around the sign.
    fn ampersand(&self, start: usize, end: usize) -> Option<usize> {
        let capitals = |word: &str| !word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_uppercase());
        let after = end + 1;
        let rest = self.bytes.get(after..)?;
        let stop = after + rest.iter().take(5).take_while(|byte| byte.is_ascii_alphabetic()).count();
        (capitals(self.slice(start, end)) && capitals(self.slice(after, stop))).then_some(stop)
    }

    /// A name with low lines between its parts, as programs have them.
    fn identifier(&mut self, start: usize, end: usize) -> Option<(usize, TokenKind)> {
        let mut at = end;
        while self.char_at(at).is_some_and(|c| chars::is_word_char(c) || c == '_') {
            at += self.char_at(at).map_or(1, char::len_utf8);
        }
        if self.bytes.get(at) == Some(&b'.') {
            let stop = self.path_end(start);
            if has_extension(self.slice(start, stop)) {
                return Some((stop, TokenKind::FileName));
            }
            if stop - start > LONG_RUN {
                self.plain_until = stop;
            }
        }
        if self.bytes.get(at) == Some(&b'@')
            && let Some(stop) = self.email(start, at)
        {
            return Some((stop, TokenKind::Email));
        }
        while at > end && self.bytes.get(at - 1) == Some(&b'_') {
            at -= 1;
        }
        (at > end).then_some((at, TokenKind::Mixed))
    }

    /// The end of an e-mail address that begins at `start`, of whose local part `at` is an end or a joint.
    fn email(&mut self, start: usize, at: usize) -> Option<usize> {
        let local = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-' | b'_');
        let rest = self.bytes.get(at..)?;
        let sign = at + rest.iter().take_while(local).count();
        if self.bytes.get(sign) != Some(&b'@') || sign == start {
            self.plain_until = if sign - at > LONG_RUN { sign } else { self.plain_until };
            return None;
        }
        let host = self.bytes.get(sign + 1..)?;
        let length = host.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        let name = self.slice(sign + 1, sign + 1 + length).trim_end_matches(['.', '-']);
        name.contains('.').then_some(sign + 1 + name.len())
    }

    /// What begins at `start` and whose first part ends before a dot at `dot`.
    fn dotted(&mut self, start: usize, dot: usize) -> Option<usize> {
        if !self.char_at(dot + 1).is_some_and(|c| chars::is_word_char(c) || c == '@') {
            return self.stopped(start, dot);
        }
        if let Some(stop) = self.email(start, dot) {
            self.push(start, stop, TokenKind::Email, TokenFlags::empty());
            return Some(stop);
        }
        let mut end = dot;
        while let Some(c) = self.char_at(end) {
            let inner = matches!(c, '.' | '-' | '_') && self.word_char_at(end + 1);
            if !chars::is_word_char(c) && !inner {
                break;
            }
            end += c.len_utf8();
        }
        if let Some(stop) = self.initialism(start, end) {
            return Some(stop);
        }
        let run = self.slice(start, end);
        let last = run.rsplit('.').next().unwrap_or_default();
        let slash = self.bytes.get(end) == Some(&b'/') && self.word_char_at(end + 1);
        let www = run.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."));
        let path_like = slash && last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_lowercase());
        if www || (run.is_ascii() && (is_domain(last) || path_like)) {
            let stop = if matches!(self.bytes.get(end), Some(b'/' | b'?' | b'#' | b':')) {
                self.address_end(end)
            } else {
                end
            };
            self.push(start, stop, TokenKind::Url, TokenFlags::empty());
            return Some(stop);
        }
        if has_extension(run) {
            self.push(start, end, TokenKind::FileName, TokenFlags::empty());
            return Some(end);
        }
        if end - start > LONG_RUN {
            self.plain_until = end;
        }
        None
    }

    /// `U.S.`, `e.g.`, `Ph.D.`, with what may follow without a space: `U.S.-made`, `U.N.'s`.
    fn initialism(&mut self, start: usize, end: usize) -> Option<usize> {
        let mut at = start;
        let mut parts = 0;
        let mut single = false;
        let mut all_single = true;
        let mut last_stopped = false;
        while at < end {
            let first = self.char_at(at)?;
            let mut part_end = at;
            while self.char_at(part_end).is_some_and(char::is_alphabetic) && part_end < end {
                part_end += self.char_at(part_end).map_or(1, char::len_utf8);
            }
            let letters = self.slice(at, part_end).chars().take(5).count();
            if letters == 0 || letters > 4 || (letters > 1 && !first.is_uppercase()) {
                return None;
            }
            single |= letters == 1;
            all_single &= letters == 1;
            parts += 1;
            last_stopped = self.bytes.get(part_end) == Some(&b'.');
            at = part_end + usize::from(last_stopped);
            if !last_stopped {
                break;
            }
        }
        if parts < 2 || !single || !(all_single || last_stopped) {
            return None;
        }
        let mut scan = Scan::new(start);
        scan.end = at;
        if self.char_at(at).is_some_and(|c| chars::is_hyphen(c) || chars::is_apostrophe(c)) {
            let hyphen = self.char_at(at).is_some_and(chars::is_hyphen);
            if hyphen {
                self.extend(&mut scan);
            } else if let Some(stop) = self.possessive(at) {
                scan.flags |= self.char_at(at).map_or(TokenFlags::empty(), super::word::apostrophe_flags);
                scan.end = stop;
            }
        } else if self.word_char_at(at) {
            return None;
        }
        let kind = if scan.flags.contains(TokenFlags::HYPHENATED) { TokenKind::Word } else { TokenKind::Abbreviation };
        let flags = scan.flags | case_flags(self.slice(start, scan.end));
        self.push(start, scan.end, kind, flags);
        Some(scan.end)
    }

    /// The end of `'s` whose apostrophe stands at `at`.
    fn possessive(&self, at: usize) -> Option<usize> {
        let next = at + self.char_at(at)?.len_utf8();
        (matches!(self.bytes.get(next), Some(b's' | b'S')) && !self.word_char_at(next + 1)).then_some(next + 1)
    }

    /// A word before a stop that nothing joins: an abbreviation takes the stop, any other leaves it.
    fn stopped(&mut self, start: usize, dot: usize) -> Option<usize> {
        // A second dot makes it an ellipsis.
        if self.bytes.get(dot + 1) == Some(&b'.') {
            return None;
        }
        let word = self.slice(start, dot);
        let single = word.len() <= 2 && word.chars().count() == 1;
        let owns = if single {
            self.is_initial(word, dot + 1)
        } else {
            match abbreviation(word)? {
                Abbreviation::Title | Abbreviation::Inside | Abbreviation::Anywhere => true,
                Abbreviation::BeforeNumber => {
                    let after = self.after_space(dot + 1);
                    let c = self.char_at(after);
                    c.is_some_and(char::is_numeric) || c == Some('#')
                }
            }
        };
        if !owns {
            return None;
        }
        self.push(start, dot + 1, TokenKind::Abbreviation, case_flags(word));
        Some(dot + 1)
    }

    /// Whether a single letter with a stop, after which the text goes on at `after`, is an initial.
    fn is_initial(&self, letter: &str, after: usize) -> bool {
        let next = self.after_space(after);
        let Some(c) = self.char_at(next) else { return false };
        let small = letter.chars().all(char::is_lowercase);
        if small {
            // Of single small letters only those of versus, circa and page are written so.
            return match letter {
                "v" => c.is_alphabetic(),
                "c" | "p" => c.is_ascii_digit(),
                _ => false,
            };
        }
        if next == after {
            return matches!(c, ',' | '-' | ')');
        }
        let rest = self.slice(next, self.bytes.len().min(next + 24).max(next));
        let rest = if rest.is_empty() { self.text.get(next..).unwrap_or_default() } else { rest };
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        if letter == "I" && (word.len() > 1 || !rest.get(length..).is_some_and(|tail| tail.starts_with('.'))) {
            return false;
        }
        // `George W. Bush` and `J. K. Rowling`, but `plan B. The …`; in `A. A. Milne` the letters follow each other.
        let initial = rest.get(length..).is_some_and(|tail| tail.starts_with('.'));
        c.is_alphabetic() && (initial || !starts_sentences(word))
    }

    /// The first place from `at` on where no white space stands.
    fn after_space(&self, mut at: usize) -> usize {
        while let Some(c) = self.char_at(at).filter(|c| c.is_whitespace()) {
            at += c.len_utf8();
        }
        at
    }
}
