//! `list-punctuation`: items of one list of which some end with a full stop and others without.

use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::{Block, BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::rules::forms::FUNCTION_WORDS;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// An item of a list that ends otherwise than the others.
    ///
    /// Items end with a full stop, or without; one that differs was added later. Where most items agree, the fix puts the
    /// stop in or takes it away.
    ///
    /// ```bad
    /// - The ministers met.
    /// - The generals stayed away.
    /// - The talks went on
    /// ```
    ///
    /// ```good
    /// - The ministers met;
    /// - the generals stayed away;
    /// - the talks went on.
    /// ```
    ///
    /// It keeps silent in lists of fewer than three items, where a third of the items or more differ, where commas or
    /// semicolons end the items, and after question marks and the like. A list that is one sentence (its items are parted
    /// by “and”, or only the last of them has the stop) is as it should be, the terms of a list of definitions are no
    /// items, and a name or a label of a word or three among sentences needs no stop.
    ///
    /// It is off by default: in manuals and lists of changes, where an item may have several paragraphs or a list of its own,
    /// half of what it finds is as the author wants it.
    ListPunctuation = "list-punctuation", Consistency, Document, Note, false, Always, options {
        /// How the items of the house end: with a `stop` or with `none`. Without it each list may choose.
        "end": Choice(&["stop", "none"]),
    }
}

impl Rule for ListPunctuation {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let item = |block: &Block| block.kind == BlockKind::ListItem;
        let lists = document
            .blocks()
            .chunk_by(|left, right| item(left) && item(right) && marker(document, left) == marker(document, right));
        let house = context.options.choice("end").map(|end| end == "stop");
        let mut findings: Vec<(Token, bool)> = Vec::new();
        for list in lists.filter(|list| list.len() > 2 && list.iter().all(|block| block.kind == BlockKind::ListItem)) {
            let Some(ends) = list.iter().map(|item| end_of(context, item)).collect::<Option<Vec<_>>>() else {
                continue;
            };
            if let Some(house) = house {
                findings.extend(ends.into_iter().filter(|(_, stop)| *stop != house));
                continue;
            }
            if is_one_sentence(document, list, &ends) {
                continue;
            }
            let stops = ends.iter().filter(|(_, stop)| *stop).count();
            let usual = stops * 2 > ends.len();
            let others = if usual { ends.len() - stops } else { stops };
            if others * 3 < ends.len() || (others == 1 && ends.len() == 3) {
                let odd = list.iter().zip(ends).filter(|(_, (_, stop))| *stop != usual);
                findings.extend(odd.filter(|(item, _)| !is_of_its_kind(document, item, usual)).map(|(_, end)| end));
            }
        }
        let others = if house.is_some() { "those of this house" } else { "the others" };
        for (token, stop) in findings {
            let (message, title, edit) = if stop {
                (
                    format!("the item ends with a full stop, {others} do not"),
                    "delete the full stop",
                    Edit { span: token.span, text: String::new() },
                )
            } else {
                let end = Span::new(token.span.end, token.span.end);
                (
                    format!("the item ends without a full stop, {others} with one"),
                    "insert a full stop",
                    Edit { span: end, text: ".".to_owned() },
                )
            };
            let fix = Fix { title: title.to_owned(), edits: vec![edit], applicability: Applicability::Unsafe };
            let diagnostic = context.diagnostic(token.span, message).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// Whether the items of a list go on with one another: “and” stands at the end of one, or nothing but the last has a stop.
fn is_one_sentence(document: &Document, list: &[Block], ends: &[(Token, bool)]) -> bool {
    let joined = ends.iter().any(|(last, _)| matches!(document.text_of(*last), "and" | "or"));
    let closed = ends.split_last().is_some_and(|((_, last), others)| *last && others.iter().all(|(_, stop)| !stop));
    let small = |item: &Block| {
        let first = document.tokens().get(item.tokens.start as usize);
        first.is_some_and(|first| first.is_word() && !first.has(TokenFlags::CAPITALISED))
    };
    joined || closed && list.iter().all(small)
}

/// Whether an item ends as it does because of what it is: a label among sentences, or several sentences among labels.
fn is_of_its_kind(document: &Document, item: &Block, usual: bool) -> bool {
    /// The longest label, in tokens.
    const LABEL: u32 = 3;
    let length = item.tokens.end - item.tokens.start;
    let tokens = document.tokens().get(item.tokens.start as usize..item.tokens.end as usize).unwrap_or_default();
    // A short sentence (They left) has a word that carries grammar.
    let label = length <= LABEL && !tokens.iter().any(|token| FUNCTION_WORDS.get(document.text_of(*token)).is_some());
    if usual { label } else { document.sentences_of(item).len() > 1 }
}

/// The mark before an item, a digit for all numbers: items with another one are of another list.
fn marker(document: &Document, item: &Block) -> Option<char> {
    let line = document.text().get(..item.span.start as usize)?.rsplit('\n').next()?;
    line.trim().chars().next().map(|mark| if mark.is_ascii_digit() { '1' } else { mark })
}

/// The last token of an item and whether it is a full stop; nothing where another mark ends the item.
fn end_of(context: &Context<'_>, item: &Block) -> Option<(Token, bool)> {
    let document = context.document;
    let tokens = document.tokens().get(item.tokens.start as usize..item.tokens.end as usize)?;
    let &last = tokens.last()?;
    // A line that begins at the margin with a capital may be the paragraph behind the list.
    if document.slice(item.span).split('\n').skip(1).any(|line| line.starts_with(char::is_uppercase)) {
        return None;
    }
    if document.text_of(last) == "." {
        return Some((last, true));
    }
    let closing = matches!(document.text_of(last), ")" | "]" | "\"" | "”");
    if closing {
        // “the end.)” has its stop inside.
        let inside = tokens.len().checked_sub(2).and_then(|at| tokens.get(at))?;
        let stopped = inside.kind == TokenKind::Punctuation || inside.kind == TokenKind::Abbreviation;
        return (!stopped).then_some((last, false));
    }
    let plain = matches!(last.kind, TokenKind::Word | TokenKind::Number | TokenKind::Mixed);
    (plain && !last.has(TokenFlags::QUOTED)).then_some((last, false))
}

#[cfg(test)]
mod tests {
    use super::ListPunctuation;
    use crate::diagnostic::Applicability;
    use crate::fix;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check_told, fixes, options, passes};

    #[test]
    fn the_house_decides() {
        let text = "- bread\n- butter.\n- cheese.\n- wine.\n";
        for (end, expected) in
            [("stop", "- bread.\n- butter.\n- cheese.\n- wine.\n"), ("none", "- bread\n- butter\n- cheese\n- wine\n")]
        {
            let told = options(&ListPunctuation, &[("end", OptionValue::Choice(end))]);
            let found = check_told(&ListPunctuation, text, &told);
            assert_eq!(fix::apply(text, &found, Applicability::Unsafe).text, expected);
        }
    }

    #[test]
    fn the_odd_item_is_put_right() {
        fixes(
            &ListPunctuation,
            &[
                ("- They met.\n- They spoke.\n- They left\n", "- They met.\n- They spoke.\n- They left.\n"),
                (
                    "- They met.\n- They left (all).\n- They met in 2004.\n- They said \"no\"\n\n1. bread\n2. wine\n",
                    "- They met.\n- They left (all).\n- They met in 2004.\n- They said \"no\".\n\n1. bread\n2. wine\n",
                ),
                ("- bread\n- butter.\n- cheese\n- wine\n", "- bread\n- butter\n- cheese\n- wine\n"),
            ],
        );
    }

    #[test]
    fn even_and_mixed_lists_are_left_alone() {
        passes(
            &ListPunctuation,
            &[
                "- They met.\n- They spoke.\n- They left.\n",
                "- They met;\n- they spoke;\n- they left.\n",
                "- bread\n- butter.\n- cheese.\n- wine\n",
                "- They met.\n- They left\n",
                "- They met.\n- Why?\n- They left\n",
                "- bread\n- butter\n- milk\n- cheese and\n- wine.\n",
                "- the bread\n- the butter\n- the milk\n- the wine.\n",
                "- They met.\n- They spoke.\n- They left.\n- Anna Miller\n",
                "- bread\n- butter\n- milk\n- wine. It is red.\n",
                "- They met.\n- They spoke.\n- They left.\n- They slept\nThe night was long: so it was\n",
            ],
        );
    }
}
