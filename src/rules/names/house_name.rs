//! `house-name`: a form of a name that the house list bans.

use rustc_hash::FxHashSet;

use crate::corpus::House;
use crate::corpus::house::{Ban, Date, HouseName as Entry, match_phrase, match_phrase_ignoring_case};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, FormId, TokenFlags, TokenKind};
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A form of a name that the house list bans.
    ///
    /// A house that has decided on a spelling writes it into a list, `names.toml`, which `copydesk.toml` names:
    ///
    /// ```toml
    /// [[name]]
    /// canonical = "Kyiv"
    /// banned = ["Kiev"]
    /// exceptions = ["chicken Kiev"]
    /// reason = "the city's own spelling"
    /// valid-from = 2019-08-14
    /// ```
    ///
    /// The form is reported with the reason of the list and replaced by the canonical one. Aliases of a name are
    /// right, and no other rule compares them with it.
    ///
    /// ```bad
    /// The train from Kiev was late.
    /// ```
    ///
    /// ```good
    /// The train from Kyiv was late, and we had chicken Kiev.
    /// ```
    ///
    /// It keeps silent inside the exceptions of the list, in articles whose front matter gives a day before the entry
    /// is valid, and without a list. In quotations the replacement is left to a person.
    HouseName = "house-name", Names, Document, Error, true, Always
}

/// Exceptions begin at most this many tokens before the banned form that they hold.
const LONGEST_LEAD: usize = 8;

impl Rule for HouseName {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, house) = (context.document, context.house);
        if house.bans_nothing() {
            return;
        }
        let forms = forms_to_try(document, house);
        if forms.is_empty() {
            return;
        }
        let date = Date::of(document);
        let mut done = 0;
        for (index, token) in document.tokens().iter().enumerate() {
            if !forms.contains(&token.form) || token.has(TokenFlags::SIC) {
                continue;
            }
            for part in document.parts(*token) {
                let at = part.start as usize;
                if at < done {
                    continue;
                }
                let Some((length, name, ban)) = banned_at(document, house, part) else { continue };
                done = at + length;
                let early = name.valid_from.zip(date).is_some_and(|(from, date)| date < from);
                if early || is_excepted(document, index, Span::from_range(at..done), name) {
                    continue;
                }
                let quoted = token.has(TokenFlags::QUOTED);
                report(context, Span::from_range(at..done), name, ban, quoted);
            }
        }
    }
}

/// The forms of the document in which a banned form may begin: each is looked up once.
fn forms_to_try(document: &Document, house: &House) -> FxHashSet<FormId> {
    let forms = (0u32..).zip(document.forms());
    forms
        .filter_map(|(number, form)| {
            let token = document.tokens()[form.first as usize];
            let wordy = matches!(token.kind, TokenKind::Word | TokenKind::Abbreviation | TokenKind::Mixed);
            let begins =
                || document.parts(token).any(|part| house.bans_at(first_word(document, part)).next().is_some());
            (wordy && begins()).then_some(FormId(number))
        })
        .collect()
}

/// A part of a word without a possessive ending.
fn first_word(document: &Document, part: Span) -> &str {
    let text = document.slice(part);
    let stem = text.strip_suffix(['s', 'S']).filter(|stem| stem.ends_with(['\'', '’', '`'])).unwrap_or(text);
    stem.trim_end_matches(['\'', '’', '`'])
}

/// The longest banned form that begins at `part`, with its length in bytes.
fn banned_at<'a>(document: &Document, house: &'a House, part: Span) -> Option<(usize, &'a Entry, &'a Ban)> {
    house.bans_at(first_word(document, part)).find_map(|(name, ban)| {
        let length = match_phrase(document.text(), part.start as usize, &ban.form)?;
        Some((length, name, ban))
    })
}

/// Whether the banned form at `span`, which begins in the token `index`, stands inside an exception of its name.
fn is_excepted(document: &Document, index: usize, span: Span, name: &Entry) -> bool {
    let from = index.saturating_sub(LONGEST_LEAD);
    let leads = document.tokens().get(from..=index).unwrap_or_default();
    name.exceptions.iter().any(|phrase| {
        leads.iter().any(|lead| {
            let start = lead.span.start as usize;
            let length = match_phrase_ignoring_case(document.text(), start, phrase);
            length.is_some_and(|length| start + length >= span.range().end)
        })
    })
}

fn report(context: &mut Context<'_>, span: Span, name: &Entry, ban: &Ban, quoted: bool) {
    let written = context.document.slice(span);
    // Capitals throughout are those of a headline, not of the name.
    let plain = written.chars().any(char::is_lowercase) || !ban.form.chars().any(char::is_lowercase);
    let right = if plain { name.canonical.to_string() } else { name.canonical.to_uppercase() };
    if right == written {
        return;
    }
    let applicability = if quoted { Applicability::Unsafe } else { Applicability::Safe };
    let mut diagnostic = context
        .diagnostic(span, format!("“{written}” is written “{right}” in this house"))
        .with_fix(Fix::replace(span, right, applicability));
    if let Some(reason) = &ban.reason {
        diagnostic = diagnostic.with_note(format!("the house list says: {reason}"));
    }
    if let Some(note) = &name.note {
        diagnostic = diagnostic.with_help(note.to_string());
    }
    context.report(diagnostic);
}

#[cfg(test)]
mod tests {
    use super::HouseName;
    use crate::corpus::House;
    use crate::diagnostic::Applicability;
    use crate::rules::tester::check_in_house;

    const LIST: &str = "
        [[name]]
        canonical = 'Kyiv'
        banned = ['Kiev', 'Kiew']
        exceptions = ['chicken Kiev', 'Dynamo Kiev']
        reason = 'the own spelling of the city'
        valid-from = 2019-08-14

        [[name]]
        canonical = 'Kim Jong-un'
        aliases = ['Kim']
        banned = ['Kim Jong Un', 'Kim Jong-Un']

        [[name]]
        canonical = 'Al-Jazeera'
        banned = ['Al Jazeera']
    ";

    fn rewritten(text: &str) -> String {
        let house = House::parse(LIST).expect("a sound list");
        let found = check_in_house(&HouseName, text, &house);
        let mut new = text.to_owned();
        for diagnostic in found.iter().rev() {
            for edit in &diagnostic.fixes[0].edits {
                new.replace_range(edit.span.range(), &edit.text);
            }
        }
        new
    }

    #[test]
    fn banned_forms_become_the_canonical_one() {
        for (text, expected) in [
            ("The mayor of Kiev met Kiev's envoy.", "The mayor of Kyiv met Kyiv's envoy."),
            ("A Kiev-based firm and pro-Kiev troops.", "A Kyiv-based firm and pro-Kyiv troops."),
            ("# KIM JONG-UN IN KIEV\n\nIt was out soon.", "# KIM JONG-UN IN KYIV\n\nIt was out soon."),
            ("Kim Jong Un met Kim Jong-Un, who is Kim.", "Kim Jong-un met Kim Jong-un, who is Kim."),
            ("Then Kim Jong\nUn left for Al Jazeera.", "Then Kim Jong-un left for Al-Jazeera."),
            ("---\ndate: 2020-01-01\n---\n\nIn Kiev.", "---\ndate: 2020-01-01\n---\n\nIn Kyiv."),
        ] {
            assert_eq!(rewritten(text), expected);
        }
    }

    #[test]
    fn exceptions_early_articles_and_other_words_are_left_alone() {
        for text in [
            "Chicken Kiev was served, and chicken\nKiev again.",
            "He saw Dynamo Kiev, then Kyiv.",
            "The Kievan state; kiev; Kim and Kim Jong-un.",
            "---\ndate: 2018-01-01\n---\n\nIn Kiev.",
            "The mayor of Kiev [sic] spoke.",
        ] {
            assert_eq!(rewritten(text), text);
        }
    }

    #[test]
    fn quotations_are_left_to_a_person() {
        let house = House::parse(LIST).expect("a sound list");
        let found = check_in_house(&HouseName, "“I love Kiev,” he said in Kiev.", &house);
        let trust: Vec<Applicability> = found.iter().map(|found| found.fixes[0].applicability).collect();
        assert_eq!(trust, [Applicability::Unsafe, Applicability::Safe]);
        assert_eq!(found[1].notes[0].message, "the house list says: the own spelling of the city");
    }
}
