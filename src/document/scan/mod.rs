//! Contiguous prose becomes tokens.
//!
//! Most words are plain ASCII and end at a space or a comma: these take the short way, all their letters at once. What stops at any
//! other byte is looked at more closely by the other files of this folder.

mod apostrophe;
mod compound;
mod letters;
mod number;
#[cfg(test)]
mod tests;
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

/// The tokens of `text`, all of which is prose, for those who need no more: no form is numbered, and of what a document knows of
/// its sentences and quotations nothing is said.
///
/// # Panics
/// When `text` is over 4 GiB long; sources are refused before that.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner::new(text, text.len());
    scanner.read(Span::from_range(0..text.len()));
    scanner.into_tokens()
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
                self.words(at)
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

    /// Words, and the commas behind them: the first begins with an ASCII letter at `at`, and they go on while such a letter follows, with
    /// a space before it or none; answers where something else begins.
    fn words(&mut self, mut at: usize) -> usize {
        loop {
            let from = at;
            let mut ahead = self.letters.ahead(from, self.bytes.len());
            let mut run = ahead.run();
            // Nearly always a space follows, and then another word.
            while run.length > 0 && self.bytes.get(at + run.length) == Some(&b' ') {
                self.plain_word(at, run);
                at += run.length + 1;
                // Nothing is pending since the word was pushed; a part of a number that is written is slow to be read as a whole.
                self.pending = TokenFlags::SPACE_BEFORE;
                ahead = ahead.behind(run);
                run = ahead.run();
            }
            // A word may go on behind what was looked at.
            let is_whole = at + run.length - from < Run::MOST;
            if is_whole || at == from {
                at = match run.length {
                    0 => return at,
                    _ => self.last_word(at, run),
                };
                if self.bytes.get(at) == Some(&b' ') {
                    self.pending = TokenFlags::SPACE_BEFORE;
                    at += 1;
                }
                if self.bytes.get(at).is_none_or(|&byte| class(byte) & LETTER == 0) {
                    return at;
                }
            }
        }
    }

    /// A word that begins with `run` at `start`, and that no space follows, with the comma behind it; answers where they end.
    #[inline]
    fn last_word(&mut self, start: usize, run: Run) -> usize {
        let end = start + run.length;
        let stop = self.bytes.get(end).copied();
        if stop.map_or(STOP, class) & ENDS_WORD == 0 {
            // What is longer than what is looked at at once goes on with a letter.
            let capitals = (run.length < Run::MOST).then(|| run.flags(self.bytes.get(start..end).unwrap_or_default()));
            return self.begun_word(start, end, capitals);
        }
        self.plain_word(start, run);
        if stop != Some(b',') {
            return end;
        }
        self.push(end, end + 1, TokenKind::Punctuation, TokenFlags::empty());
        end + 1
    }

    /// A word that is the letters of `run` at `start`.
    #[inline]
    fn plain_word(&mut self, start: usize, run: Run) {
        let end = start + run.length;
        let flags = run.flags(self.bytes.get(start..end).unwrap_or_default());
        self.push(start, end, TokenKind::Word, flags);
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
        // Most are quotation marks and dashes: to find out that a character is no number and no letter takes longer.
        let is_punctuation = chars::is_wide_punctuation(c);
        if !is_punctuation
            && (c.is_numeric() || (matches!(c, '£' | '€' | '¥' | '₹' | '₽' | '−') && self.begins_number(at, b'$')))
        {
            return self.number(at, next);
        }
        if !is_punctuation && c.is_alphabetic() {
            return self.long_word(at, next);
        }
        let kind = if is_punctuation { TokenKind::Punctuation } else { TokenKind::Symbol };
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
