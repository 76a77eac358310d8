//! Paths become texts, and places in a text become lines and columns.

mod input;
mod lines;
mod span;

pub use input::{Source, SourceError};
pub use lines::{LineColumn, LineIndex};
pub use span::Span;
