//! All words of an automaton within a cost of the typed one.
//!
//! A row of the edit table is kept for each byte of the path (Oflazer, "Error-tolerant finite-state recognition",
//! 1996), and the path given up where no cell can still lead to a word within the limit. Forward and backward reading
//! halve the work as Mihov and Schulz do it ("Fast approximate search in large dictionaries", 2004): if all slips
//! together cost no more than the limit, those of one half of the word cost no more than half of it, so it is enough to read
//! forward with half the limit in the first half, and backward with half the limit in the second.
//!
//! The limit may be lower for words that are less likely: every edge knows the likeliest tier of the words that go through
//! it, and the limit is the one of that tier.

use super::features::symbol;
use super::model::{Cost, Costs};
use super::probe::{MAX_TYPED, Probe};
use super::room::{Limits, MAX_DEPTH, Reading, Ready, Room};
use crate::lexicon::automaton::{Automaton, Node};
use crate::lexicon::format::TIERS;

/// Where a word that was found lies, its cost, and the lowest tier that it may be of.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) cost: Cost,
    pub(super) tier: u8,
}

/// What was found: words one after the other, and where each ends, with its cost.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) bytes: Vec<u8>,
    pub(super) ends: Vec<End>,
}

impl Found {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// Puts a word down that is at least of `tier`.
    pub(super) fn push(&mut self, word: impl IntoIterator<Item = u8>, cost: Cost, tier: usize) {
        let start = self.bytes.len() as u32;
        self.bytes.extend(word);
        self.ends.push(End { start, end: self.bytes.len() as u32, cost, tier: tier as u8 });
    }
}

/// Finds every word of `automaton` whose cost is within the limits; the room is prepared for the probe.
pub(super) fn search(
    automaton: Automaton<'_>,
    costs: &Costs,
    probe: &Probe,
    limits: &[Limits; TIERS],
    room: &mut Room,
    found: &mut Found,
) {
    let length = probe.typed.len();
    if length > MAX_TYPED {
        return;
    }
    room.begin(costs, probe, limits);
    let mut walk = Walk { automaton, costs, probe, room, found, path: [0; MAX_DEPTH] };
    walk.follow(automaton.root(), 0, 0, Ready::default(), 0);
}

struct Walk<'a, 'w> {
    automaton: Automaton<'w>,
    costs: &'a Costs,
    probe: &'a Probe,
    room: &'a mut Room,
    found: &'a mut Found,
    path: [u8; MAX_DEPTH],
}

impl Walk<'_, '_> {
    /// Follows all paths from a node at `depth`; `awaited` is what goes on with a sound or swap, `tail` the last bytes of the path. No word
    /// below is of a lower tier.
    fn follow(&mut self, node: Node, depth: usize, tier: usize, awaited: Ready, tail: u64) {
        if depth >= MAX_DEPTH {
            return;
        }
        let before = symbol((tail & 0xff) as u8);
        let ready = self.room.ready(self.costs, depth, tier, awaited, before);
        for edge in self.automaton.edges(node) {
            let letter = edge.label.to_ascii_lowercase();
            let sign = symbol(letter);
            if ready.signs >> sign & 1 == 0 {
                continue;
            }
            self.room.visited += 1;
            self.path[depth] = edge.label;
            let tier = usize::from(self.automaton.rank(edge));
            let tail = tail << 8 | u64::from(letter);
            let reading = Reading { depth, tier, sign, before, tail };
            // A sound ends or goes on only with a symbol that one was waiting for.
            let sounds = ready.sounds >> sign & 1 != 0;
            let alive = self.room.fill(self.costs, self.probe, &reading, sounds);
            if alive && edge.is_final {
                self.report(depth + 1, tier);
            }
            if edge.target.is_leaf() {
                continue;
            }
            let awaited = self.room.awaited(self.probe, &reading, sounds);
            if alive || awaited.signs != 0 {
                self.follow(edge.target, depth + 1, tier, awaited, tail);
            }
        }
    }

    fn report(&mut self, depth: usize, tier: usize) {
        let Some(cost) = self.room.cost(depth, self.probe.typed.len()) else { return };
        let word = self.path.get(..depth).unwrap_or_default().iter().copied();
        if self.probe.backward {
            self.found.push(word.rev(), cost, tier);
        } else {
            self.found.push(word, cost, tier);
        }
    }
}
