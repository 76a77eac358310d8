//! The ZIP that an office document is, opened with bounds on everything that a stranger may have made large.

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The largest package that is opened, in bytes.
pub(in crate::source) const LARGEST: u64 = 512 << 20;
/// The largest part that is read, in bytes, inflated.
const LARGEST_PART: u64 = 64 << 20;
/// All parts that are read of one package have no more bytes than this, inflated.
const LARGEST_TOTAL: u64 = 128 << 20;
/// A part above [`SMALL`] is inflated to no more than so many times its length.
const STEEPEST: u64 = 250;
/// Parts of so many bytes are read however well they were compressed.
const SMALL: u64 = 4 << 20;
/// A package has no more entries than this.
const MOST_ENTRIES: usize = 20_000;
/// What encrypted documents of Word are, and those of its old versions.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Why an office document is not read, or not written.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// It is no ZIP, or a broken one.
    #[error("is no ZIP package, or a damaged one: {0}")]
    Damaged(String),
    /// It is encrypted, or of the time before packages.
    #[error("is encrypted, or a document of an old version of Word; save it as .docx without a password")]
    Ole,
    /// A part of it is encrypted.
    #[error("is encrypted; save it without a password")]
    Encrypted,
    /// It has macros.
    #[error("holds macros ({0}), which copydesk does not touch; save it without them")]
    Macros(String),
    /// It is too large in one way or another.
    #[error("{0}; such documents are not read")]
    Excessive(String),
    /// A part that must be there is not.
    #[error("has no part {0}: it is no such document")]
    Missing(String),
    /// A part is no XML, or not of this kind.
    #[error("{part}: byte {at}: {problem}")]
    Malformed {
        /// The name of the part.
        part: String,
        /// Where it was noticed, in bytes.
        at: u64,
        /// What is wrong.
        problem: String,
    },
    /// It has changed since it was read.
    #[error("was changed by someone else since it was read; nothing was written")]
    Changed,
    /// A fix cannot be written where it stands.
    #[error("a fix cannot be written there; nothing was written")]
    Unwritable,
}

impl From<ZipError> for PackageError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Self::Encrypted,
            error => Self::Damaged(error.to_string()),
        }
    }
}

/// An open package.
#[derive(Debug)]
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    inflated: u64,
}

impl<'b> Package<'b> {
    /// Opens the package that `bytes` are. Nothing is inflated yet.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, PackageError> {
        if bytes.len() as u64 > LARGEST {
            return Err(PackageError::Excessive(format!("is {} MB long", bytes.len() >> 20)));
        }
        if bytes.starts_with(OLE) {
            return Err(PackageError::Ole);
        }
        if let Some(count) = entries(bytes).filter(|&count| count > MOST_ENTRIES) {
            return Err(PackageError::Excessive(format!("has {count} entries")));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        if archive.len() > MOST_ENTRIES {
            return Err(PackageError::Excessive(format!("has {} entries", archive.len())));
        }
        let mut names = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let name = archive.name_for_index(index).transpose()?.unwrap_or_default().into_owned();
            let file = name.rsplit('/').next().unwrap_or_default();
            if file.eq_ignore_ascii_case("vbaProject.bin") {
                return Err(PackageError::Macros(name));
            }
            names.push(name);
        }
        Ok(Self { archive, names, inflated: 0 })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// The names of all entries, in their order.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The part `name`, inflated.
    pub(super) fn read(&mut self, name: &str) -> Result<String, PackageError> {
        let index = self.names.iter().position(|known| known == name);
        let index = index.ok_or_else(|| PackageError::Missing(name.to_owned()))?;
        let file = self.archive.by_index(index)?;
        let compressed = file.compressed_size();
        let room = LARGEST_PART.min(LARGEST_TOTAL - self.inflated);
        let allowed = room.min(compressed.saturating_mul(STEEPEST).max(SMALL));
        let excessive = || {
            let why = if allowed < room { "is compressed beyond belief" } else { "is too long" };
            PackageError::Excessive(format!("its part {name} {why} (over {} MB)", allowed >> 20))
        };
        if file.size() > allowed {
            return Err(excessive());
        }
        // What an entry says of its length need not be true.
        let mut bytes = Vec::new();
        let read = file.take(allowed + 1).read_to_end(&mut bytes);
        read.map_err(|error| PackageError::Damaged(format!("{name}: {error}")))?;
        if bytes.len() as u64 > allowed {
            return Err(excessive());
        }
        self.inflated += bytes.len() as u64;
        text(name, bytes)
    }

    /// The package with these parts in place of those of their names, or added; all others are copied as they lie there.
    pub(super) fn rewritten(&mut self, parts: &[(String, String)]) -> Result<Vec<u8>, PackageError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let write = |writer: &mut ZipWriter<_>, name: &str, text: &str| -> Result<(), PackageError> {
            writer.start_file(name, options)?;
            writer.write_all(text.as_bytes()).map_err(|error| PackageError::Damaged(error.to_string()))
        };
        for (index, name) in self.names.iter().enumerate() {
            match parts.iter().find(|(new, _)| new == name) {
                Some((name, text)) => write(&mut writer, name, text)?,
                None => writer.raw_copy_file(self.archive.by_index_raw(index)?)?,
            }
        }
        for (name, text) in parts.iter().filter(|(name, _)| !self.names.contains(name)) {
            write(&mut writer, name, text)?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// How many entries the end of the package says there are, which is asked before room is made for them.
fn entries(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.get(bytes.len().saturating_sub(66_000)..)?;
    let end = memchr::memmem::rfind(tail, b"PK\x05\x06")?;
    let count = tail.get(end + 10..end + 12)?;
    Some(usize::from(u16::from_le_bytes([*count.first()?, *count.get(1)?])))
}

/// `bytes` as text; Word writes UTF-8, but UTF-16 is allowed.
fn text(name: &str, bytes: Vec<u8>) -> Result<String, PackageError> {
    let malformed = |at: usize, problem: &str| PackageError::Malformed {
        part: name.to_owned(),
        at: at as u64,
        problem: problem.to_owned(),
    };
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(malformed(0, "is in UTF-16, which is not read"));
    }
    String::from_utf8(bytes).map_err(|error| malformed(error.utf8_error().valid_up_to(), "is no UTF-8"))
}
