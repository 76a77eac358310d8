//! A hash of the letters of a word, whatever its capitals.

/// A hash of the letters of `word`, the same for small letters and capitals and for all shapes of apostrophe. Two different
/// words share one once in 2⁶³ pairs.
pub fn hash_of(word: &str) -> u64 {
    if word.is_ascii() && !word.contains('`') {
        return hash_letters(word.as_bytes());
    }
    let straight: String =
        word.chars().map(|c| if matches!(c, '’' | '`' | '´' | '′' | 'ʼ') { '\'' } else { c }).collect();
    hash_letters(straight.to_lowercase().as_bytes())
}

fn hash_letters(letters: &[u8]) -> u64 {
    /// The bit that small ASCII letters have and capitals have not, in each of eight bytes; apostrophes, hyphens and digits
    /// have it, too.
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let (chunks, rest) = letters.as_chunks::<8>();
    let tail = rest.iter().fold(letters.len() as u64, |word, &byte| word << 8 | u64::from(byte | 0x20));
    let hash = chunks.iter().fold(0, |hash, chunk| mix(hash, u64::from_be_bytes(*chunk) | SMALL));
    let hash = mix(hash, tail);
    hash ^ hash >> 32
}

fn mix(hash: u64, more: u64) -> u64 {
    (hash.rotate_left(23) ^ more).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::hash_of;

    #[test]
    fn hashes_tell_words_apart_and_not_their_capitals() {
        for (left, right, same) in [
            ("Colour", "colour", true),
            ("DON’T", "don't", true),
            ("ÉTÉ", "été", true),
            ("organisation", "organisations", false),
            ("a", "aa", false),
            ("abcdefgh", "abcdefg", false),
        ] {
            assert_eq!(hash_of(left) == hash_of(right), same, "{left} {right}");
        }
    }
}
