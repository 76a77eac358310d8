//! HTML: html5gum says what is a tag, a comment and a text, and where; this reader knows which elements hold prose.

mod elements;
pub(super) mod entities;
mod scripts;
mod tag;
mod templates;
mod words;

use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::source::transcript::{Encoding, StandIn, Transcriber};
use crate::source::{BlockKind, Transcript};
pub(super) use elements::has_tags;
use elements::{Class, SCOPE};
use tag::Tag;
use templates::Call;

/// No more open elements are looked through than so many, so that time stays linear.
const DEEPEST: usize = 400;

/// Reads `text` as HTML.
pub(super) fn read(text: &str) -> Transcript {
    let matter = templates::front_matter(text);
    let (masked, calls) = templates::mask(text, matter.clone());
    let xml = text.trim_start_matches('\u{feff}').starts_with("<?xml");
    let mut reader = Reader::new(text, &masked, calls, xml);
    if !matter.is_empty() {
        reader.out.front_matter(matter.clone(), text.get(matter).is_some_and(|matter| matter.starts_with('+')));
    }
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| {
        reader.event(&event, span.start..span.end);
        None::<Infallible>
    });
    emitter.naively_switch_states(!xml);
    // Reading from memory never fails.
    let _ = Tokenizer::new_with_emitter(&*masked, emitter).finish();
    reader.finish()
}

/// An element that is open.
// What holds of an element holds of it whatever else does.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug)]
struct Open {
    /// Empty, or a hyphen, for one that HTML does not know.
    name: &'static str,
    /// Its name where HTML does not know it.
    unknown: Box<str>,
    class: Class,
    start: usize,
    /// What text in it is.
    kind: BlockKind,
    /// Its text is no prose, or in another language.
    silent: bool,
    foreign: bool,
    quotation: bool,
    /// Whether it is not read, but stands in a line all the same.
    stands: bool,
    /// The comments that stand before it.
    comments: Vec<usize>,
    /// Where it leads.
    address: Option<Range<usize>>,
}

struct Reader<'t> {
    text: &'t str,
    masked: &'t str,
    calls: Vec<Call>,
    xml: bool,
    out: Transcriber<'t>,
    open: Vec<Open>,
    tag: Tag,
    /// The texts of attributes, which wait for the end of the block.
    waiting: Vec<(Range<usize>, BlockKind)>,
    /// The comments that wait for what follows them.
    comments: Vec<usize>,
    /// Whether a text block is open in the transcript.
    begun: bool,
    /// Where the last tag ended, if it closed an inline element and nothing followed yet.
    closed_at: Option<usize>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, masked: &'t str, calls: Vec<Call>, xml: bool) -> Self {
        let mut out = Transcriber::new(text);
        out.encoding(Encoding::Html);
        Self {
            text,
            masked,
            calls,
            xml,
            out,
            open: Vec::new(),
            tag: Tag::default(),
            waiting: Vec::new(),
            comments: Vec::new(),
            begun: false,
            closed_at: None,
        }
    }

    fn event(&mut self, event: &CallbackEvent<'_>, range: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag.begin(name, range.start),
            CallbackEvent::AttributeName { name } => self.tag.name_attribute(name),
            CallbackEvent::AttributeValue { value } => self.tag.attribute(value, range),
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::take(&mut self.tag);
                self.start(&tag, tag.start..range.end, *self_closing);
                self.tag = tag;
            }
            CallbackEvent::EndTag { name } => self.end(&String::from_utf8_lossy(name), range),
            CallbackEvent::String { value } => self.string(value, range),
            CallbackEvent::Comment { .. } => self.comment(range),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn silent(&self) -> bool {
        self.open.last().is_some_and(|open| open.silent)
    }

    fn kind(&self) -> BlockKind {
        self.open.last().map_or(BlockKind::Paragraph, |open| open.kind)
    }

    /// Opens a block for text that comes, if none is open.
    fn begin(&mut self) {
        if !self.begun {
            self.out.begin(self.kind());
            self.begun = true;
            self.comments.clear();
        }
    }

    /// Ends the block that is open, and adds what attributes in it say.
    fn flush(&mut self) {
        self.out.end();
        self.begun = false;
        self.closed_at = None;
        for (range, kind) in std::mem::take(&mut self.waiting) {
            self.attribute(range, kind);
        }
    }

    fn start(&mut self, tag: &Tag, range: Range<usize>, self_closing: bool) {
        // In XML scripts are not told apart from the rest by the tokenizer.
        if self.xml && self.open.last().is_some_and(|open| matches!(open.name, "script" | "style")) {
            return;
        }
        let (name, class) = elements::element(&tag.name);
        self.close_implied(name, range.start);
        let outer_silent = self.silent();
        let class = tag.class(name, class);
        match class {
            Class::Void => return self.void(name, tag, range, outer_silent),
            Class::Block | Class::CodeBlock => self.flush(),
            _ => self.inline_border(range.start, true),
        }
        let outer = self.open.last();
        let outer_kind = outer.map_or(BlockKind::Paragraph, |open| open.kind);
        let foreign = tag.foreign().unwrap_or(outer.is_some_and(|open| open.foreign));
        let hard = outer.is_some_and(|open| open.silent && !open.foreign);
        let root = matches!(name, "html" | "body" | "head");
        let unread = matches!(class, Class::Code | Class::CodeBlock | Class::Unread | Class::Hidden);
        let silent = hard || unread || foreign || (tag.untranslated && !root);
        let footnote = tag.is_footnotes() && matches!(class, Class::Block);
        let kind = elements::kind(name, outer_kind).unwrap_or(if footnote { BlockKind::Footnote } else { outer_kind });
        let quotation = matches!(name, "blockquote" | "q") && !silent;
        if quotation && name == "blockquote" {
            self.out.quoted(true);
        } else if quotation {
            self.out.quote(true);
        }
        if !silent {
            self.waiting.extend(tag.texts(name));
        }
        let stands = silent && !outer_silent && matches!(class, Class::Inline | Class::Code);
        let comments = if matches!(class, Class::Block) { std::mem::take(&mut self.comments) } else { Vec::new() };
        let unknown = if name.len() < 2 { tag.name.as_str().into() } else { Box::default() };
        let start = range.start;
        let address = tag.address.clone().filter(|_| name == "a");
        let element = Open { name, unknown, class, start, kind, silent, foreign, quotation, stands, comments, address };
        self.open.push(element);
        if self_closing && (self.xml || name.len() < 2 && class == Class::Unread) {
            self.pop(range.end);
        }
    }

    fn void(&mut self, name: &str, tag: &Tag, range: Range<usize>, silent: bool) {
        if silent && tag.foreign() != Some(false) {
            return;
        }
        match name {
            "br" => {
                self.out.line_break(range);
                self.closed_at = None;
            }
            "hr" => self.flush(),
            "wbr" => self.out.markup(),
            "img" | "input" | "embed" => {
                if self.begun && tag.is_seen() {
                    self.out.stand_in(range, StandIn::Opaque);
                    self.closed_at = None;
                }
                self.waiting.extend(tag.texts(name));
            }
            "meta" => self.waiting.extend(tag.described()),
            _ => {}
        }
        if !self.begun {
            for (range, kind) in std::mem::take(&mut self.waiting) {
                self.attribute(range, kind);
            }
        }
    }

    /// Two inline elements that touch, as in `<a>Home</a><a>News</a>`, are drawn apart by a style, or not: nobody can say
    /// how the word is written.
    fn inline_border(&mut self, at: usize, opens: bool) {
        if opens && self.closed_at == Some(at) && !self.silent() && self.begun {
            self.out.stand_in(at..at, StandIn::Opaque);
        }
        self.out.markup();
        self.closed_at = None;
    }

    /// Closes what the start tag of `name`, at byte `at`, closes.
    fn close_implied(&mut self, name: &str, at: usize) {
        let (closed, scope) = elements::closes(name);
        if closed.is_empty() {
            return;
        }
        let searched = self.open.iter().rev().take(DEEPEST).take_while(|open| !scope.contains(&open.name));
        let found = searched.enumerate().filter(|(_, open)| closed.contains(&open.name)).map(|(depth, _)| depth).last();
        for _ in 0..found.map_or(0, |depth| depth + 1) {
            self.pop(at);
        }
    }

    fn end(&mut self, name: &str, range: Range<usize>) {
        let (known, class) = elements::element(name);
        if self.xml
            && self.open.last().is_some_and(|open| matches!(open.name, "script" | "style") && open.name != known)
        {
            return;
        }
        if known == "br" {
            return self.out.line_break(range);
        }
        let is_same = |open: &Open| open.name == known && (known.len() > 1 || &*open.unknown == name || known == "a");
        let tabular = elements::is_tabular(known);
        let searched = self.open.iter().rev().take(DEEPEST);
        let mut in_reach =
            searched.enumerate().take_while(|(_, open)| tabular || is_same(open) || !SCOPE.contains(&open.name));
        let Some((depth, _)) = in_reach.find(|(_, open)| is_same(open)) else {
            if matches!(class, Class::Block | Class::CodeBlock) && !self.silent() {
                self.flush();
            }
            return;
        };
        let index = self.open.len() - 1 - depth;
        let inline = |open: &Open| !matches!(open.class, Class::Block | Class::CodeBlock);
        let is_inline = self.open.get(index).is_some_and(inline);
        let crossed = self.open.get(index + 1..).is_some_and(|inner| !inner.iter().all(inline));
        if is_inline && crossed {
            // `<b><p>…</b>…</p>`: the paragraph goes on.
            let open = self.open.remove(index);
            if open.quotation {
                self.out.quote(false);
            }
            return;
        }
        for _ in 0..depth {
            self.pop(range.start);
        }
        self.pop(range.end);
        if is_inline && !self.silent() {
            self.closed_at = Some(range.end);
        }
    }

    /// Closes the innermost element, at byte `at`.
    fn pop(&mut self, at: usize) {
        let Some(open) = self.open.pop() else { return };
        if matches!(open.class, Class::Block | Class::CodeBlock) {
            self.flush();
            for comment in open.comments {
                self.out.follow(comment, open.start..at);
            }
        } else if open.stands {
            let written = self.text.get(open.start..at).unwrap_or_default();
            // What is empty, such as a picture drawn by a style, leaves nothing behind.
            if has_content(written) {
                self.begin();
                self.out.stand_in(open.start..at, StandIn::Opaque);
            }
        } else if !open.silent {
            self.out.markup();
        }
        if open.quotation && open.name == "blockquote" {
            self.out.quoted(false);
        } else if open.quotation {
            self.out.quote(false);
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        // What looks like a comment to a parser may be a declaration.
        if self.text.get(range.clone()).is_some_and(|comment| comment.starts_with("<!--")) {
            let by_itself = !self.out.has_text() || !self.begun;
            let number = self.out.comment(range);
            if by_itself {
                self.comments.push(number);
            }
        }
    }

    fn string(&mut self, value: &[u8], range: Range<usize>) {
        if self.silent() {
            return;
        }
        let Some(written) = self.masked.get(range.clone()) else { return };
        if !self.begun && written.trim_ascii().is_empty() {
            return;
        }
        let address = self.open.last().and_then(|open| self.masked.get(open.address.clone()?));
        if address == Some(written.trim()) && !written.trim().is_empty() {
            // What a link shows is only where it leads.
            self.begin();
            self.out.stand_in(range, StandIn::Url);
            self.closed_at = None;
            return;
        }
        let decode = written.as_bytes() != value;
        let Some(pieces) = words::pieces(written, value, decode, false) else { return };
        self.begin();
        words::write(&mut self.out, &pieces, range.start, self.text, &self.calls);
        self.closed_at = None;
    }

    /// The text of the attribute at `range`, as a block of its own.
    fn attribute(&mut self, range: Range<usize>, kind: BlockKind) {
        let Some(written) = self.masked.get(range.clone()) else { return };
        let Some(pieces) = words::pieces(written, written.as_bytes(), true, true) else { return };
        let mark = self.text.get(..range.start).and_then(|before| before.chars().next_back());
        let mark = mark.filter(|mark| matches!(mark, '"' | '\'')).unwrap_or(' ');
        self.out.begin(kind);
        self.out.encoding(Encoding::HtmlAttribute(mark));
        words::write(&mut self.out, &pieces, range.start, self.text, &self.calls);
        self.out.end();
        self.out.encoding(Encoding::Html);
    }

    fn finish(mut self) -> Transcript {
        while !self.open.is_empty() {
            self.pop(self.text.len());
        }
        self.flush();
        self.out.finish()
    }
}

/// Whether anything is seen of the element `written`: text, or a drawing.
fn has_content(written: &str) -> bool {
    let mut inside = false;
    written.starts_with("<math")
        || written.bytes().any(|byte| {
            match byte {
                b'<' => inside = true,
                b'>' => inside = false,
                _ => {}
            }
            !inside && byte != b'>' && !byte.is_ascii_whitespace()
        })
}

/// `name` in small letters.
fn lower(name: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(name)
}

#[cfg(test)]
mod tests;
