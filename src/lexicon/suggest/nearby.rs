//! The words within a cost of the typed one that a few look-ups find.

use super::band::{LANES, ones};
use super::model::{Cost, Costs, NEVER};
use super::probe::Probe;
use super::room::{BEYOND, Room};
use super::search::Found;
use crate::lexicon::format::{ENDS, NEAR, TIERS};
use crate::lexicon::neighbourhood::{Folded, Table, Words};

/// How many letters of the typed word are taken out in a look-up of what is further away.
const FAR_LETTERS: usize = 2;

/// How many slips a word that is further away may have by what is known of its letters.
const FAR_SLIPS: usize = 3;

/// The words that may be suggested, by what is left of them when letters are taken out.
#[derive(Debug, Clone, Copy)]
pub struct Near<'a> {
    /// All of them.
    pub words: Words<'a>,
    /// By what is left of their beginnings, the words of each of the [`NEAR`] tables, which number them from the first of its tiers.
    pub beginnings: [Table<'a>; NEAR.len()],
    /// By what is left of their ends, those of each of the [`ENDS`] tables.
    pub ends: [Table<'a>; ENDS.len()],
}

/// Which words are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Distance {
    /// Those two slips away or less.
    Near,
    /// Those further away whose beginning or end has few slips, and that were not weighed as near.
    Far,
}

/// The highest costs of words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// By tier.
    pub(super) highest: [Cost; TIERS],
    /// By tier, what speaks against the likeliest of its words before it is known how it was typed.
    pub(super) handicaps: [Cost; TIERS],
}

impl Limits {
    /// Whether no word of this tier is searched for; then none of those after it are.
    fn leave_out(&self, tier: usize) -> bool {
        self.highest.get(tier).is_none_or(|&highest| highest == BEYOND)
    }
}

/// A word is given up if so many others are better.
const LEADING: usize = 6;

/// The words that the look-ups have found, to be used again.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// A bit for each word, and one for each number of the former that is not 0.
    bits: Vec<u64>,
    blocks: Vec<u64>,
    /// The numbers of those that may be within the limits.
    chosen: Vec<usize>,
    /// What speaks at most against the best of the words found so far, the least first.
    leading: [Cost; LEADING],
}

impl Marks {
    /// The highest cost of a word of a tier that may be among the best: at its best it is better than the others at their worst, when
    /// they are hardly likelier than the next tier.
    fn limit(&self, limits: &Limits, tier: usize) -> Cost {
        let last = self.leading.last().copied().unwrap_or(NEVER);
        match (limits.highest.get(tier), limits.handicaps.get(tier)) {
            (Some(&highest), Some(&handicap)) => highest.min(last - handicap),
            _ => BEYOND,
        }
    }

    /// Puts down what a word of a tier costs.
    fn lead(&mut self, limits: &Limits, tier: usize, cost: Cost) {
        let next = limits.handicaps.get(tier + 1).or(limits.handicaps.last()).copied().unwrap_or_default();
        if let Some(last) = self.leading.last_mut().filter(|last| cost + next < **last) {
            *last = cost + next;
            self.leading.sort_unstable();
        }
    }

    /// Looks up the words that may be as near `typed` as that.
    fn find(&mut self, near: &Near<'_>, typed: &[u8], distance: Distance, limits: &Limits) {
        let typed = Folded::new(typed);
        let reversed = typed.reversed();
        self.bits.resize(near.words.len().div_ceil(64), 0);
        self.blocks.resize(self.bits.len().div_ceil(64), 0);
        let symbols = typed.symbols();
        let mut first = 0;
        for (index, (table, (tiers, letters))) in near.beginnings.iter().zip(&NEAR).enumerate() {
            let letters = *letters;
            match (distance, letters, near.ends.get(index)) {
                _ if limits.leave_out(usize::from(*tiers.start())) => {}
                (Distance::Near, 0 | 1, _) => self.mark::<1>(near, first, (table, 1), &typed, symbols),
                (Distance::Near, ..) => self.mark::<2>(near, first, (table, letters), &typed, symbols),
                (Distance::Far, _, Some(ends)) => {
                    self.mark::<FAR_SLIPS>(near, first, (table, FAR_LETTERS), &typed, symbols);
                    self.mark::<FAR_SLIPS>(near, first, (ends, FAR_LETTERS), &reversed, symbols);
                }
                (Distance::Far, _, None) => {}
            }
            first += table.len();
        }
        if distance == Distance::Far {
            for number in &self.chosen {
                if let Some(bits) = self.bits.get_mut(number / 64) {
                    *bits &= !(1 << (number % 64));
                }
            }
        }
        self.chosen.clear();
        for (place, block) in self.blocks.iter_mut().enumerate() {
            for index in ones(std::mem::take(block)).map(|one| place * 64 + one) {
                let bits = self.bits.get_mut(index).map_or(0, std::mem::take);
                self.chosen.extend(ones(bits).map(|one| index * 64 + one));
            }
        }
    }

    /// Marks the words of a table, the first of which has the number `first`, that share what is left of `typed` without so many
    /// letters, and whose letters do not tell that they are more slips away.
    fn mark<const SLIPS: usize>(
        &mut self,
        near: &Near<'_>,
        first: usize,
        (table, letters): (&Table<'_>, usize),
        typed: &Folded,
        symbols: u32,
    ) {
        let (bits, blocks) = (self.bits.as_mut_slice(), self.blocks.as_mut_slice());
        table.near(typed, letters, |place| {
            let number = first + usize::from(place);
            // Without a branch, as which words are near cannot be foreseen, and the next head is fetched meanwhile.
            let near = near.words.head(number).is_some_and(|head| head.may_be_near::<SLIPS>(symbols));
            let (index, near) = (number / 64, u64::from(near));
            if let (Some(bits), Some(block)) = (bits.get_mut(index), blocks.get_mut(index / 64)) {
                *bits |= near << (number % 64);
                *block |= near << (index % 64);
            }
        });
    }
}

/// Finds the words of `near` at a distance whose cost is within the limits of their tiers; the room is prepared for the probe. What is
/// far is looked up right after what is near.
///
/// Words of one tier are weighed in their order, so that the rows of a common beginning are filled once, and a beginning that
/// no word within the limit has is left with all its words.
pub(super) fn nearby(
    (near, distance): (&Near<'_>, Distance),
    costs: &Costs,
    probe: &Probe,
    limits: &Limits,
    room: &mut Room,
    marks: &mut Marks,
    found: &mut Found,
) {
    marks.find(near, &probe.typed, distance, limits);
    if distance == Distance::Near {
        marks.leading = [NEVER; LEADING];
    }
    let (mut last, mut last_tier) = (&[][..], 0);
    // How many bytes of the last word have their row, and whether a word that begins with them may be within the limit.
    let (mut filled, mut alive) = (0, true);
    for index in 0..marks.chosen.len() {
        let Some(head) = marks.chosen.get(index).and_then(|&number| near.words.head(number)) else { continue };
        let (word, tier) = (near.words.bytes(head), head.tier());
        if limits.leave_out(tier) {
            break;
        }
        let common = if tier == last_tier { common_beginning(word, last) } else { 0 };
        if common < filled {
            filled = common;
        } else if !alive && !room.may_go_on(word, filled) {
            continue;
        }
        (last, last_tier) = (word, tier);
        let limit = marks.limit(limits, tier);
        (filled, alive) = room.fill_all(costs, probe, &[limit; LANES], word, filled);
        if alive && let Some(cost) = room.cost(word.len(), probe.typed.len()) {
            marks.lead(limits, tier, cost);
            found.push(word, cost, tier);
        }
    }
}

fn common_beginning(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests;
