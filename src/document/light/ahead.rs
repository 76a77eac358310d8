//! Looking ahead for what closes something, in linear time.

/// How many kinds of searches there may be.
const KINDS: usize = 32;

/// What searches have found. A search from a place between where one of its kind began and what it found finds the same.
#[derive(Debug, Clone, Default)]
pub(in crate::document) struct Ahead {
    known: [Option<(usize, Option<usize>)>; KINDS],
}

impl Ahead {
    /// What `search`, which is of that kind and looks from `from` onwards for the first place of it, finds. What it looks
    /// for must not depend on where it begins.
    pub(in crate::document) fn find(
        &mut self,
        kind: usize,
        from: usize,
        search: impl FnOnce() -> Option<usize>,
    ) -> Option<usize> {
        let known = self.known.get(kind).copied().flatten();
        if let Some((start, found)) = known
            && from >= start
            && found.is_none_or(|found| from <= found)
        {
            return found;
        }
        let found = search();
        if let Some(known) = self.known.get_mut(kind) {
            *known = Some((from, found));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Ahead;

    #[test]
    fn nothing_is_searched_twice() {
        let mut ahead = Ahead::default();
        assert_eq!(ahead.find(0, 3, || Some(9)), Some(9));
        assert_eq!(ahead.find(0, 5, || unreachable!()), Some(9));
        assert_eq!(ahead.find(0, 10, || None), None);
        assert_eq!(ahead.find(0, 12, || unreachable!()), None);
        assert_eq!(ahead.find(1, 12, || Some(13)), Some(13));
    }
}
