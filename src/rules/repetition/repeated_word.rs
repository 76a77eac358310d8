//! `repeated-word`: the same word twice in a row.

use super::soon;
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Token, TokenFlags};
use crate::rules::forms::NO_WORD;
use crate::rules::function_words::is_function_word;
use crate::rules::grammar::phrases::is_joined;
use crate::rules::layout::{is_example, is_in_table};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// The same word twice in a row.
    ///
    /// Writers repeat a small word when they rework a sentence, most easily across a line break, where the eye does
    /// not see it. The second one is deleted by the fix.
    ///
    /// ```bad
    /// The delegation arrived in the the capital.
    /// ```
    ///
    /// ```good
    /// The delegation arrived in the capital.
    /// ```
    ///
    /// It keeps silent where the repetition is good English (“had had”, “that that”, “gave her her book”, “what he does does
    /// matter”), where it is a figure of speech (“very, very”, “bye bye”), in names (Duran Duran, Pago Pago), where only one of the two is in capitals (AND and OR),
    /// where the two words are all that stands there (a headword), in columns and in lines set in by four columns, and across
    /// the ends of sentences, paragraphs and headings.
    RepeatedWord = "repeated-word", Repetition, Document, Error, true, Always
}

/// Words that stand twice in good prose: grammar (“what he had had”), emphasis (“very very”), sounds.
const DOUBLED: &[&str] = &[
    "aye", "beep", "blah", "boo", "bye", "cha", "chop", "clap", "ding", "far", "five", "four", "ha", "had", "hear",
    "hee", "her", "hip", "ho", "hush", "knock", "la", "little", "long", "many", "much", "na", "never", "night", "no",
    "now", "oh", "plus", "really", "six", "so", "tap", "that", "there", "three", "tick", "tut", "two", "very", "well",
    "who", "woof", "yeah", "yes", "you", "zero",
];

/// Words after which the same word never stands in good prose.
const NEVER_MEET: &[&str] = &[
    "a", "although", "an", "and", "because", "been", "but", "every", "he", "his", "its", "my", "or", "our", "she",
    "than", "the", "their", "they", "we", "your",
];

/// Words that end one part of a sentence and begin the next one: “put it on on Monday”, “look back on it it will be”.
const MAY_MEET: &[&str] = &[
    "about", "across", "all", "along", "around", "at", "by", "down", "for", "from", "him", "in", "it", "me", "of",
    "off", "on", "one", "out", "over", "these", "this", "those", "through", "to", "under", "up", "us", "what", "which",
    "with",
];

/// Words that stand twice in good prose, but not before every word: “said that that man”.
const PAIRED: &[&str] = &["so", "that"];

/// Verbs with which a clause ends, and what it is the subject of goes on: “what it is is a mess”.
const AUXILIARIES: &[&str] = &[
    "am", "are", "be", "can", "could", "did", "do", "does", "done", "has", "have", "is", "may", "might", "must",
    "should", "was", "were", "will", "would",
];

/// Words that begin a clause that is a subject, so that its verb and that of the sentence may be one and the same,
const SUBJECTS: &[&str] = &["what", "whatever", "whichever", "who", "whoever", "whom"];

/// and further ones that begin a clause.
const OPENERS: &[&str] = &["all", "how", "if", "that", "when", "whenever", "where", "wherever", "which", "why"];

/// How far back a clause may begin that ends with the first of the two, in words,
const REACH: usize = 8;

/// and one that is a subject: what he does does matter.
const NEAR: usize = 3;

impl Rule for RepeatedWord {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, forms) = (context.document, context.forms());
        if !soon::stands_at_once(forms.keys()) {
            return;
        }
        for sentence in document.sentences() {
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let tokens = document.tokens().get(range.clone()).unwrap_or_default();
            let keys = forms.keys().get(range).unwrap_or_default();
            let same = |(index, pair): (usize, &[u32])| (pair[0] == pair[1] && pair[0] != NO_WORD).then_some(index);
            for index in keys.windows(2).enumerate().filter_map(same) {
                let (Some(&first), Some(&second)) = (tokens.get(index), tokens.get(index + 1)) else { continue };
                if !first.is_word() || !second.is_word() || !second.has(TokenFlags::SPACE_BEFORE) {
                    continue;
                }
                let (left, right) = (document.text_of(first), document.text_of(second));
                if !left.eq_ignore_ascii_case(right) {
                    continue;
                }
                // Two columns of a listing, and a line of an example, repeat nothing.
                let gap = document.slice(Span::new(first.span.end, second.span.start));
                let columns =
                    gap.len() > 2 && !second.has(TokenFlags::BREAK_BEFORE) || gap.contains(['\t', '<', '&', '\\']);
                if columns || is_sign(context, first) || is_example(document, first.span.start as usize) {
                    continue;
                }
                let quiet = TokenFlags::SIC | TokenFlags::MARKUP_BEFORE;
                // Two capitals make a name (Duran Duran); a capital at the start of the sentence does not.
                let name = second.has(TokenFlags::CAPITALISED);
                if name || first.has(TokenFlags::SIC) || second.flags.intersects(quiet) {
                    continue;
                }
                let before =
                    index.checked_sub(1).and_then(|at| tokens.get(at)).map_or("", |token| document.text_of(*token));
                let after = tokens.get(index + 2).map_or("", |token| document.text_of(*token));
                let after_it = tokens.get(index + 2).filter(|token| is_joined(**token)).map_or("", |_| after);
                let is_number = is_byte(right) && (is_byte(before) || is_byte(after));
                // “It was that that he feared.”
                let is_stressed = matches!(before, "is" | "was" | "be" | "not");
                if is_number || is_doubled(right) && (is_stressed || !cannot_go_on(right, after_it)) {
                    continue;
                }
                // “AND and OR”: words of a language of queries or circuits beside the conjunction.
                let loud = first.has(TokenFlags::ALL_CAPS) != second.has(TokenFlags::ALL_CAPS);
                let headword = tokens.len() == 2;
                // “Section 4, Games games”: a title runs into the text; elsewhere the capital is that of a name.
                let run_in = index > 0 && first.has(TokenFlags::CAPITALISED);
                let code = first.has(TokenFlags::MIXED_CASE) || is_in_table(document.text(), first.span.range());
                let kin =
                    right == "great" && is_kin(tokens.iter().skip(index + 2).map(|token| document.text_of(*token)));
                if kin
                    || loud
                    || headword
                    || run_in
                    || code
                    || is_particle(right, before)
                    || is_cry(right, before, after)
                {
                    continue;
                }
                let words = tokens.iter().take(index).rev().map(|token| document.text_of(*token));
                let lower = right.to_ascii_lowercase();
                let Some(mut trust) = trust(&lower, words) else { continue };
                // “A movie movie!”: what ends a phrase with itself may be play.
                if after_it.is_empty() && !is_function_word(&lower) {
                    trust = Applicability::Unsafe;
                }
                let both = first.span.to(second.span);
                let gap = Span::new(first.span.end, second.span.end);
                let diagnostic = context
                    .diagnostic(both, format!("“{right}” stands twice in a row"))
                    .with_fix(Fix::replace(gap, "", trust).titled("delete the second"));
                context.report(diagnostic);
            }
        }
    }
}

/// Whether the token is a key or a sign rather than a word: “press g g”, “0f ff ff”.
fn is_sign(context: &Context<'_>, token: Token) -> bool {
    let length = token.span.len();
    length == 1 && !matches!(context.document.text_of(token), "a" | "A" | "I")
        || length <= 3 && !context.words.of(token).accepted()
}

/// Whether `word` is a byte in hexadecimal digits: 0f, ff.
fn is_byte(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// How far the second of two equal words is to be distrusted, before the first of which these words stand, the nearest first;
/// nothing where two may be right.
fn trust<'t>(word: &str, before: impl Iterator<Item = &'t str>) -> Option<Applicability> {
    if NEVER_MEET.contains(&word) {
        return Some(Applicability::Safe);
    }
    if MAY_MEET.contains(&word) || PAIRED.contains(&word) {
        return Some(Applicability::Unsafe);
    }
    let before: Vec<&str> = before.take(REACH).collect();
    let stands = |words: &[&str], reach: usize| {
        before.iter().take(reach).any(|other| words.iter().any(|word| word.eq_ignore_ascii_case(other)))
    };
    // “Used to be be” has no reading, though “what will be be so” has.
    if word == "be" && matches!(before.as_slice(), ["to", "used", ..]) {
        return Some(Applicability::Unsafe);
    }
    // “Whoever wins wins it all.”
    let may_be_verb = AUXILIARIES.contains(&word) || word.ends_with('s') || word.ends_with("ed");
    if may_be_verb && stands(SUBJECTS, NEAR) {
        return None;
    }
    let in_clause = stands(SUBJECTS, REACH) || stands(OPENERS, REACH);
    Some(if in_clause { Applicability::Unsafe } else { Applicability::Safe })
}

/// Whether `word` may be the particle of the verb `before` it and then a preposition: “checked in in March”.
fn is_particle(word: &str, before: &str) -> bool {
    let participle = before.ends_with("ed") || before.ends_with("ing") || before.ends_with("ent");
    matches!(word, "in" | "on") && participle
}

/// Whether these words, behind “great great”, name a relative: each “great” is a generation.
fn is_kin<'t>(mut words: impl Iterator<Item = &'t str>) -> bool {
    let named = words.find(|word| *word != "great").unwrap_or_default();
    let stem = named.strip_prefix("great-").unwrap_or(named);
    let stem = stem.strip_suffix('s').unwrap_or(stem);
    stem.starts_with("grand") || matches!(stem, "aunt" | "uncle" | "auntie" | "niece" | "nephew")
}

/// Whether two of [`PAIRED`] cannot be right before `after`: “said that that the”.
fn cannot_go_on(word: &str, after: &str) -> bool {
    const ARTICLES: &[&str] = &["a", "an", "the"];
    const PRONOUNS: &[&str] = &["he", "I", "it", "she", "they", "we", "you"];
    match word {
        "that" => ARTICLES.contains(&after) || PRONOUNS.contains(&after),
        "so" => PRONOUNS.contains(&after),
        _ => false,
    }
}

/// Whether a word that says something stands three times: that is a cry, and no slip.
fn is_cry(word: &str, before: &str, after: &str) -> bool {
    (word.eq_ignore_ascii_case(before) || word.eq_ignore_ascii_case(after))
        && !is_function_word(&word.to_ascii_lowercase())
}

fn is_doubled(word: &str) -> bool {
    DOUBLED.iter().any(|doubled| doubled.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::RepeatedWord;
    use crate::diagnostic::Applicability;
    use crate::rules::tester::{check, fails, fixes, passes};

    #[test]
    fn repeats_are_found_and_deleted() {
        fixes(
            &RepeatedWord,
            &[
                ("He went to the the capital.", "He went to the capital."),
                ("He went to the\nthe capital.", "He went to the capital."),
                ("The the capital.", "The capital."),
                ("It was on on Monday.", "It was on Monday."),
                ("She saw of of of it.", "She saw of it."),
                ("The problem is is that it rains.", "The problem is that it rains."),
                ("The minister minister left.", "The minister left."),
                ("It is what used to be be a shop.", "It is what used to be a shop."),
                ("The violinist said that that the end was near.", "The violinist said that the end was near."),
            ],
        );
        fails(&RepeatedWord, &["a town and and a river"]);
    }

    #[test]
    fn what_may_be_right_is_not_deleted_unseen() {
        let trust = |text: &str| check(&RepeatedWord, text).first().map(|found| found.fixes[0].applicability);
        for text in [
            "It was on on Monday.",
            "She saw of of of it.",
            "When we look back on it it will be great.",
            "They came when the city city fell.",
            "When the war ended ended nobody knew.",
            "He said that the house was was red.",
            "It is a movie movie!",
            "He left so so we know.",
        ] {
            assert_eq!(trust(text), Some(Applicability::Unsafe), "{text}");
        }
        for text in
            ["The minister minister left.", "Those who saw the the town left.", "The problem is is that it rains."]
        {
            assert_eq!(trust(text), Some(Applicability::Safe), "{text}");
        }
    }

    #[test]
    fn good_repetitions_are_left_alone() {
        passes(
            &RepeatedWord,
            &[
                "He is Malcolm's great great grandfather, and her great great aunts came.",
                "They had had enough, and that that was so.",
                "Duran Duran played in Pago Pago.",
                "It is what it is. Is it?",
                "I went in. In the end it was the end.",
                "A very very long day.",
                "The party went on on Monday, and they checked in in March.",
                "They killed killed killed.",
                "the [sic] the day",
                "the gates for AND and OR",
                "hand hand\n\nA word of the sailors.",
                "Between AND and OR it chooses. See section 4, Games games for all.",
                "bow     :   60   30   12   bow bow   :   60   30   24",
                "It calls xRename xRename.",
                "win win",
                "Press g g, then s s; the bytes are 0f ff ff ab. The name\t\tname of it.",
                "He said that that man was so so. Let what will be be. She learned who who was; it was that that he feared.",
                "# News on the\n\nThe day began.",
                "She gave her her book back. I told you you were right.",
                "What it is is a mess. Whoever wins wins it all. What he does does matter.",
                "If whatever happens happens after we return, those who can can go on.",
            ],
        );
    }
}
