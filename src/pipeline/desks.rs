//! A run in which different settings hold for different articles.

use super::{Checker, Progress, Run, Surroundings, collect, run};
use crate::source::Input;

/// The checkers of a run whose inputs are governed by different settings, numbered from 0, and who checks which input.
pub struct Desks {
    first: Checker,
    others: Vec<Checker>,
    /// By number of the input; the first desk where there is none.
    assigned: Vec<usize>,
}

impl Desks {
    /// One desk for all inputs.
    pub fn one(checker: Checker) -> Self {
        Self { first: checker, others: Vec::new(), assigned: Vec::new() }
    }

    /// Adds a desk; answers its number.
    pub fn add(&mut self, checker: Checker) -> usize {
        self.others.push(checker);
        self.others.len()
    }

    /// Assigns the inputs of a run to the desks of these numbers.
    pub fn assign(&mut self, assigned: Vec<usize>) {
        self.assigned = assigned;
    }

    /// How many desks there are.
    pub fn count(&self) -> usize {
        self.others.len() + 1
    }

    /// The checker at the desk of this number; the first where there is no such desk.
    pub fn checker(&self, desk: usize) -> &Checker {
        desk.checked_sub(1).and_then(|other| self.others.get(other)).unwrap_or(&self.first)
    }

    /// Checks all `inputs` as one corpus, each at its desk, on all threads of the current rayon pool.
    ///
    /// The result does not depend on the number of threads. Inputs that cannot be read are among the failures; the
    /// others are checked all the same.
    pub fn run(&self, inputs: &[Input], progress: &dyn Progress) -> Run {
        self.run_on(inputs, &|_| true, progress)
    }

    /// As [`Desks::run`], but only the inputs that are `wanted` are checked; of the others nothing but the facts is
    /// taken, and where one of them cannot be read, that is no failure.
    pub fn run_on(&self, inputs: &[Input], wanted: &(dyn Fn(&Input) -> bool + Sync), progress: &dyn Progress) -> Run {
        let mut reports = Vec::new();
        let mut sink = collect(&mut reports);
        let surroundings = Surroundings { progress, sink: &mut sink, press: None, pool: None, cache: None };
        let run = self.run_into(inputs, wanted, surroundings);
        drop(sink);
        Run { reports, ..run }
    }

    /// As [`Desks::run_on`], but each report is handed to the sink of `surroundings` as soon as it and those before it are
    /// there, so that not all are in memory at once; the run itself has none.
    pub fn run_into(
        &self,
        inputs: &[Input],
        wanted: &(dyn Fn(&Input) -> bool + Sync),
        surroundings: Surroundings<'_>,
    ) -> Run {
        let desk = |number: usize| {
            let desk = self.assigned.get(number).copied().unwrap_or_default();
            (self.checker(desk), desk)
        };
        run::run(inputs, desk, wanted, surroundings)
    }

    /// Whether the rule called `name` is among those to run at any desk.
    pub fn runs(&self, name: &str) -> bool {
        (0..self.count()).any(|desk| self.checker(desk).runs(name))
    }

    /// Whether a rule at any desk asks what the other documents say, so that all must be read to check one.
    pub fn need_corpus(&self) -> bool {
        (0..self.count()).any(|desk| self.checker(desk).needs_corpus())
    }
}
