//! Which kinds a word has, looked up by its hash in the table that the build script made.

use crate::rules::kinds::{Kinds, SLOT, SLOTS, slot_of};

static KINDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/kinds.bin"));

/// The kinds of the word whose letters have this hash.
pub(super) fn kinds_of(hash: u64) -> Kinds {
    let (mut slot, told) = slot_of(hash);
    loop {
        let Some(&[a, b, c, d, low, high]) = KINDS.get(slot * SLOT..).and_then(<[u8]>::first_chunk) else { return 0 };
        let kinds = Kinds::from_le_bytes([low, high]);
        if kinds == 0 || u32::from_le_bytes([a, b, c, d]) == told {
            return kinds;
        }
        slot = (slot + 1) % SLOTS;
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::forms::hash_of;
    use crate::rules::kinds;

    #[test]
    fn the_table_has_the_kinds_of_each_word() {
        for word in kinds::words() {
            assert_eq!(super::kinds_of(hash_of(&word)), kinds::kinds_of(&word), "{word}");
        }
        for word in ["", "the", "was", "of", "nobody", "qwx", "townss", "goed"] {
            assert_eq!((super::kinds_of(hash_of(word)), kinds::kinds_of(word)), (0, 0), "{word}");
        }
    }
}
