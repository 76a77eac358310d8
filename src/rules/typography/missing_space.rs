//! `missing-space`: two words run together at a mark of punctuation.

use super::marks::around;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::{BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::rules::forms::FUNCTION_WORDS;
use crate::rules::layout::{is_example, near};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// Two words run together at a comma, a stop or another mark that a space must follow.
    ///
    /// ```bad
    /// They moved to northern Estonia,the home of the dancers.
    /// ```
    ///
    /// ```good
    /// They moved to northern Estonia, the home of the dancers.
    /// ```
    ///
    /// Numbers (1,000), times (16:30), addresses, file names, abbreviations (U.S.) and optional endings
    /// (article(s)) have no space and are left alone. So is what looks like code or mathematics: both sides must be words of
    /// the dictionary or names, and nothing but letters may touch them ({a,b}, key:value, O(n), x!y!z are none). A quotation
    /// may have an ending (“AND”ed).
    MissingSpace = "missing-space", Typography, Document, Error, true, Always
}

impl Rule for MissingSpace {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let cell = |index: usize| {
            let block = document.block_of(index).and_then(|block| document.blocks().get(block));
            block.is_none_or(|block| block.kind == BlockKind::TableCell)
        };
        for index in context.forms().marks(|_| true) {
            let Some(&[left, mark, right]) = around(document.tokens(), index) else { continue };
            let Some(place) = missing(context, left, mark, right) else { continue };
            let span = left.span.to(right.span);
            if cell(index) || is_example(document, span.start as usize) {
                continue;
            }
            let (where_, text) = match document.text_of(mark) {
                "(" => ("before", "an opening bracket".to_owned()),
                "," => ("after", "the comma".to_owned()),
                "." => ("after", "the full stop".to_owned()),
                other => ("after", format!("“{other}”")),
            };
            let edit = Edit { span: Span::new(place, place), text: " ".to_owned() };
            let fix = Fix { title: "insert a space".to_owned(), edits: vec![edit], applicability: Applicability::Safe };
            let diagnostic = context.diagnostic(span, format!("no space {where_} {text}")).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// The byte at which a space is missing between the three tokens.
fn missing(context: &Context<'_>, left: Token, mark: Token, right: Token) -> Option<u32> {
    let document = context.document;
    let quiet = TokenFlags::MARKUP_BEFORE | TokenFlags::SIC;
    if mark.flags.intersects(quiet) || right.flags.intersects(quiet) {
        return None;
    }
    if left.span.end != mark.span.start || mark.span.end != right.span.start {
        return None;
    }
    let (before, after) = (document.text_of(left), document.text_of(right));
    let written = document.text_of(mark);
    if written != "(" && !is_prose(document.text(), left.span.to(right.span)) {
        return None;
    }
    let is_word = |token: Token| token.kind == TokenKind::Word && context.words.of(token).accepted();
    let goes_on = is_word(right) && after.len() > 1 || after == "a" || after == "I";
    let carries_grammar = || FUNCTION_WORDS.get(after).is_some();
    let long = before.len() > 1;
    match written {
        "," | ";" => {
            let closed = matches!(before, ")" | "]" | "”" | "»") || ends_quotation(document, left);
            let name = left.kind == TokenKind::Word && left.has(TokenFlags::CAPITALISED);
            let number = left.kind == TokenKind::Number;
            // Before a word that carries grammar the other may be misspelt.
            let spelt = left.kind == TokenKind::Word && carries_grammar();
            let known = long && (is_word(left) || name || spelt || left.kind == TokenKind::Abbreviation);
            let name_after = right.kind == TokenKind::Word && right.has(TokenFlags::CAPITALISED) && known;
            let capitals = left.has(TokenFlags::ALL_CAPS) && right.has(TokenFlags::ALL_CAPS) && after.len() < 4;
            (!capitals && (goes_on || name_after) && (closed || number || known)).then_some(mark.span.end)
        }
        // A quotation that is over, and the sentence goes on at once.
        "\"" | "”" => {
            let over =
                !matches!(before, "-" | "(" | "[" | "/" | "=") && before != written && ends_quotation(document, mark);
            let begins = right.has(TokenFlags::CAPITALISED) || carries_grammar();
            (goes_on && over && begins).then_some(mark.span.end)
        }
        ":" => (is_word(left) && long && goes_on && carries_grammar()).then_some(mark.span.end),
        "!" | "?" => {
            let begins = right.has(TokenFlags::CAPITALISED) || carries_grammar();
            (is_word(left) && long && goes_on && begins).then_some(mark.span.end)
        }
        // A stop stands inside many things that are no sentences; a small word before and a capital after are none.
        "." => {
            let sentence = left.kind == TokenKind::Word
                && right.kind == TokenKind::Word
                && before.len() > 1
                && !left.has(TokenFlags::ALL_CAPS)
                && right.has(TokenFlags::CAPITALISED)
                && !right.has(TokenFlags::MIXED_CASE)
                && context.words.of(right).accepted();
            // A name may end a sentence where a word that only sentences begin with follows (in Estonia.The).
            let begins =
                matches!(after, "A" | "An" | "The" | "This" | "These" | "He" | "She" | "It" | "They" | "We" | "But");
            // What other words follow a name or another word so (System.Out, types.Date) are names of code.
            let ends =
                begins || !left.has(TokenFlags::CAPITALISED) && context.words.of(left).accepted() && carries_grammar();
            (sentence && ends).then_some(mark.span.end)
        }
        // Optional endings, "article(s)" and "actor(ess)", touch their word.
        "(" => {
            let fits = is_word(left) && before.len() > 3 && !left.has(TokenFlags::ALL_CAPS);
            (fits && is_aside(context, mark, right)).then_some(mark.span.start)
        }
        _ => None,
    }
}

/// How far a run of characters without a space is looked at, in bytes to either side.
const REACH: usize = 256;

/// Whether nothing but the marks of prose touches `span`, so that it is no code and no mathematics.
fn is_prose(text: &str, span: Span) -> bool {
    let (before, after) = near(text, span.range(), REACH);
    // Of the run of characters without a space that `span` is a part of, what stands before it and behind it.
    let head = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let tail = after.split(char::is_whitespace).next().unwrap_or_default();
    // Nobody writes so long a run by inadvertence.
    if head.len() + 4 > REACH || tail.len() + 4 > REACH {
        return false;
    }
    let wordy = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    let opens = |c: char| matches!(c, '(' | '[' | '"' | '“' | '‘' | '\'' | '—' | '–' | '*' | '_');
    let closes =
        |c: char| matches!(c, ')' | ']' | '"' | '”' | '’' | ',' | '.' | ';' | ':' | '!' | '?' | '—' | '–' | '*' | '_');
    // A bracket that holds no space at all holds a list of arguments.
    let whole = head.ends_with(['(', '[', '{', '<', '=', '$', '"', '“', '‘'])
        && tail.starts_with([')', ']', '}', '>', '=', '"', '”', '’']);
    let whole = whole || tail.contains("--");
    let head = head.trim_end_matches(wordy);
    // A quotation may end before it.
    let head = head
        .strip_suffix(['”', '"', ')'])
        .map_or(head, |quoted| quoted.trim_end_matches(['.', ',', '!', '?']).trim_end_matches(wordy));
    let tail = tail.trim_start_matches(wordy);
    !whole && head.chars().all(opens) && tail.chars().all(closes)
}

/// Whether the bracket that `mark` opens, of which `first` is the first word, holds words or an acronym, and no arguments.
fn is_aside(context: &Context<'_>, mark: Token, first: Token) -> bool {
    /// How many tokens are looked at.
    const REACH: usize = 40;
    let document = context.document;
    let tokens = document.tokens();
    let from = document.first_from(mark.span.start as usize + 1);
    let inside = tokens.get(from..).unwrap_or_default().iter().take(REACH);
    let inside: Vec<Token> = inside.take_while(|token| document.text_of(**token) != ")").copied().collect();
    let known = |token: &Token| token.kind == TokenKind::Word && context.words.of(*token).accepted();
    match inside.len() {
        0 | REACH => false,
        1 => {
            first.has(TokenFlags::ALL_CAPS)
                && first.span.len() > 2
                && !context.lexicon.check(&document.text_of(first).to_lowercase()).accepted()
        }
        _ => {
            let prose = inside.iter().any(|token| FUNCTION_WORDS.get(document.text_of(*token)).is_some());
            inside.iter().all(known)
                || prose && inside.iter().filter(|token| known(token)).count() * 4 > inside.len() * 3
        }
    }
}

/// Whether the token is the mark that closes a quotation.
fn ends_quotation(document: &Document, token: Token) -> bool {
    let quotations = document.quotations();
    let after = quotations.partition_point(|quotation| quotation.span.start < token.span.start);
    let before = quotations.get(..after).unwrap_or_default();
    // Quotations may stand in quotations, so the nearest need not be the one that ends here.
    before.iter().rev().take(3).any(|quotation| quotation.span.end == token.span.end)
}

#[cfg(test)]
mod tests {
    use super::MissingSpace;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn a_missing_space_is_inserted() {
        fixes(
            &MissingSpace,
            &[
                ("to northern Estonia,the home", "to northern Estonia, the home"),
                ("They left.The others stayed.", "They left. The others stayed."),
                ("from the agency(BCNA) itself", "from the agency (BCNA) itself"),
                ("He said \"we agree to this\",she left.", "He said \"we agree to this\", she left."),
                ("He said “no”,they say, and (so),he left.", "He said “no”, they say, and (so), he left."),
                ("He said \"we agree.\"She left.", "He said \"we agree.\" She left."),
                ("in 1990,when it began;they left", "in 1990, when it began; they left"),
            ],
        );
    }

    #[test]
    fn things_without_spaces_are_left_alone() {
        passes(
            &MissingSpace,
            &[
                "1,000 people at 16:30, see example.com and report.pdf, or the article(s) of the U.S. Congress.",
                "See https://example.com/a,b and J.K. Rowling at 3.5% of e.g. the rest.",
                "167 Cand.Sc. and DScs",
                "He said: \"\"Peppa the pig,\" yes.\" And he left.",
                "He said,\"We agree.\" The \"Big\" one, and \"A\"s and “B”s. (s)he",
                "The set {miller,baker}, the pair (offset,length), key:value, tris(hydroxymethyl), key(ring), XML(SEQUENCE), count(), types.Date",
                "It was “AND”ed, derive(Error), mill!yard!well, the right-\"millers\", a y,x pair, O(active rows), System.Out",
                "“No,” he said. (It was late.) It was 5-4.",
            ],
        );
    }
}
