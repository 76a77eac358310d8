//! `copydesk dictionary add`: words that are right from now on.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use copydesk::bounded;
use copydesk::config::{FILE_NAME, Finder, Settings, Wanted};
use copydesk::lexicon::Lexicon;

use super::args::{DictionaryArgs, DictionaryCommand};
use super::{Status, init, project, replace};

/// The list of words of a project that names none.
const LIST: &str = "words.txt";

/// A word that is so likely to be another one, misspelt, is added with a warning.
const SURELY: f32 = 0.8;

pub(super) fn run(args: &DictionaryArgs) -> Result<Status> {
    let DictionaryCommand::Add { words, config, user, .. } = &args.command;
    if let Some(word) = words.iter().find(|word| !is_entry(word)) {
        bail!("`{word}` cannot be an entry: one word, without `#` and without spaces around it");
    }
    let path = if *user { users_list()? } else { projects_list(config.as_deref(), &project::current_folder()?)? };
    let added = add(&path, words)?;
    let mut out = io::stdout().lock();
    for (word, is_new) in words.iter().zip(added) {
        if is_new {
            writeln!(out, "Added {word} to {}.", path.display())?;
        } else {
            writeln!(out, "{word} is in {} already.", path.display())?;
        }
    }
    let lexicon = Lexicon::default();
    for (word, meant) in words.iter().filter_map(|word| Some((word, meant(&lexicon, word)?))) {
        let line = format!("warning: “{word}” is a common slip for “{meant}”, which is not found any more");
        writeln!(io::stderr().lock(), "{line}")?;
    }
    Ok(Status::Clean)
}

/// What was surely meant by `word`, if it is none.
fn meant(lexicon: &Lexicon, word: &str) -> Option<String> {
    // A name with a capital is like many words without being one of them.
    if word.contains(char::is_uppercase) || lexicon.check(word).accepted() {
        return None;
    }
    lexicon.suggest(word).first().filter(|best| best.probability >= SURELY).map(|best| best.text.clone())
}

/// Adds `words` to the list at `path`, which is made where there is none; answers which of them are new.
pub(super) fn add(path: &Path, words: &[String]) -> Result<Vec<bool>> {
    init::create(path, init::WORDS)?;
    let before =
        bounded::read_to_string(path, bounded::LIST).with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut text = before.clone();
    let mut added = Vec::with_capacity(words.len());
    for word in words {
        let longer = insert(&text, word);
        added.push(longer.is_some());
        text = longer.unwrap_or(text);
    }
    if text != before {
        replace::file(path, &before, &text).with_context(|| path.display().to_string())?;
    }
    Ok(added)
}

/// The user's own list, in a folder that is made where there is none.
fn users_list() -> Result<PathBuf> {
    let path = project::users_words().context("this system has no folder for settings of a user")?;
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    Ok(path)
}

/// The list of the project that `folder` belongs to, or of the settings in `config`.
pub(super) fn projects_list(config: Option<&Path>, folder: &Path) -> Result<PathBuf> {
    let wanted = config.map_or(Wanted::Found, |path| Wanted::Only(path.to_owned()));
    list(&*Finder::new(wanted).of_folder(folder)?)
}

fn is_entry(word: &str) -> bool {
    !word.is_empty() && word.trim() == word && !word.contains(['#', '\n', '\r', '\t'])
}

/// The list that the settings name first. Where they name none, it is one beside them, which they are made to name.
fn list(settings: &Settings) -> Result<PathBuf> {
    if let Some(first) = settings.words.first() {
        return Ok(first.clone());
    }
    let file = match &settings.file {
        Some(file) => file.clone(),
        None => project::current_folder()?.join(FILE_NAME),
    };
    let line = format!("words = [\"{LIST}\"]\n");
    if init::create(&file, &line)? {
        writeln!(io::stdout().lock(), "Wrote {}, which names the list.", file.display())?;
    } else {
        // A key that stands before all tables belongs to none of them, wherever they are.
        let before = bounded::read_to_string(&file, bounded::SETTINGS)
            .with_context(|| format!("{}: cannot be read", file.display()))?;
        let after = with_first_line(&before, &line);
        if toml::from_str::<toml::Table>(after.trim_start_matches('\u{feff}')).is_err() {
            bail!("{}: its `words` name no list; name one there first", file.display());
        }
        replace::file(&file, &before, &after).with_context(|| file.display().to_string())?;
    }
    Ok(file.parent().unwrap_or(Path::new("")).join(LIST))
}

/// `text` with `line` before all others, behind a byte order mark.
pub(super) fn with_first_line(text: &str, line: &str) -> String {
    let rest = text.trim_start_matches('\u{feff}');
    format!("{}{line}{rest}", &text[..text.len() - rest.len()])
}

/// `text` with a line for `word` before the first entry that sorts after it; `None` where it has one already.
fn insert(text: &str, word: &str) -> Option<String> {
    let entry = |line: &str| line.split('#').next().unwrap_or_default().trim().to_owned();
    let straight = |word: &str| word.replace('’', "'");
    if text.lines().any(|line| straight(&entry(line)) == straight(word)) {
        return None;
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let new = format!("{word}{line_end}");
    let key = |word: &str| (straight(word).to_lowercase(), word.to_owned());
    let mut out = String::with_capacity(text.len() + word.len() + 2);
    let mut placed = false;
    for line in text.split_inclusive('\n') {
        let other = entry(line);
        if !placed && !other.is_empty() && key(&other) > key(word) {
            out += &new;
            placed = true;
        }
        out += line;
    }
    if !placed {
        if !out.is_empty() && !out.ends_with('\n') {
            out += line_end;
        }
        out += &new;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{insert, is_entry, meant, with_first_line};
    use copydesk::lexicon::Lexicon;

    #[test]
    fn a_byte_order_mark_stays_first() {
        assert_eq!(with_first_line("\u{feff}a = 1\n", "b = 2\n"), "\u{feff}b = 2\na = 1\n");
        assert_eq!(with_first_line("a = 1\n", "b = 2\n"), "b = 2\na = 1\n");
    }

    #[test]
    fn entries_stay_sorted_and_comments_stay() {
        for (text, word, expected) in [
            ("", "Shoigu", Some("Shoigu\n")),
            ("# names\napple\nzebra # animal\n", "Shoigu", Some("# names\napple\nShoigu\nzebra # animal\n")),
            ("apple", "zebra", Some("apple\nzebra\n")),
            ("apple\r\nzebra\r\n", "Mail", Some("apple\r\nMail\r\nzebra\r\n")),
            ("apple # fruit\n", "apple", None),
            ("O’Hara\n", "O'Hara", None),
            ("O'Hara\n", "O’Brien", Some("O’Brien\nO'Hara\n")),
        ] {
            assert_eq!(insert(text, word).as_deref(), expected, "{text:?} with {word}");
        }
    }

    #[test]
    fn what_hides_a_slip() {
        let lexicon = Lexicon::default();
        for (word, expected) in [
            ("recieve", Some("receive")),
            ("definately", Some("definitely")),
            ("kubectl", None),
            ("Zaluzhny", None),
            ("paper", None),
        ] {
            assert_eq!(meant(&lexicon, word).as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn what_cannot_be_an_entry() {
        assert!(is_entry("Jong-un") && is_entry("New York"));
        assert!(!is_entry("") && !is_entry("a#b") && !is_entry(" a") && !is_entry("a\nb"));
    }
}
