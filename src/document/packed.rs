//! A document in a third of its room, so that many can be kept between two readings.
//!
//! What can be worked out again in no time is left out: where a token begins follows from the gap before it, the forms from
//! the tokens, and a form's hash from its bytes.

use std::sync::Arc;

use super::forms;
use super::{
    Block, Comment, Document, Form, FormId, FrontMatter, Landmarks, Quotation, Sentence, Token, TokenFlags, TokenKind,
};
use crate::source::{Span, Text, Transcript};

/// How many bits of a packed token each of its parts takes, from the lowest on.
const GAP: u32 = 14;
const LENGTH: u32 = 12;
const FORM: u32 = 18;
const KIND: u32 = 4;
const FLAGS: u32 = 16;

const _: () = assert!(GAP + LENGTH + FORM + KIND + FLAGS == u64::BITS);

/// All kinds, by their numbers.
const KINDS: [TokenKind; 1 << KIND] = [
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
    // No kind has these.
    TokenKind::Opaque,
    TokenKind::Opaque,
    TokenKind::Opaque,
];

/// A document that is kept for later.
#[derive(Debug)]
pub struct Packed {
    text: Text,
    transcribed: Option<(Text, Arc<Transcript>)>,
    container: Option<Arc<Transcript>>,
    tokens: Box<[u64]>,
    /// How many distinct forms there are.
    forms: usize,
    sentences: Box<[Sentence]>,
    blocks: Box<[Block]>,
    quotations: Box<[Quotation]>,
    comments: Box<[Comment]>,
    front_matter: Option<FrontMatter>,
}

impl Packed {
    /// Packs `document`; nothing where it has something that is too long or too much for that.
    pub fn of(document: &Document) -> Option<Self> {
        // A part that is too long shows in the bits above its own.
        let (mut end, mut forms, mut gaps, mut lengths, mut in_order) = (0, 0, 0, 0, true);
        let mut tokens = vec![0; document.tokens.len()].into_boxed_slice();
        for (place, token) in tokens.iter_mut().zip(&document.tokens) {
            let gap = token.span.start.wrapping_sub(end);
            let length = token.span.end - token.span.start;
            end = token.span.end;
            gaps |= gap;
            lengths |= length;
            // The forms are numbered as they appear.
            forms += u32::from(token.form.0 == forms);
            in_order &= token.form.0 < forms;
            *place = packed(*token, gap, length);
        }
        let fits = in_order && gaps < 1 << GAP && lengths < 1 << LENGTH && forms < 1 << FORM;
        (fits && forms as usize == document.forms.len()).then_some(())?;
        Some(Self {
            text: document.text.clone(),
            transcribed: document.transcribed.clone(),
            container: document.container.clone(),
            tokens,
            forms: document.forms.len(),
            sentences: document.sentences.as_slice().into(),
            blocks: document.blocks.as_slice().into(),
            quotations: document.quotations.as_slice().into(),
            comments: document.comments.as_slice().into(),
            front_matter: document.front_matter,
        })
    }

    /// About how many bytes of memory it takes.
    pub fn size(&self) -> usize {
        let transcribed = self.transcribed.as_ref().map_or(0, |(file, _)| file.len());
        self.text.len()
            + transcribed
            + size_of_val(&*self.tokens)
            + size_of_val(&*self.sentences)
            + size_of_val(&*self.blocks)
            + size_of_val(&*self.quotations)
            + size_of_val(&*self.comments)
    }

    /// The document that was packed.
    pub fn unpack(self) -> Document {
        let mut end = 0;
        let unpack = |&packed: &u64| {
            let token = unpacked(packed, end);
            end = token.span.end;
            token
        };
        let tokens: Vec<Token> = self.tokens.iter().map(unpack).collect();
        let mut forms: Vec<Form> = Vec::with_capacity(self.forms);
        for (token, number) in tokens.iter().zip(0..) {
            if let Some(form) = forms.get_mut(token.form.0 as usize) {
                form.count += 1;
            } else {
                let place = (token.span.start, token.span.end - token.span.start);
                let hash = forms::hash_at(self.text.as_bytes(), place, token.kind);
                forms.push(Form { first: number, count: 1, hash });
            }
        }
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
            landmarks,
        }
    }
}

/// A token of `length` bytes after a gap of so many.
#[inline]
fn packed(token: Token, gap: u32, length: u32) -> u64 {
    let flags = u64::from(token.flags.bits());
    let upper = ((flags << KIND | token.kind as u64) << FORM) | u64::from(token.form.0);
    (upper << LENGTH | u64::from(length)) << GAP | u64::from(gap)
}

/// A token after one that ends at `end`.
#[inline]
fn unpacked(packed: u64, end: u32) -> Token {
    // No part has more than 18 bits, so that none is cut off.
    #[allow(clippy::cast_possible_truncation)]
    let part = |from: u32, bits: u32| (packed >> from) as u32 & ((1 << bits) - 1);
    let start = end + part(0, GAP);
    let span = Span::new(start, start + part(GAP, LENGTH));
    let form = FormId(part(GAP + LENGTH, FORM));
    let kind = KINDS[part(GAP + LENGTH + FORM, KIND) as usize];
    #[allow(clippy::cast_possible_truncation)]
    let flags = TokenFlags::from_bits_retain((packed >> (u64::BITS - FLAGS)) as u16);
    Token { span, form, kind, flags }
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
    fn what_is_too_long_is_not_packed() {
        let text = format!("a{}b", " ".repeat(20_000));
        assert!(Packed::of(&Document::parse(text.into(), Format::Plain)).is_none());
        let text = "a".repeat(5_000);
        assert!(Packed::of(&Document::parse(text.into(), Format::Plain)).is_none());
    }

    proptest! {
        #[test]
        fn any_text_is_unpacked(text in "([a-cA é'’*_`.“”&\n-]{0,9}|the cat|<b>|U\\.S\\.|\\[sic\\]|https://a\\.b){0,20}") {
            check(&text, Format::Markdown);
            check(&text, Format::Plain);
        }
    }
}
