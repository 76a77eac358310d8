//! Replaces a file by a new text, wholly or not at all.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;

use super::{interrupt, targets};

/// Writes `after` in place of the file at `path`, which held `before` when it was read.
///
/// The new text goes to a temporary file in the same folder, which then takes the place of the old one, so that nobody
/// ever sees half a file. Mode bits and, where that is allowed, the owner are kept; of a symbolic link, the file it points
/// at is replaced; other names of the same file (hard links) keep the old text. A file that is read-only, or that was changed
/// in the meantime, is left as it is: only a change within the microseconds between the last look and the replacing is not
/// seen. A signal waits until the file is whole.
pub(super) fn file(path: &Path, before: &str, after: &str) -> Result<()> {
    bytes(path, before.as_bytes(), after.as_bytes())
}

/// As [`file`], for a file that is no text.
pub(super) fn bytes(path: &Path, before: &[u8], after: &[u8]) -> Result<()> {
    interrupt::hold(|| {
        let target = fs::canonicalize(path).context("cannot be found any more; nothing was written")?;
        let metadata = writable(&target)?;
        let temporary = filled(&target, after, Some(&metadata))?;
        let now = fs::read(&target).context("cannot be read any more; nothing was written")?;
        if now != before {
            bail!("was changed by someone else since it was read; nothing was written");
        }
        temporary.persist(&target).map_err(|error| error.error).context("cannot be replaced; the file is as it was")?;
        settle(&target);
        Ok(())
    })
}

/// Puts a file with `text` at `path`, whatever was there before.
pub(super) fn anything(path: &Path, text: &str) -> Result<()> {
    interrupt::hold(|| {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let metadata = if target.exists() { Some(writable(&target)?) } else { None };
        let temporary = filled(&target, text.as_bytes(), metadata.as_ref())?;
        temporary.persist(&target).map_err(|error| error.error).context("cannot be replaced; nothing was written")?;
        settle(&target);
        Ok(())
    })
}

/// Puts a file with `bytes` at `path`, where nothing is; `false` where something is.
pub(super) fn nothing(path: &Path, bytes: &[u8]) -> Result<bool> {
    if fs::symlink_metadata(path).is_ok() {
        return Ok(false);
    }
    interrupt::hold(|| match filled(path, bytes, None)?.persist_noclobber(path) {
        Ok(_) => {
            settle(path);
            Ok(true)
        }
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error).context("cannot be written"),
    })
}

/// What is known of the file at `target`, which may be written to.
fn writable(target: &Path) -> Result<Metadata> {
    let metadata = fs::metadata(target).context("cannot be read any more; nothing was written")?;
    if metadata.permissions().readonly() {
        bail!("is read-only; nothing was written");
    }
    // A folder that may be written to lets any file in it be replaced, even one that may not be written to.
    OpenOptions::new().write(true).open(target).context("may not be written; nothing was")?;
    Ok(metadata)
}

/// A temporary file beside `target` with all of `bytes`, and what of `metadata` can be kept.
fn filled(target: &Path, bytes: &[u8], metadata: Option<&Metadata>) -> Result<NamedTempFile> {
    let folder = folder(target);
    let mut temporary = targets::temporary(&folder)
        .with_context(|| format!("no file can be written in {}; nothing was written", folder.display()))?;
    let unwritten = "cannot be written; the file is as it was";
    temporary.write_all(bytes).context(unwritten)?;
    if let Some(metadata) = metadata {
        keep_owner(metadata, temporary.path());
        let kept = temporary.as_file().set_permissions(metadata.permissions());
        kept.context("its mode cannot be kept; nothing was written")?;
    }
    temporary.as_file().sync_all().context(unwritten)?;
    Ok(temporary)
}

fn folder(target: &Path) -> PathBuf {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// The rename is on disk only when the folder is; where a folder cannot be opened, that is left to the system.
fn settle(target: &Path) {
    if let Ok(folder) = File::open(folder(target)) {
        let _ = folder.sync_all();
    }
}

#[cfg(unix)]
fn keep_owner(metadata: &Metadata, temporary: &Path) {
    use std::os::unix::fs::{MetadataExt, chown};
    // Only the superuser may give a file away; for anybody else the file is theirs already, or becomes theirs.
    let _ = chown(temporary, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_metadata: &Metadata, _temporary: &Path) {}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{anything, file, nothing};

    #[test]
    fn replaces_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "\u{feff}teh\r\nend").unwrap();
        file(&path, "\u{feff}teh\r\nend", "\u{feff}the\r\nend").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}the\r\nend");
        anything(&path, "over").unwrap();
        assert!(!nothing(&path, b"no").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "over");
        assert!(nothing(&folder.path().join("b.md"), b"new").unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_changed_in_the_meantime_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "someone was here").unwrap();
        let message = file(&path, "teh", "the").unwrap_err().to_string();
        assert!(message.contains("changed by someone else"), "{message}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "someone was here");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn mode_bits_links_and_read_only_files() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.md"), folder.path().join("link.md"));
        fs::write(&path, "teh").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.md", &link).unwrap();
        file(&link, "teh", "the").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "the");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);

        let other = folder.path().join("other.md");
        fs::hard_link(&path, &other).unwrap();
        file(&path, "the", "tho").unwrap();
        assert_eq!(
            (fs::read_to_string(&path).unwrap(), fs::read_to_string(&other).unwrap()),
            ("tho".into(), "the".into())
        );

        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert_eq!(file(&path, "tho", "THE").unwrap_err().to_string(), "is read-only; nothing was written");
        assert_eq!(anything(&path, "THE").unwrap_err().to_string(), "is read-only; nothing was written");
        assert_eq!(fs::read_to_string(&path).unwrap(), "tho");
        assert!(!nothing(&link, b"THE").unwrap());
    }
}
