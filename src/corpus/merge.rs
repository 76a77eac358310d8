//! Corpora are a monoid: those of two halves merge into that of the whole, in any order.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Company, Corpus, CorpusName, NameFact};
use crate::lexicon::{Dialects, Entry, EntryFlags};
use crate::source::Span;

impl Corpus {
    /// Takes over what `other` knows of documents that this one does not have. The result is then to be finished.
    ///
    /// It does not matter how documents were shared out among corpora, nor in which order those are merged.
    pub fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        for (form, name) in other.names {
            match self.names.get_mut(&form) {
                Some(own) => {
                    own.add((name.count, name.documents), &name.company, (&name.first.0, name.first.1), name.entry);
                }
                None => {
                    self.names.insert(form, name);
                }
            }
        }
        for (form, new) in other.unknown {
            self.unknown.entry(form).or_default().add(new);
        }
        for (hash, sentence) in other.sentences {
            self.add_sentence(hash, sentence);
        }
        for (letters, expansions) in other.acronyms {
            for expansion in expansions {
                self.add_expansion(&letters, expansion);
            }
        }
    }
}

impl CorpusName {
    /// The name as one document uses it.
    pub(super) fn of(path: &Arc<str>, fact: &NameFact) -> Self {
        Self {
            count: fact.count,
            documents: 1,
            first: (Arc::clone(path), fact.first),
            entry: fact.entry,
            company: fact.company.clone(),
            has_near: false,
            rivals: OnceLock::new(),
        }
    }

    /// Takes over what is known of the same spelling in other documents: how often it stands and in how many of them,
    /// what stands beside it, where it stands first, and what the lexicon said there.
    pub(super) fn add(
        &mut self,
        (count, documents): (u32, u32),
        company: &Company,
        (path, span): (&Arc<str>, Span),
        entry: Entry,
    ) {
        self.count += count;
        self.documents += documents;
        self.company.merge(company);
        if (&**path, span) < (&*self.first.0, self.first.1) {
            // What the lexicon says may differ with the word it was asked for (Putin, Putin's): the first place decides.
            (self.first, self.entry) = ((Arc::clone(path), span), entry);
        }
    }
}

/// Entries as they are stored: flags, dialects, frequency.
pub(super) mod entry_bits {
    use super::{Deserialize, Deserializer, Dialects, Entry, EntryFlags, Serialize, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands on a reference")]
    pub(crate) fn serialize<S: Serializer>(entry: &Entry, serializer: S) -> Result<S::Ok, S::Error> {
        (entry.flags.bits(), entry.dialects.bits(), entry.frequency).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
        let (flags, dialects, frequency) = Deserialize::deserialize(deserializer)?;
        let flags = EntryFlags::from_bits_truncate(flags);
        Ok(Entry { flags, dialects: Dialects::from_bits_truncate(dialects), frequency })
    }
}

/// Writes a table in the order of its keys, so that the same facts are the same bytes.
pub(super) fn sorted<S, K, V, B>(table: &std::collections::HashMap<K, V, B>, serializer: S) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    K: Ord + Serialize,
    V: Serialize,
    B: BuildHasher,
{
    table.iter().collect::<BTreeMap<_, _>>().serialize(serializer)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::Corpus;
    use crate::corpus::{Facts, WordTable, acronyms, names};
    use crate::document::{Document, Format};
    use crate::lexicon::Lexicon;

    fn facts(text: &str) -> Facts {
        let lexicon = Lexicon::default();
        let document = Document::parse(text.into(), Format::Plain);
        let words = WordTable::new(&document, &lexicon);
        let found = names::find(&document, &words);
        let introductions = acronyms::find(&document, &lexicon);
        Facts::collect(&document, &words, &found, &introductions)
    }

    fn articles() -> impl Strategy<Value = Vec<String>> {
        let piece = proptest::sample::select(vec![
            "Sergei Veligu",
            "Mr Veligiu's",
            "met",
            "the",
            "Putin's",
            "Putin",
            "Lyudmila Putina",
            "Baltic News Agency (BNA)",
            "Kenya News Agency (KNA)",
            "qzark",
            "Qzark",
            "President",
            "and",
            "in Paris",
            ".",
            ",",
        ]);
        let article = proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.join(" "));
        proptest::collection::vec(article, 1..6)
    }

    fn stored(corpus: &Corpus) -> String {
        serde_json::to_string(corpus).expect("a corpus can be written")
    }

    #[test]
    fn facts_and_corpora_come_back_as_they_were_stored() {
        let facts = facts("Mr Veligu met Lyudmila Putina of the Baltic News Agency (BNA), qzark.");
        assert!(!facts.names.is_empty() && !facts.unknown.is_empty() && !facts.acronyms.is_empty());
        let text = serde_json::to_string(&facts).expect("facts can be written");
        assert_eq!(serde_json::from_str::<Facts>(&text).expect("and read"), facts);
        let mut corpus = Corpus::default();
        corpus.add(&Arc::from("a.md"), &facts);
        let again: Corpus = serde_json::from_str(&stored(&corpus)).expect("a corpus can be read");
        assert_eq!(stored(&again), stored(&corpus));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_order_of_merging_does_not_matter(articles in articles(), shares in any::<[u8; 6]>(), turned: bool) {
            let facts: Vec<(Arc<str>, Facts)> = articles
                .iter()
                .enumerate()
                .map(|(number, text)| (Arc::from(format!("{number}.txt")), facts(text)))
                .collect();
            let mut whole = Corpus::default();
            for (path, facts) in &facts {
                whole.add(path, facts);
            }
            let mut parts = [Corpus::default(), Corpus::default(), Corpus::default()];
            for ((path, facts), share) in facts.iter().zip(shares).rev() {
                parts[usize::from(share) % 3].add(path, facts);
            }
            if turned {
                parts.reverse();
            }
            let [mut first, second, mut third] = parts;
            if turned {
                third.merge(second);
                first.merge(third);
            } else {
                first.merge(second);
                first.merge(third);
            }
            prop_assert_eq!(stored(&first), stored(&whole));
        }
    }
}
