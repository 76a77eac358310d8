//! Short codes of `WordPress`: `[gallery ids="7,9"]`, `[youtube https://…]`, `[/caption]`.

use std::ops::Range;

/// The longest of them, in bytes.
const LONGEST: usize = 1000;

/// All short codes in `text`, in its order.
pub(super) fn find(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    memchr::memchr_iter(b'[', text.as_bytes()).filter_map(|at| {
        let escaped = at > 0 && matches!(text.as_bytes().get(at - 1), Some(b'!' | b'\\' | b'['));
        let length = text.get(at..).filter(|_| !escaped).and_then(length)?;
        Some(at..at + length)
    })
}

/// The length of the short code that `rest` begins with. A word in brackets by itself is none, nor is a link of Markdown.
fn length(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let closing = inner.starts_with('/');
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name = inner.bytes().take_while(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-')).count();
    if name < 2 {
        return None;
    }
    let after = inner.get(name..)?;
    let start = rest.len() - after.len();
    let end = if closing {
        after.starts_with(']').then_some(start)?
    } else {
        let given = after.trim_start_matches(' ');
        if given.len() == after.len()
            || !(given.starts_with("http://") || given.starts_with("https://") || is_set(given))
        {
            return None;
        }
        start + close(after)?
    };
    let follows = rest.as_bytes().get(end + 1);
    (!matches!(follows, Some(b'(' | b'[' | b':'))).then_some(end + 1)
}

/// Whether `given` begins with a name and its value in quotation marks.
fn is_set(given: &str) -> bool {
    let name =
        given.bytes().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    let value = given.get(name..).and_then(|rest| rest.strip_prefix('='));
    name > 0 && value.is_some_and(|value| value.starts_with(['"', '\'', '“', '”', '″', '&']))
}

/// Where the bracket stands that closes a short code of which `rest` is left; one between quotation marks does not.
fn close(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().take(LONGEST) {
        match (byte, quote) {
            (b']', None) => return Some(at),
            (b'\n' | b'<' | b'[', None) => return None,
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn short_codes_have_values() {
        let text = "a [gallery ids=\"7 ,9\"] b [youtube https://a.b/c] d [caption id='x' title=\"a ]\"]e[/caption]";
        let found: Vec<&str> = find(text).map(|range| &text[range]).collect();
        let expected =
            ["[gallery ids=\"7 ,9\"]", "[youtube https://a.b/c]", "[caption id='x' title=\"a ]\"]", "[/caption]"];
        assert_eq!(found, expected);
        for text in ["[sic]", "[the word]", "[see x=\"y\"](z)", "[see https://a.b][c]", "[a x=\"y\"]", "[see x=\"y]"] {
            assert_eq!(find(text).count(), 0, "{text}");
        }
    }
}
