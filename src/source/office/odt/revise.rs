//! Tracked changes of LibreOffice: what goes is kept aside, and what comes stands between two marks.

use std::fmt::Write as _;
use std::ops::Range;

use super::{CONTENT, Prefixes};
use crate::source::office::PackageError;
use crate::source::office::revision::{Op, PlacedPart, Revision};
use crate::source::office::xml::{Kind, Xml, escaped};

const DC: &str = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

/// An element that is open.
struct Level<'x> {
    name: &'x str,
    style: Option<&'x str>,
}

/// Writes what changes.
struct Reviser<'r> {
    text: &'r str,
    prefixes: Prefixes<'r>,
    placed: &'r PlacedPart,
    revision: &'r Revision<'r>,
    /// Numbers are given from here on.
    number: usize,
    /// What begins the names of changes and comments: nothing else in the part begins so.
    mark: String,
    regions: String,
    out: String,
    done: usize,
}

/// The text of the body after `placed`.
pub(super) fn content(
    text: &str,
    prefixes: Prefixes<'_>,
    placed: &PlacedPart,
    revision: &Revision<'_>,
) -> Result<String, PackageError> {
    let mut marks = (0..).map(|number: u32| format!("cd{number}x"));
    let mark = marks.find(|mark| !text.contains(&format!("\"{mark}"))).unwrap_or_default();
    let (regions, out) = (String::new(), String::with_capacity(text.len() + 1024));
    let reviser = Reviser { text, prefixes, placed, revision, number: 0, mark, regions, out, done: 0 };
    reviser.write()
}

impl<'r> Reviser<'r> {
    fn write(mut self) -> Result<String, PackageError> {
        let mut xml = Xml::new(CONTENT, self.text);
        let ops = self.placed.ops();
        let mut rest = &ops[..];
        let mut levels: Vec<Level<'r>> = Vec::new();
        let mut list = None;
        while let Some(node) = xml.next()? {
            let name = node.local(self.prefixes.text).unwrap_or_default();
            // What is to be done in front of a tag is done in what encloses it.
            let until = if node.kind == Kind::Text { node.range.end } else { node.range.start };
            let here = rest.iter().take_while(|(at, _)| *at <= until).count();
            let (now, later) = rest.split_at(here);
            for (at, op) in now {
                self.op(*at, op, &levels)?;
            }
            rest = later;
            match node.kind {
                Kind::End => {
                    levels.pop();
                }
                Kind::Start if name == "tracked-changes" => {
                    let end = xml.skip()?;
                    // Room is left before its end tag.
                    let closing = self.text.get(..end).and_then(|text| text.rfind("</")).unwrap_or(end);
                    list = Some((self.place(closing..closing)?, false));
                }
                Kind::Empty if name == "tracked-changes" => list = Some((self.place(node.range)?, true)),
                Kind::Start if node.local(self.prefixes.office) == Some("text") => {
                    if list.is_none() {
                        list = Some((self.place(node.range.end..node.range.end)?, true));
                    }
                    levels.push(Level { name: node.name, style: None });
                }
                Kind::Start if node.local(self.prefixes.office) == Some("forms") => {
                    let end = xml.skip()?;
                    list = Some((self.place(end..end)?, true));
                }
                Kind::Empty if node.local(self.prefixes.office) == Some("forms") => {
                    list = Some((self.place(node.range.end..node.range.end)?, true));
                }
                Kind::Start => levels.push(Level { name: node.name, style: node.attribute("style-name") }),
                Kind::Empty | Kind::Text => {}
            }
        }
        let Some((list, new)) = list.filter(|_| rest.is_empty()) else { return Err(PackageError::Unwritable) };
        self.out.push_str(self.text.get(self.done..).unwrap_or_default());
        if self.regions.is_empty() {
            return Ok(self.out);
        }
        let (Some(before), Some(after)) = (self.out.get(..list.start), self.out.get(list.end..)) else {
            return Err(PackageError::Unwritable);
        };
        let (t, regions) = (self.prefixes.text, &self.regions);
        Ok(if new {
            let open = format!("<{t}:tracked-changes {t}:track-changes=\"false\">");
            format!("{before}{open}{regions}</{t}:tracked-changes>{after}")
        } else {
            format!("{before}{regions}{after}")
        })
    }

    /// Where `range` of the text, in which nothing changes, comes to stand.
    fn place(&mut self, range: Range<usize>) -> Result<Range<usize>, PackageError> {
        self.copy(range.start)?;
        let start = self.out.len();
        self.copy(range.end)?;
        Ok(start..self.out.len())
    }

    /// Copies the text up to the byte `at`.
    fn copy(&mut self, at: usize) -> Result<(), PackageError> {
        let kept = self.text.get(self.done..at).ok_or(PackageError::Unwritable)?;
        self.out.push_str(kept);
        self.done = at;
        Ok(())
    }

    fn op(&mut self, at: usize, op: &Op, levels: &[Level<'_>]) -> Result<(), PackageError> {
        self.copy(at)?;
        match op {
            Op::Begins(number) => self.comment(*number, true),
            Op::Ends(number) => {
                let (office, name) = (self.prefixes.office, self.comment_name(*number));
                let _ = write!(self.out, "<{office}:annotation-end {office}:name=\"{name}\"/>");
            }
            Op::Point(number) => self.comment(*number, false),
            Op::Change(range, text) => {
                self.done = range.end;
                self.change(range.clone(), text, levels)?;
            }
        }
        Ok(())
    }

    fn comment_name(&self, number: usize) -> String {
        format!("{}note{number}", self.mark)
    }

    fn comment(&mut self, number: usize, ends: bool) {
        let (office, t) = (self.prefixes.office, self.prefixes.text);
        let name = if ends { format!(" {office}:name=\"{}\"", self.comment_name(number)) } else { String::new() };
        let _ = write!(self.out, "<{office}:annotation {DC}{name}>{}", self.signature());
        let text = self.placed.remarks.get(number).map_or("", |(_, text)| text);
        for line in text.lines() {
            let _ = write!(self.out, "<{t}:p>{}</{t}:p>", written(line, t));
        }
        let _ = write!(self.out, "</{office}:annotation>");
    }

    fn signature(&self) -> String {
        let date = self.revision.date.trim_end_matches('Z');
        let (author, date) = (escaped(self.revision.author), escaped(date));
        format!("<dc:creator>{author}</dc:creator><dc:date>{date}</dc:date>")
    }

    fn next_name(&mut self) -> String {
        self.number += 1;
        format!("{}{}", self.mark, self.number)
    }

    fn change(&mut self, range: Range<usize>, text: &str, levels: &[Level<'_>]) -> Result<(), PackageError> {
        let (t, office) = (self.prefixes.text, self.prefixes.office);
        let info = format!("<{office}:change-info {DC}>{}</{office}:change-info>", self.signature());
        if !range.is_empty() {
            let gone = self.text.get(range).ok_or(PackageError::Unwritable)?;
            let local = |level: &Level<'_>| level.name.rsplit(':').next().unwrap_or_default().to_owned();
            let paragraph = levels.iter().rposition(|level| matches!(&*local(level), "p" | "h"));
            let paragraph = paragraph.ok_or(PackageError::Unwritable)?;
            // What is kept aside keeps its formatting.
            let mut whole = kept_spaces(gone, t);
            for level in levels.get(paragraph + 1..).unwrap_or_default().iter().rev().filter(|it| local(it) == "span") {
                let style = style(t, level.style);
                whole = format!("<{t}:span{style}>{whole}</{t}:span>");
            }
            let style = style(t, levels.get(paragraph).and_then(|level| level.style));
            let name = self.next_name();
            let _ = write!(
                self.regions,
                "<{t}:changed-region xml:id=\"{name}\" {t}:id=\"{name}\"><{t}:deletion>{info}<{t}:p{style}>{whole}</{t}:p></{t}:deletion></{t}:changed-region>"
            );
            let _ = write!(self.out, "<{t}:change {t}:change-id=\"{name}\"/>");
        }
        if !text.is_empty() {
            let name = self.next_name();
            let _ = write!(
                self.regions,
                "<{t}:changed-region xml:id=\"{name}\" {t}:id=\"{name}\"><{t}:insertion>{info}</{t}:insertion></{t}:changed-region>"
            );
            let new = written(text, t);
            let _ = write!(
                self.out,
                "<{t}:change-start {t}:change-id=\"{name}\"/>{new}<{t}:change-end {t}:change-id=\"{name}\"/>"
            );
        }
        Ok(())
    }
}

/// `gone`, which is XML, with the spaces at its ends written so that they are read at those of a paragraph.
fn kept_spaces(gone: &str, t: &str) -> String {
    let white = |c: char| c.is_ascii_whitespace();
    let (before, after) = (gone.starts_with(white), gone.ends_with(white));
    let inner = gone.trim_matches(white);
    let space = |wanted: bool| if wanted { format!("<{t}:s/>") } else { String::new() };
    if inner.is_empty() { space(true) } else { format!("{}{inner}{}", space(before), space(after)) }
}

fn style(t: &str, name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!(" {t}:style-name=\"{name}\""))
}

/// `text` as it is written: spaces after the first, and those at either end, would not be read.
fn written(text: &str, t: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find("  ") {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(&escaped(before));
        let count = after.len() - after.trim_start_matches(' ').len();
        let _ = write!(out, "<{t}:s {t}:c=\"{count}\"/>");
        rest = after.trim_start_matches(' ');
    }
    out + &escaped(rest)
}
