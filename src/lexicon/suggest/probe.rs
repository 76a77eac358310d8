//! The typed word, prepared for the search and the alignment.

use super::band::{BEHIND, ROW, Row};
use super::features::{Feature, SHARED, SYMBOLS, insertion, is_vowel, symbol};
use super::model::{Cost, Costs, Model, NEVER};
use super::sounds::LONGEST;

/// The longest word, in bytes, for which anything is suggested.
pub(super) const MAX_TYPED: usize = 40;

/// A place in the typed word where several letters may stand for others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// What may have been meant; only the first `meant_len` bytes count.
    meant: [u8; LONGEST],
    meant_len: u8,
    /// The same as a number, its last byte the lowest, and the bits that belong to it.
    pub(super) code: u64,
    pub(super) mask: u64,
    /// Where it begins and ends in the typed word.
    pub(super) start: u8,
    pub(super) end: u8,
    pub(super) kind: Feature,
    /// Whether it costs much less than letter by letter, so that the search regards it.
    pub(super) saves: bool,
    /// What that costs the search.
    pub(super) cost: Cost,
}

impl Spot {
    fn new(meant: &[u8], (start, end): (usize, usize), kind: Feature, cost: Cost, saves: bool) -> Self {
        let mut bytes = [0; LONGEST];
        for (to, &from) in bytes.iter_mut().zip(meant) {
            *to = from;
        }
        Self {
            meant: bytes,
            meant_len: meant.len() as u8,
            code: code(meant),
            mask: mask(meant.len()),
            start: start as u8,
            end: end as u8,
            kind,
            saves,
            cost,
        }
    }

    /// Whether two letters are swapped.
    pub(super) const fn is_swap(&self) -> bool {
        matches!(self.kind, Feature::Swapped | Feature::VowelsSwapped)
    }

    pub(super) fn meant(&self) -> &[u8] {
        &self.meant[..usize::from(self.meant_len)]
    }
}

/// The last bytes of a word as a number, the last one the lowest.
pub(super) fn code(word: &[u8]) -> u64 {
    word.iter().fold(0, |code, &byte| code << 8 | u64::from(byte))
}

/// The bits of a [`code`] that belong to so many bytes.
const fn mask(bytes: usize) -> u64 {
    if bytes >= 8 { u64::MAX } else { (1 << (8 * bytes)) - 1 }
}

/// The typed word, ready to be compared with others.
#[derive(Debug)]
pub(super) struct Probe {
    /// The word in small letters.
    pub(super) typed: Vec<u8>,
    /// What it costs that the letter at a place is one too much.
    pub(super) insertions: Vec<Cost>,
    /// What kind of slip that is.
    pub(super) insertion_kinds: Vec<Feature>,
    /// Where several letters may stand for others.
    pub(super) spots: Vec<Spot>,
    /// By symbol, what it costs at each cell that it was typed as the letter before the cell. It is not the first that was meant,
    /// which costs more.
    pub(super) wrong: Box<[Row; SYMBOLS]>,
}

impl Default for Probe {
    fn default() -> Self {
        Self {
            typed: Vec::new(),
            insertions: Vec::new(),
            insertion_kinds: Vec::new(),
            spots: Vec::new(),
            wrong: Box::new([[NEVER; ROW]; SYMBOLS]),
        }
    }
}

impl Probe {
    /// Prepares a word in small letters for the search, of [`MAX_TYPED`] bytes at most.
    pub(super) fn set(&mut self, model: &Model, word: &[u8]) {
        self.typed.clear();
        self.typed.extend_from_slice(word);
        self.spots.clear();
        self.insertions.clear();
        self.insertion_kinds.clear();
        let mut tail = 0;
        for (index, &letter) in word.iter().enumerate() {
            tail = tail << 8 | u64::from(letter);
            let before = index.checked_sub(1).and_then(|before| word.get(before)).copied();
            let kind = insertion(before, letter, word.get(index + 1).copied());
            self.insertion_kinds.push(kind);
            self.insertions.push(model.reach.slip(kind));
            let end = index + 1;
            if let Some(before) = before.filter(|&before| before != letter) {
                let vowels = is_vowel(before) && is_vowel(letter);
                let kind = if vowels { Feature::VowelsSwapped } else { Feature::Swapped };
                self.spots.push(Spot::new(&[letter, before], (end - 2, end), kind, model.reach.slip(kind), true));
            }
            if let Some(&[first, between]) = word.get(end.wrapping_sub(3)..index)
                && first != letter
                && is_vowel(first)
                && is_vowel(letter)
                && !is_vowel(between)
            {
                let kind = Feature::VowelsExchanged;
                self.spots.push(Spot::new(
                    &[letter, between, first],
                    (end - 3, end),
                    kind,
                    model.reach.slip(kind),
                    true,
                ));
            }
            for &(sound, saves) in model.sounds(letter) {
                let typed = sound.typed;
                if tail & mask(typed.len()) == sound.code && typed.len() <= end {
                    self.spots.push(Spot::new(
                        sound.meant,
                        (end - typed.len(), end),
                        sound.kind,
                        model.reach.slip(sound.kind),
                        saves,
                    ));
                }
            }
        }
        self.read(&model.reach);
    }

    /// Prepares the same word for the ranking, which regards all spots.
    pub(super) fn set_ranked(&mut self, model: &Model, other: &Self) {
        let costs = &model.rank;
        self.typed.clone_from(&other.typed);
        self.insertion_kinds.clone_from(&other.insertion_kinds);
        self.insertions.clear();
        self.insertions.extend(self.insertion_kinds.iter().map(|&kind| costs.slip(kind)));
        self.spots.clear();
        self.spots.extend(other.spots.iter().map(|spot| Spot { cost: costs.slip(spot.kind), saves: true, ..*spot }));
        self.read(costs);
    }

    /// Works out what reading each symbol costs at each cell. What an earlier word has left beyond the length of this one is outside
    /// the table.
    fn read(&mut self, costs: &Costs) {
        for (place, &typed) in self.typed.iter().enumerate() {
            let (first, column) = (if place == 0 { costs.first } else { 0 }, symbol(typed));
            for (row, costs) in self.wrong.iter_mut().zip(&costs.substitutions) {
                row[place + 1 + BEHIND] = costs[column] + first;
            }
            // Bytes that share a symbol are told apart when the row is filled.
            if column < SHARED {
                self.wrong[column][place + 1 + BEHIND] = 0;
            }
        }
    }
}
