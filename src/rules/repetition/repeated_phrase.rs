//! `repeated-phrase`: the same words twice in a row, or joined by a conjunction.

mod meant;

use std::ops::Range;
use std::sync::LazyLock;

use super::soon::{self, LONGEST};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::rules::forms::Wanted;
use crate::rules::layout::is_in_table;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// The same words twice in a row, or joined by “and” or “or”.
    ///
    /// Two words or more that stand again at once (“of the of the”) are what an interrupted writer leaves behind. So
    /// is a word or a phrase joined to itself: “courage and courage” was meant to be two different things, or one.
    ///
    /// ```bad
    /// They praised the patience and courage and courage of the crew.
    /// ```
    ///
    /// ```good
    /// They praised the patience and courage of the crew.
    /// ```
    ///
    /// “As well as” twice in one clause is found, too: the list wants “and” in one of the two places.
    ///
    /// It keeps silent where the second goes on (“bonds and bonds of private companies”), where things are nested (“a list of
    /// a list of names”, “the man who knew the man who knew”), where a verb takes two objects (“calls a spade a spade”), where joining a word to itself is
    /// an idiom or says that something goes on (“again and again”,
    /// “longer and longer”, “they waited and waited”, “years and years”), and inside quotations of one's own words
    /// only where commas set the two apart.
    RepeatedPhrase = "repeated-phrase", Repetition, Document, Warning, true, Sometimes
}

/// Words that are joined to themselves in good prose.
const JOINED: &[&str] = &[
    "again",
    "ages",
    "around",
    "away",
    "billions",
    "by",
    "centuries",
    "days",
    "decades",
    "down",
    "dozens",
    "ever",
    "forever",
    "forth",
    "further",
    "half",
    "hours",
    "hundreds",
    "less",
    "likes",
    "loads",
    "lots",
    "miles",
    "millions",
    "minutes",
    "months",
    "more",
    "nights",
    "on",
    "over",
    "pages",
    "piles",
    "rounds",
    "round",
    "so",
    "some",
    "such",
    "thousands",
    "through",
    "tons",
    "up",
    "weeks",
    "years",
    "out",
    "one",
    "two",
    "three",
    "four",
    "five",
    "many",
    "much",
    "only",
    "very",
];

/// The rarest word of the connective that is looked for.
static WELL: LazyLock<Wanted<()>> = LazyLock::new(|| Wanted::new([("well", ())]));

impl Rule for RepeatedPhrase {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, forms) = (context.document, context.forms());
        let connective = forms.find(&WELL).next().is_some();
        let beginnings = soon::beginnings(forms.keys());
        let mut rest = beginnings.as_slice();
        for sentence in document.sentences() {
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let tokens = document.tokens().get(range.clone()).unwrap_or_default();
            let search = Repeat { context, tokens };
            let mut end = 0;
            let mut repeats = Vec::new();
            let here;
            (here, rest) = rest.split_at(rest.partition_point(|&at| at < range.end));
            let keys = forms.keys().get(range.clone()).unwrap_or_default();
            let inside = here.iter().filter_map(|at| at.checked_sub(range.start));
            for at in inside.filter(|&at| soon::begins(keys, at)) {
                if let Some((first, second)) = (at >= end).then(|| search.at(at)).flatten() {
                    end = second.end;
                    repeats.push((first, second));
                }
            }
            let in_table = |first: &Range<usize>| is_in_table(document.text(), tokens[first.start].span.range());
            for (first, second) in repeats.iter().filter(|(first, _)| !in_table(first)) {
                report(context, tokens, first, second);
            }
            if connective {
                report_connectives(context, tokens);
            }
        }
    }
}

/// Reports the words `second`, which say again what `first` says. Between the two there is nothing or a conjunction.
fn report(context: &mut Context<'_>, tokens: &[Token], first: &Range<usize>, second: &Range<usize>) {
    let all = tokens[first.start].span.to(tokens[second.end - 1].span);
    let gap = Span::new(tokens[first.end - 1].span.end, all.end);
    let phrase = context.document.slice(tokens[first.start].span.to(tokens[first.end - 1].span)).to_owned();
    let joined = second.start > first.end;
    let message = if joined {
        format!("“{phrase}” is joined to itself")
    } else {
        format!("“{phrase}” stands twice in a row")
    };
    // Joined words may have been meant to be two different ones, which only the writer can tell; and what holds a conjunction may
    // be a part of a longer list.
    let words = || tokens.get(first.clone()).unwrap_or_default().iter();
    let is_list = words().any(|token| is_conjunction(context.document.text_of(*token)));
    let applicability = if joined || is_list { Applicability::Unsafe } else { Applicability::Safe };
    let fix = Fix::replace(gap, "", applicability).titled("delete the repetition");
    let diagnostic = context.diagnostic(all, message).with_fix(fix);
    context.report(diagnostic);
}

/// Reports every “as well as” after the first in a clause.
fn report_connectives(context: &mut Context<'_>, tokens: &[Token]) {
    let document = context.document;
    let mut before: Option<Span> = None;
    for (index, token) in tokens.iter().enumerate() {
        let parts = token.kind == TokenKind::Punctuation && matches!(document.text_of(*token), ";" | ":" | "—" | "–");
        if parts || token.flags.intersects(TokenFlags::QUOTED | TokenFlags::SIC) {
            before = None;
        }
        // The middle word is the rarest of the three.
        if token.span.len() != 4 || index == 0 || document.text_of(*token) != "well" {
            continue;
        }
        let (Some(first), Some(last)) = (tokens.get(index - 1), tokens.get(index + 1)) else { continue };
        if !document.text_of(*first).eq_ignore_ascii_case("as") || document.text_of(*last) != "as" {
            continue;
        }
        let span = first.span.to(last.span);
        if let Some(before) = before {
            let diagnostic = context
                .diagnostic(span, "“as well as” stands twice in one clause")
                .with_place("it stands here before", before)
                .with_help("join one of the two with “and”");
            context.report(diagnostic);
        }
        before = Some(span);
    }
}

/// Whether a tab stands before the token, as between the columns of a table.
fn is_after_tab(document: &Document, token: Token) -> bool {
    (token.span.start as usize).checked_sub(1).and_then(|at| document.text().as_bytes().get(at)) == Some(&b'\t')
}

fn is_article(word: &str) -> bool {
    word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an")
}

fn is_conjunction(word: &str) -> bool {
    word.eq_ignore_ascii_case("and") || word == "or"
}

/// Looks for repeats in the tokens of one sentence.
struct Repeat<'c, 'a> {
    context: &'c Context<'a>,
    tokens: &'c [Token],
}

impl Repeat<'_, '_> {
    /// Whether the same word stands at `at` and `distance` tokens further on.
    fn is_again(&self, at: usize, distance: usize) -> bool {
        let (Some(&word), Some(&other)) = (self.tokens.get(at), self.tokens.get(at + distance)) else { return false };
        // The same letters with other capitals are another form.
        other.form == word.form
            || other.span.len() == word.span.len()
                && other.has(TokenFlags::CAPITALISED) != word.has(TokenFlags::CAPITALISED)
                && self.is_same(word, other)
    }

    fn is_same(&self, left: Token, right: Token) -> bool {
        let document = self.context.document;
        document.text_of(left).eq_ignore_ascii_case(document.text_of(right))
    }

    /// The phrase that begins at token `at` and its repeat, the longest first.
    fn at(&self, at: usize) -> Option<(Range<usize>, Range<usize>)> {
        (1..=LONGEST).rev().find_map(|length| {
            // Most lengths are out at once: the first word does not stand where its repeat would begin.
            if !self.is_again(at, length) && !self.is_again(at, length + 1) {
                return None;
            }
            let first = at..at + length;
            if !self.tokens.get(first.clone())?.iter().all(|token| Self::counts(*token)) {
                return None;
            }
            let adjacent = first.end..first.end + length;
            // “Sync vs Async vs Async/Await”: the word is but a part of another one.
            let is_cut = self.tokens.get(adjacent.end).is_some_and(|next| {
                next.has(TokenFlags::GLUED) && matches!(self.context.document.text_of(*next), "/" | "-" | "_")
            });
            if length > 1
                && !is_cut
                && !self.is_joining(&first)
                && self.says_again(&first, &adjacent)
                && !self.is_one_word(&first)
                && !self.is_nested(&first)
                && !self.is_chain(&first)
                && !self.is_object(&first)
            {
                return Some((first, adjacent));
            }
            let joined = first.end + 1..first.end + 1 + length;
            let conjunction = self.tokens.get(first.end).is_some_and(|token| {
                token.has(TokenFlags::SPACE_BEFORE) && is_conjunction(self.context.document.text_of(*token))
            });
            (conjunction && self.says_again(&first, &joined) && self.is_slip(&first, &joined))
                .then_some((first, joined))
        })
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.context.document.text_of(*token))
    }

    /// Whether the phrase is part of a chain, so that what repeats is joined rather than adjacent: it begins or ends with
    /// a conjunction, or it holds one and its last word stands before it, too.
    fn is_joining(&self, phrase: &Range<usize>) -> bool {
        let last = phrase.end - 1;
        let chain = phrase.start > 0
            && self.text(phrase.start - 1).eq_ignore_ascii_case(self.text(last))
            && phrase.clone().any(|at| is_conjunction(self.text(at)));
        chain || is_conjunction(self.text(phrase.start)) || is_conjunction(self.text(last))
    }

    /// Whether a phrase joined to itself cannot be meant.
    ///
    /// “Bonds and bonds of private companies” says two things, for what follows belongs to the second only. But in a
    /// list that another conjunction joins already (“patience and courage and courage”), and where a longer phrase
    /// is over, nothing new is said.
    fn is_slip(&self, first: &Range<usize>, joined: &Range<usize>) -> bool {
        let text = |at: usize| self.tokens.get(at).map(|token| self.context.document.text_of(*token));
        // After a comma the conjunction may begin a clause (“we sat down, and stared and stared”).
        let before = |words: usize| first.start.checked_sub(words).and_then(text);
        let in_list = before(1).is_some_and(|word| matches!(word, "and" | "or")) && before(2) != Some(",");
        let over = text(joined.end).is_none_or(|next| next.starts_with([',', '.', ';', ':', '!', '?', ')', '”', '"']));
        let again = text(joined.end).is_some_and(|word| is_conjunction(word) || word == "not");
        // What is said a third time is said on purpose.
        let before = first.start.checked_sub(first.len() + 1).map(|start| start..first.start - 1);
        let third = before.is_some_and(|before| self.says_again(&before, first));
        !self.may_be_joined(first) && !again && !third && (in_list || over && first.len() > 1)
    }

    /// Whether the token may be part of a phrase: a word with nothing but white space before it.
    fn counts(token: Token) -> bool {
        token.is_word() && !token.flags.intersects(TokenFlags::SIC | TokenFlags::MARKUP_BEFORE)
    }

    fn says_again(&self, first: &Range<usize>, second: &Range<usize>) -> bool {
        let document = self.context.document;
        self.tokens.get(second.clone()).is_some_and(|again| {
            self.tokens[first.clone()].iter().zip(again).all(|(&left, &right)| {
                Self::counts(right)
                    && right.has(TokenFlags::SPACE_BEFORE)
                    && !is_after_tab(document, right)
                    && document.text_of(left).eq_ignore_ascii_case(document.text_of(right))
            }) && self.tokens[first.start + 1..first.end].iter().all(|token| token.has(TokenFlags::SPACE_BEFORE))
        })
    }

    /// Whether the phrase is one word again and again, which is another rule's matter, or begins with a name or a title.
    fn is_one_word(&self, phrase: &Range<usize>) -> bool {
        let words = &self.tokens[phrase.clone()];
        words.windows(2).all(|pair| self.is_same(pair[0], pair[1]))
            || phrase.start > 0 && words[0].has(TokenFlags::CAPITALISED)
            || words.iter().all(|token| token.has(TokenFlags::CAPITALISED))
    }

    /// Whether it is good English to join the phrase to itself.
    fn may_be_joined(&self, phrase: &Range<usize>) -> bool {
        let [word] = &self.tokens[phrase.clone()] else {
            // A phrase of several words is joined to itself for emphasis only where it is short or counts something.
            return self.is_one_word(phrase);
        };
        let text = self.context.document.text_of(*word).to_ascii_lowercase();
        // Comparatives and verbs of the past and the present go on and on.
        let goes_on = ["er", "ed", "ing"].iter().any(|ending| text.ends_with(ending));
        text.len() < 5 || goes_on || JOINED.contains(&text.as_str()) || word.has(TokenFlags::CAPITALISED)
    }
}

#[cfg(test)]
mod tests {
    use super::RepeatedPhrase;
    use crate::rules::tester::{fails, fixes, passes};

    #[test]
    fn repeats_are_found_and_deleted() {
        fixes(
            &RepeatedPhrase,
            &[
                ("the patience and courage and courage of it", "the patience and courage of it"),
                ("a part of the of the country", "a part of the country"),
                ("in the first place in the first place it is", "in the first place it is"),
                ("freedom of speech and freedom of speech", "freedom of speech"),
                ("There was not a single one a single one.", "There was not a single one."),
                ("They opened a bottling line a bottling line there.", "They opened a bottling line there."),
                ("Nobody can say who is alive who is alive.", "Nobody can say who is alive."),
            ],
        );
    }

    #[test]
    fn a_connective_is_not_used_twice() {
        fails(&RepeatedPhrase, &["They met envoys of Iran as well as of Iraq, as well as some of Turkey."]);
        passes(&RepeatedPhrase, &["They met Iran as well as Iraq. Well, as well as Turkey; and all as well as ever."]);
    }

    #[test]
    fn good_repetitions_are_left_alone() {
        passes(
            &RepeatedPhrase,
            &[
                "again and again, longer and longer, and they waited and waited",
                "for years and years, by the thousands and thousands",
                "New York New York is a song",
                "now or never, and here and there",
                "security, and security only",
                "Ministry bonds and bonds of private companies, the family and family values",
                "the Orthodox Church and the Orthodox Church Abroad",
                "He polishes and polishes his work, one of their friends and one of their friends and one of their friends.",
                "no no no no",
                "It is a list of a list of names, a league of leagues of leagues, and a copy of a copy of it.",
                "Only the man who knew the man who knew the guard came in, one by one by the back door.",
                "They call a spade a spade. That makes a man a man.",
                "They sat down in the sun, and gaze and gaze.",
                "It is built to last and it might or might not.",
                "We could lose block after block after block. We are going to have to have a word.",
            ],
        );
    }
}
