//! Words that are wrong between certain other words, as a text list tells them.
//!
//! A line is a row of words with a space between each: `from|since than=then on`. One of them is the wrong word with what
//! belongs in its place behind a `=`; the others must stand around it. Words between `|` are a choice, `*s` is any word with
//! that ending, `#` a number in figures that is not 1, or a sum of money, `@sum` one with the sign of its currency, `@year` a year
//! in figures, `@count` a whole number of things, `@name` any word with a
//! capital, and another word behind `@` a kind of words, as [`Kind`] tells them; `-`
//! takes a word out of a choice, and `!` before a choice means any word but these. `^` stands where the sentence begins, and `$`,
//! alone or in a choice, where no word follows in the clause. A line `<name> = words` names a choice. In the right word, `_` is a
//! space, and `{}` the word before, which is replaced with it.
//!
//! The wrong word may be one of a kind, too, and the right one a form of it: `been @past=@participle`. Such a pattern is found by
//! the nearest place before the wrong word that has but words.

mod choice;
mod classes;
mod kind;

use std::borrow::Cow;
use std::sync::OnceLock;

use self::choice::Choice;
use self::classes::Classes;
use self::kind::{Form, Kind};

use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::rules::Context;
use crate::rules::forms::{Group, Wanted, hash_of, lowered, with_capitals_of};
use crate::rules::grammar::phrases::{is_joined, is_plain, sides};

/// What must stand at one place beside the wrong word.
#[derive(Debug, Clone)]
enum Element {
    /// A word of a choice, or one that is not in it.
    Word { choice: Choice, is_in: bool },
    /// The start of the sentence.
    Start,
    /// No word of the same clause.
    End,
}

/// What stands around a wrong word, and what belongs in its place.
#[derive(Debug)]
struct Pattern {
    line: &'static str,
    right: &'static str,
    /// How many tokens behind the word that it is found by the wrong one stands.
    ahead: usize,
    /// Read when the wrong word is met, which may be a frequent one,
    near: OnceLock<Near>,
    /// and when what stands beside it may be meant, which is hardly ever so.
    around: OnceLock<Around>,
}

/// The words that may stand directly beside a wrong word, each as one bit of its hash (Bloom 1970), [`EDGE`] for none.
#[derive(Debug, Clone, Copy)]
struct Near {
    before: u64,
    after: u64,
}

/// The bit that says that no word stands there: the sentence begins, or the clause may end.
const EDGE: u64 = 1 << 63;

/// All bits: any word may stand there.
const ANY: u64 = u64::MAX;

/// The bit of a word.
const fn bit_of(hash: u64) -> u64 {
    1 << ((hash >> 40) % 63)
}

/// What must stand on the two sides of a wrong word, the nearest first.
#[derive(Debug)]
struct Around {
    /// Each with how far off it stands; those last that words must be looked up for.
    before: Vec<(usize, Element)>,
    after: Vec<(usize, Element)>,
    /// The wrong word, where it is one of a kind.
    wrong: Option<Choice>,
}

/// A list of patterns, ready to be searched for.
#[derive(Debug)]
pub(super) struct Patterns {
    /// By wrong word, or the one that such a pattern is found by, where `order` has its patterns.
    words: Wanted<Group>,
    order: Vec<u32>,
    list: Vec<Pattern>,
    classes: Classes,
}

/// A wrong word of a document.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    /// The number of its token.
    pub(super) index: usize,
    /// What belongs there.
    pub(super) right: Cow<'static, str>,
}

impl Patterns {
    /// Reads a list; lines that begin with `# ` are comments. Every line but these is a pattern or a choice.
    pub(super) fn read(list: &'static str) -> Self {
        let mut classes = Classes::default();
        let (mut words, mut patterns) = (Vec::new(), Vec::new());
        for line in list.lines().filter(|line| !line.starts_with("# ")) {
            let Some((before, after)) = sides(line) else { continue };
            if let (Some(name), Some(words)) = (before.strip_suffix(' '), after.strip_prefix(' ')) {
                classes.add(name, words);
                continue;
            }
            let right = after.get(..memchr::memchr(b' ', after.as_bytes()).unwrap_or(after.len())).unwrap_or_default();
            let Ok(number) = u32::try_from(patterns.len()) else { break };
            let Some((ahead, anchors)) = anchors_of(before) else { continue };
            if ahead == 0 {
                words.extend(anchors.split('|').map(|word| (hash_of(word), number)));
            } else {
                words.extend(classes.hashes(anchors).map(|hash| (hash, number)));
            }
            patterns.push(Pattern { line, right, ahead, near: OnceLock::new(), around: OnceLock::new() });
        }
        let (words, order) = Wanted::grouped(words);
        Self { words, order, list: patterns, classes }
    }

    /// The wrong words of the document, in the order of the text.
    pub(super) fn find(&self, context: &Context<'_>) -> Vec<Wrong> {
        let forms = context.forms();
        let mut found = Vec::new();
        for (form, group) in forms.find(&self.words) {
            let patterns = || group.of(&self.order).iter().filter_map(|&number| self.list.get(number as usize));
            for place in forms.places(form).iter().map(|&place| place as usize) {
                let mut here = None;
                let wrong = patterns().find_map(|pattern| {
                    let index = place + pattern.ahead;
                    let near = match here {
                        Some((of, near)) if of == index => near,
                        _ => here.insert((index, Near::here(context, index))).1,
                    };
                    let right = pattern.right_at(context, index, near?, &self.classes)?;
                    Some((pattern.line.as_ptr(), Wrong { index, right }))
                });
                found.extend(wrong);
            }
        }
        // Of two patterns that know something better, that one counts which the list has first.
        found.sort_unstable_by_key(|(line, wrong)| (wrong.index, *line));
        found.dedup_by_key(|(_, wrong)| wrong.index);
        found.into_iter().map(|(_, wrong)| wrong).collect()
    }
}

/// The words that a pattern is found by, of what stands before its sign, and how far behind them the wrong word is.
fn anchors_of(before: &'static str) -> Option<(usize, &'static str)> {
    let has_but_words = |element: &str| !element.contains(['@', '#', '*', '!', '^']);
    (0..).zip(before.rsplit(' ')).find(|(_, element)| has_but_words(element))
}

impl Pattern {
    /// What belongs in the place of the token at `index`, if the pattern stands around it.
    fn right_at(
        &self,
        context: &Context<'_>,
        index: usize,
        here: Near,
        classes: &Classes,
    ) -> Option<Cow<'static, str>> {
        let near = self.near.get_or_init(|| Near::read(self.line, classes));
        if near.before & here.before == 0 || near.after & here.after == 0 {
            return None;
        }
        let around = self.around.get_or_init(|| Around::read(self.line, classes));
        let stands = || {
            around.before.iter().all(|(back, element)| element.stands_before(context, index, *back))
                && around.after.iter().all(|(on, element)| element.stands_at(context, index + on))
        };
        if !stands() {
            return None;
        }
        let Some(wrong) = &around.wrong else { return Some(Cow::Borrowed(self.right)) };
        if !wrong.takes(context, index, true) {
            return None;
        }
        let word = context.document.text_of(*context.document.tokens().get(index)?);
        lowered(word, |word| Form::named(self.right)?.of(word).filter(|right| right != word)).map(Cow::Owned)
    }
}

/// Reports a wrong word, of which `message` tells with what belongs in its place.
pub(super) fn report(context: &mut Context<'_>, wrong: &Wrong, message: impl Fn(&str, &str) -> String) {
    let document = context.document;
    let Some(&token) = document.tokens().get(wrong.index) else { return };
    let before = wrong.index.checked_sub(1).and_then(|before| document.tokens().get(before));
    let (span, right) = match (before, wrong.right.contains("{}")) {
        (Some(&before), true) => {
            (before.span.to(token.span), wrong.right.replace("{}", document.text_of(before)).replace('_', " "))
        }
        (None, true) => return,
        (_, false) => (token.span, with_capitals_of(document.text_of(token), &wrong.right.replace('_', " "))),
    };
    let Some(words) = document.text().get(span.range()).filter(|words| *words != right) else { return };
    let diagnostic = context.diagnostic(span, message(words, &right));
    context.report(diagnostic.with_fix(Fix::replace(span, right, Applicability::Unsafe)));
}

impl Near {
    /// What stands beside the token at `index`; none if it is no word that may be wrong.
    fn here(context: &Context<'_>, index: usize) -> Option<Self> {
        let tokens = context.document.tokens();
        let token = tokens.get(index)?;
        if !is_plain(*token) || token.has_own_capital() || token.has(TokenFlags::ALL_CAPS) {
            return None;
        }
        let bit = |token: Option<&Token>| token.map_or(EDGE, |token| bit_of(context.forms().hash(token.form)));
        let edge = |is_edge: bool| if is_edge { EDGE } else { 0 };
        let ends = |token: &Token| token.has(TokenFlags::SENTENCE_START) || token.kind == TokenKind::Punctuation;
        let (before, after) = (index.checked_sub(1).and_then(|before| tokens.get(before)), tokens.get(index + 1));
        Some(Self {
            before: bit(before) | edge(token.has(TokenFlags::SENTENCE_START)),
            after: bit(after) | edge(after.is_some_and(ends)),
        })
    }

    fn read(line: &'static str, classes: &Classes) -> Self {
        let (before, after) = sides(line).unwrap_or_default();
        let bits = |element| classes.bits(element);
        Self { before: bits(before.rsplit(' ').nth(1)), after: bits(after.split(' ').nth(1)) }
    }
}

impl Around {
    fn read(line: &'static str, classes: &Classes) -> Self {
        let (before, after) = sides(line).unwrap_or_default();
        // The wrong word stands last before the sign, and the right one first behind it.
        let elements = |elements: &mut dyn Iterator<Item = &'static str>| {
            let elements = elements.skip(1).map(|element| Element::read(element, classes));
            let mut elements: Vec<_> = (1..).zip(elements).collect();
            elements.sort_by_key(|(_, element)| element.is_looked_up());
            elements
        };
        let wrong = before.rsplit(' ').next().filter(|wrong| wrong.starts_with('@'));
        Self {
            wrong: wrong.map(|wrong| Choice::read(wrong.split('|'), classes)),
            before: elements(&mut before.rsplit(' ')),
            after: elements(&mut after.split(' ')),
        }
    }
}

impl Element {
    fn read(element: &'static str, classes: &Classes) -> Self {
        match element {
            "^" => Self::Start,
            "$" => Self::End,
            _ => {
                let is_in = !element.starts_with('!');
                let choice = Choice::read(element.trim_start_matches('!').split('|'), classes);
                Self::Word { choice, is_in }
            }
        }
    }

    /// Whether words must be looked up for it.
    fn is_looked_up(&self) -> bool {
        matches!(self, Self::Word { choice, .. } if choice.has_kind())
    }

    /// Whether it stands `back` tokens before the one at `index`.
    fn stands_before(&self, context: &Context<'_>, index: usize, back: usize) -> bool {
        let tokens = context.document.tokens();
        let next = (index + 1).checked_sub(back).and_then(|at| tokens.get(at));
        match self {
            Self::Start => next.is_some_and(|next| next.has(TokenFlags::SENTENCE_START)),
            Self::End => false,
            Self::Word { choice, is_in } => {
                next.is_some_and(|&next| is_joined(next))
                    && index.checked_sub(back).is_some_and(|at| choice.takes(context, at, *is_in))
            }
        }
    }

    /// Whether it stands at `index`, behind the wrong word.
    fn stands_at(&self, context: &Context<'_>, index: usize) -> bool {
        let token = context.document.tokens().get(index).copied();
        match self {
            Self::Start => false,
            Self::End => is_end(context.document, token),
            Self::Word { choice, is_in } => {
                choice.end && is_end(context.document, token)
                    || token.is_some_and(is_joined) && choice.takes(context, index, *is_in)
            }
        }
    }
}

/// Whether the clause ends before the token.
fn is_end(document: &Document, token: Option<Token>) -> bool {
    token.is_none_or(|token| token.has(TokenFlags::SENTENCE_START) || is_mark(document, token))
}

/// Whether the token is a mark that ends a clause.
fn is_mark(document: &Document, token: Token) -> bool {
    token.kind == TokenKind::Punctuation
        && matches!(document.text_of(token), "." | "," | ";" | ":" | "?" | "!" | ")" | "”" | "—" | "–")
}

#[cfg(test)]
mod tests {
    use super::Patterns;
    use crate::rules::grammar::confusion::Confusion;
    use crate::rules::tester;

    const LIST: &str = "# A comment.\n<number> = two three #\nmore then=than <number>|a\n^ whose=who's to\n!lot|some off=of charge\nby than=then $\ntoo|two=to *ing\n";

    #[test]
    fn a_word_is_wrong_between_the_words_of_its_pattern() {
        let patterns = Patterns::read(LIST);
        let found = |text: &str| {
            tester::with_context(&Confusion, text, |context| {
                let wrong = patterns.find(context);
                wrong.into_iter().map(|wrong| format!("{} {}", wrong.index, wrong.right)).collect::<Vec<_>>()
            })
        };
        assert_eq!(found("It was more then two."), ["3 than"]);
        assert_eq!(found("It was more then £40, and more then a day."), ["3 than", "8 than"]);
        assert_eq!(found("It was more, then two. Some more then."), [""; 0]);
        assert_eq!(found("Whose to say? He, whose to say."), ["0 who's"]);
        assert_eq!(found("free off charge, some off charge, off charge"), ["1 of"]);
        assert_eq!(found("It was over by than. By than it was. By than *Guardian* editor, by than/by."), ["4 then"]);
        assert_eq!(found("It was more then TWO, more then A."), [""; 0]);
        assert_eq!(found("it came too nothing, two singing, two nice"), ["2 to", "5 to"]);
    }

    #[test]
    fn one_of_a_kind_is_wrong_beside_the_word_that_leads_to_it() {
        let patterns = Patterns::read(
            "<be> = was were\nbeen @past|-broke=@participle\n<be> @base=@participle by|in\nin <be> @count @noun=@plural of\n",
        );
        let found = |text: &str| {
            tester::with_context(&Confusion, text, |context| {
                let wrong = patterns.find(context);
                wrong.into_iter().map(|wrong| format!("{} {}", wrong.index, wrong.right)).collect::<Vec<_>>()
            })
        };
        assert_eq!(found("It had been stole. It had been broke. He had stole it."), ["3 stolen"]);
        assert_eq!(found("It was build by her, and they were send in."), ["2 built", "9 sent"]);
        assert_eq!(found("It was put in. It was build."), [""; 0]);
        assert_eq!(found("in was 12 town of, in was 1 town of, in was 1999 town of"), ["3 towns"]);
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        const NUMBERS: [&str; 4] = ["sum", "year", "count", "name"];
        for list in [crate::rules::grammar::confusion::CONTEXTS, crate::rules::grammar::verb_form::LIST] {
            let lines = list.lines().filter(|line| !line.starts_with("# "));
            for line in lines {
                let wrong = line.split(' ').filter(|element| element.contains('=') && *element != "=");
                let is_class =
                    line.split_once(" = ").is_some_and(|(name, _)| name.starts_with('<') && name.ends_with('>'));
                assert!(is_class || wrong.count() == 1, "{line}");
                // What no word leads to would never be looked at, and a form of no name could not be written.
                let (before, after) = super::sides(line).expect("has a sign");
                let right = after.split(' ').next().unwrap_or_default();
                assert!(is_class || super::anchors_of(before).is_some(), "{line}");
                assert!(!right.starts_with('@') || super::Form::named(right).is_some(), "{line}");
                let kinds = line.split([' ', '|', '=']).filter_map(|word| word.strip_prefix('@'));
                let is_kind = |kind: &str| super::Kind::named(kind).is_some() || NUMBERS.contains(&kind);
                assert!(
                    kinds.into_iter().all(|kind| is_kind(kind) || super::Form::named(&format!("@{kind}")).is_some()),
                    "{line}"
                );
                // A name that no line before it explains would be a word that nobody writes.
                let names = line.split([' ', '|', '!', '-', '=']).filter(|word| word.starts_with('<'));
                let known = |name: &str| list.lines().any(|line| line.starts_with(&format!("{name} = ")));
                assert!(names.into_iter().all(known), "{line}");
            }
        }
    }
}
