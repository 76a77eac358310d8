//! The cache as bytes in a file: a head with a digest of the rest, then numbers and stretches of bytes.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read, Seek, Write};
use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use super::{Cache, CacheError, Digest, Entry, StoredPage};
use crate::corpus::Answers;

/// What the file begins with; the number is that of the format.
const MAGIC: &[u8; 16] = b"copydesk cache 2";

/// Magic, the digest of the settings, and that of the rest.
const HEAD: usize = 48;

/// A stretch of bytes that lies in a file that was read, or in memory of its own.
#[derive(Debug, Clone)]
pub(super) struct Bytes {
    all: Arc<Vec<u8>>,
    start: usize,
    end: usize,
}

impl Bytes {
    pub(super) fn owned(bytes: Vec<u8>) -> Self {
        Self { start: 0, end: bytes.len(), all: Arc::new(bytes) }
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        self.all.get(self.start..self.end).unwrap_or_default()
    }
}

pub(super) fn load(path: &Path, settings: Digest) -> Result<Cache, CacheError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Cache::default());
        }
        Err(error) => return Err(CacheError::Unreadable(error)),
    };
    // The rest may be long, and is read only where it is of use.
    let mut bytes = Vec::new();
    Read::take(&mut file, HEAD as u64).read_to_end(&mut bytes).map_err(CacheError::Unreadable)?;
    let head = |range: std::ops::Range<usize>| bytes.get(range).and_then(|part| part.try_into().ok());
    let (Some(made_with), Some(digest)) =
        (head(16..32).map(u128::from_le_bytes), head(32..HEAD).map(u128::from_le_bytes))
    else {
        return Err(CacheError::Damaged);
    };
    if !bytes.starts_with(MAGIC) {
        return Err(CacheError::Damaged);
    }
    // Made with other settings, or by another version: as good as none.
    if Digest(made_with) != settings {
        return Ok(Cache::default());
    }
    file.read_to_end(&mut bytes).map_err(CacheError::Unreadable)?;
    if bytes.get(HEAD..).map(Digest::of) != Some(Digest(digest)) {
        return Err(CacheError::Damaged);
    }
    Reader { bytes: Arc::new(bytes), at: HEAD }.cache().ok_or(CacheError::Damaged)
}

struct Reader {
    bytes: Arc<Vec<u8>>,
    at: usize,
}

impl Reader {
    fn cache(mut self) -> Option<Cache> {
        let edition = self.digest()?;
        let mut cache = Cache { edition, ..Cache::default() };
        let answers = self.length()?;
        cache.answers = Answers::with_capacity_and_hasher(answers, rustc_hash::FxBuildHasher);
        for _ in 0..answers {
            let (key, answer) = (self.number()?, self.number()?);
            cache.answers.insert(key, answer);
        }
        let articles = self.length()?;
        cache.articles.reserve(articles);
        for _ in 0..articles {
            let name = self.stretch()?;
            let name = std::str::from_utf8(name.as_ref()).ok()?.into();
            let text = self.digest()?;
            let asked = self.stretch()?;
            let (facts, findings, page) = (self.stretch()?, self.stretch()?, self.stretch()?);
            // A page is never empty.
            let page = Some(page).filter(|page| !page.as_ref().is_empty()).map(StoredPage);
            let entry = Entry { text, asked, facts, findings, page };
            cache.articles.insert(name, entry);
        }
        (self.at == self.bytes.len()).then_some(cache)
    }

    fn number(&mut self) -> Option<u64> {
        let bytes = self.bytes.get(self.at..self.at + 8)?;
        self.at += 8;
        bytes.try_into().ok().map(u64::from_le_bytes)
    }

    fn digest(&mut self) -> Option<Digest> {
        let bytes = self.bytes.get(self.at..self.at + 16)?;
        self.at += 16;
        bytes.try_into().ok().map(u128::from_le_bytes).map(Digest)
    }

    /// A number of things, of which there are never more than bytes.
    fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(self.number()?).ok()?;
        (length <= self.bytes.len()).then_some(length)
    }

    fn stretch(&mut self) -> Option<Bytes> {
        let (length, start) = (self.length()?, self.at);
        self.at = start.checked_add(length).filter(|&end| end <= self.bytes.len())?;
        Some(Bytes { all: Arc::clone(&self.bytes), start, end: self.at })
    }
}

pub(super) fn save(cache: &Cache, path: &Path, settings: Digest) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".copydesk-").tempfile_in(folder)?;
    // The head has the digest of the rest, and is known last.
    file.write_all(&[0; HEAD])?;
    let mut rest = Writer { out: BufWriter::with_capacity(1 << 18, &mut file), digest: Xxh3::new() };
    write(cache, &mut rest)?;
    let digest = rest.digest.digest128();
    rest.out.flush()?;
    drop(rest);
    file.rewind()?;
    file.write_all(MAGIC)?;
    file.write_all(&settings.0.to_le_bytes())?;
    file.write_all(&digest.to_le_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn write(cache: &Cache, out: &mut Writer<impl Write>) -> io::Result<()> {
    out.bytes(&cache.edition.0.to_le_bytes())?;
    out.number(cache.answers.len())?;
    for (&key, &answer) in &cache.answers {
        out.bytes(&key.to_le_bytes())?;
        out.bytes(&answer.to_le_bytes())?;
    }
    out.number(cache.articles.len())?;
    for (name, entry) in &cache.articles {
        out.stretch(name.as_bytes())?;
        out.bytes(&entry.text.0.to_le_bytes())?;
        out.stretch(entry.asked.as_ref())?;
        out.stretch(entry.facts.as_ref())?;
        out.stretch(entry.findings.as_ref())?;
        out.stretch(entry.page.as_ref().map_or(&[], AsRef::as_ref))?;
    }
    Ok(())
}

/// Writes the rest of the file, with its digest, so that it is nowhere held as a whole.
struct Writer<W: Write> {
    out: BufWriter<W>,
    digest: Xxh3,
}

impl<W: Write> Writer<W> {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.digest.update(bytes);
        self.out.write_all(bytes)
    }

    fn number(&mut self, number: usize) -> io::Result<()> {
        self.bytes(&(number as u64).to_le_bytes())
    }

    fn stretch(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.number(bytes.len())?;
        self.bytes(bytes)
    }
}
