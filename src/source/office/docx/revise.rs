//! Tracked changes of Word: a run is parted around what goes and what comes, and keeps its formatting.

use std::fmt::Write as _;
use std::ops::Range;

use crate::source::office::PackageError;
use crate::source::office::revision::{Op, PlacedPart, Revision};
use crate::source::office::xml::{Kind, Node, Xml, escaped};

/// A run that is open.
#[derive(Debug, Clone)]
struct Run {
    tag: Range<usize>,
    /// How many elements are open in it where it has none open itself.
    level: usize,
    /// Its formatting, as it is written.
    properties: Range<usize>,
    /// The tag of the insertion that it is part of.
    insertion: Option<Range<usize>>,
}

/// The highest number that anything in `text` has.
pub(super) fn highest_id(text: &str) -> u32 {
    let number = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.get(..digits).and_then(|digits| digits.parse::<u32>().ok())
    };
    let places = memchr::memmem::find_iter(text.as_bytes(), b":id=\"").map(|at| at + 5);
    places.filter_map(number).filter(|&number| number < u32::MAX / 2).max().unwrap_or_default()
}

/// Writes what changes in a part.
pub(super) struct Reviser<'r> {
    text: &'r str,
    /// The prefix of its elements, with the colon.
    prefix: String,
    revision: &'r Revision<'r>,
    /// The number of the first comment; where there is none, comments are left out.
    comments: Option<u32>,
    /// The last number that was given to a change.
    last_id: &'r mut u32,
    out: String,
    /// So much of the text is written.
    done: usize,
}

/// The text of a part after `placed`. `comments` is the number of its first comment.
pub(super) fn part(
    (name, text): (&str, &str),
    w: &str,
    placed: &PlacedPart,
    comments: Option<u32>,
    last_id: &mut u32,
    revision: &Revision<'_>,
) -> Result<String, PackageError> {
    let prefix = if w.is_empty() { String::new() } else { format!("{w}:") };
    let out = String::with_capacity(text.len() + 1024);
    let reviser = Reviser { text, prefix, revision, comments, last_id, out, done: 0 };
    reviser.write(&mut Xml::new(name, text), w, &placed.ops())
}

impl<'r> Reviser<'r> {
    fn write(mut self, xml: &mut Xml<'_>, w: &str, ops: &[(usize, Op)]) -> Result<String, PackageError> {
        let mut rest = ops;
        let mut runs: Vec<Run> = Vec::new();
        // The tags of the elements that are open, as far as they are insertions.
        let mut open: Vec<Option<Range<usize>>> = Vec::new();
        while let (Some(node), false) = (xml.next()?, rest.is_empty()) {
            let name = node.local(w).unwrap_or_default();
            match node.kind {
                Kind::End => {
                    open.pop();
                    if name == "r" {
                        runs.pop();
                    }
                }
                Kind::Start if name == "t" => rest = self.text(xml, &node, runs.last(), rest)?,
                Kind::Start if name == "rPr" => {
                    let end = xml.skip()?;
                    if let Some(run) =
                        runs.last_mut().filter(|run| run.level == open.len() && run.properties.is_empty())
                    {
                        run.properties = node.range.start..end;
                    }
                }
                Kind::Start if matches!(name, "del" | "moveFrom" | "pPr") => {
                    xml.skip()?;
                }
                Kind::Start => {
                    if name == "r" {
                        let insertion = open.last().cloned().flatten();
                        let level = open.len() + 1;
                        runs.push(Run { tag: node.range.clone(), level, properties: 0..0, insertion });
                    }
                    open.push((name == "ins").then_some(node.range));
                }
                Kind::Empty | Kind::Text => {}
            }
        }
        if !rest.is_empty() {
            return Err(PackageError::Unwritable);
        }
        let kept = self.slice(self.done..self.text.len());
        self.out.push_str(kept);
        Ok(self.out)
    }

    fn slice(&self, range: Range<usize>) -> &'r str {
        self.text.get(range).unwrap_or_default()
    }

    /// Writes one text with those of `ops` that lie in it; answers the others.
    fn text<'o>(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Node<'_>,
        run: Option<&Run>,
        ops: &'o [(usize, Op)],
    ) -> Result<&'o [(usize, Op)], PackageError> {
        let depth = xml.depth();
        let (mut content, mut closing) = (tag.range.end..tag.range.end, tag.range.end);
        while let Some(node) = xml.within(depth)? {
            content.end = node.range.end;
            closing = node.range.end;
        }
        let end = content.end;
        let here = ops.iter().take_while(|(at, _)| (content.start..=end).contains(at)).count();
        let (here, rest) = ops.split_at(here);
        let (Some(run), false) = (run, here.is_empty()) else { return Ok(rest) };
        let kept = self.slice(self.done..tag.range.start);
        self.out.push_str(kept);
        let _ = write!(self.out, "<{}t xml:space=\"preserve\">", self.prefix);
        let preserved = tag.attribute("space") == Some("preserve");
        let written = self.slice(content.clone());
        // White space that was not read must not be read now.
        let (before, after) = if preserved {
            (0, 0)
        } else {
            (written.len() - written.trim_ascii_start().len(), written.len() - written.trim_ascii_end().len())
        };
        let mut done = content.start + before;
        for (at, op) in here {
            let Some(kept) = self.text.get(done..*at) else { return Err(PackageError::Unwritable) };
            self.out.push_str(kept);
            done = *at;
            if let Op::Change(range, _) = op {
                if range.end > end {
                    return Err(PackageError::Unwritable);
                }
                done = range.end;
            } else if self.comments.is_none() {
                continue;
            }
            let prefix = self.prefix.clone();
            let _ = write!(self.out, "</{prefix}t></{prefix}r>");
            self.op(op, run);
            let reopened = self.opened(run, "t");
            self.out.push_str(&reopened);
        }
        let until = end.saturating_sub(after).max(done);
        let kept = self.slice(done..until);
        self.out.push_str(kept);
        let _ = write!(self.out, "</{}t>", self.prefix);
        self.done = closing_end(self.text, closing);
        Ok(rest)
    }

    /// The start of a run like `run`, and of a text in it.
    fn opened(&self, run: &Run, element: &str) -> String {
        let tag = self.slice(run.tag.clone());
        let properties = self.slice(run.properties.clone());
        format!("{tag}{properties}<{}{element} xml:space=\"preserve\">", self.prefix)
    }

    fn op(&mut self, op: &Op, run: &Run) {
        match op {
            Op::Change(range, text) => self.change(range.clone(), text, run),
            Op::Begins(number) => self.comment_begins(*number),
            Op::Ends(number) => self.comment_ends(*number),
            Op::Point(number) => {
                self.comment_begins(*number);
                self.comment_ends(*number);
            }
        }
    }

    fn comment_begins(&mut self, number: usize) {
        let (p, id) = (&self.prefix, self.comment_id(number));
        let _ = write!(self.out, "<{p}commentRangeStart {p}id=\"{id}\"/>");
    }

    fn comment_ends(&mut self, number: usize) {
        let (p, id) = (&self.prefix, self.comment_id(number));
        let _ = write!(self.out, "<{p}commentRangeEnd {p}id=\"{id}\"/>");
        let _ = write!(self.out, "<{p}r><{p}commentReference {p}id=\"{id}\"/></{p}r>");
    }

    fn comment_id(&self, number: usize) -> u32 {
        self.comments.unwrap_or_default().saturating_add(u32::try_from(number).unwrap_or(u32::MAX))
    }

    fn change(&mut self, range: Range<usize>, text: &str, run: &Run) {
        let p = self.prefix.clone();
        if !range.is_empty() {
            let tag = self.signed("del");
            let (start, gone) = (self.opened(run, "delText"), self.slice(range).to_owned());
            let _ = write!(self.out, "{tag}{start}{gone}</{p}delText></{p}r></{p}del>");
        }
        if text.is_empty() {
            return;
        }
        // An insertion is no part of another one, which ends before it and goes on after it.
        if run.insertion.is_some() {
            let _ = write!(self.out, "</{p}ins>");
        }
        let (tag, start, new) = (self.signed("ins"), self.opened(run, "t"), escaped(text));
        let _ = write!(self.out, "{tag}{start}{new}</{p}t></{p}r></{p}ins>");
        if let Some(insertion) = &run.insertion {
            let tag = self.slice(insertion.clone()).to_owned();
            let tag = self.renumbered(&tag);
            self.out.push_str(&tag);
        }
    }

    fn next_id(&mut self) -> u32 {
        *self.last_id += 1;
        *self.last_id
    }

    /// The start tag of a change.
    fn signed(&mut self, element: &str) -> String {
        let id = self.next_id();
        let (p, author, date) = (&self.prefix, escaped(self.revision.author), escaped(self.revision.date));
        format!("<{p}{element} {p}id=\"{id}\" {p}author=\"{author}\" {p}date=\"{date}\">")
    }

    /// `tag` with a number of its own.
    fn renumbered(&mut self, tag: &str) -> String {
        let mark = format!("{}id=\"", self.prefix);
        let Some((before, rest)) = tag.split_once(&mark) else { return tag.to_owned() };
        let Some((_, after)) = rest.split_once('"') else { return tag.to_owned() };
        let id = self.next_id();
        format!("{before}{mark}{id}\"{after}")
    }
}

/// Where the end tag that begins at `at` ends.
fn closing_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('>')).map_or(text.len(), |end| at + end + 1)
}
