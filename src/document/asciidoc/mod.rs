//! `AsciiDoc`: a scanner of blocks line by line, and of the markup within their lines.

mod blocks;
mod delimited;
mod inline;
mod items;
mod macros;
mod tables;

use std::collections::HashMap;
use std::ops::Range;

use super::light::{self, Note};
use crate::source::transcript::{Encoding, Transcriber};
use crate::source::{BlockKind, Transcript};
use inline::Asciidoc;

/// What a fix may not write, since it could be markup.
const MARKS: &str = "*_`#+^~{}[]<>|\\";

/// What a reference leads to, and what is shown of it, is no longer than this, in bytes.
const LONGEST_NAME: usize = 300;

/// Reads `text` as `AsciiDoc`.
pub(super) fn read(text: &str) -> Transcript {
    let mut out = Transcriber::new(text);
    out.encoding(Encoding::Plainly(MARKS));
    let lines = light::Lines::new(text);
    let mut delimiters: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, line) in lines.from(0).iter().enumerate().filter(|(_, line)| line.indent == 0) {
        let written = line.text(text);
        if written.starts_with(['-', '.', '+', '/', '`', '|', ',', ':', '!', '~']) && written.len() > 1 {
            delimiters.entry(written).or_default().push(at);
        }
    }
    let mut reader = Reader {
        text,
        lines,
        delimiters,
        at: 0,
        out,
        notes: Vec::new(),
        open: Vec::new(),
        style: Style::None,
        monospaced: Vec::new(),
        in_item: false,
        literal: false,
        old: false,
        synopsis: false,
    };
    reader.run();
    for name in named(text) {
        reader.out.seal(name);
    }
    reader.out.finish()
}

/// What references in `text` lead to, the titles of sections among them: `<<Title>>`, `<<_title,text>>`, `xref:_title[]`.
fn named(text: &str) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    for (open, close) in [("<<", ">>"), ("xref:", "[")] {
        for at in memchr::memmem::find_iter(text.as_bytes(), open) {
            let start = at + open.len();
            let rest = light::head(text.get(start..).unwrap_or_default(), LONGEST_NAME);
            let Some(inner) = rest.find(close).and_then(|end| rest.get(..end)) else { continue };
            // A file may stand before the name, and what is shown behind it.
            let target = inner.split(',').next().unwrap_or_default();
            let offset = target.rfind('#').map_or(0, |hash| hash + 1);
            let (name, start) = (target.get(offset..).unwrap_or_default(), start + offset);
            if !name.starts_with(char::is_whitespace) && !name.contains('\n') {
                names.push(start..start + name.len());
            }
        }
    }
    names
}

/// What a line of attributes makes of the block after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    None,
    /// It is no prose.
    Unread,
    /// It is someone else's words.
    Quotation,
}

// What holds of a place holds of it whatever else does.
#[allow(clippy::struct_excessive_bools)]
struct Reader<'t> {
    text: &'t str,
    lines: light::Lines<'t>,
    /// Where the lines stand that may end a block of the same line.
    delimiters: HashMap<&'t str, Vec<usize>>,
    /// The line that is read next.
    at: usize,
    out: Transcriber<'t>,
    notes: Vec<Note>,
    /// The blocks that are open: the line that ends each, and whether it is a quotation.
    open: Vec<(&'t str, bool)>,
    style: Style,
    /// The columns of the next table that are no prose.
    monospaced: Vec<bool>,
    /// Whether paragraphs belong to an item of a list.
    in_item: bool,
    /// Whether an item's text is to follow, indented or not.
    literal: bool,
    /// Whether it is written in the way of old, in which single quotation marks emphasise.
    old: bool,
    /// Whether a section shows how a program is called.
    synopsis: bool,
}

impl Reader<'_> {
    /// Goes on behind the next line that says what the line at `self.at` says, or at the end.
    fn skip_delimited(&mut self) -> Range<usize> {
        let first = self.at;
        let places = self.delimiters.get(self.lines.text_of(first));
        let next = places.and_then(|places| places.get(places.partition_point(|place| *place <= first)).copied());
        let last = next.unwrap_or(self.lines.len());
        self.at = last + 1;
        first + 1..last
    }

    /// Reads the lines at `ranges` as a block.
    fn block(&mut self, kind: BlockKind, ranges: &[Range<usize>]) {
        if self.synopsis {
            return;
        }
        self.out.begin(kind);
        for range in ranges {
            if self.out.has_text() {
                self.out.space(range.start..range.start);
            }
            light::read(self.text, &mut self.out, &mut self.notes, range.clone(), &mut Asciidoc { old: self.old });
        }
        self.out.end();
        let mut next = 0;
        while let Some((range, kind)) = self.notes.get(next).cloned() {
            self.out.begin(kind);
            light::read(self.text, &mut self.out, &mut self.notes, range, &mut Asciidoc { old: self.old });
            self.out.end();
            next += 1;
        }
        self.notes.clear();
    }

    fn take_style(&mut self) -> Style {
        std::mem::replace(&mut self.style, Style::None)
    }
}

#[cfg(test)]
mod tests;
