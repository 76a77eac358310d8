//! What would mend a finding, and how far that is to be trusted.

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// How far a fix is to be trusted. The order is that of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// One of several possibilities, to be shown and chosen by a person.
    DisplayOnly,
    /// Probably meant; applied by `--unsafe-fixes`.
    Unsafe,
    /// Surely meant; applied by `--fix`.
    Safe,
}

/// The replacement of a span by a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the original text; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards; empty for a deletion.
    pub text: String,
}

/// One or more edits that mend a finding together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in words: an imperative without a capital and a stop.
    pub title: String,
    /// Its edits: sorted, not overlapping.
    pub edits: Vec<Edit>,
    /// How far it is to be trusted.
    pub applicability: Applicability,
}

/// How the title of a replacement begins; the new text follows in quotation marks.
pub const REPLACE: &str = "replace it by ";

impl Fix {
    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>, applicability: Applicability) -> Self {
        let text = text.into();
        let title = if text.is_empty() { "delete it".to_owned() } else { format!("{REPLACE}“{text}”") };
        Self { title, edits: vec![Edit { span, text }], applicability }
    }

    /// The same fix with another title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }
}
