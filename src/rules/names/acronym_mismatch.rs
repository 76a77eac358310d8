//! `acronym-mismatch`: an acronym that its expansion does not spell.

use super::acronym_undefined::is_common;
use crate::corpus::acronyms::{self, Fit, Introduction, expansion_text};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Note, Place};
use crate::document::{Form, TokenFlags};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// An acronym that the words before it do not spell.
    ///
    /// Where an article introduces an acronym in brackets after its expansion, a letter without a word, or a word
    /// without a letter, says that one of the two is wrong.
    ///
    /// ```bad
    /// The story came from the Baltic Central Agency (BCNA), they met.
    /// ```
    ///
    /// ```good
    /// The story came from the Baltic Central News Agency (BCNA), they met.
    /// ```
    ///
    /// Two letters in the wrong order are found, too, where the acronym is introduced and later on.
    ///
    /// The missing word is taken from another article that introduces the acronym, or else from what usually stands
    /// between its neighbours; a word without a letter is found only where another article introduces the acronym with other
    /// words, since official names often leave one out of their letters (UNDCP). Small words may be left out or counted (OPEC, MOD), hyphens part words (World
    /// Anti-Doping Agency, WADA), and plurals and possessives are allowed for (ICBMs). Acronyms of another language, of
    /// which the first or the last letter fits no word, or the lacking letter that of the word before, are left alone: Federal
    /// Security Service (FSB), International Centre for Research on Mills (CIRM).
    AcronymMismatch = "acronym-mismatch", Names, Corpus, Warning, true, Sometimes
}

impl Rule for AcronymMismatch {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        for introduction in context.acronyms {
            let diagnostic = match introduction.fit {
                Fit::Exact => None,
                Fit::MissingWord { letter, .. } if follows_initial(context, introduction, letter) => None,
                Fit::MissingWord { letter, before } => Some(missing_word(context, introduction, letter, before)),
                Fit::MissingLetter { part } => missing_letter(context, introduction, part),
                Fit::Swapped { at } => swapped(context, introduction, at),
            };
            if let Some(diagnostic) = diagnostic {
                context.report(diagnostic);
            }
        }
        report_swapped_uses(context);
    }
}

/// Whether the word directly before the expansion begins with `letter`: the acronym has its letters in the order of another
/// language then.
fn follows_initial(context: &Context<'_>, introduction: &Introduction, letter: char) -> bool {
    let tokens = context.document.tokens();
    let first = context.document.first_from(introduction.expansion.start as usize);
    let before = first.checked_sub(1).and_then(|at| tokens.get(at)).filter(|token| token.is_word());
    let text = before.map_or("", |&before| context.document.text_of(before));
    text.len() > 3 && text.starts_with(letter)
}

fn missing_word(context: &Context<'_>, introduction: &Introduction, letter: char, before: usize) -> Diagnostic {
    let letters = &introduction.letters;
    let message = format!("no word of the expansion stands for the “{letter}” of {letters}");
    let diagnostic = context.diagnostic(whole(context, introduction), message);
    if let Some(attested) = attested(context, introduction) {
        return with_attested(diagnostic, introduction, &attested);
    }
    let Some((&left, &right)) =
        before.checked_sub(1).and_then(|left| introduction.parts.get(left)).zip(introduction.parts.get(before))
    else {
        return diagnostic;
    };
    let (left, right) = (context.document.slice(left), (right, context.document.slice(right)));
    let Some(word) = context.lexicon.likely_between(left, right.1, letter) else { return diagnostic };
    let word: String = letter.to_uppercase().chain(word.chars().skip(1)).collect();
    let edit = Edit { span: Span::new(right.0.start, right.0.start), text: format!("{word} ") };
    let title = format!("insert “{word}”");
    diagnostic.with_fix(Fix { title, edits: vec![edit], applicability: Applicability::DisplayOnly })
}

fn missing_letter(context: &Context<'_>, introduction: &Introduction, part: usize) -> Option<Diagnostic> {
    let attested = attested(context, introduction)?;
    let word = introduction.parts.get(part).map_or("", |&part| context.document.slice(part));
    let message = format!("{} has no letter for “{word}”", introduction.letters);
    let diagnostic = context.diagnostic(whole(context, introduction), message);
    Some(with_attested(diagnostic, introduction, &attested))
}

/// The acronym has the letters of its words in another order, unless that is how the article, or everybody, writes it: the order
/// may be that of another language.
fn swapped(context: &Context<'_>, introduction: &Introduction, at: usize) -> Option<Diagnostic> {
    let letters = &*introduction.letters;
    let right: String =
        [letters.get(..at)?, letters.get(at + 1..at + 2)?, letters.get(at..=at)?, letters.get(at + 2..)?].concat();
    // The article has the other order, too, or everybody knows it, or the letters are those of another language.
    let is_met = uses(context, &right) > 0 || is_known(context, &right);
    let is_usual = !is_met || uses(context, letters) > uses(context, &right) + 1;
    // Rally of the Togolese People (RPT): a noun comes before its adjective, and what it is of last, in the language of the letters.
    let words = introduction.parts.iter().map(|&part| context.document.slice(part));
    let is_of_something = words.zip(0..).any(|(word, place)| place <= at && matches!(word, "of" | "on" | "the"));
    if is_known(context, letters) || is_usual || is_of_something {
        return None;
    }
    let acronym = context.document.tokens().get(introduction.token as usize)?.span;
    let span = Span::new(acronym.start, acronym.start + u32::try_from(letters.len()).ok()?);
    let message = format!("the words before it spell {right}, not {letters}");
    Some(context.diagnostic(span, message).with_fix(Fix::replace(span, right, Applicability::Unsafe)))
}

/// Reports acronyms that are those of an introduction with two letters in the wrong order.
fn report_swapped_uses(context: &mut Context<'_>) {
    let document = context.document;
    if !context.acronyms.iter().any(may_be_turned) {
        return;
    }
    let introduced = |letters: &str| context.acronyms.iter().any(|known| &*known.letters == letters);
    let is_capital =
        |form: &Form| document.tokens().get(form.first as usize).is_some_and(|token| token.has(TokenFlags::ALL_CAPS));
    let mut found = Vec::new();
    for form in document.forms().iter().filter(|form| is_capital(form) && form.count == 1) {
        let Some(&token) = document.tokens().get(form.first as usize) else { continue };
        let text = document.text_of(token);
        let meant = context.acronyms.iter().take(MOST_INTRODUCED).filter(|known| may_be_turned(known));
        let mut meant = meant.filter(|known| acronyms::swap(&known.letters, text).is_some());
        let Some(known) = meant.find(|known| uses(context, &known.letters) >= OFTEN) else { continue };
        if !introduced(text) && !is_known(context, text) {
            found.push((token.span, known));
        }
    }
    for (span, known) in found {
        let message = format!("“{}” may be {}, which the article introduces", document.slice(span), known.letters);
        let diagnostic = context
            .diagnostic(span, message)
            .with_place("it is introduced here", known.expansion)
            .with_fix(Fix::replace(span, &*known.letters, Applicability::Unsafe));
        context.report(diagnostic);
    }
}

/// An acronym that stands once is meant for another one that stands at least so often.
const OFTEN: u32 = 3;

/// So many introductions of an article are looked at.
const MOST_INTRODUCED: usize = 200;

/// Whether the acronym fits its words and is long enough to be known with two letters turned.
fn may_be_turned(known: &Introduction) -> bool {
    known.fit == Fit::Exact && known.letters.len() > 2
}

/// How often the article has the acronym in these letters.
fn uses(context: &Context<'_>, letters: &str) -> u32 {
    let document = context.document;
    let is_it =
        |first: u32| document.tokens().get(first as usize).is_some_and(|&token| document.text_of(token) == letters);
    document.forms().iter().filter(|form| is_it(form.first)).map(|form| form.count).sum()
}

/// Whether the acronym is one that a dictionary, the house or every reader knows.
fn is_known(context: &Context<'_>, letters: &str) -> bool {
    context.lexicon.check(letters).accepted() || context.house.is_right(letters) || is_common(letters)
}

/// From the first word of the expansion to the acronym.
fn whole(context: &Context<'_>, introduction: &Introduction) -> Span {
    let acronym = context.document.tokens().get(introduction.token as usize);
    acronym.map_or(introduction.expansion, |acronym| introduction.expansion.to(acronym.span))
}

/// What the corpus says the acronym stands for, where it says one thing that is near what stands here.
struct Attested {
    expansion: String,
    count: u32,
    place: Place,
}

fn attested(context: &Context<'_>, introduction: &Introduction) -> Option<Attested> {
    let [only] = context.corpus.expansions(&introduction.letters) else { return None };
    let here = expansion_text(context.document, introduction);
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (mine, other) = (words(&here), words(&only.expansion));
    let shared = mine.iter().filter(|word| other.contains(word)).count();
    (shared * 2 > mine.len()).then(|| Attested {
        expansion: only.expansion.to_string(),
        count: only.documents,
        place: Place { path: Some(only.first.0.clone()), span: only.first.1 },
    })
}

fn with_attested(diagnostic: Diagnostic, introduction: &Introduction, attested: &Attested) -> Diagnostic {
    let articles = if attested.count == 1 { "article" } else { "articles" };
    let message = format!("“{}” in {} {articles}", attested.expansion, attested.count);
    diagnostic
        .with_fix(Fix::replace(introduction.expansion, attested.expansion.clone(), Applicability::Unsafe))
        .with_prepared_note(Note { message, place: Some(attested.place.clone()) })
}

#[cfg(test)]
mod tests {
    use super::AcronymMismatch;
    use crate::diagnostic::Applicability;
    use crate::rules::tester::{check_beside, fails, fixes, passes};

    #[test]
    fn mismatches_are_found() {
        fails(
            &AcronymMismatch,
            &["a note of the Baltic Central Agency (BCNA) said", "the North Treaty Organization (NATO)"],
        );
        let others = ["The World Anti-Doping Agency (WADA) met."];
        assert_eq!(check_beside(&AcronymMismatch, "the World Anti-Doping Research Agency (WADA)", &others).len(), 1);
    }

    #[test]
    fn the_missing_word_is_proposed() {
        fixes(
            &AcronymMismatch,
            &[(
                "a note of the Baltic Central Agency (BCNA) said",
                "a note of the Baltic Central News Agency (BCNA) said",
            )],
        );
    }

    #[test]
    fn letters_in_the_wrong_order_are_put_right() {
        fixes(
            &AcronymMismatch,
            &[
                (
                    "the Joint Rivers Commission (JCR) met; the JRC left",
                    "the Joint Rivers Commission (JRC) met; the JRC left",
                ),
                (
                    "The Overview and Scrutiny Council (OSC) met. The OSC sat, and the OSC spoke; then the OCS left.",
                    "The Overview and Scrutiny Council (OSC) met. The OSC sat, and the OSC spoke; then the OSC left.",
                ),
            ],
        );
        passes(
            &AcronymMismatch,
            &[
                "the International Organization for Standardization (ISO) and the Social Party (PS)",
                "the Social Democratic Party (SPD), the Rally of the Togolese People (RPT) and the Treaty on the Functioning of the European Union (TFUE)",
                "the National Liberation Front (FLN), the Popular Front Union (PUF) said; the PUF left, and so did the PUF",
            ],
        );
    }

    #[test]
    fn another_article_knows_better() {
        let others = ["The Baltic Central Television Agency (BCTA) said."];
        let found = check_beside(&AcronymMismatch, "The Baltic Central Agency (BCTA) said.", &others);
        assert_eq!(found[0].fixes[0].edits[0].text, "Baltic Central Television Agency");
        assert_eq!(found[0].fixes[0].applicability, Applicability::Unsafe);
        assert_eq!(found[0].notes[0].place.as_ref().and_then(|place| place.path.as_deref()), Some("an-other-0.md"));
    }

    #[test]
    fn acronyms_that_fit_or_are_of_another_language_are_left_alone() {
        passes(
            &AcronymMismatch,
            &[
                "the Baltic Central News Agency (BCNA) and Intercontinental Ballistic Missiles (ICBMs)",
                "the Organisation of the Petroleum Exporting Countries (OPEC) and the World Anti-Doping Agency (WADA)",
                "the Association of Southeast Asian Nations (ASEAN) and the Federal Security Service (FSB)",
                "the Chinese Communist Party's (CCP) answer, the European Union (EU), Ministry of Defence (MOD)",
                "the Communist Information Bureau (COMINFORM), Doctors Without Borders (MSF), the Democratic Party (DEM)",
                "the Organization for Security and Co-operation in Europe (OSCE), intercontinental missiles (ICBM)",
                "the United Nations Industrial Development Research Organization (UNIDO) met",
                "the International Centre for Research on Mills (CIRM) met",
                "Vladimir Putin (LEFT) and Emmanuel Macron (RIGHT)",
                "via the U.S. National Committee (USNC) of the town",
            ],
        );
    }
}
