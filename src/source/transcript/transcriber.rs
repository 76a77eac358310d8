//! A transcript in the making.

use std::ops::Range;

use super::titles::named_titles;
use super::{Aligned, Alignment, Encoding, STAND_IN, StandIn, Stretch, Transcript, TranscriptBlock, Writing};
use crate::source::{BlockKind, Span, Text};

/// Builds a [`Transcript`].
///
/// All ranges are bytes of the file, or of the part that was named last, and rise inside a block. What is given outside a
/// block opens a paragraph.
#[derive(Debug)]
pub struct Transcriber<'s> {
    source: &'s str,
    part: u16,
    separator: &'static str,
    encoding: Encoding,
    quoted: u32,
    /// Where the outermost quotation that is open began, in bytes of the text.
    quoted_from: usize,
    /// The block that is open.
    open: Option<BlockKind>,
    /// Whether markup opened since the last stretch.
    opens: bool,
    continues: bool,
    first_stretch: usize,
    first_markup: usize,
    block_start: usize,
    /// The first comment that waits for the block after it.
    waiting: usize,
    text: String,
    /// Where the quotations within lines that are open began, in bytes of the text.
    quotes: Vec<usize>,
    out: Transcript,
}

impl<'s> Transcriber<'s> {
    /// Begins a transcript of `source`, with an empty line between blocks.
    pub fn new(source: &'s str) -> Self {
        Self {
            source,
            part: 0,
            separator: "\n\n",
            encoding: Encoding::Verbatim,
            quoted: 0,
            quoted_from: 0,
            open: None,
            opens: false,
            continues: false,
            first_stretch: 0,
            first_markup: 0,
            block_start: 0,
            waiting: 0,
            text: String::with_capacity(source.len() / 2),
            quotes: Vec::new(),
            out: Transcript {
                text: Text::default(),
                stretches: Vec::new(),
                blocks: Vec::new(),
                markup: Vec::new(),
                quotations: Vec::new(),
                comments: Vec::new(),
                front_matter: None,
                parts: Vec::new(),
                aligned: Vec::new(),
                sealed: Vec::new(),
            },
        }
    }

    /// Says that what follows lies in the part `name` of a container, with one line break between blocks. Parts count from
    /// 0, in the order in which they are named.
    pub fn part(&mut self, name: &str, source: &'s str) {
        self.end();
        self.part = u16::try_from(self.out.parts.len()).unwrap_or(u16::MAX);
        self.out.parts.push(name.into());
        (self.source, self.separator) = (source, "\n");
    }

    /// Says how replacements of what follows are to be written.
    pub fn encoding(&mut self, encoding: Encoding) {
        self.encoding = encoding;
    }

    /// Begins a block, which ends the one that is open.
    pub fn begin(&mut self, kind: BlockKind) {
        self.end();
        self.open = Some(kind);
    }

    /// Whether the open block has any text yet.
    pub fn has_text(&self) -> bool {
        self.text.len() > self.block_start
    }

    /// Whether white space would not be read here: at the start of a block, or after other white space.
    pub fn is_after_space(&self) -> bool {
        !self.has_text() || self.text.ends_with(char::is_whitespace)
    }

    /// Ends the block that is open. White space at its end is left out; a block without text is none.
    pub fn end(&mut self) {
        let Some(kind) = self.open.take() else { return };
        self.trim();
        let stretches = self.first_stretch..self.out.stretches.len();
        let markup = self.first_markup..self.out.markup.len();
        let continues = std::mem::take(&mut self.continues);
        self.opens = false;
        let sealed = |stretch: &Stretch| stretch.writing == Writing::Fixed && stretch.span.len() > 1;
        let prose =
            |stretch: &Stretch| matches!(stretch.writing, Writing::Verbatim | Writing::Decoded) || sealed(stretch);
        if self.out.stretches.get(stretches.clone()).unwrap_or_default().iter().any(prose) {
            self.follow_comments(stretches.clone());
            self.out.blocks.push(TranscriptBlock { kind, quoted: self.quoted > 0, continues, stretches, markup });
            self.text.push_str(self.separator);
        } else {
            self.out.markup.truncate(self.first_markup);
            self.out.stretches.truncate(self.first_stretch);
            self.text.truncate(self.block_start);
        }
        self.first_stretch = self.out.stretches.len();
        self.first_markup = self.out.markup.len();
        self.block_start = self.text.len();
    }

    /// Takes back white space at the end of the open block.
    fn trim(&mut self) {
        let kept = self.block_start + self.text.get(self.block_start..).unwrap_or_default().trim_end().len();
        self.text.truncate(kept);
        while let Some(last) = self.out.stretches.get_mut(self.first_stretch..).and_then(<[Stretch]>::last_mut) {
            let over = last.span.end as usize - kept.min(last.span.end as usize);
            if over == 0 {
                break;
            }
            if over >= last.span.len() {
                self.out.stretches.pop();
                continue;
            }
            last.span.end -= narrow(over);
            if last.writing == Writing::Verbatim {
                last.source.end -= narrow(over);
            }
            break;
        }
        while self.out.markup.last().is_some_and(|&last| last as usize > kept) {
            self.out.markup.pop();
        }
    }

    /// The block of these stretches follows the comments that stand by themselves before it.
    fn follow_comments(&mut self, stretches: Range<usize>) {
        let block = self.out.stretches.get(stretches).unwrap_or_default();
        if let (Some(first), Some(last)) = (block.first(), block.last())
            && first.part == last.part
            && first.source.start <= last.source.end
        {
            let next = first.source.to(last.source);
            for comment in self.out.comments.get_mut(self.waiting..).unwrap_or_default() {
                if comment.1.is_none() && comment.0.end <= next.start {
                    comment.1 = Some(next);
                }
            }
        }
        self.waiting = self.out.comments.len();
    }

    /// Says that the next block goes on with a sentence that something else interrupted.
    pub fn interrupt(&mut self) {
        self.end();
        self.continues = true;
    }

    /// Prose, byte for byte.
    pub fn prose(&mut self, range: Range<usize>) {
        let Some(text) = self.source.get(range.clone()).filter(|text| !text.is_empty()) else { return };
        let (start, encoding, part) = (self.start(), self.encoding, self.part);
        self.text.push_str(text);
        if let Some(last) = self.out.stretches.get_mut(self.first_stretch..).and_then(<[Stretch]>::last_mut)
            && last.writing == Writing::Verbatim
            && last.source.end as usize == range.start
            && last.encoding == encoding
            && !last.is_closed
            && !self.opens
            && last.part == part
        {
            last.span.end = narrow(self.text.len());
            last.source.end = narrow(range.end);
            return;
        }
        self.push(start, range, Writing::Verbatim);
    }

    /// Bytes that stand for `text`: an entity, an escape.
    pub fn decoded(&mut self, range: Range<usize>, text: &str) {
        if text.is_empty() {
            return;
        }
        let start = self.start();
        self.text.push_str(text);
        self.push(start, range, Writing::Decoded);
    }

    /// White space, however long, that is read as one space; nothing at the start of a block or after other white space.
    pub fn space(&mut self, range: Range<usize>) {
        if self.is_after_space() {
            return;
        }
        let written = self.source.get(range.clone());
        let blank = written.is_some_and(|text| text.trim().is_empty());
        // A tab within a line parts columns.
        if written.is_some_and(|text| text.contains('\t') && !text.contains('\n')) {
            self.markup();
        }
        let start = self.start();
        self.text.push(' ');
        self.push(start, range, if blank { Writing::Decoded } else { Writing::Fixed });
    }

    /// Something that breaks a line of the same block, and that no fix may touch.
    pub fn line_break(&mut self, range: Range<usize>) {
        self.trim();
        if !self.has_text() {
            return;
        }
        let start = self.start();
        self.text.push('\n');
        self.push(start, range, Writing::Fixed);
    }

    /// Something that reads as `text`, and that no fix may touch.
    pub fn fixed(&mut self, range: Range<usize>, text: &str) {
        let start = self.start();
        self.text.push_str(text);
        self.push(start, range, Writing::Fixed);
    }

    /// Prose that no fix may touch, byte for byte.
    pub fn sealed(&mut self, range: Range<usize>) {
        if let Some(text) = self.source.get(range.clone()) {
            self.fixed(range, text);
        }
    }

    /// Something inline that is no prose.
    pub fn stand_in(&mut self, range: Range<usize>, what: StandIn) {
        let start = self.start();
        self.text.push(STAND_IN);
        self.push(start, range, Writing::StandIn(what));
    }

    /// Inline markup: nothing is read there, but the tokens around it are apart in the file.
    pub fn markup(&mut self) {
        let at = narrow(self.text.len());
        if self.has_text() && self.out.markup.last() != Some(&at) {
            self.out.markup.push(at);
        }
    }

    /// Inline markup that opens: what is read next may not begin with more white space.
    pub fn open(&mut self) {
        self.opens = true;
    }

    /// Inline markup that closes at byte `at` of the file: what was read last may not end with more white space, if it ends there.
    pub fn close(&mut self, at: usize) {
        if let Some(last) = self.out.stretches.get_mut(self.first_stretch..).and_then(<[Stretch]>::last_mut)
            && last.source.end as usize == at
        {
            last.is_closed = true;
        }
    }

    /// Says whether a block quotation begins (`true`) or ends here; they may lie in each other.
    pub fn quoted(&mut self, begins: bool) {
        self.end();
        if begins {
            if self.quoted == 0 {
                self.quoted_from = self.text.len();
            }
            self.quoted += 1;
        } else if self.quoted > 0 {
            self.quoted -= 1;
            let end = self.text.trim_end().len();
            if self.quoted == 0 && self.quoted_from < end {
                self.out.quotations.push(Span::from_range(self.quoted_from..end));
            }
        }
    }

    /// Says whether a quotation within a line, which the format marks in its own way, begins (`true`) or ends here.
    pub fn quote(&mut self, begins: bool) {
        if begins {
            self.quotes.push(self.text.len());
        } else if let Some(start) = self.quotes.pop() {
            let end = self.text.trim_end().len();
            if self.quotes.is_empty() && start < end {
                self.out.quotations.push(Span::from_range(start..end));
            }
        }
    }

    /// A comment of the format. Where no text is open, it stands by itself and speaks of the block after it; answers its
    /// number for [`Transcriber::follow`].
    pub fn comment(&mut self, range: Range<usize>) -> usize {
        if self.has_text() {
            self.waiting = self.out.comments.len() + 1;
        }
        self.out.comments.push((Span::from_range(range), None));
        self.out.comments.len() - 1
    }

    /// Says what follows the comment of this number, where that is more than one block.
    pub fn follow(&mut self, comment: usize, next: Range<usize>) {
        if let Some(comment) = self.out.comments.get_mut(comment) {
            comment.1 = Some(Span::from_range(next));
        }
    }

    /// Says what keeps to the width of what stands at `range`.
    pub fn align(&mut self, range: Range<usize>, by: Alignment) {
        self.out.aligned.push(Aligned { source: Span::from_range(range), by });
    }

    /// Says that what stands at `range` must stay as it is written, because something else goes by it: the name of a reference.
    pub fn seal(&mut self, range: Range<usize>) {
        self.out.sealed.push(Span::from_range(range));
    }

    /// The front matter, fences included, which is TOML or YAML.
    pub fn front_matter(&mut self, range: Range<usize>, toml: bool) {
        self.out.front_matter = Some((Span::from_range(range), toml));
    }

    /// The transcript.
    pub fn finish(mut self) -> Transcript {
        self.end();
        while self.quoted > 0 {
            self.quoted(false);
        }
        let kept = self.text.trim_end_matches('\n').len();
        self.text.truncate(kept);
        self.out.aligned.sort_by_key(|aligned| aligned.source.start);
        self.out.text = self.text.into();
        let titles = named_titles(&self.out, self.source);
        self.out.sealed.extend(titles);
        self.out.sealed = Span::apart(std::mem::take(&mut self.out.sealed));
        self.out
    }

    /// Where the next stretch begins in the text; opens a paragraph where nothing is open.
    fn start(&mut self) -> usize {
        self.open.get_or_insert(BlockKind::Paragraph);
        self.text.len()
    }

    fn push(&mut self, start: usize, source: Range<usize>, writing: Writing) {
        let (part, encoding) = (self.part, self.encoding);
        let span = Span::from_range(start..self.text.len());
        let source = Span::from_range(source);
        let is_opened = std::mem::take(&mut self.opens);
        self.out.stretches.push(Stretch { span, source, part, writing, encoding, is_opened, is_closed: false });
    }
}

/// Texts over 4 GiB are refused when they are read.
#[allow(clippy::cast_possible_truncation)]
fn narrow(offset: usize) -> u32 {
    offset as u32
}
