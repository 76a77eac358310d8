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
    /// By the hash of its letters, the first place of each spelling.
    first: FxHashMap<u64, u32>,
    /// By place, the next one of the same hash.
    next: Vec<u32>,
}

impl Spelt {
    /// Puts `names`, which are those of `document`, into chains.
    pub(super) fn new(document: &Document, names: &[NameWord]) -> Self {
        let mut first = FxHashMap::with_capacity_and_hasher(names.len(), rustc_hash::FxBuildHasher);
        let mut next = vec![NONE; names.len()];
        // From the last to the first, so that each chain runs forward.
        for (index, name) in names.iter().enumerate().rev() {
            let number = u32::try_from(index).unwrap_or(NONE);
            if let Some(behind) = first.insert(hash_of(document.slice(name.span)), number) {
                next[index] = behind;
            }
        }
        Self { first, next }
    }

    /// Those of `names` that `document` spells `form`; both are those that the chains were made of.
    pub(super) fn places<'a>(
        &'a self,
        document: &'a Document,
        names: &'a [NameWord],
        form: &str,
    ) -> impl Iterator<Item = &'a NameWord> + use<'a> {
        let numbers = |first: Option<u32>| {
            std::iter::successors(first, |&number| self.next.get(number as usize).copied())
                .map_while(|number| names.get(number as usize))
        };
        // Another spelling of the same hash is none of these: capitals and the shapes of apostrophes do not count in it.
        let first = self.first.get(&hash_of(form)).copied();
        let written = numbers(first).map(|name| document.slice(name.span)).find(|written| *written == form);
        numbers(first.filter(|_| written.is_some())).filter(move |name| written == Some(document.slice(name.span)))
    }
}
