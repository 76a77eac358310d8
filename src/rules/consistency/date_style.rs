//! `date-style`: the day before the month here, and after it there.

use super::ways::{Use, prevailing};
use super::{dates, preferred};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::rules::layout::{is_example, on_line};
use crate::rules::wording::times;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// The day before the month in one date, and after it in another.
    ///
    /// “5 May” and “May 5” are both right, but not in one article. The less frequent order is found, and the fix turns it
    /// round; of a draw, the later one.
    ///
    /// ```bad
    /// It began on 5 May, stopped on 9 June and ended on July 12.
    /// ```
    ///
    /// ```good
    /// It began on 5 May and ended on 9 June 2021. The law of 11 July 2003 followed in May 2004.
    /// ```
    ///
    /// Quotations, and dates with “of” (the 5th of May), are left alone. So are names such as the Fourth of July, and dates
    /// that stand by themselves or with a label (Last update: May 5, 2021), or have a time with its seconds, since a program may
    /// have put them there.
    DateStyle = "date-style", Consistency, Document, Warning, true, Always, options {
        /// The order of the house, in which every date is then written. Without it each article may choose.
        "order": Choice(&["day-first", "month-first"]),
    }
}

const DAY_FIRST: u16 = 0;
const MONTH_FIRST: u16 = 1;

impl Rule for DateStyle {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        let tokens = document.tokens();
        let mut uses: Vec<Use> = Vec::new();
        // A number may stand before the month and behind it.
        let pairs = context.forms().numbers().flat_map(|number| number.saturating_sub(1)..number + 1);
        for index in pairs {
            let Some(&[first, second]) = tokens.get(index..index + 2) else { continue };
            if !is_joined(second) {
                continue;
            }
            let (day, month, way) =
                if first.kind == TokenKind::Number { (first, second, DAY_FIRST) } else { (second, first, MONTH_FIRST) };
            if !month.has(TokenFlags::CAPITALISED)
                || !is_day(document.text_of(day))
                || !is_month(document.text_of(month))
            {
                continue;
            }
            if way == MONTH_FIRST && stands_behind_in(document, index)
                || is_by_itself(document, index)
                || is_stamp(document, second)
                || is_example(document, first.span.start as usize)
            {
                continue;
            }
            if let Ok(token) = u32::try_from(index) {
                uses.push(Use { way, token });
            }
        }
        // “1 May 5” and the like: one of the two is no date, and which is not known.
        uses.dedup_by(|later, earlier| later.token == earlier.token + 1);
        if let Some(order) = context.options.choice("order") {
            let way = if order == "day-first" { DAY_FIRST } else { MONTH_FIRST };
            for (span, turned) in
                uses.iter().filter(|place| place.way != way).filter_map(|&place| turn(document, place))
            {
                preferred::replace(context, span, &turned);
            }
            return;
        }
        let Some(best) = prevailing(&uses) else { return };
        let Some((first, second)) = date_at(document, best.first) else { return };
        for place in uses.iter().filter(|place| place.way != best.way) {
            let Some((span, turned)) = turn(document, *place) else { continue };
            let order = if best.way == DAY_FIRST {
                "the day stands before the month"
            } else {
                "the month stands before the day"
            };
            let trust = if best.is_clear() { Applicability::Unsafe } else { Applicability::DisplayOnly };
            let note = format!("as here; {} in all, otherwise {}", times(best.count), times(best.others));
            let diagnostic = context
                .diagnostic(span, format!("elsewhere in the article {order}"))
                .with_place(note, first.span.to(second.span))
                .with_fix(Fix::replace(span, turned, trust));
            context.report(diagnostic);
        }
    }
}

fn date_at(document: &Document, token: u32) -> Option<(Token, Token)> {
    Some((*document.tokens().get(token as usize)?, *document.tokens().get(token as usize + 1)?))
}

/// The bytes of a date without its year, and the date in the other order.
fn turn(document: &Document, place: Use) -> Option<(Span, String)> {
    let (left, right) = date_at(document, place.token)?;
    let span = left.span.to(right.span);
    let after = document.text().get(span.end as usize..).unwrap_or("");
    let comma_year = place.way == MONTH_FIRST && after.starts_with(", ") && is_year(after.get(2..).unwrap_or(""));
    // Month first sets the year apart by a comma, day first does not.
    let span = if comma_year { Span::new(span.start, span.end + 1) } else { span };
    Some((span, format!("{} {}", document.text_of(right), document.text_of(left))))
}

/// Whether “in” stands before a month, so that the number behind it counts something else: in July 12 people came.
fn stands_behind_in(document: &Document, month: usize) -> bool {
    let before = month.checked_sub(1).and_then(|before| document.tokens().get(before));
    before.is_some_and(|&before| document.text_of(before).eq_ignore_ascii_case("in"))
}

/// Whether the block of the date at `index` has hardly a word beside it.
fn is_by_itself(document: &Document, index: usize) -> bool {
    /// A day, a month, a comma, a year and a stop, or the name of a day, and a label of two words and its colon.
    const LONGEST: u32 = 8;
    let block = document.block_of(index).and_then(|block| document.blocks().get(block));
    block.is_none_or(|block| {
        let tokens = document.tokens().get(block.tokens.start as usize..block.tokens.end as usize).unwrap_or_default();
        let small = |token: &&Token| token.is_word() && !token.has(TokenFlags::CAPITALISED);
        let verbless = || tokens.iter().filter(small).count() < 2;
        !block.kind.is_running_text() || block.tokens.end - block.tokens.start <= LONGEST && verbless()
    })
}

/// Whether a time with its seconds follows a date shortly: a program wrote both.
fn is_stamp(document: &Document, last: Token) -> bool {
    let (_, after) = on_line(document.text(), last.span.range(), 40);
    after.split_whitespace().take(3).any(|word| {
        let mut parts = word.split(':');
        word.starts_with(|c: char| c.is_ascii_digit()) && parts.by_ref().count() == 3
    })
}

fn is_joined(token: Token) -> bool {
    token.has(TokenFlags::SPACE_BEFORE)
        && !token.flags.intersects(TokenFlags::MARKUP_BEFORE | TokenFlags::SENTENCE_START | TokenFlags::QUOTED)
}

fn is_month(text: &str) -> bool {
    dates::month(text).is_some()
}

/// A number from 1 to 31, with or without the ending of an ordinal.
fn is_day(text: &str) -> bool {
    dates::day(text).is_some_and(|day| day <= 31)
}

fn is_year(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4
}

#[cfg(test)]
mod tests {
    use super::DateStyle;
    use crate::diagnostic::Applicability;
    use crate::fix;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check_told, fixes, options, passes};

    #[test]
    fn the_house_decides() {
        let told = options(&DateStyle, &[("order", OptionValue::Choice("day-first"))]);
        let text = "On May 5, on June 9, 2001 and on 12 July.";
        let found = check_told(&DateStyle, text, &told);
        let fixed = fix::apply(text, &found, Applicability::Safe).text;
        assert_eq!(fixed, "On 5 May, on 9 June 2001 and on 12 July.");
    }

    #[test]
    fn the_rarer_order_is_turned_round() {
        fixes(
            &DateStyle,
            &[
                ("On 5 May, on 9 June and on July 12.", "On 5 May, on 9 June and on 12 July."),
                ("On May 5, on June 9 and on 12 July.", "On May 5, on June 9 and on July 12."),
                ("On 5 May 2001, 6 May 2002 and May 7, 2003.", "On 5 May 2001, 6 May 2002 and 7 May 2003."),
            ],
        );
    }

    #[test]
    fn one_order_and_other_numbers_are_left_alone() {
        passes(
            &DateStyle,
            &[
                "On 5 May and 6 June 2001.",
                "From the 3rd to the 5th of July; July 6.",
                "On 5 May and on 6 June they met.\n\nLast update: May 5, 2021",
                "On 5 May and on 6 June they met. The log says Thu May 7 2021 08:30:15 there.",
                "On 5 May and on 6 June they met. In July 12 people came.",
                "In May 2004 on 5 May. There are 300 April showers.",
                "He said \"May 5\". It was 5 May.",
            ],
        );
    }
}
