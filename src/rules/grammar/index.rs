//! By which words the lines of a list are found. The build script includes this file and works that out, so that nothing of the
//! lists need be read at start.

use super::hash_of;

/// A line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Where it starts in the list, in bytes.
    pub start: u32,
    /// Of a pattern, how many tokens behind the word that it is found by the wrong one stands; of a phrase, how many of its
    /// words stand before that word.
    pub offset: u8,
    /// What stands beside. Of a pattern, the bits of the words that may stand before the wrong one and behind it; of a phrase,
    /// the hash of one of its words, and its number.
    pub beside: [u64; 2],
}

/// The lines of a list, and the hashes of the words that they are found by.
#[derive(Debug, Default)]
pub struct Built {
    pub lines: Vec<Line>,
    /// Each with the number of its line.
    pub words: Vec<(u64, u32)>,
    /// Where the lines start that name a choice.
    pub classes: Vec<u32>,
}

/// The bit that says that no word stands there: the sentence begins, or the clause may end.
pub const EDGE: u64 = 1 << 63;

/// All bits: any word may stand there.
const ANY: u64 = u64::MAX;

/// Words too frequent to find a phrase by, as long as it has another; in alphabetical order.
const FREQUENT: &[&str] = &[
    "a", "about", "an", "are", "because", "been", "could", "from", "going", "have", "into", "is", "must", "not", "of",
    "over", "part", "people", "security", "should", "than", "the", "they", "this", "through", "time", "to", "was",
    "were", "when", "which", "will", "with", "would", "year",
];

/// The bit of a word, by its hash (Bloom 1970).
pub const fn bit_of(hash: u64) -> u64 {
    1 << ((hash >> 40) % 63)
}

/// What stands before and behind the first `=` of a line.
pub fn sides(line: &str) -> Option<(&str, &str)> {
    line.split_once('=')
}

/// The name and the words of a line that names a choice.
pub fn class_of(line: &str) -> Option<(&str, &str)> {
    let (name, words) = sides(line)?;
    name.strip_suffix(' ').zip(words.strip_prefix(' '))
}

/// The words that a pattern is found by, of what stands before its sign, and how far behind them the wrong word is.
pub fn anchors_of(before: &str) -> Option<(u8, &str)> {
    let has_but_words = |element: &str| !element.contains(['@', '#', '*', '!', '^']);
    (0..).zip(before.rsplit(' ')).find(|(_, element)| has_but_words(element))
}

impl Built {
    /// For a list of patterns, a line each; those that begin with `# ` are comments.
    pub fn of_patterns(list: &str) -> Self {
        let (mut built, mut classes) = (Self::default(), Vec::new());
        for (start, line) in lines_of(list) {
            if let Some(class) = class_of(line) {
                classes.push(class);
                built.classes.push(start);
                continue;
            }
            let Some((before, after)) = sides(line) else { continue };
            let Some((offset, anchors)) = anchors_of(before) else { continue };
            let bits = |element| bits_of(element, &classes);
            let beside = [bits(before.rsplit(' ').nth(1)), bits(after.split(' ').nth(1))];
            let words = words_of(anchors, &classes).map(hash_of).collect();
            built.push(Line { start, offset, beside }, words);
        }
        built
    }

    /// For a list of phrases, each a line `wrong phrase = right phrase`; those that begin with `#` are comments. A phrase is
    /// found by the longest of its less frequent words.
    pub fn of_phrases(list: &str) -> Self {
        let mut built = Self::default();
        for (start, line) in lines_of(list) {
            let Some((phrase, _)) = class_of(line) else { continue };
            let words: Vec<&str> = phrase.split(' ').collect();
            let rank = |place: &usize| (FREQUENT.binary_search(&words[*place]).is_err(), words[*place].len());
            let anchor = (0..words.len()).max_by_key(rank).unwrap_or_default();
            // The word before it, or behind it where it is the first.
            let place = anchor.checked_sub(1).unwrap_or(1);
            let beside = [words.get(place).map_or(0, |word| hash_of(word)), place as u64];
            let offset = u8::try_from(anchor).unwrap_or(u8::MAX);
            built.push(Line { start, offset, beside }, vec![hash_of(words[anchor])]);
        }
        built
    }

    fn push(&mut self, line: Line, words: Vec<u64>) {
        let number = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        self.lines.push(line);
        self.words.extend(words.into_iter().map(|hash| (hash, number)));
    }

    /// The hashes in their order, each with where its lines begin and end among the numbers that are returned, too.
    pub fn grouped(&self) -> (Vec<(u64, u32, u32)>, Vec<u32>) {
        let mut words = self.words.clone();
        words.sort_unstable();
        let mut groups: Vec<(u64, u32, u32)> = Vec::new();
        for (&(hash, _), place) in words.iter().zip(0..) {
            match groups.last_mut() {
                Some((last, _, end)) if *last == hash => *end = place + 1,
                _ => groups.push((hash, place, place + 1)),
            }
        }
        (groups, words.into_iter().map(|(_, number)| number).collect())
    }
}

/// The lines of a list that are no comments, each with where it starts.
fn lines_of(list: &str) -> impl Iterator<Item = (u32, &str)> {
    let start_of = |line: &str| u32::try_from(line.as_ptr() as usize - list.as_ptr() as usize).unwrap_or(u32::MAX);
    list.lines().filter(|line| !line.starts_with("# ")).map(move |line| (start_of(line), line))
}

/// The words that an element may be, those of named choices among them.
fn words_of<'a>(element: &'a str, classes: &[(&str, &'a str)]) -> impl Iterator<Item = &'a str> {
    let words = element.split('|').filter(|word| !word.starts_with('-'));
    words.flat_map(move |word| {
        let class = classes.iter().find(|(name, _)| *name == word);
        // What is no name of a choice is a choice of one.
        class.map_or(word, |&(_, words)| words).split(' ')
    })
}

/// The bits of the words that an element may be; all of them where there is none, or it says more than words.
fn bits_of(element: Option<&str>, classes: &[(&str, &str)]) -> u64 {
    match element {
        Some("^" | "$") => EDGE,
        Some(element) if !element.starts_with('!') => {
            words_of(element, classes).fold(0, |bits, word| match word.as_bytes() {
                b"$" => bits | EDGE,
                [b'#' | b'@' | b'*', ..] => ANY,
                _ => bits | bit_of(hash_of(word)),
            })
        }
        _ => ANY,
    }
}

#[cfg(test)]
mod tests {
    use super::{Built, EDGE, FREQUENT, Line, bit_of, hash_of};

    #[test]
    fn a_phrase_is_found_by_its_longest_word_that_is_not_frequent() {
        let built = Built::of_phrases("# A comment.\nbated of the breath = breath\nwould of = would have\n");
        let line = |start, offset, word, place| Line { start, offset, beside: [hash_of(word), place] };
        assert_eq!(built.lines, [line(13, 3, "the", 2), line(42, 0, "of", 1)]);
        assert_eq!(built.words, [(hash_of("breath"), 0), (hash_of("would"), 1)]);
    }

    #[test]
    fn a_pattern_is_found_by_its_wrong_word_or_one_that_leads_to_it() {
        let built = Built::of_patterns("<be> = is was\n^ it|he <be> @base=@participle $\nmore then|than=x *s\n");
        let bits = |words: &[&str]| words.iter().fold(0, |bits, word| bits | bit_of(hash_of(word)));
        let class = Line { start: 14, offset: 1, beside: [bits(&["is", "was"]), EDGE] };
        let plain = Line { start: 47, offset: 0, beside: [bits(&["more"]), u64::MAX] };
        assert_eq!((&built.lines[..], &built.classes[..]), (&[class, plain][..], &[0][..]));
        assert_eq!(
            built.words,
            [("is", 0), ("was", 0), ("then", 1), ("than", 1)].map(|(word, line)| (hash_of(word), line))
        );
        assert_eq!(
            Built { words: vec![(7, 1), (3, 0), (7, 0)], ..built }.grouped(),
            (vec![(3, 0, 1), (7, 1, 3)], vec![0, 0, 1])
        );
    }

    #[test]
    fn the_frequent_words_are_sorted() {
        assert!(FREQUENT.is_sorted());
    }
}
