//! Paths become texts, and places in a text become lines and columns.

mod format;
mod input;
mod lines;
mod span;
mod walk;

pub use format::Format;
pub use input::{Input, Origin, Source, SourceError};
pub use lines::{LineColumn, LineIndex};
pub use span::Span;
pub use walk::{inputs, walk};
