//! Ctrl-C and its like: copydesk ends between two files, never within one, and leaves no temporary file.
//!
//! A file is replaced while stops wait ([`hold`]); a report that is being written ([`temporary`]) is removed. The exit status
//! is 128 and the number of the signal, as shells have it: 130 after Ctrl-C, 143 after SIGTERM. SIGKILL and a power cut leave at
//! most a hidden file, `.copydesk-…`, which is never read.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use tempfile::{NamedTempFile, TempPath};

use super::targets;

/// The temporary files that are being written. Signals are of the whole process, and so is this.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Until something is to be written, a signal does what it does to any program.
static INSTALLED: Once = Once::new();

/// Does `work` to its end, whatever signal comes. It must not be called within itself.
pub(super) fn hold<T>(work: impl FnOnce() -> T) -> T {
    let _held = unfinished();
    work()
}

/// A temporary file in `folder` that is removed when copydesk is stopped.
pub(super) fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut unfinished = unfinished();
    let file = targets::temporary(folder)?;
    unfinished.insert(file.path().to_owned());
    Ok(file)
}

/// Puts what [`temporary`] made at `path`.
pub(super) fn persist(file: TempPath, path: &Path) -> io::Result<()> {
    let mut unfinished = unfinished();
    let temporary = file.to_path_buf();
    file.persist(path).map_err(|error| error.error)?;
    unfinished.remove(&temporary);
    Ok(())
}

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    INSTALLED.call_once(install);
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
fn install() {
    use signal_hook::consts::{SIGINT, SIGTERM};

    // Without signals all is as if they were not asked for.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]) else { return };
    let watch = move || {
        if let Some(signal) = signals.forever().next() {
            // The lock is never given back, so that nothing is begun any more.
            let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
            for path in &*unfinished {
                let _ = std::fs::remove_file(path);
            }
            // Other threads are at work; nothing of theirs is to be torn down under them.
            signal_hook::low_level::exit(128 + signal);
        }
    };
    let _ = std::thread::Builder::new().name("signals".into()).spawn(watch);
}

#[cfg(not(unix))]
fn install() {}
