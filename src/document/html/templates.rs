//! Templates in HTML: `{{ … }}`, `{% … %}`, `{# … #}`, `<% … %>`, `<?php … ?>` are no HTML and no prose.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

/// A call of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) range: Range<usize>,
    /// Whether text stands there when the page is made; otherwise it is an instruction, which leaves nothing behind.
    pub(super) writes: bool,
}

/// The marks that open a call, and those that close it.
const MARKS: &[(&str, &str, bool)] = &[
    ("{{!", "}}", false),
    ("{{#", "}}", false),
    ("{{/", "}}", false),
    ("{{^", "}}", false),
    ("{{", "}}", true),
    ("{%", "%}", false),
    ("{#", "#}", false),
    ("<%=", "%>", true),
    ("<%-", "%>", true),
    ("<%", "%>", false),
    ("<?=", "?>", true),
    ("<?php", "?>", false),
];

/// `text` with every call, and a byte order mark, covered by as many letters, so that all places stay, and the calls.
pub(super) fn mask(text: &str) -> (Cow<'_, str>, Vec<Call>) {
    let calls = find(text);
    let has_mark = text.starts_with('\u{feff}');
    if calls.is_empty() && !has_mark {
        return (Cow::Borrowed(text), calls);
    }
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    if has_mark {
        masked.push_str("   ");
        at = '\u{feff}'.len_utf8();
    }
    for call in &calls {
        masked.push_str(text.get(at..call.range.start).unwrap_or_default());
        masked.extend(std::iter::repeat_n('x', call.range.len()));
        at = call.range.end;
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    (Cow::Owned(masked), calls)
}

fn find(text: &str) -> Vec<Call> {
    let bytes = text.as_bytes();
    let mut calls = Vec::new();
    let mut at = 0;
    // A mark that nothing closes is looked for once only.
    let mut open = [true; MARKS.len()];
    while let Some(place) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'{', b'<', rest)) {
        let start = at + place;
        at = start + 1;
        let rest = text.get(start..).unwrap_or_default();
        let Some(number) = MARKS.iter().position(|(mark, ..)| rest.starts_with(mark)) else { continue };
        let Some(&(mark, close, writes)) = MARKS.get(number).filter(|_| open[number]) else { continue };
        // `{#` and `{{` stand in styles and scripts, too, where a line holds them whole.
        let inner = rest.get(mark.len()..).unwrap_or_default();
        let line = if mark.starts_with('<') { inner } else { inner.split("\n\n").next().unwrap_or_default() };
        match memmem::find(line.as_bytes(), close.as_bytes()) {
            Some(length) => {
                let end = start + mark.len() + length + close.len();
                calls.push(Call { range: start..end, writes });
                at = end;
            }
            None if mark.starts_with("<?") => {
                // A file of PHP may end without closing it.
                calls.push(Call { range: start..text.len(), writes: false });
                break;
            }
            None if line.len() == inner.len() => open[number] = false,
            None => {}
        }
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn calls_are_covered() {
        let text = "\u{feff}<p {% if a > b %}id=\"x\"{% endif %}>{{ name }} é<?php if (1 > 0): ?>b<%= c > d %>{{ open";
        let (masked, calls) = mask(text);
        assert_eq!(masked.len(), text.len());
        let found: Vec<(&str, bool)> = calls.iter().map(|call| (&text[call.range.clone()], call.writes)).collect();
        assert_eq!(
            found,
            [
                ("{% if a > b %}", false),
                ("{% endif %}", false),
                ("{{ name }}", true),
                ("<?php if (1 > 0): ?>", false),
                ("<%= c > d %>", true)
            ]
        );
        assert_eq!(mask("<p>plain</p>").0, "<p>plain</p>");
    }
}
