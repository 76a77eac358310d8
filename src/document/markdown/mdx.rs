//! MDX: imports, exports, expressions and the tags of components are no prose; the text between the tags is.

use std::ops::Range;

use memchr::memmem;

use super::calls::Reads;
use super::extensions::{closes, fence, front_matter};
use super::mask::Mask;

/// So many braces and tags that nothing closes are looked at, so that time stays linear.
const FAILURES: usize = 64;

/// Elements whose content is no prose.
const RAW: &[&str] = &["code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var", "CodeBlock"];

/// Covers what of `text` is not Markdown.
pub(super) fn cover(text: &str, mask: &mut Mask<'_>) {
    let mut reader = Reader { text, mask, failures: 0, depth: 0 };
    let mut at = front_matter(text);
    let mut open: Option<(u8, usize)> = None;
    let mut after_blank = true;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text.get(at..end).unwrap_or_default();
        let body = line.trim();
        let unfenced = body.trim_start_matches(['>', ' ', '-', '*', '+']);
        if let Some(fence) = open {
            if closes(unfenced, fence) {
                open = None;
            }
            at = end + 1;
        } else if let Some(fence) = fence(unfenced) {
            open = Some(fence);
            at = end + 1;
        } else if after_blank && (line.starts_with("import ") || line.starts_with("export ")) {
            let end = module_end(text, at);
            reader.mask.block(at..end);
            at = end + 1;
            continue;
        } else {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if reader.depth > 0 && after_blank && indent >= 4 && body.starts_with(char::is_alphabetic) {
                // In a component nothing is code for its margin.
                reader.mask.inline(at..at + indent, Reads::Nothing);
            }
            at = reader.line(at, end);
        }
        after_blank = body.is_empty();
    }
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length)
}

/// Where the imports and exports end that begin at `at`: at an empty line outside of all braces.
fn module_end(text: &str, at: usize) -> usize {
    let (mut end, mut depth) = (at, 0_i64);
    loop {
        let next = line_end(text, end);
        let line = text.get(end..next).unwrap_or_default();
        if line.trim().is_empty() && depth <= 0 || next >= text.len() {
            return if line.trim().is_empty() { end.saturating_sub(1).max(at) } else { next };
        }
        for byte in line.bytes() {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => depth -= 1,
                _ => {}
            }
        }
        end = next + 1;
    }
}

struct Reader<'b, 't, 'm> {
    text: &'t str,
    mask: &'b mut Mask<'m>,
    /// How many braces and tags were found open.
    failures: usize,
    /// How many components are open.
    depth: usize,
}

impl Reader<'_, '_, '_> {
    /// Reads the line from `at` to `end`; answers where the next one begins, which is later where something goes on.
    fn line(&mut self, start: usize, end: usize) -> usize {
        let (mut at, mut end) = (start, end);
        let text = self.text;
        while let Some(length) = text.get(at..end).and_then(|rest| rest.find(['{', '<', '`', '\\'])) {
            at += length;
            let rest = text.get(at..).unwrap_or_default();
            let found = match rest.as_bytes().first() {
                Some(b'\\') => Some(at + 1 + rest.chars().nth(1).map_or(0, char::len_utf8)),
                Some(b'`') => Some(at + code(text.get(at..end).unwrap_or_default())),
                _ if self.failures > FAILURES => None,
                Some(b'{') => self.expression(start, at),
                _ => self.tag(start, at),
            };
            at = found.unwrap_or(at + 1);
            if at > end {
                end = line_end(text, at);
            }
        }
        end + 1
    }

    /// Whether nothing stands beside `range` in its lines, of which the first begins at `start`.
    fn is_alone(&self, start: usize, range: &Range<usize>) -> bool {
        let blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r');
        let bytes = self.text.as_bytes();
        let before = bytes.get(start..range.start).unwrap_or_default();
        let after = bytes.get(range.end..).unwrap_or_default().iter().find(|byte| !blank(**byte));
        before.iter().all(|byte| blank(*byte)) && after.is_none_or(|byte| *byte == b'\n')
    }

    fn expression(&mut self, start: usize, at: usize) -> Option<usize> {
        let Some(end) = braces(self.text, at) else {
            self.failures += 1;
            return None;
        };
        let written = self.text.get(at..end).unwrap_or_default();
        let inner = written.trim_matches(['{', '}']).trim();
        if inner.starts_with("/*") && inner.ends_with("*/") {
            self.mask.comment(at..end);
        } else if self.is_alone(start, &(at..end)) {
            self.mask.block(at..end);
        } else {
            let blank = inner.trim_matches(['"', '\'', '`']).trim().is_empty();
            self.mask.inline(at..end, if blank { Reads::Space } else { Reads::StandIn });
        }
        Some(end)
    }

    fn tag(&mut self, start: usize, at: usize) -> Option<usize> {
        let rest = self.text.get(at..).unwrap_or_default();
        if rest.starts_with("<!--") {
            return memmem::find(rest.as_bytes(), b"-->").map(|length| at + length + 3);
        }
        let name_start = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'))?;
        if !name_start.starts_with(|c: char| c.is_ascii_alphabetic() || c == '>') {
            return None;
        }
        let name_end = name_start.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(name_start.len());
        let name = name_start.get(..name_end)?;
        // An address between angle brackets is no component.
        if name_start.get(name_end..)?.starts_with([':', '@']) {
            return None;
        }
        let Some(mut end) = tag_end(self.text, at) else {
            self.failures += 1;
            return None;
        };
        let closing = rest.starts_with("</");
        let empty = self.text.get(..end).is_some_and(|tag| tag.ends_with("/>"));
        let mut reads = if matches!(name, "br" | "hr") { Reads::Space } else { Reads::Nothing };
        if RAW.contains(&name) && !closing && !empty {
            let close = format!("</{name}");
            let content = self.text.get(end..).unwrap_or_default();
            if let Some(length) = memmem::find(content.as_bytes(), close.as_bytes()) {
                end = tag_end(self.text, end + length).unwrap_or(end + length + close.len());
                reads = Reads::StandIn;
            } else {
                self.failures += 1;
            }
        } else if closing {
            self.depth = self.depth.saturating_sub(1);
        } else if !empty && !matches!(name, "br" | "hr" | "img" | "input") {
            self.depth += 1;
        }
        if self.is_alone(start, &(at..end)) {
            self.mask.block(at..end);
        } else {
            self.mask.inline(at..end, reads);
        }
        Some(end)
    }
}

/// The length of the code that `rest`, a part of a line, begins with.
fn code(rest: &str) -> usize {
    let run = rest.bytes().take_while(|byte| *byte == b'`').count();
    let marks = "`".repeat(run);
    rest.get(run..).and_then(|rest| rest.find(&marks)).map_or(run, |length| length + 2 * run)
}

/// Where the braces that open at `at` are closed; strings and comments in them are passed over.
fn braces(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut here) = (0_usize, at);
    while let Some(&byte) = bytes.get(here) {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(here + 1);
                }
            }
            b'/' if bytes.get(here + 1) == Some(&b'*') => {
                here += memmem::find(bytes.get(here + 2..)?, b"*/")? + 3;
            }
            b'"' | b'\'' | b'`' => here = string_end(bytes, here).unwrap_or(here),
            _ => {}
        }
        here += 1;
    }
    None
}

/// The place of the mark that closes the string at `at`, which lies in one line but between backticks.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mark = *bytes.get(at)?;
    let mut here = at + 1;
    while let Some(&byte) = bytes.get(here) {
        match byte {
            b'\\' => here += 1,
            b'\n' if mark != b'`' => return None,
            byte if byte == mark => return Some(here),
            _ => {}
        }
        here += 1;
    }
    None
}

/// Where the tag at `at` ends; quoted values and braces in it are passed over. No tag reaches over an empty line.
fn tag_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut here = at + 1;
    while let Some(&byte) = bytes.get(here) {
        match byte {
            b'>' => return Some(here + 1),
            b'<' => return None,
            b'\n' if bytes.get(here + 1) == Some(&b'\n') => return None,
            b'"' | b'\'' => {
                here += 1 + memchr::memchr(byte, bytes.get(here + 1..)?)?;
            }
            b'{' => here = braces(text, here)? - 1,
            _ => {}
        }
        here += 1;
    }
    None
}
