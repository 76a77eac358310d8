//! A document in a fourth of its room, so that many can be kept between two readings.
//!
//! What can be worked out again in no time is left out: where a token begins follows from the gap before it, the forms from
//! the tokens, and a form's hash from its bytes.

mod tokens;

use std::sync::Arc;

use super::{Block, Comment, Document, FrontMatter, Landmarks, Quotation, Sentence, TokenKind};
use crate::source::{Span, Text, Transcript};
use tokens::Tokens;

/// All kinds, by their numbers.
const KINDS: [TokenKind; 13] = [
    TokenKind::Word,
    TokenKind::Abbreviation,
    TokenKind::Number,
    TokenKind::Mixed,
    TokenKind::Url,
    TokenKind::Email,
    TokenKind::Mention,
    TokenKind::Hashtag,
    TokenKind::FileName,
    TokenKind::Foreign,
    TokenKind::Punctuation,
    TokenKind::Symbol,
    TokenKind::Opaque,
];

/// A document that is kept for later.
#[derive(Debug)]
pub struct Packed {
    text: Text,
    transcribed: Option<(Text, Arc<Transcript>)>,
    container: Option<Arc<Transcript>>,
    tokens: Tokens,
    sentences: Box<[Sentence]>,
    blocks: Box<[Block]>,
    quotations: Box<[Quotation]>,
    comments: Box<[Comment]>,
    front_matter: Option<FrontMatter>,
    sealed: Box<[Span]>,
}

impl Packed {
    /// Packs `document`; nothing where that is not possible, as where it has too many forms.
    pub fn of(document: &Document) -> Option<Self> {
        Some(Self {
            text: document.text.clone(),
            transcribed: document.transcribed.clone(),
            container: document.container.clone(),
            tokens: Tokens::of(&document.tokens, &document.forms)?,
            sentences: document.sentences.as_slice().into(),
            blocks: document.blocks.as_slice().into(),
            quotations: document.quotations.as_slice().into(),
            comments: document.comments.as_slice().into(),
            front_matter: document.front_matter,
            sealed: document.sealed.as_slice().into(),
        })
    }

    /// About how many bytes of memory it takes.
    pub fn size(&self) -> usize {
        let transcribed = self.transcribed.as_ref().map_or(0, |(file, _)| file.len());
        self.text.len()
            + transcribed
            + self.tokens.size()
            + size_of_val(&*self.sentences)
            + size_of_val(&*self.blocks)
            + size_of_val(&*self.quotations)
            + size_of_val(&*self.comments)
            + size_of_val(&*self.sealed)
    }

    /// The document that was packed.
    pub fn unpack(self) -> Document {
        let (tokens, forms) = self.tokens.unpack(&self.text);
        let (sentences, blocks) = (self.sentences.into_vec(), self.blocks.into_vec());
        let landmarks = Landmarks::new(&tokens, &blocks, &sentences);
        Document {
            text: self.text,
            transcribed: self.transcribed,
            container: self.container,
            tokens,
            sentences,
            blocks,
            quotations: self.quotations.into_vec(),
            forms,
            comments: self.comments.into_vec(),
            front_matter: self.front_matter,
            sealed: self.sealed.into_vec(),
            landmarks,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{KINDS, Packed};
    use crate::document::{Document, Format};

    fn check(text: &str, format: Format) {
        let document = Document::parse(text.into(), format);
        let expected = format!("{document:?}");
        let packed = Packed::of(&document).expect("nothing is too long");
        assert_eq!(format!("{:?}", packed.unpack()), expected, "{text}");
    }

    #[test]
    fn kinds_have_their_numbers() {
        assert!(KINDS.iter().enumerate().take(13).all(|(number, &kind)| kind as usize == number));
    }

    #[test]
    fn what_was_packed_is_unpacked() {
        let text = "# The *Ti*tle\n\n> “Go,” he said [sic].\n\n<!-- a -->\n\nIt's `code`, **don't**s 3.5% of U.S. \
                    http://a.b @me #it a/b.pdf COVID-19 слово 😀 <https://x.y> misrepresentations misrepresentations\n\n\
                    - a&eacute;b\n- snake\\_case\n";
        for format in [Format::Markdown, Format::Plain, Format::Html, Format::Latex, Format::Rst] {
            check(text, format);
        }
        check("1\n00:00:01,000 --> 00:00:02,000\nThey said\nthat.\n", Format::Srt);
    }

    #[test]
    fn what_is_long_is_packed() {
        for text in [format!("a{}b", " ".repeat(20_000)), "a".repeat(5_000)] {
            check(&text, Format::Plain);
        }
        let words: Vec<String> = (0..40_000_u32).map(|number| format!("a{}", number % 20_000)).collect();
        check(&words.join(" "), Format::Plain);
    }

    proptest! {
        #[test]
        fn any_text_is_unpacked(text in "([a-cA é'’*_`.“”&\n-]{0,9}|the cat|<b>|U\\.S\\.|\\[sic\\]|https://a\\.b){0,20}") {
            check(&text, Format::Markdown);
            check(&text, Format::Plain);
        }
    }
}
