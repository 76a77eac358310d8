//! The words within a cost of the typed one that a few look-ups find.

use super::band::ones;
use super::features::symbol;
use super::model::Costs;
use super::probe::Probe;
use super::room::{Limits, Reading, Room};
use super::search::Found;
use crate::lexicon::format::{NEAR, TIERS};
use crate::lexicon::neighbourhood::{Folded, Head, Table, Words};

/// The words that may be suggested, by what is left of them when letters are taken out.
#[derive(Debug, Clone, Copy)]
pub struct Near<'a> {
    /// All of them.
    pub words: Words<'a>,
    /// The words of each of the [`NEAR`] tables, which number them from the first of its tiers.
    pub tables: [Table<'a>; NEAR.len()],
}

/// The words that the look-ups have found, to be used again.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// What a table has, some of it more than once.
    numbers: Vec<usize>,
    /// A bit for each word, and one for each number of the former that is not 0.
    bits: Vec<u64>,
    blocks: Vec<u64>,
    /// Those that may be near.
    heads: Vec<Head>,
}

impl Marks {
    /// Looks up the words that may be near `typed`.
    fn find(&mut self, near: &Near<'_>, typed: &[u8]) {
        let typed = Folded::new(typed);
        let symbols = typed.symbols();
        self.bits.resize(near.words.len().div_ceil(64), 0);
        self.blocks.resize(self.bits.len().div_ceil(64), 0);
        let mut first = 0;
        for (table, (_, slips)) in near.tables.iter().zip(&NEAR) {
            self.numbers.clear();
            table.near(&typed, *slips, |place| self.numbers.push(first + usize::from(place)));
            for &number in &self.numbers {
                // Without a branch, as which words are near cannot be foreseen, and the next head is fetched meanwhile.
                let near = near.words.head(number).is_some_and(|head| head.may_be_near(symbols, *slips));
                let (index, near) = (number / 64, u64::from(near));
                if let (Some(bits), Some(block)) = (self.bits.get_mut(index), self.blocks.get_mut(index / 64)) {
                    *bits |= near << (number % 64);
                    *block |= near << (index % 64);
                }
            }
            first += table.len();
        }
        self.heads.clear();
        for (place, block) in self.blocks.iter_mut().enumerate() {
            for index in ones(std::mem::take(block)).map(|one| place * 64 + one) {
                let bits = self.bits.get_mut(index).map_or(0, std::mem::take);
                self.heads.extend(ones(bits).filter_map(|one| near.words.head(index * 64 + one)));
            }
        }
    }
}

/// Finds the words of `near` whose cost is within the limits; the room is prepared for the probe, which is read forward.
///
/// Words of one tier are weighed in their order, so that the rows of a common beginning are filled once, and a beginning that
/// no word within the limit has is left with all its words.
pub(super) fn nearby(
    near: &Near<'_>,
    costs: &Costs,
    probe: &Probe,
    limits: &[Limits; TIERS],
    room: &mut Room,
    marks: &mut Marks,
    found: &mut Found,
) {
    marks.find(near, &probe.typed);
    room.begin(costs, probe, limits);
    let (mut last, mut last_tier) = (&[][..], 0);
    // How many bytes of the last word have their row, and whether no word that begins with them is within the limit.
    let (mut filled, mut dead) = (0, false);
    for &head in &marks.heads {
        let (word, tier) = (near.words.bytes(head), head.tier());
        let common = if tier == last_tier { common_beginning(word, last) } else { 0 };
        if dead && common >= filled {
            continue;
        }
        filled = filled.min(common);
        (last, last_tier, dead) = (word, tier, false);
        let mut tail = 0;
        for (depth, &letter) in word.iter().enumerate() {
            let before = symbol((tail & 0xff) as u8);
            tail = tail << 8 | u64::from(letter);
            if depth < filled {
                continue;
            }
            room.visited += 1;
            let reading = Reading { depth, tier, sign: symbol(letter), before, tail };
            let sounds = room.may_end_sound(&reading);
            let alive = room.fill(costs, probe, &reading, sounds);
            filled = depth + 1;
            if !alive && room.awaited(probe, &reading, true).signs == 0 {
                dead = true;
                break;
            }
        }
        if !dead && let Some(cost) = room.cost(word.len(), probe.typed.len()) {
            found.push(word.iter().copied(), cost, tier);
        }
    }
}

fn common_beginning(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}
