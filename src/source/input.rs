//! Texts that are to be checked, and what can go wrong when one is read.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::office::{self, PackageError};
use super::{Format, KeyPaths, LineColumn, Text, Transcript};

/// The longest text that is read, in bytes: spans are of 32 bits.
const LONGEST: u64 = u32::MAX as u64;

/// A text that was read, with the name it goes by in diagnostics.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as given on the command line, or as found below a folder that was given.
    pub name: Arc<str>,
    /// Where it lies on disk; `None` for standard input.
    pub path: Option<PathBuf>,
    /// What it is written in.
    pub format: Format,
    /// The whole text, a byte order mark included.
    pub text: Text,
    /// What of it is prose, where that is known already: of a container, whose text is that of the transcript.
    pub transcript: Option<Arc<Transcript>>,
    /// Which of its values are prose, where the settings must say that.
    pub keys: Option<Arc<KeyPaths>>,
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
    /// Nothing says which of its values are prose.
    #[error(
        "{}: nothing says which of its values are prose; `prose = [{}]` in `[formats.{}]` of copydesk.toml can", path.display(), examples(*format), format.name()
    )]
    NoKeys {
        /// What was to be read.
        path: PathBuf,
        /// What it is written in.
        format: Format,
    },
    /// It is not what its format wants, so that nobody can say what of it is prose.
    #[error("{}:{}:{}: cannot be read as {}: {fault}", path.display(), place.line, place.column, format.name())]
    Malformed {
        /// What was to be read.
        path: PathBuf,
        /// What it should be written in.
        format: Format,
        /// Where the first fault stands.
        place: LineColumn,
        /// What it is.
        fault: String,
    },
    /// It is an office document that cannot be read.
    #[error("{}: {error}", path.display())]
    Package {
        /// What was to be read.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        error: PackageError,
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

/// What names the prose of `format`, for example: columns or paths of keys.
const fn examples(format: Format) -> &'static str {
    if matches!(format, Format::Csv) { "\"title\", \"3\"" } else { "\"headline\", \"body[].text\"" }
}

/// A text that is to be read.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name it goes by in diagnostics.
    pub name: Arc<str>,
    /// Where its bytes are.
    pub origin: Origin,
    /// What it is written in.
    pub format: Format,
    /// Which of its values are prose, where the settings must say that.
    pub keys: Option<Arc<KeyPaths>>,
}

/// Where the bytes of an input are.
#[derive(Debug, Clone)]
pub enum Origin {
    /// In a file.
    Path(PathBuf),
    /// Here: they were read from standard input, or from where no path leads.
    Memory(Vec<u8>),
}

impl Input {
    /// The file at `path`, which goes by that name.
    pub fn file(path: PathBuf) -> Self {
        Self::new(path.to_string_lossy().into(), Origin::Path(path))
    }

    /// Bytes that are called `name`, whose ending says their format.
    pub fn new(name: Arc<str>, origin: Origin) -> Self {
        let format = Format::from_name(&name);
        Self { name, origin, format, keys: None }
    }

    /// Reads the text.
    ///
    /// # Errors
    /// When it cannot be read, is over 4 GiB long, is no UTF-8, or is an office document that cannot be read; when nobody knows
    /// which of its bytes are prose.
    pub fn read(&self) -> Result<Source, SourceError> {
        self.source(self.bytes()?)
    }

    /// Reads the bytes, of which [`Input::source`] makes the text.
    ///
    /// # Errors
    /// When they cannot be read, or are over 4 GiB; when nobody knows which of them are prose.
    pub fn bytes(&self) -> Result<Vec<u8>, SourceError> {
        if self.format.is_keyed() && self.keys.is_none() {
            let path = self.path().unwrap_or(Path::new(&*self.name)).to_owned();
            return Err(SourceError::NoKeys { path, format: self.format });
        }
        match &self.origin {
            Origin::Path(path) => read_bytes(path, self.format),
            Origin::Memory(bytes) => Ok(bytes.clone()),
        }
    }

    /// The text of `bytes`, which were read from it.
    ///
    /// # Errors
    /// When they are over 4 GiB, no UTF-8, or an office document that cannot be read.
    pub fn source(&self, bytes: Vec<u8>) -> Result<Source, SourceError> {
        let source = Source::from_bytes_as(&self.name, bytes, self.format)?;
        Ok(Source { path: self.path().map(Path::to_owned), keys: self.keys.clone(), ..source })
    }

    /// Where it lies on disk.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::Path(path) => Some(path),
            Origin::Memory(_) => None,
        }
    }

    /// Whether it can be read a second time without keeping anything.
    pub fn is_repeatable(&self) -> bool {
        self.path().is_some()
    }
}

impl Source {
    /// Reads the file at `path`, which goes by that name.
    ///
    /// # Errors
    /// When it cannot be read, is over 4 GiB long, is no UTF-8, or is an office document that cannot be read.
    pub fn read(path: &Path) -> Result<Self, SourceError> {
        Self::read_as(path, Format::from_name(&path.to_string_lossy()))
    }

    /// As [`Source::read`], whatever the ending of its name says.
    ///
    /// # Errors
    /// As there.
    pub fn read_as(path: &Path, format: Format) -> Result<Self, SourceError> {
        let bytes = read_bytes(path, format)?;
        Ok(Self { path: Some(path.to_owned()), ..Self::from_bytes_as(&path.to_string_lossy(), bytes, format)? })
    }

    /// Takes `bytes` that came from no file, such as standard input, under the name `name`.
    ///
    /// # Errors
    /// When they are over 4 GiB long or no UTF-8, or an office document that cannot be read.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, SourceError> {
        Self::from_bytes_as(name, bytes, Format::from_name(name))
    }

    /// As [`Source::from_bytes`], whatever the ending of the name says.
    ///
    /// # Errors
    /// As there.
    pub fn from_bytes_as(name: &str, bytes: Vec<u8>, format: Format) -> Result<Self, SourceError> {
        if format.is_container() {
            let read = office::read(&bytes, format);
            let transcript = read.map_err(|error| SourceError::Package { path: name.into(), error })?;
            let text = transcript.text().clone();
            let transcript = Some(Arc::new(transcript));
            return Ok(Self { format, transcript, ..Self::from_text(name, text) });
        }
        let text = decode(Path::new(name), bytes)?;
        Ok(Self { format, ..Self::from_text(name, text) })
    }

    /// Takes a text that is in memory already, under the name `name`, whose ending says its format.
    pub fn from_text(name: &str, text: Text) -> Self {
        Self { name: name.into(), path: None, format: Format::from_name(name), text, transcript: None, keys: None }
    }
}

/// The bytes of the file at `path`, which is written in `format`.
fn read_bytes(path: &Path, format: Format) -> Result<Vec<u8>, SourceError> {
    let unreadable = |error| SourceError::Unreadable { path: path.to_owned(), error };
    let file = File::open(path).map_err(unreadable)?;
    // The length is asked first, so that nothing too long is ever read, and the rest in one piece.
    let length = file.metadata().map_err(unreadable)?.len();
    if length > LONGEST {
        return Err(SourceError::TooLarge { path: path.to_owned(), length });
    }
    let longest = if format.is_container() { office::LARGEST } else { LONGEST };
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(longest) + 1).unwrap_or(0));
    // Devices and pipes say no length, and files grow: no more is read than is allowed, and one byte to tell.
    file.take(longest + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// The text of `bytes`; a byte order mark stays in it, so that spans are bytes of the file.
fn decode(path: &Path, bytes: Vec<u8>) -> Result<Text, SourceError> {
    let length = bytes.len() as u64;
    if length > LONGEST {
        return Err(SourceError::TooLarge { path: path.to_owned(), length });
    }
    String::from_utf8(bytes).map(Text::from).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
        SourceError::NotUtf8 { path: path.to_owned(), offset, byte }
    })
}

impl SourceError {
    /// What could not be read.
    pub fn path(&self) -> &Path {
        match self {
            Self::Unreadable { path, .. }
            | Self::NotUtf8 { path, .. }
            | Self::NoKeys { path, .. }
            | Self::Malformed { path, .. }
            | Self::Package { path, .. }
            | Self::TooLarge { path, .. } => path,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::path::Path;

    use super::{LONGEST, Source, SourceError};

    #[test]
    fn the_first_bad_byte_is_named() {
        let error = Source::from_bytes("<stdin>", b"a\xffb\xfe".to_vec()).map(|_| ());
        assert!(matches!(error, Err(SourceError::NotUtf8 { offset: 1, byte: 0xff, .. })), "{error:?}");
        let message = error.err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(message, "<stdin>: not UTF-8: the first bad byte is 0xff at offset 1");
    }

    #[test]
    fn a_byte_order_mark_stays() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.txt");
        fs::write(&path, "\u{feff}text\r\n")?;
        let source = Source::read(&path)?;
        assert_eq!(&*source.text, "\u{feff}text\r\n");
        assert_eq!(source.path.as_deref(), Some(path.as_path()));
        Ok(())
    }

    #[test]
    fn what_is_too_long_is_not_read() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("long.txt");
        // A file of nothing but a hole takes no room.
        File::create(&path)?.set_len(LONGEST + 1)?;
        let error = Source::read(&path).map(|_| ());
        assert!(matches!(error, Err(SourceError::TooLarge { length, .. }) if length == LONGEST + 1), "{error:?}");
        Ok(())
    }

    #[test]
    fn what_is_not_there_is_named() {
        let error = Source::read(Path::new("no/such/file.txt")).map(|_| ()).map_err(|error| error.to_string());
        assert!(error.is_err_and(|message| message.starts_with("no/such/file.txt: cannot be read: ")));
    }
}
