//! Where the cache of a run lies, and whether it has one.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;
use copydesk::cache::{self, Cache, Digest};
use copydesk::config::CachePlace;
use copydesk::source::Input;

use super::args::CheckArgs;
use super::desks::Decided;
use super::{interrupt, warn};

/// The folder of caches, in the current folder, where nothing names another.
const FOLDER: &str = ".copydesk-cache";

/// The variable that names another.
const VARIABLE: &str = "COPYDESK_CACHE_DIR";

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
    ///
    /// # Errors
    /// When the settings of the current folder cannot be read.
    pub(super) fn find(args: &CheckArgs, inputs: &[Input], decided: &Decided) -> Result<Option<Self>> {
        if args.no_cache || inputs.len() < FEWEST || inputs.iter().any(|input| input.path().is_none()) {
            return Ok(None);
        }
        let current = super::project::current_folder()?;
        let settings = super::project::finder(&args.project).of_folder(&current)?;
        let named = env::var_os(VARIABLE).filter(|folder| !folder.is_empty());
        let folder = match (&settings.cache, named) {
            (Some(CachePlace::Nowhere), _) => return Ok(None),
            (_, Some(folder)) => shared(&current.join(folder), &current),
            (Some(CachePlace::Folder(folder)), None) => shared(folder, &current),
            (None, None) => current.join(FOLDER),
        };
        Ok(Self::at(&folder, args, inputs, decided))
    }

    fn at(folder: &Path, args: &CheckArgs, inputs: &[Input], decided: &Decided) -> Option<Self> {
        // Paths are told apart as they were given, since findings name them so.
        let paths = Digest::of(format!("{:?}", args.paths).as_bytes());
        // Another program has other rules, even where its version is the same.
        let program = std::env::current_exe().ok()?;
        let program = fs::metadata(program).ok().map(|metadata| (metadata.len(), metadata.modified().ok()));
        let all = format!("{} {program:?} {:?}", env!("CARGO_PKG_VERSION"), decided.digest(inputs));
        let path = folder.join(format!("{paths}"));
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
        if cache.is_damaged() {
            warn(&format!("{}: is damaged; what it should have had is found anew", self.path.display()));
        }
        if cache.is_changed() {
            // A place that cannot be written to is no fault of the run.
            let _ = interrupt::hold(|| self.try_save(cache));
        }
    }

    fn try_save(&self, cache: &Cache) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        if !folder.is_dir() {
            fs::create_dir_all(folder)?;
            // Neither git nor a backup has use for it.
            fs::write(folder.join(".gitignore"), "*\n")?;
            fs::write(folder.join("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n")?;
        }
        cache.save(&self.path, self.settings)?;
        forget_the_oldest(folder)
    }
}

/// The caches of runs in the folder `current`, in a folder that others may use, too.
fn shared(folder: &Path, current: &Path) -> PathBuf {
    folder.join(format!("{}", Digest::of(current.as_os_str().as_encoded_bytes())))
}

fn forget_the_oldest(folder: &Path) -> io::Result<()> {
    let mut caches: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        // Only what bears the name of a cache is one.
        let named = |name: &[u8]| name.len() == 32 && name.iter().all(u8::is_ascii_hexdigit);
        if path.file_name().is_some_and(|name| named(name.as_encoded_bytes())) {
            // The younger of its two files says when it was of use.
            let changes = fs::metadata(path.with_extension("changes")).and_then(|metadata| metadata.modified());
            let modified = entry.metadata()?.modified()?;
            caches.push((changes.map_or(modified, |changes| changes.max(modified)), path));
        }
    }
    caches.sort();
    let old = caches.len().saturating_sub(KEPT);
    caches.iter().take(old).try_for_each(|(_, path)| {
        fs::remove_file(path)?;
        cache::forget_changes(path)
    })
}
