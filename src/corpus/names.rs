//! The names of a document: which words are names, and what stands beside them.

use std::borrow::Cow;
use std::num::NonZero;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::corpus::WordTable;
use crate::document::{BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::lexicon::EntryFlags;
use crate::source::Span;

/// Words before a name that are no part of it: forms of address and offices. They say that a name follows.
const TITLES: &[&str] = &[
    "admiral",
    "ambassador",
    "archbishop",
    "baron",
    "baroness",
    "bishop",
    "brother",
    "captain",
    "cardinal",
    "chairman",
    "chairwoman",
    "chancellor",
    "coach",
    "colonel",
    "commander",
    "commissioner",
    "congressman",
    "congresswoman",
    "councillor",
    "count",
    "countess",
    "dame",
    "detective",
    "director",
    "doctor",
    "dr",
    "duchess",
    "duke",
    "earl",
    "emperor",
    "empress",
    "father",
    "general",
    "governor",
    "imam",
    "inspector",
    "judge",
    "justice",
    "king",
    "lady",
    "leader",
    "lieutenant",
    "lord",
    "madam",
    "major",
    "marshal",
    "mayor",
    "minister",
    "miss",
    "monsieur",
    "mother",
    "mp",
    "mr",
    "mrs",
    "ms",
    "pastor",
    "pope",
    "premier",
    "president",
    "prince",
    "princess",
    "prof",
    "professor",
    "queen",
    "rabbi",
    "rep",
    "representative",
    "rev",
    "reverend",
    "saint",
    "secretary",
    "sen",
    "senator",
    "sergeant",
    "sheikh",
    "sheriff",
    "sir",
    "sister",
    "spokesman",
    "spokeswoman",
    "sultan",
    "superintendent",
    "vice-president",
];

/// Small words that stand inside a name.
const PARTICLES: &[&str] = &[
    "al", "bin", "ibn", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "van",
    "von", "zu", "zur", "y", "e", "ter", "ten", "bint", "ben", "abu", "san", "st",
];

/// The number of a token or a name word: one that may be missing takes no more room than one that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number(NonZero<u32>);

impl Number {
    fn new(number: u32) -> Self {
        Self(NonZero::new(number.wrapping_add(1)).unwrap_or(NonZero::<u32>::MAX))
    }

    /// The number, as an index.
    pub fn get(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// One word of a name where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameWord {
    /// Its token, as an index into the document's tokens.
    pub token: u32,
    /// The word without the possessive ending, in bytes of the text.
    pub span: Span,
    /// The number of its spelling: those of the document are numbered as they appear.
    pub spelling: u32,
    /// The word of the same name before it, as an index into the list of name words.
    pub before: Option<Number>,
    /// The word of the same name after it, as an index into the list of name words.
    pub after: Option<Number>,
    /// The title or form of address directly before it, as an index into the document's tokens.
    pub title: Option<Number>,
    /// The token of the first of the initials directly before it, as an index into the document's tokens.
    pub initial: Option<Number>,
}

const _: () = assert!(size_of::<NameWord>() == 32);

/// The bytes of `token` without `'s` or a bare apostrophe at its end.
pub fn without_possessive(document: &Document, token: Token) -> Span {
    if !token.has(TokenFlags::APOSTROPHE) {
        return token.span;
    }
    let text = document.text_of(token);
    let is_apostrophe = |c: char| matches!(c, '\'' | '’' | '`' | '´' | '′' | 'ʼ');
    let stem = text.strip_suffix(['s', 'S']).filter(|rest| rest.ends_with(is_apostrophe)).unwrap_or(text);
    let stem = stem.trim_end_matches(is_apostrophe);
    if stem.is_empty() {
        return token.span;
    }
    Span::new(token.span.start, token.span.end - u32::try_from(text.len() - stem.len()).unwrap_or(0))
}

/// For each first letter, the lengths in bytes of the words of a list, as bits. Nearly every word that is asked about is no
/// word of the list, which its shape tells at once.
const fn shapes(words: &[&str]) -> [u32; 26] {
    let mut shapes = [0; 26];
    let mut at = 0;
    while at < words.len() {
        let word = words[at].as_bytes();
        shapes[(word[0] - b'a') as usize] |= 1 << word.len();
        at += 1;
    }
    shapes
}

const TITLE_SHAPES: [u32; 26] = shapes(TITLES);
const PARTICLE_SHAPES: [u32; 26] = shapes(PARTICLES);

/// Whether a word of the list that has these shapes begins and is as long as `word`, whatever its capitals.
fn has_shape(shapes: &[u32; 26], word: &str) -> bool {
    let first = word.bytes().next().map_or(0, |byte| byte.to_ascii_lowercase());
    let lengths = shapes.get(usize::from(first.wrapping_sub(b'a'))).copied().unwrap_or(0);
    word.len() < 32 && lengths & 1 << word.len() != 0
}

/// Whether `word` is a form of address or an office, whatever its capitals and with or without a stop.
pub fn is_title(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    has_shape(&TITLE_SHAPES, word) && is_listed_title(word)
}

fn is_listed_title(word: &str) -> bool {
    lower(word).is_some_and(|word| TITLES.binary_search(&word.as_ref()).is_ok())
}

pub(super) fn is_particle(word: &str) -> bool {
    has_shape(&PARTICLE_SHAPES, word) && PARTICLES.contains(&word)
}

/// `word` in small letters, for words short enough to be in a table.
fn lower(word: &str) -> Option<Cow<'_, str>> {
    if word.len() > 20 {
        None
    } else if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        Some(Cow::Borrowed(word))
    } else {
        Some(Cow::Owned(word.to_lowercase()))
    }
}

/// The numbers of the spellings of a document.
#[derive(Debug)]
struct Spellings<'d> {
    /// By form, the number and 1, 0 where the form has none as yet.
    by_form: Vec<u32>,
    /// A form may be another one with a possessive ending.
    by_text: FxHashMap<&'d str, u32>,
}

impl<'d> Spellings<'d> {
    fn new(document: &Document) -> Self {
        let forms = document.forms().len();
        // About one form in four is a name.
        Self { by_form: vec![0; forms], by_text: FxHashMap::with_capacity_and_hasher(forms / 4, FxBuildHasher) }
    }

    /// The number of what stands at `span`, which is `token` without its possessive ending.
    fn number(&mut self, document: &'d Document, token: Token, span: Span) -> u32 {
        let Some(number) = self.by_form.get_mut(token.form.0 as usize) else { return 0 };
        if *number == 0 {
            let next = u32::try_from(self.by_text.len()).unwrap_or(u32::MAX);
            *number = *self.by_text.entry(document.slice(span)).or_insert(next) + 1;
        }
        *number - 1
    }
}

/// The nearest word of the same name that says whose name it is, in the direction of `next`.
///
/// A letter by itself is nobody's name, and the small words inside names (San, Van) stand beside all of them.
pub fn companion<'n>(
    document: &Document,
    names: &'n [NameWord],
    name: &NameWord,
    next: fn(&NameWord) -> Option<Number>,
) -> Option<&'n NameWord> {
    // Capitals of other scripts may become shorter or longer.
    let may_be_particle = |word: &str| !word.is_ascii() || has_shape(&PARTICLE_SHAPES, word);
    let is_small = |word: &str| word.len() < 2 || may_be_particle(word) && is_particle(&word.to_lowercase());
    std::iter::successors(next(name), |&number| next(names.get(number.get())?))
        .filter_map(|number| names.get(number.get()))
        .find(|word| !is_small(document.slice(word.span)))
}

/// Finds the words of `document` that belong to names, in the order of the text.
///
/// A capitalised word is part of a name where it stands inside a sentence, or at its start if it is no ordinary word.
/// Words of headings and other display lines count only where they are no ordinary words: titles are often capitalised
/// throughout.
pub fn find(document: &Document, words: &WordTable) -> Vec<NameWord> {
    let capitalised = document.count_where(|token| token.has(TokenFlags::CAPITALISED));
    let mut names: Vec<NameWord> = Vec::with_capacity(capitalised);
    let mut spellings = Spellings::new(document);
    for block in document.blocks() {
        let display = matches!(block.kind, BlockKind::Heading | BlockKind::Title | BlockKind::TableCell);
        let mut open: Option<Number> = None; // the name word that the next one would join
        let mut title: Option<Number> = None;
        let mut initial: Option<Number> = None;
        let tokens = document.tokens().get(block.tokens.start as usize..block.tokens.end as usize).unwrap_or_default();
        // Nearly all words are small and stand in no list.
        let counts = |token: &Token| !token.is_word() || token.has(TokenFlags::CAPITALISED) || !words.is_plain(*token);
        let mut rest = tokens;
        while let Some(others) = rest.iter().position(counts) {
            if others > 0 {
                (open, title, initial) = (None, None, None);
            }
            let Some((&token, behind)) = rest.get(others..).and_then(<[Token]>::split_first) else { break };
            rest = behind;
            let index = block.tokens.end - u32::try_from(rest.len()).unwrap_or(0) - 1;
            let glued = token.flags.intersects(TokenFlags::MARKUP_BEFORE);
            match classify(words, token, display) {
                Part::Title => {
                    (open, title, initial) = (None, Some(Number::new(index)), None);
                }
                Part::Particle if open.is_some() || initial.is_some() => {}
                Part::Word => {
                    let number = Number::new(u32::try_from(names.len()).unwrap_or(u32::MAX));
                    let before = open.filter(|_| !glued && token.has(TokenFlags::SPACE_BEFORE));
                    if let Some(before) = before {
                        names[before.get()].after = Some(number);
                    }
                    let span = without_possessive(document, token);
                    let spelling = spellings.number(document, token, span);
                    let (title, initial) = (title.take(), initial.take());
                    names.push(NameWord { token: index, span, spelling, before, after: None, title, initial });
                    // A possessive ends a name: "Russia's Vladimir Putin" are two.
                    open = (span == token.span).then_some(number);
                }
                Part::Initial => initial = initial.or(Some(Number::new(index))),
                Part::Initials => (open, initial) = (None, Some(Number::new(index))),
                Part::Particle | Part::Other => (open, title, initial) = (None, None, None),
            }
        }
    }
    names
}

enum Part {
    Title,
    Particle,
    Initial,
    /// Several that are written without spaces; they may be a country, too (J.K., U.S.).
    Initials,
    Word,
    Other,
}

fn classify(words: &WordTable, token: Token, display: bool) -> Part {
    match token.kind {
        TokenKind::Abbreviation if words.is_title(token) => Part::Title,
        TokenKind::Abbreviation if token.span.len() == 2 => Part::Initial,
        TokenKind::Abbreviation if token.has(TokenFlags::ALL_CAPS) => Part::Initials,
        TokenKind::Word if token.flags.intersects(TokenFlags::SIC | TokenFlags::ALL_CAPS) => Part::Other,
        TokenKind::Word if token.has(TokenFlags::CAPITALISED) => {
            if words.is_title(token) {
                return Part::Title;
            }
            let entry = words.of(token);
            let ordinary = entry.is(EntryFlags::COMMON);
            let weak = display || token.has(TokenFlags::SENTENCE_START);
            if weak && ordinary { Part::Other } else { Part::Word }
        }
        TokenKind::Word if words.is_particle(token) => Part::Particle,
        TokenKind::Word if words.is_title(token) => Part::Title,
        _ => Part::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{TITLES, is_title};

    #[test]
    fn titles_are_sorted_for_the_search() {
        assert!(TITLES.is_sorted_by(|left, right| left < right));
        assert!(is_title("Mr.") && is_title("President") && !is_title("Sergei"));
    }
}
