//! The cheapest reading of a typed word as a slip for another: which slips there were, and how many of each.

use super::band::{AHEAD, BEHIND, Window, lane, prune};
use super::features::{COUNT, Feature, is_vowel, omission, substitution, symbol};
use super::model::{Cost, Costs, Model, NEVER};
use super::probe::{MAX_TYPED, Probe};
use super::room::{BEYOND, MAX_DEPTH, Room};

/// How a cell was reached: the places before it, and the slip, if it was one.
#[derive(Debug, Clone, Copy)]
struct Step {
    depth: usize,
    place: usize,
    slip: Option<Feature>,
}

/// The room that alignments of one typed word work in, to be used again.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The typed word with the costs of the ranking.
    probe: Probe,
    /// Its rows are filled for a word from its beginning to its end.
    room: Room,
    /// The first row, as it is for all words.
    first: Window,
}

impl Table {
    /// Sets the typed word of the alignments that follow, as `probe` has it for the search.
    pub(super) fn set(&mut self, model: &Model, probe: &Probe) {
        self.probe.set_ranked(model, probe);
        self.room.prepare(&model.rank, &self.probe);
        self.first = self.room.rows[0];
    }

    /// The cost of the cheapest alignment of `meant` (in small letters) with the typed word, if there is one within the band that a
    /// search keeps to, counted from either end.
    pub(super) fn fill(&mut self, costs: &Costs, meant: &[u8]) -> Option<Cost> {
        let length = self.probe.typed.len();
        if meant.len() > MAX_DEPTH
            || length > MAX_TYPED
            || meant.len() > length + BEHIND
            || length > meant.len() + AHEAD
        {
            return None;
        }
        // What is left of either word keeps to the band as what was read does.
        let middle = BEHIND + length - meant.len();
        let lanes = middle.saturating_sub(AHEAD)..=middle + BEHIND;
        let band: Window = std::array::from_fn(|lane| if lanes.contains(&lane) { NEVER - 1 } else { BEYOND });
        self.room.rows[0] = self.first;
        prune(&mut self.room.rows[0], &band);
        let (filled, alive) = self.room.fill_all(costs, &self.probe, &band, meant, 0);
        if !alive || filled < meant.len() {
            return None;
        }
        self.room.cost(meant.len(), length)
    }

    /// The cost of a cell of the words that were aligned last.
    fn cell(&self, depth: usize, place: usize) -> Cost {
        let row = self.room.rows.get(depth);
        row.and_then(|row| row.get(lane(depth, place))).copied().unwrap_or(NEVER)
    }

    /// How a cell of the words that were aligned last was reached.
    fn step(&self, costs: &Costs, meant: &[u8], depth: usize, place: usize) -> Option<Step> {
        let probe = &self.probe;
        let cost = self.cell(depth, place);
        let reached = |from_depth: usize, from_place: usize, by: Cost| {
            let extra = if from_depth == 0 || from_place == 0 { costs.first } else { 0 };
            let by = if by == 0 { 0 } else { by + extra };
            self.cell(from_depth, from_place) + by == cost
        };
        if depth > 0 && place > 0 {
            let (letter, typed) = (meant[depth - 1], probe.typed[place - 1]);
            let by = if letter == typed { 0 } else { costs.substitutions[symbol(letter)][symbol(typed)] };
            if reached(depth - 1, place - 1, by) {
                let slip = (letter != typed).then_some(Feature::OtherSign);
                return Some(Step { depth: depth - 1, place: place - 1, slip });
            }
        }
        if depth > 0 {
            let letter = meant[depth - 1];
            let doubled = depth > 1 && meant[depth - 2] == letter;
            let by = if doubled { costs.slip(Feature::Undoubled) } else { costs.omissions[symbol(letter)] };
            if reached(depth - 1, place, by) {
                return Some(Step { depth: depth - 1, place, slip: Some(Feature::SignLost) });
            }
        }
        if place > 0 && reached(depth, place - 1, probe.insertions[place - 1]) {
            return Some(Step { depth, place: place - 1, slip: Some(Feature::SignAdded) });
        }
        let spots = probe.spots.iter().filter(|spot| usize::from(spot.end) == place);
        spots.filter(|spot| (self.room.tails[depth] ^ spot.code) & spot.mask == 0).find_map(|spot| {
            let (from_depth, from_place) = (depth.checked_sub(spot.meant().len())?, usize::from(spot.start));
            let step = Step { depth: from_depth, place: from_place, slip: Some(spot.kind) };
            reached(from_depth, from_place, spot.cost).then_some(step)
        })
    }

    /// Counts the slips of the alignment that was filled last, of the same two words.
    pub(super) fn count(&self, costs: &Costs, meant: &[u8], features: &mut [f32; COUNT]) {
        let probe = &self.probe;
        let (mut depth, mut place) = (meant.len(), probe.typed.len());
        let mut slips = 0.0_f32;
        let mut only_accents = true;
        let mut beside = false;
        while depth > 0 || place > 0 {
            let Some(step) = self.step(costs, meant, depth, place) else { break };
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
                only_accents &= slip == Feature::Accent;
                beside = true;
            } else {
                beside = false;
            }
            (depth, place) = (from_meant, from_typed);
        }
        features[Feature::Further as usize] = (slips - 1.0).max(0.0);
        features[Feature::OnlyCapitals as usize] = f32::from(u8::from(only_accents));
        features[Feature::Skeleton as usize] = f32::from(u8::from(!consonants(meant).eq(consonants(&probe.typed))));
    }
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
