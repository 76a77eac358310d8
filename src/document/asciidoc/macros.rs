//! Macros within lines: links, footnotes, pictures.

use super::inline::BRACKET;
use crate::document::light::Inline;
use crate::source::BlockKind;
use crate::source::transcript::StandIn;

/// The longest target of a macro.
const LONGEST_TARGET: usize = 300;

/// The longest text of a footnote.
const LONGEST_NOTE: usize = 2000;

/// A footnote whose colon stands at `at`, as in `footnote:[text]`; where its name begins, and its end.
pub(super) fn footnote(line: &mut Inline<'_, '_>, from: usize, at: usize) -> Option<(usize, usize)> {
    if line.byte(at)? != b':' {
        return None;
    }
    let before = line.text.get(from..at)?;
    let reference = before.ends_with("footnoteref");
    let start =
        at - if reference { "footnoteref".len() } else { before.ends_with("footnote").then_some("footnote".len())? };
    let open = at + 1 + target(line, at + 1, false)?;
    let end = balanced(line, open)?;
    let mut text = open + 1;
    if reference {
        text += line.text.get(text..end)?.find(',').map_or(end - text, |comma| comma + 1);
    }
    if line.text.get(text..end).is_some_and(|text| !text.trim().is_empty()) {
        line.notes.push((text..end, BlockKind::Footnote));
    }
    Some((start, end + 1))
}

/// Where the name of the macro begins whose colon stands at `at`.
pub(super) fn name(line: &mut Inline<'_, '_>, from: usize, at: usize) -> Option<usize> {
    if line.byte(at)? != b':' {
        return None;
    }
    let before = line.text.as_bytes().get(from.max(at.saturating_sub(40))..at)?;
    let length = before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let start = at - length;
    let letter = line.byte(start).is_some_and(|byte| byte.is_ascii_alphabetic());
    let name = line.text.get(start..at)?;
    (length > 1 && letter && (name == "mailto" || target(line, at + 1, is_spaced(name)).is_some())).then_some(start)
}

/// Reads the macro whose name begins at `start` and whose colon stands at `at`.
pub(super) fn read(line: &mut Inline<'_, '_>, start: usize, at: usize) -> Option<usize> {
    let name = line.text.get(start..at)?;
    let length = target(line, at + 1, is_spaced(name))?;
    let open = at + 1 + length;
    match name {
        "link" | "xref" | "mailto" => text(line, start, open),
        "indexterm" | "anchor" => {
            let end = balanced(line, open)?;
            Some(line.skip(end + 1))
        }
        "indexterm2" => {
            let end = balanced(line, open)?;
            Some(line.open(open + 1, end, 1))
        }
        _ => {
            let end = balanced(line, open)?;
            Some(line.opaque(start, end + 1))
        }
    }
}

/// The text in brackets at `open` of a link that begins at `at`.
pub(super) fn text(line: &mut Inline<'_, '_>, at: usize, open: usize) -> Option<usize> {
    let end = balanced(line, open)?;
    let inner = line.text.get(open + 1..end)?;
    // What is set after a comma, or has a name, speaks of the link.
    let attributes =
        [", window=", ",window=", ", role=", ",role=", ",opts=", ", opts=", ",title=", ",id=", ",xrefstyle="];
    let cut = attributes.iter().filter_map(|mark| inner.find(mark)).min().unwrap_or(inner.len());
    let shown = inner.get(..cut)?.trim_end_matches('^').trim_matches('"');
    let named = shown
        .split('=')
        .next()
        .is_some_and(|name| shown.contains('=') && name.chars().all(|c| c.is_ascii_alphanumeric()) && !name.is_empty());
    if shown.trim().is_empty() || named {
        line.out.stand_in(at..end + 1, StandIn::Url);
        return Some(end + 1);
    }
    let lead = inner.find(shown).unwrap_or(0);
    let begin = open + 1 + lead;
    let stop = begin + shown.len();
    Some(line.open(begin, stop, end + 1 - stop))
}

/// Whether the target of such a macro may have spaces: the title of a section, the name of a file or of a menu.
fn is_spaced(name: &str) -> bool {
    matches!(name, "xref" | "link" | "image" | "icon" | "menu" | "audio" | "video")
}

/// The length of the target that stands at `at` before a bracket; a space in it is `spaced`.
fn target(line: &Inline<'_, '_>, at: usize, spaced: bool) -> Option<usize> {
    let rest = line.text.as_bytes().get(at..line.limit())?;
    let ends = |byte: &u8| *byte == b'[' || byte.is_ascii_whitespace() && !(spaced && *byte == b' ');
    let length = rest.iter().take(LONGEST_TARGET).position(ends)?;
    let clings = length == 0 || rest.first() != Some(&b' ') && rest.get(length - 1) != Some(&b' ');
    (rest.get(length) == Some(&b'[') && clings && !rest.starts_with(b":")).then_some(length)
}

/// The bracket that closes the one at `open`.
fn balanced(line: &mut Inline<'_, '_>, open: usize) -> Option<usize> {
    let first = line.next(BRACKET, "]", open + 1)?;
    let rest = line.text.as_bytes().get(open..line.limit())?;
    let mut depth = 0_usize;
    for (offset, byte) in rest.iter().take(LONGEST_NOTE).enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(open + offset),
            b']' => depth -= 1,
            _ => {}
        }
    }
    Some(first)
}
