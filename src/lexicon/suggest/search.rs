//! All words of an automaton within a cost of the typed one.
//!
//! A row of the edit table is kept for each byte of the path (Oflazer, "Error-tolerant finite-state recognition",
//! 1996), and the path given up where no cell can still lead to a word within the limit.

use super::band::{BEHIND, LANES, ROW, Window, lane, ones};
use super::features::{Feature, SYMBOLS, symbol};
use super::model::{Cost, Costs, Model, NEVER};
use super::probe::{MAX_TYPED, Probe};
use super::room::{MAX_DEPTH, Room};
use crate::lexicon::automaton::{Automaton, Node};

/// Where a word that was found lies, its cost, and the lowest tier that it may be of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) cost: Cost,
    pub(super) tier: u8,
}

/// What was found: words one after the other, and where each ends, with its cost.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) bytes: Vec<u8>,
    pub(super) hits: Vec<Hit>,
}

impl Found {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.hits.clear();
    }

    /// Puts a word down that is at least of `tier`.
    pub(super) fn push(&mut self, word: &[u8], cost: Cost, tier: usize) {
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(word);
        self.hits.push(Hit { start, end: self.bytes.len() as u32, cost, tier: tier as u8 });
    }
}

/// A spot of which some meant bytes may just have been read.
#[derive(Debug, Clone, Copy)]
struct Opening {
    meant: u64,
    mask: u64,
    read: u8,
    start: u8,
    cost: Cost,
    /// The symbol that comes next, as a bit.
    next: u32,
}

/// What may be read next, by what was read.
#[derive(Debug)]
pub(super) struct Outlook {
    /// By place: the symbol that comes next or after the next, and those with which a sound begins there.
    ready: [(u32, u32); ROW],
    /// Spots by a symbol of what was meant before the last.
    opening: [Vec<Opening>; SYMBOLS],
    /// Costs at which symbols that do not come next can be read, with the symbols that cost as little, as bits.
    steps: Vec<(Cost, u32)>,
}

impl Default for Outlook {
    fn default() -> Self {
        Self { ready: [(0, 0); ROW], opening: Default::default(), steps: Vec::new() }
    }
}

/// Symbols that may be read next.
#[derive(Debug, Clone, Copy, Default)]
struct Ready {
    /// All that may be, as bits.
    signs: u32,
    /// Those of them with which a sound begins or goes on.
    sounds: u32,
}

impl Outlook {
    /// Sets what depends on the typed word alone.
    fn prepare(&mut self, model: &Model, probe: &Probe) {
        let costs = &model.reach;
        self.ready = [(0, 0); ROW];
        for (ready, &letter) in self.ready.iter_mut().skip(BEHIND).zip(&probe.typed) {
            ready.0 = 1 << symbol(letter);
        }
        self.steps.clear();
        for (sign, substitutions) in costs.substitutions.iter().enumerate() {
            let wrong = probe.typed.iter().map(|&letter| substitutions[symbol(letter)]);
            let least = wrong.fold(costs.omissions[sign], Cost::min);
            match self.steps.iter_mut().find(|(cost, _)| *cost == least) {
                Some((_, signs)) => *signs |= 1 << sign,
                None => self.steps.push((least, 1 << sign)),
            }
        }
        for list in &mut self.opening {
            list.clear();
        }
        for spot in probe.spots.iter().filter(|spot| spot.saves) {
            let Some(&begin) = spot.meant().first() else { continue };
            let ready = &mut self.ready[usize::from(spot.start) + BEHIND];
            if spot.is_swap() {
                ready.0 |= 1 << symbol(begin);
                continue;
            }
            ready.1 |= 1 << symbol(begin);
            let cost = spot.cost + if spot.start == 0 { costs.first } else { 0 };
            let (mut code, mut mask) = (0, 0);
            for (read, pair) in (1..).zip(spot.meant().windows(2)) {
                let &[letter, next] = pair else { continue };
                code = code << 8 | u64::from(letter);
                mask = mask << 8 | 0xff;
                let next = 1 << symbol(next);
                self.opening[symbol(letter)].push(Opening { meant: code, mask, read, start: spot.start, cost, next });
            }
        }
    }

    /// The symbols that may be read after the cells of a row at `depth`, besides those of `awaited`, if `before` was read last.
    #[inline]
    fn ready(&self, costs: &Costs, limit: Cost, row: &Window, depth: usize, awaited: Ready, before: usize) -> Ready {
        let slack = limit - row.iter().copied().fold(NEVER, Cost::min);
        let Ready { mut signs, mut sounds } = awaited;
        for (&cost, &(next, begun)) in row.iter().zip(self.ready.get(depth..).unwrap_or_default()) {
            let alive = if cost < NEVER { u32::MAX } else { 0 };
            signs |= next & alive;
            sounds |= begun & alive;
        }
        signs |= sounds;
        for &(cost, few) in &self.steps {
            if cost <= slack {
                signs |= few;
            }
        }
        if depth > 0 && costs.slip(Feature::Undoubled) <= slack {
            signs |= 1 << before;
        }
        Ready { signs, sounds }
    }

    /// The symbols with which a swap that is being read goes on after the last byte of `tail`, before which `depth` were read, and,
    /// where `sounds` says so, a sound.
    #[inline]
    fn awaited(&self, room: &Room, probe: &Probe, limit: Cost, (depth, tail): (usize, u64), sounds: bool) -> Ready {
        let mut awaited = Ready::default();
        let Some(row) = room.rows.get(depth) else { return awaited };
        let sign = symbol(tail.to_le_bytes()[0]);
        for place in ones(room.occurs[sign] >> 1) {
            let opened = row.get(lane(depth, place)).copied().unwrap_or(NEVER);
            if opened + room.swap(place) <= limit {
                awaited.signs |= probe.typed.get(place).map_or(0, |&letter| 1 << symbol(letter));
            }
        }
        if sounds {
            for spot in &self.opening[sign] {
                let read = usize::from(spot.read);
                if tail & spot.mask == spot.meant && read <= depth + 1 {
                    let from = depth + 1 - read;
                    let opened = room.rows[from].get(lane(from, usize::from(spot.start))).copied().unwrap_or(NEVER);
                    if opened + spot.cost <= limit {
                        awaited.sounds |= spot.next;
                    }
                }
            }
            awaited.signs |= awaited.sounds;
        }
        awaited
    }
}

/// Finds every word of `automaton` whose cost is within the limit; the room is prepared for the probe.
pub(super) fn search(
    automaton: Automaton<'_>,
    model: &Model,
    probe: &Probe,
    limit: Cost,
    room: &mut Room,
    outlook: &mut Outlook,
    found: &mut Found,
) {
    if probe.typed.len() > MAX_TYPED {
        return;
    }
    outlook.prepare(model, probe);
    let mut walk = Walk { automaton, costs: &model.reach, probe, limit, room, outlook, found, path: [0; MAX_DEPTH] };
    walk.follow(automaton.root(), 0, Ready::default(), 0);
}

struct Walk<'a, 'w> {
    automaton: Automaton<'w>,
    costs: &'a Costs,
    probe: &'a Probe,
    limit: Cost,
    room: &'a mut Room,
    outlook: &'a Outlook,
    found: &'a mut Found,
    path: [u8; MAX_DEPTH],
}

impl Walk<'_, '_> {
    /// Follows all paths from a node at `depth`; `awaited` is what goes on with a sound or swap, `tail` the last bytes of the path.
    fn follow(&mut self, node: Node, depth: usize, awaited: Ready, tail: u64) {
        let (true, Some(row)) = (depth < MAX_DEPTH, self.room.rows.get(depth)) else { return };
        let before = symbol(tail.to_le_bytes()[0]);
        let ready = self.outlook.ready(self.costs, self.limit, row, depth, awaited, before);
        for edge in self.automaton.edges(node) {
            let letter = edge.label.to_ascii_lowercase();
            let sign = symbol(letter);
            if ready.signs >> sign & 1 == 0 {
                continue;
            }
            self.path[depth] = edge.label;
            let tail = tail << 8 | u64::from(letter);
            let alive = self.room.fill(self.costs, self.probe, &[self.limit; LANES], depth, tail);
            if alive && edge.is_final {
                self.report(depth + 1);
            }
            if edge.target.is_leaf() {
                continue;
            }
            // A sound goes on only with a symbol that one was waiting for.
            let sounds = ready.sounds >> sign & 1 != 0;
            let awaited = self.outlook.awaited(self.room, self.probe, self.limit, (depth, tail), sounds);
            if alive || awaited.signs != 0 {
                self.follow(edge.target, depth + 1, awaited, tail);
            }
        }
    }

    fn report(&mut self, depth: usize) {
        if let Some(cost) = self.room.cost(depth, self.probe.typed.len()) {
            self.found.push(self.path.get(..depth).unwrap_or_default(), cost, 0);
        }
    }
}

#[cfg(test)]
mod tests;
