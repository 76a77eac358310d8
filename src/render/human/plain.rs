//! The commonest diagnostics, written without a detour.
//!
//! The snippet renderer draws each character with its style into a buffer before it writes it: that is most of what printing
//! costs. Where there are no colours and everything that is shown is one line with one mark, the lines are written here as
//! it would write them. Whatever is not plainly of this shape is left to it; a test holds both against each other.

use std::fmt::Write as _;
use std::ops::Range;

use super::{Article, Notes, SHOWN_PLACES, alternatives};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::render::harmless;
use crate::render::view::{are_plain, columns};
use crate::source::Span;

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
}

/// A line that a change alters.
struct Change {
    line: u32,
    /// The line as it was, where something is taken away from it.
    before: Option<String>,
    after: String,
    /// What is put in where nothing is taken away, in columns of the line.
    added: Range<usize>,
}

impl Change {
    /// What `edit` changes.
    fn new(text: &Article, edit: &Edit, width: usize) -> Option<Self> {
        let view = text.view(&[edit.span], width);
        let mark = view.place(edit.span);
        (view.shows(edit.span) && is_simple(&view.text)).then_some(())?;
        let (head, old) = (view.text.get(..mark.start)?, view.text.get(mark.clone())?);
        let after = [head, &edit.text, view.text.get(mark.end..)?].concat();
        is_simple(&after).then_some(())?;
        let line = view.first_line;
        let Some((same, new)) = put_in(&edit.text, old) else {
            let is_plain = |text: &str| text.trim() == text;
            (is_plain(old) && is_plain(&edit.text)).then_some(())?;
            return Some(Self { line, before: Some(view.text), after, added: 0..0 });
        };
        // White space beside what is put in is not underlined, and a line that is all new not at all.
        let is_plain = new.trim() == new || new.trim().is_empty();
        (is_plain && !new.is_empty() && new.trim() != after).then_some(())?;
        let start = head.chars().count() + old.get(..same)?.chars().count();
        Some(Self { line, before: None, after, added: start..start + new.chars().count() })
    }

    /// What the edits of `fix` change, where they are shown one by one.
    fn all(text: &Article, fix: &Fix, width: usize) -> Option<Vec<Self>> {
        let changes = fix.edits.iter().map(|edit| Self::new(text, edit, width)).collect::<Option<Vec<_>>>()?;
        if changes.len() > 1 {
            let spans: Vec<Span> = fix.edits.iter().map(|edit| edit.span).collect();
            let whole = text.view(&spans, width);
            let together = spans.iter().all(|span| whole.shows(*span));
            (!together && changes.iter().all(|change| change.before.is_some())).then_some(())?;
        }
        (!changes.is_empty()).then_some(changes)
    }
}

/// `diagnostic`, which stands at `origin`, as it is printed, with a line end after its last line; nothing where it is not of
/// the common shape.
pub(super) fn print(
    text: &Article,
    diagnostic: &Diagnostic,
    origin: &str,
    notes: &Notes<'_>,
    width: usize,
) -> Option<String> {
    let (near, far, bare) = notes;
    near.is_empty().then_some(())?;
    let shown = Shown::new(text, diagnostic.span, width)?;
    let mut others = Vec::with_capacity(far.len());
    let (mut run, mut last) = (0, None);
    for (note, span, text) in far {
        run = if last == Some(&note.message) { run + 1 } else { 0 };
        last = Some(&note.message);
        (run < SHOWN_PLACES).then_some(())?;
        let message = (run == 0).then(|| harmless(&note.message));
        others.push((message, text.origin(*span), Shown::new(text, *span, width)?));
    }
    let fix = match diagnostic.fixes.split_first() {
        Some((best, rest)) => Some((best, Change::all(text, best, width)?, alternatives(best, rest))),
        None => None,
    };
    let changed = fix.iter().flat_map(|(_, changes, _)| changes).map(|change| change.line);
    let lines = others.iter().map(|(_, _, other)| other.line).chain(changed);
    let gutter = lines.max().unwrap_or(0).max(shown.line).ilog10() as usize + 1;

    let mut out = String::with_capacity(1024);
    let level = diagnostic.severity;
    let _ = writeln!(out, "{level}[{}]: {}", diagnostic.rule, harmless(&diagnostic.message));
    snippet(&mut out, gutter, ("-->", origin), &shown);
    if !bare.is_empty() || diagnostic.help.is_some() || !others.is_empty() || fix.is_some() {
        bar(&mut out, gutter);
    }
    let indent = gutter + 1;
    for message in bare {
        let _ = writeln!(out, "{:indent$}= note: {message}", "");
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "{:indent$}= help: {}", "", harmless(help));
    }
    for (message, origin, other) in &others {
        let arrow = if let Some(message) = message {
            out.extend(["note: ", message, "\n"]);
            "-->"
        } else {
            bar(&mut out, gutter);
            ":::"
        };
        snippet(&mut out, gutter, (arrow, origin), other);
    }
    if let Some((fix, changes, words)) = &fix {
        out.extend(["help: ", &harmless(&fix.title), "\n"]);
        bar(&mut out, gutter);
        for Change { line, before, after, added } in changes {
            if let Some(before) = before {
                let _ = writeln!(out, "{line:>gutter$} - {before}\n{line:>gutter$} + {after}");
                bar(&mut out, gutter);
            } else {
                let _ = writeln!(out, "{line:>gutter$} | {after}");
                marks(&mut out, gutter, added, '+');
            }
        }
        if let Some(words) = words {
            let _ = writeln!(out, "{:indent$}= {words}", "");
        }
    }
    Some(out)
}

/// Where a line stands, behind an arrow, the line, and the mark below it.
fn snippet(out: &mut String, gutter: usize, (arrow, origin): (&str, &str), shown: &Shown) {
    let start = shown.text.get(..shown.mark.start).unwrap_or_default().chars().count();
    let marked = shown.text.get(shown.mark.clone()).unwrap_or_default().chars().count();
    let _ = writeln!(out, "{:gutter$}{arrow} {origin}", "");
    bar(out, gutter);
    let _ = writeln!(out, "{:>gutter$} | {}", shown.line, shown.text);
    marks(out, gutter, &(start..start + marked), '^');
}

/// Marks below the `columns` of a line.
fn marks(out: &mut String, gutter: usize, columns: &Range<usize>, mark: char) {
    let (indent, start) = (gutter + 1, columns.start);
    let _ = write!(out, "{:indent$}| {:start$}", "", "");
    out.extend(columns.clone().map(|_| mark));
    out.push('\n');
}

/// The rule left of the text.
fn bar(out: &mut String, gutter: usize) {
    let indent = gutter + 1;
    let _ = writeln!(out, "{:indent$}|", "");
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

/// What is put in before, in or after `old` where that makes `new`, and how many bytes of `old` stand before it.
fn put_in<'t>(new: &'t str, old: &str) -> Option<(usize, &'t str)> {
    if let Some(rest) = new.strip_prefix(old) {
        return Some((old.len(), rest));
    }
    if let Some(rest) = new.strip_suffix(old) {
        return Some((0, rest));
    }
    let same = new.chars().zip(old.chars()).take_while(|(new, old)| new == old);
    let common: usize = same.map(|(c, _)| c.len_utf8()).sum();
    Some((common, new.get(common..)?.strip_suffix(old.get(common..)?)?))
}
