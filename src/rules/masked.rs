//! Words of which asterisks stand for some letters: f***ing, c***nt.

use crate::document::Document;

/// Words of so many bytes or fewer before asterisks are the beginning of a longer one; behind others stands a footnote.
const BEGINNING: usize = 3;

/// Whether the token at `index` is a piece of a word, the rest of which asterisks stand for.
pub(super) fn is_masked(document: &Document, index: usize) -> bool {
    let tokens = document.tokens();
    let Some(&token) = tokens.get(index) else { return false };
    let before = index.checked_sub(1).and_then(|at| tokens.get(at));
    let before =
        before.is_some_and(|before| before.span.end == token.span.start && document.text_of(*before).ends_with('*'));
    let after = tokens.get(index + 1);
    let after =
        after.is_some_and(|after| after.span.start == token.span.end && document.text_of(*after).starts_with('*'));
    if !before && !after {
        return false;
    }
    let (start, end) = (token.span.start as usize, token.span.end as usize);
    let left = document.text().get(..start).unwrap_or_default().trim_end_matches('*');
    let rest = document.text().get(end..).unwrap_or_default();
    let right = rest.trim_start_matches('*');
    let goes_on = before && left.ends_with(char::is_alphanumeric) || after && right.starts_with(char::is_alphanumeric);
    goes_on || !before && rest.len() - right.len() > 1 && token.span.len() <= BEGINNING
}

#[cfg(test)]
mod tests {
    use super::is_masked;
    use crate::document::{Document, Format};

    #[test]
    fn pieces_of_words_are_told_from_marks() {
        let masked = |text: &str| {
            let document = Document::parse(text.into(), Format::Plain);
            (0..document.tokens().len()).filter(|&index| is_masked(&document, index)).count()
        };
        for (text, expected) in
            [("f***ing", 2), ("a s*** it", 1), ("**the word** of it", 0), ("a word* of", 0), ("* so", 0)]
        {
            assert_eq!(masked(text), expected, "{text}");
        }
    }
}
