//! `confusion`: a word where another that looks or sounds like it was meant.

use std::sync::{LazyLock, OnceLock};

use crate::diagnostic::{Applicability, Fix};
use crate::document::{Token, TokenFlags};
use crate::lexicon::WordNumber;
use crate::rules::forms::{Wanted, with_capitals_of};
use crate::rules::function_words::is_function_word;
use crate::rules::grammar::lists;
use crate::rules::grammar::patterns::{self, Patterns, Wrong};
use crate::rules::grammar::phrases::{is_joined, is_plain};
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A word where another that looks or sounds like it was meant.
    ///
    /// No dictionary finds “loose” for “lose” or “forums” for “forms”. Each set of such words
    /// (`dictionaries/rules/confusions.txt`) is weighed by the words beside it: how often each was counted between them in
    /// a large number of books. A word is found only where it was hardly ever counted there and another of its set
    /// often was.
    ///
    /// ```bad
    /// If he resigned he would loose his position.
    /// ```
    ///
    /// ```good
    /// If he resigned he would lose his position and keep a loose grip.
    /// ```
    ///
    /// Some words are wrong between certain others whatever was counted there (more then a day, on it's way): those are told by
    /// patterns (`dictionaries/rules/confused-contexts.txt`).
    ///
    /// Names, capitals and words beside a comma or a stop say too little, and are left alone. Where both words may be the same
    /// part of speech (adapt, adopt), the neighbours say less, and must say it the louder; of some (from, than, were, affect,
    /// effect, lose) it is known what must stand beside them.
    /// The rule is made to be right rather than complete. Of 136 sentences with slips of every kind that editors of an
    /// encyclopedia had corrected (Zesch 2012) it finds 17, of which it calls one for another reason than they did (recall 12 %).
    /// In a million words of edited prose (the Brown corpus) it finds 13, of which nine are slips and two are dialect. Most of the
    /// other slips are of words that nobody confuses but a hand that slips (kelp, help), or stand beside words that say nothing.
    Confusion = "confusion", Grammar, Document, Warning, true, Always
}

/// Words that are wrong between certain others, whatever else was counted there.
pub(super) const CONTEXTS: &str = include_str!("../../../dictionaries/rules/confused-contexts.txt");

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(CONTEXTS, &lists::CONTEXTS));

/// The sets, one a line.
const LIST: &str = include_str!("../../../dictionaries/rules/confusions.txt");

static SETS: LazyLock<Sets> = LazyLock::new(|| Sets::read(LIST));

/// More frequent words than this (eight times the logarithm of their count) are not asked about: they stand everywhere, so that their neighbours
/// say little.
const TOO_FREQUENT: u8 = 158;

/// By how much likelier the other word must be between its neighbours, as a natural logarithm, by how many of the two it and
/// the written word were counted beside.
fn needed(written: u8, other: u8) -> Option<f32> {
    match (written, other) {
        (0, 1) => Some(6.9),
        (0, 2) => Some(5.9),
        (1, 2) => Some(5.4),
        _ => None,
    }
}

/// A pair that was never counted is taken for one that was counted 30,000 times, a third of the least that the list of pairs
/// has; as the natural logarithm of its share of all words.
const LN_UNCOUNTED: f32 = -16.7;

/// The natural logarithm of the number of words that the frequencies were counted in.
const LN_ALL_WORDS: f32 = 27.018;

#[derive(Debug)]
struct Sets {
    /// The words, those of a set side by side.
    words: Vec<&'static str>,
    /// Their numbers in the bundled dictionary, each looked up when it is first asked for: an article has few of them.
    numbers: Vec<OnceLock<Option<WordNumber>>>,
    /// The first and one past the last word of the set of each word.
    set_of: Vec<(usize, usize)>,
    by_word: Wanted<u16>,
}

impl Sets {
    fn read(list: &'static str) -> Self {
        let (mut words, mut set_of): (Vec<&'static str>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let start = words.len();
            words.extend(line.split(' '));
            set_of.resize(words.len(), (start, words.len()));
        }
        let by_word = Wanted::new(words.iter().copied().zip(0..));
        let numbers = words.iter().map(|_| OnceLock::new()).collect();
        Self { words, numbers, set_of, by_word }
    }

    /// The other words of the set of the word at `index`, as far as the bundled dictionary has them.
    fn others(&self, index: u16) -> impl Iterator<Item = (&'static str, WordNumber)> + '_ {
        let own = self.words.get(usize::from(index)).copied();
        let &(start, end) = self.set_of.get(usize::from(index)).unwrap_or(&(0, 0));
        let set = self.words.iter().zip(&self.numbers).take(end).skip(start);
        let others = set.filter(move |&(word, _)| Some(*word) != own);
        others.filter_map(|(&word, number)| Some((word, (*number.get_or_init(|| WordNumber::of(word)))?)))
    }
}

impl Rule for Confusion {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, forms) = (context.document, context.forms());
        let wrong = PATTERNS.find(context);
        for wrong in &wrong {
            if !is_consequence(context, wrong) {
                let message = |word: &str, right: &str| {
                    if word.eq_ignore_ascii_case(right) {
                        return format!("“{word}” is not written with these capitals");
                    }
                    format!("“{word}” is written for “{right}” here")
                };
                patterns::report(context, wrong, message);
            }
        }
        let asked = |form| (1..=TOO_FREQUENT).contains(&context.words.entry(form).frequency);
        let marked = forms.find(&SETS.by_word).filter(|&(form, _)| asked(form));
        for (index, mark) in
            marked.flat_map(|(form, mark)| forms.places(form).iter().map(move |&at| (at as usize, mark)))
        {
            let Some(&token) = document.tokens().get(index) else { continue };
            let name = token.has_own_capital();
            let is_told = || wrong.binary_search_by_key(&index, |wrong| wrong.index).is_ok();
            if !is_plain(token) || is_told() || name || token.has(TokenFlags::ALL_CAPS) {
                continue;
            }
            let frequency = context.words.of(token).frequency;
            let Some(place) = place_of(context, index) else { continue };
            let text = |at: usize| document.tokens().get(at).map_or("", |&token| document.text_of(token));
            let words = [text(index - 1), text(index), text(index + 1)];
            if let Some((right, beside)) = better(context, &place, mark, frequency, words) {
                report(context, token, right, beside);
            }
        }
    }
}

/// A word and its neighbours in the same clause.
struct Place {
    before: (WordNumber, u8),
    word: Option<WordNumber>,
    after: (WordNumber, u8),
}

/// The token at `index` between two words that were ever counted; one alone says too little.
fn place_of(context: &Context<'_>, index: usize) -> Option<Place> {
    let document = context.document;
    let tokens = document.tokens();
    let (&before, &token, &after) = (tokens.get(index.checked_sub(1)?)?, tokens.get(index)?, tokens.get(index + 1)?);
    // A name may go with any word.
    let capital = |token: Token| token.has_own_capital();
    let name = |token: Token| capital(token) && document.text_of(token) != "I";
    if !is_plain(before) || !is_plain(after) || !is_joined(token) || !is_joined(after) || name(before) || name(after) {
        return None;
    }
    let counted = |token: Token| Some((context.words.number(token)?, context.words.of(token).frequency));
    let place = Place { before: counted(before)?, word: context.words.number(token), after: counted(after)? };
    (place.before.1 > 0 && place.after.1 > 0).then_some(place)
}

/// The word of the same set that fits so much better that it must have been meant, and beside how many of the two
/// neighbours it was counted.
fn better(
    context: &Context<'_>,
    place: &Place,
    mark: u16,
    frequency: u8,
    [before, written, after]: [&str; 3],
) -> Option<(&'static str, u8)> {
    let own = pairs_of(context, place.word, place);
    let own_counted = counted(own);
    // What was counted on both sides is right.
    if own_counted == 2 {
        return None;
    }
    let own = likelihood(own, frequency, place);
    let others = SETS.others(mark).filter_map(|(word, number)| {
        let slot = fits(word, before, after);
        if slot == Some(false) {
            return None;
        }
        let before = context.lexicon.association_of(place.before.0, number);
        // One of the two is not enough where the written word has one, too.
        needed(own_counted, u8::from(before.is_some()) + 1)?;
        let pairs = [before, context.lexicon.association_of(number, place.after.0)];
        let needed = needed(own_counted, counted(pairs))?;
        let gain = likelihood(pairs, context.lexicon.check(word).frequency, place) - own;
        // Of words that fit the same places, and of those that stand everywhere, the neighbours say less. That is looked into
        // last, since nearly all are out by now.
        let grammar = || is_function_word(word) && !is_function_word(written);
        let more = || slot.is_none() && (grammar() || is_alike(context, written, word));
        let likely = gain >= needed && (gain >= needed + MORE || !more());
        likely.then_some((word, counted(pairs), gain))
    });
    let best = others.max_by(|(.., left), (.., right)| left.total_cmp(right));
    best.map(|(word, counted, _)| (word, counted))
}

/// By how much more a word must be likelier where its part of speech does not tell it from the one that is written.
const MORE: f32 = 2.2;

/// Whether both words are verbs, or both nouns, as far as their forms show.
fn is_alike(context: &Context<'_>, written: &str, other: &str) -> bool {
    let lexicon = context.lexicon;
    let noun = |word: &str| match word.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
        Some(stem) => lexicon.check(stem).accepted(),
        None => lexicon.check(&format!("{word}s")).accepted(),
    };
    let both = |is: &dyn Fn(&str) -> bool| is(written) && is(other);
    both(&|word| word.ends_with("ed")) || both(&|word| lexicon.may_be_verb(word)) || both(&noun)
}

/// Whether the words beside it want the part of speech that `right` is: nothing where that is not known of it.
fn fits(right: &str, before: &str, after: &str) -> Option<bool> {
    const SUBJECTS: &[&str] = &["I", "it", "that", "there", "these", "they", "those", "we", "which", "who", "you"];
    const MODALS: &[&str] =
        &["can", "cannot", "could", "may", "might", "must", "shall", "should", "to", "will", "would"];
    const DETERMINERS: &[&str] = &["a", "an", "any", "her", "his", "its", "no", "the", "their", "this"];
    const COMPARATIVES: &[&str] = &["less", "more", "worse"];
    const AUXILIARIES: &[&str] = &["are", "been", "is", "was", "were"];
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let is = match right {
        "affect" if before == "not" => true,
        "affect" | "lose" => MODALS.contains(&before) || SUBJECTS.contains(&before) || before.ends_with("ly"),
        "effect" | "effects" => DETERMINERS.contains(&before),
        "from" => AUXILIARIES.contains(&before) || ends(before, &["ed", "en", "ly"]),
        // Quiet a few minutes later.
        "quite" if after == "a" => false,
        "than" => COMPARATIVES.contains(&before) || before.ends_with("er"),
        "were" => SUBJECTS.contains(&before) || ends(after, &["ed", "ing"]),
        _ => return None,
    };
    Some(is)
}

/// How strongly a word goes with the word before it and the word after it, where that was ever counted.
fn pairs_of(context: &Context<'_>, word: Option<WordNumber>, place: &Place) -> [Option<f32>; 2] {
    let Some(word) = word else { return [None; 2] };
    [context.lexicon.association_of(place.before.0, word), context.lexicon.association_of(word, place.after.0)]
}

fn counted(pairs: [Option<f32>; 2]) -> u8 {
    pairs.iter().map(|pair| u8::from(pair.is_some())).sum()
}

/// The natural logarithm of the likelihood of a word of this frequency between its neighbours, up to a constant.
fn likelihood(pairs: [Option<f32>; 2], frequency: u8, place: &Place) -> f32 {
    let own = f32::from(frequency) / 8.0;
    let of = |(pair, neighbour): (Option<f32>, u8)| {
        let uncounted = (LN_UNCOUNTED + 2.0 * LN_ALL_WORDS - own - f32::from(neighbour) / 8.0).min(0.0);
        pair.unwrap_or(uncounted)
    };
    // Both associations say how rare the word is, which counts once.
    pairs.into_iter().zip([place.before.1, place.after.1]).map(of).sum::<f32>() + own
}

/// Whether “then” follows from a condition that stands before it: if the score is higher then the player wins.
fn is_consequence(context: &Context<'_>, wrong: &Wrong) -> bool {
    const CONDITIONS: &[&str] = &["if", "once", "since", "unless", "when", "whenever", "where"];
    if wrong.right != "than" {
        return false;
    }
    let document = context.document;
    let sentence = document.sentence_of(wrong.index).and_then(|number| document.sentences().get(number));
    let start = sentence.map_or(wrong.index, |sentence| sentence.tokens.start as usize);
    let before = document.tokens().get(start..wrong.index).unwrap_or_default();
    before.iter().any(|&token| CONDITIONS.iter().any(|word| word.eq_ignore_ascii_case(document.text_of(token))))
}

fn report(context: &mut Context<'_>, token: Token, right: &str, counted: u8) {
    let word = context.document.text_of(token);
    let right = with_capitals_of(word, right);
    let beside = if counted == 2 { "between these words" } else { "beside this word" };
    let diagnostic = context
        .diagnostic(token.span, format!("“{word}” hardly stands here; “{right}” may be meant"))
        .with_note(format!("“{right}” is common {beside}, “{word}” is not"))
        .with_fix(Fix::replace(token.span, right, Applicability::Unsafe));
    context.report(diagnostic);
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Confusion, LIST};
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn the_word_that_was_meant_is_put_in() {
        fixes(
            &Confusion,
            &[
                ("He would loose his position.", "He would lose his position."),
                ("oil and other forums of energy", "oil and other forms of energy"),
                ("It took more then a day, on it's way home.", "It took more than a day, on its way home."),
                ("Whose to say who's name it was?", "Who's to say whose name it was?"),
                ("Because off the rain it was to late.", "Because of the rain it was too late."),
                ("They met at Monday, and never in Sundays.", "They met on Monday, and never on Sundays."),
                (
                    "The Slavs, who's habits he knew, spent a week of it's history.",
                    "The Slavs, whose habits he knew, spent a week of its history.",
                ),
                ("They knew with out doubt that twenty two came.", "They knew without doubt that twenty-two came."),
                (
                    "It cost $6 million dollars, and one of most expensive boats.",
                    "It cost $6 million, and one of the most expensive boats.",
                ),
                (
                    "He asked weather the english text came on May 2024.",
                    "He asked whether the English text came in May 2024.",
                ),
                (
                    "They stayed were they were born, an the rest left.",
                    "They stayed where they were born, and the rest left.",
                ),
                (
                    "It was a quite room. He poured over the maps, and had a flare for it. Please bare with us.",
                    "It was a quiet room. He pored over the maps, and had a flair for it. Please bear with us.",
                ),
                (
                    "Between 1990 to 1995 he came in 5 May to a Utah based company on a two year contract.",
                    "Between 1990 and 1995 he came on 5 May to a Utah-based company on a two-year contract.",
                ),
                (
                    "The company and it's towns were lost. It depends of that. He entered into the room in the June 1990.",
                    "The company and its towns were lost. It depends on that. He entered the room in June 1990.",
                ),
                (
                    "It is know longer so; they don't no why. They agreed in principal on it. Staff moral was low.",
                    "It is no longer so; they don't know why. They agreed in principle on it. Staff morale was low.",
                ),
                (
                    "He tried in vein. Prices very from town to town, and lives are at steak; the cellar was teaming with rats.",
                    "He tried in vain. Prices vary from town to town, and lives are at stake; the cellar was teeming with rats.",
                ),
                (
                    "It has lead to war, and will effect them. It has past the test. He through the ball.",
                    "It has led to war, and will affect them. It has passed the test. He threw the ball.",
                ),
                (
                    "They live in there own harbour, with there families.",
                    "They live in their own harbour, with their families.",
                ),
            ],
        );
    }

    #[test]
    fn right_words_are_left_alone() {
        passes(
            &Confusion,
            &[
                "He would lose his loose tooth in the desert, and take dessert.",
                "They met in forums; the form of it was new. The principal principle.",
                "Its effect will affect them. The council heard counsel.",
                "They went past; the past passed.",
                "The report came in Monday after. In the June 1990 edition, quite a success. He less often came; no less people.",
                "A flare to see by, two year groups, If there were they would. It was quite good.",
                "The buildings where either owner lives took visible form over London in the blitz.",
                "We adapt an iterator. They might accept some values. It was turned off then any checking.",
                "An affiliation was effected with the laboratory.",
                "If the score is higher then the player wins. They worked for then *Guardian* editor Hall, and voted in Monday *night*.",
                "From now on it's back, where I come from it's rude. Can belief survive? The weather we had; the principle says that it is.",
                "Two stars apart form a pair. The road on which he drove passed the farm. Its A shares rose; the kind of weather IT fears.",
                "More people then, more than now. It was better then. It's on. Then they left, for it's late.",
                "It was quiet a few minutes later. Those who know longer poems; in principal roles. The dogs, which hunt in packs.",
                "The board as such. He is set to hard work. They had one the size of it. In vein grafts; a lead to follow.",
                "The past few years passed. The ball went through the door. Teaming with Toyota, far to the north.",
                "Whose turn is it? Who's there? They lost their way there. Take it off the table; he is to go.",
                "Who's boss? They know who's president. What it's made of it's hard to say; before it's time it's over.",
                "In there people sat. Who exactly were they? The French fries and a french window. In with out of luck.",
                "It cost $6 million, and 6 million dollars. Twenty two-year-olds, at twenty three hundred. One of most interest.",
            ],
        );
    }

    #[test]
    fn the_list_is_in_order() {
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted_by(|left, right| left < right));
        let mut seen = HashSet::new();
        for word in lines.iter().flat_map(|line| line.split_whitespace()) {
            assert!(seen.insert(word), "{word} stands twice");
        }
    }
}
