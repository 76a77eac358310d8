//! The compiled English as a vocabulary.

use super::nearby::Near;
use super::vocabulary::{Bigrams, Form, Traits, Vocabulary};
use crate::lexicon::automaton::Automaton;
use crate::lexicon::compiled::Compiled;
use crate::lexicon::entry::Dialects;
use crate::lexicon::format::{Forms, LIKELIEST, NAME, NO_SUGGEST, Row, TIERS, suggested_frequency};

/// The compiled English, with the dialects whose words are right.
#[derive(Debug, Clone, Copy)]
pub struct English {
    compiled: Compiled,
    dialects: Dialects,
}

/// The form of a key that is written where nothing speaks for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Usual {
    Lower,
    Title,
    Upper,
    Mixed,
}

impl English {
    /// The bundled English, with the words of these dialects; `None` where it cannot be read.
    pub fn new(dialects: Dialects) -> Option<Self> {
        Some(Self { compiled: Compiled::english()?, dialects })
    }

    /// What the words lie in.
    pub(super) const fn compiled(&self) -> Compiled {
        self.compiled
    }

    /// The form that is written, and whether it is right in these dialects. Forms in small letters go before others.
    fn usual(&self, row: &Row) -> Option<(Usual, Forms, bool)> {
        let forms = [
            (Usual::Lower, row.lower),
            (Usual::Title, row.title),
            (Usual::Upper, row.upper),
            (Usual::Mixed, row.mixed),
        ];
        let here = forms.iter().find(|(_, forms)| forms.dialects & self.dialects.bits() != 0);
        let there = || forms.iter().find(|(_, forms)| forms.dialects != 0);
        here.map(|&(usual, forms)| (usual, forms, true))
            .or_else(|| there().map(|&(usual, forms)| (usual, forms, false)))
    }

    /// What is known of the key with this number.
    fn form_of(&self, key: &[u8], number: u32) -> Option<Form> {
        let row = self.compiled.row(number);
        if row.marks & NO_SUGGEST != 0 {
            return None;
        }
        let mut traits = Traits::empty();
        if let Some((usual, forms, right)) = self.usual(&row) {
            traits.set(Traits::RARE, forms.small & self.dialects.bits() == 0);
            traits.set(Traits::PROPER, matches!(usual, Usual::Title | Usual::Mixed));
            traits.set(Traits::ACRONYM, usual == Usual::Upper);
            traits.set(Traits::OTHER_DIALECT, !right);
        } else {
            traits.set(Traits::NAME, row.marks & NAME != 0);
        }
        Some(Form { frequency: suggested_frequency(key, self.compiled.frequency(number)), traits, number })
    }
}

impl Vocabulary for English {
    fn near(&self) -> Near<'_> {
        self.compiled.near()
    }

    fn irregular(&self, form: &str) -> impl Iterator<Item = &'static str> {
        self.compiled.irregular(form)
    }

    fn likeliest(&self) -> [[Form; 2]; TIERS] {
        let form = |(frequency, rare)| {
            let traits = if rare { Traits::RARE } else { Traits::empty() };
            Form { frequency, traits, number: 0 }
        };
        LIKELIEST.map(|tier| tier.map(form))
    }

    fn names(&self) -> Option<Automaton<'_>> {
        Some(self.compiled.forward())
    }

    fn form(&self, key: &[u8]) -> Option<Form> {
        self.form_of(key, self.compiled.forward().get(key)?)
    }

    fn beginnings(&self, word: &[u8], mut visit: impl FnMut(usize, Form)) {
        self.compiled.forward().beginnings(word, |length, number| {
            let form = word.get(..length).and_then(|key| self.form_of(key, number));
            if let Some(form) = form {
                visit(length, form);
            }
        });
    }

    fn written(&self, key: &[u8], form: Form) -> String {
        let word = String::from_utf8_lossy(key);
        let titled = || {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        };
        let mixed = || self.compiled.mixed(form.number).next().map(|(text, _)| text.to_owned());
        match self.usual(&self.compiled.row(form.number)).map(|(usual, ..)| usual) {
            Some(Usual::Lower) => word.into_owned(),
            Some(Usual::Title) => titled(),
            Some(Usual::Upper) => word.to_uppercase(),
            Some(Usual::Mixed) | None => mixed().unwrap_or_else(titled),
        }
    }
}

impl Bigrams for English {
    fn association(&self, left: &str, right: &str) -> Option<f32> {
        self.compiled.association(left, right)
    }
}
