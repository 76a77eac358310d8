//! The two readings of one document.

use std::cell::RefCell;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::standing::{self, Standing};
use super::{Checker, Found, Page, Press, Report};
use crate::cache::{Cache, Digest, Record, StoredFacts, StoredPage};
use crate::corpus::{Corpus, Facts, View};
use crate::document::{Document, Packed};
use crate::rules::{self, Reading};
use crate::source::{Input, Source, SourceError};

/// What was read is kept between the two readings while it takes no more than this, in bytes: 50 MB of articles.
const KEPT: usize = 144 << 20;

/// Of so few documents all that is known is kept while there is room for it. Of more of them the memory that it takes is dearer
/// than to look up their words again.
const FEW: usize = 2048;

/// All that is known of a document takes about so many times the bytes of its text.
const KNOWN: usize = 9;

/// No more bytes of facts than this are cached: a corpus with more of them is checked anew each time.
pub(super) const CACHED: usize = 96 << 20;

/// No more bytes of pages than this are cached.
const CACHED_PAGES: usize = 64 << 20;

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

/// What the second reading makes of a document.
pub(super) struct Second {
    pub(super) found: Option<Found>,
    /// What the cache is to have of it; nothing where it is to keep what it has.
    pub(super) record: Option<Record>,
    /// What the cache is to have of what was printed, likewise.
    pub(super) page: Option<StoredPage>,
}

/// The first reading: each document says what it has to say to the others.
pub(super) struct Reader<'r, D> {
    pub(super) inputs: &'r [Input],
    pub(super) desk: &'r D,
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
        // What was printed needs no text to be printed again.
        let printed = known && self.before.is_some_and(|before| self.is_printed(before, input));
        if printed && input.is_repeatable() {
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
        let keeps_all = self.keeps_all(&source);
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
        let kept = if keeps_all {
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

    /// Whether all that is known of the document is to be kept. What is to be checked by itself is always known when it is checked.
    fn keeps_all(&self, source: &Source) -> bool {
        if self.inputs.len() == 1 {
            return true;
        }
        let size = source.text.len() * KNOWN;
        let has_room = self.inputs.len() <= FEW && self.bytes.load(Ordering::Relaxed) + size <= KEPT;
        if has_room {
            self.bytes.fetch_add(size, Ordering::Relaxed);
        }
        has_room
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

/// What is found in a document takes a corpus, and there is none.
pub(super) struct Unknown;

/// The second reading: each document is checked against what all say.
pub(super) struct Again<'r, D> {
    pub(super) inputs: &'r [Input],
    pub(super) desk: &'r D,
    pub(super) before: Option<&'r Cache>,
    pub(super) standing: &'r Standing,
    /// Whether what is found is to be cached.
    pub(super) caches: bool,
    pub(super) press: Option<&'r dyn Press>,
    /// For the cache: the digests of all texts by their names.
    pub(super) texts: &'r FxHashMap<&'r str, Digest>,
    /// So many bytes of pages are cached.
    pub(super) paged: AtomicUsize,
}

impl<'c, D: Fn(usize) -> (&'c Checker, usize)> Again<'_, D> {
    /// What is found in the input of this number, of which `first` was kept.
    pub(super) fn read(&self, number: usize, first: First) -> Result<Result<Second, SourceError>, Unknown> {
        if let Some(second) = self.take_over(number, &first) {
            return Ok(Ok(second));
        }
        let corpus = self.standing.corpus.get().ok_or(Unknown)?;
        Ok(self.check(number, first, corpus))
    }

    /// As [`Again::read`], of an input that is as it is in the cache, where that is damaged: it takes a corpus that nobody had
    /// need of so far. It must not be called on several threads.
    pub(super) fn read_anew(&self, number: usize) -> Result<Second, SourceError> {
        let input = &self.inputs[number];
        let corpus = self.standing.corpus.get_or_init(|| standing::anew(self.before, self.inputs, self.desk));
        let text = self.texts.get(&*input.name).copied().unwrap_or_default();
        self.check(number, First { kept: Kept::Nothing, known: true, text, facts: None }, corpus)
    }

    /// What the cache has of the input of this number, where that is found again.
    fn take_over(&self, number: usize, first: &First) -> Option<Second> {
        let input = &self.inputs[number];
        let before = self.unchanged(input, first)?;
        if before.is_clean(&input.name) && input.is_repeatable() {
            return Some(Second { found: None, record: None, page: None });
        }
        if let Some(page) = self.page(before, input) {
            return Some(Second { found: Some(Found::Page(page)), record: None, page: None });
        }
        let diagnostics = before.findings(&input.name, |name| Some(rules::find(name)?.meta().name))?;
        let source = match &first.kept {
            Kept::Text(source) => Source::clone(source),
            _ => input.read().ok()?,
        };
        Some(self.hand_on(Report { source, diagnostics, desk: (self.desk)(number).1 }, None))
    }

    fn check(&self, number: usize, first: First, corpus: &Corpus) -> Result<Second, SourceError> {
        let input = &self.inputs[number];
        let (checker, desk) = (self.desk)(number);
        let (source, reading) = match first.kept {
            Kept::Reading(kept) => *kept,
            Kept::Document(kept) => {
                let (source, packed) = *kept;
                let reading = checker.read_to_check(packed.unpack(), &source);
                (source, reading)
            }
            kept => {
                let source = text(input, kept)?;
                let reading = checker.read_to_check(Document::of(&source), &source);
                (source, reading)
            }
        };
        let asked = self.before.filter(|_| self.caches).map(|_| RefCell::default());
        let diagnostics = checker.check_reading(&reading, View::new(corpus, asked.as_ref()));
        // It is the largest thing of an article, and what is printed is not made of it.
        drop(reading);
        let facts = first.facts.or_else(|| self.before.filter(|_| first.known)?.stored_facts(&input.name));
        let record = asked
            .zip(facts)
            .and_then(|(asked, facts)| Record::new(first.text, facts, asked.into_inner(), &diagnostics));
        // What came from standard input is handed back even where nothing was found: `--fix` passes it through.
        if diagnostics.is_empty() && input.is_repeatable() {
            return Ok(Second { found: None, record, page: None });
        }
        Ok(self.hand_on(Report { source, diagnostics, desk }, record))
    }

    /// The cache, where what it has found in the document is found again.
    fn unchanged(&self, input: &Input, first: &First) -> Option<&Cache> {
        let before = self.before.filter(|_| first.known)?;
        let changes = self.standing.changes.as_ref()?;
        let concerned = !changes.is_empty() && before.asked(&input.name)?.into_iter().any(|key| changes.contains(&key));
        (!concerned).then_some(before)
    }

    /// What was printed of the document, if that is printed again.
    fn page(&self, before: &Cache, input: &Input) -> Option<Page> {
        let stored = before.page(&input.name, self.press?.edition())?;
        let page = Page::stored(stored, |name| self.texts.get(name).copied())?;
        self.paged.fetch_add(page.text().len(), Ordering::Relaxed);
        Some(page)
    }

    /// Prints `report`, where it is to be printed here.
    fn hand_on(&self, mut report: Report, record: Option<Record>) -> Second {
        let printed = self.press.and_then(|press| press.print(&mut report));
        let made = printed.and_then(|text| Page::new(&report, &text, |name| self.texts.get(name).copied()));
        let Some((page, lasts)) = made else {
            return Second { found: Some(Found::Report(Box::new(report))), record, page: None };
        };
        let caches = self.caches && lasts && self.texts.contains_key(&*report.source.name);
        let room = caches && self.paged.fetch_add(page.text().len(), Ordering::Relaxed) <= CACHED_PAGES;
        let stored = room.then(|| page.to_store());
        Second { found: Some(Found::Page(page)), record, page: stored }
    }
}

/// The text of an input of which so much was kept.
fn text(input: &Input, kept: Kept) -> Result<Source, SourceError> {
    match kept {
        Kept::Reading(kept) => Ok(kept.0),
        Kept::Document(kept) => Ok(kept.0),
        Kept::Text(source) => Ok(*source),
        Kept::Nothing => input.read(),
        Kept::Failed(error) => Err(*error),
    }
}
