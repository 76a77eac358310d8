//! The cheapest reading of a typed word as a slip for another: which slips there were, and how many of each.

use super::band::{AHEAD, BEHIND};
use super::features::{COUNT, Feature, is_vowel, omission, substitution, symbol};
use super::model::{Cost, Costs, NEVER};
use super::probe::{MAX_TYPED, Probe, Spot, symbols};

/// The longest word, in bytes, that is aligned.
pub(super) const MAX_MEANT: usize = MAX_TYPED + 8;

/// One number for each place between the letters of a word that was meant, and one more.
type Column = [Cost; MAX_MEANT + 2];

/// How a cell was reached: the places before it, and the slip, if it was one.
#[derive(Debug, Clone, Copy)]
struct Step {
    depth: usize,
    place: usize,
    slip: Option<Feature>,
}

/// The room that alignments work in, to be used again.
#[derive(Debug)]
pub(super) struct Table {
    /// By place of the typed word, the costs by places of what was meant.
    columns: Vec<Column>,
    /// By place of the typed word, the first and the last place that are in the band.
    bands: [(usize, usize); MAX_TYPED + 1],
    /// By place of what was meant, the bytes before it, the last one the lowest.
    tails: [u64; MAX_MEANT + 1],
    /// What it costs to leave out the letter before a place.
    omissions: Column,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            columns: vec![[NEVER; MAX_MEANT + 2]; MAX_TYPED + 1],
            bands: [(0, 0); MAX_TYPED + 1],
            tails: [0; MAX_MEANT + 1],
            omissions: [NEVER; MAX_MEANT + 2],
        }
    }
}

impl Table {
    /// The cost of the cheapest alignment of `meant` (in small letters) with the probe's word, if there is one within the band that a
    /// search keeps to, counted from either end.
    pub(super) fn fill(&mut self, costs: &Costs, probe: &Probe, meant: &[u8]) -> Option<Cost> {
        let length = probe.typed.len();
        if meant.len() > MAX_MEANT
            || length > MAX_TYPED
            || meant.len() > length + BEHIND
            || length > meant.len() + AHEAD
        {
            return None;
        }
        for (index, &letter) in meant.iter().enumerate() {
            self.tails[index + 1] = self.tails[index] << 8 | u64::from(letter);
            let doubled = index > 0 && meant[index - 1] == letter;
            let omission = if doubled { costs.slip(Feature::Undoubled) } else { costs.omissions[symbol(letter)] };
            self.omissions[index + 1] = omission;
        }
        let symbols = symbols(meant);
        let mut spots = probe.spots.as_slice();
        for place in 0..=length {
            // The spots lie in the order of their ends.
            let (ending, rest) = spots.split_at(spots.partition_point(|spot| usize::from(spot.end) <= place));
            spots = rest;
            self.fill_column(costs, probe, (meant, symbols), place, ending);
        }
        Some(self.columns[length][meant.len()]).filter(|&cost| cost < NEVER)
    }

    fn fill_column(
        &mut self,
        costs: &Costs,
        probe: &Probe,
        (meant, symbols): (&[u8], u32),
        place: usize,
        spots: &[Spot],
    ) {
        // What is left of either word keeps to the band as what was read does.
        let end = meant.len() + place;
        let first = place.saturating_sub(AHEAD).max(end.saturating_sub(probe.typed.len() + BEHIND));
        let last = (place + BEHIND).min(meant.len()).min((end + AHEAD).saturating_sub(probe.typed.len()));
        self.bands[place] = (first, last);
        let (done, rest) = self.columns.split_at_mut(place);
        let Some(column) = rest.first_mut() else { return };
        column[first.saturating_sub(1)..=last + 1].fill(NEVER);
        for spot in spots.iter().filter(|spot| spot.symbols & !symbols == 0) {
            let (start, size) = (usize::from(spot.start), spot.meant().len());
            let (low, high) = self.bands[start];
            for depth in first.max(low + size)..=last.min(high + size) {
                if (self.tails[depth] ^ spot.code) & spot.mask == 0 {
                    let extra = if depth == size || start == 0 { costs.first } else { 0 };
                    column[depth] = column[depth].min(done[start][depth - size] + costs.slip(spot.kind) + extra);
                }
            }
        }
        if place == 0 {
            column[0] = 0;
        }
        for depth in first..=last {
            let mut best = column[depth];
            if depth > 0 {
                let extra = if depth == 1 || place == 0 { costs.first } else { 0 };
                best = best.min(column[depth - 1] + self.omissions[depth] + extra);
            }
            if let Some(before) = done.last() {
                let typed = probe.typed[place - 1];
                if depth > 0 {
                    best = best
                        .min(before[depth - 1] + replaced(costs, meant[depth - 1], typed, depth == 1 || place == 1));
                }
                let extra = if depth == 0 || place == 1 { costs.first } else { 0 };
                best = best.min(before[depth] + costs.slip(probe.insertion_kinds[place - 1]) + extra);
            }
            column[depth] = best.min(NEVER);
        }
    }

    /// How a cell of the words that were aligned last was reached.
    fn step(&self, costs: &Costs, probe: &Probe, meant: &[u8], depth: usize, place: usize) -> Option<Step> {
        let cost = self.columns[place][depth];
        let reached = |from_depth: usize, from_place: usize, by: Cost| {
            let (first, last) = self.bands[from_place];
            (first..=last).contains(&from_depth) && self.columns[from_place][from_depth] + by == cost
        };
        let extra = |from_depth: usize, from_place: usize| {
            if from_depth == 0 || from_place == 0 { costs.first } else { 0 }
        };
        if depth > 0 && place > 0 {
            let (letter, typed) = (meant[depth - 1], probe.typed[place - 1]);
            if reached(depth - 1, place - 1, replaced(costs, letter, typed, depth == 1 || place == 1)) {
                let slip = (letter != typed).then_some(Feature::OtherSign);
                return Some(Step { depth: depth - 1, place: place - 1, slip });
            }
        }
        if depth > 0 && reached(depth - 1, place, self.omissions[depth] + extra(depth - 1, place)) {
            return Some(Step { depth: depth - 1, place, slip: Some(Feature::SignLost) });
        }
        if place > 0 {
            let by = costs.slip(probe.insertion_kinds[place - 1]) + extra(depth, place - 1);
            if reached(depth, place - 1, by) {
                return Some(Step { depth, place: place - 1, slip: Some(Feature::SignAdded) });
            }
        }
        let spots = probe.spots.iter().filter(|spot| usize::from(spot.end) == place);
        spots.filter(|spot| (self.tails[depth] ^ spot.code) & spot.mask == 0).find_map(|spot| {
            let (from_depth, from_place) = (depth.checked_sub(spot.meant().len())?, usize::from(spot.start));
            let by = costs.slip(spot.kind) + extra(from_depth, from_place);
            let step = Step { depth: from_depth, place: from_place, slip: Some(spot.kind) };
            reached(from_depth, from_place, by).then_some(step)
        })
    }

    /// Counts the slips of the alignment that was filled last, of the same two words.
    pub(super) fn count(&self, costs: &Costs, probe: &Probe, meant: &[u8], features: &mut [f32; COUNT]) {
        let (mut depth, mut place) = (meant.len(), probe.typed.len());
        let (mut slips, mut accents) = (0.0_f32, 0.0_f32);
        let mut beside = false;
        while depth > 0 || place > 0 {
            let Some(step) = self.step(costs, probe, meant, depth, place) else { break };
            let (from_meant, from_typed) = (step.depth, step.place);
            if let Some(slip) = step.slip {
                let slip = match (depth - from_meant, place - from_typed) {
                    (1, 1) if slip == Feature::OtherSign => substitution(meant[from_meant], probe.typed[from_typed]),
                    (1, 0) => omission(from_meant.checked_sub(1).map(|before| meant[before]), meant[from_meant]),
                    (0, 1) => probe.insertion_kinds[from_typed],
                    _ => slip,
                };
                features[slip as usize] += 1.0;
                if from_meant == 0 || from_typed == 0 {
                    features[Feature::First as usize] += 1.0;
                }
                if depth == meant.len() || place == probe.typed.len() {
                    features[Feature::Last as usize] += 1.0;
                }
                if beside {
                    features[Feature::Beside as usize] += 1.0;
                }
                slips += 1.0;
                accents += f32::from(u8::from(slip == Feature::Accent));
                beside = true;
            } else {
                beside = false;
            }
            (depth, place) = (from_meant, from_typed);
        }
        features[Feature::Further as usize] = (slips - 1.0).max(0.0);
        features[Feature::OnlyCapitals as usize] = f32::from(u8::from(slips == accents));
        features[Feature::Skeleton as usize] = f32::from(u8::from(!consonants(meant).eq(consonants(&probe.typed))));
    }
}

/// What it costs to type one letter for another, `first` being whether either is the first of its word.
fn replaced(costs: &Costs, meant: u8, typed: u8, first: bool) -> Cost {
    if meant == typed {
        return 0;
    }
    costs.substitutions[symbol(meant)][symbol(typed)] + if first { costs.first } else { 0 }
}

/// The consonants of a word, a run of one and the same being one.
fn consonants(word: &[u8]) -> impl Iterator<Item = u8> {
    let mut last = 0;
    word.iter().copied().filter(move |&letter| {
        let other = letter.is_ascii_lowercase() && letter != last;
        if letter.is_ascii_lowercase() {
            last = letter;
        }
        other && !is_vowel(letter)
    })
}
