//! Capitals: taken off before the search, and given back after it.

/// How the capitals of a word stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capitals {
    /// None, or in places that mean nothing.
    None,
    /// The first letter only, or the first of several.
    First,
    /// All of two letters or more.
    All,
}

impl Capitals {
    pub(super) fn of(word: &str) -> Self {
        let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
        let first = letters.next().is_some_and(char::is_uppercase);
        let (mut upper, mut lower) = (0, 0);
        for letter in letters {
            if letter.is_uppercase() {
                upper += 1;
            } else {
                lower += 1;
            }
        }
        match (first, upper, lower) {
            // Of "DEpartment" or "COUNCILs", the greater part shows what is meant.
            (true, 1.., lower) if lower * 2 < upper => Self::All,
            (true, ..) => Self::First,
            _ => Self::None,
        }
    }

    /// Writes a word of the dictionary as the typed word was written.
    pub(super) fn give_to(self, word: String) -> String {
        match self {
            Self::None => word,
            Self::All => word.to_uppercase(),
            Self::First => {
                let mut letters = word.chars();
                match letters.next() {
                    Some(first) if first.is_lowercase() => first.to_uppercase().chain(letters).collect(),
                    _ => word,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_capitals_back() {
        for (typed, word, expected) in [
            ("departmment", "department", "department"),
            ("Departmment", "department", "Department"),
            ("COUNIL", "council", "COUNCIL"),
            ("paris", "Paris", "Paris"),
            ("Ipone", "iPhone", "IPhone"),
            ("COUNCILLs", "council", "COUNCIL"),
            ("A", "an", "An"),
            ("É", "été", "Été"),
        ] {
            assert_eq!(Capitals::of(typed).give_to(word.into()), expected, "{typed}");
        }
    }
}
