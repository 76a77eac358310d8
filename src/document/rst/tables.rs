//! Tables, as far as they are plain.

use std::ops::Range;

use super::Reader;
use super::blocks::leading;
use crate::document::light::Line;
use crate::source::transcript::Alignment;
use crate::source::{BlockKind, Span};

impl Reader<'_> {
    pub(super) fn table(&mut self, line: Line) -> bool {
        let here = line.text(self.text);
        if is_simple_border(here) {
            return self.simple_table(line);
        }
        if is_grid_border(here) && self.lines.text_of(self.at + 1).starts_with('|') {
            self.grid_table(line);
            return true;
        }
        false
    }

    /// A table whose columns are marked by `=====  =====`, above and below.
    fn simple_table(&mut self, line: Line) -> bool {
        let columns = columns(line.text(self.text));
        let first = self.at;
        // The last line is one of `=` before an empty line, or the third one.
        let mut last = None;
        let mut at = first + 1;
        let mut borders = 1;
        while let Some(next) = self.lines.at(at) {
            let written = next.text(self.text);
            if !next.is_blank() && next.indent < line.indent {
                break;
            }
            if is_simple_border(written) {
                borders += 1;
                last = Some(at);
                if borders == 3 || self.lines.is_blank(at + 1) {
                    break;
                }
            }
            at += 1;
        }
        let Some(last) = last else {
            // Without an end it is no table.
            self.at = first + 1;
            return true;
        };
        let mut rows: Vec<Vec<Vec<Range<usize>>>> = Vec::new();
        for at in first + 1..last {
            let Some(next) = self.lines.at(at) else { break };
            let written = next.text(self.text);
            if next.is_blank() || is_border_of(written, '-') || is_simple_border(written) {
                continue;
            }
            let base = line.indent.min(next.indent);
            let lead = next.indent - base;
            let cells = cut(written, &columns, lead);
            let mut cells: Vec<Range<usize>> =
                cells.into_iter().map(|cell| next.body + cell.start..next.body + cell.end).collect();
            let starts_row = cells.first().is_some_and(|cell| !cell.is_empty());
            match rows.last_mut() {
                Some(row) if !starts_row => {
                    for (cell, part) in row.iter_mut().zip(cells) {
                        cell.push(part);
                    }
                }
                _ => rows.push(cells.drain(..).map(|cell| vec![cell]).collect()),
            }
        }
        self.at = last + 1;
        for row in rows {
            // The last column has no end.
            let last = row.len().saturating_sub(1);
            row.iter().enumerate().for_each(|(column, cell)| self.cell(cell, column < last));
        }
        true
    }

    /// A table that is drawn with `+---+` and `|`.
    fn grid_table(&mut self, line: Line) {
        let first = self.at;
        while self.lines.at(self.at).is_some_and(|next| next.text(self.text).starts_with(['|', '+'])) {
            self.at += 1;
        }
        let bars: Vec<usize> =
            line.text(self.text).char_indices().filter(|(_, c)| *c == '+').map(|(at, _)| at).collect();
        let mut group: Vec<Line> = Vec::new();
        for at in first + 1..self.at {
            let Some(next) = self.lines.at(at) else { break };
            if is_grid_border(next.text(self.text)) {
                let group = std::mem::take(&mut group);
                self.grid_row(&group, &bars);
            } else {
                group.push(next);
            }
        }
    }

    /// The cells between two lines of a grid. Where a cell spans several columns, there is no bar between them.
    fn grid_row(&mut self, group: &[Line], bars: &[usize]) {
        let text = self.text;
        // A border within the row, of cells that span several rows, makes it more than plain.
        if group.iter().any(|line| line.text(text).contains("+-") || line.text(text).contains("-+")) {
            return;
        }
        let rows: Vec<Vec<(usize, char)>> = group.iter().map(|line| line.text(text).char_indices().collect()).collect();
        let is_bar = |row: &Vec<(usize, char)>, bar: usize| row.get(bar).is_some_and(|(_, c)| *c == '|');
        let common: Vec<usize> = bars.iter().copied().filter(|bar| rows.iter().all(|row| is_bar(row, *bar))).collect();
        for pair in common.windows(2) {
            let &[from, to] = pair else { continue };
            let mut parts: Vec<Range<usize>> = Vec::new();
            for (line, row) in group.iter().zip(&rows) {
                let (Some(start), Some(end)) = (row.get(from + 1), row.get(to)) else { continue };
                parts.push(line.body + start.0..line.body + end.0);
            }
            self.cell(&parts, true);
        }
    }

    /// A cell, given line by line, and whether something follows in the same lines. One that holds more than paragraphs and simple
    /// lists is not read.
    fn cell(&mut self, parts: &[Range<usize>], is_bounded: bool) {
        let text = self.text;
        let trimmed = |part: &Range<usize>| {
            let written = text.get(part.clone()).unwrap_or_default();
            let start = part.start + leading(written);
            start..start + written.trim().len()
        };
        let ends = parts.iter().map(|part| part.end);
        let parts: Vec<Range<usize>> = parts.iter().map(trimmed).collect();
        let written = |part: &Range<usize>| text.get(part.clone()).unwrap_or_default();
        if parts
            .iter()
            .map(written)
            .any(|line| line.ends_with("::") || line.starts_with(".. ") || line.starts_with(">>>"))
        {
            return;
        }
        self.out.begin(BlockKind::TableCell);
        for (part, end) in parts.into_iter().zip(ends) {
            if is_bounded && !part.is_empty() {
                // White space that is wider than a byte is not taken away.
                let spaces = text.get(part.end..end).unwrap_or_default();
                let start = part.end + spaces.trim_end_matches(' ').len();
                self.out.align(part.clone(), Alignment::Padding(Span::from_range(start..end)));
            }
            let line = written(&part);
            let item = ["- ", "* ", "| "].iter().any(|mark| line.starts_with(mark));
            if line.is_empty() || item {
                self.out.end();
                self.out.begin(BlockKind::TableCell);
            }
            if self.out.has_text() {
                self.out.space(part.start..part.start);
            }
            self.inline(part.start + if item { 2 } else { 0 }..part.end);
        }
        self.out.end();
    }
}

/// Whether `text` marks the columns of a simple table.
fn is_simple_border(text: &str) -> bool {
    is_border_of(text, '=') && text.contains(' ')
}

fn is_border_of(text: &str, mark: char) -> bool {
    text.starts_with(mark) && text.chars().all(|c| c == mark || c == ' ')
}

fn is_grid_border(text: &str) -> bool {
    text.len() >= 3
        && text.starts_with('+')
        && text.ends_with('+')
        && text.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'='))
}

/// The columns of a simple table, in characters.
fn columns(border: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, byte) in border.bytes().enumerate() {
        match found.last_mut() {
            _ if byte != b'=' => {}
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

/// The bytes of `line` that stand in each of the columns, of which the last has no end. `line` begins at column `lead`.
/// Where text crosses from one column into the next, they are one.
fn cut(line: &str, columns: &[Range<usize>], lead: usize) -> Vec<Range<usize>> {
    let places: Vec<(usize, char)> = line.char_indices().collect();
    let place = |column: usize| places.get(column.saturating_sub(lead)).map_or(line.len(), |(at, _)| *at);
    let mut cells = Vec::with_capacity(columns.len());
    let mut start = 0;
    let mut open = false;
    for (index, column) in columns.iter().enumerate() {
        if !open {
            start = place(column.start);
        }
        let next = columns.get(index + 1).map(|next| next.start);
        let end = next.map_or(line.len(), place);
        let crosses = next.is_some_and(|next| {
            (column.end..next).any(|gap| gap >= lead && places.get(gap - lead).is_some_and(|(_, c)| !c.is_whitespace()))
        });
        if crosses {
            cells.push(start..start);
            open = true;
            continue;
        }
        open = false;
        cells.push(start.min(end)..end);
    }
    let blank = |cell: &Range<usize>| line.get(cell.clone()).is_some_and(|text| text.trim().is_empty());
    cells.into_iter().map(|cell| if blank(&cell) { cell.start..cell.start } else { cell }).collect()
}
