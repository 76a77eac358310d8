//! What stands between commands: words, marks, comments, mathematics.

use super::{Reader, accents};
use crate::document::light::head;
use crate::source::transcript::StandIn;

/// Kinds of searches ahead.
const DOLLAR: usize = 0;
const DOLLARS: usize = 1;

impl Reader<'_> {
    /// Reads on by one step. What is plain is passed over, to be written later.
    pub(super) fn step(&mut self) {
        let bytes = self.text.as_bytes();
        let stop = self.limit();
        while self.at < stop && bytes.get(self.at).is_some_and(|byte| !is_special(*byte) && *byte != self.short) {
            self.at += 1;
        }
        if self.at >= stop {
            return;
        }
        let at = self.at;
        let Some(byte) = self.byte(at) else { return };
        match byte {
            byte if byte == b'|' || byte == self.short => match self.short_verbatim(at, char::from(byte)) {
                Some(end) => self.opaque(end),
                None => self.at += 1,
            },
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => self.white(at),
            b'\\' => {
                self.flush();
                self.command();
            }
            b'%' => {
                self.flush();
                self.comment(at);
            }
            b'$' => {
                self.flush();
                self.dollar(at);
            }
            b'{' => {
                self.flush();
                if let Some((end, text)) = accents::grouped(self.rest(at)) {
                    self.begin();
                    self.out.decoded(at..at + end, &text);
                    self.go(at + end);
                } else {
                    self.out.markup();
                    self.go(at + 1);
                }
            }
            b'}' => {
                self.flush();
                self.out.markup();
                self.go(at + 1);
            }
            b'~' => self.fixed_space(at + 1),
            b'-' if self.rest(at).starts_with("---") => self.decoded(at + 3, "—"),
            b'-' if self.rest(at).starts_with("--") => self.decoded(at + 2, "–"),
            b'`' if self.rest(at).starts_with("``") => self.decoded(at + 2, "“"),
            // Within a word it is a slip.
            b'`' if self.text.get(..at).is_some_and(|text| text.ends_with(char::is_alphanumeric)) => self.at += 1,
            b'`' => {
                self.single_quotes += 1;
                self.decoded(at + 1, "‘");
            }
            b'\'' if self.rest(at).starts_with("''") => self.decoded(at + 2, "”"),
            b'\'' if self.single_quotes > 0 && !self.rest(at + 1).starts_with(char::is_alphanumeric) => {
                self.single_quotes -= 1;
                self.decoded(at + 1, "’");
            }
            b'&' if self.in_table() => {
                self.flush();
                self.finish_block();
                self.go(at + 1);
            }
            b'#' => {
                let digits =
                    self.rest(at).bytes().take(9).take_while(|byte| byte.is_ascii_digit() || *byte == b'#').count();
                self.opaque(at + digits.max(1));
            }
            _ => self.at += 1,
        }
    }

    /// What stands from here to `end` is read as `text`.
    pub(super) fn decoded(&mut self, end: usize, text: &str) {
        self.flush();
        self.begin();
        self.out.decoded(self.at..end, text);
        self.go(end);
    }

    /// A space at which no line may end, up to byte `end`: to a reader it is a space.
    pub(super) fn fixed_space(&mut self, end: usize) {
        self.flush();
        if self.begun && !self.out.is_after_space() {
            self.out.decoded(self.at..end, " ");
        }
        self.go(end);
    }

    /// The end of `|code|`, as manuals of packages write it. In prose there are no bars.
    fn short_verbatim(&self, at: usize, mark: char) -> Option<usize> {
        let rest = head(self.rest(at + 1), 200);
        let end = rest.find([mark, '\n'])?;
        (end > 0 && rest.get(end..)?.starts_with(mark)).then_some(at + end + 2)
    }

    /// What stands from here to `end` is no prose.
    pub(super) fn opaque(&mut self, end: usize) {
        self.flush();
        self.begin();
        self.out.stand_in(self.at..end, StandIn::Opaque);
        self.go(end);
    }

    /// White space; an empty line ends a block.
    fn white(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        let blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0b | 0x0c);
        let stop = self.limit();
        let run = bytes.get(at..stop).unwrap_or_default();
        let length = run.iter().take_while(|byte| blank(byte)).count();
        if length == 1 && run.first() == Some(&b' ') && self.plain_from < at {
            self.at += 1;
            return;
        }
        self.flush();
        let breaks = memchr::memchr_iter(b'\n', run.get(..length).unwrap_or_default()).take(2).count();
        if breaks > 1 {
            self.finish_block();
            self.read_notes();
        } else if self.begun {
            self.out.space(at..at + length);
        }
        self.go(at + length);
    }

    /// Reads the footnotes of what has ended.
    pub(super) fn read_notes(&mut self) {
        if !self.notes.is_empty() && self.frames.is_empty() {
            let mut next = 0;
            while let Some((range, kind)) = self.notes.get(next).cloned() {
                next += 1;
                // Those within a note are read with it.
                let waiting = std::mem::take(&mut self.notes);
                self.note(range, kind);
                let inner = std::mem::replace(&mut self.notes, waiting);
                self.notes.extend(inner);
            }
            self.notes.clear();
        }
    }

    /// A comment, to the end of its line and over the white space that the next one begins with.
    fn comment(&mut self, at: usize) {
        let rest = self.rest(at);
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let comment = rest.get(..length).unwrap_or_default().trim_end();
        self.out.comment(at..at + comment.len());
        self.out.markup();
        let mut next = at + length + usize::from(length < rest.len());
        let line = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let alone = self.text.get(line..at).is_some_and(|before| before.trim().is_empty());
        let blank = self.rest(next).bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if matches!(self.byte(next + blank), Some(b'\n' | b'\r')) {
            // An empty line after it.
            self.finish_block();
        } else if alone || !self.begun {
            next += blank;
        }
        self.go(next.min(self.end));
    }

    /// Mathematics between dollars, of one paragraph.
    fn dollar(&mut self, at: usize) {
        let double = self.byte(at + 1) == Some(b'$');
        let (kind, length) = if double { (DOLLARS, 2) } else { (DOLLAR, 1) };
        let from = at + length;
        let (bytes, whole) = (self.text.as_bytes(), self.text.len());
        let search = || {
            let mut at = from;
            loop {
                let found = at + memchr::memchr(b'$', bytes.get(at..whole)?)?;
                let escaped = bytes.get(found.wrapping_sub(1)) == Some(&b'\\') && found > from;
                if !escaped && (!double || bytes.get(found + 1) == Some(&b'$')) {
                    return Some(found);
                }
                at = found + 1;
            }
        };
        let found = self.ahead.find(kind, from, search).filter(|found| found + length <= self.limit());
        match found {
            Some(found) => self.opaque(found + length),
            None => self.at += length,
        }
    }
}

/// Whether anything but text may begin at that byte.
const fn is_special(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t'
            | b'\n'
            | b'\r'
            | 0x0b
            | 0x0c
            | b'\\'
            | b'%'
            | b'$'
            | b'{'
            | b'}'
            | b'~'
            | b'-'
            | b'`'
            | b'\''
            | b'&'
            | b'#'
            | b'|'
    )
}
