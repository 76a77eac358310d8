//! `repeated-sentence`: a sentence or a paragraph that stands in the article twice.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::echoes::{Repeats, is_stopped};
use super::sentences::{Repeat, SHORTEST, counting, is_read, same, tokens_of};
use super::slips::{is_avowed, is_lead, is_reference, place_in_block, tells_of_another};
use crate::diagnostic::{Applicability, Fix, Note, Place};
use crate::document::{Document, Sentence, TokenKind};
use crate::rules::forms::FormTable;
use crate::rules::{Context, Meta, Options, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A sentence or a paragraph that stands in the article twice, or nearly the same.
    ///
    /// It was pasted twice, or moved and left behind. Sentences that follow each other in both places are one finding.
    ///
    /// ```bad
    /// The ministry released a short video of the visit. It was shown on television.
    ///
    /// Few have seen it. The ministry released a short video of the visit.
    /// ```
    ///
    /// ```good
    /// The ministry released a short video of the visit. It was shown on television.
    ///
    /// The army released another of the parade.
    /// ```
    ///
    /// A slip stands alone: two sentences or more that stand again are found wherever they stand, a single one no more than
    /// some paragraphs from the first and at another place of its paragraph, and both only where hardly anything else is said again around them, as it is by design
    /// in laws, recipes and manuals. Sentences of fewer than eight words, questions, headings, lists, tables, and paragraphs
    /// that only draw out a sentence of the text (pull quotes) are left alone. So are the lead of an article, paragraphs with
    /// code in them, cries, what is said again avowedly (“I repeat”), what stands three times, which is a refrain, and what differs
    /// in a name, a number or another word that says something, which tells of another thing in the same words.
    RepeatedSentence = "repeated-sentence", Repetition, Corpus, Warning, true, Sometimes, options {
        /// Whether sentences are also compared with those of the other articles of the run, word by word. What stands in
        /// more than three articles is a standing phrase and left alone. Without it, or with `false`, each article is
        /// read by itself.
        "across-articles": Flag,
    }
}

/// How far a single sentence may stand from the first, in tokens.
const NEAR: usize = 400;

/// The fewest words of a single sentence that is a paragraph in both places: entries made to one pattern begin with the same
/// short ones.
const SHORTEST_PARAGRAPH: usize = 15;

/// A sentence that stands in more articles than this is a standing phrase: a line on the author, a notice.
const STANDING: u32 = 3;

impl Rule for RepeatedSentence {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let found = context.repeats();
        let mut repeats = same(document, context.forms());
        add_near(document, found, &mut repeats);
        repeats.sort_by_key(|repeat| repeat.place);
        if is_across(context.options) {
            report_across(context, &repeats);
        }
        let mut rest = repeats.as_slice();
        while let Some((&head, _)) = rest.split_first() {
            let follows = |pair: &[Repeat]| {
                pair[1].place == pair[0].place + 1 && pair[1].first == pair[0].first + 1 && pair[1].same == pair[0].same
            };
            let length = 1 + rest.windows(2).take_while(|pair| follows(pair)).count();
            if is_slip(document, found, head, length) {
                report(context, head, length);
            }
            rest = &rest[length..];
        }
    }
}

/// Whether `length` sentences from `head` on stand again by inadvertence.
fn is_slip(document: &Document, found: &Repeats, head: Repeat, length: usize) -> bool {
    let span = |from: usize| document.sentences().get(from..from + length);
    let (Some(first), Some(again)) = (span(head.first), span(head.place)) else { return false };
    let start = |sentences: &[Sentence]| sentences.first().map_or(0, |sentence| sentence.tokens.start as usize);
    let places = [start(first), start(again)];
    // A single sentence at the same place of two paragraphs is part of a pattern.
    let pattern = || match places.map(|place| place_in_block(document, place)) {
        [Some((first, one)), Some((again, other))] => first == again && one != other,
        _ => true,
    };
    let single = || places[1] - places[0] <= NEAR && !pattern();
    let meant = || again.iter().any(|sentence| is_avowed(document, tokens_of(document, sentence)));
    (length > 1 || single())
        && !is_lead(document, places[0])
        && !is_drawn_out(document, head, length)
        && !places.iter().any(|&place| is_reference(document, place))
        && !meant()
        && found.is_alone(places[0], places[1])
}

/// Whether the sentences are the whole paragraph in one of the two places only, as a pull quote or a caption is, or in both but
/// say little.
fn is_drawn_out(document: &Document, head: Repeat, length: usize) -> bool {
    let whole = |from: usize| {
        let sentence = document.sentences().get(from);
        let block = sentence.and_then(|sentence| document.block_of(sentence.tokens.start as usize));
        block.and_then(|block| document.blocks().get(block)).is_some_and(|block| {
            block.sentences.start as usize >= from && block.sentences.end as usize <= from + length
        })
    };
    let words = |from: usize| document.sentences().get(from).map_or(0, |sentence| document.words_of(sentence).count());
    match (whole(head.first), whole(head.place)) {
        (true, true) => length == 1 && words(head.place) < SHORTEST_PARAGRAPH,
        (first, again) => first || again,
    }
}

/// Whether sentences are to be compared across articles.
pub(in crate::rules) fn is_across(options: &Options) -> bool {
    options.flag("across-articles").unwrap_or(false)
}

/// The sentences of `document` that count, each by a hash of its words.
pub(in crate::rules) fn fingerprints(document: &Document, forms: &FormTable) -> Vec<(u64, Span)> {
    let place = |index| Some(span_of(document, index..index + 1)?.1);
    counting(document, forms).filter_map(|(index, hash)| Some((hash, place(index)?))).collect()
}

/// Reports the sentences that stand in another article, which comes before this one in the order of paths.
fn report_across(context: &mut Context<'_>, repeats: &[Repeat]) {
    let (document, corpus) = (context.document, context.corpus);
    let elsewhere = |hash: u64| {
        let known = corpus.sentence(hash).filter(|known| (2..=STANDING).contains(&known.documents))?;
        (context.path != Some(&known.first.0)).then_some(&known.first)
    };
    let found: Vec<(usize, &(Arc<str>, Span))> = counting(document, context.forms())
        .filter(|(index, _)| !repeats.iter().any(|repeat| repeat.place == *index))
        .filter_map(|(index, hash)| Some((index, elsewhere(hash)?)))
        .collect();
    // Sentences that follow each other here and stand in the same article there are one finding.
    for run in found.chunk_by(|left, right| left.0 + 1 == right.0 && left.1.0 == right.1.0) {
        let Some(&(start, (path, first))) = run.first() else { continue };
        let Some((_, here)) = span_of(document, start..start + run.len()) else { continue };
        let (what, stands) = counted(run.len());
        let place = Place { path: Some(Arc::clone(path)), span: *first };
        let note = Note { message: "first here".to_owned(), place: Some(place) };
        let diagnostic = context
            .diagnostic(here, format!("{what} {stands} in another article, too"))
            .with_prepared_note(note)
            .with_help("tell it in other words, or keep it in one of the articles");
        context.report(diagnostic);
    }
}

/// What is reported when `length` sentences stand again, and its verb.
fn counted(length: usize) -> (String, &'static str) {
    if length == 1 { ("this sentence".to_owned(), "stands") } else { (format!("these {length} sentences"), "stand") }
}

/// The first token of these sentences, and their bytes.
fn span_of(document: &Document, numbers: Range<usize>) -> Option<(usize, Span)> {
    let sentences = document.sentences().get(numbers)?;
    let (start, end) = (sentences.first()?.tokens.start as usize, sentences.last()?.tokens.end as usize);
    Some((start, document.tokens().get(start)?.span.to(document.tokens().get(end.checked_sub(1)?)?.span)))
}

/// Adds the sentences that nearly all words of an earlier one stand in, in the same order.
fn add_near(document: &Document, Repeats { words, echoes }: &Repeats, repeats: &mut Vec<Repeat>) {
    let mut known: FxHashSet<usize> = repeats.iter().map(|repeat| repeat.place).collect();
    for echo in echoes.iter().filter(|echo| echo.again.len() >= SHORTEST) {
        let sentence = |position: usize| document.sentence_of(words.token(position));
        let (Some(first), Some(again)) = (sentence(echo.first.start), sentence(echo.again.start)) else { continue };
        let block = |position: usize| document.blocks().get(document.block_of(words.token(position))?);
        let read = [&echo.first, &echo.again].iter().all(|place| block(place.start).is_some_and(is_read));
        if first == again || !read || known.contains(&again) {
            continue;
        }
        let length = |index: usize| {
            let sentence = document.sentences().get(index);
            sentence.map_or(0, |sentence| {
                tokens_of(document, sentence).iter().filter(|token| token.kind != TokenKind::Punctuation).count()
            })
        };
        // At most one word in six is another, or stands in one of the two only.
        let longer = length(first).max(length(again));
        let nearly = echo.again.len() * 6 >= longer * 5 && words.content(echo.again.clone()) >= 4;
        let stopped = [first, again].iter().all(|&index| {
            document.sentences().get(index).is_some_and(|sentence| is_stopped(document, tokens_of(document, sentence)))
        });
        let exact = length(first) == length(again) && words.agrees(echo) && echo.again.len() == longer;
        if nearly && !exact && longer >= SHORTEST && stopped && !tells_of_another(document, words, echo, true) {
            known.insert(again);
            repeats.push(Repeat { first, place: again, same: false });
        }
    }
}

/// Reports `length` sentences from `head` on, which stand again.
fn report(context: &mut Context<'_>, head: Repeat, length: usize) {
    let document = context.document;
    let span = |from: usize| span_of(document, from..from + length);
    let (Some((_, first)), Some((start, again))) = (span(head.first), span(head.place)) else { return };
    let (what, stands) = counted(length);
    let how = if head.same { "" } else { ", nearly the same," };
    let message = format!("{what}{how} {stands} in the article before");
    let mut diagnostic = context.diagnostic(again, message).with_place("first here", first);
    if let Some(gap) = head.same.then(|| deletion(document, start, again)).flatten() {
        diagnostic = diagnostic.with_fix(Fix::replace(gap, "", Applicability::Unsafe).titled("delete the second"));
    } else {
        diagnostic = diagnostic.with_help("delete one of the two");
    }
    context.report(diagnostic);
}

/// What to delete to take out `again`, which begins with token `start`: the white space before it goes, too. Nothing
/// where it begins its paragraph, which has marks of its own around it.
fn deletion(document: &Document, start: usize, again: Span) -> Option<Span> {
    let before = start.checked_sub(1)?;
    let inside = document.block_of(before) == document.block_of(start);
    let text = document.slice(again);
    let plain = !text.contains(['*', '_', '`', '[', '<']) && document.gap(start).trim().is_empty();
    (inside && plain).then(|| Span::new(document.tokens()[before].span.end, again.end))
}

#[cfg(test)]
mod tests {
    use super::RepeatedSentence;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check, check_told_beside, fixes, options, passes};

    #[test]
    fn articles_are_compared_where_that_is_asked_for() {
        let text = "They released a video of the whole visit. Nobody in the town had seen it before. It rained.";
        let other = "It snowed. They released a video of the whole visit. Nobody in the town had seen it before.";
        let told = options(&RepeatedSentence, &[("across-articles", OptionValue::Flag(true))]);
        // The others come first in the order of paths, by which the article is the one that says it again.
        let found = check_told_beside(&RepeatedSentence, text, &[other, "It was cold."], &told);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.len(), 80);
        let place = found[0].notes.iter().find_map(|note| note.place.as_ref()).expect("a place");
        assert_eq!(place.path.as_deref(), Some("an-other-0.md"));
        // A standing phrase, articles that differ, and an article by itself.
        for others in [&[other, other, other][..], &["It snowed in the whole of the country for two days."], &[]] {
            assert!(check_told_beside(&RepeatedSentence, text, others, &told).is_empty(), "{others:?}");
        }
        assert!(check(&RepeatedSentence, text).is_empty());
    }

    #[test]
    fn pasted_sentences_are_found() {
        fixes(
            &RepeatedSentence,
            &[(
                "They released a video of the whole visit. It rained. They released a video of the whole visit.",
                "They released a video of the whole visit. It rained.",
            )],
        );
        let paragraph = "They released a video of the whole visit. Nobody in the town had seen it before.";
        let found = check(&RepeatedSentence, &format!("{paragraph}\n\nIt rained.\n\n{paragraph}"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.len(), paragraph.len());
    }

    #[test]
    fn nearly_the_same_is_found() {
        let text = "They released a short video of the recent visit to the capital. It rained.\n\nIt snowed. They then \
                    released a short video of the recent visit to the capital.";
        let found = check(&RepeatedSentence, text);
        assert_eq!(found.len(), 1);
        assert!(found[0].fixes.is_empty());
    }

    #[test]
    fn what_is_meant_to_stand_again_is_left_alone() {
        let sentence = "The porters had carried the furniture across the flooded courtyard.";
        let twice = |first: &str, again: &str| format!("It rained. {first} It stopped.\n\n{again} It is new.");
        assert_eq!(check(&RepeatedSentence, &twice(sentence, sentence)).len(), 1);
        let far = twice(sentence, sentence).replace("\n\n", &format!("\n\n{}\n\n", "It was not so. ".repeat(120)));
        let avowed = sentence.replace("The", "I repeat: the");
        let pulled = format!("It rained. {sentence} It stopped.\n\n{sentence}\n\nIt is new.");
        let lead = twice(sentence, sentence) + &"\n\nIt was not so, and it is not.".repeat(40);
        let items = format!("- {sentence}\n- It rained.\n- {sentence}");
        let code = sentence.replace("porters", "`carry()` calls");
        let others = [
            "The guards had washed the heavy curtains of the painted theatre.",
            "A smith had mended the broken lanterns beside the harbour.",
        ];
        let pattern = [sentence, others[0], others[1]]
            .map(|sentence| twice(sentence, sentence))
            .join(&format!("\n\n{}\n\n", "It was not so. ".repeat(30)));
        passes(
            &RepeatedSentence,
            &[
                &twice(sentence, sentence).replace("\n\n", "\n\nIt snowed. "),
                &twice(&sentence.replace('.', "!"), &sentence.replace('.', "!")),
                &twice(sentence, &sentence.replace("flooded", "sunny")),
                &twice(&sentence.replace("had", "must have"), &sentence.replace("had", "may have")),
                &far,
                &twice(sentence, &avowed),
                &pulled,
                &lead,
                &items,
                &twice(&code, &code),
                &pattern,
            ],
        );
    }

    #[test]
    fn refrains_and_pull_quotes_are_left_alone() {
        passes(
            &RepeatedSentence,
            &[
                "It was not so. It rained. It was not so.",
                "What did they think of the whole of it? No. What did they think of the whole of it?",
                "The plant in Minsk has two units of 78 megawatts and is ready. The plant in Brest has two units of 78 megawatts \
             and is ready.",
                "# They released a short video of the visit\n\nThey released a short video of the visit.",
                "He said: “They released a video of the visit.” It rained.\n\n> They released a video of the visit.",
                "They released a short video of the visit. They released a book about the war in the north.",
            ],
        );
    }
}
