//! Text within lines: prose, and what markup makes of it.

use std::ops::Range;

use super::{Ahead, url_end, write};
use crate::source::BlockKind;
use crate::source::transcript::{StandIn, Transcriber};

/// A text that stands within another and is read after it: a footnote.
pub(in crate::document) type Note = (Range<usize>, BlockKind);

/// How a language marks things within lines.
pub(in crate::document) trait Marks {
    /// Whether markup may begin at that byte.
    fn is_special(&self, byte: u8) -> bool;

    /// Reads what begins at byte `at`, and answers where to go on; `None` where that is no markup.
    fn read(&mut self, line: &mut Inline<'_, '_>, at: usize) -> Option<usize>;

    /// The range of the sign at `at` that leads to a note: neither it nor, where no word follows, the space before it are read. It begins at or
    /// after `from`.
    fn note_sign(&mut self, _line: &mut Inline<'_, '_>, _from: usize, _at: usize) -> Option<(usize, usize)> {
        None
    }

    /// Where, at or after `from`, the name begins that makes markup of what stands at `at`.
    fn name(&mut self, _line: &mut Inline<'_, '_>, _from: usize, _at: usize) -> Option<usize> {
        None
    }

    /// Reads markup whose name begins at `start`.
    fn read_named(&mut self, _line: &mut Inline<'_, '_>, _start: usize, _at: usize) -> Option<usize> {
        None
    }

    /// Reads what follows the address at `range`, where the address is the target of a link; answers where to go on.
    fn after_url(&mut self, _line: &mut Inline<'_, '_>, _range: &Range<usize>) -> Option<usize> {
        None
    }
}

/// Markup that is open, and ends at a place that is known.
#[derive(Debug)]
struct Close {
    at: usize,
    length: usize,
    /// What is read for the mark that closes.
    reads: &'static str,
}

/// A stretch of a file whose markup is being read.
#[derive(Debug)]
pub(in crate::document) struct Inline<'o, 't> {
    /// The file.
    pub(in crate::document) text: &'t str,
    /// Its transcript.
    pub(in crate::document) out: &'o mut Transcriber<'t>,
    /// What has to be read afterwards.
    pub(in crate::document) notes: &'o mut Vec<Note>,
    /// What was found ahead.
    pub(in crate::document) ahead: Ahead,
    /// Where the stretch begins and ends.
    pub(in crate::document) start: usize,
    pub(in crate::document) end: usize,
    closes: Vec<Close>,
}

/// Reads the bytes at `range`, the text of a block or a part of it.
pub(in crate::document) fn read<'t>(
    text: &'t str,
    out: &mut Transcriber<'t>,
    notes: &mut Vec<Note>,
    range: Range<usize>,
    marks: &mut impl Marks,
) {
    let ahead = Ahead::default();
    let mut line = Inline { text, out, notes, ahead, start: range.start, end: range.end, closes: Vec::new() };
    line.run(marks);
}

impl Inline<'_, '_> {
    fn run(&mut self, marks: &mut impl Marks) {
        let bytes = self.text.as_bytes();
        let (mut from, mut at) = (self.start, self.start);
        while at < self.end {
            if let Some(close) = self.closes.pop_if(|close| close.at <= at) {
                self.words(from..at);
                // What is read for a mark is the mark: no white space goes between it and what it encloses.
                self.out.close(close.at);
                if close.reads.is_empty() {
                    self.out.markup();
                } else {
                    self.out.open();
                    self.out.decoded(close.at..close.at + close.length, close.reads);
                }
                at = at.max(close.at + close.length);
                from = at;
                continue;
            }
            let Some(&byte) = bytes.get(at) else { break };
            if byte == b':'
                && bytes.get(at + 1..at + 3) == Some(b"//")
                && let Some(url) = url_end(self.text, from, at, self.limit())
            {
                self.words(from..url.start);
                at = marks.after_url(self, &url).unwrap_or_else(|| {
                    self.out.stand_in(url.clone(), StandIn::Url);
                    url.end
                });
                from = at;
                continue;
            }
            if !marks.is_special(byte) {
                at += 1;
                continue;
            }
            if let Some((start, next)) = marks.note_sign(self, from, at) {
                let before = self.text.get(from..start).unwrap_or_default();
                // Where a word follows at once, the space is the one between two words.
                let kept = self.after(next).is_some_and(char::is_alphanumeric);
                self.words(from..if kept { start } else { from + before.trim_end().len() });
                self.out.markup();
                (from, at) = (next, next);
                continue;
            }
            if let Some(start) = marks.name(self, from, at) {
                self.words(from..start);
                from = start;
                if let Some(next) = marks.read_named(self, start, at) {
                    (from, at) = (next, next);
                    continue;
                }
            }
            self.words(from..at);
            from = at;
            match marks.read(self, at) {
                Some(next) => (from, at) = (next, next),
                None => at += 1,
            }
        }
        self.words(from..self.end);
    }

    /// The end of what is open, beyond which nothing that begins here may reach.
    pub(in crate::document) fn limit(&self) -> usize {
        self.closes.last().map_or(self.end, |close| close.at)
    }

    /// What stands from `at` to the end of what is open.
    pub(in crate::document) fn rest(&self, at: usize) -> &str {
        self.text.get(at..self.limit()).unwrap_or_default()
    }

    /// The byte at `at`, within the stretch.
    pub(in crate::document) fn byte(&self, at: usize) -> Option<u8> {
        (at < self.end).then(|| self.text.as_bytes().get(at).copied()).flatten()
    }

    /// The character before byte `at`, within the stretch.
    pub(in crate::document) fn before(&self, at: usize) -> Option<char> {
        self.text.get(self.start..at)?.chars().next_back()
    }

    /// The character at byte `at`, within the stretch.
    pub(in crate::document) fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..self.end)?.chars().next()
    }

    /// Prose without markup.
    pub(in crate::document) fn words(&mut self, range: Range<usize>) {
        write(self.out, self.text, range);
    }

    /// Something that is no prose, from `at` to `end`; answers its end.
    pub(in crate::document) fn opaque(&mut self, at: usize, end: usize) -> usize {
        self.out.stand_in(at..end, StandIn::Opaque);
        end
    }

    /// Markup from `at` to `end`, for which nothing is read; answers its end.
    pub(in crate::document) fn skip(&mut self, end: usize) -> usize {
        self.out.markup();
        end
    }

    /// Markup ends at `start`; that which closes it stands at `close` and is `length` bytes long. What lies between is
    /// prose. Answers where to go on.
    pub(in crate::document) fn open(&mut self, start: usize, close: usize, length: usize) -> usize {
        self.out.markup();
        self.out.open();
        self.closes.push(Close { at: close, length, reads: "" });
        start
    }

    /// As [`Inline::open`], with what is read for the marks that enclose it; the first stands at `at`.
    pub(in crate::document) fn enclose(
        &mut self,
        at: usize,
        start: usize,
        close: usize,
        reads: [&'static str; 2],
    ) -> usize {
        self.out.decoded(at..start, reads[0]);
        self.out.close(start);
        self.out.open();
        self.closes.push(Close { at: close, length: start - at, reads: reads[1] });
        start
    }

    /// Where `mark` stands next, from `from` on, if that is within what is open. Searches of one kind seek the same.
    pub(in crate::document) fn next(&mut self, kind: usize, mark: &str, from: usize) -> Option<usize> {
        let (text, end) = (self.text, self.end);
        let search = || memchr::memmem::find(text.as_bytes().get(from..end)?, mark.as_bytes()).map(|at| from + at);
        let limit = self.limit();
        self.ahead.find(kind, from, search).filter(|at| at + mark.len() <= limit)
    }
}
