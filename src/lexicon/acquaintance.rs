//! Words that were met before in a run, so that each is looked up once whatever the number of articles.
//!
//! A table of our own with open addressing, like the one that numbers the forms of a document: the caller has a hash
//! already, and most of what would be said is said by one line of memory.

use std::sync::{Mutex, PoisonError};

use super::{Entry, WordNumber};

/// A table that has this many words is emptied, so that a run over a million articles does not grow. It takes 4 MB then.
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

/// Half a cache line.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// 0 where the slot is free.
    hash: u64,
    met: Met,
}

const _: () = assert!(size_of::<Slot>() == 32);

/// Words met before by one thread.
#[derive(Debug)]
pub struct Acquaintances {
    slots: Vec<Slot>,
    count: usize,
}

impl Default for Acquaintances {
    fn default() -> Self {
        Self { slots: vec![Slot::default(); FIRST], count: 0 }
    }
}

impl Acquaintances {
    /// What is known of the word whose hash is `hash`; `look_up` says it where the word was not met before. All bits of the
    /// hash must be good: it stands for the word, so that two words with one hash would be taken for one.
    #[inline]
    pub fn get(&mut self, hash: u64, look_up: impl FnOnce() -> Met) -> Met {
        // A word whose hash is 0 is as good as one whose hash is 1.
        let hash = hash.max(1);
        if let Some(slot) = self.slots.get(self.place(hash)).filter(|slot| slot.hash == hash) {
            return slot.met;
        }
        let met = look_up();
        self.insert(hash, met);
        met
    }

    /// Looks at the slots of `hashes` before they are asked for one by one: those that lie far away in memory are fetched at
    /// the same time.
    pub fn approach(&self, hashes: impl Iterator<Item = u64>) {
        let seen = hashes.map(|hash| self.slots.get(self.first_place(hash)).map_or(0, |slot| slot.hash));
        std::hint::black_box(seen.fold(0, |seen, hash| seen ^ hash));
    }

    /// Where the slot of a hash is looked for first.
    #[inline]
    fn first_place(&self, hash: u64) -> usize {
        usize::try_from(hash >> 32).unwrap_or(0) & (self.slots.len() - 1)
    }

    /// The slot of a hash, or the free one that it would get.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = self.first_place(hash);
        while self.slots.get(place).is_some_and(|slot| slot.hash != 0 && slot.hash != hash) {
            place = (place + 1) & mask;
        }
        place
    }

    #[cold]
    fn insert(&mut self, hash: u64, met: Met) {
        if self.count >= MOST {
            *self = Self::default();
        }
        self.count += 1;
        if self.count * 2 > self.slots.len() {
            let larger = vec![Slot::default(); self.slots.len() * 2];
            for slot in std::mem::replace(&mut self.slots, larger).into_iter().filter(|slot| slot.hash != 0) {
                self.put(slot);
            }
        }
        self.put(Slot { hash, met });
    }

    fn put(&mut self, new: Slot) {
        let place = self.place(new.hash);
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
        assert_eq!(words.get(7, || met(1)), met(1));
        assert_eq!(words.get(7, || met(2)), met(1));
        // The place in the table does not make the word.
        assert_eq!(words.get(8, || met(3)), met(3));
        assert_eq!(words.get(7, || met(4)), met(1));
    }

    #[test]
    fn it_forgets_rather_than_grow() {
        let mut words = Acquaintances::default();
        for number in 1..MOST as u64 * 2 {
            let hash = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            assert_eq!(words.get(hash, || met(number)), met(number));
            assert_eq!(words.get(hash, || met(0)), met(number));
        }
        assert!(words.count <= MOST && words.slots.len() <= MOST * 4);
    }
}
