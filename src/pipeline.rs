//! The story of one run, from paths to sorted diagnostics.
//!
//! Every document is read twice: once for its facts, and, when the facts of all are known, once for its diagnostics
//! (`run`).

mod again;
mod checking;
mod desks;
mod press;
mod readings;
mod run;
mod silence;
mod silencing;
mod standing;

use std::ops::ControlFlow;
use std::sync::Arc;

use rayon::prelude::*;

pub use desks::Desks;
pub use press::{Found, Page, Press};
pub use run::Surroundings;
pub use silencing::{CannotSilence, Silenced};

use crate::config::RuleSet;
use crate::corpus::{Corpus, Facts, House, Roster, View};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::Document;
use crate::fix;
use crate::lexicon::Lexicon;
use crate::rules::{Reading, RuleOptions, Scope};
use crate::source::transcript::{Replacement, composed};
use crate::source::{Input, Source, SourceError, Transcript};

/// Fixes are applied in rounds, since one may uncover another; a text that has not come to rest by then is left so.
const ROUNDS: usize = 10;

/// Is told how far a run has come; from several threads.
pub trait Progress: Sync {
    /// The run has `total` steps.
    fn start(&self, total: usize);
    /// One step is done.
    fn advance(&self);
    /// The run is over.
    fn finish(&self);
}

/// Nobody is told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _total: usize) {}
    fn advance(&self) {}
    fn finish(&self) {}
}

/// What a run found.
#[derive(Debug)]
pub struct Run {
    /// The texts in which something was found, and standard input in any case, sorted by name.
    pub reports: Vec<Report>,
    /// How many texts were checked, those in which nothing was found included.
    pub checked: usize,
    /// What could not be read.
    pub failures: Vec<SourceError>,
    /// What the documents say of each other.
    pub corpus: Corpus,
}

/// What was found in one text.
#[derive(Debug)]
pub struct Report {
    /// The text.
    pub source: Source,
    /// What was found in it, sorted by span, then rule.
    pub diagnostics: Vec<Diagnostic>,
    /// The number of the desk that checked it.
    pub desk: usize,
}

/// A text after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// How many fixes were applied.
    pub applied: usize,
    /// What is still found in the new text.
    pub remaining: Vec<Diagnostic>,
    /// The new text of a container.
    pub container: Option<FixedContainer>,
}

/// What fixes make of a container, of which the text is not the file.
#[derive(Debug)]
pub struct FixedContainer {
    /// What is to be written in place of what, in bytes of the text before.
    pub edits: Vec<Replacement>,
    /// How the new text comes of its parts.
    pub transcript: Arc<Transcript>,
}

/// Puts each report into `reports`.
fn collect(reports: &mut Vec<Report>) -> impl FnMut(Found) -> ControlFlow<()> + '_ {
    |found| {
        // Nothing is printed where there is no press.
        if let Found::Report(report) = found {
            reports.push(*report);
        }
        ControlFlow::Continue(())
    }
}

/// A lexicon and the rules to hold documents against.
pub struct Checker {
    lexicon: Arc<Lexicon>,
    rules: RuleSet,
    house: Arc<House>,
    options: RuleOptions,
}

impl Checker {
    /// Checks with `rules` and the words of `lexicon`.
    pub fn new(lexicon: impl Into<Arc<Lexicon>>, rules: RuleSet) -> Self {
        Self { lexicon: lexicon.into(), rules, house: Arc::default(), options: RuleOptions::new() }
    }

    /// The same, with what the house has decided of names.
    #[must_use]
    pub fn with_house(mut self, house: impl Into<Arc<House>>) -> Self {
        self.house = house.into();
        self
    }

    /// The same, with what the settings tell the rules.
    #[must_use]
    pub fn with_options(mut self, options: RuleOptions) -> Self {
        self.options = options;
        self
    }

    /// The words.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Checks all `inputs` as one corpus: [`Desks::run`] with one desk.
    pub fn run(&self, inputs: &[Input], progress: &dyn Progress) -> Run {
        let mut reports = Vec::new();
        let mut sink = collect(&mut reports);
        let surroundings = Surroundings { progress, sink: &mut sink, press: None, pool: None, cache: None };
        let run = run::run(inputs, |_| (self, 0), &|_| true, surroundings);
        drop(sink);
        Run { reports, ..run }
    }

    /// Whether the rule called `name` is among those to run.
    pub fn runs(&self, name: &str) -> bool {
        self.rules.iter().any(|(rule, _)| rule.meta().name == name)
    }

    /// Whether a rule asks what the other documents say, so that all must be read to check one.
    pub fn needs_corpus(&self) -> bool {
        self.rules.iter().any(|(rule, _)| rule.meta().scope == Scope::Corpus)
    }

    /// What the house has decided of names.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// The names of all `inputs`, on all threads of the current rayon pool. Inputs that cannot be read have none.
    pub fn roster(&self, inputs: &[Input], progress: &dyn Progress) -> Roster {
        progress.start(inputs.len());
        let of = |input: &Input| {
            let source = input.read().ok();
            progress.advance();
            source.map_or_else(Roster::default, |source| {
                let Reading { document, words, names, .. } = self.read(&source);
                Roster::of(&source.name, &document, &words, &names)
            })
        };
        let merged = |mut left: Roster, right: Roster| {
            left.merge(right);
            left
        };
        let roster = inputs.par_iter().map(of).reduce(Roster::default, merged);
        progress.finish();
        roster
    }

    /// Checks one text against what is known of the corpus: the entry for a document that is being written.
    pub fn check_source(&self, source: &Source, corpus: &Corpus) -> Vec<Diagnostic> {
        let reading = self.read_to_check(Document::of(source), source);
        self.check_readings(&[(&reading, View::new(corpus, None))]).pop().unwrap_or_default()
    }

    /// Adds the facts of one text to `corpus`, which is then to be finished.
    pub fn add_to_corpus(&self, source: &Source, corpus: &mut Corpus) {
        corpus.add(&source.name, &self.read(source).facts_for(&self.options));
    }

    /// Applies the fixes of `source` that are trusted at least as `threshold`, round by round, until none is left.
    pub fn fix_source(&self, source: &Source, corpus: &Corpus, threshold: Applicability) -> Fixed {
        self.fix_source_where(source, corpus, threshold, &|_, found| found)
    }

    /// As [`Checker::fix_source`], but of what is found in each round only that counts which `sift` hands back.
    pub fn fix_source_where(
        &self,
        source: &Source,
        corpus: &Corpus,
        threshold: Applicability,
        sift: &dyn Fn(&Source, Vec<Diagnostic>) -> Vec<Diagnostic>,
    ) -> Fixed {
        let mut current = source.clone();
        let mut total = 0;
        let mut remaining = sift(&current, self.check_source(&current, corpus));
        if let Some(transcript) = source.transcript.as_ref().filter(|_| source.format.is_container()) {
            let mut container = FixedContainer { edits: Vec::new(), transcript: Arc::clone(transcript) };
            for _ in 0..ROUNDS {
                let (edits, applied) = fix::edits(&current.text, &remaining, threshold);
                if applied == 0 {
                    break;
                }
                total += applied;
                container.edits = composed(&container.edits, &edits);
                container.transcript = Arc::new(container.transcript.edited(&edits));
                current.text = container.transcript.text().clone();
                current.transcript = Some(Arc::clone(&container.transcript));
                remaining = sift(&current, self.check_source(&current, corpus));
            }
            let text = current.text.as_ref().to_owned();
            return Fixed { text, applied: total, remaining, container: Some(container) };
        }
        for _ in 0..ROUNDS {
            let round = fix::apply(&current.text, &remaining, threshold);
            if round.applied == 0 {
                break;
            }
            total += round.applied;
            current.text = round.text.into();
            remaining = sift(&current, self.check_source(&current, corpus));
        }
        Fixed { text: current.text.as_ref().to_owned(), applied: total, remaining, container: None }
    }

    fn read(&self, source: &Source) -> Reading {
        Reading::new(Document::of(source), &self.lexicon).called(&source.name)
    }

    fn read_to_check(&self, document: Document, source: &Source) -> Reading {
        Reading::to_check(document, &self.lexicon).called(&source.name)
    }

    /// A reading that is to be checked, with what it has to say to the others.
    fn read_with_facts(&self, source: &Source) -> (Reading, Facts) {
        let (reading, facts) = Reading::to_check_with_facts(Document::of(source), &self.lexicon, &self.options);
        (reading.called(&source.name), facts)
    }
}
