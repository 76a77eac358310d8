//! What the lexicon says of every distinct form of a document, asked once.

use rayon::prelude::*;

use super::names;
use crate::document::{Document, Form, FormId, Token, TokenKind};
use crate::lexicon::{Entry, Lexicon, Met, WordNumber, hash_of};

/// The marks of words that are asked for at every token or form: a title of people,
const TITLE: u8 = 1;
/// a small word that stands inside names,
const PARTICLE: u8 = 2;
/// a word with letters beyond ASCII.
const WIDE: u8 = 4;

/// So many forms are looked up by one thread: an article has fewer, a book has more.
const AT_ONCE: usize = 1 << 13;

/// The lexicon's entry of every form of one document.
#[derive(Debug)]
pub struct WordTable {
    met: Vec<Met>,
    /// Their marks by themselves, as they are asked for at every token: those of a long document take little of the cache.
    marks: Vec<u8>,
}

impl WordTable {
    /// Looks up each distinct form of `document` once. Forms that are no words get an empty entry.
    pub fn new(document: &Document, lexicon: &Lexicon) -> Self {
        let look_up = |forms: &[Form]| -> Vec<Met> {
            lexicon.remembering(|met| {
                met.approach(forms.iter().map(|form| form.hash));
                // The hash is one of the kind, too: what is a word here and a part of an address there are two.
                forms.iter().map(|form| met.get(form.hash, || meet(document, lexicon, form))).collect()
            })
        };
        let forms = document.forms();
        let met = if forms.len() > AT_ONCE {
            forms.par_chunks(AT_ONCE).map(look_up).collect::<Vec<_>>().concat()
        } else {
            look_up(forms)
        };
        let marks = met.iter().map(|met| met.marks).collect();
        Self { met, marks }
    }

    /// The entry of a form.
    pub fn entry(&self, form: FormId) -> Entry {
        self.met[form.0 as usize].entry
    }

    /// The entry of a token's form.
    pub fn of(&self, token: Token) -> Entry {
        self.entry(token.form)
    }

    /// The number of a token's form in the bundled dictionary.
    pub fn number(&self, token: Token) -> Option<WordNumber> {
        self.met.get(token.form.0 as usize).and_then(|met| met.number)
    }

    /// Whether a token's form is a title of people ([`names::is_title`]).
    pub(super) fn is_title(&self, token: Token) -> bool {
        self.marks(token) & TITLE != 0
    }

    /// Whether a token's form is a small word that stands inside names.
    pub(super) fn is_particle(&self, token: Token) -> bool {
        self.marks(token) & PARTICLE != 0
    }

    /// Whether a token's form is neither a title of people nor a small word that stands inside names.
    pub(super) fn is_plain(&self, token: Token) -> bool {
        self.marks(token) & (TITLE | PARTICLE) == 0
    }

    /// Whether a form has letters beyond ASCII.
    pub fn is_wide(&self, form: FormId) -> bool {
        self.marks_of(form) & WIDE != 0
    }

    fn marks(&self, token: Token) -> u8 {
        self.marks_of(token.form)
    }

    fn marks_of(&self, form: FormId) -> u8 {
        self.marks.get(form.0 as usize).copied().unwrap_or_default()
    }

    /// By form, the hash of its letters ([`hash_of`]).
    pub fn letters(&self) -> impl ExactSizeIterator<Item = u64> + '_ {
        self.met.iter().map(|met| met.letters)
    }
}

/// What is to be known of a form that was not met before.
#[cold]
fn meet(document: &Document, lexicon: &Lexicon, form: &Form) -> Met {
    let token = document.tokens()[form.first as usize];
    let text = document.text_of(token);
    let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Abbreviation);
    let (entry, number) = if is_word { lexicon.look_up(&document.normalised(token)) } else { (Entry::default(), None) };
    let mark = |holds: bool, mark: u8| if holds { mark } else { 0 };
    let marks =
        mark(names::is_title(text), TITLE) | mark(names::is_particle(text), PARTICLE) | mark(!text.is_ascii(), WIDE);
    Met { entry, letters: hash_of(text), number, marks }
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, WordTable};
    use crate::document::{Document, Format};
    use crate::lexicon::Lexicon;

    #[test]
    fn many_words_are_looked_up_as_a_few_are() {
        let letter = |number: usize| char::from(b"aeioubdgklmnprst"[number % 16]);
        let word = |number: usize| -> String { [12, 8, 4, 0].iter().map(|shift| letter(number >> shift)).collect() };
        let text: Vec<String> = (0..AT_ONCE * 3 / 2).map(|number| word(number * 3)).collect();
        let (lexicon, fresh) = (Lexicon::default(), Lexicon::default());
        let document = Document::parse(text.join(" ").into(), Format::Plain);
        assert!(document.forms().len() > AT_ONCE);
        let words = WordTable::new(&document, &lexicon);
        let mut known = 0;
        for &token in document.tokens() {
            let (entry, number) = fresh.look_up(document.text_of(token));
            assert_eq!((words.of(token), words.number(token)), (entry, number), "{}", document.text_of(token));
            known += usize::from(entry.accepted());
        }
        assert!(known > 100, "{known}");
    }
}
