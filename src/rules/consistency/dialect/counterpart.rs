//! What a word that is spelt otherwise in other dialects says of its own.

use crate::lexicon::Dialects;

/// The dialects that `word` speaks for, of those in which it is right, and the other spellings that speak for others.
///
/// Canada's lists have both spellings of most words. Its usual ones are the American of analyze and organize, and the
/// British of colour and centre; the others do not speak for it.
pub(super) fn distinguish(
    word: &str,
    dialects: Dialects,
    found: &[(String, Dialects)],
) -> (Dialects, Vec<(String, Dialects)>) {
    let mut own = dialects;
    if own.contains(Dialects::CA) && found.iter().any(|(_, other)| other.contains(Dialects::CA)) {
        let american = own.contains(Dialects::US);
        let z = found.iter().any(|(other, _)| other.matches('z').count() != word.matches('z').count());
        if american != z {
            own.remove(Dialects::CA);
        }
    }
    let others = found.iter().filter(|(_, other)| !(*other - own).is_empty());
    (own, others.cloned().collect())
}

#[cfg(test)]
mod tests {
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
            let found = lexicon.spelt_elsewhere(word);
            assert!(found.iter().any(|(other, _)| other == expected), "{word}: {found:?}");
        }
        for word in ["axe", "ochre", "worshipped"] {
            assert!(lexicon.spelt_elsewhere(word).is_empty(), "{word}");
        }
        for word in ["hour", "four", "wise", "advertise", "surprise", "poise"] {
            let own = lexicon.check(word).dialects;
            let found = lexicon.spelt_elsewhere(word);
            assert!(own == Dialects::all() || found.is_empty(), "{word}: {found:?}");
        }
    }
}
