//! Where the same words stand again at once, or a few words on.
//!
//! Hardly any do. So many places are looked at together, which takes no branch for each, and only those of a group that has one
//! are looked at by themselves.

use crate::rules::forms::NO_WORD;

/// The longest phrase that is looked for, in words.
pub(super) const LONGEST: usize = 5;

/// So many places are looked at together.
const GROUP: usize = 16;

/// A group, and what is compared with its last place.
const WINDOW: usize = GROUP + LONGEST + 2;

/// Whether a word stands twice in a row somewhere among words with these keys.
pub(super) fn stands_at_once(keys: &[u32]) -> bool {
    let pairs = keys.iter().zip(keys.get(1..).unwrap_or_default());
    pairs.fold(0, |any, (&key, &next)| any | u32::from(key == next) & u32::from(key != NO_WORD)) != 0
}

/// Where words with these keys may be said again, rising.
pub(super) fn beginnings(keys: &[u32]) -> Vec<usize> {
    let mut found = Vec::new();
    for start in (0..keys.len()).step_by(GROUP) {
        let window = keys.get(start..).and_then(|rest| rest.first_chunk::<WINDOW>());
        if window.is_none_or(has_beginning) {
            found.extend((start..keys.len().min(start + GROUP)).filter(|&at| begins(keys, at)));
        }
    }
    found
}

/// Whether one of the places of a group is a beginning.
#[inline]
fn has_beginning(window: &[u32; WINDOW]) -> bool {
    let same = |at: usize, distance: usize| u32::from(window[at] == window[at + distance]);
    let is_word = |at: usize| u32::from(window[at] != NO_WORD);
    let mut any = 0;
    for at in 0..GROUP {
        let both = |distance: usize| same(at, distance) & same(at + 1, distance);
        let far = (both(3) | both(4) | both(5) | both(6)) & is_word(at + 1);
        any |= (same(at, 2) | far) & is_word(at);
    }
    any != 0
}

/// Whether the words from `at` on may be said again: the word stands again two to six words on, and where that is farther than
/// two, so does the next one.
pub(super) fn begins(keys: &[u32], at: usize) -> bool {
    // A bit for each distance at which the word stands again.
    let again = |at: usize| {
        let (Some(&key), Some(reach)) = (keys.get(at), keys.get(at + 2..)) else { return 0 };
        let bit = |(distance, &other): (usize, &u32)| u32::from(other == key) << distance;
        let distances = reach.iter().take(LONGEST).enumerate().map(bit).fold(0, |bits, bit| bits | bit);
        if key == NO_WORD { 0 } else { distances }
    };
    let here = again(at);
    here & 1 != 0 || here != 0 && here & again(at + 1) != 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{beginnings, begins, stands_at_once};

    #[test]
    fn words_said_again_soon_are_found() {
        assert_eq!(beginnings(&[7, 8, 7]), [0]);
        assert_eq!(beginnings(&[9, 7, 8, 4, 7, 8]), [1]);
        assert!(beginnings(&[7, 8, 9, 7, 4]).is_empty());
        assert!(beginnings(&[0, 8, 0]).is_empty());
        assert!(stands_at_once(&[4, 7, 7]) && !stands_at_once(&[7, 0, 0, 7]));
    }

    proptest! {
        #[test]
        fn groups_hide_none(keys in prop::collection::vec(0_u32..12, 0..80)) {
            let expected: Vec<usize> = (0..keys.len()).filter(|&at| begins(&keys, at)).collect();
            prop_assert_eq!(beginnings(&keys), expected);
        }
    }
}
