//! `[formats]`: what files are written in, by pattern, and which values of structured text are prose.

use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use toml::de::DeTable;

use super::layer::{At, Layer};
use super::nearest::did_you_mean;
use super::parse::{Error, article, at, string, strings, table, wrong};
use crate::source::{Format, KeyPaths};

/// Reads the table into `layer`, and a layer for each pattern into `by_pattern`, where patterns may stand.
pub(super) fn read(
    formats: &DeTable<'_>,
    layer: &mut Layer,
    mut by_pattern: Option<&mut Vec<(Layer, Gitignore)>>,
) -> Result<(), Error> {
    // The last pattern that matches counts, and the table has lost their order.
    let mut entries: Vec<_> = formats.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let (name, offset) = (&**key.get_ref(), key.span().start);
        if value.get_ref().is_table() {
            let format = format(name).map_err(|message| Error { offset, message })?;
            if let Some(keys) = prose(format, table(value)?)? {
                layer.prose.insert(format, keys);
            }
            continue;
        }
        if !value.get_ref().is_str() {
            let found = article(value.get_ref().type_str());
            return Err(wrong(
                value,
                format!("expected the name of a format, or a table of its settings, found {found}"),
            ));
        }
        let format = format(string(value)?).map_err(|message| wrong(value, message))?;
        let Some(by_pattern) = by_pattern.as_deref_mut() else {
            let message = "an override has patterns of its own; `[formats]` at the top says what files are written in";
            return Err(Error { offset, message: message.to_owned() });
        };
        let mut pattern = GitignoreBuilder::new("");
        let refuse = |error: ignore::Error| Error { offset, message: format!("`{name}` is no pattern: {error}") };
        let pattern = pattern.add_line(None, name).and_then(|pattern| pattern.build()).map_err(refuse)?;
        by_pattern.push((Layer { format: Some(at(value, format)), ..Layer::default() }, pattern));
    }
    Ok(())
}

fn format(name: &str) -> Result<Format, String> {
    Format::by_name(name).ok_or_else(|| {
        let hint = did_you_mean(name, Format::all().map(|(_, name)| name));
        let known = || format!("; they are `{}`", Format::all().map(|(_, name)| name).collect::<Vec<_>>().join("`, `"));
        format!("no format is called `{name}`{}", if hint.is_empty() { known() } else { hint })
    })
}

/// The paths of the values that are prose, which `settings` of `format` say.
fn prose(format: Format, settings: &DeTable<'_>) -> Result<Option<At<Arc<KeyPaths>>>, Error> {
    let mut prose = None;
    for (key, value) in settings {
        let (name, offset) = (&**key.get_ref(), key.span().start);
        if name != "prose" || !format.is_keyed() {
            let why = if format.is_keyed() { "; its only one is `prose`" } else { "; it has none" };
            return Err(Error {
                offset,
                message: format!("the format `{}` has no setting `{name}`{why}", format.name()),
            });
        }
        let mut keys = KeyPaths::default();
        for (item, path) in strings(value)? {
            keys.add(path).map_err(|error| wrong(item, error.to_string()))?;
        }
        prose = Some(at(value, Arc::new(keys)));
    }
    Ok(prose)
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use crate::source::Format;

    #[test]
    fn formats_are_read() {
        let text = "[formats]\n'*.page' = 'html'\n'a.page' = 'markdown'\n[formats.json]\nprose = ['headline', 'body[].text']\n[[overrides]]\npaths = ['x/']\nformats.csv.prose = ['2']\n";
        let parsed = parse(text).unwrap();
        let formats: Vec<_> =
            parsed.overrides.iter().map(|(layer, _)| layer.format.as_ref().map(|at| at.value)).collect();
        assert_eq!(formats, [Some(Format::Html), Some(Format::Markdown), None]);
        assert_eq!(parsed.layer.prose[&Format::Json].value.written(), ["headline", "body[].text"]);
        assert_eq!(parsed.overrides[2].0.prose[&Format::Csv].value.written(), ["2"]);
    }

    #[test]
    fn what_means_nothing_is_refused() {
        for (text, offset, message) in [
            ("formats.'*.x' = 'htlm'", 16, "no format is called `htlm`; did you mean `html`?"),
            ("[formats.jsno]\nprose = []", 9, "no format is called `jsno`; did you mean `json`?"),
            ("[formats.json]\nporse = []", 15, "the format `json` has no setting `porse`; its only one is `prose`"),
            ("[formats.html]\nprose = []", 15, "the format `html` has no setting `prose`; it has none"),
            ("formats.'*.x' = 1", 16, "expected the name of a format, or a table of its settings, found an integer"),
            ("formats.'[z-a]' = 'html'", 8, "`[z-a]` is no pattern: "),
            ("formats = 1", 10, "expected a table, found an integer"),
            ("formats.json.prose = ['a..b']", 22, "`a..b` is no path of keys: a key is empty; "),
            ("[[overrides]]\npaths = ['a']\nformats.'*.x' = 'html'", 36, "an override has patterns of its own; "),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.offset, offset, "{text}");
            assert!(error.message.starts_with(message), "{}", error.message);
        }
        let all = parse("formats.'*.x' = 'wordperfect'").unwrap_err().message;
        assert!(all.starts_with("no format is called `wordperfect`; they are `plain`, `markdown`, "), "{all}");
    }
}
