//! Whether a suspect is misspelt: how probable the corrections are, against all that speaks for the word as it is.
//!
//! Each thing that speaks for the word sets a bar; the highest one counts. What is held against it is the probability
//! that the word is a slip for any word at all (the sum over the corrections), or, where the doubt is about the one
//! that was meant, the probability of the best correction. The bars were chosen on edited prose with misspellings of
//! learners of English planted in it, so that fewer than one word in 1,000 of news is flagged wrongly.

use super::derivation::{is_affixed, is_compound, is_derivation, is_form_of, is_long_plural, is_prefix};
use super::foreign::{is_of_another_language, stands_among_unknown_words, stands_in_a_foreign_phrase};
use super::introduced::{is_foreign, is_introduced};
use super::proper_nouns::is_household;
use super::surroundings::{
    OtherHalf, is_in_a_set_phrase, is_named_elsewhere, is_species, stands_after_a_given_name, stands_beside_a_name,
};
use super::suspect::Suspect;
use crate::corpus::similarity::fold;
use crate::document::TokenFlags;
use crate::lexicon::{Entry, EntryFlags, Lexicon, Meant, Neighbours, Suggestion, probability_of_any};
use crate::rules::Context;
use crate::source::transcript::difference;

/// No correction is so probable.
const NEVER: f32 = 2.0;

/// An unknown word for which nothing speaks is flagged when it is a slip with this probability.
const LIKELY: f32 = 0.3;

/// A word that the article writes this often, and never its correction, is a term of the article.
const TERM_COUNT: u32 = 3;

/// A word that English makes of known ones as it likes, or borrows, is a slip only where one word was meant with this probability.
const MADE_OF_OTHERS: f32 = 0.75;

/// A word beside a function word of another language is a slip only where one word was meant with this probability;
const FOREIGN: f32 = 0.9;

/// a word in small letters that a hyphen and spaces part from a name (al - Jazeera), or a short one from another (sci - fi), where
/// it was with this one;
const SPACED_HALF: f32 = 0.8;

/// two common words in one, or a word with a prefix, where a space was lost with this one;
const LOST_SPACE: f32 = 0.98;

/// and a word that the article introduces, where any word was meant with this one.
const INTRODUCED: f32 = 0.95;

/// An unknown word for which nothing speaks, and whose correction is none of the [`FREQUENT`] ones.
const UNLIKELY: f32 = 0.6;

/// What some words alone must reach of a bar before all others and the names are looked for, each of which makes it likelier that
/// something else was meant.
const ALONE: f32 = 0.6;

/// Words of so many bytes or fewer are near too many others.
const SHORT: usize = 3;

/// Rare words of so many bytes or fewer are near too many others of another length.
const SHORT_RARE: usize = 5;

/// A correction at least this frequent is more likely meant than a name or a word that no list has. The unit is that of
/// [`Entry::frequency`]: about the 2,000 most frequent words.
const FREQUENT: u8 = 140;

/// A known seldom word is a slip only for a word more frequent by this much, a factor of 150, that is seen beside its neighbours,
const FAR_MORE_FREQUENT: u8 = 40;

/// or for one more frequent by this much, a factor of 1,400: from, for fro.
const MOST_FREQUENT: u8 = 58;

/// Words that stand together more often than by chance, by this pointwise mutual information in nats, belong together.
const TOGETHER: f32 = 2.0;

/// What a suspect is held against.
#[derive(Debug, Clone, Copy)]
enum Bar {
    /// The probability that it is a slip for any word.
    Any(f32),
    /// The probability of the best correction.
    Best(f32),
}

/// The corrections of a suspect if it is misspelt, the likeliest first.
pub(super) fn judge(context: &Context<'_>, suspect: &Suspect<'_>) -> Option<Vec<Suggestion>> {
    if !suspect.is_plausible() || is_plainly_right(context, suspect) {
        return None;
    }
    let (lexicon, word, neighbours) = (context.lexicon, &suspect.word, suspect.neighbours(context));
    // A slip of a name is a matter of other rules, so that the larger lists of names need not be searched where no word would be
    // called meant without them.
    if suspect.is_capitalised()
        && let Some(words) = lexicon.suggest_among(meant(context, suspect), word, neighbours, LIKELY * ALONE)
        && !is_misspelt(context, suspect, &words, ALONE)
    {
        return None;
    }
    // Neighbours never make it likelier that there is a slip at all.
    if probability_of_any(&lexicon.suggest(word)) < LIKELY {
        return None;
    }
    let suggestions = lexicon.suggest_between(word, neighbours);
    is_misspelt(context, suspect, &suggestions, 1.0).then_some(suggestions)
}

/// Whether a suspect is right, as is seen without asking what else may have been meant.
fn is_plainly_right(context: &Context<'_>, suspect: &Suspect<'_>) -> bool {
    if !suspect.is_known() {
        // What has accents and a capital is a name, or a word of another language.
        return suspect.is_capitalised() && !suspect.word.is_ascii();
    }
    // A seldom word that belongs where it stands.
    let neighbours = suspect.neighbours(context);
    let alone = neighbours.before.or(neighbours.after).is_none();
    !suspect.entry.is(EntryFlags::RARE)
        && (alone || belongs_beside(context.lexicon, neighbours, &suspect.word, TOGETHER))
}

/// What may have been meant by a suspect with a capital: as a part of a name only frequent words are misspelt.
fn meant(context: &Context<'_>, suspect: &Suspect<'_>) -> Meant {
    let in_a_name = !suspect.is_known() && stands_in_a_name(context, suspect);
    if in_a_name { Meant::FrequentWord } else { Meant::Word }
}

/// Whether a suspect is held for misspelt if this is what may have been meant, where so much of each bar is to be reached.
fn is_misspelt(context: &Context<'_>, suspect: &Suspect<'_>, suggestions: &[Suggestion], part: f32) -> bool {
    let Some(best) = suggestions.first() else { return false };
    let any = probability_of_any(suggestions);
    any >= LIKELY * part
        && match bar(context, suspect, best) {
            Bar::Any(bar) => any >= bar * part,
            Bar::Best(bar) => best.probability >= bar * part,
        }
}

/// Whether what stands beside an unknown word with a capital, here or where else the article has it, makes it a part of a name,
/// of which only frequent words are misspelt: Louis Freeh, who is Freeh from then on.
fn stands_in_a_name(context: &Context<'_>, suspect: &Suspect<'_>) -> bool {
    stands_beside_a_name(context, suspect.index)
        || is_of_another_language(context, suspect.index)
        || is_named_elsewhere(context, suspect)
}

fn bar(context: &Context<'_>, suspect: &Suspect<'_>, best: &Suggestion) -> Bar {
    let here = context.document.forms()[suspect.token.form.0 as usize].count;
    if here >= TERM_COUNT && !context.writes(&best.text) {
        return Bar::Best(0.999);
    }
    for half in OtherHalf::of(context, suspect.index) {
        if half.is_known_with(context, &suspect.word) {
            return Bar::Best(NEVER);
        }
        if half.is_name() && !suspect.is_capitalised() {
            return Bar::Best(if suspect.is_known() { NEVER } else { SPACED_HALF });
        }
        if suspect.word.len() <= SHORT {
            return Bar::Best(SPACED_HALF);
        }
    }
    if !suspect.is_capitalised() && !suspect.is_part() && is_species(context, suspect.index) {
        return Bar::Best(NEVER);
    }
    let meant = context.lexicon.check(&best.text);
    let again = here > 1 || context.corpus.is_used_elsewhere(&suspect.word);
    if suspect.is_known() {
        bar_for_known(context, suspect, best, meant, again)
    } else if suspect.is_capitalised() {
        Bar::Any(bar_for_capitals(context, suspect, best, meant, again))
    } else {
        bar_for_small_letters(context, suspect, best, meant)
    }
}

/// A known word is called a slip only of a far more frequent one which stands beside words that it belongs to.
fn bar_for_known(context: &Context<'_>, suspect: &Suspect<'_>, best: &Suggestion, meant: Entry, again: bool) -> Bar {
    // Durations is as right as duration, and counterterrorism as counter terrorism.
    if is_form_of(context.lexicon, &suspect.word, &best.text) || best.text.contains(' ') {
        return Bar::Best(NEVER);
    }
    if suspect.entry.is(EntryFlags::RARE) {
        // A rare word that is made as others are is right, and so is one that would have gained or lost its first letter.
        let lexicon = context.lexicon;
        let frequent = meant.frequency >= FREQUENT;
        let is_made = is_affixed(lexicon, &suspect.word)
            || is_long_plural(lexicon, &suspect.word)
            || !frequent && is_derivation(lexicon, &suspect.word);
        let is_cut = suspect.word.ends_with(&best.text) || best.text.ends_with(&*suspect.word);
        if is_made || is_cut {
            return Bar::Best(NEVER);
        }
        // Short ones are near many others; those with as many letters are mistyped more often than meant.
        let is_short = suspect.word.len() <= SHORT_RARE && suspect.word.len() != best.text.len();
        let beside = || belongs_beside(lexicon, suspect.neighbours(context), &best.text, 0.0);
        return Bar::Best(match (again, frequent) {
            (_, true) if is_short && !beside() => 0.85,
            (_, true) => 0.65,
            (true, false) => NEVER,
            // Of two rare words, colorcasting and colourcasting, neither is a slip of the other.
            (false, false) if meant.is(EntryFlags::RARE) => NEVER,
            (false, false) => 0.95,
        });
    }
    let more_frequent = |by: u8| meant.frequency >= suspect.entry.frequency.saturating_add(by);
    let neighbours = suspect.neighbours(context);
    let beside = |word: &str| belongs_beside(context.lexicon, neighbours, word, 0.0);
    let meant_here = more_frequent(MOST_FREQUENT) || (more_frequent(FAR_MORE_FREQUENT) && beside(&best.text));
    if meant_here && is_slip_of_the_hand(&suspect.word, &best.text) { Bar::Any(0.9) } else { Bar::Best(NEVER) }
}

/// Whether fingers that were too fast make `word` of `meant`: two letters in the wrong order, one too many or one too few. Who
/// takes one letter for another means another word, or has the wrong one in mind, which is no matter of spelling.
fn is_slip_of_the_hand(word: &str, meant: &str) -> bool {
    let (differs, new) = difference(word, meant);
    let old = word.get(differs).unwrap_or_default();
    let mut turned: Vec<char> = old.chars().collect();
    turned.reverse();
    let count = |text: &str| text.chars().count();
    match (count(old), count(new)) {
        (2, 2) => new.chars().eq(turned),
        (0, 1) | (1, 0) => true,
        _ => false,
    }
}

/// Whether `word` is seen beside one of its neighbours more often than by chance, by this pointwise mutual information in nats.
fn belongs_beside(lexicon: &Lexicon, neighbours: Neighbours<'_>, word: &str, least: f32) -> bool {
    let before = neighbours.before.and_then(|before| lexicon.association(before, word));
    let after = neighbours.after.and_then(|after| lexicon.association(word, after));
    before.into_iter().chain(after).any(|association| association > least)
}

/// A capital speaks for a name, less so at the start of a sentence; so does another name beside it.
fn bar_for_capitals(context: &Context<'_>, suspect: &Suspect<'_>, best: &Suggestion, meant: Entry, again: bool) -> f32 {
    let common = best.text.split(' ').all(|word| context.lexicon.check(word).is(EntryFlags::COMMON));
    let frequent = meant.frequency >= FREQUENT;
    if is_household(&best.text) {
        return bar_for_household(context, suspect, best, again);
    }
    if !common {
        return NEVER;
    }
    if stands_in_a_name(context, suspect) {
        return if frequent { 0.98 } else { NEVER };
    }
    if stands_after_a_given_name(context, suspect.index) {
        return 0.9;
    }
    match (suspect.token.has(TokenFlags::SENTENCE_START), again, frequent) {
        (true, _, true) => 0.4,
        (true, false, false) | (false, _, true) => 0.6,
        (false, false, false) | (_, true, false) => 0.9,
    }
}

/// Other names are near those that everybody knows, too: Brasil, Marocco, Germano.
fn bar_for_household(context: &Context<'_>, suspect: &Suspect<'_>, best: &Suggestion, again: bool) -> f32 {
    // The Californias, a Kyrgyzstani: a longer word is made of it.
    let is_made_of_it = best.text.len() > 4 && suspect.word.starts_with(best.text.as_str());
    if is_made_of_it || stands_after_a_given_name(context, suspect.index) {
        NEVER
    } else if again || stands_in_a_name(context, suspect) {
        0.97
    } else {
        0.85
    }
}

fn bar_for_small_letters(context: &Context<'_>, suspect: &Suspect<'_>, best: &Suggestion, meant: Entry) -> Bar {
    let (lexicon, word) = (context.lexicon, suspect.word.as_ref());
    let short = word.len() <= SHORT;
    let foreign = stands_in_a_foreign_phrase(context, suspect.index);
    let elided = word.contains('\'') && !word.ends_with("'s");
    let other_case = suspect.entry.is(EntryFlags::OTHER_CASE);
    let acronym = other_case && suspect.entry.is(EntryFlags::ACRONYM);
    let particle = short && (elided || (other_case && foreign));
    // Petri is a name, and a petri dish none.
    let in_phrase = belongs_beside(lexicon, suspect.neighbours(context), word, TOGETHER);
    let in_phrase = in_phrase || is_in_a_set_phrase(context, suspect.index);
    // Christ and Russia are written small in compounds: anti-christ.
    let small_name = other_case && suspect.is_part();
    if is_prefix(word) || acronym || particle || small_name || in_phrase || is_known_without_marks(lexicon, word) {
        return Bar::Best(NEVER);
    }
    if is_of_another_language(context, suspect.index) {
        return Bar::Best(FOREIGN);
    }
    if is_foreign(context, suspect.index) {
        return Bar::Best(NEVER);
    }
    if is_introduced(context, suspect.index) {
        return Bar::Any(INTRODUCED);
    }
    if stands_among_unknown_words(context, suspect.index) {
        return Bar::Best(0.5);
    }
    // A form of a known word that no list has is seldom wrong, unless all forms of the word would be listed.
    if is_form_of(lexicon, word, &best.text) && meant.frequency < FREQUENT {
        return Bar::Best(NEVER);
    }
    // A frequent word is misspelt more often than a word is made, or borrowed, that no list has.
    let scale = if meant.frequency >= FREQUENT { 0.85 } else { 1.0 };
    let half = OtherHalf::of(context, suspect.index).any(|half| half.is_no_word(context));
    let is_derived = is_derivation(lexicon, word);
    if is_derived && best.text.contains(' ') {
        // Underdiagnosed is made of two, and none of them has lost its space.
        return Bar::Best(LOST_SPACE);
    }
    if is_derived || suspect.is_part() || half || elided || !word.is_ascii() {
        return Bar::Best(MADE_OF_OTHERS * scale);
    }
    if is_compound(lexicon, word) {
        // Two common words in one are a word of their own more often than a lost space.
        return if best.text.contains(' ') { Bar::Best(LOST_SPACE) } else { Bar::Any(0.6 * scale) };
    }
    match (short, foreign) {
        (true, true) if meant.frequency >= FREQUENT => Bar::Any(0.95),
        (true, true) => Bar::Best(0.98),
        (true, false) => Bar::Any(0.75 * scale),
        (false, true) => Bar::Any(0.5 * scale),
        (false, false) if meant.frequency >= FREQUENT => Bar::Any(LIKELY),
        (false, false) => Bar::Any(UNLIKELY),
    }
}

/// Whether `word` is known without its accents: façades, théâtre. Which of the two the house writes is a matter of style.
fn is_known_without_marks(lexicon: &Lexicon, word: &str) -> bool {
    !word.is_ascii() && lexicon.check(&fold(word)).accepted()
}
