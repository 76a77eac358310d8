//! `copydesk init`: a settings file to begin with.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use copydesk::config::FILE_NAME;

use super::{Status, project, replace};

/// What a new settings file says.
const SETTINGS: &str = r#"# Settings of copydesk. Everything here is optional; `copydesk rules` lists the rules.

# The language: "en" (right in any), "en-US", "en-GB", "en-GB-oxendict" (-ize), "en-AU" or "en-CA".
language = "en"

# The project's own words, one a line. `copydesk dictionary add WORD` writes to the first of these lists.
words = ["words.txt"]

# The house list of names: right forms, banned forms and why. `copydesk names --write-names names.toml` drafts one.
# names = "names.toml"

# Hunspell dictionaries beside the built-in ones: .dic files, or names such as "de_DE".
# dictionaries = []

# Run these rules or groups in place of those that run by default; "all" is every rule.
# select = ["spelling", "repetition"]

# Never run these rules or groups.
# ignore = []

# How grave the findings of a rule are: "error", "warning" or "note".
# [severity]
# repeated-word = "warning"

# What the rules are told; `copydesk explain RULE` lists the options of a rule.
# [rules.hyphenation]
# prefer = ["e-mail", "policymaker"]

# What files are written in, by the patterns of .gitignore, where their endings do not say it; and which values of json,
# jsonl, yaml, toml and csv are prose (columns of csv by name or number). Only where that is said are such files read.
# [formats]
# "*.page" = "html"
# [formats.json]
# prose = ["headline", "body[].text"]

# Some files only. The patterns are those of .gitignore, from this folder; everything above may stand here, too.
# [[overrides]]
# paths = ["archive/", "*.txt"]
# ignore = ["names"]

# A settings file in a folder below is laid over this one: `language` and `names` replace, `words`, `dictionaries` and
# `ignore` add, `select` begins anew. `copydesk config PATH` shows what holds for a path. At the top of a file,
#     root = true                      lets no file in a folder above count,
#     cache = ".cache/copydesk"        is where a long run keeps what it found for the next; `false` is nowhere,
#     extends = "../shared/house.toml" lays this file over another.
"#;

/// What a new list of words says.
pub(super) const WORDS: &str =
    "# The project's own words, one a line. An entry covers its possessive and plural, too.\n";

pub(super) fn run() -> Result<Status> {
    let folder = project::current_folder()?;
    if !create(&folder.join(FILE_NAME), SETTINGS)? {
        bail!("{FILE_NAME} is there already; nothing was written");
    }
    let words = create(&folder.join("words.txt"), WORDS)?;
    let made = if words { format!("{FILE_NAME} and words.txt") } else { FILE_NAME.to_owned() };
    writeln!(io::stdout().lock(), "Wrote {made}.")?;
    Ok(Status::Clean)
}

/// Creates `path` with `text`; `false` where something is there already.
pub(super) fn create(path: &Path, text: &str) -> Result<bool> {
    replace::nothing(path, text.as_bytes()).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use copydesk::config::{FILE_KEYS, Finder, Wanted};

    use super::SETTINGS;

    #[test]
    fn what_is_proposed_is_taken_and_every_key_is_spoken_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("house.toml");
        let bare = |line: &str| line.strip_prefix("# ").unwrap_or(line).to_owned();
        let is_setting = |line: &&str| {
            let line = line.strip_prefix("# ").unwrap_or(line);
            line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '))
        };
        let proposed: Vec<String> = SETTINGS.lines().filter(is_setting).map(bare).collect();
        assert!(proposed.len() > 12, "{proposed:?}");
        std::fs::write(&path, proposed.join("\n")).unwrap();
        Finder::new(Wanted::Only(path.clone())).of_path(&path).unwrap();
        for key in FILE_KEYS {
            assert!(SETTINGS.contains(key), "{key}");
        }
    }
}
