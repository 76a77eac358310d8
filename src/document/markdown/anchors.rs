//! Headings that a link of the same article leads to: the address is made of their words.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::mask::Masked;
use crate::document::builder::Builder;
use crate::source::Span;
use crate::source::transcript::bare_name;

/// Names of headings are no longer than this, in bytes.
const LONGEST: usize = 300;

/// Watches the events for headings that are to stay as they are written.
#[derive(Debug)]
pub(super) struct Anchors {
    /// What the links of the article lead to.
    names: HashSet<String>,
    /// The heading that is open, and its words.
    heading: Option<(Range<usize>, String)>,
}

impl Anchors {
    pub(super) fn new(text: &str) -> Self {
        Self { names: names(text), heading: None }
    }

    pub(super) fn event(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        masked: &Masked<'_>,
        text: &str,
        builder: &mut Builder<'_>,
    ) {
        match event {
            Event::Start(Tag::Heading { .. }) if !self.names.is_empty() => {
                // One with an id of its own is led to by that.
                let written = text.get(range.clone()).unwrap_or_default();
                let has_id = ["{#", "{: #", "{:#"].iter().any(|mark| written.contains(mark));
                self.heading = (!has_id).then(|| (range.clone(), String::new()));
            }
            Event::Text(_) | Event::Code(_) => {
                if let Some((_, words)) = &mut self.heading {
                    masked.calls.split(range.clone(), |part, _| words.push_str(text.get(part).unwrap_or_default()));
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((heading, words)) = self.heading.take()
                    && self.leads_to(&bare_name(&words))
                {
                    builder.seal(Span::from_range(heading));
                }
            }
            _ => {}
        }
    }

    fn leads_to(&self, name: &str) -> bool {
        // Some address a heading without the number that it begins with.
        let unnumbered = name.trim_start_matches(|c: char| c.is_ascii_digit());
        !name.is_empty() && (self.names.contains(name) || self.names.contains(unnumbered))
    }
}

/// The names that follow a `#` in the addresses of `text`.
fn names(text: &str) -> HashSet<String> {
    let bytes = text.as_bytes();
    let mut names = HashSet::new();
    for at in memchr::memchr_iter(b'#', bytes) {
        let Some(rest) = text.get(at + 1..) else { continue };
        let attached = at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(|before| match before {
            b' ' => text.get(..at).is_some_and(|before| before.trim_end_matches(' ').ends_with("]:")),
            b'{' | b'#' | b'\\' => false,
            before => !before.is_ascii_whitespace(),
        });
        if !attached || rest.starts_with(['#', ' ']) {
            continue;
        }
        let ends =
            |byte: u8| matches!(byte, b')' | b'"' | b'\'' | b'<' | b'>' | b']' | b'|' | b'}' | b'`' | b'\n' | b'\r');
        let length = rest.bytes().take(LONGEST).take_while(|byte| !ends(*byte)).count();
        let Some(whole) = rest.get(..length) else { continue };
        // A wiki link names a heading by its very words.
        if matches!(rest.as_bytes().get(length), Some(b']' | b'|')) {
            names.insert(bare_name(whole));
        }
        let slug = whole.split_whitespace().next().unwrap_or_default();
        names.insert(bare_name(slug));
        // Of headings that say the same, all but the first are numbered.
        if let Some((slug, number)) = slug.rsplit_once('-')
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            names.insert(bare_name(slug));
        }
    }
    names.remove("");
    names
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn addresses_name_headings() {
        for (text, expected) in [
            ("[a](#set-up-it)", &["setupit"][..]),
            ("[a](b.md#set-up-it \"so\")", &["setupit"]),
            ("[a]: #set-up\n", &["setup"]),
            ("<a href='#set_up'>", &["setup"]),
            ("[[#Set up it]]", &["set", "setupit"]),
            ("[a](#set-up-1)", &["setup", "setup1"]),
            ("# Head {#own}\n\n## Two\n", &[]),
        ] {
            let mut found: Vec<String> = names(text).into_iter().collect();
            found.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }
}
