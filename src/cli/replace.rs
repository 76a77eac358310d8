//! Replaces a file by a new text, wholly or not at all.

use std::fs::{self, File, Metadata};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;

/// Writes `after` in place of the file at `path`, which held `before` when it was read.
///
/// The new text goes to a temporary file in the same folder, which then takes the place of the old one, so that nobody
/// ever sees half a file. Mode bits and, where that is allowed, the owner are kept; of a symbolic link, the file it points
/// at is replaced. A file that is read-only, or that was changed in the meantime, is left as it is.
pub(super) fn file(path: &Path, before: &str, after: &str) -> Result<()> {
    bytes(path, before.as_bytes(), after.as_bytes())
}

/// As [`file`], for a file that is no text.
pub(super) fn bytes(path: &Path, before: &[u8], after: &[u8]) -> Result<()> {
    let target = fs::canonicalize(path).context("cannot be found any more; nothing was written")?;
    let metadata = fs::metadata(&target).context("cannot be read any more; nothing was written")?;
    if metadata.permissions().readonly() {
        bail!("is read-only; nothing was written");
    }
    let folder = target.parent().context("has no folder; nothing was written")?;
    let mut temporary = NamedTempFile::new_in(folder)
        .with_context(|| format!("no file can be written in {}; nothing was written", folder.display()))?;
    temporary.write_all(after).context("cannot be written; the file is as it was")?;
    keep_owner(&metadata, temporary.path());
    temporary
        .as_file()
        .set_permissions(metadata.permissions())
        .context("its mode cannot be kept; nothing was written")?;
    temporary.as_file().sync_all().context("cannot be written; the file is as it was")?;

    let now = fs::read(&target).context("cannot be read any more; nothing was written")?;
    if now != before {
        bail!("was changed by someone else since it was read; nothing was written");
    }
    temporary.persist(&target).map_err(|error| error.error).context("cannot be replaced; the file is as it was")?;
    // The rename is on disk only when the folder is; where a folder cannot be opened, that is left to the system.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
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

    use super::file;

    #[test]
    fn replaces_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "\u{feff}teh\r\nend").unwrap();
        file(&path, "\u{feff}teh\r\nend", "\u{feff}the\r\nend").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}the\r\nend");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
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

        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert_eq!(file(&path, "the", "THE").unwrap_err().to_string(), "is read-only; nothing was written");
        assert_eq!(fs::read_to_string(&path).unwrap(), "the");
    }
}
