//! Lines that `MyST` adds, which are no prose: labels, comments, options, and containers that hold code.

/// Containers between colons whose body is no prose.
const CODE: &[&str] = &[
    "bibliography",
    "code",
    "code-block",
    "code-cell",
    "csv-table",
    "diagram",
    "eval-rst",
    "graphviz",
    "image",
    "include",
    "literalinclude",
    "math",
    "mermaid",
    "parsed-literal",
    "plantuml",
    "raw",
    "sourcecode",
    "toctree",
];

/// The mark and the length of the fence of a container that holds code, if `body` begins one: `:::{code-block} python`,
/// `::: mermaid`.
pub(super) fn code(body: &str) -> Option<(u8, usize)> {
    let colons = body.bytes().take_while(|byte| *byte == b':').count();
    let rest = body.get(colons..).filter(|_| colons >= 3)?.trim();
    let named = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
    (rest == "mermaid" || named.is_some_and(|name| CODE.contains(&name))).then_some((b':', colons))
}

/// Whether `body` begins a container that options may stand in: `:::{figure} a.png`.
pub(super) fn takes_options(body: &str) -> bool {
    body.starts_with(":::") && body.trim_start_matches(':').trim_start().starts_with('{')
}

/// Whether `body` is an option: `:name: value`.
pub(super) fn is_option(body: &str) -> bool {
    let Some((name, value)) = body.strip_prefix(':').and_then(|rest| rest.split_once(':')) else { return false };
    let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !name.is_empty() && name.bytes().all(named) && (value.is_empty() || value.starts_with(char::is_whitespace))
}

/// Whether `body` is a label of what follows it, `(name)=`, or what a cell is known by, `+++ {"key": "value"}`.
pub(super) fn is_mark(body: &str) -> bool {
    let body = body.trim_end();
    let label = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(")="));
    let cell = body.strip_prefix("+++").map(str::trim_start);
    label.is_some_and(|label| !label.is_empty() && !label.contains(['(', ')']))
        || cell.is_some_and(|cell| cell.starts_with('{') && cell.ends_with('}'))
}

#[cfg(test)]
mod tests {
    use super::{code, is_mark, is_option};

    #[test]
    fn lines_are_told_apart() {
        assert_eq!(code(":::{code-block} python"), Some((b':', 3)));
        assert_eq!(code("::::{math}"), Some((b':', 4)));
        assert_eq!(code("::: mermaid"), Some((b':', 3)));
        assert_eq!(code(":::{note}"), None);
        assert_eq!(code("::{code}"), None);
        assert!(
            is_option(":name: untill") && is_option(":nosearch:") && !is_option("::: x") && !is_option(":so it: is")
        );
        assert!(is_mark("(a-b)=") && is_mark("+++ {\"a\": 1}") && !is_mark("(a) = b") && !is_mark("+++"));
    }
}
