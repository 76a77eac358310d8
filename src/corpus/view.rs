//! The corpus as the check of one document asks it, and what was asked.
//!
//! A finding may be taken from an earlier run where the document is the same and nothing that its check asked of the corpus
//! has another answer now. So each question leaves its key, and a corpus tells the keys of all that it answers otherwise.

use std::cell::RefCell;
use std::hash::Hash;

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::Xxh3;

use super::quiet::{Quiet, Quietness};
use super::similarity::Likeness;
use super::{Attestation, Corpus, CorpusExpansion, CorpusName, CorpusSentence, Rival, Touched};

/// A question to a corpus: a hash of its kind and of what is asked about.
pub type Key = u64;

#[derive(Clone, Copy, Hash)]
enum Question {
    /// How a name is used.
    Name,
    /// Which spellings may be the same name.
    Rivals,
    /// Whether an unknown word is used in several documents.
    Unknown,
    /// What an acronym stands for.
    Acronym,
    /// Where a sentence stands.
    Sentence,
}

fn key(question: Question, about: impl Hash) -> Key {
    let mut hasher = Xxh3::new();
    (question, about).hash(&mut hasher);
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
    /// and the other. It must depend on nothing but the two spellings and what the lexicon says of them. Only those are told
    /// that `may_be_meant`, which is asked with how the corpus uses `form`.
    pub fn rivals(
        self,
        form: &str,
        likeness: impl Fn(&CorpusName, &str, &CorpusName) -> Option<Likeness>,
        may_be_meant: impl Fn(&CorpusName, &Rival<'a>) -> bool,
    ) -> Vec<Rival<'a>> {
        self.note(Question::Rivals, form);
        let hash = Quiet::hash(form);
        // Which of two is meant hangs on how both are used, so that the names of rivals must be noted each time.
        let known = self.corpus.quiet.of(hash);
        if known == Some(Quietness::Alone) || known.is_some() && self.asked.is_none() {
            return Vec::new();
        }
        let mut quietness = Quietness::Alone;
        let mut meant = Vec::new();
        if let Some(own) = self.corpus.name(form).filter(|own| own.has_near) {
            for rival in self.corpus.rivals(form, own, |other, name| likeness(own, other, name)) {
                if quietness == Quietness::Alone {
                    self.note(Question::Name, form);
                    quietness = Quietness::Unmatched;
                }
                self.note(Question::Name, rival.form);
                if known.is_none() && may_be_meant(own, &rival) {
                    meant.push(rival);
                }
            }
        }
        if meant.is_empty() {
            self.corpus.quiet.add(hash, quietness);
        }
        meant
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
    /// The questions whose answers are others than they were when it was said what `touched` has. The corpus must be finished.
    pub fn changes(&self, touched: &Touched) -> FxHashSet<Key> {
        let mut changes = FxHashSet::default();
        for (form, before) in &touched.names {
            let (before, now) = (before.as_ref(), self.names.get(form));
            if before.map(said) == now.map(said) {
                continue;
            }
            changes.insert(key(Question::Name, form));
            if now.is_some() && before.map(|before| before.entry) != now.map(|now| now.entry) {
                // A new spelling is a rival of those near it. One that has gone was asked about by name wherever it was one.
                changes.insert(key(Question::Rivals, form));
                changes.extend(self.near(form).into_iter().map(|near| key(Question::Rivals, near)));
            }
        }
        let several = |known: Option<&Attestation>| known.is_some_and(|known| known.documents > 1);
        let unknown = touched
            .unknown
            .iter()
            .filter(|(form, before)| several(before.as_ref()) != several(self.unknown.get(*form)));
        changes.extend(unknown.map(|(form, _)| key(Question::Unknown, form)));
        let acronyms =
            touched.acronyms.iter().filter(|(letters, before)| before.as_ref() != self.acronyms.get(*letters));
        changes.extend(acronyms.map(|(letters, _)| key(Question::Acronym, letters)));
        let sentences = touched.sentences.iter().filter(|(hash, before)| before.as_ref() != self.sentences.get(*hash));
        changes.extend(sentences.map(|(hash, _)| key(Question::Sentence, hash)));
        changes
    }
}

/// What the corpus says of a name.
fn said(name: &CorpusName) -> impl PartialEq {
    let CorpusName { count, documents, first, entry, company, .. } = name;
    (*count, *documents, first, *entry, company)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::sync::Arc;

    use super::View;
    use crate::corpus::similarity::Likeness;
    use crate::corpus::{Corpus, CorpusName, Facts, NameFact, Touched};
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
        assert!(
            view.rivals("Veligu", alike, |_, _| true).is_empty()
                && view.rivals("Lavrov", alike, |_, _| true).is_empty()
        );
        let concerned = |after: &Corpus| {
            let changes = after.changes(&Touched::all(before.clone(), after));
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
        assert_eq!(View::new(&before, Some(&asked)).rivals("Veligu", alike, |_, _| true).len(), 1);
        let after = corpus(&[&["Veligu"], &["Bremen"]]);
        let changes = after.changes(&Touched::all(before.clone(), &after));
        assert!(asked.borrow().iter().any(|key| changes.contains(key)));
    }

    #[test]
    fn rivals_that_are_not_meant_are_asked_about_each_time() {
        let corpus = corpus(&[&["Veligu"], &["Veligiu"]]);
        // A view that notes nothing may take what is known for granted.
        assert!(View::new(&corpus, None).rivals("Veligu", alike, |_, _| false).is_empty());
        assert!(View::new(&corpus, None).rivals("Veligu", alike, |_, _| false).is_empty());
        let asked = RefCell::default();
        let view = View::new(&corpus, Some(&asked));
        assert!(view.rivals("Veligu", alike, |_, _| false).is_empty());
        let noted = asked.borrow().len();
        assert!(view.rivals("Veligu", alike, |_, _| false).is_empty());
        assert_eq!((noted, asked.borrow().len()), (3, 6));
    }
}
