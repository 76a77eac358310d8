//! How far what the relatives of Markdown add within a line reaches.

/// Attribute lists, wiki links and the like are no longer than this, in bytes, so that time stays linear.
pub(super) const LONGEST: usize = 400;

/// The length of the code that `rest` begins with, or of its marks where nothing closes it in this line.
pub(super) fn code(rest: &str) -> usize {
    let run = rest.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = run;
    // Of a line of nothing but marks, not all are tried.
    for _ in 0..100 {
        let Some(next) = rest.get(at..).and_then(|rest| rest.find('`')) else { return run };
        at += next;
        let length = rest.get(at..).unwrap_or_default().bytes().take_while(|byte| *byte == b'`').count();
        at += length;
        if length == run {
            return at;
        }
    }
    run
}

/// The length of the attribute list that `rest` begins with: `{: .class}`, `{#name}`, `{.class key=value}`, `{=format}`; one
/// that begins with a key stands where it is `attached` to something.
pub(super) fn attributes(rest: &str, attached: bool) -> Option<usize> {
    let inner = rest.strip_prefix('{')?;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b'}')?;
    let inner = inner.get(..end)?;
    let bare = inner.trim_start();
    let first = bare.get(1..).and_then(|rest| rest.chars().next());
    let listed = inner.starts_with(':')
        || bare.starts_with(['#', '.']) && first.is_some_and(|first| first.is_alphabetic() || first == '_')
        || attached && (is_format(inner) || begins_with_pair(bare));
    // What other files are put in by: `{* file *}`, `{! file !}`.
    let included = inner.len() > 2
        && (inner.starts_with("* ") && inner.ends_with('*') || inner.starts_with('!') && inner.ends_with('!'));
    ((listed || included) && !inner.contains('{')).then_some(end + 2)
}

/// Whether `inner` says that what it is attached to is written in another format: `=html`.
fn is_format(inner: &str) -> bool {
    let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+');
    inner.strip_prefix('=').is_some_and(|name| !name.is_empty() && name.bytes().all(named))
}

/// Whether `bare` begins with `key=value`.
fn begins_with_pair(bare: &str) -> bool {
    let Some((key, value)) = bare.split_once('=') else { return false };
    let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.bytes().all(named);
    is_key && value.starts_with(|c: char| !c.is_whitespace() && c != '=')
}

/// The length of the emoji that `rest` begins with, one or several: `:thumbsup:`, `:+1::tada:`.
pub(super) fn emoji(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let named = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'+' | b'-');
    let mut end = 0;
    while bytes.get(end) == Some(&b':') {
        let name = bytes.get(end + 1..)?;
        let length = name.iter().take(LONGEST).take_while(|byte| named(**byte)).count();
        let name = name.get(..length)?;
        // Marks alone align the columns of a table.
        if bytes.get(end + 1 + length) != Some(&b':') || !name.iter().any(u8::is_ascii_alphanumeric) {
            break;
        }
        end += length + 2;
    }
    let goes_on = rest.get(end..)?.starts_with(|c: char| c.is_alphanumeric() || c == ':');
    (end > 0 && !goes_on).then_some(end)
}

/// The length of the name of a repository that `before` ends with, where a number follows: `owner/name` of `owner/name#12`.
pub(super) fn repository(before: &str) -> Option<usize> {
    let bytes = before.as_bytes();
    let bytes = bytes.get(bytes.len().saturating_sub(LONGEST)..)?;
    let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let name = bytes.iter().rev().take_while(|byte| named(**byte)).count();
    let rest = bytes.get(..bytes.len() - name)?.strip_suffix(b"/")?;
    let owner = rest.iter().rev().take_while(|byte| named(**byte)).count();
    let deeper = rest.len().checked_sub(owner + 1).and_then(|at| rest.get(at)).is_some_and(|byte| *byte == b'/');
    (name > 0 && owner > 0 && !deeper).then_some(name + owner + 1)
}

/// The length of the comment that `rest` begins with: `%%…%%`.
pub(super) fn hidden(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("%%")?;
    let end = inner.as_bytes().get(..LONGEST.min(inner.len()))?.windows(2).position(|pair| pair == b"%%")?;
    (end > 0).then_some(end + 4)
}

/// The length of the wiki link that `rest` begins with.
pub(super) fn link(rest: Option<&str>) -> Option<usize> {
    let rest = rest?;
    let inner = rest.strip_prefix("[[")?;
    let end = inner.bytes().take(LONGEST).position(|byte| matches!(byte, b']' | b'['))?;
    let after = inner.get(end..)?;
    let closed = end > 0 && after.starts_with("]]") && !after.starts_with("]](") && !after.starts_with("]]:");
    closed.then_some(end + 4)
}

#[cfg(test)]
mod tests {
    use super::{attributes, emoji, hidden, link, repository};

    #[test]
    fn lengths_are_found() {
        for (text, attached, expected) in [
            ("{: .a #b} x", false, Some(9)),
            ("{#a-b}", false, Some(6)),
            ("{.a}", false, Some(4)),
            ("{.5}", false, None),
            ("{{ x }}", true, None),
            ("{* a.py hl[1] *} x", false, Some(16)),
            ("{=html} x", true, Some(7)),
            ("{==marked==}", true, None),
            ("{ width=\"3\" a=b } x", true, Some(17)),
            ("{x=1}", false, None),
            ("{x}", true, None),
        ] {
            assert_eq!(attributes(text, attached), expected, "{text}");
        }
        assert_eq!(hidden("%%a b%% c"), Some(7));
        assert_eq!(hidden("%% c"), None);
        assert_eq!(link(Some("[[a|b]] c")), Some(7));
        assert_eq!(link(Some("[[a]](b)")), None);
        assert_eq!(link(Some("[[a [b]]")), None);
        for (text, expected) in [
            (":thumbsup: x", Some(10)),
            (":+1::tada:.", Some(10)),
            (":30:15", None),
            (":---:|", None),
            ("::x:", None),
            (": x:", None),
        ] {
            assert_eq!(emoji(text), expected, "{text}");
        }
        assert_eq!(repository("see rust-lang/rust"), Some(14));
        assert_eq!(repository("https://x.org/a/b"), None);
        assert_eq!(repository("so"), None);
    }
}
