//! LaTeX: a scanner of its commands, groups and environments.

mod accents;
mod arguments;
mod commands;
mod environments;
mod reading;
mod text;

use std::collections::HashMap;
use std::ops::Range;

use super::light::Ahead;
use crate::source::transcript::{Encoding, Transcriber};
use crate::source::{BlockKind, Transcript};
use environments::Environment;

/// Reads `text` as LaTeX.
pub(super) fn read(text: &str) -> Transcript {
    let mut out = Transcriber::new(text);
    out.encoding(Encoding::Tex);
    let mut ends: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), b"\\end{") {
        let rest = text.get(at + 5..).unwrap_or_default();
        if let Some(length) = rest.bytes().take(60).position(|byte| byte == b'}') {
            ends.entry(rest.get(..length).unwrap_or_default()).or_default().push(at);
        }
    }
    let mut reader = Reader {
        text,
        at: 0,
        end: text.len(),
        out,
        pairs: arguments::pairs(text),
        ends,
        frames: Vec::new(),
        environments: Vec::new(),
        kinds: Vec::new(),
        notes: Vec::new(),
        ahead: Ahead::default(),
        begun: false,
        single_quotes: 0,
        plain_from: 0,
        short: short_verbatim(text),
    };
    reader.document();
    reader.out.finish()
}

/// An argument that is being read as prose: where it ends, and what is to be done there.
#[derive(Debug)]
struct Frame {
    /// The byte of the brace or bracket that closes it.
    at: usize,
    close: Close,
    /// How many kinds of blocks there were before it.
    kinds: usize,
}

/// What the end of an argument means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    /// It ends markup within a line.
    Markup,
    /// It ends a block.
    Block,
    /// This is read for it.
    Reads(&'static str),
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Where what is read now ends.
    end: usize,
    out: Transcriber<'t>,
    /// The braces that belong together, by the first.
    pairs: Vec<(usize, usize)>,
    /// Where environments end, by their names.
    ends: HashMap<&'t str, Vec<usize>>,
    frames: Vec<Frame>,
    environments: Vec<Environment<'t>>,
    /// What the blocks are that frames and environments open.
    kinds: Vec<BlockKind>,
    notes: Vec<(Range<usize>, BlockKind)>,
    ahead: Ahead,
    /// Whether a block is open.
    begun: bool,
    /// How many single quotation marks are open.
    single_quotes: u32,
    /// Where the text begins that is not yet written.
    plain_from: usize,
    /// The mark that code stands between, as manuals of packages write it.
    short: u8,
}

impl<'t> Reader<'t> {
    fn document(&mut self) {
        self.preamble();
        self.run();
        // Footnotes are read where what they stand in has ended; those that are left stand at the end.
        self.read_notes();
    }

    /// Leaves out what stands before the text, but for the title.
    fn preamble(&mut self) {
        let bytes = self.text.as_bytes();
        let class = ["\\documentclass", "\\documentstyle"].iter().filter_map(|name| self.text.find(name)).min();
        let Some(class) = class else {
            if is_plain_tex(self.text) {
                self.at = self.text.len();
                self.plain_from = self.at;
            }
            return;
        };
        let mark = "\\begin{document}";
        let Some(begin) = self.text.get(class..).and_then(|rest| rest.find(mark)).map(|at| class + at) else {
            // A file of settings.
            self.at = self.text.len();
            self.plain_from = self.at;
            return;
        };
        for at in memchr::memmem::find_iter(bytes.get(class..begin).unwrap_or_default(), b"\\") {
            let at = class + at;
            let rest = self.text.get(at + 1..begin).unwrap_or_default();
            let name = ["title", "subtitle"].into_iter().find(|name| rest.starts_with(name));
            let Some(name) = name else { continue };
            let open = self.optional(at + 1 + name.len());
            let before = bytes.get(..at).unwrap_or_default().iter().rev().take(200).take_while(|byte| **byte != b'\n');
            let commented = before.into_iter().any(|byte| *byte == b'%');
            if let Some(close) = self.group(open).filter(|close| *close < begin && !commented) {
                self.note(open + 1..close, BlockKind::Title);
            }
        }
        self.at = begin + mark.len();
        self.plain_from = self.at;
    }

    /// Reads what stands at `range` as a block of its own.
    fn note(&mut self, range: Range<usize>, kind: BlockKind) {
        let outer = (self.at, self.end, self.plain_from, std::mem::take(&mut self.frames));
        let kinds = std::mem::replace(&mut self.kinds, vec![kind]);
        let environments = std::mem::take(&mut self.environments);
        (self.at, self.end, self.plain_from) = (range.start, range.end, range.start);
        self.run();
        (self.kinds, self.environments) = (kinds, environments);
        (self.at, self.end, self.plain_from, self.frames) = outer;
    }

    /// Reads to the end of what is read now.
    fn run(&mut self) {
        while self.at < self.end {
            if self.frames.last().is_some_and(|frame| frame.at <= self.at) {
                self.close_frame();
                continue;
            }
            self.step();
        }
        self.flush();
        while !self.frames.is_empty() {
            self.close_frame();
        }
        while !self.environments.is_empty() {
            self.leave();
        }
        self.finish_block();
    }

    /// Reads the argument that begins at `start` and ends at the byte `end`.
    fn open(&mut self, start: usize, end: usize, close: Close, kind: Option<BlockKind>) {
        let kinds = self.kinds.len();
        self.kinds.extend(kind);
        self.frames.push(Frame { at: end, close, kinds });
        self.go(start);
    }

    fn close_frame(&mut self) {
        self.flush();
        let Some(frame) = self.frames.pop() else { return };
        let end = frame.at + 1;
        match frame.close {
            Close::Markup => self.out.markup(),
            Close::Block => self.finish_block(),
            Close::Reads(text) => {
                self.begin();
                self.out.decoded(frame.at..end, text);
            }
        }
        self.kinds.truncate(frame.kinds);
        if self.at < end {
            self.go(end.min(self.end));
        }
    }

    /// Opens a block for text that comes, if none is open.
    fn begin(&mut self) {
        if !self.begun {
            self.out.begin(self.kinds.last().copied().unwrap_or(BlockKind::Paragraph));
            self.begun = true;
        }
    }

    /// Ends the block that is open.
    fn finish_block(&mut self) {
        self.out.end();
        self.begun = false;
        self.single_quotes = 0;
    }

    /// Writes the text that was passed over.
    fn flush(&mut self) {
        let range = self.plain_from..self.at;
        self.plain_from = self.at;
        if !range.is_empty() {
            self.begin();
            self.out.prose(range);
        }
    }

    /// Goes on at byte `at`, all before it being dealt with.
    fn go(&mut self, at: usize) {
        self.at = at;
        self.plain_from = at;
    }

    /// Where the innermost argument ends.
    fn limit(&self) -> usize {
        self.frames.last().map_or(self.end, |frame| frame.at.min(self.end))
    }

    fn byte(&self, at: usize) -> Option<u8> {
        (at < self.limit()).then(|| self.text.as_bytes().get(at).copied()).flatten()
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..self.limit()).unwrap_or_default()
    }
}

/// The mark that `text` says code stands between; a bar where it says nothing.
fn short_verbatim(text: &str) -> u8 {
    let told = text.find("\\MakeShortVerb").and_then(|at| text.as_bytes().get(at..at + 24));
    let mark = told.and_then(|told| told.iter().skip(1).skip_while(|byte| **byte != b'\\').nth(1));
    mark.copied()
        .filter(|mark| mark.is_ascii_punctuation() && !matches!(mark, b'\\' | b'{' | b'}' | b'%'))
        .unwrap_or(b'|')
}

/// Whether `text` is written for TeX without LaTeX: what its macros mean, and where their arguments end, it decides itself.
fn is_plain_tex(text: &str) -> bool {
    let signs = [
        "\\bye",
        "\\beginsection",
        "\\begindesc",
        "\\magnification",
        "\\input texinfo",
        "\\input eplain",
        "\\input macros",
    ];
    let definitions = text.lines().filter(|line| line.starts_with("\\def\\")).take(3).count();
    definitions == 3 || signs.iter().any(|sign| text.contains(sign))
}

#[cfg(test)]
mod tests;
