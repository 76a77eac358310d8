//! The text of one part of a document of LibreOffice.

use super::Prefixes;
use super::styles::Styles;
use crate::source::BlockKind;
use crate::source::office::PackageError;
use crate::source::office::look::Look;
use crate::source::office::paragraph::{Paragraph, Whitespace};
use crate::source::office::xml::{Kind, Node, Xml};
use crate::source::transcript::Transcriber;

/// No more spaces than this are read where one element stands for many.
const MOST_SPACES: usize = 200;

/// Elements that hold no text of the article, with all that is in them.
const UNREAD: &[&str] = &[
    "tracked-changes",
    "annotation",
    "note-citation",
    "ruby-text",
    "hidden-text",
    "table-of-content",
    "illustration-index",
    "table-index",
    "object-index",
    "user-index",
    "alphabetical-index",
    "bibliography",
    "forms",
    "binary-data",
    "title",
    "desc",
    "script",
    "event-listeners",
    "styles",
    "automatic-styles",
    "font-face-decls",
    "scripts",
    "settings",
    "meta",
];

/// A paragraph that is open, with the looks of the spans that are open in it, the innermost last.
struct Open {
    paragraph: Paragraph,
    look: Look,
    spans: Vec<Look>,
}

/// Reads one part.
pub(super) struct Story<'a, 's> {
    prefixes: Prefixes<'a>,
    styles: &'a Styles,
    /// The part holds headers and footers, which no fix may touch: they have no place for tracked changes.
    pages: bool,
    out: &'a mut Transcriber<'s>,
    quoting: bool,
    open: Vec<Open>,
    items: usize,
    cells: usize,
    notes: usize,
}

impl<'a, 's> Story<'a, 's> {
    pub(super) fn new(prefixes: Prefixes<'a>, styles: &'a Styles, pages: bool, out: &'a mut Transcriber<'s>) -> Self {
        Self { prefixes, styles, pages, out, quoting: false, open: Vec::new(), items: 0, cells: 0, notes: 0 }
    }

    /// Reads the whole part `text`.
    pub(super) fn read(&mut self, part: &str, text: &str) -> Result<(), PackageError> {
        let mut xml = Xml::new(part, text);
        while let Some(node) = xml.next()? {
            match node.kind {
                Kind::Text => self.text(&xml, text, &node)?,
                Kind::Start if UNREAD.contains(&node.bare()) => {
                    xml.skip()?;
                }
                Kind::Start if node.bare() == "math" => {
                    let end = xml.skip()?;
                    self.with_text(|paragraph| paragraph.stand_in(node.range.start..end));
                }
                _ => match node.local(self.prefixes.text) {
                    Some(name) => self.element(name, &node),
                    None if node.bare() == "table-cell" => count(&mut self.cells, node.kind),
                    None => {}
                },
            }
        }
        if self.quoting {
            self.out.quoted(false);
        }
        Ok(())
    }

    fn element(&mut self, name: &str, node: &Node<'_>) {
        let range = node.range.clone();
        match (name, node.kind) {
            ("list-item", kind) => count(&mut self.items, kind),
            ("note-body", kind) => count(&mut self.notes, kind),
            ("p" | "h", Kind::Start) => self.begin(name, node),
            ("p" | "h", Kind::End) => self.end(),
            ("span", Kind::Start) => {
                let look = self.styles.span(node.attribute("style-name"));
                if let Some(open) = self.open.last_mut() {
                    let under = open.spans.last().copied().unwrap_or(open.look);
                    open.spans.push(look.over(under));
                    open.paragraph.markup();
                }
            }
            ("span", Kind::End) => {
                if let Some(open) = self.open.last_mut() {
                    open.spans.pop();
                    open.paragraph.markup();
                }
            }
            ("a", _) | ("note", Kind::Start) => self.with_text(Paragraph::markup),
            ("s", Kind::Start | Kind::Empty) => {
                let count = node.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                let spaces = " ".repeat(count.min(MOST_SPACES));
                self.with_text(|paragraph| paragraph.decoded(range, spaces));
            }
            ("tab" | "line-break", Kind::Start | Kind::Empty) => {
                self.with_text(|paragraph| paragraph.fixed(range, " "));
            }
            _ => {}
        }
    }

    /// Does `work` where text is read.
    fn with_text(&mut self, work: impl FnOnce(&mut Paragraph)) {
        if let Some(open) = self.open.last_mut() {
            let look = open.spans.last().copied().unwrap_or(open.look);
            if look.hidden != Some(true) && look.foreign != Some(true) && look.code != Some(true) {
                work(&mut open.paragraph);
            }
        }
    }

    fn begin(&mut self, name: &str, node: &Node<'_>) {
        let mut look = self.styles.paragraph(node.attribute("style-name"));
        if name == "h" {
            look.kind = Some(BlockKind::Heading);
        }
        let paragraph = Paragraph::new(self.pages);
        self.open.push(Open { paragraph, look, spans: Vec::new() });
    }

    fn end(&mut self) {
        let Some(Open { mut paragraph, look, .. }) = self.open.pop() else { return };
        if look.directory == Some(true) {
            return;
        }
        paragraph.kind = match look.kind {
            Some(BlockKind::Heading | BlockKind::Caption) => look.kind,
            _ if self.pages => Some(BlockKind::Title),
            _ if self.notes > 0 => Some(BlockKind::Footnote),
            _ if self.items > 0 => Some(BlockKind::ListItem),
            _ if self.cells > 0 => Some(BlockKind::TableCell),
            kind => kind,
        };
        paragraph.quoted = look.quoted == Some(true);
        paragraph.finish(self.out, &mut self.quoting);
    }

    fn text(&mut self, xml: &Xml<'_>, text: &str, node: &Node<'_>) -> Result<(), PackageError> {
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        let look = open.spans.last().copied().unwrap_or(open.look);
        if look.hidden == Some(true) {
            return Ok(());
        }
        if look.foreign == Some(true) || look.code == Some(true) {
            if text.get(node.range.clone()).is_some_and(|text| !text.trim().is_empty()) {
                open.paragraph.stand_in(node.range.clone());
            }
            return Ok(());
        }
        let read = open.paragraph.text(text, node.range.clone(), Whitespace::Collapsed);
        read.map_err(|at| xml.malformed(at, "an entity that is not declared"))
    }
}

/// Counts the elements that are open.
fn count(open: &mut usize, kind: Kind) {
    match kind {
        Kind::Start => *open += 1,
        Kind::End => *open = open.saturating_sub(1),
        Kind::Empty | Kind::Text => {}
    }
}
