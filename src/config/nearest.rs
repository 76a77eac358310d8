//! What a mistyped name was meant to be.

/// The one of `names` that `name` was most likely meant to be, or `None` where none is like it.
///
/// Nearness is the Damerau–Levenshtein distance on small letters, with `_` and `-` alike; at most a third of the letters may differ.
pub fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |text: &str| text.to_lowercase().replace('_', "-");
    let wanted = plain(name);
    names
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), candidate))
        .filter(|&(distance, candidate)| distance * 3 <= candidate.chars().count().max(3))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// `; did you mean …?`, or nothing where no name is near.
pub(super) fn did_you_mean<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    nearest(name, names).map_or_else(String::new, |candidate| format!("; did you mean `{candidate}`?"))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let names = ["misspelling", "repeated-word", "missing-space"];
        for (typed, meant) in [
            ("mispelling", Some("misspelling")),
            ("Repeated_Word", Some("repeated-word")),
            ("missing-spcae", Some("missing-space")),
            ("grammar", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, names), meant, "{typed}");
        }
    }
}
