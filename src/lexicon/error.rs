//! Why a lexicon could not be made.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a lexicon could not be made. Each names the file or the name that is at fault.
#[derive(Debug, Error)]
pub enum LexiconError {
    /// A dictionary or word list that cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A dictionary that is in none of the folders where dictionaries are.
    #[error("no dictionary {name}.dic with {name}.aff beside it in {}", folders(looked))]
    NoSuchDictionary {
        /// The name that was asked for.
        name: String,
        /// The folders that were looked in.
        looked: Vec<PathBuf>,
    },
    /// A file that is no Hunspell dictionary, or one that cannot be used.
    #[error("cannot use the dictionary {}: {reason}", path.display())]
    BadDictionary {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A line of a word list that is no word.
    #[error("{}:{line}: {reason}", path.display())]
    BadWord {
        /// The word list.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A language that is not bundled.
    #[error(
        "unknown language {0}: there are en, en-US, en-GB, en-GB-oxendict, en-AU and en-CA; others come by a dictionary"
    )]
    UnknownLanguage(String),
}

fn folders(looked: &[PathBuf]) -> String {
    looked.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ")
}
