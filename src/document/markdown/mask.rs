//! Covers what Markdown's parser does not know, byte for byte, so that it reads the rest as if it were not there.

use std::borrow::Cow;
use std::ops::Range;

use super::calls::{Call, Calls, Reads};
use super::{extensions, mdx, shortcode};
use crate::document::wordpress;

/// A text with what is covered in it.
pub(super) struct Masked<'t> {
    /// As long as the original, with its lines.
    pub(super) text: Cow<'t, str>,
    pub(super) calls: Calls,
    /// Titles that stand in what is covered, in the order of the text.
    pub(super) titles: Vec<Range<usize>>,
    /// Where the admonitions begin that are covered by marks of lists.
    pub(super) admonitions: Vec<usize>,
    /// What something goes by: no fix may touch it.
    pub(super) sealed: Vec<Range<usize>>,
}

/// A mask in the making.
pub(super) struct Mask<'t> {
    text: &'t str,
    bytes: Option<Vec<u8>>,
    pub(super) calls: Vec<Call>,
    pub(super) titles: Vec<Range<usize>>,
    pub(super) admonitions: Vec<usize>,
    pub(super) sealed: Vec<Range<usize>>,
}

impl<'t> Mask<'t> {
    /// Covers `range` with `fill`, line ends excepted.
    pub(super) fn cover(&mut self, range: Range<usize>, fill: u8) {
        let bytes = self.bytes.get_or_insert_with(|| self.text.as_bytes().to_vec());
        for byte in bytes.get_mut(range).unwrap_or_default() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = fill;
            }
        }
    }

    /// Covers a call that stands by itself in its lines: to Markdown, they are empty.
    pub(super) fn block(&mut self, range: Range<usize>) {
        self.cover(range.clone(), b' ');
        self.calls.push(Call { range, reads: Reads::Nothing });
    }

    /// Covers a call within a line.
    pub(super) fn inline(&mut self, range: Range<usize>, reads: Reads) {
        self.cover(range.clone(), b'x');
        self.calls.push(Call { range, reads });
    }

    /// Covers what reaches over several lines, empty ones among them, and stands in a paragraph all the same: to Markdown, it is
    /// one word.
    pub(super) fn lines(&mut self, range: Range<usize>) {
        self.inline(range.clone(), Reads::StandIn);
        if let Some(bytes) = self.bytes.as_mut().and_then(|bytes| bytes.get_mut(range)) {
            bytes.fill(b'x');
        }
    }

    /// Covers a comment by one that Markdown knows.
    pub(super) fn comment(&mut self, range: Range<usize>) {
        if range.len() < 7 {
            return self.inline(range, Reads::Nothing);
        }
        self.cover(range.clone(), b'x');
        if let Some(bytes) = self.bytes.as_mut().and_then(|bytes| bytes.get_mut(range)) {
            let length = bytes.len();
            for (place, mark) in bytes.iter_mut().zip(b"<!--") {
                *place = *mark;
            }
            for (place, mark) in bytes.iter_mut().skip(length - 3).zip(b"-->") {
                *place = *mark;
            }
        }
    }

    /// Puts `mark` at byte `at`.
    pub(super) fn put(&mut self, at: usize, mark: u8) {
        self.cover(at..at + 1, mark);
    }

    /// The text as it is covered by now.
    fn current(&mut self) -> Cow<'t, str> {
        // Whole characters are covered, by as many letters as they have bytes.
        match &self.bytes {
            Some(bytes) => String::from_utf8(bytes.clone()).map_or(Cow::Borrowed(self.text), Cow::Owned),
            None => Cow::Borrowed(self.text),
        }
    }
}

/// Covers what is not Markdown in `text`; `components` says that it is MDX.
pub(super) fn cover(text: &str, components: bool) -> Masked<'_> {
    let mut mask =
        Mask { text, bytes: None, calls: Vec::new(), titles: Vec::new(), admonitions: Vec::new(), sealed: Vec::new() };
    if components {
        mdx::cover(text, &mut mask);
    } else {
        mask.calls = shortcode::find(text);
        // White space in a call would end the address that it stands in.
        for address in shortcode::addresses(text, &mask.calls) {
            mask.cover(address, b'x');
        }
    }
    let codes = wordpress::find(text).map(|range| Call { range, reads: Reads::StandIn });
    mask.calls.extend(codes);
    let current = mask.current();
    extensions::cover(&current, &mut mask);
    let text = mask.current();
    let Mask { calls, titles, admonitions, sealed, .. } = mask;
    Masked { text, calls: Calls::new(calls), titles, admonitions, sealed }
}
