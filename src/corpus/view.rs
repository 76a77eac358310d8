//! The corpus as the check of one document asks it, and what was asked.
//!
//! A finding may be taken from an earlier run where the document is the same and nothing that its check asked of the corpus
//! has another answer now. So each question leaves its key, and a corpus tells the value of every key.

use std::cell::RefCell;
use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::Xxh3;

use super::similarity::Likeness;
use super::{Corpus, CorpusExpansion, CorpusName, CorpusSentence, Rival};

/// A question to a corpus: a hash of its kind and of what is asked about.
pub type Key = u64;

/// By question, a hash of the answer. Questions without a key have the answer of an empty corpus.
pub type Answers = FxHashMap<Key, u64>;

#[derive(Clone, Copy, Hash)]
enum Question {
    /// How a name is used.
    Name,
    /// Which spellings may be the same name.
    Rivals,
    /// Whether a spelling is there, and what the lexicon says of it, on which the rivals of others depend.
    Spelling,
    /// Whether an unknown word is used in several documents.
    Unknown,
    /// What an acronym stands for.
    Acronym,
    /// Where a sentence stands.
    Sentence,
}

fn key(question: Question, about: impl Hash) -> Key {
    hash(&(question, about))
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = Xxh3::new();
    value.hash(&mut hasher);
    hasher.digest()
}

/// A corpus, and a list of the questions that it was asked.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    corpus: &'a Corpus,
    asked: Option<&'a RefCell<Vec<Key>>>,
}

impl<'a> View<'a> {
    /// A view of `corpus` that puts the key of each question into `asked`, where that is given.
    pub fn new(corpus: &'a Corpus, asked: Option<&'a RefCell<Vec<Key>>>) -> Self {
        Self { corpus, asked }
    }

    /// The corpus, to be asked apart from this view, and whether it is to be noted what it was asked.
    pub fn corpus(self) -> (&'a Corpus, bool) {
        (self.corpus, self.asked.is_some())
    }

    /// Takes over the keys of questions that were asked apart from this view.
    pub fn note_all(self, keys: Vec<Key>) {
        if let Some(asked) = self.asked {
            asked.borrow_mut().extend(keys);
        }
    }

    fn note(self, question: Question, about: impl Hash) {
        if let Some(asked) = self.asked {
            asked.borrow_mut().push(key(question, about));
        }
    }

    /// How the corpus uses the spelling `form` of a word of a name.
    pub fn name(self, form: &str) -> Option<&'a CorpusName> {
        self.note(Question::Name, form);
        self.corpus.name(form)
    }

    /// The near spellings of `form` that may be the same name as `likeness` sees it, which is asked with how the corpus uses `form`
    /// and the other. It must depend on nothing but the two spellings and what the lexicon says of them.
    pub fn rivals(
        self,
        form: &str,
        likeness: impl Fn(&CorpusName, &str, &CorpusName) -> Option<Likeness>,
    ) -> Vec<Rival<'a>> {
        self.note(Question::Rivals, form);
        let Some(own) = self.corpus.name(form).filter(|own| own.has_near) else { return Vec::new() };
        let rivals: Vec<_> = self.corpus.rivals(form, own, |other, name| likeness(own, other, name)).collect();
        for rival in &rivals {
            self.note(Question::Name, rival.form);
        }
        rivals
    }

    /// Whether another document than that which asks uses the unknown word `form`, written exactly so.
    pub fn is_used_elsewhere(self, form: &str) -> bool {
        self.note(Question::Unknown, form);
        self.corpus.unknown(form).documents > 1
    }

    /// What the acronym is said to stand for, in alphabetical order.
    pub fn expansions(self, letters: &str) -> &'a [CorpusExpansion] {
        self.note(Question::Acronym, letters);
        self.corpus.expansions(letters)
    }

    /// Where the sentence stands whose words have this hash, if sentences were collected.
    pub fn sentence(self, hash: u64) -> Option<&'a CorpusSentence> {
        self.note(Question::Sentence, hash);
        self.corpus.sentence(hash)
    }
}

impl Corpus {
    /// What the corpus answers to every question but those for rivals.
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for (form, name) in &self.names {
            let CorpusName { count, documents, first, entry, company, .. } = name;
            answers.insert(key(Question::Name, form), hash(&(count, documents, first, entry, company)));
            answers.insert(key(Question::Spelling, form), hash(entry));
        }
        for (form, attestation) in self.unknown.iter().filter(|(_, attestation)| attestation.documents > 1) {
            answers.insert(key(Question::Unknown, form), u64::from(attestation.documents > 1));
        }
        for (letters, expansions) in &self.acronyms {
            answers.insert(key(Question::Acronym, letters), hash(expansions));
        }
        for (sentence, known) in &self.sentences {
            answers.insert(key(Question::Sentence, sentence), hash(known));
        }
        answers
    }

    /// The questions whose answers are others than they were when the corpus gave the answers `before`, of which `now` are
    /// those of this one. The corpus must be finished.
    pub fn changes(&self, before: &Answers, now: &Answers) -> FxHashSet<Key> {
        let gone = before.keys().filter(|&key| !now.contains_key(key));
        let other = now.iter().filter(|&(key, answer)| before.get(key) != Some(answer)).map(|(key, _)| key);
        let mut changes: FxHashSet<Key> = gone.chain(other).copied().collect();
        for form in self.names.keys() {
            if changes.contains(&key(Question::Spelling, form)) {
                // A new spelling is a rival of those near it. One that has gone was asked about by name wherever it was one.
                changes.insert(key(Question::Rivals, form));
                changes.extend(self.near(form).into_iter().map(|near| key(Question::Rivals, near)));
            }
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::sync::Arc;

    use super::View;
    use crate::corpus::similarity::Likeness;
    use crate::corpus::{Corpus, CorpusName, Facts, NameFact};
    use crate::source::Span;

    #[expect(clippy::unnecessary_wraps, reason = "as it is asked")]
    fn alike(_: &CorpusName, _: &str, _: &CorpusName) -> Option<Likeness> {
        Some(Likeness::MixedCompound)
    }

    fn corpus(articles: &[&[&str]]) -> Corpus {
        let mut corpus = Corpus::default();
        for (number, names) in articles.iter().enumerate() {
            let fact = |name: &&str| NameFact {
                form: (*name).into(),
                count: 1,
                first: Span::new(0, 1),
                entry: crate::lexicon::Entry::default(),
                company: crate::corpus::Company::default(),
            };
            let facts = Facts { names: names.iter().map(fact).collect(), ..Facts::default() };
            corpus.add(&Arc::from(format!("{number}.txt")), &facts);
        }
        corpus.finish();
        corpus
    }

    #[test]
    fn a_check_depends_on_what_it_asked() {
        let before = corpus(&[&["Veligu", "Lavrov"], &["Bremen", "Nazarbayev"]]);
        let asked = RefCell::default();
        let view = View::new(&before, Some(&asked));
        assert!(view.rivals("Veligu", alike).is_empty() && view.rivals("Lavrov", alike).is_empty());
        let concerned = |after: &Corpus| {
            let changes = after.changes(&before.answers(), &after.answers());
            asked.borrow().iter().any(|key| changes.contains(key))
        };
        assert!(!concerned(&before));
        // Another name, and another article that has the same name: neither makes a rival.
        assert!(!concerned(&corpus(&[&["Veligu", "Lavrov"], &["Bremen", "Nazarbayev", "Kabul"]])));
        assert!(!concerned(&corpus(&[&["Veligu", "Lavrov"], &["Bremen", "Veligu"]])));
        assert!(concerned(&corpus(&[&["Veligu", "Lavrov"], &["Bremen", "Veligiu"]])));
    }

    #[test]
    fn a_rival_that_goes_is_missed() {
        let before = corpus(&[&["Veligu"], &["Veligiu"]]);
        let asked = RefCell::default();
        assert_eq!(View::new(&before, Some(&asked)).rivals("Veligu", alike).len(), 1);
        let after = corpus(&[&["Veligu"], &["Bremen"]]);
        let changes = after.changes(&before.answers(), &after.answers());
        assert!(asked.borrow().iter().any(|key| changes.contains(key)));
    }
}
