//! `acronym-unused`: an acronym that is introduced and never used.

use rustc_hash::FxHashMap;

use crate::corpus::acronyms::{Fit, letters};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Token, TokenFlags, TokenKind};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// An acronym that an article introduces and never uses.
    ///
    /// The brackets ask the reader to remember letters that do not come again.
    ///
    /// ```bad
    /// The Joint Maritime Coordination Board (JMCB) met on Monday. It meets again in May.
    /// ```
    ///
    /// ```good
    /// The Joint Maritime Coordination Board (JMCB) met on Monday. The JMCB meets again in May.
    /// ```
    ///
    /// It is off by default, since many houses give the letters by which an organisation is known in any case.
    AcronymUnused = "acronym-unused", Names, Document, Note, false, Sometimes
}

impl Rule for AcronymUnused {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let mut uses: FxHashMap<Box<str>, u32> = FxHashMap::default();
        let may_be = |token: &&Token| {
            matches!(token.kind, TokenKind::Word | TokenKind::Abbreviation | TokenKind::Mixed)
                && token.has(TokenFlags::CAPITALISED)
        };
        if !context.acronyms.is_empty() {
            for token in document.tokens().iter().filter(may_be) {
                // It may be part of a compound: BCNA-run, an ex-BCNA man.
                for letters in document.parts(*token).filter_map(|part| letters(document.slice(part))) {
                    *uses.entry(letters).or_default() += 1;
                }
            }
        }
        for introduction in context.acronyms.iter().filter(|introduction| introduction.fit == Fit::Exact) {
            let index = introduction.token as usize;
            let again = uses.get(&introduction.letters).is_some_and(|&count| count > 1);
            let around = index.checked_sub(1).and_then(|open| document.tokens().get(open..index + 2));
            let (false, Some([open, acronym, close])) = (again, around) else { continue };
            let message = format!("{} is introduced and not used again", introduction.letters);
            let mut diagnostic = context.diagnostic(acronym.span, message);
            if document.text_of(*close) == ")" {
                let brackets = Span::new(introduction.expansion.end, close.span.end);
                debug_assert!(open.span.start >= brackets.start);
                let fix = Fix::replace(brackets, "", Applicability::Unsafe).titled("take the brackets out");
                diagnostic = diagnostic.with_fix(fix);
            }
            context.report(diagnostic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AcronymUnused;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn acronyms_that_do_not_come_again() {
        fixes(
            &AcronymUnused,
            &[(
                "The Joint Maritime Coordination Board (JMCB) met. It was short.",
                "The Joint Maritime Coordination Board met. It was short.",
            )],
        );
        passes(
            &AcronymUnused,
            &[
                "The Joint Maritime Coordination Board (JMCB) met. The JMCB's head spoke.",
                "The Joint Maritime Coordination Board (JMCB) met. A JMCB-led fleet sailed.",
                "Unmanned aerial vehicles (UAVs) fly. One UAV fell.",
            ],
        );
    }
}
