//! Findings as they are stored.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Group, Note, Place, Severity};
use crate::source::Span;

#[derive(Serialize, Deserialize)]
struct StoredFinding<'a> {
    rule: &'a str,
    group: Group,
    severity: Severity,
    span: Span,
    message: &'a str,
    help: Option<&'a str>,
    notes: Vec<StoredNote<'a>>,
    fixes: Vec<StoredFix<'a>>,
}

#[derive(Serialize, Deserialize)]
struct StoredNote<'a> {
    message: &'a str,
    /// The file, where it is another one, and the bytes there.
    place: Option<(Option<&'a str>, Span)>,
}

#[derive(Serialize, Deserialize)]
struct StoredFix<'a> {
    title: &'a str,
    applicability: Applicability,
    edits: Vec<(Span, &'a str)>,
}

/// The bytes of `findings`; none where there is no finding.
pub(super) fn write(findings: &[Diagnostic]) -> Option<Vec<u8>> {
    if findings.is_empty() {
        return Some(Vec::new());
    }
    let stored: Vec<StoredFinding<'_>> = findings.iter().map(stored).collect();
    postcard::to_stdvec(&stored).ok()
}

/// The findings of `bytes`, where they can be read. `rule` finds a rule's name among those there are.
pub(super) fn read(bytes: &[u8], rule: impl Fn(&str) -> Option<&'static str>) -> Option<Vec<Diagnostic>> {
    if bytes.is_empty() {
        return Some(Vec::new());
    }
    let stored: Vec<StoredFinding<'_>> = postcard::from_bytes(bytes).ok()?;
    stored.into_iter().map(|stored| Some(finding(rule(stored.rule)?, stored))).collect()
}

fn stored(finding: &Diagnostic) -> StoredFinding<'_> {
    let Diagnostic { rule, group, severity, span, message, notes, help, fixes } = finding;
    StoredFinding {
        rule,
        group: *group,
        severity: *severity,
        span: *span,
        message,
        help: help.as_deref(),
        notes: notes
            .iter()
            .map(|note| StoredNote {
                message: &note.message,
                place: note.place.as_ref().map(|place| (place.path.as_deref(), place.span)),
            })
            .collect(),
        fixes: fixes
            .iter()
            .map(|fix| StoredFix {
                title: &fix.title,
                applicability: fix.applicability,
                edits: fix.edits.iter().map(|edit| (edit.span, edit.text.as_str())).collect(),
            })
            .collect(),
    }
}

fn finding(rule: &'static str, stored: StoredFinding<'_>) -> Diagnostic {
    let note = |note: StoredNote<'_>| Note {
        message: note.message.to_owned(),
        place: note.place.map(|(path, span)| Place { path: path.map(Arc::from), span }),
    };
    let fix = |fix: StoredFix<'_>| Fix {
        title: fix.title.to_owned(),
        edits: fix.edits.into_iter().map(|(span, text)| Edit { span, text: text.to_owned() }).collect(),
        applicability: fix.applicability,
    };
    Diagnostic {
        rule,
        group: stored.group,
        severity: stored.severity,
        span: stored.span,
        message: stored.message.to_owned(),
        notes: stored.notes.into_iter().map(note).collect(),
        help: stored.help.map(str::to_owned),
        fixes: stored.fixes.into_iter().map(fix).collect(),
    }
}
