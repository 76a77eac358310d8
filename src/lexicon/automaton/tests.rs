//! What an automaton holds, and what it does not.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn built<'a>(words: impl IntoIterator<Item = &'a [u8]>) -> Built {
    let mut builder = Builder::new();
    for word in words {
        builder.insert(word).unwrap();
    }
    builder.finish().unwrap()
}

#[test]
fn shares_beginnings_and_ends() {
    let words: [&[u8]; 4] = [b"tap", b"taps", b"top", b"tops"];
    let built = built(words);
    assert_eq!(built.len, 4);
    // t, a|o, p, s, and the place that stands for the leaf.
    assert_eq!(built.edges.len() / 4, 6);
}

#[test]
fn refuses_what_is_out_of_order() {
    let mut builder = Builder::new();
    assert_eq!(builder.insert(b"b"), Ok(()));
    assert_eq!(builder.insert(b"a"), Err("a".into()));
    assert_eq!(builder.insert(b"b"), Err("b".into()));
    assert_eq!(Builder::new().insert(b""), Err(String::new()));
}

#[test]
fn an_empty_automaton_knows_nothing() {
    let built = Builder::new().finish().unwrap();
    assert_eq!(built.automaton().get(b"a"), None);
    assert!(built.automaton().root().is_leaf());
}

proptest! {
    #[test]
    fn numbers_words_in_their_order(words in prop::collection::btree_set("[a-dé]{1,6}", 0..60), other in "[a-dé]{0,7}") {
        let built = built(words.iter().map(String::as_bytes));
        let shortcuts = built.automaton().shortcuts();
        let automaton = built.automaton().with_shortcuts(&shortcuts);
        let mut key = Vec::new();
        for (number, word) in (0..).zip(&words) {
            prop_assert_eq!(automaton.get(word.as_bytes()), Some(number));
            prop_assert_eq!(built.automaton().get(word.as_bytes()), Some(number));
            prop_assert!(automaton.key_of(number, &mut key));
            prop_assert_eq!(key.as_slice(), word.as_bytes());
        }
        prop_assert!(!automaton.key_of(built.len, &mut key));
        prop_assert_eq!(automaton.get(other.as_bytes()).is_some(), words.contains(&other));
        let mut seen = BTreeSet::new();
        automaton.for_each(|word| { seen.insert(String::from_utf8(word.to_vec()).unwrap()); });
        prop_assert_eq!(seen, words);
    }

    #[test]
    fn wrong_bytes_never_panic(edges: Vec<u8>, skips: Vec<u8>, root: u8, key: [u8; 5]) {
        Automaton::new(&edges, &skips, u32::from(root)).get(&key);
    }
}
