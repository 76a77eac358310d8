//! Blocks between two lines of the same marks.

use super::{Reader, Style};
use crate::document::light::Line;

impl Reader<'_> {
    /// A line that begins or ends a block.
    pub(super) fn delimited(&mut self, line: Line) -> bool {
        let written = line.text(self.text);
        if line.indent > 0 || !is_delimiter(written) {
            return false;
        }
        let mark = written.chars().next().unwrap_or(' ');
        if let Some(depth) = self.open.iter().rev().take(40).position(|(end, _)| *end == written) {
            for _ in 0..=depth {
                if self.open.pop().is_some_and(|(_, quoted)| quoted) {
                    self.out.quoted(false);
                }
            }
            self.close_item();
            self.at += 1;
            return true;
        }
        let style = self.take_style();
        match mark {
            '|' | ',' | ':' | '!' => {
                let inner = self.skip_delimited();
                if mark == '|' && style != Style::Unread {
                    self.table(inner);
                }
                self.monospaced.clear();
            }
            '.' | '+' | '`' | '~' | '/' => drop(self.skip_delimited()),
            '-' if written.len() > 2 || style == Style::Unread => drop(self.skip_delimited()),
            _ if style == Style::Unread => {
                // The delimiters of other blocks are not gathered, since they enclose prose.
                let same = (self.at + 1..self.lines.len()).find(|at| self.lines.text_of(*at) == written);
                self.at = same.unwrap_or(self.lines.len()) + 1;
            }
            _ => {
                let quoted = mark == '_' || mark == '"' || style == Style::Quotation;
                if quoted {
                    self.out.quoted(true);
                }
                self.open.push((written, quoted));
                self.at += 1;
                self.in_item = false;
            }
        }
        true
    }
}

/// Whether a line begins or ends a block.
pub(super) fn is_delimiter(written: &str) -> bool {
    let bytes = written.as_bytes();
    let Some(&first) = bytes.first() else { return false };
    match first {
        b'-' if written == "--" => true,
        b'`' => written.starts_with("```") && !written.get(3..).unwrap_or_default().contains('`'),
        b'|' | b',' | b':' | b'!' => {
            written.get(1..).is_some_and(|rest| rest.len() >= 3 && rest.bytes().all(|byte| byte == b'='))
        }
        b'-' | b'.' | b'+' | b'/' | b'=' | b'*' | b'_' | b'~' => {
            written.len() >= 4 && bytes.iter().all(|byte| *byte == first)
        }
        b'"' => written == "\"\"\"\"" || written == "\"\"",
        _ => false,
    }
}
