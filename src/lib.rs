//! copydesk reads articles and finds what a copy editor would mark.
//!
//! The modules stand in the order in which data passes through them; each may use only those above it that
//! `tests/tidy.rs` grants it.
//!
//! 1. [`source`]: paths become texts; spans and lines index them.
//! 2. [`document`]: a text becomes prose, sentences and tokens.
//! 3. [`lexicon`]: what a word is, how likely it is, and what was meant by one that is none.
//! 4. [`corpus`]: what the other documents of the run say.
//! 5. [`diagnostic`]: what a rule may say: severity, notes, fixes.
//! 6. [`rules`]: document, lexicon and corpus become diagnostics.
//! 7. [`baseline`], [`fix`] and [`render`]: diagnostics are held against those of before, become a new text, or bytes to
//!    read.
//! 8. [`config`]: what the project has decided. [`cache`]: what an earlier run found.
//! 9. [`pipeline`]: the story of one run, from paths to sorted diagnostics.
//!
//! Beside them, [`bounded`] reads files of settings and words, which are never long.

pub mod bounded;

pub mod source;

pub mod document;
pub mod lexicon;

pub mod corpus;

pub mod diagnostic;

pub mod rules;

pub mod baseline;
pub mod fix;
pub mod render;

pub mod cache;
pub mod config;
pub mod pipeline;
