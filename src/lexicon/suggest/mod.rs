//! What was meant by a word that is none: candidates, their ranking, and how sure it is.
//!
//! A noisy channel (Kernighan, Church and Gale 1990): P(typed | meant) × P(meant). The words two slips away are looked up
//! by what is left of them without two letters (Bocek, Hunt and Stiller 2007; Garbe 2015), letters being folded so that doubled ones,
//! accents and signs are no slips; each is weighed in a band of the edit table. Only if nothing good is among them, words further
//! away are looked up by their beginnings and their ends. The alignment counts the kinds of slips,
//! some of several letters (Brill and Moore 2000) and by sound and place (Mitton 1996), and some forty weights rank the candidates with
//! the frequency and kind of the word. What is lost is said by a softmax with "none of these" ([`Calibration`]), and in
//! text the neighbours have their say ([`Speller::suggest_between`]).
//!
//! `cargo run --release --example fit_suggestions -- --write --names NAMES.txt PAIRS.tsv…` fits the weights and prints the
//! calibration; without `--write` it measures what is in use. Four corrections in ten are held out of all that. Measured
//! on those, with misspellings of encyclopaedia writers and of learners and with random ones, half of them capitalised as
//! well, and names that are right:
//!
//! | share of the best | words | mean | right |
//! |---|---|---|---|
//! | 0.0–0.1 | 1072 | 3.8 % | 4.9 % |
//! | 0.1–0.3 | 773 | 19.2 % | 19.7 % |
//! | 0.3–0.5 | 587 | 39.8 % | 46.7 % |
//! | 0.5–0.7 | 629 | 60.3 % | 69.3 % |
//! | 0.7–0.8 | 387 | 75.3 % | 87.3 % |
//! | 0.8–0.9 | 701 | 85.8 % | 92.4 % |
//! | 0.9–0.95 | 685 | 92.8 % | 96.2 % |
//! | 0.95–0.98 | 833 | 96.6 % | 97.6 % |
//! | 0.98–0.99 | 371 | 98.5 % | 98.1 % |
//! | 0.99–0.998 | 413 | 99.4 % | 98.0 % |
//! | 0.998–1 | 195 | 99.9 % | 99.5 % |
//!
//! Below, it promises less than it keeps; above 0.98 [`Calibration::probability`] takes shares under 0.998 for less than 0.99.

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
mod reach;
mod room;
mod search;
mod sounds;
mod speller;
mod vocabulary;
mod weights;

pub use calibration::Calibration;
pub use candidates::{Candidate, Scratch, candidates};
pub use english::English;
pub use features::{COUNT, Feature, SLIPS};
pub use model::Model;
pub use nearby::Near;
pub use reach::{Meant, Reach};
pub use speller::Speller;
pub use vocabulary::{Bigrams, Form, Traits, Vocabulary};
