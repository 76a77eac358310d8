//! `unbalanced-bracket`: a bracket that is opened and not closed, or closed and not opened.

use super::pairs::{Lone, by_block, drop_pairs};
use crate::document::{Block, Document, Token, TokenFlags};
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A bracket that is opened and not closed, or closed and not opened.
    ///
    /// ```bad
    /// The agency (which is run by the state reported it.
    /// ```
    ///
    /// ```good
    /// The agency (which is run by the state) reported it.
    /// ```
    ///
    /// It keeps silent about the marks of lists (1), a)), about signs of mood :), and about brackets that are closed in
    /// another paragraph.
    UnbalancedBracket = "unbalanced-bracket", Typography, Document, Error, true, None
}

impl Rule for UnbalancedBracket {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let mut lone: Vec<Lone> = Vec::new();
        let mut open: Vec<Lone> = Vec::new();
        let brackets = context.forms().marks(|first| matches!(first, b'(' | b')' | b'[' | b']'));
        for (number, block, places) in by_block(document, brackets) {
            open.clear();
            pair(document, block, number, &places, &mut open, &mut lone);
            lone.append(&mut open);
        }
        if lone.is_empty() {
            return;
        }
        drop_pairs(&mut lone);
        for bracket in lone {
            let written = document.text_of(bracket.token);
            let message = if bracket.opens {
                format!("“{written}” is opened and never closed")
            } else {
                format!("“{written}” closes nothing that was opened")
            };
            let diagnostic = context.diagnostic(bracket.token.span, message);
            context.report(diagnostic);
        }
    }
}

/// Pairs the brackets of a block, which stand at `places`. What is left open stays in `open`, what closes nothing goes to
/// `lone`.
fn pair(
    document: &Document,
    block: &Block,
    number: usize,
    places: &[usize],
    open: &mut Vec<Lone>,
    lone: &mut Vec<Lone>,
) {
    let first = block.tokens.start as usize;
    let tokens = document.tokens().get(first..block.tokens.end as usize).unwrap_or_default();
    for index in places.iter().filter_map(|place| place.checked_sub(first)) {
        let Some(&token) = tokens.get(index) else { continue };
        let (opens, kind) = match document.text_of(token) {
            "(" => (true, b'('),
            ")" => (false, b'('),
            "[" => (true, b'['),
            "]" => (false, b'['),
            _ => continue,
        };
        let bracket = Lone { token, block: number, opens, kind };
        if opens {
            if !is_mood(document, tokens, index) {
                open.push(bracket);
            }
        } else if open.last().is_some_and(|last| last.kind == kind) {
            open.pop();
        } else if let Some(position) = open.iter().rposition(|other| other.kind == kind) {
            lone.extend(open.drain(position..).skip(1));
        } else if !is_mood(document, tokens, index) && !is_list_mark(document, tokens, index) {
            lone.push(bracket);
        }
    }
}

/// Whether the bracket is the mouth of a face: `:)`, `;-(`.
fn is_mood(document: &Document, tokens: &[Token], index: usize) -> bool {
    let is = |back: usize, marks: &[&str]| {
        index
            .checked_sub(back)
            .and_then(|at| tokens.get(at))
            .is_some_and(|&token| marks.contains(&document.text_of(token)))
    };
    let touches = index.checked_sub(1).is_some_and(|at| tokens[at].span.end == tokens[index].span.start);
    touches && (is(1, &[":", ";", "=", ":-", ";-"]) || is(1, &["-", "'"]) && is(2, &[":", ";"]))
}

/// Whether the bracket follows the number or the letter of an item: `1)`, `a)`, `iv)`.
fn is_list_mark(document: &Document, tokens: &[Token], index: usize) -> bool {
    let Some(item) = index.checked_sub(1).and_then(|at| tokens.get(at)) else { return false };
    let text = document.text_of(*item);
    let short = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
        || text.len() == 1
        || text.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'I' | b'V' | b'X'));
    let stands_alone = index == 1
        || item.flags.intersects(TokenFlags::SPACE_BEFORE | TokenFlags::MARKUP_BEFORE)
        || index.checked_sub(2).and_then(|at| tokens.get(at)).is_some_and(|&before| document.text_of(before) == "*");
    short && stands_alone
}

#[cfg(test)]
mod tests {
    use super::UnbalancedBracket;
    use crate::rules::tester::{fails, passes};

    #[test]
    fn lone_brackets_are_found() {
        fails(
            &UnbalancedBracket,
            &[
                "The agency (BCNA reported it.",
                "The agency BCNA) reported it.",
                "The agency (which [so it is) reported it.",
                "The agency (BCNA reported it.\n\nIt was so.",
            ],
        );
    }

    #[test]
    fn pairs_and_marks_are_left_alone() {
        passes(
            &UnbalancedBracket,
            &[
                "The agency (BCNA [so it is]) reported it.",
                "We need 1) eggs, b) milk and iv) bread :) and ;-(",
                "(The agency reported it.\n\nIt was so.)",
                "`foo(` and [a link](https://example.com/a_(b).html)",
            ],
        );
    }
}
