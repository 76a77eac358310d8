//! How a scalar is written: folded lines, escapes, indentation.

use std::ops::Range;

use saphyr_parser::ScalarStyle;

use super::super::strings::{Escape, escape};
use super::super::value::Value;
use crate::source::BlockKind;
use crate::source::transcript::{Encoding, Transcriber};

/// A stretch of a scalar, in bytes of the text.
enum Piece {
    Verbatim(Range<usize>),
    Char(Range<usize>, char),
    /// A line break that counts as a space.
    Fold(Range<usize>),
    /// So many line breaks, and whether a reader sees a paragraph end.
    Breaks(Range<usize>, usize, bool),
    /// Nothing is read here.
    Nothing,
}

/// A scalar in its pieces.
pub(super) struct Scalar {
    pieces: Vec<Piece>,
    value: String,
}

impl Scalar {
    /// The scalar at `range` of `text`; nothing where it is written in a way that is not known.
    pub(super) fn read(text: &str, range: Range<usize>, style: ScalarStyle) -> Option<Self> {
        let mut scalar = Self { pieces: Vec::new(), value: String::new() };
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                scalar.block(text, range, style == ScalarStyle::Folded)?;
            }
            _ => {
                let start = without_properties(text, &range)?;
                let (start, end) = match style {
                    ScalarStyle::Plain => (start, range.end),
                    _ => (start + 1, range.end.checked_sub(1).filter(|end| *end > start)?),
                };
                scalar.flow(text, start..end, style)?;
            }
        }
        Some(scalar)
    }

    /// Whether it stands for `value`, whatever empty lines are around it.
    pub(super) fn is(&self, value: &str) -> bool {
        self.value.trim_matches('\n') == value.trim_matches('\n')
    }

    /// Writes it into `out`.
    pub(super) fn write<'t>(&self, text: &'t str, out: &mut Transcriber<'t>, kind: BlockKind, encoding: Encoding) {
        let mut value = Value::begin(text, out, kind, encoding);
        for piece in &self.pieces {
            match piece {
                Piece::Verbatim(range) => value.verbatim(range.clone()),
                Piece::Char(range, c) => value.decoded(range.clone(), c.encode_utf8(&mut [0; 4])),
                Piece::Fold(range) => value.decoded(range.clone(), " "),
                Piece::Breaks(range, count, ends) => {
                    for _ in 0..if *ends { 2 } else { *count } {
                        value.line_break(range.clone());
                    }
                }
                Piece::Nothing => value.nothing(),
            }
        }
        value.end();
    }

    fn verbatim(&mut self, text: &str, range: Range<usize>) {
        if !range.is_empty() {
            self.value.push_str(text.get(range.clone()).unwrap_or_default());
            self.pieces.push(Piece::Verbatim(range));
        }
    }

    /// `count` line ends at `range`, of which the first is a space where there are no others.
    fn folded(&mut self, range: Range<usize>, count: usize) {
        if count == 1 {
            self.value.push(' ');
            self.pieces.push(Piece::Fold(range));
        } else {
            self.value.extend(std::iter::repeat_n('\n', count - 1));
            self.pieces.push(Piece::Breaks(range, count - 1, true));
        }
    }

    /// A scalar without marks or between quotation marks.
    fn flow(&mut self, text: &str, range: Range<usize>, style: ScalarStyle) -> Option<()> {
        let (mut at, mut from) = (range.start, range.start);
        while at < range.end {
            let rest = text.get(at..range.end)?;
            let first = rest.chars().next()?;
            match first {
                '\n' | '\r' => {
                    let line = text.get(from..at)?;
                    let kept = from + line.trim_end_matches([' ', '\t']).len();
                    self.verbatim(text, from..kept);
                    let space = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
                    let count = line_ends(rest.get(..space)?);
                    self.folded(kept..at + space, count);
                    at += space;
                    from = at;
                }
                '\'' if style == ScalarStyle::SingleQuoted => {
                    self.verbatim(text, from..at);
                    self.char(at..at + 2, '\'');
                    at += 2;
                    from = at;
                }
                '\\' if style == ScalarStyle::DoubleQuoted => {
                    self.verbatim(text, from..at);
                    let after = rest.get(1..)?;
                    if after.starts_with(['\n', '\r']) {
                        at += 1 + after.len() - after.trim_start_matches([' ', '\t', '\n', '\r']).len();
                        self.pieces.push(Piece::Nothing);
                    } else {
                        let (length, escape) = escape(rest);
                        match escape {
                            Escape::Char(c) => self.char(at..at + length, c),
                            Escape::LineBreak => {
                                self.value.push('\n');
                                self.pieces.push(Piece::Breaks(at..at + length, 1, false));
                            }
                            Escape::Unknown => return None,
                        }
                        at += length;
                    }
                    from = at;
                }
                other => at += other.len_utf8(),
            }
        }
        self.verbatim(text, from..range.end);
        Some(())
    }

    fn char(&mut self, range: Range<usize>, c: char) {
        self.value.push(c);
        self.pieces.push(Piece::Char(range, c));
    }

    /// A scalar of indented lines.
    fn block(&mut self, text: &str, range: Range<usize>, folded: bool) -> Option<()> {
        let line_start = text.get(..range.start)?.rfind('\n').map_or(0, |end| end + 1);
        let indent = range.start - line_start;
        text.get(line_start..range.start)?.bytes().all(|byte| byte == b' ').then_some(())?;
        let mut at = range.start;
        // What the lines before this one end with: their number, and where they began.
        let mut ends: Option<(usize, usize)> = None;
        let mut deeper_before = false;
        for (number, line) in text.get(range)?.split_inclusive('\n').enumerate() {
            let written = line.trim_end_matches(['\n', '\r']);
            let spaces = written.len() - written.trim_start_matches(' ').len();
            let skipped = if number == 0 { 0 } else { spaces.min(indent) };
            let content = at + skipped..at + written.len();
            if !content.is_empty() {
                let deeper = text.get(content.clone())?.starts_with([' ', '\t']);
                if let Some((start, count)) = ends.take() {
                    let broken = start..content.start;
                    if !folded {
                        self.value.extend(std::iter::repeat_n('\n', count));
                        self.pieces.push(Piece::Breaks(broken, count, false));
                    } else if deeper || deeper_before {
                        self.value.extend(std::iter::repeat_n('\n', count));
                        self.pieces.push(Piece::Breaks(broken, count, count > 1));
                    } else {
                        self.folded(broken, count);
                    }
                }
                self.verbatim(text, content.clone());
                deeper_before = deeper;
            }
            if written.len() < line.len() {
                let end = ends.get_or_insert((at + written.len(), 0));
                end.1 += 1;
            }
            at += line.len();
        }
        Some(())
    }
}

/// How many lines end in `text`.
fn line_ends(text: &str) -> usize {
    text.matches('\n').count() + text.replace("\r\n", "\n").matches('\r').count()
}

/// Where the scalar at `range` begins after its anchor and its tag.
fn without_properties(text: &str, range: &Range<usize>) -> Option<usize> {
    let mut start = range.start;
    loop {
        let rest = text.get(start..range.end)?;
        if !rest.starts_with(['&', '!']) {
            return Some(start);
        }
        let length = rest.find(char::is_whitespace)?;
        start += rest.len() - rest.get(length..)?.trim_start().len();
    }
}
