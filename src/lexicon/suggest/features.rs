//! The kinds of slips and the traits of candidates that the ranking weighs.
//!
//! The slips are those of Kernighan, Church and Gale ("A spelling correction program based on a noisy channel model",
//! 1990), split as the classes of letters ask for it, with the multi-letter edits of Brill and Moore ("An improved error
//! model for noisy channel spelling correction", 2000) and what Mitton ("English spelling and the computer", 1996)
//! counts of first letters and sounds. Each has one weight; there are no tables of letter pairs to fit.

macro_rules! features {
    ($($(#[doc = $doc:literal])+ $name:ident = $start:expr,)+) => {
        /// A kind of slip, or a trait of the candidate.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Feature { $($(#[doc = $doc])+ $name,)+ }

        impl Feature {
            /// All, in the order of the table of weights.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// What each slip costs the search, in nats, and where the fitting of the weights begins.
            pub const REACH: &'static [f32] = &[$($start,)+];
        }
    };
}

features! {
    /// One vowel for another.
    VowelForVowel = 2.5,
    /// A consonant for one of like sound: c/k, s/z, d/t.
    LikeConsonant = 3.0,
    /// A letter for its neighbour on the keyboard.
    NearKey = 4.0,
    /// A consonant for another one.
    OtherConsonant = 5.0,
    /// A vowel for a consonant, or the other way.
    VowelForConsonant = 5.0,
    /// A sign, digit or letter with accent for something else.
    OtherSign = 5.0,
    /// A doubled letter written once.
    Undoubled = 1.5,
    /// A vowel left out.
    VowelLost = 2.5,
    /// An e left out.
    ELost = 2.5,
    /// A consonant left out.
    ConsonantLost = 3.5,
    /// An apostrophe, hyphen or other sign left out.
    SignLost = 2.0,
    /// A letter written twice.
    Doubled = 1.5,
    /// A vowel too much.
    VowelAdded = 3.0,
    /// An e too much.
    EAdded = 3.0,
    /// A consonant too much that lies beside one of its neighbours on the keyboard.
    NearKeyAdded = 4.0,
    /// Any other consonant too much.
    ConsonantAdded = 4.0,
    /// An apostrophe, hyphen or other sign too much.
    SignAdded = 4.0,
    /// Two letters in the wrong order.
    Swapped = 2.5,
    /// Two vowels in the wrong order: ie for ei.
    VowelsSwapped = 2.0,
    /// Two vowels in the wrong order with a letter between them: Lybia for Libya.
    VowelsExchanged = 3.5,
    /// Another spelling of a consonant sound: f for ph.
    ConsonantSound = 2.5,
    /// Another spelling of a vowel sound: ee for ea.
    VowelSound = 2.5,
    /// Another spelling of an ending: ible for able, sion for tion.
    EndingSound = 2.0,
    /// A silent letter lost or gained: nife, gost.
    Silent = 2.5,
    /// A letter without its accent, or the other way.
    Accent = 0.5,
    /// A slip at the first letter, besides what the slip itself costs.
    First = 2.0,
    /// A slip at the last letter, besides what the slip itself costs.
    Last = 0.3,
    /// Each slip after the first.
    Further = 0.5,
    /// Each slip after the first right beside the one before.
    Beside = 0.0,
    /// The consonants, leaving doubled ones aside, are not the same in the same order.
    Skeleton = 0.5,
    /// Nothing but capitals and accents differs.
    OnlyCapitals = -6.0,
    /// How much rarer than the commonest word the candidate is, per nat of its count.
    Rarity = 0.5,
    /// Rarity once more, where four letters or fewer were typed.
    RarityShort = 0.1,
    /// The candidate is in no frequency list.
    Uncounted = 0.5,
    /// The candidate is in the larger word lists only.
    Rare = 1.0,
    /// A proper noun for a word in small letters.
    ProperForCommon = 1.0,
    /// An acronym or abbreviation.
    Acronym = 2.0,
    /// A possessive.
    Possessive = 2.0,
    /// Right in another dialect only.
    OtherDialect = 2.0,
    /// A name of the gazetteers.
    Name = 3.0,
    /// The candidate has three letters or fewer.
    Tiny = 1.0,
    /// An irregular word inflected as regular ones are: teached for taught.
    Regular = 1.0,
    /// Two words for one.
    Split = 4.0,
    /// Two words of which one has a single letter.
    SplitTiny = 1.0,
    /// Two words that were never counted beside each other.
    SplitUncounted = 1.0,
    /// How much less likely the two words are beside each other than the commonest word, per nat.
    SplitRarity = 0.5,
}

/// How many features there are.
pub const COUNT: usize = Feature::ALL.len();

/// Where the slips end and the traits of the whole candidate begin.
pub const SLIPS: usize = Feature::First as usize;

/// The symbol of a byte: letters without regard to case, apostrophe, hyphen, other ASCII, the rest.
#[inline]
pub(super) const fn symbol(byte: u8) -> usize {
    SYMBOL[byte as usize] as usize
}

const SYMBOL: [u8; 256] = {
    let mut symbols = [29; 256];
    let mut byte = 0;
    while byte < 128 {
        symbols[byte] = match byte as u8 {
            letter @ b'a'..=b'z' => letter - b'a',
            letter @ b'A'..=b'Z' => letter - b'A',
            b'\'' => 26,
            b'-' => 27,
            _ => 28,
        };
        byte += 1;
    }
    symbols
};

/// How many symbols there are.
pub(super) const SYMBOLS: usize = 30;

/// The first of the symbols that several bytes share.
pub(super) const SHARED: usize = 28;

pub(super) const fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

const LIKE: [&[u8; 2]; 20] = [
    b"ck", b"cs", b"sz", b"gj", b"dt", b"bp", b"fv", b"mn", b"kq", b"cq", b"vw", b"lr", b"xs", b"xz", b"gk", b"xc",
    b"th", b"jy", b"wu", b"sc",
];

/// Whether two letters lie beside each other on a QWERTY keyboard, the rows being shifted by half a key.
pub(super) fn near_keys(a: u8, b: u8) -> bool {
    let place = |letter: u8| {
        ROWS.iter().enumerate().find_map(|(row, keys)| {
            let column = keys.iter().position(|&key| key == letter)?;
            Some((i32::try_from(row).ok()?, i32::try_from(column).ok()?))
        })
    };
    let (Some((row, column)), Some((other_row, other_column))) = (place(a), place(b)) else { return false };
    let along = other_column - column;
    match other_row - row {
        0 => along.abs() == 1,
        1 => along == 0 || along == -1,
        -1 => along == 0 || along == 1,
        _ => false,
    }
}

/// What kind of slip it is to type `typed` for `meant`, both in small letters and not the same.
pub(super) fn substitution(meant: u8, typed: u8) -> Feature {
    if !meant.is_ascii_lowercase() || !typed.is_ascii_lowercase() {
        return Feature::OtherSign;
    }
    let pair = |like: &[u8; 2]| *like == [meant, typed] || *like == [typed, meant];
    match (is_vowel(meant), is_vowel(typed)) {
        (true, true) => Feature::VowelForVowel,
        (false, false) if LIKE.iter().any(|like| pair(like)) => Feature::LikeConsonant,
        _ if near_keys(meant, typed) => Feature::NearKey,
        (false, false) => Feature::OtherConsonant,
        _ => Feature::VowelForConsonant,
    }
}

/// What kind of slip it is to leave out `meant` after `before`.
pub(super) fn omission(before: Option<u8>, meant: u8) -> Feature {
    match meant {
        b'a'..=b'z' if before == Some(meant) => Feature::Undoubled,
        b'e' => Feature::ELost,
        b'a'..=b'z' if is_vowel(meant) => Feature::VowelLost,
        b'a'..=b'z' => Feature::ConsonantLost,
        _ => Feature::SignLost,
    }
}

/// What kind of slip it is to type `typed` too much, between two others.
pub(super) fn insertion(before: Option<u8>, typed: u8, after: Option<u8>) -> Feature {
    match typed {
        b'a'..=b'z' if before == Some(typed) || after == Some(typed) => Feature::Doubled,
        b'e' => Feature::EAdded,
        b'a'..=b'z' if is_vowel(typed) => Feature::VowelAdded,
        b'a'..=b'z' if [before, after].into_iter().flatten().any(|letter| near_keys(typed, letter)) => {
            Feature::NearKeyAdded
        }
        b'a'..=b'z' => Feature::ConsonantAdded,
        _ => Feature::SignAdded,
    }
}
