//! Tables with bars between their cells.

use std::ops::Range;

use super::Reader;
use crate::source::BlockKind;

/// A cell: its parts between empty lines, and whether it is prose.
type Cell = (Vec<Range<usize>>, bool);

impl Reader<'_> {
    /// Reads the cells of a table that stands in the lines at `inner`.
    pub(super) fn table(&mut self, inner: Range<usize>) {
        let mut cells: Vec<Cell> = Vec::new();
        let mut row = 0;
        let mut open = false;
        for at in inner {
            let Some(line) = self.lines.at(at) else { break };
            if line.is_blank() {
                open = false;
                continue;
            }
            let written = line.text(self.text);
            if written.starts_with("//") || written.starts_with("ifdef::") || written.starts_with("endif::") {
                continue;
            }
            let mut from = 0;
            for bar in bars(written) {
                let (text_end, style) = specification(written, from, bar);
                if let Some((parts, _)) = cells.last_mut() {
                    add(parts, line.body + from, line.body + text_end, open, self.text);
                }
                let count = self.monospaced.len().max(1);
                let silent = style.is_some_and(|style| matches!(style, 'l' | 'm'))
                    || style.is_none() && self.monospaced.get(row % count).copied().unwrap_or(false);
                cells.push((Vec::new(), !silent));
                row += 1;
                open = false;
                from = bar + 1;
            }
            if let Some((parts, _)) = cells.last_mut() {
                add(parts, line.body + from, line.end, open, self.text);
            }
            open = true;
        }
        for (parts, prose) in cells {
            let first = |part: &Range<usize>| self.text.get(part.clone()).unwrap_or_default().to_owned();
            let plain = parts.iter().all(|part| {
                let text = first(part);
                !["----", "....", "====", "* ", "- ", ". ", "[source", "|===", "!==="]
                    .iter()
                    .any(|mark| text.starts_with(mark))
                    && !text.contains("\n----")
                    && !text.contains("\n....")
            });
            for part in parts.into_iter().filter(|_| prose && plain) {
                self.block(BlockKind::TableCell, &[part]);
            }
        }
    }
}

/// Adds what stands between two bytes of the file to a cell; `joins` says that its last part goes on.
fn add(parts: &mut Vec<Range<usize>>, start: usize, end: usize, joins: bool, text: &str) {
    let written = text.get(start..end).unwrap_or_default();
    let begin = start + written.len() - written.trim_start().len();
    let stop = start + written.trim_end().len();
    if begin >= stop {
        return;
    }
    match parts.last_mut() {
        Some(last) if joins => last.end = stop,
        _ => parts.push(begin..stop),
    }
}

/// Where the bars of `line` stand that begin a cell.
fn bars(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let escaped = |at: usize| at > 0 && bytes.get(at - 1) == Some(&b'\\');
    memchr::memchr_iter(b'|', bytes).filter(|at| !escaped(*at)).collect()
}

/// The end of the text between byte `from` and the bar at `bar`, without what is said of the cell after the bar; and the
/// style that it names.
fn specification(line: &str, from: usize, bar: usize) -> (usize, Option<char>) {
    let before = line.get(from..bar).unwrap_or_default();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let known = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '.' | '+' | '*' | '<' | '^' | '>' | 'a' | 'd' | 'e' | 'h' | 'l' | 'm' | 's' | 'v')
    };
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    let alone = from == 0 || word.len() < before.len();
    if word.is_empty()
        || !alone
        || letters > 1
        || !word.chars().all(known)
        || letters == 1 && !word.ends_with(char::is_alphabetic)
    {
        return (bar, None);
    }
    // A number alone is the text of a cell.
    if word.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return (bar, None);
    }
    (bar - word.len(), word.chars().next_back().filter(char::is_ascii_alphabetic))
}

/// Which of the columns of `cols="1,m,a"` are no prose.
pub(super) fn monospaced(columns: &str) -> Vec<bool> {
    let quoted = columns.strip_prefix('"').and_then(|rest| rest.split('"').next());
    let columns = quoted.unwrap_or_else(|| columns.split([',', ']']).next().unwrap_or_default());
    let mut found = Vec::new();
    for column in columns.split([',', ';']).take(100) {
        let column = column.trim();
        let (times, style) = column.split_once('*').unwrap_or(("1", column));
        let times: usize = times.parse().unwrap_or(1);
        found.extend(std::iter::repeat_n(style.ends_with(['m', 'l']), times.min(100)));
    }
    found
}
