//! The cells of the edit table that a search keeps: a band along the diagonal, worked on at once.
//!
//! After so many bytes of a word only the cells of nearby places of the typed word matter (Ukkonen, "Algorithms for
//! approximate string matching", 1985): the others stand for more letters left out, or too many, than any limit allows.

use super::model::{Cost, NEVER};

/// How many cells there are in the band.
pub(super) const LANES: usize = 8;

/// How many letters more than were typed may have been meant up to any place.
pub(super) const BEHIND: usize = 4;

/// How many letters more than were meant may have been typed up to any place.
pub(super) const AHEAD: usize = LANES - 1 - BEHIND;

/// How many numbers a [`Row`] has.
pub(super) const ROW: usize = 64;

/// The cells after `depth` bytes: the one of lane l is that of place `depth + l - BEHIND` of the typed word.
pub(super) type Window = [Cost; LANES];

/// One number for each place of the typed word; that of place 0 has [`BEHIND`] numbers before it, so that a window lies in it as
/// it is.
pub(super) type Row = [Cost; ROW];

/// The numbers of a row for the cells after `depth` bytes.
#[inline]
pub(super) fn window(row: &Row, depth: usize) -> Option<&Window> {
    row.get(depth..)?.first_chunk()
}

/// The lane of a place of the typed word after `depth` bytes.
#[inline]
pub(super) const fn lane(depth: usize, place: usize) -> usize {
    // What is outside the band comes out beyond its lanes.
    (place + BEHIND).wrapping_sub(depth)
}

/// The cells after one more byte of the meant word: it was typed as the letter before the place at the cost of `wrong`, as the two
/// letters before it at that of `pairs`, or left out at that of `omitted` and `extra`.
#[inline]
pub(super) fn read(old: &Window, wrong: &Window, pairs: &Window, extra: &Window, omitted: Cost) -> Window {
    let above: Window = [old[1], old[2], old[3], old[4], old[5], old[6], old[7], NEVER];
    let below: Window = [NEVER, old[0], old[1], old[2], old[3], old[4], old[5], old[6]];
    std::array::from_fn(|lane| {
        (above[lane] + extra[lane] + omitted).min(old[lane] + wrong[lane]).min(below[lane] + pairs[lane])
    })
}

/// Strikes out the cells over their limits; whether one is left.
#[inline]
pub(super) fn prune(cells: &mut Window, limits: &Window) -> bool {
    let mut alive = false;
    for (cell, &limit) in cells.iter_mut().zip(limits) {
        let within = *cell <= limit;
        *cell = if within { *cell } else { NEVER };
        alive |= within;
    }
    alive
}

/// Lets letters be too many: each cell may be reached from those before it. `sums` says what all letters up to each place
/// cost.
#[inline]
pub(super) fn insert(cells: &Window, sums: &Window) -> Window {
    #[cfg(target_arch = "x86_64")]
    {
        // The compiler takes the cells apart, one by one, for what three steps do with all of them: it is a third of the search.
        // SAFETY: every x86-64 processor has SSE2.
        #[expect(unsafe_code, reason = "a feature that is always there has to be vouched for")]
        unsafe {
            at_once::insert(cells, sums)
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    one_by_one(cells, sums)
}

/// [`insert`] without regard to the processor.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn one_by_one(cells: &Window, sums: &Window) -> Window {
    let mut least = NEVER;
    std::array::from_fn(|lane| {
        least = least.min(cells[lane] - sums[lane]);
        least + sums[lane]
    })
}

/// [`insert`] with all cells in one register.
#[cfg(target_arch = "x86_64")]
mod at_once {
    use std::arch::x86_64::{
        __m128i, _mm_add_epi16, _mm_extract_epi16, _mm_min_epi16, _mm_or_si128, _mm_set_epi16, _mm_slli_si128,
        _mm_sub_epi16,
    };

    use super::{NEVER, Window};

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn insert(cells: &Window, sums: &Window) -> Window {
        // Less what the letters before it cost, a cell is the least of those before it (Hillis and Steele, "Data parallel
        // algorithms", 1986).
        let sums = register(sums);
        let mut least = _mm_sub_epi16(register(cells), sums);
        let never = |one: i16, two: i16, four: i16| _mm_set_epi16(0, 0, 0, 0, four, four, two, one);
        least = _mm_min_epi16(least, _mm_or_si128(_mm_slli_si128::<2>(least), never(NEVER, 0, 0)));
        least = _mm_min_epi16(least, _mm_or_si128(_mm_slli_si128::<4>(least), never(NEVER, NEVER, 0)));
        least = _mm_min_epi16(least, _mm_or_si128(_mm_slli_si128::<8>(least), never(NEVER, NEVER, NEVER)));
        let cells = _mm_add_epi16(least, sums);
        [
            _mm_extract_epi16::<0>(cells) as i16,
            _mm_extract_epi16::<1>(cells) as i16,
            _mm_extract_epi16::<2>(cells) as i16,
            _mm_extract_epi16::<3>(cells) as i16,
            _mm_extract_epi16::<4>(cells) as i16,
            _mm_extract_epi16::<5>(cells) as i16,
            _mm_extract_epi16::<6>(cells) as i16,
            _mm_extract_epi16::<7>(cells) as i16,
        ]
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn register(lanes: &Window) -> __m128i {
        let [first, second, third, fourth, fifth, sixth, seventh, last] = *lanes;
        _mm_set_epi16(last, seventh, sixth, fifth, fourth, third, second, first)
    }
}

/// The places of the bits that are set, the lowest first.
#[inline]
pub(super) fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let one = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(one)
    })
}

/// The lesser of each two cells.
#[inline]
pub(super) fn least_of(one: &Window, other: &Window) -> Window {
    std::array::from_fn(|lane| one[lane].min(other[lane]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn inserts_the_same_at_once_and_one_by_one(
            cells in prop::array::uniform8(prop_oneof![0_i16..400, Just(NEVER)]),
            letters in prop::array::uniform8(0_i16..480),
        ) {
            let mut sum = 0;
            let sums = letters.map(|cost| {
                sum += cost;
                sum
            });
            let inserted = insert(&cells, &sums);
            prop_assert_eq!(inserted, one_by_one(&cells, &sums));
            let mut before = NEVER;
            for lane in 0..LANES {
                before = cells[lane].min(before + letters[lane]);
                prop_assert_eq!(inserted[lane].min(NEVER), before.min(NEVER));
            }
        }
    }
}
