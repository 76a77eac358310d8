//! Headings, paragraphs, and lines that are no prose.

use std::ops::Range;

use super::{Reader, Style};
use crate::document::light::Line;
use crate::source::BlockKind;

/// Names at the start of a paragraph that make a note of it.
const ADMONITIONS: &[&str] = &["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

impl Reader<'_> {
    pub(super) fn run(&mut self) {
        self.front_matter();
        self.header();
        while let Some(line) = self.lines.at(self.at) {
            let before = self.at;
            if line.is_blank() {
                self.at += 1;
                continue;
            }
            if !(self.aside(line) || self.heading(line) || self.delimited(line) || self.item(line)) {
                self.paragraph(line);
            }
            self.at = self.at.max(before + 1);
        }
        while let Some((_, quoted)) = self.open.pop() {
            if quoted {
                self.out.quoted(false);
            }
        }
    }

    /// Front matter, as site builders put it.
    fn front_matter(&mut self) {
        if self.lines.text_of(0) != "---" {
            return;
        }
        let Some(last) = (1..self.lines.len()).find(|at| self.lines.text_of(*at) == "---") else { return };
        if self.lines.text_of(1).contains(':')
            && let (Some(first), Some(end)) = (self.lines.at(0), self.lines.at(last))
        {
            self.out.front_matter(first.start..end.end, false);
            self.at = last + 1;
        }
    }

    /// The title of a document, and the lines below it, which name its author and version.
    fn header(&mut self) {
        while self.lines.at(self.at).is_some_and(|line| line.is_blank() || self.is_silent_line(line)) {
            if let Some(line) = self.lines.at(self.at).filter(|line| !line.is_blank()) {
                self.aside(line);
            } else {
                self.at += 1;
            }
        }
        let Some(line) = self.lines.at(self.at) else { return };
        let written = line.text(self.text);
        self.old = is_underline(written, self.lines.text_of(self.at + 1)) == Some('=');
        let titled = written.starts_with("= ") || self.old;
        if !titled || !self.heading(line) {
            return;
        }
        while self.lines.at(self.at).is_some_and(|line| !line.is_blank()) {
            let Some(line) = self.lines.at(self.at) else { return };
            let written = line.text(self.text);
            if written.starts_with('=') || is_underline(written, self.lines.text_of(self.at + 1)).is_some() {
                return;
            }
            if !self.aside(line) {
                self.at += 1;
            }
        }
    }

    /// Whether `line` is an attribute, a comment or an instruction, which are no prose.
    fn is_silent_line(&self, line: Line) -> bool {
        let written = line.text(self.text);
        line.indent == 0
            && (is_comment(written)
                || is_attribute(written)
                || is_block_macro(written)
                || is_rule(written)
                || is_attribute_list(written))
    }

    /// A line that is no prose by itself: a comment, an attribute, a macro, a list of attributes, a break.
    fn aside(&mut self, line: Line) -> bool {
        let written = line.text(self.text);
        if line.indent > 0 {
            return false;
        }
        if is_comment(written) {
            self.out.comment(line.range());
        } else if is_attribute(written) {
            while self.lines.text_of(self.at).ends_with('\\') {
                self.at += 1;
            }
        } else if is_attribute_list(written) {
            self.attributes(written);
        } else if written == "+" {
            self.in_item = true;
        } else if is_block_macro(written) || is_rule(written) {
            self.style = Style::None;
        } else if let Some(title) = block_title(written) {
            let start = line.end - title.len();
            self.block(BlockKind::Caption, std::slice::from_ref(&(start..line.end)));
        } else {
            return false;
        }
        self.at += 1;
        true
    }

    /// What a line of attributes says of the block after it.
    fn attributes(&mut self, written: &str) {
        if written.starts_with("[[") {
            return;
        }
        let inner = written.trim_start_matches('[').trim_end_matches(']');
        let first = inner.split([',', '%', '.', '#']).next().unwrap_or_default().trim().trim_matches('"');
        match first.to_ascii_lowercase().as_str() {
            "quote" | "verse" => self.style = Style::Quotation,
            "source" | "listing" | "literal" | "stem" | "latexmath" | "asciimath" | "pass" | "mermaid" | "plantuml"
            | "graphviz" | "ditaa" | "svgbob" | "subs" | "cli" | "console" | "bibliography" | "index" | "comment" => {
                self.style = Style::Unread;
            }
            _ => {
                if first.is_empty() && inner.starts_with(',') && inner.len() > 1 && !inner.contains('=') {
                    // `[,ruby]` is a listing.
                    self.style = Style::Unread;
                }
            }
        }
        if let Some((_, columns)) = inner.split_once("cols=") {
            self.monospaced = super::tables::monospaced(columns);
        }
    }

    fn heading(&mut self, line: Line) -> bool {
        if line.indent > 0 {
            return false;
        }
        let written = line.text(self.text);
        let mark = written.chars().next().filter(|mark| matches!(mark, '=' | '#'));
        if let Some(mark) = mark {
            let level = written.chars().take_while(|c| *c == mark).count();
            let title = written.get(level..).unwrap_or_default();
            if level <= 6 && title.starts_with([' ', '\t']) {
                let tail = title.trim_end_matches(mark);
                let kept = if tail.ends_with(' ') { tail.trim_end() } else { title };
                let start = line.end - title.len();
                let start = start + (title.len() - title.trim_start().len());
                self.title(start..(line.body + level + kept.len()).max(start));
                self.at += 1;
                return true;
            }
        }
        if is_underline(written, self.lines.text_of(self.at + 1)).is_some()
            && let Some(under) = self.lines.at(self.at + 1).filter(|under| under.indent == 0)
        {
            under.underlines(self.text, line.range(), &mut self.out);
            self.title(line.range());
            self.at += 2;
            return true;
        }
        false
    }

    /// Reads a heading.
    fn title(&mut self, range: Range<usize>) {
        self.synopsis = false;
        self.close_item();
        self.block(BlockKind::Heading, std::slice::from_ref(&range));
        self.synopsis = self.text.get(range).is_some_and(|title| title.eq_ignore_ascii_case("synopsis"));
    }

    pub(super) fn close_item(&mut self) {
        (self.in_item, self.literal, self.style) = (false, false, Style::None);
    }

    fn paragraph(&mut self, line: Line) {
        let style = self.take_style();
        let literal = line.indent > 0 && !std::mem::take(&mut self.literal);
        if style == Style::Unread || literal {
            while !self.lines.is_blank(self.at) && !self.ends_paragraph(self.at) {
                self.at += 1;
            }
            self.at += usize::from(self.ends_paragraph(self.at) && literal && self.lines.text_of(self.at).is_empty());
            return;
        }
        if line.indent == 0 && self.at > 0 && self.lines.is_blank(self.at - 1) {
            self.in_item = false;
        }
        let mut start = line.body;
        let written = line.text(self.text);
        if let Some((name, _)) = written.split_once(": ").filter(|(name, _)| ADMONITIONS.contains(name)) {
            start += name.len() + 2;
        }
        let mark =
            ["> ", ">"].iter().find_map(|mark| written.strip_prefix(mark)).map(|rest| written.len() - rest.len());
        if let Some(mark) = mark.filter(|_| written.len() > 1) {
            start += mark;
        }
        let quoted = style == Style::Quotation || mark.is_some();
        let kind = if self.in_item { BlockKind::ListItem } else { BlockKind::Paragraph };
        let ranges = self.region(start);
        if quoted {
            self.out.quoted(true);
        }
        self.block(kind, &ranges);
        if quoted {
            self.out.quoted(false);
        }
    }

    /// The lines of a paragraph, or of an item, whose text begins at byte `start` of the line that is read; goes on
    /// behind it. Comments and conditions within it are left out.
    pub(super) fn region(&mut self, start: usize) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut joins = false;
        let first = self.at;
        while let Some(line) = self.lines.at(self.at).filter(|line| !line.is_blank()) {
            let begin = if self.at == first { start } else { line.body };
            if self.at > first && self.ends_paragraph(self.at) {
                break;
            }
            let written = line.text(self.text);
            let silent = self.at > first && line.indent == 0 && (is_comment(written) || is_condition(written));
            if silent {
                if is_comment(written) {
                    self.out.comment(line.range());
                }
                joins = false;
            } else if begin < line.end {
                match ranges.last_mut().filter(|_| joins) {
                    Some(last) => last.end = line.end,
                    None => ranges.push(begin..line.end),
                }
                joins = true;
            }
            self.at += 1;
        }
        ranges
    }

    /// Whether the line at `at` ends a paragraph that stands before it.
    pub(super) fn ends_paragraph(&self, at: usize) -> bool {
        let Some(line) = self.lines.at(at).filter(|line| !line.is_blank()) else { return true };
        let written = line.text(self.text);
        if line.indent > 0 {
            return self.in_item && super::items::begins(written);
        }
        written == "+"
            || super::delimited::is_delimiter(written)
            || is_attribute_list(written)
            || self.in_item && super::items::begins(written)
            || is_block_macro(written) && !is_condition(written)
    }
}

/// The mark of a title that is underlined, where `under` is as long as `title`.
fn is_underline(title: &str, under: &str) -> Option<char> {
    let mark = under.chars().next().filter(|mark| matches!(mark, '=' | '-' | '~' | '^' | '+'))?;
    let (length, written) = (under.len(), title.chars().count());
    let words = title.chars().any(char::is_alphanumeric) && !title.starts_with(['[', '.', '|']);
    let near = length.abs_diff(written) <= 2 && length > 2;
    (words && near && under.chars().all(|c| c == mark)).then_some(mark)
}

fn is_comment(written: &str) -> bool {
    written.starts_with("//") && !written.starts_with("///")
}

/// `:name: value`.
fn is_attribute(written: &str) -> bool {
    let Some(rest) = written.strip_prefix(':') else { return false };
    let Some(end) = rest.find(':') else { return false };
    let name = rest.get(..end).unwrap_or_default();
    let after = rest.get(end + 1..).unwrap_or_default();
    let worded = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '!' | '.');
    !name.is_empty() && name.chars().all(worded) && (after.is_empty() || after.starts_with([' ', '\t']))
}

/// `[source,ruby]`, `[[anchor]]`.
fn is_attribute_list(written: &str) -> bool {
    written.starts_with('[')
        && written.ends_with(']')
        && written.len() > 2
        && written.get(1..2).is_none_or(|c| c != " ")
        && (written.starts_with("[[") || !written.get(1..written.len() - 1).is_some_and(|inner| inner.contains(']')))
}

/// `image::target[attributes]`, `include::file[]`, `toc::[]`.
fn is_block_macro(written: &str) -> bool {
    let name = written.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    let rest = written.get(name..).unwrap_or_default();
    name > 0 && rest.starts_with("::") && rest.ends_with(']') && rest.contains('[') && !rest.starts_with(":: ")
}

/// `ifdef::x[]`.
fn is_condition(written: &str) -> bool {
    ["ifdef::", "ifndef::", "ifeval::", "endif::", "include::"].iter().any(|name| written.starts_with(name))
}

/// A line that parts what is above from what is below.
fn is_rule(written: &str) -> bool {
    matches!(written, "'''" | "---" | "- - -" | "***" | "* * *" | "<<<" | "''''")
        || written.len() > 2 && written.chars().all(|c| c == '\'')
}

/// `.Title` of a block.
fn block_title(written: &str) -> Option<&str> {
    let title = written.strip_prefix('.')?;
    title.starts_with(|c: char| !c.is_whitespace() && c != '.').then_some(title)
}
