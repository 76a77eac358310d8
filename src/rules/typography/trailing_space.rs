//! `trailing-space`: white space at the end of a line.

use memchr::memchr_iter;

use crate::diagnostic::{Applicability, Fix};
use crate::document::{BlockKind, Document};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// White space at the end of a line of prose.
    ///
    /// Nobody sees it, but it travels with the text: it makes differences between versions that are none, and a no-break
    /// space at the end of a paragraph can push an empty line onto the page.
    ///
    /// ```bad
    /// The delegation arrived.&nbsp;
    /// ```
    ///
    /// ```good
    /// The delegation arrived.
    /// ```
    ///
    /// Two spaces or more that end a line inside a paragraph are Markdown's hard break, and meant.
    TrailingSpace = "trailing-space", Typography, Document, Note, true, Always
}

impl Rule for TrailingSpace {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let text = document.text();
        let bytes = text.as_bytes();
        let ends = memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len()));
        for end in ends {
            let end = if end > 0 && bytes.get(end - 1) == Some(&b'\r') { end - 1 } else { end };
            let Some(&last) = end.checked_sub(1).and_then(|at| bytes.get(at)) else { continue };
            // All white space but the ordinary kinds ends with a byte of a longer character.
            if !(matches!(last, b' ' | b'\t' | b';') || last >= 0x80) {
                continue;
            }
            let Some(line) = text.get(..end) else { continue };
            let start = without_space(line).len();
            // The mark above the signature of a letter is told by its space.
            let signature = text[start..end] == *" " && is_line(line, "-- ");
            if start == end || signature || !ends_prose(document, start, end) {
                continue;
            }
            let span = Span::from_range(start..end);
            let what = if text[start..end].contains(['\u{a0}', '&']) { "a no-break space" } else { "white space" };
            let fix = Fix::replace(span, "", Applicability::Safe);
            let diagnostic = context.diagnostic(span, format!("{what} at the end of the line")).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// Whether the last line of `text` is `line`.
fn is_line(text: &str, line: &str) -> bool {
    text.strip_suffix(line).is_some_and(|before| before.is_empty() || before.ends_with('\n'))
}

/// `line` without the white space at its end, be it written as an entity.
fn without_space(line: &str) -> &str {
    let mut rest = line;
    loop {
        rest = rest.trim_end_matches(|c: char| c.is_whitespace() && !matches!(c, '\n' | '\r'));
        match rest.strip_suffix("&nbsp;") {
            Some(shorter) => rest = shorter,
            None => return rest,
        }
    }
}

/// Whether prose ends directly before the white space from `start` to `end`, and that is no hard break.
fn ends_prose(document: &Document, start: usize, end: usize) -> bool {
    let tokens = document.tokens();
    let after = document.first_from(start);
    let Some(before) = after.checked_sub(1) else { return false };
    if tokens[before].span.end as usize != start {
        return false;
    }
    let Some(block) = document.block_of(before).and_then(|block| document.blocks().get(block)) else { return false };
    let inside = (block.tokens.end as usize) > after;
    let hard_break = inside && document.text()[start..end].ends_with("  ");
    block.kind != BlockKind::TableCell && !hard_break
}

#[cfg(test)]
mod tests {
    use super::TrailingSpace;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn white_space_at_the_end_is_deleted() {
        fixes(
            &TrailingSpace,
            &[
                ("He left. \nShe stayed.", "He left.\nShe stayed."),
                ("He left.\u{a0}\n\nShe stayed.", "He left.\n\nShe stayed."),
                ("He left.  \r\n\r\nShe stayed.\t", "He left.\r\n\r\nShe stayed."),
                ("# The town \n\nIt is.", "# The town\n\nIt is."),
                ("He left. &nbsp;\n\nShe stayed.", "He left.\n\nShe stayed."),
            ],
        );
    }

    #[test]
    fn hard_breaks_and_code_are_left_alone() {
        passes(
            &TrailingSpace,
            &[
                "He left.  \nShe stayed.",
                "    code \n    more \n\nHe left.",
                "```\ncode \n```\n\nHe left.\n   \nShe stayed.",
                "| a | b |\n|---|---|\n| c | d | \n",
                "He left.\n\n-- \nThe mayor",
            ],
        );
    }
}
