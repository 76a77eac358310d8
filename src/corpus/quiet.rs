//! The spellings that are known to have no rivals, told at a glance.
//!
//! Nearly every name of an article is asked about for rivals and has none. The names of a large corpus are spread over
//! much memory, while the usual ones fit into a small table.

use std::sync::atomic::{AtomicU64, Ordering};

use xxhash_rust::xxh3::xxh3_64;

/// The table has so many places at most, a power of two.
const MOST: usize = 1 << 15;

/// A hash in the place that its last bits say, for each of the latest spellings without rivals.
#[derive(Debug, Default)]
pub(super) struct Quiet(Box<[AtomicU64]>);

impl Quiet {
    /// An empty table for a corpus of so many spellings.
    pub(super) fn new(spellings: usize) -> Self {
        let places = spellings.next_power_of_two().min(MOST);
        Self(std::iter::repeat_with(AtomicU64::default).take(places).collect())
    }

    /// What `form` is known by.
    pub(super) fn hash(form: &str) -> u64 {
        xxh3_64(form.as_bytes())
    }

    /// Whether the spelling of this hash is known to have no rivals.
    pub(super) fn has(&self, hash: u64) -> bool {
        self.place(hash).is_some_and(|place| place.load(Ordering::Relaxed) == hash)
    }

    /// The spelling of this hash has no rivals.
    pub(super) fn add(&self, hash: u64) {
        if let Some(place) = self.place(hash) {
            place.store(hash, Ordering::Relaxed);
        }
    }

    #[allow(clippy::cast_possible_truncation, reason = "only the last bits count")]
    fn place(&self, hash: u64) -> Option<&AtomicU64> {
        self.0.get(hash as usize & self.0.len().checked_sub(1)?)
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
    use super::Quiet;

    #[test]
    fn a_table_knows_what_was_added_last() {
        let (nowhere, table) = (Quiet::default(), Quiet::new(4));
        for form in ["Veligu", "Lavrov", "Bremen", "Kabul", "Nazarbayev"] {
            let hash = Quiet::hash(form);
            assert!(!table.has(hash));
            table.add(hash);
            nowhere.add(hash);
            assert!(table.has(hash) && !nowhere.has(hash) && !table.clone().has(hash), "{form}");
        }
    }
}
