//! TOML becomes settings, with the place of whatever is wrong.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::Settings;
use super::nearest::did_you_mean;
use super::options;
use super::rule_set::{check_name, check_rule, rule_names};
use crate::diagnostic::Severity;
use crate::rules::{self, Rule, RuleOptions};

/// The keys of a settings file.
const KEYS: [&str; 8] = ["language", "words", "names", "dictionaries", "select", "ignore", "severity", "rules"];
/// The languages that are built in.
pub(super) const LANGUAGES: [&str; 6] = ["en", "en-US", "en-GB", "en-GB-oxendict", "en-AU", "en-CA"];

/// What is wrong, and at which byte of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Error {
    pub(super) offset: usize,
    pub(super) message: String,
}

/// A value with its place.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// Reads settings, with paths as they are written.
pub(super) fn parse(text: &str) -> Result<Settings, Error> {
    let table = DeTable::parse(text).map_err(|error| syntax(&error))?;
    let mut settings = Settings::default();
    for (key, value) in table.get_ref() {
        match &**key.get_ref() {
            "language" => settings.language = Some(language(value)?),
            "words" => settings.words = strings(value)?.map(|(_, path)| path.into()).collect(),
            "names" => settings.names = Some(string(value)?.into()),
            "dictionaries" => settings.dictionaries = strings(value)?.map(|(_, name)| name.to_owned()).collect(),
            "select" => settings.select = names(value)?,
            "ignore" => settings.ignore = names(value)?,
            "severity" => settings.severity = severities(value)?,
            "rules" => settings.rules = rule_options(value)?,
            other => {
                let message = format!("unknown key `{other}`{}", did_you_mean(other, KEYS));
                return Err(Error { offset: key.span().start, message });
            }
        }
    }
    Ok(settings)
}

fn syntax(error: &toml::de::Error) -> Error {
    Error { offset: error.span().map_or(0, |span| span.start), message: error.message().to_owned() }
}

pub(super) fn wrong(value: &Value<'_>, message: impl Into<String>) -> Error {
    Error { offset: value.span().start, message: message.into() }
}

pub(super) fn string<'v>(value: &'v Value<'_>) -> Result<&'v str, Error> {
    let found = value.get_ref();
    found.as_str().ok_or_else(|| wrong(value, format!("expected a string, found {}", article(found.type_str()))))
}

/// The strings of an array, each with its value for messages.
pub(super) fn strings<'v, 't>(
    value: &'v Value<'t>,
) -> Result<impl Iterator<Item = (&'v Value<'t>, &'v str)> + use<'v, 't>, Error> {
    let found = value.get_ref();
    let Some(array) = found.as_array() else {
        return Err(wrong(value, format!("expected a list of strings, found {}", article(found.type_str()))));
    };
    let strings: Vec<_> = array.iter().map(|item| Ok((item, string(item)?))).collect::<Result<_, Error>>()?;
    Ok(strings.into_iter())
}

fn table<'v, 't>(value: &'v Value<'t>) -> Result<&'v DeTable<'t>, Error> {
    let found = value.get_ref();
    found.as_table().ok_or_else(|| wrong(value, format!("expected a table, found {}", article(found.type_str()))))
}

pub(super) fn article(noun: &str) -> String {
    format!("{} {noun}", if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
}

fn language(value: &Value<'_>) -> Result<String, Error> {
    let name = string(value)?;
    if LANGUAGES.contains(&name) {
        return Ok(name.to_owned());
    }
    let known = LANGUAGES.join("`, `");
    Err(wrong(value, format!("unknown language `{name}`; the built-in ones are `{known}`")))
}

fn names(value: &Value<'_>) -> Result<Vec<String>, Error> {
    strings(value)?
        .map(|(item, name)| check_name(name).map(|()| name.to_owned()).map_err(|error| wrong(item, error.to_string())))
        .collect()
}

fn severities(value: &Value<'_>) -> Result<BTreeMap<String, Severity>, Error> {
    let mut severities = BTreeMap::new();
    for (key, value) in table(value)? {
        let severity = match string(value)? {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "note" => Severity::Note,
            other => {
                let hint = did_you_mean(other, ["error", "warning", "note"]);
                let message = format!("unknown severity `{other}`{hint}; it is `error`, `warning` or `note`");
                return Err(wrong(
                    value,
                    if hint.is_empty() { message } else { format!("unknown severity `{other}`{hint}") },
                ));
            }
        };
        severities.insert(rule_key(key)?, severity);
    }
    Ok(severities)
}

fn rule_options(value: &Value<'_>) -> Result<RuleOptions, Error> {
    let mut all = RuleOptions::new();
    for (key, value) in table(value)? {
        let name = rule_key(key)?;
        let Some(rule) = rules::find(&name).map(Rule::meta) else { continue };
        let of_rule = all.entry(rule.name).or_default();
        for (key, value) in table(value)? {
            let option = options::find(rule, key.get_ref(), key.span().start)?;
            of_rule.set(option.name, options::read(option, value)?);
        }
    }
    Ok(all)
}

fn rule_key(key: &Spanned<DeString<'_>>) -> Result<String, Error> {
    let name = &**key.get_ref();
    check_rule(name, rule_names()).map_err(|error| Error { offset: key.span().start, message: error.to_string() })?;
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_what_does_not_depend_on_rules() {
        let settings =
            parse("language = 'en-GB'\nwords = ['a.txt', 'b.txt']\nselect = ['all']\nignore = ['names']\n").unwrap();
        assert_eq!(settings.language.as_deref(), Some("en-GB"));
        assert_eq!(settings.words.len(), 2);
        assert_eq!((settings.select, settings.ignore), (vec!["all".to_owned()], vec!["names".to_owned()]));
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (text, offset, message) in [
            ("words = 'a.txt'", 8, "expected a list of strings, found a string"),
            ("words = ['a', 3]", 14, "expected a string, found an integer"),
            ("\nlangauge = 'en'", 1, "unknown key `langauge`; did you mean `language`?"),
            (
                "language = 'fr'",
                11,
                "unknown language `fr`; the built-in ones are `en`, `en-US`, `en-GB`, `en-GB-oxendict`, `en-AU`, `en-CA`",
            ),
            ("select = ['speling']", 10, "no rule or group is called `speling`; did you mean `spelling`?"),
            ("[severity]\nnone-such = 'error'", 11, "no rule is called `none-such`"),
            ("severity = 3", 11, "expected a table, found an integer"),
            ("[rules.none-such]\na = 1", 7, "no rule is called `none-such`"),
            ("[rules.hyphenation]\nperfer = 1", 20, "`hyphenation` has no option `perfer`; its only one is `prefer`"),
            ("[rules.hyphenation]\nprefer = 1", 29, "expected a list of strings, found an integer"),
            ("[rules.misspelling]\na = 1", 20, "`misspelling` has no option `a`; it has none"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!((error.offset, &*error.message), (offset, message), "{text}");
        }
        assert_eq!(parse("words = [").unwrap_err().offset, 9);
    }
}
