//! `article`: a where an belongs, and the other way round.

mod sound;

use std::sync::LazyLock;

use crate::diagnostic::{Applicability, Fix};
use crate::document::{Token, TokenFlags, TokenKind};
use crate::rules::forms::{Wanted, with_capitals_of};
use crate::rules::function_words::is_function_word;
use crate::rules::grammar::phrases::is_joined;
use crate::rules::masked::is_masked;
use crate::rules::{Context, Meta, Rule, declare_rule};
use sound::Sound;

declare_rule! {
    /// “a” before a vowel, or “an” before a consonant.
    ///
    /// What counts is the sound, not the letter: an hour, a European, an MP, a U.N. envoy, a one-off, an 18th, an $8m
    /// deal. Such faults come from a word put in or taken out between the two.
    ///
    /// ```bad
    /// A unanimous vote ended an month of talks with a MP.
    /// ```
    ///
    /// ```good
    /// An hour later, a European envoy met an MP, a U.N. official and an 18-year-old.
    /// ```
    ///
    /// It keeps silent where speakers differ (an historic, an herb), before acronyms that may be read as words or as
    /// letters (a LED, an LED; a SQL, an SQL), before names whose sound the letters do not show (Oaxaca), before what can be
    /// said letter by letter only (an mbox, an hstore), and where “A” is a letter. A word of the dictionary is a word in
    /// capitals, too (an UPDATE).
    Article = "article", Grammar, Document, Error, true, Always
}

static ARTICLES: LazyLock<Wanted<()>> = LazyLock::new(|| Wanted::new([("a", ()), ("an", ())]));

impl Rule for Article {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, forms) = (context.document, context.forms());
        let tokens = document.tokens();
        let articles = forms.find(&ARTICLES);
        for index in articles.flat_map(|(form, ())| forms.places(form)).map(|&at| at as usize) {
            let Some(&token) = tokens.get(index) else { continue };
            let an = match document.text_of(token) {
                "a" => false,
                "an" => true,
                // A capital inside a sentence is a letter or a title: vitamin A is.
                "A" if token.has(TokenFlags::SENTENCE_START) => false,
                "An" if token.has(TokenFlags::SENTENCE_START) => true,
                _ => continue,
            };
            if token.has(TokenFlags::SIC) || !is_article(context, index) {
                continue;
            }
            let Some(sound) = following(context, index).and_then(|(next, text)| {
                let known = |word: &str| context.lexicon.check_again(word).accepted();
                sound::of(next, text, an, &known)
            }) else {
                continue;
            };
            if an == (sound == Sound::Vowel) {
                continue;
            }
            let word = document.text_of(token);
            let next = tokens.get(index + 1).copied().unwrap_or(token);
            let is_article = ARTICLES.get(document.text_of(next)).is_some() || document.text_of(next) == "the";
            // Words in capitals beside each other are read as words: a NO OPERATION.
            let shouts =
                |at: usize| tokens.get(at).is_some_and(|token| token.has(TokenFlags::ALL_CAPS) && is_joined(*token));
            if shouts(index + 1) && shouts(index + 2) {
                continue;
            }
            if is_article || next.has(TokenFlags::ALL_CAPS) && is_said_so(context, token, next) {
                continue;
            }
            let (right, trust) = match an {
                true if is_a_slip_of_and(context, next) => ("and", Applicability::Unsafe),
                true => ("a", Applicability::Safe),
                false => ("an", Applicability::Safe),
            };
            let right = with_capitals_of(word, right);
            let message = match sound {
                Sound::Vowel => format!("“{word}” before the sound of a vowel"),
                Sound::Consonant => format!("“{word}” before the sound of a consonant"),
            };
            let fix = Fix::replace(token.span, right, trust);
            let diagnostic = context.diagnostic(token.span.to(next.span), message).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// How often an article has an acronym behind the same “a” or “an” that is read as a word: a MNG file.
const SAID_SO: usize = 3;

/// So many places of it are looked at.
const LOOKED_AT: usize = 40;

/// Whether `acronym` stands behind `article` throughout.
fn is_said_so(context: &Context<'_>, article: Token, acronym: Token) -> bool {
    let tokens = context.document.tokens();
    let before =
        |&place: &u32| tokens.get((place as usize).checked_sub(1)?).map(|&token| context.document.text_of(token));
    let places = context.forms().places(acronym.form);
    let articles = || places.iter().take(LOOKED_AT).filter_map(before).filter(|word| ARTICLES.get(word).is_some());
    let own = context.document.text_of(article);
    articles().count() >= SAID_SO && articles().all(|word| word.eq_ignore_ascii_case(own))
}

/// Whether an “an” before `next` has lost its last letter: an they, an people.
fn is_a_slip_of_and(context: &Context<'_>, next: Token) -> bool {
    let text = context.document.text_of(next);
    let stem = text.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']));
    let plural = !matches!(text, "means" | "news" | "series" | "species")
        && stem.is_some_and(|stem| context.lexicon.check_again(stem).accepted());
    next.kind == TokenKind::Word && !next.has(TokenFlags::CAPITALISED) && (plural || is_function_word(text))
}

/// Whether the token is the article, not the letter, a French preposition or a part of something.
fn is_article(context: &Context<'_>, index: usize) -> bool {
    let document = context.document;
    let tokens = document.tokens();
    let touches = |at: usize| tokens.get(at).is_some_and(|token| token.has(TokenFlags::GLUED));
    let before = index.checked_sub(1).and_then(|at| tokens.get(at)).copied();
    let is_mark = before.is_some_and(|token| {
        token.kind == TokenKind::Punctuation
            && matches!(document.text_of(token), "\"" | "“" | "‘" | "'" | "(" | "[" | "—" | "–")
    });
    !touches(index + 1) && (before.is_none() || !touches(index) || is_mark)
}

/// The word after the article and its text, over one opening quotation mark.
fn following<'a>(context: &Context<'a>, index: usize) -> Option<(Token, &'a str)> {
    let document = context.document;
    let next = *document.tokens().get(index + 1)?;
    let barrier = TokenFlags::SENTENCE_START | TokenFlags::MARKUP_BEFORE;
    if next.flags.intersects(barrier) || !next.has(TokenFlags::SPACE_BEFORE) {
        return None;
    }
    let opens = next.kind == TokenKind::Punctuation && matches!(document.text_of(next), "\"" | "“" | "‘" | "'");
    let money = matches!(document.text_of(next), "$" | "£" | "€");
    if !opens && !money {
        return Some((next, document.text_of(next))).filter(|_| !is_masked(document, index + 1));
    }
    let word = *document.tokens().get(index + 2)?;
    let fits =
        word.has(TokenFlags::GLUED) && !word.flags.intersects(barrier) && (opens || word.kind == TokenKind::Number);
    (fits && !is_masked(document, index + 2)).then(|| (word, document.text_of(word)))
}

#[cfg(test)]
mod tests {
    use super::Article;
    use crate::rules::tester::{fixes, passes};

    #[test]
    fn articles_follow_the_sound() {
        fixes(
            &Article,
            &[
                ("He waited a hour for an European.", "He waited an hour for a European."),
                ("A MP and an U.N. envoy met a FBI agent.", "An MP and a U.N. envoy met an FBI agent."),
                ("It was an one-off, a 18th birthday.", "It was a one-off, an 18th birthday."),
                ("They signed a $8m deal and an $9m deal.", "They signed an $8m deal and a $9m deal."),
                ("He wore a \"unusual\" hat.", "He wore an \"unusual\" hat."),
                ("an month, a apple, an unique use, a heir", "a month, an apple, a unique use, an heir"),
                ("A F-16 and an U-boat.", "An F-16 and a U-boat."),
                ("It was long an they slept, dogs an cats.", "It was long and they slept, dogs and cats."),
                ("An university. A umbrella.", "A university. An umbrella."),
                ("An unary sign, a UPDATE, an REPAIR, a inode", "A unary sign, an UPDATE, a REPAIR, an inode"),
                ("a 8,000-seat hall, a 11-year-old, an 100", "an 8,000-seat hall, an 11-year-old, a 100"),
            ],
        );
    }

    #[test]
    fn right_and_doubtful_articles_are_left_alone() {
        passes(
            &Article,
            &[
                "An hour, an MP, a U.N. envoy, an heir, a eulogy, a ewe, a one-year-old, a once-great man.",
                "An historic hotel; a historic one. An herb garden, a herb garden.",
                "A LED lamp, an LED lamp, a SIM card. A NATO force, a UNESCO site.",
                "An 18-year-old, an 8 percent rise, an 80th, a 1,800-word piece, an 1800s house, an 11th, a 110th.",
                "A MNG file beside a MNG stream, in the sheet of a MNG.",
                "a urlencoded path, a umount, a NO OPERATION command, an 0x80 byte, an the",
                "Vitamin A is good, and hepatitis A in children. Plan A or B.",
                "an a.m. show, a p.m. show, an e-mail, an X-ray, a T-shirt, an S, a U-turn, an SUV",
                "a uniform, an unimportant unit, a Ukrainian, an Uzbek, a used car, an usher, a unilateral, an unidentified man",
                "à la carte, a/an, une a été",
                "an LGBT activist, an LGBTQ group, an hon. Member, also an hon Member",
                "a \"s*** sandwich\", a f***ing shame",
                "a year, a Yemeni, an Ypres salient, a Oaxacan dish",
                "a unary sign, a Unix host, a unidirectional link, an uninitialised field, a unit, an unideal world",
                "an UPDATE, a USER, an UPSERT, a REPAIR, a SQL query, an SQL query, a SHA sum, an SHA sum, a IS NOT b",
                "an mbox file, an nth part, an hstore, an fsync, an rc file, a PhD, a url, an url, an Rb atom",
            ],
        );
    }
}
