//! `capital-after-comma`: a capital after a comma where the sentence goes on.

use std::sync::LazyLock;

use super::marks::is_parted;
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::rules::forms::Wanted;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A capital after a comma where the sentence goes on.
    ///
    /// Two sentences were joined, and the capital of the second was left. Or the comma was to be a stop.
    ///
    /// ```bad
    /// To mend the roof before winter, We need ladders.
    /// ```
    ///
    /// ```good
    /// To mend the roof before winter, we need ladders.
    /// ```
    ///
    /// Only words that are no part of names count (we, they, this, because). It keeps silent where someone speaks (he
    /// said, We need; the question arises, What is it?), before He where the article writes He or Him of God, in headings, inside quotations, before another capital (The Hague), and after forms of address.
    CapitalAfterComma = "capital-after-comma", Typography, Document, Error, true, Always
}

/// Words that begin clauses and, before a word in small letters, no names.
const WORDS: &[&str] = &[
    "As", "At", "Because", "But", "He", "His", "However", "If", "In", "It", "Its", "My", "On", "Our", "She", "So",
    "Their", "There", "These", "They", "This", "Those", "We", "What", "When", "Where", "While", "Why", "You", "Your",
];

/// Verbs after whose comma words are quoted, with or without marks.
const SPEECH: &[&str] = &[
    "add",
    "added",
    "adding",
    "answer",
    "answered",
    "arise",
    "arises",
    "arose",
    "ask",
    "asked",
    "asking",
    "asks",
    "called",
    "calls",
    "concluded",
    "cried",
    "cry",
    "declared",
    "entitled",
    "exclaimed",
    "feel",
    "know",
    "motto",
    "plead",
    "pray",
    "prayed",
    "proverb",
    "question",
    "quote",
    "quoted",
    "read",
    "reading",
    "reads",
    "replied",
    "reply",
    "responded",
    "rule",
    "said",
    "sang",
    "say",
    "saying",
    "says",
    "shout",
    "shouted",
    "sing",
    "sings",
    "slogan",
    "taught",
    "teach",
    "teaches",
    "telling",
    "tell",
    "tells",
    "think",
    "thinking",
    "thinks",
    "thought",
    "title",
    "titled",
    "told",
    "wonder",
    "wondered",
    "wondering",
    "write",
    "writes",
    "writing",
    "written",
    "wrote",
];

/// Works, behind which a comma goes before the title of one: their latest single, We the People.
const WORKS: &[&str] =
    &["album", "anthem", "book", "film", "hit", "hymn", "novel", "play", "poem", "single", "song", "track"];

/// How far back a verb of speech is looked for, in tokens.
const REACH: usize = 10;

/// The pronouns of God.
static PRONOUNS: LazyLock<Wanted<()>> = LazyLock::new(|| Wanted::new(["he", "him", "his"].map(|word| (word, ()))));

impl Rule for CapitalAfterComma {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let mut devout: Option<bool> = None;
        for index in context.forms().marks(|first| first == b',') {
            let Some(&word) = document.tokens().get(index + 1) else { continue };
            if !word.has(TokenFlags::CAPITALISED) || word.kind != TokenKind::Word || !is_parted(word) {
                continue;
            }
            let Some((sentence, start)) = sentence_around(document, index) else { continue };
            if is_fault(document, sentence, index + 1 - start) {
                if document.text_of(word).starts_with('H') && *devout.get_or_insert_with(|| is_devout(context)) {
                    continue;
                }
                report(context, word);
            }
        }
    }
}

/// Whether the article writes the pronouns of God with a capital, as is seen in the middle of its sentences.
fn is_devout(context: &Context<'_>) -> bool {
    let (document, forms) = (context.document, context.forms());
    let places = forms.find(&PRONOUNS).flat_map(|(form, ())| forms.places(form));
    places.into_iter().any(|&place| {
        let pair = (place as usize).checked_sub(1).and_then(|before| document.tokens().get(before..=place as usize));
        let Some(&[before, pronoun]) = pair else { return false };
        let small = before.is_word() && !before.has(TokenFlags::CAPITALISED);
        let own = small && pronoun.is_word() && !pronoun.has(TokenFlags::SENTENCE_START);
        own && matches!(document.text_of(pronoun), "He" | "Him" | "His")
    })
}

/// The tokens of the sentence of running text in which the token at `index` stands, with the number of the first.
fn sentence_around(document: &Document, index: usize) -> Option<(&[Token], usize)> {
    let block = document.blocks().get(document.block_of(index)?)?;
    let sentence = document.sentences().get(document.sentence_of(index)?)?;
    let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    Some((document.tokens().get(start..end).filter(|_| block.kind.is_running_text())?, start))
}

fn is_fault(document: &Document, tokens: &[Token], index: usize) -> bool {
    let four = index.checked_sub(2).and_then(|from| tokens.get(from..index + 2));
    let Some(&[left, comma, word, next]) = four else { return false };
    let quiet = TokenFlags::QUOTED | TokenFlags::SIC | TokenFlags::ALL_CAPS;
    document.text_of(comma) == ","
        && !word.flags.intersects(quiet)
        // After a capitalised word the comma may part the items of a list of titles.
        && left.kind == TokenKind::Word
        && !left.has(TokenFlags::CAPITALISED)
        && next.kind == TokenKind::Word
        && !next.has(TokenFlags::CAPITALISED)
        && is_parted(next)
        && WORDS.contains(&document.text_of(word))
        && !WORKS.contains(&document.text_of(left))
        && !tokens[index.saturating_sub(REACH)..index].iter().any(|&token| SPEECH.contains(&document.text_of(token)))
}

fn report(context: &mut Context<'_>, word: Token) {
    let written = context.document.text_of(word);
    let small = written.to_lowercase();
    let diagnostic = context
        .diagnostic(word.span, format!("“{written}” has a capital, but the sentence goes on after the comma"))
        .with_fix(Fix::replace(word.span, small, Applicability::Unsafe));
    context.report(diagnostic);
}

#[cfg(test)]
mod tests {
    use super::CapitalAfterComma;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn small_letters_are_written() {
        fixes(
            &CapitalAfterComma,
            &[
                ("To keep it running, We need help.", "To keep it running, we need help."),
                ("He left the town, But she stayed there.", "He left the town, but she stayed there."),
            ],
        );
    }

    #[test]
    fn capitals_that_are_right_are_left_alone() {
        passes(
            &CapitalAfterComma,
            &[
                "They sang of the town and played their latest hit single, We the people, to all.",
                "In the town, The Hague is near, and I know it.",
                "He asked them, Who was there?",
                "“Well,” he said, “We need help.”",
                "# In the town, They say",
                "In his film, Who Goes There, it is so.",
                "In the town, WHO experts came.",
                "Songs such as Away, The rain, and others.",
                "The question arises, On whose side are they? It is written, You shall rest.",
                "They prayed that He would come. In the evening, He came to them.",
            ],
        );
    }
}
