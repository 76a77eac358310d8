//! Numbers picked from a row, where nobody can foresee which will be.

/// The numbers that were picked, in their order.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    room: Vec<u32>,
    count: usize,
}

impl Gathered {
    /// None as yet, and room for so many.
    pub(crate) fn of_at_most(most: usize) -> Self {
        Self { room: vec![0; most + 1], count: 0 }
    }

    /// None any more, and room for so many.
    pub(crate) fn begin(&mut self, most: usize) -> &mut Self {
        self.count = 0;
        if self.room.len() <= most {
            self.room.resize(most + 1, 0);
        }
        self
    }

    /// Picks `number`, or writes it where the next one will be: a processor guesses wrong too often which of both it is to do.
    #[inline]
    pub(crate) fn add_where(&mut self, is_picked: bool, number: u32) {
        if let Some(next) = self.room.get_mut(self.count) {
            *next = number;
            self.count += usize::from(is_picked);
        }
    }

    /// Those that were picked.
    pub(crate) fn all(&self) -> &[u32] {
        self.room.get(..self.count).unwrap_or_default()
    }

    /// Those that were picked, without the room for others.
    pub(crate) fn into_all(mut self) -> Vec<u32> {
        self.room.truncate(self.count);
        self.room
    }
}

#[cfg(test)]
mod tests {
    use super::Gathered;

    #[test]
    fn what_is_picked_is_kept_in_order() {
        let mut even = Gathered::of_at_most(9);
        (0..9).for_each(|number| even.add_where(number % 2 == 0, number));
        assert_eq!(even.all(), [0, 2, 4, 6, 8]);
        (0..20).fold(even.begin(20), |odd, number| {
            odd.add_where(number % 2 == 1, number);
            odd
        });
        assert_eq!(even.into_all().len(), 10);
    }
}
