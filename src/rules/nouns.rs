//! Frequent words that are nouns: what stands behind “whose”, and hardly ever behind “who's”.

use crate::rules::sorted_lines;

/// The list, one word a line, in the singular, sorted; “/V” marks those that are verbs, too.
const LIST: &str = include_str!("../../dictionaries/wordnet/nouns.txt");

/// What is known of a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noun {
    pub(crate) is_plural: bool,
    /// Whether the same letters are a form of a verb.
    pub(crate) is_verb: bool,
}

/// What is known of `word`, in small letters, as a noun. Irregular plurals are not known.
pub(crate) fn noun_of(word: &str) -> Option<Noun> {
    let noun = |singular: &str, is_plural| {
        let line = sorted_lines::find(LIST, singular)?;
        Some(Noun { is_plural, is_verb: line.ends_with("/V") })
    };
    let plural = || {
        let stem = word.strip_suffix('s')?;
        let ies = || noun(&format!("{}y", stem.strip_suffix("ie")?), true);
        let es = || noun(stem.strip_suffix('e').filter(|stem| stem.ends_with(['s', 'x', 'z', 'h', 'o']))?, true);
        noun(stem, true).or_else(ies).or_else(es)
    };
    noun(word, false).or_else(plural)
}

#[cfg(test)]
mod tests {
    use super::{LIST, Noun, noun_of};

    #[test]
    fn nouns_are_known_in_both_numbers() {
        let is = |is_plural, is_verb| Some(Noun { is_plural, is_verb });
        assert_eq!([noun_of("surgeon"), noun_of("habit")], [is(false, false), is(false, true)]);
        assert_eq!(
            ["surgeons", "cities", "churches", "habits"].map(noun_of),
            [is(true, false), is(true, false), is(true, true), is(true, true)]
        );
        assert_eq!(["", "s", "walked", "the", "being", "bitter", "set"].map(noun_of), [None; 7]);
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(LIST.lines().is_sorted_by(|left, right| left < right));
    }
}
