//! Titles that something in the same article leads to: their words are a part of its address.

use std::collections::HashSet;

use super::{Transcript, TranscriptBlock};
use crate::source::{BlockKind, Span};

/// What is longer than this, in bytes, is no title.
const LONGEST: usize = 400;

/// What is left of a title, or of an address made of one, where all that the formats make of white space, punctuation and
/// capitals is dropped: `_set_up_the_server`, `set-up-the-server` and `*Set up: the server` are one name.
pub fn bare_name(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The titles and terms that what is sealed goes by, in bytes of the file: a section is a target by its title.
pub(super) fn named_titles(transcript: &Transcript, source: &str) -> Vec<Span> {
    let sealed = transcript.sealed.iter();
    let mut names: HashSet<String> = sealed.filter_map(|&sealed| source.get(sealed.range())).map(bare_name).collect();
    names.remove("");
    if names.is_empty() {
        return Vec::new();
    }
    let is_title =
        |block: &&TranscriptBlock| matches!(block.kind, BlockKind::Heading | BlockKind::Title | BlockKind::ListItem);
    let titles = transcript.blocks.iter().filter(is_title).filter_map(|block| {
        let stretches = transcript.stretches.get(block.stretches.clone())?;
        let title = stretches.first()?.source.to(stretches.last()?.source);
        (title.len() <= LONGEST).then_some(title)
    });
    titles.filter(|&title| source.get(title.range()).is_some_and(|text| names.contains(&bare_name(text)))).collect()
}
