//! A whole corpus, read twice on all threads, in bounded memory.
//!
//! What is kept of the first reading is the corpus, which grows with the names and not with the text, and as many documents
//! as a fixed number of bytes allows. The second reading goes through the documents in the order of their names and hands
//! each report on as soon as those before it are done.
//!
//! Where there is a cache of an earlier run, the first reading takes the facts of texts that are the same from it, and the
//! second one the findings of those whose questions to the corpus have the same answers.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicUsize;
use std::sync::{Mutex, PoisonError};

use rayon::ThreadPool;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::readings::{Again, CACHED, First, Reader, Second};
use super::{Checker, Found, Press, Progress, Run};
use crate::cache::{Cache, Digest, Record, StoredPage};
use crate::corpus::{Answers, Corpus};
use crate::source::Input;

/// So many documents are checked before their reports are handed on.
const BATCH: usize = 512;

/// Who is told what in a run, and what does the work.
pub struct Surroundings<'s> {
    /// Is told how far the run has come.
    pub progress: &'s dyn Progress,
    /// Is handed the reports in the order of their names, on the thread that calls, until it breaks.
    pub sink: &'s mut dyn FnMut(Found) -> ControlFlow<()>,
    /// Prints them before they are handed on.
    pub press: Option<&'s dyn Press>,
    /// The threads; those of the current pool where there is none.
    pub pool: Option<&'s ThreadPool>,
    /// What an earlier run found; afterwards, what this one did.
    pub cache: Option<&'s mut Cache>,
}

/// Checks all `inputs` as one corpus, each by the checker that `desk` names, with its number.
pub(super) fn run<'c>(
    inputs: &[Input],
    desk: impl Fn(usize) -> (&'c Checker, usize) + Sync,
    wanted: &(dyn Fn(&Input) -> bool + Sync),
    surroundings: Surroundings<'_>,
) -> Run {
    let Surroundings { progress, sink, press, pool, mut cache } = surroundings;
    progress.start(inputs.len() * 2);
    let before = cache.as_deref_mut().map(std::mem::take);
    let edition = press.map(Press::edition);
    let reader = Reader {
        inputs,
        desk: &desk,
        before: before.as_ref(),
        edition,
        corpora: Mutex::default(),
        bytes: AtomicUsize::new(0),
        stored: AtomicUsize::new(0),
    };
    let read = |number: usize| {
        let first = reader.read(number);
        progress.advance();
        first
    };
    let mut firsts: Vec<First> = install(pool, || (0..inputs.len()).into_par_iter().map(read).collect());
    let same = before.as_ref().is_some_and(|before| is_same(before, &firsts));
    if !same {
        install(pool, || firsts.par_iter_mut().enumerate().for_each(|(number, first)| reader.recall(number, first)));
    }
    let stored = reader.stored.into_inner();
    let corpora = reader.corpora;
    let corpus = install(pool, || merged(corpora));
    let answers = before.as_ref().filter(|_| !same).map(|_| corpus.answers());
    let changes = before.as_ref().zip(answers.as_ref());
    let changes = changes.map(|(before, now)| corpus.changes(before.answers(), now)).unwrap_or_default();
    // Nothing is held for a cache that is not written.
    let caches = before.is_some() && stored <= CACHED;
    if !caches {
        for first in &mut firsts {
            first.facts = None;
        }
    }
    let texts: FxHashMap<&str, Digest> = if before.is_some() {
        let read = inputs.iter().zip(&firsts).filter(|(_, first)| !first.has_failed());
        read.map(|(input, first)| (&*input.name, first.text)).collect()
    } else {
        FxHashMap::default()
    };
    let again = Again {
        inputs,
        desk: &desk,
        before: before.as_ref(),
        corpus: &corpus,
        changes: &changes,
        caches,
        press,
        texts: &texts,
        paged: AtomicUsize::new(0),
    };

    let mut order: Vec<usize> = (0..inputs.len()).filter(|&number| wanted(&inputs[number])).collect();
    order.sort_by(|&left, &right| inputs[left].name.cmp(&inputs[right].name));
    let (mut failures, mut checked, mut records) = (Vec::new(), 0, Vec::new());
    'batches: for batch in order.chunks(BATCH) {
        let work: Vec<(usize, First)> =
            batch.iter().map(|&number| (number, std::mem::take(&mut firsts[number]))).collect();
        let read = |(number, first): (usize, First)| {
            let second = again.read(number, first);
            progress.advance();
            second
        };
        let seconds: Vec<_> = install(pool, || work.into_par_iter().map(read).collect());
        for (second, &number) in seconds.into_iter().zip(batch) {
            match second {
                Ok(Second { found, record, page }) => {
                    checked += 1;
                    if caches {
                        records.push((number, record, page));
                    }
                    if found.is_some_and(|found| sink(found).is_break()) {
                        break 'batches;
                    }
                }
                Err(error) => failures.push(error),
            }
        }
    }
    progress.finish();
    if let (Some(cache), Some(before)) = (cache, before) {
        let complete = records.len() == checked && checked + failures.len() == order.len();
        let is_new = !same || records.iter().any(|(_, record, page)| record.is_some() || page.is_some());
        if caches && complete && is_new {
            renew(cache, before, inputs, records, answers, edition);
        } else {
            *cache = before;
        }
    }
    Run { reports: Vec::new(), checked, failures, corpus }
}

/// Puts into `cache` what this run found, and what it took over from `before`.
fn renew(
    cache: &mut Cache,
    mut before: Cache,
    inputs: &[Input],
    records: Vec<(usize, Option<Record>, Option<StoredPage>)>,
    answers: Option<Answers>,
    edition: Option<Digest>,
) {
    if let Some(edition) = edition {
        before.set_edition(edition);
    }
    cache.set_edition(before.edition());
    cache.set_answers(answers.unwrap_or_else(|| before.take_answers()));
    for (number, record, page) in records {
        let name = &inputs[number].name;
        match record {
            Some(record) => cache.add(name, record),
            None => cache.keep(&mut before, name),
        }
        if let Some(page) = page {
            cache.set_page(name, page);
        }
    }
}

/// Does `work` on the threads of `pool`, or of the current one.
fn install<T: Send>(pool: Option<&ThreadPool>, work: impl FnOnce() -> T + Send) -> T {
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// Whether the texts are those that `before` has, and no others.
fn is_same(before: &Cache, firsts: &[First]) -> bool {
    let readable = firsts.iter().filter(|first| !first.has_failed());
    let known = firsts.iter().filter(|first| first.known).count();
    known == readable.count() && known == before.len()
}

/// One corpus of all, finished.
fn merged(corpora: Mutex<Vec<Corpus>>) -> Corpus {
    let mut corpora = corpora.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut corpus = corpora.pop().unwrap_or_default();
    for other in corpora {
        corpus.merge(other);
    }
    corpus.finish();
    corpus
}
