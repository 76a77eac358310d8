//! `hyphenation`: one compound with a hyphen here, and as one word or two words there.

use rustc_hash::FxHashMap;

use super::preferred;
use super::variants::is_own;
use super::ways::{Prevailing, Use, prevailing};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{FormId, Token, TokenFlags, TokenKind};
use crate::rules::forms::{FormTable, Wanted, hash_of, with_capitals_of};
use crate::rules::function_words::is_function_word;
use crate::rules::wording::times;
use crate::rules::{Context, Meta, Options, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// One compound written with a hyphen, and as one word or two words elsewhere in the article.
    ///
    /// Dictionaries differ on e-mail and email, policy-maker and policymaker, decision-making and decision making; an
    /// article should not. The less frequent way is found, or, of a draw, the later one.
    ///
    /// ```bad
    /// Send an e-mail, and another e-mail after that. The third email is the last.
    /// ```
    ///
    /// ```good
    /// A long-term plan is made for the long term. He re-formed the group and reformed the law.
    /// ```
    ///
    /// Two words that are joined before a noun and apart elsewhere (a long-term plan, in the long term) are right, so
    /// that such a compound is compared only with others before a noun, or with others that nothing they could belong to
    /// follows; where what follows may be a verb (the middle class hope) it is left alone, as is a predicate (they are
    /// middle-class). Quotations and names
    /// are left alone, and so are verbs of two words (follow up) beside their nouns (a follow-up).
    Hyphenation = "hyphenation", Consistency, Document, Warning, true, Always, options {
        /// Compounds as the house writes them, such as `["e-mail", "policymaker"]`, with their plurals. The same with a
        /// hyphen more or less is found wherever it stands. Without it each article may choose.
        "prefer": Words,
    }
}

const HYPHENATED: u16 = 0;
const CLOSED: u16 = 1;
const OPEN: u16 = 2;

/// Hyphens that tell two words apart, without the hyphen.
const DISTINCT: &[&str] = &[
    "anyone",
    "coop",
    "everyday",
    "everyone",
    "maybe",
    "noone",
    "recover",
    "recreate",
    "recreation",
    "reform",
    "reformed",
    "release",
    "relay",
    "repress",
    "represent",
    "reserve",
    "resign",
    "resigned",
    "resent",
    "resort",
    "retreat",
    "return",
    "sometime",
    "someone",
    "unionised",
    "unionized",
];

/// Second parts that make a verb of two words of an open compound, or that belong to the words around it.
const PARTICLES: &[&str] = &[
    "about", "after", "ahead", "along", "and", "around", "as", "aside", "at", "away", "back", "by", "day", "down",
    "for", "forward", "free", "from", "hand", "home", "in", "into", "like", "more", "of", "off", "on", "one", "open",
    "or", "out", "over", "people", "than", "the", "them", "through", "time", "to", "together", "under", "up", "us",
    "with", "year", "old",
];

/// First parts that stand before many words without belonging to them.
const LOOSE: &[&str] = &[
    "a", "all", "an", "any", "as", "by", "each", "every", "for", "half", "ill", "in", "less", "more", "most", "much",
    "no", "non", "not", "of", "on", "one", "out", "over", "some", "than", "the", "then", "there", "this", "three",
    "to", "two", "up", "very", "well", "what", "when", "so", "ever", "first", "second", "third", "four", "five", "six",
    "seven", "eight", "nine", "ten", "new", "old", "best", "better", "high", "low", "even", "just", "once",
];

/// Words that no compound before them belongs to as an adjective.
const AFTER: &[&str] = &[
    "a", "above", "across", "after", "against", "among", "before", "below", "between", "beyond", "during", "near",
    "over", "since", "through", "under", "until", "within", "without", "also", "an", "and", "are", "as", "at", "be",
    "because", "but", "by", "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "i", "if",
    "in", "into", "is", "it", "may", "might", "must", "nor", "not", "of", "on", "or", "shall", "she", "should", "so",
    "than", "that", "the", "then", "they", "this", "to", "was", "we", "were", "when", "where", "which", "while", "who",
    "will", "with", "would", "you",
];

impl Rule for Hyphenation {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let preferred = Preferred::new(context.options);
        if !preferred.0.is_empty() {
            preferred::report(context, |word| preferred.right(word));
        }
        let Some(search) = Search::new(context, &preferred) else { return };
        let mut closed: FxHashMap<u32, Vec<Use>> = FxHashMap::default();
        let mut open: FxHashMap<(u32, bool), Vec<Use>> = FxHashMap::default();
        let tokens = context.document.tokens();
        for number in search.places(context.forms()) {
            let index = number as usize;
            let Some((key, way)) = tokens.get(index).and_then(|&token| search.at(context, index, token)) else {
                continue;
            };
            if !is_own(tokens, index) {
                continue;
            }
            let place = Use { way, token: number };
            if way != OPEN {
                closed.entry(key).or_default().push(place);
            }
            if way != CLOSED
                && let Some(attribute) = is_attribute(context, index, way)
            {
                open.entry((key, attribute)).or_default().push(place);
            }
        }
        for uses in closed.values().chain(open.values()) {
            let Some(best) = prevailing(uses) else { continue };
            for place in uses.iter().filter(|place| place.way != best.way) {
                report(context, *place, best);
            }
        }
    }
}

/// What the house has decided, by the compound as one word.
struct Preferred(FxHashMap<String, String>);

impl Preferred {
    fn new(options: &Options) -> Self {
        let lower = options.words("prefer").iter().map(|word| word.to_lowercase());
        Self(lower.map(|word| (word.replace('-', ""), word)).collect())
    }

    /// How the house writes `word`, or that of which it is the plural.
    fn right(&self, word: &str) -> Option<String> {
        let closed = word.replace('-', "");
        let plural = || Some(self.0.get(closed.strip_suffix('s')?)?.to_owned() + "s");
        self.0.get(&closed).cloned().or_else(plural)
    }
}

/// Words after which a compound with a hyphen is a verb or says of what kind the subject is (“they are middle-class”).
const PREDICATE: &[&str] = &[
    "are", "be", "been", "being", "can", "could", "did", "do", "does", "i", "is", "may", "might", "must", "shall",
    "should", "they", "to", "was", "we", "were", "who", "will", "would", "you",
];

/// Past tenses that are no nouns and have no -ed to be known by.
const PAST: &[&str] = &[
    "became", "began", "brought", "came", "chose", "fell", "felt", "gave", "got", "grew", "held", "kept", "knew",
    "led", "left", "lost", "made", "meant", "met", "paid", "ran", "rose", "said", "sat", "saw", "sent", "sold",
    "spent", "spoke", "stood", "taught", "told", "took", "went", "won", "wrote",
];

/// Whether the compound is an adjective of what follows, or nothing where that is not certain: what follows may be a verb
/// or a participle to which the compound is a noun.
fn is_attribute(context: &Context<'_>, index: usize, way: u16) -> Option<bool> {
    let document = context.document;
    let text = |at: usize| document.tokens().get(at).map_or("", |&token| document.text_of(token));
    let before = index.checked_sub(1).map_or("", text);
    let next = if way == OPEN { index + 2 } else { index + 1 };
    let follows = document.tokens().get(next).is_some_and(|&next| {
        let joined = next.has(TokenFlags::SPACE_BEFORE) && !next.has(TokenFlags::SENTENCE_START);
        next.is_word() && joined && !AFTER.contains(&document.text_of(next))
    });
    if way == HYPHENATED {
        let predicate = PREDICATE.contains(&before) || before.ends_with("ly");
        return (follows || !predicate).then_some(follows);
    }
    if !follows {
        return Some(false);
    }
    let word = text(next);
    let name = document.tokens().get(next).is_some_and(|token| token.has(TokenFlags::CAPITALISED));
    let past = word.ends_with("ed") || word.ends_with("ly") || PAST.contains(&word);
    // A verb without an ending does not follow a singular with “a”.
    let noun = matches!(before, "a" | "an" | "A" | "An") && !word.ends_with('s');
    let noun = noun || !context.lexicon.may_be_verb(word.strip_suffix('s').unwrap_or(word));
    (noun && !name && !past && !is_function_word(word)).then_some(true)
}

/// What to look for: the hyphenated compounds of the document and the forms that may be the same without the hyphen.
struct Search {
    /// The compounds written with a hyphen or as one word, by form.
    whole: FxHashMap<FormId, (u32, u16)>,
    /// The first words of compounds.
    heads: FxHashMap<FormId, Vec<(u32, FormId)>>,
}

impl Search {
    fn new(context: &Context<'_>, preferred: &Preferred) -> Option<Self> {
        let document = context.document;
        let first_of = |form: FormId| {
            document.forms().get(form.0 as usize).and_then(|form| document.tokens().get(form.first as usize)).copied()
        };
        let ids = || (0_u32..).take(document.forms().len()).map(FormId);
        // Words are held as the hashes of their letters, as the table of forms knows them.
        let mut keys: FxHashMap<u64, u32> = FxHashMap::default();
        let mut halves: FxHashMap<u64, Vec<(u32, u64)>> = FxHashMap::default();
        let mut search = Self { whole: FxHashMap::default(), heads: FxHashMap::default() };
        for form in ids() {
            let Some(token) = first_of(form).filter(|token| is_compound(*token)) else { continue };
            let text = document.text_of(token).to_lowercase();
            let Some((head, tail)) = text.split_once('-').filter(|(_, tail)| !tail.contains('-')) else { continue };
            let closed = format!("{head}{tail}");
            let apart = DISTINCT.contains(&closed.as_str()) || preferred.right(&closed).is_some();
            if head.is_empty() || tail.is_empty() || apart {
                continue;
            }
            let number = u32::try_from(keys.len()).unwrap_or(u32::MAX);
            let key = *keys.entry(hash_of(&closed)).or_insert(number);
            if !PARTICLES.contains(&tail) && !LOOSE.contains(&head) && tail.len() > 2 && head.len() > 2 {
                halves.entry(hash_of(head)).or_default().push((key, hash_of(tail)));
            }
            search.whole.insert(form, (key, HYPHENATED));
        }
        if keys.is_empty() {
            return None;
        }
        let mut tails: FxHashMap<u64, Vec<FormId>> =
            halves.values().flatten().map(|&(_, tail)| (tail, Vec::new())).collect();
        let forms = context.forms();
        let wanted = Wanted::of_hashes(keys.keys().chain(halves.keys()).chain(tails.keys()).map(|&hash| (hash, ())));
        let mut heads: Vec<(FormId, &[(u32, u64)])> = Vec::new();
        for (form, ()) in forms.find(&wanted) {
            // Hyphenated words are compounds themselves, and no parts of others; those with a capital inside are code.
            let other = TokenFlags::HYPHENATED | TokenFlags::MIXED_CASE;
            if first_of(form).is_none_or(|token| token.flags.intersects(other)) {
                continue;
            }
            let hash = forms.hash(form);
            search.whole.extend(keys.get(&hash).map(|&key| (form, (key, CLOSED))));
            heads.extend(halves.get(&hash).map(|followers| (form, followers.as_slice())));
            if let Some(forms) = tails.get_mut(&hash) {
                forms.push(form);
            }
        }
        for (head, followers) in heads {
            for (key, tail) in followers {
                let forms = tails.get(tail).into_iter().flatten().map(|form| (*key, *form));
                search.heads.entry(head).or_default().extend(forms);
            }
        }
        Some(search)
    }

    /// The tokens at which a compound may begin, in the order of the text.
    fn places(&self, forms: &FormTable) -> Vec<u32> {
        let found = self.whole.keys().chain(self.heads.keys());
        let mut places: Vec<u32> = found.flat_map(|&form| forms.places(form)).copied().collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The compound that begins at the token, and how it is written there.
    fn at(&self, context: &Context<'_>, index: usize, token: Token) -> Option<(u32, u16)> {
        if let Some(&(key, way)) = self.whole.get(&token.form) {
            return Some((key, way));
        }
        let followers = self.heads.get(&token.form)?;
        let next = *context.document.tokens().get(index + 1)?;
        let joined = next.has(TokenFlags::SPACE_BEFORE)
            && !next.flags.intersects(TokenFlags::MARKUP_BEFORE | TokenFlags::SENTENCE_START);
        let key = followers.iter().find(|(_, tail)| *tail == next.form).filter(|_| joined)?.0;
        Some((key, OPEN))
    }
}

fn is_compound(token: Token) -> bool {
    token.kind == TokenKind::Word
        && token.has(TokenFlags::HYPHENATED)
        && !token.flags.intersects(TokenFlags::MIXED_CASE | TokenFlags::ALL_CAPS)
}

fn report(context: &mut Context<'_>, place: Use, best: Prevailing) {
    let document = context.document;
    let (Some(here), Some(there)) =
        (span_of(context, place), span_of(context, Use { way: best.way, token: best.first }))
    else {
        return;
    };
    // An open compound may stand on two lines.
    let in_line = |span: Span| document.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let (written, other) = (in_line(here), in_line(there).to_lowercase());
    let right = with_capitals_of(&written, &other);
    let trust = if best.is_clear() { Applicability::Unsafe } else { Applicability::DisplayOnly };
    let note = format!("so written {} in all, otherwise {}", times(best.count), times(best.others));
    let diagnostic = context
        .diagnostic(here, format!("“{written}” is written “{other}” elsewhere in the article"))
        .with_place(note, there)
        .with_fix(Fix::replace(here, right, trust));
    context.report(diagnostic);
}

fn span_of(context: &Context<'_>, place: Use) -> Option<Span> {
    let tokens = context.document.tokens();
    let first = tokens.get(place.token as usize)?.span;
    if place.way == OPEN { Some(first.to(tokens.get(place.token as usize + 1)?.span)) } else { Some(first) }
}

#[cfg(test)]
mod tests {
    use super::Hyphenation;
    use crate::diagnostic::Applicability;
    use crate::fix;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check_told, fixes, options, passes};

    #[test]
    fn the_rarer_way_is_found() {
        fixes(
            &Hyphenation,
            &[
                ("An e-mail, an e-mail and an email.", "An e-mail, an e-mail and an e-mail."),
                (
                    "The policymakers met policy-makers and policymakers.",
                    "The policymakers met policymakers and policymakers.",
                ),
                (
                    "Their decision-making is slow. Our decision-making is fast, and decision making is hard.",
                    "Their decision-making is slow. Our decision-making is fast, and decision-making is hard.",
                ),
            ],
        );
    }

    #[test]
    fn the_house_decides() {
        let prefer = OptionValue::Words(vec!["e-mail".into(), "Policymaker".into()]);
        let told = options(&Hyphenation, &[("prefer", prefer)]);
        for (text, expected) in [
            ("An email. Emails, and no others.", "An e-mail. E-mails, and no others."),
            ("An email, an email and an e-mail.", "An e-mail, an e-mail and an e-mail."),
            ("A policy-maker met policymakers.", "A policymaker met policymakers."),
            ("He said \"email me\". The Email Trust. Mail.", "He said \"email me\". The Email Trust. Mail."),
        ] {
            let found = check_told(&Hyphenation, text, &told);
            assert_eq!(fix::apply(text, &found, Applicability::Safe).text, expected);
        }
    }

    #[test]
    fn compounds_before_nouns_names_and_verbs_are_left_alone() {
        passes(
            &Hyphenation,
            &[
                "A long-term plan in the long term. A decision-making body for decision making.",
                "We follow up with a follow-up. He re-formed it and reformed it.",
                "He said \"email me\" in an e-mail. The E-Mail Trust. An e-mail.",
                "An anti-war march. No war.",
                "The middle-class voters left. The middle class continue to hope, and the middle class left behind stay.",
                "A nineteenth-century house. The nineteenth century became famous. The nineteenth century exerted it.",
                "They are usually middle-class, and she is middle-class. Those of the middle class are, too.",
                "Women who breast-pump at work need a breast pump.",
            ],
        );
    }
}
