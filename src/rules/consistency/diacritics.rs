//! `diacritics`: a word with its accents here and without them there.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use rustc_hash::FxHashMap;

use super::preferred;
use super::variants::{Spelling, Spellings, report_minorities};
use crate::diagnostic::Applicability;
use crate::document::{FormId, TokenFlags, TokenKind};
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
    Diacritics = "diacritics", Consistency, Document, Warning, true, Always, options {
        /// Words as the house writes them, such as `["café", "facade"]`. The same with other accents is found wherever it
        /// stands. Without it each article may choose.
        "prefer": Words,
    }
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
        let decided: FxHashMap<String, String> =
            context.options.words("prefer").iter().map(|word| (without_accents(word), word.to_lowercase())).collect();
        if !decided.is_empty() {
            preferred::report(context, |word| decided.get(&without_accents(word)).cloned());
        }
        let token_of = |form: &crate::document::Form| document.tokens().get(form.first as usize).copied();
        let mut bare: FxHashMap<String, u32> = FxHashMap::default();
        let mut spellings = Spellings::default();
        for (form, number) in document.forms().iter().zip(0_u32..) {
            if !context.words.is_wide(FormId(number)) {
                continue;
            }
            let Some(token) = token_of(form).filter(|token| token.kind == TokenKind::Word) else { continue };
            let text = document.text_of(token);
            // Most words that are not ASCII have a curly apostrophe and no accent.
            if text.chars().all(|c| c.is_ascii() || c == '’') {
                continue;
            }
            // Whether a name has its accents is a matter of names.
            if text.split(['-', '‐']).any(|part| part.starts_with(char::is_uppercase))
                && !token.has(TokenFlags::SENTENCE_START)
            {
                continue;
            }
            let plain = without_accents(text);
            if decided.contains_key(&plain) {
                continue;
            }
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
        let plain = context.forms().find(&wanted);
        spellings.extend(plain.map(|(form, word)| (form, Spelling { word, way: 0 })));
        report_minorities(context, spellings, Applicability::Unsafe);
    }
}

/// `word` in small letters without its accents.
fn without_accents(word: &str) -> String {
    word.nfd().filter(|&letter| !is_combining_mark(letter)).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::Diacritics;
    use crate::diagnostic::Applicability;
    use crate::fix;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check_told, fixes, options, passes};

    #[test]
    fn the_house_decides() {
        let words = vec!["café".into(), "Facade".into()];
        let told = options(&Diacritics, &[("prefer", OptionValue::Words(words))]);
        let text = "A cafe, a façade and a café; \"cafe\".";
        let found = check_told(&Diacritics, text, &told);
        let fixed = fix::apply(text, &found, Applicability::Safe).text;
        assert_eq!(fixed, "A café, a facade and a café; \"cafe\".");
    }

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
        passes(
            &Diacritics,
            &[
                "To resume, send a résumé.",
                "He said \"café\". The cafe.",
                "Café Müller, a cafe.",
                "the star al-Thurayyā, an al-Thurayya, an al-Thurayya",
            ],
        );
    }
}
