//! Backticks that were written for apostrophes and only look like code.

use std::ops::Range;

use crate::document::chars;

/// What follows an apostrophe in English contractions and possessives.
const ENDINGS: &[&str] = &["s", "t", "re", "ve", "ll", "d", "m"];

/// Whether the code span at `range`, its backticks included, is two apostrophes and the prose between them: `US`s and
/// China`s`. Code does not open within a word and go on with its ending.
pub(super) fn is_apostrophes(text: &str, range: &Range<usize>) -> bool {
    let Some(span) = text.get(range.clone()) else { return false };
    let Some(content) = span.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) else { return false };
    if content.starts_with('`') || !chars::char_before(text, range.start).is_some_and(char::is_alphabetic) {
        return false;
    }
    let after = text.get(range.end..).unwrap_or_default();
    let closes_a_word = content.chars().next_back().is_some_and(char::is_alphabetic);
    begins_with_ending(content) || (closes_a_word && begins_with_ending(after))
}

fn begins_with_ending(text: &str) -> bool {
    ENDINGS.iter().any(|ending| {
        let rest = text.get(..ending.len()).filter(|head| head.eq_ignore_ascii_case(ending));
        rest.is_some() && !chars::char_at(text, ending.len()).is_some_and(chars::is_word_char)
    })
}
