//! `spelling-variant`: two right spellings of one word in one article.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::preferred;
use super::variants::{Spelling, Spellings, report_minorities};
use crate::diagnostic::Applicability;
use crate::rules::forms::Wanted;
use crate::rules::{Context, Meta, Options, Rule, declare_rule};

declare_rule! {
    /// One word spelt in two ways, both of them right.
    ///
    /// Many words have two spellings within one dialect: adviser and advisor, focused and focussed. Either is fine, both
    /// together look unedited. The less frequent one is found; of a draw, the later one.
    ///
    /// ```bad
    /// The adviser spoke first. Another adviser agreed, and the third advisor left.
    /// ```
    ///
    /// ```good
    /// The adviser spoke first. Another adviser agreed, and so did the Senior Advisor.
    /// ```
    ///
    /// Quotations and names are left alone.
    SpellingVariant = "spelling-variant", Consistency, Document, Warning, true, Always, options {
        /// Spellings of the house, such as `["advisor", "while"]`, each with its plural. The other spellings of these
        /// words are found wherever they stand. Without it each article may choose.
        "prefer": Words,
    }
}

/// The list: a word a line, with its spellings.
const LIST: &str = include_str!("../../../dictionaries/rules/spelling-variants.txt");

static VARIANTS: LazyLock<Wanted<Spelling>> = LazyLock::new(|| {
    let lines = LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    Wanted::new((0_u32..).zip(lines).flat_map(|(word, line)| {
        (0_u16..).zip(line.split_whitespace()).map(move |(way, text)| (text, Spelling { word, way }))
    }))
});

impl Rule for SpellingVariant {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let mut spellings: Spellings = context.forms().find(&VARIANTS).collect();
        let decided = decided(context.options);
        if !decided.is_empty() {
            preferred::report(context, |word| Some((*decided.get(&VARIANTS.get(word)?.word)?).to_owned()));
            spellings.retain(|_, spelling| !decided.contains_key(&spelling.word));
        }
        report_minorities(context, spellings, Applicability::Unsafe);
    }
}

/// By word, the spelling that the house has decided on.
fn decided(options: &Options) -> FxHashMap<u32, &'static str> {
    let mut decided = FxHashMap::default();
    for preferred in options.words("prefer").iter().map(|word| word.to_lowercase()) {
        let lines = LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        for (word, line) in (0_u32..).zip(lines) {
            let is_house = |spelling: &&str| *spelling == preferred || spelling.strip_suffix('s') == Some(&preferred);
            decided.extend(line.split_whitespace().find(is_house).map(|spelling| (word, spelling)));
        }
    }
    decided
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{LIST, SpellingVariant};
    use crate::diagnostic::Applicability;
    use crate::fix;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check_told, fixes, options, passes};

    #[test]
    fn the_house_decides() {
        let told = options(&SpellingVariant, &[("prefer", OptionValue::Words(vec!["advisor".into()]))]);
        let text = "An adviser, two Advisers and an advisor. He focussed, she focused. They focused.";
        let found = check_told(&SpellingVariant, text, &told);
        let fixed = fix::apply(text, &found, Applicability::Unsafe).text;
        assert_eq!(fixed, "An advisor, two Advisers and an advisor. He focused, she focused. They focused.");
    }

    #[test]
    fn the_rarer_spelling_is_found() {
        fixes(
            &SpellingVariant,
            &[
                ("An adviser, an adviser and an advisor.", "An adviser, an adviser and an adviser."),
                ("Among us, amongst them, amongst you.", "Amongst us, amongst them, amongst you."),
                ("He focussed, she focused. They focused.", "He focused, she focused. They focused."),
            ],
        );
    }

    #[test]
    fn one_spelling_names_and_quotations_are_left_alone() {
        passes(
            &SpellingVariant,
            &[
                "An adviser, and two more advisers.",
                "An adviser of the National Security Advisor.",
                "He said: \"My advisor is good.\" The adviser was not.",
            ],
        );
    }

    #[test]
    fn the_list_is_in_order() {
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted(), "{:?}", lines.windows(2).find(|pair| pair[0] > pair[1]));
        let mut seen = HashSet::new();
        for word in lines.iter().flat_map(|line| line.split_whitespace()) {
            assert!(seen.insert(word), "{word} stands twice");
        }
        assert!(lines.iter().all(|line| line.split_whitespace().count() > 1));
    }
}
