//! What begins with two dots: directives, notes, targets, comments.

use super::blocks::leading;
use super::directives::{self, Shape};
use super::items::field;
use super::{Body, DEEPEST, Reader};
use crate::document::light::Line;
use crate::source::BlockKind;

impl Reader<'_> {
    pub(super) fn explicit(&mut self, line: Line) -> bool {
        let here = line.text(self.text);
        if here == "::" {
            self.at += 1;
            self.skip_deeper(line.indent);
            return true;
        }
        let Some(rest) = here.strip_prefix("..").filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) else {
            return false;
        };
        let start = line.body + 2 + leading(rest);
        let rest = rest.trim_start();
        let begun = self.begun;
        if rest.is_empty() {
            // Nothing but two dots is a comment of what follows at once, or of nothing.
            self.at += 1;
            if !self.lines.is_blank(self.at) {
                self.skip_deeper(line.indent);
            }
        } else if let Some(label) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(label, _)| label)
        {
            let is_note = label.starts_with(['#', '*']) || label.bytes().all(|byte| byte.is_ascii_digit());
            if is_note && !label.is_empty() {
                self.open_text(line, start + label.len() + 2, BlockKind::Footnote);
            } else {
                self.skip(line);
            }
        } else if rest.starts_with(['_', '|']) || rest.starts_with("__") {
            self.skip(line);
        } else if let Some(name) = directive(rest) {
            self.directive(line, name, start + name.len());
        } else {
            self.out.comment(line.range());
            self.skip(line);
        }
        self.begun |= begun;
        true
    }

    /// Leaves out `line` and what is indented below it.
    fn skip(&mut self, line: Line) {
        self.at += 1;
        self.skip_deeper(line.indent);
    }

    fn directive(&mut self, line: Line, name: &str, after: usize) {
        let colons = self.text.get(after..line.end).and_then(|rest| rest.find("::")).unwrap_or(0);
        let argument = after + colons + 2;
        match directives::shape(name) {
            Shape::Unread => self.skip(line),
            Shape::Text => self.open_text(line, argument, BlockKind::Paragraph),
            Shape::Quotation => {
                self.at += 1;
                self.open_body(line, BlockKind::Paragraph, true, false);
            }
            Shape::Titled(kind) => {
                self.argument(line, argument, Some(kind));
                self.open_body(line, BlockKind::Paragraph, false, false);
            }
            Shape::Caption => {
                self.argument(line, argument, Some(BlockKind::Caption));
                self.skip_deeper(line.indent);
            }
            Shape::Figure => {
                self.argument(line, argument, None);
                self.open_body(line, BlockKind::Caption, false, true);
            }
            Shape::Body => {
                self.argument(line, argument, None);
                self.open_body(line, BlockKind::Paragraph, false, false);
            }
            Shape::Version => {
                let rest = self.text.get(argument..line.end).unwrap_or_default();
                let from = argument + leading(rest);
                let version = rest.trim_start().find(char::is_whitespace).unwrap_or(rest.trim_start().len());
                self.open_text(line, from + version, BlockKind::Paragraph);
            }
        }
    }

    /// Reads the argument of a directive, which begins at byte `start` of `line`, if it is prose, and leaves its options
    /// out. What is set off by an empty line is its body.
    fn argument(&mut self, line: Line, start: usize, kind: Option<BlockKind>) {
        self.at += 1;
        let rest = self.text.get(start..line.end).unwrap_or_default();
        let begin = start + leading(rest);
        let mut end = line.end;
        let mut options = false;
        while let Some(next) = self.lines.at(self.at).filter(|next| !next.is_blank() && next.indent > line.indent) {
            options |= field(next.text(self.text)).is_some();
            if !options {
                end = next.end;
            }
            self.at += 1;
        }
        if let Some(kind) = kind.filter(|_| begin < line.end) {
            self.block(kind, begin..end);
        }
    }

    /// The body whose first paragraph may begin at byte `start` of `line`.
    fn open_text(&mut self, line: Line, start: usize, kind: BlockKind) {
        let rest = self.text.get(start..line.end).unwrap_or_default();
        let begin = start + leading(rest);
        if begin >= line.end {
            self.at += 1;
            self.options(line);
            self.open_body(line, kind, false, false);
            return;
        }
        if self.bodies.len() >= DEEPEST {
            self.skip(line);
            return;
        }
        let below = self.next_indent(self.at + 1).filter(|indent| *indent > line.indent);
        let indent = below.unwrap_or(line.indent + begin - line.body);
        self.enter(Body { indent, kind, quoted: false, once: false });
        self.cut(Line { body: begin, indent, ..line });
    }

    /// Leaves the options of a directive out.
    fn options(&mut self, line: Line) {
        while let Some(next) = self.lines.at(self.at).filter(|next| !next.is_blank() && next.indent > line.indent) {
            if field(next.text(self.text)).is_none() {
                break;
            }
            self.at += 1;
            self.skip_deeper_lines(next.indent);
        }
    }

    fn skip_deeper_lines(&mut self, indent: usize) {
        while self.lines.at(self.at).is_some_and(|line| !line.is_blank() && line.indent > indent) {
            self.at += 1;
        }
    }

    /// The body that is indented below `line`.
    fn open_body(&mut self, line: Line, kind: BlockKind, quoted: bool, once: bool) {
        let Some(indent) = self.next_indent(self.at).filter(|indent| *indent > line.indent) else { return };
        if self.bodies.len() < DEEPEST {
            self.enter(Body { indent, kind, quoted, once });
        } else {
            self.skip_deeper(line.indent);
        }
    }
}

/// The name of the directive that `rest`, what follows two dots, begins with.
fn directive(rest: &str) -> Option<&str> {
    let length =
        rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | ':' | '.'))).unwrap_or(rest.len());
    let word = rest.get(..length)?;
    let name = word.strip_suffix("::").or_else(|| {
        // Some leave a space before the colons.
        rest.get(length..)?.strip_prefix(" ::").map(|_| word)
    })?;
    (!name.is_empty()).then_some(name)
}
