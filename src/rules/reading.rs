//! A document with all that is known of it before the rules run.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use crate::corpus::acronyms::{self, Introduction};
use crate::corpus::facts;
use crate::corpus::names::{self, NameWord};
use crate::corpus::{Facts, WordTable};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::rules::forms::FormTable;
use crate::rules::options::RuleOptions;
use crate::rules::repetition::echoes::Repeats;
use crate::rules::repetition::repeated_sentence::{self, RepeatedSentence};
use crate::rules::spelt::Spelt;

/// A document with all that is known of it before the rules run: made once, read by all rules.
#[derive(Debug)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// What the lexicon says of its forms.
    pub words: WordTable,
    /// Its names.
    pub names: Vec<NameWord>,
    /// Where it introduces acronyms.
    pub acronyms: Vec<Introduction>,
    /// What it is called in the corpus, where that is known.
    pub path: Option<Arc<str>>,
    pub(super) shared: Shared,
}

/// What several rules ask of a document, worked out when the first one asks.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Its written forms by their letters.
    forms: OnceLock<FormTable>,
    /// What stands in it twice.
    repeats: OnceLock<Repeats>,
    /// The hashes of the letters of its forms.
    pub(super) letters: OnceLock<FxHashSet<u64>>,
    /// Where each word of a name stands, by its spelling.
    names: OnceLock<Spelt>,
}

impl Shared {
    pub(super) fn forms(&self, document: &Document, words: &WordTable) -> &FormTable {
        self.forms.get_or_init(|| FormTable::new(document, words))
    }

    pub(super) fn repeats(&self, document: &Document, words: &WordTable) -> &Repeats {
        self.repeats.get_or_init(|| Repeats::new(document, self.forms(document, words)))
    }

    pub(super) fn names(&self, document: &Document, names: &[NameWord]) -> &Spelt {
        self.names.get_or_init(|| Spelt::new(document, names))
    }
}

impl Reading {
    /// Looks up the words of `document` and finds its names.
    pub fn new(document: Document, lexicon: &Lexicon) -> Self {
        Self::with(document, lexicon, false, |_, _, _| ()).0
    }

    /// As [`Reading::new`], of a document that is to be checked: of a long one, another thread meanwhile makes the table for which
    /// the first rule will ask.
    pub fn to_check(document: Document, lexicon: &Lexicon) -> Self {
        let is_long = document.is_long();
        Self::with(document, lexicon, is_long, |_, _, _| ()).0
    }

    /// As [`Reading::to_check`], with what the document has to say to the others as [`Reading::facts_for`] has it.
    pub fn to_check_with_facts(document: Document, lexicon: &Lexicon, options: &RuleOptions) -> (Self, Facts) {
        let is_long = document.is_long();
        let (reading, names) = Self::with(document, lexicon, is_long, facts::collect_names);
        let facts = Facts::with_names(names, &reading.document, &reading.words, &reading.acronyms);
        let facts = reading.with_sentences(facts, options);
        (reading, facts)
    }

    /// The reading, and what `say` says of its names. Where it is to be done at once, another thread meanwhile makes the table of
    /// forms.
    fn with<T: Send>(
        document: Document,
        lexicon: &Lexicon,
        at_once: bool,
        say: impl Fn(&Document, &WordTable, &[NameWord]) -> T + Sync,
    ) -> (Self, T) {
        let words = WordTable::new(&document, lexicon);
        let shared = Shared::default();
        let find_acronyms = || acronyms::find(&document, lexicon);
        let find_names = || {
            let names = names::find(&document, &words);
            let said = say(&document, &words, &names);
            (names, said)
        };
        let ((names, said), acronyms) = if at_once {
            // The table takes longer than either of the others.
            let others = || rayon::join(find_names, find_acronyms);
            rayon::join(others, || shared.forms(&document, &words)).0
        } else {
            (find_names(), find_acronyms())
        };
        (Self { document, words, names, acronyms, path: None, shared }, said)
    }

    /// Makes what every rule asks for, where that is not made yet. Rules that run at the same time must find it: to make it takes
    /// several threads, and one of them could be given another rule of the same document meanwhile.
    pub fn prepare(&self) {
        self.shared.forms(&self.document, &self.words);
    }

    /// The same, called `path` in the corpus.
    #[must_use]
    pub fn called(mut self, path: &Arc<str>) -> Self {
        self.path = Some(Arc::clone(path));
        self
    }

    /// What the document has to say to the others, without its sentences.
    pub fn facts(&self) -> Facts {
        Facts::collect(&self.document, &self.words, &self.names, &self.acronyms)
    }

    /// The same, with its sentences where `options` tell a rule to compare them across articles: there are many of them.
    pub fn facts_for(&self, options: &RuleOptions) -> Facts {
        self.with_sentences(self.facts(), options)
    }

    fn with_sentences(&self, mut facts: Facts, options: &RuleOptions) -> Facts {
        if options.get(RepeatedSentence::META.name).is_some_and(repeated_sentence::is_across) {
            facts.sentences =
                repeated_sentence::fingerprints(&self.document, self.shared.forms(&self.document, &self.words));
            facts.sentences.iter_mut().for_each(|(_, span)| *span = self.document.to_source(*span));
        }
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::Reading;
    use crate::document::{Document, Format};
    use crate::lexicon::Lexicon;
    use crate::rules::RuleOptions;

    #[test]
    fn a_long_document_says_what_a_short_one_says() {
        let (lexicon, options) = (Lexicon::default(), RuleOptions::default());
        let sentence = "President Ilmari Verhonen and Anna Kern's aide met the Town Water Board (TWB) at Ollavik.\n\n";
        for times in [1, 7_000] {
            let document = Document::parse(sentence.repeat(times).into(), Format::Plain);
            let (reading, facts) = Reading::to_check_with_facts(document.clone(), &lexicon, &options);
            assert_eq!(reading.document.is_long(), times > 1);
            let expected = Reading::new(document, &lexicon);
            assert_eq!(facts, expected.facts_for(&options));
            assert_eq!((&reading.names, reading.acronyms.len()), (&expected.names, expected.acronyms.len()));
            assert_eq!(
                facts.names.iter().map(|name| &*name.form).collect::<Vec<_>>(),
                ["Ilmari", "Verhonen", "Anna", "Kern", "Town", "Water", "Board", "Ollavik"]
            );
        }
    }
}
