//! Finding a phrase of the house list at a place of a text.

use std::borrow::Cow;

/// `text` with straight apostrophes in place of typographic ones.
pub(super) fn straight(text: &str) -> Cow<'_, str> {
    if text.contains(['’', 'ʼ', '‘']) {
        Cow::Owned(text.replace(['’', 'ʼ', '‘'], "'"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The first word of a phrase, or the first part of it where it is hyphenated.
pub(super) fn first_part(phrase: &str) -> &str {
    phrase.split(|c: char| c.is_whitespace() || c == '-').next().unwrap_or(phrase)
}

/// How many bytes of `text` at `at` are `phrase`, written so or in capitals throughout; `None` where they are not, or
/// where the phrase ends inside a word. A possessive ending or a hyphen may follow.
///
/// White space of the phrase stands for any white space without an empty line; apostrophes of all shapes are alike.
pub fn match_phrase(text: &str, at: usize, phrase: &str) -> Option<usize> {
    let rest = text.get(at..)?;
    matched(rest, phrase, |written, wanted| written == wanted)
        .or_else(|| matched(rest, phrase, |written, wanted| wanted.to_uppercase().eq(std::iter::once(written))))
}

/// The same, whatever the capitals of both.
pub fn match_phrase_ignoring_case(text: &str, at: usize, phrase: &str) -> Option<usize> {
    matched(text.get(at..)?, phrase, |written, wanted| written.to_lowercase().eq(wanted.to_lowercase()))
}

fn matched(text: &str, phrase: &str, same: impl Fn(char, char) -> bool) -> Option<usize> {
    let mut rest = text;
    let mut wanted = phrase.chars().peekable();
    while let Some(c) = wanted.next() {
        if c.is_whitespace() {
            while wanted.next_if(|c| c.is_whitespace()).is_some() {}
            let gap = rest.len() - rest.trim_start().len();
            if gap == 0 || rest[..gap].matches('\n').count() > 1 {
                return None;
            }
            rest = &rest[gap..];
            continue;
        }
        let written = rest.chars().next()?;
        let alike = if is_apostrophe(c) { is_apostrophe(written) } else { same(written, c) };
        if !alike {
            return None;
        }
        rest = &rest[written.len_utf8()..];
    }
    let ends = !rest.starts_with(char::is_alphanumeric);
    ends.then(|| text.len() - rest.len()).filter(|&length| length > 0)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

#[cfg(test)]
mod tests {
    use super::{match_phrase, match_phrase_ignoring_case};

    #[test]
    fn phrases_are_found_where_they_end_with_a_word() {
        for (text, phrase, length) in [
            ("Kiev fell", "Kiev", Some(4)),
            ("Kiev's", "Kiev", Some(4)),
            ("KIEV-based", "Kiev", Some(4)),
            ("Kievan", "Kiev", None),
            ("kiev", "Kiev", None),
            ("Kim Jong\nUn said", "Kim Jong Un", Some(11)),
            ("Kim Jong\n\nUn said", "Kim Jong Un", None),
            ("Kim Jong\u{a0}Un", "Kim Jong Un", Some(12)),
            ("Qur’an", "Qur'an", Some(8)),
            ("Straße", "Straße", Some(7)),
            ("Ki", "Kiev", None),
        ] {
            assert_eq!(match_phrase(text, 0, phrase), length, "{text:?} {phrase:?}");
        }
        assert_eq!(match_phrase_ignoring_case("Chicken kiev.", 0, "chicken Kiev"), Some(12));
        assert_eq!(match_phrase("é", 1, "x"), None);
    }
}
