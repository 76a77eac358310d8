//! Items of lists, and terms with what explains them.

use super::Reader;
use crate::document::light::{Line, is_term};
use crate::source::BlockKind;

impl Reader<'_> {
    pub(super) fn item(&mut self, line: Line) -> bool {
        let written = line.text(self.text);
        if let Some(mark) = marker(written) {
            self.in_item = true;
            self.literal = false;
            let style = self.take_style();
            let ranges = self.region(line.body + mark);
            if style != super::Style::Unread {
                self.block(BlockKind::ListItem, &ranges);
            }
            return true;
        }
        let Some((end, after)) = term(written) else { return false };
        self.take_style();
        self.in_item = true;
        if written.get(..end).is_some_and(is_term) {
            self.block(BlockKind::ListItem, std::slice::from_ref(&(line.body..line.body + end)));
        }
        if line.body + after < line.end {
            let ranges = self.region(line.body + after);
            self.block(BlockKind::ListItem, &ranges);
            return true;
        }
        self.at += 1;
        // The text of the item may follow after an empty line, and may be indented.
        let next = (self.at..self.lines.len()).find(|at| !self.lines.is_blank(*at));
        let Some(next) = next else { return true };
        self.literal = true;
        self.at = next;
        let Some(line) = self.lines.at(next) else { return true };
        let below = line.text(self.text);
        let other = line.indent == 0
            && (self.ends_paragraph(next) || term(below).is_some() || below.starts_with(['=', '.', '/', ':']));
        if other || marker(below).is_some() || term(below).is_some() {
            self.literal = line.indent > 0;
            return true;
        }
        let ranges = self.region(line.body);
        self.block(BlockKind::ListItem, &ranges);
        self.literal = false;
        true
    }
}

/// Whether an item, or a term that a list explains, begins with `text`.
pub(super) fn begins(text: &str) -> bool {
    marker(text).is_some() || term(text).is_some()
}

/// The length of the mark of an item that `text` begins with, with the white space after it.
pub(super) fn marker(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let length = match first {
        '*' | '.' => text.chars().take_while(|c| *c == first).count(),
        '-' | '•' => first.len_utf8(),
        '<' => {
            let digits = text.bytes().skip(1).take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
            (digits > 0 && text.as_bytes().get(digits + 1) == Some(&b'>')).then_some(digits + 2)?
        }
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            (digits < 5 && text.as_bytes().get(digits) == Some(&b'.')).then_some(digits + 1)?
        }
        'a'..='z' if text.as_bytes().get(1) == Some(&b'.') => 2,
        _ => return None,
    };
    if length > 6 {
        return None;
    }
    let rest = text.get(length..)?;
    let spaced = rest.trim_start();
    if rest.len() == spaced.len() || spaced.is_empty() {
        return None;
    }
    let check = ["[ ] ", "[x] ", "[X] ", "[*] "].iter().find(|check| spaced.starts_with(**check)).map_or(0, |_| 4);
    Some(text.len() - spaced.len() + check)
}

/// The end of the term that `text` begins with, and where what explains it begins.
fn term(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at =
            from + memchr::memmem::find(rest.as_bytes(), b"::").or_else(|| rest.strip_suffix(";;").map(str::len))?;
        let mark = text.get(at..)?.bytes().take_while(|byte| matches!(byte, b':' | b';')).count();
        let after = text.get(at + mark..)?;
        if at > 0 && (2..=4).contains(&mark) && (after.is_empty() || after.starts_with([' ', '\t'])) {
            return Some((at, text.len() - after.trim_start().len()));
        }
        from = at + mark;
    }
}
