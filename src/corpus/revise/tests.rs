//! A revised corpus is as one made anew.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;

use super::{Revision, Stale, Touched};
use crate::corpus::{AcronymFact, Company, Corpus, Facts, NameFact};
use crate::lexicon::Entry;
use crate::source::Span;

/// Facts of few words, so that documents share many.
fn facts() -> impl Strategy<Value = Facts> {
    let span = (0..3_u32).prop_map(|start| Span::new(start, start + 1));
    let words = || proptest::collection::btree_set(0..3_u64, 0..2).prop_map(|words| words.into_iter().collect());
    let company = (words(), words(), words(), 0..4_u32).prop_map(|(before, after, titles, initials)| Company {
        before,
        after,
        titles,
        initials,
    });
    let name = (1..3_u32, span.clone(), company, 0..2_u8).prop_map(|(count, first, company, frequency)| {
        let entry = Entry { frequency, ..Entry::default() };
        NameFact { form: "".into(), count, first, entry, company }
    });
    let forms = select(vec!["Veligu", "Veligiu", "Lavrov", "Nazarbayev", "Nazarbaev"]);
    let names = proptest::collection::btree_map(forms, name, 0..4);
    let unknown = proptest::collection::btree_map(select(vec!["qzark", "teh"]), 1..3_u32, 0..3);
    let acronym = (select(vec!["BNA", "KNA"]), select(vec!["Baltic", "Kenya", "Kenyan"]));
    let acronyms = proptest::collection::btree_map(acronym, span.clone(), 0..3);
    let sentences = proptest::collection::vec((0..3_u64, span), 0..3);
    (names, unknown, acronyms, sentences).prop_map(|(names, unknown, acronyms, sentences)| Facts {
        names: names.into_iter().map(|(form, name)| NameFact { form: form.into(), ..name }).collect(),
        unknown: unknown.into_iter().map(|(form, count)| (form.into(), count)).collect(),
        acronyms: acronyms
            .into_iter()
            .map(|((letters, expansion), first)| AcronymFact {
                letters: letters.into(),
                expansion: expansion.into(),
                first,
            })
            .collect(),
        sentences,
    })
}

fn corpus(documents: &[Option<Facts>]) -> Corpus {
    let mut corpus = Corpus::default();
    for (path, facts) in named(documents) {
        corpus.add(&path, facts);
    }
    corpus.finish();
    corpus
}

fn named(documents: &[Option<Facts>]) -> impl Iterator<Item = (Arc<str>, &Facts)> {
    let named = documents.iter().enumerate().map(|(number, facts)| (path(number), facts.as_ref()));
    named.filter_map(|(path, facts)| Some((path, facts?)))
}

fn path(number: usize) -> Arc<str> {
    Arc::from(format!("{number}.txt"))
}

fn stored(corpus: &Corpus) -> String {
    serde_json::to_string(corpus).expect("a corpus can be written")
}

proptest! {
    #[test]
    fn a_revised_corpus_is_as_one_made_anew(
        before in proptest::collection::vec(proptest::option::weighted(0.8, facts()), 5),
        edits in proptest::collection::vec((0..5_usize, proptest::option::weighted(0.8, facts())), 1..4),
    ) {
        let old = corpus(&before);
        let mut now = before.clone();
        let mut revised = old.clone();
        let (mut stale, mut touched) = (Stale::default(), Touched::default());
        for (number, facts) in edits {
            let said = std::mem::replace(&mut now[number], facts);
            let revision = Revision { path: &path(number), before: said.as_ref(), now: now[number].as_ref() };
            prop_assert_eq!(revised.revise(revision, &mut stale, &mut touched), Some(()));
        }
        let mut parts = Corpus::default();
        for (path, facts) in named(&now) {
            parts.add_stale(&path, facts, &stale);
        }
        revised.merge(parts);
        revised.finish();
        let anew = corpus(&now);
        prop_assert_eq!(stored(&revised), stored(&anew));
        let changes = revised.changes(&touched);
        prop_assert_eq!(&changes, &anew.changes(&Touched::all(old.clone(), &anew)));
        prop_assert!(!touched.is_empty() || stored(&old) == stored(&anew));
    }
}

#[test]
fn what_never_was_there_cannot_be_taken_back() {
    let facts = Facts { unknown: vec![("qzark".into(), 1)], ..Facts::default() };
    let revision = Revision { path: &path(0), before: Some(&facts), now: None };
    let (mut stale, mut touched) = (Stale::default(), Touched::default());
    assert_eq!(Corpus::default().revise(revision, &mut stale, &mut touched), None);
    let mut corpus = corpus(&[Some(Facts::default())]);
    assert_eq!(corpus.revise(revision, &mut stale, &mut touched), None);
}
