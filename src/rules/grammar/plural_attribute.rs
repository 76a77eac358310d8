//! `plural-attribute`: a plural before a noun, where an adjective or a singular belongs.

use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags};
use crate::lexicon::EntryFlags;
use crate::rules::grammar::phrases::{is_joined, is_plain};
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A plural directly before a plural noun, where an adjective or a singular was meant: “Italians bakers”.
    ///
    /// The plural of a people cannot stand before a noun: the adjective (Italian bakers) or the possessive (Italians’
    /// bakers) was meant. No verb can be read in the noun’s place, since one that goes with a plural has no -s. Of other
    /// words in -s it is known from counted pairs of words: “ceramic tiles” is a common pair, “ceramics tiles”
    /// none at all.
    ///
    /// ```bad
    /// It was a letter to Italians bakers. They sold Ceramics Tiles.
    /// ```
    ///
    /// ```good
    /// It was a letter to Italian bakers, which Italians always welcome. They sold sports cars and ceramic tiles.
    /// ```
    ///
    /// It keeps silent before words in -s that are no plain plural nouns (always, as, is, towards), where the plural was
    /// ever counted before the noun, and where it may be a verb (it draws conclusions, trades unions) or the noun one (the condition of
    /// the Indians shows it).
    PluralAttribute = "plural-attribute", Grammar, Document, Error, true, Always
}

/// Words in -s that may follow a plural.
const FOLLOWERS: &[&str] = &[
    "across",
    "afterwards",
    "always",
    "amidst",
    "besides",
    "days",
    "decades",
    "does",
    "downwards",
    "hours",
    "indoors",
    "its",
    "lots",
    "minutes",
    "months",
    "moments",
    "nowadays",
    "onwards",
    "ones",
    "others",
    "outdoors",
    "overseas",
    "ourselves",
    "perhaps",
    "plus",
    "seconds",
    "sometimes",
    "themselves",
    "thousands",
    "hundreds",
    "towards",
    "upwards",
    "upstairs",
    "versus",
    "weeks",
    "whereas",
    "yards",
    "yourselves",
    "years",
    "yes",
    "thus",
    "unless",
    "units",
    "inches",
    "feet",
    "metres",
    "meters",
    "miles",
    "kilometres",
    "kilometers",
];

impl Rule for PluralAttribute {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let bytes = document.text().as_bytes();
        let in_s = |token: Token| bytes.get(token.span.end as usize - 1) == Some(&b's');
        for (index, pair) in document.tokens().windows(2).enumerate() {
            let [first, noun] = [pair[0], pair[1]];
            if !in_s(first) || !in_s(noun) {
                continue;
            }
            if !is_plain(first) || !is_plain(noun) || first.span.len() < 5 || noun.span.len() < 5 || !is_joined(noun) {
                continue;
            }
            let (word, thing) = (document.text_of(first), document.text_of(noun));
            if !is_plural_noun(context, noun) {
                continue;
            }
            let (right, help) = if let Some(adjective) =
                adjective_of(context, first).filter(|_| !may_be_its_verb(context, index, thing))
            {
                (adjective, format!("the adjective is “{adjective}”, the possessive “{word}’”"))
            } else if let Some(usual) = usual_pair(context, first, thing).filter(|_| !is_partitive(document, index)) {
                (usual, format!("“{usual} {thing}” is a common pair, “{word} {thing}” was never counted"))
            } else {
                continue;
            };
            let diagnostic = context
                .diagnostic(first.span.to(noun.span), format!("“{word}” directly before “{thing}”"))
                .with_help(help)
                .with_fix(Fix::replace(first.span, right, Applicability::Unsafe));
            context.report(diagnostic);
        }
    }
}

/// Whether `thing` may be the verb of what stands before “of”: the care of the Indians suggests it.
fn may_be_its_verb(context: &Context<'_>, index: usize, thing: &str) -> bool {
    let document = context.document;
    let before = document.tokens().get(index.saturating_sub(6)..index).unwrap_or_default();
    let parts = |&token: &Token| matches!(document.text_of(token), "of" | "by" | "from" | "for" | "with");
    before.iter().any(parts) && thing.strip_suffix('s').is_some_and(|stem| context.lexicon.may_be_verb(stem))
}

/// Whether the plural at `index` may be what one is taken of, whose verb has an -s: “any of these errors occurs”.
fn is_partitive(document: &Document, index: usize) -> bool {
    const ONE: &[&str] = &["any", "each", "either", "neither", "none", "one"];
    let before = document.tokens().get(index.saturating_sub(6)..index).unwrap_or_default();
    before.windows(2).any(|pair| {
        document.text_of(pair[1]) == "of" && ONE.iter().any(|one| document.text_of(pair[0]).eq_ignore_ascii_case(one))
    })
}

/// How much likelier than by chance the usual pair must be, as a natural logarithm.
const USUAL: f32 = 5.5;

/// The word without its -s, where that makes a common pair with `thing` and the word itself was never counted there.
fn usual_pair<'a>(context: &Context<'a>, first: Token, thing: &str) -> Option<&'a str> {
    let word = context.document.text_of(first);
    let stem = word.strip_suffix('s').filter(|stem| !stem.ends_with('s'))?;
    let other = TokenFlags::ALL_CAPS | TokenFlags::APOSTROPHE | TokenFlags::HYPHENATED | TokenFlags::QUOTED;
    let lexicon = context.lexicon;
    let known =
        !first.flags.intersects(other) && context.words.of(first).frequency > 0 && lexicon.check_again(stem).accepted();
    if !known || lexicon.may_be_verb(stem) {
        return None;
    }
    let usual = lexicon.association(stem, thing).is_some_and(|strength| strength >= USUAL);
    (usual && lexicon.association(word, thing).is_none()).then_some(stem)
}

/// The adjective of which the token is the plural noun: American of Americans. Only those in -an, which are told from other
/// names by the lexicon.
fn adjective_of<'a>(context: &Context<'a>, people: Token) -> Option<&'a str> {
    let text = context.document.text_of(people);
    if !people.has(TokenFlags::CAPITALISED) {
        return None;
    }
    let adjective =
        text.strip_suffix('s').filter(|stem| stem.len() > 5 && stem.ends_with("an") && !stem.ends_with("man"))?;
    let entry = context.lexicon.check_again(adjective);
    let of_a_people = entry.is(EntryFlags::PROPER) && !entry.is(EntryFlags::COMMON | EntryFlags::GIVEN_NAME);
    let plural = context.words.of(people).is(EntryFlags::PROPER);
    (of_a_people && plural && !people.flags.intersects(TokenFlags::ALL_CAPS | TokenFlags::HYPHENATED))
        .then_some(adjective)
}

/// Whether the token is the plural of a known word and nothing else that may follow a noun.
fn is_plural_noun(context: &Context<'_>, noun: Token) -> bool {
    let text = context.document.text_of(noun);
    let other = TokenFlags::APOSTROPHE | TokenFlags::HYPHENATED | TokenFlags::ALL_CAPS;
    if noun.flags.intersects(other) || !context.words.of(noun).accepted() || FOLLOWERS.contains(&text) {
        return false;
    }
    let known = |word: &str| context.lexicon.check_again(word).accepted();
    let singular = || {
        let stem = text.strip_suffix("ies").map(|stem| format!("{stem}y"));
        stem.is_some_and(|word| known(&word)) || text.strip_suffix('s').is_some_and(known)
    };
    !text.ends_with("ss") && singular()
}

#[cfg(test)]
mod tests {
    use super::PluralAttribute;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_adjective_is_put_in() {
        fixes(
            &PluralAttribute,
            &[
                ("a letter to Italians bakers that", "a letter to Italian bakers that"),
                ("The Russians forces left.", "The Russian forces left."),
                ("Brown Ceramics Tiles", "Brown Ceramic Tiles"),
            ],
        );
    }

    #[test]
    fn plurals_followed_by_other_words_are_left_alone() {
        passes(
            &PluralAttribute,
            &[
                "Americans always said that Russians across the border, Europeans besides, and Ukrainians as well knew.",
                "The Americans is a series. Indians thus won. The Italians across it. Americans' bakers.",
                "The Americans: bakers of old. The Koreans years later.",
                "The condition of the Indians shows progress, and the position of these Indians remains what it was.",
                "Any of the above errors occurs. He draws conclusions. A browser that accepts cookies resolves conflicts; trades unions.",
                "Sports cars, arms deals, goods trains, plants trees, customs officers.",
            ],
        );
    }
}
