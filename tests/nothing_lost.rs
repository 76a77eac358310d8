//! Nothing is lost while files are mended, whatever happens: every file is the old one or the new one.
//!
//! `COPYDESK_KILLS=100 cargo test --test nothing_lost` kills a run a hundred times; `COPYDESK_SEED` chooses the moments.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

const FILES: usize = 1000;

const OLD: &str = "A delegation came to the the town.\n";
const NEW: &str = "A delegation came to the town.\n";

fn copydesk(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(folder).env("NO_COLOR", "1").env("XDG_CONFIG_HOME", folder.join("none")).stdin(Stdio::null());
    command
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn name(number: usize) -> String {
    format!("{number:04}.md")
}

fn text(number: usize, line: &str) -> String {
    format!("# Article {number}\n\n{line}")
}

/// Numbers that look random and are the same with the same seed.
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        let seed = std::env::var("COPYDESK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_126);
        Self(seed)
    }

    /// A part of `whole`.
    fn part(&mut self, whole: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        whole.mul_f64(f64::from(u32::try_from(self.0 >> 32).expect("32 bits")) / f64::from(u32::MAX))
    }
}

/// A folder of articles, and how long it takes to mend them: until the first is mended, and from then on.
struct Ground {
    folder: TempDir,
    before: Duration,
    after: Duration,
}

impl Ground {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ground = Self { folder, before: Duration::ZERO, after: Duration::ZERO };
        ground.restore();
        let began = Instant::now();
        let mut child = ground.start();
        ground.wait_for_the_first(&mut child);
        ground.before = began.elapsed();
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
        ground.after = began.elapsed().saturating_sub(ground.before);
        assert_eq!(ground.survey("a whole run"), (FILES, 0));
        ground
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn restore(&self) {
        for number in 0..FILES {
            let (path, old) = (self.path().join(name(number)), text(number, OLD));
            if fs::read_to_string(&path).ok().as_deref() != Some(&old) {
                fs::write(path, old).expect("written");
            }
        }
    }

    fn start(&self) -> Child {
        copydesk(self.path()).args(["--fix", "--quiet", "."]).stderr(Stdio::null()).spawn().expect("the binary runs")
    }

    fn wait_for_the_first(&self, child: &mut Child) {
        let first = self.path().join(name(0));
        while fs::read_to_string(&first).is_ok_and(|text| text.contains("the the"))
            && child.try_wait().expect("a child").is_none()
        {
            sleep(Duration::from_micros(200));
        }
    }

    /// How many files are mended, and how many hidden ones lie about. Panics where a file is neither old nor new.
    fn survey(&self, when: &str) -> (usize, usize) {
        let (mut mended, mut left) = (0, 0);
        for number in 0..FILES {
            let found = fs::read(self.path().join(name(number))).unwrap_or_default();
            let is_new = found == text(number, NEW).as_bytes();
            let whole = is_new || found == text(number, OLD).as_bytes();
            assert!(whole, "{when}: {} is damaged: {:?}", name(number), String::from_utf8_lossy(&found));
            mended += usize::from(is_new);
        }
        for entry in fs::read_dir(self.path()).expect("a folder").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(".copydesk-") {
                left += 1;
                fs::remove_file(entry.path()).expect("removed");
            } else {
                assert!((0..FILES).any(|number| self::name(number) == name), "{when}: {name} was left behind");
            }
        }
        (mended, left)
    }

    /// Starts a run, and stops it by `signal` at a random moment: every other time while files are being replaced.
    fn stop(&self, dice: &mut Dice, round: usize, signal: &str) -> ExitStatus {
        self.restore();
        let mut child = self.start();
        if round.is_multiple_of(2) {
            self.wait_for_the_first(&mut child);
            sleep(dice.part(self.after));
        } else {
            sleep(dice.part(self.before + self.after));
        }
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
        sent.expect("kill is there");
        child.wait().expect("it ends")
    }
}

#[test]
fn a_kill_at_any_moment_leaves_every_file_old_or_new() {
    let kills = std::env::var("COPYDESK_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(10);
    let (ground, mut dice) = (Ground::new(), Dice::new());
    let (mut killed, mut within, mut orphans) = (0, 0, 0);
    let mut round = 0;
    // A run that was over before it could be killed does not count.
    while killed < kills {
        let status = ground.stop(&mut dice, round, "-KILL");
        let (mended, left) = ground.survey(&format!("kill {round}"));
        round += 1;
        killed += usize::from(status.signal() == Some(9));
        within += usize::from(mended > 0 && mended < FILES);
        assert!(left <= 1, "{left} temporary files after one kill");
        orphans += left;
    }
    eprintln!(
        "{killed} kills of runs over {FILES} files, {within} of them between the first file and the last; {orphans} left a temporary file, 0 damaged"
    );
    assert!(within > 0, "no kill fell into the writing");
}

#[test]
fn an_interrupt_ends_between_two_files_and_leaves_nothing_behind() {
    let (ground, mut dice) = (Ground::new(), Dice::new());
    for round in 0..6 {
        let (signal, number) = if round % 4 < 2 { ("-INT", 2) } else { ("-TERM", 15) };
        let status = ground.stop(&mut dice, round, signal);
        // Before anything is to be written the signal does what it does to any program; after the last file it comes too late.
        let ended = [status.code() == Some(128 + number), status.signal() == Some(number), status.code() == Some(0)];
        assert!(ended.contains(&true), "{signal}: {status:?}");
        let (_, left) = ground.survey(signal);
        assert_eq!(left, 0, "{signal} left temporary files behind");
    }
}

#[test]
fn an_interrupted_report_leaves_neither_itself_nor_a_temporary_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let fifo = folder.path().join("a.md");
    // The report waits for an article that never comes.
    if !Command::new("mkfifo").arg(&fifo).status().is_ok_and(|status| status.success()) {
        return;
    }
    let mut child = copydesk(folder.path())
        .args(["--format", "json", "--output", "report.json", "a.md"])
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs");
    let began = Instant::now();
    while fs::read_dir(folder.path()).expect("a folder").count() < 2 && began.elapsed() < Duration::from_secs(60) {
        sleep(Duration::from_millis(1));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let left: Vec<_> =
        fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["a.md"]);
}

#[test]
fn what_a_killed_run_leaves_is_never_read() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(".copydesk-Ab12Cd"), OLD).expect("written");
    fs::write(folder.path().join("a.md"), OLD).expect("written");
    let output = copydesk(folder.path()).args(["--format", "short", "."]).output().expect("the binary runs");
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(out.contains("a.md") && !out.contains(".copydesk-"), "{out}");
}

/// Two articles, of which `name` cannot be written, but the other can.
fn two(folder: &Path) -> [PathBuf; 2] {
    ["a.md", "b.md"].map(|name| {
        let path = folder.join(name);
        fs::write(&path, OLD).expect("written");
        path
    })
}

#[test]
fn a_read_only_file_stays_and_the_others_are_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let [a, b] = two(folder.path());
    fs::set_permissions(&a, fs::Permissions::from_mode(0o444)).expect("closed");
    let output = copydesk(folder.path()).args(["--fix", "."]).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("a.md: is read-only; nothing was written"), "{}", told(&output));
    assert_eq!(
        (fs::read_to_string(a).expect("there"), fs::read_to_string(b).expect("there")),
        (OLD.into(), NEW.into())
    );
}

#[test]
fn a_read_only_folder_keeps_its_files_and_others_are_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let (closed, open) = (folder.path().join("closed"), folder.path().join("open"));
    for folder in [&closed, &open] {
        fs::create_dir(folder).expect("a folder");
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).expect("open");
        for path in two(folder) {
            fs::set_permissions(path, fs::Permissions::from_mode(0o666)).expect("open");
        }
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("open");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("closed");
    // The superuser writes everywhere, so somebody else is to run it then.
    let is_root = fs::write(closed.join("probe"), "").is_ok();
    let mut command = if is_root {
        fs::remove_file(closed.join("probe")).expect("removed");
        let binary = folder.path().join("copydesk");
        fs::copy(env!("CARGO_BIN_EXE_copydesk"), &binary).expect("copied");
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(binary).current_dir(folder.path());
        command
    } else {
        copydesk(folder.path())
    };
    let Ok(output) = command.args(["--fix", "--no-config", "closed", "open"]).output() else {
        eprintln!("skipped: there is no setpriv");
        return;
    };
    let read = |path: PathBuf| fs::read_to_string(path).expect("there");
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("a.md: no file can be written in "), "{}", told(&output));
    assert_eq!([read(closed.join("a.md")), read(closed.join("b.md"))], [OLD, OLD]);
    assert_eq!([read(open.join("a.md")), read(open.join("b.md"))], [NEW, NEW]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("open");
}

#[test]
fn where_no_more_can_be_written_the_old_files_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = two(folder.path());
    // No file may become longer than nothing.
    let script = format!("trap '' XFSZ; ulimit -f 0; exec '{}' \"$@\"", env!("CARGO_BIN_EXE_copydesk"));
    let limited = |arguments: &[&str]| {
        let mut command = Command::new("sh");
        command.args(["-c", &script, "sh"]).args(arguments).current_dir(folder.path()).env("NO_COLOR", "1");
        command.stdin(Stdio::null()).output().expect("sh is there")
    };
    for arguments in [
        &["--fix", "."][..],
        &["--add-suppressions", "."],
        &["init"],
        &["baseline", "."],
        &["dictionary", "add", "Hwasong"],
        &["--format", "json", "--output", "report.json", "."],
    ] {
        let output = limited(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", told(&output));
        assert!(told(&output).contains("cannot be written"), "{arguments:?}: {}", told(&output));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "{arguments:?} left something behind");
        assert!(paths.iter().all(|path| fs::read_to_string(path).is_ok_and(|text| text == OLD)));
    }
}

/// A file system of so few bytes that only the superuser can make.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn new(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder.path()).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_leaves_the_old_files() {
    let Some(disk) = SmallDisk::new("size=256k") else {
        eprintln!("skipped: no file system may be mounted here");
        return;
    };
    let folder = disk.0.path();
    let long = OLD.repeat(2000);
    fs::write(folder.join("a.md"), &long).expect("written");
    fs::write(folder.join("b.md"), OLD).expect("written");
    fs::write(folder.join("filler"), vec![b'x'; 128 * 1024]).expect("written");
    let output =
        copydesk(folder).args(["--fix", "--quiet", "--select", "repeated-word", "."]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told(&output).contains("a.md: cannot be written; the file is as it was: No space left"),
        "{}",
        told(&output)
    );
    assert_eq!(fs::read_to_string(folder.join("a.md")).expect("there"), long);
    assert_eq!(fs::read_to_string(folder.join("b.md")).expect("there"), NEW);
    assert_eq!(fs::read_dir(folder).expect("a folder").count(), 3);
}

#[test]
fn links_stay_what_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("real")).expect("a folder");
    fs::write(path("real/a.md"), OLD).expect("written");
    fs::set_permissions(path("real/a.md"), fs::Permissions::from_mode(0o640)).expect("closed");
    std::os::unix::fs::symlink("real/a.md", path("link.md")).expect("a link");
    fs::hard_link(path("real/a.md"), path("other.txt")).expect("a link");
    let output = copydesk(folder.path()).args(["--fix", "link.md"]).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(fs::symlink_metadata(path("link.md")).expect("there").is_symlink());
    assert_eq!(fs::read_to_string(path("real/a.md")).expect("there"), NEW);
    assert_eq!(fs::metadata(path("real/a.md")).expect("there").permissions().mode() & 0o777, 0o640);
    // Another name of the same file keeps the old text: replacing one name cannot replace the others.
    assert_eq!(fs::read_to_string(path("other.txt")).expect("there"), OLD);
}
