//! Org: a scanner of elements line by line, and of the markup within their lines.

mod blocks;
mod inline;
mod items;

use std::ops::Range;

use super::light::{self, Note};
use crate::source::transcript::{Encoding, Transcriber};
use crate::source::{BlockKind, Transcript};
use inline::Org;

/// What a fix may not write, since it could be markup.
const MARKS: &str = "*/_=~+[]{}\\|$<>^";

/// Reads `text` as Org.
pub(super) fn read(text: &str) -> Transcript {
    let mut out = Transcriber::new(text);
    out.encoding(Encoding::Plainly(MARKS));
    let lines = light::Lines::new(text);
    let mut reader = Reader { text, lines, at: 0, out, notes: Vec::new(), open: Vec::new(), drawer_end: 0 };
    reader.run();
    reader.out.finish()
}

struct Reader<'t> {
    text: &'t str,
    lines: light::Lines<'t>,
    /// The line that is read next.
    at: usize,
    out: Transcriber<'t>,
    notes: Vec<Note>,
    /// The blocks that are open, by their names, and whether they are quotations.
    open: Vec<(String, bool)>,
    /// The line of the next `:END:` that was looked for.
    drawer_end: usize,
}

impl Reader<'_> {
    /// Reads the bytes at `range` as a block.
    fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        self.out.begin(kind);
        light::read(self.text, &mut self.out, &mut self.notes, range, &mut Org);
        self.out.end();
        let mut next = 0;
        while let Some((range, kind)) = self.notes.get(next).cloned() {
            self.out.begin(kind);
            light::read(self.text, &mut self.out, &mut self.notes, range, &mut Org);
            self.out.end();
            next += 1;
        }
        self.notes.clear();
    }
}

#[cfg(test)]
mod tests;
