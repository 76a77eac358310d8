//! Several marks in the lines of one snippet, with a label at each but that of the diagnostic itself.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use super::super::Article;
use super::{is_simple, push_line, push_marks, push_spaces};
use crate::diagnostic::Note;
use crate::render::harmless;
use crate::source::Span;

/// The columns that stay free between a label and what stands right of it, before which it begins after one.
const AROUND: usize = 2;

/// Lines with marks, and those between them.
pub(super) struct Labelled<'n> {
    lines: Vec<Line<'n>>,
}

/// A line and the marks below it, from left to right.
struct Line<'n> {
    number: u32,
    text: String,
    marks: Vec<Mark<'n>>,
}

/// What is marked in a line.
struct Mark<'n> {
    columns: Range<usize>,
    /// What is said of it; nothing of what the diagnostic is about.
    label: Option<Cow<'n, str>>,
    /// How far below the line the label hangs; zero stands for right of the mark.
    depth: usize,
}

impl<'n> Labelled<'n> {
    /// The lines with `span`, which the diagnostic is about, and with `near`; nothing where they are not of the common
    /// shape.
    pub(super) fn new(text: &Article, span: Span, near: &[(&'n Note, Span)], width: usize) -> Option<Self> {
        let spans: Vec<Span> = std::iter::once(span).chain(near.iter().map(|(_, span)| *span)).collect();
        let view = text.view(&spans, width);
        let labels = std::iter::once(None).chain(near.iter().map(|(note, _)| Some(harmless(&note.message))));
        let mut marked = Vec::with_capacity(spans.len());
        for (span, label) in spans.iter().zip(labels) {
            let place = view.place(*span);
            let is_fit = view.shows(*span) && !place.is_empty() && label.as_deref().is_none_or(is_simple);
            is_fit.then_some(())?;
            marked.push((place, label));
        }
        marked.sort_by_key(|(place, _)| place.start);
        let mut marked = marked.into_iter().peekable();
        let (mut lines, mut start) = (Vec::new(), 0);
        for (number, text) in (view.first_line..).zip(view.text.split('\n')) {
            let end = start + text.len();
            let mut marks: Vec<Mark> = Vec::new();
            while let Some((place, label)) = marked.next_if(|(place, _)| place.end <= end) {
                let before = text.get(..place.start.checked_sub(start)?)?.chars().count();
                let columns = before..before + view.text.get(place)?.chars().count();
                marks.last().is_none_or(|last| last.columns.end <= columns.start).then_some(())?;
                marks.push(Mark { columns, label, depth: 0 });
            }
            (is_simple(text) || marks.is_empty() && text.is_empty()).then_some(())?;
            hang(&mut marks);
            lines.push(Line { number, text: text.to_owned(), marks });
            start = end + 1;
        }
        let is_whole = |line: Option<&Line>| line.is_some_and(|line| !line.marks.is_empty());
        (marked.next().is_none() && is_whole(lines.first()) && is_whole(lines.last())).then_some(Self { lines })
    }

    /// The last line that is shown.
    pub(super) fn last_line(&self) -> u32 {
        self.lines.last().map_or(0, |line| line.number)
    }

    /// Writes the lines: of those without marks between two with them one is shown, and several are dots.
    pub(super) fn print(&self, out: &mut String, gutter: usize) {
        for run in self.lines.chunk_by(|left, right| left.marks.is_empty() && right.marks.is_empty()) {
            match run {
                [line] => line.print(out, gutter),
                _ => out.push_str("...\n"),
            }
        }
    }
}

impl Line<'_> {
    fn print(&self, out: &mut String, gutter: usize) {
        push_line(out, gutter, self.number, '|', &self.text);
        if self.marks.is_empty() {
            return;
        }
        push_spaces(out, gutter + 1);
        out.push_str("| ");
        let mut written = 0;
        for Mark { columns, label, depth } in &self.marks {
            push_spaces(out, columns.start - written);
            push_marks(out, columns.len(), if label.is_some() { '-' } else { '^' });
            written = columns.end;
            if let Some(label) = label.as_ref().filter(|_| *depth == 0) {
                let _ = write!(out, " {label}");
                written += 1 + label.chars().count();
            }
        }
        out.push('\n');
        let deepest = self.marks.first().map_or(0, |first| first.depth);
        if deepest > 0 {
            // The lines that labels hang on, below each of which one label ends.
            for row in 1..=deepest + 1 {
                self.print_row(out, gutter, row);
            }
        }
    }

    /// Writes what hangs in the row so many below the marks.
    fn print_row(&self, out: &mut String, gutter: usize, row: usize) {
        push_spaces(out, gutter + 1);
        out.push('|');
        let mut written = 0;
        for Mark { columns, label, depth } in &self.marks {
            let Some(label) = label.as_deref().filter(|_| *depth > 0 && row <= depth + 1) else { continue };
            let words = if row <= *depth { "|" } else { label };
            // A space follows the rule.
            push_spaces(out, columns.start + 1 - written);
            out.push_str(words);
            written = columns.start + 1 + words.chars().count();
        }
        out.push('\n');
    }
}

/// Finds out how deep the labels of `marks` hang: each stands right of its mark where it does not run into another one.
fn hang(marks: &mut [Mark<'_>]) {
    let mut depth = 0;
    for index in (0..marks.len()).rev() {
        let Some((before, [mark, ..])) = marks.split_at_mut_checked(index) else { continue };
        mark.depth = depth;
        let runs_into = before.iter().any(|before| {
            let label = before.label.as_ref().map_or(0, |label| label.len() + AROUND);
            label > 0 && before.columns.end + label > mark.columns.start
        });
        depth += usize::from(runs_into && (mark.label.is_some() || depth == 0));
    }
}
