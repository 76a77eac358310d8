//! A corpus after some of its documents have changed, without adding the others anew.
//!
//! Counts are taken back as they were added. What cannot be taken back is stale: where a name stands first after its first
//! place is gone, the company that it keeps after some of it has gone. That alone is made anew, of the facts of all documents.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{AcronymFact, Attestation, Company, Corpus, CorpusExpansion, CorpusName, CorpusSentence, Facts, NameFact};
use crate::source::Span;

/// What a document said before and says now; nothing where it was not there, or is not.
#[derive(Debug, Clone, Copy)]
pub struct Revision<'f> {
    /// The name of the document.
    pub path: &'f Arc<str>,
    /// What it said.
    pub before: Option<&'f Facts>,
    /// What it says.
    pub now: Option<&'f Facts>,
}

/// What is to be made anew of the facts of all documents.
#[derive(Debug, Default)]
pub struct Stale {
    names: FxHashSet<Box<str>>,
    acronyms: FxHashSet<Box<str>>,
    sentences: FxHashSet<u64>,
}

/// What was said of all that may be another now, as it was.
#[derive(Debug, Default)]
pub struct Touched {
    /// Whether there are more documents, or fewer.
    documents: bool,
    pub(super) names: FxHashMap<Box<str>, Option<CorpusName>>,
    pub(super) unknown: FxHashMap<Box<str>, Option<Attestation>>,
    pub(super) acronyms: FxHashMap<Box<str>, Option<Vec<CorpusExpansion>>>,
    pub(super) sentences: FxHashMap<u64, Option<CorpusSentence>>,
}

impl Stale {
    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.acronyms.is_empty() && self.sentences.is_empty()
    }
}

impl Touched {
    /// Whether the corpus says of everything what it said before.
    pub fn is_empty(&self) -> bool {
        let Self { documents, names, unknown, acronyms, sentences } = self;
        !documents && names.is_empty() && unknown.is_empty() && acronyms.is_empty() && sentences.is_empty()
    }

    /// All that `before` said, and all that `now` says.
    pub fn all(before: Corpus, now: &Corpus) -> Self {
        let mut touched = Self {
            documents: before.documents != now.documents,
            names: before.names.into_iter().map(|(form, name)| (form, Some(name))).collect(),
            unknown: before.unknown.into_iter().map(|(form, known)| (form, Some(known))).collect(),
            acronyms: before.acronyms.into_iter().map(|(letters, known)| (letters, Some(known))).collect(),
            sentences: before.sentences.into_iter().map(|(hash, known)| (hash, Some(known))).collect(),
        };
        now.names.keys().for_each(|form| add_absent(&mut touched.names, form));
        now.unknown.keys().for_each(|form| add_absent(&mut touched.unknown, form));
        now.acronyms.keys().for_each(|letters| add_absent(&mut touched.acronyms, letters));
        for &hash in now.sentences.keys() {
            touched.sentences.entry(hash).or_default();
        }
        touched
    }
}

/// Notes that there was nothing under `key`, unless there was.
fn add_absent<T>(table: &mut FxHashMap<Box<str>, Option<T>>, key: &str) {
    if !table.contains_key(key) {
        table.insert(key.into(), None);
    }
}

impl Corpus {
    /// Takes back what a document said and adds what it says. What that cannot be done with is taken out and put into `stale`;
    /// what was said of it, and of all else that is another now, into `touched`.
    ///
    /// It is nothing where the document never was in this corpus, which is then of no use any more.
    pub fn revise(&mut self, revision: Revision<'_>, stale: &mut Stale, touched: &mut Touched) -> Option<()> {
        let Revision { path, before, now } = revision;
        let added = u32::from(now.is_some());
        self.documents = (self.documents + added).checked_sub(u32::from(before.is_some()))?;
        touched.documents |= before.is_some() != now.is_some();
        let nothing = Facts::default();
        let (before, now) = (before.unwrap_or(&nothing), now.unwrap_or(&nothing));
        self.revise_names(path, [&before.names, &now.names], stale, touched)?;
        self.revise_unknown([&before.unknown, &now.unknown], touched)?;
        self.revise_acronyms(path, [&before.acronyms, &now.acronyms], stale, touched)?;
        self.revise_sentences(path, [&before.sentences, &now.sentences], stale, touched)
    }

    fn revise_names(
        &mut self,
        path: &Arc<str>,
        [before, now]: [&[NameFact]; 2],
        stale: &mut Stale,
        touched: &mut Touched,
    ) -> Option<()> {
        let mut new: FxHashMap<&str, &NameFact> = now.iter().map(|fact| (&*fact.form, fact)).collect();
        for old in before {
            let now = new.remove(&*old.form);
            if now == Some(old) || stale.names.contains(&old.form) {
                continue;
            }
            let own = self.names.get_mut(&old.form)?;
            let leads = own.first.0 == *path;
            // Only the place of the first document counts.
            if !leads && now.is_some_and(|now| now.count == old.count && now.company == old.company) {
                continue;
            }
            touched.names.entry(old.form.clone()).or_insert_with(|| Some(own.clone()));
            match now {
                Some(now) if own.documents == 1 => *own = CorpusName::of(path, now),
                None if own.documents == 1 => drop(self.names.remove(&old.form)),
                Some(now) if old.company.is_within(&now.company) => {
                    own.count = (own.count + now.count).checked_sub(old.count)?;
                    own.company.merge(&now.company);
                    if leads {
                        (own.first.1, own.entry) = (now.first, now.entry);
                    }
                }
                None if !leads && old.company.is_within(&Company::default()) => {
                    own.count = own.count.checked_sub(old.count)?;
                    own.documents -= 1;
                }
                _ => {
                    self.names.remove(&old.form);
                    stale.names.insert(old.form.clone());
                }
            }
        }
        for fact in new.into_values().filter(|fact| !stale.names.contains(&fact.form)) {
            touched.names.entry(fact.form.clone()).or_insert_with(|| self.names.get(&fact.form).cloned());
            self.add_name(path, fact);
        }
        Some(())
    }

    fn revise_unknown(&mut self, [before, now]: [&[(Box<str>, u32)]; 2], touched: &mut Touched) -> Option<()> {
        if before == now {
            return Some(());
        }
        for (form, count) in before {
            let own = self.unknown.get_mut(form)?;
            touched.unknown.entry(form.clone()).or_insert(Some(*own));
            own.count = own.count.checked_sub(*count)?;
            own.documents = own.documents.checked_sub(1)?;
            if own.documents == 0 {
                self.unknown.remove(form);
            }
        }
        for (form, count) in now {
            touched.unknown.entry(form.clone()).or_insert_with(|| self.unknown.get(form).copied());
            self.add_unknown(form, *count);
        }
        Some(())
    }

    fn revise_acronyms(
        &mut self,
        path: &Arc<str>,
        facts: [&[AcronymFact]; 2],
        stale: &mut Stale,
        touched: &mut Touched,
    ) -> Option<()> {
        let mut by_letters: FxHashMap<&str, [Vec<&AcronymFact>; 2]> = FxHashMap::default();
        for (side, facts) in facts.into_iter().enumerate() {
            for fact in facts {
                by_letters.entry(&fact.letters).or_default()[side].push(fact);
            }
        }
        for (letters, [old, new]) in by_letters {
            if old == new || stale.acronyms.contains(letters) {
                continue;
            }
            touched.acronyms.entry(letters.into()).or_insert_with(|| self.acronyms.get(letters).cloned());
            if old.is_empty() {
                for fact in new {
                    self.add_acronym(path, fact);
                }
            } else if old.iter().map(|fact| &fact.expansion).eq(new.iter().map(|fact| &fact.expansion)) {
                let known = self.acronyms.get_mut(letters)?;
                for fact in new {
                    let known = known.iter_mut().find(|known| known.expansion == fact.expansion)?;
                    if known.first.0 == *path {
                        known.first.1 = fact.first;
                    }
                }
            } else {
                self.acronyms.remove(letters)?;
                stale.acronyms.insert(letters.into());
            }
        }
        Some(())
    }

    fn revise_sentences(
        &mut self,
        path: &Arc<str>,
        [before, now]: [&[(u64, Span)]; 2],
        stale: &mut Stale,
        touched: &mut Touched,
    ) -> Option<()> {
        let mut new: FxHashMap<u64, Span> = once_each(now).into_iter().collect();
        for (hash, old) in once_each(before) {
            let now = new.remove(&hash);
            if now == Some(old) || stale.sentences.contains(&hash) {
                continue;
            }
            let own = self.sentences.get_mut(&hash)?;
            touched.sentences.entry(hash).or_insert_with(|| Some(own.clone()));
            let leads = own.first.0 == *path;
            match now {
                Some(now) if leads => own.first.1 = now,
                Some(_) => {}
                None if own.documents > 1 && !leads => own.documents -= 1,
                None => {
                    if own.documents > 1 {
                        stale.sentences.insert(hash);
                    }
                    self.sentences.remove(&hash);
                }
            }
        }
        for (hash, span) in new.into_iter().filter(|(hash, _)| !stale.sentences.contains(hash)) {
            touched.sentences.entry(hash).or_insert_with(|| self.sentences.get(&hash).cloned());
            self.add_sentence(hash, CorpusSentence { documents: 1, first: (Arc::clone(path), span) });
        }
        Some(())
    }

    /// Adds of the facts of the document called `path` those that are `stale`. It is no document of this corpus for that: what all
    /// documents have added so is to be merged into the revised corpus.
    pub fn add_stale(&mut self, path: &Arc<str>, facts: &Facts, stale: &Stale) {
        if !stale.names.is_empty() {
            let names = facts.names.iter().filter(|fact| stale.names.contains(&fact.form));
            names.for_each(|fact| self.add_name(path, fact));
        }
        let acronyms = facts.acronyms.iter().filter(|fact| stale.acronyms.contains(&fact.letters));
        acronyms.for_each(|fact| self.add_acronym(path, fact));
        if !stale.sentences.is_empty() {
            let sentences = once_each(&facts.sentences).into_iter().filter(|(hash, _)| stale.sentences.contains(hash));
            sentences.for_each(|(hash, span)| {
                self.add_sentence(hash, CorpusSentence { documents: 1, first: (Arc::clone(path), span) });
            });
        }
    }
}

/// What stands in one document twice counts once, at its first place.
pub(super) fn once_each(sentences: &[(u64, Span)]) -> Vec<(u64, Span)> {
    let mut sentences = sentences.to_vec();
    sentences.sort_unstable();
    sentences.dedup_by_key(|(hash, _)| *hash);
    sentences
}

#[cfg(test)]
mod tests;
