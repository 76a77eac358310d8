//! Calls of templates: `{{< … >}}`, `{{% … %}}`, `{{ … }}`, `{% … %}`, and the code that some of them hold.

use std::ops::Range;

use memchr::memchr_iter;
use memchr::memmem::{self, Finder};

use super::calls::{Call, Reads};

/// Calls that hold code, up to another call that closes them.
const CODE: &[&str] =
    &["highlight", "code", "raw", "comment", "mermaid", "katex", "math", "plantuml", "codeblock", "chart"];

/// So many calls that nothing closes are looked at, so that time stays linear.
const FAILURES: usize = 64;

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

/// All calls in `text`, in its order, those that hold code with it.
pub(super) fn find(text: &str) -> Vec<Call> {
    let mut failures = 0;
    let mut calls: Vec<Call> = Vec::new();
    for mut range in single(text) {
        if calls.last().is_some_and(|last| range.start < last.range.end) {
            continue;
        }
        if let Some(close) = close(text.get(range.clone()).unwrap_or_default()).filter(|_| failures < FAILURES) {
            let rest = text.get(range.end..).unwrap_or_default();
            match memmem::find(rest.as_bytes(), close.as_bytes()) {
                Some(length) => {
                    let end = range.end + length + close.len();
                    let mark = if close.starts_with("{%") { "%}" } else { "}}" };
                    let rest = text.get(end..).unwrap_or_default();
                    range.end = end + memmem::find(rest.as_bytes(), mark.as_bytes()).map_or(0, |length| length + 2);
                }
                None => failures += 1,
            }
        }
        calls.push(Call { range, reads: Reads::StandIn });
    }
    calls
}

/// What the call begins with that closes `call`, where that holds code.
fn close(call: &str) -> Option<String> {
    let (mark, inner) = call
        .split_at_checked(3)
        .filter(|(mark, _)| matches!(*mark, "{{<" | "{{%"))
        .unwrap_or_else(|| call.split_at_checked(2).unwrap_or_default());
    let inner = inner.trim_start_matches('-');
    let name = inner.split_whitespace().next()?;
    if !CODE.contains(&name) || mark == "{{" || call.ends_with("/>}}") {
        return None;
    }
    let space = inner.get(..inner.len() - inner.trim_start().len())?;
    Some(if mark == "{%" { format!("{mark}{space}end{name}") } else { format!("{mark}{space}/{name}") })
}

/// All calls in `text` for themselves, in its order. One that is not closed before the next empty line is none.
fn single(text: &str) -> Vec<Range<usize>> {
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
        let text = "a {{< fig src=\"x\" >}} b {% include x %} {{ x }} {{ open\n\n}} {{{{ {x}";
        let found: Vec<&str> = find(text).into_iter().map(|call| &text[call.range]).collect();
        assert_eq!(found, ["{{< fig src=\"x\" >}}", "{% include x %}", "{{ x }}"]);
    }

    #[test]
    fn code_belongs_to_its_call() {
        let text = "{% highlight ruby %}\na\n\nb\n{% endhighlight %} c {{< highlight go >}}\n\nd\n{{< /highlight >}} {% raw %} e";
        let found: Vec<&str> = find(text).into_iter().map(|call| &text[call.range]).collect();
        assert_eq!(
            found,
            [
                "{% highlight ruby %}\na\n\nb\n{% endhighlight %}",
                "{{< highlight go >}}\n\nd\n{{< /highlight >}}",
                "{% raw %}"
            ]
        );
    }
}
