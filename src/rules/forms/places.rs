//! Where a hash has its place among the words that a rule looks for. The build script uses this, too, for the lists whose
//! words are known when the project is built.

/// How many words of 64 bits say where hashes have their places.
pub const PLACES: usize = 64;

/// How many upper bits of a hash say where its entry is.
const BITS: u32 = 10;

/// So few words are looked for one by one.
pub const A_FEW: usize = 24;

/// The number and the bit of the place of a hash.
pub fn place_of(hash: u64) -> (usize, u64) {
    // The upper bits are the better ones.
    let place = usize::try_from(hash >> 52).unwrap_or_default();
    (place / PLACES, 1 << (place % PLACES))
}

/// A bit for each place that one of the hashes has.
pub fn places_of(hashes: impl Iterator<Item = u64>) -> [u64; PLACES] {
    let mut places = [0; PLACES];
    for (number, bit) in hashes.map(place_of) {
        places[number] |= bit;
    }
    places
}

/// Where the hashes begin, of those in their order, that have these upper bits, and where the last ones end; empty if there
/// are few.
pub fn starts_of(hashes: impl ExactSizeIterator<Item = u64>) -> Vec<u16> {
    let mut starts = Vec::new();
    if hashes.len() > A_FEW && hashes.len() <= u16::MAX.into() {
        starts.resize((1 << BITS) + 1, 0);
        for hash in hashes {
            starts[upper(hash) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
    }
    starts
}

/// The upper bits of a hash, by which its entry is found.
pub fn upper(hash: u64) -> usize {
    usize::try_from(hash >> (u64::BITS - BITS)).unwrap_or_default()
}
