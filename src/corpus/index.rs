//! Near spellings found without comparing all pairs.
//!
//! Spellings are put into one block for each key that they share: their folded form, each form with one letter deleted
//! (symmetric deletion, which finds all pairs one edit or one moved letter apart), and the key of their transliteration.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::corpus::similarity::{fold, key_of_folded};

/// Names shorter than this have too many neighbours to say anything, in letters.
const SHORTEST: usize = 4;

/// A key that more spellings share says nothing of any two of them: nobody writes a name in so many ways. Without this, a text
/// made of such names would take time that grows with the square of their number.
const MOST: usize = 250;

/// How many bits each half of a [`Filter`] has for a spelling at least; a spelling has about nine keys.
const BITS: usize = 128;

/// The blocks of all spellings of a corpus.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// Those that are in a block, in alphabetical order.
    spellings: Vec<Box<str>>,
    /// By key, where its block begins and ends in `members`. Only blocks of two spellings and more are kept, up to [`MOST`].
    blocks: FxHashMap<u64, (u32, u32)>,
    /// The numbers of the spellings, those of one block together.
    members: Vec<u32>,
}

impl Candidates {
    /// Puts `spellings`, of which no two are the same, into blocks. Memory is linear in their letters.
    pub fn new<'a>(spellings: impl Iterator<Item = &'a str>) -> Self {
        let spellings: Vec<&str> = spellings.collect();
        // Nearly every key has one spelling only, so that those which may have more are found first.
        let filter = Filter::new(spellings.len());
        spellings.par_iter().for_each(|spelling| keys(spelling, |key| filter.put(key)));
        let shared = |(number, spelling): (usize, &&str)| {
            let mut shared = Vec::new();
            keys(spelling, |key| shared.extend(filter.may_be_shared(key).then_some((key, number))));
            shared
        };
        let mut keyed: Vec<(u64, usize)> = spellings.par_iter().enumerate().flat_map_iter(shared).collect();
        keyed.par_sort_unstable();
        let blocks = keyed.chunk_by(|left, right| left.0 == right.0).filter(|block| (2..=MOST).contains(&block.len()));
        let blocks: Vec<&[(u64, usize)]> = blocks.collect();

        let mut numbers: Vec<usize> = blocks.iter().copied().flatten().map(|&(_, number)| number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.par_sort_unstable_by_key(|&number| spellings[number]);
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let mut rank = vec![0; spellings.len()];
        (0..).zip(&numbers).for_each(|(place, &former)| rank[former] = place);
        let mut candidates = Self::default();
        candidates.blocks.reserve(blocks.len());
        for block in blocks {
            let start = number(candidates.members.len());
            candidates.members.extend(block.iter().map(|&(_, former)| rank[former]));
            candidates.blocks.insert(block[0].0, (start, number(candidates.members.len())));
        }
        candidates.spellings = numbers.into_iter().map(|former| spellings[former].into()).collect();
        candidates
    }

    /// The spellings that share a block with any other, in alphabetical order.
    pub(super) fn accompanied(&self) -> impl ExactSizeIterator<Item = &str> {
        self.spellings.iter().map(AsRef::as_ref)
    }

    /// The spellings that share a key with `form`, sorted, without `form` itself.
    pub fn near(&self, form: &str) -> Vec<&str> {
        let mut found: Vec<u32> = Vec::new();
        keys(form, |key| {
            if let Some(&(start, end)) = self.blocks.get(&key) {
                found.extend(self.members.get(start as usize..end as usize).unwrap_or_default());
            }
        });
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|number| self.spellings[number as usize].as_ref()).filter(|near| *near != form).collect()
    }
}

/// Calls `visit` with each key of a spelling once.
fn keys(spelling: &str, mut visit: impl FnMut(u64)) {
    let folded = fold(spelling);
    if folded.chars().count() < SHORTEST {
        return;
    }
    let whole = Rolling::of(folded.as_bytes());
    visit(whole.key(FOLDED));
    // What stands before the letter that is left out, and what stands after it.
    let (mut before, mut after) = (Rolling::default(), whole);
    let mut last = None;
    for letter in folded.chars() {
        let mut bytes = [0; 4];
        let bytes = letter.encode_utf8(&mut bytes).as_bytes();
        for &byte in bytes {
            after.drop_first(byte);
        }
        // Without one or the other letter of two that are the same, the form is one and the same.
        if last.replace(letter) != Some(letter) {
            visit(before.followed_by(after).key(FOLDED));
        }
        for &byte in bytes {
            before.push(byte);
        }
    }
    visit(Rolling::of(key_of_folded(&folded).as_bytes()).key(TRANSLITERATED));
}

/// Set apart from each other the keys of folded forms
const FOLDED: u64 = 0x9e37_79b9_7f4a_7c15;

/// and those of transliterations.
const TRANSLITERATED: u64 = 0xc2b2_ae3d_27d4_eb4f;

/// A hash of bytes that can be put together of those of its parts: a polynomial (Karp and Rabin 1987).
#[derive(Debug, Clone, Copy)]
struct Rolling {
    hash: u64,
    /// The base to the power of the number of bytes.
    power: u64,
}

impl Default for Rolling {
    fn default() -> Self {
        Self { hash: 0, power: 1 }
    }
}

impl Rolling {
    /// An odd number, with its inverse modulo 2⁶⁴.
    const BASE: u64 = 0x5851_f42d_4c95_7f2d;
    const INVERSE: u64 = inverse(Self::BASE);

    fn of(bytes: &[u8]) -> Self {
        let mut rolling = Self::default();
        for &byte in bytes {
            rolling.push(byte);
        }
        rolling
    }

    /// Takes in a byte at the end.
    fn push(&mut self, byte: u8) {
        self.hash = self.hash.wrapping_mul(Self::BASE).wrapping_add(u64::from(byte) + 1);
        self.power = self.power.wrapping_mul(Self::BASE);
    }

    /// Leaves out its first byte.
    fn drop_first(&mut self, byte: u8) {
        self.power = self.power.wrapping_mul(Self::INVERSE);
        self.hash = self.hash.wrapping_sub((u64::from(byte) + 1).wrapping_mul(self.power));
    }

    /// Of its bytes and those of `other`.
    fn followed_by(self, other: Self) -> Self {
        let hash = self.hash.wrapping_mul(other.power).wrapping_add(other.hash);
        Self { hash, power: self.power.wrapping_mul(other.power) }
    }

    /// The key of a kind, all bits of which are good.
    fn key(self, kind: u64) -> u64 {
        let mixed = (self.hash ^ self.hash >> 32).wrapping_mul(kind);
        (mixed ^ mixed >> 29).wrapping_mul(FOLDED) ^ mixed >> 32
    }
}

/// The inverse of an odd number modulo 2⁶⁴, each step of which doubles the bits that are right (Newton).
const fn inverse(odd: u64) -> u64 {
    let (mut inverse, mut step) = (odd, 0);
    while step < 5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse)));
        step += 1;
    }
    inverse
}

/// Says of keys whether they may have come more than once (Bloom 1970), whatever the order in which several threads put them.
struct Filter {
    once: Vec<AtomicU64>,
    again: Vec<AtomicU64>,
}

impl Filter {
    fn new(spellings: usize) -> Self {
        let words = (spellings * BITS / 64).next_power_of_two();
        let empty = || std::iter::repeat_with(AtomicU64::default).take(words).collect();
        Self { once: empty(), again: empty() }
    }

    /// The word of a key, by its lower bits, and the bit there, by its upper ones.
    fn place(&self, key: u64) -> (usize, u64) {
        (usize::try_from(key & 0xffff_ffff).unwrap_or(0) & (self.once.len() - 1), 1 << (key >> 58))
    }

    fn put(&self, key: u64) {
        let (word, bit) = self.place(key);
        if self.once[word].fetch_or(bit, Ordering::Relaxed) & bit != 0 {
            self.again[word].fetch_or(bit, Ordering::Relaxed);
        }
    }

    fn may_be_shared(&self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        self.again[word].load(Ordering::Relaxed) & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Candidates, FOLDED, Rolling, keys};

    #[test]
    fn keys_are_those_of_the_whole_and_of_all_but_a_letter() {
        let key = |form: &str| Rolling::of(form.as_bytes()).key(FOLDED);
        for (name, forms) in [
            ("Lavrov", &["lavrov", "avrov", "lvrov", "larov", "lavov", "lavrv", "lavro"][..]),
            ("Anna-Š", &["annas", "nnas", "anas", "anns", "anna"]),
            ("Мирра", &["мирра", "ирра", "мрра", "мира", "мирр"]),
        ] {
            let mut found = Vec::new();
            keys(name, |key| found.push(key));
            let distinct: BTreeSet<u64> = found.iter().copied().collect();
            assert_eq!((found.len(), distinct.len()), (forms.len() + 1, forms.len() + 1), "{name}");
            assert!(forms.iter().all(|form| distinct.contains(&key(form))), "{name}");
        }
        let mut any = false;
        keys("Li", |_| any = true);
        assert!(!any);
    }

    #[test]
    fn near_spellings_meet_in_a_block() {
        let names = ["Veligu", "Veligiu", "Lavrov", "Nazarbayev", "Nazarbaev", "Vyacheslav", "Vyachelasv"];
        let candidates = Candidates::new(names.into_iter());
        assert_eq!(candidates.near("Veligiu"), ["Veligu"]);
        assert_eq!(candidates.near("Nazarbaev"), ["Nazarbayev"]);
        assert_eq!(candidates.near("Vyachelasv"), ["Vyacheslav"]);
        assert!(candidates.near("Lavrov").is_empty());
    }

    #[test]
    fn a_key_that_hundreds_share_is_none() {
        // Each letter written once or twice: transliterations of one name, as far as the key can tell.
        let name = |number: u32| -> String {
            let letters = "Nazarbekov".chars().enumerate();
            letters.flat_map(|(at, letter)| [letter].repeat(1 + (number >> at & 1) as usize)).collect()
        };
        let names: Vec<String> = (0..1024).map(name).collect();
        let candidates = Candidates::new(names.iter().map(AsRef::as_ref));
        assert!(names.iter().map(|name| candidates.near(name).len()).sum::<usize>() < 1024 * 250);
    }
}
