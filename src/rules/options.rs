//! What the house may tell a rule: the options under `[rules.NAME]` in the settings.

use std::collections::BTreeMap;
use std::fmt;

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second, both included.
    Number(u32, u32),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of words or phrases.
    Words,
}

impl fmt::Display for OptionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("true or false"),
            Self::Number(least, most) => write!(f, "a number from {least} to {most}"),
            Self::Choice(choices) => write!(f, "\"{}\"", choices.join("\" or \"")),
            Self::Words => f.write_str("a list of words"),
        }
    }
}

/// What is known of an option without reading any settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionMeta {
    /// Its key, in kebab case.
    pub name: &'static str,
    /// What it takes.
    pub kind: OptionKind,
    /// What it does, in Markdown, a line each; the last sentence says what holds without it.
    pub docs: &'static [&'static str],
}

impl OptionMeta {
    /// What it does, in one line.
    pub fn summary(&self) -> String {
        let lines: Vec<&str> = self.docs.iter().map(|line| line.trim()).collect();
        lines.join(" ")
    }
}

/// What an option was set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionValue {
    /// Of an [`OptionKind::Flag`].
    Flag(bool),
    /// Of an [`OptionKind::Number`].
    Number(u32),
    /// Of an [`OptionKind::Choice`].
    Choice(&'static str),
    /// Of [`OptionKind::Words`], as they were written.
    Words(Vec<Box<str>>),
}

/// The options of one rule that were set. What was not set is left to the rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    values: BTreeMap<&'static str, OptionValue>,
}

/// The options of all rules for which any were set, by the rule's name.
pub type RuleOptions = BTreeMap<&'static str, Options>;

/// The options of a rule of which none was set.
pub(super) static NONE: Options = Options { values: BTreeMap::new() };

impl Options {
    /// Sets the option called `name`; the caller has seen to it that `value` is of its kind.
    pub fn set(&mut self, name: &'static str, value: OptionValue) {
        self.values.insert(name, value);
    }

    /// All that was set, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &OptionValue)> {
        self.values.iter().map(|(name, value)| (*name, value))
    }

    /// The flag called `name`, where it was set.
    pub fn flag(&self, name: &str) -> Option<bool> {
        if let Some(OptionValue::Flag(flag)) = self.values.get(name) { Some(*flag) } else { None }
    }

    /// The number called `name`, where it was set.
    pub fn number(&self, name: &str) -> Option<u32> {
        if let Some(OptionValue::Number(number)) = self.values.get(name) { Some(*number) } else { None }
    }

    /// The choice called `name`, where it was made.
    pub fn choice(&self, name: &str) -> Option<&'static str> {
        if let Some(OptionValue::Choice(choice)) = self.values.get(name) { Some(choice) } else { None }
    }

    /// The words of the list called `name`; none where it was not set.
    pub fn words(&self, name: &str) -> &[Box<str>] {
        if let Some(OptionValue::Words(words)) = self.values.get(name) { words } else { &[] }
    }
}

#[cfg(test)]
mod tests {
    use super::{OptionKind, OptionValue, Options};
    use crate::rules::RULES;

    #[test]
    fn what_was_set_is_read_and_nothing_else() {
        let mut options = Options::default();
        options.set("prefer", OptionValue::Words(vec!["e-mail".into()]));
        options.set("strict", OptionValue::Flag(true));
        options.set("most", OptionValue::Number(3));
        options.set("order", OptionValue::Choice("day-first"));
        assert_eq!(options.words("prefer"), ["e-mail".into()]);
        assert_eq!(options.flag("strict"), Some(true));
        assert_eq!(options.number("most"), Some(3));
        assert_eq!(options.choice("order"), Some("day-first"));
        assert_eq!((options.flag("prefer"), options.number("none"), options.words("strict").len()), (None, None, 0));
    }

    #[test]
    fn options_are_named_and_explained() {
        for meta in RULES.iter().map(|rule| rule.meta()) {
            for option in meta.options {
                let kebab = option.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
                assert!(kebab, "{}: {}", meta.name, option.name);
                assert!(option.summary().ends_with('.'), "{}: {}", meta.name, option.summary());
            }
        }
        assert_eq!(OptionKind::Choice(&["a", "b"]).to_string(), "\"a\" or \"b\"");
    }
}
