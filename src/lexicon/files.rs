//! The files of a Hunspell dictionary: where they are, whether they are what they should be, and in which encoding.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{env, fs};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use tempfile::TempDir;

use super::error::LexiconError;
use crate::bounded;

/// The two files of a dictionary.
#[derive(Debug)]
pub(crate) struct DictionaryFiles {
    pub(crate) aff: PathBuf,
    pub(crate) dic: PathBuf,
}

/// Files that Hunspell can read, in UTF-8. Where the dictionary's own are in another encoding, these are copies
/// in a temporary folder: the engine is asked in UTF-8 only.
#[derive(Debug)]
pub(crate) struct Ready {
    pub(crate) aff: String,
    pub(crate) dic: String,
    _folder: Option<TempDir>,
}

/// A dictionary may announce so many words more than it has: some were not counted again when words went.
const MORE_WORDS: usize = 1_000_000;

/// Tables of the rules, whose first line says how many lines they have.
const TABLES: &[&str] = &[
    "REP",
    "MAP",
    "PHONE",
    "BREAK",
    "ICONV",
    "OCONV",
    "AF",
    "AM",
    "COMPOUNDRULE",
    "CHECKCOMPOUNDPATTERN",
    "PFX",
    "SFX",
];

/// The line of `rules` that says that a table has more lines than there are in all.
fn overrun(rules: &str) -> Option<&str> {
    let lines = rules.lines().count();
    rules.lines().find(|line| {
        let mut fields = line.trim_start_matches('\u{feff}').split_whitespace();
        let Some(table) = fields.next().filter(|name| TABLES.contains(name)) else { return false };
        let count = if matches!(table, "PFX" | "SFX") {
            let cross = fields.nth(1);
            fields.next().filter(|_| matches!(cross, Some("Y" | "N")))
        } else {
            fields.next()
        };
        let digits = count.filter(|count| count.bytes().all(|byte| byte.is_ascii_digit()));
        digits.is_some_and(|digits| !digits.parse().is_ok_and(|count: usize| count <= lines))
    })
}

impl DictionaryFiles {
    /// A path that ends in `.dic`, or a name for the usual folders.
    pub(crate) fn find(name: &str) -> Result<Self, LexiconError> {
        if Path::new(name).extension().is_some_and(|extension| extension == "dic") {
            let dic = PathBuf::from(name);
            return Ok(Self { aff: dic.with_extension("aff"), dic });
        }
        let looked = folders();
        for folder in &looked {
            for name in [name.to_owned(), name.replace('-', "_")] {
                let (aff, dic) = (folder.join(format!("{name}.aff")), folder.join(format!("{name}.dic")));
                if aff.is_file() && dic.is_file() {
                    return Ok(Self { aff, dic });
                }
            }
        }
        Err(LexiconError::NoSuchDictionary { name: name.to_owned(), looked })
    }

    /// Checks the files, because Hunspell makes an object that rejects every word of those that it cannot read.
    pub(crate) fn ready(&self) -> Result<Ready, LexiconError> {
        let bad = |path: &Path, reason: String| LexiconError::BadDictionary { path: path.to_owned(), reason };
        let (aff, dic) = (read(&self.aff)?, read(&self.dic)?);
        let named = directive(&aff, "SET");
        let encoding = match &named {
            // Hunspell takes ISO-8859-1 where nothing is said, of which this is a superset.
            None => WINDOWS_1252,
            Some(name) => encoding(name)
                .ok_or_else(|| bad(&self.aff, format!("its encoding, {name}, is not known; UTF-8 is best")))?,
        };
        let decode = |path: &Path, bytes: &[u8]| {
            let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
            let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
            text.map(Cow::into_owned).ok_or_else(|| bad(path, format!("it is not {}", encoding.name())))
        };
        // Comments of the rules may be in any encoding; in UTF-8 files they are not read at all.
        let words = decode(&self.dic, &dic)?;
        let count = words.lines().next().and_then(|line| line.split_whitespace().next());
        if !count.is_some_and(|count| count.bytes().all(|byte| byte.is_ascii_digit())) {
            return Err(bad(&self.dic, "its first line is not a number of words".into()));
        }
        // Hunspell makes room for as many as are announced, and ends the program where there is none.
        let lines = words.lines().count();
        if let Some(count) = count.filter(|count| !count.parse().is_ok_and(|count: usize| count <= lines + MORE_WORDS))
        {
            return Err(bad(&self.dic, format!("its first line announces {count} words, and it has {lines} lines")));
        }
        if let Some(line) = overrun(&String::from_utf8_lossy(&aff)) {
            return Err(bad(&self.aff, format!("`{line}` announces more lines than there are")));
        }
        if encoding == UTF_8 {
            let path =
                |path: &Path| path.to_str().map(str::to_owned).ok_or_else(|| bad(path, "its path is not UTF-8".into()));
            return Ok(Ready { aff: path(&self.aff)?, dic: path(&self.dic)?, _folder: None });
        }
        let rules = self.in_utf8(&decode(&self.aff, &aff)?)?;
        let unwritable = |error| LexiconError::Unreadable { path: env::temp_dir(), error };
        let folder = tempfile::tempdir().map_err(unwritable)?;
        let place = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).map_err(unwritable)?;
            Ok::<_, LexiconError>(path.to_string_lossy().into_owned())
        };
        Ok(Ready { aff: place("x.aff", &rules)?, dic: place("x.dic", &words)?, _folder: Some(folder) })
    }

    /// Rules that were in another encoding, made such as Hunspell reads in UTF-8.
    fn in_utf8(&self, rules: &str) -> Result<String, LexiconError> {
        let mut text = String::from("SET UTF-8\n");
        let mut flags = None;
        for line in rules.lines().filter(|line| !line.starts_with("SET")) {
            let mut fields = line.split_whitespace();
            match (fields.next(), fields.next()) {
                (Some("FLAG"), kind) => flags = kind,
                (Some("PFX" | "SFX"), Some(flag)) if flags == Some("long") && !flag.is_ascii() => {
                    let reason = "long flags that are not ASCII are not known in its encoding".into();
                    return Err(LexiconError::BadDictionary { path: self.aff.clone(), reason });
                }
                _ => {}
            }
            text.push_str(line);
            text.push('\n');
        }
        if flags.is_none() {
            // A flag was one byte, which may now be two.
            text.insert_str("SET UTF-8\n".len(), "FLAG UTF-8\n");
        }
        Ok(text)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, LexiconError> {
    bounded::read(path, bounded::LIST).map_err(|error| LexiconError::Unreadable { path: path.to_owned(), error })
}

/// The argument of a directive of the rules.
fn directive(aff: &[u8], name: &str) -> Option<String> {
    let mut lines = aff.split(|&byte| byte == b'\n').map(String::from_utf8_lossy);
    lines.find_map(|line| {
        let mut fields = line.trim_start_matches('\u{feff}').split_whitespace();
        (fields.next() == Some(name)).then(|| fields.next().map(str::to_owned)).flatten()
    })
}

/// Hunspell's names of encodings are those of the web but for a few.
fn encoding(name: &str) -> Option<&'static Encoding> {
    let name = name.to_ascii_lowercase();
    let name = name.strip_prefix("microsoft-").unwrap_or(&name);
    let name = if name.starts_with("tis620") { "tis-620" } else { name };
    Encoding::for_label(name.as_bytes())
}

/// Where dictionaries are, in the order in which they are looked for.
fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        env::var_os("DICPATH").map(|paths| env::split_paths(&paths).collect()).unwrap_or_default();
    if let Some(home) = env::var_os("HOME").map(PathBuf::from) {
        folders.push(home.join(".local/share/hunspell"));
        folders.push(home.join("Library/Spelling"));
    }
    folders.extend(["/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/share/myspell"].map(PathBuf::from));
    folders
}
