//! Front matter: of its keys only those that readers see are prose.

use std::ops::Range;

use super::{code, spans};
use crate::document::builder::{BlockInfo, Builder, Piece, PieceKind};
use crate::document::{BlockKind, TokenKind};
use crate::source::Span;
use crate::source::transcript::Encoding;

/// The keys whose values are prose.
const PROSE: &[&str] = &["title", "description", "summary", "subtitle", "dek", "excerpt", "caption"];

const INFO: BlockInfo = BlockInfo { kind: BlockKind::Title, quoted: false, continues: false };

/// Reads the front matter at `range`, its fences included: YAML, or TOML.
pub(super) fn read<'t>(text: &'t str, range: Range<usize>, toml: bool, builder: &mut Builder<'t>) {
    each(text, range, toml, &mut |_, pieces| builder.block(INFO, pieces));
}

/// The values of the front matter at `range`, and how text is written in each.
pub(in crate::document) fn values(text: &str, range: Range<usize>, toml: bool) -> Vec<(Span, Encoding)> {
    let mut found = Vec::new();
    each(text, range, toml, &mut |encoding, pieces| {
        if let (Some(first), Some(last)) = (pieces.first(), pieces.last()) {
            found.push((first.span.to(last.span), encoding));
        }
    });
    found
}

/// Hands on what the values are made of that are prose, and how each is written.
fn each(text: &str, range: Range<usize>, toml: bool, hand_on: &mut dyn FnMut(Encoding, &[Piece])) {
    let mut reader = Reader { text, end: range.end, hand_on };
    let mut at = range.start;
    while at < range.end {
        let line = reader.line_end(at);
        at = reader.entry(at, line, toml);
    }
}

struct Reader<'t, 'b> {
    text: &'t str,
    end: usize,
    hand_on: &'b mut dyn FnMut(Encoding, &[Piece]),
}

impl Reader<'_, '_> {
    fn byte(&self, at: usize) -> Option<u8> {
        if at < self.end { self.text.as_bytes().get(at).copied() } else { None }
    }

    /// Where the line that `at` stands in ends: the place of its line end.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..self.end).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.end, |length| at + length)
    }

    /// Reads the entry of the line `at..line`; answers where the next line to be read begins.
    fn entry(&mut self, at: usize, line: usize, toml: bool) -> usize {
        let written = self.text.get(at..line).unwrap_or_default();
        let indent = written.len() - written.trim_start().len();
        let after_dash =
            written.trim_start().strip_prefix("- ").map_or(0, |rest| written.len() - indent - rest.trim_start().len());
        let start = indent + after_dash;
        let body = written.get(start..).unwrap_or_default();
        let Some((key, value)) = body.split_once(if toml { '=' } else { ':' }) else { return line + 1 };
        let key = key.trim().trim_matches(['"', '\'']);
        let known = PROSE.iter().any(|prose| prose.eq_ignore_ascii_case(key));
        if !known || (!toml && !value.is_empty() && !value.starts_with([' ', '\t', '\r'])) {
            return line + 1;
        }
        let value_start = line - value.trim_start().len();
        let value = value.trim();
        let next = if toml && (value.starts_with("\"\"\"") || value.starts_with("'''")) {
            self.quoted(value_start, 3, toml)
        } else if value.starts_with(['"', '\'']) {
            self.quoted(value_start, 1, toml)
        } else if toml || value.starts_with(['[', '{', '&', '*', '!']) {
            line
        } else if value.starts_with(['|', '>']) {
            return self.block(line + 1, start);
        } else {
            return self.plain(value_start, line, start);
        };
        self.line_end(next.min(self.end)) + 1
    }

    /// A value between `marks` quotation marks that begin at `start`; answers where it ends.
    fn quoted(&mut self, start: usize, marks: usize, toml: bool) -> usize {
        let Some(quote) = self.byte(start) else { return start };
        let mut pieces = Vec::new();
        let mut from = start + marks;
        let mut at = from;
        let mut kind = PieceKind::Prose;
        let end = loop {
            let Some(byte) = self.byte(at) else { break at };
            let is_closed = byte == quote && (1..marks).all(|index| self.byte(at + index) == Some(quote));
            let doubled = is_closed && quote == b'\'' && !toml && self.byte(at + 1) == Some(b'\'');
            if doubled || (byte == b'\\' && quote == b'"') {
                self.push(&mut pieces, from, at, kind);
                let length =
                    self.text.get(at + 1..self.end).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                (from, kind) = (at + 1, PieceKind::Escaped);
                if byte == b'\\' && self.byte(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || next == b'\n')
                {
                    // An escape of several bytes, or a space: it stands for something else.
                    let letter = matches!(self.byte(at + 1), Some(b'u' | b'U' | b'x'));
                    let digits = if letter { self.hex_digits(at + 2) } else { 0 };
                    let piece = if letter { PieceKind::Letter } else { PieceKind::Space };
                    self.push(&mut pieces, at, at + 2 + digits, piece);
                    (from, kind) = (at + 2 + digits, PieceKind::Prose);
                    at = from;
                } else {
                    at += 1 + length;
                }
            } else if is_closed {
                break at;
            } else {
                at += 1;
            }
        };
        self.push(&mut pieces, from, end, kind);
        let encoding = match (quote, toml) {
            (b'"', true) => Encoding::TomlBasic,
            (b'"', false) => Encoding::YamlDouble,
            (_, true) => Encoding::TomlLiteral,
            (_, false) => Encoding::YamlSingle,
        };
        (self.hand_on)(encoding, &pieces);
        end + marks
    }

    fn hex_digits(&self, at: usize) -> usize {
        (0..8).take_while(|&index| self.byte(at + index).is_some_and(|byte| byte.is_ascii_hexdigit())).count()
    }

    /// A folded or literal value whose lines begin at `at` and stand deeper than `indent`.
    fn block(&mut self, mut at: usize, indent: usize) -> usize {
        let mut pieces = Vec::new();
        while at < self.end {
            let line = self.line_end(at);
            let written = self.text.get(at..line).unwrap_or_default();
            let depth = written.len() - written.trim_start().len();
            if written.trim().is_empty() {
                (self.hand_on)(Encoding::YamlBlock, &pieces);
                pieces.clear();
            } else if depth <= indent {
                break;
            } else {
                self.line(&mut pieces, at + depth, at + depth + written.trim().len());
            }
            at = line + 1;
        }
        (self.hand_on)(Encoding::YamlBlock, &pieces);
        at
    }

    /// A value without marks that begins at `start` in the line that ends at `line`, and goes on in deeper lines.
    fn plain(&mut self, start: usize, line: usize, indent: usize) -> usize {
        let mut pieces = Vec::new();
        let (mut at, mut end) = (start, line);
        loop {
            let written = self.text.get(at..end).unwrap_or_default();
            let value = written.find(" #").and_then(|comment| written.get(..comment)).unwrap_or(written);
            let lead = value.len() - value.trim_start().len();
            if !value.trim().is_empty() && !value.trim_start().starts_with('#') {
                self.line(&mut pieces, at + lead, at + lead + value.trim().len());
            }
            at = end + 1;
            end = self.line_end(at.min(self.end));
            let next = self.text.get(at..end).unwrap_or_default();
            let depth = next.len() - next.trim_start().len();
            let body = next.trim();
            if depth <= indent
                || body.is_empty()
                || body.starts_with("- ")
                || body.contains(": ")
                || body.ends_with(':')
            {
                break;
            }
        }
        (self.hand_on)(Encoding::YamlPlain, &pieces);
        at
    }

    fn line(&self, pieces: &mut Vec<Piece>, start: usize, end: usize) {
        if let Some(last) = pieces.last() {
            pieces.push(Piece::new(last.span.end as usize, start, PieceKind::Break));
        }
        debug_assert!(self.text.is_char_boundary(start));
        self.push(pieces, start, end, PieceKind::Prose);
    }

    /// Adds what stands from `start` to `end`. Of prose, code and the addresses of links are none: site builders read values as
    /// Markdown.
    fn push(&self, pieces: &mut Vec<Piece>, start: usize, end: usize, kind: PieceKind) {
        let mut from = start;
        let mut at = start;
        while kind == PieceKind::Prose
            && let Some(place) = self.text.as_bytes().get(at..end).and_then(|rest| memchr::memchr2(b'`', b']', rest))
        {
            at += place;
            let rest = self.text.get(at..end).unwrap_or_default();
            let marks = rest.bytes().take_while(|byte| *byte == b'`').count();
            let length = if marks > 0 { spans::code(rest) } else { address(rest).unwrap_or(1) };
            let is_code = marks > 0 && length > marks && !code::is_apostrophes(self.text, &(at..at + length));
            if is_code || marks == 0 && length > 1 {
                push(pieces, from, at, kind);
                // The bracket that ends what a link shows ends a piece, and is none itself.
                if is_code {
                    push(pieces, at, at + length, PieceKind::StandIn(TokenKind::Opaque));
                }
                from = at + length;
            }
            at += length;
        }
        push(pieces, from, end, kind);
    }
}

/// The length of the address that `rest` begins with, behind what a link shows: `](address)`.
fn address(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("](")?;
    let end = inner.bytes().take(spans::LONGEST).position(|byte| byte == b')')?;
    Some(end + 3)
}

fn push(pieces: &mut Vec<Piece>, start: usize, end: usize, kind: PieceKind) {
    if start < end {
        pieces.push(Piece::new(start, end, kind));
    }
}
