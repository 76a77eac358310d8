//! Words by what is left of them when letters are taken out: all words near a typed one with a few look-ups.
//!
//! Two words that are two slips apart (a letter lost, added, replaced, or two swapped) have a rest in common when at most two
//! letters are taken out of either (Bocek, Hunt and Stiller, "Fast similarity search in large dictionaries", 2007); it is enough to
//! take them out of the beginnings of long words (Garbe, "1000x faster spelling correction", 2015).
//!
//! The words are numbered from the commonest tier to the rarest, in their order within a tier, so that words found together share their
//! beginnings. A table has for each rest the words that leave it, two bytes each; rests are not kept, but hashed to
//! buckets, so that a bucket has words besides which the search throws out. Everything is read where it lies.

use std::ops::Range;

/// How many bytes at the beginning of a word letters are taken out of.
const BEGINNING: usize = 6;

/// How many rests a word has at most, without two of the letters of its beginning and with all.
const RESTS: usize = 1 + BEGINNING + BEGINNING * (BEGINNING - 1) / 2;

/// How many buckets share the full place of their first word.
const BLOCK: usize = 64;

/// How many words there are to a bucket, on the average.
const LOAD: usize = 3;

/// Words by the rests that they leave, over bytes that lie elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    /// By bucket, where its words begin after the first of its block, and one more.
    starts: &'a [[u8; 2]],
    /// By block, where its words begin.
    blocks: &'a [[u8; 4]],
    words: &'a [[u8; 2]],
    len: usize,
}

impl<'a> Table<'a> {
    /// Reads a table where it lies, of `len` words. Bytes that no [`build`] wrote give wrong words, but no panic.
    pub const fn new(starts: &'a [u8], blocks: &'a [u8], words: &'a [u8], len: usize) -> Self {
        Self { starts: starts.as_chunks().0, blocks: blocks.as_chunks().0, words: words.as_chunks().0, len }
    }

    /// How many words it has.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Calls `visit` with the place in the table of each word that may leave a rest that `typed` leaves without at most `most` of
    /// its letters; of some more than once.
    pub fn near(&self, typed: &Folded, most: usize, mut visit: impl FnMut(u16)) {
        // The buckets lie far from each other, so that all are looked up before the first is read: what is not waited for is fetched
        // at once.
        let buckets = self.starts.len().saturating_sub(1);
        let mut stretches = [const { 0..0 }; RESTS];
        let mut places = stretches.iter_mut();
        rests(typed.as_bytes(), most, |rest| {
            if let Some(stretch) = places.next() {
                *stretch = self.stretch(bucket(rest, buckets));
            }
        });
        for stretch in stretches {
            for &word in self.words.get(stretch).unwrap_or_default() {
                visit(u16::from_le_bytes(word));
            }
        }
    }

    /// Where the words of a bucket lie.
    #[inline]
    fn stretch(&self, bucket: usize) -> Range<usize> {
        let place = |bucket: usize| {
            let block = self.blocks.get(bucket / BLOCK).map_or(0, |&block| u32::from_le_bytes(block));
            let start = self.starts.get(bucket).map_or(0, |&start| u16::from_le_bytes(start));
            block as usize + usize::from(start)
        };
        place(bucket)..place(bucket + 1)
    }
}

/// The words of all tables by their numbers, over bytes that lie elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    heads: &'a [[u8; 8]],
    text: &'a [u8],
}

/// What is known of a word without reading it: where its bytes begin (three bytes), how many they are and its tier (one byte), and
/// which symbols it has (four bytes).
#[derive(Debug, Clone, Copy)]
pub struct Head([u8; 8]);

/// How many bits of a word's last byte are its length.
const LENGTH_BITS: u8 = 5;

/// The longest word that is numbered, in bytes.
pub const LONGEST: usize = (1 << LENGTH_BITS) - 1;

impl Head {
    /// How many bytes the word has.
    #[inline]
    pub fn length(self) -> usize {
        usize::from(self.0[3] & LONGEST.to_le_bytes()[0])
    }

    /// Its tier.
    #[inline]
    pub fn tier(self) -> usize {
        usize::from(self.0[3] >> LENGTH_BITS)
    }

    /// Whether it may be so many slips away from a word that has these symbols when it is folded.
    #[inline]
    pub const fn may_be_near<const SLIPS: usize>(self, symbols: u32) -> bool {
        let [_, _, _, _, a, b, c, d] = self.0;
        let own = u32::from_le_bytes([a, b, c, d]);
        // Each slip brings one symbol at most, and takes one away.
        without_lowest::<SLIPS>(own & !symbols) | without_lowest::<SLIPS>(symbols & !own) == 0
    }
}

/// A set of bits without its lowest ones, so many.
const fn without_lowest<const MANY: usize>(mut set: u32) -> u32 {
    let mut left = MANY;
    while left > 0 {
        set &= set.wrapping_sub(1);
        left -= 1;
    }
    set
}

impl<'a> Words<'a> {
    /// Reads the words where they lie.
    pub const fn new(heads: &'a [u8], text: &'a [u8]) -> Self {
        Self { heads: heads.as_chunks().0, text }
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// What is known of the word with this number.
    #[inline]
    pub fn head(&self, number: usize) -> Option<Head> {
        self.heads.get(number).copied().map(Head)
    }

    /// Its bytes.
    #[inline]
    pub fn bytes(&self, head: Head) -> &'a [u8] {
        let [a, b, c, ..] = head.0;
        let start = u32::from_le_bytes([a, b, c, 0]) as usize;
        self.text.get(start..start + head.length()).unwrap_or_default()
    }
}

/// The bytes of a table, as [`Table::new`] takes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Built {
    /// By bucket, where its words begin.
    pub starts: Vec<u8>,
    /// By block of buckets, where its words begin.
    pub blocks: Vec<u8>,
    /// The words.
    pub words: Vec<u8>,
}

/// Builds the table of `words`, folded and from their ends where those count, with `most` letters taken out of each.
///
/// # Errors
/// Where there are more words, or more of them in a block, than the format holds.
pub fn build(words: impl Iterator<Item = Folded>, most: usize) -> Result<Built, String> {
    let mut all: Vec<(u64, u16)> = Vec::new();
    for (place, word) in words.enumerate() {
        let place = u16::try_from(place).map_err(|_| "more words than a table holds")?;
        rests(word.as_bytes(), most, |rest| all.push((rest, place)));
    }
    all.sort_unstable();
    all.dedup();
    let buckets = all.len() / LOAD + 1;
    let mut placed: Vec<(usize, u16)> = all.iter().map(|&(rest, place)| (bucket(rest, buckets), place)).collect();
    placed.sort_unstable();
    placed.dedup();
    let mut built = Built::default();
    let mut block = 0;
    for bucket in 0..=buckets {
        let start = placed.partition_point(|&(other, _)| other < bucket);
        if bucket % BLOCK == 0 {
            block = start;
            built.blocks.extend(u32::try_from(block).map_err(|_| "a table is too large")?.to_le_bytes());
        }
        built.starts.extend(u16::try_from(start - block).map_err(|_| "a block is too large")?.to_le_bytes());
    }
    built.words = placed.iter().flat_map(|&(_, place)| place.to_le_bytes()).collect();
    Ok(built)
}

/// Builds the list of words, each with its tier, as [`Words::new`] takes it: heads and text.
///
/// # Errors
/// Where a word or all of them are too long for the format.
pub fn list<'w>(words: impl Iterator<Item = (&'w [u8], u8)>) -> Result<(Vec<u8>, Vec<u8>), String> {
    let (mut heads, mut text) = (Vec::new(), Vec::new());
    for (word, tier) in words {
        let start = u32::try_from(text.len()).map_err(|_| "the list of words is too long")?;
        let length = u8::try_from(word.len()).ok().filter(|_| word.len() <= LONGEST).ok_or("a word is too long")?;
        let [a, b, c, 0] = start.to_le_bytes() else { return Err("the list of words is too long".into()) };
        heads.extend([a, b, c, tier << LENGTH_BITS | length]);
        heads.extend(Folded::new(word).symbols().to_le_bytes());
        text.extend_from_slice(word);
    }
    Ok((heads, text))
}

/// What a word is compared by: letters without accents, doubled ones written once, f for ph, and no signs. These are slips that cost
/// little, so that words may be that many more of them away.
#[derive(Debug, Clone, Copy, Default)]
pub struct Folded {
    bytes: [u8; LONGEST],
    len: usize,
}

/// The letters of ISO 8859-1 from À to ÿ, without their accents; in UTF-8 they are the byte 0xc3 and one from 0x80 on.
const UNACCENTED: &[u8; 64] = b"aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";

impl Folded {
    /// Folds the first [`LONGEST`] letters of a word in small letters.
    pub fn new(word: &[u8]) -> Self {
        let mut folded = Self::default();
        let mut before = 0;
        for &byte in word {
            let accented = || UNACCENTED.get(usize::from(byte).wrapping_sub(0x80)).copied();
            let letter = match byte {
                b'h' if before == b'p' => {
                    folded.len = folded.len.saturating_sub(1);
                    b'f'
                }
                0x80.. if before == 0xc3 => accented().unwrap_or(byte),
                0xc3 => {
                    before = byte;
                    continue;
                }
                b'a'..=b'z' | 0x80.. => byte,
                _ => continue,
            };
            before = byte;
            if folded.as_bytes().last() != Some(&letter)
                && let Some(place) = folded.bytes.get_mut(folded.len)
            {
                *place = letter;
                folded.len += 1;
            }
        }
        folded
    }

    /// Its letters.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// The same letters from the last to the first.
    #[must_use]
    pub fn reversed(mut self) -> Self {
        if let Some(letters) = self.bytes.get_mut(..self.len) {
            letters.reverse();
        }
        self
    }

    /// Its letters as a set of bits, each byte by its lower five bits.
    pub fn symbols(&self) -> u32 {
        self.as_bytes().iter().fold(0, |symbols, &byte| symbols | 1 << (byte & 31))
    }
}

/// Calls `visit` with what is left of the beginning of `word` without at most `most` (none, one or two) of its bytes, packed into a number.
fn rests(word: &[u8], most: usize, mut visit: impl FnMut(u64)) {
    let beginning = word.get(..BEGINNING).unwrap_or(word);
    let whole = beginning.iter().rev().fold(0, |packed, &byte| packed << 8 | u64::from(byte));
    visit(whole);
    if most == 0 {
        return;
    }
    for first in 0..beginning.len() {
        let one = without(whole, first);
        visit(one);
        if most > 1 {
            // The later byte of two moves to the place before it with the first.
            for second in first..beginning.len() - 1 {
                visit(without(one, second));
            }
        }
    }
}

/// A packed word without the byte at `place`.
const fn without(packed: u64, place: usize) -> u64 {
    let low = (1 << (8 * place)) - 1;
    packed & low | (packed >> 8) & !low
}

/// The bucket of a rest.
const fn bucket(rest: u64, buckets: usize) -> usize {
    // The finaliser of MurmurHash3 (Appleby, 2011).
    let mut hash = (rest ^ (rest >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (((hash >> 32) * buckets as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn finds_whatever_is_two_slips_away() {
        let words = ["the", "then", "there", "receive", "internationalise", "a", "café"];
        let built = build(words.iter().map(|word| Folded::new(word.as_bytes())), 2).unwrap();
        let table = Table::new(&built.starts, &built.blocks, &built.words, words.len());
        for (typed, meant) in [
            ("teh", "the"),
            ("hten", "then"),
            ("rte", "the"),
            ("recieve", "receive"),
            ("rceeive", "receive"),
            ("receivers", "receive"),
            ("ninternationalise", "internationalise"),
            ("ntenrationalise", "internationalise"),
            ("internationalize", "internationalise"),
            ("cafe", "café"),
            ("", "a"),
        ] {
            let mut found = BTreeSet::new();
            table.near(&Folded::new(typed.as_bytes()), 2, |place| {
                found.insert(words[usize::from(place)]);
            });
            assert!(found.contains(meant), "{typed} {found:?}");
        }
    }

    #[test]
    fn takes_out_every_choice_of_letters() {
        let unpacked =
            |packed: u64| packed.to_le_bytes().into_iter().filter(|&byte| byte > 0).map(char::from).collect();
        let mut found: Vec<String> = Vec::new();
        rests(b"abcdefghi", 1, |rest| found.push(unpacked(rest)));
        assert_eq!(found, ["abcdef", "bcdef", "acdef", "abdef", "abcef", "abcdf", "abcde"]);
        found.clear();
        rests(b"abc", 2, |rest| found.push(unpacked(rest)));
        assert_eq!(found, ["abc", "bc", "c", "b", "ac", "a", "ab"]);
    }

    #[test]
    fn heads_tell_words_apart_that_are_not_near() {
        let (heads, text) = list([(b"internationally".as_slice(), 0)].into_iter()).unwrap();
        let head = Words::new(&heads, &text).head(0).unwrap();
        for (typed, near) in [
            ("internatonaly", true),
            ("internationallyyy", true),
            ("internatoinallz", true),
            ("internation", true),
            ("interstellar", true),
            ("interplanetary", true),
            ("integer", false),
            ("jnternqtionakly", false),
        ] {
            assert_eq!(head.may_be_near::<2>(Folded::new(typed.as_bytes()).symbols()), near, "{typed}");
        }
    }

    #[test]
    fn lists_words_with_their_tiers() {
        let (heads, text) = list([(b"the".as_slice(), 0), (b"thane", 7)].into_iter()).unwrap();
        let words = Words::new(&heads, &text);
        let word = |number| words.head(number).map(|head| (words.bytes(head), head.tier()));
        assert_eq!((word(0), word(1), word(2)), (Some((&b"the"[..], 0)), Some((&b"thane"[..], 7)), None));
        assert!(list([([b'a'; 32].as_slice(), 0)].into_iter()).is_err());
    }
}
