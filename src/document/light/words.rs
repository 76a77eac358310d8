//! Words and white space, addresses, and what reads like a term.

use std::ops::Range;

use crate::source::transcript::Transcriber;

/// The schemes of addresses that stand in a text as they are.
const SCHEMES: &[&str] =
    &["http", "https", "ftp", "ftps", "irc", "ircs", "git", "ssh", "file", "svn", "ws", "wss", "sftp"];

/// Hands the bytes at `range`, which hold no markup, to `out`: white space that is more than one space is read as one.
pub(in crate::document) fn write(out: &mut Transcriber<'_>, text: &str, range: Range<usize>) {
    let Some(bytes) = text.as_bytes().get(range.clone()) else { return };
    let blank = |byte: u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0b | 0x0c);
    let (mut from, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        if !blank(byte) {
            at += 1;
            continue;
        }
        let end = at + bytes.iter().skip(at).take_while(|byte| blank(**byte)).count();
        let plain = byte == b' ' && end == at + 1 && (at > from || !out.is_after_space());
        if !plain {
            out.prose(range.start + from..range.start + at);
            out.space(range.start + at..range.start + end);
            from = end;
        }
        at = end;
    }
    out.prose(range.start + from..range.start + at);
}

/// The first bytes of `text`, at most `length` of them.
pub(in crate::document) fn head(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// The character that begins at byte `at`.
pub(in crate::document) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether `c` is a part of words, to which most markup does not cling.
pub(in crate::document) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The range of the address whose `://` stands at byte `at`, as far as it lies between `from` and `end`.
pub(in crate::document) fn url_end(text: &str, from: usize, at: usize, end: usize) -> Option<Range<usize>> {
    let before = text.as_bytes().get(from.max(at.saturating_sub(8))..at)?;
    let scheme = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let start = at - scheme;
    if !SCHEMES.iter().any(|known| text.get(start..at).is_some_and(|written| written.eq_ignore_ascii_case(known))) {
        return None;
    }
    let rest = text.get(at + 3..end)?;
    let stops =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '[' | ']' | '{' | '}' | '|' | '`' | '“' | '”');
    let length = rest.find(stops).unwrap_or(rest.len());
    let mut url = rest.get(..length)?;
    loop {
        let shorter = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '\\']);
        // A bracket that the address does not open is not of it.
        let closed = shorter.strip_suffix(')').filter(|inner| inner.matches('(').count() <= inner.matches(')').count());
        let shorter = closed.unwrap_or(shorter);
        if shorter.len() == url.len() {
            break;
        }
        url = shorter;
    }
    (!url.is_empty()).then(|| start..at + 3 + url.len())
}

/// Whether `term`, which a list explains, is a term of the language, not of a program.
pub(in crate::document) fn is_term(term: &str) -> bool {
    let worded = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | ',');
    let words = term.split_whitespace().count();
    !term.is_empty()
        && term.chars().all(worded)
        && !term.starts_with('-')
        && (words > 1 || term.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::{is_term, url_end};

    #[test]
    fn addresses_end_where_a_sentence_goes_on() {
        for (text, expected) in [
            ("see http://a.b/c_d. So", Some("http://a.b/c_d")),
            ("(https://a.b/c_(d))", Some("https://a.b/c_(d)")),
            ("(https://a.b/c), so", Some("https://a.b/c")),
            ("of://a.b", None),
            ("://", None),
        ] {
            let at = text.find("://").unwrap();
            assert_eq!(url_end(text, 0, at, text.len()).map(|range| &text[range]), expected, "{text}");
        }
    }

    #[test]
    fn terms_are_words() {
        assert!(is_term("Harbour master") && is_term("Tide"));
        assert!(!is_term("--all") && !is_term("core.mode") && !is_term("add") && !is_term(""));
    }
}
