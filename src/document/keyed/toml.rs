//! TOML: a scanner that keeps the bytes of each string, and goes on in the next line after whatever is wrong.

use std::collections::HashSet;
use std::ops::Range;

use memchr::memchr;

use super::strings::{Escape, escape, unescaped};
use super::value::Value;
use crate::source::transcript::{Encoding, Transcriber};
use crate::source::{BlockKind, KeyPaths, KeyPlace};

/// Keys of more parts than this are nobody's.
const MOST_PARTS: usize = 64;

/// Reads the values of `text` that `keys` lead to.
pub(super) fn read<'t>(text: &'t str, keys: &KeyPaths, out: &mut Transcriber<'t>) {
    let mut scanner = Scanner { text, at: 0, keys, out, lists: HashSet::new() };
    let mut table = keys.start();
    if text.starts_with('\u{feff}') {
        scanner.at = '\u{feff}'.len_utf8();
    }
    while scanner.at < text.len() {
        match scanner.skip_blank() {
            None => break,
            Some(b'[') => table = scanner.header(),
            Some(_) => scanner.entry(&table),
        }
        scanner.end_line();
    }
}

/// The marks around a string, and where its content is.
struct Text {
    content: Range<usize>,
    literal: bool,
    closed: bool,
}

/// A list or an inline table that is open.
struct Open {
    place: KeyPlace,
    is_table: bool,
    kind: BlockKind,
}

struct Scanner<'o, 't> {
    text: &'t str,
    at: usize,
    keys: &'o KeyPaths,
    out: &'o mut Transcriber<'t>,
    /// The tables of which there are several: `[[name]]`.
    lists: HashSet<Vec<String>>,
}

impl Scanner<'_, '_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes on to what is neither white space nor a comment.
    fn skip_blank(&mut self) -> Option<u8> {
        loop {
            match self.byte()? {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                b'#' => {
                    let length = memchr(b'\n', self.rest().as_bytes()).unwrap_or(self.rest().len());
                    self.out.comment(self.at..self.at + length);
                    self.at += length;
                }
                byte => return Some(byte),
            }
        }
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
    }

    /// Goes on to the end of the line.
    fn end_line(&mut self) {
        let rest = self.rest();
        let length = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        if let Some(mark) = rest.get(..length).and_then(|line| line.find('#')) {
            self.out.comment(self.at + mark..self.at + length);
        }
        self.at += length;
    }

    /// A key of several parts; nothing where it is none.
    fn key(&mut self) -> Option<Vec<String>> {
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            let part = match self.byte()? {
                b'"' | b'\'' => {
                    let text = self.string();
                    let content = self.text.get(text.content).filter(|_| text.closed)?;
                    if text.literal { content.to_owned() } else { unescaped(content)? }
                }
                _ => {
                    let bare = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
                    let length = self.rest().find(|c| !bare(c)).unwrap_or(self.rest().len());
                    let part = self.rest().get(..length).filter(|part| !part.is_empty())?.to_owned();
                    self.at += length;
                    part
                }
            };
            parts.push(part);
            self.skip_space();
            if self.byte() != Some(b'.') || parts.len() > MOST_PARTS {
                return (parts.len() <= MOST_PARTS).then_some(parts);
            }
            self.at += 1;
        }
    }

    /// The place of the table that a header names; that of nothing where it is none.
    fn header(&mut self) -> KeyPlace {
        self.at += 1;
        let list = self.byte() == Some(b'[');
        self.at += usize::from(list);
        let Some(parts) = self.key().filter(|_| self.byte() == Some(b']')) else { return KeyPlace::new() };
        if list {
            self.lists.insert(parts.clone());
        }
        let mut place = self.keys.start();
        for (number, part) in parts.iter().enumerate() {
            place = self.keys.key(&place, part);
            if !self.lists.is_empty() && parts.get(..=number).is_some_and(|part| self.lists.contains(part)) {
                place = self.keys.item(&place);
            }
        }
        place
    }

    /// A key and its value in the table at `table`.
    fn entry(&mut self, table: &KeyPlace) {
        if let Some((place, kind)) = self.assignment(table) {
            self.value(place, kind);
        }
    }

    /// A key in the table at `table` with the mark after it: where its value stands, and what that is.
    fn assignment(&mut self, table: &KeyPlace) -> Option<(KeyPlace, BlockKind)> {
        let parts = self.key().filter(|_| self.byte() == Some(b'='))?;
        self.at += 1;
        self.skip_space();
        let place = parts.iter().fold(table.clone(), |place, part| self.keys.key(&place, part));
        Some((place, parts.last().map_or(BlockKind::Paragraph, |part| super::kind(part))))
    }

    /// A value, whatever it has inside.
    fn value(&mut self, place: KeyPlace, kind: BlockKind) {
        let mut open: Vec<Open> = Vec::new();
        let (mut place, mut kind) = (place, kind);
        loop {
            match self.byte() {
                None => return,
                Some(mark @ (b'[' | b'{')) => {
                    self.at += 1;
                    open.push(Open { place, is_table: mark == b'{', kind });
                }
                Some(b'"' | b'\'') => {
                    let text = self.string();
                    if text.closed && self.keys.is_prose(&place) {
                        self.write(&text, kind);
                    }
                }
                Some(_) => {
                    let rest = self.rest();
                    self.at += rest.find([',', ']', '}', '\n', '#']).unwrap_or(rest.len());
                }
            }
            // Goes on to the next value.
            loop {
                let Some(inner) = open.last() else { return };
                let (is_table, inner_kind, inner_place) = (inner.is_table, inner.kind, inner.place.clone());
                match self.skip_blank() {
                    None => return,
                    Some(b',') => self.at += 1,
                    Some(b']' | b'}') => {
                        self.at += 1;
                        open.pop();
                    }
                    Some(_) if is_table => {
                        let Some(next) = self.assignment(&inner_place) else { return };
                        (place, kind) = next;
                        break;
                    }
                    Some(_) => {
                        (place, kind) = (self.keys.item(&inner_place), inner_kind);
                        break;
                    }
                }
            }
        }
    }

    /// The string that begins here, with one mark or three.
    fn string(&mut self) -> Text {
        let Some(mark) = self.byte() else { return Text { content: self.at..self.at, literal: true, closed: false } };
        let bytes = self.text.as_bytes();
        let run = |at: usize| bytes.get(at..).unwrap_or_default().iter().take_while(|byte| **byte == mark).count();
        let literal = mark == b'\'';
        let three = run(self.at) >= 3;
        let start = self.at + if three { 3 } else { 1 };
        let mut at = start;
        let (end, after, closed) = loop {
            match bytes.get(at) {
                None => break (at, at, false),
                Some(b'\\') if !literal => at += 2,
                Some(b'\n') if !three => break (at, at, false),
                Some(byte) if *byte == mark && !three => break (at, at + 1, true),
                Some(byte) if *byte == mark => match run(at) {
                    // The content may end with one or two marks.
                    marks @ 3.. => {
                        let marks = marks.min(5);
                        break (at + marks - 3, at + marks, true);
                    }
                    marks => at += marks,
                },
                Some(_) => at += 1,
            }
        };
        self.at = after.min(bytes.len());
        Text { content: start..end.min(bytes.len()).max(start.min(bytes.len())), literal, closed }
    }

    fn write(&mut self, string: &Text, kind: BlockKind) {
        let text = self.text;
        let encoding = if string.literal { Encoding::TomlLiteral } else { Encoding::TomlBasic };
        let mut value = Value::begin(text, self.out, kind, encoding);
        let Range { start: mut at, end } = string.content;
        while let Some(length) = text.get(at..end).and_then(|rest| rest.find('\\')).filter(|_| !string.literal) {
            value.verbatim(at..at + length);
            at += length;
            let rest = text.get(at..end).unwrap_or_default();
            let after = rest.get(1..).unwrap_or_default();
            if after.trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
                // The line goes on with the next text, whatever white space comes first.
                at += rest.len() - after.trim_start_matches([' ', '\t', '\r', '\n']).len();
                value.nothing();
                continue;
            }
            let (length, escape) = escape(rest);
            match escape {
                Escape::Char(c) => value.decoded(at..at + length, c.encode_utf8(&mut [0; 4])),
                Escape::LineBreak => value.line_break(at..at + length),
                Escape::Unknown => value.unknown(at..at + length),
            }
            at += length;
        }
        value.verbatim(at..end);
        value.end();
    }
}
