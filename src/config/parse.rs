//! TOML becomes settings, with the place of whatever is wrong.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::layer::{At, Layer};
use super::nearest::did_you_mean;
use super::rule_set::{check_name, check_rule, rule_names};
use super::{CachePlace, formats, options};
use crate::diagnostic::Severity;
use crate::rules::{self, OptionValue, Rule};

/// The keys of a settings file.
pub const FILE_KEYS: [&str; 13] = [
    "language",
    "words",
    "names",
    "dictionaries",
    "select",
    "ignore",
    "severity",
    "rules",
    "formats",
    "root",
    "extends",
    "cache",
    "overrides",
];
/// The keys of an override.
pub const OVERRIDE_KEYS: [&str; 10] =
    ["language", "words", "names", "dictionaries", "select", "ignore", "severity", "rules", "formats", "paths"];
/// The languages that are built in.
pub const LANGUAGES: [&str; 6] = ["en", "en-US", "en-GB", "en-GB-oxendict", "en-AU", "en-CA"];

/// What is wrong, and at which byte of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Error {
    pub(super) offset: usize,
    pub(super) message: String,
}

/// A value with its place.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// What a settings file says, with paths as they are written.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) layer: Layer,
    /// No file above counts.
    pub(super) root: bool,
    /// The files that lie below this one.
    pub(super) extends: Vec<At<PathBuf>>,
    /// What holds for some paths only, with their patterns.
    pub(super) overrides: Vec<(Layer, Gitignore)>,
}

/// Reads a settings file.
pub(super) fn parse(text: &str) -> Result<Parsed, Error> {
    let read = DeTable::parse(text).map_err(|error| syntax(&error))?;
    let (mut parsed, mut by_pattern) = (Parsed::default(), Vec::new());
    for (key, value) in read.get_ref() {
        match &**key.get_ref() {
            "root" => parsed.root = flag(value)?,
            "extends" if value.get_ref().is_str() => parsed.extends = vec![at(value, string(value)?.into())],
            "extends" => parsed.extends = all(value, |path| path.into())?,
            "cache" => parsed.layer.cache = Some(at(value, cache(value)?)),
            "overrides" => {
                let tables = value.get_ref().as_array().ok_or_else(|| {
                    let found = article(value.get_ref().type_str());
                    wrong(value, format!("expected tables, `[[overrides]]`, found {found}"))
                })?;
                parsed.overrides = tables.iter().map(overriding).collect::<Result<_, Error>>()?;
            }
            "formats" => formats::read(table(value)?, &mut parsed.layer, Some(&mut by_pattern))?,
            _ => layer(&mut parsed.layer, key, value, &FILE_KEYS)?,
        }
    }
    // What overrides say of a file counts more than its ending.
    by_pattern.append(&mut parsed.overrides);
    parsed.overrides = by_pattern;
    Ok(parsed)
}

/// Reads one table of `[[overrides]]`.
fn overriding(value: &Value<'_>) -> Result<(Layer, Gitignore), Error> {
    let (mut read, mut paths) = (Layer::default(), None);
    for (key, value) in table(value)? {
        match &**key.get_ref() {
            "paths" => paths = Some(patterns(value)?),
            _ => layer(&mut read, key, value, &OVERRIDE_KEYS)?,
        }
    }
    let paths = paths.ok_or_else(|| wrong(value, "an override needs `paths`, the patterns of its files"))?;
    Ok((read, paths))
}

/// Reads patterns, which are those of `.gitignore`.
fn patterns(value: &Value<'_>) -> Result<Gitignore, Error> {
    let mut builder = GitignoreBuilder::new("");
    let mut empty = true;
    for (item, pattern) in strings(value)? {
        builder.add_line(None, pattern).map_err(|error| wrong(item, format!("`{pattern}` is no pattern: {error}")))?;
        empty = false;
    }
    if empty {
        return Err(wrong(value, "an override without patterns holds for no file"));
    }
    builder.build().map_err(|error| wrong(value, error.to_string()))
}

/// Reads a key that files and overrides share.
fn layer(layer: &mut Layer, key: &Spanned<DeString<'_>>, value: &Value<'_>, keys: &[&str]) -> Result<(), Error> {
    match &**key.get_ref() {
        "language" => layer.language = Some(at(value, language(value)?)),
        "words" => layer.words = all(value, |path| path.into())?,
        "names" => layer.names = Some(at(value, string(value)?.into())),
        "dictionaries" => layer.dictionaries = all(value, str::to_owned)?,
        "select" => layer.select = Some(names(value)?),
        "ignore" => layer.ignore = names(value)?,
        "severity" => layer.severity = severities(value)?,
        "rules" => layer.rules = rule_options(value)?,
        "formats" => formats::read(table(value)?, layer, None)?,
        other => {
            let message = format!("unknown key `{other}`{}", did_you_mean(other, keys.iter().copied()));
            return Err(Error { offset: key.span().start, message });
        }
    }
    Ok(())
}

pub(super) fn at<T>(value: &Value<'_>, read: T) -> At<T> {
    At { value: read, offset: value.span().start }
}

/// The strings of an array, each made a `T`.
fn all<T>(value: &Value<'_>, make: impl Fn(&str) -> T) -> Result<Vec<At<T>>, Error> {
    Ok(strings(value)?.map(|(item, text)| at(item, make(text))).collect())
}

fn flag(value: &Value<'_>) -> Result<bool, Error> {
    let found = value.get_ref();
    found.as_bool().ok_or_else(|| wrong(value, format!("expected true or false, found {}", article(found.type_str()))))
}

/// Where the cache is to be: a folder, or nowhere.
fn cache(value: &Value<'_>) -> Result<CachePlace, Error> {
    match value.get_ref() {
        DeValue::Boolean(false) => Ok(CachePlace::Nowhere),
        DeValue::String(folder) if !folder.is_empty() => Ok(CachePlace::Folder(PathBuf::from(&**folder))),
        found => {
            Err(wrong(value, format!("expected the path of a folder, or false, found {}", article(found.type_str()))))
        }
    }
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

pub(super) fn table<'v, 't>(value: &'v Value<'t>) -> Result<&'v DeTable<'t>, Error> {
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

fn names(value: &Value<'_>) -> Result<Vec<At<String>>, Error> {
    strings(value)?
        .map(|(item, name)| match check_name(name) {
            Ok(()) => Ok(at(item, name.to_owned())),
            Err(error) => Err(wrong(item, error.to_string())),
        })
        .collect()
}

fn severities(value: &Value<'_>) -> Result<BTreeMap<String, At<Severity>>, Error> {
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
        severities.insert(rule_key(key)?, at(value, severity));
    }
    Ok(severities)
}

/// What the options of rules are set to, by rule and option.
type OptionsByRule = BTreeMap<&'static str, BTreeMap<&'static str, At<OptionValue>>>;

fn rule_options(value: &Value<'_>) -> Result<OptionsByRule, Error> {
    let mut all = OptionsByRule::new();
    for (key, value) in table(value)? {
        let name = rule_key(key)?;
        let Some(rule) = rules::find(&name).map(Rule::meta) else { continue };
        let of_rule = all.entry(rule.name).or_default();
        for (key, value) in table(value)? {
            let option = options::find(rule, key.get_ref(), key.span().start)?;
            of_rule.insert(option.name, at(value, options::read(option, value)?));
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
    use super::{FILE_KEYS, OVERRIDE_KEYS, parse};

    #[test]
    fn reads_what_does_not_depend_on_rules() {
        let text =
            "language = 'en-GB'\nwords = ['a.txt', 'b.txt']\nselect = ['all']\nignore = ['names']\nroot = true\n";
        let parsed = parse(text).unwrap();
        let layer = parsed.layer;
        assert_eq!(layer.language.map(|language| (language.value, language.offset)), Some(("en-GB".to_owned(), 11)));
        assert_eq!((layer.words.len(), layer.select.unwrap().len(), layer.ignore.len(), parsed.root), (2, 1, 1, true));
    }

    #[test]
    fn every_key_is_read() {
        for (keys, before) in [(&FILE_KEYS[..], ""), (&OVERRIDE_KEYS[..], "[[overrides]]\npaths = ['a']\n")] {
            for key in keys.iter().filter(|key| !before.contains(*key)) {
                let unknown = parse(&format!("{before}{key} = 2020-01-01")).unwrap_err();
                assert!(unknown.message.starts_with("expected "), "{key}: {}", unknown.message);
            }
        }
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
            ("[[overrides]]\npaths = ['a']\nsevreity = {}", 28, "unknown key `sevreity`; did you mean `severity`?"),
            ("[[overrides]]\nignore = ['all']", 0, "an override needs `paths`, the patterns of its files"),
            ("[[overrides]]\npaths = []", 22, "an override without patterns holds for no file"),
            ("[overrides]\npaths = ['a']", 0, "expected tables, `[[overrides]]`, found a table"),
            ("cache = true", 8, "expected the path of a folder, or false, found a boolean"),
            ("[[overrides]]\npaths = ['a']\ncache = false", 28, "unknown key `cache`"),
            ("root = 'yes'", 7, "expected true or false, found a string"),
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
