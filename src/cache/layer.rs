//! One file of a cache: a head, stretches of bytes, and at the end an index that says where each begins.
//!
//! The index is read at once, the stretches as they are asked for: a run that finds nothing changed asks for few. Each has its
//! own digest, so that damage is found where it is read.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use xxhash_rust::xxh3::xxh3_64;

use super::{CacheError, Digest, Entry};

/// What the file begins with; the number is that of the format.
const MAGIC: &[u8; 16] = b"copydesk cache 3";

/// Magic, the digest of what the file was made with, that of the index, and where the index begins and ends.
const HEAD: usize = 64;

/// A file that is read in places.
#[derive(Debug)]
pub(super) struct Disk {
    #[cfg(unix)]
    file: File,
    #[cfg(not(unix))]
    file: std::sync::Mutex<File>,
    /// A stretch of it was not what it should have been.
    damaged: AtomicBool,
}

impl Disk {
    fn read(&self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::read_exact_at(&self.file, bytes, at);
        #[cfg(not(unix))]
        {
            let mut file = self.file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(bytes)
        }
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }
}

/// A stretch of bytes that lies in a file, or in memory.
#[derive(Debug, Clone)]
pub(super) enum Bytes {
    Stored { disk: Arc<Disk>, at: u64, length: usize, check: u64 },
    Held(Arc<Vec<u8>>),
}

impl Bytes {
    pub(super) fn held(bytes: Vec<u8>) -> Self {
        Self::Held(Arc::new(bytes))
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Stored { length, .. } => *length,
            Self::Held(bytes) => bytes.len(),
        }
    }

    /// The bytes themselves; nothing where they cannot be read, or are others than were written.
    pub(super) fn get(&self) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Held(bytes) => Some(Cow::Borrowed(bytes)),
            Self::Stored { length: 0, .. } => Some(Cow::Borrowed(&[])),
            Self::Stored { disk, at, length, check } => {
                let mut bytes = vec![0; *length];
                let sound = disk.read(*at, &mut bytes).is_ok() && xxh3_64(&bytes) == *check;
                if !sound {
                    disk.damaged.store(true, Ordering::Relaxed);
                }
                sound.then_some(Cow::Owned(bytes))
            }
        }
    }
}

/// What one file says.
#[derive(Debug)]
pub(super) struct Layer {
    /// The digest of its index, which tells it from all others.
    pub(super) id: Digest,
    /// Its length in bytes.
    pub(super) length: u64,
    pub(super) disk: Arc<Disk>,
    pub(super) edition: Digest,
    /// Whether the corpus is that of the articles and of nothing else.
    pub(super) whole: bool,
    pub(super) corpus: Bytes,
    /// The numbers of the articles in the file below that are of no use any more.
    pub(super) void: Vec<u64>,
    pub(super) articles: Vec<(Arc<str>, Entry)>,
}

impl Layer {
    /// Reads the index of the file at `path`; nothing where there is none, or where it was made with something else.
    pub(super) fn open(path: &Path, made_with: Digest) -> Result<Option<Self>, CacheError> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(CacheError::Unreadable(error)),
        };
        let mut head = Vec::new();
        Read::take(&mut file, HEAD as u64).read_to_end(&mut head).map_err(CacheError::Unreadable)?;
        let mut fields = Reader { bytes: &head, at: MAGIC.len() };
        let (Some(made), Some(id), Some(begin), Some(end), true) =
            (fields.digest(), fields.digest(), fields.number(), fields.number(), head.starts_with(MAGIC))
        else {
            return Err(CacheError::Damaged);
        };
        // Made with other settings, or by another version: as good as none.
        if made != made_with {
            return Ok(None);
        }
        let length = file.metadata().map_err(CacheError::Unreadable)?.len();
        let size = end.checked_sub(begin).filter(|_| begin >= HEAD as u64 && end == length);
        let size = size.and_then(|size| usize::try_from(size).ok()).ok_or(CacheError::Damaged)?;
        let mut index = Vec::with_capacity(size + 1);
        file.seek(SeekFrom::Start(begin)).map_err(CacheError::Unreadable)?;
        file.read_to_end(&mut index).map_err(CacheError::Unreadable)?;
        if Digest::of(&index) != id {
            return Err(CacheError::Damaged);
        }
        #[cfg(not(unix))]
        let file = std::sync::Mutex::new(file);
        let disk = Arc::new(Disk { file, damaged: AtomicBool::new(false) });
        let layer = Reader { bytes: &index, at: 0 }.layer(id, length, disk);
        layer.map(Some).ok_or(CacheError::Damaged)
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reader<'_> {
    fn layer(mut self, id: Digest, length: u64, disk: Arc<Disk>) -> Option<Layer> {
        let edition = self.digest()?;
        let mut next = HEAD as u64;
        let corpus = self.stretch(&disk, &mut next)?;
        let void = (0..self.length()?).map(|_| self.number()).collect::<Option<_>>()?;
        let count = self.length()?;
        let mut articles = Vec::with_capacity(count);
        for number in 0..count {
            let size = self.length()?;
            let name = std::str::from_utf8(self.take(size)?).ok()?.into();
            let text = self.digest()?;
            let mut part = || self.stretch(&disk, &mut next);
            let (asked, facts, findings, page) = (part()?, part()?, part()?, part()?);
            articles.push((name, Entry { text, asked, facts, findings, page, number: Some(number) }));
        }
        let whole = self.number()? == 1;
        (self.at == self.bytes.len()).then_some(Layer { id, length, disk, edition, whole, corpus, void, articles })
    }

    fn take(&mut self, length: usize) -> Option<&[u8]> {
        let start = self.at;
        self.at = start.checked_add(length)?;
        self.bytes.get(start..self.at)
    }

    fn number(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_le_bytes)
    }

    fn digest(&mut self) -> Option<Digest> {
        self.take(16)?.try_into().ok().map(u128::from_le_bytes).map(Digest)
    }

    /// A number of things that the index lists, of which there are never more than bytes.
    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|&length| length <= self.bytes.len())
    }

    /// The stretch that begins where the one before it ends.
    fn stretch(&mut self, disk: &Arc<Disk>, next: &mut u64) -> Option<Bytes> {
        let (length, check, at) = (self.number()?, self.number()?, *next);
        *next = at.checked_add(length)?;
        Some(Bytes::Stored { disk: Arc::clone(disk), at, length: usize::try_from(length).ok()?, check })
    }
}

/// What is to be written to a file.
pub(super) struct Contents<'c> {
    pub(super) edition: Digest,
    pub(super) whole: bool,
    pub(super) corpus: &'c Bytes,
    pub(super) void: Vec<u64>,
    pub(super) articles: Vec<(&'c Arc<str>, &'c Entry)>,
}

impl Contents<'_> {
    /// Writes the file at `path`, by a temporary file in the same folder.
    pub(super) fn write(mut self, path: &Path, made_with: Digest) -> io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::Builder::new().prefix(".copydesk-").tempfile_in(folder)?;
        // The head says where the index is, and is known last.
        file.write_all(&[0; HEAD])?;
        let mut out = Writer { out: BufWriter::with_capacity(1 << 18, &mut file), index: Vec::new(), end: HEAD as u64 };
        out.index.extend(self.edition.0.to_le_bytes());
        let corpus = self.corpus.get();
        let mut whole = self.whole && corpus.is_some();
        out.stretch(corpus.as_deref().unwrap_or_default())?;
        out.number(self.void.len() as u64);
        self.void.iter().for_each(|&number| out.number(number));
        // In this order they are asked for.
        self.articles.sort_unstable_by_key(|(name, _)| *name);
        out.number(self.articles.len() as u64);
        for (name, entry) in self.articles {
            let parts = [&entry.asked, &entry.facts, &entry.findings, &entry.page].map(Bytes::get);
            // What is damaged is written as nothing at all, and its text as one that no article has.
            let sound = parts.iter().all(Option::is_some);
            whole &= sound;
            out.number(name.len() as u64);
            out.index.extend(name.as_bytes());
            out.index.extend(if sound { entry.text } else { Digest::default() }.0.to_le_bytes());
            parts.iter().try_for_each(|part| out.stretch(part.as_deref().unwrap_or_default()))?;
        }
        out.number(u64::from(whole));
        let (index, begin) = (std::mem::take(&mut out.index), out.end);
        out.out.write_all(&index)?;
        out.out.flush()?;
        drop(out);
        file.rewind()?;
        let mut head = MAGIC.to_vec();
        head.extend([made_with, Digest::of(&index)].map(|digest| digest.0.to_le_bytes()).as_flattened());
        head.extend([begin, begin + index.len() as u64].map(u64::to_le_bytes).as_flattened());
        file.write_all(&head)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

struct Writer<W: Write> {
    out: BufWriter<W>,
    index: Vec<u8>,
    /// Where the next stretch begins.
    end: u64,
}

impl<W: Write> Writer<W> {
    fn number(&mut self, number: u64) {
        self.index.extend(number.to_le_bytes());
    }

    fn stretch(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.number(bytes.len() as u64);
        self.number(xxh3_64(bytes));
        self.end += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}
