//! Changes to a settings file that leave the rest of it as it was written.

use std::path::Path;

use anyhow::{Context, Result, bail};
use copydesk::bounded;
use toml::de::DeTable;

use super::replace;

/// Adds `rules` to what the settings in `file` ignore.
pub(super) fn ignore(file: &Path, rules: &[&str]) -> Result<()> {
    let before = bounded::read_to_string(file, bounded::SETTINGS)
        .with_context(|| format!("{}: cannot be read", file.display()))?;
    let Some(after) = ignoring(&before, rules) else {
        bail!("{}: nothing can be added to what it ignores; write it there", file.display());
    };
    replace::file(file, &before, &after).with_context(|| file.display().to_string())
}

/// `text` with `rules` among those ignored; `None` where that makes no settings.
fn ignoring(text: &str, rules: &[&str]) -> Option<String> {
    let list = {
        let table = DeTable::parse(text).ok()?;
        let value = table.get_ref().get("ignore");
        value.map(|value| (value.span(), value.get_ref().as_array().is_some_and(|items| items.is_empty())))
    };
    let names: Vec<String> = rules.iter().map(|rule| format!("\"{rule}\"")).collect();
    let names = names.join(", ");
    let after = if let Some((span, is_empty)) = list {
        let written = text.get(span.clone())?;
        let inside = written.strip_suffix(']')?.trim_end();
        let comma = if is_empty || inside.ends_with(',') { "" } else { "," };
        let space = if is_empty { "" } else { " " };
        let end = span.start + inside.len();
        format!("{}{comma}{space}{names}{}", text.get(..end)?, text.get(end..)?)
    } else {
        super::dictionary::with_first_line(text, &format!("ignore = [{names}]\n"))
    };
    // What was put behind a comment is no part of the list.
    let table: toml::Table = toml::from_str(after.trim_start_matches('\u{feff}')).ok()?;
    let ignored = table.get("ignore")?.as_array()?;
    rules.iter().all(|rule| ignored.iter().any(|item| item.as_str() == Some(rule))).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::ignoring;

    #[test]
    fn rules_are_added_and_the_rest_stays() {
        for (text, expected) in [
            ("", Some("ignore = [\"echo\"]\n")),
            ("# ours\n[severity]\n", Some("ignore = [\"echo\"]\n# ours\n[severity]\n")),
            ("ignore = []\n", Some("ignore = [\"echo\"]\n")),
            ("a = 1\nignore = [ 'x' ] # why\n", Some("a = 1\nignore = [ 'x', \"echo\" ] # why\n")),
            ("ignore = [\n  'x',\n]\n", Some("ignore = [\n  'x', \"echo\"\n]\n")),
            ("ignore = [\n  'x' # why\n]\n", None),
        ] {
            assert_eq!(ignoring(text, &["echo"]).as_deref(), expected, "{text}");
        }
    }
}
