//! The English that the binary carries, read where it lies.

use super::automaton::Automaton;
use super::entry::{Dialects, Entry, EntryFlags};
use super::format::{Capitals, Forms, GIVEN_NAME, HEADER, MAGIC, NAME, Row, Section, VERSION};
use super::neighbourhood::{Table, Words};
use super::pairs::Pairs;
use super::reading::{Ending, Reading, is_number, is_prefixed_name};
use super::seldom::Seldom;
use super::suggest::Near;

static ENGLISH: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/english.lexicon"));

/// Eight times the natural logarithm of the number of words that the frequency list was counted in (Google Books,
/// 1,024,908,267,229 words).
const LOG_CORPUS: f32 = 221.24;

/// Words longer than this many bytes are in no dictionary.
const LONGEST: usize = 100;

/// A word of the larger lists that is at least as frequent as this (three million times in the corpus) is not called rare.
/// Slips raise the counts of the words that they look like: calender is at 112.
const NOT_RARE: u8 = 120;

/// What is said of a word that is right and never suggested.
const SELDOM: Entry = Entry {
    flags: EntryFlags::ACCEPTED.union(EntryFlags::RARE).union(EntryFlags::COMMON),
    dialects: Dialects::all(),
    frequency: 0,
};

/// A compiled dictionary over bytes that are embedded.
#[derive(Debug, Clone, Copy)]
pub struct Compiled {
    forward: Automaton<'static>,
    len: u32,
    row_of: &'static [[u8; 2]],
    frequency: &'static [u8],
    rows: &'static [[u8; Row::LEN]],
    mixed: &'static [[u8; 8]],
    mixed_forms: &'static [[u8; Forms::LEN]],
    mixed_text: &'static [u8],
    pairs: Pairs,
    near: Near<'static>,
    irregular: &'static [u8],
    seldom: Seldom<'static>,
    phrases: Seldom<'static>,
}

impl Compiled {
    /// The bundled English, or `None` where its bytes are of another version than this code, which the build script prevents.
    pub fn english() -> Option<Self> {
        Self::new(ENGLISH)
    }

    /// How many bytes the bundled English takes in the binary.
    pub const fn embedded_size() -> usize {
        ENGLISH.len()
    }

    fn new(bytes: &'static [u8]) -> Option<Self> {
        if bytes.get(..4)? != MAGIC || u32_at(bytes, 4)? != VERSION || bytes.len() < HEADER {
            return None;
        }
        let section = |section: Section| {
            let head = 8 + section as usize * 8;
            let start = u32_at(bytes, head)? as usize;
            bytes.get(start..start + u32_at(bytes, head + 4)? as usize)
        };
        let numbers = section(Section::Numbers)?;
        let table = |number: usize, starts, blocks, words| {
            let len = u32_at(numbers, 8 + 4 * number)? as usize;
            Some(Table::new(section(starts)?, section(blocks)?, section(words)?, len))
        };
        Some(Self {
            forward: Automaton::new(section(Section::Edges)?, section(Section::Skips)?, u32_at(numbers, 0)?)
                .with_shortcuts(section(Section::Shortcuts)?),
            len: u32_at(numbers, 4)?,
            row_of: section(Section::RowOf)?.as_chunks().0,
            frequency: section(Section::Frequency)?,
            rows: section(Section::Rows)?.as_chunks().0,
            mixed: section(Section::Mixed)?.as_chunks().0,
            mixed_forms: section(Section::MixedForms)?.as_chunks().0,
            mixed_text: section(Section::MixedText)?,
            pairs: Pairs::new(section(Section::PairBuckets)?, section(Section::Pairs)?),
            near: Near {
                words: Words::new(section(Section::NearHeads)?, section(Section::NearText)?),
                beginnings: [
                    table(0, Section::CommonStarts, Section::CommonBlocks, Section::CommonWords)?,
                    table(1, Section::UncommonStarts, Section::UncommonBlocks, Section::UncommonWords)?,
                    table(2, Section::RareStarts, Section::RareBlocks, Section::RareWords)?,
                ],
                ends: [
                    table(0, Section::CommonEndStarts, Section::CommonEndBlocks, Section::CommonEndWords)?,
                    table(1, Section::UncommonEndStarts, Section::UncommonEndBlocks, Section::UncommonEndWords)?,
                ],
            },
            irregular: section(Section::Irregular)?,
            seldom: Seldom::new(section(Section::Seldom)?),
            phrases: Seldom::new(section(Section::Phrases)?),
        })
    }

    /// All keys: forms of words and names in small letters, without possessives.
    pub const fn forward(&self) -> Automaton<'static> {
        self.forward
    }

    /// The key with this number as it is written where no capital is called for by its place: `paper`, `Paris`, `NATO`,
    /// `iPhone`; `None` where there is none.
    pub fn spelling(&self, key: u32) -> Option<String> {
        let mut bytes = Vec::new();
        if !self.forward.key_of(key, &mut bytes) {
            return None;
        }
        let lower = String::from_utf8(bytes).ok()?;
        let row = self.row(key);
        if !row.lower.is_empty() {
            return Some(lower);
        }
        if row.title.is_empty() {
            if !row.upper.is_empty() {
                return Some(lower.to_uppercase());
            }
            if let Some((form, _)) = self.mixed(key).next() {
                return Some(form.to_owned());
            }
        }
        let mut letters = lower.chars();
        Some(letters.next()?.to_uppercase().chain(letters).collect())
    }

    /// The keys of words that may be suggested, by what is left of them when letters are taken out.
    pub const fn near(&self) -> Near<'static> {
        self.near
    }

    /// The forms that a word has where it were `form` if it were regular: taught for teached.
    pub fn irregular(&self, form: &str) -> impl Iterator<Item = &'static str> + use<> {
        // The list is short, so that a search through all of it takes no longer than one by halves.
        let found = memchr::memmem::find(self.irregular, format!("\n{form} ").as_bytes());
        let line = found.and_then(|place| self.irregular.get(place + form.len() + 2..)).unwrap_or_default();
        let rights = line.split(|&byte| byte == b'\n').next().and_then(|rights| str::from_utf8(rights).ok());
        rights.unwrap_or_default().split_ascii_whitespace()
    }

    /// How many keys there are.
    pub const fn len(&self) -> u32 {
        self.len
    }

    /// Whether there is no key at all.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What is known of the key with this number; nothing where there is none.
    #[inline]
    pub fn row(&self, key: u32) -> Row {
        let row = self.row_of.get(key as usize).map(|&place| u16::from_le_bytes(place));
        row.and_then(|row| self.rows.get(usize::from(row))).map_or_else(Row::default, |&bytes| Row::from_bytes(bytes))
    }

    /// The frequency of the key with this number, as [`Entry::frequency`].
    #[inline]
    pub fn frequency(&self, key: u32) -> u8 {
        self.frequency.get(key as usize).copied().unwrap_or(0)
    }

    /// The forms of a key that are capitalised irregularly: `iPhone`, `McGee`. What is known of a name's is empty.
    pub fn mixed(&self, key: u32) -> impl Iterator<Item = (&'static str, Forms)> + use<> {
        let this = *self;
        let first = this.mixed.partition_point(|&[a, b, c, d, ..]| u32::from_le_bytes([a, b, c, d]) < key);
        (first..this.mixed.len()).map_while(move |place| {
            let &[a, b, c, d, end @ ..] = this.mixed.get(place)?;
            let before = place.checked_sub(1).and_then(|before| u32_at(this.mixed.get(before)?, 4)).unwrap_or(0);
            let text = this.mixed_text.get(before as usize..u32::from_le_bytes(end) as usize)?;
            let forms = Forms::from_bytes(*this.mixed_forms.get(place)?);
            (u32::from_le_bytes([a, b, c, d]) == key).then_some((std::str::from_utf8(text).ok()?, forms))
        })
    }

    /// What is known of `word` in the given dialects. The word is written in composed characters (NFC) and with straight apostrophes.
    pub fn check(&self, word: &str, dialects: Dialects) -> Entry {
        self.look_up(word, dialects).0
    }

    /// As [`Compiled::check`], with the number of the word's key ([`Compiled::key`]).
    pub fn look_up(&self, word: &str, dialects: Dialects) -> (Entry, Option<u32>) {
        let length = word.len();
        let mut stack = [0; LONGEST];
        if length == 0 || length > LONGEST {
            return (Entry::default(), self.key(word));
        }
        if word.is_ascii() {
            let Some(key) = stack.get_mut(..length) else { return (Entry::default(), None) };
            key.copy_from_slice(word.as_bytes());
            key.make_ascii_lowercase();
            if key.first().is_some_and(u8::is_ascii_digit) && is_number(word) {
                let right = Entry { flags: EntryFlags::ACCEPTED, dialects: Dialects::all(), frequency: 0 };
                return (right, self.forward.get(key));
            }
            let number = self.forward.get(key);
            (self.check_folded(word, key, number, dialects), number)
        } else {
            let key = word.to_lowercase();
            let number = self.forward.get(key.as_bytes());
            (self.check_folded(word, key.as_bytes(), number, dialects), number)
        }
    }

    /// The number of the key of `word`, whatever its capitals.
    pub fn key(&self, word: &str) -> Option<u32> {
        let length = word.len();
        let mut stack = [0; LONGEST];
        if word.is_ascii() {
            let key = stack.get_mut(..length)?;
            key.copy_from_slice(word.as_bytes());
            key.make_ascii_lowercase();
            self.forward.get(key)
        } else {
            self.forward.get(word.to_lowercase().as_bytes())
        }
    }

    fn check_folded(&self, word: &str, key: &[u8], number: Option<u32>, dialects: Dialects) -> Entry {
        let whole = Reading { key, word, capitals: Capitals::of(word), ending: Ending::None };
        let whole = self.judge(&whole, number, dialects);
        if whole.accepted() {
            return whole;
        }
        if self.is_seldom(whole, word, key) {
            return SELDOM;
        }
        let Some(inflected) = Reading::inflected(word, key) else { return whole };
        let mut entry = self.judge(&inflected, self.forward.get(inflected.key), dialects);
        entry.flags |= if entry.accepted() { EntryFlags::INFLECTED } else { whole.flags };
        entry
    }

    /// Whether a word of which nothing is known, or its base where it is a possessive, is one of those that are right and never
    /// suggested.
    fn is_seldom(&self, known: Entry, word: &str, key: &[u8]) -> bool {
        let plain = matches!(Capitals::of(word), Capitals::Lower | Capitals::Title);
        plain && !known.is(EntryFlags::OTHER_DIALECT) && self.seldom.has(key.strip_suffix(b"'s").unwrap_or(key))
    }

    /// Whether the two words, or the first and what the second is the plural of, are a set phrase.
    pub(super) fn is_set_phrase(&self, left: &str, right: &str) -> bool {
        let phrase = format!("{left} {right}").to_lowercase();
        [Some(&*phrase), phrase.strip_suffix('s'), phrase.strip_suffix("es")]
            .into_iter()
            .flatten()
            .any(|phrase| self.phrases.has(phrase.as_bytes()))
    }

    /// What the dictionaries know of the forms that may be written as the reading is, and whether a name may be.
    fn applying(&self, reading: &Reading<'_>, key: u32, row: &Row) -> (Forms, bool) {
        match (reading.capitals, reading.ending) {
            (Capitals::Lower, _) => (row.lower, false),
            (Capitals::Title, _) => (row.lower.or(row.title), true),
            // NATO's, but not PARIS's: capitals throughout would reach the ending.
            (Capitals::Upper, Ending::Possessive) => (row.upper, false),
            (Capitals::Upper, _) => (row.lower.or(row.title).or(row.upper).or(row.mixed), true),
            (Capitals::Mixed, _) => {
                let known = self.mixed(key).find(|(form, _)| *form == reading.word).map(|(_, forms)| forms);
                (known.unwrap_or_default(), known.is_some() || is_prefixed_name(reading.word))
            }
        }
    }

    /// What is known of a word whose key has the number `key`, if it is one.
    fn judge(&self, reading: &Reading<'_>, key: Option<u32>, language: Dialects) -> Entry {
        let Some(key) = key else { return Entry::default() };
        let row = self.row(key);
        let (applying, named) = self.applying(reading, key, &row);
        let right = |forms: Forms| {
            Dialects::from_bits_truncate(if reading.is_possessive() { forms.possessive } else { forms.dialects })
        };
        let name = named && row.marks & NAME != 0;
        let in_word = right(applying);
        let mut flags = EntryFlags::empty();
        if name {
            flags |= EntryFlags::NAME | EntryFlags::ACCEPTED;
            flags.set(EntryFlags::GIVEN_NAME, row.marks & GIVEN_NAME != 0);
        }
        if in_word.intersects(language) {
            flags |= EntryFlags::ACCEPTED;
            flags.set(EntryFlags::PROPER, reading.capitals != Capitals::Lower && !right(row.title).is_empty());
            flags.set(EntryFlags::ACRONYM, reading.capitals == Capitals::Upper && !right(row.upper).is_empty());
            flags.set(EntryFlags::RARE, applying.small == 0 && self.frequency(key) < NOT_RARE);
        } else if !name {
            let any = right(row.lower.or(row.title).or(row.upper).or(row.mixed));
            flags.set(EntryFlags::OTHER_DIALECT, !in_word.is_empty());
            flags.set(EntryFlags::OTHER_CASE, any.intersects(language) || row.marks & NAME != 0);
        }
        flags.set(EntryFlags::COMMON, row.lower.dialects & language.bits() != 0);
        let dialects = if name { Dialects::all() } else { in_word };
        Entry { flags, dialects, frequency: self.frequency(key) }
    }

    /// Whether one of the bundled Hunspell dictionaries (0 US, 1 GB, 2 AU, 3 CA) itself has `word`, by Hunspell's rules of
    /// capitals and without what the other lists add: what the tests compare with the engine.
    pub fn in_hunspell(&self, word: &str, dictionary: u8) -> bool {
        let key = word.to_lowercase();
        let whole = Reading { key: key.as_bytes(), word, capitals: Capitals::of(word), ending: Ending::None };
        let has = |reading: &Reading<'_>| {
            let Some(key) = self.forward.get(reading.key) else { return false };
            let hunspell = self.applying(reading, key, &self.row(key)).0.hunspell;
            hunspell & 1 << if reading.is_possessive() { dictionary + 4 } else { dictionary } != 0
        };
        let inflected = Reading::inflected(word, key.as_bytes());
        is_number(word) || has(&whole) || inflected.is_some_and(|reading| reading.is_possessive() && has(&reading))
    }

    /// How much likelier `right` stands after `left` than anywhere, as a natural logarithm (pointwise mutual information,
    /// Church and Hanks 1990), or `None` where the pair was never counted.
    pub fn association(&self, left: &str, right: &str) -> Option<f32> {
        self.association_of(self.key(left)?, self.key(right)?)
    }

    /// As [`Compiled::association`], of two keys.
    pub fn association_of(&self, left: u32, right: u32) -> Option<f32> {
        let pair = self.pair_frequency(left, right)?;
        let of = |key| Some(f32::from(self.frequency(key))).filter(|&frequency| frequency > 0.0);
        Some((f32::from(pair) + LOG_CORPUS - of(left)? - of(right)?) / 8.0)
    }

    /// Eight times the natural logarithm of the count of the pair of two keys. A pair that was never counted is taken for
    /// one that was in about one of 16,000 cases.
    pub fn pair_frequency(&self, left: u32, right: u32) -> Option<u8> {
        self.pairs.frequency(left, right)
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests;
