//! Words that are wrong between certain other words, as a text list tells them.
//!
//! A line is a row of words with a space between each: `from|since than=then on`. One of them is the wrong word with what
//! belongs in its place behind a `=`; the others must stand around it. Words between `|` are a choice, `*s` is any word with
//! that ending, `#` a number in figures that is not 1, or a sum of money, `@sum` one with the sign of its currency, `@year` a year
//! in figures, `@count` a whole number of things, `@name` any word with a capital, and another word behind `@` a kind of words, as
//! `src/rules/kinds.rs` tells them; `-` takes a word out of a choice, and `!` before a choice means any word but these. `^` stands
//! where the sentence begins, and `$`, alone or in a choice, where no word follows in the clause. A line `<name> = words` names a
//! choice. In the right word, `_` is a space, and `{}` the word before, which is replaced with it.
//!
//! The wrong word may be one of a kind, too, and the right one a form of it: `been @past=@participle`. A pattern is found by the
//! rarest words that stand at one of its places, which the build script knows.

mod choice;
mod classes;
mod form;

use std::borrow::Cow;
use std::sync::OnceLock;

use self::choice::Choice;
use self::classes::Classes;
use self::form::Form;

use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::rules::Context;
use crate::rules::forms::{FormTable, lowered, with_capitals_of};
use crate::rules::grammar::index::{EDGE, Line, bit_of, class_of, sides};
use crate::rules::grammar::lists::{Index, line_at};
use crate::rules::grammar::phrases::{is_joined, is_plain};
use crate::rules::kinds::Kinds;

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

/// What must stand on the two sides of a wrong word, the nearest first.
#[derive(Debug)]
struct Around {
    /// Each with how far off it stands.
    before: Vec<(usize, Element)>,
    after: Vec<(usize, Element)>,
    /// The wrong word.
    wrong: Choice,
    /// What belongs in its place.
    right: &'static str,
}

/// A list of patterns, ready to be searched for.
#[derive(Debug)]
pub(super) struct Patterns {
    list: &'static str,
    index: &'static Index,
    /// Of each pattern what stands around its wrong word, read when what stands beside it may be meant, which is seldom so.
    around: Vec<OnceLock<Box<Around>>>,
    classes: OnceLock<Classes>,
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
    /// A list with its tables.
    pub(super) fn new(list: &'static str, index: &'static Index) -> Self {
        let around = index.lines.iter().map(|_| OnceLock::new()).collect();
        Self { list, index, around, classes: OnceLock::new() }
    }

    /// The wrong words of the document, in the order of the text.
    pub(super) fn find(&self, context: &Context<'_>) -> Vec<Wrong> {
        let forms = context.forms();
        let words = Words { tokens: context.document.tokens(), forms, kinds: forms.kinds() };
        let mut found = Vec::new();
        for (form, group) in forms.find(&self.index.words) {
            for place in forms.places(form).iter().map(|&place| place as usize) {
                for (number, line) in self.index.lines_of(group) {
                    let Some(index) = place.checked_add_signed(line.offset.into()) else { continue };
                    if words.may_be(index, line) {
                        let right = self.around(number, *line).and_then(|around| around.right_at(context, index));
                        found.extend(right.map(|right| (number, Wrong { index, right })));
                    }
                }
            }
        }
        // Of two patterns that know something better, that one counts which the list has first.
        found.sort_unstable_by_key(|(number, wrong)| (wrong.index, *number));
        found.dedup_by_key(|(_, wrong)| wrong.index);
        found.into_iter().map(|(_, wrong)| wrong).collect()
    }

    /// What stands around the wrong word of a pattern.
    fn around(&self, number: usize, line: Line) -> Option<&Around> {
        let classes = || {
            let lines = self.index.classes.iter().map(|&start| line_at(self.list, start));
            Classes::new(lines.filter_map(class_of))
        };
        let read = || Box::new(Around::read(line_at(self.list, line.start), self.classes.get_or_init(classes)));
        Some(self.around.get(number)?.get_or_init(read))
    }
}

/// The words of a document, as far as it costs little to ask what they are.
#[derive(Debug, Clone, Copy)]
struct Words<'a> {
    tokens: &'a [Token],
    forms: &'a FormTable,
    /// By form.
    kinds: &'a [Kinds],
}

impl Words<'_> {
    /// Whether the pattern of the line may stand around the token at `index`, by the letters and kinds of the words there.
    fn may_be(self, index: usize, line: &Line) -> bool {
        let Some(token) = self.tokens.get(index) else { return false };
        let ([before, wrong, after], [kind_before, kind, kind_after]) = (line.beside, line.kinds);
        self.is(Some(token), wrong, kind)
            && (self.is(index.checked_sub(1).and_then(|before| self.tokens.get(before)), before, kind_before)
                || before & EDGE != 0 && token.has(TokenFlags::SENTENCE_START))
            && self.is_after(self.tokens.get(index + 1), after, kind_after)
            && is_plain(*token)
            && !token.has_own_capital()
            && !token.has(TokenFlags::ALL_CAPS)
    }

    /// Whether the token may be one of the words with these bits and kinds.
    fn is(self, token: Option<&Token>, words: u64, kinds: Kinds) -> bool {
        let Some(token) = token else { return words & EDGE != 0 };
        words & bit_of(self.forms.hash(token.form)) != 0
            || kinds != 0 && self.kinds.get(token.form.0 as usize).is_some_and(|of| of & kinds != 0)
    }

    fn is_after(self, token: Option<&Token>, words: u64, kinds: Kinds) -> bool {
        let ends = |token: &Token| token.has(TokenFlags::SENTENCE_START) || token.kind == TokenKind::Punctuation;
        self.is(token, words, kinds) || words & EDGE != 0 && token.is_some_and(ends)
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

impl Around {
    fn read(line: &'static str, classes: &Classes) -> Self {
        let (before, after) = sides(line).unwrap_or_default();
        // The wrong word stands last before the sign, and the right one first behind it.
        let elements = |elements: &mut dyn Iterator<Item = &'static str>| {
            let elements = elements.skip(1).map(|element| Element::read(element, classes));
            (1..).zip(elements).collect()
        };
        let wrong = before.rsplit(' ').next().unwrap_or_default();
        Self {
            right: after.split(' ').next().unwrap_or_default(),
            wrong: Choice::read(wrong.split('|'), classes),
            before: elements(&mut before.rsplit(' ')),
            after: elements(&mut after.split(' ')),
        }
    }

    /// What belongs in the place of the token at `index`, if it stands within this.
    fn right_at(&self, context: &Context<'_>, index: usize) -> Option<Cow<'static, str>> {
        let is_before = |(back, element): &(usize, Element)| element.stands_before(context, index, *back);
        let is_after = |(on, element): &(usize, Element)| element.stands_at(context, index + on);
        if !self.before.iter().all(is_before) || !self.after.iter().all(is_after) {
            return None;
        }
        if !self.wrong.takes(context, index, true) {
            return None;
        }
        if !self.right.starts_with('@') {
            return Some(Cow::Borrowed(self.right));
        }
        let word = context.document.text_of(*context.document.tokens().get(index)?);
        let right = |word: &str| Form::named(self.right)?.of(word).filter(|right| right != word);
        lowered(word, right).map(Cow::Owned)
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
    use super::{Form, Index, Patterns};
    use crate::rules::forms::{Group, Wanted};
    use crate::rules::grammar::confusion::Confusion;
    use crate::rules::grammar::index::{Built, anchors_of, sides};
    use crate::rules::kinds::Kind;
    use crate::rules::tester;

    const LIST: &str = "# A comment.\n<number> = two three #\nmore then=than <number>|a\n^ whose=who's to\n!lot|some off=of charge\nby than=then $\ntoo|two=to *ing\n";

    fn read(list: &'static str) -> Patterns {
        let built = Built::of_patterns(list, |_| 1);
        let words = built.grouped();
        let groups = words.0.into_iter().map(|(hash, start, end)| (hash, Group::new(start, end)));
        let index = Index {
            words: Wanted::of_hashes(groups),
            order: words.1.leak(),
            lines: built.lines.leak(),
            classes: built.classes.leak(),
        };
        Patterns::new(list, Box::leak(Box::new(index)))
    }

    /// The wrong words of a text, each with the number of its token before what belongs there.
    fn found(patterns: &Patterns, text: &str) -> Vec<String> {
        tester::with_context(&Confusion, text, |context| {
            let wrong = patterns.find(context).into_iter();
            wrong.map(|wrong| format!("{} {}", wrong.index, wrong.right)).collect()
        })
    }

    #[test]
    fn a_word_is_wrong_between_the_words_of_its_pattern() {
        let patterns = read(LIST);
        let found = |text: &str| found(&patterns, text);
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
        let patterns = read(
            "<be> = was were\nbeen @past|-broke=@participle\n<be> @base=@participle by|in\nin <be> @count @noun=@plural of\n",
        );
        let found = |text: &str| found(&patterns, text);
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
                let (before, after) = sides(line).expect("has a sign");
                let right = after.split(' ').next().unwrap_or_default();
                assert!(is_class || anchors_of(before, after).next().is_some(), "{line}");
                assert!(!right.starts_with('@') || Form::named(right).is_some(), "{line}");
                let kinds = line.split([' ', '|', '=']).filter_map(|word| word.strip_prefix('@'));
                let is_kind = |kind: &str| Kind::named(kind).is_some() || NUMBERS.contains(&kind);
                assert!(
                    kinds.into_iter().all(|kind| is_kind(kind) || Form::named(&format!("@{kind}")).is_some()),
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
