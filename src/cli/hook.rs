//! `copydesk hook`: the hook of git that checks what is staged before each commit.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::args::HookCommand;
use super::{Status, git, interrupt, targets};

/// By this line copydesk knows its own hook again.
const MARK: &str = "# Written by `copydesk hook install`; `copydesk hook uninstall` takes it away.";

/// What a hook that was there before is called while ours has its place.
const KEPT: &str = "pre-commit.before-copydesk";

pub(super) fn run(command: HookCommand) -> Result<Status> {
    let folder = folder()?;
    let hook = folder.join("pre-commit");
    let line = match command {
        HookCommand::Install { replace } => install(&folder, &hook, replace)?,
        HookCommand::Uninstall => uninstall(&folder, &hook)?,
    };
    writeln!(io::stdout().lock(), "{line}")?;
    Ok(Status::Clean)
}

/// The folder of hooks: that of `core.hooksPath` where it is set.
fn folder() -> Result<PathBuf> {
    let printed = match git::output(Path::new("."), &["rev-parse", "--git-path", "hooks"]) {
        Ok(printed) => printed,
        Err(error) if format!("{error:#}").contains("not a git repository") => {
            bail!("the current folder is in no git repository")
        }
        Err(error) => return Err(error),
    };
    let path = git::path(printed.strip_suffix(b"\n").unwrap_or(&printed));
    Ok(path)
}

fn install(folder: &Path, hook: &Path, replace: bool) -> Result<String> {
    let mut kept = String::new();
    match fs::read(hook) {
        Ok(text) if is_ours(&text) => {}
        Ok(_) if replace => {
            let before = folder.join(KEPT);
            if before.exists() {
                bail!("{} is there already; nothing was written", before.display());
            }
            fs::rename(hook, &before).with_context(|| format!("{}: cannot be kept", hook.display()))?;
            kept = format!(" The hook that was there is kept as {}, and runs first.", before.display());
        }
        Ok(_) => bail!(
            "{} is a hook of somebody else; nothing was written. Add `copydesk --staged` to it, or keep it beside a new one: \
             copydesk hook install --replace",
            hook.display()
        ),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("{}: cannot be read", hook.display())),
    }
    fs::create_dir_all(folder).with_context(|| format!("{}: cannot be created", folder.display()))?;
    interrupt::hold(|| write(folder, hook)).with_context(|| format!("{}: cannot be written", hook.display()))?;
    Ok(format!(
        "Wrote {}: what is staged is checked before each commit (git commit --no-verify leaves it out).{kept}",
        hook.display()
    ))
}

fn write(folder: &Path, hook: &Path) -> Result<()> {
    let mut temporary = targets::temporary(folder)?;
    temporary.write_all(script().as_bytes())?;
    make_executable(temporary.as_file())?;
    temporary.persist(hook)?;
    Ok(())
}

fn uninstall(folder: &Path, hook: &Path) -> Result<String> {
    match fs::read(hook) {
        Ok(text) if is_ours(&text) => {}
        Ok(_) => bail!("{} is a hook of somebody else; it stays", hook.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(format!("There is no {}.", hook.display())),
        Err(error) => return Err(error).with_context(|| format!("{}: cannot be read", hook.display())),
    }
    let before = folder.join(KEPT);
    if before.exists() {
        fs::rename(&before, hook).with_context(|| format!("{}: cannot be put back", before.display()))?;
        return Ok(format!("Put back {} as it was before.", hook.display()));
    }
    fs::remove_file(hook).with_context(|| format!("{}: cannot be removed", hook.display()))?;
    Ok(format!("Removed {}.", hook.display()))
}

fn is_ours(text: &[u8]) -> bool {
    text.windows(MARK.len()).any(|part| part == MARK.as_bytes())
}

/// The hook. It runs a hook that was there before first; a machine without copydesk commits unchecked, and is told so.
fn script() -> String {
    format!(
        "#!/bin/sh\n{MARK}\n\
         before=\"$(dirname \"$0\")/{KEPT}\"\n\
         if [ -x \"$before\" ]; then \"$before\" \"$@\" || exit $?; fi\n\
         if ! command -v copydesk >/dev/null 2>&1; then\n\
         \x20 echo 'copydesk is not on the PATH; the commit is not checked' >&2\n\
         \x20 exit 0\n\
         fi\n\
         exec copydesk check --staged\n"
    )
}

#[cfg(unix)]
fn make_executable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata()?.permissions().mode();
    // Who may read it may run it.
    file.set_permissions(fs::Permissions::from_mode(mode | ((mode & 0o444) >> 2)))
}

#[cfg(not(unix))]
fn make_executable(_file: &fs::File) -> io::Result<()> {
    Ok(())
}
