//! `unbalanced-bracket`: a bracket that is opened and not closed, or closed and not opened.

use super::pairs::{Lone, by_block, drop_pairs};
use crate::document::{Block, BlockKind, Document, Token, TokenFlags};
use crate::rules::layout::is_example;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

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
    /// It keeps silent about the marks of lists (1), a)), about signs of mood :), about intervals of which one end does not
    /// belong to them ([0, 1)), in cells of tables and in lines set in by four columns, and about brackets that are closed in
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
        lone.retain(|bracket| {
            let block = document.blocks().get(bracket.block);
            let label = block
                .is_none_or(|block| block.kind == BlockKind::TableCell || block.tokens.end - block.tokens.start < 2);
            !label && !is_named(document, bracket.token) && !is_example(document, bracket.token.span.start as usize)
        });
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
    let mut faces = 0;
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
            // The eyes of a face begin a word; what a key has for its value (=(a|b)) is none.
            let eyes = index.checked_sub(1).and_then(|at| tokens.get(at));
            let begins = index == 1
                || eyes.is_some_and(|eyes| eyes.has(TokenFlags::SPACE_BEFORE) || document.text_of(*eyes) == "-");
            if !begins || !is_mood(document, tokens, index) {
                open.push(bracket);
            }
        } else if open.last().is_some_and(|last| last.kind == kind || is_interval(document, last.token, token)) {
            faces += usize::from(is_mood(document, tokens, index));
            open.pop();
        } else if let Some(position) = open.iter().rposition(|other| other.kind == kind) {
            lone.extend(open.drain(position..).skip(1));
        } else if !is_mood(document, tokens, index) && !is_list_mark(document, tokens, index) {
            // The mouth of a face was taken for the bracket that this one is.
            if faces > 0 {
                faces -= 1;
            } else {
                lone.push(bracket);
            }
        }
    }
}

/// Whether nothing touches the bracket, as where it is spoken of itself.
fn is_named(document: &Document, bracket: Token) -> bool {
    let apart = |token: &Token| token.flags.intersects(TokenFlags::MARKUP_BEFORE.union(TokenFlags::SPACE_BEFORE));
    let after = document.first_from(bracket.span.start as usize + 1);
    apart(&bracket) && document.tokens().get(after).is_some_and(apart)
}

/// Whether two brackets of different kinds hold the two ends of an interval: two short expressions, parted by a comma.
fn is_interval(document: &Document, open: Token, close: Token) -> bool {
    /// The longest end of an interval, in bytes.
    const LONGEST: usize = 24;
    let inside = Span::new(open.span.end, close.span.start);
    if inside.len() > 2 * LONGEST {
        return false;
    }
    let mut ends = document.slice(inside).split([',', ';']);
    let end = |end: Option<&str>| {
        let pieces = end.map_or(0, |end| if end.len() > LONGEST { 0 } else { end.split_whitespace().count() });
        // A sum (n - 1) has three pieces.
        pieces == 1 || pieces == 3
    };
    end(ends.next()) && end(ends.next()) && ends.next().is_none()
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
                "The form is --mark=(red|blue) or mill:[yard]. It lies in [0, n), in (0, n - 1], and in [0x800, 0x10000). (It is so :-). ) The [ stands there.",
                "`foo(` and [a link](https://example.com/a_(b).html)",
            ],
        );
    }
}
