//! `number-style`: numbers and percentages written in two ways.

use std::sync::LazyLock;

use super::preferred;
use super::ways::{Use, prevailing};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Token, TokenFlags};
use crate::rules::forms::Wanted;
use crate::rules::wording::times;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// Long numbers with and without commas, or “percent” beside “per cent”, in one article.
    ///
    /// A reader takes 25000 beside 30,000 for a slip, as they are. The less frequent way is found, or, of a draw, the
    /// later one.
    ///
    /// ```bad
    /// Some 20,000 came, then 30,000. Of 25000 there was no word, and ten percent, or 12 per cent, stayed.
    /// ```
    ///
    /// ```good
    /// Some 20,000 came in 2020, and 4000 of them left. Ten percent, then 12 percent, stayed.
    /// ```
    ///
    /// Numbers of four digits are left alone, since many houses set no comma there, and so are quotations, and longer ones
    /// that may be names: with a leading zero, after No., port, the year and the like, and beside a capital (Motorola 68000,
    /// 34220 Mill Road).
    NumberStyle = "number-style", Consistency, Document, Note, true, Always, options {
        /// Whether numbers of five digits and more have commas. Without it each article may choose.
        "thousands": Choice(&["commas", "plain"]),
        /// The word of the house for percentages. Without it each article may choose.
        "percent": Choice(&["percent", "per cent"]),
    }
}

/// Words before a number that is a name and no quantity.
const BEFORE_CODES: &[&str] = &[
    "no",
    "no.",
    "number",
    "year",
    "years",
    "port",
    "ports",
    "error",
    "bug",
    "issue",
    "build",
    "revision",
    "version",
    "line",
    "code",
    "zip",
    "room",
    "flight",
    "box",
    "article",
    "order",
    "id",
    "model",
    "asteroid",
    "resolution",
    "#",
    "x",
    "ext",
    "ext.",
    "+",
    "doi",
    "isbn",
    "issn",
    "jstor",
    "oclc",
    "pmc",
    "pmid",
    "p.",
    "page",
    "pages",
    "pp.",
    "n.y.",
];

/// The words of percentages and their ways: in one word, or in two of which this is the first.
static PERCENT: LazyLock<Wanted<u16>> = LazyLock::new(|| Wanted::new([("percent", 0), ("per", 1)]));

impl Rule for NumberStyle {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, forms) = (context.document, context.forms());
        let mut thousands: Vec<Use> = Vec::new();
        let mut percent: Vec<Use> = Vec::new();
        let own = |index: usize| {
            let token = document.tokens().get(index).copied();
            token.filter(|token| !token.flags.intersects(TokenFlags::QUOTED | TokenFlags::SIC))
        };
        for index in forms.numbers() {
            let way = own(index).and_then(|token| commas(document.text_of(token)));
            let way = way.filter(|_| !is_code(context, index));
            thousands.extend(way.zip(u32::try_from(index).ok()).map(|(way, token)| Use { way, token }));
        }
        for (form, way) in forms.find(&PERCENT) {
            for &place in forms.places(form) {
                let index = place as usize;
                let Some(word) = own(index).map(|token| document.text_of(token)) else { continue };
                let next = || document.tokens().get(index + 1).copied();
                let cent = |next: Token| document.text_of(next) == "cent" && next.has(TokenFlags::SPACE_BEFORE);
                if word == "percent" || word == "per" && next().is_some_and(cent) {
                    percent.push(Use { way, token: place });
                }
            }
        }
        percent.sort_unstable_by_key(|place| place.token);
        let house = |option: &str, first: &str| context.options.choice(option).map(|choice| u16::from(choice != first));
        let (house_thousands, house_percent) = (house("thousands", "commas"), house("percent", "percent"));
        report(
            context,
            &thousands,
            house_thousands,
            |text, way| {
                if way == 0 { with_commas(text) } else { text.replace(',', "") }
            },
        );
        report(
            context,
            &percent,
            house_percent,
            |_, way| if way == 0 { "percent".to_owned() } else { "per cent".to_owned() },
        );
    }
}

/// 0 for a long number with commas, 1 for one without; nothing for others.
fn commas(text: &str) -> Option<u16> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
    let (number, rest) = (text.get(..digits)?, text.get(digits..)?);
    let whole = rest.is_empty() || rest.starts_with('.');
    if number.contains(',') {
        let grouped = number.split(',').skip(1).all(|group| group.len() == 3) && number.split(',').next()?.len() < 4;
        return (grouped && number.len() > 5).then_some(0);
    }
    (whole && number.len() > 4 && number.len() < 9 && !number.starts_with('0')).then_some(1)
}

fn with_commas(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let mut out = String::new();
    for (index, digit) in number.chars().enumerate() {
        if index > 0 && (digits - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

fn is_code(context: &Context<'_>, index: usize) -> bool {
    let document = context.document;
    let before =
        index.checked_sub(1).and_then(|at| document.tokens().get(at)).map_or("", |&token| document.text_of(token));
    let currency = matches!(before, "$" | "£" | "€");
    let glued = document.tokens().get(index).is_some_and(|token| token.has(TokenFlags::GLUED));
    // $25000 is a quantity; 12-25000 and A/25000 are none.
    let is_name = |token: Option<&Token>| token.is_some_and(|token| token.is_word() && token.has_own_capital());
    let beside = is_name(index.checked_sub(1).and_then(|at| document.tokens().get(at)))
        || is_name(document.tokens().get(index + 1)) && !currency;
    // 19419–23: the pages of a paper.
    let range = document
        .tokens()
        .get(index + 1)
        .is_some_and(|next| next.has(TokenFlags::GLUED) && matches!(document.text_of(*next), "–" | "-" | "‐"));
    beside
        || range
        || (glued && !matches!(before, "$" | "£" | "€" | "(" | "\"" | "“"))
        || BEFORE_CODES.iter().any(|word| word.eq_ignore_ascii_case(before))
        || document
            .tokens()
            .get(index.wrapping_sub(1))
            .is_some_and(|token| token.has(TokenFlags::ALL_CAPS) && before.len() == 2)
}

fn report(context: &mut Context<'_>, uses: &[Use], house: Option<u16>, rewrite: impl Fn(&str, u16) -> String) {
    let document = context.document;
    let span = |index: u32| -> Option<Span> {
        let first = document.tokens().get(index as usize)?;
        let next = document.tokens().get(index as usize + 1);
        let two = document.text_of(*first) == "per";
        Some(next.filter(|_| two).map_or(first.span, |next| first.span.to(next.span)))
    };
    if let Some(way) = house {
        for here in uses.iter().filter(|place| place.way != way).filter_map(|place| span(place.token)) {
            preferred::replace(context, here, &rewrite(document.slice(here), way));
        }
        return;
    }
    let Some(best) = prevailing(uses) else { return };
    let Some(example) = span(best.first) else { return };
    for place in uses.iter().filter(|place| place.way != best.way) {
        let Some(here) = span(place.token) else { continue };
        let text = document.slice(here);
        let trust = if best.is_clear() { Applicability::Unsafe } else { Applicability::DisplayOnly };
        let note =
            format!("as “{}”; {} in all, otherwise {}", document.slice(example), times(best.count), times(best.others));
        let diagnostic = context
            .diagnostic(here, format!("“{text}” is written otherwise than elsewhere in the article"))
            .with_place(note, example)
            .with_fix(Fix::replace(here, rewrite(text, best.way), trust));
        context.report(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::NumberStyle;
    use crate::diagnostic::Applicability;
    use crate::fix;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check_told, fixes, options, passes};

    #[test]
    fn the_house_decides() {
        let told = |thousands, percent| {
            let values = [("thousands", OptionValue::Choice(thousands)), ("percent", OptionValue::Choice(percent))];
            options(&NumberStyle, &values)
        };
        for (told, expected) in [
            (told("commas", "per cent"), "Some 20,000 and 30,000, ten per cent."),
            (told("plain", "percent"), "Some 20000 and 30000, ten percent."),
        ] {
            let text = "Some 20000 and 30,000, ten percent.";
            let found = check_told(&NumberStyle, text, &told);
            assert_eq!(fix::apply(text, &found, Applicability::Safe).text, expected);
        }
    }

    #[test]
    fn the_rarer_way_is_found() {
        fixes(
            &NumberStyle,
            &[
                ("Then 20,000, 30,000 and 25000.5 came.", "Then 20,000, 30,000 and 25,000.5 came."),
                ("Ten percent, 5 percent, 12 per cent.", "Ten percent, 5 percent, 12 percent."),
                ("It cost 10000 and 2000000, not 30,000.", "It cost 10000 and 2000000, not 30000."),
            ],
        );
    }

    #[test]
    fn codes_years_and_quotations_are_left_alone() {
        passes(
            &NumberStyle,
            &[
                "In 2020, 4000 came, and 20,000 more.",
                "Some 20,000 with the Kestrel 68000 at 34220 Mill Road, in the year 10000, on port 50001.",
                "Some 20,000 at No. 12345, CA 90210 and 012345.",
                "He said \"ten per cent\" and meant ten percent.",
                "It fell 10 percent, once per century.",
            ],
        );
    }
}
