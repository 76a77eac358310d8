//! The words of the running text of an article, as what they are compared by.

use std::ops::Range;

use crate::document::{Block, Document, TokenFlags, TokenKind};
use crate::rules::forms::{CONTENT, FormTable, NO_WORD, ONCE};

/// The key that parts what no sequence may reach over; no word has it.
const BARRIER: u32 = NO_WORD;

/// The content words among so many words are sought at once.
const AT_ONCE: usize = 256;

/// Of so many words in a row the first one has the number of its token in full.
const GROUP: usize = 64;

/// The words of the running text of an article, as keys to compare ([`FormTable::keys`]): that different words share one is
/// made harmless by five words in a row.
///
/// A long text has millions of them, so that a position takes five bytes, not eight.
#[derive(Debug, Default)]
pub(in crate::rules) struct Words {
    /// By position, the key of a word, or a barrier.
    keys: Vec<u32>,
    /// By position, the number of its token behind that of the first one of its group. That of a barrier means nothing.
    offsets: Vec<u8>,
    /// By group, the number of the token of the first position.
    groups: Vec<u32>,
    /// How many of them are content words that stand in the article more than once.
    counting: usize,
}

impl Words {
    /// The words of the blocks of `document` that `wanted` picks. Words in quotations and after `[sic]` are left out.
    pub(super) fn new(document: &Document, forms: &FormTable, wanted: impl Fn(&Block) -> bool) -> Self {
        let count = document.tokens().len();
        let mut words = Self {
            keys: Vec::with_capacity(count),
            offsets: Vec::with_capacity(count),
            groups: Vec::with_capacity(count / GROUP + 1),
            counting: 0,
        };
        for block in document.blocks().iter().filter(|block| wanted(block)) {
            for sentence in document.sentences_of(block) {
                words.part(sentence.tokens.start);
                let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
                let tokens = document.tokens().get(range.clone()).unwrap_or_default();
                let keys = forms.keys().get(range).unwrap_or_default();
                for ((token, &key), index) in tokens.iter().zip(keys).zip(sentence.tokens.start..) {
                    if token.flags.intersects(TokenFlags::QUOTED | TokenFlags::SIC) || token.kind == TokenKind::Opaque {
                        words.part(index);
                    } else if key != NO_WORD {
                        words.push(key, index);
                        words.counting += usize::from(counts(key));
                    }
                }
            }
        }
        words.part(u32::try_from(count).unwrap_or(u32::MAX));
        words
    }

    /// Parts what stands before from what stands from this token on.
    fn part(&mut self, token: u32) {
        if self.keys.last().is_none_or(|&last| last != BARRIER) {
            self.push(BARRIER, token);
        }
    }

    #[inline]
    fn push(&mut self, key: u32, token: u32) {
        if self.keys.len().is_multiple_of(GROUP) {
            self.groups.push(token);
        }
        let first = self.groups.last().copied().unwrap_or_default();
        let offset = u8::try_from(token.saturating_sub(first)).unwrap_or_else(|_| self.begin_group(token));
        self.keys.push(key);
        self.offsets.push(offset);
    }

    /// Ends a group with barriers, where much is left out before the word of this token, which begins the next one.
    #[cold]
    fn begin_group(&mut self, token: u32) -> u8 {
        let length = self.keys.len().next_multiple_of(GROUP);
        self.keys.resize(length, BARRIER);
        self.offsets.resize(length, u8::MAX);
        self.groups.push(token);
        0
    }

    /// How many positions there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// How many content words there are that stand in the article more than once.
    pub(super) fn counting(&self) -> usize {
        self.counting
    }

    /// The number of the token of the word at `position`.
    pub(super) fn token(&self, position: usize) -> usize {
        let place = self.groups.get(position / GROUP).zip(self.offsets.get(position));
        place.map_or(usize::MAX, |(&first, &offset)| first as usize + usize::from(offset))
    }

    /// How many content words stand in `range`.
    pub(super) fn content(&self, range: Range<usize>) -> usize {
        self.keys.get(range).unwrap_or_default().iter().filter(|&key| key & CONTENT != 0).count()
    }

    /// Whether the word at `position` is a content word.
    pub(super) fn is_content(&self, position: usize) -> bool {
        self.key(position) & CONTENT != 0
    }

    fn key(&self, position: usize) -> u32 {
        self.keys.get(position).copied().unwrap_or(BARRIER)
    }

    /// Whether the same word stands at both positions.
    pub(super) fn agree(&self, left: usize, right: usize) -> bool {
        let key = self.key(left);
        key != BARRIER && key == self.key(right)
    }

    /// Whether a word stands at both positions, be it the same or not.
    pub(super) fn are_words(&self, left: usize, right: usize) -> bool {
        self.key(left) != BARRIER && self.key(right) != BARRIER
    }

    /// Hands on where three content words in a row stand, each of which stands more than once, and their hash.
    ///
    /// Whether a word is a content word cannot be foreseen: the place of each is written down as if it were, and the next one
    /// over it where it is not.
    #[inline]
    pub(super) fn each_three(&self, mut hand_on: impl FnMut(Range<usize>, u64)) {
        let mut last = [(0_usize, 0_u32); 2];
        let mut run = 0;
        let mut places = [(0_usize, 0_u32); AT_ONCE];
        for (keys, start) in self.keys.chunks(AT_ONCE).zip((0..).step_by(AT_ONCE)) {
            let mut count = 0;
            for (&key, position) in keys.iter().zip(start..) {
                if let Some(place) = places.get_mut(count) {
                    *place = (position, key);
                }
                count += usize::from(key & CONTENT != 0 || key == BARRIER);
            }
            for &(position, key) in places.iter().take(count) {
                if !counts(key) {
                    // No three in a row that it is one of stand twice.
                    run = 0;
                    continue;
                }
                let [(first, one), second] = last;
                last = [second, (position, key)];
                run += 1;
                if run >= 3 {
                    hand_on(first..position + 1, mix(mix(u64::from(one), u64::from(second.1)), u64::from(key)));
                }
            }
        }
    }
}

/// Whether a word of this key is a content word that stands in the article more than once.
const fn counts(key: u32) -> bool {
    key & (CONTENT | ONCE) == CONTENT
}

/// The hash of what has `hash`, and `more` behind it.
pub(super) fn mix(hash: u64, more: u64) -> u64 {
    (hash.rotate_left(23) ^ more).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::{BARRIER, GROUP, Words};
    use crate::corpus::WordTable;
    use crate::document::{Document, Format};
    use crate::lexicon::Lexicon;
    use crate::rules::forms::FormTable;

    #[test]
    fn words_are_found_again_where_they_stand() {
        let words = |count: usize| "the old town by a river ".repeat(count / 6);
        for quoted in [0, 1, 60, 240, 300, 1_000] {
            let text = format!("{}. He said: “{}” {}.", words(90), words(quoted), words(300));
            let document = Document::parse(text.into(), Format::Plain);
            let forms = FormTable::new(&document, &WordTable::new(&document, &Lexicon::default()));
            let found = Words::new(&document, &forms, |_| true);
            let mut tokens = Vec::new();
            for position in 0..found.len() {
                let token = found.token(position);
                if found.key(position) != BARRIER {
                    assert_eq!(Some(&found.key(position)), forms.keys().get(token), "{quoted}, {position}");
                    tokens.push(token);
                }
            }
            assert_eq!(tokens.len(), 90 + 2 + 300);
            assert!(tokens.is_sorted_by(|left, right| left < right));
            assert!(found.len() < tokens.len() + 4 + GROUP);
        }
    }
}
