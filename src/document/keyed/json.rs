//! JSON: a scanner that keeps the bytes of each string, and goes on after whatever is wrong.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr3, memmem};

use super::strings::{Escape, escape, unescaped};
use super::value::Value;
use crate::source::transcript::{Encoding, Transcriber};
use crate::source::{BlockKind, KeyPaths, KeyPlace};

/// An object or array that is open.
struct Open {
    place: KeyPlace,
    is_object: bool,
    /// A key comes next.
    before_key: bool,
    /// Where the value that comes next stands, and what it is.
    next: KeyPlace,
    kind: BlockKind,
}

/// Reads the values at `range` of `text`. Comments, which JSON has not, but its relatives have, are no prose.
pub(super) fn read<'t>(text: &'t str, range: Range<usize>, keys: &KeyPaths, out: &mut Transcriber<'t>) {
    let bytes = text.as_bytes().get(..range.end).unwrap_or_default();
    let mut open: Vec<Open> = Vec::new();
    let mut at = range.start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                let (place, kind) = here(&open, keys);
                let is_object = byte == b'{';
                let next = if is_object { KeyPlace::new() } else { keys.item(&place) };
                open.push(Open { place, is_object, before_key: is_object, next, kind });
            }
            b'}' | b']' => {
                open.pop();
            }
            b',' => {
                if let Some(open) = open.last_mut().filter(|open| open.is_object) {
                    open.before_key = true;
                    open.next = KeyPlace::new();
                }
            }
            b':' => {
                if let Some(open) = open.last_mut() {
                    open.before_key = false;
                }
            }
            b'/' => {
                let rest = bytes.get(at..).unwrap_or_default();
                let length = if rest.starts_with(b"//") {
                    memchr(b'\n', rest).unwrap_or(rest.len())
                } else if rest.starts_with(b"/*") {
                    memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2)
                } else {
                    1
                };
                if length > 1 {
                    out.comment(at..at + length);
                }
                at += length;
                continue;
            }
            b'"' => {
                let Some(end) = string_end(bytes, at + 1) else {
                    // A line ends no string: what is wrong is wrong up to here.
                    at = memchr(b'\n', bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |length| at + length);
                    continue;
                };
                string(text, at + 1..end, &mut open, keys, out);
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Where the value that comes next stands, and what it is.
fn here(open: &[Open], keys: &KeyPaths) -> (KeyPlace, BlockKind) {
    open.last().map_or_else(|| (keys.start(), BlockKind::Paragraph), |open| (open.next.clone(), open.kind))
}

/// Where the string ends whose content begins at `at`; nothing where a line ends before it.
pub(super) fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut from = at;
    loop {
        let here = from + memchr3(b'"', b'\\', b'\n', bytes.get(from..)?)?;
        match bytes.get(here) {
            Some(b'"') => return Some(here),
            Some(b'\\') if bytes.get(here + 1) != Some(&b'\n') => from = here + 2,
            _ => return None,
        }
    }
}

fn string<'t>(text: &'t str, range: Range<usize>, open: &mut [Open], keys: &KeyPaths, out: &mut Transcriber<'t>) {
    let Some(content) = text.get(range.clone()) else { return };
    if let Some(open) = open.last_mut().filter(|open| open.before_key) {
        let key =
            if content.contains('\\') { unescaped(content).map(Cow::Owned) } else { Some(Cow::Borrowed(content)) };
        let key = key.unwrap_or_default();
        open.next = keys.key(&open.place, &key);
        open.kind = super::kind(&key);
        return;
    }
    let (place, kind) = here(open, keys);
    if !keys.is_prose(&place) {
        return;
    }
    let mut value = Value::begin(text, out, kind, Encoding::JsonString);
    let mut at = range.start;
    while let Some(length) = text.get(at..range.end).and_then(|rest| rest.find('\\')) {
        value.verbatim(at..at + length);
        at += length;
        let (length, escape) = escape(text.get(at..range.end).unwrap_or_default());
        let written = at..at + length;
        match escape {
            Escape::Char(c) => value.decoded(written, c.encode_utf8(&mut [0; 4])),
            Escape::LineBreak => value.line_break(written),
            Escape::Unknown if text.get(written.clone()) == Some("\\r") => value.nothing(),
            Escape::Unknown => value.unknown(written),
        }
        at += length;
    }
    value.verbatim(at..range.end);
    value.end();
}
