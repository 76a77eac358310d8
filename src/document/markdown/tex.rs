//! TeX within Markdown, as Pandoc and its like read it: commands, environments, and mathematics of several lines.

use std::ops::Range;

use memchr::memmem;

use super::spans::LONGEST;

/// Mathematics between `$$` or `\[` is no longer than this, in bytes.
const LONGEST_DISPLAY: usize = 4000;

/// So many environments of one name may stand within each other.
const DEEPEST: usize = 100;

/// Commands that say how a text looks that is read all the same.
const TEXT: &[&str] = &[
    "emph",
    "text",
    "textbf",
    "textit",
    "textmd",
    "textnormal",
    "textrm",
    "textsc",
    "textsf",
    "textsl",
    "textup",
    "uline",
    "underline",
];

/// The length of the command that `rest` begins with, with what it takes, and where in it a text stands that is read.
pub(super) fn command(rest: &str) -> Option<(usize, Option<Range<usize>>)> {
    let name = rest.strip_prefix('\\')?;
    let length = name.bytes().take(LONGEST).take_while(u8::is_ascii_alphabetic).count();
    let name = name.get(..length).filter(|name| name.len() > 1)?;
    let mut end = 1 + length;
    if TEXT.contains(&name) {
        let text = group(rest.get(end..)?).map(|length| end + 1..end + length - 1);
        return Some((text.as_ref().map_or(end, |text| text.end + 1), text));
    }
    end += usize::from(rest.get(end..)?.starts_with("*{"));
    while let Some(length) = group(rest.get(end..)?) {
        end += length;
    }
    Some((end, None))
}

/// The length of the group in braces or brackets that `rest` begins with.
fn group(rest: &str) -> Option<usize> {
    let (open, close) = match rest.as_bytes().first()? {
        b'{' => (b'{', b'}'),
        b'[' => (b'[', b']'),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, &byte) in rest.as_bytes().iter().enumerate().take(LONGEST) {
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}

/// The length of the mathematics that `rest` begins with: `\(a^2\)`, `\[a^2\]`. A bracket may also be escaped for its own
/// sake.
pub(super) fn maths(rest: &str) -> Option<usize> {
    let close = if rest.starts_with("\\(") { b"\\)" } else { b"\\]" };
    let inner = rest.strip_prefix("\\(").or_else(|| rest.strip_prefix("\\["))?;
    let end = inner.as_bytes().get(..LONGEST.min(inner.len()))?.windows(2).position(|pair| pair == close)?;
    is_maths(inner.get(..end)?).then_some(end + 4)
}

fn is_maths(inner: &str) -> bool {
    inner.contains(['\\', '^', '_', '='])
}

/// The length of the environment that `rest` begins with: `\begin{x}…\end{x}`, and others of its name within it.
pub(super) fn environment(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix("\\begin{")?;
    let name = name.get(..name.bytes().take(LONGEST).position(|byte| byte == b'}')?)?;
    if name.is_empty() || name.contains(char::is_whitespace) {
        return None;
    }
    let marked = format!("{{{name}}}");
    let mut depth = 0_usize;
    for at in memmem::find_iter(rest.as_bytes(), marked.as_bytes()) {
        let before = rest.get(..at)?;
        if before.ends_with("\\begin") {
            depth += 1;
        } else if before.ends_with("\\end") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(at + marked.len());
            }
        }
        if depth > DEEPEST {
            return None;
        }
    }
    None
}

/// The length of the mathematics of several lines that `rest` begins with: `$$…$$`, or `\[…\]`.
pub(super) fn display(rest: &str) -> Option<usize> {
    let close = if rest.starts_with("$$") { "$$" } else { "\\]" };
    let inner = rest.strip_prefix("$$").or_else(|| rest.strip_prefix("\\["))?;
    let within = inner.as_bytes().get(..LONGEST_DISPLAY.min(inner.len()))?;
    let end = memmem::find(within, close.as_bytes())?;
    let first = inner.get(..memchr::memchr(b'\n', within).filter(|line| *line < end)?)?;
    // A bracket that is escaped for its own sake does not end its line, or begin what looks like mathematics.
    (close == "$$" || first.trim().is_empty() || is_maths(first)).then_some(end + 4)
}

#[cfg(test)]
mod tests {
    use super::{command, display, environment, maths};

    #[test]
    fn commands_take_their_groups() {
        for (text, expected) in [
            ("\\newpage so", Some((8, None))),
            ("\\ref{fig:a} so", Some((11, None))),
            ("\\includegraphics[width=1em]{a{b}} so", Some((33, None))),
            ("\\vspace*{1em}", Some((13, None))),
            ("\\emph{so it} is", Some((12, Some(6..11)))),
            ("\\cite{open", Some((5, None))),
            ("\\x{a}", None),
            ("\\_", None),
        ] {
            assert_eq!(command(text), expected, "{text}");
        }
    }

    #[test]
    fn mathematics_is_found() {
        assert_eq!(maths("\\(a^2\\) b"), Some(7));
        assert_eq!(maths("\\[a^2\\] b"), Some(7));
        assert_eq!(maths("\\(so\\) b"), None);
        assert_eq!(environment("\\begin{a}\n\n\\begin{a}\\end{a}x\\end{a} so"), Some(35));
        assert_eq!(environment("\\begin{a} so"), None);
        assert_eq!(display("$$\na\n\nb\n$$ so"), Some(10));
        assert_eq!(display("$$a$$\n"), None);
        assert_eq!(display("\\[\na\n\\] so"), Some(7));
        assert_eq!(display("\\[ ] so\n\\[x\\]"), None);
    }
}
