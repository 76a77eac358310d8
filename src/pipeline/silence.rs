//! What an article silences is taken out of what was found in it.

use std::cell::LazyCell;

use crate::config::RuleSet;
use crate::diagnostic::suppress::{Suppressions, ends_before};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::document::{Document, TokenFlags};
use crate::rules::{RULES, Scope};
use crate::source::transcript::{Encoding, difference};
use crate::source::{Span, Transcript};

/// Takes out of `found` what `document` silences, and turns places in its text into places in the file; answers the
/// suppressions, with what of them was of use.
pub(super) fn apply(document: &Document, found: &mut Vec<Diagnostic>, rules: &RuleSet) -> Suppressions {
    if !found.is_empty() {
        let marks = sic(document);
        found.retain(|finding| !marks.iter().any(|mark| ends_before(document.text(), finding.span, *mark)));
    }
    if let Some(transcript) = document.transcript() {
        for finding in found.iter_mut() {
            map(finding, transcript);
        }
    }
    if document.transcript().is_none()
        && let Some(matter) = document.front_matter()
    {
        let values = LazyCell::new(|| document.front_matter_values());
        let fits = |edit: &mut Edit| !matter.span.contains(edit.span) || fit(edit, document.text(), &values).is_some();
        for finding in found.iter_mut() {
            finding.fixes.retain_mut(|fix| fix.edits.iter_mut().all(fits));
        }
    }
    if let Some(transcript) = document.container() {
        // Places stay those of the text; what its parts cannot be made to say is no fix.
        for finding in found.iter_mut() {
            finding
                .fixes
                .retain(|fix| fix.edits.iter().all(|edit| transcript.changes(edit.span, &edit.text).is_some()));
        }
    }
    let mut suppressions = read(document);
    if !suppressions.is_empty() {
        suppressions.apply(document.source_text(), found, |name| ran(name, rules));
    }
    suppressions
}

/// Turns the places of `finding` in the text into places in the file. A fix that cannot be written there is dropped.
fn map(finding: &mut Diagnostic, transcript: &Transcript) {
    finding.span = transcript.to_source(finding.span);
    // What points into an article by its name comes from its facts, which are mapped already.
    let places = finding.notes.iter_mut().filter_map(|note| note.place.as_mut());
    for place in places.filter(|place| place.path.is_none()) {
        place.span = transcript.to_source(place.span);
    }
    finding.fixes.retain_mut(|fix| match mapped(fix, transcript) {
        Some(edits) => {
            fix.edits = edits;
            true
        }
        None => false,
    });
}

/// The edits of `fix` in the file.
fn mapped(fix: &Fix, transcript: &Transcript) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for edit in &fix.edits {
        let written = transcript.edits(edit.span, &edit.text)?;
        edits.extend(written.into_iter().map(|(span, text)| Edit { span, text }));
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let apart =
        edits.windows(2).all(|pair| pair.first().map(|edit| edit.span.end) <= pair.get(1).map(|edit| edit.span.start));
    (apart && !edits.is_empty()).then_some(edits)
}

/// Makes `edit` say what it says in the front matter of `text`, in whose `values` some marks are written otherwise; nothing where
/// that is not possible.
fn fit(edit: &mut Edit, text: &str, values: &[(Span, Encoding)]) -> Option<()> {
    let (differs, new) = difference(text.get(edit.span.range())?, &edit.text);
    let span = edit.span.start as usize + differs.start..edit.span.start as usize + differs.end;
    let at = u32::try_from(span.start).ok()?;
    let (value, encoding) = values.get(values.partition_point(|(value, _)| value.end < at))?;
    if !value.contains(Span::from_range(span.clone())) {
        return None;
    }
    let before = text.get(..span.start)?.chars().next_back();
    let after = text.get(span.end..)?.chars().next().filter(|c| !c.is_control());
    let written = encoding.encode(new, value.start == at).filter(|_| encoding.allows(before, new, after))?;
    *edit = Edit { span: Span::from_range(span), text: written };
    Some(())
}

/// The suppressions of `document`, of which nothing is known yet.
pub(super) fn read(document: &Document) -> Suppressions {
    let front_matter = document.front_matter().map(|matter| (matter.span, matter.toml));
    if document.comments().is_empty() && front_matter.is_none() {
        return Suppressions::default();
    }
    let comments = document.comments().iter().map(|comment| (comment.span, comment.next));
    Suppressions::read(document.source_text(), comments, front_matter)
}

/// Where the marks `[sic]` of the document begin.
fn sic(document: &Document) -> Vec<u32> {
    let is_mark = |text: &str| matches!(text, "[" | "(");
    let marked = document.tokens().iter().filter(|token| token.has(TokenFlags::SIC));
    marked.filter(|token| is_mark(document.text_of(**token))).map(|token| token.span.start).collect()
}

/// Whether all rules ran that `name` stands for, as far as they are on by default or named themselves. Those that look at
/// what is silenced run after it is, so that none of them has run yet.
fn ran(name: &str, rules: &RuleSet) -> bool {
    let meant = RULES.iter().map(|rule| rule.meta()).filter(|meta| {
        meta.name == name
            || meta.on_by_default && (meta.group.name() == name || name == "all" && meta.scope != Scope::Findings)
    });
    let mut meant =
        meant.map(|meta| meta.scope != Scope::Findings && rules.iter().any(|(rule, _)| rule.meta().name == meta.name));
    meant.all(|ran| ran)
}
