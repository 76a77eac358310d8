//! What the project has decided: settings, from which files they come, and which of them hold for a path.
//!
//! A path is governed by every `copydesk.toml` in its folder and above, the nearer ones laid over the outer ones; by the
//! files that these extend, which lie below the file that names them; and by the overrides of each file whose patterns
//! the path matches, which lie above the rest of that file.

mod finder;
mod formats;
mod layer;
mod load;
mod nearest;
mod options;
mod parse;
mod rule_set;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use finder::{Finder, Wanted};
pub use load::FILE_NAME;
pub use nearest::nearest;
pub use parse::{FILE_KEYS, LANGUAGES, OVERRIDE_KEYS};
pub use rule_set::{RuleSet, UnknownRule, resolve};

use crate::diagnostic::Severity;
use crate::rules::RuleOptions;
use crate::source::{Format, KeyPaths};

/// The settings that hold for a path.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The nearest settings file.
    pub file: Option<PathBuf>,
    /// The language: `en`, `en-US`, `en-GB`, `en-GB-oxendict`, `en-AU` or `en-CA`.
    pub language: Option<String>,
    /// Lists of the project's words; the first is the one that `copydesk dictionary add` writes to.
    pub words: Vec<PathBuf>,
    /// The house list of names.
    pub names: Option<PathBuf>,
    /// Hunspell dictionaries beside the built-in ones: paths of `.dic` files, or names to be searched for.
    pub dictionaries: Vec<String>,
    /// Rules and groups that run, in place of those that run by default; empty for the default.
    pub select: Vec<String>,
    /// Rules and groups that do not run.
    pub ignore: Vec<String>,
    /// Severities by rule.
    pub severity: BTreeMap<String, Severity>,
    /// What the rules are told, by rule.
    pub rules: RuleOptions,
    /// What files are written in, where their endings do not say it or say another thing.
    pub format: Option<Format>,
    /// Which values are prose, by the formats of which that must be said.
    pub prose: BTreeMap<Format, Arc<KeyPaths>>,
    /// Where what a run found is kept for the next.
    pub cache: Option<CachePlace>,
    /// Where it comes from, by key (`language`, `severity.echo`, `rules.hyphenation.prefer`): one place for a single
    /// value, one for each item of a list of words, dictionaries, names of rules.
    pub origins: BTreeMap<String, Vec<Origin>>,
}

/// Where what a run found is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CachePlace {
    /// Nowhere.
    Nowhere,
    /// In this folder.
    Folder(PathBuf),
}

/// The place of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The settings file.
    pub file: Arc<Path>,
    /// The line, from 1.
    pub line: usize,
}

/// Why settings could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The operating system refused.
    #[error("{}: cannot be read", path.display())]
    Unreadable {
        /// The settings file.
        path: PathBuf,
        /// What the operating system says.
        #[source]
        error: std::io::Error,
    },
    /// It does not say what settings say.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Invalid {
        /// The settings file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong, and what may have been meant.
        message: String,
    },
}
