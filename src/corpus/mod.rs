//! What the documents of a run say of each other: facts per document, merged in any order.

pub mod acronyms;
pub(crate) mod facts;
pub mod house;
mod index;
mod merge;
pub mod names;
mod quiet;
mod revise;
mod roster;
pub mod similarity;
mod view;
mod words;

use std::collections::hash_map;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};

pub use acronyms::{AcronymFact, Introduction};
pub use facts::{Company, Facts, NameFact};
pub use house::House;
pub use index::Candidates;
pub use revise::{Revision, Stale, Touched};
pub use roster::{ListedName, Roster};
pub use view::{Key, View};
pub use words::WordTable;

use crate::lexicon::Entry;
use crate::source::Span;
use quiet::Quiet;
use similarity::Likeness;

/// One spelling of one word of a name, as the whole corpus uses it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CorpusName {
    /// How often it stands in all documents.
    pub count: u32,
    /// In how many documents it stands.
    pub documents: u32,
    /// The first place in the order of paths: the path and the bytes there.
    pub first: (Arc<str>, Span),
    /// What the lexicon says of it.
    #[serde(with = "merge::entry_bits")]
    pub entry: Entry,
    /// What stands beside it.
    pub company: Company,
    /// Whether the corpus has a spelling that may be near this one; set by [`Corpus::finish`].
    #[serde(skip)]
    pub(crate) has_near: bool,
    /// Those of the near spellings that may be the same name: worked out once, by the rule that asks first.
    #[serde(skip)]
    rivals: OnceLock<Near>,
}

/// How often a word stands in the corpus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    /// How often in all documents.
    pub count: u32,
    /// In how many documents.
    pub documents: u32,
}

impl Attestation {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.documents += other.documents;
    }
}

/// One thing that an acronym is said to stand for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CorpusExpansion {
    /// What it stands for.
    pub expansion: Box<str>,
    /// In how many documents it is said to.
    pub documents: u32,
    /// The first place in the order of paths: the path and the bytes there.
    pub first: (Arc<str>, Span),
}

/// A sentence as the whole corpus has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CorpusSentence {
    /// In how many documents it stands.
    pub documents: u32,
    /// The first place in the order of paths: the path and the bytes there.
    pub first: (Arc<str>, Span),
}

/// Near spellings, and how each is alike.
type Near = Box<[(Box<str>, Likeness)]>;

/// Another spelling that may be the same name.
#[derive(Debug, Clone, Copy)]
pub struct Rival<'c> {
    /// The spelling.
    pub form: &'c str,
    /// How the corpus uses it.
    pub name: &'c CorpusName,
    /// How the two are alike.
    pub likeness: Likeness,
}

/// The facts of all documents of a run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Corpus {
    #[serde(serialize_with = "merge::sorted")]
    names: FxHashMap<Box<str>, CorpusName>,
    #[serde(serialize_with = "merge::sorted")]
    unknown: FxHashMap<Box<str>, Attestation>,
    /// By acronym, what it stands for, in alphabetical order.
    #[serde(serialize_with = "merge::sorted")]
    acronyms: FxHashMap<Box<str>, Vec<CorpusExpansion>>,
    /// By a hash of its words; empty unless a rule asks for sentences.
    #[serde(serialize_with = "merge::sorted")]
    sentences: FxHashMap<u64, CorpusSentence>,
    documents: u32,
    /// Made anew by [`Corpus::finish`].
    #[serde(skip)]
    candidates: Candidates,
    /// Found out as rivals are asked for; made anew by [`Corpus::finish`].
    #[serde(skip)]
    quiet: Quiet,
}

/// There are about so many spellings of words of names for each document of a small corpus.
const NAMES_A_DOCUMENT: usize = 4;

/// There is room for so many of them at most before there are any.
const FIRST_NAMES: usize = 1 << 13;

impl Corpus {
    /// An empty one, with room for about what so many documents say.
    pub fn for_documents(documents: usize) -> Self {
        let names = (documents * NAMES_A_DOCUMENT).min(FIRST_NAMES);
        Self { names: FxHashMap::with_capacity_and_hasher(names, FxBuildHasher), ..Self::default() }
    }

    /// Adds the facts of the document called `path`. The order in which documents are added does not matter.
    pub fn add(&mut self, path: &Arc<str>, facts: &Facts) {
        self.documents += 1;
        facts.names.iter().for_each(|fact| self.add_name(path, fact));
        facts.unknown.iter().for_each(|(form, count)| self.add_unknown(form, *count));
        facts.acronyms.iter().for_each(|fact| self.add_acronym(path, fact));
        for (hash, span) in revise::once_each(&facts.sentences) {
            self.add_sentence(hash, CorpusSentence { documents: 1, first: (Arc::clone(path), span) });
        }
    }

    fn add_name(&mut self, path: &Arc<str>, fact: &NameFact) {
        // Nearly every name of a large corpus is known already, so nothing is copied before that is clear.
        if let Some(own) = self.names.get_mut(&fact.form) {
            own.add((fact.count, 1), &fact.company, (path, fact.first), fact.entry);
        } else {
            self.names.insert(fact.form.clone(), CorpusName::of(path, fact));
        }
    }

    fn add_unknown(&mut self, form: &str, count: u32) {
        let new = Attestation { count, documents: 1 };
        match self.unknown.get_mut(form) {
            Some(own) => own.add(new),
            None => drop(self.unknown.insert(form.into(), new)),
        }
    }

    fn add_acronym(&mut self, path: &Arc<str>, fact: &AcronymFact) {
        let first = (Arc::clone(path), fact.first);
        let expansion = CorpusExpansion { expansion: fact.expansion.clone(), documents: 1, first };
        self.add_expansion(&fact.letters, expansion);
    }

    fn add_sentence(&mut self, hash: u64, new: CorpusSentence) {
        match self.sentences.entry(hash) {
            hash_map::Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.documents += new.documents;
                known.first = known.first.clone().min(new.first);
            }
            hash_map::Entry::Vacant(place) => {
                place.insert(new);
            }
        }
    }

    fn add_expansion(&mut self, letters: &str, new: CorpusExpansion) {
        let expansions = self.acronyms.entry(letters.into()).or_default();
        match expansions.binary_search_by(|known| known.expansion.cmp(&new.expansion)) {
            Ok(at) => {
                let known = &mut expansions[at];
                known.documents += new.documents;
                known.first = known.first.clone().min(new.first);
            }
            Err(at) => expansions.insert(at, new),
        }
    }

    /// What the acronym is said to stand for, in alphabetical order.
    pub fn expansions(&self, letters: &str) -> &[CorpusExpansion] {
        self.acronyms.get(letters).map_or(&[], Vec::as_slice)
    }

    /// Prepares the look-up of near spellings; called once, when all documents are added.
    pub fn finish(&mut self) {
        self.candidates = Candidates::new(self.names.keys().map(AsRef::as_ref));
        self.names.values_mut().for_each(|name| (name.has_near, name.rivals) = (false, OnceLock::new()));
        for form in self.candidates.accompanied() {
            if let Some(name) = self.names.get_mut(form) {
                name.has_near = true;
            }
        }
        self.quiet = Quiet::new(self.candidates.accompanied());
    }

    /// How many documents were added.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// All spellings of words of names, in no order.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(AsRef::as_ref)
    }

    /// How the corpus uses the spelling `form` of a word of a name.
    pub fn name(&self, form: &str) -> Option<&CorpusName> {
        self.names.get(form)
    }

    /// The spellings of names in the corpus that may be near `form`, in alphabetical order, without `form` itself.
    pub fn near(&self, form: &str) -> Vec<&str> {
        self.candidates.near(form)
    }

    /// The near spellings of `form`, which the corpus uses as `own` says, that may be the same name as `likeness` sees it. It is
    /// asked once for each pair, whatever the number of documents.
    fn rivals<'c>(
        &'c self,
        form: &str,
        own: &'c CorpusName,
        likeness: impl Fn(&str, &CorpusName) -> Option<Likeness>,
    ) -> impl Iterator<Item = Rival<'c>> {
        let alike = |other: &str| Some((Box::from(other), likeness(other, self.name(other)?)?));
        let work_out = || self.near(form).into_iter().filter_map(alike).collect();
        let rivals = own.rivals.get_or_init(work_out).iter();
        rivals.filter_map(|(form, likeness)| Some(Rival { form, name: self.name(form)?, likeness: *likeness }))
    }

    /// Where the sentence stands whose words have this hash, if sentences were collected.
    pub fn sentence(&self, hash: u64) -> Option<&CorpusSentence> {
        self.sentences.get(&hash)
    }

    /// How often the corpus uses the unknown word `form`, written exactly so.
    pub fn unknown(&self, form: &str) -> Attestation {
        self.unknown.get(form).copied().unwrap_or_default()
    }
}
