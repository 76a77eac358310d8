//! `acronym-undefined`: an acronym that is never said to stand for anything.

use rustc_hash::FxHashSet;

use crate::corpus::acronyms::letters;
use crate::document::{BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::lexicon::EntryFlags;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// An acronym that the article never expands.
    ///
    /// Reported once, where it stands first.
    ///
    /// ```bad
    /// The JMCB met on Monday, and nobody knew why.
    /// ```
    ///
    /// ```good
    /// The Joint Maritime Coordination Board (JMCB) met on Monday; the JMCB and the BBC said so.
    /// ```
    ///
    /// Acronyms that every reader knows (BBC, NATO, USA, DNA) need no expansion, and neither do those whose words
    /// stand in the article, in whatever form. It is off by default, since each house has readers of its own.
    AcronymUndefined = "acronym-undefined", Names, Document, Note, false, None
}

/// Acronyms that every reader knows, one a line.
const COMMON: &str = include_str!("../../../dictionaries/rules/common-acronyms.txt");

pub(super) fn is_common(letters: &str) -> bool {
    COMMON.lines().any(|line| line == letters)
}

impl Rule for AcronymUndefined {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let mut judged: FxHashSet<Box<str>> = FxHashSet::default();
        for block in document.blocks() {
            // Headlines come before the text that expands what they say, and are often in capitals throughout.
            if matches!(block.kind, BlockKind::Heading | BlockKind::Title | BlockKind::TableCell) {
                continue;
            }
            let tokens = document.tokens().get(block.tokens.start as usize..block.tokens.end as usize);
            let tokens = tokens.unwrap_or_default();
            for (at, &token) in tokens.iter().enumerate() {
                if !is_candidate(token) || is_shouted(tokens, at) {
                    continue;
                }
                let Some(letters) = letters(document.text_of(token)) else { continue };
                if letters.len() > 6 || !judged.insert(letters.clone()) {
                    continue;
                }
                let known = is_common(&letters)
                    || context.words.of(token).is(EntryFlags::USER)
                    || context.house.is_right(&letters)
                    || context.acronyms.iter().any(|introduction| introduction.letters == letters)
                    || is_spelt_out(document, &letters);
                if !known {
                    let message = format!("the article does not say what {letters} stands for");
                    context.report(context.diagnostic(token.span, message));
                }
            }
        }
    }
}

fn is_candidate(token: Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Abbreviation)
        && token.has(TokenFlags::CAPITALISED)
        && !token.flags.intersects(TokenFlags::ROMAN | TokenFlags::SIC | TokenFlags::HYPHENATED | TokenFlags::QUOTED)
}

/// Whether a neighbour is in capitals, too, so that a line or a name is and nothing is abbreviated.
fn is_shouted(tokens: &[Token], at: usize) -> bool {
    let capitals = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token| token.is_word() && token.has(TokenFlags::ALL_CAPS))
    };
    capitals(at.checked_sub(1)) || capitals(Some(at + 1))
}

/// Whether capitalised words that begin with the letters stand one after the other in the article, small words aside.
fn is_spelt_out(document: &Document, letters: &str) -> bool {
    let wanted: Vec<char> = letters.chars().collect();
    let initial = |token: Token| document.text_of(token).chars().next();
    document.tokens().iter().enumerate().any(|(start, &token)| {
        let begins = token.is_word() && token.has(TokenFlags::CAPITALISED) && !token.has(TokenFlags::ALL_CAPS);
        if !begins || initial(token) != wanted.first().copied() {
            return false;
        }
        let words = document.tokens()[start..].iter().take_while(|token| token.is_word()).take(wanted.len() + 4);
        let initials = words.filter(|token| token.has(TokenFlags::CAPITALISED)).filter_map(|&token| initial(token));
        initials.take(wanted.len()).eq(wanted.iter().copied())
    })
}

#[cfg(test)]
mod tests {
    use super::{AcronymUndefined, COMMON};
    use crate::rules::tester::{fails, passes};

    #[test]
    fn the_list_is_sorted() {
        let entries: Vec<&str> = COMMON.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(entries.is_sorted_by(|left, right| left < right));
        assert!(entries.len() > 50);
    }

    #[test]
    fn acronyms_that_nobody_expands() {
        fails(&AcronymUndefined, &["The JMCB met.", "A ship of the J.M.C.B. sailed."]);
        passes(
            &AcronymUndefined,
            &[
                "The BBC, the UN and the U.S. met NATO in the UK, said CNN.",
                "The Joint Maritime Coordination Board (JMCB) met; the JMCB left.",
                "The Joint Maritime Coordination Board met, and the JMCB left.",
                "# THE JMCB MET\n\nIt was Henry VIII. who met it.",
                "THE JMCB MET ON MONDAY.",
            ],
        );
    }
}
