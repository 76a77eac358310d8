//! The formats of output, as they are named on the command line.

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, StringValueParser, TypedValueParser};
use copydesk::render::OutputFormat;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(in super::super) enum Format {
    /// Snippets, as rustc prints them
    #[default]
    Human,
    /// By article, one line each
    Grouped,
    /// path:line:column: severity[rule]: message
    Short,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions, and a summary of the job
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// Checkstyle's XML
    Checkstyle,
    /// `JUnit`'s XML
    Junit,
    /// Reviewdog's format, one JSON object
    Rdjson,
    /// Reviewdog's format, one JSON object a line
    Rdjsonl,
}

impl Format {
    /// Whether it is for people, who are told counts, too.
    pub(in super::super) fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Grouped)
    }
}

impl From<Format> for OutputFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Human => Self::Human,
            Format::Grouped => Self::Grouped,
            Format::Short => Self::Short,
            Format::Json => Self::Json,
            Format::Jsonl => Self::Jsonl,
            Format::Sarif => Self::Sarif,
            Format::Github => Self::Github,
            Format::Gitlab => Self::Gitlab,
            Format::Checkstyle => Self::Checkstyle,
            Format::Junit => Self::Junit,
            Format::Rdjson => Self::RdJson,
            Format::Rdjsonl => Self::RdJsonl,
        }
    }
}

/// What an article is written in.
pub(in super::super) type ArticleFormat = copydesk::source::Format;

/// Reads one of several names between commas, behind which a space may stand.
pub(super) fn listed() -> impl TypedValueParser<Value = String> {
    StringValueParser::new().map(|name| name.trim().to_owned())
}

/// Reads the name of what articles are written in.
pub(super) fn article_format() -> impl TypedValueParser<Value = ArticleFormat> {
    let names = PossibleValuesParser::new(ArticleFormat::all().map(|(_, name)| name));
    names.map(|name| ArticleFormat::by_name(&name).unwrap_or(ArticleFormat::Plain))
}
