//! `unbalanced-quote`: a double quotation mark without its partner.

use super::marks::{is_wordlike, touch};
use super::pairs::{Lone, by_block, drop_pairs};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Block, Document, Token, TokenFlags, TokenKind};
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A double quotation mark that is opened and not closed, or closed and not opened.
    ///
    /// The reader cannot tell where someone else's words end. A curly mark that is turned the wrong way is found, too,
    /// and turned by the fix.
    ///
    /// ```bad
    /// “We support the struggle, the minister said.
    /// ```
    ///
    /// ```good
    /// “We support the struggle,” the minister said.
    /// ```
    ///
    /// A quotation that goes on in the next paragraph is closed only in its last one, and each paragraph may open with a
    /// mark of its own: that is custom. Inches (5' 2") are no quotation marks, nor is a straight mark that is spoken of itself:
    /// in single marks ('"'), or by itself between markup or spaces. Single marks look like apostrophes, and are not counted.
    UnbalancedQuote = "unbalanced-quote", Typography, Document, Error, true, Sometimes
}

/// What a double mark does where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// A straight mark that may do either.
    Either,
    /// A closing mark where one must open.
    TurnedOpener,
    /// An opening mark where one must close.
    TurnedCloser,
}

impl Rule for UnbalancedQuote {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let mut lone: Vec<Lone> = Vec::new();
        let mut turned: Vec<Token> = Vec::new();
        let mut left_open: Option<Lone> = None;
        let doubles = context
            .forms()
            .marks(is_of_double)
            .filter(|&at| document.tokens().get(at).is_some_and(|&token| is_double(document, token)));
        for (number, block, places) in by_block(document, doubles) {
            let first = document.tokens().get(block.tokens.start as usize);
            let goes_on = first.is_some_and(|&first| is_double(document, first));
            if !goes_on {
                lone.extend(left_open.take());
            }
            left_open = pair(document, block, number, &places, &mut lone, &mut turned);
        }
        lone.extend(left_open);
        drop_pairs(&mut lone);
        // They are in the order of the text.
        lone.retain(|mark| turned.binary_search_by_key(&mark.token.span, |turned| turned.span).is_err());
        lone.retain(|mark| {
            let index = document.first_from(mark.token.span.start as usize);
            !is_literal(document, document.tokens(), index)
        });
        for mark in lone {
            let what = if mark.opens { "opens a quotation that is never closed" } else { "closes no quotation" };
            let written = document.text_of(mark.token);
            let diagnostic = context.diagnostic(mark.token.span, format!("{written} {what}"));
            context.report(diagnostic);
        }
        for mark in turned {
            let right = if document.text_of(mark) == "“" { "”" } else { "“" };
            let fix = Fix::replace(mark.span, right, Applicability::Unsafe).titled("turn it");
            let message = format!("{} is turned the wrong way", document.text_of(mark));
            let diagnostic = context.diagnostic(mark.span, message).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// Whether a mark that begins with this byte may be double: all the curly ones share theirs.
fn is_of_double(first: u8) -> bool {
    first == b'"' || Some(&first) == "“".as_bytes().first()
}

fn is_double(document: &Document, token: Token) -> bool {
    token.kind == TokenKind::Punctuation
        && matches!(token.span.len(), 1 | 3)
        && matches!(document.text_of(token), "\"" | "“" | "”" | "„")
}

/// Pairs the double marks of a block, which stand at `places`, and answers with the one that is left open.
fn pair(
    document: &Document,
    block: &Block,
    number: usize,
    places: &[usize],
    lone: &mut Vec<Lone>,
    turned: &mut Vec<Token>,
) -> Option<Lone> {
    let tokens = document.tokens().get(block.tokens.start as usize..block.tokens.end as usize).unwrap_or_default();
    let mut open: Option<Lone> = None;
    let mut low = false;
    for index in places.iter().filter_map(|place| place.checked_sub(block.tokens.start as usize)) {
        let Some(&token) = tokens.get(index) else { continue };
        low |= document.text_of(token) == "„";
        let opener = Lone { token, block: number, opens: true, kind: b'"' };
        match role(document, tokens, index, open.is_some(), low) {
            // A line that opens again goes on with the quotation of the line before, like a paragraph.
            Role::Opens if token.has(TokenFlags::BREAK_BEFORE) => open = Some(opener),
            Role::Opens => lone.extend(open.replace(opener)),
            Role::Closes if open.is_none() => {
                // A second one in a block is the end of what the first was to open.
                let known = lone.last().is_some_and(|last| last.block == number && !last.opens);
                if !known && !is_inches(tokens, index) {
                    lone.push(Lone { opens: false, ..opener });
                }
            }
            Role::Closes => open = None,
            Role::Either => open = if open.is_some() { None } else { Some(opener) },
            Role::TurnedOpener => {
                turned.push(token);
                open = Some(opener);
            }
            Role::TurnedCloser => {
                turned.push(token);
                // What it closes may stand in the paragraphs before.
                if open.take().is_none() {
                    lone.push(Lone { opens: false, ..opener });
                }
            }
        }
    }
    open
}

fn role(document: &Document, tokens: &[Token], index: usize, is_open: bool, low: bool) -> Role {
    let mark = tokens[index];
    let before = index.checked_sub(1).and_then(|at| tokens.get(at)).copied();
    let after = tokens.get(index + 1).copied();
    let touches_before = before.is_some_and(|before| touch(before, mark));
    let touches_after = after.is_some_and(|after| touch(mark, after));
    let word_after = touches_after && after.is_some_and(is_wordlike);
    // What stands before an opening mark without a space: a bracket, a dash, another mark.
    let room = before.is_none_or(|before| {
        matches!(document.text_of(before), "(" | "[" | "—" | "–" | "‘" | "'" | "/" | "-" | "--" | "“" | "…" | "...")
    });
    match document.text_of(mark) {
        // In „this“ style the mark closes.
        "“" if low && is_open => Role::Closes,
        "“" if touches_before && !touches_after && !room => Role::TurnedCloser,
        "„" | "“" => Role::Opens,
        "”" if !is_open && word_after && (!touches_before || room) => Role::TurnedOpener,
        "”" => Role::Closes,
        _ if touches_after
            && (!touches_before || room && !is_open)
            && !(is_open && after.is_some_and(|after| ends(document, after))) =>
        {
            Role::Opens
        }
        _ if touches_before && !touches_after => Role::Closes,
        // What is quoted may end with a space: "From ".
        _ if is_open && touches_after && after.is_some_and(|after| ends(document, after)) => Role::Closes,
        _ => Role::Either,
    }
}

/// Whether a mark stands behind the end of a clause.
fn ends(document: &Document, token: Token) -> bool {
    matches!(document.text_of(token), "," | "." | ";" | ":" | ")" | "]" | "!" | "?")
}

/// Whether a straight mark is the thing spoken of, as in a grammar: nothing but single marks, or markup or spaces on both
/// sides, stands beside it.
fn is_literal(document: &Document, tokens: &[Token], index: usize) -> bool {
    let Some(&mark) = tokens.get(index) else { return false };
    let before = index.checked_sub(1).and_then(|at| tokens.get(at)).copied();
    let after = tokens.get(index + 1).copied();
    let single =
        |token: Option<Token>| token.is_some_and(|token| matches!(document.text_of(token), "'" | "‘" | "’" | "`"));
    let apart = TokenFlags::MARKUP_BEFORE.union(TokenFlags::SPACE_BEFORE);
    let alone = mark.flags.intersects(apart) && after.is_some_and(|after| after.flags.intersects(apart));
    let is = |token: Option<Token>, text: &str| token.is_some_and(|token| document.text_of(token) == text);
    let bracketed = is(before, "(") && is(after, ")");
    document.text_of(mark) == "\"" && (alone || bracketed || single(before) && single(after))
}

/// Whether a straight mark stands for inches or seconds.
fn is_inches(tokens: &[Token], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| tokens.get(at));
    before.is_some_and(|before| before.kind == TokenKind::Number && touch(*before, tokens[index]))
}

#[cfg(test)]
mod tests {
    use super::UnbalancedQuote;
    use crate::rules::tester::{fails, fixes, passes};

    #[test]
    fn lone_marks_are_found() {
        fails(
            &UnbalancedQuote,
            &[
                "“We support it, he said.\n\nThe others did not.",
                "We support it,” he said.",
                "\"We support it, he said.",
                "He said “we “support” it.",
                "He said \"no\" and \"yes.",
            ],
        );
    }

    #[test]
    fn turned_marks_are_turned() {
        fixes(
            &UnbalancedQuote,
            &[
                ("He said ”no” twice.", "He said “no” twice."),
                ("He said “no“ twice.", "He said “no” twice."),
                ("They wrote:\n\n”We hope.\n\nWe wait.“", "They wrote:\n\n“We hope.\n\nWe wait.”"),
            ],
        );
    }

    #[test]
    fn customs_are_left_alone() {
        passes(
            &UnbalancedQuote,
            &[
                "“We support it. \n\n“We always did,” he said.",
                "\"We support it.\n\nWe always did.\"",
                "He is 6' 2\" tall and said \"no\" (\"never\").",
                "„Nein“, he said, „ja“.",
                "The line begins with \"From \", and the rest follows. A '\"' or a mark (\") ends it, and a \" does, too.",
                "“It isn’t ‘over’,” he said—“not yet.”",
            ],
        );
    }
}
