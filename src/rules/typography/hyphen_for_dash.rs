//! `hyphen-for-dash`: a hyphen between spaces in an article that has dashes.

use super::marks::{around, is_wordlike, touch};
use super::space_in_compound::is_compound;
use crate::diagnostic::{Applicability, Fix};
use crate::document::{BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::rules::forms::FUNCTION_WORDS;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A hyphen, or two, where the article has a dash elsewhere.
    ///
    /// A hyphen joins words; what parts them is a dash. The dash that the article uses most, and the spaces beside it,
    /// are written by the fix.
    ///
    /// ```bad
    /// The talks – the first in years – began on Monday. The minister - a former judge - was late.
    /// ```
    ///
    /// ```good
    /// The talks – the first in years – began on Monday. The minister – a former judge – was late.
    /// ```
    ///
    /// It keeps silent in articles that have fewer dashes than such hyphens: there the hyphen is how the house writes
    /// them. So it does where compounds are written with spaces (self - made), between numbers (5 - 3), at the
    /// beginning of a line, and in titles and cells of tables, where a hyphen parts labels (Closures - The Book).
    HyphenForDash = "hyphen-for-dash", Typography, Document, Warning, true, Always
}

impl Rule for HyphenForDash {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let (mut hyphens, mut torn): (Vec<(Token, Span)>, usize) = (Vec::new(), 0);
        for index in context.forms().marks(|first| first == b'-') {
            let Some(&[left, mark, right]) = around(document.tokens(), index) else { continue };
            let block = document.block_of(index).and_then(|block| document.blocks().get(block));
            if !block.is_some_and(|block| block.kind.is_running_text() || block.kind == BlockKind::Heading) {
                continue;
            }
            if is_hyphen_for_dash(document, left, mark, right) {
                // Two hyphens are never a compound's; one with spaces may be that of a compound torn apart (close - ranged).
                if document.text_of(mark) == "--" || parts_clauses(document, left, right) {
                    hyphens.push((mark, Span::new(left.span.end, right.span.start)));
                } else {
                    torn += 1;
                }
            }
        }
        if hyphens.is_empty() {
            return;
        }
        let compounds = document.count_where(|token| token.has(TokenFlags::HYPHENATED));
        let Some((dash, dashes)) = Style::of(context) else { return };
        let all = hyphens.len() + torn;
        if dashes < all || compounds + 2 < all || torn * 2 > hyphens.len() {
            return;
        }
        for (mark, span) in hyphens {
            let written = document.text_of(mark);
            let message = format!("“{written}” for a dash, which is “{}” elsewhere in the article", dash.mark);
            let title = format!("write “{}”", dash.text.trim());
            let fix = Fix::replace(span, dash.text, Applicability::Unsafe).titled(title);
            let diagnostic = context.diagnostic(mark.span, message).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

fn is_hyphen_for_dash(document: &Document, left: Token, mark: Token, right: Token) -> bool {
    let written = document.text_of(mark);
    let quiet = TokenFlags::BREAK_BEFORE | TokenFlags::MARKUP_BEFORE;
    if !matches!(written, "-" | "--") || mark.flags.intersects(quiet) || right.flags.intersects(quiet) {
        return false;
    }
    let numbers = left.kind == TokenKind::Number && right.kind == TokenKind::Number;
    let spaced = mark.has(TokenFlags::SPACE_BEFORE) && right.has(TokenFlags::SPACE_BEFORE);
    let joined = written == "--" && touch(left, mark) && touch(mark, right);
    let sides = (is_wordlike(left) || closes(document, left)) && (is_wordlike(right) || opens(document, right));
    (spaced || joined) && sides && !numbers && !is_compound(document, left, right)
}

/// Whether a mark of punctuation or a word that carries grammar stands beside the hyphen, as beside most dashes and few
/// hyphens.
fn parts_clauses(document: &Document, left: Token, right: Token) -> bool {
    let grammar = |token: Token| FUNCTION_WORDS.get(document.text_of(token)).is_some();
    closes(document, left) || opens(document, right) || grammar(left) || grammar(right)
}

fn closes(document: &Document, token: Token) -> bool {
    matches!(document.text_of(token), ")" | "]" | "”" | "’" | "\"" | "'" | "," | "." | "!" | "?" | "…")
}

fn opens(document: &Document, token: Token) -> bool {
    matches!(document.text_of(token), "(" | "[" | "“" | "‘" | "\"" | "'")
}

/// The dash of an article.
#[derive(Debug, Clone, Copy)]
struct Style {
    mark: &'static str,
    /// The dash with the spaces beside it.
    text: &'static str,
}

impl Style {
    /// The dash that the document uses most, if it uses any between words, and how many of all kinds it has.
    fn of(context: &Context<'_>) -> Option<(Self, usize)> {
        const STYLES: [(&str, &str); 4] = [("–", " – "), ("—", " — "), ("–", "–"), ("—", "—")];
        let mut counts = [0_usize; 4];
        let document = context.document;
        for at in context.forms().marks(|first| STYLES[0].0.as_bytes().first() == Some(&first)) {
            let around = at.checked_sub(1).and_then(|before| document.tokens().get(before..at + 2));
            let Some(&[left, mark, right]) = around else { continue };
            let long = match document.text_of(mark) {
                "–" => 0,
                "—" => 1,
                _ => continue,
            };
            let spaced = mark.has(TokenFlags::SPACE_BEFORE) && right.has(TokenFlags::SPACE_BEFORE);
            if spaced {
                counts[long] += 1;
            } else if touch(left, mark) && touch(mark, right) && (long == 1 || left.is_word() && right.is_word()) {
                // The short dash without spaces joins (2014–2018, Paris–Dakar) more often than it parts.
                counts[2 + long] += long;
            }
        }
        let (best, _) = (0..4)
            .map(|style| (style, counts[style]))
            .filter(|&(_, count)| count > 0)
            .max_by_key(|&(style, count)| (count, 4 - style))?;
        Some((Self { mark: STYLES[best].0, text: STYLES[best].1 }, counts.iter().sum()))
    }
}

#[cfg(test)]
mod tests {
    use super::HyphenForDash;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_dash_of_the_article_is_written() {
        fixes(
            &HyphenForDash,
            &[
                ("It is – so it was - here – there.", "It is – so it was – here – there."),
                ("It is—so it was - here—there.", "It is—so it was—here—there."),
                ("It is—so it was--here—there.", "It is—so it was—here—there."),
                ("It is — so it “was” - “here” — there.", "It is — so it “was” — “here” — there."),
            ],
        );
    }

    #[test]
    fn a_house_without_dashes_is_left_alone() {
        passes(
            &HyphenForDash,
            &[
                "It is - so it was - here.",
                "It is – so it was. It came from close - ranged shots of the solar - system probe.",
                "It was 5 - 3 – at the end – for us.",
                "It is – so it was – here.\n\n- an item\n- another",
                "---\ntitle: The mill - A history\n---\n\nIt is – so it was.",
                "a decision-making body – since the 1990s – and pre- and post-war years from 1990–1995",
            ],
        );
    }
}
