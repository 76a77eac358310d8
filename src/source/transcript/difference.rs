//! What differs between two texts.

use std::ops::Range;

/// The bytes of `old` that are other ones in `new`, and what stands for them there: without what both begin with, and what both
/// end with.
pub fn difference<'n>(old: &str, new: &'n str) -> (Range<usize>, &'n str) {
    let start = common(old.chars(), new.chars());
    let (rest, new) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
    let tail = common(rest.chars().rev(), new.chars().rev());
    (start..old.len() - tail, new.get(..new.len() - tail).unwrap_or_default())
}

/// The length in bytes of what both begin with.
fn common(left: impl Iterator<Item = char>, right: impl Iterator<Item = char>) -> usize {
    left.zip(right).take_while(|(left, right)| left == right).map(|(left, _)| left.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn what_both_have_is_left_out() {
        for (old, new, expected) in [
            ("foregin", "foreign", (4..6, "ig")),
            ("a,b", "a, b", (2..2, " ")),
            ("the the", "the", (3..7, "")),
            ("é", "è", (0..2, "è")),
            ("same", "same", (4..4, "")),
        ] {
            assert_eq!(difference(old, new), expected, "{old} {new}");
        }
    }
}
