//! What an article is written in.

use std::path::Path;

/// What an article is written in, which decides which of its bytes are prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: everything is prose, an empty line ends a paragraph.
    Plain,
    /// Markdown: `CommonMark` with tables, footnotes, strikethrough and front matter.
    Markdown,
}

impl Format {
    /// The format that the ending of a file's name says; plain text where it says nothing.
    pub fn from_name(name: &str) -> Self {
        Self::from_known_ending(name).unwrap_or(Self::Plain)
    }

    /// The format that the ending of a file's name says, or `None` for endings that are not read.
    pub fn from_known_ending(name: &str) -> Option<Self> {
        let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "md" | "markdown" | "mdown" | "mkd" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Plain),
            _ => None,
        }
    }
}
