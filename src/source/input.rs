//! Texts that are to be checked, and what can go wrong when one is read.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text that was read, with the name it goes by in diagnostics.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as given on the command line, or as found below a folder that was given.
    pub name: Arc<str>,
    /// Where it lies on disk; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The whole text, a byte order mark included.
    pub text: Arc<str>,
}

/// Why a text could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The operating system refused.
    #[error("{}: cannot be read: {error}", path.display())]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// What the operating system says.
        #[source]
        error: io::Error,
    },
    /// It is no UTF-8.
    #[error("{}: not UTF-8: the first bad byte is {byte:#04x} at offset {offset}", path.display())]
    NotUtf8 {
        /// What was to be read.
        path: PathBuf,
        /// Where the first bad sequence begins, in bytes from 0.
        offset: usize,
        /// Its first byte.
        byte: u8,
    },
    /// It is over 4 GiB long.
    #[error("{}: {length} bytes long; texts over 4 GiB are not checked", path.display())]
    TooLarge {
        /// What was to be read.
        path: PathBuf,
        /// Its length in bytes.
        length: u64,
    },
}

impl SourceError {
    /// What could not be read.
    pub fn path(&self) -> &Path {
        match self {
            Self::Unreadable { path, .. } | Self::NotUtf8 { path, .. } | Self::TooLarge { path, .. } => path,
        }
    }
}
