//! Every distinct written form of a document gets a number.
//!
//! A table of our own with open addressing: one multiplication a word, and no look at the text for words of at most
//! sixteen bytes, which lie in the table themselves. A slot is half a cache line and holds all that is asked for, since
//! in a long text it is the way to memory that costs.

use super::{Form, FormId, TokenKind};

/// An odd number with well-mixed bits.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The size of the table at first, as a power of two: enough for an article.
const FIRST_BITS: u32 = 9;

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

#[derive(Debug, Clone, Copy)]
struct Slot {
    key: Key,
    /// Where the form was first written.
    start: u32,
    /// How often it was written; 0 where the slot is free.
    count: u32,
    form: u32,
}

const FREE: Slot = Slot { key: Key { head: 0, tail: 0, shape: 0 }, start: 0, count: 0, form: 0 };

/// The forms found so far.
#[derive(Debug)]
pub(super) struct Interner {
    /// Two to the power of `bits` of them.
    slots: Vec<Slot>,
    bits: u32,
    /// The first token of each form, as an index into the tokens.
    firsts: Vec<u32>,
}

impl Interner {
    pub(super) fn new() -> Self {
        Self { slots: vec![FREE; 1 << FIRST_BITS], bits: FIRST_BITS, firsts: Vec::new() }
    }

    /// The number of the form written at `start..start + len`, where token `index` of kind `kind` stands.
    #[inline]
    pub(super) fn intern(&mut self, text: &[u8], (start, len): (u32, u32), kind: TokenKind, index: u32) -> FormId {
        let key = key(text, start as usize, len as usize, kind);
        let mask = self.slots.len() - 1;
        let mut place = index_of(key, self.bits);
        loop {
            let slot = &mut self.slots[place];
            if slot.count == 0 {
                return self.insert(key, start, place, index);
            }
            if slot.key == key && (len <= 16 || same(text, slot.start as usize, start as usize, len as usize)) {
                slot.count += 1;
                return FormId(slot.form);
            }
            place = (place + 1) & mask;
        }
    }

    fn insert(&mut self, key: Key, start: u32, place: usize, index: u32) -> FormId {
        // There are never more forms than bytes, of which there are at most 4 GiB.
        let form = u32::try_from(self.firsts.len()).unwrap_or(u32::MAX);
        self.firsts.push(index);
        self.slots[place] = Slot { key, start, count: 1, form };
        if self.firsts.len() * 2 > self.slots.len() {
            self.grow();
        }
        FormId(form)
    }

    #[cold]
    fn grow(&mut self) {
        self.bits += 1;
        let mask = (1 << self.bits) - 1;
        let old = std::mem::replace(&mut self.slots, vec![FREE; mask + 1]);
        for slot in old.into_iter().filter(|slot| slot.count > 0) {
            let mut place = index_of(slot.key, self.bits);
            while self.slots[place].count > 0 {
                place = (place + 1) & mask;
            }
            self.slots[place] = slot;
        }
    }

    pub(super) fn into_forms(self) -> Vec<Form> {
        let mut forms: Vec<Form> = self.firsts.iter().map(|&first| Form { first, count: 0 }).collect();
        for slot in self.slots.iter().filter(|slot| slot.count > 0) {
            if let Some(form) = forms.get_mut(slot.form as usize) {
                form.count = slot.count;
            }
        }
        forms
    }
}

/// The place of a key in a table of `1 << bits` slots: the upper bits of a product are the well-mixed ones.
#[allow(clippy::cast_possible_truncation)]
#[inline]
fn index_of(key: Key, bits: u32) -> usize {
    let mixed = mix(key.head, key.tail ^ u64::from(key.shape));
    (mixed >> (64 - bits)) as usize
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

#[inline]
fn key(text: &[u8], start: usize, len: usize, kind: TokenKind) -> Key {
    #[allow(clippy::cast_possible_truncation)]
    let shape = (len.min(0xff_ffff) as u32) << 8 | kind as u32;
    if len <= 8 {
        // Tokens are never empty, so that less than 64 bits are cut off.
        let unused = 64 - 8 * len.max(1);
        return Key { head: word(text, start) & (u64::MAX >> unused), tail: 0, shape };
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
        let mut interner = Interner::new();
        let spans = [(0, 3), (4, 3), (8, 3), (12, 3), (16, 10), (27, 11), (39, 10)];
        let ids: Vec<u32> =
            spans.iter().zip(0..).map(|(&span, index)| interner.intern(text, span, TokenKind::Word, index).0).collect();
        assert_eq!(ids, [0, 1, 2, 0, 3, 4, 3]);
        assert_eq!(interner.into_forms()[0].count, 2);
    }

    #[test]
    fn it_grows_and_keeps_its_numbers() {
        let text = (10_000..15_000).map(|number| format!("00000{number}")).collect::<Vec<_>>().concat();
        let mut interner = Interner::new();
        for round in 0..2 {
            for index in 0..5000 {
                let id = interner.intern(text.as_bytes(), (index * 10, 10), TokenKind::Number, index);
                assert_eq!(id.0, index, "in round {round}");
            }
        }
    }
}
