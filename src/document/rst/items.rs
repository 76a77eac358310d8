//! Items of lists, fields and options.

use super::blocks::leading;
use super::{Body, DEEPEST, Reader};
use crate::document::light::Line;
use crate::source::BlockKind;

/// Fields whose bodies are no prose, beside those at the head of a file.
const SILENT_FIELDS: &[&str] = &[
    "address",
    "alt",
    "author",
    "authors",
    "category",
    "class",
    "contact",
    "copyright",
    "date",
    "email",
    "file",
    "github",
    "height",
    "home-page",
    "homepage",
    "keywords",
    "lang",
    "language",
    "license",
    "maintainer",
    "modified",
    "name",
    "no-index",
    "nocomments",
    "nosearch",
    "organization",
    "orphan",
    "pep",
    "revision",
    "rtype",
    "save_as",
    "slug",
    "source",
    "status",
    "tags",
    "tocdepth",
    "type",
    "url",
    "version",
    "vartype",
    "website",
    "width",
];

impl Reader<'_> {
    /// An item of a list, a field or an option, and what else stands in its line.
    pub(super) fn item(&mut self, line: Line) -> bool {
        let here = line.text(self.text);
        if let Some(mark) = bullet(here) {
            self.open_item(line, mark);
            return true;
        }
        if let Some(mark) = enumerator(here).filter(|_| self.is_enumeration(line)) {
            self.open_item(line, mark);
            return true;
        }
        if let Some(name) = field(here) {
            self.field(line, name);
            return true;
        }
        if let Some(mark) = option(here) {
            if mark < here.len() {
                self.open_item(line, mark);
            } else {
                self.at += 1;
                self.open_below(line);
            }
            return true;
        }
        false
    }

    /// The body whose text begins `mark` bytes into `line`.
    fn open_item(&mut self, line: Line, mark: usize) {
        let body = line.body + mark;
        let rest = self.text.get(body..line.end).unwrap_or_default();
        let start = body + leading(rest);
        if start >= line.end {
            self.at += 1;
            self.open_below(line);
            return;
        }
        let indent = line.indent + start - line.body;
        self.enter_item(line, start, indent);
    }

    /// The body that begins at byte `start` of `line` and is indented by `indent`; one too deep is left out.
    fn enter_item(&mut self, line: Line, start: usize, indent: usize) {
        if self.bodies.len() >= DEEPEST {
            self.at += 1;
            self.skip_deeper(line.indent);
            return;
        }
        self.enter(Body { indent, kind: BlockKind::ListItem, quoted: false, once: false });
        self.cut(Line { body: start, indent, ..line });
    }

    /// Reads on in the same line, of which `line` is what is left.
    pub(super) fn cut(&mut self, line: Line) {
        self.lines.replace(self.at, line);
        // The line is read again, as one that is indented so.
        let at = self.at;
        self.element(line);
        debug_assert!(self.at > at);
    }

    /// The body that begins in the line below, where that is indented.
    pub(super) fn open_below(&mut self, line: Line) {
        if let Some(indent) = self.next_indent(self.at).filter(|indent| *indent > line.indent) {
            if self.bodies.len() < DEEPEST {
                self.enter(Body { indent, kind: BlockKind::ListItem, quoted: false, once: false });
            } else {
                self.skip_deeper(line.indent);
            }
        }
    }

    /// Whether the line after the first one of what looks like an item bears that out.
    fn is_enumeration(&self, line: Line) -> bool {
        let Some(next) = self.lines.at(self.at + 1).filter(|next| !next.is_blank()) else { return true };
        next.indent > line.indent || next.indent == line.indent && enumerator(next.text(self.text)).is_some()
    }

    fn field(&mut self, line: Line, mark: usize) {
        let here = line.text(self.text);
        let name = here.get(1..mark - 1).unwrap_or_default().to_ascii_lowercase();
        let first = name.split_whitespace().next().unwrap_or_default();
        if !self.begun || SILENT_FIELDS.contains(&first) || name.contains(['-', '_']) && !name.contains(' ') {
            let begun = self.begun;
            self.at += 1;
            // A body of a field goes on in lines that are indented.
            self.skip_deeper(line.indent);
            if !begun && self.lines.text_of(self.at).starts_with(':') {
                // The head of a file goes on.
                let Some(next) = self.lines.at(self.at) else { return };
                if let Some(mark) = field(next.text(self.text)).filter(|_| next.indent == line.indent) {
                    self.heads(next, mark);
                }
            }
            return;
        }
        let rest = here.get(mark..).unwrap_or_default();
        if rest.trim().is_empty() {
            self.at += 1;
            self.open_below(line);
            return;
        }
        // The body is indented by what its second line is.
        let start = line.body + mark + leading(rest);
        let indent = self.lines.at(self.at + 1).filter(|next| !next.is_blank() && next.indent > line.indent);
        let indent = indent.map_or(line.indent + start - line.body, |next| next.indent);
        self.enter_item(line, start, indent);
    }

    /// The fields at the head of a file, which are about it.
    fn heads(&mut self, first: Line, _mark: usize) {
        let indent = first.indent;
        while let Some(line) = self.lines.at(self.at).filter(|line| !line.is_blank() && line.indent >= indent) {
            if line.indent == indent && field(line.text(self.text)).is_none() {
                break;
            }
            self.at += 1;
        }
    }
}

/// The length of the mark of a list that `text` begins with.
fn bullet(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| matches!(c, '*' | '-' | '+' | '•' | '‣' | '⁃'))?;
    let rest = text.get(mark.len_utf8()..)?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(mark.len_utf8())
}

/// The length of the number of an item that `text` begins with.
fn enumerator(text: &str) -> Option<usize> {
    let open = usize::from(text.starts_with('('));
    let rest = text.get(open..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let roman = rest.bytes().take_while(|byte| b"ivxlcIVXLC".contains(byte)).count();
    let length =
        if rest.starts_with('#') || digits == 0 && roman < 2 && rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            1
        } else {
            digits.max(roman)
        };
    let after = rest.get(length..)?;
    let closed = if open == 1 { after.starts_with(')') } else { after.starts_with(['.', ')']) };
    let spaced = after.get(1..).is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']));
    (length > 0 && length < 10 && closed && spaced).then_some(open + length + 1)
}

/// The length of the name of a field, its colons included, that `text` begins with.
pub(super) fn field(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(':')?;
    if rest.starts_with([':', ' ', '`']) {
        return None;
    }
    let mut from = 0;
    loop {
        let end = from + rest.get(from..)?.find(':')?;
        let after = rest.get(end + 1..)?;
        // `:role:` and a text between backticks is no field.
        if end > 0 && (after.is_empty() || after.starts_with([' ', '\t'])) && !rest.get(..end)?.ends_with('\\') {
            return Some(end + 2);
        }
        if after.starts_with('`') {
            return None;
        }
        from = end + 1;
        if from > 200 {
            return None;
        }
    }
}

/// The length of the options of a program that `text` begins with, if they are set off from what explains them.
fn option(text: &str) -> Option<usize> {
    let dash = text.starts_with('-')
        || text.starts_with('/') && text.get(1..2).is_some_and(|c| c.chars().all(char::is_alphabetic));
    let letter = text.trim_start_matches('-').trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphanumeric());
    if !dash || !letter {
        return None;
    }
    match text.find("  ") {
        Some(end) => Some(end),
        None => text
            .split(", ")
            .all(|part| part.starts_with(['-', '/']) && part.split(' ').count() < 3)
            .then_some(text.len()),
    }
}
