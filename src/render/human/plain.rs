//! The commonest diagnostics, written without a detour.
//!
//! The snippet renderer draws each character with its style into a buffer before it writes it: that is most of what printing
//! costs. Where there are no colours and every mark is on one line, the lines are written here as it would write them.
//! Whatever is not plainly of this shape is left to it; a test holds both against each other.

mod change;
mod labels;

use std::fmt::Write as _;
use std::ops::Range;

use super::{Article, Notes, SHOWN_PLACES, alternatives, and_more};
use crate::diagnostic::{Diagnostic, Edit};
use crate::render::harmless;
use crate::render::view::{are_plain, columns};
use crate::source::Span;

use change::Changes;
use labels::Labelled;

/// Lines of more columns than this might be cut once more by the snippet renderer, which is told at least four hundred.
const WIDEST: usize = 300;

/// A line that is shown, and what of it is marked.
struct Shown {
    line: u32,
    text: String,
    mark: Range<usize>,
}

impl Shown {
    /// The line of `text` that `span` lies on; nothing where that is not all there is to show.
    fn new(text: &Article, span: Span, width: usize) -> Option<Self> {
        let view = text.view(&[span], width);
        let mark = view.place(span);
        (view.shows(span) && !mark.is_empty() && is_simple(&view.text)).then_some(())?;
        Some(Self { line: view.first_line, mark, text: view.text })
    }

    /// What `edit` of that which is marked changes.
    fn change(&self, edit: &Edit) -> Option<Changes> {
        Changes::of_line(self.line, &self.text, self.mark.clone(), edit)
    }

    fn print(&self, out: &mut String, gutter: usize) {
        push_line(out, gutter, self.line, '|', &self.text);
        let start = self.text.get(..self.mark.start).unwrap_or_default().chars().count();
        let marked = self.text.get(self.mark.clone()).unwrap_or_default().chars().count();
        marks(out, gutter, std::iter::once(start..start + marked), '^');
    }
}

/// The lines that the diagnostic itself is about.
enum Body<'n> {
    /// One, with one mark.
    Plain(Shown),
    /// Those with labels.
    Labelled(Labelled<'n>),
}

/// Appends `diagnostic`, which stands at `origin`, to `out` as it is printed, with a line end after its last line; nothing
/// where it is not of the common shapes.
pub(super) fn print(
    out: &mut String,
    text: &Article,
    diagnostic: &Diagnostic,
    origin: &str,
    notes: &Notes<'_>,
    width: usize,
) -> Option<()> {
    let (near, far, bare) = notes;
    let (body, body_line) = if near.is_empty() {
        let shown = Shown::new(text, diagnostic.span, width)?;
        let line = shown.line;
        (Body::Plain(shown), line)
    } else {
        let labelled = Labelled::new(text, diagnostic.span, near, width)?;
        let line = labelled.last_line();
        (Body::Labelled(labelled), line)
    };
    let mut others = Vec::with_capacity(far.len());
    for run in far.chunk_by(|left, right| left.0.message == right.0.message) {
        let shown = run.iter().take(SHOWN_PLACES);
        let shown = shown.map(|(_, span, text)| Some((text.origin(*span), Shown::new(text, *span, width)?)));
        let message = run.first().map_or("", |(note, ..)| &note.message);
        others.push((harmless(message), shown.collect::<Option<Vec<_>>>()?, and_more(run.len())));
    }
    let fix = match diagnostic.fixes.split_first() {
        Some((best, rest)) => {
            // Mostly the fix is for what is marked, and the line is at hand.
            let changes = match (&body, best.edits.as_slice()) {
                (Body::Plain(shown), [edit]) if edit.span == diagnostic.span => shown.change(edit)?,
                _ => Changes::new(text, best, width)?,
            };
            Some((best, changes, alternatives(best, rest)))
        }
        None => None,
    };
    let changed = fix.iter().map(|(_, changes, _)| changes.last_line());
    let lines = others.iter().flat_map(|(_, shown, _)| shown).map(|(_, shown)| shown.line).chain(changed);
    let gutter = lines.max().unwrap_or(0).max(body_line).ilog10() as usize + 1;

    let _ = writeln!(out, "{}[{}]: {}", diagnostic.severity, diagnostic.rule, harmless(&diagnostic.message));
    head(out, gutter, "-->", origin);
    match body {
        Body::Plain(shown) => shown.print(out, gutter),
        Body::Labelled(labelled) => labelled.print(out, gutter),
    }
    if !bare.is_empty() || diagnostic.help.is_some() || !others.is_empty() || fix.is_some() {
        bar(out, gutter);
    }
    for message in bare {
        remark(out, gutter, "note: ", message);
    }
    if let Some(help) = &diagnostic.help {
        remark(out, gutter, "help: ", &harmless(help));
    }
    for (message, places, more) in &others {
        out.extend(["note: ", message, "\n"]);
        for (number, (origin, shown)) in places.iter().enumerate() {
            if number > 0 {
                bar(out, gutter);
            }
            head(out, gutter, if number > 0 { ":::" } else { "-->" }, origin);
            shown.print(out, gutter);
        }
        if let Some(more) = more {
            remark(out, gutter, "note: ", more);
        }
    }
    if let Some((fix, changes, words)) = &fix {
        out.extend(["help: ", &harmless(&fix.title), "\n"]);
        bar(out, gutter);
        changes.print(out, gutter);
        if let Some(words) = words {
            remark(out, gutter, "", words);
        }
    }
    Some(())
}

/// Where a line stands, behind an arrow.
fn head(out: &mut String, gutter: usize, arrow: &str, origin: &str) {
    push_spaces(out, gutter);
    out.extend([arrow, " ", origin, "\n"]);
    bar(out, gutter);
}

/// What is said of a snippet, below it.
fn remark(out: &mut String, gutter: usize, kind: &str, words: &str) {
    push_spaces(out, gutter + 1);
    out.extend(["= ", kind, words, "\n"]);
}

/// A line of the text behind its number and `rule`.
fn push_line(out: &mut String, gutter: usize, number: u32, rule: char, line: &str) {
    let _ = write!(out, "{number:>gutter$} {rule}");
    if !line.is_empty() {
        out.extend([" ", line]);
    }
    out.push('\n');
}

/// Marks below these columns of a line, of which each stands behind the one before it.
fn marks(out: &mut String, gutter: usize, columns: impl IntoIterator<Item = Range<usize>>, mark: char) {
    push_spaces(out, gutter + 1);
    out.push_str("| ");
    let mut written = 0;
    for columns in columns {
        push_spaces(out, columns.start - written);
        push_marks(out, columns.len(), mark);
        written = columns.end;
    }
    out.push('\n');
}

/// The rule left of the text.
fn bar(out: &mut String, gutter: usize) {
    push_spaces(out, gutter + 1);
    out.push_str("|\n");
}

fn push_spaces(out: &mut String, count: usize) {
    push_marks(out, count, ' ');
}

fn push_marks(out: &mut String, count: usize, mark: char) {
    out.extend(std::iter::repeat_n(mark, count));
}

/// Whether `text` is one line without white space at its ends, of which every character takes one column and is written as
/// it is.
fn is_simple(text: &str) -> bool {
    let is_column = |c: char| matches!(c, ' '..='~') || c >= ' ' && !is_steering(c) && columns(c) == 1;
    let simple = text.len() <= WIDEST && (are_plain(text.as_bytes()) || text.chars().all(is_column));
    simple && text.trim() == text && !text.is_empty()
}

/// Whether `c` cannot be seen and is written in another way.
fn is_steering(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}
