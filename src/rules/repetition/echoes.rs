//! Sequences of words that stand in an article twice.
//!
//! Every three content words in a row that no sentence end or quotation parts are hashed; where a hash was seen before,
//! the two places are compared word by word and followed to both sides as far as they agree. Work and memory grow
//! linearly with the text: a stretch that was followed once is not looked at again.

use std::ops::Range;

use super::recurring::Recurring;
use super::running::Words;
use crate::document::{BlockKind, Document, Token, TokenKind};
use crate::rules::forms::FormTable;

/// What stands twice in the paragraphs and lists of an article: found once, read by two rules.
#[derive(Debug)]
pub(in crate::rules) struct Repeats {
    pub(super) words: Words,
    pub(super) echoes: Vec<Echo>,
}

impl Repeats {
    /// The fewest words of a sequence.
    pub(super) const SHORTEST: usize = 5;

    /// Looks for what stands twice in `document`.
    pub(in crate::rules) fn new(document: &Document, forms: &FormTable) -> Self {
        let words =
            Words::new(document, forms, |block| matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem));
        let echoes = words.echoes(Self::SHORTEST);
        Self { words, echoes }
    }

    /// Whether hardly anything else is said again around the token `again`, which says again what stands at the token `first`.
    ///
    /// A slip stands alone. Where much is said again it is said so by design: a law, a recipe, a manual, entries made to
    /// one pattern.
    pub(super) fn is_alone(&self, first: usize, again: usize) -> bool {
        let place = |echo: &Echo| (self.words.token(echo.first.start), self.words.token(echo.again.start));
        let from = self.echoes.partition_point(|echo| place(echo).1 + AROUND < again);
        let around = self.echoes.iter().skip(from).map(place).take_while(|(_, place)| *place < again + AROUND);
        // What was pasted in one piece may count as several sequences.
        let others = around.filter(|(before, place)| before.abs_diff(first) > PASTED || place.abs_diff(again) > PASTED);
        others.take(OTHERS + 1).count() <= OTHERS
    }
}

/// How far around a repetition others are looked for, in tokens.
const AROUND: usize = 1000;

/// How many others may stand there.
const OTHERS: usize = 1;

/// Sequences no farther from each other than this, in tokens, may be one piece.
const PASTED: usize = 100;

/// A sequence that stands twice, as positions in [`Words`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Echo {
    /// Where it stands first.
    pub(super) first: Range<usize>,
    /// Where it stands again.
    pub(super) again: Range<usize>,
}

impl Words {
    /// The sequences of at least `shortest` words that stand twice, by the place where they stand again. Each is as long
    /// as the two places agree, one word in between that differs allowed where two agree behind it.
    pub(super) fn echoes(&self, shortest: usize) -> Vec<Echo> {
        let recurring = (self.counting() > MANY).then(|| self.recurring());
        self.echoes_among(shortest, recurring.as_ref())
    }

    /// Which three content words in a row may stand twice.
    fn recurring(&self) -> Recurring {
        let mut recurring = Recurring::new(self.counting());
        self.each_three(|_, hash| recurring.see(hash));
        recurring
    }

    /// As [`Words::echoes`]; where it is known which may recur, the others are left out.
    fn echoes_among(&self, shortest: usize, recurring: Option<&Recurring>) -> Vec<Echo> {
        // Where hardly any recur, two pass for each that is counted: both that share its place.
        let mut seen = Places::new(recurring.map_or(self.counting(), |recurring| recurring.count() * 2));
        let mut found: Vec<Echo> = Vec::new();
        let (mut done, mut known) = (0, 0);
        self.each_three(|three, hash| {
            // What agrees word by word with what stands before is known from there.
            if three.end <= known || recurring.is_some_and(|recurring| !recurring.may_recur(hash)) {
                return;
            }
            let first = three.start;
            let start = seen.known_or(hash, u32::try_from(first).unwrap_or(u32::MAX)) as usize;
            if start == first || first < done {
                return;
            }
            if let Some((echo, agrees)) = self.follow(start, first, done) {
                done = echo.again.end;
                if agrees {
                    known = done;
                }
                if echo.again.len() >= shortest && echo.first.end <= echo.again.start {
                    found.push(echo);
                }
            }
        });
        found
    }

    /// The sequence around the words at `first` and `again`, which does not begin before `bound`, and whether both places agree
    /// in every word.
    fn follow(&self, first: usize, again: usize, bound: usize) -> Option<(Echo, bool)> {
        if !self.agree(first, again) {
            return None;
        }
        let (mut start, mut end, mut agrees) = (0, 1, true);
        let reaches = |back: usize| again >= bound + back && first >= back;
        loop {
            if reaches(start + 1) && self.agree(first - start - 1, again - start - 1) {
                start += 1;
            } else if reaches(start + 3)
                && self.are_words(first - start - 1, again - start - 1)
                && self.agree(first - start - 2, again - start - 2)
                && self.agree(first - start - 3, again - start - 3)
            {
                start += 3;
                agrees = false;
            } else {
                break;
            }
        }
        loop {
            if self.agree(first + end, again + end) {
                end += 1;
            } else if self.are_words(first + end, again + end)
                && self.agree(first + end + 1, again + end + 1)
                && self.agree(first + end + 2, again + end + 2)
            {
                end += 3;
                agrees = false;
            } else {
                break;
            }
        }
        Some((Echo { first: first - start..first + end, again: again - start..again + end }, agrees))
    }

    /// For each position, how many of `echoes` repeat it.
    pub(super) fn times(&self, echoes: &[Echo]) -> Vec<u8> {
        let mut times = vec![0_u8; self.len()];
        for echo in echoes {
            for times in times.get_mut(echo.first.clone()).unwrap_or_default() {
                *times = times.saturating_add(1);
            }
        }
        times
    }

    /// Whether the two places of `echo` agree in every word.
    pub(super) fn agrees(&self, echo: &Echo) -> bool {
        self.longest_run(echo) == echo.again.len()
    }

    /// The longest run of words in `echo` that agree without a gap, in words.
    pub(super) fn longest_run(&self, echo: &Echo) -> usize {
        let mut longest = 0;
        let mut run = 0;
        for (left, right) in echo.first.clone().zip(echo.again.clone()) {
            run = if self.agree(left, right) { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        longest
    }
}

/// The fewest slots of a table of places.
const FEWEST: usize = 64;

/// Of more words than this it is found out first which may recur: a larger table of all places lies far away in memory.
const MANY: usize = 1 << 14;

/// Where each three content words in a row that may recur stand first: hashes and positions side by side, open addressing.
struct Places {
    slots: Vec<(u32, u32)>,
}

impl Places {
    /// A table with room for `count` places.
    fn new(count: usize) -> Self {
        Self { slots: vec![(0, u32::MAX); (count * 3 / 2).next_power_of_two().max(FEWEST)] }
    }

    /// The place that is known by `hash`, or `place`, which is then known by it.
    fn known_or(&mut self, hash: u64, place: u32) -> u32 {
        let mask = self.slots.len() - 1;
        let tag = u32::try_from(hash >> 32).unwrap_or_default();
        let mut at = usize::try_from(hash >> 16).unwrap_or_default() & mask;
        // There are more slots than places, so that an empty one comes soon.
        for _ in 0..self.slots.len() {
            let Some(slot) = self.slots.get_mut(at) else { break };
            if slot.1 == u32::MAX {
                *slot = (tag, place);
                break;
            }
            if slot.0 == tag {
                return slot.1;
            }
            at = (at + 1) & mask;
        }
        place
    }
}

/// Whether a sentence is whole and no question: it ends with a stop. What does not is a heading that is set like a line.
pub(super) fn is_stopped(document: &Document, tokens: &[Token]) -> bool {
    let last = tokens.iter().rev().take(3).find(|token| !is_closing(document, **token));
    last.is_some_and(|last| written(document, *last).ends_with(['.', '!', '…']))
}

fn is_closing(document: &Document, token: Token) -> bool {
    token.kind == TokenKind::Punctuation && matches!(written(document, token), "\"" | "”" | "“" | "’" | "'" | ")" | "]")
}

/// The bytes of `token` where its form stands first, which is nearer than the end of a sentence in a long text.
fn written(document: &Document, token: Token) -> &str {
    let first = document.forms().get(token.form.0 as usize).and_then(|form| document.tokens().get(form.first as usize));
    document.text_of(first.copied().unwrap_or(token))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::running::mix;
    use super::{FormTable, Places, Recurring, Words};
    use crate::corpus::WordTable;
    use crate::document::{Document, Format};
    use crate::lexicon::Lexicon;

    fn echoes(text: &str) -> Vec<(String, String)> {
        let document = Document::parse(text.into(), Format::Plain);
        let words =
            Words::new(&document, &FormTable::new(&document, &WordTable::new(&document, &Lexicon::default())), |_| {
                true
            });
        let written = |range: &std::ops::Range<usize>| {
            let tokens = document.tokens();
            let (first, last) = (tokens[words.token(range.start)], tokens[words.token(range.end - 1)]);
            document.slice(first.span.to(last.span)).to_owned()
        };
        words.echoes(5).iter().map(|echo| (written(&echo.first), written(&echo.again))).collect()
    }

    #[test]
    fn sequences_are_found_as_far_as_they_agree() {
        let text = "Millers and Bakers ignored the town's appeal for the Exchange to open. Nobody was there. Both \
                    Millers and Bakers ignored the town`s summons for the Exchange to act.";
        let expected = (
            "Millers and Bakers ignored the town's appeal for the Exchange to".to_owned(),
            "Millers and Bakers ignored the town`s summons for the Exchange to".to_owned(),
        );
        assert_eq!(echoes(text), [expected]);
        assert!(echoes("They came to see the old town. They came to see the new river.").is_empty());
    }

    #[test]
    fn there_is_room_for_all_that_may_recur() {
        // How full a table gets depends on how far the number is from a power of two.
        for count in (1_u64 << 14..1 << 16).step_by(5_000) {
            for again in [0, 100, count / 2, count] {
                let hash = |number: u64| mix(mix(0x51_7cc1, number), number ^ count);
                let mut recurring = Recurring::new(usize::try_from(count + again).unwrap());
                (0..count).chain(0..again).for_each(|number| recurring.see(hash(number)));
                let passing = (0..count).filter(|&number| recurring.may_recur(hash(number))).count();
                let slots = Places::new(recurring.count() * 2).slots.len();
                assert!(passing * 4 <= slots * 3, "{passing} in {slots} of {count} and {again}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_stands_again_agrees(text in "((the|town|river|bank|old|of) |(bank town old|river of the old)[.] ){0,60}") {
            let document = Document::parse(text.as_str().into(), Format::Plain);
            let words = Words::new(&document, &FormTable::new(&document, &WordTable::new(&document, &Lexicon::default())), |_| true);
            let echoes = words.echoes(5);
            prop_assert_eq!(&words.echoes_among(5, Some(&words.recurring())), &echoes);
            for echo in echoes {
                prop_assert_eq!(echo.first.len(), echo.again.len());
                prop_assert!(echo.first.end <= echo.again.start);
                prop_assert!(words.longest_run(&echo) >= 2);
            }
        }
    }
}
