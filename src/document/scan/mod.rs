//! Contiguous prose becomes tokens.
//!
//! Most words are plain ASCII and end at a space or a comma: these take the short way, all their letters at once. What stops at any
//! other byte is looked at more closely by the other files of this folder.

mod apostrophe;
mod compound;
mod letters;
mod number;
mod web;
mod word;

use letters::{Letters, Run};

use super::chars::{self, BREAK, DIGIT, ENDS_WORD, LETTER, SPACE, STOP, class};
use super::{FormId, Token, TokenFlags, TokenKind};
use crate::source::Span;

/// Reads the pieces of one block, left to right, and appends their tokens.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    /// The bytes of the text up to the end of the piece that is being read.
    bytes: &'t [u8],
    /// Where that piece begins.
    from: usize,
    /// Where the letters of the text stand.
    letters: Letters,
    tokens: Vec<Token>,
    /// What the next token will say of the gap before it.
    pending: TokenFlags,
    /// Whether a single quotation mark is open in this block.
    single_open: bool,
    /// Up to here a dotted run was read and found to be nothing of its own.
    plain_until: usize,
}

/// About so many bytes there are for each token, with the white space before it.
const BYTES_A_TOKEN: usize = 5;

impl<'t> Scanner<'t> {
    /// Reads `text`, with room for the tokens of so many bytes.
    pub(super) fn new(text: &'t str, room: usize) -> Self {
        let tokens = Vec::with_capacity(room / BYTES_A_TOKEN);
        let pending = TokenFlags::empty();
        Self {
            text,
            bytes: &[],
            from: 0,
            letters: Letters::of(text),
            tokens,
            pending,
            single_open: false,
            plain_until: 0,
        }
    }

    /// Forgets what was open: a new block begins.
    pub(super) fn begin_block(&mut self) {
        self.pending = TokenFlags::empty();
        self.single_open = false;
    }

    /// Says of the next token that `flags` stand between it and the last one.
    pub(super) fn gap(&mut self, flags: TokenFlags) {
        self.pending |= flags;
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    pub(super) fn tokens_mut(&mut self) -> &mut Vec<Token> {
        &mut self.tokens
    }

    pub(super) fn into_tokens(self) -> Vec<Token> {
        self.tokens
    }

    /// Appends a token that was found by other means.
    pub(super) fn stand_in(&mut self, span: Span, kind: TokenKind) {
        self.push(span.start as usize, span.end as usize, kind, TokenFlags::empty());
    }

    /// Reads the prose of `span`.
    pub(super) fn read(&mut self, span: Span) {
        let range = span.range();
        self.from = range.start;
        self.bytes = self.text.as_bytes().get(..range.end).unwrap_or_default();
        let mut at = range.start;
        while let Some(&byte) = self.bytes.get(at) {
            let kind = class(byte);
            at = if kind & LETTER != 0 {
                self.word(at)
            } else if kind & SPACE != 0 {
                self.pending |= TokenFlags::SPACE_BEFORE;
                at + 1
            } else if kind & DIGIT != 0 {
                self.number(at, at)
            } else if kind & BREAK != 0 {
                self.pending |= TokenFlags::SPACE_BEFORE | TokenFlags::BREAK_BEFORE;
                at + 1
            } else if byte < 0x80 {
                self.mark(at, byte)
            } else {
                self.wide(at)
            };
        }
    }

    /// A word that begins with an ASCII letter; answers where it ends.
    #[inline]
    fn word(&mut self, start: usize) -> usize {
        let run = self.letters.run(start, self.bytes.len());
        let end = start + run.length;
        let stop = self.bytes.get(end).map_or(STOP, |&byte| class(byte));
        if stop & ENDS_WORD == 0 {
            // What is longer than what is looked at at once goes on with a letter.
            let capitals = (run.length < Run::MOST).then(|| run.flags(self.bytes.get(start..end).unwrap_or_default()));
            return self.begun_word(start, end, capitals);
        }
        let flags = run.flags(self.bytes.get(start..end).unwrap_or_default());
        self.push(start, end, TokenKind::Word, flags);
        // Nearly always a space follows, and then another word.
        if stop & SPACE == 0 {
            return end;
        }
        // Nothing is pending since the word was pushed; a part of a number that is written is slow to be read as a whole.
        self.pending = TokenFlags::SPACE_BEFORE;
        end + 1
    }

    /// A mark of punctuation or another ASCII character that begins nothing longer, or what it begins.
    fn mark(&mut self, at: usize, byte: u8) -> usize {
        match byte {
            b'\'' | b'`' => return self.apostrophe(at, char::from(byte)),
            b'@' | b'#' => {
                if let Some(end) = self.tag(at) {
                    let kind = if byte == b'@' { TokenKind::Mention } else { TokenKind::Hashtag };
                    self.push(at, end, kind, TokenFlags::empty());
                    return end;
                }
            }
            b'/' | b'~' | b'.' => {
                if let Some(end) = self.path(at) {
                    self.push(at, end, TokenKind::FileName, TokenFlags::empty());
                    return end;
                }
            }
            _ => {}
        }
        if matches!(byte, b'$' | b'+' | b'-') && self.begins_number(at, byte) {
            return self.number(at, at + 1);
        }
        if byte < b' ' || byte == 0x7f {
            // Control characters are neither prose nor white space; what stands beside them stays apart.
            self.push(at, at + 1, TokenKind::Symbol, TokenFlags::empty());
            return at + 1;
        }
        let run = match byte {
            b'.' | b'-' | b'!' | b'?' | b'*' | b'_' | b'=' | b'~' => {
                let rest = self.bytes.get(at..).unwrap_or_default();
                rest.iter().take_while(|&&other| other == byte).count()
            }
            _ => 1,
        };
        let kind = match byte {
            b'$' | b'%' | b'+' | b'<' | b'=' | b'>' | b'^' | b'|' | b'~' => TokenKind::Symbol,
            _ => TokenKind::Punctuation,
        };
        self.push(at, at + run, kind, TokenFlags::empty());
        at + run
    }

    /// What begins with a character beyond ASCII.
    fn wide(&mut self, at: usize) -> usize {
        let Some(c) = chars::char_at(self.text, at) else {
            return at + 1;
        };
        let next = at + c.len_utf8();
        if chars::is_latin(c) {
            return self.long_word(at, next);
        }
        if c.is_whitespace() {
            self.pending |= TokenFlags::SPACE_BEFORE;
            if matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') {
                self.pending |= TokenFlags::BREAK_BEFORE;
            }
            return next;
        }
        if chars::is_ignorable(c) {
            return next;
        }
        if chars::is_apostrophe(c) {
            return self.apostrophe(at, c);
        }
        if c.is_numeric() || (matches!(c, '£' | '€' | '¥' | '₹' | '₽' | '−') && self.begins_number(at, b'$'))
        {
            return self.number(at, next);
        }
        if c.is_alphabetic() {
            return self.long_word(at, next);
        }
        let kind = if chars::is_wide_punctuation(c) { TokenKind::Punctuation } else { TokenKind::Symbol };
        let end = self.run_of(next, c, kind);
        self.push(at, end, kind, TokenFlags::empty());
        end
    }

    /// Where a run of the same mark ends, or an emoji with all that modifies it.
    fn run_of(&self, mut at: usize, c: char, kind: TokenKind) -> usize {
        let dashes = matches!(c, '…' | '—' | '–');
        let mut joined = false;
        while let Some(next) = self.char_at(at) {
            let modifies = matches!(next, '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}');
            let goes_on = match kind {
                TokenKind::Symbol => modifies || chars::is_mark(next) || (joined && next > '\u{2000}'),
                _ => (dashes && next == c) || chars::is_mark(next),
            };
            if !goes_on {
                break;
            }
            joined = next == '\u{200d}';
            at += next.len_utf8();
        }
        at
    }

    /// The character at `at`, if it is inside the piece.
    #[inline]
    fn char_at(&self, at: usize) -> Option<char> {
        match self.bytes.get(at) {
            None => None,
            Some(&byte) if byte < 0x80 => Some(char::from(byte)),
            Some(_) => chars::char_at(self.text, at),
        }
    }

    /// The character before `at`, if it is inside the piece.
    fn char_before(&self, at: usize) -> Option<char> {
        if at <= self.from { None } else { chars::char_before(self.text, at) }
    }

    /// Whether a character of a word stands at `at`.
    fn word_char_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(chars::is_word_char)
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    #[inline]
    fn push(&mut self, start: usize, end: usize, kind: TokenKind, flags: TokenFlags) {
        let mut flags = flags | self.pending;
        if !flags.contains(TokenFlags::SPACE_BEFORE) {
            flags |= TokenFlags::GLUED;
        }
        self.pending = TokenFlags::empty();
        // Both casts keep their value: texts over 4 GiB are refused when they are read.
        #[allow(clippy::cast_possible_truncation)]
        let span = Span::new(start as u32, end as u32);
        self.tokens.push(Token { span, form: FormId(0), kind, flags });
    }
}
