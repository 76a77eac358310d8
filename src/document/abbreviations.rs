//! Abbreviations that are written with a stop, and what may follow them.

/// What a stop after an abbreviation says of the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// A name follows: the sentence goes on (`Mr.`).
    Title,
    /// It is one only before a number (`No. 5`); else it is a word that ends its sentence.
    BeforeNumber,
    /// The sentence goes on, whatever follows (`e.g.`, `vs.`).
    Inside,
    /// It may stand at the end (`etc.`, `Inc.`).
    Anywhere,
}

use Abbreviation::{Anywhere, BeforeNumber, Inside, Title};

/// Sorted by their bytes, with the capitals they are written with and without the last stop.
const TABLE: &[(&str, Abbreviation)] = &[
    ("Adm", Title),
    ("Apr", BeforeNumber),
    ("Assn", Anywhere),
    ("Att", Title),
    ("Aug", BeforeNumber),
    ("Ave", Anywhere),
    ("Blvd", Anywhere),
    ("Brig", Title),
    ("Bros", Anywhere),
    ("Capt", Title),
    ("Cmdr", Title),
    ("Co", Anywhere),
    ("Col", Title),
    ("Comdr", Title),
    ("Conn", Anywhere),
    ("Corp", Anywhere),
    ("Cpl", Title),
    ("Dec", BeforeNumber),
    ("Dept", Anywhere),
    ("Dr", Title),
    ("Drs", Title),
    ("Esq", Anywhere),
    ("Feb", BeforeNumber),
    ("Fig", BeforeNumber),
    ("Figs", BeforeNumber),
    ("Fr", Title),
    ("Ft", Title),
    ("Gen", Title),
    ("Gov", Title),
    ("Hon", Title),
    ("Inc", Anywhere),
    ("Insp", Title),
    ("Jan", BeforeNumber),
    ("Jr", Anywhere),
    ("Jul", BeforeNumber),
    ("Jun", BeforeNumber),
    ("Lt", Title),
    ("Ltd", Anywhere),
    ("Maj", Title),
    ("Mar", BeforeNumber),
    ("Messrs", Title),
    ("Mlle", Title),
    ("Mme", Title),
    ("Mr", Title),
    ("Mrs", Title),
    ("Ms", Title),
    ("Msgr", Title),
    ("Mt", Title),
    ("Mx", Title),
    ("No", BeforeNumber),
    ("Nos", BeforeNumber),
    ("Nov", BeforeNumber),
    ("Oct", BeforeNumber),
    ("Pfc", Title),
    ("Pres", Title),
    ("Prof", Title),
    ("Profs", Title),
    ("Pte", Title),
    ("Pvt", Title),
    ("Rd", Anywhere),
    ("Rep", Title),
    ("Reps", Title),
    ("Rev", Title),
    ("Sen", Title),
    ("Sens", Title),
    ("Sep", BeforeNumber),
    ("Sept", BeforeNumber),
    ("Sgt", Title),
    ("Sr", Anywhere),
    ("St", Title),
    ("Ste", Title),
    ("Supt", Title),
    ("Univ", Title),
    ("Vol", BeforeNumber),
    ("al", Anywhere),
    ("approx", Inside),
    ("art", BeforeNumber),
    ("ca", BeforeNumber),
    ("cf", Inside),
    ("ch", BeforeNumber),
    ("col", BeforeNumber),
    ("ed", BeforeNumber),
    ("est", BeforeNumber),
    ("etc", Anywhere),
    ("fig", BeforeNumber),
    ("figs", BeforeNumber),
    ("ibid", Anywhere),
    ("incl", Inside),
    ("no", BeforeNumber),
    ("nos", BeforeNumber),
    ("para", BeforeNumber),
    ("pp", BeforeNumber),
    ("sec", BeforeNumber),
    ("vol", BeforeNumber),
    ("vols", BeforeNumber),
    ("vs", Inside),
];

/// The longest entry, in bytes.
const LONGEST: usize = 6;

/// What `word`, written without its stop, is an abbreviation of, if it is one.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.len() > LONGEST {
        return None;
    }
    let index = KEYS.binary_search(&key(word.as_bytes())).ok()?;
    TABLE.get(index).map(|&(_, kind)| kind)
}

/// The entries as numbers, which are compared sooner than words are.
static KEYS: [u64; TABLE.len()] = keys();

const fn keys() -> [u64; TABLE.len()] {
    let mut keys = [0; TABLE.len()];
    let mut index = 0;
    while index < keys.len() {
        keys[index] = key(TABLE[index].0.as_bytes());
        index += 1;
    }
    keys
}

/// The bytes of a word that is no longer than [`LONGEST`], and how many they are, as a number that is greater where the word comes later.
const fn key(word: &[u8]) -> u64 {
    let (mut key, mut index) = (0, 0);
    while index < LONGEST {
        let byte = if index < word.len() { word[index] } else { 0 };
        key = key << 8 | byte as u64;
        index += 1;
    }
    key << 8 | word.len() as u64
}

/// What an abbreviation with all its stops says of the sentence it stands in.
pub(super) fn written(token: &str) -> Abbreviation {
    let bare = token.trim_end_matches('.');
    match bare {
        "e.g" | "i.e" | "v" | "c" | "p" => return Inside,
        _ => {}
    }
    if let Some(kind) = abbreviation(bare) {
        return kind;
    }
    // One letter is an initial: the surname follows.
    if bare.chars().count() == 1 { Title } else { Anywhere }
}

/// Words that so often begin a sentence, and so seldom a name, that a stop before them ends one. Sorted.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "A", "About", "After", "Afterwards", "All", "Also", "Although", "An", "And", "Another", "Any", "As",
    "At", "Because", "Before", "Both", "But", "By", "Critics", "Despite", "During", "Each", "Even", "Every",
    "Few", "For", "From", "He", "Her", "Here", "His", "How", "However", "I", "If", "In",
    "Instead", "Is", "It", "It's", "Its", "Just", "Last", "Later", "Many", "Meanwhile", "More", "Most",
    "My", "Neither", "No", "Nobody", "Not", "Now", "Of", "Officials", "On", "Once", "One", "Only",
    "Or", "Others", "Our", "Over", "Police", "Several", "She", "Since", "So", "Some", "Still", "Such",
    "That", "The", "Their", "Then", "There", "These", "They", "This", "Those", "Though", "Through", "Thus",
    "To", "Today", "Under", "Until", "Was", "We", "What", "When", "Where", "Whether", "Which", "While",
    "Who", "Why", "With", "Yet", "You", "Your",
];

/// Whether `word` so often begins a sentence, and so seldom goes on with a name, that a stop before it ends one.
pub(super) fn starts_sentences(word: &str) -> bool {
    STARTERS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Abbreviation, KEYS, LONGEST, STARTERS, TABLE, abbreviation, written};

    #[test]
    fn the_table_can_be_searched() {
        assert!(TABLE.is_sorted_by(|left, right| left.0.as_bytes() < right.0.as_bytes()));
        assert!(KEYS.is_sorted());
        assert!(TABLE.iter().all(|&(entry, kind)| abbreviation(entry) == Some(kind)));
        assert_eq!(TABLE.iter().map(|(entry, _)| entry.len()).max(), Some(LONGEST));
        assert!(STARTERS.is_sorted());
        assert_eq!(abbreviation("Mr"), Some(Abbreviation::Title));
        assert_eq!(abbreviation("mr"), None);
        assert_eq!(written("J."), Abbreviation::Title);
        assert_eq!(written("U.S."), Abbreviation::Anywhere);
    }
}
