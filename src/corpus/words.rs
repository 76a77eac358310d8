//! What the lexicon says of every distinct form of a document, asked once.

use crate::document::{Document, FormId, Token, TokenKind};
use crate::lexicon::{Entry, Lexicon};

/// The lexicon's entry of every form of one document.
#[derive(Debug)]
pub struct WordTable {
    entries: Vec<Entry>,
}

impl WordTable {
    /// Looks up each distinct form of `document` once. Forms that are no words get an empty entry.
    pub fn new(document: &Document, lexicon: &Lexicon) -> Self {
        let entries = document
            .forms()
            .iter()
            .map(|form| {
                let token = document.tokens()[form.first as usize];
                match token.kind {
                    TokenKind::Word | TokenKind::Abbreviation => lexicon.check(&document.normalised(token)),
                    _ => Entry::default(),
                }
            })
            .collect();
        Self { entries }
    }

    /// The entry of a form.
    pub fn entry(&self, form: FormId) -> Entry {
        self.entries[form.0 as usize]
    }

    /// The entry of a token's form.
    pub fn of(&self, token: Token) -> Entry {
        self.entry(token.form)
    }
}
