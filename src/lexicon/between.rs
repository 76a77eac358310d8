//! Which word is missing between two others: asked once for an acronym whose expansion lacks a word.

use super::compiled::Compiled;

/// Words rarer than this are not proposed: eight times the natural logarithm of a count, here of about a million. It also
/// keeps out pairs that are taken for counted by chance.
const FREQUENT: u8 = 110;
/// Words more frequent than this, about two thousand million, are articles, pronouns and the like.
const TOO_FREQUENT: u8 = 172;

/// A pair that was not counted weighs as much as one that is this much rarer than chance, in the unit of frequencies.
const UNSEEN: i32 = -24;

/// The frequent word beginning with `initial` that goes best before `right` and after `left`, in small letters.
///
/// What is missing is a word of a name such as an agency's, and that goes with what it qualifies: only words that were
/// counted before `right` are asked for, those counted after `left` as well come before the others.
pub(super) fn likely_between(english: &Compiled, left: &str, right: &str, initial: char) -> Option<String> {
    let lower = initial.to_ascii_lowercase();
    if !lower.is_ascii_lowercase() {
        return None;
    }
    let (left, right) = (english.key(left), english.key(right)?);
    let forward = english.forward();
    let label = u8::try_from(lower).ok()?;
    let first = forward.step(forward.root(), label)?;
    let start = forward.skip(first);
    // The words are numbered in the order of the alphabet, so those with one initial follow each other.
    let end = forward
        .edges(forward.root())
        .find(|edge| edge.label > label)
        .map_or_else(|| english.len(), |edge| forward.skip(edge));
    let strength = |pair: u8, key: u32| i32::from(pair) - i32::from(english.frequency(key)) / 2;
    let best = (start..end)
        .filter(|&key| (FREQUENT..=TOO_FREQUENT).contains(&english.frequency(key)) && english.row(key).is_word())
        .filter_map(|key| {
            let before_right = strength(english.pair_frequency(key, right)?, key);
            let after_left = left.and_then(|left| english.pair_frequency(left, key));
            let after_left = after_left.map_or(UNSEEN, |pair| strength(pair, key));
            Some((before_right + after_left, key))
        })
        .max()?;
    let mut word = Vec::new();
    forward.key_of(best.1, &mut word).then(|| String::from_utf8(word).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;

    #[test]
    fn the_missing_word_is_found() {
        let lexicon = Lexicon::default();
        for (left, right, initial, word) in [
            ("Central", "Agency", 'N', Some("news")),
            ("World", "Organisation", 'Q', None),
            ("Gross", "Product", 'D', Some("domestic")),
            ("United", "Nations", 'ä', None),
            ("zzz", "zzz", 'a', None),
        ] {
            assert_eq!(lexicon.likely_between(left, right, initial).as_deref(), word, "{left} … {right}");
        }
    }
}
