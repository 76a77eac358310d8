//! What one article gives the cache, and takes from it.

use std::sync::Arc;

use super::layer::Bytes;
use super::{Digest, findings};
use crate::corpus::{Facts, Key};
use crate::diagnostic::Diagnostic;

/// What one article gives the cache.
#[derive(Debug)]
pub struct Record {
    pub(super) text: Digest,
    pub(super) asked: Vec<Key>,
    pub(super) facts: Bytes,
    pub(super) findings: Vec<u8>,
}

/// Facts as they are stored.
#[derive(Debug, Clone)]
pub struct StoredFacts(pub(super) Bytes);

impl StoredFacts {
    /// Stores `facts`, where that can be done.
    pub fn new(facts: &Facts) -> Option<Self> {
        postcard::to_stdvec(facts).ok().map(|bytes| Self(Bytes::held(bytes)))
    }

    /// The facts, where they can be read.
    pub fn facts(&self) -> Option<Facts> {
        postcard::from_bytes(&self.0.get()?).ok()
    }

    /// How many bytes they are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether they are none, which they never are.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What was printed of an article, as it is stored.
#[derive(Debug, Clone)]
pub struct StoredPage(pub(super) Arc<Vec<u8>>);

impl StoredPage {
    /// Stores `bytes`.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Arc::new(bytes))
    }
}

impl AsRef<[u8]> for StoredPage {
    fn as_ref(&self) -> &[u8] {
        &self.0
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
