//! How a word is spelt in other dialects, so far as the lexicon knows.

use crate::lexicon::{Dialects, Entry, EntryFlags, counterparts};

/// The other spellings of `word`, which is in small letters, with the dialects in which each is right.
///
/// `look_up` is asked about every candidate; those that are no words, or only rare ones, are left out.
pub(super) fn of(word: &str, look_up: impl Fn(&str) -> Entry) -> Vec<(String, Dialects)> {
    let known = |entry: Entry| entry.accepted() && !entry.is(EntryFlags::RARE) && !entry.dialects.is_empty();
    let found = counterparts(word, |candidate| known(look_up(candidate)));
    found
        .into_iter()
        .map(|other| (look_up(&other).dialects, other))
        .map(|(dialects, other)| (other, dialects))
        .collect()
}

/// The dialects that `word` speaks for, of those in which it is right, and the other spellings that speak for others.
///
/// Canada's lists have both spellings of most words. Its usual ones are the American of analyze and organize, and the
/// British of colour and centre; the others do not speak for it.
pub(super) fn distinguish(
    word: &str,
    dialects: Dialects,
    mut found: Vec<(String, Dialects)>,
) -> (Dialects, Vec<(String, Dialects)>) {
    let mut own = dialects;
    if own.contains(Dialects::CA) && found.iter().any(|(_, other)| other.contains(Dialects::CA)) {
        let american = own.contains(Dialects::US);
        let z = found.iter().any(|(other, _)| other.matches('z').count() != word.matches('z').count());
        if american != z {
            own.remove(Dialects::CA);
        }
    }
    found.retain(|(_, other)| !(*other - own).is_empty());
    (own, found)
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::lexicon::{Dialects, Lexicon};

    #[test]
    fn spellings_are_derived() {
        let lexicon = Lexicon::default();
        for (word, expected) in [
            ("organised", "organized"),
            ("organizations", "organisations"),
            ("paralyse", "paralyze"),
            ("colourful", "colorful"),
            ("behavioral", "behavioural"),
            ("centre", "center"),
            ("fibers", "fibres"),
            ("traveling", "travelling"),
            ("fulfil", "fulfill"),
            ("defence", "defense"),
            ("paediatric", "pediatric"),
            ("diarrhea", "diarrhoea"),
            ("grey", "gray"),
            ("sceptical", "skeptical"),
        ] {
            let found = of(word, |candidate| lexicon.check(candidate));
            assert!(found.iter().any(|(other, _)| other == expected), "{word}: {found:?}");
        }
        for word in ["axe", "ochre", "worshipped"] {
            assert!(of(word, |candidate| lexicon.check(candidate)).is_empty(), "{word}");
        }
        for word in ["hour", "four", "wise", "advertise", "surprise", "poise"] {
            let own = lexicon.check(word).dialects;
            let found = of(word, |candidate| lexicon.check(candidate));
            assert!(own == Dialects::all() || found.is_empty(), "{word}: {found:?}");
        }
    }
}
