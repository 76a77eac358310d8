//! Words that rules look for, and a document's forms by the place that their hashes have among them.

use std::borrow::Cow;

use super::places::{A_FEW, PLACES, place_of, places_of, starts_of, upper};
use crate::document::FormId;
use crate::lexicon::hash_of;

/// Words that a rule looks for, each with what it wants to know when one is found.
#[derive(Debug)]
pub(in crate::rules) struct Wanted<T: Copy + 'static> {
    /// A bit for each place that the hash of a word has in here: nearly all forms are turned away by it (Bloom 1970).
    places: [u64; PLACES],
    /// What is known of each hash, by the hashes. The lists are read at every start, and to sort them costs less than a table.
    entries: Cow<'static, [(u64, T)]>,
    /// Where the entries begin whose hashes have these upper bits, and where the last ones end; empty if there are few.
    starts: Cow<'static, [u16]>,
}

impl<T: Copy> Wanted<T> {
    /// Looks for `words`, which are written in small letters and with straight apostrophes.
    pub(in crate::rules) fn new<W: AsRef<str>>(words: impl IntoIterator<Item = (W, T)>) -> Self {
        Self::of_hashes(words.into_iter().map(|(word, known)| (hash_of(word.as_ref()), known)))
    }

    /// Looks for the words whose letters have these hashes.
    pub(in crate::rules) fn of_hashes(words: impl IntoIterator<Item = (u64, T)>) -> Self {
        let mut entries: Vec<(u64, T)> = words.into_iter().collect();
        entries.sort_by_key(|&(hash, _)| hash);
        // What is said last of a word counts.
        entries.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                *earlier = *later;
            }
            is_same
        });
        let hashes = || entries.iter().map(|&(hash, _)| hash);
        let (places, starts) = (places_of(hashes()), starts_of(hashes()));
        Self { places, entries: entries.into(), starts: starts.into() }
    }

    /// Looks for what the build script has put in order: the hashes with what is known of each, and the two tables of them.
    pub(in crate::rules) const fn built(
        places: &[u64; PLACES],
        entries: &'static [(u64, T)],
        starts: &'static [u16],
    ) -> Self {
        Self { places: *places, entries: Cow::Borrowed(entries), starts: Cow::Borrowed(starts) }
    }

    /// What is known of the word whose letters have this hash.
    pub(in crate::rules) fn of_hash(&self, hash: u64) -> Option<T> {
        let (number, bit) = place_of(hash);
        if self.places[number] & bit == 0 {
            return None;
        }
        let bucket = upper(hash);
        let entries = match (self.starts.get(bucket), self.starts.get(bucket + 1)) {
            (Some(&start), Some(&end)) => self.entries.get(usize::from(start)..usize::from(end))?,
            _ => &self.entries,
        };
        entries.iter().find(|&&(other, _)| other == hash).map(|&(_, known)| known)
    }

    /// What is known of the word, whatever its capitals.
    pub(in crate::rules) fn get(&self, word: &str) -> Option<T> {
        self.of_hash(hash_of(word))
    }
}

/// Where the numbers of what is known of a word stand among all of them.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Group {
    start: u32,
    end: u32,
}

impl Group {
    /// From the first to before the last of these places.
    pub(in crate::rules) const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The numbers of the group, of those in this order.
    pub(in crate::rules) fn of(self, order: &[u32]) -> &[u32] {
        order.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// How many places are told apart here: those of one byte of the bits are one.
const GROUPS: usize = PLACES * 8;

/// The forms of a document by the places of their hashes. A rule that looks for some words asks where both have a place, which
/// nearly nowhere is so, and looks at the forms there.
#[derive(Debug)]
pub(super) struct ByPlace {
    /// A bit for each place that a form has.
    taken: [u64; PLACES],
    /// By group, the number of its first form, and 1; 0 where it has none.
    heads: Box<[u32]>,
    /// By form, the next one of its group, likewise.
    next: Vec<u32>,
}

impl ByPlace {
    /// For forms with these hashes, of which those are looked for that are `wanted`.
    pub(super) fn new(hashes: &[u64], wanted: impl Fn(u32) -> bool) -> Self {
        let mut taken = [0; PLACES];
        let mut heads = vec![0; GROUPS].into_boxed_slice();
        let mut next = Vec::with_capacity(hashes.len());
        for (&hash, number) in hashes.iter().zip(0_u32..) {
            let mut before = 0;
            if wanted(number) {
                let (word, bit) = place_of(hash);
                taken[word] |= bit;
                before = std::mem::replace(&mut heads[group_of(word, bit)], number + 1);
            }
            next.push(before);
        }
        Self { taken, heads, next }
    }

    /// The forms that are among `wanted`, by their numbers.
    pub(super) fn find<T: Copy>(&self, hashes: &[u64], wanted: &Wanted<T>) -> Vec<(FormId, T)> {
        let mut found = Vec::new();
        if wanted.entries.len() <= A_FEW {
            for &(hash, known) in &*wanted.entries {
                let (word, bit) = place_of(hash);
                if self.taken[word] & bit != 0 {
                    let same = self.group(group_of(word, bit)).filter(|&form| hashes.get(form as usize) == Some(&hash));
                    found.extend(same.map(|form| (FormId(form), known)));
                }
            }
        } else {
            for (word, (taken, places)) in self.taken.iter().zip(&wanted.places).enumerate() {
                let mut both = taken & places;
                while both != 0 {
                    let byte = both.trailing_zeros() / 8;
                    both &= !(0xff << (byte * 8));
                    let known = |form: u32| wanted.of_hash(*hashes.get(form as usize)?);
                    let group = self.group(word * 8 + byte as usize);
                    found.extend(group.filter_map(|form| Some((FormId(form), known(form)?))));
                }
            }
        }
        found.sort_unstable_by_key(|&(form, _)| form);
        found
    }

    /// The forms of a group.
    fn group(&self, group: usize) -> impl Iterator<Item = u32> + '_ {
        let first = self.heads.get(group).and_then(|head| head.checked_sub(1));
        std::iter::successors(first, |&form| self.next.get(form as usize)?.checked_sub(1))
    }
}

/// The group of a place, which is a bit of this word.
const fn group_of(word: usize, bit: u64) -> usize {
    word * 8 + bit.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ByPlace, Wanted};
    use crate::document::FormId;

    proptest! {
        #[test]
        fn no_wanted_form_is_missed(
            forms in prop::collection::vec(0_u64..64, 0..40),
            wanted in prop::collection::vec(0_u64..64, 0..60),
        ) {
            // Some of these hashes share a place, and some a group.
            let hash = |number: u64| number << 50;
            let hashes: Vec<u64> = forms.iter().map(|&number| hash(number)).collect();
            let wanted = Wanted::of_hashes(wanted.into_iter().map(|number| (hash(number), number)));
            let counts = |form: u32| !form.is_multiple_of(5);
            let linear = (0..).zip(&hashes).filter(|(form, _)| counts(*form));
            let expected: Vec<_> =
                linear.filter_map(|(form, &hash)| Some((FormId(form), wanted.of_hash(hash)?))).collect();
            prop_assert_eq!(ByPlace::new(&hashes, counts).find(&hashes, &wanted), expected);
        }
    }
}
