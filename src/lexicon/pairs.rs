//! How often words stand beside each other, as a hash table that lies in bytes.

use super::format::{PAIRS_A_BUCKET, pair_hash};

/// Pairs of keys in buckets of about four, each by a fingerprint of two bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pairs {
    /// By bucket, where its pairs begin: how far from where they would if all buckets were equally full.
    buckets: &'static [[u8; 2]],
    pairs: &'static [[u8; 3]],
}

impl Pairs {
    pub(super) const fn new(buckets: &'static [u8], pairs: &'static [u8]) -> Self {
        Self { buckets: buckets.as_chunks().0, pairs: pairs.as_chunks().0 }
    }

    #[cfg(test)]
    pub(super) const fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Eight times the natural logarithm of the count, where there is one.
    pub(super) fn frequency(&self, left: u32, right: u32) -> Option<u8> {
        let buckets = u32::try_from(self.buckets.len()).ok()?.checked_sub(1)?;
        let (bucket, fingerprint) = pair_hash(left, right, buckets);
        let pairs = self.pairs.get(self.start(bucket)?..self.start(bucket + 1)?)?;
        pairs.iter().find(|&&[a, b, _]| u16::from_le_bytes([a, b]) == fingerprint).map(|&[_, _, count]| count)
    }

    fn start(&self, bucket: u32) -> Option<usize> {
        let offset = i16::from_le_bytes(*self.buckets.get(bucket as usize)?);
        bucket.checked_mul(PAIRS_A_BUCKET)?.checked_add_signed(offset.into()).map(|start| start as usize)
    }
}
