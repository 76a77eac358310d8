//! Findings are printed on the threads that find them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use copydesk::cache::Digest;
use copydesk::diagnostic::Diagnostic;
use copydesk::pipeline::{Press, Report};
use copydesk::render::{self, OutputFormat, Renderer, Style, Texts};
use copydesk::source::{Source, Text};
use rayon::prelude::*;

use super::narrow::Narrowing;

/// What has more findings than this is printed as it is written, and never held as a whole.
const MOST: usize = 1 << 15;

/// So many findings are worth several threads.
const MANY: usize = 1000;

/// Prints articles in one format.
pub(super) struct Threads<'t> {
    format: OutputFormat,
    style: Style,
    texts: &'t Reader,
    narrowing: &'t Narrowing,
    /// Renderers that are at rest: there are as many as threads, since each remembers texts that notes point into.
    idle: Mutex<Vec<Box<dyn Renderer + 't>>>,
}

impl<'t> Threads<'t> {
    /// Prints what `narrowing` leaves in `format`.
    pub(super) fn new(format: OutputFormat, style: Style, texts: &'t Reader, narrowing: &'t Narrowing) -> Self {
        Self { format, style, texts, narrowing, idle: Mutex::default() }
    }
}

impl Threads<'_> {
    /// What is printed of some findings.
    fn part(&self, source: &Source, findings: &[Diagnostic]) -> Option<Vec<u8>> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let resting = idle().pop();
        let mut renderer = resting.unwrap_or_else(|| render::renderer(self.format, self.style, self.texts));
        let mut printed = Vec::new();
        // Memory can always be written to.
        renderer.document(source, findings, &mut printed).ok()?;
        idle().push(renderer);
        Some(printed)
    }
}

impl Press for Threads<'_> {
    fn print(&self, report: &mut Report) -> Option<Vec<u8>> {
        if report.diagnostics.len() > MOST {
            return None;
        }
        report.diagnostics = self.narrowing.sift(&report.source, std::mem::take(&mut report.diagnostics));
        self.texts.keep(&report.source);
        if report.diagnostics.len() < MANY || !self.format.is_by_finding() {
            return self.part(&report.source, &report.diagnostics);
        }
        // Each thread has some, and some more where others took longer. For each part the lines of the article are counted anew.
        let size = report.diagnostics.len().div_ceil(rayon::current_num_threads() * 2).max(MANY / 2);
        let parts = report.diagnostics.par_chunks(size).map(|part| self.part(&report.source, part));
        Some(parts.collect::<Option<Vec<Vec<u8>>>>()?.concat())
    }

    fn edition(&self) -> Digest {
        Digest::of(format!("{:?} {:?}", self.format, self.style).as_bytes())
    }
}

/// The articles that notes point into, read when they are asked for.
#[derive(Default)]
pub(super) struct Reader {
    recent: Mutex<HashMap<Arc<str>, Text>>,
}

impl Reader {
    /// So many articles are kept.
    const RECENT: usize = 64;

    /// Keeps the text of `source` for a while.
    pub(super) fn keep(&self, source: &Source) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.len() >= Self::RECENT {
            recent.clear();
        }
        recent.insert(Arc::clone(&source.name), source.text.clone());
    }
}

impl Texts for Reader {
    /// A file that has gone since is a note without a snippet.
    fn text(&self, name: &str) -> Option<Text> {
        let known = self.recent.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        known.or_else(|| {
            let source = Source::read(Path::new(name)).ok()?;
            self.keep(&source);
            Some(source.text)
        })
    }
}
