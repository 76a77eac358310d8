//! The bar that shows how far a long run has come.

use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use copydesk::pipeline::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// Runs that are over sooner show no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar on standard error that appears when the run takes long, if anybody looks at it.
pub(super) struct Bar {
    shown: bool,
    begun: Instant,
    total: AtomicUsize,
    done: AtomicUsize,
    visible: OnceLock<ProgressBar>,
}

impl Bar {
    /// A bar that is never shown where `quiet` is set or standard error is no terminal.
    pub(super) fn new(quiet: bool) -> Self {
        Self {
            shown: !quiet && io::stderr().is_terminal(),
            begun: Instant::now(),
            total: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            visible: OnceLock::new(),
        }
    }

    /// Prints something while the bar is out of the way.
    pub(super) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match self.visible.get() {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    fn create(&self) -> ProgressBar {
        let bar = ProgressBar::new(self.total.load(Ordering::Relaxed) as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {human_pos}/{human_len} articles, {eta} left") {
            bar.set_style(style);
        }
        bar
    }
}

impl Progress for Bar {
    fn start(&self, total: usize) {
        self.total.store(total, Ordering::Relaxed);
    }

    fn advance(&self) {
        if !self.shown {
            return;
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.visible.get().is_some() || self.begun.elapsed() > PATIENCE {
            self.visible.get_or_init(|| self.create()).set_position(done as u64);
        }
    }

    fn finish(&self) {
        if let Some(bar) = self.visible.get() {
            bar.finish_and_clear();
        }
    }
}
