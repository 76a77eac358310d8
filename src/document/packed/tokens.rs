//! Tokens in four bytes each, and two for each form.
//!
//! Where a form stands first cannot be foreseen, since half of the words of an article are new ones; so a token is written and read
//! in the same way whether it does or not, and what follows from how it is written stands with its form.

use super::KINDS;
use crate::document::builder::narrow;
use crate::document::forms;
use crate::document::{Form, FormId, Token, TokenFlags, TokenKind};
use crate::source::Span;

/// How many bits of a token each of its parts takes, from the lowest on: the gap before it,
const GAP: u32 = 3;
/// its length,
const LENGTH: u32 = 5;
/// its form,
const FORM: u32 = 17;
/// and the flags of its place.
const FLAGS: u32 = 7;

const _: () = assert!(GAP + LENGTH + FORM + FLAGS == u32::BITS);

/// What does not fit stands in a list of its own, and in the token this.
const LONG_GAP: u32 = (1 << GAP) - 1;
const LONG: u32 = (1 << LENGTH) - 1;

/// The flags that follow from how a token is written are eight in a row, of which this is the lowest bit,
const LETTERS: u32 = TokenFlags::HYPHENATED.bits().trailing_zeros();
const WRITTEN: u16 = 0xff << LETTERS;
/// and one of those of its place stands above them; it goes where the lowest of them is.
const GLUED: u32 = TokenFlags::GLUED.bits().trailing_zeros() - LETTERS;

const _: () = assert!(TokenFlags::all().bits() & !WRITTEN & !TokenFlags::GLUED.bits() == (1 << LETTERS) - 1);
const _: () = assert!(LETTERS + 1 == FLAGS);

/// The tokens of a document.
#[derive(Debug)]
pub(super) struct Tokens {
    places: Box<[u32]>,
    /// By form, its kind and the flags that follow from how it is written.
    forms: Box<[u16]>,
    /// The gaps and lengths that do not fit, in the order of the text, the gap of a token first.
    long: Box<[u32]>,
}

impl Tokens {
    /// Packs `tokens`, which are written in `forms`; nothing where there are too many of those, they are not numbered as they
    /// appear, or one is not always the same.
    pub(super) fn of(tokens: &[Token], forms: &[Form]) -> Option<Self> {
        let mut places = vec![0; tokens.len()].into_boxed_slice();
        let mut written = vec![0_u16; forms.len()].into_boxed_slice();
        let mut long = Vec::new();
        let (mut end, mut count, mut fits) = (0, 0, forms.len() <= 1 << FORM);
        for (place, token) in places.iter_mut().zip(tokens) {
            let bits = token.flags.bits();
            let (gap, length) = (token.span.start.wrapping_sub(end), token.span.end - token.span.start);
            end = token.span.end;
            let form = (bits & WRITTEN) >> LETTERS << 4 | token.kind as u16;
            let known = written.get_mut(token.form.0 as usize)?;
            let is_new = token.form.0 == count;
            fits &= token.form.0 <= count && (is_new || *known == form);
            *known = form;
            count += u32::from(is_new);
            if gap >= LONG_GAP {
                long.push(gap);
            }
            if length >= LONG {
                long.push(length);
            }
            let flags = bits & ((1 << LETTERS) - 1) | (bits & TokenFlags::GLUED.bits()) >> GLUED;
            let upper = u32::from(flags) << FORM | token.form.0;
            *place = (upper << LENGTH | length.min(LONG)) << GAP | gap.min(LONG_GAP);
        }
        (fits && count as usize == forms.len()).then(|| Self { places, forms: written, long: long.into() })
    }

    /// How many bytes of memory they take.
    pub(super) fn size(&self) -> usize {
        size_of_val(&*self.places) + size_of_val(&*self.forms) + size_of_val(&*self.long)
    }

    /// The tokens and forms, of a document with this text.
    pub(super) fn unpack(&self, text: &str) -> (Vec<Token>, Vec<Form>) {
        let mut forms = vec![Form { first: 0, count: 0, hash: 0 }; self.forms.len()];
        let mut long = self.long.iter().copied();
        let mut end = 0;
        let unpack = |(&packed, number): (&u32, u32)| {
            let part = |from: u32, bits: u32| packed >> from & ((1 << bits) - 1);
            let (mut gap, mut length) = (part(0, GAP), part(GAP, LENGTH));
            if gap == LONG_GAP {
                gap = long.next().unwrap_or_default();
            }
            if length == LONG {
                length = long.next().unwrap_or_default();
            }
            let (start, form) = (end + gap, part(GAP + LENGTH, FORM));
            end = start + length;
            let written = self.forms.get(form as usize).copied().unwrap_or_default();
            if let Some(form) = forms.get_mut(form as usize) {
                form.first = if form.count == 0 { number } else { form.first };
                form.count += 1;
            }
            let place = packed >> (u32::BITS - FLAGS);
            let glued = place >> LETTERS << (LETTERS + GLUED);
            let flags = place & ((1 << LETTERS) - 1) | glued | u32::from(written >> 4) << LETTERS;
            let kind = KINDS.get(usize::from(written & 0xf)).copied().unwrap_or(TokenKind::Opaque);
            // The bits are those of a token.
            #[allow(clippy::cast_possible_truncation)]
            let flags = TokenFlags::from_bits_retain(flags as u16);
            Token { span: Span::new(start, end), form: FormId(form), kind, flags }
        };
        let tokens: Vec<Token> = self.places.iter().zip(0..).map(unpack).collect();
        for form in &mut forms {
            if let Some(first) = tokens.get(form.first as usize) {
                let place = (first.span.start, narrow(first.span.len()));
                form.hash = forms::hash_at(text.as_bytes(), place, first.kind);
            }
        }
        (tokens, forms)
    }
}
