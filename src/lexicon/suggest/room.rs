//! The table of costs of a typed word and one that may have been meant, row by row.

use super::band::{BEHIND, LANES, ROW, Row, Window, insert, lane, least_of, ones, prune, read, window};
use super::features::{Feature, SHARED, SYMBOLS, symbol};
use super::model::{Cost, Costs, NEVER};
use super::probe::{MAX_TYPED, Probe, Spot};
use super::sounds::LONGEST;

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

/// The room that a comparison works in, to be used again.
#[derive(Debug)]
pub(super) struct Room {
    /// By number of bytes read, the cells.
    pub(super) rows: Box<[Window; MAX_DEPTH + 1]>,
    /// By number of bytes read, the last of them, the very last one the lowest.
    pub(super) tails: Box<[u64; MAX_DEPTH + 1]>,
    /// The highest limit there is at each place of the typed word, and [`BEYOND`] elsewhere.
    inside: Row,
    /// What it costs more at each place that a letter was left out there, which is not the first that was meant.
    omitted: Row,
    /// What it costs that all letters before a place are too much.
    sums: Row,
    /// What it costs that the two letters after a place were swapped.
    swaps: Row,
    /// By symbol, the places of the typed word after which it comes, as bits.
    pub(super) occurs: [u64; SYMBOLS],
    /// By symbol, those that may stand before it at the end of a sound or a swap.
    ends: [u32; SYMBOLS],
    /// The same without sounds of a single letter.
    long_ends: [u32; SYMBOLS],
    /// Spots by the last symbol of what was meant, but for those of `pairs`.
    closing: [Vec<Closing>; SYMBOLS],
    /// By symbol, what it costs that it was typed as the two letters before a place.
    pairs: Box<[Row; SYMBOLS]>,
    /// Where that is possible.
    paired: Vec<(usize, usize)>,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            rows: Box::new([[NEVER; LANES]; MAX_DEPTH + 1]),
            tails: Box::new([0; MAX_DEPTH + 1]),
            inside: [BEYOND; ROW],
            omitted: [0; ROW],
            sums: [0; ROW],
            swaps: [NEVER; ROW],
            occurs: [0; SYMBOLS],
            ends: [0; SYMBOLS],
            long_ends: [0; SYMBOLS],
            closing: Default::default(),
            pairs: Box::new([[NEVER; ROW]; SYMBOLS]),
            paired: Vec::new(),
        }
    }
}

impl Room {
    /// Sets what depends on the typed word alone, and the row in which nothing that was meant has been read; words that may
    /// have been meant may follow one another.
    pub(super) fn prepare(&mut self, costs: &Costs, probe: &Probe) {
        let length = probe.typed.len().min(MAX_TYPED);
        self.occurs = [0; SYMBOLS];
        self.ends = [0; SYMBOLS];
        self.long_ends = [0; SYMBOLS];
        self.inside = [BEYOND; ROW];
        for limit in self.inside.iter_mut().skip(BEHIND).take(length + 1) {
            *limit = Cost::MAX;
        }
        self.omitted[BEHIND] = costs.first;
        self.rows[0] = [NEVER; LANES];
        self.rows[0][BEHIND] = 0;
        for (place, (&letter, &cost)) in probe.typed.iter().zip(&probe.insertions).enumerate() {
            // A slip is at the first letter if it begins there.
            let cost = cost + if place == 0 { costs.first } else { 0 };
            let (here, next) = (place + BEHIND, place + 1 + BEHIND);
            self.sums[next] = self.sums[here] + cost;
            self.swaps[here] = NEVER;
            self.occurs[symbol(letter)] |= 1 << place;
            // These letters stand before the first that was meant.
            if next < LANES {
                self.rows[0][next] = self.rows[0][here] + cost + if place == 0 { 0 } else { costs.first };
            }
        }
        for list in &mut self.closing {
            list.clear();
        }
        for (sign, place) in self.paired.drain(..) {
            self.pairs[sign][place] = NEVER;
        }
        for spot in probe.spots.iter().filter(|spot| spot.saves) {
            let cost = spot.cost + if spot.start == 0 { costs.first } else { 0 };
            let (last, before) = match *spot.meant() {
                [.., before, last] => (symbol(last), 1 << symbol(before)),
                [last] => (symbol(last), 0),
                [] => continue,
            };
            if before == 0 && spot.end == spot.start + 2 && last < SHARED {
                let cell = &mut self.pairs[last][usize::from(spot.end) + BEHIND];
                *cell = (*cell).min(cost);
                self.paired.push((last, usize::from(spot.end) + BEHIND));
                continue;
            }
            self.ends[last] |= if before == 0 { u32::MAX } else { before };
            self.long_ends[last] |= before;
            if spot.is_swap() {
                self.swaps[usize::from(spot.start) + BEHIND] = cost;
            } else {
                let &Spot { code: meant, mask, start, end, .. } = spot;
                let size = spot.meant().len() as u8;
                self.closing[last].push(Closing { meant, mask, size, start, end, cost });
            }
        }
    }

    /// Fills the rows of `word` after its first `filled` bytes, which have theirs, while any cell is within `limits`, or may be
    /// again. Returns how many bytes have their rows now, and whether any word that begins with them may be within the limits.
    pub(super) fn fill_all(
        &mut self,
        costs: &Costs,
        probe: &Probe,
        limits: &Window,
        word: &[u8],
        filled: usize,
    ) -> (usize, bool) {
        let mut tail = self.tails.get(filled).copied().unwrap_or_default();
        for (depth, &letter) in word.iter().enumerate().skip(filled) {
            tail = tail << 8 | u64::from(letter);
            let alive = self.fill(costs, probe, limits, depth, tail);
            if !alive && !self.may_go_on(word, depth + 1) {
                return (depth + 1, false);
            }
        }
        (word.len(), true)
    }

    /// Whether a sound or a swap of which `word` has letters before and after the first `read` may be within a limit again.
    pub(super) fn may_go_on(&self, word: &[u8], read: usize) -> bool {
        let next = word.get(read.saturating_sub(1)..).unwrap_or_default();
        next.windows(2).take(LONGEST - 1).any(|pair| match *pair {
            [before, letter] => self.long_ends[symbol(letter)] >> symbol(before) & 1 != 0,
            _ => false,
        })
    }

    /// Fills the row after one more byte, the last of `tail`, where `depth` were read before it; whether any of its cells is within
    /// `limits`.
    #[expect(clippy::inline_always, reason = "a tenth of the search, where the compiler thinks otherwise")]
    #[inline(always)]
    pub(super) fn fill(&mut self, costs: &Costs, probe: &Probe, limits: &Window, depth: usize, tail: u64) -> bool {
        let [.., before, letter] = tail.to_be_bytes();
        let (sign, preceding) = (symbol(letter), symbol(before));
        let (Some(wrong), Some(pairs), Some(extra), Some(inside), Some(row)) = (
            window(&probe.wrong[sign], depth + 1),
            window(&self.pairs[sign], depth + 1),
            window(&self.omitted, depth + 1),
            window(&self.inside, depth + 1),
            self.rows.get(depth),
        ) else {
            return false;
        };
        let limits = least_of(limits, inside);
        let omitted = if letter == before { costs.slip(Feature::Undoubled) } else { costs.omissions[sign] };
        let usual = depth != 0 && sign < SHARED;
        let mut cells = read(row, wrong, pairs, extra, omitted);
        // What is seldom is done to the cells where they lie, so that they stay in a register otherwise.
        if !usual || self.ends[sign] >> preceding & 1 != 0 {
            let Some(row) = self.rows.get_mut(depth + 1) else { return false };
            *row = cells;
            if !usual {
                self.read_unusual(costs.first, probe, depth, letter, omitted);
            }
            self.end(costs.first, probe, depth, tail);
            cells = self.rows[depth + 1];
        }
        let alive = prune(&mut cells, &limits);
        if alive && let Some(sums) = window(&self.sums, depth + 1) {
            cells = insert(&cells, sums);
            prune(&mut cells, &limits);
        }
        if let (Some(row), Some(last)) = (self.rows.get_mut(depth + 1), self.tails.get_mut(depth + 1)) {
            (*row, *last) = (cells, tail);
        }
        alive
    }

    /// Fills the row after one more byte as [`read`] does, for the first that was meant, at which each slip costs more, and for those
    /// that share their symbol.
    #[cold]
    #[inline(never)]
    fn read_unusual(&mut self, first: Cost, probe: &Probe, depth: usize, letter: u8, omitted: Cost) {
        let sign = symbol(letter);
        let (Some(wrong), Some(pairs), Some(extra)) = (
            window(&probe.wrong[sign], depth + 1),
            window(&self.pairs[sign], depth + 1),
            window(&self.omitted, depth + 1),
        ) else {
            return;
        };
        let (mut wrong, mut pairs, mut extra) = (*wrong, *pairs, *extra);
        for (lane, ((wrong, pair), extra)) in wrong.iter_mut().zip(&mut pairs).zip(&mut extra).enumerate() {
            let place = (depth + 1 + lane).checked_sub(BEHIND);
            let typed = place.and_then(|place| probe.typed.get(place.checked_sub(1)?));
            if sign >= SHARED && typed == Some(&letter) {
                *wrong = 0;
            }
            if depth == 0 {
                *extra = first;
                // A slip at the first letter that was typed costs more already.
                *wrong += if *wrong > 0 && place != Some(1) { first } else { 0 };
                *pair += if place == Some(2) { 0 } else { first };
            }
        }
        self.rows[depth + 1] = read(&self.rows[depth], &wrong, &pairs, &extra, omitted);
    }

    /// Lets the last letters have been typed as the sounds that end with them, or swapped.
    #[inline(never)]
    fn end(&mut self, first: Cost, probe: &Probe, depth: usize, tail: u64) {
        let (before, [cells, ..]) = self.rows.split_at_mut(depth + 1) else { return };
        let rows = &*before;
        let [.., before, letter] = tail.to_be_bytes();
        let places = self.occurs[symbol(letter)] & self.occurs[symbol(before)] >> 1;
        if places != 0
            && before != letter
            && let Some(row) = depth.checked_sub(1).and_then(|from| rows.get(from))
        {
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
        for spot in &self.closing[symbol(letter)] {
            let size = usize::from(spot.size);
            if tail & spot.mask != spot.meant || size > depth + 1 {
                continue;
            }
            let from = depth + 1 - size;
            let begin = usize::from(spot.start);
            let opened = rows[from].get(lane(from, begin)).copied().unwrap_or(NEVER);
            if let Some(cell) = cells.get_mut(lane(depth + 1, usize::from(spot.end))) {
                let extra = if from == 0 && begin > 0 { first } else { 0 };
                *cell = (*cell).min(opened + spot.cost + extra);
            }
        }
    }

    /// What the word that was read so far costs, if it is within the limits.
    #[inline]
    pub(super) fn cost(&self, depth: usize, typed: usize) -> Option<Cost> {
        self.rows.get(depth)?.get(lane(depth, typed)).copied().filter(|&cost| cost < NEVER)
    }

    /// What it costs that the two letters after a place were swapped.
    pub(super) fn swap(&self, place: usize) -> Cost {
        self.swaps.get(place + BEHIND).copied().unwrap_or(NEVER)
    }
}
