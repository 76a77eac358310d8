//! Strings with escapes of a backslash, as JSON, YAML and TOML have them.

/// What an escape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    Char(char),
    LineBreak,
    /// Nobody can say.
    Unknown,
}

/// The length in bytes of the escape that `rest` begins with, its backslash included, and what it stands for.
pub(super) fn escape(rest: &str) -> (usize, Escape) {
    let Some(letter) = rest.get(1..).and_then(|rest| rest.chars().next()) else { return (rest.len(), Escape::Unknown) };
    let plain = |c| (2, Escape::Char(c));
    match letter {
        '"' | '\\' | '/' | '\'' | ' ' => plain(letter),
        't' => plain('\t'),
        'n' => (2, Escape::LineBreak),
        '_' => plain('\u{a0}'),
        'x' => coded(rest, 2),
        'u' => match (hex(rest, 2, 4), rest.get(6..)) {
            // Two halves make one letter.
            (Some(high @ 0xd800..0xdc00), Some(next)) if next.starts_with("\\u") => match hex(next, 2, 4) {
                Some(low @ 0xdc00..0xe000) => {
                    let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                    (12, char::from_u32(code).map_or(Escape::Unknown, Escape::Char))
                }
                _ => (6, Escape::Unknown),
            },
            _ => coded(rest, 4),
        },
        'U' => coded(rest, 8),
        other => (1 + other.len_utf8(), Escape::Unknown),
    }
}

fn coded(rest: &str, digits: usize) -> (usize, Escape) {
    match hex(rest, 2, digits) {
        None => (2, Escape::Unknown),
        Some(0x0a) => (2 + digits, Escape::LineBreak),
        Some(code) => {
            let letter = char::from_u32(code).filter(|c| !c.is_control() || *c == '\t');
            (2 + digits, letter.map_or(Escape::Unknown, Escape::Char))
        }
    }
}

/// The number that so many digits from byte `at` on write.
fn hex(text: &str, at: usize, digits: usize) -> Option<u32> {
    let written = text.get(at..at + digits)?;
    written.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(written, 16).ok()).flatten()
}

/// `content` as it is meant; nothing where nobody can say.
pub(super) fn unescaped(content: &str) -> Option<String> {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(place) = rest.find('\\') {
        out.push_str(rest.get(..place)?);
        rest = rest.get(place..)?;
        let (length, escape) = escape(rest);
        match escape {
            Escape::Char(c) => out.push(c),
            Escape::LineBreak => out.push('\n'),
            Escape::Unknown => return None,
        }
        rest = rest.get(length..)?;
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Escape, escape, unescaped};

    #[test]
    fn escapes_are_read() {
        for (text, expected) in [
            ("\\\"x", (2, Escape::Char('"'))),
            ("\\nx", (2, Escape::LineBreak)),
            ("\\u00e9", (6, Escape::Char('é'))),
            ("\\ud83d\\ude00", (12, Escape::Char('😀'))),
            ("\\ud83dx", (6, Escape::Unknown)),
            ("\\u00", (2, Escape::Unknown)),
            ("\\u000a", (6, Escape::LineBreak)),
            ("\\u0000", (6, Escape::Unknown)),
            ("\\é", (3, Escape::Unknown)),
            ("\\", (1, Escape::Unknown)),
            ("\\U0001F600", (10, Escape::Char('😀'))),
        ] {
            assert_eq!(escape(text), expected, "{text}");
        }
        assert_eq!(unescaped("a\\tb\\u0041").as_deref(), Some("a\tbA"));
    }
}
