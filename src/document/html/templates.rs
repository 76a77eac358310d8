//! Templates in HTML: `{{ … }}`, `{% … %}`, `{# … #}`, `<% … %>`, `<?php … ?>` are no HTML and no prose.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::scripts;
use crate::document::markdown::{code_end, front_matter_end};

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

/// Where front matter stands, as site builders put it.
pub(super) fn front_matter(text: &str) -> Range<usize> {
    let end = front_matter_end(text);
    let matter = text.get(..end).unwrap_or_default();
    let start = matter.len() - matter.trim_start_matches('\u{feff}').len();
    // Between two rules of a page that is none stands no key.
    let is_key =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
    let has_key =
        matter.lines().nth(1).and_then(|line| line.split_once([':', '='])).is_some_and(|(key, _)| is_key(key));
    if has_key { start..end } else { 0..0 }
}

/// `text` with every call, and a byte order mark, covered by as many letters, so that all places stay, and the calls.
///
/// The front matter at `matter` is such a call, too.
pub(super) fn mask(text: &str, matter: Range<usize>) -> (Cow<'_, str>, Vec<Call>) {
    let mut calls = find(text, matter.end);
    scripts::add(text, matter.end, &mut calls);
    if !matter.is_empty() {
        calls.insert(0, Call { range: matter, writes: false });
    }
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

/// Where a needle stands next; queries go forward, so that nothing is searched twice.
#[derive(Clone, Copy, Default)]
struct Next {
    asked: bool,
    found: Option<usize>,
}

impl Next {
    fn from(&mut self, text: &str, needle: &str, at: usize) -> Option<usize> {
        if !self.asked || self.found.is_some_and(|found| found < at) {
            self.asked = true;
            self.found = memmem::find(text.as_bytes().get(at..)?, needle.as_bytes()).map(|place| at + place);
        }
        self.found
    }
}

/// The calls from byte `at` on.
fn find(text: &str, mut at: usize) -> Vec<Call> {
    let bytes = text.as_bytes();
    let mut calls = Vec::new();
    let mut closes = [Next::default(); MARKS.len()];
    let mut blank = Next::default();
    let mut failures = 0;
    while let Some(place) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'{', b'<', rest)) {
        let start = at + place;
        at = start + 1;
        let rest = text.get(start..).unwrap_or_default();
        let Some((number, &(mark, close, writes))) =
            MARKS.iter().enumerate().find(|(_, (mark, ..))| rest.starts_with(mark))
        else {
            continue;
        };
        let inner = start + mark.len();
        let found = closes.get_mut(number).and_then(|next| next.from(text, close, inner));
        // `{#` and `{{` stand in styles and scripts, too, where a line holds them whole.
        let limit = if mark.starts_with('<') { None } else { blank.from(text, "\n\n", inner) };
        match found {
            Some(found) if limit.is_none_or(|limit| found < limit) => {
                at = found + close.len();
                // The code that a call holds is seen where it stands.
                let code = if mark == "{%" { code_end(text, start..at, &mut failures) } else { None };
                at = code.unwrap_or(at);
                calls.push(Call { range: start..at, writes: writes || code.is_some() });
            }
            None if mark.starts_with("<?") => {
                // A file of PHP may end without closing it.
                calls.push(Call { range: start..text.len(), writes: false });
                break;
            }
            _ => {}
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
        let (masked, calls) = mask(text, 0..0);
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
        assert_eq!(mask("<p>plain</p>", 0..0).0, "<p>plain</p>");
        let text = "{% raw %}<b>{{ x }}\n\n{%- endraw %}";
        assert_eq!(mask(text, 0..0).1.len(), 1);
    }
}
