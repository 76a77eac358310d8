//! Dates in words: months, days, years, and the day of the week that a date has.

const MONTHS: &[(&str, &str)] = &[
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May", "May"),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sep"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
];

const WEEKDAYS: &[(&str, &str)] = &[
    ("Monday", "Mon"),
    ("Tuesday", "Tue"),
    ("Wednesday", "Wed"),
    ("Thursday", "Thu"),
    ("Friday", "Fri"),
    ("Saturday", "Sat"),
    ("Sunday", "Sun"),
];

/// The number of the month from 1, in full or cut short, with a stop or without.
pub(super) fn month(text: &str) -> Option<u8> {
    let text = text.trim_end_matches('.');
    number(MONTHS, if text == "Sept" { "Sep" } else { text })
}

/// The name of a month from 1.
pub(super) fn name_of_month(month: u8) -> &'static str {
    month.checked_sub(1).and_then(|month| MONTHS.get(usize::from(month))).map_or("", |&(name, _)| name)
}

/// The number of the day of the week, Monday being 1, in full or cut short, with a stop or without.
pub(super) fn weekday(text: &str) -> Option<u8> {
    let text = text.trim_end_matches('.');
    number(
        WEEKDAYS,
        match text {
            "Tues" => "Tue",
            "Thur" | "Thurs" => "Thu",
            text => text,
        },
    )
}

/// The name of a day of the week, Monday being 1.
pub(super) fn name_of_weekday(day: u8) -> &'static str {
    day.checked_sub(1).and_then(|day| WEEKDAYS.get(usize::from(day))).map_or("", |&(name, _)| name)
}

fn number(names: &[(&str, &str)], text: &str) -> Option<u8> {
    let at = names.iter().position(|&(name, short)| text == name || text == short)?;
    u8::try_from(at + 1).ok()
}

/// A number of one or two digits, with or without the ending of an ordinal.
pub(super) fn day(text: &str) -> Option<u8> {
    let digits = text.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    let ending = text.get(digits.len()..).unwrap_or("");
    let is_ordinal = matches!(ending, "" | "st" | "nd" | "rd" | "th");
    digits.parse().ok().filter(|&day: &u8| is_ordinal && digits.len() <= 2 && day > 0)
}

/// A number of four digits.
pub(super) fn year(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.len() == 4 && !text.starts_with('0'))
}

/// How many days the month has; without a year February has 29.
pub(super) fn days_in(month: u8, year: Option<u16>) -> u8 {
    let is_leap = |year: u16| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if year.is_some_and(|year| !is_leap(year)) => 28,
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day of the week of a date of the Gregorian calendar, Monday being 1: Zeller, Kalender-Formeln, Acta Mathematica 9 (1887),
/// page 131.
pub(super) fn weekday_of(day: u8, month: u8, year: u16) -> u8 {
    // January and February count as months 13 and 14 of the year before.
    let (month, year) =
        if month < 3 { (u32::from(month) + 12, u32::from(year) - 1) } else { (month.into(), year.into()) };
    let from_saturday = (u32::from(day) + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400) % 7;
    u8::try_from((from_saturday + 5) % 7 + 1).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::{day, days_in, month, weekday, weekday_of, year};

    #[test]
    fn words_are_read() {
        assert_eq!(["May", "Sept.", "Dec", "Decem", "may"].map(month), [Some(5), Some(9), Some(12), None, None]);
        assert_eq!(["Monday", "Sun.", "Thurs", "monday"].map(weekday), [Some(1), Some(7), Some(4), None]);
        assert_eq!(["5", "31st", "0", "05", "123", "5x"].map(day), [Some(5), Some(31), None, Some(5), None, None]);
        assert_eq!(["2025", "0999", "25", "20255"].map(year), [Some(2025), None, None, None]);
    }

    #[test]
    fn days_of_the_week_are_those_of_the_calendar() {
        assert_eq!(weekday_of(1, 1, 2000), 6);
        assert_eq!(weekday_of(29, 2, 2024), 4);
        assert_eq!(weekday_of(28, 2, 1900), 3);
        assert_eq!(weekday_of(20, 7, 1969), 7);
        assert_eq!(
            [days_in(2, None), days_in(2, Some(2023)), days_in(2, Some(2000)), days_in(6, None)],
            [29, 28, 29, 30]
        );
    }
}
