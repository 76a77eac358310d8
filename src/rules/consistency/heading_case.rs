//! `heading-case`: headings with capitals throughout beside headings written as sentences.

use super::ways::{Use, prevailing};
use crate::document::{Block, BlockKind, TokenFlags};
use crate::lexicon::EntryFlags;
use crate::rules::wording::times;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A heading in title case among headings in sentence case, or the other way round.
    ///
    /// Display lines are what readers see first. The case that most headings of the article have is taken for its style.
    ///
    /// ```bad
    /// # What the ministers agreed
    ///
    /// ## Who stayed away from the talks
    ///
    /// ## The Long Road Ahead
    /// ```
    ///
    /// ```good
    /// # What the ministers agreed
    ///
    /// ## Who stayed away from the talks
    ///
    /// ## Vladimir Putin in Lisbon
    /// ```
    ///
    /// Only ordinary words of four letters and more are counted; a heading of names says nothing of its case. It keeps
    /// silent unless one case has a clear majority.
    HeadingCase = "heading-case", Consistency, Document, Note, true, None, options {
        /// The case of the house. Without it each article may choose.
        "prefer": Choice(&["title", "sentence"]),
    }
}

const TITLE: u16 = 0;
const SENTENCE: u16 = 1;

impl Rule for HeadingCase {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let headings = document.blocks().iter().filter(|block| block.kind == BlockKind::Heading);
        let cases: Vec<(Use, &Block)> = headings
            .filter_map(|block| Some((Use { way: case_of(context, block)?, token: block.tokens.start }, block)))
            .collect();
        let uses: Vec<Use> = cases.iter().map(|(place, _)| *place).collect();
        if let Some(house) = context.options.choice("prefer") {
            let way = if house == "title" { TITLE } else { SENTENCE };
            for (_, block) in cases.iter().filter(|(place, _)| place.way != way) {
                let message = format!("headings are in {house} case in this house");
                let diagnostic = context.diagnostic(block.span, message);
                context.report(diagnostic);
            }
            return;
        }
        let Some(best) = prevailing(&uses).filter(|best| best.is_clear()) else { return };
        let example = cases.iter().find(|(place, _)| place.way == best.way).map(|(_, block)| block.span);
        for (place, block) in cases.iter().filter(|(place, _)| place.way != best.way) {
            let (here, there) = if place.way == TITLE { ("title", "sentence") } else { ("sentence", "title") };
            let message = format!("heading in {here} case; the others are in {there} case");
            let mut diagnostic = context.diagnostic(block.span, message);
            if let Some(span) = example {
                let note = format!("as here; {} in all, otherwise {}", times(best.count), times(best.others));
                diagnostic = diagnostic.with_place(note, span);
            }
            context.report(diagnostic);
        }
    }
}

/// The case of a heading, as far as its ordinary words show one.
fn case_of(context: &Context<'_>, block: &Block) -> Option<u16> {
    let document = context.document;
    let tokens = document.tokens().get(block.tokens.start as usize..block.tokens.end as usize)?;
    let (mut capital, mut small) = (0, 0);
    for &token in tokens.iter().skip(1) {
        let counts = token.is_word()
            && token.span.len() > 3
            && !token.flags.intersects(TokenFlags::SENTENCE_START | TokenFlags::ALL_CAPS | TokenFlags::QUOTED);
        // A capital on a word that is otherwise none of the ordinary ones belongs to a name.
        if !counts || !context.words.of(token).is(EntryFlags::COMMON) || is_small_word(document.text_of(token)) {
            continue;
        }
        if token.has(TokenFlags::CAPITALISED) { capital += 1 } else { small += 1 }
    }
    match (capital, small) {
        (2.., 0) => Some(TITLE),
        (0, 1..) => Some(SENTENCE),
        _ => None,
    }
}

/// Words that many styles leave small in titles.
fn is_small_word(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "with" | "from" | "into" | "over" | "that" | "than" | "between" | "about" | "after" | "before" | "under"
    )
}

#[cfg(test)]
mod tests {
    use super::HeadingCase;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check_told, fails, options, passes};

    #[test]
    fn the_house_decides() {
        let told = options(&HeadingCase, &[("prefer", OptionValue::Choice("sentence"))]);
        let text = "# The Long Road Ahead\n\n## Who Stayed Away From Talks\n\n## What the ministers agreed\n";
        assert_eq!(check_told(&HeadingCase, text, &told).len(), 2);
    }

    #[test]
    fn the_odd_heading_is_found() {
        fails(
            &HeadingCase,
            &[
                "# What ministers agreed\n\n## Who stayed away\n\n## The Long Road Ahead",
                "# The Long Road\n\n## What Ministers Agreed\n\n## Who stayed away again",
            ],
        );
    }

    #[test]
    fn one_case_names_and_draws_are_left_alone() {
        passes(
            &HeadingCase,
            &[
                "# The Long Road Ahead\n\n## What Ministers Agreed",
                "# What ministers agreed\n\n## The Long Road Ahead",
                "# What ministers agreed\n\n## Who stayed away\n\n## Vladimir Putin",
            ],
        );
    }
}
