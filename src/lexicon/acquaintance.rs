//! Words that were met before in a run, so that each is looked up once whatever the number of articles.
//!
//! A table of our own, like the one that numbers the forms of a document: the caller has a hash already, and most of what would
//! be said is said by one line of memory. Two words may stand in each of its lines; a third one pushes out the one that has been
//! there longer, so that a run over a million articles does not grow, and the common words soon come back.

use std::sync::{Mutex, PoisonError};

use super::{Entry, WordNumber};

/// The most lines of the table, which takes 8 MB then.
const MOST: usize = 1 << 17;

/// How many lines it has at first: enough for an article.
const FIRST: usize = 1 << 9;

/// It grows to so many times its size: a table that is soon left for a larger one has cost its memory for little.
const GROWTH: usize = 16;

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

/// One cache line: the word that came last first.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Line([Slot; 2]);

/// Words met before by one thread.
#[derive(Debug)]
pub struct Acquaintances {
    lines: Vec<Line>,
    /// How many words have come since there are so many lines.
    count: usize,
}

impl Default for Acquaintances {
    fn default() -> Self {
        Self { lines: vec![Line::default(); FIRST], count: 0 }
    }
}

impl Acquaintances {
    /// What is known of the word whose hash is `hash`; `look_up` says it where the word was not met before. All bits of the
    /// hash must be good: it stands for the word, so that two words with one hash would be taken for one.
    #[inline]
    pub fn get(&mut self, hash: u64, look_up: impl FnOnce() -> Met) -> Met {
        // A word whose hash is 0 is as good as one whose hash is 1.
        let hash = hash.max(1);
        match self.lines.get(self.place(hash)) {
            Some(Line([slot, _] | [_, slot])) if slot.hash == hash => slot.met,
            _ => {
                let met = look_up();
                self.insert(Slot { hash, met });
                met
            }
        }
    }

    /// Looks at the lines of `hashes` before they are asked for one by one: those that lie far away in memory are fetched at
    /// the same time.
    pub fn approach(&self, hashes: impl Iterator<Item = u64>) {
        let seen = hashes.map(|hash| self.lines.get(self.place(hash)).map_or(0, |Line([later, _])| later.hash));
        std::hint::black_box(seen.fold(0, |seen, hash| seen ^ hash));
    }

    /// The line of a hash, by its upper bits, which are the best ones.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        usize::try_from(hash >> (u64::BITS - MOST.ilog2())).unwrap_or(0) & (self.lines.len() - 1)
    }

    #[cold]
    fn insert(&mut self, new: Slot) {
        self.count += 1;
        // Half of the words have a line for themselves then.
        if self.count > self.lines.len() && self.lines.len() < MOST {
            let larger = vec![Line::default(); (self.lines.len() * GROWTH).min(MOST)];
            for Line([later, earlier]) in std::mem::replace(&mut self.lines, larger) {
                self.put(earlier);
                self.put(later);
            }
        }
        self.put(new);
    }

    fn put(&mut self, new: Slot) {
        let place = self.place(new.hash);
        if let Some(Line([later, earlier])) = self.lines.get_mut(place).filter(|_| new.hash != 0) {
            *earlier = std::mem::replace(later, new);
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

    fn hash(number: u64) -> u64 {
        number.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    #[test]
    fn it_forgets_rather_than_grow() {
        let mut words = Acquaintances::default();
        for number in 1..MOST as u64 * 4 {
            assert_eq!(words.get(hash(number), || met(number)), met(number));
            assert_eq!(words.get(hash(number), || met(0)), met(number));
        }
        assert_eq!(words.lines.len(), MOST);
    }

    #[test]
    fn it_remembers_when_it_grows() {
        let mut words = Acquaintances::default();
        let numbers = 1..MOST as u64;
        numbers.clone().for_each(|number| assert_eq!(words.get(hash(number), || met(number)), met(number)));
        let mut forgotten = 0;
        for number in numbers {
            words.get(hash(number), || {
                forgotten += 1;
                met(number)
            });
        }
        // Of those that share a line with two others each pushes out the next.
        assert!(forgotten < MOST / 3, "{forgotten} of {MOST}");
    }
}
