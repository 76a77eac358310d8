//! What a finding is known by when the lines around it have moved: its rule, its text and the words beside it.
//!
//! Baselines, GitLab and SARIF recognise findings of earlier runs by it, so what is hashed here must not change from one
//! version to the next without the [`VERSION`] saying so.

use std::collections::HashMap;
use std::fmt;

use super::Diagnostic;

/// The version of what is hashed; fingerprints of different versions are not to be compared.
pub const VERSION: u32 = 1;

/// So many words on either side belong to the fingerprint.
const NEIGHBOURS: usize = 2;
/// No word is looked for further than so many bytes away, so that a line of 100 MB costs no more than another.
const REACH: usize = 400;

/// What a finding is known by. Equal for the same fault with the same words beside it, wherever in the text it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of `diagnostic`, which was found in `text`.
    ///
    /// White space counts for nothing but as a gap between words, so that a paragraph may be wrapped anew; an empty line
    /// ends the neighbourhood, so that a new paragraph before this one changes nothing.
    pub fn of(text: &str, diagnostic: &Diagnostic) -> Self {
        let mut hash = Hash::new();
        hash.field(diagnostic.rule);
        let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
        for word in text.get(start..end).unwrap_or_default().split_whitespace() {
            hash.field(word);
        }
        for word in words_before(text, start).into_iter().chain([""]).chain(words_after(text, end)) {
            hash.field(word);
        }
        Self(hash.0)
    }

    /// The fingerprint of the same finding as one of several equal ones (`ordinal` counts from 0) in the file at `path`:
    /// one that no other finding of a run has.
    #[must_use]
    pub fn within(self, path: &str, ordinal: usize) -> Self {
        let mut hash = Hash::new();
        hash.field(path);
        hash.field(&self.to_string());
        hash.field(&ordinal.to_string());
        Self(hash.0)
    }

    /// Reads what [`Fingerprint`] writes: 16 hexadecimal digits.
    pub fn parse(digits: &str) -> Option<Self> {
        let plain = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if plain { u64::from_str_radix(digits, 16).ok().map(Self) } else { None }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The fingerprints of `diagnostics`, found in `text`, each with how many equal ones stand before it.
pub fn numbered(text: &str, diagnostics: &[Diagnostic]) -> Vec<(Fingerprint, usize)> {
    let mut seen: HashMap<Fingerprint, usize> = HashMap::new();
    diagnostics
        .iter()
        .map(|diagnostic| {
            let fingerprint = Fingerprint::of(text, diagnostic);
            let count = seen.entry(fingerprint).or_default();
            *count += 1;
            (fingerprint, *count - 1)
        })
        .collect()
}

/// The last words before `offset` in its paragraph, the nearest first.
fn words_before(text: &str, offset: usize) -> Vec<&str> {
    let mut from = offset.saturating_sub(REACH).min(text.len());
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = text.get(from..offset).unwrap_or_default();
    let paragraph = near.rfind("\n\n").max(near.rfind("\n\r\n")).map_or(near, |at| near.get(at..).unwrap_or_default());
    paragraph.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(NEIGHBOURS).collect()
}

/// The first words after `offset` in its paragraph.
fn words_after(text: &str, offset: usize) -> Vec<&str> {
    let mut to = offset.saturating_add(REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let near = text.get(offset..to).unwrap_or_default();
    let end = [near.find("\n\n"), near.find("\n\r\n")].into_iter().flatten().min();
    let paragraph = end.map_or(near, |at| near.get(..at).unwrap_or_default());
    paragraph.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(NEIGHBOURS).collect()
}

/// FNV-1a of 64 bits: the same on every machine and in every version, which the hashes of the standard library and of
/// `rustc-hash` do not promise.
struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Takes in `text` and that it ends here.
    fn field(&mut self, text: &str) {
        // No text in UTF-8 has the byte 0xff.
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, numbered};
    use crate::diagnostic::{Diagnostic, Group, Severity};
    use crate::source::Span;

    fn finding(text: &str, part: &str) -> Diagnostic {
        let start = text.find(part).unwrap();
        Diagnostic {
            rule: "misspelling",
            group: Group::Spelling,
            severity: Severity::Error,
            span: Span::from_range(start..start + part.len()),
            message: String::new(),
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
        }
    }

    fn of(text: &str) -> Fingerprint {
        Fingerprint::of(text, &finding(text, "foregin"))
    }

    #[test]
    fn what_it_survives_and_what_it_does_not() {
        let before = of("A new day.\n\nThe mayor met a foregin delegation in town.\n");
        for (same, text) in [
            (true, "The mayor met a foregin delegation in town.\n"),
            (true, "One.\n\nTwo.\n\n\nThe mayor\nmet a\nforegin\n  delegation in\ntown.\n"),
            (true, "> The mayor met a *foregin* delegation in the town."),
            (true, "The mayor met a foregin delegation\r\nin town.\r\n\r\nMore."),
            (false, "The mayor met one foregin delegation in town."),
            (false, "The mayor met a foregin envoy in town."),
            (false, "met a\n\nforegin delegation in town."),
            (false, "The mayor met a foregin.\n\nDelegation in town."),
        ] {
            assert_eq!(of(text) == before, same, "{text:?}");
        }
    }

    #[test]
    fn rule_and_text_and_boundaries_count() {
        let text = "ab c ab c";
        let one = finding(text, "ab");
        let other_rule = Diagnostic { rule: "confusion", ..one.clone() };
        let longer = finding(text, "ab c");
        let of = |diagnostic| Fingerprint::of(text, diagnostic);
        assert!(of(&one) != of(&other_rule) && of(&one) != of(&longer));
    }

    #[test]
    fn it_is_the_same_on_every_machine() {
        let fingerprint = of("The mayor met a foregin delegation in town.");
        assert_eq!(fingerprint.to_string(), "13d3ff9d684c281b");
        assert_eq!(Fingerprint::parse("13d3ff9d684c281b"), Some(fingerprint));
        assert_eq!(Fingerprint::parse("+123456789abcdef"), None);
    }

    #[test]
    fn equal_ones_are_numbered_and_told_apart() {
        let text = "x foregin y";
        let numbers = numbered(text, &[finding(text, "foregin"), finding(text, "foregin"), finding(text, "y")]);
        let ordinals: Vec<usize> = numbers.iter().map(|&(_, ordinal)| ordinal).collect();
        assert_eq!(ordinals, [0, 1, 0]);
        assert!(numbers[0].0.within("a.md", 0) != numbers[0].0.within("a.md", 1));
        assert!(numbers[0].0.within("a.md", 0) != numbers[0].0.within("b.md", 0));
    }
}
