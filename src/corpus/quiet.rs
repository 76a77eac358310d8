//! The spellings that are known to have no rivals, told at a glance.
//!
//! Nearly every name of an article is asked about for rivals and has none. The names of a large corpus are spread over
//! much memory, while the usual ones fit into a small table.

use std::sync::atomic::{AtomicU64, Ordering};

use xxhash_rust::xxh3::xxh3_64;

/// Why a spelling has no rival.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quietness {
    /// No other may be the same name.
    Alone,
    /// None of those that may be can be meant by it.
    Unmatched,
}

/// The table has so many places at most, a power of two.
const MOST: usize = 1 << 15;

/// How many bits there are for each spelling that others are near to.
const BITS: usize = 16;

/// What is known of the spellings of a finished corpus.
#[derive(Debug, Default)]
pub(super) struct Quiet {
    /// A bit in the place of the hash of each spelling that others are near to: most spellings without one have none there
    /// (Bloom 1970).
    near: Box<[u64]>,
    /// A hash in the place that its last bits say, for each of the latest spellings that others are near to and that has no
    /// rivals; all its bits are turned where it is [`Quietness::Unmatched`].
    known: Box<[AtomicU64]>,
}

impl Quiet {
    /// What is known of a corpus in which others are near to the spellings `near`.
    pub(super) fn new<'a>(near: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let places = near.len().next_power_of_two();
        let known = std::iter::repeat_with(AtomicU64::default).take(places.min(MOST)).collect();
        let mut quiet = Self { near: vec![0; (places * BITS).div_ceil(64)].into_boxed_slice(), known };
        for form in near {
            let (word, bit) = quiet.bit(Self::hash(form));
            if let Some(bits) = quiet.near.get_mut(word) {
                *bits |= bit;
            }
        }
        quiet
    }

    /// What `form` is known by.
    pub(super) fn hash(form: &str) -> u64 {
        xxh3_64(form.as_bytes())
    }

    /// Why the spelling of this hash has no rivals, where it is known to have none.
    pub(super) fn of(&self, hash: u64) -> Option<Quietness> {
        let (word, bit) = self.bit(hash);
        let is_near = self.near.get(word).is_none_or(|bits| bits & bit != 0);
        let known = self.place(hash).map(|place| place.load(Ordering::Relaxed));
        match known {
            Some(known) if known == hash => Some(Quietness::Alone),
            Some(known) if known == !hash => Some(Quietness::Unmatched),
            _ => (!is_near).then_some(Quietness::Alone),
        }
    }

    /// The spelling of this hash has no rivals.
    pub(super) fn add(&self, hash: u64, quietness: Quietness) {
        if let Some(place) = self.place(hash) {
            let known = if matches!(quietness, Quietness::Alone) { hash } else { !hash };
            place.store(known, Ordering::Relaxed);
        }
    }

    /// The number and the bit of the place of a hash among those of near spellings, by its first bits.
    #[allow(clippy::cast_possible_truncation, reason = "only some bits count")]
    fn bit(&self, hash: u64) -> (usize, u64) {
        let word = (hash >> 32) as usize & self.near.len().saturating_sub(1);
        (word, 1 << (hash >> 58))
    }

    #[allow(clippy::cast_possible_truncation, reason = "only the last bits count")]
    fn place(&self, hash: u64) -> Option<&AtomicU64> {
        self.known.get(hash as usize & self.known.len().checked_sub(1)?)
    }
}

/// What is known of a corpus is not known of its copy, which may get other spellings.
impl Clone for Quiet {
    fn clone(&self) -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Quiet, Quietness};

    #[test]
    fn a_table_knows_what_was_added_last() {
        let names = ["Veligu", "Lavrov", "Bremen", "Kabul", "Nazarbayev"];
        let (nowhere, table) = (Quiet::default(), Quiet::new(names.into_iter()));
        for form in names {
            let hash = Quiet::hash(form);
            assert!(table.of(hash).is_none());
            for quietness in [Quietness::Alone, Quietness::Unmatched] {
                table.add(hash, quietness);
                nowhere.add(hash, quietness);
                assert_eq!(table.of(hash), Some(quietness), "{form}");
            }
            assert!(nowhere.of(hash).is_none() && table.clone().of(hash).is_none(), "{form}");
        }
    }

    #[test]
    fn what_is_near_no_other_is_known_from_the_start() {
        let table = Quiet::new(["Veligu", "Veligiu"].into_iter());
        let others = (0..100).filter(|number| table.of(Quiet::hash(&format!("Lavrov{number}"))).is_some()).count();
        assert!(others > 80, "{others}");
        assert!(["Veligu", "Veligiu"].iter().all(|form| table.of(Quiet::hash(form)).is_none()));
    }
}
