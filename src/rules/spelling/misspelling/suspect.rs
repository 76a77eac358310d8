//! Words that no dictionary vouches for, and rare ones that may be slips: found, not yet judged.

use std::borrow::Cow;

use super::derivation::{is_derivation, is_listed_in_full};
use super::surroundings::{is_in_an_address, neighbours};
use crate::corpus::names;
use crate::document::{Token, TokenFlags, TokenKind};
use crate::lexicon::{Entry, EntryFlags, Neighbours};
use crate::rules::Context;
use crate::rules::masked::is_masked;
use crate::source::Span;

/// Parts of a compound of so many bytes or fewer say too little to be called misspelt.
const SHORT_PART: usize = 3;

/// A known word of so many bytes or fewer, less frequent than [`SELDOM`], may be a slip for a frequent one: fro, nad.
const SHORT_WORD: usize = 4;

/// See [`SHORT_WORD`]; the unit is that of [`Entry::frequency`].
const SELDOM: u8 = 116;

/// What is counted by numbers that are abbreviated.
const COUNTED: &[&str] = &[
    "barrels", "crowns", "dollars", "euro", "euros", "francs", "hryvnias", "kroner", "kronor", "lira", "litres",
    "pesos", "pounds", "roubles", "rubles", "rupees", "tonnes", "tons", "yen", "yuan", "zloty", "zlotys",
];

/// A word, or a part of one, that is to be judged.
pub(super) struct Suspect<'a> {
    /// Where it stands.
    pub(super) span: Span,
    /// The word as it is looked up.
    pub(super) word: Cow<'a, str>,
    /// What the lexicon says of it.
    pub(super) entry: Entry,
    /// The token that it is, or is a part of.
    pub(super) token: Token,
    /// The number of that token.
    pub(super) index: usize,
}

/// Whether tokens of a form of which the lexicon says this need to be looked at.
pub(super) fn is_suspicious(entry: Entry) -> bool {
    (!entry.accepted() || entry.is(EntryFlags::RARE) || is_seldom(entry))
        && !entry.flags.intersects(EntryFlags::NAME.union(EntryFlags::USER))
}

/// Whether a token of a suspicious form needs to be looked at.
pub(super) fn may_be_wrong(token: Token, entry: Entry) -> bool {
    const QUIET: TokenFlags =
        TokenFlags::SIC.union(TokenFlags::MIXED_CASE).union(TokenFlags::ROMAN).union(TokenFlags::ALL_CAPS);
    let is_wrong = !entry.accepted() || entry.is(EntryFlags::RARE) || is_seldom(entry) && is_short(token);
    is_wrong && !token.flags.intersects(QUIET)
}

/// Whether a known word is so seldom that it may be a slip where it is short.
fn is_seldom(entry: Entry) -> bool {
    (1..SELDOM).contains(&entry.frequency) && entry.is(EntryFlags::COMMON)
}

/// Whether a token is so short and plain that a seldom word may be a slip there.
fn is_short(token: Token) -> bool {
    const PLAIN: TokenFlags =
        TokenFlags::CAPITALISED.union(TokenFlags::QUOTED).union(TokenFlags::HYPHENATED).union(TokenFlags::APOSTROPHE);
    token.span.len() <= SHORT_WORD && !token.flags.intersects(PLAIN)
}

/// What is to be judged of the token at `index`: the word itself, or the unknown parts of a compound.
pub(super) fn suspects<'a>(context: &Context<'a>, index: usize) -> Vec<Suspect<'a>> {
    let document = context.document;
    let token = document.tokens()[index];
    if !token.has(TokenFlags::HYPHENATED) {
        let piece = is_emended(context, index) || is_masked(document, index) || is_numbered(context, index);
        if piece || is_in_an_address(context, index) {
            return Vec::new();
        }
        let (word, entry) = (document.normalised(token), context.words.of(token));
        let whole = Suspect { span: token.span, word, entry, token, index };
        return whole.without_possessive(context).into_iter().collect();
    }
    // A compound with a capital is a name of several words: Jong-un, al-Qaeda.
    let name = document.text_of(token).chars().any(char::is_uppercase);
    if name || token.has(TokenFlags::NEEDS_NORMALISING) {
        return Vec::new();
    }
    let parts: Vec<&str> = document.parts(token).map(|span| document.slice(span)).collect();
    let is_wrong = |(at, span): &(usize, Span)| {
        let part = document.slice(*span);
        let known = || {
            let entry = context.lexicon.check_again(part);
            // Laissez-faire is right where each by itself is no word.
            let with = |pair: &[&str]| matches!(pair, [left, right] if context.lexicon.is_set_phrase(left, right));
            let is_phrase = || {
                let pairs = [at.checked_sub(1), Some(*at)].into_iter().flatten();
                pairs.filter_map(|from| parts.get(from..from + 2)).any(with)
            };
            entry.accepted() || entry.is(EntryFlags::NAME) || is_phrase()
        };
        // Afro-, anarcho-, socio-: such a part is made of a word as others are of two.
        let joins = part.ends_with('o') && span.end < token.span.end;
        part.len() > SHORT_PART && part.chars().all(char::is_lowercase) && !joins && !known()
    };
    document
        .parts(token)
        .enumerate()
        .filter(is_wrong)
        .map(|(_, span)| Suspect {
            span,
            word: Cow::Borrowed(document.slice(span)),
            entry: Entry::default(),
            token,
            index,
        })
        .collect()
}

/// Whether the word at `index` is so short that it abbreviates a number, between one and what is counted: 1.85 bln euros.
fn is_numbered(context: &Context<'_>, index: usize) -> bool {
    let document = context.document;
    let [before, after] = neighbours(context, index);
    let number = before.is_some_and(|token| matches!(token.kind, TokenKind::Number | TokenKind::Mixed));
    let counted = |token: Token| {
        let text = document.text_of(token);
        token.has(TokenFlags::ALL_CAPS) || matches!(text, "€" | "$" | "£") || COUNTED.contains(&text)
    };
    document.tokens()[index].span.len() <= SHORT_PART && number && after.is_some_and(counted)
}

/// Whether letters of the word at `index` stand in brackets, by which a writer says that those of the source are other ones:
/// “[u]ndoubtedly”, “th[at]”.
fn is_emended(context: &Context<'_>, index: usize) -> bool {
    let document = context.document;
    let around = document.tokens().get(index.saturating_sub(3)..).unwrap_or_default();
    let here = index.min(3);
    let text = |at: usize| around.get(at).map_or("", |token| document.text_of(*token));
    let touch = |left: usize, right: usize| match (around.get(left), around.get(right)) {
        (Some(left), Some(right)) => left.span.end == right.span.start,
        _ => false,
    };
    let is_word = |at: usize| around.get(at).is_some_and(|token| token.is_word());
    // What stands in the brackets from `open` on touches a word before them, or behind them.
    let brackets = |open: usize| {
        let (inner, close, after) = (open + 1, open + 2, open + 3);
        let closed = text(open) == "[" && is_word(inner) && text(close) == "]";
        let before = open.checked_sub(1).filter(|&before| is_word(before) && touch(before, open));
        let touched = before.is_some() || is_word(after) && touch(close, after);
        closed && touch(open, inner) && touch(inner, close) && touched
    };
    // “(R)ather”: a letter in round brackets was a small one, or is left out at will.
    let letter = || around.get(here - 2).is_some_and(|token| token.span.len() == 1 && token.is_word());
    let bracketed = here == 3 && text(0) == "(" && text(2) == ")" && letter();
    if bracketed && touch(0, 1) && touch(1, 2) && touch(2, 3) {
        return true;
    }
    let opens = [here.checked_sub(3), here.checked_sub(1), Some(here + 1)];
    opens.into_iter().flatten().any(|open| {
        // The word itself stands in them, or touches them.
        let is_near =
            open + 1 == here || open + 3 == here && touch(open + 2, here) || here + 1 == open && touch(here, open);
        is_near && brackets(open)
    })
}

impl Suspect<'_> {
    /// The word without a possessive ending, where that is not what is wrong with it; nothing where all is right.
    ///
    /// No list has the possessives of all nouns. Those that are no nouns but frequent verbs and pronouns (her's, want's) are judged
    /// as they are.
    fn without_possessive(self, context: &Context<'_>) -> Option<Self> {
        let Some(stem) = self.word.strip_suffix("'s") else { return Some(self) };
        let entry = context.lexicon.check(stem);
        // Both Marbles' and Marbles's are written.
        let is_doubled = stem.ends_with('s') && entry.accepted();
        if stem.len() <= SHORT_PART && !is_doubled {
            return Some(self);
        }
        if entry.accepted() {
            let is_right = is_doubled || !is_listed_in_full(entry);
            return if is_right { None } else { Some(self) };
        }
        // Doesn's is no possessive.
        if stem.ends_with('n') && context.lexicon.check(&format!("{stem}'t")).accepted() {
            return Some(self);
        }
        let length = stem.len();
        let span = names::without_possessive(context.document, self.token);
        if span == self.token.span {
            return Some(self);
        }
        let word = match self.word {
            Cow::Borrowed(word) => Cow::Borrowed(word.get(..length)?),
            Cow::Owned(mut word) => {
                word.truncate(length);
                Cow::Owned(word)
            }
        };
        Some(Self { span, word, entry, ..self })
    }

    /// Whether a correction that is nearly certain may be put in without a person looking: not where the word may be a
    /// name, or right though rare or made of others, nor where only capitals or a space are changed.
    pub(super) fn is_settled_by(&self, context: &Context<'_>, correction: &str) -> bool {
        let doubtful = self.is_known() || self.is_capitalised() || is_derivation(context.lexicon, &self.word);
        let same_letters = correction.eq_ignore_ascii_case(&self.word) || correction.contains([' ', '\'']);
        // Hardly anybody misses the first letter: a word that has another one, or one more, may be none of ours.
        let begins = |word: &str| word.chars().next().map(|letter| letter.to_ascii_lowercase());
        let is_other = begins(correction) != begins(&self.word) || !self.word.is_ascii();
        !doubtful && !same_letters && !is_other
    }

    /// Whether the word is known as a rare one.
    pub(super) fn is_known(&self) -> bool {
        self.entry.accepted()
    }

    /// Whether it is a word with a capital; parts of compounds are not.
    pub(super) fn is_capitalised(&self) -> bool {
        self.token.has(TokenFlags::CAPITALISED) && !self.token.has(TokenFlags::HYPHENATED)
    }

    /// Whether it is a part of a compound with hyphens.
    pub(super) fn is_part(&self) -> bool {
        self.token.has(TokenFlags::HYPHENATED)
    }

    /// Whether the word is written as English words and loanwords are: no phonetic signs, no initials with an ending
    /// (MPs, ITV's), no elided article before a name (d'Ivoire).
    pub(super) fn is_plausible(&self) -> bool {
        let stem = self.word.strip_suffix("'s").or_else(|| self.word.strip_suffix('s'));
        let initials = stem.is_some_and(|stem| stem.len() > 1 && !stem.chars().any(char::is_lowercase));
        let letters = |c| matches!(c, 'a'..='z' | 'A'..='Z' | '\'' | '\u{c0}'..='\u{17f}');
        let elided = self.word.split('\'').skip(1).any(|rest| rest.starts_with(char::is_uppercase));
        self.word.chars().count() > 1 && !initials && !elided && self.word.chars().all(letters)
    }

    /// The words beside it, where nothing but white space stands between.
    pub(super) fn neighbours<'c>(&self, context: &Context<'c>) -> Neighbours<'c> {
        let document = context.document;
        let word = |index: Option<usize>| {
            let token = *document.tokens().get(index?)?;
            token.is_word().then(|| document.text_of(token))
        };
        let next = document.tokens().get(self.index + 1);
        let joined = |token: &Token| token.has(TokenFlags::SPACE_BEFORE) && !token.has(TokenFlags::MARKUP_BEFORE);
        Neighbours {
            before: word(self.index.checked_sub(1)).filter(|_| joined(&self.token)),
            after: word(Some(self.index + 1)).filter(|_| next.is_some_and(joined)),
        }
    }
}
