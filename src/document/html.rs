//! HTML.

use crate::source::Transcript;
use crate::source::transcript::Transcriber;

/// Reads `text` as HTML.
pub(super) fn read(text: &str) -> Transcript {
    Transcriber::new(text).finish()
}
