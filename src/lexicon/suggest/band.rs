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

/// The cells after one more byte of the meant word: it was typed as the letter before the place at the cost of `wrong`, or left
/// out at the cost of `omitted` and `extra`.
#[inline]
pub(super) fn read(old: &Window, wrong: &Window, extra: &Window, omitted: Cost) -> Window {
    let above: Window = [old[1], old[2], old[3], old[4], old[5], old[6], old[7], NEVER];
    std::array::from_fn(|lane| (above[lane] + extra[lane] + omitted).min(old[lane] + wrong[lane]))
}

/// Strikes out the cells over their limits; whether one is left.
#[inline]
pub(super) fn prune(cells: &mut Window, limits: &Window) -> bool {
    let mut least = NEVER;
    for (cell, &limit) in cells.iter_mut().zip(limits) {
        *cell = if *cell <= limit { *cell } else { NEVER };
        least = least.min(*cell);
    }
    least < NEVER
}

/// Lets letters be too many: each cell may be reached from the one before it.
#[inline]
pub(super) fn insert(cells: &mut Window, insertions: &Window, limits: &Window) {
    let mut left = NEVER;
    for ((cell, &insertion), &limit) in cells.iter_mut().zip(insertions).zip(limits) {
        let cost = left + insertion;
        // Without a branch, as which cells are reached cannot be foreseen.
        left = if cost <= limit { (*cell).min(cost) } else { *cell };
        *cell = left;
    }
}

/// The most that is left of the limits at any cell.
#[inline]
pub(super) fn slack(cells: &Window, limits: &Window, next: &Window) -> Cost {
    let left = |lane: usize| limits[lane].max(next[lane]) - cells[lane];
    (0..LANES).map(left).fold(Cost::MIN, Cost::max)
}
