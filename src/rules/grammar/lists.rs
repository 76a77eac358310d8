//! The lists of patterns and phrases, with the tables that the build script made of them.

use super::index::Line;
use crate::rules::forms::{Group, Wanted};

/// The tables of a list.
#[derive(Debug)]
pub(super) struct Index {
    /// By the words that lines are found by, where `order` has the numbers of the lines.
    pub(super) words: Wanted<Group>,
    pub(super) order: &'static [u32],
    pub(super) lines: &'static [Line],
    /// Where the lines start that name a choice, in bytes.
    pub(super) classes: &'static [u32],
}

impl Index {
    /// The lines of a group, each with its number.
    pub(super) fn lines_of(&self, group: Group) -> impl Iterator<Item = (usize, &'static Line)> {
        let lines = self.lines;
        let numbers = group.of(self.order).iter().map(|&number| number as usize);
        numbers.filter_map(|number| Some((number, lines.get(number)?)))
    }
}

/// The line of `list` that starts at this byte.
pub(super) fn line_at(list: &'static str, start: u32) -> &'static str {
    list.get(start as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}

include!(concat!(env!("OUT_DIR"), "/rule_lists.rs"));
