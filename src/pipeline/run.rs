//! A whole corpus, read twice on all threads, in bounded memory.
//!
//! What is kept of the first reading is the corpus, which grows with the names and not with the text, and as many documents
//! as a fixed number of bytes allows. The second reading goes through the documents in the order of their names and hands
//! each report on as soon as those before it are done.
//!
//! Where there is a cache of an earlier run, the first reading takes the facts of texts that are the same from it, and the
//! second one the findings of those whose questions to the corpus have the same answers.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;

use rayon::ThreadPool;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::again::{Again, Second, Unknown};
use super::readings::{CACHED, First, Reader, readable_and_known};
use super::standing::{self, Standing};
use super::{Checker, Found, Press, Progress, Run};
use crate::cache::{Cache, Digest, Record, StoredPage};
use crate::corpus::Corpus;
use crate::source::Input;

/// So many documents are checked before their reports are handed on.
const BATCH: usize = 512;

/// Of these a thread takes at most so many at once,
const GROUP: usize = 16;

/// and each thread takes some at least so many times: one of them may be a long one.
const TASKS: usize = 8;

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
        wanted,
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
    let texts: FxHashMap<&str, Digest> = if before.is_some() {
        let read = inputs.iter().zip(&firsts).filter(|(_, first)| !first.has_failed());
        read.map(|(input, first)| (&*input.name, first.text)).collect()
    } else {
        FxHashMap::default()
    };
    let (readable, known) = readable_and_known(&firsts);
    // The texts are those of the cache, and no others.
    let same = before.as_ref().is_some_and(|before| known == readable && known == before.len());
    let mut standing = if same { Standing::same() } else { Standing::of(&reader, &mut firsts, &texts, pool) };
    // Nothing is held for a cache that is not written.
    let stored = reader.stored.into_inner();
    let caches = before.as_ref().is_some_and(|before| stored.max(standing::size(before, inputs, &firsts)) <= CACHED);
    if !caches {
        for first in &mut firsts {
            first.facts = None;
        }
    }
    let again = Again {
        inputs,
        desk: &desk,
        before: before.as_ref(),
        standing: &standing,
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
        let read = |group: Vec<(usize, First)>| {
            let seconds = again.read(group);
            for _ in &seconds {
                progress.advance();
            }
            seconds
        };
        let seconds: Vec<Vec<_>> = install(pool, || {
            let group = (work.len() / (rayon::current_num_threads() * TASKS)).clamp(1, GROUP);
            work.into_par_iter().chunks(group).map(read).collect()
        });
        for (second, &number) in seconds.into_iter().flatten().zip(batch) {
            match second.unwrap_or_else(|Unknown| again.read_anew(number)) {
                Ok(Second { found, record, page }) => {
                    checked += 1;
                    if caches && (record.is_some() || page.is_some()) {
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
        let complete = checked + failures.len() == order.len();
        let is_new = !same || !records.is_empty();
        if caches && complete && is_new {
            let corpus = standing.corpus.get().filter(|_| !standing.kept);
            *cache = renewed(before, inputs, &texts, records, corpus, edition);
            // Of what lies in a container nothing is kept, and two documents of one name are one in the cache.
            if cache.len() != readable {
                cache.set_partial();
            }
        } else {
            *cache = before;
        }
    }
    let corpus = standing.corpus.take().unwrap_or_default();
    Run { reports: Vec::new(), checked, failures, corpus }
}

/// What `before` has of the documents that have the `texts`, and what this run found: the corpus, where that is
/// another one.
fn renewed(
    mut before: Cache,
    inputs: &[Input],
    texts: &FxHashMap<&str, Digest>,
    records: Vec<(usize, Option<Record>, Option<StoredPage>)>,
    corpus: Option<&Corpus>,
    edition: Option<Digest>,
) -> Cache {
    if let Some(edition) = edition {
        before.set_edition(edition);
    }
    for (number, record, page) in records {
        let name = &inputs[number].name;
        if let Some(record) = record {
            before.add(name, record);
        }
        if let Some(page) = page {
            before.set_page(name, page);
        }
    }
    before.retain(|name, text| texts.get(name) == Some(&text));
    if let Some(corpus) = corpus {
        before.set_corpus(corpus);
    }
    before
}

/// Does `work` on the threads of `pool`, or of the current one.
pub(super) fn install<T: Send>(pool: Option<&ThreadPool>, work: impl FnOnce() -> T + Send) -> T {
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}
