//! Words that carry grammar rather than matter.

/// The list, one word a line, sorted.
const LIST: &str = include_str!("../../dictionaries/rules/function-words.txt");

/// The words of the list, in small letters.
pub(super) fn entries() -> impl Iterator<Item = &'static str> {
    LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether `word`, in small letters, is on the list. This reads the list; for every word of a text, make a table.
pub(super) fn is_function_word(word: &str) -> bool {
    entries().any(|entry| entry == word)
}

#[cfg(test)]
mod tests {
    use super::{entries, is_function_word};

    #[test]
    fn the_list_is_sorted_and_without_duplicates() {
        let words: Vec<&str> = entries().collect();
        assert!(words.is_sorted_by(|left, right| left < right));
        assert!(is_function_word("the") && !is_function_word("capital"));
    }
}
