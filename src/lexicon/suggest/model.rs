//! The costs of slips, ready for the search: the weights as whole numbers, by letter.

use super::features::{COUNT, Feature, SLIPS, SYMBOLS, omission, substitution, symbol};
use super::sounds::{Sound, sounds};
use super::weights::WEIGHTS;

/// A cost in steps of 1/[`STEPS`] nat.
pub(super) type Cost = i16;

/// How many steps of cost make a nat.
pub(super) const STEPS: f32 = 32.0;

/// How much less than letter by letter a spelling must cost for the search to regard it.
const SAVING: Cost = 32;

/// More than any cost that is allowed, and small enough that some hundred costs can be added to it.
pub(super) const NEVER: Cost = 1 << 13;

/// The costs of slips by letter.
#[derive(Debug)]
pub(super) struct Costs {
    slips: [Cost; SLIPS],
    pub(super) first: Cost,
    pub(super) substitutions: [[Cost; SYMBOLS]; SYMBOLS],
    pub(super) omissions: [Cost; SYMBOLS],
}

impl Costs {
    fn new(weights: &[f32]) -> Self {
        let mut slips = [0; SLIPS];
        for (cost, &weight) in slips.iter_mut().zip(weights) {
            *cost = steps(weight);
        }
        let mut substitutions = [[0; SYMBOLS]; SYMBOLS];
        let mut omissions = [0; SYMBOLS];
        for (meant, (row, omitted)) in (0..).zip(substitutions.iter_mut().zip(&mut omissions)) {
            for (typed, cost) in (0..).zip(row) {
                *cost = slips[substitution(letter(meant), letter(typed)) as usize];
            }
            *omitted = slips[omission(None, letter(meant)) as usize];
        }
        let first = weights.get(Feature::First as usize).copied().unwrap_or(0.0);
        Self { slips, first: (first.max(0.0) * STEPS) as Cost, substitutions, omissions }
    }

    pub(super) fn slip(&self, slip: Feature) -> Cost {
        self.slips.get(slip as usize).copied().unwrap_or(NEVER)
    }
}

impl Costs {
    /// What a sound's spelling costs letter by letter.
    fn plain(&self, sound: &Sound) -> Cost {
        let mut row: Vec<Cost> =
            (0..=sound.typed.len() as Cost).map(|place| place * self.slip(Feature::VowelAdded)).collect();
        for &meant in sound.meant {
            let mut diagonal = row[0];
            row[0] += self.omissions[symbol(meant)];
            for (place, &typed) in sound.typed.iter().enumerate() {
                let wrong = if meant == typed { 0 } else { self.substitutions[symbol(meant)][symbol(typed)] };
                let added = row[place] + self.slip(super::features::insertion(None, typed, None));
                let cost = (diagonal + wrong).min(row[place + 1] + self.omissions[symbol(meant)]).min(added);
                diagonal = std::mem::replace(&mut row[place + 1], cost);
            }
        }
        row.last().copied().unwrap_or(NEVER)
    }
}

/// A letter of a symbol.
fn letter(symbol: u8) -> u8 {
    match symbol {
        0..26 => b'a' + symbol,
        26 => b'\'',
        27 => b'-',
        28 => b'0',
        _ => 0xc3,
    }
}

/// What the search and the ranking are told of slips: how far to look, and what to think of what was found.
#[derive(Debug)]
pub struct Model {
    weights: [f32; COUNT],
    /// What slips cost the search. They are not fitted, so that the search takes no longer with other weights.
    pub(super) reach: Costs,
    /// What slips cost in the ranking.
    pub(super) rank: Costs,
    /// The spellings that stand for others by the symbol of their last typed letter, and whether the search regards them.
    sounds: Vec<Vec<(Sound, bool)>>,
}

impl Model {
    /// A model with the given weights of the ranking; a slip costs at least a tenth of a nat.
    pub fn new(weights: [f32; COUNT]) -> Self {
        let reach = Costs::new(Feature::REACH);
        let mut by_last = vec![Vec::new(); SYMBOLS];
        for sound in sounds() {
            if let Some(&last) = sound.typed.last() {
                let saves = reach.plain(&sound) >= reach.slip(sound.kind) + SAVING;
                by_last[symbol(last)].push((sound, saves));
            }
        }
        Self { reach, rank: Costs::new(&weights), weights, sounds: by_last }
    }

    /// The model with the weights that were fitted.
    pub fn fitted() -> Self {
        let mut weights = [0.0; COUNT];
        for &(feature, weight) in WEIGHTS {
            weights[feature as usize] = weight;
        }
        Self::new(weights)
    }

    /// The weight of every feature, in nats.
    pub const fn weights(&self) -> &[f32; COUNT] {
        &self.weights
    }

    /// The spellings that end, as typed, with this letter.
    pub(super) fn sounds(&self, last_typed: u8) -> &[(Sound, bool)] {
        self.sounds.get(symbol(last_typed)).map_or(&[], Vec::as_slice)
    }
}

fn steps(weight: f32) -> Cost {
    (weight.clamp(0.1, 15.0) * STEPS) as Cost
}
