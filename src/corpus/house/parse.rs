//! TOML becomes a list of names, with the place of whatever is wrong.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Ban, Date, HouseName, Problem};
use crate::corpus::similarity::distance;
use crate::source::{LineColumn, LineIndex};

const TABLE: &str = "name";
const KEYS: [&str; 7] = ["canonical", "aliases", "banned", "reason", "exceptions", "valid-from", "note"];
const BAN_KEYS: [&str; 2] = ["form", "reason"];

type Value<'t> = Spanned<DeValue<'t>>;

/// Collects what is wrong, so that a list is mended in one go.
struct Reader {
    problems: Vec<(usize, String)>,
}

/// The names of a list, or all that is wrong with it.
pub(super) fn names(text: &str) -> Result<Vec<HouseName>, Vec<Problem>> {
    let table = DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        vec![problem(text, &LineIndex::new(text), offset, error.message().to_owned())]
    })?;
    let mut reader = Reader { problems: Vec::new() };
    let mut names = Vec::new();
    for (key, value) in table.get_ref() {
        if &**key.get_ref() == TABLE {
            names.extend(reader.entries(value));
        } else {
            reader.unknown(key.span().start, key.get_ref(), &[TABLE]);
        }
    }
    if reader.problems.is_empty() {
        return Ok(names);
    }
    reader.problems.sort();
    let lines = LineIndex::new(text);
    Err(reader.problems.into_iter().map(|(offset, message)| problem(text, &lines, offset, message)).collect())
}

/// What is wrong at the byte `offset` of `text`.
pub(super) fn problem(text: &str, lines: &LineIndex, offset: usize, message: String) -> Problem {
    let LineColumn { line, column } = lines.line_column(text, u32::try_from(offset).unwrap_or(u32::MAX));
    Problem { line, column, message }
}

impl Reader {
    fn say(&mut self, offset: usize, message: impl Into<String>) {
        self.problems.push((offset, message.into()));
    }

    fn unknown(&mut self, offset: usize, key: &str, known: &[&str]) {
        let near = known
            .iter()
            .map(|candidate| (distance(&key.to_lowercase().replace('_', "-"), candidate), *candidate))
            .filter(|&(distance, candidate)| distance * 3 <= candidate.len().max(3))
            .min();
        let hint = near.map_or_else(String::new, |(_, candidate)| format!("; did you mean `{candidate}`?"));
        self.say(offset, format!("unknown key `{key}`{hint}"));
    }

    fn expected(&mut self, value: &Value<'_>, what: &str) {
        self.say(value.span().start, format!("expected {what}, found {}", value.get_ref().type_str()));
    }

    fn entries(&mut self, value: &Value<'_>) -> Vec<HouseName> {
        let Some(array) = value.get_ref().as_array() else {
            self.expected(value, "a list of tables: write [[name]]");
            return Vec::new();
        };
        array.iter().filter_map(|entry| self.entry(entry)).collect()
    }

    fn entry(&mut self, value: &Value<'_>) -> Option<HouseName> {
        let Some(table) = value.get_ref().as_table() else {
            self.expected(value, "a table");
            return None;
        };
        let start = value.span().start;
        let mut canonical = None;
        let mut reason = None;
        let mut name = HouseName {
            canonical: Box::default(),
            aliases: Vec::new(),
            banned: Vec::new(),
            exceptions: Vec::new(),
            valid_from: None,
            note: None,
            offset: offset(start),
        };
        for (key, value) in table {
            match &**key.get_ref() {
                "canonical" => {
                    canonical = self.string(value);
                    // Problems of the entry are shown at its name, not at the brackets above it.
                    name.offset = offset(value.span().start);
                }
                "aliases" => name.aliases = self.strings(value),
                "banned" => name.banned = self.bans(value),
                "reason" => reason = self.string(value),
                "exceptions" => name.exceptions = self.strings(value),
                "valid-from" => name.valid_from = self.date(value),
                "note" => name.note = self.string(value),
                other => self.unknown(key.span().start, other, &KEYS),
            }
        }
        let Some(canonical) = canonical else {
            if !table.iter().any(|(key, _)| &**key.get_ref() == "canonical") {
                self.say(start, "the entry has no `canonical` form");
            }
            return None;
        };
        name.canonical = canonical;
        for ban in name.banned.iter_mut().filter(|ban| ban.reason.is_none()) {
            ban.reason.clone_from(&reason);
        }
        Some(name)
    }

    fn string(&mut self, value: &Value<'_>) -> Option<Box<str>> {
        match value.get_ref().as_str().map(str::trim) {
            Some("") => {
                self.say(value.span().start, "the string is empty");
                None
            }
            Some(text) => Some(text.into()),
            None => {
                self.expected(value, "a string");
                None
            }
        }
    }

    fn array<'v, 't>(&mut self, value: &'v Value<'t>) -> impl Iterator<Item = &'v Value<'t>> + use<'v, 't> {
        let array = value.get_ref().as_array();
        if array.is_none() {
            self.expected(value, "a list");
        }
        array.into_iter().flat_map(|array| array.iter())
    }

    fn strings(&mut self, value: &Value<'_>) -> Vec<Box<str>> {
        self.array(value).filter_map(|item| self.string(item)).collect()
    }

    fn bans(&mut self, value: &Value<'_>) -> Vec<Ban> {
        self.array(value).filter_map(|item| self.ban(item)).collect()
    }

    fn ban(&mut self, value: &Value<'_>) -> Option<Ban> {
        let offset = offset(value.span().start);
        let Some(table) = value.get_ref().as_table() else {
            return self.string(value).map(|form| Ban { form, reason: None, offset });
        };
        let (mut form, mut reason) = (None, None);
        for (key, value) in table {
            match &**key.get_ref() {
                "form" => form = self.string(value),
                "reason" => reason = self.string(value),
                other => self.unknown(key.span().start, other, &BAN_KEYS),
            }
        }
        if form.is_none() && !table.iter().any(|(key, _)| &**key.get_ref() == "form") {
            self.say(value.span().start, "the banned form is missing: { form = \"…\", reason = \"…\" }");
        }
        form.map(|form| Ban { form, reason, offset })
    }

    fn date(&mut self, value: &Value<'_>) -> Option<Date> {
        let written = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        let date = Date::parse(&written);
        if date.is_none() {
            self.expected(value, "a day such as 2019-08-14");
        }
        date
    }
}

fn offset(start: usize) -> u32 {
    u32::try_from(start).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn says_what_is_wrong_and_where() {
        for (text, message) in [
            ("[[name]]\ncannonical = 'Kyiv'", "2:1: unknown key `cannonical`; did you mean `canonical`?"),
            ("[[names]]\ncanonical = 'Kyiv'", "1:3: unknown key `names`; did you mean `name`?"),
            ("[[name]]\ncanonical = 'Kyiv'\nvalid_from = 2019-01-01", "did you mean `valid-from`?"),
            (
                "[[name]]\ncanonical = 'Kyiv'\nvalid-from = 2019",
                "3:14: expected a day such as 2019-08-14, found integer",
            ),
            ("[[name]]\ncanonical = 3", "2:13: expected a string, found integer"),
            ("[[name]]\ncanonical = ''", "2:13: the string is empty"),
            ("[[name]]\naliases = ['Kyiv']", "the entry has no `canonical` form"),
            ("[[name]]\ncanonical = 'A'\nbanned = [{ from = 'B' }]", "did you mean `form`?"),
            ("[[name]]\ncanonical = 'A'\naliases = 'B'", "3:11: expected a list, found string"),
            ("name = 'Kyiv'", "expected a list of tables"),
            ("[[name]", "1:"),
        ] {
            let problems = names(text).expect_err(text);
            let all = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
            assert!(all.contains(message), "{text}\n{all}");
        }
        let problems = names("[[name]]\ncanonical = 3\nnope = 1\n[[name]]\ncanonical = 4").expect_err("three problems");
        assert!(problems.len() >= 3, "all problems are told at once: {problems:?}");
    }
}
