//! Where something stands in a document, without a search through the whole of a long one.

use std::ops::Range;

use super::builder::narrow;
use super::{Block, Sentence, Token};

/// There is an entrance for each so many tokens: few sentences end between two of them.
const EVERY: usize = 64;

/// The text is divided into stretches of so many bytes, in each of which one or two of these tokens begin.
const STRETCH: usize = 512;

/// The ways into the lists of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Landmarks {
    /// Where the first of every [`EVERY`] tokens starts, in bytes.
    starts: Vec<u32>,
    /// By [`STRETCH`] of the text, the number of the first of these that does not start before it.
    stretches: Vec<u32>,
    pub(super) blocks: Entrances,
    pub(super) sentences: Entrances,
}

impl Landmarks {
    /// Of the lists of one document, in the order of the text.
    pub(super) fn new(tokens: &[Token], blocks: &[Block], sentences: &[Sentence]) -> Self {
        let starts: Vec<u32> = tokens.iter().step_by(EVERY).map(|token| token.span.start).collect();
        let mut stretches = Vec::new();
        for (&start, number) in starts.iter().zip(0..) {
            stretches.resize(start as usize / STRETCH + 1, number);
        }
        Self {
            starts,
            stretches,
            blocks: Entrances::new(blocks.iter().map(|block| &block.tokens)),
            sentences: Entrances::new(sentences.iter().map(|sentence| &sentence.tokens)),
        }
    }

    /// The number of the first of `tokens`, those of the document, that starts at byte `at` or after it.
    pub(super) fn first_from(&self, tokens: &[Token], at: usize) -> usize {
        let before = |start: u32| (start as usize) < at;
        // It comes after the last landmark before the place, and not after the next one.
        let from = self.stretches.get(at / STRETCH).map_or(self.starts.len(), |&number| number as usize);
        let passed = self.starts.get(from..).unwrap_or_default().iter().take_while(|&&start| before(start));
        let landmark = from + passed.count();
        let low = landmark.saturating_sub(1) * EVERY;
        let high = (landmark * EVERY).min(tokens.len());
        low + tokens.get(low..high).unwrap_or_default().partition_point(|token| before(token.span.start))
    }
}

/// For the first of every [`EVERY`] tokens the number of the range that holds it, or of the next one where none does.
#[derive(Debug, Clone, Default)]
pub(super) struct Entrances(Vec<u32>);

impl Entrances {
    /// Of `ranges`, which rise and do not overlap.
    fn new<'r>(ranges: impl Iterator<Item = &'r Range<u32>>) -> Self {
        let mut entrances: Vec<u32> = Vec::new();
        for (number, range) in ranges.enumerate() {
            let upto = (range.end as usize).div_ceil(EVERY);
            entrances.resize(upto.max(entrances.len()), narrow(number));
        }
        Self(entrances)
    }

    /// The number of the range that holds `token`; `range` has the one of a number.
    #[inline]
    pub(super) fn find<'r>(&self, token: usize, range: impl Fn(usize) -> Option<&'r Range<u32>>) -> Option<usize> {
        let mut number = *self.0.get(token / EVERY)? as usize;
        loop {
            let Range { start, end } = range(number)?;
            if token < *end as usize {
                return (*start as usize <= token).then_some(number);
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::Entrances;

    proptest! {
        #[test]
        fn each_token_is_found(lengths in prop::collection::vec((0_u32..150, 0_u32..200), 0..30)) {
            let mut ranges: Vec<Range<u32>> = Vec::new();
            let mut end = 0;
            for (gap, length) in lengths {
                ranges.push(end + gap..end + gap + length);
                end += gap + length;
            }
            let entrances = Entrances::new(ranges.iter());
            for token in 0..=end {
                let expected = ranges.iter().position(|range| range.contains(&token));
                prop_assert_eq!(entrances.find(token as usize, |number| ranges.get(number)), expected);
            }
        }
    }
}
