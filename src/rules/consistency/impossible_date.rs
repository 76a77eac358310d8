//! `impossible-date`: a day that its month does not have, or that is another day of the week.

use std::ops::RangeInclusive;

use super::dates;
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::rules::grammar::phrases::is_joined;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A date that no calendar has: 31 June, or a Friday that was a Monday.
    ///
    /// A reader who looks up “Friday, 13 January 2025” finds a Monday, and does not know which of the two to believe. A day
    /// of the week is looked at where a date with its year follows it, from 1925 on, since when the whole of Europe has had one
    /// calendar. Which of the two is wrong only the writer knows; the day that fits the date is shown.
    ///
    /// ```bad
    /// The talks of Friday, 13 January 2025 go on until 31 June.
    /// ```
    ///
    /// ```good
    /// The talks of Monday, 13 January 2025 go on until 30 June.
    /// ```
    ImpossibleDate = "impossible-date", Consistency, Document, Warning, true, Sometimes
}

/// A larger number is no day, but how many there were of something.
const LAST_DAY: u8 = 31;

/// The Gregorian calendar was not everybody's before: Turkey took it last.
const FIRST_YEAR: u16 = 1925;

impl Rule for ImpossibleDate {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let document = context.document;
        // A year is a number as well, but no day.
        let dates: Vec<Date> = context.forms().numbers().filter_map(|number| Date::at(document, number)).collect();
        for date in dates {
            let days = dates::days_in(date.month, date.year);
            let month = dates::name_of_month(date.month);
            if date.day > days {
                let year = date.year.filter(|_| date.month == 2).map_or(String::new(), |year| format!(" of {year}"));
                context.report(context.diagnostic(date.span, format!("{month}{year} has {days} days")));
            } else if let (Some((weekday, token)), Some(year)) = (date.weekday(document), date.year) {
                let right = dates::weekday_of(date.day, date.month, year);
                if year >= FIRST_YEAR && weekday != right {
                    let (right, written) = (dates::name_of_weekday(right), dates::name_of_weekday(weekday));
                    let message = format!("{} {month} {year} is a {right}, not a {written}", date.day);
                    let fix = Fix::replace(token.span, right, Applicability::DisplayOnly);
                    context.report(context.diagnostic(token.span.to(date.span), message).with_fix(fix));
                }
            }
        }
    }
}

/// A day and a month, in either order, with the year where it stands behind them.
#[derive(Debug)]
struct Date {
    day: u8,
    month: u8,
    year: Option<u16>,
    /// The number of its first token.
    first: usize,
    span: Span,
}

impl Date {
    /// The date of which the token at `index` is the day.
    fn at(document: &Document, index: usize) -> Option<Self> {
        let tokens = document.tokens();
        let (&token, text) = (tokens.get(index)?, |token: Token| document.text_of(token));
        let day = dates::day(text(token)).filter(|&day| day <= LAST_DAY)?;
        let month_at = |at: usize| {
            tokens
                .get(at)
                .filter(|month| month.has(TokenFlags::CAPITALISED))
                .and_then(|&month| dates::month(text(month)))
        };
        if let Some(month) = index.checked_sub(1).and_then(month_at).filter(|_| is_joined(token)) {
            // “In June 31 people came”: a number that something follows is no day.
            let date = Self::with_year(document, day, month, index - 1..=index);
            let next = tokens.get(index + 1).filter(|&&next| is_joined(next));
            let is_counted = next.is_some_and(|&next| next.is_word() || next.kind == TokenKind::Number);
            let is_part = |next: Token| {
                next.is_word() && next.has(TokenFlags::GLUED) || matches!(text(next), ":" | "-" | "–" | "/" | "%")
            };
            let is_time = tokens.get(index + 1).is_some_and(|&next| is_part(next));
            return (date.year.is_some() || !is_counted && !is_time).then_some(date);
        }
        let month = tokens.get(index + 1).filter(|&&next| is_joined(next)).and_then(|_| month_at(index + 1))?;
        // “1 May 31, 2020” and “the 31 May 5”: the month goes with what stands behind it.
        let behind = tokens.get(index + 2).filter(|&&next| is_joined(next));
        let goes_on = behind.is_some_and(|&next| dates::day(text(next)).is_some());
        (!goes_on).then(|| Self::with_year(document, day, month, index..=index + 1))
    }

    fn with_year(document: &Document, day: u8, month: u8, tokens: RangeInclusive<usize>) -> Self {
        let (first, last) = (*tokens.start(), *tokens.end());
        let at = |index: usize| document.tokens().get(index).copied();
        let is_comma = at(last + 1).is_some_and(|token| document.text_of(token) == ",");
        let behind = last + 1 + usize::from(is_comma);
        let year_at = at(behind).filter(|&token| token.kind == TokenKind::Number && is_joined(token));
        let year = year_at.and_then(|token| dates::year(document.text_of(token)));
        let end = year.and(year_at).or_else(|| at(last));
        let start = at(first).map_or(Span::new(0, 0), |token| token.span);
        Self { day, month, year, first, span: end.map_or(start, |end| start.to(end.span)) }
    }

    /// The day of the week before it, and its token.
    fn weekday(&self, document: &Document) -> Option<(u8, Token)> {
        let at = |back: usize| self.first.checked_sub(back).and_then(|at| document.tokens().get(at)).copied();
        let is_comma = at(1).is_some_and(|token| document.text_of(token) == ",");
        let token = at(1 + usize::from(is_comma))?;
        let joined = at(0).is_some_and(is_joined);
        let text = document.text_of(token);
        // The Edmonton Sun, August 16: what is short may be a part of a name.
        let in_a_name = text.len() < 6 && at(2 + usize::from(is_comma)).is_some_and(Token::has_own_capital);
        Some((dates::weekday(text).filter(|_| joined && !in_a_name)?, token))
    }
}

#[cfg(test)]
mod tests {
    use super::ImpossibleDate;
    use crate::rules::tester::{check, passes};

    #[test]
    fn days_that_no_calendar_has_are_found() {
        let found = |text: &str| {
            let found = check(&ImpossibleDate, text);
            found.iter().map(|diagnostic| diagnostic.message.clone()).collect::<Vec<_>>()
        };
        assert_eq!(found("They met on 31 June, not on Feb. 30."), ["June has 30 days", "February has 29 days"]);
        assert_eq!(
            found("They met on Feb. 30, and on September 31st."),
            ["February has 29 days", "September has 30 days"]
        );
        assert_eq!(found("They met on 29 February 2023."), ["February of 2023 has 28 days"]);
        assert_eq!(found("It began on Friday, 13 January 2025."), ["13 January 2025 is a Monday, not a Friday"]);
        assert_eq!(found("It began on Sunday, Feb. 29, 2024 there."), ["29 February 2024 is a Thursday, not a Sunday"]);
    }

    #[test]
    fn dates_and_other_numbers_are_left_alone() {
        passes(
            &ImpossibleDate,
            &[
                "On Monday, 13 January 2025, Thursday, Feb. 29, 2024 and 29 February they met.",
                "In June 31 people came, and in February 30 more. In May 93, then 40 June bugs. June 31:5.",
                "On Friday, 13 January 1725, and on Friday, 13 January, it rained. The Monday 5 May Street.",
                "The 31 April 5, 2020 entries; April 1, 31 of them. In the Edmonton Sun, August 16, 2008.",
            ],
        );
    }
}
