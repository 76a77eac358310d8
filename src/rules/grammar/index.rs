//! By which words the lines of a list are found. The build script includes this file and works that out, so that nothing of the
//! lists need be read at start.

use super::{Kind, Kinds, hash_of};

/// A line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Where it starts in the list, in bytes.
    pub start: u32,
    /// Of a pattern, how many tokens behind the word that it is found by the wrong one stands, or before it where this is
    /// negative; of a phrase, how many of its words stand before that word.
    pub offset: i8,
    /// What stands beside. Of a pattern, the bits of the words that may stand before the wrong one, of it, and of those that may
    /// stand behind it; of a phrase, the hash of one of its words, and its number.
    pub beside: [u64; 3],
    /// Of a pattern, the kinds that these words may be of instead.
    pub kinds: [Kinds; 3],
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

/// An element of a pattern, and how far behind it the wrong word stands; before it, where that is negative.
type Placed<'a> = (i8, &'a str);

/// The elements of a pattern that say no more than which words may stand there, the wrong word first.
pub fn anchors_of<'a>(before: &'a str, after: &'a str) -> impl Iterator<Item = Placed<'a>> {
    let has_but_words = |(_, element): &Placed<'_>| !element.contains(['@', '#', '*', '!', '^', '$', '{']);
    // The first word behind the sign is what belongs there.
    let after = (-30..0).rev().zip(after.split(' ').skip(1));
    (0..30).zip(before.rsplit(' ')).chain(after).filter(has_but_words)
}

impl Built {
    /// For a list of patterns, a line each; those that begin with `# ` are comments. A pattern is found by the words of one of
    /// its elements: that whose words have the smallest `count`.
    pub fn of_patterns(list: &str, count: impl Fn(&str) -> u64) -> Self {
        let (mut built, mut classes) = (Self::default(), Vec::new());
        for (start, line) in lines_of(list) {
            if let Some(class) = class_of(line) {
                classes.push(class);
                built.classes.push(start);
                continue;
            }
            let Some((before, after)) = sides(line) else { continue };
            let has_but_words = |words: &str| !words.contains(['@', '#', '*', '$']);
            let anchors = anchors_of(before, after).filter(|&(_, words)| words_of(words, &classes).all(has_but_words));
            let cost = |&(_, words): &Placed<'_>| words_of(words, &classes).map(&count).sum::<u64>();
            let Some((offset, anchors)) = anchors.min_by_key(cost) else { continue };
            let beside = [before.rsplit(' ').nth(1), before.rsplit(' ').next(), after.split(' ').nth(1)];
            let kinds = beside.map(|element| element.map_or(0, |words| kinds_of(words, &classes)));
            let beside = beside.map(|element| bits_of(element, &classes));
            let words = words_of(anchors, &classes).map(hash_of).collect();
            built.push(Line { start, offset, beside, kinds }, words);
        }
        built
    }

    /// For a list of phrases, each a line `wrong phrase = right phrase`; those that begin with `#` are comments. A phrase is
    /// found by the word that has the smallest `count`.
    pub fn of_phrases(list: &str, count: impl Fn(&str) -> u64) -> Self {
        let mut built = Self::default();
        for (start, line) in lines_of(list) {
            let Some((phrase, _)) = class_of(line) else { continue };
            let words: Vec<&str> = phrase.split(' ').collect();
            let anchor = (0..words.len()).min_by_key(|&place| count(words[place])).unwrap_or_default();
            // The word before it, or behind it where it is the first.
            let place = anchor.checked_sub(1).unwrap_or(1);
            let beside = [words.get(place).map_or(0, |word| hash_of(word)), place as u64, 0];
            let offset = i8::try_from(anchor).unwrap_or(i8::MAX);
            built.push(Line { start, offset, beside, kinds: [0; 3] }, vec![hash_of(words[anchor])]);
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
        // Lines with the same wrong word stand together.
        words.sort_unstable_by_key(|&(hash, number)| {
            (hash, self.lines.get(number as usize).map(|line| line.offset), number)
        });
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

/// The kinds of the words that an element may be.
fn kinds_of(element: &str, classes: &[(&str, &str)]) -> Kinds {
    let kinds = words_of(element, classes).filter_map(|word| Kind::named(word.strip_prefix('@')?));
    kinds.fold(0, |kinds, kind| kinds | kind.bit())
}

/// The bits of the words that an element may be; all of them where there is none, or it says more than words and kinds.
fn bits_of(element: Option<&str>, classes: &[(&str, &str)]) -> u64 {
    match element {
        Some("^" | "$") => EDGE,
        Some(element) if !element.starts_with('!') => {
            words_of(element, classes).fold(0, |bits, word| match word.as_bytes() {
                b"$" => bits | EDGE,
                [b'@', name @ ..] if std::str::from_utf8(name).is_ok_and(|name| Kind::named(name).is_some()) => bits,
                [b'#' | b'@' | b'*', ..] => ANY,
                _ => bits | bit_of(hash_of(word)),
            })
        }
        _ => ANY,
    }
}

#[cfg(test)]
mod tests {
    use super::{Built, EDGE, Kind, Line, bit_of, hash_of};

    #[test]
    fn a_phrase_is_found_by_its_rarest_word() {
        let count = |word: &str| if word == "of" || word == "the" { 9 } else { 9 - word.len() as u64 };
        let list = "# A comment.\nbated of the breath = breath\nwould of = would have\n";
        let built = Built::of_phrases(list, count);
        let line =
            |start, offset, word, place| Line { start, offset, beside: [hash_of(word), place, 0], kinds: [0; 3] };
        assert_eq!(built.lines, [line(13, 3, "the", 2), line(42, 0, "of", 1)]);
        assert_eq!(built.words, [(hash_of("breath"), 0), (hash_of("would"), 1)]);
    }

    #[test]
    fn a_pattern_is_found_by_its_wrong_word_or_one_that_leads_to_it() {
        let list = "<be> = is was\n^ it|he <be> @base=@participle $\nmore then|than=x *s\nof=from a bit\n";
        let built = Built::of_patterns(list, |word| if word == "more" || word == "of" { 9 } else { 1 });
        let bits = |words: &[&str]| words.iter().fold(0, |bits, word| bits | bit_of(hash_of(word)));
        let kinds = [0, Kind::Base.bit(), 0];
        let class = Line { start: 14, offset: 1, beside: [bits(&["is", "was"]), 0, EDGE], kinds };
        let plain =
            Line { start: 47, offset: 0, beside: [bits(&["more"]), bits(&["then", "than"]), u64::MAX], kinds: [0; 3] };
        let beside = [u64::MAX, bits(&["of"]), bits(&["a"])];
        let after = Line { start: 67, offset: -1, beside, kinds: [0; 3] };
        assert_eq!((&built.lines[..], &built.classes[..]), (&[class, plain, after][..], &[0][..]));
        let words = [("is", 0), ("was", 0), ("then", 1), ("than", 1), ("a", 2)];
        assert_eq!(built.words, words.map(|(word, line)| (hash_of(word), line)));
        assert_eq!(
            Built { words: vec![(7, 1), (3, 0), (7, 0)], ..built }.grouped(),
            (vec![(3, 0, 1), (7, 1, 3)], vec![0, 1, 0])
        );
    }
}
