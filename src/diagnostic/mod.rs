//! What a rule may say: a diagnostic with its severity, notes and fixes.

pub mod fingerprint;
mod fix;
pub mod suppress;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use fingerprint::Fingerprint;
pub use fix::{Applicability, Edit, Fix, REPLACE};

use crate::source::Span;

/// How grave a diagnostic is. The order is that of gravity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A remark.
    Note,
    /// Probably wrong, or a matter for a person to decide.
    Warning,
    /// Wrong.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// The family a rule belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Words that are none.
    Spelling,
    /// Names, acronyms, house style.
    Names,
    /// Words, phrases and sentences said twice.
    Repetition,
    /// Marks, spaces and capitals.
    Typography,
    /// Two ways in one article.
    Consistency,
    /// What can be decided without parsing.
    Grammar,
    /// What silences other rules.
    Suppression,
}

impl Group {
    /// All groups, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Spelling,
        Self::Names,
        Self::Repetition,
        Self::Typography,
        Self::Consistency,
        Self::Grammar,
        Self::Suppression,
    ];

    /// The name used on the command line and in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spelling => "spelling",
            Self::Names => "names",
            Self::Repetition => "repetition",
            Self::Typography => "typography",
            Self::Consistency => "consistency",
            Self::Grammar => "grammar",
            Self::Suppression => "suppression",
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Another place, or a fact, that speaks for the diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub message: String,
    /// The place it points at, if any.
    pub place: Option<Place>,
}

/// A place in a document of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path as given on the command line, or `None` for the document that the diagnostic is about.
    pub path: Option<Arc<str>>,
    /// The bytes there.
    pub span: Span,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// The rule's group.
    pub group: Group,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in bytes of the original text.
    pub span: Span,
    /// What is wrong, in words: one sentence without a capital and a stop.
    pub message: String,
    /// Evidence and other places.
    pub notes: Vec<Note>,
    /// What to do, where the fixes do not say it.
    pub help: Option<String>,
    /// What would mend it, the best first.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// The note `message` without a place.
    #[must_use]
    pub fn with_note(mut self, message: impl Into<String>) -> Self {
        self.notes.push(Note { message: message.into(), place: None });
        self
    }

    /// The note `message` that points at `span` of the same document.
    #[must_use]
    pub fn with_place(mut self, message: impl Into<String>, span: Span) -> Self {
        self.notes.push(Note { message: message.into(), place: Some(Place { path: None, span }) });
        self
    }

    /// A note that is made already.
    #[must_use]
    pub fn with_prepared_note(mut self, note: Note) -> Self {
        self.notes.push(note);
        self
    }

    /// The advice `help`.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// One more fix, worse than those it has.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}
