//! `mixed-quotes`: straight marks beside curly ones, single ones beside double ones.

use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::{BlockKind, Document, Quotation, QuoteStyle, Token, TokenFlags, TokenKind};
use crate::rules::layout::on_line;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// Two kinds of quotation marks or apostrophes in one article.
    ///
    /// Straight marks (") beside curly ones (“”) show that text was put together from two sources; so do words set off by
    /// single marks here and by double ones there. The kind that the article uses less is reported, all places of it
    /// at once, and the fix writes the other.
    ///
    /// ```bad
    /// “No,” he said. “Never,” she said. "We agree," they said.
    /// ```
    ///
    /// ```good
    /// “No,” he said. “Never,” she said. “We agree,” they said.
    /// ```
    ///
    /// Single marks and double ones are compared only where they set off a word or three, since many houses quote
    /// speech with the one and set off words with the other. Quotations inside quotations have the other kind by right, and
    /// what is no word ('0x', '>') or stands in a caption, a cell or a tip of a page is set off in the manner of programs, as all
    /// words may be in an article with code in its lines, marked or not (`count()`).
    MixedQuotes = "mixed-quotes", Typography, Document, Warning, true, Sometimes
}

/// At most so many other places are pointed at.
const SHOWN: usize = 3;

/// With so many pieces of code in its lines an article is one about programs.
const MUCH_CODE: usize = 3;

/// A mark where it stands.
#[derive(Debug, Clone, Copy)]
struct Mark {
    span: Span,
    curly: bool,
    /// What it would be in the other kind.
    other: &'static str,
}

impl Rule for MixedQuotes {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        if has_both(document.text(), "\"", &["“", "”"]) {
            report(context, &doubles(document), "quotation marks");
        }
        if has_both(document.text(), "'", &["’", "‘"]) {
            report(context, &apostrophes(context), "apostrophes");
        }
        single_beside_double(context);
    }
}

/// Whether the text holds the straight mark and one of the curly ones at all: most articles do not.
fn has_both(text: &str, straight: &str, curly: &[&str]) -> bool {
    let holds = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    holds(straight) && curly.iter().any(|mark| holds(mark))
}

/// Reports the kind of `marks` that is rarer, all places together.
fn report(context: &mut Context<'_>, marks: &[Mark], name: &str) {
    let curly = marks.iter().filter(|mark| mark.curly).count();
    let straight = marks.len() - curly;
    let rarer_is_curly = curly < straight;
    let rarer: Vec<Mark> = marks.iter().copied().filter(|mark| mark.curly == rarer_is_curly).collect();
    let Some(first) = rarer.first().filter(|_| curly != straight) else { return };
    let (this, that) = if rarer_is_curly { ("curly", "straight") } else { ("straight", "curly") };
    let verb = if rarer.len() == 1 { "is" } else { "are" };
    let message = format!("{} of the article's {} {name} {verb} {this}, the others {that}", rarer.len(), marks.len());
    let mut diagnostic = context.diagnostic(first.span, message);
    for mark in rarer.iter().skip(1).take(SHOWN) {
        diagnostic = diagnostic.with_place(format!("{this} here, too"), mark.span);
    }
    let edits = rarer.iter().map(|mark| Edit { span: mark.span, text: mark.other.to_owned() }).collect();
    let applicability = if rarer.len() * 4 <= marks.len() { Applicability::Safe } else { Applicability::Unsafe };
    let fix = Fix { title: format!("write {that} {name} throughout"), edits, applicability };
    context.report(diagnostic.with_fix(fix));
}

/// The double quotation marks of the article.
fn doubles(document: &Document) -> Vec<Mark> {
    let mut marks = Vec::new();
    for quotation in document.quotations() {
        let text = document.slice(quotation.span);
        let (Some(open), Some(close)) = (text.chars().next(), text.chars().next_back()) else { continue };
        if !is_of_prose(document, quotation.span) {
            continue;
        }
        let start = quotation.span.start;
        let end = quotation.span.end;
        let (open_end, close_start) = (start + width(open), end - width(close));
        if open_end > close_start {
            continue;
        }
        for (mark, span, other) in [(open, Span::new(start, open_end), "“"), (close, Span::new(close_start, end), "”")]
        {
            match mark {
                '"' => marks.push(Mark { span, curly: false, other }),
                '“' | '”' => marks.push(Mark { span, curly: true, other: "\"" }),
                _ => {}
            }
        }
    }
    marks.sort_by_key(|mark| mark.span);
    marks.dedup_by_key(|mark| mark.span);
    marks
}

/// Whether a quotation stands in the text, not beside it, and holds a word at all.
fn is_of_prose(document: &Document, span: Span) -> bool {
    let tokens = document.tokens();
    let first = document.first_from(span.start as usize);
    let block = document.block_of(first).and_then(|block| document.blocks().get(block));
    let kind = block.is_some_and(|block| block.kind.is_running_text() || block.kind == BlockKind::Heading);
    let mut inside = tokens.iter().skip(first).take_while(|token| token.span.end <= span.end);
    kind && inside.any(|token| token.is_word())
}

fn width(c: char) -> u32 {
    // A character takes at most four bytes.
    u32::try_from(c.len_utf8()).unwrap_or(1)
}

/// The apostrophes inside the words of the article.
fn apostrophes(context: &Context<'_>) -> Vec<Mark> {
    let document = context.document;
    let places = context
        .forms()
        .places_where(document, |first| first.has(TokenFlags::APOSTROPHE) && !first.has(TokenFlags::WRONG_APOSTROPHE));
    let words = places.into_iter().map(|index| document.tokens()[index]).filter(|token| !token.has(TokenFlags::SIC));
    words.filter_map(|token| apostrophe(document, token)).collect()
}

fn apostrophe(document: &Document, token: Token) -> Option<Mark> {
    if !matches!(token.kind, TokenKind::Word | TokenKind::Abbreviation) {
        return None;
    }
    let text = document.text_of(token);
    let (at, mark) = text.char_indices().find(|&(at, c)| at > 0 && matches!(c, '\'' | '’'))?;
    let start = token.span.start as usize + at;
    let span = Span::from_range(start..start + mark.len_utf8());
    let curly = mark == '’';
    Some(Mark { span, curly, other: if curly { "'" } else { "’" } })
}

/// Reports words set off by single marks in an article that sets off others by double ones, or the other way about.
fn single_beside_double(context: &mut Context<'_>) {
    let document = context.document;
    let is_single = |style| matches!(style, QuoteStyle::StraightSingle | QuoteStyle::CurlySingle);
    if !document.quotations().iter().any(|quotation| is_single(quotation.style)) {
        return;
    }
    // Where the article has code, marks of one kind may set off what is code, too.
    let code = document.tokens().iter().filter(|token| token.kind == TokenKind::Opaque).take(MUCH_CODE).count();
    if code == MUCH_CODE || memchr::memmem::find(document.text().as_bytes(), b"()").is_some() {
        return;
    }
    let set_off: Vec<Quotation> = set_off(context);
    let single = set_off.iter().filter(|quotation| is_single(quotation.style)).count();
    let double = set_off.len() - single;
    // A few of the one among many of the other are a slip; as many of both are a custom that only the house knows.
    let rarer_is_single = single < double;
    let (few, many) = (single.min(double), single.max(double));
    if few == 0 || many < 3 || many < 2 * few {
        return;
    }
    let (this, that) = if rarer_is_single { ("single", "double") } else { ("double", "single") };
    for quotation in set_off.iter().filter(|quotation| is_single(quotation.style) == rarer_is_single) {
        let words = document.slice(quotation.span);
        let message = format!("{words} is set off by {this} marks, {many} others by {that} ones");
        let mut diagnostic = context.diagnostic(quotation.span, message);
        if let Some(inner) = inner(words) {
            let new = match quotation.style {
                QuoteStyle::StraightSingle => format!("\"{inner}\""),
                QuoteStyle::CurlySingle => format!("“{inner}”"),
                QuoteStyle::StraightDouble => format!("'{inner}'"),
                _ => format!("‘{inner}’"),
            };
            diagnostic = diagnostic.with_fix(Fix::replace(quotation.span, new, Applicability::Unsafe));
        }
        context.report(diagnostic);
    }
}

/// What stands between the marks.
fn inner(quotation: &str) -> Option<&str> {
    let mut characters = quotation.chars();
    characters.next()?;
    characters.next_back()?;
    Some(characters.as_str())
}

/// The quotations of one to three words without a mark among them, in running text, in no other quotation.
fn set_off(context: &Context<'_>) -> Vec<Quotation> {
    let document = context.document;
    let tokens = document.tokens();
    let mut outer_end = 0;
    let mut found = Vec::new();
    for &quotation in document.quotations() {
        let nested = quotation.span.start < outer_end;
        outer_end = outer_end.max(quotation.span.end);
        if nested || quotation.style == QuoteStyle::Block || quotation.span.len() > 60 {
            continue;
        }
        let first = document.first_from(quotation.span.start as usize + 1);
        let inside: Vec<&Token> =
            tokens.iter().skip(first).take_while(|token| token.span.end < quotation.span.end).take(4).collect();
        let running = document.block_of(first).and_then(|block| document.blocks().get(block));
        let running = running.is_some_and(|block| block.kind.is_running_text());
        let words = !inside.is_empty() && inside.len() < 4 && inside.iter().all(|token| is_said(context, **token));
        if words
            && running
            && !is_display(document.text(), quotation.span)
            && closes_alike(document.slice(quotation.span))
        {
            found.push(quotation);
        }
    }
    found
}

/// Whether the token is a word of the dictionary or a name, not one of code, a number or a sign.
fn is_said(context: &Context<'_>, token: Token) -> bool {
    let written = context.document.text_of(token);
    let name = token.has(TokenFlags::CAPITALISED) && !token.has(TokenFlags::MIXED_CASE);
    token.is_word() && written.len() > 1 && (name || context.words.of(token).accepted())
}

/// Whether the line around `span` is short and has no stop at its end: a headline, which has marks of its own kind.
fn is_display(text: &str, span: Span) -> bool {
    /// The longest headline, in bytes.
    const LONGEST: usize = 120;
    let (before, after) = on_line(text, span.range(), LONGEST + 1);
    let rest = after.trim_end();
    let stopped = rest.ends_with(['.', '!', '?', ':', '…', '"', '”', ')']);
    !stopped && before.len() + span.len() + rest.len() <= LONGEST
}

/// Whether the two marks are of one shape; where they are not, one of them may be an apostrophe.
fn closes_alike(quotation: &str) -> bool {
    let curly = |c: Option<char>| matches!(c, Some('‘' | '’' | '“' | '”' | '„' | '«' | '»'));
    curly(quotation.chars().next()) == curly(quotation.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::MixedQuotes;
    use crate::rules::tester::{check, fixes, passes};

    #[test]
    fn the_rarer_marks_are_changed() {
        fixes(
            &MixedQuotes,
            &[
                (
                    "“No,” he said. “Yes,” she said. \"So,\" they said.",
                    "“No,” he said. “Yes,” she said. “So,” they said.",
                ),
                ("It's the town's day, isn’t it.", "It's the town's day, isn't it."),
                (
                    "the 'one', the 'two', the 'four', and the \"three\".",
                    "the 'one', the 'two', the 'four', and the 'three'.",
                ),
            ],
        );
    }

    #[test]
    fn all_places_are_one_finding() {
        let found = check(&MixedQuotes, "“A,” “b,” “c,” he said, “d,” \"e,\" and \"f.\"");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].fixes[0].edits.len(), 4);
    }

    #[test]
    fn customs_are_left_alone() {
        passes(
            &MixedQuotes,
            &[
                "“It isn’t ‘over’,” he said, “not ‘yet’.”",
                "\"We support it all the way,\" he said of the 'plan'.",
                "“The town’s `it's`,” he said.",
                "The \"one\", the \"two\", the \"three\", the '0x', the 'l' and the 'strfmt' are so.",
                "the 'one' and the \"two\"",
            ],
        );
    }
}
