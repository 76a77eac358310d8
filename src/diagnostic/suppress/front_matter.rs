//! What front matter silences: `copydesk: {ignore: [names, misspelling]}`, as YAML in any of its forms, or as TOML.

use toml::de::DeTable;

use super::{Action, Name, Suppression};
use crate::source::Span;

/// The key of the front matter that speaks to copydesk.
const KEY: &str = "copydesk";
/// The key below it.
const IGNORE: &str = "ignore";

/// What the front matter at `span`, fences included, silences.
pub(super) fn read(text: &str, span: Span, toml: bool) -> Option<Suppression> {
    let written = text.get(span.range())?;
    if !written.contains(KEY) {
        return None;
    }
    if toml { read_toml(text, span) } else { read_yaml(text, span) }
}

fn read_toml(text: &str, span: Span) -> Option<Suppression> {
    let written = text.get(span.range())?;
    let body_start = written.find('\n')? + 1;
    let body = written.get(body_start..)?;
    let body = body.get(..body.rfind("+++")?)?;
    let base = span.start as usize + body_start;
    let place = |range: std::ops::Range<usize>| Span::from_range(base + range.start..base + range.end);
    let parsed = DeTable::parse(body).ok()?;
    let told = parsed.get_ref().get(KEY)?.get_ref().as_table()?;
    let Some((key, value)) = told.get_key_value(IGNORE) else {
        let key = told.keys().next()?;
        return Some(unknown(text, place(key.span()), place(key.span()), key.get_ref()));
    };
    let items = value.get_ref().as_array()?;
    let names = items.iter().filter_map(|item| {
        let (name, span) = (item.get_ref().as_str()?, item.span());
        // The span of a string includes its quotation marks.
        let marks = span.len().saturating_sub(name.len()) / 2;
        Some((name.to_owned(), place(span.start + marks..span.end - marks)))
    });
    let names = names.collect();
    let entry = place(key.span()).to(place(value.span()));
    Some(suppression(text, entry, names))
}

fn read_yaml(text: &str, span: Span) -> Option<Suppression> {
    let mut lines = lines(text, span).skip_while(|(_, line)| !is_key(line));
    let (start, first) = lines.next()?;
    let mut end = start + first.trim_end().len();
    for (at, line) in lines {
        if !line.trim().is_empty() && !line.starts_with([' ', '\t']) {
            break;
        }
        if !line.trim().is_empty() {
            end = at + line.trim_end().len();
        }
    }
    let entry = text.get(start..end)?;
    let ignore = entry.match_indices(IGNORE).find(|(at, word)| {
        let after = entry.get(at + word.len()..).unwrap_or_default().trim_start_matches(['"', '\'', ' ']);
        after.starts_with(':')
    });
    let Some((at, _)) = ignore else {
        let key = other_key(entry)?;
        let at = start + (key.as_ptr() as usize - entry.as_ptr() as usize);
        return Some(unknown(text, Span::from_range(start..end), Span::from_range(at..at + key.len()), key));
    };
    let value_start = at + entry.get(at..)?.find(':')? + 1;
    let value = entry.get(value_start..)?;
    // A list in brackets, or a single name in braces, ends there; a list with dashes ends where the entry does.
    let close = if value.trim_start().starts_with('[') { value.find(']') } else { value.find('}') };
    let value = value.get(..close.unwrap_or(value.len()))?;
    let names = words(value).map(|(at, word)| {
        let start = start + value_start + at;
        (word.to_owned(), Span::from_range(start..start + word.len()))
    });
    let names = names.collect();
    Some(suppression(text, Span::from_range(start..end), names))
}

/// The first key below [`KEY`] in an entry in YAML that has not the one that is known.
fn other_key(entry: &str) -> Option<&str> {
    let below = entry.split_once(':')?.1.trim_start_matches([' ', '\t', '\r', '\n', '{', '"', '\'']);
    let (key, after) = below.split_at(below.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'))?);
    (!key.is_empty() && after.trim_start_matches(['"', '\'', ' ']).starts_with(':')).then_some(key)
}

/// What is told to copydesk under a `key` that it does not know.
fn unknown(text: &str, entry: Span, key_span: Span, key: &str) -> Suppression {
    let action = Action::UnknownKey(key.to_owned());
    let removal = lines_of(text, entry);
    Suppression { action, span: key_span, removal, names: Vec::new(), everything: false, used: false }
}

fn is_key(line: &str) -> bool {
    line.strip_prefix(KEY).is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// The lines of `span`, each with the byte at which it begins.
fn lines(text: &str, span: Span) -> impl Iterator<Item = (usize, &str)> {
    let mut at = span.start as usize;
    text.get(span.range()).unwrap_or_default().split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// The names in a YAML value, with their places in it; comments hold none.
fn words(value: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    value.split_inclusive('\n').flat_map(move |line| {
        let start = at;
        at += line.len();
        let code = line.find(" #").or_else(|| line.trim_start().starts_with('#').then_some(0));
        let line = line.get(..code.unwrap_or(line.len())).unwrap_or_default();
        let part = |c: char| !c.is_ascii_alphanumeric() && c != '-';
        let offset = move |word: &str| start + (word.as_ptr() as usize - line.as_ptr() as usize);
        line.split(part)
            .filter(|word| word.contains(|c: char| c.is_ascii_alphanumeric()))
            .map(move |word| (offset(word), word))
    })
}

fn suppression(text: &str, entry: Span, names: Vec<(String, Span)>) -> Suppression {
    let whole_lines = lines_of(text, entry);
    let mut read: Vec<Name> = Vec::new();
    for (name, span) in names {
        let line = text.get(lines_of(text, span).range()).unwrap_or_default();
        let line = line.split(" #").next().unwrap_or_default().trim();
        let removal = if line.trim_start_matches(['-', ' ', '"', '\'']).trim_end_matches(['"', '\'']) == name {
            // An item with a line of its own.
            lines_of(text, span)
        } else {
            let quoted = quoted(text, span);
            if let [first] = read.as_mut_slice() {
                first.removal = Span::new(first.removal.start, quoted.start);
            }
            let before = read.last().map_or(quoted.start, |before| self::quoted(text, before.span).end);
            Span::new(before, quoted.end)
        };
        read.push(Name { text: name, span, removal, used: false });
    }
    Suppression { action: Action::File, span: entry, removal: whole_lines, names: read, everything: false, used: false }
}

/// `span` with the quotation marks around it.
fn quoted(text: &str, span: Span) -> Span {
    let bytes = text.as_bytes();
    let mark = |at: Option<&u8>| at.is_some_and(|byte| matches!(byte, b'"' | b'\''));
    let start = span.start as usize;
    let before = start.checked_sub(1).is_some_and(|before| mark(bytes.get(before)));
    let after = mark(bytes.get(span.end as usize));
    if before && after { Span::new(span.start - 1, span.end + 1) } else { span }
}

/// The lines that `span` stands in, with their ends.
fn lines_of(text: &str, span: Span) -> Span {
    let start = text.get(..span.start as usize).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(span.end as usize..).and_then(|after| after.find('\n'));
    Span::from_range(start..end.map_or(text.len(), |length| span.end as usize + length + 1))
}

#[cfg(test)]
mod tests {
    use super::{Action, read};
    use crate::source::Span;

    #[test]
    fn every_way_of_writing_it_is_read() {
        // The front matter, the names, and what is left without the first name; without all.
        for (text, toml, names, first, whole) in [
            (
                "---\ntitle: A\ncopydesk: {ignore: [a, b-c]}\n---\n",
                false,
                &["a", "b-c"][..],
                "---\ntitle: A\ncopydesk: {ignore: [b-c]}\n---\n",
                "---\ntitle: A\n---\n",
            ),
            (
                "---\ncopydesk:\n  ignore: ['a', \"b\"]  # why: not\ntitle: A\n---\n",
                false,
                &["a", "b"],
                "---\ncopydesk:\n  ignore: [\"b\"]  # why: not\ntitle: A\n---\n",
                "---\ntitle: A\n---\n",
            ),
            (
                "---\ncopydesk:\n  ignore:\n    - a # so\n    - b\n\ntitle: A\n---\n",
                false,
                &["a", "b"],
                "---\ncopydesk:\n  ignore:\n    - b\n\ntitle: A\n---\n",
                "---\n\ntitle: A\n---\n",
            ),
            ("---\ncopydesk: {ignore: all}\n---\n", false, &["all"], "---\ncopydesk: {ignore: }\n---\n", "---\n---\n"),
            (
                "+++\ntitle = 'A'\n[copydesk]\nignore = [\"a\", 'b']\n+++\n",
                true,
                &["a", "b"],
                "+++\ntitle = 'A'\n[copydesk]\nignore = ['b']\n+++\n",
                "+++\ntitle = 'A'\n[copydesk]\n+++\n",
            ),
            (
                "+++\ncopydesk = { ignore = ['a'] }\n+++\n",
                true,
                &["a"],
                "+++\ncopydesk = { ignore = [] }\n+++\n",
                "+++\n+++\n",
            ),
        ] {
            let found = read(text, Span::from_range(0..text.len()), toml).unwrap();
            let read: Vec<&str> = found.names.iter().map(|name| &*name.text).collect();
            assert_eq!(read, names, "{text}");
            let without = |span: Span| format!("{}{}", &text[..span.start as usize], &text[span.end as usize..]);
            assert_eq!(without(found.names[0].removal), first);
            assert_eq!(without(found.removal), whole);
        }
    }

    #[test]
    fn a_key_that_is_not_known_is_told() {
        for (text, toml) in [
            ("---\ncopydesk: {ingore: [a]}\n---\n", false),
            ("---\ncopydesk: { 'ingore': [a] }\n---\n", false),
            ("---\ncopydesk:\n  ingore:\n    - a\n---\n", false),
            ("+++\n[copydesk]\ningore = ['a']\n+++\n", true),
            ("+++\ncopydesk = { ingore = ['a'] }\n+++\n", true),
        ] {
            let found = read(text, Span::from_range(0..text.len()), toml).unwrap();
            assert_eq!(found.action, Action::UnknownKey("ingore".to_owned()), "{text}");
            assert_eq!(&text[found.span.range()], "ingore");
        }
    }

    #[test]
    fn what_says_nothing_is_left_alone() {
        for (text, toml) in [
            ("---\ntitle: copydesk\n---\n", false),
            ("---\ncopydesk: true\n---\n", false),
            ("---\ncopydesk: {}\n---\n", false),
            ("---\ncopydesk: on, since 10:30\n---\n", false),
            ("---\nother:\n  copydesk:\n    ignore: [a]\n---\n", false),
            ("+++\ncopydesk = 1\n+++\n", true),
            ("+++\ncopydesk = {\n+++\n", true),
            ("---\ncopydesk:", false),
        ] {
            assert_eq!(read(text, Span::from_range(0..text.len()), toml), None, "{text}");
        }
    }
}
