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

use super::features::{Feature, SYMBOLS, symbol};
use super::model::{Cost, Costs, NEVER};
use super::probe::{LANES, MAX_TYPED, NO_ROW, Probe, Row};
use crate::lexicon::automaton::{Automaton, Node};
use crate::lexicon::format::TIERS;

/// The longest path that is followed, in bytes.
const MAX_DEPTH: usize = MAX_TYPED + 8;

/// What was found: words one after the other, and where each ends, with its cost.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) bytes: Vec<u8>,
    pub(super) ends: Vec<(u32, Cost)>,
}

impl Found {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }
}

/// A spot all of whose meant bytes may just have been read.
#[derive(Debug, Clone, Copy)]
struct Closing {
    /// What was meant, its last byte the lowest, and which bytes of the path that concerns.
    meant: u64,
    mask: u64,
    size: u8,
    start: u8,
    end: u8,
    cost: Cost,
}

/// A spot of which some meant bytes may just have been read.
#[derive(Debug, Clone, Copy)]
struct Opening {
    meant: u64,
    mask: u64,
    read: u8,
    start: u8,
    end: u8,
    cost: Cost,
    /// The symbol that comes next, as a bit.
    next: u32,
}

/// The room that a search works in, to be used again.
#[derive(Debug)]
pub(super) struct Room {
    rows: Box<[Row; MAX_DEPTH + 1]>,
    path: [u8; MAX_DEPTH],
    /// By tier, the highest cost at each place of the typed word.
    limits: [Row; TIERS],
    /// What it costs that the letter before a place is too much.
    insertions: Row,
    /// The symbols that cost little after so many typed bytes, as a set of bits.
    ready: [u32; MAX_TYPED + 2],
    /// Spots by the last symbol of what was meant.
    closing: [Vec<Closing>; SYMBOLS],
    /// Spots by a symbol of what was meant before the last.
    opening: [Vec<Opening>; SYMBOLS],
    /// Costs at which symbols that do not come next can be read, with the symbols that cost as little, as bits.
    steps: Vec<(Cost, u32)>,
    /// How many nodes were looked at.
    pub(super) visited: u32,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            rows: Box::new([NO_ROW; MAX_DEPTH + 1]),
            path: [0; MAX_DEPTH],
            limits: [NO_ROW; TIERS],
            insertions: NO_ROW,
            ready: [0; MAX_TYPED + 2],
            closing: Default::default(),
            opening: Default::default(),
            steps: Vec::new(),
            visited: 0,
        }
    }
}

/// The highest costs of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// In the half that is read first.
    pub(super) half: Cost,
    /// In all.
    pub(super) whole: Cost,
}

impl Limits {
    /// The limits for a search in two directions.
    pub(super) const fn halved(whole: Cost) -> Self {
        Self { half: whole / 2, whole }
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
    room.limit(probe, limits);
    let row = &mut room.rows[0];
    *row = NO_ROW;
    row[1] = 0;
    let mut last = 0;
    while last < length {
        // Nothing that was meant has been read, so these letters stand before the first.
        let extra = if probe.backward || last == 0 { 0 } else { costs.first };
        let cost = row[last + 1] + room.insertions[last + 2] + extra;
        if cost > room.limits[0][last + 2] {
            break;
        }
        last += 1;
        row[last + 1] = cost;
    }
    room.visited = 0;
    let mut walk = Walk { automaton, costs, probe, room, found, length };
    walk.follow(automaton.root(), 0, 0, (0, last), 0, 0);
}

impl Room {
    /// Sets the highest costs.
    fn limit(&mut self, probe: &Probe, limits: &[Limits; TIERS]) {
        let length = probe.typed.len();
        // The directions meet at one place of the typed word. Letters may be left out there, which only the forward reading
        // counts to the second part, so that their cost falls on one side.
        let middle = length / 2;
        let halved = if probe.backward { (length + 1).saturating_sub(middle) } else { middle };
        for (row, limits) in self.limits.iter_mut().zip(limits) {
            for (cell, limit) in row.iter_mut().take(length + 3).enumerate() {
                *limit = if cell <= halved { limits.half } else { limits.whole };
            }
        }
    }

    /// Sets what depends on the typed word alone; searches for one word may follow one another.
    pub(super) fn prepare(&mut self, costs: &Costs, probe: &Probe) {
        let length = probe.typed.len().min(MAX_TYPED);
        self.ready = [0; MAX_TYPED + 2];
        for place in 0..=length {
            // Read forward, a slip is at the first letter if it begins there; read backward, if it ends there.
            let first = |start: usize, end: usize| {
                let holds = if probe.backward { end == length } else { start == 0 };
                if holds { costs.first } else { 0 }
            };
            if let (Some(&letter), Some(&cost)) = (probe.typed.get(place), probe.insertions.get(place)) {
                self.insertions[place + 2] = cost + first(place, place + 1);
                self.ready[place] = 1 << symbol(letter);
            }
        }
        for list in &mut self.closing {
            list.clear();
        }
        for list in &mut self.opening {
            list.clear();
        }
        self.steps.clear();
        for (sign, &least) in probe.least.iter().enumerate() {
            match self.steps.iter_mut().find(|(cost, _)| *cost == least) {
                Some((_, signs)) => *signs |= 1 << sign,
                None => self.steps.push((least, 1 << sign)),
            }
        }
        for spot in probe.spots.iter().filter(|spot| spot.saves) {
            let (start, end) = (usize::from(spot.start), usize::from(spot.end));
            let extra = if probe.backward { end == length } else { start == 0 };
            let cost = spot.cost + if extra { costs.first } else { 0 };
            if let Some(&first) = spot.meant().first() {
                self.ready[start] |= 1 << symbol(first);
            }
            let (mut meant, mut mask) = (0, 0);
            for (index, &letter) in spot.meant().iter().enumerate() {
                meant = meant << 8 | u64::from(letter);
                mask = mask << 8 | 0xff;
                if let Some(&next) = spot.meant().get(index + 1) {
                    let next = 1 << symbol(next);
                    let read = index as u8 + 1;
                    self.opening[symbol(letter)].push(Opening {
                        meant,
                        mask,
                        read,
                        start: spot.start,
                        end: spot.end,
                        cost,
                        next,
                    });
                } else {
                    let size = index as u8 + 1;
                    let closing = Closing { meant, mask, size, start: spot.start, end: spot.end, cost };
                    self.closing[symbol(letter)].push(closing);
                }
            }
        }
    }
}

/// The cells from one on that are worked on at once.
#[inline]
fn lanes(row: &Row, start: usize) -> Option<&[Cost; LANES]> {
    row.get(start..)?.first_chunk()
}

struct Walk<'a, 'w> {
    automaton: Automaton<'w>,
    costs: &'a Costs,
    probe: &'a Probe,
    room: &'a mut Room,
    found: &'a mut Found,
    length: usize,
}

impl Walk<'_, '_> {
    /// Follows all paths from a node at `depth`, whose row has its cells between the two of `range`; `awaited` are the
    /// symbols with which a spot goes on, `tail` the last bytes of the path. No word below is of a lower tier.
    fn follow(&mut self, node: Node, depth: usize, tier: usize, range: (usize, usize), awaited: u32, tail: u64) {
        if depth >= MAX_DEPTH {
            return;
        }
        let (mut ready, mut slack) = (awaited, 0);
        let Some(limits) = self.room.limits.get(tier) else { return };
        for place in range.0..=range.1 {
            let cost = self.room.rows[depth][place + 1];
            if cost < NEVER {
                ready |= self.room.ready[place];
                slack = slack.max(limits[(place + 1).min(self.length) + 1] - cost);
            }
        }
        for &(cost, signs) in &self.room.steps {
            if cost <= slack {
                ready |= signs;
            }
        }
        let before = (tail & 0xff) as u8;
        if depth > 0 && self.costs.slip(Feature::Undoubled) <= slack {
            ready |= 1 << symbol(before);
        }
        for edge in self.automaton.edges(node) {
            let letter = edge.label.to_ascii_lowercase();
            let sign = symbol(letter);
            if ready >> sign & 1 == 0 {
                continue;
            }
            let tier = usize::from(self.automaton.rank(edge));
            self.room.visited += 1;
            self.room.path[depth] = edge.label;
            let tail = tail << 8 | u64::from(letter);
            let next = self.fill(depth, tier, sign, before == letter, range, tail);
            if edge.is_final && next.is_some_and(|(_, last)| last == self.length) {
                self.report(depth + 1, self.room.rows[depth + 1][self.length + 1]);
            }
            if edge.target.is_leaf() {
                continue;
            }
            let awaited = self.awaited(depth + 1, tier, sign, tail);
            match next {
                Some(range) => self.follow(edge.target, depth + 1, tier, range, awaited, tail),
                None if awaited != 0 => self.follow(edge.target, depth + 1, tier, (1, 0), awaited, tail),
                None => {}
            }
        }
    }

    /// Fills the row after `letter` was read at `depth`; the first and last place within the limits.
    #[inline]
    fn fill(
        &mut self,
        depth: usize,
        tier: usize,
        sign: usize,
        doubled: bool,
        (from, to): (usize, usize),
        tail: u64,
    ) -> Option<(usize, usize)> {
        let (costs, length) = (self.costs, self.length.min(MAX_TYPED));
        let room = &mut *self.room;
        let (done, rest) = room.rows.split_at_mut(depth + 1);
        let (Some(old), Some(row)) = (done.last(), rest.first_mut()) else { return None };
        let readings = &self.probe.readings[usize::from(depth != 0)];
        let (wrong, extra) = (&readings.wrong[sign], &readings.omitted);
        let omitted = if doubled { costs.slip(Feature::Undoubled) } else { costs.omissions[sign] };
        let limits = room.limits.get(tier)?;
        // In lanes, so that the compiler makes vector instructions of it.
        for start in (1..length + 2).step_by(LANES) {
            let (Some(above), Some(before), Some(wrong), Some(extra)) =
                (lanes(old, start), lanes(old, start - 1), lanes(wrong, start), lanes(extra, start))
            else {
                break;
            };
            let lanes_done: [Cost; LANES] = std::array::from_fn(|lane| {
                let lost = above[lane].saturating_add(extra[lane]).saturating_add(omitted);
                lost.min(before[lane].saturating_add(wrong[lane]))
            });
            if let Some(place) = row.get_mut(start..start + LANES) {
                place.copy_from_slice(&lanes_done);
            }
        }
        let (mut start, mut reach) = (from, to + 1);
        for spot in &room.closing[sign] {
            let size = usize::from(spot.size);
            if tail & spot.mask == spot.meant && size <= depth + 1 {
                let (begin, end) = (usize::from(spot.start), usize::from(spot.end));
                let opened = done[depth + 1 - size][begin + 1];
                if opened < NEVER {
                    let extra = if size == depth + 1 && begin > 0 && !self.probe.backward { costs.first } else { 0 };
                    row[end + 1] = row[end + 1].min(opened + spot.cost + extra);
                    start = start.min(end);
                    reach = reach.max(end);
                }
            }
        }
        let (mut first, mut last) = (usize::MAX, 0);
        let mut left = NEVER;
        let filled = row.get_mut(start + 1..length + 2).unwrap_or_default().iter_mut();
        let insertions = room.insertions.get(start + 1..).unwrap_or_default();
        let limits = limits.get(start + 1..).unwrap_or_default();
        for (place, ((cell, &insertion), &limit)) in (start..).zip(filled.zip(insertions).zip(limits)) {
            let cost = (*cell).min(left + insertion);
            if cost <= limit {
                *cell = cost;
                left = cost;
                first = first.min(place);
                last = place;
            } else {
                *cell = NEVER;
                left = NEVER;
                if place > reach {
                    break;
                }
            }
        }
        (first <= last).then_some((first, last))
    }

    /// The symbols with which a spot that is being read may go on.
    #[inline]
    fn awaited(&self, depth: usize, tier: usize, sign: usize, tail: u64) -> u32 {
        let mut signs = 0;
        let Some(limits) = self.room.limits.get(tier) else { return signs };
        for spot in &self.room.opening[sign] {
            let read = usize::from(spot.read);
            if tail & spot.mask == spot.meant
                && read <= depth
                && self.room.rows[depth - read][usize::from(spot.start) + 1] + spot.cost
                    <= limits[usize::from(spot.end) + 1]
            {
                signs |= spot.next;
            }
        }
        signs
    }

    fn report(&mut self, depth: usize, cost: Cost) {
        let word = &self.room.path[..depth];
        if self.probe.backward {
            self.found.bytes.extend(word.iter().rev());
        } else {
            self.found.bytes.extend_from_slice(word);
        }
        if let Ok(end) = u32::try_from(self.found.bytes.len()) {
            self.found.ends.push((end, cost));
        }
    }
}
