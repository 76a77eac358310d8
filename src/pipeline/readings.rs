//! The first reading: each document says what it has to say to the others, and as much of it is kept as there is room for.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Checker;
use crate::cache::{Cache, Digest, StoredFacts};
use crate::corpus::{Corpus, Facts};
use crate::document::{Document, Packed};
use crate::rules::Reading;
use crate::source::{Input, Source, SourceError};

/// What was read is kept between the two readings while it takes no more than this, in bytes: 50 MB of articles, or 13 MB and all
/// that is known of them.
const KEPT: usize = 120 << 20;

/// Of so few documents all that is known is kept while there is room for it. Of more of them the memory that it takes is dearer
/// than to look up their words again.
const FEW: usize = 2048;

/// All that is known of a document takes about so many times the bytes of its text.
const KNOWN: usize = 9;

/// No more bytes of facts than this are cached: a corpus with more of them is checked anew each time.
pub(super) const CACHED: usize = 96 << 20;

/// What is kept of a document between the two readings.
#[derive(Default)]
pub(super) enum Kept {
    /// All of it, with what is known of it.
    Reading(Box<(Source, Reading)>),
    /// All of it.
    Document(Box<(Source, Packed)>),
    /// Its text.
    Text(Box<Source>),
    /// Nothing: it is to be read again.
    #[default]
    Nothing,
    /// It could not be read.
    Failed(Box<SourceError>),
}

// There is one for each document of a run, however many there are.
const _: () = assert!(size_of::<Kept>() <= 16);

/// A document after the first reading.
#[derive(Default)]
pub(super) struct First {
    pub(super) kept: Kept,
    /// The cache has the same text.
    pub(super) known: bool,
    /// For the cache: the digest of the text.
    pub(super) text: Digest,
    /// For the cache: the facts, where they are new.
    pub(super) facts: Option<StoredFacts>,
}

/// How many documents could be read, and of how many of them the cache has the same text.
pub(super) fn readable_and_known(firsts: &[First]) -> (usize, usize) {
    let readable = firsts.iter().filter(|first| !first.has_failed()).count();
    (readable, firsts.iter().filter(|first| first.known).count())
}

impl First {
    /// Whether the document could not be read.
    pub(super) fn has_failed(&self) -> bool {
        matches!(self.kept, Kept::Failed(_))
    }
}

/// The first reading: each document says what it has to say to the others.
pub(super) struct Reader<'r, D> {
    pub(super) inputs: &'r [Input],
    pub(super) desk: &'r D,
    /// Which of the inputs are checked: of the others nothing is kept.
    pub(super) wanted: &'r (dyn Fn(&Input) -> bool + Sync),
    /// What an earlier run found, where there is a cache.
    pub(super) before: Option<&'r Cache>,
    /// What is printed, where it is printed by article.
    pub(super) edition: Option<Digest>,
    /// Each thread adds to a corpus of its own; it does not matter which document is in which of them.
    pub(super) corpora: Mutex<Vec<Corpus>>,
    /// So many bytes of what was read are kept,
    pub(super) bytes: AtomicUsize,
    /// and so many bytes of facts stored.
    pub(super) stored: AtomicUsize,
}

impl<'c, D: Fn(usize) -> (&'c Checker, usize)> Reader<'_, D> {
    /// Reads the input of this number. The facts of a text that the cache has are left to [`Reader::recall`].
    pub(super) fn read(&self, number: usize) -> First {
        let input = &self.inputs[number];
        let failed = |error: SourceError| First { kept: Kept::Failed(error.into()), ..First::default() };
        let bytes = match input.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return failed(error),
        };
        let text = self.before.map_or_else(Digest::default, |_| Digest::of(&bytes));
        // What lies in a container is never cached.
        let known =
            self.before.filter(|_| !input.format.is_container()).is_some_and(|before| before.has(&input.name, text));
        // What is not checked, and what was printed, needs no text to be printed again.
        let is_over = || !(self.wanted)(input) || self.before.is_some_and(|before| self.is_printed(before, input));
        if known && input.is_repeatable() && is_over() {
            return First { kept: Kept::Nothing, known, text, facts: None };
        }
        let source = match input.source(bytes) {
            Ok(source) => source,
            Err(error) => return failed(error),
        };
        if known {
            return First { kept: self.keep_text(input, source), known, text, facts: None };
        }
        if let Some((place, fault)) = Document::fault(&source) {
            let (path, format) = (input.path().unwrap_or(Path::new(&*input.name)).to_owned(), input.format);
            let error = SourceError::Malformed { path, format, place, fault };
            return First { kept: Kept::Failed(error.into()), ..First::default() };
        }
        self.read_source(number, source, text)
    }

    /// Whether the cache has what was printed of the input, if only that nothing was.
    fn is_printed(&self, before: &Cache, input: &Input) -> bool {
        before.is_clean(&input.name) || self.edition.is_some_and(|edition| before.page(&input.name, edition).is_some())
    }

    /// Adds the facts that the cache has to the corpus. Where they cannot be read, the document is.
    pub(super) fn recall(&self, number: usize, first: &mut First) {
        let input = &self.inputs[number];
        if !first.known {
            return;
        }
        if let Some(facts) = self.before.and_then(|before| before.facts(&input.name)) {
            self.add(input, &facts);
            self.stored.fetch_add(self.before.map_or(0, |before| before.facts_len(&input.name)), Ordering::Relaxed);
            return;
        }
        *first = match text(input, std::mem::take(&mut first.kept)) {
            Ok(source) => self.read_source(number, source, first.text),
            Err(error) => First { kept: Kept::Failed(error.into()), ..First::default() },
        };
    }

    fn read_source(&self, number: usize, source: Source, text: Digest) -> First {
        let input = &self.inputs[number];
        let checker = (self.desk)(number).0;
        let wanted = (self.wanted)(input);
        let keeps_all = wanted && self.keeps_all(&source);
        let (reading, facts) = if keeps_all {
            checker.read_with_facts(&source)
        } else {
            let reading = checker.read(&source);
            let facts = reading.facts_for(&checker.options);
            (reading, facts)
        };
        self.add(input, &facts);
        let room =
            self.before.is_some() && source.transcript.is_none() && self.stored.load(Ordering::Relaxed) <= CACHED;
        let facts = if room { StoredFacts::new(&facts) } else { None };
        self.stored.fetch_add(facts.as_ref().map_or(0, StoredFacts::len), Ordering::Relaxed);
        let kept = if !wanted {
            Kept::Nothing
        } else if keeps_all {
            Kept::Reading(Box::new((source, reading)))
        } else {
            match self.packed(&reading.document) {
                Some(packed) => Kept::Document(Box::new((source, packed))),
                None => self.keep_text(input, source),
            }
        };
        First { kept, known: false, text, facts }
    }

    fn add(&self, input: &Input, facts: &Facts) {
        let idle = || self.corpora.lock().unwrap_or_else(PoisonError::into_inner);
        let mut corpus = idle().pop().unwrap_or_else(|| Corpus::for_documents(self.inputs.len()));
        corpus.add(&input.name, facts);
        idle().push(corpus);
    }

    /// Whether all that is known of the document is to be kept, for which room is taken then. A document by itself always is.
    fn keeps_all(&self, source: &Source) -> bool {
        if self.inputs.len() == 1 {
            return true;
        }
        let size = source.text.len() * KNOWN;
        let with_it = |bytes: usize| (bytes + size <= KEPT).then_some(bytes + size);
        self.inputs.len() <= FEW && self.bytes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, with_it).is_ok()
    }

    /// The document to keep, if there is room for it.
    fn packed(&self, document: &Document) -> Option<Packed> {
        if self.bytes.load(Ordering::Relaxed) > KEPT {
            return None;
        }
        let packed = Packed::of(document)?;
        self.bytes.fetch_add(packed.size(), Ordering::Relaxed);
        Some(packed)
    }

    /// The text to keep, if there is room for it. What was read from standard input cannot be read again.
    fn keep_text(&self, input: &Input, source: Source) -> Kept {
        if self.bytes.load(Ordering::Relaxed) > KEPT && input.is_repeatable() {
            return Kept::Nothing;
        }
        self.bytes.fetch_add(source.text.len(), Ordering::Relaxed);
        Kept::Text(source.into())
    }
}

/// The text of an input of which so much was kept.
pub(super) fn text(input: &Input, kept: Kept) -> Result<Source, SourceError> {
    match kept {
        Kept::Reading(kept) => Ok(kept.0),
        Kept::Document(kept) => Ok(kept.0),
        Kept::Text(source) => Ok(*source),
        Kept::Nothing => input.read(),
        Kept::Failed(error) => Err(*error),
    }
}
