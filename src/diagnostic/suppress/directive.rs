//! A comment becomes an instruction: `<!-- copydesk: ignore misspelling, names -- his own spelling -->`, `<!-- stet -->`.

use super::{Action, Name, Suppression};
use crate::source::Span;

/// The instruction in the comment at `span`, where it is one.
pub(super) fn read(text: &str, span: Span) -> Option<Suppression> {
    let comment = text.get(span.range())?;
    let body = body(comment)?;
    let body_start = span.start as usize + (body.as_ptr() as usize - comment.as_ptr() as usize);
    let instruction = body.split(" -- ").next().unwrap_or_default();
    let removal = removal(text, span);
    if instruction.trim().eq_ignore_ascii_case("stet") {
        return Some(Suppression {
            action: Action::Stet,
            span,
            removal,
            names: Vec::new(),
            everything: true,
            used: false,
        });
    }
    let told = instruction.trim_start().strip_prefix("copydesk:")?;
    let told_start = body_start + (instruction.len() - told.len());
    let mut words = words(told, told_start);
    let verb = words.next().map_or("", |(verb, _)| verb);
    let action = match verb {
        "ignore" => Action::Ignore,
        "off" => Action::Off,
        "on" => Action::On,
        other => Action::Unknown(other.to_owned()),
    };
    let mut names: Vec<Name> = Vec::new();
    for (text, span) in words {
        // The first of several takes the comma after it away, the others that before them.
        let before = names.last().map_or(span.start, |before: &Name| before.span.end);
        if let [first] = names.as_mut_slice() {
            first.removal = Span::new(first.span.start, span.start);
        }
        names.push(Name { text: text.to_owned(), span, removal: Span::new(before, span.end), used: false });
    }
    let everything = names.is_empty();
    Some(Suppression { action, span, removal, names, everything, used: false })
}

/// What stands between the marks of a comment, whatever format it is of.
fn body(comment: &str) -> Option<&str> {
    const MARKS: &[(&str, &str)] =
        &[("<!--", "-->"), ("{/*", "*/}"), ("/*", "*/"), ("//", ""), ("..", ""), ("NOTE", ""), ("%", ""), ("#", "")];
    let (open, close) = MARKS.iter().find(|(open, _)| comment.starts_with(open))?;
    let body = comment.trim_start_matches(open);
    Some(body.trim_end().strip_suffix(close).unwrap_or(body))
}

/// The words of `text`, which begins at byte `base`, with their places. Commas and white space part them.
fn words(text: &str, base: usize) -> impl Iterator<Item = (&str, Span)> {
    let part = |c: char| c == ',' || c.is_whitespace();
    text.split(part).filter(|word| !word.is_empty()).map(move |word| {
        // A part of a string lies in it.
        let start = base + (word.as_ptr() as usize - text.as_ptr() as usize);
        (word, Span::from_range(start..start + word.len()))
    })
}

/// From where to where a finding may begin that the comment at `span` silences, both included: in the block `next`, in the
/// rest of the line, or, where there is neither, in the next line that is not empty.
pub(super) fn reach(text: &str, span: Span, next: Option<Span>) -> (u32, u32) {
    let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    if let Some(next) = next {
        let block = text.get(next.range()).unwrap_or_default().trim_end_matches(['\n', '\r']);
        return (span.end, narrow(line_end(text, next.start as usize + block.len())));
    }
    let (start, end) = (line_start(text, span.start as usize), line_end(text, span.end as usize));
    if !is_blank(text, start, span, end) {
        return (narrow(start), narrow(end));
    }
    let rest = text.get(end..).unwrap_or_default();
    let skipped = rest.len() - rest.trim_start().len();
    (span.end, narrow(line_end(text, end + skipped)))
}

/// The bytes to delete so that nothing of the comment at `span` is left: its line, or the comment and the space before it.
fn removal(text: &str, span: Span) -> Span {
    let (start, end) = (line_start(text, span.start as usize), line_end(text, span.end as usize));
    if is_blank(text, start, span, end) {
        return Span::from_range(start..(end + 1).min(text.len()));
    }
    let before = text.get(start..span.start as usize).unwrap_or_default();
    let kept = before.trim_end_matches([' ', '\t']);
    if kept.is_empty() {
        // The space after a comment that begins a line goes with it.
        let after = text.get(span.end as usize..end).unwrap_or_default();
        let space = after.len() - after.trim_start_matches([' ', '\t']).len();
        return Span::from_range(span.start as usize..span.end as usize + space);
    }
    Span::from_range(start + kept.len()..span.end as usize)
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Where the line of `at` ends: the place of its `\n`, or the end of the text.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |length| at + length)
}

/// Whether nothing stands in the line beside the comment.
fn is_blank(text: &str, start: usize, span: Span, end: usize) -> bool {
    let blank = |text: Option<&str>| text.is_some_and(|text| text.trim_start_matches('\u{feff}').trim().is_empty());
    blank(text.get(start..span.start as usize)) && blank(text.get(span.end as usize..end))
}

#[cfg(test)]
mod tests {
    use super::{reach, read};
    use crate::diagnostic::suppress::Action;
    use crate::source::Span;

    fn comment(text: &str) -> Span {
        let start = text.find("<!--").unwrap();
        Span::from_range(start..start + text[start..].find("-->").unwrap() + 3)
    }

    #[test]
    fn instructions_are_read() {
        for (text, action, names) in [
            ("<!-- copydesk: ignore -->", Some(Action::Ignore), &[][..]),
            ("<!--copydesk: ignore a,b c -- so, he, wrote-->", Some(Action::Ignore), &["a", "b", "c"]),
            ("<!-- copydesk: off a -->", Some(Action::Off), &["a"]),
            ("<!--\ncopydesk: on\n-->", Some(Action::On), &[]),
            ("<!-- copydesk: disable a -->", Some(Action::Unknown("disable".to_owned())), &["a"]),
            ("<!-- copydesk: -->", Some(Action::Unknown(String::new())), &[]),
            ("<!-- Stet -- he wrote so -->", Some(Action::Stet), &[]),
            ("<!-- copydesk is good -->", None, &[]),
            ("<!-- a comment -->", None, &[]),
        ] {
            let found = read(text, comment(text));
            assert_eq!(found.as_ref().map(|found| found.action.clone()), action, "{text}");
            let read: Vec<&str> =
                found.iter().flat_map(|found| &found.names).map(|name| &text[name.span.range()]).collect();
            assert_eq!(read, names, "{text}");
        }
    }

    #[test]
    fn names_and_comments_are_taken_out() {
        let text = "One. <!-- copydesk: ignore a, b, c --> Two.\n";
        let found = read(text, comment(text)).unwrap();
        let without = |span: Span| format!("{}{}", &text[..span.start as usize], &text[span.end as usize..]);
        let left: Vec<String> = found.names.iter().map(|name| without(name.removal)).collect();
        let expected = ["b, c", "a, c", "a, b"].map(|names| format!("One. <!-- copydesk: ignore {names} --> Two.\n"));
        assert_eq!(left, expected);
        for (text, expected) in [
            (text, "One. Two.\n"),
            ("<!-- stet --> One.", "One."),
            ("One.\n<!-- stet -->\nTwo.\n", "One.\nTwo.\n"),
            ("One.\n  <!-- stet -->", "One.\n"),
        ] {
            let removal = read(text, comment(text)).unwrap().removal;
            assert_eq!(format!("{}{}", &text[..removal.start as usize], &text[removal.end as usize..]), expected);
        }
    }

    #[test]
    fn a_line_or_the_next() {
        for (text, from, to) in [("One\nTwo <!-- stet --> here\nThree", 4, 26), ("<!-- stet -->\n\nOne\nTwo", 13, 18)] {
            assert_eq!(reach(text, comment(text), None), (from, to), "{text}");
        }
        let text = "<!-- stet -->\nOne\nTwo\n\nThree";
        assert_eq!(reach(text, comment(text), Some(Span::new(14, 22))), (13, 21));
    }
}
