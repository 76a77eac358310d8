//! A token as it is looked up, and the parts of a compound.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::chars;

/// `written` with straight apostrophes and hyphens, without soft hyphens, its combining marks composed.
pub(super) fn normalise(written: &str) -> Cow<'_, str> {
    let plain: String = written
        .chars()
        .filter(|&c| !chars::is_ignorable(c))
        .map(|c| match c {
            c if chars::is_apostrophe(c) => '\'',
            c if chars::is_hyphen(c) => '-',
            c => c,
        })
        .nfc()
        .collect();
    if plain == written { Cow::Borrowed(written) } else { Cow::Owned(plain) }
}

/// The ranges of `written` between its hyphens; those without a byte are left out.
pub(super) fn parts(written: &str) -> impl Iterator<Item = std::ops::Range<usize>> + use<'_> {
    let base = written.as_ptr() as usize;
    written.split(chars::is_hyphen).filter(|part| !part.is_empty()).map(move |part| {
        let start = part.as_ptr() as usize - base;
        start..start + part.len()
    })
}
