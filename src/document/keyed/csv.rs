//! Tables with a separator between their fields: a scanner that keeps the bytes of each field.

use std::ops::Range;

use memchr::memchr;

use super::value::Value;
use crate::source::transcript::{Encoding, Transcriber};
use crate::source::{BlockKind, KeyPaths};

/// A field of a record: what stands in it, marks left out, and whether there are marks.
struct Field {
    /// Where it begins, marks included.
    start: usize,
    range: Range<usize>,
    quoted: bool,
}

/// Reads the columns of `text` that `keys` name, by the names in the first line or by numbers from 1. Where one is named,
/// the first line is no prose.
pub(super) fn read<'t>(text: &'t str, keys: &KeyPaths, out: &mut Transcriber<'t>) {
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let separator = separator(text.get(at..).unwrap_or_default());
    let mut columns: Option<Vec<Option<BlockKind>>> = None;
    let mut fields = Vec::new();
    while at < text.len() {
        at = record(text, at, separator, &mut fields);
        let first = columns.is_none();
        let columns = columns.get_or_insert_with(|| columns_of(text, &fields, keys));
        if first && is_head(text, &fields, keys) {
            continue;
        }
        for (field, kind) in fields.iter().zip(columns.iter()) {
            if let Some(kind) = kind {
                write(text, field, *kind, separator, out);
            }
        }
    }
}

/// Where the first mark stands that none closes.
pub(super) fn unclosed(text: &str) -> Option<usize> {
    let separator = separator(text);
    let (mut at, mut fields) = (0, Vec::new());
    while at < text.len() {
        at = record(text, at, separator, &mut fields);
        // Such a field is empty and ends with the text.
        if let Some(last) = fields.last().filter(|field| field.quoted && field.range.start == text.len()) {
            return Some(last.start);
        }
    }
    None
}

/// What of the columns is prose, and what it is.
fn columns_of(text: &str, head: &[Field], keys: &KeyPaths) -> Vec<Option<BlockKind>> {
    let of = |(number, field): (usize, &Field)| {
        let name = name(text, field);
        let number = (number + 1).to_string();
        let is_prose = |name: &str| keys.is_prose(&keys.key(&keys.start(), name));
        (is_prose(name) || is_prose(&number)).then(|| super::kind(name))
    };
    head.iter().enumerate().map(of).collect()
}

/// Whether a path names a field of the first line.
fn is_head(text: &str, fields: &[Field], keys: &KeyPaths) -> bool {
    let by_number = |path: &String| path.bytes().all(|byte| byte.is_ascii_digit());
    let named = |field: &Field| keys.is_prose(&keys.key(&keys.start(), name(text, field)));
    !keys.written().iter().all(by_number) && fields.iter().any(named)
}

fn name<'t>(text: &'t str, field: &Field) -> &'t str {
    text.get(field.range.clone()).unwrap_or_default().trim()
}

/// The separator that the first line has most of, outside of marks.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b'\t', 0), (b';', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(separator, _)| *separator == byte).for_each(|(_, count)| *count += 1),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    counts.iter().find(|(_, count)| *count == most).map_or(b',', |(separator, _)| *separator)
}

/// Reads the record that begins at `at` into `fields`; answers where the next one begins.
fn record(text: &str, mut at: usize, separator: u8, fields: &mut Vec<Field>) -> usize {
    let bytes = text.as_bytes();
    fields.clear();
    loop {
        let end = if bytes.get(at) == Some(&b'"') {
            let (close, closed) = quoted_end(bytes, at + 1);
            // What no mark closes is nobody's field.
            let range = if closed { at + 1..close } else { close..close };
            fields.push(Field { start: at, range, quoted: true });
            let rest = bytes.get(close..).unwrap_or_default();
            close + rest.iter().position(|byte| *byte == separator || *byte == b'\n').unwrap_or(rest.len())
        } else {
            let rest = bytes.get(at..).unwrap_or_default();
            let end = at + rest.iter().position(|byte| *byte == separator || *byte == b'\n').unwrap_or(rest.len());
            let written = text.get(at..end).unwrap_or_default();
            fields.push(Field { start: at, range: at..at + written.trim_end_matches('\r').len(), quoted: false });
            end
        };
        match bytes.get(end) {
            Some(byte) if *byte == separator => at = end + 1,
            Some(_) => return end + 1,
            None => return bytes.len(),
        }
    }
}

/// Where the field ends whose content begins at `at`, and whether a mark closes it.
fn quoted_end(bytes: &[u8], mut at: usize) -> (usize, bool) {
    while let Some(length) = memchr(b'"', bytes.get(at..).unwrap_or_default()) {
        at += length;
        if bytes.get(at + 1) != Some(&b'"') {
            return (at, true);
        }
        at += 2;
    }
    (bytes.len(), false)
}

fn write<'t>(text: &'t str, field: &Field, kind: BlockKind, separator: u8, out: &mut Transcriber<'t>) {
    let encoding = if field.quoted { Encoding::CsvQuoted } else { Encoding::CsvPlain(char::from(separator)) };
    let mut value = Value::begin(text, out, kind, encoding);
    let mut at = field.range.start;
    if field.quoted {
        while let Some(length) = text.get(at..field.range.end).and_then(|rest| rest.find("\"\"")) {
            value.verbatim(at..at + length);
            value.decoded(at + length..at + length + 2, "\"");
            at += length + 2;
        }
    }
    value.verbatim(at..field.range.end);
    value.end();
}
