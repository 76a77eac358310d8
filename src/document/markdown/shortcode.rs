//! Calls of templates: `{{< … >}}`, `{{% … %}}`, `{{ … }}`, `{% … %}`.

use std::ops::Range;

use memchr::memchr_iter;
use memchr::memmem::Finder;

/// A needle and the next place it was found at, which only moves forward.
struct Next<'n> {
    finder: Finder<'n>,
    found: Option<usize>,
    asked: bool,
}

impl<'n> Next<'n> {
    fn new(needle: &'n str) -> Self {
        Self { finder: Finder::new(needle), found: None, asked: false }
    }

    /// Where the needle stands at `at` or later. Queries must not go backwards.
    fn from(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        if !self.asked || self.found.is_some_and(|found| found < at) {
            self.asked = true;
            self.found = self.finder.find(bytes.get(at..)?).map(|place| at + place);
        }
        self.found
    }
}

/// All calls in `text`, in its order. One that is not closed before the next empty line is none.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut calls: Vec<Range<usize>> = Vec::new();
    let (mut variable, mut tag, mut empty) = (Next::new("}}"), Next::new("%}"), Next::new("\n\n"));
    for at in memchr_iter(b'{', bytes) {
        if calls.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let close = match bytes.get(at + 1) {
            Some(b'{') => variable.from(bytes, at + 2),
            Some(b'%') => tag.from(bytes, at + 2),
            _ => continue,
        };
        let limit = empty.from(bytes, at).unwrap_or(bytes.len());
        if let Some(close) = close.filter(|&close| close < limit) {
            calls.push(at..close + 2);
        }
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn calls_end_before_an_empty_line() {
        let text = "a {{< fig src=\"x\" >}} b {% raw %} {{ x }} {{ open\n\n}} {{{{ {x}";
        let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["{{< fig src=\"x\" >}}", "{% raw %}", "{{ x }}"]);
    }
}
