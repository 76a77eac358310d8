//! What the relatives of Markdown add within a line: attribute lists, wiki links, emoji, commands of TeX, keys, block ids.

use super::Reader;
use crate::document::markdown::calls::Reads;
use crate::document::markdown::spans::{LONGEST, attributes, code, emoji, hidden, link, repository};
use crate::document::markdown::tex;

/// What anything within a line begins with, or has in it.
const MARKS: [bool; 256] = {
    let marks = b"[!{`\\%+:#";
    let mut table = [false; 256];
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// So much mathematics that nothing closes is looked at, so that time stays linear.
const FAILURES: usize = 64;

impl Reader<'_, '_, '_> {
    /// Covers what begins at `at` and reaches over several lines, if it has a length.
    pub(super) fn region(&mut self, at: usize, length: Option<usize>) -> bool {
        let Some(length) = length else { return false };
        self.past = at + length;
        self.mask.lines(at..self.past);
        true
    }

    /// The length of the mathematics of several lines that begins at `at`.
    fn mathematics(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        if rest.starts_with("\\[") {
            return tex::display(rest);
        }
        if !rest.starts_with("\\begin{") || self.failures > FAILURES {
            return None;
        }
        let length = tex::environment(rest);
        self.failures += usize::from(length.is_none());
        length
    }

    pub(super) fn inline(&mut self, start: usize, end: usize) {
        let text = self.text;
        let mut at = start;
        while let Some(length) =
            text.as_bytes().get(at..end).and_then(|rest| rest.iter().position(|byte| MARKS[usize::from(*byte)]))
        {
            at += length;
            let rest = text.get(at..end).unwrap_or_default();
            let before = text.get(start..at).unwrap_or_default();
            at += match rest.as_bytes().first() {
                Some(b'\\') => match self.command(at, rest) {
                    Some(length) => length,
                    // The rest of the line is read with the line in which the mathematics ends.
                    None => return,
                },
                Some(b'`') => code(rest),
                Some(b':') if before.ends_with(|c: char| c.is_alphanumeric() || c == ':') => 1,
                Some(b':') => self.covered(at, emoji(rest), Reads::StandIn),
                Some(b'#') => self.number(at, before, rest),
                Some(b'{') => {
                    let reads =
                        if rest.starts_with("{*") || rest.starts_with("{!") { Reads::StandIn } else { Reads::Nothing };
                    let attached = !before.ends_with(|c: char| c.is_alphanumeric() || c.is_whitespace());
                    self.covered(at, attributes(rest, attached), reads)
                }
                Some(b'%') => self.covered(at, hidden(rest), Reads::Nothing),
                Some(b'+') if rest.starts_with("++") => self.keys(start, at, rest),
                Some(b'!') if rest.starts_with("![[") => {
                    self.covered(at, link(rest.get(1..)).map(|length| length + 1), Reads::StandIn)
                }
                Some(b'[') if rest.starts_with("[[") => self.link(at, rest),
                _ => 1,
            };
        }
        self.block_id(start, end);
    }

    /// Covers so many bytes at `at`; answers how many of them are read.
    fn covered(&mut self, at: usize, length: Option<usize>, reads: Reads) -> usize {
        let Some(length) = length else { return 1 };
        self.mask.inline(at..at + length, reads);
        length
    }

    /// A backslash at `at`: a command of TeX, mathematics, or an escape. Answers `None` for what goes on in other lines.
    fn command(&mut self, at: usize, rest: &str) -> Option<usize> {
        if let Some(length) = tex::maths(rest) {
            return Some(self.covered(at, Some(length), Reads::StandIn));
        }
        let length = self.mathematics(at);
        if self.region(at, length) {
            return (self.past <= at + rest.len()).then(|| self.past - at);
        }
        let Some((length, text)) = tex::command(rest) else {
            return Some(1 + rest.chars().nth(1).map_or(0, char::len_utf8));
        };
        let Some(text) = text else { return Some(self.covered(at, Some(length), Reads::StandIn)) };
        self.mask.inline(at..at + text.start, Reads::Nothing);
        self.mask.inline(at + text.end..at + length, Reads::Nothing);
        Some(text.start)
    }

    /// The sign of a number at `at`, `before` which the name of a repository may stand: `owner/name#12`.
    fn number(&mut self, at: usize, before: &str, rest: &str) -> usize {
        let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
        let ends = !rest.get(1 + digits..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let Some(name) = repository(before).filter(|_| digits > 0 && ends) else { return 1 };
        self.covered(at - name, Some(name + 1 + digits), Reads::StandIn) - name
    }

    /// Keys of a keyboard at `at`, in a line that begins at `start`: `++ctrl+c++`.
    fn keys(&mut self, start: usize, at: usize, rest: &str) -> usize {
        let inner = rest.get(2..).unwrap_or_default();
        let key = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'+' | b'-');
        let length = inner.bytes().take(LONGEST).take_while(|byte| key(*byte)).count();
        let inner = inner.get(..length).unwrap_or_default();
        let apart = !self.text.get(start..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let keys = inner.trim_end_matches('+');
        let closed = apart && inner.len() == keys.len() + 2 && keys.starts_with(|c: char| c.is_ascii_alphanumeric());
        if closed { self.covered(at, Some(keys.len() + 4), Reads::StandIn) } else { 2 }
    }

    /// A wiki link at `at`: of its parts the text is prose, and the name of a page that is no address.
    fn link(&mut self, at: usize, rest: &str) -> usize {
        let Some(length) = link(Some(rest)) else { return 2 };
        let inner = rest.get(2..length - 2).unwrap_or_default();
        let shown = inner.rfind('|').map_or(0, |bar| bar + 1);
        if shown == 0 && inner.contains(['#', '/', '_', '^', '.', '\\']) {
            return self.covered(at, Some(length), Reads::StandIn);
        }
        if shown == 0 {
            // The page goes by this name.
            self.mask.sealed.push(at + 2..at + length - 2);
        }
        self.mask.inline(at..at + 2 + shown, Reads::Nothing);
        self.mask.inline(at + length - 2..at + length, Reads::Nothing);
        length
    }

    /// The name of a block at the end of a line: `^abc`.
    fn block_id(&mut self, start: usize, end: usize) {
        let line = self.text.get(start..end).unwrap_or_default().trim_end();
        let Some(mark) = memchr::memrchr(b'^', line.as_bytes()) else { return };
        let name = line.get(mark + 1..).unwrap_or_default();
        let alone = line.get(..mark).is_some_and(|before| before.is_empty() || before.ends_with(' '));
        if alone && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            self.mask.inline(start + mark..start + line.len(), Reads::Nothing);
        }
    }
}
