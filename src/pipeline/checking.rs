//! Documents are held against the rules.

use std::cell::RefCell;

use rayon::prelude::*;

use super::{Checker, silence};
use crate::corpus::View;
use crate::diagnostic::{Diagnostic, Group, Severity};
use crate::rules::{Context, Reading, Rule, Scope};

impl Checker {
    /// What is found in each of `readings`. One rule goes through all of them before the next one begins.
    pub(super) fn check_readings(&self, readings: &[(&Reading, View<'_>)]) -> Vec<Vec<Diagnostic>> {
        let (last, first): (Vec<_>, Vec<_>) =
            self.rules.iter().partition(|(rule, _)| rule.meta().scope == Scope::Findings);
        let mut all: Vec<Vec<Diagnostic>> = readings.iter().map(|_| Vec::new()).collect();
        let (long, mut short): (Vec<_>, Vec<_>) =
            readings.iter().zip(&mut all).partition(|((reading, _), _)| reading.document.is_long());
        for (&(reading, corpus), found) in long {
            self.check_at_once(reading, corpus, &first, found);
        }
        for &(rule, severity) in first {
            for (article, found) in &mut short {
                let (reading, corpus) = **article;
                rule.check(&mut self.context(reading, corpus, rule, severity, found));
            }
        }
        for (&(reading, corpus), found) in readings.iter().zip(&mut all) {
            self.settle(reading, corpus, &last, found);
        }
        all
    }

    /// Leaves out of `found` what is silenced, adds what the `last` rules find in that, and puts all in order.
    fn settle(
        &self,
        reading: &Reading,
        corpus: View<'_>,
        last: &[&(&dyn Rule, Severity)],
        found: &mut Vec<Diagnostic>,
    ) {
        let mut silent = silence::apply(&reading.document, found, &self.rules);
        if !silent.is_empty() {
            let mut late = Vec::new();
            for &&(rule, severity) in last {
                rule.check(
                    &mut self.context(reading, corpus, rule, severity, &mut late).with_suppressions(silent.all()),
                );
            }
            late.retain(|finding| !silent.silences(reading.document.source_text(), finding));
            found.append(&mut late);
        }
        found.sort_by(|left, right| (left.span, left.rule).cmp(&(right.span, right.rule)));
    }

    /// Checks a long document by several rules at once: its findings stand in their order, as if one had followed the other.
    fn check_at_once(
        &self,
        reading: &Reading,
        corpus: View<'_>,
        rules: &[&(&dyn Rule, Severity)],
        found: &mut Vec<Diagnostic>,
    ) {
        reading.prepare();
        let (corpus_itself, notes) = corpus.corpus();
        let check = |(number, &&(rule, severity)): (usize, &&(&dyn Rule, Severity))| {
            let (asked, mut found) = (RefCell::default(), Vec::new());
            let view = View::new(corpus_itself, notes.then_some(&asked));
            rule.check(&mut self.context(reading, view, rule, severity, &mut found));
            (number, asked.into_inner(), found)
        };
        // Those of repetition ask for one and the same costly thing, and would wait for each other. After them come those that cost
        // most, so that no thread is left with one of them at the end.
        let (repetition, mut others): (Vec<_>, Vec<_>) =
            rules.iter().enumerate().partition(|(_, (rule, _))| rule.meta().group == Group::Repetition);
        others.sort_by_key(|(_, (rule, _))| rule.meta().scope != Scope::Corpus);
        let jobs = std::iter::once(repetition).chain(others.into_iter().map(|rule| vec![rule]));
        let mut checked: Vec<_> = jobs.par_bridge().flat_map_iter(|job| job.into_iter().map(check)).collect();
        checked.sort_by_key(|&(number, ..)| number);
        for (_, asked, mut more) in checked {
            corpus.note_all(asked);
            found.append(&mut more);
        }
    }

    fn context<'a>(
        &'a self,
        reading: &'a Reading,
        corpus: View<'a>,
        rule: &dyn Rule,
        severity: Severity,
        found: &'a mut Vec<Diagnostic>,
    ) -> Context<'a> {
        let context = Context::new(reading, &self.lexicon, corpus, &self.house, rule, severity, found);
        match self.options.get(rule.meta().name) {
            Some(options) => context.with_options(options),
            None => context,
        }
    }
}
