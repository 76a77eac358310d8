//! The text of one part of a document of Word: paragraphs and runs.

use std::ops::Range;

use super::styles::{Styles, property};
use crate::source::BlockKind;
use crate::source::office::PackageError;
use crate::source::office::look::Look;
use crate::source::office::paragraph::{Paragraph, Whitespace};
use crate::source::office::xml::{Kind, Node, Xml};
use crate::source::transcript::Transcriber;

/// A paragraph that is open, with the run that is open in it.
struct Open {
    paragraph: Paragraph,
    look: Look,
    run: Option<Look>,
    /// What the run before it looked like, so that only borders where something changes are marked.
    properties: Option<Range<usize>>,
    before: String,
}

/// Reads one part.
pub(super) struct Story<'a, 's> {
    w: &'a str,
    styles: &'a Styles,
    /// What paragraphs of this part are, where they say nothing themselves.
    kind: Option<BlockKind>,
    out: &'a mut Transcriber<'s>,
    quoting: &'a mut bool,
    open: Vec<Open>,
    cells: usize,
    /// The content that comes is a placeholder or a directory.
    unread: bool,
}

impl<'a, 's> Story<'a, 's> {
    pub(super) fn new(
        w: &'a str,
        styles: &'a Styles,
        kind: Option<BlockKind>,
        out: &'a mut Transcriber<'s>,
        quoting: &'a mut bool,
    ) -> Self {
        Self { w, styles, kind, out, quoting, open: Vec::new(), cells: 0, unread: false }
    }

    /// Reads the whole part `text`.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, text: &str) -> Result<(), PackageError> {
        while let Some(node) = xml.next()? {
            match node.local(self.w) {
                Some(name) if node.kind != Kind::Text => self.element(xml, text, name, &node)?,
                _ if node.kind == Kind::Start => self.other(xml, &node)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// An element of another language than that of the text.
    fn other(&mut self, xml: &mut Xml<'_>, node: &Node<'_>) -> Result<(), PackageError> {
        match node.bare() {
            // What is said a second time for old versions.
            "Fallback" => {
                xml.skip()?;
            }
            "oMath" | "oMathPara" => {
                let end = xml.skip()?;
                self.stand_in(node.range.start..end);
            }
            // A picture in the line; what floats beside it does not part words.
            "inline" => self.stand_in(node.range.clone()),
            _ => {}
        }
        Ok(())
    }

    fn element(&mut self, xml: &mut Xml<'_>, text: &str, name: &str, node: &Node<'_>) -> Result<(), PackageError> {
        let starts = node.kind == Kind::Start;
        match name {
            "del" | "moveFrom" | "rt" if starts => {
                xml.skip()?;
            }
            "sdtPr" if starts => self.content_properties(xml)?,
            "sdtContent" if starts && std::mem::take(&mut self.unread) => {
                let end = xml.skip()?;
                self.stand_in(node.range.start..end);
            }
            "tc" if starts => self.cells += 1,
            "tc" if node.kind == Kind::End => self.cells = self.cells.saturating_sub(1),
            "p" if starts => {
                let look = self.styles.paragraph(None);
                let (paragraph, properties) = (Paragraph::default(), None);
                self.open.push(Open { paragraph, look, run: None, properties, before: String::new() });
            }
            "p" if node.kind == Kind::End => self.end(),
            "pPr" if starts => self.paragraph_properties(xml)?,
            "r" if starts => {
                if let Some(open) = self.open.last_mut() {
                    (open.run, open.properties) = (Some(open.look), None);
                    open.run = open.run.map(|look| Look { code: look.code, ..look });
                }
            }
            "r" if node.kind == Kind::End => {
                if let Some(open) = self.open.last_mut() {
                    open.run = None;
                }
            }
            "rPr" if starts => self.run_properties(xml, node)?,
            "t" if starts => self.text(xml, text, node)?,
            "footnoteReference" | "endnoteReference" | "softHyphen" if node.kind != Kind::End => {
                self.with_text(Paragraph::markup);
            }
            "tab" | "br" | "cr" | "ptab" if node.kind != Kind::End => {
                let range = node.range.clone();
                self.with_text(|paragraph| paragraph.fixed(range, " "));
            }
            "noBreakHyphen" if node.kind != Kind::End => {
                let range = node.range.clone();
                self.with_text(|paragraph| paragraph.fixed(range, "\u{2011}"));
            }
            "sym" if node.kind != Kind::End => self.stand_in(node.range.clone()),
            _ => {}
        }
        Ok(())
    }

    /// Does `work` where text of the run that is open is read.
    fn with_text(&mut self, work: impl FnOnce(&mut Paragraph)) {
        if let Some(open) = self.open.last_mut()
            && let Some(look) = open.run
            && look.hidden != Some(true)
            && look.foreign != Some(true)
            && look.code != Some(true)
        {
            work(&mut open.paragraph);
        }
    }

    fn stand_in(&mut self, range: Range<usize>) {
        if let Some(open) = self.open.last_mut()
            && open.run.unwrap_or_default().hidden != Some(true)
        {
            open.paragraph.stand_in(range);
        }
    }

    fn end(&mut self) {
        let Some(Open { mut paragraph, look, .. }) = self.open.pop() else { return };
        if look.directory == Some(true) {
            return;
        }
        let cell = (self.cells > 0).then_some(BlockKind::TableCell);
        let marked = look.kind.filter(|kind| *kind != BlockKind::ListItem || self.kind.is_none());
        paragraph.kind = match marked {
            Some(BlockKind::Heading | BlockKind::Caption | BlockKind::ListItem) => marked,
            _ => cell.or(self.kind).or(marked),
        };
        paragraph.quoted = look.quoted == Some(true);
        paragraph.finish(self.out, self.quoting);
    }

    /// What a control for content says: placeholders are nobody's text, and directories repeat the headings.
    fn content_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), PackageError> {
        let depth = xml.depth();
        self.unread = false;
        while let Some(node) = xml.within(depth)? {
            match node.local(self.w) {
                Some("showingPlcHdr") if node.kind != Kind::End => self.unread = true,
                Some("docPartGallery") if node.attribute("val") == Some("Table of Contents") => self.unread = true,
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), PackageError> {
        let depth = xml.depth();
        let mut own = Look::default();
        let mut style = None;
        while let Some(node) = xml.within(depth)? {
            let Some(name) = node.local(self.w).filter(|_| matches!(node.kind, Kind::Start | Kind::Empty)) else {
                continue;
            };
            match name {
                // The look of the mark that ends the paragraph, and what was before.
                "rPr" | "pPrChange" | "sectPr" if node.kind == Kind::Start => {
                    xml.skip()?;
                }
                "pStyle" => style = node.attribute("val"),
                _ => property(&mut own, name, &node),
            }
        }
        if let Some(open) = self.open.last_mut() {
            let under = self.styles.paragraph(style);
            // A heading that is numbered is no item of a list.
            let heading = under.kind.filter(|kind| matches!(kind, BlockKind::Heading | BlockKind::Caption));
            open.look = Look { kind: heading.or(own.kind), ..own }.over(under);
        }
        Ok(())
    }

    fn run_properties(&mut self, xml: &mut Xml<'_>, start: &Node<'_>) -> Result<(), PackageError> {
        let depth = xml.depth();
        let mut own = Look::default();
        let mut style = Look::default();
        let mut end = start.range.end;
        while let Some(node) = xml.within(depth)? {
            end = node.range.end;
            let Some(name) = node.local(self.w).filter(|_| matches!(node.kind, Kind::Start | Kind::Empty)) else {
                continue;
            };
            match name {
                "rPrChange" if node.kind == Kind::Start => {
                    end = xml.skip()?;
                }
                "rStyle" => style = self.styles.run(node.attribute("val").unwrap_or_default()),
                _ => property(&mut own, name, &node),
            }
        }
        if let Some(open) = self.open.last_mut()
            && open.run.is_some()
            && open.properties.is_none()
        {
            // A run has one look: what is said after it is nothing, as it is where the run is cut.
            open.run = Some(own.over(style).over(open.look));
            open.properties = Some(start.range.end..end);
        }
        Ok(())
    }

    fn text(&mut self, xml: &mut Xml<'_>, text: &str, start: &Node<'_>) -> Result<(), PackageError> {
        let depth = xml.depth();
        let preserved = start.attribute("space") == Some("preserve");
        let mut ranges: Vec<Range<usize>> = Vec::new();
        while let Some(node) = xml.within(depth)? {
            match node.kind {
                Kind::Text => ranges.push(node.range),
                // A text has no elements in it; Word refuses such documents.
                Kind::Start => {
                    xml.skip()?;
                }
                Kind::Empty | Kind::End => {}
            }
        }
        if !preserved {
            trim(&mut ranges, text);
        }
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        let Some(look) = open.run.filter(|look| look.hidden != Some(true)) else { return Ok(()) };
        if look.foreign == Some(true) || look.code == Some(true) {
            for range in ranges {
                open.paragraph.stand_in(range);
            }
            return Ok(());
        }
        let properties = open.properties.clone().and_then(|range| text.get(range)).unwrap_or_default();
        if properties != open.before {
            open.paragraph.markup();
            properties.clone_into(&mut open.before);
        }
        for range in ranges {
            let read = open.paragraph.text(text, range, Whitespace::Kept);
            read.map_err(|at| xml.malformed(at, "an entity that is not declared"))?;
        }
        Ok(())
    }
}

/// Takes white space off both ends of a text that lies in `ranges`.
fn trim(ranges: &mut [Range<usize>], text: &str) {
    if let Some(first) = ranges.first_mut() {
        let written = text.get(first.clone()).unwrap_or_default();
        first.start += written.len() - written.trim_ascii_start().len();
    }
    if let Some(last) = ranges.last_mut() {
        let written = text.get(last.clone()).unwrap_or_default();
        last.end -= written.len() - written.trim_ascii_end().len();
    }
}
