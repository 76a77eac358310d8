//! The second reading: each document is checked against what all say.
//!
//! A few short ones are checked together: one rule goes through all of them before the next one begins, so that what it is made of,
//! and what it looks for, is near by then.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

use super::readings::{First, Kept, text};
use super::standing::{self, Standing};
use super::{Checker, Found, Page, Press, Report};
use crate::cache::{Cache, Digest, Record, StoredFacts, StoredPage};
use crate::corpus::{Corpus, Key, View};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::rules::{self, Reading};
use crate::source::{Input, Source, SourceError};

/// No more bytes of pages than this are cached.
const CACHED_PAGES: usize = 64 << 20;

/// Documents are checked together until they have so many bytes: what is known of them then fills a part of the cache.
const TOGETHER: usize = 64 << 10;

/// What the second reading makes of a document.
pub(super) struct Second {
    pub(super) found: Option<Found>,
    /// What the cache is to have of it; nothing where it is to keep what it has.
    pub(super) record: Option<Record>,
    /// What the cache is to have of what was printed, likewise.
    pub(super) page: Option<StoredPage>,
}

/// What is found in a document takes a corpus, and there is none.
pub(super) struct Unknown;

/// What comes of an input.
pub(super) type Outcome = Result<Result<Second, SourceError>, Unknown>;

/// An article that is to be checked.
struct Article {
    number: usize,
    source: Source,
    reading: Reading,
    /// For the cache: what the corpus was asked,
    asked: Option<RefCell<Vec<Key>>>,
    /// the digest of the text,
    text: Digest,
    /// and what it has to say to the others.
    facts: Option<StoredFacts>,
}

/// An input that is to be checked, or of which all is known.
enum Opened {
    Article(Box<Article>),
    Done(Outcome),
}

impl Opened {
    fn article(&self) -> Option<&Article> {
        match self {
            Self::Article(article) => Some(article),
            Self::Done(_) => None,
        }
    }
}

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
    /// What is found in each of a few inputs: their numbers, and what was kept of them.
    pub(super) fn read(&self, inputs: Vec<(usize, First)>) -> Vec<Outcome> {
        let mut seconds = Vec::with_capacity(inputs.len());
        let (mut opened, mut length) = (Vec::new(), 0);
        for (number, first) in inputs {
            let one = match self.take_over(number, &first) {
                Some(second) => Opened::Done(Ok(Ok(second))),
                None if self.standing.corpus.get().is_none() => Opened::Done(Err(Unknown)),
                None => self.open(number, first).map_or_else(|error| Opened::Done(Ok(Err(error))), Opened::Article),
            };
            if let Opened::Article(article) = &one {
                length += article.source.text.len();
            }
            opened.push(one);
            if length >= TOGETHER {
                self.close_all(&mut opened, &mut seconds);
                length = 0;
            }
        }
        self.close_all(&mut opened, &mut seconds);
        seconds
    }

    /// Checks what was opened.
    fn close_all(&self, opened: &mut Vec<Opened>, seconds: &mut Vec<Outcome>) {
        let articles: Vec<&Article> = opened.iter().filter_map(Opened::article).collect();
        let mut found =
            self.standing.corpus.get().map_or_else(Vec::new, |corpus| self.check(&articles, corpus)).into_iter();
        seconds.extend(opened.drain(..).map(|one| match one {
            Opened::Done(second) => second,
            Opened::Article(article) => Ok(Ok(self.close(*article, found.next().unwrap_or_default()))),
        }));
    }

    /// As [`Again::read`], of an input that is as it is in the cache, where that is damaged: it takes a corpus that nobody had
    /// need of so far. It must not be called on several threads.
    pub(super) fn read_anew(&self, number: usize) -> Result<Second, SourceError> {
        let input = &self.inputs[number];
        let corpus = self.standing.corpus.get_or_init(|| standing::anew(self.before, self.inputs, self.desk));
        let text = self.texts.get(&*input.name).copied().unwrap_or_default();
        let article = self.open(number, First { kept: Kept::Nothing, known: true, text, facts: None })?;
        let found = self.check(&[&article], corpus).pop();
        Ok(self.close(*article, found.unwrap_or_default()))
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

    /// Makes of what was kept what is to be checked.
    fn open(&self, number: usize, first: First) -> Result<Box<Article>, SourceError> {
        let input = &self.inputs[number];
        let checker = (self.desk)(number).0;
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
        let facts = first.facts.or_else(|| self.before.filter(|_| first.known)?.stored_facts(&input.name));
        Ok(Box::new(Article { number, source, reading, asked, text: first.text, facts }))
    }

    /// What is found in each of `articles`, those of one desk together.
    fn check(&self, articles: &[&Article], corpus: &Corpus) -> Vec<Vec<Diagnostic>> {
        let desk = |article: &Article| (self.desk)(article.number);
        let of_one_desk = articles.chunk_by(|left, right| desk(left).1 == desk(right).1);
        let found = of_one_desk.flat_map(|articles| {
            let readings: Vec<(&Reading, View<'_>)> =
                articles.iter().map(|article| (&article.reading, View::new(corpus, article.asked.as_ref()))).collect();
            articles.first().map(|first| desk(first).0.check_readings(&readings)).unwrap_or_default()
        });
        found.collect()
    }

    /// What is made of `diagnostics`, which were found in `article`.
    fn close(&self, article: Article, diagnostics: Vec<Diagnostic>) -> Second {
        let Article { number, source, reading, asked, text, facts } = article;
        // It is the largest thing of an article, and what is printed is not made of it.
        drop(reading);
        let input = &self.inputs[number];
        let record =
            asked.zip(facts).and_then(|(asked, facts)| Record::new(text, facts, asked.into_inner(), &diagnostics));
        // What came from standard input is handed back even where nothing was found: `--fix` passes it through.
        if diagnostics.is_empty() && input.is_repeatable() {
            return Second { found: None, record, page: None };
        }
        self.hand_on(Report { source, diagnostics, desk: (self.desk)(number).1 }, record)
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
