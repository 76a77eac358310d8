//! Finds and reads the settings file.

use std::fs;
use std::path::{Path, PathBuf};

use super::{ConfigError, Settings, parse};

/// The name of the settings file of a project.
pub const FILE_NAME: &str = "copydesk.toml";

/// The settings file that governs `folder`: its own, or that of the nearest folder above it.
pub fn find(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

/// Reads the settings in `path`.
///
/// # Errors
/// Where the file cannot be read, is no TOML, or has keys or values that mean nothing.
pub fn load(path: &Path) -> Result<Settings, ConfigError> {
    let text = fs::read_to_string(path).map_err(|error| ConfigError::Unreadable { path: path.to_owned(), error })?;
    let mut settings = parse::parse(&text).map_err(|parse::Error { offset, message }| {
        let (line, column) = place(&text, offset);
        ConfigError::Invalid { path: path.to_owned(), line, column, message }
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    for list in settings.words.iter_mut().chain(&mut settings.names) {
        *list = folder.join(&*list);
    }
    // A name without a folder and an ending is searched for; anything else is a path.
    for dictionary in &mut settings.dictionaries {
        if dictionary.contains(['/', '\\']) || Path::new(&*dictionary).extension().is_some() {
            *dictionary = folder.join(&*dictionary).to_string_lossy().into_owned();
        }
    }
    settings.file = Some(path.to_owned());
    Ok(settings)
}

/// The line and the column of the byte at `offset`, both from 1, the column in characters.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{FILE_NAME, find, load};

    #[test]
    fn found_upward_and_read_relative_to_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("a/b");
        fs::create_dir_all(&below).unwrap();
        let file = folder.path().join(FILE_NAME);
        fs::write(&file, "words = [\"words.txt\"]\ndictionaries = [\"de_DE\", \"x/y.dic\"]\n").unwrap();
        assert_eq!(find(&below), Some(file.clone()));
        let settings = load(&file).unwrap();
        assert_eq!(settings.words, [folder.path().join("words.txt")]);
        assert_eq!(settings.dictionaries, ["de_DE".to_owned(), folder.path().join("x/y.dic").display().to_string()]);
    }

    #[test]
    fn errors_name_the_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE_NAME);
        fs::write(&file, "language = \"en\"\n  wrods = []\n").unwrap();
        let message = load(&file).unwrap_err().to_string();
        assert!(message.ends_with("copydesk.toml:2:3: unknown key `wrods`; did you mean `words`?"), "{message}");
        let missing = load(&folder.path().join("none.toml")).unwrap_err().to_string();
        assert!(missing.contains("none.toml: cannot be read"), "{missing}");
    }
}
