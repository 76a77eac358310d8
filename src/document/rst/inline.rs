//! Markup within the lines of reStructuredText.

use crate::document::light::{Inline, Marks, char_at, is_word_char};
use crate::source::transcript::StandIn;

/// Roles whose text is read.
const TEXT_ROLES: &[&str] = &[
    "emphasis",
    "strong",
    "sub",
    "sup",
    "subscript",
    "superscript",
    "title-reference",
    "title",
    "t",
    "dfn",
    "abbr",
    "term",
    "ref",
    "doc",
    "numref",
    "any",
    "download",
    "index",
    "del",
    "ins",
    "kbd-text",
    "small",
    "u",
    "std:ref",
    "std:doc",
    "std:term",
];

/// The kinds of searches.
const STAR: usize = 0;
const STARS: usize = 1;
const TICK: usize = 2;
const TICKS: usize = 3;
const BAR: usize = 4;
const BRACKET: usize = 5;

/// The markup of reStructuredText.
#[derive(Debug)]
pub(super) struct Rst;

impl Marks for Rst {
    fn is_special(&self, byte: u8) -> bool {
        matches!(byte, b'*' | b'`' | b'|' | b'_' | b'\\' | b'[' | b':')
    }

    fn note_sign(&mut self, line: &mut Inline<'_, '_>, _from: usize, at: usize) -> Option<(usize, usize)> {
        if line.byte(at)? != b'[' || at == line.start {
            return None;
        }
        let rest = line.text.get(at + 1..line.limit())?;
        let length = rest.bytes().take(80).position(|byte| byte == b']')?;
        let label = rest.get(..length)?;
        let numbered = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
        let named = label.starts_with('#') && !label.contains(char::is_whitespace) || label == "*";
        let end = at + length + 3;
        let closed = rest.get(length + 1..)?.starts_with('_') && !line.after(end).is_some_and(is_word_char);
        ((numbered || named) && closed).then_some((at, end))
    }

    fn read(&mut self, line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
        match line.byte(at)? {
            b'\\' => escape(line, at),
            b'*' => stars(line, at),
            b'`' => ticks(line, at),
            b'|' => {
                let end = opens(line, at, 1).then(|| close(line, BAR, "|", at + 1)).flatten()?;
                let after = if line.byte(end + 1) == Some(b'_') { end + 2 } else { end + 1 };
                Some(line.opaque(at, after))
            }
            b'_' => underscore(line, at),
            b'[' => {
                // A citation.
                let end = line.next(BRACKET, "]_", at + 1)?;
                let label = line.text.get(at + 1..end)?;
                let named = !label.is_empty() && label.len() < 80 && !label.contains(char::is_whitespace);
                named.then(|| line.opaque(at, end + 2))
            }
            b':' => role(line, at),
            _ => None,
        }
    }
}

/// A backslash: what follows it means itself; before white space both are read as nothing.
fn escape(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    let next = char_at(line.text, at + 1).filter(|_| at + 1 < line.end)?;
    let end = at + 1 + next.len_utf8();
    if next.is_whitespace() {
        return Some(line.skip(end));
    }
    line.out.decoded(at..end, line.text.get(at + 1..end)?);
    Some(end)
}

/// Whether what begins at `at` and is `length` bytes long may begin markup.
fn opens(line: &Inline<'_, '_>, at: usize, length: usize) -> bool {
    let before = line.before(at);
    let free = before.is_none_or(|c| c.is_whitespace() || !c.is_alphanumeric() && !matches!(c, '*' | '`' | '_' | '\\'));
    let after = line.after(at + length);
    // A mark between quotation marks or brackets is one that is spoken of.
    let quoted = match (before, after) {
        (Some('('), Some(')')) | (Some('['), Some(']')) | (Some('{'), Some('}')) | (Some('<'), Some('>')) => true,
        (Some(left @ ('"' | '\'')), Some(right)) => left == right,
        _ => false,
    };
    free && !quoted && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether markup may end before byte `at`.
fn may_end(line: &Inline<'_, '_>, at: usize) -> bool {
    line.after(at).is_none_or(|c| !c.is_alphanumeric() && c != '*' && c != '`')
}

/// Where `mark` stands next from `from` on so that it ends markup.
fn close(line: &mut Inline<'_, '_>, kind: usize, mark: &str, from: usize) -> Option<usize> {
    let (limit, whole) = (line.limit(), line.end);
    let mut ahead = std::mem::take(&mut line.ahead);
    let this = &*line;
    let search = || {
        let mut at = from;
        loop {
            let rest = this.text.as_bytes().get(at..whole)?;
            let found = at + memchr::memmem::find(rest, mark.as_bytes())?;
            let before = this.text.get(..found).and_then(|before| before.chars().next_back());
            let clings = before.is_some_and(|c| !c.is_whitespace() && (c != '\\' || mark == "``"));
            // `` x``` `` ends with the last two of three marks.
            let after = found + mark.len();
            let last = mark != "``" || this.byte(after) != Some(b'`');
            let tick = mark == "`" || may_end(this, after);
            if clings && last && tick {
                return Some(found);
            }
            at = found + 1;
        }
    };
    let found = ahead.find(kind, from, search);
    line.ahead = ahead;
    found.filter(|found| *found > from && found + mark.len() <= limit)
}

fn stars(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    let double = line.byte(at + 1) == Some(b'*');
    let length = 1 + usize::from(double);
    if !opens(line, at, length) {
        return None;
    }
    let (kind, mark) = if double { (STARS, "**") } else { (STAR, "*") };
    let end = close(line, kind, mark, at + length)?;
    Some(line.open(at + length, end, length))
}

/// A literal, or a text with a role or a target.
fn ticks(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    if line.byte(at + 1) == Some(b'`') {
        let end = opens(line, at, 2).then(|| close(line, TICKS, "``", at + 2)).flatten()?;
        return Some(line.opaque(at, end + 2));
    }
    if !opens(line, at, 1) {
        return None;
    }
    interpreted(line, at, at, None)
}

/// Roles that say how a text looks, and nothing of where it leads.
const SHOWN: &[&str] = &["abbr", "emphasis", "strong", "sub", "subscript", "sup", "superscript", "title-reference"];

/// The text between backticks of which the first stands at `tick`; all begins at `at`.
fn interpreted(line: &mut Inline<'_, '_>, at: usize, tick: usize, role: Option<&str>) -> Option<usize> {
    let end = close(line, TICK, "`", tick + 1)?;
    let written = line.text.get(tick + 1..end)?;
    let mut after = end + 1;
    let mut is_text = role.is_some_and(|role| TEXT_ROLES.contains(&role));
    let needs_title =
        role.is_some_and(|role| matches!(role, "ref" | "doc" | "numref" | "any" | "download" | "std:ref" | "std:doc"));
    if role.is_none() {
        if line.byte(after) == Some(b'_') {
            after += 1 + usize::from(line.byte(after + 1) == Some(b'_'));
            is_text = true;
        } else if line.byte(after) == Some(b':') {
            // The role may stand behind.
            let name = role_name(line, after);
            if let Some(length) = name {
                let role = line.text.get(after + 1..after + 1 + length)?;
                is_text = TEXT_ROLES.contains(&role) && !matches!(role, "ref" | "doc");
                after += length + 2;
            }
        }
    }
    let target = written.ends_with('>').then(|| written.rfind('<')).flatten();
    if needs_title {
        named(line, tick + 1, written);
    }
    // Where a word follows at once, it is no markup, and what it would be read as is not known.
    if !is_text || needs_title && target.is_none() || !may_end(line, after) {
        return Some(line.opaque(at, after));
    }
    let text = target.map_or(written, |target| written.get(..target).unwrap_or_default()).trim_end();
    // An abbreviation is explained in brackets.
    let text = if role == Some("abbr") { text.split(" (").next().unwrap_or(text) } else { text };
    if text.trim().is_empty() {
        line.out.stand_in(at..after, if target.is_some() { StandIn::Url } else { StandIn::Opaque });
        return Some(after);
    }
    let shown = usize::from(text.starts_with('!') && role.is_some());
    let stop = tick + 1 + text.len();
    if target.is_none() && role.is_none_or(|role| !SHOWN.contains(&role)) {
        // The target, or the entry of a glossary, goes by this name.
        line.out.seal(tick + 1..stop);
    }
    Some(line.open(tick + 1 + shown, stop, after - stop))
}

/// A title that a role goes to, which may stand behind the file that it is in, and behind what is shown of it, stays as it is
/// written; `written` begins at `at`.
fn named(line: &mut Inline<'_, '_>, at: usize, written: &str) {
    let open = written.rfind('<').filter(|_| written.ends_with('>')).map_or(0, |open| open + 1);
    let end = at + written.len() - usize::from(open > 0);
    line.out.seal(at + open..end);
    if let Some(colon) = written.get(open..).and_then(|target| target.find(':')) {
        line.out.seal(at + open + colon + 1..end);
    }
}

/// The length of the name of a role whose first colon stands at `at`.
fn role_name(line: &Inline<'_, '_>, at: usize) -> Option<usize> {
    let rest = line.text.get(at + 1..line.limit())?.as_bytes();
    let name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'+' | b':');
    let length = rest.iter().take(60).take_while(|byte| name(**byte)).count();
    let name = rest.get(..length)?;
    let length = name.iter().rposition(|byte| *byte == b':')?;
    (length > 0 && name.first()?.is_ascii_alphabetic()).then_some(length)
}

fn role(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    let length = role_name(line, at)?;
    let tick = at + length + 2;
    if line.byte(tick) != Some(b'`') || line.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let text = line.text;
    let role = text.get(at + 1..at + 1 + length)?;
    if line.byte(tick + 1) == Some(b'`') {
        return None;
    }
    interpreted(line, at, tick, Some(role))
}

/// The end of a word that leads somewhere, or a target within the line.
fn underscore(line: &mut Inline<'_, '_>, at: usize) -> Option<usize> {
    if line.byte(at + 1) == Some(b'`') && opens(line, at, 2) {
        let end = close(line, TICK, "`", at + 2)?;
        line.out.seal(at + 2..end);
        return Some(line.open(at + 2, end, 1));
    }
    let double = line.byte(at + 1) == Some(b'_');
    let after = at + 1 + usize::from(double);
    let word = line.before(at).is_some_and(char::is_alphanumeric);
    let ends = line.after(after).is_none_or(|c| !is_word_char(c));
    if !(word && ends) {
        return None;
    }
    let in_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '+' | ':' | '_');
    let name =
        line.text.get(line.start..at)?.chars().rev().take_while(|&c| in_name(c)).map(char::len_utf8).sum::<usize>();
    line.out.seal(at - name..at);
    Some(line.skip(after))
}
