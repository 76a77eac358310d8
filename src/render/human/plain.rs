//! The commonest diagnostics, written without a detour.
//!
//! The snippet renderer draws each character with its style into a buffer before it writes it: that is most of what printing
//! costs. Where there are no colours and everything that is shown is one line with one mark, the lines are written here as
//! it would write them. Whatever is not plainly of this shape is left to it; a test holds both against each other.

use std::fmt::Write as _;
use std::ops::Range;

use super::{Article, Notes, alternatives};
use crate::diagnostic::{Diagnostic, Fix};
use crate::render::harmless;
use crate::render::view::columns;
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

/// A line that is shown before and after a change.
struct Change {
    line: u32,
    before: String,
    after: String,
}

impl Change {
    /// What the only edit of `fix` changes, where something is taken away by it: what is only put in is shown in another way.
    fn new(text: &Article, fix: &Fix, width: usize) -> Option<Self> {
        let [edit] = fix.edits.as_slice() else { return None };
        let Shown { line, text: before, mark } = Shown::new(text, edit.span, width)?;
        let (old, new) = (before.get(mark.clone())?, edit.text.as_str());
        let is_plain = |text: &str| text.trim() == text;
        (is_plain(old) && is_plain(new) && !holds(new, old)).then_some(())?;
        let after = [before.get(..mark.start)?, new, before.get(mark.end..)?].concat();
        is_simple(&after).then_some(Self { line, before, after })
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
    let apart = far.windows(2).all(|pair| pair[0].0.message != pair[1].0.message);
    (near.is_empty() && apart).then_some(())?;
    let shown = Shown::new(text, diagnostic.span, width)?;
    let mut others = Vec::with_capacity(far.len());
    for (note, span, text) in far {
        others.push((harmless(&note.message), text.origin(*span), Shown::new(text, *span, width)?));
    }
    let change = match diagnostic.fixes.split_first() {
        Some((best, rest)) => Some((best, Change::new(text, best, width)?, alternatives(best, rest))),
        None => None,
    };
    let lines = others.iter().map(|(_, _, other)| other.line).chain(change.iter().map(|(_, change, _)| change.line));
    let gutter = lines.max().unwrap_or(0).max(shown.line).ilog10() as usize + 1;

    let mut out = String::with_capacity(1024);
    let level = diagnostic.severity;
    let _ = writeln!(out, "{level}[{}]: {}", diagnostic.rule, harmless(&diagnostic.message));
    snippet(&mut out, gutter, origin, &shown);
    if !bare.is_empty() || diagnostic.help.is_some() || !others.is_empty() || change.is_some() {
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
        out.extend(["note: ", message, "\n"]);
        snippet(&mut out, gutter, origin, other);
    }
    if let Some((fix, change, words)) = &change {
        out.extend(["help: ", &harmless(&fix.title), "\n"]);
        bar(&mut out, gutter);
        let _ = writeln!(out, "{:>gutter$} - {}", change.line, change.before);
        let _ = writeln!(out, "{:>gutter$} + {}", change.line, change.after);
        bar(&mut out, gutter);
        if let Some(words) = words {
            let _ = writeln!(out, "{:indent$}= {words}", "");
        }
    }
    Some(out)
}

/// Where a line stands, the line, and the mark below it.
fn snippet(out: &mut String, gutter: usize, origin: &str, shown: &Shown) {
    let before = shown.text.get(..shown.mark.start).unwrap_or_default().chars().count();
    let marked = shown.text.get(shown.mark.clone()).unwrap_or_default().chars().count();
    let indent = gutter + 1;
    let _ = writeln!(out, "{:gutter$}--> {origin}", "");
    bar(out, gutter);
    let _ = writeln!(out, "{:>gutter$} | {}", shown.line, shown.text);
    let _ = writeln!(out, "{:indent$}| {:before$}{:^<marked$}", "", "", "");
}

/// The rule left of the text.
fn bar(out: &mut String, gutter: usize) {
    let indent = gutter + 1;
    let _ = writeln!(out, "{:indent$}|", "");
}

/// Whether `text` is one line without white space at its ends, of which every character takes one column and is written as
/// it is.
fn is_simple(text: &str) -> bool {
    let visible = |byte: u8| (b' '..0x7f).contains(&byte);
    let simple = text.len() <= WIDEST
        && (text.bytes().all(visible) || text.chars().all(|c| c >= ' ' && !is_steering(c) && columns(c) == 1));
    simple && text.trim() == text && !text.is_empty()
}

/// Whether `c` cannot be seen and is written in another way.
fn is_steering(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// Whether `new` is `old` with something put in before, in or after it.
fn holds(new: &str, old: &str) -> bool {
    let same = new.chars().zip(old.chars()).take_while(|(new, old)| new == old);
    let common: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let rests = new.get(common..).zip(old.get(common..));
    rests.is_none_or(|(new, old)| new.ends_with(old)) || new.ends_with(old)
}
