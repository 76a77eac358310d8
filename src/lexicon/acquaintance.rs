//! Words that were met before in a run, so that each is looked up once whatever the number of articles.
//!
//! A table of our own with open addressing, like the one that numbers the forms of a document: the caller has a hash
//! already, and most of what would be said is said by one line of memory.

use std::sync::{Mutex, PoisonError};

use super::{Entry, WordNumber};

/// A table that has this many words is emptied, so that a run over a million articles does not grow. It takes 3 MB then.
const MOST: usize = 1 << 16;

/// The size of the table at first: enough for an article.
const FIRST: usize = 1 << 10;

/// What is remembered of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Met {
    /// What the lexicon says of it.
    pub entry: Entry,
    /// The hash of its letters ([`hash_of`](super::letters::hash_of)).
    pub letters: u64,
    /// Its number in the bundled dictionary.
    pub number: Option<WordNumber>,
    /// What the caller makes of it, as bits.
    pub marks: u8,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u64,
    /// Where its bytes begin in the texts.
    start: u32,
    /// The length in bytes, and 1; 0 where the slot is free.
    length: u32,
    met: Met,
}

/// Words met before by one thread.
#[derive(Debug)]
pub struct Acquaintances {
    slots: Vec<Slot>,
    texts: Vec<u8>,
    count: usize,
}

impl Default for Acquaintances {
    fn default() -> Self {
        Self { slots: vec![Slot::default(); FIRST], texts: Vec::new(), count: 0 }
    }
}

impl Acquaintances {
    /// What is known of `word`, whose hash, of any kind, is `hash`; `look_up` says it where the word was not met before.
    #[inline]
    pub fn get(&mut self, word: &str, hash: u64, look_up: impl FnOnce() -> Met) -> Met {
        let mask = self.slots.len() - 1;
        let mut place = usize::try_from(hash >> 32).unwrap_or(0) & mask;
        loop {
            let Some(slot) = self.slots.get(place) else { return look_up() };
            if slot.length == 0 {
                let met = look_up();
                self.insert(word, hash, met);
                return met;
            }
            let start = slot.start as usize;
            if slot.hash == hash && self.texts.get(start..start + slot.length as usize - 1) == Some(word.as_bytes()) {
                return slot.met;
            }
            place = (place + 1) & mask;
        }
    }

    #[cold]
    fn insert(&mut self, word: &str, hash: u64, met: Met) {
        if self.count >= MOST {
            *self = Self::default();
        }
        let (Ok(start), Ok(length)) = (u32::try_from(self.texts.len()), u32::try_from(word.len() + 1)) else { return };
        self.texts.extend_from_slice(word.as_bytes());
        self.count += 1;
        if self.count * 2 > self.slots.len() {
            let larger = vec![Slot::default(); self.slots.len() * 2];
            for slot in std::mem::replace(&mut self.slots, larger).into_iter().filter(|slot| slot.length > 0) {
                self.put(slot);
            }
        }
        self.put(Slot { hash, start, length, met });
    }

    fn put(&mut self, new: Slot) {
        let mask = self.slots.len() - 1;
        let mut place = usize::try_from(new.hash >> 32).unwrap_or(0) & mask;
        while self.slots.get(place).is_some_and(|slot| slot.length > 0) {
            place = (place + 1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = new;
        }
    }
}

/// The acquaintances of all threads: each takes one for a document and lays it back.
#[derive(Debug, Default)]
pub(super) struct Pool {
    idle: Mutex<Vec<Acquaintances>>,
}

impl Pool {
    /// Lends acquaintances that no other thread has to `read`.
    pub(super) fn lend<T>(&self, read: impl FnOnce(&mut Acquaintances) -> T) -> T {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lent = idle().pop().unwrap_or_default();
        let answer = read(&mut lent);
        idle().push(lent);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::{Acquaintances, MOST, Met};

    fn met(number: u64) -> Met {
        Met { letters: number, ..Met::default() }
    }

    #[test]
    fn a_word_is_looked_up_once() {
        let mut words = Acquaintances::default();
        assert_eq!(words.get("dog", 7, || met(1)), met(1));
        assert_eq!(words.get("dog", 7, || met(2)), met(1));
        // The same hash does not make the same word.
        assert_eq!(words.get("cat", 7, || met(3)), met(3));
        assert_eq!(words.get("dog", 7, || met(4)), met(1));
    }

    #[test]
    fn it_forgets_rather_than_grow() {
        let mut words = Acquaintances::default();
        for number in 0..MOST as u64 * 2 {
            let word = number.to_string();
            let hash = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            assert_eq!(words.get(&word, hash, || met(number)), met(number));
            assert_eq!(words.get(&word, hash, || met(0)), met(number));
        }
        assert!(words.count <= MOST && words.slots.len() <= MOST * 4);
    }
}
