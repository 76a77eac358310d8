//! Paths become texts, and places in a text become lines and columns.

mod block;
mod format;
mod input;
mod keys;
mod lines;
pub mod office;
mod span;
mod text;
pub mod transcript;
mod walk;

pub use block::BlockKind;
pub use format::Format;
pub use input::{Input, Origin, Source, SourceError};
pub use keys::{BadKeyPath, KeyPaths, KeyPlace};
pub use lines::{LineColumn, LineIndex};
pub use span::Span;
pub use text::Text;
pub use transcript::Transcript;
pub use walk::{inputs, inputs_among, walk};
