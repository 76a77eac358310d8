//! What an earlier run found, to be taken over where nothing has changed.
//!
//! One file for each set of paths and settings. Of every article it has a hash of the text, its facts, what was found in it,
//! and which questions its check asked of the corpus; of the corpus, a hash of every answer. An article whose text is the
//! same and whose questions have the same answers has the same findings.

mod file;
mod findings;

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use crate::corpus::{Answers, Facts, Key};
use crate::diagnostic::Diagnostic;
use file::Bytes;

/// A hash of a text, or of all that findings depend on beside the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Digest(u128);

impl Digest {
    /// The digest of `bytes` (XXH3, 128 bits). It is no defence against someone who wants two texts to share one.
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Why a cache file is of no use. One that is not there, or was made with other settings, is none of these.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// The operating system refused.
    #[error("cannot be read: {0}")]
    Unreadable(std::io::Error),
    /// It is no cache of this version of copydesk, or it is damaged.
    #[error("is no cache, or a damaged one")]
    Damaged,
}

/// What is known of one article.
#[derive(Debug)]
struct Entry {
    text: Digest,
    /// The questions that were asked, eight bytes each.
    asked: Bytes,
    /// Its facts and findings, as they are stored.
    facts: Bytes,
    findings: Bytes,
    /// What was printed of it, where something was.
    page: Option<StoredPage>,
}

/// What an earlier run found, or this one is finding.
#[derive(Debug, Default)]
pub struct Cache {
    articles: FxHashMap<Arc<str>, Entry>,
    answers: Answers,
    /// What the pages depend on beside the articles.
    edition: Digest,
    /// It is not what was loaded.
    changed: bool,
}

/// What one article gives the cache.
#[derive(Debug)]
pub struct Record {
    text: Digest,
    asked: Vec<Key>,
    facts: Bytes,
    findings: Vec<u8>,
}

/// Facts as they are stored.
#[derive(Debug, Clone)]
pub struct StoredFacts(Bytes);

impl StoredFacts {
    /// Stores `facts`, where that can be done.
    pub fn new(facts: &Facts) -> Option<Self> {
        postcard::to_stdvec(facts).ok().map(|bytes| Self(Bytes::owned(bytes)))
    }

    /// How many bytes they are.
    pub fn len(&self) -> usize {
        self.0.as_ref().len()
    }

    /// Whether they are none, which they never are.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What was printed of an article, as it is stored.
#[derive(Debug, Clone)]
pub struct StoredPage(Bytes);

impl StoredPage {
    /// Stores `bytes`.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Bytes::owned(bytes))
    }
}

impl AsRef<[u8]> for StoredPage {
    fn as_ref(&self) -> &[u8] {
        self.0.as_ref()
    }
}

impl Record {
    /// Of the article with the digest `text` and these facts the findings, and the questions that led to them, where they can
    /// be stored.
    pub fn new(text: Digest, facts: StoredFacts, mut asked: Vec<Key>, findings: &[Diagnostic]) -> Option<Self> {
        asked.sort_unstable();
        asked.dedup();
        Some(Self { text, asked, facts: facts.0, findings: findings::write(findings)? })
    }
}

impl Cache {
    /// Reads the cache at `path` that was made with `settings`; an empty one where there is none.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn load(path: &Path, settings: Digest) -> Result<Self, CacheError> {
        file::load(path, settings)
    }

    /// Writes the cache to `path`, by a temporary file in the same folder, so that another process reads all or nothing.
    ///
    /// # Errors
    /// When the operating system refuses.
    pub fn save(&self, path: &Path, settings: Digest) -> std::io::Result<()> {
        file::save(self, path, settings)
    }

    /// How many articles it has.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Whether it has the article called `name` with this text.
    pub fn has(&self, name: &str, text: Digest) -> bool {
        self.articles.get(name).is_some_and(|entry| entry.text == text)
    }

    /// The facts of the article called `name`, where they can be read.
    pub fn facts(&self, name: &str) -> Option<Facts> {
        postcard::from_bytes(self.articles.get(name)?.facts.as_ref()).ok()
    }

    /// How many bytes the facts of the article called `name` are.
    pub fn facts_len(&self, name: &str) -> usize {
        self.articles.get(name).map_or(0, |entry| entry.facts.as_ref().len())
    }

    /// The facts of the article called `name` as they are stored.
    pub fn stored_facts(&self, name: &str) -> Option<StoredFacts> {
        self.articles.get(name).map(|entry| StoredFacts(entry.facts.clone()))
    }

    /// What was found in the article called `name`, where that can be read. `rule` finds a rule's name among those there are.
    pub fn findings(&self, name: &str, rule: impl Fn(&str) -> Option<&'static str>) -> Option<Vec<Diagnostic>> {
        findings::read(self.articles.get(name)?.findings.as_ref(), rule)
    }

    /// Whether nothing was found in the article called `name`.
    pub fn is_clean(&self, name: &str) -> bool {
        self.articles.get(name).is_some_and(|entry| entry.findings.as_ref().is_empty())
    }

    /// What was printed of the article called `name`, where it was in this `edition`.
    pub fn page(&self, name: &str, edition: Digest) -> Option<StoredPage> {
        if self.edition == edition { self.articles.get(name)?.page.clone() } else { None }
    }

    /// The edition of its pages.
    pub fn edition(&self) -> Digest {
        self.edition
    }

    /// Keeps what was printed of the article called `name`.
    pub fn set_page(&mut self, name: &str, page: StoredPage) {
        if let Some(entry) = self.articles.get_mut(name) {
            entry.page = Some(page);
            self.changed = true;
        }
    }

    /// Sets the edition of the pages; those of another one are forgotten.
    pub fn set_edition(&mut self, edition: Digest) {
        if self.edition != edition {
            self.articles.values_mut().for_each(|entry| entry.page = None);
            self.edition = edition;
        }
    }

    /// The questions that the check of the article called `name` asked.
    pub fn asked(&self, name: &str) -> impl Iterator<Item = Key> {
        let asked = self.articles.get(name).map_or(&[][..], |entry| entry.asked.as_ref());
        asked.as_chunks().0.iter().map(|&bytes| Key::from_le_bytes(bytes))
    }

    /// What the corpus answered.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Whether it is to be saved: it is not what was loaded.
    pub fn is_changed(&self) -> bool {
        self.changed
    }

    /// Takes out what the corpus answered.
    pub fn take_answers(&mut self) -> Answers {
        std::mem::take(&mut self.answers)
    }

    /// Sets what the corpus answers.
    pub fn set_answers(&mut self, answers: Answers) {
        self.changed = true;
        self.answers = answers;
    }

    /// Takes over what `before` has of the article called `name`.
    pub fn keep(&mut self, before: &mut Self, name: &Arc<str>) {
        if let Some(entry) = before.articles.remove(name) {
            self.articles.insert(Arc::clone(name), entry);
        }
    }

    /// Adds an article that was checked.
    pub fn add(&mut self, name: &Arc<str>, record: Record) {
        let Record { text, asked, facts, findings } = record;
        let asked = Bytes::owned(asked.into_iter().flat_map(Key::to_le_bytes).collect());
        let entry = Entry { text, asked, facts, findings: Bytes::owned(findings), page: None };
        self.articles.insert(Arc::clone(name), entry);
    }
}

#[cfg(test)]
mod tests;
