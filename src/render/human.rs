//! Diagnostics as rustc prints them: what is wrong, where it stands, what else speaks for it, and the change that mends it.

mod plain;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer as Snippets, Snippet};

use super::view::View;
use super::{Renderer, Style, Texts, harmless, place_in};
use crate::diagnostic::{Diagnostic, Fix, Note, REPLACE, Severity};
use crate::source::{LineIndex, Source, Span, Text};

/// A note that points at most so many lines away is shown in the snippet of the diagnostic itself.
const NEAR_LINES: u32 = 3;
/// Of the places of which the same is said, so many are shown.
const SHOWN_PLACES: usize = 3;
/// The columns left of the text: the line number and its rule.
const GUTTER: usize = 8;
/// Stands around the number of an origin until its line and column are put in, which the cut lines cannot tell.
const MARK: char = '\u{f8ff}';

/// Writes snippets with the place marked, and an empty line after each diagnostic.
pub struct Human<'t> {
    snippets: Snippets,
    colour: bool,
    width: usize,
    texts: &'t dyn Texts,
    others: HashMap<Arc<str>, Option<Arc<Article>>>,
}

/// A text with what is needed to show places of it.
struct Article {
    name: Arc<str>,
    text: Text,
    positions: LineIndex,
}

impl Article {
    fn new(name: Arc<str>, text: Text) -> Self {
        let positions = LineIndex::new(&text);
        Self { name, text, positions }
    }

    /// The start of `span` as `path:line:column`.
    fn origin(&self, span: Span) -> String {
        let place = self.positions.line_column(&self.text, span.start);
        format!("{}:{}:{}", harmless(&self.name), place.line, place.column)
    }

    fn view(&self, marks: &[Span], width: usize) -> View {
        View::new(&self.text, &self.positions, marks, width)
    }
}

/// A place that a note points at, with its text.
type Pointed<'a> = (&'a Note, Span, Arc<Article>);

/// The notes that are shown in the snippet of the diagnostic itself, those with a snippet of their own, and the words of
/// those without a place (or with one in a text that is not at hand).
type Notes<'d> = (Vec<(&'d Note, Span)>, Vec<Pointed<'d>>, Vec<String>);

/// So many of the articles that notes point into are kept.
const OTHERS: usize = 64;

impl<'t> Human<'t> {
    /// Writes in `style`; `texts` has the documents that notes point into.
    pub fn new(style: Style, texts: &'t dyn Texts) -> Self {
        let snippets = if style.colour { Snippets::styled() } else { Snippets::plain() };
        // The lines are cut here, not by the renderer, so that patches are cut, too.
        let snippets = snippets.decor_style(DecorStyle::Ascii).term_width(style.width.saturating_mul(4).max(400));
        let width = style.width.saturating_sub(GUTTER).max(40);
        Self { snippets, colour: style.colour, width, texts, others: HashMap::new() }
    }

    /// Appends the diagnostic to `out` as it is printed, with a line end after its last line. `part` says where in the file
    /// it stands, if that is not plain.
    fn one(&mut self, text: &Arc<Article>, diagnostic: &Diagnostic, part: &str, out: &mut String) {
        let origin = text.origin(diagnostic.span) + part;
        let notes = self.sort_notes(text, diagnostic);
        if self.colour || plain::print(out, text, diagnostic, &origin, &notes, self.width).is_none() {
            out.push_str(&self.drawn(text, diagnostic, origin, &notes));
        }
    }

    /// As [`Human::one`], drawn by the snippet renderer, of a diagnostic that stands at `origin`.
    fn drawn(&self, text: &Arc<Article>, diagnostic: &Diagnostic, origin: String, notes: &Notes<'_>) -> String {
        let (near, far, bare) = notes;
        let mut origins = vec![origin];
        let mut groups = Vec::new();

        let marks: Vec<Span> = std::iter::once(diagnostic.span).chain(near.iter().map(|(_, span)| *span)).collect();
        let view = text.view(&marks, self.width);
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut snippet = snippet(&view).path(mark(0));
        snippet = snippet.annotation(AnnotationKind::Primary.span(view.place(diagnostic.span)));
        for (note, span) in near {
            let label = harmless(&note.message).into_owned();
            snippet = snippet.annotation(AnnotationKind::Context.span(view.place(*span)).label(label));
        }
        let mut group =
            level.primary_title(harmless(&diagnostic.message).into_owned()).id(diagnostic.rule).element(snippet);
        group = group.elements(bare.iter().map(|message| Level::NOTE.message(message.clone())));
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(harmless(help).into_owned()));
        }
        groups.push(group);

        groups.extend(self.far_notes(far, &mut origins));
        groups.extend(fix_group(text, &diagnostic.fixes, self.width));

        let mut printed = put_origins(&self.snippets.render(&groups), &origins);
        printed.push('\n');
        printed
    }

    /// Sorts the notes of `diagnostic`.
    fn sort_notes<'d>(&mut self, text: &Arc<Article>, diagnostic: &'d Diagnostic) -> Notes<'d> {
        let (mut near, mut far, mut bare) = (Vec::new(), Vec::new(), Vec::new());
        for note in &diagnostic.notes {
            let message = || harmless(&note.message);
            let Some(place) = &note.place else {
                bare.push(message().into_owned());
                continue;
            };
            let path = place.path.as_ref().filter(|path| **path != text.name);
            match path.map(|path| self.other(path)) {
                None if is_near(text, diagnostic.span, place.span, self.width) => near.push((note, place.span)),
                None => far.push((note, place.span, Arc::clone(text))),
                Some(Some(other)) => far.push((note, place.span, other)),
                Some(None) => bare.push(format!("{} (in {})", message(), harmless(path.map_or("", |path| path)))),
            }
        }
        (near, far, bare)
    }

    /// One group for each run of notes that say the same, with a snippet for each place.
    fn far_notes(&self, far: &[Pointed<'_>], origins: &mut Vec<String>) -> Vec<Group<'static>> {
        let same = |left: &Pointed<'_>, right: &Pointed<'_>| left.0.message == right.0.message;
        let mut groups = Vec::new();
        for run in far.chunk_by(same) {
            let Some((note, ..)) = run.first() else { continue };
            let mut group = Group::with_title(Level::NOTE.secondary_title(harmless(&note.message).into_owned()));
            for (_, span, text) in run.iter().take(SHOWN_PLACES) {
                let view = text.view(&[*span], self.width);
                let annotation = AnnotationKind::Primary.span(view.place(*span));
                group = group.element(snippet(&view).path(mark(origins.len())).annotation(annotation));
                origins.push(text.origin(*span));
            }
            group = group.elements(and_more(run.len()).map(|words| Level::NOTE.message(words)));
            groups.push(group);
        }
        groups
    }

    fn other(&mut self, path: &Arc<str>) -> Option<Arc<Article>> {
        let texts = self.texts;
        let load = || texts.text(path).map(|text| Arc::new(Article::new(Arc::clone(path), text)));
        if self.others.len() >= OTHERS {
            self.others.clear();
        }
        self.others.entry(Arc::clone(path)).or_insert_with(load).clone()
    }
}

impl Renderer for Human<'_> {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        if diagnostics.is_empty() {
            return Ok(());
        }
        let text = Arc::new(Article::new(Arc::clone(&source.name), source.text.clone()));
        let mut printed = String::new();
        for diagnostic in diagnostics {
            printed.clear();
            self.one(&text, diagnostic, &place_in(source, diagnostic.span), &mut printed);
            printed.push('\n');
            out.write_all(printed.as_bytes())?;
        }
        Ok(())
    }
}

/// Whether `other` can be shown in the snippet that marks `span`: some lines away at most, and where it is on the same
/// line, not further than a line of the terminal.
fn is_near(text: &Article, span: Span, other: Span, width: usize) -> bool {
    let whole = span.to(other);
    let lines = text.positions.line(whole.end) - text.positions.line(whole.start);
    !span.overlaps(other) && if lines == 0 { whole.len() <= width } else { lines <= NEAR_LINES }
}

/// The best fix as a patch, and what else may have been meant.
fn fix_group(text: &Article, fixes: &[Fix], width: usize) -> Option<Group<'static>> {
    let (best, others) = fixes.split_first()?;
    let mut group = Group::with_title(Level::HELP.secondary_title(harmless(&best.title).into_owned()));
    let spans: Vec<Span> = best.edits.iter().map(|edit| edit.span).collect();
    let whole = text.view(&spans, width);
    if spans.iter().all(|span| whole.shows(*span)) {
        group = group.element(snippet(&whole).patches(patches(&whole, best)));
    } else {
        // Places too far from each other for one snippet get one each; what is too long to be shown is told by the title.
        for edit in &best.edits {
            let view = text.view(&[edit.span], width);
            if view.shows(edit.span) {
                let patch = Patch::new(view.place(edit.span), edit.text.clone());
                group = group.element(snippet(&view).patch(patch));
            }
        }
    }
    if let Some(words) = alternatives(best, others) {
        group = group.element(Level::NOTE.no_name().message(words));
    }
    Some(group)
}

/// What is said of the places beyond those shown, of so many.
fn and_more(places: usize) -> Option<String> {
    match places.saturating_sub(SHOWN_PLACES) {
        0 => None,
        1 => Some("and in 1 more place".to_owned()),
        more => Some(format!("and in {more} more places")),
    }
}

fn patches(view: &View, fix: &Fix) -> Vec<Patch<'static>> {
    fix.edits.iter().map(|edit| Patch::new(view.place(edit.span), edit.text.clone())).collect()
}

/// What else may be done: the other replacements of the same place, or the titles of the other fixes.
fn alternatives(best: &Fix, others: &[Fix]) -> Option<String> {
    let mut words = String::new();
    // What is written into the file may be no more than the letters that differ.
    let is_replacement = best.title.starts_with(REPLACE);
    for fix in others {
        let separator = if words.is_empty() { "or " } else { ", " };
        if let Some(other) = fix.title.strip_prefix(REPLACE).filter(|_| is_replacement) {
            let _ = write!(words, "{separator}{}", harmless(other));
            continue;
        }
        let _ = match (&*best.edits, &*fix.edits) {
            ([first], [other]) if first.span == other.span && !other.text.is_empty() => {
                write!(words, "{separator}“{}”", harmless(&other.text))
            }
            _ => write!(words, "{separator}{}", harmless(&fix.title)),
        };
    }
    (!words.is_empty()).then_some(words)
}

fn snippet<T: Clone>(view: &View) -> Snippet<'static, T> {
    Snippet::source(view.text.clone()).line_start(view.first_line as usize)
}

fn mark(index: usize) -> String {
    format!("{MARK}{index}{MARK}")
}

/// Puts `origins`, in their order, in place of the marks and of the line and column that the snippet renderer counted in
/// the cut lines.
fn put_origins(printed: &str, origins: &[String]) -> String {
    let mut out = String::with_capacity(printed.len());
    let mut rest = printed;
    for (index, origin) in origins.iter().enumerate() {
        let mark = mark(index) + ":";
        let Some((before, after)) = rest.split_once(&mark) else { break };
        out.push_str(before);
        out.push_str(origin);
        rest = after.trim_start_matches(|character: char| character == ':' || character.is_ascii_digit());
    }
    out + rest
}

#[cfg(test)]
mod tests;
