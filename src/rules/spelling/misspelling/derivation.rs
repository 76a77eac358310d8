//! Words made of known words, which no dictionary lists in full: with a prefix or an ending, inflected, or joined.

use crate::lexicon::{Entry, EntryFlags, Lexicon};

/// Prefixes that English joins to nearly any word.
const PREFIXES: &[&str] = &[
    "aero", "agri", "agro", "anti", "astro", "auto", "bio", "co", "counter", "crypto", "cyber", "de", "eco", "electro",
    "ethno", "euro", "ex", "extra", "geo", "hydro", "hyper", "infra", "inter", "intra", "kilo", "macro", "mal", "mega",
    "meta", "micro", "mid", "mini", "mis", "mono", "multi", "nano", "neo", "neuro", "non", "out", "over", "petro",
    "photo", "poly", "post", "pre", "proto", "pseudo", "psycho", "quasi", "radio", "re", "semi", "socio", "sub",
    "super", "techno", "tele", "thermo", "trans", "turbo", "ultra", "un", "under", "video",
];

/// Endings that English joins to nearly any noun.
const ENDINGS: &[&str] = &[
    "like", "wide", "less", "proof", "worthy", "free", "goer", "goers", "ness", "ish", "isation", "ization",
    "stricken", "hood", "wise", "esque", "friendly",
];

/// Regular inflections: what is taken away, and what stood there before.
const INFLECTIONS: &[(&str, &str)] = &[
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("ers", ""),
    ("ers", "e"),
    ("ly", ""),
    ("ically", "ic"),
    ("i", "o"),
    ("iser", "ise"),
    ("izer", "ize"),
    ("isers", "ise"),
    ("izers", "ize"),
];

/// The frequency above which a dictionary would list all inflections of a word, so that one that is missing is wrong
/// (medias, informations); see [`Entry::frequency`] for the unit.
const LISTED_IN_FULL: u8 = 135;

/// The frequency from which a word may be one half of a compound.
const HALF_OF_COMPOUND: u8 = 126;

/// The plural of a word of so many bytes or more is right where the word is.
const LONG_BASE: usize = 6;

/// Words of three letters that begin or end compounds: sunshield, webcomic, hotspot.
const SHORT_HALVES: &[&str] = &[
    "air", "bar", "bed", "box", "bus", "car", "cat", "day", "dog", "eye", "fan", "gas", "gun", "hot", "ice", "job",
    "key", "law", "man", "map", "net", "oil", "pop", "rap", "sea", "sky", "sun", "tax", "toy", "war", "way", "web",
];

/// Whether `word` is made of known words. The shorter a prefix, the longer the rest must be: "untill" is no till that
/// was undone.
pub(super) fn is_derivation(lexicon: &Lexicon, word: &str) -> bool {
    is_affixed(lexicon, word) || is_inflected(lexicon, word) || is_other_spelling(lexicon, word)
}

/// Whether the two are a word and another with a prefix or an ending that English joins to nearly any word: neoliberal and
/// neoliberals, untraditional and traditional.
pub(super) fn is_form_of(lexicon: &Lexicon, word: &str, other: &str) -> bool {
    const ADDED: &[&str] = &["s", "es", "ly", "ally", "ness"];
    // Lenses are no plural of lense.
    let is_base = |base: &str| base.strip_suffix('e').is_none_or(|stem| known(lexicon, stem).is_none());
    let ended = |base: &str, longer: &str| {
        !base.ends_with('s') && longer.strip_prefix(base).is_some_and(|ending| ADDED.contains(&ending)) && is_base(base)
    };
    let begun = word.strip_suffix(other).is_some_and(|prefix| other.len() >= 5 && PREFIXES.contains(&prefix));
    // Definably is made of definable.
    let adverb = word.strip_suffix("bly").is_some_and(|stem| other.strip_suffix("ble") == Some(stem));
    ended(word, other) || ended(other, word) || begun || adverb
}

/// Whether `word` is the plural of a known one that is long enough to be near no other: immunities.
pub(super) fn is_long_plural(lexicon: &Lexicon, word: &str) -> bool {
    let base =
        word.strip_suffix("ies").map(|stem| format!("{stem}y")).or_else(|| Some(word.strip_suffix('s')?.to_owned()));
    base.is_some_and(|base| {
        base.len() >= LONG_BASE && known(lexicon, &base).is_some_and(|entry| !entry.is(EntryFlags::RARE))
    })
}

/// Whether `part` is a prefix that stands before a hyphen: socio-economic.
pub(super) fn is_prefix(part: &str) -> bool {
    PREFIXES.contains(&part)
}

/// Whether `word` is two common words in one: rainforest, dashcam, pushback.
pub(super) fn is_compound(lexicon: &Lexicon, word: &str) -> bool {
    let half = |part: &str| {
        (part.len() > 3 || SHORT_HALVES.contains(&part))
            && known(lexicon, part).is_some_and(|entry| entry.frequency >= HALF_OF_COMPOUND)
    };
    let joined = |word: &str| {
        (3..word.len().saturating_sub(2))
            .filter(|&at| word.is_char_boundary(at))
            .any(|at| half(&word[..at]) && half(&word[at..]))
    };
    joined(word) || word.strip_suffix('s').is_some_and(joined)
}

/// Whether all that is made of a word of which the lexicon says this would be listed, too.
pub(super) fn is_listed_in_full(entry: Entry) -> bool {
    entry.frequency >= LISTED_IN_FULL
}

/// Whether `word` is a known one with a prefix or an ending that English joins to nearly any word: preprocessing.
pub(super) fn is_affixed(lexicon: &Lexicon, word: &str) -> bool {
    let long_enough = |affix: usize, rest: &str| rest.len() + affix.min(4) >= 8 && rest.len() >= 4;
    let frequent = |rest: &str| known(lexicon, rest).is_some_and(|entry| entry.frequency > 0);
    let prefixed = PREFIXES.iter().filter_map(|prefix| Some((prefix.len(), word.strip_prefix(prefix)?)));
    let suffixed = ENDINGS.iter().filter_map(|ending| Some((ending.len(), word.strip_suffix(ending)?)));
    prefixed.chain(suffixed).any(|(length, rest)| long_enough(length, rest) && frequent(rest))
}

fn is_inflected(lexicon: &Lexicon, word: &str) -> bool {
    INFLECTIONS
        .iter()
        .filter_map(|(ending, before)| Some(format!("{}{before}", word.strip_suffix(ending)?)))
        .filter(|stem| stem.len() >= 4)
        .any(|stem| known(lexicon, &stem).is_some_and(|entry| !is_listed_in_full(entry)))
}

/// Whether `word` is a known word with -ise for -ize or the other way round.
fn is_other_spelling(lexicon: &Lexicon, word: &str) -> bool {
    let swap = |from: &str, to: &str| {
        word.rfind(from).filter(|&at| at >= 4).map(|at| format!("{}{to}{}", &word[..at], &word[at + from.len()..]))
    };
    [swap("is", "iz"), swap("iz", "is")].into_iter().flatten().any(|other| known(lexicon, &other).is_some())
}

/// The entry of `word` where it is an ordinary word in small letters.
fn known(lexicon: &Lexicon, word: &str) -> Option<Entry> {
    let entry = lexicon.check_again(word);
    (entry.accepted() && entry.is(EntryFlags::COMMON) && word.len() >= 3).then_some(entry)
}

#[cfg(test)]
mod tests {
    use super::is_form_of;
    use crate::lexicon::Lexicon;

    #[test]
    fn forms_of_a_word_are_told_from_slips() {
        let lexicon = Lexicon::default();
        for (word, other) in [
            ("neoliberal", "neoliberals"),
            ("solitudes", "solitude"),
            ("jurisprudentially", "jurisprudential"),
            ("untraditional", "traditional"),
            ("definably", "definable"),
        ] {
            assert!(is_form_of(&lexicon, word, other), "{word}, {other}");
        }
        for (word, other) in
            [("possibl", "possible"), ("unles", "less"), ("ocurred", "occurred"), ("los", "loss"), ("lense", "lenses")]
        {
            assert!(!is_form_of(&lexicon, word, other), "{word}, {other}");
        }
    }
}
