//! The settings of the project, with what the command line adds, and the words that go with them.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Error, Result, bail};
use copydesk::bounded;
use copydesk::config::{Finder, Settings, Wanted};
use copydesk::corpus::House;
use copydesk::lexicon::{Language, Lexicon, Options, WordList};

use super::args::ProjectArgs;
use super::interrupt;

/// Where `args` have settings looked for.
pub(super) fn finder(args: &ProjectArgs) -> Finder {
    Finder::new(match &args.config {
        _ if args.no_config => Wanted::Nothing,
        Some(path) => Wanted::Only(path.clone()),
        None => Wanted::Found,
    })
}

/// The settings of the current folder, with what the arguments add.
pub(super) fn settings_with(args: &ProjectArgs) -> Result<Settings> {
    let settings = finder(args).of_folder(&current_folder()?)?;
    Ok(with_arguments(&settings, args))
}

/// `settings` with what the arguments add.
pub(super) fn with_arguments(settings: &Settings, args: &ProjectArgs) -> Settings {
    let mut settings = settings.clone();
    if let Some(language) = &args.language {
        settings.language = Some(language.clone());
    }
    settings.dictionaries.extend(args.dictionary.iter().cloned());
    let users = users_words().filter(|list| !args.no_config && list.is_file() && !settings.words.contains(list));
    settings.words.extend(users);
    settings
}

/// The user's own list of words, whether or not it is there: in the folder that the system has for settings.
pub(super) fn users_words() -> Option<PathBuf> {
    let variable = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = variable("XDG_CONFIG_HOME").or_else(|| {
        if cfg!(windows) {
            variable("APPDATA")
        } else if cfg!(target_os = "macos") {
            Some(variable("HOME")?.join("Library/Application Support"))
        } else {
            Some(variable("HOME")?.join(".config"))
        }
    })?;
    Some(folder.join("copydesk/words.txt"))
}

/// The lexicon that the settings ask for, in which the names of the house list are known.
pub(super) fn lexicon(settings: &Settings, house: &House) -> Result<Lexicon> {
    let language = settings.language.as_deref().map_or(Ok(Language::default()), str::parse)?;
    let mut words = Vec::new();
    for (number, path) in settings.words.iter().enumerate() {
        words.push(WordList::read(path).map_err(|error| at_setting(error.into(), settings, "words", number))?);
    }
    if let Some(path) = &settings.names {
        let names: Vec<&str> = house.words().filter(|word| word.chars().all(char::is_alphabetic)).collect();
        words.push(WordList { path: path.clone(), text: names.join("\n") });
    }
    let dictionaries = settings.dictionaries.clone();
    let options = Options { language: Some(language), dictionaries, words };
    if options.dictionaries.is_empty() {
        return Ok(Lexicon::new(&options)?);
    }
    // A dictionary in another encoding is copied to a temporary folder until Hunspell has read it.
    Ok(interrupt::hold(|| Lexicon::new(&options))?)
}

/// The house list of names that the settings ask for; an empty one where they name none.
pub(super) fn house(settings: &Settings) -> Result<House> {
    let Some(path) = &settings.names else { return Ok(House::default()) };
    let text = bounded::read_to_string(path, bounded::LIST)
        .with_context(|| format!("{}: cannot be read", path.display()))
        .map_err(|error| at_setting(error, settings, "names", 0))?;
    House::parse(&text).or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("{}:{problem}", path.display())).collect();
        bail!("{}", lines.join("\nerror: "))
    })
}

/// `error` behind the place of the value of `setting` that it comes from, where a settings file has set that.
fn at_setting(error: Error, settings: &Settings, setting: &str, number: usize) -> Error {
    let Some(origin) = settings.origins.get(setting).and_then(|values| values.get(number)) else { return error };
    let place = format!("{}:{}: {setting}", origin.file.display(), origin.line);
    error.context(place)
}

/// The folder in which copydesk was started.
pub(super) fn current_folder() -> Result<PathBuf> {
    env::current_dir().context("the current folder cannot be read")
}
