//! The compiled English, word by word.

use super::*;
use crate::lexicon::neighbourhood::Folded;

fn english() -> Compiled {
    Compiled::english().unwrap()
}

#[test]
fn the_data_is_small_and_whole() {
    let english = english();
    assert!(Compiled::embedded_size() < 12_000_000, "{}", Compiled::embedded_size());
    assert!(english.len() > 300_000);
    assert_eq!(english.row_of.len(), english.len() as usize);
    assert_eq!(english.frequency.len(), english.len() as usize);
    assert_eq!(english.mixed.len(), english.mixed_forms.len());
    assert!(english.pairs.len() > 200_000);
}

#[test]
fn bytes_of_another_version_are_refused() {
    for bytes in [&b""[..], b"CDLX", b"CDLX\x00\x00\x00\x00", b"ELF"] {
        assert!(Compiled::new(bytes).is_none());
    }
    assert!(Compiled::new(ENGLISH.get(..HEADER + 9).unwrap()).is_none());
}

/// Each word with the flags that it must have, and those that it must not.
#[test]
fn words_are_known_for_what_they_are() {
    use EntryFlags as F;
    let known = F::ACCEPTED;
    for (word, with, without) in [
        ("paper", known | F::COMMON, F::PROPER | F::RARE | F::NAME),
        ("Paper", known | F::COMMON, F::PROPER),
        ("PAPER", known | F::COMMON, F::ACRONYM),
        ("pAper", F::OTHER_CASE | F::COMMON, known),
        ("Monday", known | F::PROPER, F::COMMON | F::RARE),
        ("monday", F::OTHER_CASE, known),
        ("Polish", known | F::PROPER | F::COMMON, F::RARE),
        ("NATO", known | F::ACRONYM, F::COMMON),
        ("NATO's", known | F::ACRONYM | F::INFLECTED, F::COMMON),
        ("nato", F::OTHER_CASE, known),
        ("iPhone", F::empty(), F::RARE),
        ("calender", known | F::RARE, F::NAME),
        ("ort", known | F::RARE, F::NAME),
        ("colour", known, F::OTHER_DIALECT),
        ("judgement", known, F::RARE),
        ("dog's", known | F::INFLECTED, F::RARE),
        ("dogs'", known | F::INFLECTED, F::RARE),
        ("PARIS'S", known | F::INFLECTED, F::COMMON),
        ("PARIS's", F::empty(), known),
        ("else's", known | F::INFLECTED, F::empty()),
        ("businessmen's", known | F::INFLECTED, F::empty()),
        ("know's", F::empty(), known),
        ("it's", known, F::INFLECTED),
        ("don't", known, F::INFLECTED),
        ("dont", F::empty(), known),
        ("I'm", known, F::empty()),
        ("i'm", F::OTHER_CASE, known),
        ("Shoigu", known | F::NAME, F::PROPER | F::COMMON),
        ("SHOIGU", known | F::NAME, F::COMMON),
        ("Shoigu's", known | F::NAME | F::INFLECTED, F::COMMON),
        ("shoigu", F::OTHER_CASE, known),
        ("Svetlana", known | F::NAME, F::COMMON),
        ("Jennifer", known | F::GIVEN_NAME, F::COMMON),
        ("McAdams", known | F::NAME, F::COMMON),
        ("Counil", F::empty(), known),
        ("Alot", F::empty(), known),
        ("Departmment", F::empty(), known),
        ("goverment", F::empty(), known),
        ("café", known, F::empty()),
        ("CAFÉ", known, F::empty()),
        ("21st", known, F::empty()),
        ("21th", F::empty(), known),
        ("", F::empty(), known),
        ("'", F::empty(), known),
        ("'s", F::empty(), known),
    ] {
        let entry = english().check(word, Dialects::all());
        assert!(entry.is(with) && !entry.flags.intersects(without), "{word}: {entry:?}");
    }
}

#[test]
fn dialects_are_kept_apart() {
    for (word, us, gb, oxford) in [
        ("colour", false, true, true),
        ("color", true, false, false),
        ("organise", false, true, false),
        ("organize", true, false, true),
        ("organised", false, true, false),
        ("organizer's", true, false, true),
        ("centre", false, true, true),
        ("paper", true, true, true),
        ("Paris", true, true, true),
    ] {
        for (dialect, right) in [(Dialects::US, us), (Dialects::GB, gb), (Dialects::OXFORD, oxford)] {
            let entry = english().check(word, dialect);
            assert_eq!(entry.accepted(), right, "{word} in {dialect:?}: {entry:?}");
            assert_eq!(entry.is(EntryFlags::OTHER_DIALECT), !right, "{word} in {dialect:?}: {entry:?}");
        }
    }
}

#[test]
fn keys_are_spelt_as_they_are_written() {
    for word in ["paper", "Monday", "NATO", "PhD", "I'm", "don't", "McAdams", "Shoigu", "café"] {
        assert_eq!(english().spelling(english().key(word).unwrap()).unwrap(), word);
    }
    assert_eq!(english().spelling(english().len()), None);
}

#[test]
fn pairs_attract_or_repel() {
    let of = |left, right| english().association(left, right);
    assert!(of("prime", "minister").unwrap() > 5.0);
    // 2,766,332,391 of the 1,024,908,267,229 pairs, of words that are 13,151,942,776 and 23,135,851,162 of them.
    assert!((of("Of", "the").unwrap() - 2.23).abs() < 0.2, "{:?}", of("of", "the"));
    assert!(of("the", "of").unwrap() < -4.0);
    assert_eq!(of("minister", "organise"), None);
    assert_eq!(of("prime", "qqq"), None);
}

#[test]
fn what_may_be_suggested_is_found_by_its_beginning_and_its_end() {
    let near = english().near();
    for (word, expected) in [("paper", true), ("centre", true), ("color", true), ("shoigu", false), ("bullshit", false)]
    {
        let folded = Folded::new(word.as_bytes());
        for (tables, folded) in [(&near.beginnings[..], folded), (&near.ends[..], folded.reversed())] {
            let (mut first, mut found) = (0, false);
            for table in tables {
                table.near(&folded, 0, |place| {
                    let head = near.words.head(first + usize::from(place)).unwrap();
                    found |= near.words.bytes(head) == word.as_bytes();
                });
                first += table.len();
            }
            assert_eq!(found, expected, "{word}");
        }
    }
}
