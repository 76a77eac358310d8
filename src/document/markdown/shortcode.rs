//! Calls of templates: `{{< … >}}`, `{{% … %}}`, `{{ … }}`, `{% … %}`, and the code that some of them hold.

use std::ops::Range;

use memchr::memchr_iter;
use memchr::memmem::{self, Finder};

use super::calls::{Call, Reads};

/// Calls that hold code, up to another call that closes them.
const CODE: &[&str] = &[
    "chart",
    "code",
    "code-toggle",
    "codeblock",
    "comment",
    "graphviz",
    "highlight",
    "json",
    "katex",
    "math",
    "mermaid",
    "plantuml",
    "prism",
    "raw",
    "rawhtml",
    "shell",
    "verbatim",
];

/// An address is no longer than this before its first call and behind it, in bytes, so that time stays linear.
const LONGEST_ADDRESS: usize = 400;

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
        if let Some(end) = code_end(text, range.clone(), &mut failures) {
            range.end = end;
        }
        calls.push(Call { range, reads: Reads::StandIn });
    }
    calls
}

/// Where the code ends that the call at `call` opens, with the call that closes it; `None` where it holds none. Counts in
/// `failures` what nothing closes.
pub(in crate::document) fn code_end(text: &str, call: Range<usize>, failures: &mut usize) -> Option<usize> {
    let written = text.get(call.clone())?;
    let mark = ["{{<", "{{%", "{%"].into_iter().find(|mark| written.starts_with(mark))?;
    let inner = written.get(mark.len()..)?.trim_start_matches('-');
    let name = inner.split_whitespace().next()?.trim_end_matches(['>', '%', '}', '-']);
    if *failures > FAILURES || !CODE.contains(&name) || written.ends_with("/>}}") {
        return None;
    }
    let is_liquid = mark == "{%";
    let (close, end) = if is_liquid { (format!("end{name}"), "%}") } else { (format!("/{name}"), "}}") };
    let rest = text.get(call.end..)?;
    for at in memmem::find_iter(rest.as_bytes(), close.as_bytes()) {
        let before = rest.get(..at)?.trim_end_matches([' ', '\t']);
        let before = before.strip_suffix('-').filter(|_| is_liquid).unwrap_or(before);
        let after = rest.get(at + close.len()..)?;
        if before.ends_with(mark) && !after.starts_with(|c: char| c.is_alphanumeric() || c == '-' && !is_liquid) {
            let length = memmem::find(after.as_bytes(), end.as_bytes()).map_or(0, |length| length + end.len());
            return Some(call.end + at + close.len() + length);
        }
    }
    *failures += 1;
    None
}

/// The addresses of links, and of definitions, in which `calls` stand: `[x]({{ base }}/y)`, `[x]: {{ base }}/y`.
pub(super) fn addresses(text: &str, calls: &[Call]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (number, call) in calls.iter().enumerate() {
        if found.last().is_none_or(|last| last.end <= call.range.start) {
            found.extend(address(text, calls.get(number..).unwrap_or_default()));
        }
    }
    found
}

/// The address in which the first of `calls` stands.
fn address(text: &str, calls: &[Call]) -> Option<Range<usize>> {
    let first = calls.first()?.range.clone();
    let before = text.get(..first.start)?;
    let open = |byte: u8| byte == b'(' || byte.is_ascii_whitespace();
    let start = first.start - before.bytes().rev().take(LONGEST_ADDRESS).take_while(|byte| !open(*byte)).count();
    let before = text.get(..start)?;
    let is_link = before.ends_with("](");
    if !is_link && !is_definition(before) {
        return None;
    }
    let mut calls = calls.iter().peekable();
    let mut at = first.start;
    loop {
        // White space and brackets in a call are its own.
        if let Some(call) = calls.next_if(|call| call.range.start <= at) {
            at = at.max(call.range.end);
            continue;
        }
        match text.as_bytes().get(at) {
            Some(_) if at > first.end + LONGEST_ADDRESS => return None,
            None => break,
            Some(byte) if byte.is_ascii_whitespace() || *byte == b')' && is_link => break,
            Some(_) => at += 1,
        }
    }
    let after = text.get(at..)?;
    let closes = after.starts_with(')') || after.trim_start_matches(' ').starts_with(['"', '\'', ')']);
    (!is_link || closes).then_some(start..at)
}

/// Whether `before` ends with what stands before the address of a definition: `[x]: `.
fn is_definition(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t']);
    before.ends_with("]:") && before.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('['))
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
    use super::{addresses, find};

    #[test]
    fn calls_end_before_an_empty_line() {
        let text = "a {{< fig src=\"x\" >}} b {% include x %} {{ x }} {{ open\n\n}} {{{{ {x}";
        let found: Vec<&str> = find(text).into_iter().map(|call| &text[call.range]).collect();
        assert_eq!(found, ["{{< fig src=\"x\" >}}", "{% include x %}", "{{ x }}"]);
    }

    #[test]
    fn code_belongs_to_its_call() {
        let text = "{%- highlight ruby -%}\na\n\nb\n{%- endhighlight -%} c {{< highlight go >}}\n\nd\n{{< /highlight >}} {% raw %} e";
        let found: Vec<&str> = find(text).into_iter().map(|call| &text[call.range]).collect();
        assert_eq!(
            found,
            [
                "{%- highlight ruby -%}\na\n\nb\n{%- endhighlight -%}",
                "{{< highlight go >}}\n\nd\n{{< /highlight >}}",
                "{% raw %}"
            ]
        );
    }

    #[test]
    fn calls_stand_in_addresses() {
        let text = "[a]({{ b }}/c) [d](/e/{{ f }}/{{ g }} \"h\") [i]({{ j }} k) (see {{ l }})\n\n[m]: {{ n }}/o\n";
        let found: Vec<&str> = addresses(text, &find(text)).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["{{ b }}/c", "/e/{{ f }}/{{ g }}", "{{ n }}/o"]);
    }
}
