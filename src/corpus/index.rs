//! Near spellings found without comparing all pairs.
//!
//! Spellings are put into one block for each key that they share: their folded form, each form with one letter deleted
//! (symmetric deletion, which finds all pairs one edit or one moved letter apart), and the key of their transliteration.

use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};

use crate::corpus::similarity::{fold, transliteration_key};

/// Names shorter than this have too many neighbours to say anything, in letters.
const SHORTEST: usize = 4;

/// A key that more spellings share says nothing of any two of them: nobody writes a name in so many ways. Without this, a text
/// made of such names would take time that grows with the square of their number.
const MOST: usize = 250;

/// The blocks of all spellings of a corpus.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    spellings: Vec<Box<str>>,
    /// By key, where its block begins and ends in `members`. Only blocks of two spellings and more are kept, up to [`MOST`].
    blocks: FxHashMap<u64, (u32, u32)>,
    /// The numbers of the spellings, those of one block together.
    members: Vec<u32>,
}

impl Candidates {
    /// Puts `spellings` into blocks. Memory is linear in their letters.
    pub fn new<'a>(spellings: impl Iterator<Item = &'a str>) -> Self {
        let mut sorted: Vec<Box<str>> = spellings.map(Into::into).collect();
        sorted.par_sort_unstable();
        // Nearly every key has one spelling only, so that sorting them is quicker than a table of lists.
        let keyed = sorted.par_iter().enumerate().flat_map_iter(|(number, spelling)| {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            keys(spelling).into_iter().map(move |key| (key, number))
        });
        let mut keyed: Vec<(u64, u32)> = keyed.collect();
        keyed.par_sort_unstable();
        let mut candidates = Self { spellings: sorted, ..Self::default() };
        for block in keyed.chunk_by(|left, right| left.0 == right.0).filter(|block| (2..=MOST).contains(&block.len())) {
            let start = u32::try_from(candidates.members.len()).unwrap_or(u32::MAX);
            candidates.members.extend(block.iter().map(|(_, number)| *number));
            let end = u32::try_from(candidates.members.len()).unwrap_or(u32::MAX);
            candidates.blocks.insert(block[0].0, (start, end));
        }
        candidates
    }

    /// The spellings that share a block with any other, in alphabetical order.
    pub(super) fn accompanied(&self) -> impl Iterator<Item = &str> {
        let mut numbers = self.members.clone();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|number| self.spellings[number as usize].as_ref())
    }

    /// The spellings that share a key with `form`, sorted, without `form` itself.
    pub fn near(&self, form: &str) -> Vec<&str> {
        let keys = keys(form);
        let blocks = keys.iter().filter_map(|key| self.blocks.get(key));
        let members =
            blocks.flat_map(|&(start, end)| self.members.get(start as usize..end as usize).unwrap_or_default());
        let mut found: Vec<u32> = members.copied().collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|number| self.spellings[number as usize].as_ref()).filter(|near| *near != form).collect()
    }
}

fn keys(spelling: &str) -> Vec<u64> {
    let folded = fold(spelling);
    if folded.chars().count() < SHORTEST {
        return Vec::new();
    }
    let mut keys = vec![hash('f', &folded)];
    let mut shorter = String::with_capacity(folded.len());
    for (at, letter) in folded.char_indices() {
        shorter.clear();
        shorter.push_str(&folded[..at]);
        shorter.push_str(&folded[at + letter.len_utf8()..]);
        keys.push(hash('f', &shorter));
    }
    keys.push(hash('t', &transliteration_key(spelling)));
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn hash(kind: char, key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (kind, key).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::Candidates;

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
