//! Choices of words that have a name, each read once.

use std::sync::OnceLock;

use super::choice::Choice;

/// The named choices of a list.
#[derive(Debug, Default)]
pub(super) struct Classes(Vec<Class>);

#[derive(Debug)]
struct Class {
    /// With its angle brackets.
    name: &'static str,
    /// With a space between each.
    words: &'static str,
    choice: OnceLock<Choice>,
}

impl Classes {
    /// Choices by their names, with the words of each.
    pub(super) fn new(classes: impl Iterator<Item = (&'static str, &'static str)>) -> Self {
        Self(classes.map(|(name, words)| Class { name, words, choice: OnceLock::new() }).collect())
    }

    /// The choice of this name.
    pub(super) fn named(&self, name: &str) -> Option<&Choice> {
        if !name.starts_with('<') {
            return None;
        }
        let class = self.0.iter().find(|class| class.name == name)?;
        Some(class.choice.get_or_init(|| Choice::read(class.words.split(' '), &Self::default())))
    }
}
