//! A text becomes prose: blocks, sentences, quotations and tokens, all as spans of the original bytes.

mod abbreviations;
mod access;
mod asciidoc;
mod builder;
mod chars;
mod forms;
mod gathered;
mod html;
mod keyed;
mod laid;
mod landmarks;
mod latex;
mod light;
mod markdown;
mod normal;
mod org;
mod packed;
mod parts;
mod plain;
mod quotation;
mod rst;
mod scan;
mod sentence;
mod subtitles;
#[cfg(test)]
mod tests;
mod token;
mod transcribed;
mod wordpress;

use std::ops::Range;
use std::sync::Arc;

pub(crate) use gathered::Gathered;
pub use packed::Packed;
pub use scan::tokens;
pub use token::{FormId, Token, TokenFlags, TokenKind};

pub use crate::source::{BlockKind, Format};
use crate::source::{KeyPaths, LineColumn, LineIndex, Source, Span, Text, Transcript};
use builder::Builder;
use landmarks::Landmarks;

/// A block of prose: no sentence and no repetition reaches over its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// From its first byte of prose to its last.
    pub span: Span,
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<u32>,
    /// Its sentences, as indices into [`Document::sentences`].
    pub sentences: Range<u32>,
}

/// A sentence, or what stands for one in a heading or a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<u32>,
}

/// The marks that enclose a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuoteStyle {
    /// `"…"`.
    StraightDouble,
    /// `“…”`, `„…“`, `«…»`.
    CurlyDouble,
    /// `'…'`.
    StraightSingle,
    /// `‘…’`.
    CurlySingle,
    /// A block quotation of the format, which has no marks of its own.
    Block,
}

/// Words that are someone else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one, both included.
    pub span: Span,
    /// The kind of its marks.
    pub style: QuoteStyle,
}

/// A distinct written form of the document: the same bytes, with the same capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The first token written so, as an index into [`Document::tokens`].
    pub first: u32,
    /// How many tokens are written so.
    pub count: u32,
    /// A hash of its bytes and its kind, the same in all documents.
    pub hash: u64,
}

/// A comment of the format, which is no prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// From its first mark to its last.
    pub span: Span,
    /// The paragraph, list, table … that follows it, where it stands by itself; `None` where it stands in a line of prose,
    /// or nothing follows it in what encloses it.
    pub next: Option<Span>,
}

/// Front matter, fences included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrontMatter {
    /// From the first byte of the opening fence to the end of the closing one.
    pub span: Span,
    /// It is TOML, between `+++`; otherwise it is YAML.
    pub toml: bool,
}

/// An article, read: its text and what of it is prose.
///
/// A document never fails to parse; whatever is not understood is taken for prose or left out, but never moved.
#[derive(Debug, Clone)]
pub struct Document {
    text: Text,
    /// The file, and how the text came of it, where the text is not the file itself.
    transcribed: Option<(Text, Arc<Transcript>)>,
    /// How the text came of the parts of a container, whose text it is.
    container: Option<Arc<Transcript>>,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    blocks: Vec<Block>,
    quotations: Vec<Quotation>,
    forms: Vec<Form>,
    comments: Vec<Comment>,
    front_matter: Option<FrontMatter>,
    sealed: Vec<Span>,
    landmarks: Landmarks,
}

impl Document {
    /// The text that tokens index: the file byte for byte, or its transcript where it is not written as it is read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// That text, to share.
    pub fn shared_text(&self) -> Text {
        self.text.clone()
    }

    /// All tokens in the order of the text. White space is no token.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences in the order of the text.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// All blocks in the order of the text.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// All quotations, outer ones before those within them.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// The distinct written forms, by [`FormId`].
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The bytes of `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The bytes of a token.
    pub fn text_of(&self, token: Token) -> &str {
        self.slice(token.span)
    }

    /// The first fault for which structured text cannot be read, and its place. Other texts have none: whatever is written
    /// in them is read as something.
    pub fn fault(source: &Source) -> Option<(LineColumn, String)> {
        let (at, fault) = keyed::faults::first(&source.text, source.format)?;
        let place = LineIndex::new(&source.text).line_column(&source.text, u32::try_from(at).unwrap_or(u32::MAX));
        Some((place, fault.into_owned()))
    }

    /// Reads the article of `source`.
    pub fn of(source: &Source) -> Self {
        match &source.transcript {
            // The text of a container is its transcript already.
            Some(transcript) if source.format.is_container() => {
                Self { container: Some(Arc::clone(transcript)), ..Self::of_transcript(transcript) }
            }
            Some(transcript) => {
                let document = Self::of_transcript(transcript);
                Self { transcribed: Some((source.text.clone(), Arc::clone(transcript))), ..document }
            }
            None => Self::parse_keyed(source.text.clone(), source.format, source.keys.as_deref()),
        }
    }

    /// Reads `text` as an article written in `format`.
    pub fn parse(text: Text, format: Format) -> Self {
        Self::parse_keyed(text, format, None)
    }

    /// As [`Document::parse`], with what the settings say of the values that are prose.
    pub fn parse_keyed(text: Text, format: Format, keys: Option<&KeyPaths>) -> Self {
        let document = if matches!(format, Format::Markdown | Format::Mdx) {
            let mut builder = Builder::new(&text);
            markdown::parse(&text, format == Format::Mdx, &mut builder);
            builder.build()
        } else if let Some(transcript) = transcribed::read(&text, format, keys) {
            let transcript = Arc::new(transcript);
            let document = Self::of_transcript(&transcript);
            return Self { transcribed: Some((text, transcript)), ..document };
        } else {
            parts::parse(&text)
        };
        Self { text, ..document }
    }

    fn of_transcript(transcript: &Transcript) -> Self {
        let text = transcript.text().clone();
        let mut builder = Builder::new(&text);
        transcribed::build(transcript, &mut builder);
        let document = builder.build();
        Self { text, ..document }
    }
}
