//! Proper nouns that everybody writes, so that an unknown word near one of them is more likely a slip than a name.

use crate::rules::sorted_lines;

/// The list, one word a line, sorted, behind comments.
const LIST: &str = include_str!("../../../../dictionaries/rules/proper-nouns.txt");

/// Whether `word`, as it is written with its capital, is on the list.
pub(super) fn is_household(word: &str) -> bool {
    sorted_lines::find(LIST, word).is_some()
}

#[cfg(test)]
mod tests {
    use super::{LIST, is_household};
    use crate::lexicon::Lexicon;
    use crate::rules::spelling::misspelling::Misspelling;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_list_is_sorted_and_right() {
        let entries = || LIST.lines().filter(|line| !line.starts_with('#'));
        assert!(LIST.lines().is_sorted_by(|left, right| left < right || left.starts_with('#')));
        assert!(entries().all(is_household));
        assert!(is_household("October") && !is_household("october") && !is_household("Ocotber"));
        let lexicon = Lexicon::default();
        let unknown: Vec<&str> = entries().filter(|word| !lexicon.check(word).accepted()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn slips_of_months_and_countries_are_found() {
        fixes(
            &Misspelling,
            &[
                ("They met last Ocotber, on a Wedensday.", "They met last October, on a Wednesday."),
                ("The Norweigan striker left Copenhangen.", "The Norwegian striker left Copenhagen."),
                ("It rained in the Phillipines and in Britian.", "It rained in the Philippines and in Britain."),
            ],
        );
    }

    #[test]
    fn names_near_them_are_left_alone() {
        passes(
            &Misspelling,
            &[
                "The club Brasilia met Irena Bulgarov, Anna Germano and Jaan Octobrescu.",
                "The village of Sudany lies beside Marocka, in the Californias.",
            ],
        );
    }
}
