//! What one document has to say to the others: its names and its unknown words.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use crate::corpus::acronyms::{self, AcronymFact, Introduction};
use crate::corpus::merge::entry_bits;
use crate::corpus::names::{NameWord, companion};
use crate::corpus::similarity::fold;
use crate::corpus::words::WordTable;
use crate::document::{Document, Form, FormId, TokenFlags, TokenKind};
use crate::lexicon::Entry;
use crate::source::Span;

/// One spelling of one word of a name, as a document uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameFact {
    /// The word as written, without a possessive ending.
    pub form: Box<str>,
    /// How often it stands in the document.
    pub count: u32,
    /// Where it stands first.
    pub first: Span,
    /// What the lexicon says of it.
    #[serde(with = "entry_bits")]
    pub entry: Entry,
    /// What stands beside it.
    pub company: Company,
}

/// The words of names beside a word of a name, as hashes of their folded spelling.
///
/// Hashes are enough to ask whether two spellings keep the same company, and they merge in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Company {
    /// The words before it in the same name, sorted.
    pub before: Vec<u64>,
    /// The words after it in the same name, sorted.
    pub after: Vec<u64>,
    /// The titles before it, sorted.
    pub titles: Vec<u64>,
    /// The first letters of the names before it, those of initials too, as bits from A on.
    pub initials: u32,
}

impl Company {
    /// Takes over what `other` has.
    pub fn merge(&mut self, other: &Self) {
        for (own, new) in
            [(&mut self.before, &other.before), (&mut self.after, &other.after), (&mut self.titles, &other.titles)]
        {
            for &hash in new {
                insert(own, hash);
            }
        }
        self.initials |= other.initials;
    }

    /// Whether `other` has all that it has.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        let among = |own: &[u64], other: &[u64]| own.iter().all(|hash| other.binary_search(hash).is_ok());
        among(&self.before, &other.before)
            && among(&self.after, &other.after)
            && among(&self.titles, &other.titles)
            && self.initials & !other.initials == 0
    }

    /// Whether the two share a word of the name before or after.
    pub fn shares_name(&self, other: &Self) -> bool {
        meets(&self.before, &other.before) || meets(&self.after, &other.after)
    }

    /// Whether one of the words, before or after, stands beside it there.
    pub fn has(&self, before: Option<&str>, after: Option<&str>) -> bool {
        let among = |words: &[u64], word: &str| words.binary_search(&hash_folded(word)).is_ok();
        before.is_some_and(|word| among(&self.before, word)) || after.is_some_and(|word| among(&self.after, word))
    }

    /// Whether the two share a title: both are called Mr, or President.
    pub fn shares_title(&self, other: &Self) -> bool {
        meets(&self.titles, &other.titles)
    }

    /// Whether the given names or initials before both begin with the same letters: J. K. and Joanne.
    pub fn has_initials_of(&self, other: &Self) -> bool {
        self.initials != 0 && self.initials == other.initials
    }

    /// Whether both have words before them, and none in common: Sharon Davis, Tyler Davies; or names and initials that are
    /// not those of one person: B. J. Davis, Tyler Davies.
    pub fn differs_before(&self, other: &Self) -> bool {
        let words = !self.before.is_empty() && !other.before.is_empty() && !meets(&self.before, &other.before);
        words || (self.initials != 0 && other.initials != 0 && self.initials & other.initials == 0)
    }

    /// Whether nothing stands beside it that would say whose name it is.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty() && self.titles.is_empty() && self.initials == 0
    }

    /// Whether both have words after them, and none in common.
    pub fn differs_after(&self, other: &Self) -> bool {
        !self.after.is_empty() && !other.after.is_empty() && !meets(&self.after, &other.after)
    }
}

/// Companies stay small: a given name meets many surnames in a large corpus, and the first few say enough.
const COMPANY_LIMIT: usize = 64;

fn insert(sorted: &mut Vec<u64>, hash: u64) {
    // The smallest hashes are kept, so that the result does not depend on the order of merging.
    if sorted.len() == COMPANY_LIMIT && sorted.last().is_some_and(|&last| last <= hash) {
        return;
    }
    if let Err(at) = sorted.binary_search(&hash) {
        sorted.truncate(COMPANY_LIMIT - 1);
        sorted.insert(at, hash);
    }
}

fn meets(left: &[u64], right: &[u64]) -> bool {
    left.iter().any(|hash| right.binary_search(hash).is_ok())
}

/// The bit of the letter that `word` begins with, none for a letter beyond ASCII.
fn initial(word: &str) -> u32 {
    let letter = word.bytes().next().map_or(u8::MAX, |byte| byte.to_ascii_uppercase().wrapping_sub(b'A'));
    if letter < 26 { 1 << letter } else { 0 }
}

/// The hash of a word, whatever its capitals and diacritics.
pub(crate) fn hash_folded(word: &str) -> u64 {
    /// Longer names are folded on the heap.
    const SHORT: usize = 32;
    let hash = |folded: &str| {
        let mut hasher = FxHasher::default();
        folded.hash(&mut hasher);
        hasher.finish()
    };
    let mut letters = [0; SHORT];
    if word.len() > SHORT || !word.is_ascii() {
        return hash(&fold(word));
    }
    let mut length = 0;
    for byte in word.bytes().filter(u8::is_ascii_alphanumeric) {
        letters[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    hash(std::str::from_utf8(&letters[..length]).unwrap_or_default())
}

/// What one document has to say to the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its names, each spelling once, in the order of the text.
    pub names: Vec<NameFact>,
    /// How often it uses each word that the lexicon does not know, in the order of the text.
    pub unknown: Vec<(Box<str>, u32)>,
    /// What it says that acronyms stand for, in the order of the text.
    pub acronyms: Vec<AcronymFact>,
    /// Its longer sentences, each by a hash of its words; empty unless a rule of the run asks for them.
    #[serde(default)]
    pub sentences: Vec<(u64, Span)>,
}

impl Facts {
    /// Collects the facts of one document, of which `names` are all.
    pub fn collect(document: &Document, words: &WordTable, names: &[NameWord], introductions: &[Introduction]) -> Self {
        Self::with_names(collect_names(document, words, names), document, words, introductions)
    }

    /// The facts of the document whose names have said `names` ([`collect_names`]).
    pub(crate) fn with_names(
        names: Vec<NameFact>,
        document: &Document,
        words: &WordTable,
        introductions: &[Introduction],
    ) -> Self {
        let mut facts = Self {
            names,
            unknown: collect_unknown(document, words),
            acronyms: acronyms::facts(document, introductions),
            sentences: Vec::new(),
        };
        // Other articles point at places in the file.
        if document.transcript().is_some() {
            facts.names.iter_mut().for_each(|name| name.first = document.to_source(name.first));
            facts.acronyms.iter_mut().for_each(|acronym| acronym.first = document.to_source(acronym.first));
        }
        facts
    }
}

/// What the names of one document say, each spelling once, in the order of the text.
pub(crate) fn collect_names(document: &Document, words: &WordTable, names: &[NameWord]) -> Vec<NameFact> {
    let spellings = names.iter().map(|name| name.spelling as usize + 1).max().unwrap_or(0);
    let mut facts: Vec<NameFact> = Vec::with_capacity(spellings);
    // By spelling, as the facts are.
    let mut hashes: Vec<Option<u64>> = vec![None; spellings];
    let mut hash_of = |name: &NameWord| {
        let folded = || hash_folded(document.slice(name.span));
        *hashes[name.spelling as usize].get_or_insert_with(folded)
    };
    for name in names {
        // They are numbered as they appear.
        if facts.len() <= name.spelling as usize {
            let (form, entry) = (document.slice(name.span).into(), words.of(document.tokens()[name.token as usize]));
            facts.push(NameFact { form, count: 0, first: name.span, entry, company: Company::default() });
        }
        let fact = &mut facts[name.spelling as usize];
        fact.count += 1;
        if let Some(before) = companion(document, names, name, |name| name.before) {
            fact.company.initials |= initial(document.slice(before.span));
            insert(&mut fact.company.before, hash_of(before));
        } else if let Some(first) = name.initial {
            fact.company.initials |= initial(document.text_of(document.tokens()[first.get()]));
        }
        if let Some(after) = companion(document, names, name, |name| name.after) {
            insert(&mut fact.company.after, hash_of(after));
        }
        if let Some(title) = name.title {
            insert(&mut fact.company.titles, hash_folded(document.text_of(document.tokens()[title.get()])));
        }
    }
    facts
}

fn collect_unknown(document: &Document, words: &WordTable) -> Vec<(Box<str>, u32)> {
    let forms = document.forms().iter().zip(0..);
    // Nearly all are known, which is asked first.
    let unknown = forms.filter(|&(_, number)| !words.entry(FormId(number)).accepted());
    let word = |(form, _): (&Form, u32)| {
        let token = document.tokens()[form.first as usize];
        let counts = token.kind == TokenKind::Word && !token.flags.intersects(TokenFlags::SIC | TokenFlags::HYPHENATED);
        counts.then(|| (document.normalised(token).as_ref().into(), form.count))
    };
    unknown.filter_map(word).collect()
}
