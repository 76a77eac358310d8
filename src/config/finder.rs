//! Which settings hold for a path. Each file is read once, and each mixture of them is made once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::load::{self, File};
use super::{ConfigError, Settings};

/// Where settings are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// In the folder of each path and in those above it.
    Found,
    /// In this file only, for all paths.
    Only(PathBuf),
    /// Nowhere.
    Nothing,
}

/// Finds the settings of paths. Two paths that are governed alike are given the same `Arc`.
#[derive(Debug)]
pub struct Finder {
    wanted: Wanted,
    /// No files: one of its kind, so that all paths without settings are governed alike.
    nothing: Arc<[Arc<File>]>,
    /// By folder as it was given.
    given: HashMap<PathBuf, Arc<Chain>>,
    /// By folder as the system knows it.
    real: HashMap<PathBuf, Arc<[Arc<File>]>>,
    /// By the address of the files, and the overrides that hold.
    mixed: HashMap<(usize, Vec<usize>), Arc<Settings>>,
}

/// The files that govern a folder, the outermost first.
#[derive(Debug)]
struct Chain {
    folder: PathBuf,
    files: Arc<[Arc<File>]>,
    /// Whether any of them says something of some paths only.
    overrides: bool,
}

impl Finder {
    /// Looks for settings where `wanted` says.
    pub fn new(wanted: Wanted) -> Self {
        let (given, real, mixed) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { wanted, nothing: Arc::from([]), given, real, mixed }
    }

    /// The settings of the file at `path`, which need not exist.
    ///
    /// # Errors
    /// Where a settings file cannot be read, is no TOML, or says what means nothing.
    pub fn of_path(&mut self, path: &Path) -> Result<Arc<Settings>, ConfigError> {
        let chain = self.chain(path.parent().unwrap_or(Path::new("")))?;
        // Without overrides all files of a folder are governed alike, whatever their names.
        let path = chain.overrides.then(|| chain.folder.join(path.file_name().unwrap_or_default()));
        Ok(self.mix(&chain, path.as_deref()))
    }

    /// The settings of `folder` itself: those of a file in it for which no override holds.
    ///
    /// # Errors
    /// As for [`Finder::of_path`].
    pub fn of_folder(&mut self, folder: &Path) -> Result<Arc<Settings>, ConfigError> {
        let chain = self.chain(folder)?;
        Ok(self.mix(&chain, None))
    }

    fn chain(&mut self, given: &Path) -> Result<Arc<Chain>, ConfigError> {
        if let Some(chain) = self.given.get(given) {
            return Ok(Arc::clone(chain));
        }
        let folder = load::real(given);
        let files = match &self.wanted {
            Wanted::Nothing => Arc::clone(&self.nothing),
            Wanted::Only(path) => {
                // The one file stands under a name that no folder has.
                if !self.real.contains_key(Path::new("")) {
                    let only: Arc<[Arc<File>]> = Arc::from([Arc::new(load::file(path)?)]);
                    self.real.insert(PathBuf::new(), only);
                }
                self.real.get(Path::new("")).map_or_else(|| Arc::clone(&self.nothing), Arc::clone)
            }
            Wanted::Found => self.files(&folder)?,
        };
        let overrides = files.iter().flat_map(|file| &file.sheets).any(|sheet| sheet.paths.is_some());
        let chain = Arc::new(Chain { folder, files, overrides });
        self.given.insert(given.to_owned(), Arc::clone(&chain));
        Ok(chain)
    }

    /// The files that govern `folder`, which is absolute.
    fn files(&mut self, folder: &Path) -> Result<Arc<[Arc<File>]>, ConfigError> {
        if let Some(files) = self.real.get(folder) {
            return Ok(Arc::clone(files));
        }
        let own = load::in_folder(folder).map(|path| load::file(&path)).transpose()?;
        let root = own.as_ref().is_some_and(|own| own.root);
        let outer = match folder.parent() {
            Some(parent) if !root => self.files(parent)?,
            _ => Arc::clone(&self.nothing),
        };
        let files = match own {
            Some(own) => outer.iter().cloned().chain([Arc::new(own)]).collect(),
            None => outer,
        };
        self.real.insert(folder.to_owned(), Arc::clone(&files));
        Ok(files)
    }

    fn mix(&mut self, chain: &Chain, path: Option<&Path>) -> Arc<Settings> {
        let sheets = || chain.files.iter().flat_map(|file| file.sheets.iter().map(move |sheet| (file, sheet)));
        let holds = |file: &File, paths: &ignore::gitignore::Gitignore| {
            let relative = path.and_then(|path| path.strip_prefix(&file.folder).ok());
            relative.is_some_and(|relative| paths.matched_path_or_any_parents(relative, false).is_ignore())
        };
        let hold: Vec<usize> = sheets()
            .enumerate()
            .filter(|(_, (file, sheet))| sheet.paths.as_ref().is_some_and(|paths| holds(file, paths)))
            .map(|(number, _)| number)
            .collect();
        let key = (Arc::as_ptr(&chain.files).cast::<()>() as usize, hold);
        if let Some(settings) = self.mixed.get(&key) {
            return Arc::clone(settings);
        }
        let mut settings = Settings { file: chain.files.last().map(|file| file.path.clone()), ..Settings::default() };
        for (number, (_, sheet)) in sheets().enumerate() {
            if sheet.paths.is_none() || key.1.contains(&number) {
                settings.lay(&sheet.layer, &sheet.text);
            }
        }
        let settings = Arc::new(settings);
        self.mixed.insert(key, Arc::clone(&settings));
        settings
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use tempfile::TempDir;

    use super::{Finder, Wanted};
    use crate::config::{Origin, Settings};

    /// A folder with files; the first of each pair is the path below it.
    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn of(folder: &TempDir, path: &str) -> Arc<Settings> {
        Finder::new(Wanted::Found).of_path(&folder.path().join(path)).unwrap()
    }

    fn refused(folder: &TempDir, path: &str) -> String {
        let error = Finder::new(Wanted::Found).of_path(&folder.path().join(path)).unwrap_err();
        let root = fs::canonicalize(folder.path()).unwrap();
        error.to_string().replace(&format!("{}/", root.display()), "")
    }

    fn names(folder: &TempDir, paths: &[std::path::PathBuf]) -> Vec<String> {
        let root = fs::canonicalize(folder.path()).unwrap();
        paths.iter().map(|path| path.strip_prefix(&root).unwrap().display().to_string()).collect()
    }

    #[test]
    fn nearer_files_are_laid_over_outer_ones() {
        let folder = folder(&[
            (
                "copydesk.toml",
                "language = 'en-GB'\nwords = ['w.txt']\nnames = 'n.toml'\nignore = ['echo', 'grammar']\n[severity]\necho = 'note'\narticle = 'note'\n[rules.hyphenation]\nprefer = ['e-mail']\n",
            ),
            (
                "a/copydesk.toml",
                "language = 'en-US'\nwords = ['w.txt']\nignore = ['names', 'echo']\n[severity]\necho = 'error'\n",
            ),
            ("a/b/copydesk.toml", "select = ['all']\nignore = ['confusion']\n"),
            ("alone/copydesk.toml", "root = true\n"),
        ]);
        let outer = of(&folder, "x.md");
        assert_eq!(
            (outer.language.as_deref(), &*outer.ignore),
            (Some("en-GB"), &["echo".into(), "grammar".into()][..])
        );

        let inner = of(&folder, "a/x.md");
        assert_eq!(inner.language.as_deref(), Some("en-US"));
        assert_eq!(names(&folder, &inner.words), ["a/w.txt", "w.txt"], "the nearest list is the one that is added to");
        assert_eq!(names(&folder, inner.names.as_slice()), ["n.toml"]);
        assert_eq!(inner.ignore, ["echo", "grammar", "names"]);
        assert_eq!(inner.severity.values().map(ToString::to_string).collect::<Vec<_>>(), ["note", "error"]);
        assert_eq!(inner.rules["hyphenation"].words("prefer"), ["e-mail".into()]);

        let innermost = of(&folder, "a/b/c/x.md");
        assert_eq!((&*innermost.select, &*innermost.ignore), (&["all".to_owned()][..], &["confusion".to_owned()][..]));
        assert_eq!(innermost.words.len(), 2);
        let alone = of(&folder, "alone/x.md");
        assert_eq!((alone.language.as_deref(), alone.words.len()), (None, 0), "a root is not laid over anything");
    }

    #[test]
    fn what_is_extended_lies_below_and_overrides_above() {
        let folder = folder(&[
            (
                "shared/base.toml",
                "language = 'en-GB'\nwords = ['w.txt']\nignore = ['echo']\n[[overrides]]\npaths = ['*.txt']\nlanguage = 'en-CA'\n",
            ),
            (
                "site/copydesk.toml",
                "extends = '../shared/base.toml'\nlanguage = 'en-US'\n[[overrides]]\npaths = ['drafts/', '!drafts/final.md']\nselect = ['spelling']\n[[overrides]]\npaths = ['/*.md']\nlanguage = 'en-AU'\n",
            ),
        ]);
        for (path, language, select) in [
            ("site/x/y.md", "en-US", 0),
            ("site/x/y.txt", "en-US", 0),
            ("site/y.md", "en-AU", 0),
            ("site/drafts/y.md", "en-US", 1),
            ("site/drafts/deep/y.txt", "en-US", 1),
            ("site/drafts/final.md", "en-US", 0),
        ] {
            let settings = of(&folder, path);
            assert_eq!((settings.language.as_deref(), settings.select.len()), (Some(language), select), "{path}");
            assert_eq!(names(&folder, &settings.words).len(), 1, "{path}");
        }
        assert_eq!(of(&folder, "site/x/y.md").ignore, ["echo"]);
        assert!(of(&folder, "site/drafts/y.md").ignore.is_empty(), "`select` begins anew");
    }

    #[test]
    fn an_override_of_what_is_extended_holds_where_nothing_nearer_speaks() {
        let folder = folder(&[
            ("base.toml", "[[overrides]]\npaths = ['*.txt']\nlanguage = 'en-CA'\n"),
            ("site/copydesk.toml", "extends = ['../base.toml']\n"),
        ]);
        assert_eq!(of(&folder, "site/deep/y.txt").language.as_deref(), Some("en-CA"));
        assert_eq!(of(&folder, "site/deep/y.md").language, None);
    }

    #[test]
    fn paths_that_are_governed_alike_share_their_settings() {
        let folder = folder(&[
            ("copydesk.toml", "[[overrides]]\npaths = ['*.txt']\nlanguage = 'en-CA'\n"),
            ("a/copydesk.toml", "language = 'en'\n"),
            ("a/b/x.md", ""),
            ("c/x.md", ""),
        ]);
        let mut finder = Finder::new(Wanted::Found);
        let mut of = |path: &str| finder.of_path(&folder.path().join(path)).unwrap();
        assert!(Arc::ptr_eq(&of("x.md"), &of("c/y.md")));
        assert!(Arc::ptr_eq(&of("a/x.md"), &of("a/b/x.md")));
        assert!(Arc::ptr_eq(&of("x.txt"), &of("c/../y.txt")));
        assert!(!Arc::ptr_eq(&of("x.md"), &of("x.txt")) && !Arc::ptr_eq(&of("x.md"), &of("a/x.md")));
        let mut nothing = Finder::new(Wanted::Nothing);
        let mut of = |path: &str| nothing.of_path(&folder.path().join(path)).unwrap();
        assert!(Arc::ptr_eq(&of("a/x.md"), &of("c/x.md")));
        assert_eq!(*of("a/x.md"), Settings::default());
    }

    #[test]
    fn one_file_for_all() {
        let folder = folder(&[
            ("copydesk.toml", "language = 'en-GB'\n"),
            (
                "ci/strict.toml",
                "dictionaries = ['de_DE', 'x/y.dic']\n[[overrides]]\npaths = ['*.txt']\nlanguage = 'en-CA'\n",
            ),
        ]);
        let mut finder = Finder::new(Wanted::Only(folder.path().join("ci/strict.toml")));
        let settings = finder.of_path(&folder.path().join("a/x.md")).unwrap();
        assert_eq!(settings.language, None);
        let path = folder.path().join("ci/x/y.dic").display().to_string();
        assert_eq!(settings.dictionaries, ["de_DE".to_owned(), path]);
        let below = finder.of_path(&folder.path().join("ci/x.txt")).unwrap();
        assert_eq!(below.language.as_deref(), Some("en-CA"));
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        let folder = folder(&[
            ("a/copydesk.toml", "language = \"en\"\n  wrods = []\n"),
            ("b/copydesk.toml", "extends = '../c/copydesk.toml'\n"),
            ("c/copydesk.toml", "root = true\nextends = ['../d.toml', '../b/copydesk.toml']\n"),
            ("d.toml", "language = 'en'\n"),
            ("e/copydesk.toml", "extends = 'none.toml'\n"),
            ("f/copydesk.toml", "[[overrides]]\npaths = ['[z-a]']\n"),
        ]);
        for (path, message) in [
            ("a/x.md", "a/copydesk.toml:2:3: unknown key `wrods`; did you mean `words`?"),
            ("a/deep/x.md", "a/copydesk.toml:2:3: unknown key"),
            (
                "b/x.md",
                "b/../c/copydesk.toml:2:25: extends itself: b/copydesk.toml → c/copydesk.toml → b/copydesk.toml",
            ),
            ("e/x.md", "e/copydesk.toml:1:11: e/none.toml cannot be read: No such file or directory"),
            ("f/x.md", "f/copydesk.toml:2:10: `[z-a]` is no pattern: "),
        ] {
            let found = refused(&folder, path);
            assert!(found.starts_with(message), "{found}");
        }
        let missing = Finder::new(Wanted::Only("none.toml".into())).of_folder(Path::new(".")).unwrap_err();
        assert_eq!(missing.to_string(), "none.toml: cannot be read");
    }

    #[test]
    fn every_value_knows_where_it_comes_from() {
        let folder = folder(&[
            ("copydesk.toml", "ignore = [\n'echo',\n'names']\nlanguage = 'en'\n[severity]\necho = 'note'\n"),
            ("a/copydesk.toml", "language = 'en-GB'\nignore = ['article']\n[rules.hyphenation]\nprefer = []\n"),
        ]);
        let root = fs::canonicalize(folder.path()).unwrap();
        let settings = of(&folder, "a/x.md");
        let place = |origin: &Origin| format!("{}:{}", origin.file.strip_prefix(&root).unwrap().display(), origin.line);
        let origins: Vec<String> = settings
            .origins
            .iter()
            .map(|(key, places)| format!("{key} {}", places.iter().map(place).collect::<Vec<_>>().join(" ")))
            .collect();
        assert_eq!(
            origins,
            [
                "ignore copydesk.toml:2 copydesk.toml:3 a/copydesk.toml:2",
                "language a/copydesk.toml:1",
                "rules.hyphenation.prefer a/copydesk.toml:4",
                "severity.echo copydesk.toml:6",
            ]
        );
    }
}
