//! Text as a reader reads it, and where each stretch of it stands in the file.
//!
//! Where what is read is not what lies on disk (entities, escapes, words that markup cuts in two), tokens index a
//! transcript, and what leaves the pipeline is mapped back.

mod aligned;
mod difference;
mod edited;
mod encoding;
mod titles;
mod transcriber;

use std::ops::Range;
use std::sync::Arc;

pub use aligned::{Aligned, Alignment};
pub use difference::difference;
pub use edited::{Replacement, composed, origin};
pub use encoding::Encoding;
pub use titles::bare_name;
pub use transcriber::Transcriber;

use super::{BlockKind, Span, Text};

/// Stands in the text for something inline that is no prose.
pub const STAND_IN: char = '\u{fffc}';

/// Something inline that is no prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StandIn {
    /// Code, mathematics, a citation, another language.
    Opaque,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
}

/// How a stretch of the text is written in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Writing {
    /// Byte for byte.
    Verbatim,
    /// In another way, as a whole: an entity, an escape, white space that counts as one space.
    Decoded,
    /// By something that no fix may touch: a tag that breaks a line, the times of a cue.
    Fixed,
    /// By something that is no prose.
    StandIn(StandIn),
}

/// A stretch of the text, and where it stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The bytes of the text.
    pub span: Span,
    /// The bytes of the file, or of a part of it.
    pub source: Span,
    /// The number of the part; 0 where a file is one text.
    pub part: u16,
    /// How it is written there.
    pub writing: Writing,
    /// How what replaces it is to be written.
    pub encoding: Encoding,
    /// Whether markup of a light markup language opens directly before it: white space at its start would undo that, or not be
    /// read.
    pub is_opened: bool,
    /// The same of markup that closes directly behind it, and of white space at its end.
    pub is_closed: bool,
}

impl Stretch {
    /// Whether a fix may change it.
    const fn is_editable(&self) -> bool {
        matches!(self.writing, Writing::Verbatim | Writing::Decoded)
    }
}

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranscriptBlock {
    /// What it is.
    pub kind: BlockKind,
    /// It stands in a block quotation.
    pub quoted: bool,
    /// It goes on with a sentence that something else interrupted.
    pub continues: bool,
    /// Its stretches, as indices into [`Transcript::stretches`].
    pub stretches: Range<usize>,
    /// Its places of inline markup, as indices into [`Transcript::markup`].
    pub markup: Range<usize>,
}

/// A comment of the format: its bytes in the file, and those of the block that follows where it stands by itself.
pub type TranscriptComment = (Span, Option<Span>);

/// A change of the file that is part of a fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The number of the part of the file; 0 where a file is one text.
    pub part: u16,
    /// The bytes of the part that go; none for an insertion.
    pub span: Span,
    /// What is to be read there afterwards, not yet encoded.
    pub text: String,
    /// How that is to be written.
    pub encoding: Encoding,
    /// Whether it stands at the start of its block.
    pub initial: bool,
}

/// Text as a reader reads it, with, for each stretch, where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    text: Text,
    stretches: Vec<Stretch>,
    blocks: Vec<TranscriptBlock>,
    markup: Vec<u32>,
    quotations: Vec<Span>,
    comments: Vec<TranscriptComment>,
    front_matter: Option<(Span, bool)>,
    parts: Vec<Arc<str>>,
    aligned: Vec<Aligned>,
    sealed: Vec<Span>,
}

impl Transcript {
    /// The text, blocks apart.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The stretches in the order of the text. Between blocks there are none.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// The blocks in the order of the text.
    pub fn blocks(&self) -> &[TranscriptBlock] {
        &self.blocks
    }

    /// Where inline markup stands, in bytes of the text, rising.
    pub fn markup(&self) -> &[u32] {
        &self.markup
    }

    /// Quotations that the format marks, of blocks and within lines, in bytes of the text.
    pub fn quotations(&self) -> &[Span] {
        &self.quotations
    }

    /// The comments, in bytes of the file.
    pub fn comments(&self) -> &[TranscriptComment] {
        &self.comments
    }

    /// The front matter, in bytes of the file, and whether it is TOML.
    pub fn front_matter(&self) -> Option<(Span, bool)> {
        self.front_matter
    }

    /// What keeps to the width of something else, by where that begins in the file.
    pub fn aligned(&self) -> &[Aligned] {
        &self.aligned
    }

    /// The names of the parts of a container, by their numbers.
    pub fn parts(&self) -> &[Arc<str>] {
        &self.parts
    }

    /// The number of the part in which byte `at` of the text stands.
    pub fn part_of(&self, at: u32) -> u16 {
        let index = self.stretches.partition_point(|stretch| stretch.span.end <= at);
        self.stretches.get(index).or(self.stretches.last()).map_or(0, |stretch| stretch.part)
    }

    /// Where `span` of the text stands in the file (in its part): from the first byte that belongs to it to the last.
    pub fn to_source(&self, span: Span) -> Span {
        let first = self.stretches.partition_point(|stretch| stretch.span.end <= span.start);
        if span.is_empty() {
            let at = self.place(span.start);
            return Span::new(at, at);
        }
        let after = self.stretches.partition_point(|stretch| stretch.span.start < span.end);
        let (Some(start), Some(end)) =
            (self.stretches.get(first), after.checked_sub(1).and_then(|at| self.stretches.get(at)))
        else {
            let at = self.place(span.start);
            return Span::new(at, at);
        };
        let from = match start.writing {
            Writing::Verbatim => start.source.start + span.start.saturating_sub(start.span.start),
            _ => start.source.start,
        };
        let to = match end.writing {
            Writing::Verbatim => end.source.end - end.span.end.saturating_sub(span.end),
            _ => end.source.end,
        };
        Span::new(from, to.max(from))
    }

    /// The byte of the file at which what stands before byte `at` of the text ends.
    fn place(&self, at: u32) -> u32 {
        let before = self.stretches.partition_point(|stretch| stretch.span.start < at);
        let Some(stretch) = before.checked_sub(1).and_then(|before| self.stretches.get(before)) else {
            return self.stretches.first().map_or(0, |first| first.source.start);
        };
        match stretch.writing {
            Writing::Verbatim => stretch.source.start + at.min(stretch.span.end) - stretch.span.start,
            _ => stretch.source.end,
        }
    }

    /// What is to be changed in the file so that `replacement` is read where `span` is now, with its text encoded; `None`
    /// where that cannot be written without touching what is no prose.
    pub fn edits(&self, span: Span, replacement: &str) -> Option<Vec<(Span, String)>> {
        let changes = self.changes(span, replacement)?;
        let before = self.text.get(..span.start as usize)?.chars().next_back();
        let after = self.text.get(span.end as usize..)?.chars().next().filter(|&c| c != '\n');
        if !changes.iter().all(|change| change.encoding.allows(before, replacement, after)) {
            return None;
        }
        let encoded = |change: Change| Some((change.span, change.encoding.encode(&change.text, change.initial)?));
        let mut edits = changes.into_iter().map(encoded).collect::<Option<Vec<_>>>()?;
        if edits.iter().any(|(edit, _)| self.is_sealed(*edit)) {
            return None;
        }
        if !self.aligned.is_empty() {
            aligned::follow(&self.aligned, &mut edits, self.text.get(span.range())?, replacement)?;
        }
        Some(edits)
    }

    /// Whether an edit at `span` of the file would touch what must stay as it is written.
    fn is_sealed(&self, span: Span) -> bool {
        let next = self.sealed.partition_point(|sealed| sealed.end <= span.start);
        self.sealed.get(next).is_some_and(|sealed| sealed.start < span.end.max(span.start + 1))
    }

    /// As [`Transcript::edits`], with the part of the file, and the text as it is to be read.
    pub fn changes(&self, span: Span, replacement: &str) -> Option<Vec<Change>> {
        let old = self.text.get(span.range())?;
        let (differs, new) = difference(old, replacement);
        let middle = Span::from_range(span.start as usize + differs.start..span.start as usize + differs.end);
        if middle.is_empty() {
            return if new.is_empty() { Some(Vec::new()) } else { self.insertion(middle.start, new) };
        }
        self.replacement(middle, new)
    }

    fn insertion(&self, at: u32, new: &str) -> Option<Vec<Change>> {
        let index = self.stretches.partition_point(|stretch| stretch.span.end < at);
        let before = self.stretches.get(index).filter(|stretch| stretch.span.start < at);
        if let Some(inside) = before.filter(|stretch| at < stretch.span.end && stretch.writing == Writing::Decoded) {
            return self.replacement(Span::new(at, at), new).filter(|_| inside.is_editable());
        }
        let next = self.stretches.get(index + usize::from(before.is_some()));
        let next = next.filter(|stretch| stretch.span.start == at);
        // White space goes behind markup that closes, and before markup that opens.
        let ends =
            |stretch: &Stretch| stretch.is_closed && stretch.span.end == at && new.ends_with(char::is_whitespace);
        let before = before.filter(|stretch| stretch.is_editable() && !ends(stretch));
        let begins = |stretch: &Stretch| stretch.is_opened && new.starts_with(char::is_whitespace);
        let stretch = before.or(next.filter(|stretch| stretch.is_editable() && !begins(stretch)))?;
        let place = if stretch.span.start == at { stretch.source.start } else { self.place(at) };
        Some(vec![Change {
            part: stretch.part,
            span: Span::new(place, place),
            text: new.to_owned(),
            encoding: stretch.encoding,
            initial: self.is_initial(at),
        }])
    }

    /// Replaces `span`, which lies in a decoded stretch where it is empty, by `new`.
    fn replacement(&self, span: Span, new: &str) -> Option<Vec<Change>> {
        let first = self.stretches.partition_point(|stretch| stretch.span.end <= span.start);
        let last = self.stretches.partition_point(|stretch| stretch.span.start < span.end.max(span.start + 1));
        let touched = self.stretches.get(first..last)?;
        let mut covered = touched.first()?.span.start;
        if covered > span.start {
            return None;
        }
        let mut changes: Vec<Change> = Vec::new();
        for (number, stretch) in touched.iter().enumerate() {
            if !stretch.is_editable() || stretch.span.start != covered {
                return None;
            }
            covered = stretch.span.end;
            let here = Span::new(span.start.max(stretch.span.start), span.end.min(stretch.span.end).max(span.start));
            let mut text = if number == 0 { new.to_owned() } else { String::new() };
            let source = if stretch.writing == Writing::Decoded {
                // What is written as a whole is written anew as a whole.
                text.insert_str(0, self.slice(stretch.span.start, here.start)?);
                text.push_str(self.slice(here.end, stretch.span.end)?);
                stretch.source
            } else {
                let offset = stretch.source.start;
                Span::new(offset + here.start - stretch.span.start, offset + here.end - stretch.span.start)
            };
            match changes.last_mut() {
                Some(last)
                    if last.part == stretch.part
                        && last.span.end == source.start
                        && last.encoding == stretch.encoding =>
                {
                    last.span = last.span.to(source);
                    last.text.push_str(&text);
                }
                _ => changes.push(Change {
                    part: stretch.part,
                    span: source,
                    text,
                    encoding: stretch.encoding,
                    initial: self.is_initial(here.start),
                }),
            }
        }
        (covered >= span.end).then_some(changes)
    }

    fn slice(&self, start: u32, end: u32) -> Option<&str> {
        self.text.get(start as usize..end as usize)
    }

    /// Whether a block begins at byte `at` of the text.
    fn is_initial(&self, at: u32) -> bool {
        at == 0 || self.text.as_bytes().get(at as usize - 1) == Some(&b'\n')
    }
}

#[cfg(test)]
mod tests;
