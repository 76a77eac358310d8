//! Where a document has the words of names, by their spelling.

use rustc_hash::FxHashMap;

use crate::corpus::names::NameWord;
use crate::document::Document;
use crate::lexicon::hash_of;

/// Stands behind the last of a chain.
const NONE: u32 = u32::MAX;

/// The name words of a document in chains: those of one spelling in one, in the order of the text.
#[derive(Debug)]
pub(super) struct Spelt {
    /// By the hash of its letters, the number of a spelling.
    numbers: FxHashMap<u64, u32>,
    /// By spelling, the number of the next one of the same hash, and the first place.
    spellings: Vec<(u32, u32)>,
    /// By place, the next one of the same spelling.
    next: Vec<u32>,
}

impl Spelt {
    /// Puts `names`, which are those of `document`, into chains.
    pub(super) fn new(document: &Document, names: &[NameWord]) -> Self {
        let mut spellings: Vec<(u32, u32)> = Vec::new();
        let mut next = vec![NONE; names.len()];
        // From the last to the first, so that each chain runs forward.
        for (place, name) in names.iter().enumerate().rev() {
            let spelling = name.spelling as usize;
            spellings.resize(spellings.len().max(spelling + 1), (NONE, NONE));
            let number = u32::try_from(place).unwrap_or(NONE);
            next[place] = std::mem::replace(&mut spellings[spelling].1, number);
        }
        let mut numbers = FxHashMap::default();
        for ((next, first), number) in spellings.iter_mut().zip(0_u32..) {
            let name = names.get(*first as usize);
            let hash = name.map_or(0, |name| hash_of(document.slice(name.span)));
            *next = numbers.insert(hash, number).unwrap_or(NONE);
        }
        Self { numbers, spellings, next }
    }

    /// Those of `names` that `document` spells `form`; both are those that the chains were made of.
    pub(super) fn places<'a>(
        &'a self,
        document: &'a Document,
        names: &'a [NameWord],
        form: &str,
    ) -> impl Iterator<Item = &'a NameWord> + use<'a> {
        // Several spellings may have one hash: capitals and the shapes of apostrophes do not count in it.
        let spelling = |number: u32| self.spellings.get(number as usize);
        let alike = self.numbers.get(&hash_of(form)).and_then(|&number| spelling(number));
        let mut alike = std::iter::successors(alike, |&&(next, _)| spelling(next));
        let written = |place: u32| names.get(place as usize).map(|name| document.slice(name.span));
        let first = alike.find(|&&(_, first)| written(first) == Some(form)).map(|&(_, first)| first);
        let places = std::iter::successors(first, |&place| self.next.get(place as usize).copied());
        places.map_while(|place| names.get(place as usize))
    }
}
