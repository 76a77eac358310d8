//! Acronyms where an article introduces them: `Baltic Central News Agency (BCNA)`.
//!
//! The words before the brackets are aligned with the letters in the manner of Schwartz and Hearst (2003, “A simple
//! algorithm for identifying abbreviation definitions in biomedical text”), but letters must begin words or parts of
//! words: inside a word any letter is found sooner or later, and what is missing would not be seen.

use memchr::memchr_iter;
use serde::{Deserialize, Serialize};

use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::lexicon::{EntryFlags, Lexicon};
use crate::source::Span;

/// Words that an acronym may leave out.
const SMALL: &[&str] = &[
    "&", "a", "an", "and", "at", "by", "de", "des", "di", "do", "du", "for", "in", "la", "of", "on", "or", "the", "to",
    "with",
];

/// The longest acronym, in letters; what is longer is a word in capitals.
const LONGEST: usize = 9;

/// An acronym where it is introduced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// The token of the acronym, as an index into the document's tokens.
    pub token: u32,
    /// Its letters, without the `s` of a plural.
    pub letters: Box<str>,
    /// What it is said to stand for.
    pub expansion: Span,
    /// The words of the expansion, and the parts of its hyphenated words.
    pub parts: Vec<Span>,
    /// Whether the two fit.
    pub fit: Fit,
}

/// How an expansion fits its acronym.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Each letter has its word.
    Exact,
    /// The letter has no word; one belongs before the part of this number.
    MissingWord {
        /// The letter without a word, in capitals.
        letter: char,
        /// The part that the missing word belongs before.
        before: usize,
    },
    /// The letter at this place and the one after it have changed places.
    Swapped {
        /// The place of the first of the two, from 0.
        at: usize,
    },
    /// The part of this number has no letter.
    MissingLetter {
        /// The part without a letter.
        part: usize,
    },
}

/// What one document says an acronym stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcronymFact {
    /// The letters.
    pub letters: Box<str>,
    /// What they stand for, as written there first, with single spaces.
    pub expansion: Box<str>,
    /// Where it stands first.
    pub first: Span,
}

/// Finds where `document` introduces acronyms, in the order of the text.
///
/// Where the letters have so little to do with the words that they must stand for something else (an acronym of another
/// language, a party, a ticker), nothing is introduced.
pub fn find(document: &Document, lexicon: &Lexicon) -> Vec<Introduction> {
    let tokens = document.tokens();
    let brackets = memchr_iter(b'(', document.text().as_bytes());
    // There are few brackets and many tokens.
    let at_bracket = |at: usize| {
        let index = document.first_from(at);
        let token = tokens.get(index).filter(|token| token.span.start as usize == at && token.span.len() == 1)?;
        (token.kind == TokenKind::Punctuation).then_some(index)
    };
    let opens = brackets.filter_map(at_bracket).filter(|open| (1..tokens.len().saturating_sub(2)).contains(open));
    opens.filter_map(|open| introduction(document, lexicon, open).or_else(|| gloss(document, lexicon, open))).collect()
}

/// The facts of the introductions that fit, each acronym and expansion once.
pub(super) fn facts(document: &Document, introductions: &[Introduction]) -> Vec<AcronymFact> {
    let mut facts: Vec<AcronymFact> = Vec::new();
    for introduction in introductions.iter().filter(|introduction| introduction.fit == Fit::Exact) {
        let expansion = expansion_text(document, introduction);
        let known = |fact: &AcronymFact| fact.letters == introduction.letters && *fact.expansion == *expansion;
        if !facts.iter().any(known) {
            let (letters, first) = (introduction.letters.clone(), introduction.expansion);
            facts.push(AcronymFact { letters, expansion: expansion.into(), first });
        }
    }
    facts
}

/// The words of an expansion with single spaces.
pub fn expansion_text(document: &Document, introduction: &Introduction) -> String {
    // The mark of a quotation at the beginning of a line is no word.
    let words = document.slice(introduction.expansion).split_whitespace();
    words.filter(|word| word.contains(|c: char| c.is_alphanumeric() || c == '&')).collect::<Vec<_>>().join(" ")
}

/// Whether two expansions are one, but for small words, plurals, the customs of a dialect and capitals: Organisation and
/// Organization, Defence and Defense, Missile and Missiles.
pub fn same_expansion(left: &str, right: &str) -> bool {
    expansion_key(left) == expansion_key(right)
}

/// What is the same of two expansions that are one.
pub fn expansion_key(expansion: &str) -> String {
    let words = expansion.split(|c: char| c.is_whitespace() || c == '-').map(str::to_lowercase);
    let stems: Vec<String> = words.filter(|word| !SMALL.contains(&word.as_str())).map(|word| stem(&word)).collect();
    stems.join(" ")
}

fn stem(word: &str) -> String {
    const ENDINGS: &[&str] = &["'s", "’s", "s'", "s’", "s", "es"];
    if let Some(stem) = word.strip_suffix("ies") {
        return stem.to_owned() + "y";
    }
    let stem = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    stem.replace("is", "iz").replace("ence", "ense").replace("our", "or").replace("tre", "ter").replace("ll", "l")
}

/// The letters of an acronym of two capitals or more, without the `s` of a plural and without stops.
pub fn letters(text: &str) -> Option<Box<str>> {
    let letters = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    let letters = letters.strip_suffix('s').unwrap_or(letters);
    if !letters.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.') {
        return None;
    }
    let plain: String = letters.chars().filter(|&c| c != '.').collect();
    (2..=LONGEST).contains(&plain.len()).then(|| plain.into())
}

fn introduction(document: &Document, lexicon: &Lexicon, open: usize) -> Option<Introduction> {
    let tokens = document.tokens();
    let (acronym, close) = (tokens[open + 1], tokens[open + 2]);
    if acronym.has(TokenFlags::SIC) || !matches!(document.text_of(close), ")" | "," | ";" | ":") {
        return None;
    }
    let letters = letters(document.text_of(acronym))?;
    let wanted: Vec<char> = letters.chars().collect();
    let parts = words_before(document, open, wanted.len() * 2 + 2);
    let aligner = Aligner { document, lexicon };
    let (from, fit) = aligner.shortest_fit(&parts, &wanted).or_else(|| aligner.near_fit(&parts, &wanted))?;
    let parts: Vec<Span> = parts[from..].iter().map(|part| part.span).collect();
    let expansion = parts.first()?.to(*parts.last()?);
    Some(Introduction { token: u32::try_from(open + 1).ok()?, letters, expansion, parts, fit })
}

/// An acronym before the bracket `open` that is explained inside: BCNA (Baltic Central News Agency).
fn gloss(document: &Document, lexicon: &Lexicon, open: usize) -> Option<Introduction> {
    let tokens = document.tokens();
    let acronym = *tokens.get(open.checked_sub(1)?)?;
    let letters = letters(document.text_of(acronym)).filter(|_| !acronym.has(TokenFlags::SIC))?;
    let wanted: Vec<char> = letters.chars().collect();
    let limit = wanted.len() * 2 + 2;
    let inside = tokens.get(open + 1..)?.iter().take(limit + 1);
    let close = open + 1 + inside.clone().position(|&token| document.text_of(token) == ")")?;
    let parts = words_before(document, close, limit);
    // All of the words in the brackets, or they say something else.
    let all = tokens.get(open + 1).map(|token| token.span.start) == parts.first().map(|part| part.span.start);
    let aligner = Aligner { document, lexicon };
    let fit = if aligner.fits(&parts, &wanted) { Fit::Exact } else { aligner.nearly(&parts, &wanted)? };
    let parts: Vec<Span> = parts.iter().map(|part| part.span).collect();
    let expansion = parts.first()?.to(*parts.last()?);
    let token = u32::try_from(open - 1).ok()?;
    (all && parts.len() > 1).then_some(Introduction { token, letters, expansion, parts, fit })
}

/// A part of an expansion: a word, or a part of a hyphenated one.
#[derive(Clone, Copy)]
struct Part {
    span: Span,
    small: bool,
    /// It follows a hyphen.
    inner: bool,
    capital: bool,
}

/// At most `limit` words directly before the token `open`, in the order of the text.
fn words_before(document: &Document, open: usize, limit: usize) -> Vec<Part> {
    let mut taken: Vec<Token> = Vec::new();
    for &token in document.tokens()[..open].iter().rev() {
        let wordy = matches!(token.kind, TokenKind::Word | TokenKind::Abbreviation) || document.text_of(token) == "&";
        if !wordy || taken.len() == limit {
            break;
        }
        taken.push(token);
        if token.has(TokenFlags::SENTENCE_START) {
            break;
        }
    }
    let parts_of = |&token: &Token| {
        document.parts(token).enumerate().map(move |(number, span)| {
            let text = document.slice(span);
            let small = SMALL.contains(&text) || SMALL.contains(&text.to_lowercase().as_str());
            Part { span, small, inner: number > 0, capital: text.starts_with(char::is_uppercase) }
        })
    };
    taken.iter().rev().flat_map(parts_of).collect()
}

struct Aligner<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
}

impl Aligner<'_> {
    /// Where the shortest expansion begins that spells the letters.
    fn shortest_fit(&self, parts: &[Part], wanted: &[char]) -> Option<(usize, Fit)> {
        let begins = |from: &usize| !parts[*from].small && !parts[*from].inner;
        let mut starts = (0..parts.len()).rev().filter(begins);
        starts.find(|&from| self.fits(&parts[from..], wanted)).map(|from| (from, Fit::Exact))
    }

    /// The capitalised words that all but spell the letters, and what is missing.
    fn near_fit(&self, parts: &[Part], wanted: &[char]) -> Option<(usize, Fit)> {
        let named = parts.iter().rposition(|part| !(part.capital || part.small || part.inner)).map_or(0, |at| at + 1);
        let mut starts = (named..parts.len()).filter(|&from| !parts[from].small && !parts[from].inner);
        starts.find_map(|from| Some((from, self.nearly(&parts[from..], wanted)?)))
    }

    fn nearly(&self, parts: &[Part], wanted: &[char]) -> Option<Fit> {
        // First and last letters must agree, or the acronym is of another language or another thing.
        let counted = parts.iter().filter(|part| !part.small && !part.inner).count();
        if counted < 2 || self.initial(parts.first()) != wanted.first().copied() {
            return None;
        }
        if !parts.iter().all(|part| part.capital || part.small) {
            return None;
        }
        let initials =
            parts.iter().filter(|part| !part.small && !part.inner).filter_map(|part| self.initial(Some(part)));
        if let Some(at) = swap(&initials.collect::<String>(), &wanted.iter().collect::<String>()) {
            return Some(Fit::Swapped { at });
        }
        if self.initial(parts.last()) != wanted.last().copied() {
            return None;
        }
        // A letter without a word: the other letters must be three or more to be no chance.
        for skip in 1..wanted.len() - 1 {
            let rest: Vec<char> = wanted[..skip].iter().chain(&wanted[skip + 1..]).copied().collect();
            if rest.len() >= 3 && rest.len() <= counted + 1 && self.fits(parts, &rest) {
                let before = place_of_letter(parts, skip);
                return Some(Fit::MissingWord { letter: wanted[skip], before });
            }
        }
        // A word without a letter.
        for skip in 1..parts.len() - 1 {
            let rest: Vec<Part> = parts[..skip].iter().chain(&parts[skip + 1..]).copied().collect();
            if !parts[skip].small && !parts[skip].inner && wanted.len() >= 4 && self.fits(&rest, wanted) {
                return Some(Fit::MissingLetter { part: skip });
            }
        }
        None
    }

    /// Whether `inside`, the end of a word, is a word itself, an ordinary or a proper one: Hyper|text, Eur|asian.
    fn is_word(&self, inside: &str) -> bool {
        let mut letters = inside.chars();
        let capitalised: String = letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect();
        self.lexicon.check(&capitalised).flags.intersects(EntryFlags::COMMON | EntryFlags::PROPER)
    }

    fn initial(&self, part: Option<&Part>) -> Option<char> {
        self.document.slice(part?.span).chars().next()?.to_uppercase().next()
    }

    /// Whether the parts spell the letters: each gives its first letter, and may give the first letter of a word inside it
    /// (`SouthEast`) or its next letters (`COMmunist`); small words and what follows a hyphen may give none.
    fn fits(&self, parts: &[Part], wanted: &[char]) -> bool {
        let Some((part, others)) = parts.split_first() else { return wanted.is_empty() };
        // As many letters as are left need about as many words.
        if (part.small || part.inner) && self.fits(others, wanted) {
            return true;
        }
        let text = self.document.slice(part.span);
        // U.S. gives both of its letters.
        let shared = text
            .chars()
            .filter(|&c| c != '.')
            .flat_map(char::to_uppercase)
            .zip(wanted)
            .take_while(|(a, b)| a == *b)
            .count();
        if (1..=shared).any(|taken| self.fits(others, &wanted[taken..])) {
            return true;
        }
        let (true, Some(second)) = (shared > 0, wanted.get(1)) else { return false };
        text.char_indices().skip(3).any(|(at, c)| {
            let inside = &text[at..];
            c.to_uppercase().eq(std::iter::once(*second))
                && inside.len() >= 4
                && self.is_word(inside)
                && self.fits(others, &wanted[2..])
        })
    }
}

/// Where two neighbours of the same letters have changed places, the first letter aside: 1 for OSC and OCS.
pub fn swap(left: &str, right: &str) -> Option<usize> {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let at = left.iter().zip(right).position(|(left, right)| left != right)?;
    let turned = left.get(at + 1) == right.get(at) && left.get(at) == right.get(at + 1);
    let rest = || left.get(at + 2..) == right.get(at + 2..);
    (at > 0 && left.len() == right.len() && left.len() > at + 1 && turned && rest()).then_some(at)
}

/// The number of the part that stands for the letter at `position`.
fn place_of_letter(parts: &[Part], position: usize) -> usize {
    let counted = parts.iter().enumerate().filter(|(_, part)| !part.small && !part.inner);
    counted.map(|(at, _)| at).nth(position).unwrap_or(parts.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::{Fit, expansion_text, find, letters, same_expansion};
    use crate::document::{Document, Format};
    use crate::lexicon::Lexicon;

    #[test]
    fn introductions_are_found_with_their_words() {
        for (text, expansion) in [
            ("said the Baltic Central News Agency (BCNA) today", Some("Baltic Central News Agency")),
            ("the gross domestic product (GDP) rose", Some("gross domestic product")),
            ("Intercontinental ballistic missiles (ICBMs) flew", Some("Intercontinental ballistic missiles")),
            (
                "the Organization for Security and Co-operation in Europe (OSCE)",
                Some("Organization for Security and Co-operation in Europe"),
            ),
            ("the Food & Drug Administration (FDA, a regulator)", Some("Food & Drug Administration")),
            ("He met the European Union (EU) envoy", Some("European Union")),
            ("the Eurasian Economic Union (EAEU)", Some("Eurasian Economic Union")),
            ("said the BCNA (Baltic Central News Agency) today", Some("Baltic Central News Agency")),
            ("the ICBMs (intercontinental ballistic missiles) flew", Some("intercontinental ballistic missiles")),
            ("the BBC (a broadcaster) and the USA (New York)", None),
            ("the Federal Security Service (FSB)", None),
            ("Vladimir Putin (LEFT) spoke", None),
            ("(WHO) said", None),
        ] {
            let document = Document::parse(text.into(), Format::Plain);
            let found = find(&document, &Lexicon::default());
            let words = found.first().map(|introduction| expansion_text(&document, introduction));
            assert_eq!(words.as_deref(), expansion, "{text}");
            assert!(found.iter().all(|introduction| introduction.fit == Fit::Exact), "{text}");
        }
    }

    #[test]
    fn letters_of_acronyms() {
        for (text, expected) in
            [("BCNA", Some("BCNA")), ("ICBMs", Some("ICBM")), ("U.N.", Some("UN")), ("UN's", Some("UN")), ("Un", None)]
        {
            assert_eq!(letters(text).as_deref(), expected);
        }
    }

    #[test]
    fn dialects_and_plurals_do_not_make_two_expansions() {
        for (left, right, same) in [
            ("World Health Organisation", "World Health Organization", true),
            ("Ministry of Defence", "Ministry of Defense", true),
            ("certificate authorities", "Certificate Authority", true),
            ("intercontinental ballistic missile", "Intercontinental Ballistic Missiles", true),
            ("World Health Organization", "World Heritage Organization", false),
            ("Press Association", "Palestinian Authority", false),
        ] {
            assert_eq!(same_expansion(left, right), same, "{left} {right}");
        }
    }
}
