//! The search against brute force.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::align::Table;
use super::features::{COUNT, Feature};
use super::model::{Cost, Model, STEPS};
use super::probe::Probe;
use super::room::{Limits, Room};
use super::search::{Found, search};
use crate::lexicon::automaton::{Builder, Built};
use crate::lexicon::format::TIERS;

fn built(words: impl Iterator<Item = Vec<u8>>) -> Built {
    let mut builder = Builder::new();
    for word in words.collect::<BTreeSet<_>>() {
        builder.insert(&word).unwrap();
    }
    builder.finish().unwrap()
}

/// Every word that either direction finds.
fn found(words: &BTreeSet<String>, model: &Model, typed: &str, whole: Cost) -> BTreeSet<String> {
    let forward = built(words.iter().map(|word| word.bytes().collect()));
    let backward = built(words.iter().map(|word| word.bytes().rev().collect()));
    let (mut probe, mut reversed) = (Probe::default(), Probe::default());
    probe.set(model, typed.as_bytes());
    reversed.set_reversed(model, &probe);
    let (mut room, mut other, mut found) = (Room::default(), Room::default(), Found::default());
    room.prepare(&model.reach, &probe);
    other.prepare(&model.reach, &reversed);
    let limits = [Limits::halved(whole); TIERS];
    search(forward.automaton(), &model.reach, &probe, &limits, &mut room, &mut found);
    search(backward.automaton(), &model.reach, &reversed, &limits, &mut other, &mut found);
    let words = found.hits.iter().map(|hit| &found.bytes[hit.start as usize..hit.end as usize]);
    let words = words.map(|word| String::from_utf8(word.to_vec()).unwrap());
    words.collect()
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
    fn finds_every_word_within_the_limit(
        words in prop::collection::btree_set("[a-eknpht]{1,7}", 1..40),
        typed in "[a-eknpht]{1,7}",
        limit in 1_u8..12,
    ) {
        let model = model();
        let limit = Cost::from(limit) * STEPS as Cost;
        let found = found(&words, &model, &typed, limit);
        let (mut probe, mut table) = (Probe::default(), Table::default());
        probe.set(&model, typed.as_bytes());
        // Sounds that save little are not regarded by the search.
        probe.spots.retain(|spot| spot.saves);
        table.set(&model, &probe);
        // Of a doubled letter, each direction leaves out the one that it reads last, which may lie in another half.
        let single = |word: &&String| word.as_bytes().windows(2).all(|pair| pair[0] != pair[1]);
        for word in words.iter().filter(single) {
            if let Some(cost) = table.fill(&model.rank, word.as_bytes()) {
                prop_assert!(cost > limit || found.contains(word), "{typed} {word} {cost}");
            }
        }
    }
}
