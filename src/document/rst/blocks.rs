//! Sections, paragraphs, quotations, literal blocks.

use super::{Body, DEEPEST, Reader};
use crate::document::light::{Line, is_term};
use crate::source::BlockKind;

impl Reader<'_> {
    pub(super) fn run(&mut self) {
        while let Some(line) = self.lines.at(self.at) {
            if line.is_blank() {
                self.at += 1;
                continue;
            }
            while self.bodies.len() > 1 && self.indent() > line.indent {
                self.leave();
            }
            if line.indent > self.indent() {
                // A block quotation, or one of the many bodies of a badly indented text.
                if self.bodies.len() >= DEEPEST {
                    self.skip_deeper(self.indent());
                    continue;
                }
                let kind = self.bodies.last().map_or(BlockKind::Paragraph, |body| body.kind);
                let quoted = kind == BlockKind::Paragraph;
                self.enter(Body { indent: line.indent, kind, quoted, once: false });
            }
            self.element(line);
        }
    }

    /// Reads the element that begins in `line`, at the indentation of the innermost body. Goes on at least one line.
    pub(super) fn element(&mut self, line: Line) {
        let before = self.at;
        if !(self.explicit(line) || self.section(line) || self.table(line) || self.item(line)) {
            self.paragraph(line);
        }
        self.begun = true;
        if self.at <= before {
            self.at = before + 1;
        }
    }

    /// A title, or a line that parts two paragraphs.
    fn section(&mut self, line: Line) -> bool {
        let here = line.text(self.text);
        if is_adornment(here) {
            let (title, under) = (self.lines.text_of(self.at + 1), self.lines.text_of(self.at + 2));
            let first = |text: &str| text.bytes().next();
            if !title.is_empty() && is_adornment(under) && first(under) == first(here) && !is_adornment(title) {
                let title = self.lines.at(self.at + 1).map(Line::range).unwrap_or_default();
                for rule in [Some(line), self.lines.at(self.at + 2)].into_iter().flatten() {
                    rule.underlines(self.text, title.clone(), &mut self.out);
                }
                self.block(BlockKind::Heading, title);
                self.at += 3;
                return true;
            }
            // A table is told from a line by its columns.
            if here.len() >= 4 && self.lines.is_blank(self.at + 1) {
                self.at += 1;
                return true;
            }
            return false;
        }
        let Some(under) = self.lines.at(self.at + 1).filter(|under| under.indent == line.indent) else { return false };
        let written = under.text(self.text);
        if is_adornment(written) && (written.len() >= 4 || written.len() >= here.chars().count()) {
            under.underlines(self.text, line.range(), &mut self.out);
            self.block(BlockKind::Heading, line.range());
            self.at += 2;
            return true;
        }
        false
    }

    fn paragraph(&mut self, line: Line) {
        let first = self.at;
        let here = line.text(self.text);
        if here.starts_with(">>> ") {
            while !self.lines.is_blank(self.at) {
                self.at += 1;
            }
            return;
        }
        if here.starts_with("| ") || here == "|" {
            self.line_block(line);
            return;
        }
        if here.starts_with("__ ") {
            self.at += 1;
            return;
        }
        let mut last = line;
        self.at += 1;
        while let Some(next) = self.lines.at(self.at).filter(|next| !next.is_blank() && next.indent == line.indent) {
            last = next;
            self.at += 1;
        }
        if let Some(deeper) = self.lines.at(self.at).filter(|next| !next.is_blank() && next.indent > line.indent)
            && self.at == first + 1
            && !here.ends_with("::")
        {
            self.definition(line, deeper);
            return;
        }
        let range = line.body..last.end;
        let written = self.text.get(range.clone()).unwrap_or_default();
        let literal = written.ends_with("::") && !written.ends_with("\\::");
        if literal {
            let kept = written.get(..written.len() - 2).unwrap_or_default();
            // What is set off by white space leaves nothing, otherwise one of the two colons is seen.
            let end = if kept.ends_with(char::is_whitespace) { kept.trim_end().len() } else { kept.len() + 1 };
            if kept.chars().any(|c| !c.is_whitespace()) {
                let kind = self.kind();
                self.block(kind, line.body..line.body + end);
            }
            self.literal_block(line.indent);
            return;
        }
        let kind = self.kind();
        self.block(kind, range);
    }

    /// A term and its definition.
    fn definition(&mut self, line: Line, deeper: Line) {
        let term = line.text(self.text);
        if is_term(term.trim_end_matches([':', '.'])) {
            self.block(BlockKind::ListItem, line.range());
        }
        if self.bodies.len() < DEEPEST {
            self.enter(Body { indent: deeper.indent, kind: BlockKind::ListItem, quoted: false, once: false });
        } else {
            self.skip_deeper(line.indent);
        }
    }

    /// Lines that are kept as they are, as in verse.
    fn line_block(&mut self, line: Line) {
        let kind = self.kind();
        self.out.begin(kind);
        while let Some(next) = self.lines.at(self.at).filter(|next| !next.is_blank() && next.indent >= line.indent) {
            let written = next.text(self.text);
            if next.indent == line.indent && !(written.starts_with("| ") || written == "|") {
                break;
            }
            let mark = usize::from(next.indent == line.indent);
            if self.out.has_text() && mark == 1 {
                self.out.line_break(next.start..next.body + mark);
            } else if self.out.has_text() {
                self.out.space(next.start..next.body);
            }
            self.inline(next.body + mark + leading(written.get(mark..).unwrap_or_default())..next.end);
            self.at += 1;
        }
        self.out.end();
    }

    /// What follows `::`: indented lines, or lines that all begin with the same mark.
    fn literal_block(&mut self, indent: usize) {
        let mut next = self.at;
        while self.lines.at(next).is_some_and(Line::is_blank) {
            next += 1;
        }
        let Some(line) = self.lines.at(next) else { return };
        if line.indent > indent {
            self.at = next;
            self.skip_deeper(indent);
        } else if line.indent == indent {
            let mark = line.text(self.text).chars().next().filter(char::is_ascii_punctuation);
            let directive = self.lines.text_of(next).starts_with(".. ");
            while mark.is_some()
                && !directive
                && !self.lines.is_blank(next)
                && self.lines.text_of(next).starts_with(mark.unwrap_or(' '))
            {
                next += 1;
                self.at = next;
            }
        }
    }
}

/// The length of the white space that `text` begins with.
pub(super) fn leading(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether `text` is a line under or over a title.
fn is_adornment(text: &str) -> bool {
    let Some(first) = text.bytes().next().filter(u8::is_ascii_punctuation) else { return false };
    text.len() >= 2 && text.bytes().all(|byte| byte == first) && text != "::" && text != ".." && text != "--"
}
