//! What git says has changed: which files, and what stood in them before.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// Since when changes count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Since<'a> {
    /// What is staged, against the last commit.
    Staged,
    /// The files as they are, against where this branch left the revision.
    Revision(&'a str),
}

/// A file that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Change {
    /// The object that holds what stood in it before; none for a new file.
    pub(super) before: Option<String>,
    /// The object that holds what is staged, where the file on disk is another.
    pub(super) staged: Option<String>,
}

/// The repository that the current folder is in.
#[derive(Debug)]
pub(super) struct Repository {
    /// Its topmost folder.
    pub(super) top: PathBuf,
    /// The argument that asked for it, for messages.
    option: &'static str,
}

impl Repository {
    /// Asks git for the repository of the current folder, on behalf of `option`.
    pub(super) fn find(option: &'static str) -> Result<Self> {
        let top = match output(Path::new("."), &["rev-parse", "--show-toplevel"]) {
            Ok(top) => top,
            Err(error) if format!("{error:#}").contains("not a git repository") => {
                bail!("{option}: the current folder is in no git repository")
            }
            Err(error) => return Err(error.context(option)),
        };
        let top = top.strip_suffix(b"\n").unwrap_or(&top);
        Ok(Self { top: path(top), option })
    }

    /// Runs git in the topmost folder and hands back what it prints.
    pub(super) fn git(&self, arguments: &[&str]) -> Result<Vec<u8>> {
        output(&self.top, arguments).context(self.option)
    }

    /// The files that have changed, by their canonical paths. Deleted ones are left out.
    pub(super) fn changes(&self, since: Since<'_>) -> Result<HashMap<PathBuf, Change>> {
        let base = if let Since::Revision(revision) = since { Some(self.base(revision)?) } else { None };
        let mut arguments = vec!["diff", "--raw", "-z", "--no-abbrev", "-M", "--diff-filter=d", "--ignore-submodules"];
        arguments.push(base.as_deref().unwrap_or("--cached"));
        let mut changes = HashMap::new();
        for line in raw_lines(&self.git(&arguments)?) {
            changes.insert(self.on_disk(&line.path), Change { before: line.before, staged: None });
        }
        if base.is_some() {
            let others = self.git(&["ls-files", "-z", "--others", "--exclude-standard"])?;
            for name in others.split(|&byte| byte == 0).filter(|name| !name.is_empty()) {
                changes.entry(self.on_disk(&path(name))).or_insert_with(Change::default);
            }
        } else {
            let unstaged = self.git(&["diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules"])?;
            for line in raw_lines(&unstaged) {
                if let Some(change) = changes.get_mut(&self.on_disk(&line.path)) {
                    change.staged = line.before;
                }
            }
        }
        Ok(changes)
    }

    /// What the objects hold, in their order.
    pub(super) fn objects(&self, names: &[&str]) -> Result<Vec<Vec<u8>>> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let mut child = start(&self.top, &["cat-file", "--batch"], Stdio::piped())?;
        let request = names.join("\n") + "\n";
        let mut stdin = child.stdin.take().context("git takes no input")?;
        // Git answers while it is still being asked, so somebody has to listen.
        let asking = thread::spawn(move || stdin.write_all(request.as_bytes()));
        let answer = child.wait_with_output().context("git cannot be read")?;
        if asking.join().is_err() || !answer.status.success() {
            bail!("{}: git cat-file failed: {}", self.option, message(&answer.stderr));
        }
        let mut rest = &*answer.stdout;
        names
            .iter()
            .map(|name| object(&mut rest).with_context(|| format!("git does not have the object {name}")))
            .collect()
    }

    /// The commit at which this branch left `revision`.
    fn base(&self, revision: &str) -> Result<String> {
        let commit = format!("{revision}^{{commit}}");
        if self.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).is_err() {
            let hint = if revision == "HEAD" { ": nothing has been committed yet" } else { "" };
            bail!("{}: git knows no revision `{revision}`{hint}", self.option);
        }
        let Ok(base) = self.git(&["merge-base", revision, "HEAD"]) else {
            bail!(
                "{}: `{revision}` and HEAD have no common commit; where the repository was cloned in part, fetch all of it \
                 (git fetch --unshallow; fetch-depth: 0)",
                self.option
            );
        };
        Ok(String::from_utf8_lossy(&base).trim().to_owned())
    }

    /// The canonical path of the file that git calls `name`.
    fn on_disk(&self, name: &Path) -> PathBuf {
        let path = self.top.join(name);
        path.canonicalize().unwrap_or(path)
    }
}

/// Runs git in `folder` and hands back what it prints.
pub(super) fn output(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let output = start(folder, arguments, Stdio::null())?.wait_with_output().context("git cannot be read")?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    bail!("git {} failed: {}", arguments.first().copied().unwrap_or_default(), message(&output.stderr))
}

fn start(folder: &Path, arguments: &[&str], stdin: Stdio) -> Result<std::process::Child> {
    let mut command = Command::new("git");
    // The names are wanted whole, from the topmost folder, whatever the settings say; and messages to look into.
    command.args(["-c", "diff.relative=false", "-c", "core.fsmonitor=false"]).args(arguments).current_dir(folder);
    command.env("LC_ALL", "C").stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow::anyhow!("git is not installed, or not on the PATH"),
        _ => anyhow::Error::new(error).context("git cannot be started"),
    })
}

/// What git complains of, without its prefix and on one line.
fn message(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let text = text.trim();
    text.strip_prefix("fatal: ").unwrap_or(text).replace('\n', "; ")
}

/// A line of `git diff --raw -z`.
#[derive(Debug, PartialEq, Eq)]
struct RawLine {
    before: Option<String>,
    path: PathBuf,
}

/// The lines of `git diff --raw -z`: `:mode mode object object status`, the path, and for what was renamed or copied the
/// new path, each ended by NUL.
fn raw_lines(output: &[u8]) -> Vec<RawLine> {
    let mut fields = output.split(|&byte| byte == 0);
    let mut lines = Vec::new();
    while let (Some(head), Some(name)) = (fields.next(), fields.next()) {
        let head = String::from_utf8_lossy(head);
        let mut parts = head.split(' ').skip(2);
        let (before, status) = (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default());
        let name = if status.starts_with(['R', 'C']) { fields.next().unwrap_or(name) } else { name };
        // What did not exist before is an object of zeros.
        let before = before.bytes().any(|byte| byte != b'0').then(|| before.to_owned());
        lines.push(RawLine { before, path: path(name) });
    }
    lines
}

/// The next object of the answer of `git cat-file --batch`: `name kind length`, the bytes, a line end.
fn object(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|&byte| byte == b'\n')?;
    let (head, after) = rest.split_at(end);
    let length: usize = std::str::from_utf8(head).ok()?.rsplit(' ').next()?.parse().ok()?;
    let bytes = after.get(1..=length)?;
    *rest = after.get(length + 2..)?;
    Some(bytes.to_vec())
}

#[cfg(unix)]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(AsRef::<OsStr>::as_ref(&*String::from_utf8_lossy(bytes)))
}

#[cfg(test)]
mod tests {
    use super::{object, raw_lines};

    #[test]
    fn what_git_prints_is_read() {
        let raw = b":100644 100644 abc def M\0a b.md\0:000000 100644 000 def A\0new\nline.md\0:100644 100644 123 456 R090\0old.md\0new.md\0";
        let lines: Vec<(Option<String>, String)> =
            raw_lines(raw).into_iter().map(|line| (line.before, line.path.display().to_string())).collect();
        let expected = [(Some("abc"), "a b.md"), (None, "new\nline.md"), (Some("123"), "new.md")];
        assert_eq!(lines, expected.map(|(before, path)| (before.map(str::to_owned), path.to_owned())));
        assert!(raw_lines(b"").is_empty());
    }

    #[test]
    fn objects_follow_each_other() {
        let mut rest: &[u8] = b"abc blob 3\na\nb\ndef blob 0\n\n012 missing\n";
        assert_eq!(object(&mut rest).as_deref(), Some(&b"a\nb"[..]));
        assert_eq!(object(&mut rest).as_deref(), Some(&b""[..]));
        assert_eq!(object(&mut rest), None);
    }
}
