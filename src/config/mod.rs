//! What the project has decided: settings and where they come from.

mod load;
mod nearest;
mod options;
mod parse;
mod rule_set;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use load::{FILE_NAME, find, load};
pub use nearest::nearest;
pub use rule_set::{RuleSet, UnknownRule, resolve};

use crate::diagnostic::Severity;
use crate::rules::RuleOptions;

/// The settings of a project.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The file they were read from; paths in it are relative to its folder.
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
