//! Items of lists, and tables.

use super::Reader;
use crate::document::light::{Line, is_term};
use crate::source::BlockKind;

impl Reader<'_> {
    pub(super) fn item(&mut self, line: Line) -> bool {
        let written = line.text(self.text);
        let Some(mark) = marker(written, line.indent) else { return false };
        let mut start = line.body + mark;
        if let Some(end) =
            written.get(mark..).and_then(|rest| rest.find(" :: ").or(rest.strip_suffix(" ::").map(str::len)))
        {
            if written.get(mark..mark + end).is_some_and(is_term) {
                self.block(BlockKind::ListItem, start..start + end);
            }
            start = (start + end + 4).min(line.end);
        }
        let end = self.region();
        self.block(BlockKind::ListItem, start..end.max(start));
        true
    }

    pub(super) fn table(&mut self, line: Line) -> bool {
        if !line.text(self.text).starts_with('|') {
            return false;
        }
        while let Some(row) = self.lines.at(self.at).filter(|row| row.text(self.text).starts_with('|')) {
            self.at += 1;
            let written = row.text(self.text);
            if written.starts_with("|-") {
                continue;
            }
            // Names of columns and fields, and parameters.
            if matches!(written.split('|').nth(1).map(str::trim), Some("!" | "$" | "^" | "_")) {
                continue;
            }
            let mut from = 1;
            for bar in memchr::memchr_iter(b'|', written.as_bytes()).skip(1).chain([written.len()]) {
                let cell = written.get(from..bar).unwrap_or_default();
                let begin = row.body + from + cell.len() - cell.trim_start().len();
                let end = row.body + from + cell.trim_end().len();
                let cookie = cell.trim().starts_with('<') && cell.trim().ends_with('>');
                // `#`, `*` and the like in the first cell say what the row is for.
                let mark = cell.trim().len() == 1 && !cell.trim().chars().all(char::is_alphabetic);
                if begin < end && !cookie && !mark {
                    self.block(BlockKind::TableCell, begin..end);
                }
                from = bar + 1;
            }
        }
        true
    }
}

/// The length of the mark of an item that `text` begins with, with what says how far it is done.
pub(super) fn marker(text: &str, indent: usize) -> Option<usize> {
    let first = text.bytes().next()?;
    let length = match first {
        b'-' | b'+' => 1,
        b'*' if indent > 0 => 1,
        b'0'..=b'9' => text.bytes().take_while(u8::is_ascii_digit).count() + 1,
        _ => return None,
    };
    if length > 1 && !text.as_bytes().get(length - 1).is_some_and(|byte| matches!(byte, b'.' | b')')) {
        return None;
    }
    let mut rest = text.get(length..)?;
    if !rest.starts_with([' ', '\t']) {
        return None;
    }
    rest = rest.trim_start();
    for cookie in ["[@", "[ ]", "[X]", "[x]", "[-]"] {
        if rest.starts_with(cookie) {
            let end = rest.find(']')?;
            rest = rest.get(end + 1..)?.trim_start();
        }
    }
    Some(text.len() - rest.len())
}
