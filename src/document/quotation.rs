//! Which words stand between quotation marks, and which of them are marked `[sic]`.

use super::{Quotation, QuoteStyle, Token, TokenFlags, TokenKind};

/// How many quotations may stand in each other; of more the outermost are given up, so that the time stays linear.
const DEEPEST: usize = 8;

/// A quotation mark that still waits for its closing one.
#[derive(Debug, Clone, Copy)]
struct Open {
    index: usize,
    style: QuoteStyle,
    /// The mark that closes it.
    close: &'static str,
}

/// Pairs the quotation marks of one block and flags the words between them; all of them where the block is `quoted`.
///
/// A double mark that nothing closes reaches to the end of its block, as where a quotation goes on in the next
/// paragraph; a single one that nothing closes is taken for an apostrophe.
///
/// All its marks of punctuation are among `marks`.
pub(super) fn mark(text: &str, tokens: &mut [Token], marks: &[u32], quoted: bool, quotations: &mut Vec<Quotation>) {
    let mut open: Vec<Open> = Vec::new();
    for index in marks.iter().map(|&mark| mark as usize) {
        let token = tokens[index];
        if token.kind != TokenKind::Punctuation {
            continue;
        }
        let mark = &text[token.span.range()];
        if mark == "[" || mark == "(" {
            sic(text, tokens, index);
            continue;
        }
        if !is_quote(mark) {
            continue;
        }
        let waiting = open.iter().rposition(|candidate| closes(candidate.close, mark));
        if let Some(position) = waiting.filter(|_| can_close(text, tokens, index)) {
            let opened = open[position];
            open.truncate(position);
            close(tokens, opened, index, quotations);
        } else if let Some((style, close)) = opener(mark)
            && can_open(text, tokens, index)
        {
            // A mark that opens again without having been closed was never closed.
            if let Some(position) = waiting {
                open.truncate(position);
            }
            if open.len() == DEEPEST {
                open.remove(0);
            }
            open.push(Open { index, style, close });
        }
    }
    let last = tokens.len();
    let unclosed = open.iter().find(|open| matches!(open.style, QuoteStyle::StraightDouble | QuoteStyle::CurlyDouble));
    if let Some(&opened) = unclosed
        && opened.index + 1 < last
    {
        close(tokens, opened, last - 1, quotations);
        let end = &mut tokens[last - 1];
        end.flags |= TokenFlags::QUOTED;
    }
    if quoted {
        for token in tokens {
            token.flags |= TokenFlags::QUOTED;
        }
    }
}

fn close(tokens: &mut [Token], opened: Open, index: usize, quotations: &mut Vec<Quotation>) {
    let span = tokens[opened.index].span.to(tokens[index].span);
    for token in &mut tokens[opened.index + 1..index] {
        token.flags |= TokenFlags::QUOTED;
    }
    quotations.push(Quotation { span, style: opened.style });
}

fn is_quote(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "”" | "„" | "«" | "»" | "'" | "''" | "``" | "`" | "‘" | "’" | "‚")
}

/// The style that `mark` opens, and the mark that closes it.
fn opener(mark: &str) -> Option<(QuoteStyle, &'static str)> {
    match mark {
        "\"" => Some((QuoteStyle::StraightDouble, "\"")),
        "``" | "''" => Some((QuoteStyle::StraightDouble, "''")),
        "“" | "„" => Some((QuoteStyle::CurlyDouble, "”")),
        "«" => Some((QuoteStyle::CurlyDouble, "»")),
        "'" | "`" => Some((QuoteStyle::StraightSingle, "'")),
        "‘" | "‚" => Some((QuoteStyle::CurlySingle, "’")),
        _ => None,
    }
}

/// Whether `mark` closes what waits for `expected`; writers mix the shapes.
fn closes(expected: &str, mark: &str) -> bool {
    match expected {
        "\"" => matches!(mark, "\"" | "”"),
        "”" => matches!(mark, "”" | "“" | "\""),
        "'" => matches!(mark, "'" | "’" | "`"),
        "’" => matches!(mark, "’" | "‘" | "'"),
        "''" => matches!(mark, "''" | "\""),
        other => mark == other,
    }
}

/// Whether the mark at `index` touches what stands before it, or at least does not touch what follows.
fn can_close(text: &str, tokens: &[Token], index: usize) -> bool {
    let token = tokens[index];
    if matches!(&text[token.span.range()], "”" | "»") {
        return true;
    }
    let touches_next = tokens.get(index + 1).is_some_and(|next| next.has(TokenFlags::GLUED));
    let touches_last = index > 0 && token.has(TokenFlags::GLUED);
    if touches_last && touches_next {
        let before = &text[tokens[index - 1].span.range()];
        return !matches!(before, "(" | "[" | "{" | "“" | "‘");
    }
    touches_last || !touches_next
}

/// Whether the mark at `index` touches what follows it, and what stands before it leaves room for a quotation.
fn can_open(text: &str, tokens: &[Token], index: usize) -> bool {
    let token = tokens[index];
    if matches!(&text[token.span.range()], "“" | "„" | "«" | "‘") {
        return true;
    }
    let touches_next = tokens.get(index + 1).is_some_and(|next| next.has(TokenFlags::GLUED));
    let room = index == 0 || !token.has(TokenFlags::GLUED) || {
        let before = tokens[index - 1];
        let opening = matches!(before.kind, TokenKind::Punctuation | TokenKind::Symbol);
        opening && !matches!(&text[before.span.range()], ")" | "]" | "}" | "." | "," | "?" | "!" | "”" | "’")
            || before.has(TokenFlags::MARKUP_BEFORE)
    };
    touches_next && room
}

/// Flags the word before `[sic]` or `(sic)`, whose bracket stands at `index`, and the mark itself.
fn sic(text: &str, tokens: &mut [Token], index: usize) {
    let is =
        |at: usize, wanted: &[&str]| tokens.get(at).is_some_and(|token| wanted.contains(&&text[token.span.range()]));
    let stopped = is(index + 2, &[".", "!"]);
    if !is(index + 1, &["sic", "Sic", "SIC"]) || !is(index + 2 + usize::from(stopped), &["]", ")"]) {
        return;
    }
    for token in &mut tokens[index..index + 3 + usize::from(stopped)] {
        token.flags |= TokenFlags::SIC;
    }
    let word = tokens[..index]
        .iter_mut()
        .rev()
        .take(4)
        .find(|token| !matches!(token.kind, TokenKind::Punctuation | TokenKind::Symbol));
    if let Some(word) = word {
        word.flags |= TokenFlags::SIC;
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Format, TokenFlags};

    #[test]
    fn quotations_are_paired() {
        let none: [&str; 0] = [];
        for (text, expected) in [
            ("He said \"no way\" twice.", &["\"no way\""][..]),
            ("“It isn’t ‘over’,” he said.", &["“It isn’t ‘over’,”", "‘over’"]),
            ("The 'Harvest Day' celebrations of the '90s, and the allies' help.", &["'Harvest Day'"]),
            ("standing 'arm-in-arm' together", &["'arm-in-arm'"]),
            ("'The allies' help was good,' he said, 'wasn't it?'", &["'The allies' help was good,'", "'wasn't it?'"]),
            ("Rock 'n' roll and 'em, the Smiths' dog, Marx' book", &none),
            ("An \"unclosed one. It ends here", &["\"unclosed one. It ends here"]),
            ("She is 5'2\" tall and 'fine'.", &["'fine'"]),
            ("«Non», „Nein“, ``no''.", &["«Non»", "„Nein“", "``no''"]),
            ("(\"so\")—\"it\"", &["\"so\"", "\"it\""]),
            ("\"He said 'go' and left.\"", &["\"He said 'go' and left.\"", "'go'"]),
        ] {
            let document = Document::parse(text.into(), Format::Plain);
            let found: Vec<&str> =
                document.quotations().iter().map(|quotation| document.slice(quotation.span)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn an_unclosed_quotation_ends_with_its_paragraph() {
        let text = "He said: \"It goes on.\n\n\"It ends.\"\n\nNobody heard it.";
        let document = Document::parse(text.into(), Format::Plain);
        let quoted: Vec<&str> = document
            .tokens()
            .iter()
            .filter(|token| token.is_word() && token.has(TokenFlags::QUOTED))
            .map(|&token| document.text_of(token))
            .collect();
        assert_eq!(quoted, ["It", "goes", "on", "It", "ends"]);
    }

    #[test]
    fn sic_is_left_alone() {
        let document = Document::parse("the \"goverment\" [sic] is here".into(), Format::Plain);
        let flagged: Vec<&str> = document
            .tokens()
            .iter()
            .filter(|token| token.has(TokenFlags::SIC))
            .map(|&token| document.text_of(token))
            .collect();
        assert_eq!(flagged, ["goverment", "[", "sic", "]"]);
    }
}
