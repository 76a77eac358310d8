//! What the relatives of Markdown add to it, line by line: wiki links, attribute lists, admonitions, callouts, block ids.

mod within;

use std::ops::Range;

use super::mask::Mask;
use super::titles::{admonition, callout, container};
use super::{myst, tex};

/// Lines that stand for a table of contents.
const CONTENTS: &[&str] = &["[TOC]", "[toc]", "[[TOC]]", "[[toc]]", "[[_TOC_]]"];

/// Covers the extensions in `text`, in which other things may be covered already.
pub(super) fn cover(text: &str, mask: &mut Mask<'_>) {
    let mut at = front_matter(text);
    if at == 0
        && let Some(matter) = json_matter(text)
    {
        at = matter.end;
        mask.block(matter);
    }
    let mut reader = Reader {
        text,
        mask,
        fence: None,
        admonitions: Vec::new(),
        hidden: false,
        after_blank: true,
        begin: at,
        past: at,
        options: false,
        failures: 0,
    };
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        reader.line(at..at + line.trim_end_matches(['\n', '\r']).len());
        at += line.len();
    }
}

/// Where the front matter ends, or 0.
pub(in crate::document) fn front_matter(text: &str) -> usize {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text.get(start..).unwrap_or_default().split_inclusive('\n');
    let Some(first) = lines.next() else { return start };
    let fence = first.trim_end();
    if fence != "---" && fence != "+++" {
        return start;
    }
    let mut at = start + first.len();
    for line in lines {
        at += line.len();
        if line.trim_end() == fence || fence == "---" && line.trim_end() == "..." {
            return at;
        }
    }
    start
}

/// Where front matter stands that is written as JSON: between braces on lines of their own.
fn json_matter(text: &str) -> Option<Range<usize>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = start;
    for (number, line) in text.get(start..)?.split_inclusive('\n').enumerate() {
        at += line.len();
        match number {
            0 if line.trim_end() != "{" => return None,
            1 if !line.trim_start().starts_with('"') => return None,
            _ if line.trim_end() == "}" => return Some(start..at),
            _ => {}
        }
    }
    None
}

/// The mark and the length of the fence of code that `line` opens.
pub(super) fn fence(line: &str) -> Option<(u8, usize)> {
    let mark = line.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = line.bytes().take_while(|byte| *byte == mark).count();
    let info = line.get(length..)?;
    (length >= 3 && !(mark == b'`' && info.contains('`'))).then_some((mark, length))
}

/// Whether `line` closes the fence.
pub(super) fn closes(line: &str, (mark, length): (u8, usize)) -> bool {
    let line = line.trim_end();
    line.len() >= length && line.bytes().all(|byte| byte == mark)
}

struct Reader<'m, 'b, 't> {
    text: &'m str,
    mask: &'b mut Mask<'t>,
    /// The fence of the code that is open.
    fence: Option<(u8, usize)>,
    /// How deep the bodies of the admonitions stand that are open.
    admonitions: Vec<usize>,
    /// Within a comment of several lines: `%%`.
    hidden: bool,
    after_blank: bool,
    /// Where the text begins, behind front matter.
    begin: usize,
    /// Where what has been covered of the lines that are still to be read ends.
    past: usize,
    /// Whether options of a container may follow.
    options: bool,
    /// How much mathematics was found open.
    failures: usize,
}

impl Reader<'_, '_, '_> {
    fn line(&mut self, line: Range<usize>) {
        if line.start < self.past {
            self.after_blank = false;
            return self.inline(self.past.min(line.end), line.end);
        }
        let written = self.text.get(line.clone()).unwrap_or_default();
        let body = written.trim_start_matches([' ', '\t', '>']);
        let bare = body.trim_start_matches(['-', '*', '+']).trim_start();
        let start = line.end - body.len();
        if let Some(fence) = self.fence {
            if closes(body, fence) {
                self.fence = None;
            }
            if matches!(fence.0, b':' | b'-') {
                self.mask.block(start..line.end);
            }
            return;
        }
        if self.hidden || body.trim_end() == "%%" {
            self.hidden ^= body.trim_end() == "%%";
            return self.mask.block(line);
        }
        self.fence = fence(body).or_else(|| fence(bare));
        if self.fence.is_some() {
            self.after_blank = false;
            return;
        }
        if self.silent(body, start..line.end) {
            return;
        }
        let indent = written.len() - written.trim_start().len();
        if !body.is_empty() {
            self.admonitions.retain(|depth| *depth <= indent);
        }
        let code = self.after_blank && indent >= 4 + self.admonitions.last().copied().unwrap_or_default();
        self.after_blank = body.is_empty();
        // In a list, the body of an item stands as deep as code would; an admonition is no code.
        let extended = !code || admonition(body).is_some();
        if extended && !self.whole(written, start, line.end, indent) {
            self.inline(start, line.end);
        }
    }

    /// A line at `line`, which says `body`, that is no prose and stands for itself, or begins what is none.
    fn silent(&mut self, body: &str, line: Range<usize>) -> bool {
        let in_options = std::mem::replace(&mut self.options, myst::takes_options(body));
        self.fence = myst::code(body);
        // Options are written between two lines of hyphens, or with colons of their own.
        if in_options && body.trim_end() == "---" {
            self.fence = Some((b'-', 3));
        }
        let option = in_options && myst::is_option(body);
        self.options |= option;
        // A file may begin with lines that name its title and its author.
        let comment = self.after_blank && line.start > self.begin && body.starts_with("% ");
        let silent = self.fence.is_some() || option || comment || myst::is_mark(body);
        if silent {
            self.after_blank = comment;
            self.mask.block(line);
        }
        silent
    }

    /// A line that is an extension as a whole; `start` is where it begins after its margin.
    fn whole(&mut self, written: &str, start: usize, end: usize, indent: usize) -> bool {
        let body = self.text.get(start..end).unwrap_or_default();
        let trimmed = body.trim_end();
        if CONTENTS.contains(&trimmed) {
            self.mask.block(start..end);
        } else if let Some(marked) = callout(body).filter(|_| written.trim_start().starts_with('>')) {
            self.titled(start..end, marked.shifted(start));
        } else if let Some(marked) = admonition(body) {
            let line = end - written.len() + indent;
            self.titled(start..end, marked.shifted(start));
            // The body is indented: to Markdown it belongs to an item of a list.
            self.mask.put(line, b'-');
            self.mask.admonitions.push(line);
            self.admonitions.push(indent + 4);
        } else if let Some(marked) = container(body) {
            self.titled(start..end, marked.shifted(start));
        } else if trimmed.starts_with("{:") && trimmed.ends_with('}') {
            self.mask.block(start..end);
        } else if trimmed.starts_with("$$") {
            let display = self.text.get(start..).and_then(tex::display);
            return self.region(start, display);
        } else {
            if let Some(key) = trimmed.strip_prefix("*[").and_then(|rest| rest.split_once("]:")).map(|(key, _)| key) {
                // Wherever the abbreviation stands, it is known by what is written here.
                self.mask.sealed.push(start + 2..start + 2 + key.len());
            }
            return false;
        }
        true
    }

    /// Covers a line in which there may be a title.
    fn titled(&mut self, line: Range<usize>, title: Option<Range<usize>>) {
        self.mask.cover(line.clone(), b' ');
        self.mask.titles.extend(title);
    }
}
