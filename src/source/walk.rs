//! Paths, of files and folders, become a sorted list of files to read.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::{Format, Input, Origin, SourceError};

/// The name of files that say, as `.gitignore` does, what is not to be read.
const IGNORE_FILE: &str = ".copydeskignore";

/// The inputs that `paths` name: `-` is standard input, which goes by `stdin_name`; the others are walked.
pub fn inputs(paths: &[PathBuf], stdin_name: &str) -> (Vec<Input>, Vec<SourceError>) {
    inputs_among(paths, stdin_name, &mut is_article)
}

/// As [`inputs`], but of the files in folders those are read that `wanted` says.
pub fn inputs_among(
    paths: &[PathBuf],
    stdin_name: &str,
    wanted: &mut dyn FnMut(&Path) -> bool,
) -> (Vec<Input>, Vec<SourceError>) {
    let (from_stdin, on_disk): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| path.as_os_str() == "-");
    let (mut inputs, mut errors) = walk_among(&on_disk, wanted);
    if !from_stdin.is_empty() {
        let mut bytes = Vec::new();
        match io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => inputs.push(Input::new(stdin_name.into(), Origin::Memory(bytes))),
            Err(error) => errors.push(SourceError::Unreadable { path: stdin_name.into(), error }),
        }
    }
    (inputs, errors)
}

/// All files that `paths` name, sorted by path and each once, and what could not be looked at.
///
/// A file that is named is always taken. Of folders, whatever depth, those with an ending of a format that is walked are
/// taken that no `.gitignore` (in a repository or not) or `.copydeskignore` leaves out; hidden ones are skipped, and
/// symbolic links below a folder are not followed.
pub fn walk(paths: &[PathBuf]) -> (Vec<Input>, Vec<SourceError>) {
    walk_among(paths, &mut is_article)
}

/// Whether the ending of a file's name is one of a format that is read where a folder is named.
fn is_article(path: &Path) -> bool {
    path.to_str().and_then(Format::from_known_ending).is_some_and(Format::is_walked)
}

fn walk_among(paths: &[PathBuf], wanted: &mut dyn FnMut(&Path) -> bool) -> (Vec<Input>, Vec<SourceError>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk_folder(path, wanted, &mut found, &mut errors),
            Ok(_) => found.push(path.clone()),
            Err(error) => errors.push(SourceError::Unreadable { path: path.clone(), error }),
        }
    }
    found.sort();
    // The same file may be named twice in two ways: `a.txt`, `./a.txt`. A walk finds each once, since it follows no link.
    let mut seen = HashSet::new();
    found.retain(|path| paths.len() == 1 || seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
    (found.into_iter().map(Input::file).collect(), errors)
}

fn walk_folder(
    folder: &Path,
    wanted: &mut dyn FnMut(&Path) -> bool,
    found: &mut Vec<PathBuf>,
    errors: &mut Vec<SourceError>,
) {
    let mut builder = WalkBuilder::new(folder);
    builder.require_git(false).follow_links(false).add_custom_ignore_filename(IGNORE_FILE);
    // Names are sorted in their folders sooner than whole paths afterwards, which are compared part by part.
    builder.sort_by_file_name(std::ffi::OsStr::cmp);
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                let file = entry.file_type().is_some_and(|kind| kind.is_file());
                if file && wanted(entry.path()) && !is_copy(entry.path()) {
                    found.push(strip_dot(folder, entry.path()));
                }
            }
            Err(error) => errors.push(unreadable(folder, error)),
        }
    }
}

/// Whether it is a document into which `--fix` wrote what it changes; the one that it stands beside is read.
fn is_copy(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    let format = path.to_str().and_then(Format::from_known_ending);
    format.is_some_and(Format::is_container)
        && stem.is_some_and(|stem| stem.ends_with(".copydesk") || stem.starts_with("~$"))
}

/// Below `.` files go by their names alone, as long as that was not asked for otherwise.
fn strip_dot(folder: &Path, path: &Path) -> PathBuf {
    let below = if folder == Path::new(".") { path.strip_prefix(folder).unwrap_or(path) } else { path };
    below.to_owned()
}

fn unreadable(folder: &Path, error: ignore::Error) -> SourceError {
    let path = path_of(&error).unwrap_or(folder).to_owned();
    let message = error.to_string();
    let error = error.into_io_error().unwrap_or_else(|| io::Error::other(message));
    // The walker's own text names the path a second time; the kind of the error says the same without.
    let error = error.raw_os_error().map_or(error, io::Error::from_raw_os_error);
    SourceError::Unreadable { path, error }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::Partial(errors) => errors.iter().find_map(path_of),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::walk;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn write(folder: &Path, names: &[&str]) -> Outcome {
        for name in names {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, "text")?;
        }
        Ok(())
    }

    /// The names of what is found below `folder`, without it.
    fn found(folder: &Path, paths: &[PathBuf]) -> Vec<String> {
        let (inputs, errors) = walk(paths);
        assert!(errors.is_empty(), "{errors:?}");
        let relative = |path: &Path| path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
        inputs.iter().map(|input| relative(input.path().unwrap_or(Path::new("-")))).collect()
    }

    #[test]
    fn folders_are_walked_in_order() -> Outcome {
        let temporary = tempfile::tempdir()?;
        let folder = temporary.path();
        write(
            folder,
            &["b.md", "a.txt", "c.rs", "sub/d.MD", "sub/e.text", ".hidden/f.md", ".g.md", "x/h.md", "y/i.md", "j.mkd"],
        )?;
        fs::write(folder.join(".gitignore"), "x/\n")?;
        fs::write(folder.join(".copydeskignore"), "y/\n")?;
        assert_eq!(found(folder, &[folder.to_owned()]), ["a.txt", "b.md", "j.mkd", "sub/d.MD", "sub/e.text"]);
        Ok(())
    }

    #[test]
    fn named_files_are_taken_once_whatever_they_are() -> Outcome {
        let temporary = tempfile::tempdir()?;
        let folder = temporary.path();
        write(folder, &["a.txt", "c.rs", ".g.md", "x/h.md"])?;
        fs::write(folder.join(".gitignore"), "x/\n")?;
        let paths = ["c.rs", ".g.md", "x/h.md", "a.txt", "./a.txt", "a.txt"].map(|name| folder.join(name));
        assert_eq!(found(folder, &paths), [".g.md", "a.txt", "c.rs", "x/h.md"]);
        Ok(())
    }

    #[test]
    fn what_is_missing_is_told_and_the_rest_goes_on() -> Outcome {
        let temporary = tempfile::tempdir()?;
        let folder = temporary.path();
        write(folder, &["a.txt"])?;
        let (inputs, errors) = walk(&[folder.join("none.txt"), folder.join("a.txt")]);
        assert_eq!(inputs.len(), 1);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].path(), folder.join("none.txt"));
        Ok(())
    }

    #[test]
    fn a_file_that_vanishes_is_an_error_of_reading() -> Outcome {
        let temporary = tempfile::tempdir()?;
        write(temporary.path(), &["a.txt"])?;
        let (inputs, _) = walk(&[temporary.path().to_owned()]);
        fs::remove_file(temporary.path().join("a.txt"))?;
        assert!(inputs[0].read().is_err());
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_that_go_in_circles_do_no_harm() -> Outcome {
        let temporary = tempfile::tempdir()?;
        let folder = temporary.path();
        write(folder, &["sub/a.txt"])?;
        std::os::unix::fs::symlink(folder, folder.join("sub/loop"))?;
        std::os::unix::fs::symlink(folder.join("sub/a.txt"), folder.join("sub/b.txt"))?;
        std::os::unix::fs::symlink("self", folder.join("self"))?;
        assert_eq!(found(folder, &[folder.to_owned()]), ["sub/a.txt"]);
        let (inputs, errors) = walk(&[folder.join("self")]);
        assert_eq!((inputs.len(), errors.len()), (0, 1));
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_without_permission_is_told() -> Outcome {
        use std::os::unix::fs::PermissionsExt;
        let temporary = tempfile::tempdir()?;
        let folder = temporary.path();
        write(folder, &["a.txt", "shut/b.txt"])?;
        let shut = folder.join("shut");
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o000))?;
        // The superuser may read everything; there is nothing to see then.
        let allowed = fs::read_dir(&shut).is_ok();
        let (inputs, errors) = walk(&[folder.to_owned()]);
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o700))?;
        if !allowed {
            assert_eq!((inputs.len(), errors.len()), (1, 1));
            assert_eq!(errors[0].path(), shut);
        }
        Ok(())
    }
}
