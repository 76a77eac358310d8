//! The distinct written forms of a document as rules look for them: by a hash of their letters, with the places where each
//! stands, so that a rule with a list of words asks once for each form and visits only what it found. Marks of punctuation
//! and numbers, which many rules look for, are listed by themselves.

#[allow(unreachable_pub, reason = "the build script includes it, too")]
mod places;
mod wanted;

use std::sync::{LazyLock, OnceLock};

use self::wanted::ByPlace;
pub(super) use self::wanted::{Group, Wanted};
use super::function_words;
use crate::corpus::WordTable;
use crate::document::{Document, Form, FormId, Gathered, Token, TokenFlags, TokenKind};
pub(super) use crate::lexicon::hash_of;
use crate::rules::kind_table::kinds_of;
use crate::rules::kinds::Kinds;

/// The key of a mark of punctuation; no word has it.
pub(super) const NO_WORD: u32 = 0;

/// The bit of a key that says that the word is a content word.
pub(super) const CONTENT: u32 = 1;

/// What is set in the key of a word that stands in the document once. Nothing that it is part of stands there twice.
pub(super) const ONCE: u32 = 1 << 1;

/// The words that carry grammar.
pub(super) static FUNCTION_WORDS: LazyLock<Wanted<()>> =
    LazyLock::new(|| Wanted::new(function_words::entries().map(|word| (word, ()))));

/// Words longer than this, in bytes, are lowered on the heap.
const SHORT: usize = 48;

/// A mark of punctuation in the text.
#[derive(Debug, Clone, Copy)]
struct Mark {
    /// The number of its token.
    token: u32,
    /// Its first byte, by which nearly all marks are told apart.
    first: u8,
}

/// The forms of a document by their letters, and where each stands: made once for all rules.
#[derive(Debug)]
pub(super) struct FormTable {
    /// By form, the hash of its letters ([`hash_of`]).
    hashes: Vec<u64>,
    /// The forms that are words.
    by_place: ByPlace,
    /// By form, where its places begin, and one more.
    starts: Vec<u32>,
    /// The numbers of the tokens, those of one form together.
    places: Vec<u32>,
    /// By token, the key of its form.
    keys: Vec<u32>,
    /// The marks of punctuation, in the order of the text.
    marks: Vec<Mark>,
    /// The numbers of the tokens that are numbers, in the order of the text.
    numbers: Vec<u32>,
    /// The numbers of the tokens that begin with a capital, in the order of the text.
    capitals: Vec<u32>,
    /// By form, its kinds, once they are asked for.
    kinds: OnceLock<Vec<Kinds>>,
}

impl FormTable {
    /// Looks at every form and token of `document` once.
    pub(super) fn new(document: &Document, words: &WordTable) -> Self {
        let tokens = document.tokens();
        let mut starts: Vec<u32> = Vec::with_capacity(document.forms().len() + 1);
        let mut forms: Vec<u32> = Vec::with_capacity(document.forms().len());
        let mut times = Times::new(document.forms().len());
        let mut end = 0;
        for (form, hash) in document.forms().iter().zip(words.letters()) {
            starts.push(end);
            let key = tokens.get(form.first as usize).map_or(NO_WORD, |&first| key(hash, first));
            forms.push(key);
            times.add(key, form.count);
            end += form.count;
        }
        starts.push(end);
        for key in &mut forms {
            if *key != NO_WORD && times.is_once(*key) {
                *key |= ONCE;
            }
        }
        let bytes = document.text().as_bytes();
        let mut marks = Gathered::of_at_most(tokens.len());
        let mut numbers = Vec::new();
        let mut capitals = Gathered::of_at_most(tokens.len());
        let look = |(token, number): (&Token, u32)| {
            // Each token has one of the forms.
            let key = forms.get(token.form.0 as usize).copied().unwrap_or(NO_WORD);
            capitals.add_where(token.has(TokenFlags::CAPITALISED), number);
            marks.add_where(key == NO_WORD, number);
            if token.kind == TokenKind::Number {
                numbers.push(number);
            }
            key
        };
        let list = || -> Vec<u32> { tokens.iter().zip(0..).map(look).collect() };
        let (keys, places) = if document.is_long() {
            rayon::join(list, || places_by_form(tokens, &starts))
        } else {
            (list(), places_by_form(tokens, &starts))
        };
        let hashes: Vec<u64> = words.letters().collect();
        let is_word = |form: u32| {
            let first = document.forms().get(form as usize).and_then(|form| tokens.get(form.first as usize));
            first.is_some_and(|token| token.is_word())
        };
        let by_place = ByPlace::new(&hashes, is_word);
        let first_byte = |token: &Token| bytes.get(token.span.start as usize).copied().unwrap_or_default();
        let mark = |&token: &u32| Mark { token, first: tokens.get(token as usize).map_or(0, first_byte) };
        let marks = marks.all().iter().map(mark).collect();
        Self {
            hashes,
            by_place,
            starts,
            places,
            keys,
            marks,
            numbers,
            capitals: capitals.into_all(),
            kinds: OnceLock::new(),
        }
    }

    /// The words of the document that are wanted, form by form.
    pub(super) fn find<T: Copy>(&self, wanted: &Wanted<T>) -> impl Iterator<Item = (FormId, T)> + use<T> {
        self.by_place.find(&self.hashes, wanted).into_iter()
    }

    /// The numbers of the tokens that are written so, in the order of the text.
    pub(super) fn places(&self, form: FormId) -> &[u32] {
        let at = form.0 as usize;
        let range = self.starts.get(at).zip(self.starts.get(at + 1));
        range.and_then(|(&start, &end)| self.places.get(start as usize..end as usize)).unwrap_or_default()
    }

    /// The places of the forms of `document` that are `wanted`, which is told by the token that is first written so: in the order
    /// of the text.
    pub(super) fn places_where(&self, document: &Document, wanted: impl Fn(Token) -> bool) -> Vec<usize> {
        let is_wanted = |form: &Form| document.tokens().get(form.first as usize).is_some_and(|&first| wanted(first));
        let found = (0..).zip(document.forms()).filter(|(_, form)| is_wanted(form));
        let mut places: Vec<usize> =
            found.flat_map(|(number, _)| self.places(FormId(number))).map(|&place| place as usize).collect();
        places.sort_unstable();
        places
    }

    /// The hash of the letters of a form.
    pub(super) fn hash(&self, form: FormId) -> u64 {
        self.hashes.get(form.0 as usize).copied().unwrap_or_default()
    }

    /// By form, its kinds.
    pub(super) fn kinds(&self) -> &[Kinds] {
        self.kinds.get_or_init(|| self.hashes.iter().map(|&hash| kinds_of(hash)).collect())
    }

    /// By token, a key of its letters, which is [`NO_WORD`] for a mark of punctuation and has [`CONTENT`] for a content word.
    ///
    /// Two words have the same key where they differ only in capitals and in the shape of their apostrophes. Different
    /// words may share a key once in two thousand million pairs.
    pub(super) fn keys(&self) -> &[u32] {
        &self.keys
    }

    /// The numbers of the marks of punctuation whose first byte is wanted, in the order of the text.
    pub(super) fn marks<'f>(&'f self, wanted: impl Fn(u8) -> bool + 'f) -> impl Iterator<Item = usize> + 'f {
        self.marks.iter().filter(move |mark| wanted(mark.first)).map(|mark| mark.token as usize)
    }

    /// The numbers of the tokens that begin with a capital and have another one behind them, in the order of the text, where
    /// both words may stand in the document again.
    pub(super) fn pairs_of_capitals(&self) -> impl Iterator<Item = usize> + '_ {
        let pairs = self.capitals.windows(2).filter(|pair| pair[0] + 1 == pair[1]).map(|pair| pair[0] as usize);
        pairs
            .filter(|&index| self.keys.get(index..index + 2).is_some_and(|keys| keys.iter().all(|key| key & ONCE == 0)))
    }

    /// The numbers of the tokens that are numbers, in the order of the text.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        self.numbers.iter().map(|&number| number as usize)
    }
}

/// The numbers of `tokens`, those of one form together; `starts` says where the places of each form begin, and where the last ones
/// end.
fn places_by_form(tokens: &[Token], starts: &[u32]) -> Vec<u32> {
    let mut next = starts.to_vec();
    let mut places = vec![0; starts.last().map_or(0, |&end| end as usize)];
    for (token, number) in tokens.iter().zip(0_u32..) {
        let Some(next) = next.get_mut(token.form.0 as usize) else { continue };
        if let Some(place) = places.get_mut(*next as usize) {
            *place = number;
        }
        *next += 1;
    }
    places
}

/// The key of a form from the hash of its letters and the first token that is written so.
fn key(hash: u64, first: Token) -> u32 {
    if first.kind == TokenKind::Punctuation {
        return NO_WORD;
    }
    // The upper half of a product is its better half.
    let upper = (u32::try_from(hash >> 32).unwrap_or_default() & !(CONTENT | ONCE)).max(4);
    let content = first.span.len() > 1 && FUNCTION_WORDS.of_hash(hash).is_none();
    upper | if content { CONTENT } else { 0 }
}

/// How often the words of a document stand there, by their keys. Words that share a place are counted as one, so that some
/// that stand there once are not known for it.
struct Times {
    counts: Vec<u8>,
    bits: u32,
}

impl Times {
    /// For so many forms.
    fn new(forms: usize) -> Self {
        // Few of them share a place with another one.
        let bits = (forms * 8).next_power_of_two().ilog2().clamp(1, 31);
        Self { counts: vec![0; 1 << bits], bits }
    }

    fn place(&self, key: u32) -> usize {
        (key >> (u32::BITS - self.bits)) as usize
    }

    fn add(&mut self, key: u32, count: u32) {
        let place = self.place(key);
        if let Some(times) = self.counts.get_mut(place) {
            *times = times.saturating_add(u8::try_from(count).unwrap_or(u8::MAX));
        }
    }

    fn is_once(&self, key: u32) -> bool {
        self.counts.get(self.place(key)) == Some(&1)
    }
}

/// Hands `word` in small letters and with straight apostrophes to `read`, without the heap where it is short.
pub(super) fn lowered<T>(word: &str, read: impl FnOnce(&str) -> T) -> T {
    let mut stack = [0; SHORT];
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return read(word);
    }
    match stack.get_mut(..word.len()) {
        Some(copy) if word.is_ascii() => {
            copy.copy_from_slice(word.as_bytes());
            copy.make_ascii_lowercase();
            read(std::str::from_utf8(copy).unwrap_or(word))
        }
        _ => read(&word.to_lowercase().replace('’', "'")),
    }
}

/// `replacement` with the capitals of `word`: all, the first letter, or none.
pub(super) fn with_capitals_of(word: &str, replacement: &str) -> String {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let mut rest = letters.peekable();
    if first && rest.peek().is_some() && rest.all(char::is_uppercase) {
        return replacement.to_uppercase();
    }
    let mut characters = replacement.chars();
    match characters.next() {
        Some(head) if first => head.to_uppercase().chain(characters).collect(),
        _ => replacement.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{FormTable, ONCE, Wanted, lowered, with_capitals_of};
    use crate::corpus::WordTable;
    use crate::document::{Document, Format};
    use crate::lexicon::Lexicon;

    #[test]
    fn wanted_words_are_found_where_they_stand() {
        let document = Document::parse("The town, THE TOWN and don’t; the river `don't` 12.".into(), Format::Plain);
        let forms = FormTable::new(&document, &WordTable::new(&document, &Lexicon::default()));
        let wanted = Wanted::new([("the", 1), ("don't", 2), ("sea", 3)]);
        let mut found: Vec<(u32, u8)> = forms
            .find(&wanted)
            .flat_map(|(form, known)| forms.places(form).iter().map(move |&place| (place, known)))
            .collect();
        found.sort_unstable();
        let words: Vec<(&str, u8)> =
            found.iter().map(|&(place, known)| (document.text_of(document.tokens()[place as usize]), known)).collect();
        assert_eq!(words, [("The", 1), ("THE", 1), ("don’t", 2), ("the", 1), ("don't", 2)]);
        assert_eq!(wanted.get("Sea"), Some(3));
    }

    #[test]
    fn words_that_stand_once_are_known_for_it() {
        let document = Document::parse("The town by the river, the sea.".into(), Format::Plain);
        let forms = FormTable::new(&document, &WordTable::new(&document, &Lexicon::default()));
        let once: Vec<bool> = forms.keys().iter().map(|key| key & ONCE != 0).collect();
        assert_eq!(once, [false, true, true, false, true, false, false, true, false]);
    }

    #[test]
    fn capitals_are_taken_over() {
        for (word, replacement, expected) in [
            ("colour", "color", "color"),
            ("Colour", "color", "Color"),
            ("COLOUR", "color", "COLOR"),
            ("A", "an", "An"),
        ] {
            assert_eq!(with_capitals_of(word, replacement), expected);
        }
    }

    #[test]
    fn words_are_lowered() {
        for (word, expected) in [("Colour", "colour"), ("don’t", "don't"), ("ÉTÉ", "été")] {
            assert_eq!(lowered(word, str::to_owned), expected);
        }
    }
}
