//! Markup within the lines of `AsciiDoc`.

use std::ops::Range;

use super::macros;
use crate::document::html::entities::entity;
use crate::document::light::{Inline, Marks, char_at, head, is_word_char};
use crate::source::transcript::StandIn;

/// The kinds of searches: for each mark one that may stand within words, and one that may not.
const MARKS: &[u8] = b"*_`#+^~$'";
const CLOSES: usize = 18;
const QUOTE: usize = 24;
const BRACE: usize = 19;
const BRACES: usize = 20;
const ANGLES: usize = 21;
pub(super) const BRACKET: usize = 22;
const PARENS: usize = 23;

/// The markup of `AsciiDoc`.
#[derive(Debug)]
pub(super) struct Asciidoc {
    /// Single quotation marks emphasise.
    pub(super) old: bool,
}

impl Marks for Asciidoc {
    fn is_special(&self, byte: u8) -> bool {
        matches!(
            byte,
            b'*' | b'_'
                | b'`'
                | b'#'
                | b'+'
                | b'^'
                | b'~'
                | b'$'
                | b'{'
                | b'<'
                | b'['
                | b'\\'
                | b'&'
                | b'"'
                | b'\''
                | b'('
                | b':'
        )
    }

    fn note_sign(&mut self, line: &mut Inline<'_, '_>, from: usize, at: usize) -> Option<(usize, usize)> {
        macros::footnote(line, from, at)
    }

    fn name(&mut self, line: &mut Inline<'_, '_>, from: usize, at: usize) -> Option<usize> {
        macros::name(line, from, at)
    }

    fn read_named(&mut self, line: &mut Inline<'_, '_>, start: usize, at: usize) -> Option<usize> {
        macros::read(line, start, at)
    }

    fn after_url(&mut self, line: &mut Inline<'_, '_>, range: &Range<usize>) -> Option<usize> {
        (line.byte(range.end) == Some(b'[')).then(|| macros::text(line, range.start, range.end)).flatten()
    }

    fn read(&mut self, line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
        match line.byte(at)? {
            b'\\' => escape(line, at),
            b'{' => {
                let end = line.next(BRACE, "}", at + 1)?;
                attribute(line, at, end)
            }
            b'<' if line.byte(at + 1) == Some(b'<') => reference(line, at),
            b'<' => {
                // The number of a callout, or an address.
                let rest = line.rest(at);
                let end = rest.bytes().take(300).position(|byte| byte == b'>')?;
                let inner = rest.get(1..end)?;
                let number = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
                let tag = inner.starts_with(|c: char| c.is_alphabetic() || c == '/') && !inner.contains(' ');
                if inner.contains("://") {
                    line.out.stand_in(at..at + end + 1, StandIn::Url);
                    return Some(at + end + 1);
                }
                (number || tag).then(|| line.opaque(at, at + end + 1))
            }
            b'[' => {
                if line.byte(at + 1) == Some(b'[') {
                    let end = line.next(BRACES, "]]", at + 2)?;
                    return Some(line.skip(end + 2));
                }
                // `[.role]#text#`.
                let rest = line.rest(at);
                let end = rest.bytes().take(200).position(|byte| byte == b']')?;
                let marked = rest.as_bytes().get(end + 1).is_some_and(|byte| matches!(byte, b'#' | b'*' | b'_' | b'`'));
                let named = rest
                    .as_bytes()
                    .get(1)
                    .is_some_and(|byte| matches!(byte, b'.' | b'#') || byte.is_ascii_alphabetic());
                (marked && named).then(|| line.skip(at + end + 1))
            }
            b'&' => {
                let (length, text) = entity(head(line.rest(at), 48), true)?;
                line.out.decoded(at..at + length, &text);
                Some(at + length)
            }
            // An old file has code in quotation marks there.
            b'"' | b'\'' if !self.old && line.byte(at + 1) == Some(b'`') => quote(line, at),
            b'\'' if self.old => old_emphasis(line, at),
            b'\'' => name_in_quotes(line, at),
            b'(' => {
                if !line.rest(at).starts_with("((") {
                    return None;
                }
                if line.byte(at + 2) == Some(b'(') {
                    let end = line.next(PARENS, "))", at + 3)?;
                    let end = end + 2 + usize::from(line.byte(end + 2) == Some(b')'));
                    return Some(line.skip(end));
                }
                let end = line.next(PARENS, "))", at + 2)?;
                Some(line.open(at + 2, end, 2))
            }
            b':' => None,
            mark => marked(line, at, mark),
        }
    }
}

/// A backslash before markup means that it is none.
fn escape(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    let next = char_at(line.text, at + 1).filter(|_| at + 1 < line.limit())?;
    if !matches!(next, '*' | '_' | '`' | '#' | '+' | '^' | '~' | '{' | '<' | '[' | '&' | '\'' | '"' | '(' | '-' | '.') {
        return None;
    }
    let end = at + 2;
    line.out.decoded(at..end, line.text.get(at + 1..end)?);
    Some(end)
}

/// `{name}`.
fn attribute(line: &mut Inline<'_, '_>, at: usize, end: usize) -> Option<usize> {
    let name = line.text.get(at + 1..end)?;
    let worded = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '!' | '.' | '@' | '$');
    if name.is_empty() || name.len() > 200 || !name.chars().all(worded) {
        return None;
    }
    let text = match name {
        "nbsp" => "\u{a0}",
        "apos" => "'",
        "quot" => "\"",
        "ldquo" => "“",
        "rdquo" => "”",
        "lsquo" => "‘",
        "rsquo" => "’",
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "plus" => "+",
        "asterisk" => "*",
        "backtick" => "`",
        "caret" => "^",
        "tilde" => "~",
        "deg" => "°",
        "sp" | "two-colons" | "two-semicolons" | "startsb" | "endsb" | "vbar" => " ",
        "empty" | "blank" | "zwsp" | "wj" => return Some(line.skip(end + 1)),
        _ => return Some(line.opaque(at, end + 1)),
    };
    line.out.decoded(at..end + 1, text);
    Some(end + 1)
}

/// `<<target>>`, `<<target,text>>`.
fn reference(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    let end = line.next(ANGLES, ">>", at + 2)?;
    let inner = line.text.get(at + 2..end)?;
    let Some(comma) = inner.find(',').filter(|comma| !inner.get(comma + 1..).unwrap_or_default().trim().is_empty())
    else {
        return Some(line.opaque(at, end + 2));
    };
    let text = inner.get(comma + 1..)?;
    let start = at + 2 + comma + 1 + text.len() - text.trim_start().len();
    Some(line.open(start, end, 2))
}

/// Curly quotation marks, written as a straight one and a backtick: `"`text`"`.
fn quote(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    let double = line.byte(at)? == b'"';
    let (mark, kind, reads) = if double { ("`\"", CLOSES, ["“", "”"]) } else { ("`'", CLOSES - 1, ["‘", "’"]) };
    if line.after(at + 2).is_none_or(char::is_whitespace) {
        return None;
    }
    let end = line.next(kind, mark, at + 2)?;
    Some(line.enclose(at, at + 2, end, reads))
}

/// `'text'`, an emphasis in old files.
fn old_emphasis(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    if line.before(at).is_some_and(is_word_char) || line.after(at + 1).is_none_or(char::is_whitespace) {
        return None;
    }
    name_in_quotes(line, at).or_else(|| {
        let end = constrained(line, QUOTE, b'\'', at + 1)?;
        Some(line.open(at + 1, end, 1))
    })
}

/// `'name'`, which is no word of the language.
fn name_in_quotes(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    // A word in single marks that is no word is the name of something.
    if line.before(at).is_some_and(is_word_char) {
        return None;
    }
    let rest = line.rest(at + 1);
    let length = rest.bytes().take(80).position(|byte| byte == b'\'' || byte == b'\n')?;
    let word = rest.get(..length)?;
    let end = at + 1 + length;
    let free = !line.after(end + 1).is_some_and(is_word_char);
    let name =
        word.contains(['-', '/', '_', '=', '<', '.']) || !word.contains(' ') && word.chars().all(char::is_lowercase);
    (line.byte(end) == Some(b'\'') && free && name && !word.is_empty()).then(|| line.opaque(at, end + 1))
}

/// Text between marks.
fn marked(line: &mut Inline<'_, '_>, at: usize, mark: u8) -> Option<usize> {
    let number = MARKS.iter().position(|known| *known == mark)?;
    let run = line.rest(at).bytes().take(4).take_while(|byte| *byte == mark).count();
    let hard_break = mark == b'+' && run == 1 && line.before(at) == Some(' ');
    if hard_break && line.after(at + 1).is_none_or(|c| c == '\n' || c == '\r') {
        line.out.line_break(at..at + 1);
        return Some(at + 1);
    }
    let length = match (mark, run) {
        (b'+', 3) => 3,
        (b'*' | b'_' | b'`' | b'#' | b'+' | b'$', 2 | 3) => 2,
        (b'$', _) | (_, 4..) => return Some(line_run(line, at, mark)),
        (_, 1) => 1,
        _ => return None,
    };
    let start = at + length;
    let first = line.after(start)?;
    let old_quote = mark == b'`' && length == 2;
    let end = if length > 1 {
        let text = std::str::from_utf8(&[mark; 3]).unwrap_or_default().get(..length).unwrap_or_default().to_owned();
        let found = line.next(number, &text, start + 1);
        if found.is_none() && old_quote {
            let end = line.next(CLOSES - 2, "''", start)?;
            return Some(line.enclose(at, start, end, ["“", "”"]));
        }
        found?
    } else if matches!(mark, b'^' | b'~') {
        let end = line.next(number + MARKS.len(), if mark == b'^' { "^" } else { "~" }, start)?;
        if line.text.get(start..end)?.contains(char::is_whitespace) || end == start {
            return None;
        }
        end
    } else {
        let free = line.before(at).is_none_or(|c| !is_word_char(c) && !matches!(c, ':' | ';' | '}' | '/'));
        if !free || first.is_whitespace() {
            return None;
        }
        constrained(line, number + MARKS.len(), mark, start)?
    };
    match mark {
        b'`' | b'+' | b'$' => Some(line.opaque(at, end + length)),
        _ => Some(line.open(start, end, length)),
    }
}

/// The end of a run of marks, which is read as it is.
fn line_run(line: &mut Inline<'_, '_>, at: usize, mark: u8) -> usize {
    let run = line.rest(at).bytes().take_while(|byte| *byte == mark).count();
    line.words(at..at + run);
    at + run
}

/// Where `mark` stands next so that it ends what does not begin within a word.
fn constrained(line: &mut Inline<'_, '_>, kind: usize, mark: u8, from: usize) -> Option<usize> {
    let mut ahead = std::mem::take(&mut line.ahead);
    let this = &*line;
    let search = || {
        let mut at = from;
        loop {
            let rest = this.text.as_bytes().get(at..this.end)?;
            let found = at + memchr::memchr(mark, rest)?;
            let clings =
                this.text.get(..found).and_then(|text| text.chars().next_back()).is_some_and(|c| !c.is_whitespace());
            let ends = !this.after(found + 1).is_some_and(is_word_char);
            if clings && ends {
                return Some(found);
            }
            at = found + 1;
        }
    };
    let found = ahead.find(kind, from, search);
    line.ahead = ahead;
    let limit = line.limit();
    found.filter(|found| *found > from && *found < limit)
}
