//! `wrong-apostrophe`: a backtick, an acute accent or a prime for an apostrophe.

use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::TokenFlags;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A backtick, an acute accent or a prime where an apostrophe belongs.
    ///
    /// These marks come from keyboards and from copying. In Markdown two of them on one line can even swallow the
    /// words between them as code. The fix writes the apostrophe that the article uses elsewhere, straight or curly.
    ///
    /// ```bad
    /// The country`s minister arrived.
    /// ```
    ///
    /// ```good
    /// The country's minister arrived.
    /// ```
    ///
    /// Backticks that mark code, primes after numbers (6′ 2″) and after the letters of mathematics (x′), and the accents of
    /// a pronunciation between slashes (/nuk´lee/) are left alone. So are names whose accent is no English apostrophe
    /// (Ka`ba): an ending must follow the mark (’s, ’t, ’re …), or a capital (O’Brien).
    WrongApostrophe = "wrong-apostrophe", Typography, Document, Error, true, Always
}

impl Rule for WrongApostrophe {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let mut right_mark = None;
        for index in context.forms().places_where(document, |first| first.has(TokenFlags::WRONG_APOSTROPHE)) {
            let token = document.tokens()[index];
            if token.has(TokenFlags::SIC) {
                continue;
            }
            let text = document.text_of(token);
            let stem = text.trim_end_matches(is_wrong);
            let quoted = stem.len() < text.len() && !context.lexicon.check(stem).accepted();
            if quoted || !is_apostrophe_of(text) || is_pronounced(document.text(), token.span) {
                continue;
            }
            let right = *right_mark.get_or_insert_with(|| preferred(context));
            let wrong: Vec<(usize, char)> = text.char_indices().filter(|&(_, c)| is_wrong(c)).collect();
            let Some(&(_, first)) = wrong.first() else { continue };
            let edits = wrong
                .iter()
                .map(|&(at, c)| {
                    let start = token.span.start as usize + at;
                    Edit { span: Span::from_range(start..start + c.len_utf8()), text: right.to_owned() }
                })
                .collect();
            let mended: String =
                text.chars().map(|c| if is_wrong(c) { right.to_owned() } else { c.to_string() }).collect();
            let title = format!("write “{mended}”");
            let diagnostic = context
                .diagnostic(token.span, format!("{} is written for an apostrophe", name(first)))
                .with_fix(Fix { title, edits, applicability: Applicability::Safe });
            context.report(diagnostic);
        }
    }
}

fn is_wrong(c: char) -> bool {
    matches!(c, '`' | '´' | '′')
}

/// Whether what follows the first wrong mark of `word` may follow an apostrophe.
fn is_apostrophe_of(word: &str) -> bool {
    const ENDINGS: &[&str] = &["", "s", "t", "d", "m", "re", "ve", "ll", "em", "til", "cause", "tis", "twas"];
    let mut parts = word.splitn(2, is_wrong);
    let (before, after) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    // A word that has both the apostrophe and another mark tells them apart.
    let both = word.contains(['\'', '’']);
    let ending = after.split(['-', '‐', '`', '´', '′']).next().unwrap_or_default();
    let ends = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending));
    let prime = ending.is_empty() && before.chars().nth(1).is_none() && !before.is_empty();
    let name = after.starts_with(char::is_uppercase) && before.chars().nth(2).is_none();
    !both && !prime && (ends || name)
}

/// Whether `span` stands between two slashes of its line, as pronunciations do.
fn is_pronounced(text: &str, span: Span) -> bool {
    /// The longest pronunciation, to either side, in bytes.
    const REACH: usize = 40;
    let bytes = text.as_bytes();
    let (start, end) = (span.start as usize, span.end as usize);
    let stops = |byte: u8| matches!(byte, b'\n' | b'/');
    let before = bytes.get(start.saturating_sub(REACH)..start).unwrap_or_default();
    let opener = before.iter().rposition(|&byte| stops(byte)).filter(|&at| before.get(at) == Some(&b'/'));
    // The slash of an alternative (and/or) touches the word before it.
    let free =
        |at: usize| at.checked_sub(1).and_then(|at| before.get(at)).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let after = bytes.get(end..bytes.len().min(end + REACH)).unwrap_or_default();
    opener.is_some_and(free) && after.iter().find(|&&byte| stops(byte)) == Some(&b'/')
}

fn name(mark: char) -> &'static str {
    match mark {
        '`' => "a backtick",
        '´' => "an acute accent",
        _ => "a prime",
    }
}

/// The apostrophe that the document uses most, straight where it uses none.
fn preferred(context: &Context<'_>) -> &'static str {
    let document = context.document;
    let with = |mark: char| {
        document.count_where(|token| token.has(TokenFlags::APOSTROPHE) && document.text_of(token).contains(mark))
    };
    if with('’') > with('\'') { "’" } else { "'" }
}

#[cfg(test)]
mod tests {
    use super::WrongApostrophe;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn wrong_marks_become_apostrophes() {
        fixes(
            &WrongApostrophe,
            &[
                ("The country`s minister", "The country's minister"),
                ("the US`s call and China`s answer", "the US's call and China's answer"),
                ("It´s the country´s day", "It's the country's day"),
                ("I don’t know the country`s name", "I don’t know the country’s name"),
            ],
        );
    }

    #[test]
    fn code_and_feet_are_left_alone() {
        passes(
            &WrongApostrophe,
            &[
                "Call `main` and `test` here.",
                "He is 6′ 2″ tall.",
                "It's the country’s day.",
                "The quay is said /kee´s@y/ here, and /aw´l es´/ there.",
                "The points x′ and y′ lie on the line. The Ka`ba stands there.",
            ],
        );
    }
}
