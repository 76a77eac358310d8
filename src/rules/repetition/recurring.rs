//! Which of many hashes may come more than once: a Bloom filter (Burton H. Bloom, Space/Time Trade-offs in Hash Coding with
//! Allowable Errors, 1970) with two bits for each place.
//!
//! Of what an article says nearly all is said once. What is shown to the filter first need not be written down: only what it
//! may have seen twice is, which takes a small part of the memory.

/// How many places there are for a hash at least.
const PLACES: usize = 8;

/// A word of the filter has so many places: its lower half says what was seen, its upper half what was seen again.
const HALF: u32 = u64::BITS / 2;

/// The hashes that were seen, and those that may have been seen twice.
#[derive(Debug)]
pub(super) struct Recurring {
    words: Vec<u64>,
    /// How many places were seen again.
    again: usize,
}

impl Recurring {
    /// With room for so many hashes: more of them are told apart less well.
    pub(super) fn new(count: usize) -> Self {
        Self { words: vec![0; ((count * PLACES).next_power_of_two() / HALF as usize).max(1)], again: 0 }
    }

    /// Sees `hash`, whose upper half is to be good.
    #[inline]
    pub(super) fn see(&mut self, hash: u64) {
        let (place, bit) = self.place(hash);
        if let Some(word) = self.words.get_mut(place) {
            let again = (*word & bit) << HALF;
            self.again += usize::from(again & !*word != 0);
            *word |= bit | again;
        }
    }

    /// Whether `hash` may have been seen more than once: always where it was, and in about one case of eight where it was not.
    #[inline]
    pub(super) fn may_recur(&self, hash: u64) -> bool {
        let (place, bit) = self.place(hash);
        self.words.get(place).is_some_and(|word| word >> HALF & bit != 0)
    }

    /// About how many different hashes may recur.
    pub(super) fn count(&self) -> usize {
        self.again
    }

    #[inline]
    fn place(&self, hash: u64) -> (usize, u64) {
        // There are a power of two of words.
        let mask = self.words.len() - 1;
        (usize::try_from(hash >> HALF).unwrap_or_default() & mask, 1 << (hash >> 27 & u64::from(HALF - 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::Recurring;

    fn hash(number: u64) -> u64 {
        let product = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        product ^ product >> 29
    }

    #[test]
    fn what_was_seen_twice_recurs_and_nearly_nothing_else() {
        let mut seen = Recurring::new(1_100);
        (0..1_000).chain(0..100).for_each(|number| seen.see(hash(number)));
        assert!((0..100).all(|number| seen.may_recur(hash(number))));
        let others = (100..1_000).filter(|&number| seen.may_recur(hash(number))).count();
        assert!(others < 150, "{others} of 900");
        assert!((90..250).contains(&seen.count()), "{}", seen.count());
    }

    #[test]
    fn a_filter_without_room_says_too_much_but_nothing_wrong() {
        let mut seen = Recurring::new(0);
        assert!(!seen.may_recur(hash(1)));
        (0..100).chain(0..100).for_each(|number| seen.see(hash(number)));
        assert!((0..100).all(|number| seen.may_recur(hash(number))));
    }
}
