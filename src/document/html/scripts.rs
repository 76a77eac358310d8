//! What scripts make of the text of a page: mathematics, short codes, control flow.

use std::ops::Range;

use memchr::memmem;

use super::templates::Call;
use crate::document::light::head;
use crate::document::wordpress;

/// The longest formula, in bytes.
const LONGEST: usize = 2000;

/// The longest condition.
const LONGEST_CONDITION: usize = 400;

/// What begins a block of control flow, of Angular or Razor.
const CONTROL: &[&str] = &[
    "case",
    "default",
    "defer",
    "else",
    "empty",
    "error",
    "for",
    "foreach",
    "if",
    "loading",
    "placeholder",
    "switch",
    "while",
];

/// Adds what stands in `text` from byte `at` on to `calls`, which are in its order. Of two that overlap, the one that begins first
/// counts.
pub(super) fn add(text: &str, at: usize, calls: &mut Vec<Call>) {
    let before = calls.len();
    calls.extend(formulas(text).map(|range| Call { range, writes: true }));
    calls.extend(wordpress::find(text).map(|range| Call { range, writes: true }));
    calls.extend(control(text).map(|range| Call { range, writes: false }));
    if calls.len() == before {
        return;
    }
    calls.sort_by_key(|call| call.range.start);
    let mut end = at;
    calls.retain(|call| {
        let apart = call.range.start >= end;
        if apart {
            end = call.range.end;
        }
        apart
    });
}

/// The formulas between the marks that `MathJax` reads: `\(…\)`, `\[…\]`, `$$…$$`.
fn formulas(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut end = 0;
    memchr::memchr2_iter(b'\\', b'$', text.as_bytes()).filter_map(move |at| {
        let range = text.get(at.max(end)..).filter(|_| at >= end).and_then(formula).map(|length| at..at + length)?;
        end = range.end;
        Some(range)
    })
}

/// The length of the formula that `rest` begins with.
fn formula(rest: &str) -> Option<usize> {
    let close = match rest.as_bytes().get(..2)? {
        b"\\(" => "\\)",
        b"\\[" => "\\]",
        b"$$" => "$$",
        _ => return None,
    };
    let inner = head(rest.get(2..)?, LONGEST);
    let inner = inner.get(..memmem::find(inner.as_bytes(), close.as_bytes())?)?;
    let spans = inner.contains("</") || inner.contains("\n\n") || inner.starts_with('$');
    (!spans && !inner.trim().is_empty()).then_some(inner.len() + 4)
}

/// The heads of blocks of control flow: `@for (…) {`, `} @else {`. They begin a line, or follow a tag.
fn control(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    memchr::memchr_iter(b'@', text.as_bytes()).filter_map(|at| {
        let before = text.get(..at)?.trim_end_matches([' ', '\t']);
        let begins = before.is_empty() || before.ends_with(['\n', '}', '>', '{', ';']);
        let length = text.get(at..).filter(|_| begins).and_then(condition)?;
        Some(at..at + length)
    })
}

/// The length of the head of a block that `rest` begins with.
fn condition(rest: &str) -> Option<usize> {
    let rest = head(rest, LONGEST_CONDITION);
    let word = |at: usize| rest.get(at..).unwrap_or_default().bytes().take_while(u8::is_ascii_lowercase).count();
    let blank = |at: usize| rest.get(at..).unwrap_or_default().bytes().take_while(|&byte| byte == b' ').count();
    let mut at = 1 + word(1);
    let name = rest.get(1..at)?;
    if name == "let" {
        let line = rest.get(..rest.find('\n')?)?.trim_end();
        return (line.contains('=') && line.ends_with(';')).then_some(line.len());
    }
    if !CONTROL.contains(&name) {
        return None;
    }
    if name == "else" && rest.get(at..)?.starts_with(" if") {
        at += 3;
    }
    let open = at + blank(at);
    let mut headed = false;
    if rest.as_bytes().get(open) == Some(&b'(') {
        let mut depth = 0_usize;
        let close = rest.get(open..)?.bytes().position(|byte| {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            depth == 0
        })?;
        at = open + close + 1;
        headed = true;
    }
    let brace = at + blank(at);
    if rest.as_bytes().get(brace) == Some(&b'{') { Some(brace + 1) } else { headed.then_some(at) }
}

#[cfg(test)]
mod tests {
    use super::{condition, formula};

    #[test]
    fn formulas_are_closed() {
        assert_eq!(formula("\\(a \\(b\\) c"), Some(9));
        assert_eq!(formula("$$ a = b $$ c"), Some(11));
        for text in ["\\(a", "\\[ a</p> \\]", "$$$ $$", "$a$", "\\n", "$$ $$"] {
            assert_eq!(formula(text), None, "{text}");
        }
    }

    #[test]
    fn blocks_have_heads() {
        assert_eq!(condition("@if (a(b)) { c"), Some(12));
        assert_eq!(condition("@else if (a) {"), Some(14));
        assert_eq!(condition("@else { c"), Some(7));
        assert_eq!(condition("@switch (a)\nb"), Some(11));
        for text in ["@someone (a) {", "@if a", "@else", "@", "@for (a"] {
            assert_eq!(condition(text), None, "{text}");
        }
    }
}
