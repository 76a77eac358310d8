//! The tokenizer against words as they are put together.

use proptest::prelude::*;

use super::{Scanner, tokens};
use crate::document::{Token, TokenFlags, TokenKind};
use crate::source::Span;

/// What stands between words here, and the flags of the word behind it.
const GAPS: [(&str, TokenFlags); 5] = [
    (" ", TokenFlags::SPACE_BEFORE),
    ("  ", TokenFlags::SPACE_BEFORE),
    ("\n", TokenFlags::SPACE_BEFORE.union(TokenFlags::BREAK_BEFORE)),
    (",", TokenFlags::GLUED),
    (", ", TokenFlags::SPACE_BEFORE),
];

/// The bytes, the kind and the flags of each token.
fn shapes(tokens: &[Token]) -> Vec<(Span, TokenKind, TokenFlags)> {
    tokens.iter().map(|token| (token.span, token.kind, token.flags)).collect()
}

proptest! {
    #[test]
    fn words_are_read_whatever_their_length(
        words in prop::collection::vec(("[a-z]{1,9}|[a-z]{55,70}|[a-z]{120,135}|[A-Z][a-z]{1,9}", 0..GAPS.len()), 1..30),
    ) {
        let (mut text, mut expected, mut before) = (String::new(), Vec::new(), TokenFlags::GLUED);
        for (word, gap) in &words {
            let start = text.len();
            text.push_str(word);
            let capital = TokenFlags::CAPITALISED;
            let case = if word.starts_with(char::is_uppercase) { capital } else { TokenFlags::empty() };
            expected.push((Span::from_range(start..text.len()), TokenKind::Word, before | case));
            let (written, after) = GAPS[*gap];
            if written.starts_with(',') {
                let comma = Span::from_range(text.len()..text.len() + 1);
                expected.push((comma, TokenKind::Punctuation, TokenFlags::GLUED));
            }
            text.push_str(written);
            before = after;
        }
        prop_assert_eq!(shapes(&tokens(&text)), expected, "{}", text);
    }

    #[test]
    fn nothing_is_read_behind_the_end_of_a_piece(
        text in "([a-zA-Z]{1,90}|[,. '’”—é0-9-]){1,30}",
        from in 0_usize..200,
        end in 0_usize..400,
    ) {
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let (from, end) = (boundary(from.min(end)), boundary(end));
        let mut scanner = Scanner::new(&text, text.len());
        scanner.read(Span::from_range(from..end));
        let inside = scanner.tokens().iter().all(|token| from <= token.span.start as usize && token.span.end as usize <= end);
        prop_assert!(inside, "{:?}", scanner.tokens());
        let spans = scanner.tokens().iter().map(|token| token.span.range()).collect::<Vec<_>>();
        prop_assert!(spans.is_sorted_by(|left, right| left.end <= right.start));
        // No letter is left out.
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
        let read: usize = spans.into_iter().map(|span| letters(&text[span])).sum();
        prop_assert_eq!(read, letters(&text[from..end]));
    }
}
