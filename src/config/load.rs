//! Reads settings files, with those that they extend, and looks for them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::Gitignore;

use super::layer::{At, Layer, Text};
use super::{ConfigError, parse};
use crate::bounded;

/// The name of the settings file of a project.
pub const FILE_NAME: &str = "copydesk.toml";

/// A settings file, with what it extends.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: PathBuf,
    /// The folder that holds it, to which its patterns are relative.
    pub(super) folder: PathBuf,
    /// No file above it counts.
    pub(super) root: bool,
    /// What it says, from the bottom up: what it extends, itself, its overrides.
    pub(super) sheets: Vec<Sheet>,
}

/// A layer, where it is written, and for which paths it holds.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) layer: Layer,
    pub(super) text: Arc<Text>,
    /// `None` for all paths.
    pub(super) paths: Option<Gitignore>,
}

/// The settings file in `folder`, if there is one.
pub(super) fn in_folder(folder: &Path) -> Option<PathBuf> {
    Some(folder.join(FILE_NAME)).filter(|path| path.is_file())
}

/// `folder` as the system knows it, without `..` and links; as it stands where there is no such folder.
pub(super) fn real(folder: &Path) -> PathBuf {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs::canonicalize(folder).or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned())
}

/// Reads the file at `path` and those that it extends.
pub(super) fn file(path: &Path) -> Result<File, ConfigError> {
    let text = read(path)?;
    let mut file = File {
        path: path.to_owned(),
        folder: real(path.parent().unwrap_or(Path::new(""))),
        root: false,
        sheets: Vec::new(),
    };
    let mut pile = Pile { open: vec![real(path)], extended: 0, sheets: Vec::new() };
    file.root = pile.add(path, text)?;
    file.sheets = pile.sheets;
    Ok(file)
}

fn read(path: &Path) -> Result<String, ConfigError> {
    bounded::read_to_string(path, bounded::SETTINGS)
        .map_err(|error| ConfigError::Unreadable { path: path.to_owned(), error })
}

/// So many files may be extended by one, directly or not: each could name two that name two.
const MOST_EXTENDED: usize = 100;

/// What is read when a file is read that extends others.
struct Pile {
    /// The files that are being read, the innermost last.
    open: Vec<PathBuf>,
    /// How many were read because another extends them.
    extended: usize,
    sheets: Vec<Sheet>,
}

impl Pile {
    /// Adds what the file at `path` says; answers whether it is the root. It is the last of those that are open.
    fn add(&mut self, path: &Path, text: String) -> Result<bool, ConfigError> {
        let parsed = parse::parse(&text).map_err(|error| invalid(path, &text, error.offset, error.message))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for At { value: base, offset } in parsed.extends {
            let base = folder.join(base);
            let refuse = |message| invalid(path, &text, offset, message);
            let identity = real(&base);
            if let Some(first) = self.open.iter().position(|open| *open == identity) {
                let names = self.open.iter().skip(first).chain([&identity]).map(|path| path.display().to_string());
                return Err(refuse(format!("extends itself: {}", names.collect::<Vec<_>>().join(" → "))));
            }
            self.extended += 1;
            if self.extended > MOST_EXTENDED {
                return Err(refuse(format!("more than {MOST_EXTENDED} files are extended, one by another")));
            }
            let base_text = bounded::read_to_string(&base, bounded::SETTINGS);
            let base_text = base_text.map_err(|error| refuse(format!("{} cannot be read: {error}", base.display())))?;
            self.open.push(identity);
            // Whether a file that is extended is a root says nothing of the one that extends it.
            self.add(&base, base_text)?;
            self.open.pop();
        }
        let text = Arc::new(Text { path: Arc::from(path), text });
        let layers = std::iter::once((parsed.layer, None));
        for (mut layer, paths) in layers.chain(parsed.overrides.into_iter().map(|(layer, paths)| (layer, Some(paths))))
        {
            layer.anchor(folder);
            self.sheets.push(Sheet { layer, text: Arc::clone(&text), paths });
        }
        Ok(parsed.root)
    }
}

fn invalid(path: &Path, text: &str, offset: usize, message: String) -> ConfigError {
    let (line, column) = place(text, offset);
    ConfigError::Invalid { path: path.to_owned(), line, column, message }
}

/// The line and the column of the byte at `offset`, both from 1, the column in characters.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}
