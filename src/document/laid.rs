//! Tables that lines of characters draw in plain text and Markdown, as Pandoc reads them: what stands in them keeps its width.

use crate::source::Span;

/// So many lines at most head a table.
const HEAD: usize = 10;

/// A table whose rows are parted by empty lines ends so many bytes on, at the latest.
const LONGEST: usize = 1 << 14;

/// What a line is to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// One run of dashes.
    Whole,
    /// A run of dashes for each column.
    Columns,
    /// The border of a grid: `+---+---+`.
    Grid,
}

/// Where the tables stand in `text`, in its order and apart.
pub(super) fn tables(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let (mut found, mut at, mut done) = (Vec::new(), 0, 0);
    while let Some(place) = bytes.get(at..).and_then(|rest| memchr::memmem::find(rest, b"--")) {
        let mark = at + place;
        let is_border = |byte: &u8| matches!(byte, b' ' | b'-' | b'+' | b':' | b'=');
        let length = bytes.get(at..mark).unwrap_or_default().iter().rev().take_while(|byte| is_border(byte)).count();
        let start = mark - length;
        if start > 0 && bytes.get(start - 1) != Some(&b'\n') {
            // Of a line that is written, the dashes are passed.
            at = mark + bytes.get(mark..).unwrap_or_default().iter().take_while(|&&byte| byte == b'-').count();
            continue;
        }
        let end = line_end(bytes, start);
        let table = match rule(line(bytes, start)) {
            Some(Rule::Columns) => Some(columns(bytes, start, end, done)),
            Some(Rule::Grid) => grid(bytes, start, end),
            _ => None,
        };
        at = end;
        if let Some((start, end)) = table {
            found.push(Span::from_range(start..end));
            (at, done) = (end.max(at), end);
        }
    }
    found
}

/// Where a table begins and ends whose columns the line from `start` to `end` rules; none begins before `done`.
fn columns(bytes: &[u8], start: usize, end: usize, done: usize) -> (usize, usize) {
    // Without a line of dashes above it, the head is one line.
    let head = line_before(bytes, start, done).filter(|&at| !line(bytes, at).is_empty());
    let ruled = head.and_then(|head| ruled_above(bytes, head, done));
    let top = ruled.or(head).unwrap_or(start);
    let bottom = paragraph_end(bytes, end);
    // Rows of several lines have empty lines between them, and a line of dashes after the last.
    let closed = last_line(bytes, end, bottom).is_some_and(|last| rule(last).is_some());
    let open = bottom > end && !closed && (ruled.is_some() || head.is_none());
    let close = if open { closing(bytes, bottom) } else { None };
    (top, close.unwrap_or(bottom))
}

/// Where the line of dashes begins that stands above the line at `at`, with written lines in between or none.
fn ruled_above(bytes: &[u8], at: usize, done: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..HEAD {
        at = line_before(bytes, at, done).filter(|&at| !line(bytes, at).is_empty())?;
        if rule(line(bytes, at)).is_some() {
            return Some(at);
        }
    }
    None
}

/// The end of the next line of dashes from `from` on.
fn closing(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while at < bytes.len().min(from + LONGEST) {
        let end = line_end(bytes, at);
        if matches!(rule(line(bytes, at)), Some(Rule::Whole | Rule::Columns)) {
            return Some(end);
        }
        at = end;
    }
    None
}

/// Where a grid begins and ends whose first border goes from `start` to `end`.
fn grid(bytes: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    let mut at = end;
    while at < bytes.len() && matches!(line(bytes, at).first(), Some(b'|' | b'+')) {
        at = line_end(bytes, at);
    }
    (at > end).then_some((start, at))
}

/// What `line` rules, if it is nothing but dashes.
fn rule(line: &[u8]) -> Option<Rule> {
    if line.first() == Some(&b'+') {
        let drawn = line.iter().all(|byte| matches!(byte, b'+' | b'-' | b':' | b'='));
        return (drawn && line.len() > 2 && line.last() == Some(&b'+')).then_some(Rule::Grid);
    }
    let mut runs = 0;
    for run in line.split(|&byte| byte == b' ').filter(|run| !run.is_empty()) {
        if run.len() < 2 || run.iter().any(|&byte| byte != b'-') {
            return None;
        }
        runs += 1;
    }
    match runs {
        0 => None,
        1 => (line.len() > 2).then_some(Rule::Whole),
        _ => Some(Rule::Columns),
    }
}

/// The line that begins at `at`, without white space around it.
fn line(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(at..line_end(bytes, at)).unwrap_or_default().trim_ascii()
}

/// Where the line ends that begins at `at`, its line end included.
fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).and_then(|rest| memchr::memchr(b'\n', rest)).map_or(bytes.len(), |length| at + length + 1)
}

/// Where the line begins before the one at `at`, not before `done`.
fn line_before(bytes: &[u8], at: usize, done: usize) -> Option<usize> {
    let before = bytes.get(done..at.checked_sub(1)?)?;
    Some(memchr::memrchr(b'\n', before).map_or(done, |place| done + place + 1))
}

/// Where the written lines end that begin at `at`.
fn paragraph_end(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    while at < bytes.len() && !line(bytes, at).is_empty() {
        at = line_end(bytes, at);
    }
    at
}

/// The last line of those from `start` to `end`.
fn last_line(bytes: &[u8], start: usize, end: usize) -> Option<&[u8]> {
    line_before(bytes, end, start).filter(|_| end > start).map(|at| line(bytes, at))
}

#[cfg(test)]
mod tests {
    use super::tables;

    fn found(text: &str) -> Vec<&str> {
        tables(text).into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn tables_are_found_by_their_lines() {
        let simple = "  Right     Left\n-------     ------\n     12     12\n    123     123\n";
        assert_eq!(found(&format!("Some text.\n\n{simple}\nMore text.\n")), [simple]);
        let headless = "------- ------\n   12   12\n\n  123   123\n------- ------\n";
        assert_eq!(found(&format!("One.\n\n{headless}\nTwo.\n")), [headless]);
        let several = "-------------------\n First   row\n Head    of it\n------- -----------\n One     of it\n         here\n\n Two     of it\n-------------------\n";
        assert_eq!(found(&format!("One.\n\n{several}\nTwo.\n")), [several]);
        let grid = "+-----+-----+\r\n| a   | b   |\r\n+=====+=====+\r\n| c   | d   |\r\n+-----+-----+\r\n";
        assert_eq!(found(&format!("{grid}\r\nTwo.\r\n{grid}")), [grid, grid]);
    }

    #[test]
    fn other_dashes_make_no_table() {
        for text in
            ["One -- or two -- of it", "A title\n-------\n\ntext", "---\n\ntext\n", "+---+ x\n", "- - -\n", "-- \nMe\n"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
        // The line above is the head, what stands above that is not.
        assert_eq!(found("Text\nA  B\n-- --\n1  2"), ["A  B\n-- --\n1  2"]);
        assert_eq!(found("--- ---\n\ntext of it\n\n--- ---\n"), ["--- ---\n", "--- ---\n"]);
    }
}
