//! Headlines, keywords, drawers, blocks and paragraphs.

use super::Reader;
use crate::document::light::Line;
use crate::source::BlockKind;

/// Keywords whose value is prose.
const PROSE_KEYWORDS: &[(&str, BlockKind)] = &[
    ("title", BlockKind::Title),
    ("subtitle", BlockKind::Title),
    ("description", BlockKind::Title),
    ("caption", BlockKind::Caption),
];

/// Blocks whose content is prose.
const PROSE_BLOCKS: &[&str] = &[
    "quote",
    "verse",
    "center",
    "abstract",
    "note",
    "warning",
    "tip",
    "important",
    "caution",
    "details",
    "summary",
    "aside",
    "sidebar",
    "proof",
    "theorem",
    "lemma",
    "definition",
    "info",
    "danger",
    "epigraph",
    "notes",
    "attention",
];

/// Words before the text of a headline that say how far it is done.
const KEYWORDS: &[&str] =
    &["TODO", "DONE", "NEXT", "WAITING", "CANCELLED", "CANCELED", "STARTED", "HOLD", "FIXME", "COMMENT"];

impl Reader<'_> {
    pub(super) fn run(&mut self) {
        while let Some(line) = self.lines.at(self.at) {
            let before = self.at;
            if line.is_blank() {
                self.at += 1;
                continue;
            }
            if !(self.headline(line) || self.silent(line) || self.table(line) || self.item(line)) {
                self.paragraph(line);
            }
            self.at = self.at.max(before + 1);
        }
        while !self.open.is_empty() {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.open.pop().is_some_and(|(_, quoted)| quoted) {
            self.out.quoted(false);
        }
    }

    fn headline(&mut self, line: Line) -> bool {
        let written = line.text(self.text);
        let Some(level) = level(line, written) else { return false };
        while !self.open.is_empty() {
            self.close();
        }
        self.at += 1;
        let mut start = line.body + level;
        let mut title = written.get(level..).unwrap_or_default().trim_start();
        let mut end = line.end;
        let mut commented = false;
        loop {
            let word = title.split_whitespace().next().unwrap_or_default();
            let priority = word.len() == 4 && word.starts_with("[#") && word.ends_with(']');
            if !priority && !KEYWORDS.contains(&word) {
                break;
            }
            commented |= word == "COMMENT";
            title = title.get(word.len()..).unwrap_or_default().trim_start();
        }
        if let Some(tags) = title.split_whitespace().next_back()
            && tags.len() > 2
            && tags.starts_with(':')
            && tags.ends_with(':')
            && !tags.contains("::")
        {
            title = title.get(..title.len() - tags.len()).unwrap_or_default();
            end -= tags.len();
        }
        if commented {
            // Neither it nor what belongs to it is exported.
            while self
                .lines
                .at(self.at)
                .is_some_and(|line| self::level(line, line.text(self.text)).is_none_or(|below| below > level))
            {
                self.at += 1;
            }
            return true;
        }
        start = end - title.len().min(end - start);
        self.block(BlockKind::Heading, start..end);
        true
    }

    /// What is no prose as a whole, and what marks where something begins and ends.
    fn silent(&mut self, line: Line) -> bool {
        let written = line.text(self.text);
        if written.starts_with("#+") {
            self.keyword(line);
            return true;
        }
        if written == "#" || written.starts_with("# ") {
            self.out.comment(line.range());
            self.at += 1;
            return true;
        }
        let lower = |prefix: &str| written.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        let rule = written.len() >= 5 && written.bytes().all(|byte| byte == b'-');
        let planned = ["SCHEDULED:", "DEADLINE:", "CLOSED:", "CLOCK:"].iter().any(|mark| written.starts_with(mark));
        if rule || planned || written == ":" || written.starts_with(": ") || written.starts_with("%%(") {
            self.at += 1;
            return true;
        }
        if is_drawer(written) {
            self.drawer();
            return true;
        }
        if lower("\\begin{") {
            let name = written.get(7..).and_then(|rest| rest.split('}').next()).unwrap_or_default();
            let end = format!("\\end{{{name}}}");
            self.skip_to(|text| text.contains(&*end));
            return true;
        }
        false
    }

    /// A drawer and what it holds; what is not closed before the next headline is none.
    fn drawer(&mut self) {
        let first = self.at;
        if self.drawer_end <= first {
            let ends = |at: &usize| {
                let line = self.lines.at(*at);
                line.is_some_and(|line| {
                    let written = line.text(self.text);
                    written.eq_ignore_ascii_case(":end:") || level(line, written).is_some()
                })
            };
            self.drawer_end = (first + 1..self.lines.len()).find(ends).unwrap_or(self.lines.len());
        }
        self.at = first + 1;
        if self.lines.text_of(self.drawer_end).eq_ignore_ascii_case(":end:") {
            self.at = self.drawer_end + 1;
        }
    }

    /// Goes on behind the next line for which `is_end` holds, which may be this one; or at the end of the file.
    fn skip_to(&mut self, is_end: impl Fn(&str) -> bool) {
        while self.lines.at(self.at).is_some() {
            let here = self.lines.text_of(self.at);
            self.at += 1;
            if is_end(here) {
                return;
            }
        }
    }

    fn keyword(&mut self, line: Line) {
        let written = line.text(self.text);
        let rest = written.get(2..).unwrap_or_default();
        let end = rest.find(|c: char| c == ':' || c == '[' || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().to_ascii_lowercase();
        if let Some(block) = name.strip_prefix("begin_") {
            if PROSE_BLOCKS.contains(&block) {
                let quoted = matches!(block, "quote" | "verse" | "epigraph");
                if quoted {
                    self.out.quoted(true);
                }
                self.open.push((block.to_owned(), quoted));
                self.at += 1;
                return;
            }
            let end = format!("#+end_{block}");
            self.skip_to(|text| text.get(..end.len()).is_some_and(|start| start.eq_ignore_ascii_case(&end)));
            return;
        }
        if let Some(block) = name.strip_prefix("end_") {
            if self.open.last().is_some_and(|(open, _)| open == block) {
                self.close();
            }
            self.at += 1;
            return;
        }
        self.at += 1;
        if name == "results" {
            // What a program wrote.
            while !self.lines.is_blank(self.at) && !self.lines.text_of(self.at).starts_with("#+") {
                self.at += 1;
            }
            return;
        }
        let known = PROSE_KEYWORDS.iter().find(|(keyword, _)| *keyword == name);
        if let Some((_, kind)) = known
            && let Some(colon) = written.find(": ")
        {
            let value = written.get(colon + 2..).unwrap_or_default();
            self.block(*kind, line.end - value.trim_start().len()..line.end);
        }
    }

    fn paragraph(&mut self, line: Line) {
        let mut start = line.body;
        let mut kind = BlockKind::Paragraph;
        if line.indent == 0
            && line.text(self.text).starts_with("[fn:")
            && let Some(end) = line.text(self.text).find(']')
        {
            start += end + 1;
            kind = BlockKind::Footnote;
        }
        let end = self.region();
        self.block(kind, start..end.max(start));
    }

    /// Goes on behind the paragraph that begins in the line that is read, and answers its end.
    pub(super) fn region(&mut self) -> usize {
        let mut end = self.lines.at(self.at).map_or(0, |line| line.end);
        self.at += 1;
        while let Some(line) = self.lines.at(self.at).filter(|line| !line.is_blank()) {
            let written = line.text(self.text);
            let other = level(line, written).is_some()
                || written.starts_with("#+")
                || written.starts_with("# ")
                || written.starts_with('|')
                || written.starts_with(": ")
                || written.starts_with("\\begin{")
                || is_drawer(written)
                || line.indent == 0 && written.starts_with("[fn:")
                || super::items::marker(written, line.indent).is_some();
            if other {
                break;
            }
            end = line.end;
            self.at += 1;
        }
        end
    }
}

/// The level of the headline that `line` is.
fn level(line: Line, written: &str) -> Option<usize> {
    let stars = written.bytes().take_while(|byte| *byte == b'*').count();
    (line.indent == 0 && stars > 0 && written.get(stars..).is_some_and(|rest| rest.starts_with(' '))).then_some(stars)
}

/// `:NAME:` on a line of its own.
fn is_drawer(written: &str) -> bool {
    let inner = written.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
    inner.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')))
}
