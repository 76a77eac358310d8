//! reStructuredText: a scanner of blocks by their indentation, and of the markup within their lines.

mod blocks;
mod directives;
mod explicit;
mod inline;
mod items;
mod tables;

use std::ops::Range;

use super::light::{self, Note};
use crate::source::transcript::{Encoding, Transcriber};
use crate::source::{BlockKind, Transcript};
use inline::Rst;

/// What a fix may not write, since it could be markup.
const MARKS: &str = "*`|_\\:";

/// No more bodies are looked into that stand within each other.
const DEEPEST: usize = 60;

/// Reads `text` as reStructuredText.
pub(super) fn read(text: &str) -> Transcript {
    let mut out = Transcriber::new(text);
    out.encoding(Encoding::Plainly(MARKS));
    let lines = light::Lines::new(text);
    let root = Body { indent: 0, kind: BlockKind::Paragraph, quoted: false, once: false };
    let mut reader = Reader { text, lines, at: 0, out, bodies: vec![root], notes: Vec::new(), begun: false };
    reader.run();
    while reader.bodies.len() > 1 {
        reader.leave();
    }
    reader.out.finish()
}

/// A body that is open: what stands at its indentation belongs to it.
#[derive(Debug, Clone, Copy)]
struct Body {
    indent: usize,
    /// What its paragraphs are.
    kind: BlockKind,
    quoted: bool,
    /// Only its first paragraph is of that kind.
    once: bool,
}

struct Reader<'t> {
    text: &'t str,
    lines: light::Lines<'t>,
    /// The line that is read next.
    at: usize,
    out: Transcriber<'t>,
    bodies: Vec<Body>,
    notes: Vec<Note>,
    /// Whether anything stood before, but for comments.
    begun: bool,
}

impl Reader<'_> {
    fn indent(&self) -> usize {
        self.bodies.last().map_or(0, |body| body.indent)
    }

    fn enter(&mut self, body: Body) {
        if body.quoted {
            self.out.quoted(true);
        }
        self.bodies.push(body);
    }

    fn leave(&mut self) {
        if self.bodies.pop().is_some_and(|body| body.quoted) {
            self.out.quoted(false);
        }
    }

    /// What the next paragraph is.
    fn kind(&mut self) -> BlockKind {
        match self.bodies.last_mut() {
            Some(body) if body.once => {
                let kind = body.kind;
                (body.once, body.kind) = (false, BlockKind::Paragraph);
                kind
            }
            Some(body) => body.kind,
            None => BlockKind::Paragraph,
        }
    }

    /// Goes on behind all lines that are indented by more than `indent`, blank ones between them included.
    fn skip_deeper(&mut self, indent: usize) {
        while self.lines.at(self.at).is_some_and(|line| line.is_blank() || line.indent > indent) {
            self.at += 1;
        }
    }

    /// The indentation of the first line from `at` on that is not blank.
    fn next_indent(&self, at: usize) -> Option<usize> {
        self.lines.from(at).iter().find(|line| !line.is_blank()).map(|line| line.indent)
    }

    /// Reads the bytes at `range` as a block.
    fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        self.out.begin(kind);
        self.inline(range);
        self.out.end();
    }

    /// Reads the bytes at `range` as a part of the block that is open.
    fn inline(&mut self, range: Range<usize>) {
        light::read(self.text, &mut self.out, &mut self.notes, range, &mut Rst);
    }
}

#[cfg(test)]
mod tests;
