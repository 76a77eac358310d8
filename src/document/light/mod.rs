//! What the readers of light markup languages share: lines, text within lines, and looking ahead in linear time.

mod ahead;
mod inline;
mod lines;
mod words;

pub(super) use ahead::Ahead;
pub(super) use inline::{Inline, Marks, Note, read};
pub(super) use lines::{Line, Lines};
pub(super) use words::{char_at, head, is_term, is_word_char, url_end, write};
