//! What was meant by a word that is none: candidates, their ranking, and how sure it is.
//!
//! A noisy channel (Kernighan, Church and Gale 1990): P(typed | meant) × P(meant). The search finds the words within a cost
//! of the typed one in both directions (Mihov and Schulz 2004), in stages that reach further while nothing good is found;
//! the alignment counts the kinds of slips, some of several letters (Brill and Moore 2000) and by sound and
//! place (Mitton 1996), and some forty weights rank them with the frequency and kind of the word. What is lost is said by a
//! softmax with "none of these" ([`Calibration`]), and in text the neighbours have their say ([`Speller::suggest_between`]).
//!
//! `cargo run --release --example fit_suggestions -- --write --names NAMES.txt PAIRS.tsv…` fits the weights and prints the
//! calibration. Four corrections in ten are held out of all that. Measured on those, with misspellings of encyclopaedia
//! writers and of learners and with random ones, half of them capitalised as well, and names that are right:
//!
//! | share of the best | words | mean | right |
//! |---|---|---|---|
//! | 0.0–0.1 | 1024 | 3.7 % | 5.4 % |
//! | 0.1–0.3 | 689 | 19.5 % | 20.8 % |
//! | 0.3–0.5 | 560 | 39.6 % | 45.9 % |
//! | 0.5–0.7 | 591 | 60.0 % | 63.3 % |
//! | 0.7–0.8 | 327 | 75.6 % | 83.8 % |
//! | 0.8–0.9 | 478 | 85.5 % | 88.1 % |
//! | 0.9–0.95 | 450 | 92.7 % | 94.0 % |
//! | 0.95–0.98 | 500 | 96.7 % | 96.6 % |
//! | 0.98–0.99 | 364 | 98.6 % | 97.8 % |
//! | 0.99–0.998 | 680 | 99.5 % | 97.5 % |
//! | 0.998–0.999 | 266 | 99.9 % | 98.9 % |
//! | 0.999–1 | 630 | 100.0 % | 99.5 % |
//!
//! The last lines are why [`Calibration::probability`] takes shares under 0.999 for less than 0.99.

// Words here have forty bytes at most, and costs fifteen nats, so that their numbers fit in the small types of the tables.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_possible_wrap)]

mod align;
mod band;
mod calibration;
mod candidates;
mod english;
mod features;
mod letters;
mod model;
mod nearby;
mod probe;
mod room;
mod search;
#[cfg(test)]
mod search_tests;
mod sounds;
mod speller;
mod vocabulary;
mod weights;

pub use calibration::Calibration;
pub use candidates::{Candidate, Reach, Scratch, candidates};
pub use english::English;
pub use features::{COUNT, Feature, SLIPS};
pub use model::Model;
pub use nearby::Near;
pub use speller::Speller;
pub use vocabulary::{Bigrams, Form, Traits, Vocabulary};
