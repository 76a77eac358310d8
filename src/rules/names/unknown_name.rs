//! `unknown-name`: a name that nothing vouches for.

use crate::document::TokenFlags;
use crate::lexicon::EntryFlags;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A name that no list knows and that stands only once.
    ///
    /// An unknown word with a capital is taken for a name, not for a misspelling, and most are. What remains
    /// undecided is reported by this rule, for a last look before an important text goes out.
    ///
    /// ```bad
    /// They flew on to Qzarkhovil that night.
    /// ```
    ///
    /// ```good
    /// They flew on to Samarkand that night, and to Qzarkhovil. Mr Ysterquoon stayed in Qzarkhovil.
    /// ```
    ///
    /// A second mention, here or in another article, vouches for a name, and so do a title, a known given name before
    /// it, the project's words and the house list. It is off by default.
    UnknownName = "unknown-name", Names, Corpus, Note, false, None
}

impl Rule for UnknownName {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        for name in context.names {
            let token = document.tokens()[name.token as usize];
            let entry = context.words.of(token);
            let known = entry.accepted() || entry.flags.intersects(EntryFlags::NAME | EntryFlags::COMMON);
            if known || token.flags.intersects(TokenFlags::SIC | TokenFlags::ALL_CAPS) || name.title.is_some() {
                continue;
            }
            let form = document.slice(name.span);
            let beside = name.before.and_then(|before| context.names.get(before.get()));
            let beside_entry = beside.map(|before| context.words.of(document.tokens()[before.token as usize]));
            let introduced = beside_entry.is_some_and(|entry| entry.is(EntryFlags::GIVEN_NAME));
            let attested = context.corpus.name(form).is_some_and(|name| name.count > 1);
            let in_parts = token.has(TokenFlags::HYPHENATED)
                && document.parts(token).all(|part| context.lexicon.check(document.slice(part)).accepted());
            if introduced || attested || in_parts || context.house.entry(form).is_some() {
                continue;
            }
            let diagnostic = context
                .diagnostic(name.span, format!("nothing vouches for “{form}”"))
                .with_note("it is in no list of names, and it stands only here")
                .with_help("if it is right, add it to the project's words or to the house list");
            context.report(diagnostic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::UnknownName;
    use crate::rules::tester::{check_beside, fails, passes};

    #[test]
    fn a_lone_unknown_name_is_undecided() {
        fails(&UnknownName, &["They flew to Qzarkhovil at night."]);
        passes(
            &UnknownName,
            &[
                "They flew to London at night.",
                "They met Mr Ysterquoon and Boris Ysterquoin.",
                "They flew to Qzarkhovil, and from Qzarkhovil.",
                "The Qzarkhovil [sic] rail line.",
            ],
        );
        let found = check_beside(&UnknownName, "They flew to Qzarkhovil.", &["We saw Qzarkhovil."]);
        assert!(found.is_empty());
    }
}
