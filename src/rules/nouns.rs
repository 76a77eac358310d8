//! Frequent words that are nouns: what stands behind “whose”, and hardly ever behind “who's”.

use super::sorted_lines;

/// The list, one word a line, in the singular, sorted; “V” behind a bar marks those that are verbs, too, “U” those that have no
/// frequent regular plural.
const LIST: &str = include_str!("../../dictionaries/wordnet/nouns.txt");

/// What is known of a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noun {
    pub(crate) is_plural: bool,
    /// Whether the same letters are a form of a verb.
    pub(crate) is_verb: bool,
    /// Whether it has a regular plural that is frequent.
    pub(crate) is_countable: bool,
}

impl Noun {
    fn read(line: &str, is_plural: bool) -> Self {
        let flags = line.split_once('/').map_or("", |(_, flags)| flags);
        Self { is_plural, is_verb: flags.contains('V'), is_countable: !flags.contains('U') }
    }
}

/// What is known of `word`, in small letters, as a noun. Irregular plurals are not known.
pub(crate) fn noun_of(word: &str) -> Option<Noun> {
    if let Some(line) = sorted_lines::find(LIST, word) {
        return Some(Noun::read(line, false));
    }
    let line = sorted_lines::find(LIST, &singular_of(word)?)?;
    Some(Noun::read(line, true))
}

/// The singular of a regular plural of the list: city of cities.
pub(crate) fn singular_of(plural: &str) -> Option<String> {
    let stem = plural.strip_suffix('s').filter(|stem| !stem.ends_with('s'))?;
    let is_listed = |singular: &&str| sorted_lines::find(LIST, singular).is_some();
    let ies = || stem.strip_suffix("ie").map(|stem| format!("{stem}y")).filter(|noun| is_listed(&noun.as_str()));
    let es = || stem.strip_suffix('e').filter(|stem| stem.ends_with(['s', 'x', 'z', 'h', 'o'])).filter(is_listed);
    Some(stem).filter(is_listed).map(str::to_owned).or_else(ies).or_else(|| es().map(str::to_owned))
}

/// All nouns of the list, in the singular.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    LIST.lines().filter_map(|line| line.split('/').next())
}

/// How the plural of a noun may be spelt: those that [`singular_of`] reads.
pub(crate) fn plurals_of(noun: &str) -> Vec<String> {
    let ies = noun.strip_suffix('y').map(|stem| format!("{stem}ies"));
    [Some(format!("{noun}s")), Some(format!("{noun}es")), ies].into_iter().flatten().collect()
}

/// The regular plural of a noun of the list that has one: cities, boxes, towns.
pub(crate) fn plural_of(singular: &str) -> Option<String> {
    noun_of(singular).filter(|noun| noun.is_countable && !noun.is_plural)?;
    Some(match singular.as_bytes() {
        [.., before, b'y'] if !matches!(before, b'a' | b'e' | b'i' | b'o' | b'u') => {
            format!("{}ies", singular.trim_end_matches('y'))
        }
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] => format!("{singular}es"),
        _ => format!("{singular}s"),
    })
}

#[cfg(test)]
mod tests {
    use super::{LIST, Noun, noun_of};

    #[test]
    fn nouns_are_known_in_both_numbers() {
        let is = |is_plural, is_verb| Some(Noun { is_plural, is_verb, is_countable: true });
        assert_eq!([noun_of("surgeon"), noun_of("habit")], [is(false, false), is(false, true)]);
        assert_eq!(
            ["surgeons", "cities", "churches", "habits"].map(noun_of),
            [is(true, false), is(true, false), is(true, true), is(true, true)]
        );
        let countable = |word| noun_of(word).map(|noun| noun.is_countable);
        assert_eq!(["town", "equipment", "wife"].map(countable), [true, false, false].map(Some));
        assert_eq!(["", "s", "walked", "the", "being", "bitter", "set"].map(noun_of), [None; 7]);
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(LIST.lines().is_sorted_by(|left, right| left < right));
    }
}
