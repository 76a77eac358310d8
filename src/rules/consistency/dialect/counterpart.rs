//! How a word is spelt in other dialects: derived by rule, and held against the lexicon.

use crate::lexicon::{Dialects, Entry, EntryFlags};

/// Spellings that no rule derives, the American one first.
const IRREGULAR: &[(&str, &str)] = &[
    ("aluminum", "aluminium"),
    ("cozy", "cosy"),
    ("cozier", "cosier"),
    ("curb", "kerb"),
    ("disk", "disc"),
    ("donut", "doughnut"),
    ("draft", "draught"),
    ("gray", "grey"),
    ("grays", "greys"),
    ("grayish", "greyish"),
    ("jewelry", "jewellery"),
    ("maneuver", "manoeuvre"),
    ("maneuvers", "manoeuvres"),
    ("maneuvered", "manoeuvred"),
    ("maneuvering", "manoeuvring"),
    ("mold", "mould"),
    ("moldy", "mouldy"),
    ("molt", "moult"),
    ("mom", "mum"),
    ("mommy", "mummy"),
    ("mustache", "moustache"),
    ("pajamas", "pyjamas"),
    ("plow", "plough"),
    ("plows", "ploughs"),
    ("plowed", "ploughed"),
    ("plowing", "ploughing"),
    ("skeptic", "sceptic"),
    ("skeptics", "sceptics"),
    ("skeptical", "sceptical"),
    ("skeptically", "sceptically"),
    ("skepticism", "scepticism"),
    ("smolder", "smoulder"),
    ("smoldering", "smouldering"),
    ("specialty", "speciality"),
    ("sulfur", "sulphur"),
    ("sulfuric", "sulphuric"),
    ("tire", "tyre"),
    ("tires", "tyres"),
    ("woolen", "woollen"),
];

/// Spellings that are derived as British, but that American dictionaries list first or as equal.
const AMERICAN_TOO: &[&str] = &[
    "axe",
    "glamour",
    "kidnapped",
    "kidnapper",
    "kidnappers",
    "kidnapping",
    "ochre",
    "worshipped",
    "worshipper",
    "worshippers",
    "worshipping",
];

/// What may stand after `is` or `iz` in the endings that the dialects spell differently.
const AFTER_IZ: &[&str] =
    &["e", "ed", "er", "ers", "es", "ing", "ings", "ingly", "edly", "able", "ation", "ations", "ational", "ationally"];

/// What may stand after `ys` or `yz`.
const AFTER_YZ: &[&str] = &["e", "ed", "er", "ers", "es", "ing", "able"];

/// Endings that are exchanged whole.
const ENDINGS: &[(&str, &str)] = &[
    ("er", "re"),
    ("ers", "res"),
    ("ered", "red"),
    ("ering", "ring"),
    ("ense", "ence"),
    ("enses", "ences"),
    ("og", "ogue"),
    ("ogs", "ogues"),
    ("gram", "gramme"),
    ("grams", "grammes"),
];

/// Letters that are exchanged wherever they stand. The American ones come first.
const INSIDE: &[(&str, &str)] = &[("or", "our"), ("l", "ll"), ("e", "ae"), ("e", "oe"), ("p", "pp"), ("ense", "ence")];

/// The other spellings of `word`, which is in small letters, with the dialects in which each is right.
///
/// `look_up` is asked about every candidate; those that are no words, or only rare ones, are left out.
pub(super) fn of(word: &str, look_up: impl Fn(&str) -> Entry) -> Vec<(String, Dialects)> {
    let mut found: Vec<(String, Dialects)> = Vec::new();
    if AMERICAN_TOO.contains(&word) {
        return found;
    }
    let consider = |found: &mut Vec<(String, Dialects)>, candidate: String| {
        let entry = look_up(&candidate);
        let known = entry.accepted() && !entry.is(EntryFlags::RARE) && !entry.dialects.is_empty();
        if known && candidate != word && found.iter().all(|(other, _)| *other != candidate) {
            found.push((candidate, entry.dialects));
        }
    };
    for &(left, right) in IRREGULAR {
        if word == left {
            consider(&mut found, right.to_owned());
        } else if word == right {
            consider(&mut found, left.to_owned());
        }
    }
    for (letters, endings) in [(["is", "iz"], AFTER_IZ), (["ys", "yz"], AFTER_YZ)] {
        for (here, there) in [(letters[0], letters[1]), (letters[1], letters[0])] {
            let split = word.rsplit_once(here).filter(|(stem, end)| stem.len() > 1 && endings.contains(end));
            if let Some((stem, end)) = split {
                consider(&mut found, format!("{stem}{there}{end}"));
            }
        }
    }
    for &(american, british) in ENDINGS {
        for (here, there) in [(american, british), (british, american)] {
            if let Some(stem) = word.strip_suffix(here).filter(|stem| stem.len() > 1) {
                consider(&mut found, format!("{stem}{there}"));
            }
        }
    }
    // A word that an ending tells apart is not told apart by its middle, too.
    let inside: &[_] = if found.is_empty() { INSIDE } else { &[] };
    for &(american, british) in inside {
        for (here, there) in [(american, british), (british, american)] {
            for (at, _) in word.match_indices(here).filter(|(at, _)| *at > 0 || here.len() > 1) {
                if let (Some(before), Some(after)) = (word.get(..at), word.get(at + here.len()..)) {
                    consider(&mut found, format!("{before}{there}{after}"));
                }
            }
        }
    }
    found
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
