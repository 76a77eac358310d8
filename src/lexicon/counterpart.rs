//! How the dialects spell a word differently: derived by rule, and held against a list of words.

/// Spellings that no rule derives, the American one first.
const IRREGULAR: &[(&str, &str)] = &[
    ("airplane", "aeroplane"),
    ("airplanes", "aeroplanes"),
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
    ("molded", "moulded"),
    ("molding", "moulding"),
    ("moldings", "mouldings"),
    ("molds", "moulds"),
    ("moldy", "mouldy"),
    ("molt", "moult"),
    ("mom", "mum"),
    ("mommy", "mummy"),
    ("mustache", "moustache"),
    ("mustaches", "moustaches"),
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
    ("sulfate", "sulphate"),
    ("sulfide", "sulphide"),
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

/// The spellings that `word`, which is in small letters, has in other dialects.
///
/// `is_word` is asked about every candidate; those that are none are left out.
pub fn counterparts(word: &str, is_word: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if AMERICAN_TOO.contains(&word) {
        return found;
    }
    let consider = |found: &mut Vec<String>, candidate: String| {
        if candidate != word && !found.contains(&candidate) && is_word(&candidate) {
            found.push(candidate);
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
