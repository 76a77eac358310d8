//! `space-in-compound`: a space beside the hyphen of a compound.

use super::marks::{around, between, is_parted, is_wordlike, touch};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags};
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A space beside the hyphen of a compound.
    ///
    /// ```bad
    /// The U.S.- made drones flew over the anti- war rally.
    /// ```
    ///
    /// ```good
    /// The U.S.-made drones flew over the anti-war rally.
    /// ```
    ///
    /// It keeps silent at suspended hyphens (pre- and post-war, two- to three-day, nine-), and where the hyphen stands
    /// for a dash that lost one of its spaces, unless what follows or goes before only lives in compounds.
    SpaceInCompound = "space-in-compound", Typography, Document, Error, true, Always
}

impl Rule for SpaceInCompound {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        for index in context.forms().marks(|first| first == b'-') {
            let Some(&[left, hyphen, right]) = around(document.tokens(), index) else { continue };
            if hyphen.span.len() != 1 {
                continue;
            }
            let quiet = TokenFlags::MARKUP_BEFORE | TokenFlags::SIC;
            if hyphen.flags.intersects(quiet)
                || right.flags.intersects(quiet)
                || !is_wordlike(left)
                || !is_wordlike(right)
            {
                continue;
            }
            let gap = if touch(left, hyphen) && is_parted(right) {
                between(hyphen, right)
            } else if is_parted(hyphen) && touch(hyphen, right) {
                between(left, hyphen)
            } else {
                continue;
            };
            let (before, after) = (document.text_of(left), document.text_of(right));
            if !is_compound(document, left, right) {
                continue;
            }
            // What is a word by itself, too, may stand behind a dash, or be an option of a program.
            let trust = if is_loose(left, hyphen, after) { Applicability::Unsafe } else { Applicability::Safe };
            let fix = Fix::replace(gap, "", trust).titled(format!("write “{before}-{after}”"));
            let diagnostic =
                context.diagnostic(left.span.to(right.span), "a space beside the hyphen of a compound".to_owned());
            context.report(diagnostic.with_fix(fix));
        }
    }
}

/// Beginnings that stand in compounds only.
const FIRST: &[&str] = &[
    "anti", "bi", "cross", "ex", "half", "high", "inter", "long", "low", "mid", "mini", "multi", "neo", "non", "part",
    "post", "pre", "pro", "pseudo", "quasi", "re", "self", "semi", "short", "sub", "trans", "ultra", "vice", "well",
];

/// Ends that stand behind a hyphen wherever they follow one.
const LAST: &[&str] = &[
    "aged",
    "backed",
    "based",
    "born",
    "bound",
    "built",
    "called",
    "centered",
    "centred",
    "controlled",
    "driven",
    "elect",
    "established",
    "faced",
    "fold",
    "free",
    "friendly",
    "funded",
    "held",
    "known",
    "language",
    "led",
    "level",
    "like",
    "long",
    "made",
    "making",
    "old",
    "only",
    "oriented",
    "owned",
    "related",
    "rich",
    "run",
    "scale",
    "sized",
    "speaking",
    "sponsored",
    "standing",
    "style",
    "term",
    "thirds",
    "trained",
    "type",
    "wide",
    "year",
    "year-old",
];

/// Whether a space stands before the hyphen, and a word that is often written by itself behind it: exercise -like, mhlist -type.
fn is_loose(left: Token, hyphen: Token, after: &str) -> bool {
    const OWN: &[&str] = &["level", "like", "long", "old", "only", "run", "type", "well", "wide", "year"];
    !touch(left, hyphen) && OWN.contains(&after)
}

/// Whether the words on the two sides of a hyphen that a space stands beside make a compound.
pub(super) fn is_compound(document: &Document, left: Token, right: Token) -> bool {
    let (before, after) = (document.text_of(left), document.text_of(right));
    let begins = FIRST.iter().any(|first| first.eq_ignore_ascii_case(before));
    let ends = LAST.contains(&after);
    (begins || ends) && !matches!(after, "and" | "or" | "to" | "nor" | "but" | "as" | "versus" | "through" | "rather")
}

#[cfg(test)]
mod tests {
    use super::SpaceInCompound;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_space_is_deleted() {
        fixes(
            &SpaceInCompound,
            &[
                ("the U.S.- made drones", "the U.S.-made drones"),
                ("an anti- war rally of a well -known writer", "an anti-war rally of a well-known writer"),
                ("a London- based firm", "a London-based firm"),
            ],
        );
    }

    #[test]
    fn suspended_hyphens_and_dashes_are_left_alone() {
        passes(
            &SpaceInCompound,
            &[
                "pre- and post-war, two- to three-day, short- or long-term",
                "They came - and left. A well-known writer.",
                "He came- and left.",
            ],
        );
    }
}
