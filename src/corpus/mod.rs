//! What the documents of a run say of each other: facts per document, merged in any order.

mod words;

pub use words::WordTable;
