//! What the relatives of Markdown add to it, line by line: wiki links, attribute lists, admonitions, callouts, block ids.

use std::ops::Range;

use super::calls::Reads;
use super::mask::Mask;
use super::titles::{admonition, callout, container};

/// Attribute lists and wiki links are no longer than this, in bytes, so that time stays linear.
const LONGEST: usize = 400;

/// What anything within a line begins with.
const MARKS: &[u8] = b"[!{`\\%+";

/// Lines that stand for a table of contents.
const CONTENTS: &[&str] = &["[TOC]", "[toc]", "[[TOC]]", "[[toc]]", "[[_TOC_]]"];

/// Covers the extensions in `text`, in which other things may be covered already.
pub(super) fn cover(text: &str, mask: &mut Mask<'_>) {
    let mut reader = Reader { text, mask, fence: None, admonitions: Vec::new(), hidden: false, after_blank: true };
    let mut at = front_matter(text);
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
}

impl Reader<'_, '_, '_> {
    fn line(&mut self, line: Range<usize>) {
        let written = self.text.get(line.clone()).unwrap_or_default();
        let body = written.trim_start_matches([' ', '\t', '>']);
        let bare = body.trim_start_matches(['-', '*', '+']).trim_start();
        if let Some(fence) = self.fence {
            if closes(body, fence) {
                self.fence = None;
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
        let indent = written.len() - written.trim_start().len();
        if !body.is_empty() {
            self.admonitions.retain(|depth| *depth <= indent);
        }
        let code = self.after_blank && indent >= 4 + self.admonitions.last().copied().unwrap_or_default();
        self.after_blank = body.is_empty();
        let start = line.end - body.len();
        // In a list, the body of an item stands as deep as code would; an admonition is no code.
        let extended = !code || admonition(body).is_some();
        if extended && !self.whole(written, start, line.end, indent) {
            self.inline(start, line.end);
        }
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
        } else {
            return false;
        }
        true
    }

    /// Covers a line in which there may be a title.
    fn titled(&mut self, line: Range<usize>, title: Option<Range<usize>>) {
        self.mask.cover(line.clone(), b' ');
        self.mask.titles.extend(title);
    }

    fn inline(&mut self, start: usize, end: usize) {
        let text = self.text;
        let mut at = start;
        while let Some(length) =
            text.as_bytes().get(at..end).and_then(|rest| rest.iter().position(|byte| MARKS.contains(byte)))
        {
            at += length;
            let rest = text.get(at..end).unwrap_or_default();
            at += match rest.as_bytes().first() {
                Some(b'\\') if maths(rest).is_some() => self.covered(at, maths(rest), Reads::StandIn),
                Some(b'\\') => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
                Some(b'`') => code(rest),
                Some(b'{') => {
                    let reads =
                        if rest.starts_with("{*") || rest.starts_with("{!") { Reads::StandIn } else { Reads::Nothing };
                    self.covered(at, attributes(rest), reads)
                }
                Some(b'%') => self.covered(at, hidden(rest), Reads::Nothing),
                Some(b'+') if rest.starts_with("++") => self.keys(start, at, rest),
                Some(b'!') if rest.starts_with("![[") => {
                    self.covered(at, link(rest.get(1..)).map(|length| length + 1), Reads::StandIn)
                }
                Some(b'[') if rest.starts_with("[[") => self.link(at, rest),
                _ => 1,
            };
        }
        self.block_id(start, end);
    }

    /// Covers so many bytes at `at`; answers how many of them are read.
    fn covered(&mut self, at: usize, length: Option<usize>, reads: Reads) -> usize {
        let Some(length) = length else { return 1 };
        self.mask.inline(at..at + length, reads);
        length
    }

    /// Keys of a keyboard at `at`, in a line that begins at `start`: `++ctrl+c++`.
    fn keys(&mut self, start: usize, at: usize, rest: &str) -> usize {
        let inner = rest.get(2..).unwrap_or_default();
        let key = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'+' | b'-');
        let length = inner.bytes().take(LONGEST).take_while(|byte| key(*byte)).count();
        let inner = inner.get(..length).unwrap_or_default();
        let apart = !self.text.get(start..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let keys = inner.trim_end_matches('+');
        let closed = apart && inner.len() == keys.len() + 2 && keys.starts_with(|c: char| c.is_ascii_alphanumeric());
        if closed { self.covered(at, Some(keys.len() + 4), Reads::StandIn) } else { 2 }
    }

    /// A wiki link at `at`: of its parts the text is prose, and the name of a page that is no address.
    fn link(&mut self, at: usize, rest: &str) -> usize {
        let Some(length) = link(Some(rest)) else { return 2 };
        let inner = rest.get(2..length - 2).unwrap_or_default();
        let shown = inner.rfind('|').map_or(0, |bar| bar + 1);
        if shown == 0 && inner.contains(['#', '/', '_', '^', '.', '\\']) {
            return self.covered(at, Some(length), Reads::StandIn);
        }
        self.mask.inline(at..at + 2 + shown, Reads::Nothing);
        self.mask.inline(at + length - 2..at + length, Reads::Nothing);
        length
    }

    /// The name of a block at the end of a line: `^abc`.
    fn block_id(&mut self, start: usize, end: usize) {
        let line = self.text.get(start..end).unwrap_or_default().trim_end();
        let Some(mark) = memchr::memrchr(b'^', line.as_bytes()) else { return };
        let name = line.get(mark + 1..).unwrap_or_default();
        let alone = line.get(..mark).is_some_and(|before| before.is_empty() || before.ends_with(' '));
        if alone && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            self.mask.inline(start + mark..start + line.len(), Reads::Nothing);
        }
    }
}

/// The length of the code that `rest` begins with, or of its marks where nothing closes it in this line.
fn code(rest: &str) -> usize {
    let run = rest.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = run;
    // Of a line of nothing but marks, not all are tried.
    for _ in 0..100 {
        let Some(next) = rest.get(at..).and_then(|rest| rest.find('`')) else { return run };
        at += next;
        let length = rest.get(at..).unwrap_or_default().bytes().take_while(|byte| *byte == b'`').count();
        at += length;
        if length == run {
            return at;
        }
    }
    run
}

/// The length of the attribute list that `rest` begins with: `{: .class}`, `{#name}`, `{.class key=value}`.
fn attributes(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('{')?;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b'}')?;
    let inner = inner.get(..end)?;
    let bare = inner.trim_start();
    let first = bare.get(1..).and_then(|rest| rest.chars().next());
    let listed = inner.starts_with(':')
        || bare.starts_with(['#', '.']) && first.is_some_and(|first| first.is_alphabetic() || first == '_');
    // What other files are put in by: `{* file *}`, `{! file !}`.
    let included = inner.len() > 2
        && (inner.starts_with("* ") && inner.ends_with('*') || inner.starts_with('!') && inner.ends_with('!'));
    ((listed || included) && !inner.contains('{')).then_some(end + 2)
}

/// The length of the mathematics that `rest` begins with: `\(a^2\)`. A bracket may also be escaped for its own sake.
fn maths(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("\\(")?;
    let end = inner.as_bytes().get(..LONGEST.min(inner.len()))?.windows(2).position(|pair| pair == b"\\)")?;
    inner.get(..end)?.contains(['\\', '^', '_', '=']).then_some(end + 4)
}

/// The length of the comment that `rest` begins with: `%%…%%`.
fn hidden(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("%%")?;
    let end = inner.as_bytes().get(..LONGEST.min(inner.len()))?.windows(2).position(|pair| pair == b"%%")?;
    (end > 0).then_some(end + 4)
}

/// The length of the wiki link that `rest` begins with.
fn link(rest: Option<&str>) -> Option<usize> {
    let rest = rest?;
    let inner = rest.strip_prefix("[[")?;
    let end = inner.bytes().take(LONGEST).position(|byte| matches!(byte, b']' | b'['))?;
    let after = inner.get(end..)?;
    let closed = end > 0 && after.starts_with("]]") && !after.starts_with("]](") && !after.starts_with("]]:");
    closed.then_some(end + 4)
}

#[cfg(test)]
mod tests {
    use super::{attributes, hidden, link, maths};

    #[test]
    fn lengths_are_found() {
        assert_eq!(attributes("{: .a #b} x"), Some(9));
        assert_eq!(attributes("{#a-b}"), Some(6));
        assert_eq!(attributes("{.a}"), Some(4));
        assert_eq!(attributes("{.5}"), None);
        assert_eq!(attributes("{{ x }}"), None);
        assert_eq!(hidden("%%a b%% c"), Some(7));
        assert_eq!(hidden("%% c"), None);
        assert_eq!(link(Some("[[a|b]] c")), Some(7));
        assert_eq!(link(Some("[[a]](b)")), None);
        assert_eq!(link(Some("[[a [b]]")), None);
        assert_eq!(maths("\\(a^2\\) b"), Some(7));
        assert_eq!(maths("\\(so\\) b"), None);
        assert_eq!(attributes("{* a.py hl[1] *} x"), Some(16));
    }
}
