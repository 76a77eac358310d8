//! Two ways of writing one thing: which of them is the article's own.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// One place where a thing is written in one of its ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Use {
    /// The number of the way.
    pub(super) way: u16,
    /// The token, as an index into the document's tokens.
    pub(super) token: u32,
}

/// Which way prevails in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prevailing {
    /// The way.
    pub(super) way: u16,
    /// How often it is used.
    pub(super) count: usize,
    /// How often the others are used, all together.
    pub(super) others: usize,
    /// The token that first uses it.
    pub(super) first: u32,
}

impl Prevailing {
    /// Whether it is used more often than the others together.
    pub(super) const fn is_clear(self) -> bool {
        self.count > self.others
    }
}

/// The way that is used most in `uses`, or, of several, the one used first; nothing where there is only one way.
pub(super) fn prevailing(uses: &[Use]) -> Option<Prevailing> {
    let mut ways: BTreeMap<u16, (usize, u32)> = BTreeMap::new();
    for place in uses {
        ways.entry(place.way).or_insert((0, place.token)).0 += 1;
    }
    if ways.len() < 2 {
        return None;
    }
    let (&way, &(count, first)) = ways.iter().max_by_key(|(_, (count, first))| (*count, Reverse(*first)))?;
    Some(Prevailing { way, count, others: uses.len() - count, first })
}

#[cfg(test)]
mod tests {
    use super::{Use, prevailing};

    #[test]
    fn the_majority_prevails_and_then_the_first() {
        let uses =
            |ways: &[u16]| -> Vec<Use> { ways.iter().zip(0..).map(|(&way, token)| Use { way, token }).collect() };
        for (ways, expected) in [
            (&[][..], None),
            (&[1, 1], None),
            (&[1, 2], Some((1, false))),
            (&[1, 2, 2], Some((2, true))),
            (&[1, 2, 2, 3, 1], Some((1, false))),
        ] {
            let found = prevailing(&uses(ways)).map(|best| (best.way, best.is_clear()));
            assert_eq!(found, expected, "{ways:?}");
        }
    }
}
