//! From scores to probabilities.
//!
//! The scores of the candidates and of "none of these" go through a softmax; a small table then says how often
//! a share of that height was right. Both are fitted by `examples/fit_suggestions.rs`.

use super::candidates::Candidate;
use super::features::Feature;
use crate::lexicon::Suggestion;

/// The most suggestions for a word.
pub(super) const MOST: usize = 10;

/// Below this probability of the best word, a word has no suggestions.
const HOPELESS: f32 = 0.02;

/// The same for the best name: there are so many that one of them looks like anything.
const HOPELESS_NAME: f32 = 0.04;

/// Below this probability, a candidate is not worth the room.
const WORTHLESS: f32 = 0.000_02;

/// How often the best candidate with such a share was right, between which the rest lies on straight lines. Where the
/// softmax is surest it is too sure, as several words may have been meant.
const RELIABILITY: [(f32, f32); 5] = [(0.0, 0.0), (0.975, 0.975), (0.995, 0.98), (0.998, 0.99), (1.0, 0.995)];

/// What turns scores into probabilities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// How much scores are sharpened.
    pub sharpness: f32,
    /// The score of "none of these".
    pub none: f32,
    /// What each byte of the typed word adds to it.
    pub none_by_byte: f32,
    /// What a capital at the beginning adds to it: it may well be a name.
    pub none_capital: f32,
}

impl Calibration {
    /// What was fitted.
    pub const FITTED: Self = Self { sharpness: 0.8, none: -5.0, none_by_byte: -1.125, none_capital: 4.0 };

    /// The score of "none of these" for a typed word.
    pub fn none_of(&self, word: &str) -> f32 {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        self.none + self.none_by_byte * word.len() as f32 + if capital { self.none_capital } else { 0.0 }
    }

    /// The share of each score among all and "none of these".
    pub fn shares(&self, word: &str, scores: impl Iterator<Item = f32> + Clone) -> Vec<f32> {
        let none = self.none_of(word);
        let top = scores.clone().fold(none, f32::max);
        let weight = |score: f32| (self.sharpness * (score - top)).exp();
        let sum = weight(none) + scores.clone().map(weight).sum::<f32>();
        scores.map(|score| weight(score) / sum).collect()
    }

    /// The probability that a share stands for.
    pub fn probability(share: f32) -> f32 {
        let line = RELIABILITY.windows(2).find_map(|ends| match ends {
            &[(left, low), (right, high)] if share <= right => {
                Some(low + (high - low) * (share - left) / (right - left))
            }
            _ => None,
        });
        line.unwrap_or(share).clamp(0.0, 1.0)
    }

    /// The candidates as suggestions; none where all are unlikely.
    pub(super) fn suggestions(&self, word: &str, found: Vec<Candidate>) -> Vec<Suggestion> {
        let shares = self.shares(word, found.iter().map(|candidate| candidate.score));
        let hopeless = |(candidate, &share): (&Candidate, &f32)| {
            let name = candidate.features[Feature::Name as usize] > 0.0;
            share < if name { HOPELESS_NAME } else { HOPELESS }
        };
        if found.iter().zip(&shares).all(hopeless) {
            return Vec::new();
        }
        found
            .into_iter()
            .zip(shares)
            .filter(|&(_, share)| share > WORTHLESS)
            .map(|(candidate, share)| Suggestion { text: candidate.text, probability: Self::probability(share) })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_leave_room_for_none_and_rise_with_the_score() {
        let shares = Calibration::FITTED.shares("recieve", [-5.0, -9.0, -30.0].into_iter());
        assert!(shares.is_sorted_by(|a, b| a > b));
        assert!(shares.iter().sum::<f32>() < 1.0);
        // What looks like a name is less surely a slip.
        assert!(
            Calibration::FITTED.shares("Recieve", [-5.0].into_iter())
                < Calibration::FITTED.shares("recieve", [-5.0].into_iter())
        );
    }

    #[test]
    fn probabilities_rise_with_shares() {
        let steps: Vec<f32> = (0..=1000_u16).map(|step| Calibration::probability(f32::from(step) / 1000.0)).collect();
        assert!(steps.is_sorted());
        assert_eq!(steps.first(), Some(&0.0));
        assert!(steps.iter().all(|probability| (0.0..=1.0).contains(probability)));
    }
}
