//! Answers that are remembered by word, for all threads.

use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

/// Enough that threads seldom wait for each other.
const SHARDS: usize = 16;

/// A shard that has this many answers forgets them all, so that a run over a million articles does not grow; fewer where the
/// answers are long.
const SHARD_LEN: usize = 1 << 14;

/// Answers by word. An answer depends on nothing but its word, so it does not matter which of them is forgotten when.
#[derive(Debug)]
pub(crate) struct Memo<V> {
    shards: [Mutex<FxHashMap<Box<str>, V>>; SHARDS],
    shard_len: usize,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { shards: std::array::from_fn(|_| Mutex::default()), shard_len: SHARD_LEN }
    }
}

impl<V: Clone> Memo<V> {
    /// One that remembers so many answers.
    pub(crate) fn of(most: usize) -> Self {
        Self { shard_len: most / SHARDS, ..Self::default() }
    }

    /// The answer for `word`, found by `answer` if it is not remembered. The memo is not locked meanwhile.
    pub(crate) fn get(&self, word: &str, answer: impl FnOnce() -> V) -> V {
        let hash = FxBuildHasher.hash_one(word);
        // The upper bits, because the map inside takes its place from the lower ones.
        let shard = usize::try_from(hash >> 59).unwrap_or(0) % SHARDS;
        let Some(shard) = self.shards.get(shard) else { return answer() };
        if let Some(known) = shard.lock().unwrap_or_else(PoisonError::into_inner).get(word) {
            return known.clone();
        }
        let answer = answer();
        let mut known = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= self.shard_len {
            known.clear();
        }
        known.insert(word.into(), answer.clone());
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_once() {
        let memo = Memo::default();
        assert_eq!(memo.get("a", || 1), 1);
        assert_eq!(memo.get("a", || 2), 1);
        assert_eq!(memo.get("b", || 3), 3);
    }

    #[test]
    fn forgets_rather_than_grow() {
        let memo = Memo::default();
        for number in 0..SHARDS * SHARD_LEN * 2 {
            memo.get(&number.to_string(), || ());
        }
        let len: usize = memo.shards.iter().map(|shard| shard.lock().unwrap().len()).sum();
        assert!(len <= SHARDS * SHARD_LEN, "{len}");
    }
}
