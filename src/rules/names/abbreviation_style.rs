//! `abbreviation-style`: U.S. beside US in one article.

use rustc_hash::FxHashSet;

use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::rules::wording::times;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// Abbreviations with stops beside the same abbreviations without: U.S. beside US, U.N. beside UN.
    ///
    /// Houses differ in this, but an article should not. The style of the whole article counts as one: where UN and US
    /// stand twelve times without stops and six times with them, the six are reported. With as many of the one as of
    /// the other, no side is taken.
    ///
    /// ```bad
    /// The US asked the UN to act. The U.S. envoy spoke, and the US paid.
    /// ```
    ///
    /// ```good
    /// The US asked the UN to act. The US envoy spoke, and the US paid.
    /// ```
    ///
    /// Quotations are left alone, and so are names that an abbreviation is part of (U.S. Steel).
    AbbreviationStyle = "abbreviation-style", Names, Document, Warning, true, Always, options {
        /// Whether the house writes abbreviations of capitals with stops: `never` finds all of them, `always` finds US, UK
        /// and UN without. Without it each article may choose.
        "stops": Choice(&["always", "never"]),
    }
}

/// One abbreviation where it stands.
struct Mention {
    token: u32,
    /// The abbreviation itself, without a possessive ending or what it is joined to.
    span: Span,
    letters: String,
    dotted: bool,
}

impl Rule for AbbreviationStyle {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        if let Some(stops) = context.options.choice("stops") {
            report_house(context, stops == "always");
            return;
        }
        if !document.tokens().iter().any(|token| token.kind == TokenKind::Abbreviation) {
            return;
        }
        let all: Vec<Mention> = mentions(context);
        let with = |dotted: bool| -> FxHashSet<&str> {
            all.iter().filter(|mention| mention.dotted == dotted).map(|mention| mention.letters.as_str()).collect()
        };
        let (dotted_letters, plain_letters) = (with(true), with(false));
        let mixed: FxHashSet<&str> = dotted_letters.intersection(&plain_letters).copied().collect();
        if mixed.is_empty() {
            return;
        }
        // The family is every abbreviation that the article writes in both ways; one that it always writes with stops (U.S.
        // beside AI) is consistent with itself.
        let family = || all.iter().filter(|mention| mixed.contains(mention.letters.as_str()));
        let dotted = family().filter(|mention| mention.dotted).count();
        let plain = family().count() - dotted;
        let even = dotted == plain;
        let minority_dotted = dotted <= plain;
        let mut found = Vec::new();
        for mention in family().filter(|mention| mention.dotted == minority_dotted) {
            let token = document.tokens()[mention.token as usize];
            if token.flags.intersects(TokenFlags::QUOTED | TokenFlags::SIC) {
                continue;
            }
            let other = rewritten(document, mention);
            let (with, without) = (times(dotted), times(plain));
            let text = document.slice(mention.span);
            let message = if even {
                format!("“{text}” here, without stops elsewhere: as often the one as the other")
            } else {
                format!(
                    "“{text}” does not fit the style of the article, “{}”",
                    if mention.dotted { other.trim_end_matches('.') } else { &other }
                )
            };
            let trust = if even { Applicability::DisplayOnly } else { Applicability::Unsafe };
            found.push(
                context
                    .diagnostic(mention.span, message)
                    .with_note(format!("such abbreviations stand here {without} without stops, {with} with them"))
                    .with_fix(Fix::replace(mention.span, other, trust)),
            );
        }
        for diagnostic in found {
            context.report(diagnostic);
        }
    }
}

/// Reports the abbreviations that the house writes otherwise: with stops, or without.
fn report_house(context: &mut Context<'_>, with_stops: bool) {
    const WITH_STOPS: &[&str] = &["UK", "UN", "US"];
    let document = context.document;
    let capitals = |at: u32| document.tokens().get(at as usize).is_some_and(|token| token.has(TokenFlags::ALL_CAPS));
    for mention in mentions(context) {
        let token = document.tokens()[mention.token as usize];
        let own = !token.flags.intersects(TokenFlags::QUOTED | TokenFlags::SIC);
        // In a line of capitals US may be a word.
        let shouted =
            !mention.dotted && (capitals(mention.token + 1) || mention.token > 0 && capitals(mention.token - 1));
        let known = mention.dotted || WITH_STOPS.contains(&mention.letters.as_str());
        if own && known && !shouted && mention.dotted != with_stops {
            let right = rewritten(document, &mention);
            let text = document.slice(mention.span);
            let message =
                format!("“{text}” is written {} stops in this house", if with_stops { "with" } else { "without" });
            let fix = Fix::replace(mention.span, right, Applicability::Safe);
            let diagnostic = context.diagnostic(mention.span, message).with_fix(fix);
            context.report(diagnostic);
        }
    }
}

/// The abbreviations of capitals in a document: two to four letters, with or without stops.
fn mentions(context: &Context<'_>) -> Vec<Mention> {
    let document = context.document;
    // Nearly all forms begin otherwise.
    let in_capitals = |token: Token| {
        let second = || document.text_of(token).as_bytes().get(1);
        token.has(TokenFlags::CAPITALISED)
            && matches!(token.kind, TokenKind::Abbreviation | TokenKind::Word)
            && second().is_some_and(|byte| byte.is_ascii_uppercase() || *byte == b'.')
    };
    let places = context.forms().places_where(document, in_capitals).into_iter();
    places.filter_map(|place| mention(document, u32::try_from(place).ok()?)).collect()
}

fn mention(document: &Document, index: u32) -> Option<Mention> {
    let token = *document.tokens().get(index as usize)?;
    let text = document.text_of(token);
    let length = text.find(|c: char| !c.is_ascii_uppercase() && c != '.').unwrap_or(text.len());
    let (head, rest) = text.split_at(length);
    // A road is not a country: US 75, US-169.
    let road = |next: &Token| next.kind == TokenKind::Number;
    if head == "US" && document.tokens().get(index as usize + 1).is_some_and(road) {
        return None;
    }
    if is_in_name(document, index) {
        return None;
    }
    // What follows may be a possessive or the rest of a compound (US's, U.S.-made), but no more letters (USs).
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let letters: String = head.chars().filter(|&c| c != '.').collect();
    let dotted = head.contains('.');
    let whole = if dotted { head.len() == letters.len() * 2 } else { token.has(TokenFlags::CAPITALISED) };
    let span = Span::new(token.span.start, token.span.start + u32::try_from(length).ok()?);
    (whole && (2..=4).contains(&letters.len())).then_some(Mention { token: index, span, letters, dotted })
}

/// The mention in the other style. A stop that also ends the sentence stays.
fn rewritten(document: &Document, mention: &Mention) -> String {
    if !mention.dotted {
        return mention.letters.chars().flat_map(|letter| [letter, '.']).collect();
    }
    let sentence = document.sentence_of(mention.token as usize);
    let ends_sentence = sentence.is_some_and(|number| document.sentences()[number].tokens.end == mention.token + 1);
    let stop = if ends_sentence { "." } else { "" };
    format!("{}{stop}", mention.letters)
}

/// Whether the abbreviation begins the name of a company or the like, which is written as its owner writes it.
fn is_in_name(document: &Document, token: u32) -> bool {
    const ENDINGS: &[&str] = &[
        "Airways",
        "Bancorp",
        "Bank",
        "Cellular",
        "Company",
        "Corp",
        "Corporation",
        "Foods",
        "Inc",
        "News",
        "Open",
        "Polo",
        "Robotics",
        "Silica",
        "Steel",
    ];
    let after = document.tokens().get(token as usize + 1..).unwrap_or_default();
    let capital = |next: &&Token| next.is_word() && next.has(TokenFlags::CAPITALISED);
    after.iter().take_while(capital).take(4).any(|next| ENDINGS.contains(&document.text_of(*next)))
}

#[cfg(test)]
mod tests {
    use super::AbbreviationStyle;
    use crate::diagnostic::Applicability;
    use crate::fix;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check, check_told, fixes, options, passes};

    #[test]
    fn the_house_decides() {
        for (stops, expected) in [
            ("never", "The US met the US envoy and NATO at the UN. He said \"the U.S.\" so."),
            ("always", "The U.S. met the U.S. envoy and NATO at the U.N. He said \"the U.S.\" so."),
        ] {
            let text = "The US met the U.S. envoy and NATO at the U.N. He said \"the U.S.\" so.";
            let told = options(&AbbreviationStyle, &[("stops", OptionValue::Choice(stops))]);
            let found = check_told(&AbbreviationStyle, text, &told);
            assert_eq!(fix::apply(text, &found, Applicability::Safe).text, expected);
        }
    }

    #[test]
    fn the_minority_is_rewritten() {
        fixes(
            &AbbreviationStyle,
            &[
                ("The US and the UN met. A U.N. envoy came.", "The US and the UN met. A UN envoy came."),
                (
                    "The US acted, and the US's envoy left the U.S. by air.",
                    "The US acted, and the US's envoy left the US by air.",
                ),
                ("A U.S. ship, a U.S. plane and a US car.", "A U.S. ship, a U.S. plane and a U.S. car."),
            ],
        );
    }

    #[test]
    fn a_stop_that_ends_the_sentence_stays() {
        fixes(
            &AbbreviationStyle,
            &[(
                "The UN and the UN again. He wrote to the U.N. The envoy left the UN.",
                "The UN and the UN again. He wrote to the UN. The envoy left the UN.",
            )],
        );
    }

    #[test]
    fn one_style_and_quotations_are_left_alone() {
        passes(
            &AbbreviationStyle,
            &[
                "The US paid U.S. Steel and U.S. Cellular, and the US won the U.S. Open.",
                "The U.S. uses AI, and the U.S. sells AI on US 169.",
                "The U.S. and the U.K. met the U.N. envoy.",
                "The US and the UK met. She said: “The U.S. is here,” and the US was.",
                "J.K. Rowling and the BBC and the E.U. met at 5 p.m. in the U.K. today.",
            ],
        );
    }

    #[test]
    fn the_family_counts_as_one() {
        let text = "The U.N. and the U.N. met the US, the US, the US and the UN; the U.S. left.";
        assert_eq!(check(&AbbreviationStyle, text).len(), 3);
    }
}
