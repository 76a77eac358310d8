//! How the compiled English lies in its bytes: shared by the build script, which writes it, and the lexicon, which
//! reads it where it lies.
//!
//! A magic number, a version, and for each section its place and length, all little-endian; then the sections. Keys are forms in small
//! letters; what is known of a key's forms with these or those capitals is a [`Row`], and since few
//! rows are distinct, a key has the number of its row (two bytes) and its frequency (one byte).

/// The first bytes of the file.
pub const MAGIC: [u8; 4] = *b"CDLX";

/// Raised with every change of the layout.
pub const VERSION: u32 = 7;

/// The sections, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Edges of the automaton of keys.
    Edges,
    /// The words before each of these edges.
    Skips,
    /// By two small letters, the second edge of the keys that begin with them.
    Shortcuts,
    /// Numbers: the root of the automaton of keys, the number of keys, the numbers of words of the [`NEAR`] tables.
    Numbers,
    /// By key, the number of its row (two bytes).
    RowOf,
    /// By key, its frequency.
    Frequency,
    /// The distinct rows.
    Rows,
    /// By form with irregular capitals, in the order of their keys: key (four bytes), end of its spelling (four bytes).
    Mixed,
    /// The [`Forms`] of these.
    MixedForms,
    /// The spellings of these, one after the other.
    MixedText,
    /// By bucket of word pairs, how far its first place is from where it were if all had [`PAIRS_A_BUCKET`] (two bytes), and one
    /// more.
    PairBuckets,
    /// By word pair: fingerprint (two bytes) and frequency (one byte).
    Pairs,
    /// The heads of the words that may be suggested, by tier.
    NearHeads,
    /// Their bytes.
    NearText,
    /// By bucket of what is left of common words without a letter or two, where its words begin.
    CommonStarts,
    /// By block of these buckets, where its words begin.
    CommonBlocks,
    /// The words of these buckets.
    CommonWords,
    /// By bucket of what is left of less common words without a letter or two, where its words begin.
    UncommonStarts,
    /// By block of these buckets, where its words begin.
    UncommonBlocks,
    /// The words of these buckets.
    UncommonWords,
    /// By bucket of what is left of rare words without a letter or two, where its words begin.
    RareStarts,
    /// By block of these buckets, where its words begin.
    RareBlocks,
    /// The words of these buckets.
    RareWords,
    /// By bucket of what is left of the ends of common words without a letter, where its words begin.
    CommonEndStarts,
    /// By block of these buckets, where its words begin.
    CommonEndBlocks,
    /// The words of these buckets.
    CommonEndWords,
    /// By bucket of what is left of the ends of less common words without a letter, where its words begin.
    UncommonEndStarts,
    /// By block of these buckets, where its words begin.
    UncommonEndBlocks,
    /// The words of these buckets.
    UncommonEndWords,
    /// Forms that words would have if they were regular, each with those that they have: a line each, in order, after an
    /// empty one.
    Irregular,
    /// The set of words that are right, and never suggested.
    Seldom,
    /// Pairs of words that are right together, as a set of hashes.
    Phrases,
}

/// How many sections there are.
pub const SECTIONS: usize = Section::Phrases as usize + 1;

/// Where the first section begins.
pub const HEADER: usize = 8 + SECTIONS * 8;

/// Dialects as bits, those of `Dialects`: US, GB, OXFORD, AU, CA.
pub const ALL_DIALECTS: u8 = 0b1_1111;

/// What is known of the forms of a key that are capitalised in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Forms {
    /// Which of the Hunspell dictionaries (US, GB, AU, CA from the lowest bit) has the form; above, which has its possessive.
    pub hunspell: u8,
    /// The dialects in which it is right.
    pub dialects: u8,
    /// Those of them in which it is not in the larger lists only.
    pub small: u8,
    /// The dialects in which its possessive in 's is right.
    pub possessive: u8,
}

impl Forms {
    /// How many bytes it takes.
    pub const LEN: usize = 4;

    /// Its bytes.
    pub const fn to_bytes(self) -> [u8; Self::LEN] {
        [self.hunspell, self.dialects, self.small, self.possessive]
    }

    /// Reads them back.
    pub const fn from_bytes([hunspell, dialects, small, possessive]: [u8; Self::LEN]) -> Self {
        Self { hunspell, dialects, small, possessive }
    }

    /// What either knows.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self {
            hunspell: self.hunspell | other.hunspell,
            dialects: self.dialects | other.dialects,
            small: self.small | other.small,
            possessive: self.possessive | other.possessive,
        }
    }

    /// Whether nothing is known: no such form.
    pub const fn is_empty(self) -> bool {
        self.dialects == 0 && self.possessive == 0
    }
}

/// What is known of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Row {
    /// The form in small letters: `paper`.
    pub lower: Forms,
    /// The form with one capital, its first letter: `Paris`.
    pub title: Forms,
    /// The form in capitals, of two letters and more: `NATO`.
    pub upper: Forms,
    /// All forms with other capitals together: `iPhone`.
    pub mixed: Forms,
    /// [`NAME`] and its kin.
    pub marks: u8,
}

/// The key is a name of the gazetteers.
pub const NAME: u8 = 1;
/// The key is a given name.
pub const GIVEN_NAME: u8 = 1 << 1;
/// The word is right, but not to be suggested.
pub const NO_SUGGEST: u8 = 1 << 2;

impl Row {
    /// How many bytes it takes.
    pub const LEN: usize = 4 * Forms::LEN + 1;

    /// Its bytes.
    pub fn to_bytes(self) -> [u8; Self::LEN] {
        let mut bytes = [self.marks; Self::LEN];
        let forms = [self.lower, self.title, self.upper, self.mixed];
        for (place, form) in bytes.chunks_exact_mut(Forms::LEN).zip(forms) {
            place.copy_from_slice(&form.to_bytes());
        }
        bytes
    }

    /// Reads it back.
    #[inline]
    pub fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        let (forms, marks) = bytes.as_chunks();
        let [lower, title, upper, mixed] =
            [0, 1, 2, 3].map(|at| forms.get(at).copied().map_or_else(Forms::default, Forms::from_bytes));
        Self { lower, title, upper, mixed, marks: marks.first().copied().unwrap_or(0) }
    }

    /// Whether only the larger lists have it, in every dialect.
    pub const fn is_rare(&self) -> bool {
        self.lower.small | self.title.small | self.upper.small | self.mixed.small == 0
    }

    /// Whether the dictionaries know a form of it, whatever its capitals.
    pub const fn is_word(&self) -> bool {
        self.lower.dialects | self.title.dialects | self.upper.dialects | self.mixed.dialects != 0
    }
}

/// Eight times the natural logarithm of a count, as [`super::entry::Entry::frequency`] has it.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
pub fn log_count(count: u64) -> u8 {
    ((count.max(1) as f64).ln() * 8.0).round().clamp(1.0, 255.0) as u8
}

/// How many tiers there are.
pub const TIERS: usize = 8;

/// The frequency of a contraction, that of an ordinary word: the frequency list gives contractions one and the same low
/// count, as its texts write them in two pieces.
pub const CONTRACTION: u8 = 144;

/// The frequency of a key for the suggestions.
pub fn suggested_frequency(key: &[u8], frequency: u8) -> u8 {
    if key.contains(&b'\'') && frequency > 0 { frequency.max(CONTRACTION) } else { frequency }
}

/// The tier of a key that may be suggested: the commoner a word, the further a search for it is worth going.
pub const fn tier(frequency: u8, rare: bool) -> u8 {
    match (frequency, rare) {
        (136.., _) => 0,
        (128.., _) => 1,
        (120.., _) => 2,
        (112.., _) => 3,
        (104.., _) => 4,
        (1.., false) => 5,
        (1.., true) | (0, false) => 6,
        (0, true) => 7,
    }
}

/// The tables of words by what is left of their beginnings: the tiers of each, and how many letters are taken out of its words.
pub const NEAR: [(std::ops::RangeInclusive<u8>, usize); 3] = [(0..=4, 2), (5..=5, 1), (6..=7, 1)];

/// The tables of words by what is left of their ends without a letter: the tiers of each, which are those of the first of the
/// [`NEAR`] tables. Only such words are searched for that are more than two slips away.
pub const ENDS: [std::ops::RangeInclusive<u8>; 2] = [0..=4, 5..=5];

/// The likeliest keys of each tier: frequency, and whether in the larger lists only.
pub const LIKELIEST: [[(u8, bool); 2]; TIERS] = [
    [(255, false); 2],
    [(135, false); 2],
    [(127, false); 2],
    [(119, false); 2],
    [(111, false); 2],
    [(103, false); 2],
    [(103, true), (0, false)],
    [(0, true); 2],
];

/// How a form is capitalised, in Hunspell's sense: digits and apostrophes have no case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Capitals {
    /// No capital: `paper`, `24`.
    Lower,
    /// The first character alone: `Paris`, `I`.
    Title,
    /// All letters, two and more: `NATO`, `3D`.
    Upper,
    /// Any others: `iPhone`, `McAdam`.
    Mixed,
}

impl Capitals {
    /// Those of `word`.
    pub fn of(word: &str) -> Self {
        let (mut capitals, mut small) = (0_usize, 0_usize);
        if word.is_ascii() {
            for byte in word.bytes() {
                capitals += usize::from(byte.is_ascii_uppercase());
                small += usize::from(byte.is_ascii_lowercase());
            }
        } else {
            for letter in word.chars() {
                capitals += usize::from(letter.is_uppercase());
                small += usize::from(letter.is_lowercase());
            }
        }
        match capitals {
            0 => Self::Lower,
            1 if word.starts_with(char::is_uppercase) => Self::Title,
            _ if small == 0 => Self::Upper,
            _ => Self::Mixed,
        }
    }
}

/// How many pairs of words a bucket has, on the average.
pub const PAIRS_A_BUCKET: u32 = 4;

/// The place of a word pair among `buckets` buckets, and its fingerprint there. With four pairs in a bucket, a pair that was
/// never counted is taken for one that was in about 1 of 16,000 cases.
pub const fn pair_hash(left: u32, right: u32, buckets: u32) -> (u32, u16) {
    // The finaliser of MurmurHash3 (Appleby, 2011) mixes the two key numbers.
    let mut hash = (left as u64) << 32 | right as u64;
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^= hash >> 33;
    let bucket = ((hash >> 32) * buckets as u64) >> 32;
    let [low, high, ..] = hash.to_le_bytes();
    let [a, b, c, d, ..] = bucket.to_le_bytes();
    (u32::from_le_bytes([a, b, c, d]), u16::from_le_bytes([low, high]))
}
