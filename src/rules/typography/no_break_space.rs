//! `no-break-space`: a no-break space between ordinary words.

use memchr::memmem;

use super::marks::{beside_gap, is_wordlike, touch};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::rules::layout::is_drawn;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A no-break space between ordinary words.
    ///
    /// It looks like a space, but the line cannot break there, and searches do not find the words. It comes in with text
    /// that was copied from a word processor or a web page.
    ///
    /// ```bad
    /// The delegation arrived in the capital.
    /// ```
    ///
    /// ```good
    /// The delegation arrived in the capital, on page 5.
    /// ```
    ///
    /// It keeps silent where the space keeps together what belongs together: beside a number, an abbreviation, an
    /// initial, a dash or another mark, after a word of one to three letters (a man, Mr Smith), between the
    /// words of a name, and between the number of a heading, with its stop or bracket, and its words (10.9.2. Diagnosis).
    ///
    /// It is off by default: pages of manuals and menus are set with such spaces on purpose.
    NoBreakSpace = "no-break-space", Typography, Document, Warning, false, Always
}

const MARK: &str = "\u{a0}";

impl Rule for NoBreakSpace {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let text = document.text();
        let mut done = 0;
        for at in memmem::find_iter(text.as_bytes(), MARK.as_bytes()) {
            if at < done {
                continue;
            }
            let start = text[..at].trim_end_matches(' ').len();
            let end = text.len() - text[at..].trim_start_matches([' ', '\u{a0}']).len();
            done = end;
            let Some((before, after)) = beside_gap(document, start, end) else { continue };
            let (left, right) = (document.tokens()[before], document.tokens()[after]);
            if is_label(document, before) {
                continue;
            }
            let several = end - start > MARK.len();
            let running = document.block_of(after).and_then(|block| document.blocks().get(block));
            // Menus and tables are drawn with such spaces, and beside markup they may belong to it.
            if right_of_markup(document, after)
                || !running.is_some_and(|block| block.kind.is_running_text() || block.kind == BlockKind::Heading)
            {
                continue;
            }
            let ordinary = is_plain(document, left) && right.is_word() && !are_name(left, right);
            if is_drawn(text, start)
                || !several && !ordinary
                || several && !(is_wordlike(left) || left.kind == TokenKind::Punctuation)
            {
                continue;
            }
            let span = Span::from_range(start..end);
            let (message, title) = if several {
                (format!("more than one space after “{}”", document.text_of(left)), "leave one space")
            } else {
                (format!("a no-break space after “{}”", document.text_of(left)), "write an ordinary space")
            };
            let fix = Fix::replace(span, " ", Applicability::Safe).titled(title);
            let diagnostic = context.diagnostic(span, message).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// Whether no good typographer would tie the next word to `left`.
fn is_plain(document: &Document, left: Token) -> bool {
    left.kind == TokenKind::Word && document.text_of(left).chars().nth(3).is_some()
        || left.kind == TokenKind::Punctuation && matches!(document.text_of(left), "," | ";" | "." | "”" | ")")
}

/// Whether the token at `index` is the stop or the bracket of a number or a letter that counts: `10.9.2.`, `A.`, `IV)`.
fn is_label(document: &Document, index: usize) -> bool {
    let tokens = document.tokens();
    let Some((&counter, &mark)) = index.checked_sub(1).and_then(|at| tokens.get(at)).zip(tokens.get(index)) else {
        return false;
    };
    let counts = counter.kind == TokenKind::Number || counter.has(TokenFlags::ROMAN) || counter.span.len() == 1;
    counts && touch(counter, mark) && matches!(document.text_of(mark), "." | ")" | ":")
}

fn right_of_markup(document: &Document, index: usize) -> bool {
    document.tokens().get(index).is_none_or(|token| token.has(TokenFlags::MARKUP_BEFORE))
}

fn are_name(left: Token, right: Token) -> bool {
    left.has(TokenFlags::CAPITALISED) && right.has(TokenFlags::CAPITALISED)
}

#[cfg(test)]
mod tests {
    use super::NoBreakSpace;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn ordinary_spaces_are_written() {
        fixes(
            &NoBreakSpace,
            &[
                ("the delegation\u{a0}arrived", "the delegation arrived"),
                ("the delegation \u{a0}arrived", "the delegation arrived"),
                ("He left.\u{a0}She stayed.", "He left. She stayed."),
            ],
        );
    }

    #[test]
    fn ties_are_left_alone() {
        passes(
            &NoBreakSpace,
            &[
                "on page\u{a0}5 of Mr.\u{a0}Smith, 5\u{a0}km from a\u{a0}town, in\u{a0}May",
                "Vladimir\u{a0}Putin – he\u{a0}– left",
                "`some\u{a0}code` here",
                "# 10.9.2.\u{a0}Remote Diagnosis\n\n# Chapter 9.\u{a0}Functions\n\n# Appendix B.\u{a0}Licences",
                "Figure 3:\u{a0}The mill, and 2)\u{a0}\u{a0}the weir.",
            ],
        );
    }
}
