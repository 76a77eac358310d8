//! Every distinct written form of a document gets a number.
//!
//! A table of our own with open addressing: two multiplications a word, and no look at the text for words of at most
//! fifteen bytes, which lie in the list of forms themselves. The slots are numbers, so that the table of an article is
//! small and quickly made.

use std::hint::select_unpredictable;

use super::builder::narrow;
use super::{Form, FormId, Token, TokenKind};

/// An odd number with well-mixed bits.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The size of the table of a short text, as a power of two.
const FIRST_BITS: u32 = 7;

/// The largest size of a table at first, as a power of two: it grows where a long text has so many words.
const LAST_FIRST_BITS: u32 = 12;

/// So many bytes of a word are held in its key.
const EXACT: usize = 15;

/// So many tokens are looked at before there must be room for more.
const AT_ONCE: usize = 256;

/// What words are told apart by: exact up to [`EXACT`] bytes, and nearly so beyond.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Key {
    /// The first eight bytes; of a longer word than is exact a hash of all.
    head: u64,
    /// The next seven bytes, or the last ones of a longer word; in the upper byte the kind and the length, 0 where it is longer.
    tail: u64,
}

/// A form that was found.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    key: Key,
    hash: u64,
    /// Where the form was first written.
    start: u32,
    /// The token that was first written so.
    first: u32,
    /// How many tokens are written so.
    count: u32,
}

/// The forms found so far.
#[derive(Debug)]
pub(super) struct Interner {
    /// Two to the power of `bits` of them: the number of a form, and 1; 0 where the slot is free.
    slots: Vec<u32>,
    bits: u32,
    /// How many forms there are.
    count: usize,
    /// By form, and room for more.
    known: Vec<Known>,
}

impl Interner {
    /// For a text of so many bytes.
    pub(super) fn new(length: usize) -> Self {
        // One word in two of an article is a new one, and three quarters of the slots stay free.
        let bits = (length / 4).clamp(1 << FIRST_BITS, 1 << LAST_FIRST_BITS).next_power_of_two().ilog2();
        Self { slots: vec![0; 1 << bits], bits, count: 0, known: Vec::with_capacity(1 << (bits - 2)) }
    }

    /// Says of each token, the first of which has the number `first`, in what form it is written.
    pub(super) fn intern(&mut self, text: &[u8], tokens: &mut [Token], first: u32) {
        for (tokens, first) in tokens.chunks_mut(AT_ONCE).zip((first..).step_by(AT_ONCE)) {
            self.make_room(tokens.len());
            self.count = self.intern_few(text, tokens, first);
        }
    }

    /// Does that where there is room for them, and answers how many forms there are then.
    ///
    /// Whether a form is new cannot be foreseen: half of them are. So it is written down as if it were, and counts only if
    /// its slot was free; what is decided is whether the first slot is the right one, as it nearly always is.
    fn intern_few(&mut self, text: &[u8], tokens: &mut [Token], first: u32) -> usize {
        let (slots, known, bits) = (self.slots.as_mut_slice(), self.known.as_mut_slice(), self.bits);
        let mut count = self.count;
        for (token, number) in tokens.iter_mut().zip(first..) {
            let (start, len) = (token.span.start, (token.span.end - token.span.start) as usize);
            let key = key(text, start as usize, len, token.kind);
            let hash = hash_of(key);
            let place = index_of(hash, bits);
            let (Some(new), Some(slot)) = (known.get_mut(count), slots.get_mut(place)) else { break };
            *new = Known { key, hash, start, first: number, count: 0 };
            let is_free = *slot == 0;
            let id = select_unpredictable(is_free, count, (*slot as usize).wrapping_sub(1));
            let (id, is_new) = match known.get_mut(id) {
                Some(known) if known.key == key && len <= EXACT => {
                    known.count += 1;
                    *slot = narrow(id) + 1;
                    (id, is_free)
                }
                _ => find(text, len, place, (slots, known, count)),
            };
            token.form = FormId(narrow(id));
            count += usize::from(is_new);
        }
        count
    }

    /// Makes room for so many forms more, and slots of which half stay free.
    fn make_room(&mut self, forms: usize) {
        let wanted = self.count + forms + 1;
        if self.known.len() < wanted {
            self.known.resize(wanted.max(self.count * 2), Known::default());
        }
        if self.slots.len() < wanted * 2 {
            self.grow(wanted * 2);
        }
    }

    #[cold]
    fn grow(&mut self, wanted: usize) {
        self.bits = (wanted * 2).next_power_of_two().ilog2();
        let mask = (1 << self.bits) - 1;
        self.slots = vec![0; mask + 1];
        for (known, number) in self.known.iter().take(self.count).zip(1..) {
            let mut place = index_of(known.hash, self.bits);
            while self.slots[place] > 0 {
                place = (place + 1) & mask;
            }
            self.slots[place] = number;
        }
    }

    pub(super) fn into_forms(self) -> Vec<Form> {
        let form = |known: &Known| Form { first: known.first, count: known.count, hash: known.hash };
        self.known.iter().take(self.count).map(form).collect()
    }
}

/// The number of the form of so many bytes that was written down behind the others, of which there are `count`, and whether it
/// is new; it is looked for from the slot at `place` on.
#[inline(never)]
fn find(
    text: &[u8],
    len: usize,
    mut place: usize,
    (slots, known, count): (&mut [u32], &mut [Known], usize),
) -> (usize, bool) {
    let mask = slots.len() - 1;
    let new = known[count];
    while let Some(id) = (slots[place] as usize).checked_sub(1) {
        let known = &mut known[id];
        if known.key == new.key && (len <= EXACT || same(text, known.start as usize, new.start as usize, len)) {
            known.count += 1;
            return (id, false);
        }
        place = (place + 1) & mask;
    }
    slots[place] = narrow(count) + 1;
    known[count].count = 1;
    (count, true)
}

/// The hash that the form written at `start..start + len` has in all documents ([`Form::hash`]).
#[inline]
pub(super) fn hash_at(text: &[u8], (start, len): (u32, u32), kind: TokenKind) -> u64 {
    hash_of(key(text, start as usize, len as usize, kind))
}

fn hash_of(key: Key) -> u64 {
    mix(key.head, key.tail)
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

/// What the token written at `start..start + len` is told apart by. Few are longer than what is exact, or end the text.
#[inline]
fn key(text: &[u8], start: usize, len: usize, kind: TokenKind) -> Key {
    let bytes = text.get(start..).and_then(|rest| rest.first_chunk::<16>());
    let (Some(bytes), Some([head, tail])) = (bytes, BELOW.get(len)) else { return long_key(text, start, len, kind) };
    let bytes = u128::from_le_bytes(*bytes);
    #[allow(clippy::cast_possible_truncation)]
    let (low, high) = (bytes as u64, (bytes >> 64) as u64);
    Key { head: low & head, tail: high & tail | shape(len, kind) }
}

/// By a length, the bits of so many bytes of the first eight and of the next.
static BELOW: [[u64; 2]; EXACT + 1] = below();

const fn below() -> [[u64; 2]; EXACT + 1] {
    let mut table = [[0; 2]; EXACT + 1];
    let mut byte = 0;
    while byte < EXACT {
        table[byte + 1] = table[byte];
        table[byte + 1][byte / 8] |= 0xff << (byte % 8 * 8);
        byte += 1;
    }
    table
}

/// The upper byte of a key.
#[inline]
fn shape(len: usize, kind: TokenKind) -> u64 {
    (len as u64) << 56 | (kind as u64) << 60
}

#[inline(never)]
fn long_key(text: &[u8], start: usize, len: usize, kind: TokenKind) -> Key {
    if let Some([head, tail]) = BELOW.get(len) {
        return Key { head: word(text, start) & head, tail: word(text, start + 8) & tail | shape(len, kind) };
    }
    let head = (0..len / 8).fold(len as u64, |state, index| mix(state, word(text, start + index * 8)));
    Key { head, tail: word(text, start + len - 8) >> 8 | shape(0, kind) }
}

#[cfg(test)]
mod tests {
    use super::{FormId, Interner, Token, TokenKind};
    use crate::document::TokenFlags;
    use crate::source::Span;

    /// The numbers of the forms that stand in these places, and the interner.
    fn interned(text: &str, kind: TokenKind, spans: &[(u32, u32)]) -> (Vec<u32>, Interner) {
        let token = |&(start, len)| Token {
            span: Span::new(start, start + len),
            form: FormId(0),
            kind,
            flags: TokenFlags::empty(),
        };
        let mut tokens: Vec<Token> = spans.iter().map(token).collect();
        let mut interner = Interner::new(100);
        interner.intern(text.as_bytes(), &mut tokens, 0);
        (tokens.iter().map(|token| token.form.0).collect(), interner)
    }

    #[test]
    fn the_same_bytes_get_the_same_number() {
        let text = "the cat The the government governments government";
        let spans = [(0, 3), (4, 3), (8, 3), (12, 3), (16, 10), (27, 11), (39, 10)];
        let (ids, interner) = interned(text, TokenKind::Word, &spans);
        assert_eq!(ids, [0, 1, 2, 0, 3, 4, 3]);
        assert_eq!(interner.into_forms()[0].count, 2);
    }

    #[test]
    fn words_of_all_lengths_are_told_apart() {
        let words = (1..40).flat_map(|length| ["a".repeat(length), format!("b{}", "a".repeat(length - 1))]);
        let (mut text, mut spans) = (String::new(), Vec::new());
        for word in words.clone().chain(words) {
            spans.push((u32::try_from(text.len()).unwrap(), u32::try_from(word.len()).unwrap()));
            text.push_str(&word);
        }
        let (ids, _) = interned(&text, TokenKind::Word, &spans);
        assert!(ids.iter().take(78).copied().eq(0..78), "{ids:?}");
        assert_eq!(ids[..78], ids[78..]);
    }

    #[test]
    fn it_grows_and_keeps_its_numbers() {
        let text = (10_000..15_000).map(|number| format!("00000{number}")).collect::<Vec<_>>().concat();
        let spans: Vec<(u32, u32)> = (0..5000).chain(0..5000).map(|index| (index * 10, 10)).collect();
        let (ids, interner) = interned(&text, TokenKind::Number, &spans);
        assert!(ids.into_iter().eq((0..5000).chain(0..5000)));
        assert!(interner.into_forms().iter().all(|form| form.count == 2));
    }
}
