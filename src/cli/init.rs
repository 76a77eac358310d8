//! `copydesk init`: a settings file to begin with.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use copydesk::config::FILE_NAME;

use super::{Status, project};

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
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match file {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        other => other.with_context(|| format!("{}: cannot be written", path.display()))?,
    };
    file.write_all(text.as_bytes()).with_context(|| format!("{}: cannot be written", path.display()))?;
    Ok(true)
}
