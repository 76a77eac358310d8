//! Sentences that are made of the same words, told by hashes.

use rustc_hash::FxHashMap;

use super::echoes::is_stopped;
use super::recurring::Recurring;
use super::running::mix;
use crate::document::{Block, BlockKind, Document, Sentence, Token, TokenFlags, TokenKind};
use crate::rules::forms::{FormTable, NO_WORD, ONCE};

/// The fewest words of a sentence that counts.
pub(super) const SHORTEST: usize = 8;

/// The fewest words of a sentence that counts although there is a number in it: programmes and tables say the same again.
const SHORTEST_WITH_NUMBER: usize = 15;

/// A sentence that stands again so often is a refrain.
const REFRAIN: usize = 2;

/// A sentence that stands again, by its number and that of the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repeat {
    pub(super) first: usize,
    pub(super) place: usize,
    /// Whether its words are the same, all of them.
    pub(super) same: bool,
}

/// The numbers of the sentences that count, each with a hash of its words.
pub(super) fn counting<'d>(document: &'d Document, forms: &'d FormTable) -> impl Iterator<Item = (usize, u64)> {
    hashed(document, forms, 0).filter(|&(index, _)| counts(document, forms, index))
}

/// Whether the sentence of this number is a matter for the rule.
fn counts(document: &Document, forms: &FormTable, index: usize) -> bool {
    says_enough(document, forms, index) && is_own(document, index)
}

/// The numbers of the sentences that are not too short and have no word whose key has one of these bits, each with a hash of its
/// words. Nothing but the keys is looked at.
fn hashed<'d>(document: &'d Document, forms: &'d FormTable, but: u32) -> impl Iterator<Item = (usize, u64)> {
    let blocks = document.blocks().iter().filter(|block| is_read(block));
    let numbers = blocks.flat_map(|block| block.sentences.start as usize..block.sentences.end as usize);
    numbers.filter_map(move |index| {
        let keys = keys_of(document, forms, index);
        (keys.len() >= SHORTEST && keys.iter().all(|key| key & but == 0)).then(|| (index, hash(keys)))
    })
}

/// The keys of the tokens of the sentence of this number.
fn keys_of<'f>(document: &Document, forms: &'f FormTable, index: usize) -> &'f [u32] {
    let tokens = document.sentences().get(index).map_or(0..0, |sentence| sentence.tokens.clone());
    forms.keys().get(tokens.start as usize..tokens.end as usize).unwrap_or_default()
}

/// Words of a sentence that may stand again.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// The first sentence that is made of them,
    first: usize,
    /// and whether it is known to count.
    counts: bool,
    /// How often they stand again.
    times: usize,
}

/// The sentences whose words are those of an earlier one, in the same order.
pub(super) fn same(document: &Document, forms: &FormTable) -> Vec<Repeat> {
    // Nearly every sentence has a word that stands nowhere else, and of the others nearly all stand once: what they are made of
    // is looked at only where their words come again.
    let hashed: Vec<(usize, u64)> = hashed(document, forms, ONCE).collect();
    let mut recurring = Recurring::new(hashed.len());
    for &(_, hash) in &hashed {
        recurring.see(hash);
    }
    let mut seen: FxHashMap<u64, Candidate> = FxHashMap::default();
    let mut found = Vec::new();
    for (index, hash) in hashed.into_iter().filter(|&(_, hash)| recurring.may_recur(hash)) {
        let known = seen.entry(hash).or_insert(Candidate { first: index, counts: false, times: 0 });
        // The same letters may be a number here and none there (5g, 5G), so that each sentence is asked.
        if known.first == index || !counts(document, forms, index) {
            continue;
        }
        if known.counts || counts(document, forms, known.first) {
            known.times += 1;
            found.push((hash, Repeat { first: known.first, place: index, same: true }));
        } else {
            known.first = index;
        }
        known.counts = true;
    }
    found.retain(|(hash, _)| seen.get(hash).is_none_or(|known| known.times < REFRAIN));
    found.into_iter().map(|(_, repeat)| repeat).collect()
}

pub(super) fn is_read(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph
}

pub(super) fn tokens_of<'d>(document: &'d Document, sentence: &Sentence) -> &'d [Token] {
    document.tokens().get(sentence.tokens.start as usize..sentence.tokens.end as usize).unwrap_or_default()
}

/// A hash of the words that have these keys.
fn hash(keys: &[u32]) -> u64 {
    keys.iter().filter(|&&key| key != NO_WORD).fold(0_u64, |hash, &key| {
        // Other documents have the word perhaps more than once.
        mix(hash, u64::from(key & !ONCE))
    })
}

/// Whether the sentence of this number has as many words as a sentence must have to count.
fn says_enough(document: &Document, forms: &FormTable, index: usize) -> bool {
    let tokens = document.sentences().get(index).map_or(&[][..], |sentence| tokens_of(document, sentence));
    let (mut count, mut number) = (0, false);
    for (token, _) in tokens.iter().zip(keys_of(document, forms, index)).filter(|(_, key)| **key != NO_WORD) {
        count += usize::from(token.kind == TokenKind::Word);
        number |= token.kind == TokenKind::Number;
    }
    count >= if number { SHORTEST_WITH_NUMBER } else { SHORTEST }
}

/// Whether the sentence of this number is whole, and not all of it someone else's.
fn is_own(document: &Document, index: usize) -> bool {
    let tokens = document.sentences().get(index).map_or(&[][..], |sentence| tokens_of(document, sentence));
    let is_own = |token: &Token| token.kind != TokenKind::Punctuation && !token.has(TokenFlags::QUOTED);
    tokens.iter().any(is_own) && is_stopped(document, tokens)
}

#[cfg(test)]
mod tests {
    use super::same;
    use crate::corpus::WordTable;
    use crate::document::{Document, Format};
    use crate::lexicon::Lexicon;
    use crate::rules::forms::FormTable;

    /// The numbers of the sentences of `text` that stand again, each with that of the first.
    fn repeats(text: &str) -> Vec<(usize, usize)> {
        let document = Document::parse(text.into(), Format::Plain);
        let forms = FormTable::new(&document, &WordTable::new(&document, &Lexicon::default()));
        same(&document, &forms).iter().map(|repeat| (repeat.first, repeat.place)).collect()
    }

    const LONG: &str = "They released a short video of the whole visit.";

    #[test]
    fn the_same_words_are_found() {
        assert_eq!(repeats(&format!("{LONG} It rained. {LONG}")), [(0, 2)]);
        assert!(repeats(&format!("{LONG} It rained. They released a short video of another visit.")).is_empty());
    }

    #[test]
    fn what_is_said_three_times_is_a_refrain() {
        assert!(repeats(&format!("{LONG} It rained. {LONG} It snowed. {LONG}")).is_empty());
    }

    #[test]
    fn short_sentences_and_those_of_others_do_not_count() {
        assert!(repeats("It rained in the town. It rained in the town.").is_empty());
        let asked = LONG.replace('.', "?");
        assert!(repeats(&format!("{asked} It rained. {asked}")).is_empty());
        // With a number in it a sentence must be longer.
        let network = |name: &str| format!("They built the new {name} network in the old town.");
        assert!(repeats(&[network("5g"), "It rained.".into(), network("5G")].join(" ")).is_empty());
        assert_eq!(repeats(&[network("5G"), network("5g"), "It rained.".into(), network("5G")].join(" ")), [(0, 3)]);
        // The first that counts is the first.
        assert_eq!(repeats(&format!("“{LONG}” {LONG} It rained. {LONG}")), [(1, 3)]);
    }
}
