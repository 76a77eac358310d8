//! Documents become diagnostics: the table of rules, one file a rule, one folder a group.

mod forms;
mod function_words;
mod kind_table;
#[allow(unreachable_pub, reason = "the build script includes it, too")]
#[cfg_attr(not(test), allow(dead_code, reason = "the build script makes the table"))]
mod kinds;
mod layout;
mod masked;
mod nouns;
mod options;
mod reading;
mod rule;
mod sorted_lines;
mod spelt;
#[cfg(test)]
mod tester;
mod verbs;
mod wording;

mod consistency {
    //! Two ways of writing in one article.
    pub(super) mod capitalisation;
    pub(super) mod date_style;
    mod dates;
    pub(super) mod diacritics;
    pub(super) mod dialect;
    pub(super) mod heading_case;
    pub(super) mod hyphenation;
    pub(super) mod impossible_date;
    pub(super) mod list_punctuation;
    pub(super) mod number_style;
    mod preferred;
    pub(super) mod serial_comma;
    pub(super) mod spelling_variant;
    mod variants;
    mod ways;
}
mod grammar {
    //! What can be decided without parsing.
    use crate::rules::forms::hash_of;
    use crate::rules::kinds::{Kind, Kinds};

    pub(super) mod article;
    pub(super) mod confusion;
    pub(super) mod doubled_conjunction;
    #[allow(unreachable_pub, reason = "the build script includes it, too")]
    #[cfg_attr(not(test), allow(dead_code, reason = "the build script makes the tables"))]
    mod index;
    #[allow(clippy::unreadable_literal, reason = "the build script writes them")]
    mod lists;
    pub(super) mod noun_for_verb;
    mod patterns;
    pub(super) mod phrases;
    pub(super) mod plural_attribute;
    pub(super) mod quantified_pronoun;
    pub(super) mod verb_form;
    pub(super) mod wrong_phrase;
}
mod names {
    //! Names, acronyms, house style.
    pub(super) mod abbreviation_style;
    pub(super) mod acronym_mismatch;
    pub(super) mod acronym_redefined;
    pub(super) mod acronym_undefined;
    pub(super) mod acronym_unused;
    pub(super) mod house_name;
    pub(super) mod name_variant;
    pub(super) mod unknown_name;
}
mod repetition {
    //! Words, phrases and sentences said twice.
    pub(super) mod echoes;
    mod recurring;
    mod running;
    mod sentences;
    mod slips;
    mod soon;

    pub(super) mod echo;
    pub(super) mod repeated_opening;
    pub(super) mod repeated_phrase;
    pub(super) mod repeated_sentence;
    pub(super) mod repeated_sequence;
    pub(super) mod repeated_word;
}
mod spelling {
    //! Words that are none.
    pub(super) mod misspelling;
}
mod suppression {
    //! What silences other rules.
    pub(super) mod unused_suppression;
}
mod typography {
    //! Marks, spaces and capitals.
    mod marks;
    mod pairs;

    pub(super) mod capital_after_comma;
    pub(super) mod doubled_punctuation;
    pub(super) mod doubled_space;
    pub(super) mod ellipsis;
    pub(super) mod hyphen_for_dash;
    pub(super) mod lowercase_sentence;
    pub(super) mod missing_space;
    pub(super) mod mixed_quotes;
    pub(super) mod no_break_space;
    pub(super) mod space_before_punctuation;
    pub(super) mod space_in_compound;
    pub(super) mod trailing_space;
    pub(super) mod unbalanced_bracket;
    pub(super) mod unbalanced_quote;
    pub(super) mod wrong_apostrophe;
}

pub use options::{OptionKind, OptionMeta, OptionValue, Options, RuleOptions};
pub use reading::Reading;
pub(crate) use rule::declare_rule;
pub use rule::{Context, Fixability, Meta, Rule, Scope};

/// All rules, in the order of the reference: by group, then by name.
pub static RULES: &[&dyn Rule] = &[
    &spelling::misspelling::Misspelling,
    &names::abbreviation_style::AbbreviationStyle,
    &names::acronym_mismatch::AcronymMismatch,
    &names::acronym_redefined::AcronymRedefined,
    &names::acronym_undefined::AcronymUndefined,
    &names::acronym_unused::AcronymUnused,
    &names::house_name::HouseName,
    &names::name_variant::NameVariant,
    &names::unknown_name::UnknownName,
    &repetition::echo::Echo,
    &repetition::repeated_opening::RepeatedOpening,
    &repetition::repeated_phrase::RepeatedPhrase,
    &repetition::repeated_sentence::RepeatedSentence,
    &repetition::repeated_sequence::RepeatedSequence,
    &repetition::repeated_word::RepeatedWord,
    &typography::capital_after_comma::CapitalAfterComma,
    &typography::doubled_punctuation::DoubledPunctuation,
    &typography::doubled_space::DoubledSpace,
    &typography::ellipsis::Ellipsis,
    &typography::hyphen_for_dash::HyphenForDash,
    &typography::lowercase_sentence::LowercaseSentence,
    &typography::missing_space::MissingSpace,
    &typography::mixed_quotes::MixedQuotes,
    &typography::no_break_space::NoBreakSpace,
    &typography::space_before_punctuation::SpaceBeforePunctuation,
    &typography::space_in_compound::SpaceInCompound,
    &typography::trailing_space::TrailingSpace,
    &typography::unbalanced_bracket::UnbalancedBracket,
    &typography::unbalanced_quote::UnbalancedQuote,
    &typography::wrong_apostrophe::WrongApostrophe,
    &consistency::capitalisation::Capitalisation,
    &consistency::date_style::DateStyle,
    &consistency::diacritics::Diacritics,
    &consistency::dialect::Dialect,
    &consistency::heading_case::HeadingCase,
    &consistency::hyphenation::Hyphenation,
    &consistency::impossible_date::ImpossibleDate,
    &consistency::list_punctuation::ListPunctuation,
    &consistency::number_style::NumberStyle,
    &consistency::serial_comma::SerialComma,
    &consistency::spelling_variant::SpellingVariant,
    &grammar::article::Article,
    &grammar::confusion::Confusion,
    &grammar::doubled_conjunction::DoubledConjunction,
    &grammar::noun_for_verb::NounForVerb,
    &grammar::plural_attribute::PluralAttribute,
    &grammar::quantified_pronoun::QuantifiedPronoun,
    &grammar::verb_form::VerbForm,
    &grammar::wrong_phrase::WrongPhrase,
    &suppression::unused_suppression::UnusedSuppression,
];

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.meta().name == name)
}
