//! What a word is, how likely it is, and what was meant by one that is none.
//!
//! User words stand before the compiled dictionary, and that before a Hunspell engine for dictionaries that users bring.
//! The lexicon knows words, not documents: it is asked with a `&str` and answers with small copies.

mod acquaintance;
pub mod automaton;
mod between;
pub mod compiled;
mod counterpart;
pub mod engine;
mod entry;
mod error;
mod files;
pub mod format;
mod language;
mod letters;
mod memo;
pub mod neighbourhood;
mod pairs;
mod reading;
pub mod seldom;
pub mod suggest;
mod user;

use std::borrow::Cow;
use std::num::NonZeroU32;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use acquaintance::Pool;
pub use acquaintance::{Acquaintances, Met};
use compiled::Compiled;
pub use counterpart::counterparts;
use engine::{Engine, HunspellEngine};
pub use entry::{Dialects, Entry, EntryFlags};
pub use error::LexiconError;
use format::Capitals;
pub use language::Language;
pub use letters::hash_of;
use memo::Memo;
pub use suggest::Meant;
use suggest::Speller;
pub use user::WordList;
use user::{Cover, UserWords};

/// The most suggestions that are made for a word.
const MOST: usize = 10;

/// So many answers are remembered: the usual words of any corpus.
const ASKED: usize = 1 << 16;

/// What may have been meant by a word, and how surely.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The replacement, with the capitals of the word it replaces; two words where a space was lost.
    pub text: String,
    /// The calibrated probability, between 0 and 1, that this is what was meant.
    pub probability: f32,
}

/// The probability that one of `suggestions` was meant.
pub fn probability_of_any(suggestions: &[Suggestion]) -> f32 {
    suggestions.iter().map(|suggestion| suggestion.probability).sum()
}

/// The number of a word in the bundled dictionary, and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordNumber(NonZeroU32);

impl WordNumber {
    /// The number of `word`, whatever its capitals, for [`Lexicon::association_of`].
    pub fn of(word: &str) -> Option<Self> {
        NonZeroU32::new(Compiled::english()?.key(&normal(word))? + 1).map(Self)
    }
}

/// The words beside the one that is looked at, where there are any in the same sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Neighbours<'a> {
    /// The word before, as written.
    pub before: Option<&'a str>,
    /// The word after, as written.
    pub after: Option<&'a str>,
}

/// What a lexicon is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The bundled language; `None` where only the dictionaries that the user brings are to be used.
    pub language: Option<Language>,
    /// Hunspell dictionaries beside it, each a path that ends in `.dic` or a name for the usual folders.
    pub dictionaries: Vec<String>,
    /// The words of the project and the user.
    pub words: Vec<WordList>,
}

impl Default for Options {
    fn default() -> Self {
        Self { language: Some(Language::English), dictionaries: Vec::new(), words: Vec::new() }
    }
}

/// The words of a language, with those of the project.
#[derive(Debug)]
pub struct Lexicon {
    user: UserWords,
    english: Option<Compiled>,
    dialects: Dialects,
    engines: Vec<Box<dyn Engine>>,
    speller: Option<Speller>,
    met: Pool,
    /// What rules ask about words that a document has not itself, in the same words of it again and again.
    asked: Memo<Entry>,
    spelt_elsewhere: Memo<Arc<[(String, Dialects)]>>,
}

impl Default for Lexicon {
    /// The bundled English in all its dialects.
    fn default() -> Self {
        Self {
            user: UserWords::default(),
            english: Compiled::english(),
            dialects: Dialects::all(),
            engines: Vec::new(),
            speller: Some(Speller::english(Dialects::all())),
            met: Pool::default(),
            asked: Memo::of(ASKED),
            spelt_elsewhere: Memo::of(ASKED),
        }
    }
}

impl Lexicon {
    /// Makes a lexicon. Only dictionaries that the user brings are read from files here.
    ///
    /// # Errors
    ///
    /// Where a dictionary cannot be found, read or used, or a line of a word list is no word; the file is named.
    pub fn new(options: &Options) -> Result<Self, LexiconError> {
        let load = |name: &String| HunspellEngine::load(name).map(|engine| Box::new(engine) as Box<dyn Engine>);
        Ok(Self {
            user: UserWords::new(&options.words)?,
            english: options.language.and_then(|_| Compiled::english()),
            dialects: options.language.map_or(Dialects::all(), Language::dialects),
            engines: options.dictionaries.iter().map(load).collect::<Result<_, _>>()?,
            speller: options.language.map(|language| Speller::english(language.dialects())),
            met: Pool::default(),
            asked: Memo::of(ASKED),
            spelt_elsewhere: Memo::of(ASKED),
        })
    }

    /// The dialects whose forms are right here.
    pub const fn dialects(&self) -> Dialects {
        self.dialects
    }

    /// What is known of `word`, which is written without soft hyphens. Apostrophes may be straight or curly. A hyphenated
    /// word is looked up as a whole; its parts are the caller's to ask for.
    pub fn check(&self, word: &str) -> Entry {
        self.look_up(word).0
    }

    /// As [`Lexicon::check`], with the number of the word in the bundled dictionary.
    pub fn look_up(&self, word: &str) -> (Entry, Option<WordNumber>) {
        let word = &*normal(word);
        let user = self.user.cover(word);
        let english = self.english.map(|english| english.look_up(word, self.dialects));
        let (mut entry, number) = english.unwrap_or_default();
        let number = number.and_then(|number| NonZeroU32::new(number + 1)).map(WordNumber);
        match user {
            Some(cover @ (Cover::Entry | Cover::Inflected)) => {
                entry.flags.remove(EntryFlags::OTHER_CASE | EntryFlags::OTHER_DIALECT | EntryFlags::RARE);
                entry.flags |= EntryFlags::ACCEPTED | EntryFlags::USER;
                entry.flags.set(EntryFlags::INFLECTED, cover == Cover::Inflected);
                entry.dialects = Dialects::all();
            }
            Some(Cover::OtherCase) if !entry.accepted() => entry.flags |= EntryFlags::OTHER_CASE,
            _ => {}
        }
        if !entry.accepted() {
            entry = self.check_engines(word, entry);
        }
        (entry, number)
    }

    /// As [`Lexicon::check`], of words that are asked about in one article after the other, such as stems and parts of
    /// compounds. The answer is remembered.
    pub fn check_again(&self, word: &str) -> Entry {
        self.asked.get(word, || self.check(word))
    }

    /// How `word`, which is in small letters, is spelt in other dialects, with those in which each spelling is right: those
    /// of the [`counterparts`] that are words, and no rare ones. The answer is remembered.
    pub fn spelt_elsewhere(&self, word: &str) -> Arc<[(String, Dialects)]> {
        let known = |entry: Entry| entry.accepted() && !entry.is(EntryFlags::RARE) && !entry.dialects.is_empty();
        self.spelt_elsewhere.get(word, || {
            let found = counterparts(word, |candidate| known(self.check(candidate)));
            found
                .into_iter()
                .map(|other| (self.check(&other).dialects, other))
                .map(|(own, other)| (other, own))
                .collect()
        })
    }

    /// Lends `read` the words that one thread has met before; what is remembered there must be this lexicon's answers.
    pub fn remembering<T>(&self, read: impl FnOnce(&mut Acquaintances) -> T) -> T {
        self.met.lend(read)
    }

    fn check_engines(&self, word: &str, mut entry: Entry) -> Entry {
        if self.engines.iter().any(|engine| engine.check(word)) {
            entry.flags = EntryFlags::ACCEPTED;
            entry.dialects = Dialects::all();
            let small = Capitals::of(word) == Capitals::Lower || {
                let lower = word.to_lowercase();
                self.engines.iter().any(|engine| engine.check(&lower))
            };
            entry.flags |= if small { EntryFlags::COMMON } else { EntryFlags::PROPER };
        }
        entry
    }

    /// What may have been meant by `word`, the likeliest first, at most ten; none where nothing is likely.
    ///
    /// The answer is remembered, so that a word is worked on once in a run.
    pub fn suggest(&self, word: &str) -> Arc<[Suggestion]> {
        let own = self.speller.as_ref().map(|speller| speller.suggest(word, Meant::Any));
        own.filter(|found| !found.is_empty()).unwrap_or_else(|| self.suggest_by_engines(word))
    }

    /// What the user's dictionaries propose. Hunspell gives no probabilities, so that none is sure enough to be applied.
    fn suggest_by_engines(&self, word: &str) -> Arc<[Suggestion]> {
        const PROBABILITY: f32 = 0.5;
        let found = self.engines.iter().flat_map(|engine| engine.suggest(word)).take(MOST);
        found.zip(1u8..).map(|(text, rank)| Suggestion { text, probability: PROBABILITY / f32::from(rank) }).collect()
    }

    /// The suggestions for `word` where it stands between `neighbours`, ranked anew by what fits there.
    pub fn suggest_between(&self, word: &str, neighbours: Neighbours<'_>) -> Vec<Suggestion> {
        let own = self.speller.as_ref().map(|speller| speller.suggest_between(word, Meant::Any, neighbours));
        own.filter(|found| !found.is_empty()).unwrap_or_else(|| self.suggest_by_engines(word).to_vec())
    }

    /// The same, as if one of `meant` were meant, and none where all of them together are less probable than `least`: that says of
    /// most names, for a fraction of the time, that they are no slips of words. `None` where only the user's dictionaries can say.
    pub fn suggest_among(
        &self,
        meant: Meant,
        word: &str,
        neighbours: Neighbours<'_>,
        least: f32,
    ) -> Option<Vec<Suggestion>> {
        let speller = self.speller.as_ref().filter(|_| self.engines.is_empty())?;
        let any = probability_of_any(&speller.suggest(word, meant));
        Some(if any < least { Vec::new() } else { speller.suggest_between(word, meant, neighbours) })
    }

    /// Whether `stem` has the forms of a verb, as far as that shows: draw, drawing.
    #[must_use]
    pub fn may_be_verb(&self, stem: &str) -> bool {
        let known = |word: String| self.check(&word).accepted();
        let last = stem.chars().last().map_or_else(String::new, String::from);
        known(format!("{}ing", stem.strip_suffix('e').unwrap_or(stem))) || known(format!("{stem}{last}ing"))
    }

    /// How much likelier `right` stands after `left` than after any word, as a natural logarithm: the pointwise
    /// mutual information of the pair, or `None` where the pair was never counted. Case does not matter.
    pub fn association(&self, left: &str, right: &str) -> Option<f32> {
        self.english?.association(&normal(left), &normal(right))
    }

    /// As [`Lexicon::association`], of words whose numbers are known: a tenth of the time.
    pub fn association_of(&self, left: WordNumber, right: WordNumber) -> Option<f32> {
        self.english?.association_of(left.0.get() - 1, right.0.get() - 1)
    }

    /// Whether the two words stand together in a set phrase in which one of them is no word by itself: de facto, petri dish.
    /// Case does not matter, nor whether it is one dish or several.
    pub fn is_set_phrase(&self, left: &str, right: &str) -> bool {
        self.english.is_some_and(|english| english.is_set_phrase(&normal(left), &normal(right)))
    }

    /// The frequent word beginning with `initial` that goes best between `left` and `right`, in small letters; `None`
    /// where none was counted before `right`. Case does not matter. It looks at all words with that initial: some
    /// milliseconds.
    pub fn likely_between(&self, left: &str, right: &str, initial: char) -> Option<String> {
        between::likely_between(&self.english?, &normal(left), &normal(right), initial)
    }
}

/// `word` in composed characters (NFC) and with straight apostrophes, as all words here are.
fn normal(word: &str) -> Cow<'_, str> {
    if word.is_ascii() || (!word.contains('’') && is_nfc(word)) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.replace('’', "'").nfc().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_words(text: &str) -> Lexicon {
        let words = vec![WordList { path: "words.txt".into(), text: text.into() }];
        Lexicon::new(&Options { words, ..Options::default() }).unwrap()
    }

    #[test]
    fn is_shared_by_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Lexicon>();
    }

    #[test]
    fn apostrophes_and_accents_may_be_written_either_way() {
        let lexicon = Lexicon::default();
        for word in ["don’t", "dog’s", "cafe\u{301}", "Besançon", "O’Hara’s"] {
            assert!(lexicon.check(word).accepted(), "{word}");
        }
    }

    #[test]
    fn words_of_set_phrases_are_known_together() {
        let lexicon = Lexicon::default();
        for (left, right) in
            [("de", "facto"), ("avant", "garde"), ("Petri", "dish"), ("petri", "dishes"), ("en", "masse")]
        {
            assert!(lexicon.is_set_phrase(left, right), "{left} {right}");
        }
        for (left, right) in [("the", "facto"), ("facto", "de"), ("red", "dish"), ("defacto", "")] {
            assert!(!lexicon.is_set_phrase(left, right), "{left} {right}");
        }
    }

    #[test]
    fn words_of_the_project_stand_before_all() {
        let lexicon = with_words("calender\nZzyzx\nkubectl\n");
        let of = |word| lexicon.check(word).flags;
        assert!(of("calender").contains(EntryFlags::ACCEPTED | EntryFlags::USER | EntryFlags::COMMON));
        assert!(!of("calender").contains(EntryFlags::RARE));
        assert_eq!(of("Zzyzx"), EntryFlags::ACCEPTED | EntryFlags::USER);
        assert_eq!(of("Zzyzx's"), EntryFlags::ACCEPTED | EntryFlags::USER | EntryFlags::INFLECTED);
        assert_eq!(of("zzyzx"), EntryFlags::OTHER_CASE);
        assert_eq!(of("Kubectls"), EntryFlags::ACCEPTED | EntryFlags::USER | EntryFlags::INFLECTED);
        assert!(lexicon.check("paper").accepted());
        assert!(!of("paper").contains(EntryFlags::USER));
    }

    #[test]
    fn a_dictionary_of_the_user_adds_its_words() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("de.aff"), "SET UTF-8\n").unwrap();
        std::fs::write(folder.path().join("de.dic"), "2\nstraße\nGürtel\n").unwrap();
        let dictionaries = vec![folder.path().join("de.dic").to_string_lossy().into_owned()];
        let both = Lexicon::new(&Options { dictionaries: dictionaries.clone(), ..Options::default() }).unwrap();
        assert!(both.check("straße").is(EntryFlags::ACCEPTED | EntryFlags::COMMON));
        assert!(both.check("Gürtel").is(EntryFlags::ACCEPTED | EntryFlags::PROPER));
        assert!(both.check("paper").accepted());
        assert!(!both.check("gürtle").accepted());
        let alone = Lexicon::new(&Options { language: None, dictionaries, words: Vec::new() }).unwrap();
        assert!(alone.check("straße").accepted());
        assert!(!alone.check("paper").accepted());
        assert_eq!(alone.association("of", "the"), None);
    }

    #[test]
    fn what_cannot_be_used_is_an_error_with_its_name() {
        let dictionaries = vec!["/nowhere/de.dic".to_owned()];
        let error = Lexicon::new(&Options { dictionaries, ..Options::default() }).unwrap_err();
        assert!(error.to_string().starts_with("cannot read /nowhere/de.aff: "), "{error}");
        let words = vec![WordList { path: "words.txt".into(), text: "fine\n!!\n".into() }];
        let error = Lexicon::new(&Options { words, ..Options::default() }).unwrap_err();
        assert!(error.to_string().starts_with("words.txt:2: "), "{error}");
        assert!(WordList::read("/nowhere/words.txt".as_ref()).unwrap_err().to_string().contains("/nowhere/words.txt"));
    }

    proptest::proptest! {
        #[test]
        fn no_word_at_all_panics(word: String, other: String) {
            let lexicon = Lexicon::default();
            lexicon.check(&word);
            lexicon.check(&format!("{word}'s"));
            lexicon.check(&format!("{word}{other}S'"));
            lexicon.association(&word, &other);
        }
    }
}
