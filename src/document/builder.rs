//! Blocks of prose, as the parsers of the formats find them, become a document.

use std::ops::Range;

use super::forms::Interner;
use super::scan::Scanner;
use super::{
    Block, BlockKind, Comment, Document, FrontMatter, Gathered, Landmarks, Quotation, QuoteStyle, Sentence, TokenFlags,
    TokenKind,
};
use super::{quotation, sentence};
use crate::source::{Span, Text};

/// What a stretch of a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// Contiguous prose.
    Prose,
    /// Prose whose first character was escaped with a backslash.
    Escaped,
    /// A line break, which is white space.
    Break,
    /// One that is meant to be seen.
    HardBreak,
    /// White space written in another way: an entity, a tag.
    Space,
    /// A letter written as an entity: it makes what it touches unreadable.
    Letter,
    /// Something that is one token of the given kind.
    StandIn(TokenKind),
}

/// A stretch of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) kind: PieceKind,
}

impl Piece {
    pub(super) fn new(start: usize, end: usize, kind: PieceKind) -> Self {
        Self { span: Span::from_range(start..end), kind }
    }
}

/// What a parser knows of a block beside its pieces.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockInfo {
    pub(super) kind: BlockKind,
    /// It stands in a block quotation.
    pub(super) quoted: bool,
    /// It goes on with a sentence that something else interrupted.
    pub(super) continues: bool,
}

/// A document in the making.
pub(super) struct Builder<'t> {
    text: &'t str,
    scanner: Scanner<'t>,
    interner: Interner,
    sentences: Vec<Sentence>,
    blocks: Vec<Block>,
    quotations: Vec<Quotation>,
    comments: Vec<Comment>,
    front_matter: Option<FrontMatter>,
    sealed: Vec<Span>,
    /// The tokens of a block that are marks of punctuation or abbreviations, which alone end sentences or quotations: by their
    /// numbers in the block.
    marks: Gathered,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self::with_room(text, text.len())
    }

    /// As [`Builder::new`], with room for the tokens of so many bytes: those of other texts are to be put behind its own.
    pub(super) fn with_room(text: &'t str, room: usize) -> Self {
        Self {
            text,
            scanner: Scanner::new(text, room),
            interner: Interner::new(text.len()),
            sentences: Vec::new(),
            blocks: Vec::new(),
            quotations: Vec::new(),
            comments: Vec::new(),
            front_matter: None,
            sealed: Vec::new(),
            marks: Gathered::default(),
        }
    }

    pub(super) fn comment(&mut self, span: Span) {
        self.comments.push(Comment { span, next: None });
    }

    pub(super) fn comment_before(&mut self, span: Span, next: Option<Span>) {
        self.comments.push(Comment { span, next });
    }

    /// How many comments there are by now.
    pub(super) fn comments(&self) -> usize {
        self.comments.len()
    }

    /// Says what follows the comments of these numbers.
    pub(super) fn follow(&mut self, comments: Range<usize>, next: Span) {
        for comment in self.comments.get_mut(comments).unwrap_or_default() {
            comment.next = Some(next);
        }
    }

    pub(super) fn front_matter(&mut self, span: Span, toml: bool) {
        self.front_matter = Some(FrontMatter { span, toml });
    }

    pub(super) fn block_quotation(&mut self, span: Span) {
        self.quotations.push(Quotation { span, style: QuoteStyle::Block });
    }

    /// Adds a block. A block without a token is none.
    pub(super) fn block(&mut self, info: BlockInfo, pieces: &[Piece]) {
        self.marked_block(info, pieces, &[]);
    }

    /// As [`Builder::block`], with the places of markup that takes no room in the text, rising.
    pub(super) fn marked_block(&mut self, info: BlockInfo, pieces: &[Piece], markup: &[u32]) {
        let first = self.scanner.tokens().len();
        self.scanner.begin_block();
        let mut covered = None;
        let mut after_break = true;
        for piece in pieces {
            let here = piece.span.start;
            let markup = |end: u32| end < here && (!after_break || self.is_marked(end, here));
            if covered.is_some_and(markup) {
                self.scanner.gap(TokenFlags::MARKUP_BEFORE);
            }
            after_break = false;
            let before = self.scanner.tokens().len();
            match piece.kind {
                PieceKind::Prose | PieceKind::Escaped => self.scanner.read(piece.span),
                PieceKind::Break => {
                    self.scanner.gap(TokenFlags::SPACE_BEFORE | TokenFlags::BREAK_BEFORE);
                    after_break = true;
                }
                PieceKind::HardBreak => {
                    self.scanner.gap(TokenFlags::SPACE_BEFORE | TokenFlags::BREAK_BEFORE | TokenFlags::MARKUP_BEFORE);
                    after_break = true;
                }
                PieceKind::Space => self.scanner.gap(TokenFlags::SPACE_BEFORE),
                PieceKind::Letter => self.scanner.stand_in(piece.span, TokenKind::Opaque),
                PieceKind::StandIn(kind) => self.scanner.stand_in(piece.span, kind),
            }
            if before > first && self.scanner.tokens().len() > before {
                self.join(before, piece.kind);
            }
            covered = Some(piece.span.end);
        }
        self.mark(first, markup);
        self.finish(info, first);
    }

    /// Whether more than indentation and the marks of block quotations begins the line from `start` to `end`.
    fn is_marked(&self, start: u32, end: u32) -> bool {
        let between = self.text.as_bytes().get(start as usize..end as usize).unwrap_or_default();
        between.iter().any(|byte| !byte.is_ascii_whitespace() && *byte != b'>')
    }

    /// Says that no fix may touch `span`.
    pub(super) fn seal(&mut self, span: Span) {
        self.sealed.push(span);
    }

    /// Says that no fix may touch any of `spans`.
    pub(super) fn seal_all(&mut self, spans: Vec<Span>) {
        self.sealed.extend(spans);
    }

    /// Flags the words of `span` as someone else's; all blocks have been added.
    pub(super) fn quote(&mut self, span: Span) {
        let tokens = self.scanner.tokens_mut();
        let first = tokens.partition_point(|token| token.span.start < span.start);
        let inside = tokens.iter_mut().skip(first).take_while(|token| token.span.end <= span.end);
        inside.for_each(|token| token.flags |= TokenFlags::QUOTED);
    }

    /// Flags the tokens from `first` on before which one of the places of `markup` stands.
    fn mark(&mut self, first: usize, markup: &[u32]) {
        let tokens = self.scanner.tokens_mut().get_mut(first..).unwrap_or_default();
        let mut from = 0;
        for &at in markup {
            from += tokens.get(from..).unwrap_or_default().partition_point(|token| token.span.start < at);
            let apart =
                from.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|token| token.span.end <= at);
            if apart && let Some(token) = tokens.get_mut(from) {
                token.flags |= TokenFlags::MARKUP_BEFORE;
            }
        }
    }

    /// Makes one token of what markup, an escape or an entity cuts in two: nobody can say how it is spelt.
    fn join(&mut self, index: usize, kind: PieceKind) {
        let text = self.text;
        let tokens = self.scanner.tokens_mut();
        let (Some(&left), Some(&right)) = (tokens.get(index - 1), tokens.get(index)) else { return };
        if !right.has(TokenFlags::GLUED) || !is_wordlike(left.kind) {
            return;
        }
        let mut taken = 1;
        if kind == PieceKind::Escaped && !is_wordlike(right.kind) {
            // `snake\_case`, `don\'t`: the mark and what follows it.
            let follows =
                tokens.get(index + 1).is_some_and(|next| next.has(TokenFlags::GLUED) && is_wordlike(next.kind));
            if right.span.len() != 1 || !follows {
                return;
            }
            taken = 2;
        } else if !is_wordlike(right.kind) {
            // The possessive of a word in italics: the word is whole, its ending is left alone.
            let ending = tokens.get(index + 1).map_or("", |next| &text[next.span.range()]);
            let glued = tokens.get(index + 1).is_some_and(|next| next.has(TokenFlags::GLUED));
            let apostrophe = matches!(&text[right.span.range()], "'" | "’" | "`");
            if glued && apostrophe && matches!(ending, "s" | "S" | "d" | "ll" | "re" | "ve" | "t") {
                let end = tokens[index + 1].span.end;
                tokens[index].span = Span::new(right.span.start, end);
                tokens[index].kind = TokenKind::Opaque;
                tokens.remove(index + 1);
            }
            return;
        }
        let keep = TokenFlags::SPACE_BEFORE | TokenFlags::BREAK_BEFORE | TokenFlags::MARKUP_BEFORE | TokenFlags::GLUED;
        let end = tokens[index + taken - 1].span.end;
        let joined = &mut tokens[index - 1];
        joined.span = Span::new(left.span.start, end);
        joined.kind = TokenKind::Opaque;
        joined.flags &= keep;
        tokens.drain(index..index + taken);
    }

    fn finish(&mut self, info: BlockInfo, first: usize) {
        let text = self.text;
        let tokens = &mut self.scanner.tokens_mut()[first..];
        let (Some(start), Some(end)) = (tokens.first(), tokens.last()) else { return };
        let span = start.span.to(end.span);
        let marks = self.marks.begin(tokens.len());
        self.interner.intern(text.as_bytes(), tokens, narrow(first));
        for (token, number) in tokens.iter().zip(0..) {
            marks.add_where(matches!(token.kind, TokenKind::Punctuation | TokenKind::Abbreviation), number);
        }
        let marks = marks.all();
        quotation::mark(text, tokens, marks, info.quoted, &mut self.quotations);
        let sentences = narrow(self.sentences.len());
        sentence::split(text, tokens, marks, first, info.continues, &mut self.sentences);
        self.blocks.push(Block {
            kind: info.kind,
            span,
            tokens: narrow(first)..narrow(self.scanner.tokens().len()),
            sentences: sentences..narrow(self.sentences.len()),
        });
    }

    /// What was built, in a document that still lacks its text.
    pub(super) fn build(self) -> Document {
        let document = self.build_part();
        let landmarks = Landmarks::new(&document.tokens, &document.blocks, &document.sentences);
        Document { landmarks, ..document }
    }

    /// What was built, in a document that lacks its landmarks, too: it is to become a part of another one.
    pub(super) fn build_part(self) -> Document {
        let mut quotations = self.quotations;
        quotations.sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
        Document {
            text: Text::default(),
            transcribed: None,
            container: None,
            tokens: self.scanner.into_tokens(),
            sentences: self.sentences,
            blocks: self.blocks,
            quotations,
            forms: self.interner.into_forms(),
            comments: self.comments,
            front_matter: self.front_matter,
            sealed: Span::apart(self.sealed),
            landmarks: Landmarks::default(),
        }
    }
}

/// Whether a token can be part of a written word.
fn is_wordlike(kind: TokenKind) -> bool {
    !matches!(kind, TokenKind::Punctuation | TokenKind::Symbol)
}

/// There are never more tokens than bytes, of which there are at most 4 GiB.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn narrow(index: usize) -> u32 {
    index as u32
}
