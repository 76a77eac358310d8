//! What an earlier run found, to be taken over where nothing has changed.
//!
//! Of every article it has a hash of the text, its facts, what was found in it, and which questions its check asked of the
//! corpus; beside them, the corpus. An article whose text is the same and whose questions have the same answers has the same
//! findings.
//!
//! There are two files for each set of paths and settings. One has all articles; the other, with the ending `.changes`, those
//! that have changed since, and is written anew as a whole by each run. When it becomes long, all goes into the first. It says
//! of which first file it speaks, so that the two never mix, whatever other processes do.

mod findings;
mod layer;
mod record;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use crate::corpus::{Corpus, Facts, Key};
use crate::diagnostic::Diagnostic;
use layer::{Bytes, Contents, Disk, Layer};
pub use record::{Record, StoredFacts, StoredPage};

/// The file of changes grows to this part of the other one before all is written anew.
const PART: u64 = 4;

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
    /// What was printed of it; no bytes where nothing was.
    page: Bytes,
    /// Its number in the first file, where it is as it is there.
    number: Option<usize>,
}

/// The first file, as it was loaded.
#[derive(Debug)]
struct Base {
    id: Digest,
    length: u64,
    articles: usize,
}

/// What an earlier run found, or this one is finding.
#[derive(Debug)]
pub struct Cache {
    articles: FxHashMap<Arc<str>, Entry>,
    /// The corpus as it is stored, and whether it is that of the articles and of nothing else.
    corpus: Bytes,
    whole: bool,
    /// What the pages depend on beside the articles.
    edition: Digest,
    /// It is not what was loaded.
    changed: bool,
    base: Option<Base>,
    /// The files that were loaded, and whether one of them was of no use.
    disks: Vec<Arc<Disk>>,
    damaged: bool,
}

impl Default for Cache {
    fn default() -> Self {
        Self {
            articles: FxHashMap::default(),
            corpus: Bytes::held(Vec::new()),
            whole: false,
            edition: Digest::default(),
            changed: false,
            base: None,
            disks: Vec::new(),
            damaged: false,
        }
    }
}

impl Cache {
    /// Reads the cache at `path` that was made with `settings`; an empty one where there is none.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn load(path: &Path, settings: Digest) -> Result<Self, CacheError> {
        let Some(mut layer) = Layer::open(path, settings)? else { return Ok(Self::default()) };
        let base = Base { id: layer.id, length: layer.length, articles: layer.articles.len() };
        let mut cache = Self { disks: vec![Arc::clone(&layer.disk)], ..Self::default() };
        let mut articles = std::mem::take(&mut layer.articles);
        match Layer::open(&changes(path), base.with(settings)) {
            Ok(Some(mut upper)) => {
                let void: FxHashSet<u64> = upper.void.drain(..).collect();
                articles.retain(|(_, entry)| entry.number.is_none_or(|number| !void.contains(&(number as u64))));
                for (name, entry) in upper.articles.drain(..) {
                    articles.push((name, Entry { number: None, ..entry }));
                }
                cache.disks.push(Arc::clone(&upper.disk));
                layer = upper;
            }
            Ok(None) => {}
            // What it had is found anew.
            Err(_) => cache.damaged = true,
        }
        cache.articles = articles.into_iter().collect();
        Ok(Self { corpus: layer.corpus, whole: layer.whole, edition: layer.edition, base: Some(base), ..cache })
    }

    /// Writes the cache to `path`, each file by a temporary one in the same folder, so that another process reads all or nothing.
    ///
    /// # Errors
    /// When the operating system refuses.
    pub fn save(&self, path: &Path, settings: Digest) -> std::io::Result<()> {
        let Self { edition, whole, ref corpus, .. } = *self;
        let fresh: Vec<_> = self.articles.iter().filter(|(_, entry)| entry.number.is_none()).collect();
        let size: u64 = fresh.iter().map(|(_, entry)| entry.size()).sum::<u64>() + corpus.len() as u64;
        let base = self.base.as_ref().filter(|base| size <= base.length / PART && !self.is_damaged());
        if let Some(base) = base {
            let kept: FxHashSet<usize> = self.articles.values().filter_map(|entry| entry.number).collect();
            let void = (0..base.articles).filter(|number| !kept.contains(number)).map(|number| number as u64).collect();
            return Contents { edition, whole, corpus, void, articles: fresh }
                .write(&changes(path), base.with(settings));
        }
        let articles = self.articles.iter().collect();
        Contents { edition, whole, corpus, void: Vec::new(), articles }.write(path, settings)?;
        forget_changes(path)
    }

    /// Whether some of what was loaded could not be read. It is as if that had not been there.
    pub fn is_damaged(&self) -> bool {
        self.damaged || self.disks.iter().any(|disk| disk.is_damaged())
    }

    /// How many articles it has.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The names of its articles, in no order.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.articles.keys()
    }

    /// Whether it has the article called `name`, whatever its text.
    pub fn knows(&self, name: &str) -> bool {
        self.articles.contains_key(name)
    }

    /// Whether it has the article called `name` with this text.
    pub fn has(&self, name: &str, text: Digest) -> bool {
        self.articles.get(name).is_some_and(|entry| entry.text == text)
    }

    /// The facts of the article called `name`, where they can be read.
    pub fn facts(&self, name: &str) -> Option<Facts> {
        self.stored_facts(name)?.facts()
    }

    /// How many bytes the facts of the article called `name` are.
    pub fn facts_len(&self, name: &str) -> usize {
        self.articles.get(name).map_or(0, |entry| entry.facts.len())
    }

    /// The facts of the article called `name` as they are stored.
    pub fn stored_facts(&self, name: &str) -> Option<StoredFacts> {
        self.articles.get(name).map(|entry| StoredFacts(entry.facts.clone()))
    }

    /// What was found in the article called `name`, where that can be read. `rule` finds a rule's name among those there are.
    pub fn findings(&self, name: &str, rule: impl Fn(&str) -> Option<&'static str>) -> Option<Vec<Diagnostic>> {
        findings::read(&self.articles.get(name)?.findings.get()?, rule)
    }

    /// Whether nothing was found in the article called `name`.
    pub fn is_clean(&self, name: &str) -> bool {
        self.articles.get(name).is_some_and(|entry| entry.findings.len() == 0)
    }

    /// Whether it has what was printed of the article called `name` in this `edition`.
    pub fn has_page(&self, name: &str, edition: Digest) -> bool {
        self.edition == edition && self.articles.get(name).is_some_and(|entry| entry.page.len() > 0)
    }

    /// What was printed of the article called `name`, where it was in this `edition` and can be read.
    pub fn page(&self, name: &str, edition: Digest) -> Option<StoredPage> {
        if !self.has_page(name, edition) {
            return None;
        }
        match &self.articles.get(name)?.page {
            Bytes::Held(bytes) => Some(StoredPage(Arc::clone(bytes))),
            stored @ Bytes::Stored { .. } => Some(StoredPage::new(stored.get()?.into_owned())),
        }
    }

    /// Keeps what was printed of the article called `name`.
    pub fn set_page(&mut self, name: &str, page: StoredPage) {
        if let Some(entry) = self.articles.get_mut(name) {
            (entry.page, entry.number) = (Bytes::Held(page.0), None);
            self.changed = true;
        }
    }

    /// Sets the edition of the pages; those of another one are forgotten.
    pub fn set_edition(&mut self, edition: Digest) {
        if self.edition != edition {
            for entry in self.articles.values_mut().filter(|entry| entry.page.len() > 0) {
                (entry.page, entry.number) = (Bytes::held(Vec::new()), None);
            }
            self.edition = edition;
        }
    }

    /// The questions that the check of the article called `name` asked, where they can be read.
    pub fn asked(&self, name: &str) -> Option<Vec<Key>> {
        let asked = self.articles.get(name)?.asked.get()?;
        Some(asked.as_chunks().0.iter().map(|&bytes| Key::from_le_bytes(bytes)).collect())
    }

    /// What the documents said of each other, where that can be read; it is to be finished.
    pub fn corpus(&self) -> Option<Corpus> {
        postcard::from_bytes(&self.corpus.get()?).ok()
    }

    /// Whether the corpus is that of its articles and of nothing else.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Sets what the documents say of each other: its articles, and nothing else.
    pub fn set_corpus(&mut self, corpus: &Corpus) {
        let stored = postcard::to_stdvec(corpus);
        self.whole = stored.is_ok();
        self.corpus = Bytes::held(stored.unwrap_or_default());
        self.changed = true;
    }

    /// Says that the corpus is not that of its articles alone.
    pub fn set_partial(&mut self) {
        self.whole = false;
    }

    /// Whether it is to be saved: it is not what was loaded, or that is damaged.
    pub fn is_changed(&self) -> bool {
        self.changed || self.is_damaged()
    }

    /// Adds an article that was checked.
    pub fn add(&mut self, name: &Arc<str>, record: Record) {
        let Record { text, asked, facts, findings } = record;
        let asked = Bytes::held(asked.into_iter().flat_map(Key::to_le_bytes).collect());
        let (findings, page) = (Bytes::held(findings), Bytes::held(Vec::new()));
        self.articles.insert(Arc::clone(name), Entry { text, asked, facts, findings, page, number: None });
        self.changed = true;
    }

    /// Forgets all articles but those of which `stays` says by name and digest that they stay.
    pub fn retain(&mut self, stays: impl Fn(&str, Digest) -> bool) {
        let before = self.articles.len();
        self.articles.retain(|name, entry| stays(name, entry.text));
        self.changed |= self.articles.len() < before;
    }
}

impl Base {
    /// What the file of its changes is made with.
    fn with(&self, settings: Digest) -> Digest {
        Digest::of([settings.0.to_le_bytes(), self.id.0.to_le_bytes()].as_flattened())
    }
}

impl Entry {
    /// How many bytes it takes in a file.
    fn size(&self) -> u64 {
        [&self.asked, &self.facts, &self.findings, &self.page].iter().map(|part| part.len() as u64).sum()
    }
}

/// Where the changes of the cache at `path` lie.
fn changes(path: &Path) -> PathBuf {
    path.with_extension("changes")
}

/// Removes the changes of the cache at `path`.
///
/// # Errors
/// When the operating system refuses.
pub fn forget_changes(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(changes(path)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
