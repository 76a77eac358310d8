//! Phrases that stand twice in a row because they are meant to: nested things, chains, two objects of a verb.

use std::ops::Range;

use super::{JOINED, Repeat, is_article};
use crate::rules::function_words::is_function_word;
use crate::rules::nouns::noun_of;

impl Repeat<'_, '_> {
    /// Whether the phrase says how things stand in each other, and may do so any number of times: a list of a list of,
    /// a league of leagues of leagues, the man who knew the man who knew, one by one by.
    pub(super) fn is_nested(&self, phrase: &Range<usize>) -> bool {
        const PREPOSITIONS: &[&str] = &["for", "in", "inside", "of", "on", "to", "within"];
        let before = phrase.start.checked_sub(1).map_or("", |at| self.text(at));
        let ends_with_thing = matches!(self.text(phrase.end - 1), "one" | "ones") || self.is_noun(phrase.end - 1);
        // A list of, and no single one: what is said twice asks for something behind it.
        let article = phrase.len() > 2
            && phrase.clone().any(|at| is_article(self.text(at)))
            && !(is_article(self.text(phrase.start)) && ends_with_thing);
        let one_of_many = is_article(before) || is_article(self.text(phrase.start)) || article;
        // The first word is no preposition of its own (“in a in a”), but that of which the rest is said.
        let inner = phrase.start + 1..phrase.end;
        let related = article || inner.clone().any(|at| PREPOSITIONS.contains(&self.text(at)));
        let relative = phrase.clone().any(|at| matches!(self.text(at), "who" | "that" | "which"));
        let stem = |word: &str| word.strip_suffix('s').unwrap_or(word).to_ascii_lowercase();
        let of_its_kind = before.len() > 3
            && PREPOSITIONS.contains(&self.text(phrase.start))
            && stem(before) == stem(self.text(phrase.end - 1));
        let one_by_one =
            phrase.len() == 2 && self.text(inner.start) == "by" && JOINED.contains(&self.text(phrase.start));
        // Who is alive: nobody whom something is said of.
        let is_said_of =
            || phrase.clone().any(|at| self.text(at) == "the" || is_article(self.text(at)) || self.is_noun(at));
        one_of_many && related || relative && phrase.len() > 2 && is_said_of() || of_its_kind || one_by_one
    }

    fn is_noun(&self, at: usize) -> bool {
        noun_of(&self.text(at).to_ascii_lowercase()).is_some()
    }

    /// Whether the phrase is a link of a chain: block after block after block, boxes within boxes within boxes, from time to time to
    /// be told, going to have to have a word.
    pub(super) fn is_chain(&self, phrase: &Range<usize>) -> bool {
        const BETWEEN: &[&str] = &["after", "against", "before", "by", "for", "on", "over", "to", "upon"];
        let [first, second] = [phrase.start, phrase.start + 1].map(|at| self.text(at));
        let before = phrase.start.checked_sub(1).map_or("", |at| self.text(at));
        let goes_on = || self.text(phrase.end + phrase.len()).eq_ignore_ascii_case(first);
        let says_something = |word: &str| !is_function_word(&word.to_ascii_lowercase());
        let is_paired = second == "to" && (before.eq_ignore_ascii_case("from") || JOINED.contains(&first));
        let links = (BETWEEN.contains(&second) || says_something(first)) && goes_on()
            || BETWEEN.contains(&first) && before.eq_ignore_ascii_case(second)
            || is_paired;
        let is_verb = first == "to" && matches!(second, "have" | "need" | "want");
        let comes_back = || before.eq_ignore_ascii_case(self.text(phrase.end - 1));
        phrase.len() == 2 && (links || is_verb)
            || phrase.len() > 2 && phrase.clone().any(|at| says_something(self.text(at))) && (goes_on() || comes_back())
    }

    /// Whether the phrase and its repeat may be the two objects of a verb before them: to call a spade a spade.
    pub(super) fn is_object(&self, phrase: &Range<usize>) -> bool {
        const VERBS: &[&str] = &["call", "called", "calling", "calls", "made", "make", "makes", "making"];
        is_article(self.text(phrase.start))
            && phrase.start.checked_sub(1).is_some_and(|at| VERBS.contains(&self.text(at)))
    }
}
