//! Where the cache of a run lies, and whether it has one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use copydesk::cache::{Cache, Digest};
use copydesk::source::Input;

use super::args::CheckArgs;
use super::desks::Decided;
use super::{interrupt, warn};

/// The folder of caches, in the current folder.
const FOLDER: &str = ".copydesk-cache";

/// Runs of fewer articles are over before a cache is read.
const FEWEST: usize = 100;

/// So many caches are kept, one for each set of paths: the oldest goes.
const KEPT: usize = 8;

/// The cache of a run.
pub(super) struct Store {
    path: PathBuf,
    settings: Digest,
}

impl Store {
    /// The cache of a run over `inputs`, if it has one: not where it was forbidden, nor for few articles, nor where some come
    /// from elsewhere than files.
    pub(super) fn find(args: &CheckArgs, inputs: &[Input], decided: &Decided) -> Option<Self> {
        if args.no_cache || inputs.len() < FEWEST || inputs.iter().any(|input| input.path().is_none()) {
            return None;
        }
        let folder = super::project::current_folder().ok()?;
        // Paths are told apart as they were given, since findings name them so.
        let paths = Digest::of(format!("{:?}", args.paths).as_bytes());
        // Another program has other rules, even where its version is the same.
        let program = std::env::current_exe().ok()?;
        let program = fs::metadata(program).ok().map(|metadata| (metadata.len(), metadata.modified().ok()));
        let all = format!("{} {program:?} {:?}", env!("CARGO_PKG_VERSION"), decided.digest(inputs));
        let path = folder.join(FOLDER).join(format!("{paths}"));
        Some(Self { path, settings: Digest::of(all.as_bytes()) })
    }

    /// What an earlier run found. A file that is of no use is told of, and left out.
    pub(super) fn load(&self) -> Cache {
        Cache::load(&self.path, self.settings).unwrap_or_else(|error| {
            warn(&format!("{}: {error}; all articles are checked anew", self.path.display()));
            Cache::default()
        })
    }

    /// Keeps what this run found. Where nothing can be written, nothing is kept.
    pub(super) fn save(&self, cache: &Cache) {
        if cache.is_changed() {
            // A place that cannot be written to is no fault of the run.
            let _ = interrupt::hold(|| self.try_save(cache));
        }
    }

    fn try_save(&self, cache: &Cache) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        if !folder.is_dir() {
            fs::create_dir(folder)?;
            // Neither git nor a backup has use for it.
            fs::write(folder.join(".gitignore"), "*\n")?;
            fs::write(folder.join("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n")?;
        }
        cache.save(&self.path, self.settings)?;
        forget_the_oldest(folder)
    }
}

fn forget_the_oldest(folder: &Path) -> io::Result<()> {
    let mut caches: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        // Files of others in the folder have dots in their names.
        if path.file_name().is_some_and(|name| !name.to_string_lossy().contains('.')) {
            caches.push((entry.metadata()?.modified()?, path));
        }
    }
    caches.sort();
    let old = caches.len().saturating_sub(KEPT);
    caches.iter().take(old).try_for_each(|(_, path)| fs::remove_file(path))
}
