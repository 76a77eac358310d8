//! `space-before-punctuation`: a space before a comma, a stop or a closing bracket.

use super::marks::{between, is_parted, is_wordlike, touch};
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::rules::layout::{is_drawn, is_example, is_in_table, on_line};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A space before a comma, a stop, a colon or a closing bracket.
    ///
    /// Where the word after the mark touches it (“one ,two”), the space has slipped to the wrong side, and the fix moves
    /// it.
    ///
    /// ```bad
    /// The delegation arrived , but nobody met it .
    /// ```
    ///
    /// ```good
    /// The delegation arrived, but nobody met it.
    /// ```
    ///
    /// It keeps silent before things that begin with a stop (.com, .NET, a .38), before ellipses, before signs of mood
    /// (:-), between numbers (3 : 1), where the mark begins a line, where it is spoken of itself (a ?), in lines that are set
    /// in columns or drawn, and in grammars, whose brackets have spaces inside ( so ).
    SpaceBeforePunctuation = "space-before-punctuation", Typography, Document, Error, true, Always
}

impl Rule for SpaceBeforePunctuation {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let tokens = document.tokens();
        let closing = |first| matches!(first, b',' | b';' | b':' | b'!' | b'?' | b'.' | b')' | b']');
        for index in context.forms().marks(closing) {
            let left = index.checked_sub(1).and_then(|at| tokens.get(at)).copied();
            let (Some(left), Some(&mark)) = (left, tokens.get(index)) else { continue };
            if !is_parted(mark) || mark.span.len() != 1 {
                continue;
            }
            let gap = between(left, mark);
            // What a tab parts stands in columns, and a mark that begins a line may begin an entry.
            let written = document.source_text().get(document.to_source(gap).range()).unwrap_or_default();
            if written.contains(['\t', '\n']) {
                continue;
            }
            if gap.len() > 1 && (is_drawn(document.text(), gap.start as usize) || gap.len() > 2) {
                continue;
            }
            if is_notation(document, index) || is_example(document, gap.start as usize) {
                continue;
            }
            // A cell that says with a mark that nobody knows.
            if document.text_of(mark) == "?" && is_in_table(document.text(), mark.span.range()) {
                continue;
            }
            let right = tokens.get(index + 1).copied();
            let written = document.text_of(mark);
            let Some(moves) = fault(document, left, written, mark, right) else { continue };
            let mut edits = vec![Edit { span: gap, text: String::new() }];
            if moves {
                edits.push(Edit { span: Span::new(mark.span.end, mark.span.end), text: " ".to_owned() });
            }
            let title = if moves { "move the space behind the mark" } else { "delete the space" };
            let fix = Fix { title: title.to_owned(), edits, applicability: Applicability::Safe };
            let diagnostic = context.diagnostic(gap.to(mark.span), format!("a space before “{written}”")).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// Whether the space before `mark` is wrong, and if so, whether it belongs behind it.
fn fault(document: &Document, left: Token, written: &str, mark: Token, right: Option<Token>) -> Option<bool> {
    let closing =
        left.kind == TokenKind::Punctuation && matches!(document.text_of(left), ")" | "]" | "”" | "\"" | "’" | "…");
    if !is_wordlike(left) && !closing {
        return None;
    }
    let glued = right.filter(|&right| touch(mark, right));
    let next_is_word = glued.is_some_and(is_wordlike);
    match written {
        "," => Some(next_is_word),
        // “.There”, for “.com” and “.NET” begin in another way.
        "." if glued.is_some_and(|right| begins_a_sentence(document, left, right)) => Some(true),
        ";" | ":" | "!" | "?" | "." => {
            let next = glued.map_or("", |right| document.text_of(right));
            let mood = matches!(next, ")" | "(" | "-" | "/" | "]" | "|") && written != "." && written != "?"
                || is_face(document, mark);
            let numbers = left.kind == TokenKind::Number && right.is_some_and(|right| right.kind == TokenKind::Number);
            let dots = next.starts_with('.') || right.is_some_and(|right| document.text_of(right).starts_with('.'));
            let opens = matches!(next, "“" | "‘" | "=" | ":" | "!") || next.starts_with('_');
            // “a ?” and “the !” speak of the mark.
            let named =
                written != "." && matches!(document.text_of(left), "a" | "an" | "the" | "or" | "and" | "by" | "with");
            let goes_on = matches!(written, "." | "!" | "?")
                && right.is_some_and(|right| {
                    right.has(TokenFlags::SPACE_BEFORE) && right.is_word() && !right.has(TokenFlags::CAPITALISED)
                        || document.text_of(right).starts_with('-')
                });
            let symbol = goes_on || glued.is_some_and(|right| right.kind == TokenKind::Symbol);
            (!next_is_word && !mood && !numbers && !dots && !opens && !named && !symbol).then_some(false)
        }
        ")" | "]" => Some(false),
        _ => None,
    }
}

/// Words that begin sentences, and no name of a program (.Where, .All).
const OPENINGS: &[&str] = &["But", "He", "She", "The", "There", "They", "We"];

/// Whether `right`, which a stop touches, is a small word with a capital, as sentences begin with, and `left` one in small letters.
fn begins_a_sentence(document: &Document, left: Token, right: Token) -> bool {
    let plain = !right.flags.intersects(TokenFlags::ALL_CAPS.union(TokenFlags::MIXED_CASE));
    left.is_word()
        && !left.has(TokenFlags::CAPITALISED)
        && right.has(TokenFlags::CAPITALISED)
        && plain
        && OPENINGS.contains(&document.text_of(right))
}

/// Whether the mark begins a face with a space behind the eyes: “; -)”.
fn is_face(document: &Document, mark: Token) -> bool {
    let after = document.text().get(mark.span.end as usize..).unwrap_or_default();
    matches!(document.text_of(mark), ";" | ":") && [" -)", " -("].iter().any(|face| after.starts_with(face))
}

/// How much of a line is looked at, in bytes to either side.
const REACH: usize = 400;

/// Whether the line of the token at `index` is one of a grammar: a bracket in it has a space behind its opening and before
/// its closing mark, or a sign of repetition follows one.
fn is_notation(document: &Document, index: usize) -> bool {
    let Some(mark) = document.tokens().get(index) else { return false };
    let (text, range) = (document.text(), mark.span.range());
    let (before, after) = on_line(text, range.clone(), REACH);
    let line = text.get(range.start - before.len()..range.end + after.len()).unwrap_or_default();
    let holds = |marks: &[&str]| marks.iter().any(|mark| line.contains(mark));
    holds(&["( ", "[ ", "{ "]) && (holds(&[" )"]) || holds(&[" ]"]) || holds(&[" }"]))
        || holds(&[")?", ")*", ")+", "::=", " | ", "\\"])
}

#[cfg(test)]
mod tests {
    use super::SpaceBeforePunctuation;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_space_is_deleted_or_moved() {
        fixes(
            &SpaceBeforePunctuation,
            &[
                ("They left , and stayed .", "They left, and stayed."),
                ("Is it ? It is !", "Is it? It is!"),
                ("They left ,and stayed", "They left, and stayed"),
                ("They left .There was nobody", "They left. There was nobody"),
                ("(they left ) and [stayed ]", "(they left) and [stayed]"),
                ("the US ; the rest", "the US; the rest"),
                ("“They left” , he said", "“They left”, he said"),
            ],
        );
    }

    #[test]
    fn other_things_are_left_alone() {
        passes(
            &SpaceBeforePunctuation,
            &[
                "the .com boom, a .38, and .NET code",
                "They left ... and stayed . . . there …",
                "They left :-) and ;) stayed",
                "It ended 3 : 1 there.",
                "the town **,** here",
                "It ends in a ? or the ! there, and the rule is: Item ( Name , Item ) ; or so. They wrote mill !@%$% here.",
                "the mill      :  the yard",
                "They left — no, stayed (so) – here",
            ],
        );
    }
}
