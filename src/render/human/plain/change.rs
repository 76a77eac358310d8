//! What a fix changes in the lines of a text, and how that is written.

use std::fmt::Write as _;
use std::ops::Range;

use super::super::Article;
use super::{bar, is_simple, marks, push_line};
use crate::diagnostic::{Edit, Fix};
use crate::render::view::View;
use crate::source::Span;

/// Of more unchanged lines than this between two changed ones, the first and the last are shown.
const MOST_BETWEEN: usize = 3;

/// What a fix changes.
pub(super) enum Changes {
    /// Lines that are shown each for itself.
    Each(Vec<Change>),
    /// Several lines that are shown as one, with those between them.
    Together(Vec<Line>),
}

/// A line that a fix alters.
pub(super) struct Change {
    number: u32,
    /// The line as it was, where something is taken away from it.
    before: Option<String>,
    after: String,
    /// What is put in where nothing is taken away, in columns of the line.
    added: Vec<Range<usize>>,
    /// Whether all of the line is new, or only its first characters are taken away, which is not marked as a change.
    is_odd: bool,
}

/// A line of several.
pub(super) struct Line {
    number: u32,
    text: String,
    is_changed: bool,
}

/// What one edit changes in its line, without what stays at its ends.
struct Piece<'e> {
    /// The column of the line, as it was, at which it begins.
    start: usize,
    /// How many columns are taken away.
    taken: usize,
    new: &'e str,
    /// Whether more than white space is taken away.
    destroys: bool,
}

impl Changes {
    /// What `edit` changes, whose place is all that is marked of `line` of this number.
    pub(super) fn of_line(number: u32, line: &str, mark: Range<usize>, edit: &Edit) -> Option<Self> {
        Some(Self::Each(vec![Change::new(number, line, &[(mark, &edit.text)])?]))
    }

    /// What the edits of `fix` change; nothing where they are not of the common shapes.
    pub(super) fn new(text: &Article, fix: &Fix, width: usize) -> Option<Self> {
        let spans: Vec<Span> = fix.edits.iter().map(|edit| edit.span).collect();
        let whole = text.view(&spans, width);
        if spans.iter().all(|span| whole.shows(*span)) {
            return Self::together(&whole, &fix.edits);
        }
        let each = fix.edits.iter().map(|edit| {
            let view = text.view(&[edit.span], width);
            view.shows(edit.span).then_some(())?;
            Change::new(view.first_line, &view.text, &[(view.place(edit.span), &edit.text)])
        });
        let each = each.collect::<Option<Vec<_>>>()?;
        each.iter().all(|change| change.before.is_some()).then_some(Self::Each(each))
    }

    /// What `edits` change in the lines of one view.
    fn together(view: &View, edits: &[Edit]) -> Option<Self> {
        let edits: Vec<(Range<usize>, &str)> =
            edits.iter().map(|edit| (view.place(edit.span), edit.text.as_str())).collect();
        if !view.text.contains('\n') {
            return Some(Self::Each(vec![Change::new(view.first_line, &view.text, &edits)?]));
        }
        let (mut lines, mut rest, mut start) = (Vec::new(), edits.as_slice(), 0);
        for (number, text) in (view.first_line..).zip(view.text.split('\n')) {
            let end = start + text.len();
            let here = rest.iter().take_while(|(place, _)| place.start >= start && place.end <= end).count();
            let (of_line, behind) = rest.split_at_checked(here)?;
            if of_line.is_empty() {
                (text.is_empty() || is_simple(text)).then_some(())?;
                lines.push(Line { number, text: text.to_owned(), is_changed: false });
            } else {
                let in_line = |(place, new): &(Range<usize>, _)| (place.start - start..place.end - start, *new);
                let change = Change::new(number, text, &of_line.iter().map(in_line).collect::<Vec<_>>())?;
                (!change.is_odd).then_some(())?;
                lines.push(Line { number, text: change.after, is_changed: true });
            }
            (rest, start) = (behind, end + 1);
        }
        let is_whole = |line: Option<&Line>| line.is_some_and(|line| line.is_changed);
        (rest.is_empty() && is_whole(lines.first()) && is_whole(lines.last())).then_some(Self::Together(lines))
    }

    /// The last line that is shown.
    pub(super) fn last_line(&self) -> u32 {
        match self {
            Self::Each(changes) => changes.iter().map(|change| change.number).max().unwrap_or(0),
            Self::Together(lines) => lines.last().map_or(0, |line| line.number),
        }
    }

    /// Writes the changed lines.
    pub(super) fn print(&self, out: &mut String, gutter: usize) {
        match self {
            Self::Each(changes) => changes.iter().for_each(|change| change.print(out, gutter)),
            Self::Together(lines) => {
                for run in lines.chunk_by(|left, right| left.is_changed == right.is_changed) {
                    print_run(out, gutter, run);
                }
                bar(out, gutter);
            }
        }
    }
}

/// Writes lines of which all are changed or none is.
fn print_run(out: &mut String, gutter: usize, run: &[Line]) {
    match run {
        [first, .., last] if !first.is_changed && run.len() > MOST_BETWEEN => {
            push_line(out, gutter, first.number, '|', &first.text);
            let _ = writeln!(out, "{:indent$}...", "", indent = gutter.saturating_sub(3));
            push_line(out, gutter, last.number, '|', &last.text);
        }
        _ => {
            for line in run {
                push_line(out, gutter, line.number, if line.is_changed { '~' } else { '|' }, &line.text);
            }
        }
    }
}

impl Change {
    /// What `edits`, of which each stands behind the one before it, change in `line`.
    fn new(number: u32, line: &str, edits: &[(Range<usize>, &str)]) -> Option<Self> {
        let mut after = String::with_capacity(line.len() + 16);
        let (mut copied, mut put, mut taken) = (0, 0, 0);
        let (mut destroys, mut is_odd, mut newest) = (false, false, "");
        let mut added = Vec::new();
        for (place, text) in edits {
            after.push_str(line.get(copied..place.start)?);
            after.push_str(text);
            copied = place.end;
            let piece = Piece::new(line, place, text)?;
            destroys |= piece.destroys;
            is_odd |= piece.start == 0 && piece.new.is_empty();
            let start = piece.start + put - taken;
            let (indent, length) = piece.shown();
            added.push(start + indent..start + indent + length);
            put += piece.new.chars().count();
            taken += piece.taken;
            newest = piece.new;
        }
        after.push_str(line.get(copied..)?);
        is_odd |= edits.len() == 1 && newest.trim() == after;
        (is_simple(line) && is_simple(&after)).then_some(())?;
        // A line that is all new is not underlined, and one that is the same in the end is not shown twice.
        (if destroys { line != after } else { !is_odd }).then_some(())?;
        let before = destroys.then(|| line.to_owned());
        Some(Self { number, before, after, added, is_odd })
    }

    fn print(&self, out: &mut String, gutter: usize) {
        if let Some(before) = &self.before {
            push_line(out, gutter, self.number, '-', before);
            push_line(out, gutter, self.number, '+', &self.after);
            bar(out, gutter);
        } else {
            push_line(out, gutter, self.number, '|', &self.after);
            if self.added.iter().all(Range::is_empty) {
                return bar(out, gutter);
            }
            marks(out, gutter, self.added.iter().cloned(), '+');
        }
    }
}

impl<'e> Piece<'e> {
    /// What `new` changes that is put in `place` of `line`; nothing where nothing is changed, and where words around which
    /// others are put in are marked in another way.
    fn new(line: &str, place: &Range<usize>, new: &'e str) -> Option<Self> {
        let (head, old) = (line.get(..place.start)?, line.get(place.clone())?);
        let start = head.chars().count();
        if let Some((same, put)) = put_in(new, old) {
            let start = start + old.get(..same)?.chars().count();
            return (!put.is_empty()).then_some(Self { start, taken: 0, new: put, destroys: false });
        }
        let (core, words) = (new.trim(), old.trim());
        let destroys = !words.is_empty();
        let is_plain = !destroys || core.is_empty() || put_in(core, words).is_none();
        is_plain.then_some(Self { start, taken: old.chars().count(), new, destroys })
    }

    /// How far behind the start of what is put in its marks begin, and how many there are: white space at its ends has none,
    /// unless there is nothing else.
    fn shown(&self) -> (usize, usize) {
        let core = self.new.trim();
        if core.is_empty() {
            return (0, self.new.chars().count());
        }
        (self.new.len() - self.new.trim_start().len(), core.chars().count())
    }
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
