//! Diagnostics become bytes to read: by people, by editors, by programs.

mod checkstyle;
mod github;
mod gitlab;
mod grouped;
mod human;
mod json;
mod junit;
mod paths;
mod rdjson;
mod sarif;
mod short;
mod summary;
mod view;
mod xml;

use std::borrow::Cow;
use std::io::{self, Write};

use annotate_snippets::normalize_untrusted_str;

pub use checkstyle::Checkstyle;
pub use github::{Github, job_summary};
pub use gitlab::Gitlab;
pub use grouped::Grouped;
pub use human::Human;
pub use json::{Json, JsonLines};
pub use junit::Junit;
pub use rdjson::{RdJson, RdJsonLines};
pub use sarif::Sarif;
pub use short::Short;
pub use summary::{Counts, Fixed, quantity};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span, Text};

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OutputFormat {
    /// As rustc writes them: snippets with the place marked, notes and patches.
    #[default]
    Human,
    /// One line each: `path:line:column: severity[rule]: message`.
    Short,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations, as GitHub's workflow commands.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// Checkstyle's XML.
    Checkstyle,
    /// `JUnit`'s XML.
    Junit,
    /// Reviewdog's format, one JSON object.
    RdJson,
    /// Reviewdog's format, one JSON object a line.
    RdJsonl,
    /// By article, one line each.
    Grouped,
}

impl OutputFormat {
    /// Whether what is written of an article does not depend on those before it, and nothing comes after the last.
    pub fn is_by_article(self) -> bool {
        matches!(self, Self::Human | Self::Short | Self::Jsonl | Self::RdJsonl | Self::Grouped)
    }

    /// Whether what is written of an article is what is written of each finding by itself, one after the other.
    pub fn is_by_finding(self) -> bool {
        self.is_by_article() && self != Self::Grouped
    }
}

/// How the human format looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour, by ANSI escape sequences.
    pub colour: bool,
    /// The columns that a line may take; longer lines of an article are cut around what is marked.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { colour: false, width: 100 }
    }
}

/// The texts of the run by the name they go by in diagnostics, for notes that point into another document.
pub trait Texts: Sync {
    /// The text of the document called `name`, or `None` where it is not at hand.
    fn text(&self, name: &str) -> Option<Text>;
}

impl<F: Fn(&str) -> Option<Text> + Sync> Texts for F {
    fn text(&self, name: &str) -> Option<Text> {
        self(name)
    }
}

/// Writes the diagnostics of one document after another.
pub trait Renderer: Send {
    /// Writes the diagnostics of `source`, which are in the order of the text.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()>;

    /// Says that what is called `name` could not be checked, and why, in formats that machines take for the whole of a run.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    fn failure(&mut self, name: &str, message: &str, out: &mut dyn Write) -> io::Result<()> {
        let _ = (name, message, out);
        Ok(())
    }

    /// Writes what has to come after the last document.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let _ = out;
        Ok(())
    }
}

/// The renderer of `format`; `style` matters to the formats for people, `texts` to those that show
/// where notes point.
pub fn renderer<'t>(format: OutputFormat, style: Style, texts: &'t dyn Texts) -> Box<dyn Renderer + 't> {
    match format {
        OutputFormat::Human => Box::new(Human::new(style, texts)),
        OutputFormat::Short => Box::new(Short),
        OutputFormat::Json => Box::new(Json::default()),
        OutputFormat::Jsonl => Box::new(JsonLines),
        OutputFormat::Sarif => Box::new(Sarif::new(texts)),
        OutputFormat::Github => Box::new(Github::default()),
        OutputFormat::Gitlab => Box::new(Gitlab::default()),
        OutputFormat::Checkstyle => Box::new(Checkstyle::default()),
        OutputFormat::Junit => Box::new(Junit::default()),
        OutputFormat::RdJson => Box::new(RdJson::default()),
        OutputFormat::RdJsonl => Box::new(RdJsonLines),
        OutputFormat::Grouped => Box::new(Grouped::new(style)),
    }
}

/// The part in which `span` stands, in brackets, where an office document has it elsewhere than in its body.
pub(crate) fn place_in(source: &Source, span: Span) -> String {
    let Some(transcript) = source.transcript.as_ref().filter(|_| source.format.is_container()) else {
        return String::new();
    };
    match transcript.part_of(span.start) {
        0 => String::new(),
        part => {
            transcript.parts().get(usize::from(part)).map_or_else(String::new, |part| format!(" ({})", harmless(part)))
        }
    }
}

/// `text` with control characters made visible and line ends made spaces, so that what an article or a file name holds
/// cannot steer the terminal or break a line-based format.
pub fn harmless(text: &str) -> Cow<'_, str> {
    // Nearly all text has nothing to be made visible, which is seen faster than by searching for each such character.
    let is_seen = |c: char| matches!(c, ' '..='~' | '\u{a0}'..'\u{200b}' | '\u{2010}'..='\u{2027}');
    if text.chars().all(is_seen) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(normalize_untrusted_str(&text.replace(['\r', '\n'], " ")))
}
