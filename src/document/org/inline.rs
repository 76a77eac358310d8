//! Markup within the lines of Org.

use crate::document::html::entities::entity;
use crate::document::light::{Inline, Marks, head, is_word_char};
use crate::source::BlockKind;
use crate::source::transcript::StandIn;

/// The kinds of searches: one for each of the marks of emphasis, and more.
const EMPHASIS: &[u8] = b"*/_=~+";
const LINK: usize = 10;
const MACRO: usize = 11;
const SNIPPET: usize = 12;
const ANGLES: usize = 13;
const DOLLAR: usize = 14;
const DOLLARS: usize = 15;
const PAREN: usize = 16;
const SQUARE: usize = 17;
const BRACKET: usize = 18;

/// The longest sign, date or citation in brackets.
const LONGEST: usize = 400;

/// The longest text of a footnote.
const LONGEST_NOTE: usize = 2000;

/// The markup of Org.
#[derive(Debug)]
pub(super) struct Org;

impl Marks for Org {
    fn is_special(&self, byte: u8) -> bool {
        matches!(byte, b'*' | b'/' | b'_' | b'=' | b'~' | b'+' | b'[' | b'<' | b'\\' | b'$' | b'{' | b'@' | b'^' | b':')
    }

    fn note_sign(&mut self, line: &mut Inline<'_, '_>, _from: usize, at: usize) -> Option<(usize, usize)> {
        if line.byte(at)? != b'[' || !line.rest(at).starts_with("[fn:") {
            return None;
        }
        line.next(BRACKET, "]", at)?;
        let end = balanced(line, at, LONGEST_NOTE)?;
        let inner = line.text.get(at + 4..end)?;
        if let Some(colon) = inner.find(':')
            && !inner.get(..colon)?.contains(char::is_whitespace)
        {
            line.notes.push((at + 4 + colon + 1..end, BlockKind::Footnote));
        }
        Some((at, end + 1))
    }

    fn name(&mut self, line: &mut Inline<'_, '_>, from: usize, at: usize) -> Option<usize> {
        citation(line, from, at).map(|(start, _)| start)
    }

    fn read_named(&mut self, line: &mut Inline<'_, '_>, start: usize, at: usize) -> Option<usize> {
        citation(line, start, at).map(|(start, end)| line.opaque(start, end))
    }

    fn read(&mut self, line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
        match line.byte(at)? {
            b'[' => bracket(line, at),
            b'<' => angle(line, at),
            b'\\' => backslash(line, at),
            b'$' => dollar(line, at),
            b'{' if line.rest(at).starts_with("{{{") => {
                let end = line.next(MACRO, "}}}", at + 3)?;
                Some(line.opaque(at, end + 3))
            }
            b'@' if line.rest(at).starts_with("@@") => {
                let end = line.next(SNIPPET, "@@", at + 2)?;
                Some(line.skip(end + 2))
            }
            b'^' | b'_' if line.byte(at + 1) == Some(b'{') && line.before(at).is_some_and(|c| !c.is_whitespace()) => {
                let rest = line.rest(at).as_bytes();
                let end = rest.iter().take(80).position(|byte| *byte == b'}')?;
                Some(line.opaque(at, at + end + 1))
            }
            b'_' if source_call(line, at).is_some() => source_call(line, at).map(|end| line.opaque(at, end)),
            mark => emphasis(line, at, mark),
        }
    }
}

/// The range of a reference as org-ref writes it, whose colon stands at `at` and which begins at or after `from`: `cite:a-2020`,
/// `eqref:b`.
fn citation(line: &Inline<'_, '_>, from: usize, at: usize) -> Option<(usize, usize)> {
    if line.byte(at)? != b':' {
        return None;
    }
    let before = line.text.as_bytes().get(from.max(at.saturating_sub(20))..at)?;
    let start = at - before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let name = line.text.get(start..at)?;
    let known = name.starts_with("cite") || name.ends_with("cite") || name.ends_with("ref") || name == "label";
    let apart = line.before(start).is_none_or(|c| !is_word_char(c));
    let key = head(line.rest(at + 1), LONGEST);
    let worded = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | ',' | '+' | '/' | '&' | '@');
    let key = key.get(..key.find(|c| !worded(c)).unwrap_or(key.len()))?.trim_end_matches(['.', ',', ':']);
    (known && apart && !key.is_empty()).then_some((start, at + 1 + key.len()))
}

/// The end of a piece of a program in a line, of whose name the underscore stands at `at`.
fn source_call(line: &Inline<'_, '_>, at: usize) -> Option<usize> {
    let before = line.text.get(line.start..at)?;
    if !(before.ends_with("src") || before.ends_with("call")) {
        return None;
    }
    let rest = line.rest(at).as_bytes();
    let rest = rest.get(..LONGEST.min(rest.len()))?;
    let name = rest.iter().position(|byte| matches!(byte, b'{' | b'[' | b'(') || byte.is_ascii_whitespace())?;
    let close = match rest.get(name)? {
        b'{' | b'[' => b'}',
        b'(' => b')',
        _ => return None,
    };
    rest.iter().position(|byte| *byte == close).map(|end| at + end + 1)
}

fn emphasis(line: &mut Inline<'_, '_>, at: usize, mark: u8) -> Option<usize> {
    let kind = EMPHASIS.iter().position(|known| *known == mark)?;
    let before = line.before(at);
    let free = before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '[' | '-' | '(' | '{' | '\'' | '"' | '*' | '/' | '_' | '+' | '“' | '‘' | '—' | '–')
    });
    if !free || line.after(at + 1).is_none_or(char::is_whitespace) {
        return None;
    }
    let mut ahead = std::mem::take(&mut line.ahead);
    let this = &*line;
    let search = || {
        let mut from = at + 1;
        loop {
            let rest = this.text.as_bytes().get(from..this.end)?;
            let found = from + memchr::memchr(mark, rest)?;
            let clings =
                this.text.get(..found).and_then(|text| text.chars().next_back()).is_some_and(|c| !c.is_whitespace());
            let after = this.after(found + 1);
            let ends =
                after.is_none_or(|c| !is_word_char(c) && (u8::try_from(c) != Ok(mark)) || c == '_' && mark != b'_');
            if clings && ends {
                return Some(found);
            }
            from = found + 1;
        }
    };
    let found = ahead.find(kind, at + 1, search);
    line.ahead = ahead;
    let end = found.filter(|found| *found > at + 1 && *found < line.limit())?;
    if matches!(mark, b'=' | b'~') {
        return Some(line.opaque(at, end + 1));
    }
    Some(line.open(at + 1, end, 1))
}

fn bracket(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    if line.byte(at + 1) == Some(b'[') {
        let end = line.next(LINK, "]]", at + 2)?;
        let inner = line.text.get(at + 2..end)?;
        let target = inner.find("][").unwrap_or(inner.len());
        if !inner.get(..target)?.contains("://") {
            // A headline is a target by its title.
            line.out.seal(at + 2..at + 2 + target);
        }
        let Some(middle) = inner.find("][") else {
            line.out.stand_in(at..end + 2, StandIn::Url);
            return Some(end + 2);
        };
        let start = at + 2 + middle + 2;
        let text = line.text.get(start..end)?;
        let address = text.contains("://") || text.starts_with("file:") || text.trim().is_empty();
        if address || start >= end {
            line.out.stand_in(at..end + 2, StandIn::Url);
            return Some(end + 2);
        }
        return Some(line.open(start, end, 2));
    }
    let rest = line.rest(at);
    let rest = head(rest, LONGEST);
    let end = rest.bytes().position(|byte| byte == b']')?;
    let inner = rest.get(1..end)?;
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '/' | '%');
    let cookie = inner.contains(['/', '%']) && inner.chars().all(digits);
    if inner.starts_with("cite") && inner.contains(':') || is_date(inner) || cookie {
        return Some(line.opaque(at, at + end + 1));
    }
    None
}

/// Whether `inner` begins with a date.
fn is_date(inner: &str) -> bool {
    let bytes = inner.as_bytes();
    bytes.len() >= 10
        && bytes.get(4) == Some(&b'-')
        && bytes.get(7) == Some(&b'-')
        && bytes.iter().take(4).all(u8::is_ascii_digit)
}

/// A target, a date or an address.
fn angle(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    if line.byte(at + 1) == Some(b'<') {
        let radio = line.byte(at + 2) == Some(b'<');
        let end = line.next(ANGLES, ">>", at + 2)?;
        let end = end + 2 + usize::from(radio && line.byte(end + 2) == Some(b'>'));
        let length = if radio { 3 } else { 2 };
        return Some(if radio && at + length < end - length {
            // Every place that has the same words leads here.
            line.out.seal(at + length..end - length);
            line.open(at + length, end - length, length)
        } else {
            line.skip(end)
        });
    }
    let rest = line.rest(at);
    let rest = head(rest, LONGEST);
    let end = rest.bytes().position(|byte| byte == b'>')?;
    let inner = rest.get(1..end)?;
    let named = inner.contains(':') && !inner.contains(char::is_whitespace);
    if is_date(inner) || named {
        line.out.stand_in(at..at + end + 1, if named { StandIn::Url } else { StandIn::Opaque });
        return Some(at + end + 1);
    }
    None
}

/// An entity, mathematics, or the end of a line.
fn backslash(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    let rest = line.rest(at + 1);
    match rest.bytes().next()? {
        b'\\' => {
            let next = rest.bytes().skip(1).find(|byte| !matches!(byte, b' ' | b'\t'));
            next.is_none_or(|byte| matches!(byte, b'\n' | b'\r')).then(|| {
                line.out.line_break(at..at + 2);
                at + 2
            })
        }
        b'(' => line.next(PAREN, "\\)", at + 2).map(|end| line.opaque(at, end + 2)),
        b'[' => line.next(SQUARE, "\\]", at + 2).map(|end| line.opaque(at, end + 2)),
        byte if byte.is_ascii_alphabetic() => {
            let length = rest.bytes().take(40).take_while(u8::is_ascii_alphanumeric).count();
            let name = rest.get(..length)?;
            let braces = if rest.get(length..)?.starts_with("{}") { 2 } else { 0 };
            let end = at + 1 + length + braces;
            let text = match name {
                "dots" | "ldots" => Some((0, "…".to_owned())),
                _ => entity(&format!("&{name};"), true),
            };
            if let Some((_, text)) = text {
                line.out.decoded(at..end, &text);
                Some(end)
            } else {
                // A command of TeX with what it takes.
                let arguments = rest.get(length..)?;
                let taken = if arguments.starts_with('{') {
                    arguments.bytes().take(LONGEST).position(|byte| byte == b'}')
                } else {
                    None
                };
                Some(line.opaque(at, at + 1 + length + taken.map_or(0, |taken| taken + 1)))
            }
        }
        _ => None,
    }
}

/// Mathematics between dollars.
fn dollar(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    if line.byte(at + 1) == Some(b'$') {
        let end = line.next(DOLLARS, "$$", at + 2)?;
        return Some(line.opaque(at, end + 2));
    }
    let free = line.before(at).is_none_or(|c| !is_word_char(c) && c != '$');
    let first = line.after(at + 1)?;
    let end = line.next(DOLLAR, "$", at + 1)?;
    let last = line.text.get(..end)?.chars().next_back()?;
    let ends = line.after(end + 1).is_none_or(|c| !c.is_alphanumeric());
    let inner = line.text.get(at + 1..end)?;
    let math = free && ends && !first.is_whitespace() && !last.is_whitespace() && inner.matches('\n').count() < 3;
    (math && !matches!(first, '.' | ',' | ';') && !matches!(last, '.' | ',')).then(|| line.opaque(at, end + 1))
}

/// The bracket that closes the one at `open`, of those within `longest` bytes.
fn balanced(line: &Inline<'_, '_>, open: usize, longest: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, byte) in line.rest(open).bytes().take(longest).enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(open + offset),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}
