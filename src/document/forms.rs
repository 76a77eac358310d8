//! Every distinct written form of a document gets a number.
//!
//! A table of our own with open addressing: two multiplications a word, and no look at the text for words of at most
//! sixteen bytes, which lie in the list of forms themselves. The slots are numbers, so that the table of an article is
//! small and quickly made.

use super::builder::narrow;
use super::{Form, FormId, TokenKind};

/// An odd number with well-mixed bits.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The size of the table of a short text, as a power of two.
const FIRST_BITS: u32 = 7;

/// The largest size of a table at first, as a power of two: it grows where a long text has so many words.
const LAST_FIRST_BITS: u32 = 12;

/// What words are told apart by: exact up to sixteen bytes, and nearly so beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    /// The first eight bytes; of a word of more than sixteen a hash of all.
    head: u64,
    /// The last eight bytes, or 0 where there are not so many.
    tail: u64,
    /// The length, at most 24 bits of it, and the kind.
    shape: u32,
}

/// A form that was found.
#[derive(Debug, Clone, Copy)]
struct Known {
    key: Key,
    /// Where the form was first written.
    start: u32,
    form: Form,
}

/// The forms found so far.
#[derive(Debug)]
pub(super) struct Interner {
    /// Two to the power of `bits` of them: the number of a form, and 1; 0 where the slot is free.
    slots: Vec<u32>,
    bits: u32,
    known: Vec<Known>,
}

impl Interner {
    /// For a text of so many bytes.
    pub(super) fn new(length: usize) -> Self {
        // One word in three of an article is a new one, and half of the slots stay free.
        let bits = (length / 8).clamp(1 << FIRST_BITS, 1 << LAST_FIRST_BITS).next_power_of_two().ilog2();
        Self { slots: vec![0; 1 << bits], bits, known: Vec::with_capacity(1 << (bits - 1)) }
    }

    /// The number of the form written at `start..start + len`, where token `index` of kind `kind` stands.
    #[inline]
    pub(super) fn intern(&mut self, text: &[u8], (start, len): (u32, u32), kind: TokenKind, index: u32) -> FormId {
        let key = key(text, start as usize, len as usize, kind);
        let hash = hash_of(key);
        let mask = self.slots.len() - 1;
        let mut place = index_of(hash, self.bits);
        loop {
            let number = self.slots[place];
            let Some(known) = self.known.get_mut((number as usize).wrapping_sub(1)) else {
                return self.insert(Known { key, start, form: Form { first: index, count: 1, hash } }, place);
            };
            if known.key == key && (len <= 16 || same(text, known.start as usize, start as usize, len as usize)) {
                known.form.count += 1;
                return FormId(number - 1);
            }
            place = (place + 1) & mask;
        }
    }

    fn insert(&mut self, new: Known, place: usize) -> FormId {
        self.known.push(new);
        // There are never more forms than bytes, of which there are at most 4 GiB.
        let number = narrow(self.known.len());
        self.slots[place] = number;
        if self.known.len() * 2 > self.slots.len() {
            self.grow();
        }
        FormId(number - 1)
    }

    #[cold]
    fn grow(&mut self) {
        self.bits += 2;
        let mask = (1 << self.bits) - 1;
        self.slots = vec![0; mask + 1];
        for (known, number) in self.known.iter().zip(1..) {
            let mut place = index_of(known.form.hash, self.bits);
            while self.slots[place] > 0 {
                place = (place + 1) & mask;
            }
            self.slots[place] = number;
        }
    }

    pub(super) fn into_forms(self) -> Vec<Form> {
        self.known.into_iter().map(|known| known.form).collect()
    }
}

/// The hash that the form written at `start..start + len` has in all documents ([`Form::hash`]).
#[inline]
pub(super) fn hash_at(text: &[u8], (start, len): (u32, u32), kind: TokenKind) -> u64 {
    hash_of(key(text, start as usize, len as usize, kind))
}

fn hash_of(key: Key) -> u64 {
    mix(key.head, key.tail ^ u64::from(key.shape))
}

/// The place of a hash in a table of `1 << bits` slots: the upper bits of a product are the well-mixed ones.
#[allow(clippy::cast_possible_truncation)]
#[inline]
fn index_of(hash: u64, bits: u32) -> usize {
    (hash >> (64 - bits)) as usize
}

#[inline]
fn mix(state: u64, next: u64) -> u64 {
    let product = state.wrapping_mul(MULTIPLIER);
    (product ^ (product >> 32) ^ next).wrapping_mul(MULTIPLIER)
}

/// Whether the same bytes stand at both places, whose keys are the same.
fn same(text: &[u8], left: usize, right: usize, len: usize) -> bool {
    text.get(left..left + len) == text.get(right..right + len)
}

/// The eight bytes at `start`, fewer at the end of the text, as a number.
#[inline]
fn word(text: &[u8], start: usize) -> u64 {
    let rest = text.get(start..).unwrap_or_default();
    if let Some(bytes) = rest.first_chunk::<8>() {
        return u64::from_le_bytes(*bytes);
    }
    rest.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// What the token written at `start..start + len` is told apart by. Most are short, and do not end the text.
#[inline]
fn key(text: &[u8], start: usize, len: usize, kind: TokenKind) -> Key {
    let short = if len <= 8 { text.get(start..).and_then(|rest| rest.first_chunk::<8>()) } else { None };
    match short {
        Some(bytes) => Key { head: u64::from_le_bytes(*bytes) & below(len), tail: 0, shape: shape(len, kind) },
        None => long_key(text, start, len, kind),
    }
}

/// The bits of so many bytes of a number, up to eight. Tokens are never empty, so that less than 64 bits are cut off.
#[inline]
fn below(len: usize) -> u64 {
    u64::MAX >> (64 - 8 * len.max(1))
}

#[inline]
fn shape(len: usize, kind: TokenKind) -> u32 {
    #[allow(clippy::cast_possible_truncation)]
    let len = len.min(0xff_ffff) as u32;
    len << 8 | kind as u32
}

#[inline(never)]
fn long_key(text: &[u8], start: usize, len: usize, kind: TokenKind) -> Key {
    let shape = shape(len, kind);
    if len <= 8 {
        return Key { head: word(text, start) & below(len), tail: 0, shape };
    }
    let tail = word(text, start + len - 8);
    if len <= 16 {
        return Key { head: word(text, start), tail, shape };
    }
    let head = (0..len / 8).fold(len as u64, |state, index| mix(state, word(text, start + index * 8)));
    Key { head, tail, shape }
}

#[cfg(test)]
mod tests {
    use super::{Interner, TokenKind};

    #[test]
    fn the_same_bytes_get_the_same_number() {
        let text = b"the cat The the government governments government";
        let mut interner = Interner::new(100);
        let spans = [(0, 3), (4, 3), (8, 3), (12, 3), (16, 10), (27, 11), (39, 10)];
        let ids: Vec<u32> =
            spans.iter().zip(0..).map(|(&span, index)| interner.intern(text, span, TokenKind::Word, index).0).collect();
        assert_eq!(ids, [0, 1, 2, 0, 3, 4, 3]);
        assert_eq!(interner.into_forms()[0].count, 2);
    }

    #[test]
    fn it_grows_and_keeps_its_numbers() {
        let text = (10_000..15_000).map(|number| format!("00000{number}")).collect::<Vec<_>>().concat();
        let mut interner = Interner::new(100);
        for round in 0..2 {
            for index in 0..5000 {
                let id = interner.intern(text.as_bytes(), (index * 10, 10), TokenKind::Number, index);
                assert_eq!(id.0, index, "in round {round}");
            }
        }
    }
}
