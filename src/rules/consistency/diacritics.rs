//! `diacritics`: a word with its accents here and without them there.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use rustc_hash::FxHashMap;

use super::variants::{Spelling, Spellings, report_minorities};
use crate::diagnostic::Applicability;
use crate::document::{FormId, TokenKind};
use crate::rules::forms::Wanted;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A word with its accents here and without them elsewhere in the article.
    ///
    /// Café and cafe are both English; one article has one of them. The less frequent is found, or, of a draw, the later.
    ///
    /// ```bad
    /// The café opened, then a second café. A third cafe failed.
    /// ```
    ///
    /// ```good
    /// The café opened, and a second café after it.
    /// ```
    ///
    /// Words that mean something else without the accent (resume, expose, rose) are left alone, as are quotations and
    /// names, of which there is a rule of their own.
    Diacritics = "diacritics", Consistency, Document, Warning, true, Always
}

/// Words that are others without their accents.
const OTHERS: &[&str] = &[
    "attache", "expose", "lame", "mate", "maté", "pate", "pique", "resume", "resumes", "rose", "sake", "saute",
    "touche",
];

impl Rule for Diacritics {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let token_of = |form: &crate::document::Form| document.tokens().get(form.first as usize).copied();
        let mut bare: FxHashMap<String, u32> = FxHashMap::default();
        let mut spellings = Spellings::default();
        for (form, number) in document.forms().iter().zip(0_u32..) {
            let Some(token) = token_of(form).filter(|token| token.kind == TokenKind::Word) else { continue };
            let text = document.text_of(token);
            if text.is_ascii() {
                continue;
            }
            let plain: String =
                text.nfd().filter(|&letter| !is_combining_mark(letter)).collect::<String>().to_lowercase();
            if plain.len() > 3 && plain.is_ascii() && plain != text.to_lowercase() && !OTHERS.contains(&plain.as_str())
            {
                let next = u32::try_from(bare.len()).unwrap_or(u32::MAX);
                let word = *bare.entry(plain).or_insert(next);
                spellings.insert(FormId(number), Spelling { word, way: 1 });
            }
        }
        if bare.is_empty() {
            return;
        }
        let wanted = Wanted::new(bare.iter().map(|(plain, &word)| (plain, word)));
        let plain = context.forms().find(document, &wanted);
        spellings.extend(plain.map(|(form, word)| (form, Spelling { word, way: 0 })));
        report_minorities(context, spellings, Applicability::Unsafe);
    }
}

#[cfg(test)]
mod tests {
    use super::Diacritics;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_rarer_way_is_found() {
        fixes(
            &Diacritics,
            &[
                ("A café, a café and a cafe.", "A café, a café and a café."),
                ("A facade, a facade, façade.", "A facade, a facade, facade."),
            ],
        );
    }

    #[test]
    fn other_words_are_left_alone() {
        passes(&Diacritics, &["To resume, send a résumé.", "He said \"café\". The cafe.", "Café Müller, a cafe."]);
    }
}
