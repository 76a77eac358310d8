//! The day of an article, and the day from which an entry of the house list holds.

use std::fmt;

use crate::document::Document;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Date {
    /// Reads the day at the start of `text`, which is written as in ISO 8601: `2019-08-14`, `2019-08-14T10:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let head = text.get(..10)?;
        let mut numbers = head.split('-').map(|part| {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            if digits { part.parse::<u16>().ok() } else { None }
        });
        let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let sound = (1..=12).contains(&month) && (1..=31).contains(&day) && numbers.next().is_none();
        let goes_on = text[10..].starts_with(|c: char| c.is_ascii_digit());
        (sound && !goes_on).then(|| Self {
            year,
            month: u8::try_from(month).unwrap_or(u8::MAX),
            day: u8::try_from(day).unwrap_or(u8::MAX),
        })
    }

    /// The day that the front matter of `document` gives for it, under `date` or one of its synonyms.
    pub fn of(document: &Document) -> Option<Self> {
        const KEYS: [&str; 4] = ["date", "published", "pubdate", "publishdate"];
        let text = document.text().trim_start_matches('\u{feff}');
        let mut lines = text.lines();
        let fence = lines.next().map(str::trim_end).filter(|fence| matches!(*fence, "---" | "+++"))?;
        lines.take_while(|line| line.trim_end() != fence).find_map(|line| {
            let (key, value) = line.split_once([':', '='])?;
            let value = value.trim().trim_start_matches(['"', '\'']);
            KEYS.contains(&key.trim().to_ascii_lowercase().as_str()).then(|| Self::parse(value)).flatten()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Date;
    use crate::document::{Document, Format};

    #[test]
    fn days_are_read_and_compared() {
        for (text, day) in [
            ("2019-08-14", Some("2019-08-14")),
            ("2019-08-14T10:00:00Z", Some("2019-08-14")),
            ("2019-8-14", None),
            ("2019-13-14", None),
            ("14.08.2019", None),
            ("2019-08-145", None),
            ("", None),
            ("2019-08-1é", None),
        ] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), day, "{text}");
        }
        assert!(Date::parse("2019-08-14") < Date::parse("2019-10-01"));
    }

    #[test]
    fn front_matter_dates_an_article() {
        for (text, day) in [
            ("---\ntitle: A\ndate: 2018-01-02\n---\nText.", Some("2018-01-02")),
            ("+++\ndate = \"2018-01-02T00:00\"\n+++\nText.", Some("2018-01-02")),
            ("---\ntitle: A\n---\ndate: 2018-01-02\n", None),
            ("date: 2018-01-02\n", None),
        ] {
            let document = Document::parse(text.into(), Format::Markdown);
            assert_eq!(Date::of(&document).map(|date| date.to_string()).as_deref(), day, "{text}");
        }
    }
}
