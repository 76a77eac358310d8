//! The table of costs that a search fills row by row, and what it asks of the typed word on the way.

use super::band::{BEHIND, LANES, ROW, Row, Window, insert, lane, ones, prune, read, slack, window};
use super::features::{Feature, SHARED, SYMBOLS, symbol};
use super::model::{Cost, Costs, NEVER};
use super::probe::{MAX_TYPED, Probe};
use crate::lexicon::format::TIERS;

/// The longest word that is read, in bytes.
pub(super) const MAX_DEPTH: usize = MAX_TYPED + 8;

/// The limit where there is no place of the typed word.
pub(super) const BEYOND: Cost = -1;

/// A spot all of whose meant bytes may just have been read.
#[derive(Debug, Clone, Copy)]
struct Closing {
    /// What was meant, its last byte the lowest, and which of the last bytes that concerns.
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

    /// The limits for a search in one direction.
    pub(super) const fn even(whole: Cost) -> Self {
        Self { half: whole, whole }
    }
}

/// One more byte of a word that may have been meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// How many bytes were read before it.
    pub(super) depth: usize,
    /// The likeliest tier of the words that go on so.
    pub(super) tier: usize,
    /// The symbol of the byte, and of the one before it.
    pub(super) sign: usize,
    pub(super) before: usize,
    /// The last bytes, this one the lowest.
    pub(super) tail: u64,
}

/// What may be read next.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ready {
    /// All symbols that may be, as bits.
    pub(super) signs: u32,
    /// Those of them with which a sound begins or goes on.
    pub(super) sounds: u32,
}

/// The room that a search works in, to be used again.
#[derive(Debug)]
pub(super) struct Room {
    pub(super) rows: Box<[Window; MAX_DEPTH + 1]>,
    /// By tier, the highest cost at each place of the typed word.
    limits: [Row; TIERS],
    /// What it costs that the letter before a place is too much, that of the first one besides where nothing was meant before it.
    insertions: Row,
    /// What it costs that all letters before a place are.
    sums: Row,
    /// What it costs that the two letters after a place were swapped.
    swaps: Row,
    /// By symbol, the places of the typed word after which it comes, as bits.
    occurs: [u64; SYMBOLS],
    /// By place: the symbol that comes next or after the next, and those with which a sound begins there.
    ready: [(u32, u32); ROW],
    /// By symbol, those that may stand before it at the end of a sound; all where it is a sound alone.
    ends: [u32; SYMBOLS],
    /// Spots by the last symbol of what was meant.
    closing: [Vec<Closing>; SYMBOLS],
    /// Spots by a symbol of what was meant before the last.
    opening: [Vec<Opening>; SYMBOLS],
    /// Costs at which symbols that do not come next can be read, with the symbols that cost as little, as bits.
    steps: Vec<(Cost, u32)>,
    /// How many bytes were read.
    pub(super) visited: u32,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            rows: Box::new([[NEVER; LANES]; MAX_DEPTH + 1]),
            limits: [[BEYOND; ROW]; TIERS],
            insertions: [NEVER; ROW],
            sums: [0; ROW],
            swaps: [NEVER; ROW],
            occurs: [0; SYMBOLS],
            ready: [(0, 0); ROW],
            ends: [0; SYMBOLS],
            closing: Default::default(),
            opening: Default::default(),
            steps: Vec::new(),
            visited: 0,
        }
    }
}

impl Room {
    /// Sets what depends on the typed word alone; searches for one word may follow one another.
    pub(super) fn prepare(&mut self, costs: &Costs, probe: &Probe) {
        let length = probe.typed.len().min(MAX_TYPED);
        self.ready = [(0, 0); ROW];
        self.occurs = [0; SYMBOLS];
        self.ends = [0; SYMBOLS];
        // Read forward, a slip is at the first letter if it begins there; read backward, if it ends there.
        let first = |start: usize, end: usize| {
            let holds = if probe.backward { end == length } else { start == 0 };
            if holds { costs.first } else { 0 }
        };
        for (place, (&letter, &cost)) in probe.typed.iter().zip(&probe.insertions).enumerate() {
            let cost = cost + first(place, place + 1);
            self.insertions[place + 1 + BEHIND] = cost;
            self.sums[place + 1 + BEHIND] = self.sums[place + BEHIND] + cost;
            self.swaps[place + BEHIND] = NEVER;
            self.occurs[symbol(letter)] |= 1 << place;
            self.ready[place + BEHIND].0 |= 1 << symbol(letter);
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
            let cost = spot.cost + first(start, end);
            let meant = spot.meant();
            let Some(&begin) = meant.first() else { continue };
            if spot.is_swap() {
                self.swaps[start + BEHIND] = cost;
                self.ready[start + BEHIND].0 |= 1 << symbol(begin);
                continue;
            }
            self.ready[start + BEHIND].1 |= 1 << symbol(begin);
            let (mut code, mut mask) = (0, 0);
            for (index, &letter) in meant.iter().enumerate() {
                code = code << 8 | u64::from(letter);
                mask = mask << 8 | 0xff;
                let read = index as u8 + 1;
                if let Some(&next) = meant.get(index + 1) {
                    let next = 1 << symbol(next);
                    let opening = Opening { meant: code, mask, read, start: spot.start, end: spot.end, cost, next };
                    self.opening[symbol(letter)].push(opening);
                } else {
                    let closing = Closing { meant: code, mask, size: read, start: spot.start, end: spot.end, cost };
                    self.closing[symbol(letter)].push(closing);
                    let before = index.checked_sub(1).map(|before| 1 << symbol(meant[before]));
                    self.ends[symbol(letter)] |= before.unwrap_or(u32::MAX);
                }
            }
        }
    }

    /// Sets the highest costs, and the row in which nothing that was meant has been read.
    pub(super) fn begin(&mut self, costs: &Costs, probe: &Probe, limits: &[Limits]) {
        let length = probe.typed.len();
        // The directions meet at one place of the typed word. Letters may be left out there, which only the forward reading
        // counts to the second part, so that their cost falls on one side.
        let middle = length / 2;
        let halved = if probe.backward { length - middle + 1 } else { middle };
        for (row, limits) in self.limits.iter_mut().zip(limits) {
            for (place, limit) in row.iter_mut().skip(BEHIND).enumerate() {
                *limit = match place {
                    _ if place > length => BEYOND,
                    _ if place < halved => limits.half,
                    _ => limits.whole,
                };
            }
        }
        let mut first = [NEVER; LANES];
        first[BEHIND] = 0;
        for cell in BEHIND + 1..LANES {
            // These letters stand before the first that was meant.
            let extra = if probe.backward || cell == BEHIND + 1 { 0 } else { costs.first };
            let cost = first[cell - 1] + self.insertions[cell] + extra;
            if cost > self.limits[0][cell] {
                break;
            }
            first[cell] = cost;
        }
        self.rows[0] = first;
        self.visited = 0;
    }

    /// The symbols that may be read after so many bytes, besides those of `awaited`, if `before` was read last.
    #[inline]
    pub(super) fn ready(&self, costs: &Costs, depth: usize, tier: usize, awaited: Ready, before: usize) -> Ready {
        let none = Ready::default();
        let (Some(row), Some(limits)) = (self.rows.get(depth), self.limits.get(tier)) else { return none };
        let (Some(here), Some(next)) = (window(limits, depth), window(limits, depth + 1)) else { return none };
        let slack = slack(row, here, next);
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

    /// Whether the byte may end a sound.
    #[inline]
    pub(super) fn may_end_sound(&self, reading: &Reading) -> bool {
        self.ends[reading.sign] >> reading.before & 1 != 0
    }

    /// Fills the row after the byte of `reading`; whether any of its cells is within the limits of its tier. Sounds are only
    /// regarded where one may end.
    #[inline]
    pub(super) fn fill(&mut self, costs: &Costs, probe: &Probe, reading: &Reading, sounds: bool) -> bool {
        let limits = self.limits.get(reading.tier).and_then(|limits| window(limits, reading.depth + 1));
        let Some(&limits) = limits else { return false };
        self.fill_within(costs, probe, reading, sounds, &limits)
    }

    /// The same with other limits.
    #[expect(clippy::inline_always, reason = "a tenth of the search, where the compiler thinks otherwise")]
    #[inline(always)]
    pub(super) fn fill_within(
        &mut self,
        costs: &Costs,
        probe: &Probe,
        reading: &Reading,
        sounds: bool,
        limits: &Window,
    ) -> bool {
        let &Reading { depth, sign, before, tail, .. } = reading;
        let readings = &probe.readings[usize::from(depth != 0)];
        let (Some(&wrong), Some(extra), Some(sums), Some(row)) = (
            window(&readings.wrong[sign], depth + 1),
            window(&readings.omitted, depth + 1),
            window(&self.sums, depth + 1),
            self.rows.get(depth),
        ) else {
            return false;
        };
        let doubled = depth > 0 && (tail ^ tail >> 8).trailing_zeros() >= 8;
        let omitted = if doubled { costs.slip(Feature::Undoubled) } else { costs.omissions[sign] };
        let wrong = if sign < SHARED { wrong } else { exactly(wrong, probe, depth, tail) };
        let mut cells = read(row, &wrong, extra, omitted);
        let swapped = self.occurs[sign] & self.occurs[before] >> 1;
        // Read backward, a slip is at the first letter where the typed word begins alone.
        let first = if probe.backward { 0 } else { costs.first };
        if swapped != 0 && depth > 0 && !doubled {
            self.swap(first, probe, depth, (swapped, tail), &mut cells);
        }
        if sounds {
            self.close(first, depth, sign, tail, &mut cells);
        }
        let alive = prune(&mut cells, limits);
        if alive {
            cells = insert(&cells, sums);
            prune(&mut cells, limits);
        }
        if let Some(row) = self.rows.get_mut(depth + 1) {
            *row = cells;
        }
        alive
    }

    /// Lets the last two letters have been swapped, which they may have been at these places.
    fn swap(&self, first: Cost, probe: &Probe, depth: usize, (places, tail): (u64, u64), cells: &mut Window) {
        let Some(row) = depth.checked_sub(1).and_then(|from| self.rows.get(from)) else { return };
        let [.., before, letter] = tail.to_be_bytes();
        for place in ones(places) {
            // Two letters on both sides: the lane stays the same.
            let lane = lane(depth - 1, place);
            let typed = probe.typed.get(place..place + 2);
            if let (Some(cell), Some(&cost)) = (cells.get_mut(lane), row.get(lane))
                && typed == Some(&[letter, before])
            {
                let extra = if depth == 1 && place > 0 { first } else { 0 };
                *cell = (*cell).min(cost + self.swaps[place + BEHIND] + extra);
            }
        }
    }

    /// Lets the last letters have been typed as the sounds that end with them.
    fn close(&self, first: Cost, depth: usize, sign: usize, tail: u64, cells: &mut Window) {
        for spot in &self.closing[sign] {
            let size = usize::from(spot.size);
            if tail & spot.mask != spot.meant || size > depth + 1 {
                continue;
            }
            let from = depth + 1 - size;
            let begin = usize::from(spot.start);
            let opened = self.rows[from].get(lane(from, begin)).copied().unwrap_or(NEVER);
            if let Some(cell) = cells.get_mut(lane(depth + 1, usize::from(spot.end))) {
                let extra = if from == 0 && begin > 0 { first } else { 0 };
                *cell = (*cell).min(opened + spot.cost + extra);
            }
        }
    }

    /// The symbols with which a swap that is being read goes on after the byte of `reading`, and, where `sounds` says so, a sound.
    #[inline]
    pub(super) fn awaited(&self, probe: &Probe, reading: &Reading, sounds: bool) -> Ready {
        let &Reading { depth, tier, sign, tail, .. } = reading;
        let mut awaited = Ready::default();
        let (Some(limits), Some(row)) = (self.limits.get(tier), self.rows.get(depth)) else { return awaited };
        for place in ones(self.occurs[sign] >> 1) {
            let opened = row.get(lane(depth, place)).copied().unwrap_or(NEVER);
            if opened + self.swaps[place + BEHIND] <= limits[place + 2 + BEHIND] {
                awaited.signs |= probe.typed.get(place).map_or(0, |&letter| 1 << symbol(letter));
            }
        }
        if sounds {
            for spot in &self.opening[sign] {
                let read = usize::from(spot.read);
                if tail & spot.mask == spot.meant && read <= depth + 1 {
                    let from = depth + 1 - read;
                    let opened = self.rows[from].get(lane(from, usize::from(spot.start))).copied().unwrap_or(NEVER);
                    if opened + spot.cost <= limits[usize::from(spot.end) + BEHIND] {
                        awaited.sounds |= spot.next;
                    }
                }
            }
            awaited.signs |= awaited.sounds;
        }
        awaited
    }

    /// The limits of a tier after so many bytes.
    pub(super) fn limits(&self, tier: usize, depth: usize) -> Option<&Window> {
        window(self.limits.get(tier)?, depth)
    }

    /// What the word that was read so far costs, if it is within the limits.
    #[inline]
    pub(super) fn cost(&self, depth: usize, typed: usize) -> Option<Cost> {
        self.rows.get(depth)?.get(lane(depth, typed)).copied().filter(|&cost| cost < NEVER)
    }
}

/// What it costs that the last byte of `tail` was typed as the letter before each cell, where several bytes share its symbol.
#[cold]
fn exactly(mut wrong: Window, probe: &Probe, depth: usize, tail: u64) -> Window {
    let letter = tail.to_le_bytes()[0];
    for (lane, cost) in wrong.iter_mut().enumerate() {
        let before = (depth + lane).checked_sub(BEHIND).and_then(|place| probe.typed.get(place));
        if before == Some(&letter) {
            *cost = 0;
        }
    }
    wrong
}
