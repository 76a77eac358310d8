//! Questions that rules ask of a document.

use std::borrow::Cow;

use super::{Block, Comment, Document, Form, FrontMatter, Sentence, Token, TokenFlags, markdown, normal};
use crate::source::transcript::Encoding;
use crate::source::{Span, Transcript};

/// A document of so many tokens is worth several threads: it has about half a megabyte.
const LONG: usize = 100_000;

impl Document {
    /// Whether the document is worth several threads.
    pub fn is_long(&self) -> bool {
        self.tokens.len() >= LONG
    }

    /// The token as it is looked up: apostrophes of all shapes straight, soft hyphens gone, combining marks composed.
    /// Borrowed from the text where nothing changes, which is nearly always.
    pub fn normalised(&self, token: Token) -> Cow<'_, str> {
        let written = self.text_of(token);
        if token.has(TokenFlags::NEEDS_NORMALISING) { normal::normalise(written) } else { Cow::Borrowed(written) }
    }

    /// How many tokens have a form that is `wanted`, which is told by the token that is first written so.
    pub fn count_where(&self, wanted: impl Fn(Token) -> bool) -> usize {
        let is_wanted = |form: &&Form| self.tokens.get(form.first as usize).is_some_and(|&first| wanted(first));
        self.forms.iter().filter(is_wanted).map(|form| form.count as usize).sum()
    }

    /// The parts of a hyphenated word, in bytes of the text; the word itself where it has no hyphen.
    pub fn parts(&self, token: Token) -> impl Iterator<Item = Span> + use<'_> {
        let compound = token.has(TokenFlags::HYPHENATED).then(|| normal::parts(self.text_of(token)));
        let whole = if compound.is_none() { Some(token.span) } else { None };
        let start = token.span.start as usize;
        let compound = compound.into_iter().flatten();
        whole.into_iter().chain(compound.map(move |part| Span::from_range(start + part.start..start + part.end)))
    }

    /// The number of the sentence that holds the token of this number.
    pub fn sentence_of(&self, token: usize) -> Option<usize> {
        self.landmarks.sentences.find(token, |number| Some(&self.sentences.get(number)?.tokens))
    }

    /// The number of the block that holds the token of this number.
    pub fn block_of(&self, token: usize) -> Option<usize> {
        self.landmarks.blocks.find(token, |number| Some(&self.blocks.get(number)?.tokens))
    }

    /// The number of the first token that starts at this byte or after it.
    pub fn first_from(&self, at: usize) -> usize {
        self.landmarks.first_from(&self.tokens, at)
    }

    /// The tokens that lie in `span`.
    pub fn tokens_in(&self, span: Span) -> &[Token] {
        let inside = self.tokens.get(self.first_from(span.start as usize)..).unwrap_or_default();
        let (mut end, mut step) = (0, 8);
        while inside.get(end).is_some_and(|token| token.span.end <= span.end) {
            end += step;
            step *= 2;
        }
        let inside = &inside[..end.min(inside.len())];
        &inside[..inside.partition_point(|token| token.span.end <= span.end)]
    }

    /// The text between the token of this number and the one before it, whatever block that stands in; empty for the
    /// first token.
    pub fn gap(&self, token: usize) -> &str {
        let ends = token.checked_sub(1).and_then(|before| self.tokens.get(before)).zip(self.tokens.get(token));
        ends.map_or("", |(before, here)| &self.text[before.span.end as usize..here.span.start as usize])
    }

    /// Whether the token of this number touches the one before it: no white space, no markup between.
    pub fn is_adjacent(&self, token: usize) -> bool {
        let before = token.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.zip(self.tokens.get(token)).is_some_and(|(before, here)| before.span.end == here.span.start)
    }

    /// The tokens of a sentence with their numbers.
    pub fn tokens_of(&self, sentence: &Sentence) -> impl Iterator<Item = (usize, Token)> + use<'_> {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let tokens = self.tokens.get(range.clone()).unwrap_or_default();
        range.zip(tokens.iter().copied())
    }

    /// The words of a sentence with their numbers.
    pub fn words_of(&self, sentence: &Sentence) -> impl Iterator<Item = (usize, Token)> + use<'_> {
        self.tokens_of(sentence).filter(|(_, token)| token.is_word())
    }

    /// The sentences of a block.
    pub fn sentences_of(&self, block: &Block) -> &[Sentence] {
        self.sentences.get(block.sentences.start as usize..block.sentences.end as usize).unwrap_or_default()
    }

    /// The file, byte for byte.
    pub fn source_text(&self) -> &str {
        self.transcribed.as_ref().map_or(&self.text, |(source, _)| source)
    }

    /// How the text came of the parts of a container.
    pub fn container(&self) -> Option<&Transcript> {
        self.container.as_deref()
    }

    /// How the text came of the file, where it is not the file itself.
    pub fn transcript(&self) -> Option<&Transcript> {
        self.transcribed.as_ref().map(|(_, transcript)| &**transcript)
    }

    /// Where `span` of the text stands in the file.
    pub fn to_source(&self, span: Span) -> Span {
        self.transcript().map_or(span, |transcript| transcript.to_source(span))
    }

    /// Whether some of `span` must stay as it is written, because something else goes by it: the label of a reference.
    pub fn is_sealed(&self, span: Span) -> bool {
        let next = self.sealed.partition_point(|sealed| sealed.end <= span.start);
        self.sealed.get(next).is_some_and(|sealed| sealed.start < span.end)
    }

    /// The comments of the format (`<!-- … -->`) in the order of the file, whose bytes their places are.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The values of the front matter of Markdown that are prose, in the order of the text, and how a fix must write what it
    /// writes there.
    pub fn front_matter_values(&self) -> Vec<(Span, Encoding)> {
        let values = |FrontMatter { span, toml }| markdown::front_matter_values(&self.text, span.range(), toml);
        self.front_matter.map(values).unwrap_or_default()
    }

    /// The front matter, where there is any, as bytes of the file.
    pub fn front_matter(&self) -> Option<FrontMatter> {
        self.front_matter
    }
}
