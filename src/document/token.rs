//! Tokens: what a text is made of, without its white space.

use bitflags::bitflags;

use crate::source::Span;

/// The number of a distinct written form in its document (an index into `Document::forms`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormId(pub u32);

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum TokenKind {
    /// Letters, with apostrophes inside and hyphens between parts: `don't`, `Jong-un`, `decision-making`.
    Word,
    /// An abbreviation or initial with its stops: `U.S.`, `e.g.`, `Mr.`, `J.`.
    Abbreviation,
    /// Digits, with signs, separators, ordinals, decades and units: `1,000`, `27th`, `1990s`, `5km`, `3.5%`.
    Number,
    /// Letters and digits together: `COVID-19`, `RQ-4`, `G7`.
    Mixed,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// `@name`.
    Mention,
    /// `#topic`.
    Hashtag,
    /// A file name or path: `report.pdf`, `/etc/hosts`.
    FileName,
    /// A word of a script other than Latin.
    Foreign,
    /// One mark of punctuation, or a run of the same (`...`, `--`).
    Punctuation,
    /// Any other character, or an emoji.
    Symbol,
    /// Something inline that is no prose (code, mathematics, an HTML tag with content): a stand-in that keeps what
    /// stands before it and after it apart.
    Opaque,
}

bitflags! {
    /// What is known of a token beside its kind.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub struct TokenFlags: u16 {
        /// White space stands before it in its block.
        const SPACE_BEFORE = 1;
        /// The white space before it holds a line break.
        const BREAK_BEFORE = 1 << 1;
        /// Markup stands between it and the token before (`**`, a tag), so that the gap is not only white space.
        const MARKUP_BEFORE = 1 << 2;
        /// It is the first word of its sentence (opening quotes and brackets do not count).
        const SENTENCE_START = 1 << 3;
        /// It stands inside a quotation or a block quotation: its style is someone else's.
        const QUOTED = 1 << 4;
        /// `[sic]` follows, or it is itself the mark: everyone leaves it alone.
        const SIC = 1 << 5;
        /// A word with hyphens: see `Document::parts`.
        const HYPHENATED = 1 << 6;
        /// A word with an apostrophe of any shape inside or at its end.
        const APOSTROPHE = 1 << 7;
        /// Its apostrophe is a backtick, an acute accent or a prime.
        const WRONG_APOSTROPHE = 1 << 8;
        /// Its first letter is a capital.
        const CAPITALISED = 1 << 9;
        /// It has two letters or more and all are capitals.
        const ALL_CAPS = 1 << 10;
        /// A capital follows a small letter inside one of its parts: `iPhone`, `TheMorningPost`, `McDonald`.
        const MIXED_CASE = 1 << 11;
        /// A roman numeral of two letters or more in capitals: `II`, `XIV`.
        const ROMAN = 1 << 12;
        /// It must be normalised before it is looked up: it holds soft hyphens, typographic apostrophes or combining
        /// marks (see `Document::normalised`).
        const NEEDS_NORMALISING = 1 << 13;
        /// It touches the token before without white space.
        const GLUED = 1 << 14;
    }
}

/// A token of a document: 16 bytes, no lifetime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes of the original text.
    pub span: Span,
    /// Its written form.
    pub form: FormId,
    /// What it is.
    pub kind: TokenKind,
    /// What is known of it.
    pub flags: TokenFlags,
}

const _: () = assert!(size_of::<Token>() == 16);

impl Token {
    /// Whether it is a word of letters.
    pub const fn is_word(self) -> bool {
        matches!(self.kind, TokenKind::Word)
    }

    /// Whether it has a capital that the beginning of a sentence does not account for.
    pub const fn has_own_capital(self) -> bool {
        self.has(TokenFlags::CAPITALISED) && !self.has(TokenFlags::SENTENCE_START)
    }

    /// Whether all of `flags` hold.
    pub const fn has(self, flags: TokenFlags) -> bool {
        self.flags.contains(flags)
    }
}
