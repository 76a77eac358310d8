//! `doubled-space`: two or more spaces between two words.

use memchr::memmem;

use super::marks::beside_gap;
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, TokenFlags};
use crate::rules::layout::{is_drawn, is_example, is_in_column};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// Two or more spaces where one belongs.
    ///
    /// A second space is left where a word was deleted, and shows as a hole once the text is set.
    ///
    /// ```bad
    /// The delegation  arrived in the capital.
    /// ```
    ///
    /// ```good
    /// The delegation arrived in the capital.
    /// ```
    ///
    /// It keeps silent in the cells of tables, in lines that are set in columns or drawn (a table or a picture of
    /// characters), in lines set in by four columns, behind the colon of a label, and after stops where the article parts its sentences by two spaces
    /// throughout, as typists did.
    DoubledSpace = "doubled-space", Typography, Document, Warning, true, Always
}

impl Rule for DoubledSpace {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let text = document.text();
        let bytes = text.as_bytes();
        let mut done = 0;
        let mut habit = None;
        for start in memmem::find_iter(bytes, b"  ") {
            if start < done {
                continue;
            }
            let rest = bytes.get(start..).unwrap_or_default();
            let end = start + rest.iter().take_while(|&&byte| byte == b' ').count();
            done = end;
            let Some((before, after)) = beside_gap(document, start, end) else { continue };
            // Of what must stay as it is written, this says nothing that anybody could mend.
            if document.is_sealed(Span::from_range(start..end)) || is_behind_list_mark(bytes, start) {
                continue;
            }
            let left = document.tokens()[before];
            if in_table(document, after) || in_columns(text, start, end) {
                continue;
            }
            let label = document.text_of(left) == ":" && end - start > 2;
            if label || is_example(document, start) || is_in_column(text, end) || is_drawn(text, start) {
                continue;
            }
            let starts_sentence =
                document.sentences().binary_search_by_key(&after, |sentence| sentence.tokens.start as usize);
            if starts_sentence.is_ok() && *habit.get_or_insert_with(|| parts_sentences_by_two(document)) {
                continue;
            }
            let span = Span::from_range(start..end);
            let message = format!("{} spaces after “{}”", count(end - start), document.text_of(left));
            let fix = Fix::replace(span, " ", Applicability::Safe).titled("leave one space");
            let diagnostic = context.diagnostic(span, message).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

fn count(spaces: usize) -> String {
    match spaces {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        more => more.to_string(),
    }
}

fn in_table(document: &Document, token: usize) -> bool {
    let block = document.block_of(token).and_then(|block| document.blocks().get(block));
    block.is_some_and(|block| matches!(block.kind, crate::document::BlockKind::TableCell))
}

/// Whether the line of the run of spaces is set in columns: it has another run of three or more.
fn in_columns(text: &str, start: usize, end: usize) -> bool {
    /// How far the line is looked at to either side, in bytes.
    const REACH: usize = 200;
    if end - start < 3 {
        return false;
    }
    let bytes = text.as_bytes();
    let before = bytes.get(start.saturating_sub(REACH)..start).unwrap_or_default();
    let before = before.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
    let after = bytes.get(end..bytes.len().min(end + REACH)).unwrap_or_default();
    let after = after.split(|&byte| byte == b'\n').next().unwrap_or_default();
    memmem::find(before, b"   ").is_some() || memmem::find(after, b"   ").is_some()
}

/// Whether nothing but the mark of a list stands before byte `start` on its line: `A.`, `iv)`, `(2)`, `#.`. Pandoc demands two spaces
/// behind a capital and its stop.
fn is_behind_list_mark(bytes: &[u8], start: usize) -> bool {
    /// The longest mark, with what sets it in.
    const LONGEST: usize = 40;
    let from = start.saturating_sub(LONGEST);
    let before = bytes.get(from..start).unwrap_or_default();
    let line = match memchr::memrchr(b'\n', before) {
        Some(end) => before.get(end + 1..).unwrap_or_default(),
        None if from == 0 => before,
        None => return false,
    };
    let margin = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
    let mark = line.get(margin..).unwrap_or_default();
    let Some((b'.' | b')', mark)) = mark.split_last() else { return false };
    let mark = mark.strip_prefix(b"(").unwrap_or(mark);
    let roman = |byte: &u8| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm');
    match mark {
        [byte] => byte.is_ascii_alphanumeric() || *byte == b'#',
        [b'@', ..] => true,
        _ => !mark.is_empty() && (mark.iter().all(u8::is_ascii_digit) || mark.iter().all(roman)),
    }
}

/// Whether most sentences of the article are parted by two spaces.
fn parts_sentences_by_two(document: &Document) -> bool {
    let (mut one, mut two) = (0_usize, 0_usize);
    for block in document.blocks() {
        for sentence in document.sentences_of(block).iter().skip(1) {
            let first = sentence.tokens.start as usize;
            let token = document.tokens()[first];
            if token.flags.intersects(TokenFlags::BREAK_BEFORE | TokenFlags::MARKUP_BEFORE) {
                continue;
            }
            match document.gap(first) {
                " " => one += 1,
                "  " => two += 1,
                _ => {}
            }
        }
    }
    two > one
}

#[cfg(test)]
mod tests {
    use super::DoubledSpace;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn one_space_is_left() {
        fixes(
            &DoubledSpace,
            &[
                ("the  capital of    the land", "the capital of the land"),
                ("He left.  She stayed. They met. It was.", "He left. She stayed. They met. It was."),
                ("“No,”  he said.", "“No,” he said."),
            ],
        );
    }

    #[test]
    fn layout_is_left_alone() {
        passes(
            &DoubledSpace,
            &[
                "He left.  She stayed.  They met. It was.  So it goes.",
                "a hard break  \nin a line",
                "- an item\n  and its second line\n\n      code  here",
                "Use `a  b` there.",
                "| one  | two   |\n|------|-------|\n| a  b | c     |",
                "Name      Age      Town",
                "sail  the canvas\nmast  the pole\nkeel  the timber",
                "The mill is here:\n\n+---+  the yard\n| o |  and the well",
                "**mill**:   the old one",
                "A.  First one\nB.  Second one\n\n> IV.  third one",
                "  Command                  Time\n  ----------------------- ------\n  the first  of them       1.01s",
                "+----------------+------+\n| They saw  the  | good |\n+----------------+------+",
            ],
        );
    }
}
