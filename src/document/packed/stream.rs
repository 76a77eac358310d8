//! Tokens as a stream of bytes: two or three for each of them.
//!
//! The first byte of a token has the commonest flags. Then come, each where the first byte says so: further flags, the gap before
//! the token, and how it is written; of a form that was there before, that is the number of the form.

use super::KINDS;
use crate::document::builder::narrow;
use crate::document::forms;
use crate::document::{Form, FormId, Token, TokenFlags, TokenKind};
use crate::source::Span;

/// The flags that are in the first byte of a token, where they stand in [`TokenFlags`].
const COMMON: u8 = low(TokenFlags::SPACE_BEFORE.union(TokenFlags::SENTENCE_START).union(TokenFlags::QUOTED));
/// The other bits of that byte: the form of the token was not there before,
const NEW: u8 = 1 << 1;
/// there is a byte of further flags,
const FLAGGED: u8 = 1 << 2;
/// the gap before it is not one byte of white space, or none where there is no white space,
const FAR: u8 = 1 << 5;
/// and, of a new form: it is not a word of small letters.
const SPELT: u8 = 1 << 6;

/// The further flags: those of the lower half of [`TokenFlags`],
const RARE: u8 = low(TokenFlags::BREAK_BEFORE.union(TokenFlags::MARKUP_BEFORE).union(TokenFlags::SIC));
/// and that of the upper half.
const GLUED: u8 = TokenFlags::GLUED.bits().to_le_bytes()[1];

/// White space before a token, in the first byte.
const SPACE: u8 = low(TokenFlags::SPACE_BEFORE);
const _: () = assert!(SPACE == 1);

/// The lowest bit of the flags that follow from how a token is written, which are eight in a row.
const LETTERS: u32 = TokenFlags::HYPHENATED.bits().trailing_zeros();

// Each flag has its place, and no two bits are one.
const _: () = assert!(COMMON & (NEW | FLAGGED | FAR | SPELT) == 0 && RARE & GLUED == 0);
const _: () = assert!(TokenFlags::all().bits() ^ (0xff << LETTERS) == u16::from_le_bytes([COMMON | RARE, GLUED]));

const fn low(flags: TokenFlags) -> u8 {
    flags.bits().to_le_bytes()[0]
}

/// How a token is written.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Writing {
    length: u32,
    kind: TokenKind,
    letters: u8,
}

impl Writing {
    fn of(token: Token) -> Self {
        let [letters, _] = (token.flags.bits() >> LETTERS).to_le_bytes();
        Self { length: token.span.end - token.span.start, kind: token.kind, letters }
    }

    /// Whether it is a word of small letters.
    fn is_plain(self) -> bool {
        self.letters == 0 && self.kind == TokenKind::Word
    }
}

/// The stream of `tokens`, which are written in these forms; nothing where those are not numbered as they appear, or one is not
/// always the same.
pub(super) fn of(tokens: &[Token], forms: &[Form]) -> Option<Box<[u8]>> {
    let mut out = Vec::with_capacity(tokens.len() * 4);
    let (mut end, mut count) = (0, 0);
    for (&token, index) in tokens.iter().zip(0..) {
        let writing = Writing::of(token);
        let first = forms.get(token.form.0 as usize)?.first;
        let is_new = first == index;
        let is_as_expected =
            if is_new { token.form.0 == count } else { Writing::of(*tokens.get(first as usize)?) == writing };
        if !is_as_expected {
            return None;
        }
        count += u32::from(is_new);
        let [low, high] = token.flags.bits().to_le_bytes();
        let rare = low & RARE | high & GLUED;
        let gap = token.span.start.wrapping_sub(end);
        let is_far = gap != u32::from(token.has(TokenFlags::SPACE_BEFORE));
        end = token.span.end;
        let is_spelt = is_new && !writing.is_plain();
        let head = [(is_new, NEW), (rare != 0, FLAGGED), (is_far, FAR), (is_spelt, SPELT)];
        let head = head.into_iter().fold(low & COMMON, |head, (holds, bit)| if holds { head | bit } else { head });
        out.push(head);
        if rare != 0 {
            out.push(rare);
        }
        if is_far {
            put(&mut out, gap);
        }
        put(&mut out, if is_new { writing.length } else { token.form.0 });
        if is_spelt {
            out.extend([writing.kind as u8, writing.letters]);
        }
    }
    // What is kept is exactly as long as it must be.
    Some(out.as_slice().into())
}

/// The tokens and forms of a stream of so many tokens and forms, of a document with this text.
pub(super) fn read(stream: &[u8], text: &str, (count, distinct): (usize, usize)) -> (Vec<Token>, Vec<Form>) {
    let (mut tokens, mut forms) = (Vec::with_capacity(count), Vec::with_capacity(distinct));
    let mut stream = Stream(stream);
    let mut end = 0;
    while let Some(token) = stream.token(text, end, &tokens, &mut forms) {
        end = token.span.end;
        tokens.push(token);
    }
    (tokens, forms)
}

/// The rest of a stream.
struct Stream<'s>(&'s [u8]);

impl Stream<'_> {
    /// The next token, after those that are there, of which the last one ends at `end`.
    #[inline]
    fn token(&mut self, text: &str, end: u32, tokens: &[Token], forms: &mut Vec<Form>) -> Option<Token> {
        let head = self.byte()?;
        let rare = if head & FLAGGED != 0 { self.byte()? } else { 0 };
        let gap = if head & FAR != 0 { self.number()? } else { u32::from(head & SPACE) };
        let start = end.wrapping_add(gap);
        let number = self.number()?;
        let (form, writing) = if head & NEW != 0 {
            let mut writing = Writing { length: number, kind: TokenKind::Word, letters: 0 };
            if head & SPELT != 0 {
                writing.kind = *KINDS.get(usize::from(self.byte()?))?;
                writing.letters = self.byte()?;
            }
            let hash = forms::hash_at(text.as_bytes(), (start, writing.length), writing.kind);
            forms.push(Form { first: narrow(tokens.len()), count: 1, hash });
            (narrow(forms.len() - 1), writing)
        } else {
            let form = forms.get_mut(number as usize)?;
            form.count += 1;
            (number, Writing::of(*tokens.get(form.first as usize)?))
        };
        let flags =
            u16::from_le_bytes([head & COMMON | rare & RARE, rare & GLUED]) | u16::from(writing.letters) << LETTERS;
        let flags = TokenFlags::from_bits_retain(flags);
        Some(Token { span: Span::new(start, start + writing.length), form: FormId(form), kind: writing.kind, flags })
    }

    #[inline]
    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    /// A number that [`put`] has written.
    #[inline]
    fn number(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

/// Writes a number, seven bits a byte, the lowest first; the upper bit says that there are more.
#[inline]
fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        let [low, ..] = number.to_le_bytes();
        out.push(low | 0x80);
        number >>= 7;
    }
    let [low, ..] = number.to_le_bytes();
    out.push(low);
}
