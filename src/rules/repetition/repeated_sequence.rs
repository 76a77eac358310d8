//! `repeated-sequence`: the same words said again further on.

use super::echoes::{Echo, Repeats, is_stopped};
use super::running::Words;
use super::slips::{is_lead, is_meant, is_reference, place_in_block, tells_of_another};
use crate::document::{BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// Five words or more that the article has said before.
    ///
    /// What is said again paragraphs later in the same words was pasted, or written twice in two sittings. One of the two
    /// places should go or say something new. The note points at the first.
    ///
    /// ```bad
    /// Millers and bakers ignored the appeal of the mayor to lower the price of rye bread.
    ///
    /// The talks began on Monday and went on for three days in the old town hall of the capital.
    ///
    /// At the fair both of them ignored the appeal of the mayor to lower the price of rye bread.
    /// ```
    ///
    /// ```good
    /// Millers and bakers ignored the appeal of the mayor to lower the price of rye bread.
    ///
    /// The talks began on Monday and went on for three days in the old town hall of the capital.
    ///
    /// At the fair both of them were silent again.
    /// ```
    ///
    /// A slip stands alone and near enough to be noticed: the two places are no more than a thousand words apart, and hardly
    /// anything else is said again around them, as it is by design in laws, manuals and reports of experiments.
    /// Quotations, names, terms (what has no finite verb), figures, headings and lists are left alone, and so are the lead of an
    /// article, pull quotes and captions, paragraphs with code, what stands at the same word of two paragraphs, what is said again in the same paragraph, where it is a figure of speech, or
    /// avowedly (“as I mentioned”), and what is said three times, which is a refrain. Rare words count for more than
    /// frequent ones.
    RepeatedSequence = "repeated-sequence", Repetition, Document, Note, true, None
}

/// The information from which on a sequence is reported, in nats, with one added for each word.
///
/// Phrases that every article of a kind uses (“over the past 12 months, compared with”) hold some 25, a whole clause of
/// one's own holds 36 and more.
const INFORMATION: u32 = 36;

/// The information that words which are no part of a name must hold of it, in nats.
const OF_NO_NAME: u32 = 10;

/// How far apart a reader notices the repetition, in tokens.
const NEAR: usize = 1200;

/// What stands again so often is a term or a refrain.
const REFRAIN: u8 = 2;

impl Rule for RepeatedSequence {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let repeats = context.repeats();
        let Repeats { words, echoes } = repeats;
        let tokens = document.tokens();
        if echoes.is_empty() {
            return;
        }
        let times = words.times(echoes);
        for echo in echoes {
            let refrain = times.get(echo.first.clone()).is_none_or(|times| times.iter().any(|&times| times >= REFRAIN));
            if refrain || !counts(context, repeats, echo) {
                continue;
            }
            let place = |range: &std::ops::Range<usize>| {
                Some(tokens.get(words.token(range.start))?.span.to(tokens.get(words.token(range.end - 1))?.span))
            };
            let (Some(first), Some(again)) = (place(&echo.first), place(&echo.again)) else { continue };
            let message = format!("{} words that were said before", echo.again.len());
            let diagnostic = context.diagnostic(again, message).with_place("first said here", first);
            context.report(diagnostic);
        }
    }
}

/// Whether an editor would want to know of the repetition.
fn counts(context: &Context<'_>, repeats: &Repeats, echo: &Echo) -> bool {
    let (document, words) = (context.document, &repeats.words);
    let places = [&echo.first, &echo.again].map(|place| words.token(place.start));
    let near = places[1] <= places[0] + NEAR && !is_lead(document, places[0]);
    if !near
        || tells_of_another(document, words, echo, false)
        || is_pattern(document, places)
        || !repeats.is_alone(places[0], places[1])
    {
        return false;
    }
    let block = |position: usize| document.block_of(words.token(position));
    if words.longest_run(echo) < Repeats::SHORTEST || block(echo.first.start) == block(echo.again.start) {
        return false;
    }
    let paragraph = |position: usize| {
        let kind = block(position).and_then(|block| document.blocks().get(block)).map(|block| block.kind);
        kind == Some(BlockKind::Paragraph)
    };
    if !paragraph(echo.first.start) || !paragraph(echo.again.start) {
        return false;
    }
    // A headline is said again in the text by right, and a whole sentence is another rule's matter.
    let sentence = |position: usize| document.sentences().get(document.sentence_of(words.token(position))?);
    let (Some(first), Some(again)) = (sentence(echo.first.start), sentence(echo.again.start)) else { return false };
    let tokens = [first, again].map(|sentence| {
        document.tokens().get(sentence.tokens.start as usize..sentence.tokens.end as usize).unwrap_or_default()
    });
    let whole = [first, again].iter().any(|sentence| {
        let length = document.words_of(sentence).count();
        length >= 8 && echo.again.len() * 6 >= length * 5
    });
    if whole || !tokens.iter().all(|tokens| is_stopped(document, tokens)) || is_meant(document, tokens[1]) {
        return false;
    }
    let (mut information, mut of_no_name, mut agreeing, mut matter) = (0, 0, 0, 0);
    for (first, again) in echo.first.clone().zip(echo.again.clone()) {
        if !words.agree(first, again) {
            continue;
        }
        agreeing += 1;
        let at = |position: usize| document.tokens().get(words.token(position)).copied();
        // A figure makes a cross reference or a term of it.
        if at(again).is_some_and(|token| token.kind == TokenKind::Number) {
            return false;
        }
        if let (Some(first), Some(again), true) = (at(first), at(again), words.is_content(again)) {
            matter += 1;
            let (all, name) = information_of(context, first, again);
            information += all;
            of_no_name += if name { 0 } else { all };
        }
    }
    // Terms have no verb, and are said again by right.
    let telling = matter >= 3 && of_no_name >= OF_NO_NAME * 8 && information / 8 + agreeing >= INFORMATION;
    telling && says(document, words, echo)
}

/// Whether the sequences at the tokens `first` and `again` are places of one pattern: they stand in paragraphs with code, or at
/// the same word of the same sentence of two paragraphs.
fn is_pattern(document: &Document, [first, again]: [usize; 2]) -> bool {
    let place = |index: usize| {
        let (sentence, _) = place_in_block(document, index)?;
        let start = document.sentences().get(document.sentence_of(index)?)?.tokens.start as usize;
        Some((sentence, index - start))
    };
    place(first) == place(again) || [first, again].iter().any(|&index| is_reference(document, index))
}

/// Whether there is a finite verb in a sequence, as far as that shows: an auxiliary, or a past tense before its object. Terms
/// hold participles (“manned flight”, “goods produced by”) and infinitives only.
fn says(document: &Document, words: &Words, echo: &Echo) -> bool {
    const AUXILIARIES: &[&str] = &[
        "are", "be", "been", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "must", "shall",
        "should", "was", "were", "will", "would",
    ];
    const OBJECTS: &[&str] =
        &["a", "an", "her", "his", "its", "my", "our", "that", "the", "their", "them", "this", "to", "your"];
    let text = |position: usize| {
        let token = document.tokens().get(words.token(position)).filter(|token| token.is_word());
        let small = |token: &&Token| !token.flags.intersects(TokenFlags::CAPITALISED | TokenFlags::HYPHENATED);
        token.filter(small).map_or("", |&token| document.text_of(token))
    };
    echo.again.clone().any(|position| {
        let word = text(position);
        let object = || words.are_words(position, position + 1) && OBJECTS.contains(&text(position + 1));
        let past = word.len() > 4 && word.ends_with("ed") && object();
        past || AUXILIARIES.binary_search(&word).is_ok()
    })
}

/// How much a word says that stands at both places, in eighths of a nat: less the more frequent it is, half where it may
/// be part of a name, nothing where it is a number. With it, whether it may be part of a name.
fn information_of(context: &Context<'_>, first: Token, again: Token) -> (u32, bool) {
    /// The frequency of the most frequent word, and that of one that is not listed.
    const HIGHEST: u8 = 191;
    const UNLISTED: u8 = 110;
    if !matches!(again.kind, TokenKind::Word | TokenKind::Abbreviation) {
        return (0, false);
    }
    let frequency = context.words.of(again).frequency;
    let name = |token: Token| token.has_own_capital();
    // What is in no list and no name is a term of art or a name of code.
    if frequency == 0 && !name(again) {
        return (0, false);
    }
    let information = u32::from(HIGHEST.saturating_sub(if frequency == 0 { UNLISTED } else { frequency }));
    if name(first) || name(again) { (information / 2, true) } else { (information, false) }
}

#[cfg(test)]
mod tests {
    use super::RepeatedSequence;
    use crate::rules::tester::{check, passes};

    #[test]
    fn sequences_are_found_with_their_first_place() {
        let text = "When the harvest failed, Millers and Bakers ignored the mayor`s appeal to the A.B. Grain \
                    Exchange to open.\n\nInstead they left.\n\nDuring the autumn fair, both Millers and Bakers ignored \
                    the mayor`s summons to the A.B. Grain Exchange to opeen at it.";
        let found = check(&RepeatedSequence, text);
        assert_eq!(found.len(), 1);
        assert_eq!(
            &text[found[0].span.range()],
            "Millers and Bakers ignored the mayor`s summons to the A.B. Grain Exchange to"
        );
        let place = found[0].notes[0].place.as_ref().expect("a place").span;
        assert!(text[place.range()].starts_with("Millers and Bakers"));
    }

    #[test]
    fn what_follows_a_paragraph_is_no_object_of_its_last_word() {
        let bridge = "harbour master of the northern town with the narrow wooden bridge closed";
        let before = format!("Anna went there. The {bridge} on Tuesday evening. It rained all day and nobody minded.");
        let again = format!("Peter told people from far away villages in winter, in a low voice, that the {bridge}");
        let apart = "A different paragraph stands here about apples and pears.";
        let text = |end: &str| format!("{before}\n\n{apart}\n\n{again}{end}");
        passes(&RepeatedSequence, &[&text(".\n\nThe end came.\n"), &text(".\n\nthe end came.\n")]);
        assert_eq!(check(&RepeatedSequence, &text(" the gate.\n")).len(), 1);
    }

    #[test]
    fn names_quotations_and_figures_are_left_alone() {
        passes(
            &RepeatedSequence,
            &[
                "The Ministry of Foreign Affairs of the Republic of Korea said so.\n\nThe Ministry of Foreign Affairs of the \
             Republic of Korea left.",
                "“We shall defend the sovereign rights of working people,” he said.\n\nHe said: “We shall defend the sovereign \
             rights of working people.”",
                "the end of the day was there\n\nthe end of the day was there",
            ],
        );
    }

    /// Two paragraphs that say `clause`, one after the other.
    fn twice(clause: &str) -> String {
        format!("When it rained, the porters {clause} at the gate. It is new.\n\nLater the guards {clause} there.")
    }

    #[test]
    fn what_is_meant_to_be_said_again_is_left_alone() {
        let clause = "had carried the wooden furniture across the flooded courtyard";
        assert_eq!(check(&RepeatedSequence, &twice(clause)).len(), 1);
        let lead = twice(clause) + &"\n\nIt was not so, and it is not.".repeat(40);
        let far = twice(clause).replace("\n\n", &format!("\n\n{}\n\n", "It was not so. ".repeat(400)));
        let pattern = [
            clause,
            "had washed the heavy curtains of the painted theatre",
            "had mended the broken lanterns beside the western harbour",
        ];
        let pattern: Vec<String> = pattern.into_iter().map(twice).collect();
        passes(
            &RepeatedSequence,
            &[
                &lead,
                &far,
                &pattern.join(&format!("\n\n{}\n\n", "It was not so. ".repeat(30))),
                &twice(clause).replace("Later", "As I mentioned already,"),
                &twice(clause).replace("When it rained, the", "Earlier the"),
                &twice(clause).replace("It is new", "It calls `open()`"),
                &twice(clause).replacen("furniture across", "furniture that must be across", 1).replacen(
                    "furniture across",
                    "furniture that may be across",
                    1,
                ),
                &twice("for the wooden furniture demanded by the flooded northern courtyard"),
                &twice("of the wooden furniture beyond the flooded northern courtyard"),
                &twice("had carried the wooden furniture of Chapter 7 across the flooded courtyard"),
            ],
        );
    }
}
