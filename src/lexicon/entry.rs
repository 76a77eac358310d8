//! What the lexicon knows of one written form.

use bitflags::bitflags;

bitflags! {
    /// The kinds of English in which a form is right.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct Dialects: u8 {
        /// The United States.
        const US = 1;
        /// Great Britain, with -ise.
        const GB = 1 << 1;
        /// Great Britain, with the -ize of Oxford.
        const OXFORD = 1 << 2;
        /// Australia.
        const AU = 1 << 3;
        /// Canada.
        const CA = 1 << 4;
    }

    /// What a form is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct EntryFlags: u16 {
        /// Right as it is written, in the language asked for.
        const ACCEPTED = 1;
        /// Accepted, but from the larger lists only: rare enough to be a slip for a common word.
        const RARE = 1 << 1;
        /// A proper noun of the dictionary: `Paris`, `Monday`, `English`.
        const PROPER = 1 << 2;
        /// A name of the gazetteers (people, places), written with a capital.
        const NAME = 1 << 3;
        /// A given name of the gazetteers.
        const GIVEN_NAME = 1 << 4;
        /// An acronym or abbreviation of the dictionary, written in capitals: `NATO`.
        const ACRONYM = 1 << 5;
        /// A word of the project or the user.
        const USER = 1 << 6;
        /// Not right in the language asked for, but in another dialect of it.
        const OTHER_DIALECT = 1 << 7;
        /// Not right with these capitals, but with others: `paris`, `nato`.
        const OTHER_CASE = 1 << 8;
        /// Written in small letters it is an ordinary word, so a capital does not make a name of it.
        const COMMON = 1 << 9;
        /// Accepted as the possessive (or the plural, of a user's word) of a known form.
        const INFLECTED = 1 << 10;
    }
}

/// What the lexicon knows of one written form: small, and copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Entry {
    /// What the form is.
    pub flags: EntryFlags,
    /// The dialects in which it is right.
    pub dialects: Dialects,
    /// How frequent the word is, whatever its capitals: eight times the natural logarithm of its count in the frequency
    /// list (so 255 is the most frequent), or 0 where it is not listed.
    pub frequency: u8,
}

impl Entry {
    /// Whether all of `flags` hold.
    pub const fn is(self, flags: EntryFlags) -> bool {
        self.flags.contains(flags)
    }

    /// Whether the form is right as it is written.
    pub const fn accepted(self) -> bool {
        self.is(EntryFlags::ACCEPTED)
    }
}
