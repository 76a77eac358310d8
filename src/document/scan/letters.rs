//! Where the ASCII letters of a text stand: one bit for each byte.
//!
//! How long a word is cannot be foreseen, so that a loop over its letters would be left at another one each time, and where a
//! word begins is known only when the one before it has been read. So all bytes are looked at first, eight in one number, and
//! the length of a word is then one count of bits.

use super::super::TokenFlags;
use super::word::is_roman;

/// The bits of so many bytes are one number.
const BITS: usize = u64::BITS as usize;

/// Where the letters of a text stand, and which of them are capitals.
#[derive(Debug)]
pub(super) struct Letters {
    /// The bits of each [`BITS`] bytes, the first the lowest, and those of none behind them.
    blocks: Vec<Block>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Block {
    letters: u64,
    capitals: u64,
}

/// What stands in the bytes from a place on, as far as one looks at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ahead(Block);

impl Ahead {
    /// The letters that stand first.
    #[inline]
    pub(super) fn run(self) -> Run {
        let length = self.0.letters.trailing_ones() as usize;
        Run { length, capitals: self.0.capitals & below(length) }
    }

    /// What stands behind `run`, which stands first, and one more byte.
    #[inline]
    pub(super) fn behind(self, run: Run) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "it is at most `Run::MOST`")]
        let behind = |bits: u64| bits.unbounded_shr(run.length as u32) >> 1;
        Self(Block { letters: behind(self.0.letters), capitals: behind(self.0.capitals) })
    }
}

/// Letters that stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// How many, at most [`Run::MOST`].
    pub(super) length: usize,
    /// A bit for each that is a capital, the first the lowest.
    capitals: u64,
}

impl Letters {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut blocks = Vec::with_capacity(bytes.len() / BITS + 2);
        let (whole, rest) = bytes.as_chunks::<BITS>();
        blocks.extend(whole.iter().map(block));
        let mut last = [0; BITS];
        if let Some(place) = last.get_mut(..rest.len()) {
            place.copy_from_slice(rest);
        }
        blocks.extend([block(&last), Block::default()]);
        Self { blocks }
    }

    /// What stands from `at` on, and before `end`.
    #[inline]
    pub(super) fn ahead(&self, at: usize, end: usize) -> Ahead {
        let Some([first, second]) = self.blocks.get(at / BITS..).and_then(|rest| rest.first_chunk()) else {
            return Ahead(Block::default());
        };
        let shift = at % BITS;
        let wanted = below(end.saturating_sub(at).min(BITS));
        // Two steps, since no number can be shifted by all its bits.
        let joined = |first: u64, second: u64| (first >> shift | second << 1 << (BITS - 1 - shift)) & wanted;
        let letters = joined(first.letters, second.letters);
        Ahead(Block { letters, capitals: joined(first.capitals, second.capitals) })
    }
}

impl Run {
    /// More letters are not looked at at once.
    pub(super) const MOST: usize = BITS;

    /// The flags that say where the capitals stand of `word`, which these letters are.
    #[inline]
    pub(super) fn flags(self, word: &[u8]) -> TokenFlags {
        if self.capitals >> 1 == 0 {
            return if self.capitals == 0 { TokenFlags::empty() } else { TokenFlags::CAPITALISED };
        }
        self.inner_capitals(word)
    }

    /// The same of a word that has capitals behind its first letter.
    #[inline(never)]
    fn inner_capitals(self, word: &[u8]) -> TokenFlags {
        let all = below(self.length);
        let after_small = (all & !self.capitals) << 1;
        let mut flags = TokenFlags::empty();
        flags.set(TokenFlags::CAPITALISED, self.capitals & 1 != 0);
        flags.set(TokenFlags::MIXED_CASE, self.capitals & after_small != 0);
        if self.capitals == all {
            flags |= TokenFlags::ALL_CAPS;
            flags.set(TokenFlags::ROMAN, is_roman(word));
        }
        flags
    }
}

/// So many of the lowest bits.
#[inline]
const fn below(bits: usize) -> u64 {
    if bits == 0 { 0 } else { u64::MAX >> (BITS - bits) }
}

/// Where the letters of so many bytes stand.
#[inline]
fn block(bytes: &[u8; BITS]) -> Block {
    let mut block = Block::default();
    for (eight, shift) in bytes.as_chunks::<8>().0.iter().zip((0..).step_by(8)) {
        let (letters, capitals) = of_eight(u64::from_le_bytes(*eight));
        block.letters |= letters << shift;
        block.capitals |= capitals << shift;
    }
    block
}

/// Which of eight bytes are letters, and which capitals: a bit for each, the first byte the lowest.
#[inline]
fn of_eight(text: u64) -> (u64, u64) {
    /// One in each byte, and the highest bit of each.
    const ONE: u64 = u64::MAX / 255;
    const HIGH: u64 = ONE << 7;
    // Without their highest bits no byte carries over into the next.
    let small = text & !HIGH | ONE << 5;
    let from_a = small + ONE * u64::from(0x80 - b'a');
    let after_z = small + ONE * u64::from(0x80 - (b'z' + 1));
    let letters = from_a & !after_z & !text & HIGH;
    // A capital lacks the bit that a small letter has.
    let capitals = letters & !(text << 2);
    (gathered(letters), gathered(capitals))
}

/// The highest bits of eight bytes side by side: each is shifted to another place of the highest byte of the product.
#[inline]
const fn gathered(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Letters, Run};
    use crate::document::scan::word::case_flags;

    proptest! {
        #[test]
        fn runs_end_where_letters_end(text in "[a-zA-Z@\\[`{é \n]{0,150}", at in 0_usize..160, end in 0_usize..160) {
            let end = end.min(text.len());
            let rest = text.as_bytes().get(at..end).unwrap_or_default();
            let expected = rest.iter().take(Run::MOST).take_while(|byte| byte.is_ascii_alphabetic()).count();
            prop_assert_eq!(Letters::of(&text).ahead(at, end).run().length, expected);
        }

        #[test]
        fn words_are_read_one_by_one(words in prop::collection::vec("[a-zA-Z]{0,40}", 1..8)) {
            let text = words.join(" ");
            let (letters, mut at) = (Letters::of(&text), 0);
            let mut ahead = letters.ahead(at, text.len());
            for word in &words {
                if at + word.len() < Run::MOST {
                    prop_assert_eq!(ahead.run(), letters.ahead(at, text.len()).run());
                    prop_assert_eq!(ahead.run().length, word.len());
                }
                ahead = ahead.behind(ahead.run());
                at += word.len() + 1;
            }
        }

        #[test]
        fn capitals_are_where_they_stand(before in " {0,70}", word in "[a-zA-Z]{1,64}|[A-Z]{1,9}|[A-Z][a-z]{1,9}|[IVXLCDM]{1,6}") {
            let text = format!("{before}{word}");
            let run = Letters::of(&text).ahead(before.len(), text.len()).run();
            prop_assert_eq!(run.flags(word.as_bytes()), case_flags(&word), "{}", word);
        }
    }
}
