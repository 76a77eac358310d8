//! What the corpus of a run says, and which questions it answers otherwise than that of the run before.
//!
//! Where a few documents have changed, the corpus that the cache has is revised by what they said and say. Where many have, or
//! where the cache has not the facts of all documents, it is made anew of the facts of each.

use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::ThreadPool;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Checker;
use super::readings::{First, Reader, readable_and_known};
use super::run::install;
use crate::cache::{Cache, Digest, StoredFacts};
use crate::corpus::{Corpus, Facts, Key, Revision, Stale, Touched};
use crate::source::Input;

/// Where a larger part of the documents has changed than one of so many, all are added anew.
const PART: usize = 4;

/// The corpus, and what has changed in it.
pub(super) struct Standing {
    /// There is none yet where no document has changed: then nobody asks, as a rule.
    pub(super) corpus: OnceLock<Corpus>,
    /// The questions that have other answers than those of the cache; nothing where that may be any.
    pub(super) changes: Option<FxHashSet<Key>>,
    /// The corpus is that of the cache.
    pub(super) kept: bool,
}

impl Standing {
    /// Of a run over the documents of the run before, none of which has changed.
    pub(super) fn same() -> Self {
        Self { corpus: OnceLock::new(), changes: Some(FxHashSet::default()), kept: true }
    }

    /// Of documents of which `firsts` were read. `texts` has the digests of those that can be.
    pub(super) fn of<'c, D: Fn(usize) -> (&'c Checker, usize) + Sync>(
        reader: &Reader<'_, D>,
        firsts: &mut [First],
        texts: &FxHashMap<&str, Digest>,
        pool: Option<&ThreadPool>,
    ) -> Self {
        let before = reader.before;
        let revised = before.and_then(|before| install(pool, || revised(before, reader.inputs, firsts, texts)));
        revised.map_or_else(
            || {
                let corpus = install(pool, || {
                    firsts.par_iter_mut().enumerate().for_each(|(number, first)| reader.recall(number, first));
                    merged(&reader.corpora)
                });
                let all = before.and_then(Cache::corpus).map(|before| corpus.changes(&Touched::all(before, &corpus)));
                Self { corpus: corpus.into(), changes: all, kept: false }
            },
            |(corpus, touched)| {
                let changes = corpus.changes(&touched);
                Self { corpus: corpus.into(), changes: Some(changes), kept: touched.is_empty() }
            },
        )
    }
}

/// One corpus of all, finished.
fn merged(corpora: &Mutex<Vec<Corpus>>) -> Corpus {
    let mut corpora = std::mem::take(&mut *corpora.lock().unwrap_or_else(PoisonError::into_inner));
    let mut corpus = corpora.pop().unwrap_or_default();
    for other in corpora {
        corpus.merge(other);
    }
    corpus.finish();
    corpus
}

/// The corpus of `before` after what has changed since, and what it said before of all that it may say otherwise now; nothing
/// where too much has changed, or where not all can be read that it takes.
fn revised(
    before: &Cache,
    inputs: &[Input],
    firsts: &[First],
    texts: &FxHashMap<&str, Digest>,
) -> Option<(Corpus, Touched)> {
    let (readable, known) = readable_and_known(firsts);
    // Two documents of one name are one in the cache.
    if !before.is_whole() || texts.len() != readable || known < readable - readable / PART {
        return None;
    }
    let documents = || inputs.iter().zip(firsts).filter(|(_, first)| !first.has_failed());
    let (mut stale, mut touched) = (Stale::default(), Touched::default());
    let mut corpus = before.corpus()?;
    for (input, first) in documents().filter(|(_, first)| !first.known) {
        let old = if before.knows(&input.name) { Some(before.facts(&input.name)?) } else { None };
        let new = first.facts.as_ref()?.facts()?;
        let revision = Revision { path: &input.name, before: old.as_ref(), now: Some(&new) };
        corpus.revise(revision, &mut stale, &mut touched)?;
    }
    for name in before.names().filter(|name| !texts.contains_key(&***name)) {
        let old = before.facts(name)?;
        corpus.revise(Revision { path: name, before: Some(&old), now: None }, &mut stale, &mut touched)?;
    }
    if !stale.is_empty() {
        let documents: Vec<_> = documents().collect();
        let add = |mut corpus: Corpus, (input, first): (&Input, &First)| {
            let facts: Facts = match &first.facts {
                Some(new) => new.facts()?,
                None => before.facts(&input.name)?,
            };
            corpus.add_stale(&input.name, &facts, &stale);
            Some(corpus)
        };
        let merge = |mut left: Corpus, right: Corpus| {
            left.merge(right);
            Some(left)
        };
        let parts = documents.into_par_iter().try_fold(Corpus::default, add).try_reduce(Corpus::default, merge);
        corpus.merge(parts?);
    }
    corpus.finish();
    Some((corpus, touched))
}

/// The corpus of documents that are those of `before`, where that is damaged: as it is stored, or else of the documents themselves.
pub(super) fn anew<'c>(
    before: Option<&Cache>,
    inputs: &[Input],
    desk: impl Fn(usize) -> (&'c Checker, usize),
) -> Corpus {
    let mut corpus = before.and_then(Cache::corpus).unwrap_or_else(|| {
        let mut corpus = Corpus::default();
        for (number, input) in inputs.iter().enumerate() {
            if let Ok(source) = input.read() {
                let checker = desk(number).0;
                corpus.add(&input.name, &checker.read(&source).facts_for(&checker.options));
            }
        }
        corpus
    });
    corpus.finish();
    corpus
}

/// How many bytes the facts of all documents take in a cache.
pub(super) fn size(before: &Cache, inputs: &[Input], firsts: &[First]) -> usize {
    let size = |(input, first): (&Input, &First)| {
        first.facts.as_ref().map_or_else(|| before.facts_len(&input.name), StoredFacts::len)
    };
    inputs.iter().zip(firsts).map(size).sum()
}
