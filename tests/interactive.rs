//! `--interactive`, driven through a terminal of its own as an editor would.

#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Nothing here takes so long, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(60);

/// How copydesk ends where Ctrl-C is a key, and where the terminal makes a signal of it, which depends on whether copydesk
/// waits for a key at that moment.
const INTERRUPTED: Option<i32> = Some(130);

/// copydesk in a terminal, which `script` of util-linux provides.
struct Terminal {
    child: Child,
    keys: ChildStdin,
    output: Receiver<Vec<u8>>,
    seen: String,
}

impl Terminal {
    fn open(folder: &Path, arguments: &str) -> Self {
        let mut child = Command::new("script")
            .args(["-qefc", &format!("'{}' --interactive --color never {arguments}", env!("CARGO_BIN_EXE_copydesk"))])
            .arg("/dev/null")
            .current_dir(folder)
            .env("TERM", "xterm")
            .env("XDG_CONFIG_HOME", folder.join("config"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("util-linux is there");
        let keys = child.stdin.take().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = stdout.read(&mut buffer) {
                if sender.send(buffer[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { child, keys, output, seen: String::new() }
    }

    /// Waits for `text`, and forgets what came up to its end.
    #[track_caller]
    fn expect(&mut self, text: &str) {
        let start = Instant::now();
        loop {
            if let Some(at) = self.seen.find(text) {
                self.seen.drain(..at + text.len());
                return;
            }
            let left = PATIENCE.checked_sub(start.elapsed()).unwrap_or_default();
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.seen += &String::from_utf8_lossy(&bytes),
                Err(error) => panic!("{text:?} is not in {:?}: {error}", self.seen),
            }
        }
    }

    /// Waits for `text` and the prompt after it, and presses `keys`.
    #[track_caller]
    fn at(&mut self, text: &str, keys: &str) {
        self.expect(text);
        self.expect("> ");
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// How it ended. The keys stay at hand until then: `script` may wait for ever if they end while it waits for the program.
    fn status(mut self) -> Option<i32> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.child.kill();
        panic!("it does not end");
    }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap_or_default()
}

const TEXT: &str = "A foregin word.\n\nThe the end of Tidewotch, and alot more.\n";

#[test]
fn every_key_does_what_it_says() {
    let folder = folder(&[("a.md", TEXT), ("b.txt", "A foregin quey,and the the end.\n"), ("copydesk.toml", "")]);
    let mut terminal = Terminal::open(folder.path(), "a.md b.txt");
    terminal.at("foregin", "9");
    terminal.at("There is no such fix.", "1");
    terminal.at("stands twice", "u");
    terminal.at("foregin", "e");
    terminal.expect("Write instead: foregin");
    // The word is taken away letter by letter, and another written.
    terminal.keys.write_all("\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}new é\r".as_bytes()).unwrap();
    terminal.at("stands twice", "i");
    terminal.at("alot", "s");
    terminal.at("Write 2 changes to a.md?", "d");
    terminal.expect("+A new é word.");
    terminal.at("Write 2 changes to a.md?", "y");
    terminal.at("foregin", "i");
    terminal.at("plain text has no comments", "s");
    terminal.at("b.txt", "a");
    terminal.at("no space", "I");
    terminal.at("[p]roject?", "p");
    terminal.at("stands twice", "1");
    terminal.at("Write 1 change to b.txt, 1 word to the project's list, 1 rule to what copydesk.toml ignores?", "y");
    assert_eq!(terminal.status(), Some(1), "what was skipped is left");

    let expected =
        "A new é word.\n\n<!-- copydesk: ignore repeated-word -->\nThe the end of Tidewotch, and alot more.\n";
    assert_eq!(read(&folder, "a.md"), expected);
    assert_eq!(read(&folder, "b.txt"), "A foregin quey,and the end.\n");
    assert!(read(&folder, "words.txt").ends_with("\nquey\n"), "{}", read(&folder, "words.txt"));
    let settings = read(&folder, "copydesk.toml");
    assert!(
        settings.contains("ignore = [\"missing-space\"]") && settings.contains("words = [\"words.txt\"]"),
        "{settings}"
    );
}

#[test]
fn nothing_is_written_that_was_not_confirmed() {
    for (at_end, status) in [("n", Some(1)), ("\u{3}", INTERRUPTED)] {
        let folder = folder(&[("a.md", TEXT)]);
        let mut terminal = Terminal::open(folder.path(), "a.md");
        terminal.at("foregin", "1");
        terminal.at("stands twice", "q");
        terminal.at("Write 1 change to a.md?", at_end);
        assert_eq!(terminal.status(), status);
        assert_eq!(read(&folder, "a.md"), TEXT);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left behind");
    }
}

#[test]
fn an_interrupt_loses_nothing() {
    let folder = folder(&[("a.md", "A foregin word.\n"), ("b.md", TEXT), ("c.md", TEXT)]);
    let mut terminal = Terminal::open(folder.path(), "a.md b.md c.md");
    terminal.at("foregin", "1");
    terminal.at("Write 1 change to a.md?", "y");
    terminal.at("foregin", "1");
    terminal.at("stands twice", "\u{3}");
    assert_eq!(terminal.status(), INTERRUPTED);
    assert_eq!(
        (&*read(&folder, "a.md"), &*read(&folder, "b.md"), &*read(&folder, "c.md")),
        ("A foreign word.\n", TEXT, TEXT)
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_file_that_someone_else_changed_is_left_to_them() {
    let folder = folder(&[("a.md", "A foregin word.\n")]);
    let mut terminal = Terminal::open(folder.path(), "a.md");
    terminal.at("foregin", "1");
    terminal.expect("Write 1 change to a.md?");
    fs::write(folder.path().join("a.md"), "Another text.\n").unwrap();
    terminal.at("", "y");
    terminal.expect("a.md: was changed by someone else since it was read; nothing was written");
    assert_eq!(terminal.status(), Some(2));
    assert_eq!(read(&folder, "a.md"), "Another text.\n");
}

#[test]
fn without_a_terminal_it_says_so() {
    let folder = folder(&[("a.md", TEXT)]);
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["--interactive", "a.md"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(
        (output.status.code(), &*String::from_utf8_lossy(&output.stderr)),
        (Some(2), "error: --interactive needs a terminal\n")
    );
}
