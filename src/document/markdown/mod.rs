//! Markdown: `CommonMark` with tables, footnotes, strikethrough, mathematics, definition lists and front matter, and what
//! its relatives add.
//!
//! pulldown-cmark says what is what; this reader keeps the ranges of the original text that are prose.

mod anchors;
mod calls;
mod code;
mod extensions;
mod following;
mod front_matter;
mod html;
mod inline;
mod mask;
mod mdx;
mod myst;
mod shortcode;
mod spans;
mod tex;
mod titles;

pub(super) use extensions::front_matter as front_matter_end;
pub(super) use front_matter::values as front_matter_values;
pub(super) use shortcode::code_end;

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use anchors::Anchors;
use following::Following;
use inline::{entity, is_alert};
use mask::Masked;

use super::builder::{BlockInfo, Builder, Piece, PieceKind};
use super::{BlockKind, TokenKind, laid};
use crate::source::Span;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);

/// Reads `text` as Markdown, with components (MDX) or without.
pub(super) fn parse<'t>(text: &'t str, components: bool, builder: &mut Builder<'t>) {
    // The parser takes a byte order mark for prose and would miss front matter after it.
    let base = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let masked = mask::cover(text, components);
    let body = masked.text.get(base..).unwrap_or_default();
    let mut reader = Reader::new(text, &masked, builder);
    let mut following = Following::default();
    let mut anchors = Anchors::new(text);
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        let range = range.start + base..range.end + base;
        // The lines of an HTML block are read when it ends.
        if !matches!(event, Event::Html(_)) {
            reader.titles_before(range.start);
        }
        following.before(&event, &range, reader.builder);
        anchors.event(&event, &range, &masked, text, reader.builder);
        reader.event(&event, range);
        following.after(&event, &masked.text, reader.builder);
    }
    reader.flush();
    reader.titles_before(text.len());
    for range in &masked.sealed {
        builder.seal(Span::from_range(range.clone()));
    }
    builder.seal_all(laid::tables(text));
}

/// What the text of events is, for now, instead of prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Prose,
    /// Code or front matter.
    Skipped,
    Autolink(TokenKind),
}

struct Reader<'t, 'b> {
    text: &'t str,
    builder: &'b mut Builder<'t>,
    /// The text as the parser reads it.
    masked: &'b Masked<'t>,
    /// How many of the titles in what is masked were read.
    titles: usize,
    /// For each block quotation that is open, whether it is one, and not an alert.
    quotes: Vec<bool>,
    /// What the blocks that are open make of the text in them, innermost last.
    kinds: Vec<BlockKind>,
    quoted: u32,
    pieces: Vec<Piece>,
    mode: Mode,
    continues: bool,
    /// How many pictures the reader is inside of.
    pictures: u32,
    /// The name of the HTML element inside a paragraph whose content is no prose.
    raw_element: Option<&'static str>,
    /// The lines of the HTML block that is open.
    html: Vec<Range<usize>>,
}

impl<'t, 'b> Reader<'t, 'b> {
    fn new(text: &'t str, masked: &'b Masked<'t>, builder: &'b mut Builder<'t>) -> Self {
        Self {
            text,
            builder,
            masked,
            titles: 0,
            quotes: Vec::new(),
            kinds: Vec::new(),
            quoted: 0,
            pieces: Vec::new(),
            mode: Mode::Prose,
            continues: false,
            pictures: 0,
            raw_element: None,
            html: Vec::new(),
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(content) => self.words(content, range),
            Event::Code(_) => self.code(range),
            Event::InlineMath(_) if self.is_money(&range) => self.prose(range),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.stand_in(range, TokenKind::Opaque),
            Event::InlineHtml(_) => self.inline_html(range),
            Event::Html(_) => match self.html.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => self.html.push(range),
            },
            Event::SoftBreak => self.piece(range, PieceKind::Break),
            Event::HardBreak => self.piece(range, PieceKind::HardBreak),
            Event::Rule => self.flush(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::List(_) | Tag::Table(_) | Tag::DefinitionList => self.flush(),
            Tag::Heading { .. } => self.open(BlockKind::Heading),
            Tag::Item if self.masked.admonitions.binary_search(&range.start).is_ok() => self.open(BlockKind::Paragraph),
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.open(BlockKind::ListItem),
            Tag::TableCell => self.open(BlockKind::TableCell),
            Tag::FootnoteDefinition(_) => self.open(BlockKind::Footnote),
            Tag::BlockQuote(_) => {
                self.flush();
                let is_quotation = !is_alert(self.text.get(range.clone()).unwrap_or_default());
                self.quotes.push(is_quotation);
                if !is_quotation {
                    return;
                }
                self.quoted += 1;
                let quotation = self.text.get(range.clone()).unwrap_or_default().trim_end();
                self.builder.block_quotation(Span::from_range(range.start..range.start + quotation.len()));
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.mode = Mode::Skipped;
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html.clear();
            }
            Tag::MetadataBlock(kind) => {
                self.flush();
                self.mode = Mode::Skipped;
                let toml = matches!(kind, MetadataBlockKind::PlusesStyle);
                self.builder.front_matter(Span::from_range(range.clone()), toml);
                front_matter::read(self.text, range, toml, self.builder);
            }
            Tag::Link { link_type: LinkType::Autolink, .. } => self.mode = Mode::Autolink(TokenKind::Url),
            Tag::Link { link_type: LinkType::Email, .. } => self.mode = Mode::Autolink(TokenKind::Email),
            // What is read is also the label by which the definition is found.
            Tag::Link {
                link_type: LinkType::Shortcut | LinkType::Collapsed | LinkType::WikiLink { has_pothole: false },
                ..
            } => {
                self.builder.seal(Span::from_range(range));
            }
            Tag::Image { .. } => {
                if self.pictures == 0 {
                    let interrupts = self.has_prose();
                    self.flush();
                    self.continues |= interrupts;
                }
                self.pictures += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Table | TagEnd::List(_) | TagEnd::DefinitionList => self.flush(),
            TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.flush();
                self.kinds.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                let was_quotation = self.quotes.pop().unwrap_or(true);
                self.quoted = self.quoted.saturating_sub(u32::from(was_quotation));
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::Link => self.mode = Mode::Prose,
            TagEnd::HtmlBlock => {
                let info = self.info();
                for range in std::mem::take(&mut self.html) {
                    // A template call that begins before the block has been read as a whole.
                    let start = self.masked.calls.after(range.start).min(range.end);
                    html::read(self.masked, start..range.end, info, self.builder);
                    // What looks like a title in it was prose.
                    let titles = self.masked.titles.get(self.titles..).unwrap_or_default();
                    self.titles += titles.iter().take_while(|title| title.start < range.end).count();
                }
            }
            TagEnd::Image => {
                self.pictures = self.pictures.saturating_sub(1);
                if self.pictures == 0 {
                    let continues = self.continues;
                    self.emit(BlockInfo { kind: BlockKind::Caption, continues: false, ..self.info() });
                    self.continues = continues;
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind) {
        self.flush();
        self.kinds.push(kind);
    }

    fn info(&self) -> BlockInfo {
        let kind = self.kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        BlockInfo { kind, quoted: self.quoted > 0, continues: self.continues }
    }

    /// Ends the block that is open.
    fn flush(&mut self) {
        self.emit(self.info());
        self.raw_element = None;
    }

    fn emit(&mut self, info: BlockInfo) {
        if self.has_prose() {
            self.builder.block(info, &self.pieces);
        }
        self.pieces.clear();
        self.continues = false;
    }

    fn has_prose(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Prose | PieceKind::Escaped | PieceKind::Letter))
    }

    fn piece(&mut self, range: Range<usize>, kind: PieceKind) {
        self.pieces.push(Piece::new(range.start, range.end, kind));
    }

    /// The text of an event: prose as it stands, or what an entity stands for.
    fn words(&mut self, content: &str, range: Range<usize>) {
        match self.mode {
            Mode::Skipped => {}
            // The parser tells of indentation that it took away.
            _ if range.is_empty() => {}
            Mode::Autolink(kind) => self.stand_in(range, kind),
            Mode::Prose if self.masked.text.get(range.clone()) == Some(content) => self.prose(range),
            // A template call is one token, whatever it has inside.
            Mode::Prose if self.raw_element.is_some() || self.masked.calls.cover(range.start) => {}
            Mode::Prose => self.piece(range, entity(content)),
        }
    }

    /// Adds what of `range` no template call covers.
    fn prose(&mut self, range: Range<usize>) {
        if self.raw_element.is_some() {
            return;
        }
        let masked = self.masked;
        masked.calls.split(range, |part, kind| match kind {
            None => self.plain_prose(part),
            Some(kind) => self.piece(part, kind),
        });
    }

    fn plain_prose(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let escaped = range.start > 0 && self.text.as_bytes().get(range.start - 1) == Some(&b'\\');
        if let Some(last) = self.pieces.last_mut() {
            let touches = last.span.end as usize == range.start;
            if touches && matches!(last.kind, PieceKind::Prose | PieceKind::Escaped) {
                last.span = last.span.to(Span::from_range(range));
                return;
            }
            if escaped && !touches {
                return self.piece(range, PieceKind::Escaped);
            }
        }
        self.piece(range, PieceKind::Prose);
    }

    fn stand_in(&mut self, range: Range<usize>, kind: TokenKind) {
        if self.raw_element.is_none() && !self.masked.calls.cover(range.start) {
            self.piece(range, PieceKind::StandIn(kind));
        }
    }

    /// Reads the titles that stand in what is masked before byte `at`.
    fn titles_before(&mut self, at: usize) {
        while let Some(title) = self.masked.titles.get(self.titles).filter(|title| title.end <= at).cloned() {
            self.titles += 1;
            self.flush();
            let info = BlockInfo { kind: BlockKind::Heading, ..self.info() };
            let mut pieces = Vec::new();
            self.masked.calls.push(title, &mut pieces);
            self.builder.block(info, &pieces);
        }
    }
}

#[cfg(test)]
mod tests;
