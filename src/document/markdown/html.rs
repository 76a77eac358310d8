//! HTML inside Markdown: tags and comments are no prose, what stands between them is.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use crate::document::TokenKind;
use crate::document::builder::{BlockInfo, Builder, Piece, PieceKind};
use crate::source::Span;

use super::mask::Masked;

/// Elements whose content is no prose.
const RAW: &[&str] = &[
    "audio", "canvas", "code", "iframe", "kbd", "math", "noscript", "object", "pre", "samp", "script", "select",
    "style", "svg", "template", "textarea", "var", "video",
];

/// Elements that stand within a line of prose.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "del", "dfn", "em", "font", "i", "ins", "mark", "q", "s", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u",
];

/// The name of the element of `tag`, which begins with `<`, without the slash of a closing one.
fn name(tag: &str) -> &str {
    let tag = tag.trim_start_matches(['<', '/']);
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    tag.get(..end).unwrap_or_default()
}

/// The element that `tag` opens, if its content is no prose.
pub(super) fn raw_element(tag: &str) -> Option<&'static str> {
    if tag.starts_with("</") || tag.ends_with("/>") {
        return None;
    }
    RAW.iter().copied().find(|raw| raw.eq_ignore_ascii_case(name(tag)))
}

/// Whether `tag` closes the element `raw`.
pub(super) fn closes(tag: &str, raw: &str) -> bool {
    tag.starts_with("</") && name(tag).eq_ignore_ascii_case(raw)
}

/// Whether `tag` breaks a line.
pub(super) fn is_break(tag: &str) -> bool {
    matches!(name(tag), "br" | "BR" | "Br" | "wbr" | "hr")
}

/// Reads the HTML block at `range`: its comments, and the prose between its tags.
pub(super) fn read(masked: &Masked<'_>, range: Range<usize>, info: BlockInfo, builder: &mut Builder<'_>) {
    let text = &*masked.text;
    let bytes = text.as_bytes().get(..range.end).unwrap_or_default();
    let mut pieces = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let rest = bytes.get(at..).unwrap_or_default();
        let mark = memchr2(b'<', b'&', rest).map_or(range.end, |place| at + place);
        // A mark inside a template call is a part of it.
        let after = masked.calls.after(mark).min(range.end);
        if mark > at {
            masked.calls.push(at..after, &mut pieces);
        }
        if after > mark {
            at = after;
            continue;
        }
        let rest = bytes.get(mark..).unwrap_or_default();
        at = match rest.first() {
            None => mark,
            Some(b'&') => {
                let end = mark + entity(rest);
                let space = rest.starts_with(b"&nbsp;");
                let kind = if space { PieceKind::Space } else { PieceKind::Letter };
                pieces.push(Piece::new(mark, end, kind));
                end
            }
            Some(_) if rest.starts_with(b"<!--") => {
                let end = memmem::find(rest, b"-->").map_or(range.end, |place| mark + place + 3);
                builder.comment(Span::from_range(mark..end));
                end
            }
            Some(_)
                if !rest
                    .get(1)
                    .is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?')) =>
            {
                pieces.push(Piece::new(mark, mark + 1, PieceKind::StandIn(TokenKind::Symbol)));
                mark + 1
            }
            Some(_) => {
                let end = mark + tag_length(rest);
                let tag = text.get(mark..end).unwrap_or_default();
                if is_break(tag) {
                    pieces.push(Piece::new(mark, end, PieceKind::Break));
                } else if !INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name(tag))) {
                    flush(&mut pieces, info, builder);
                }
                match raw_element(tag) {
                    Some(raw) => skip(text, end, range.end, raw),
                    None => end,
                }
            }
        };
    }
    flush(&mut pieces, info, builder);
}

fn flush(pieces: &mut Vec<Piece>, info: BlockInfo, builder: &mut Builder<'_>) {
    builder.block(info, pieces);
    pieces.clear();
}

/// The length of the tag that `rest` begins with; a `>` between quotation marks does not end it.
fn tag_length(rest: &[u8]) -> usize {
    let mut quote = None;
    for (index, &byte) in rest.iter().enumerate() {
        match (byte, quote) {
            (b'>', None) => return index + 1,
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    // A quotation mark that nothing closes: the first `>` ends it after all.
    memchr(b'>', rest).map_or(rest.len(), |end| end + 1)
}

/// The length of the entity that `rest` begins with, or 1 where it is only an ampersand.
fn entity(rest: &[u8]) -> usize {
    let name = rest.iter().skip(1).take(32).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    if name > 0 && rest.get(name + 1) == Some(&b';') { name + 2 } else { 1 }
}

/// Where the element `raw`, whose content begins at `at`, ends.
fn skip(text: &str, at: usize, end: usize, raw: &str) -> usize {
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    let mut here = at;
    while let Some(place) = bytes.get(here..).and_then(|rest| memmem::find(rest, b"</")) {
        let found = here + place;
        if bytes.get(found + 2..found + 2 + raw.len()).is_some_and(|name| name.eq_ignore_ascii_case(raw.as_bytes())) {
            return found;
        }
        here = found + 2;
    }
    end
}
