//! What the look-ups find, near and far.

use super::*;
use crate::lexicon::neighbourhood::{self, Built};
use crate::lexicon::suggest::model::{Model, STEPS};

fn table(built: &Built, len: usize) -> Table<'_> {
    Table::new(&built.starts, &built.blocks, &built.words, len)
}

/// The words of both distances, each within the limits.
fn found(words: &[&str], typed: &str, limits: [f32; 2]) -> [Vec<String>; 2] {
    let folded = || words.iter().map(|word| Folded::new(word.as_bytes()));
    let (heads, text) = neighbourhood::list(words.iter().map(|word| (word.as_bytes(), 0))).unwrap();
    let beginnings = neighbourhood::build(folded(), 2).unwrap();
    let ends = neighbourhood::build(folded().map(Folded::reversed), 1).unwrap();
    let none = Table::new(&[], &[], &[], 0);
    let near = Near {
        words: Words::new(&heads, &text),
        beginnings: [table(&beginnings, words.len()), none, none],
        ends: [table(&ends, words.len()), none],
    };
    let (model, mut probe, mut room, mut marks) =
        (Model::fitted(), Probe::default(), Room::default(), Marks::default());
    probe.set(&model, typed.as_bytes());
    room.prepare(&model.reach, &probe);
    [(Distance::Near, limits[0]), (Distance::Far, limits[1])].map(|(distance, limit)| {
        let mut found = Found::default();
        let limits = Limits { highest: [(limit * STEPS) as Cost; TIERS], handicaps: [0; TIERS] };
        nearby((&near, distance), &model.reach, &probe, &limits, &mut room, &mut marks, &mut found);
        let words = found.hits.iter().map(|hit| &found.bytes[hit.start as usize..hit.end as usize]);
        words.map(|word| String::from_utf8_lossy(word).into_owned()).collect()
    })
}

#[test]
fn far_words_are_found_by_their_beginning_or_their_end_and_once() {
    let words = ["colonizer", "diminutive", "exacerbate", "operation", "ophthalmologist", "receive"];
    for (typed, near, far) in [
        ("recieve", "receive", ""),
        ("opthamologist", "ophthalmologist", ""),
        ("dimunitive", "diminutive", ""),
        ("exerbate", "exacerbate", ""),
        ("kqxinutive", "", "diminutive"),
        ("recexxyze", "", "receive"),
        ("zzzz", "", ""),
    ] {
        assert_eq!(found(&words, typed, [12.0, 25.0]).map(|found| found.join(" ")), [near, far], "{typed}");
    }
}

#[test]
fn what_costs_more_than_the_limit_is_left() {
    let words = ["receive", "receiver", "receives"];
    assert_eq!(found(&words, "recieve", [2.2, 0.0])[0], ["receive"]);
    assert_eq!(found(&words, "recieve", [12.0, 0.0])[0], words);
}

#[test]
fn words_with_a_common_beginning_are_weighed_as_each_by_itself() {
    let words = ["abate", "abated", "abates", "abating", "about", "nation", "national", "nations"];
    for typed in ["abaet", "abatd", "nashun", "nashuns", "nashunal", "abuot", "abatign"] {
        let together = found(&words, typed, [6.0, 12.0]).concat();
        let mut alone: Vec<String> = Vec::new();
        for distance in 0..2 {
            for word in words {
                alone.extend(found(&[word], typed, [6.0, 12.0])[distance].iter().cloned());
            }
        }
        assert_eq!(together, alone, "{typed}");
    }
}
