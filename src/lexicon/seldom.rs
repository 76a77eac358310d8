//! Words that are right and so rare that they are never suggested, and pairs of words that are right together (de facto): a
//! set of hashes, read where it lies.
//!
//! The hashes stand in buckets by their upper bits, with sixteen more bits each. A word that is not in the set is taken for one
//! that is in about one of 1,000 cases (125,000 words in 2^27 places), which is less than what such a list hides anyway.

/// How many bits of a hash say its bucket.
const BUCKET_BITS: u32 = 11;

/// How many buckets there are.
const BUCKETS: usize = 1 << BUCKET_BITS;

/// A set of words over bytes that lie elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Seldom<'a> {
    /// By bucket, where its hashes begin, and one more.
    starts: &'a [[u8; 4]],
    hashes: &'a [[u8; 2]],
}

impl<'a> Seldom<'a> {
    /// Reads a set where it lies. Bytes that no [`build`] wrote give wrong answers, but no panic.
    pub fn new(bytes: &'a [u8]) -> Self {
        let (starts, hashes) = bytes.split_at_checked((BUCKETS + 1) * 4).unwrap_or_default();
        Self { starts: starts.as_chunks().0, hashes: hashes.as_chunks().0 }
    }

    /// Whether `word`, or two words with a space between them, in small letters, is in the set.
    pub fn has(&self, word: &[u8]) -> bool {
        let (bucket, hash) = place(word);
        let at = |bucket: usize| self.starts.get(bucket).map(|&start| u32::from_le_bytes(start) as usize);
        let range = at(bucket).zip(at(bucket + 1)).map(|(start, end)| start..end);
        let hashes = range.and_then(|range| self.hashes.get(range)).unwrap_or_default();
        hashes.binary_search_by_key(&hash, |&other| u16::from_le_bytes(other)).is_ok()
    }
}

/// The bytes of the set of `words`, as [`Seldom::new`] takes them.
///
/// # Errors
/// Where there are more words than the format counts.
pub fn build<'w>(words: impl Iterator<Item = &'w [u8]>) -> Result<Vec<u8>, String> {
    let mut placed: Vec<(usize, u16)> = words.map(place).collect();
    placed.sort_unstable();
    placed.dedup();
    let mut bytes = Vec::new();
    for bucket in 0..=BUCKETS {
        let start = placed.partition_point(|&(other, _)| other < bucket);
        bytes.extend(u32::try_from(start).map_err(|_| "more seldom words than are counted")?.to_le_bytes());
    }
    bytes.extend(placed.iter().flat_map(|&(_, hash)| hash.to_le_bytes()));
    Ok(bytes)
}

/// The bucket of a word and its hash there.
fn place(word: &[u8]) -> (usize, u16) {
    // FNV-1a, of which the lower bits are the better ones, and a multiplication that mixes them into all others.
    let hash = word
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let [.., low, high, first, second] = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes();
    let bucket = usize::from(u16::from_le_bytes([first, second])) >> (u16::BITS - BUCKET_BITS);
    (bucket, u16::from_le_bytes([low, high]))
}

#[cfg(test)]
mod tests {
    use super::{Seldom, build};

    #[test]
    fn what_is_put_in_is_found_and_little_else() {
        let words: Vec<String> = (0..100_000).map(|number| format!("word{number}")).collect();
        let bytes = build(words.iter().map(String::as_bytes)).unwrap();
        let seldom = Seldom::new(&bytes);
        assert!(words.iter().all(|word| seldom.has(word.as_bytes())));
        let wrong = (0..100_000).filter(|number| seldom.has(format!("other{number}").as_bytes())).count();
        assert!(wrong < 150, "{wrong} of 100,000 words that are not in it");
    }

    #[test]
    fn any_bytes_do() {
        for length in [0, 1, 8195, 8196, 8197, 9000] {
            assert!(!Seldom::new(&vec![7; length]).has(b"word"), "{length} bytes");
        }
    }
}
