//! A whole corpus, read twice on all threads, in bounded memory.
//!
//! What is kept of the first reading is the corpus, which grows with the names and not with the text, and as many documents
//! as a fixed number of bytes allows. The second reading goes through the documents in the order of their names and hands
//! each report on as soon as those before it are done.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::ThreadPool;
use rayon::prelude::*;

use super::{Checker, Progress, Report, Run};
use crate::corpus::Corpus;
use crate::rules::Reading;
use crate::source::{Input, Source, SourceError};

/// Documents are kept between the two readings while their texts add up to no more than this, in bytes. A document takes
/// about six times the memory of its text.
const KEPT_DOCUMENTS: usize = 12 << 20;

/// The texts of so many further bytes are kept, so that their files are not read again.
const KEPT_TEXTS: usize = 64 << 20;

/// So many documents are checked before their reports are handed on.
const BATCH: usize = 512;

/// What is kept of a document between the two readings.
enum Kept {
    /// All of it.
    Document(Box<(Source, Reading)>),
    /// Its text.
    Text(Source),
    /// Nothing: it is to be read again.
    Nothing,
    /// It could not be read.
    Failed(SourceError),
}

/// Checks all `inputs` as one corpus, each by the checker that `desk` names, with its number. The reports are handed to
/// `sink` in the order of their names, on the thread that calls, until it breaks. The work is done by the threads of `pool`,
/// or of the current one.
pub(super) fn run<'c>(
    inputs: &[Input],
    desk: impl Fn(usize) -> (&'c Checker, usize) + Sync,
    wanted: &(dyn Fn(&Input) -> bool + Sync),
    progress: &dyn Progress,
    sink: &mut dyn FnMut(Report) -> ControlFlow<()>,
    pool: Option<&ThreadPool>,
) -> Run {
    progress.start(inputs.len() * 2);
    let (corpus, mut kept) = install(pool, || first_reading(inputs, &desk, progress));
    let mut order: Vec<usize> = (0..inputs.len()).filter(|&number| wanted(&inputs[number])).collect();
    order.sort_by(|&left, &right| inputs[left].name.cmp(&inputs[right].name));

    let (mut failures, mut checked) = (Vec::new(), 0);
    'batches: for batch in order.chunks(BATCH) {
        let work: Vec<(usize, Kept)> =
            batch.iter().map(|&number| (number, std::mem::replace(&mut kept[number], Kept::Nothing))).collect();
        let second_reading = |(number, kept): (usize, Kept)| {
            let (checker, desk) = desk(number);
            let report = checker.second_reading(&inputs[number], desk, kept, &corpus);
            progress.advance();
            report
        };
        let reports: Vec<Result<Option<Report>, SourceError>> =
            install(pool, || work.into_par_iter().map(second_reading).collect());
        for report in reports {
            match report {
                Ok(report) => {
                    checked += 1;
                    if report.is_some_and(|report| sink(report).is_break()) {
                        break 'batches;
                    }
                }
                Err(error) => failures.push(error),
            }
        }
    }
    progress.finish();
    Run { reports: Vec::new(), checked, failures, corpus }
}

/// Does `work` on the threads of `pool`, or of the current one.
fn install<T: Send>(pool: Option<&ThreadPool>, work: impl FnOnce() -> T + Send) -> T {
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// The corpus of all `inputs`, finished, and what is kept of each input.
fn first_reading<'c>(
    inputs: &[Input],
    desk: &(impl Fn(usize) -> (&'c Checker, usize) + Sync),
    progress: &dyn Progress,
) -> (Corpus, Vec<Kept>) {
    // Each thread adds to a corpus of its own; it does not matter which document is in which of them.
    let corpora: Mutex<Vec<Corpus>> = Mutex::default();
    let idle = || corpora.lock().unwrap_or_else(PoisonError::into_inner);
    let bytes = AtomicUsize::new(0);
    let read = |(number, input): (usize, &Input)| {
        let kept = match input.read() {
            Ok(source) => {
                let checker = desk(number).0;
                let reading = checker.read(&source);
                let facts = reading.facts_for(&checker.options);
                let mut corpus = idle().pop().unwrap_or_default();
                corpus.add(&input.name, &facts);
                idle().push(corpus);
                let before = bytes.fetch_add(source.text.len(), Ordering::Relaxed);
                keep(input, source, reading, before)
            }
            Err(error) => Kept::Failed(error),
        };
        progress.advance();
        kept
    };
    let kept = inputs.par_iter().enumerate().map(read).collect();
    let mut corpora = corpora.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut corpus = corpora.pop().unwrap_or_default();
    for other in corpora {
        corpus.merge(other);
    }
    corpus.finish();
    (corpus, kept)
}

/// What is kept of a document that was read after so many bytes of others.
fn keep(input: &Input, source: Source, reading: Reading, before: usize) -> Kept {
    let after = before + source.text.len();
    // What was read from standard input cannot be read again.
    if after <= KEPT_DOCUMENTS || !input.is_repeatable() {
        Kept::Document(Box::new((source, reading)))
    } else if after <= KEPT_TEXTS {
        Kept::Text(source)
    } else {
        Kept::Nothing
    }
}

impl Checker {
    fn second_reading(
        &self,
        input: &Input,
        desk: usize,
        kept: Kept,
        corpus: &Corpus,
    ) -> Result<Option<Report>, SourceError> {
        let (source, reading) = match kept {
            Kept::Document(kept) => *kept,
            Kept::Failed(error) => return Err(error),
            Kept::Text(source) => {
                let reading = self.read(&source);
                (source, reading)
            }
            Kept::Nothing => {
                let source = input.read()?;
                let reading = self.read(&source);
                (source, reading)
            }
        };
        let diagnostics = self.check_reading(&reading, corpus);
        // What came from standard input is handed back even where nothing was found: `--fix` passes it through.
        let wanted = !diagnostics.is_empty() || !input.is_repeatable();
        Ok(wanted.then_some(Report { source, diagnostics, desk }))
    }
}
