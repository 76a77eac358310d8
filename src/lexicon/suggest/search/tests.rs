//! The search against brute force.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Found, Outlook, search};
use crate::lexicon::automaton::{Builder, Built};
use crate::lexicon::suggest::align::Table;
use crate::lexicon::suggest::features::{COUNT, Feature};
use crate::lexicon::suggest::model::{Cost, Model, STEPS};
use crate::lexicon::suggest::probe::Probe;
use crate::lexicon::suggest::room::Room;

fn built(words: &BTreeSet<String>) -> Built {
    let mut builder = Builder::new();
    for word in words {
        builder.insert(word.as_bytes()).unwrap();
    }
    builder.finish().unwrap()
}

fn found(words: &BTreeSet<String>, model: &Model, typed: &str, limit: Cost) -> BTreeSet<String> {
    let built = built(words);
    let mut probe = Probe::default();
    probe.set(model, typed.as_bytes());
    let (mut room, mut outlook, mut found) = (Room::default(), Outlook::default(), Found::default());
    room.prepare(&model.reach, &probe);
    search(built.automaton(), model, &probe, limit, &mut room, &mut outlook, &mut found);
    let words = found.hits.iter().map(|hit| &found.bytes[hit.start as usize..hit.end as usize]);
    words.map(|word| String::from_utf8(word.to_vec()).unwrap()).collect()
}

fn model() -> Model {
    // The alignment with the costs of the search, and without what the search leaves to it.
    let mut weights = [0.0; COUNT];
    weights.copy_from_slice(Feature::REACH);
    Model::new(weights)
}

#[test]
fn finds_swaps_sounds_and_accents() {
    let words = ["receive", "photo", "nation", "café", "tomorrow", "the", "knife", "its"];
    let words: BTreeSet<String> = words.into_iter().map(str::to_owned).collect();
    for (typed, meant) in [
        ("recieve", "receive"),
        ("foto", "photo"),
        ("nashun", "nation"),
        ("cafe", "café"),
        ("tommorow", "tomorrow"),
        ("teh", "the"),
        ("nife", "knife"),
        ("it's", "its"),
    ] {
        assert!(found(&words, &model(), typed, (5.0 * STEPS) as Cost).contains(meant), "{typed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn finds_the_words_within_the_limit_and_no_others(
        words in prop::collection::btree_set("[a-eknpht]{1,7}", 1..40),
        typed in "[a-eknpht]{1,7}",
        limit in 1_u8..8,
    ) {
        let model = model();
        let limit = Cost::from(limit) * STEPS as Cost;
        let found = found(&words, &model, &typed, limit);
        let (mut probe, mut table) = (Probe::default(), Table::default());
        probe.set(&model, typed.as_bytes());
        // Sounds that save little are not regarded by the search.
        probe.spots.retain(|spot| spot.saves);
        table.set(&model, &probe);
        for word in &words {
            let cost = table.fill(&model.rank, word.as_bytes());
            let within = cost.is_some_and(|cost| cost <= limit);
            // The alignment keeps to the band from the end of both words, too, which the search does not know.
            if within || word.len().abs_diff(typed.len()) < 3 {
                prop_assert_eq!(within, found.contains(word), "{} {} {:?}", typed, word, cost);
            }
        }
    }
}
