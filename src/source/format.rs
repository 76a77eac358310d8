//! What an article is written in.

use std::path::Path;

/// What an article is written in, which decides which of its bytes are prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text: everything is prose, an empty line ends a paragraph.
    Plain,
    /// Markdown: `CommonMark` with tables, footnotes, strikethrough and front matter.
    Markdown,
    /// Markdown with components.
    Mdx,
    /// HTML.
    Html,
    /// reStructuredText.
    Rst,
    /// `AsciiDoc`.
    Asciidoc,
    /// Org.
    Org,
    /// LaTeX.
    Latex,
    /// JSON, of which the settings say what is prose.
    Json,
    /// One JSON value a line.
    JsonLines,
    /// YAML, of which the settings say what is prose.
    Yaml,
    /// TOML, of which the settings say what is prose.
    Toml,
    /// A table with commas, semicolons or tabs between its fields, of which the settings say what is prose.
    Csv,
    /// `SubRip` subtitles.
    Srt,
    /// `WebVTT` subtitles.
    Vtt,
    /// Word's documents.
    Docx,
    /// Those of `LibreOffice`.
    Odt,
}

/// Name, endings, and whether files of that ending are read where a folder is named.
const TABLE: &[(Format, &str, &[&str], bool)] = &[
    (Format::Plain, "plain", &["txt", "text"], true),
    (Format::Markdown, "markdown", &["md", "markdown", "mdown", "mkd"], true),
    (Format::Mdx, "mdx", &["mdx"], true),
    (Format::Html, "html", &["html", "htm", "xhtml"], true),
    (Format::Rst, "rst", &["rst", "rest"], true),
    (Format::Asciidoc, "asciidoc", &["adoc", "asciidoc"], true),
    (Format::Org, "org", &["org"], true),
    (Format::Latex, "latex", &["tex", "latex"], true),
    (Format::Json, "json", &["json"], false),
    (Format::JsonLines, "jsonl", &["jsonl", "ndjson"], false),
    (Format::Yaml, "yaml", &["yaml", "yml"], false),
    (Format::Toml, "toml", &["toml"], false),
    (Format::Csv, "csv", &["csv", "tsv"], false),
    (Format::Srt, "srt", &["srt"], true),
    (Format::Vtt, "vtt", &["vtt"], true),
    (Format::Docx, "docx", &["docx", "docm"], true),
    (Format::Odt, "odt", &["odt"], true),
];

impl Format {
    /// All formats with their names.
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        TABLE.iter().map(|&(format, name, ..)| (format, name))
    }

    /// The name used on the command line and in settings.
    pub fn name(self) -> &'static str {
        TABLE.iter().find(|entry| entry.0 == self).map_or("plain", |entry| entry.1)
    }

    /// The format of that name.
    pub fn by_name(name: &str) -> Option<Self> {
        TABLE.iter().find(|entry| entry.1 == name).map(|entry| entry.0)
    }

    /// The format that the ending of a file's name says; plain text where it says nothing.
    pub fn from_name(name: &str) -> Self {
        Self::from_known_ending(name).unwrap_or(Self::Plain)
    }

    /// The format that the ending of a file's name says, or `None` for endings that are not known.
    pub fn from_known_ending(name: &str) -> Option<Self> {
        let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        TABLE.iter().find(|entry| entry.2.contains(&&*ending)).map(|entry| entry.0)
    }

    /// Whether files of this format are read where a folder is named.
    pub fn is_walked(self) -> bool {
        TABLE.iter().any(|entry| entry.0 == self && entry.3)
    }

    /// Whether the settings must say which of its values are prose.
    pub const fn is_keyed(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines | Self::Yaml | Self::Toml | Self::Csv)
    }

    /// Whether it is an archive of parts, which is no text.
    pub const fn is_container(self) -> bool {
        matches!(self, Self::Docx | Self::Odt)
    }
}
