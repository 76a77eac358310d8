//! The cheapest reading of a typed word as a slip for another: which slips there were, and how many of each.

use super::features::{COUNT, Feature, is_vowel, omission, substitution, symbol};
use super::model::{Cost, Costs, NEVER};
use super::probe::{MAX_TYPED, Probe, mask};

/// The longest word, in bytes, that is aligned.
pub(super) const MAX_MEANT: usize = MAX_TYPED + 8;

const WIDTH: usize = MAX_TYPED + 1;

/// How much longer the beginning of one word may be than that of the other with which it is aligned, in bytes.
const BAND: usize = 5;

/// How a cell was reached: the cell before it, and the slip, if it was one.
#[derive(Debug, Clone, Copy)]
struct Step {
    meant: u8,
    typed: u8,
    slip: Option<Feature>,
}

/// The room that alignments work in, to be used again.
#[derive(Debug)]
pub(super) struct Table {
    costs: Vec<[Cost; WIDTH]>,
    steps: Vec<[Step; WIDTH]>,
}

impl Default for Table {
    fn default() -> Self {
        let none = Step { meant: 0, typed: 0, slip: None };
        Self { costs: vec![[NEVER; WIDTH]; MAX_MEANT + 1], steps: vec![[none; WIDTH]; MAX_MEANT + 1] }
    }
}

impl Table {
    /// The cost of the cheapest alignment of `meant` (in small letters) with the probe's word, if both are short enough.
    pub(super) fn fill(&mut self, costs: &Costs, probe: &Probe, meant: &[u8]) -> Option<Cost> {
        let length = probe.typed.len();
        if meant.len() > MAX_MEANT || length > MAX_TYPED || meant.len().abs_diff(length) > BAND {
            return None;
        }
        let mut spot = 0;
        for place in 0..=length {
            // The spots lie in the order of their ends.
            let first_spot = spot;
            while probe.spots.get(spot).is_some_and(|found| usize::from(found.end) == place) {
                spot += 1;
            }
            let mut tail = 0;
            for depth in 0..=meant.len() {
                if depth > 0 {
                    tail = tail << 8 | u64::from(meant[depth - 1]);
                }
                if depth.abs_diff(place) > BAND {
                    self.costs[depth][place] = NEVER;
                    continue;
                }
                let (mut best, mut step) = (NEVER, Step { meant: 0, typed: 0, slip: None });
                if place == 0 && depth == 0 {
                    best = 0;
                }
                let mut offer = |cost: Cost, from_meant: usize, from_typed: usize, slip: Option<Feature>| {
                    let first = slip.is_some() && (from_meant == 0 || from_typed == 0);
                    let cost = cost + if first { costs.first } else { 0 };
                    if cost < best {
                        best = cost;
                        step = Step { meant: from_meant as u8, typed: from_typed as u8, slip };
                    }
                };
                if depth > 0 && place > 0 {
                    let (letter, typed) = (meant[depth - 1], probe.typed[place - 1]);
                    let diagonal = self.costs[depth - 1][place - 1];
                    if letter == typed {
                        offer(diagonal, depth - 1, place - 1, None);
                    } else {
                        let cost = diagonal + costs.substitutions[symbol(letter)][symbol(typed)];
                        offer(cost, depth - 1, place - 1, Some(Feature::OtherSign));
                    }
                }
                if depth > 0 {
                    let letter = meant[depth - 1];
                    let doubled = depth > 1 && meant[depth - 2] == letter;
                    let cost = if doubled { costs.slip(Feature::Undoubled) } else { costs.omissions[symbol(letter)] };
                    offer(self.costs[depth - 1][place] + cost, depth - 1, place, Some(Feature::SignLost));
                }
                if place > 0 {
                    let cost = self.costs[depth][place - 1] + costs.slip(probe.insertion_kinds[place - 1]);
                    offer(cost, depth, place - 1, Some(Feature::SignAdded));
                }
                for found in &probe.spots[first_spot..spot] {
                    let size = found.meant().len();
                    if tail & mask(size) == found.code && size <= depth {
                        let begin = usize::from(found.start);
                        offer(
                            self.costs[depth - size][begin] + costs.slip(found.kind),
                            depth - size,
                            begin,
                            Some(found.kind),
                        );
                    }
                }
                self.costs[depth][place] = best.min(NEVER);
                self.steps[depth][place] = step;
            }
        }
        Some(self.costs[meant.len()][length])
    }

    /// Counts the slips of the alignment that was filled last, of the same two words.
    pub(super) fn count(&self, probe: &Probe, meant: &[u8], features: &mut [f32; COUNT]) {
        let (mut depth, mut place) = (meant.len(), probe.typed.len());
        let mut slips = 0.0_f32;
        let mut beside = false;
        while depth > 0 || place > 0 {
            let step = self.steps[depth][place];
            let (from_meant, from_typed) = (usize::from(step.meant), usize::from(step.typed));
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
                beside = true;
            } else {
                beside = false;
            }
            (depth, place) = (from_meant, from_typed);
        }
        features[Feature::Further as usize] = (slips - 1.0).max(0.0);
        features[Feature::OnlyCapitals as usize] = f32::from(u8::from(slips == 0.0));
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
