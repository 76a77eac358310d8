//! What bad inputs give: a clear message with the path, exit status 2, and the other files are still checked.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn copydesk(folder: &Path, arguments: &[&str], input: Option<&[u8]>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    if let Some(bytes) = input {
        // A run that ends before it has read everything closes the pipe.
        let _ = stdin.write_all(bytes);
    }
    drop(stdin);
    child.wait_with_output().expect("the binary ends")
}

/// Runs `check` and holds its exit status, and that its messages say `message`.
#[track_caller]
fn gives(folder: &Path, arguments: &[&str], input: Option<&[u8]>, status: i32, message: &str) -> String {
    let output = copydesk(folder, arguments, input);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "stdout: {out}\nstderr: {err}");
    assert!(err.contains(message) || out.contains(message), "{message:?} is not in\nstdout: {out}\nstderr: {err}");
    out.into_owned()
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("good.txt"), "A foregin delegation came to the town.\n").expect("written");
    folder
}

#[test]
fn bytes_that_are_no_utf_8_are_named_with_their_place() {
    let folder = folder();
    gives(folder.path(), &["check", "-"], Some(b"a\xffb"), 2, "not UTF-8");
    gives(folder.path(), &["check", "-"], Some(b"a\xffb"), 2, "0xff at offset 1");
    fs::write(folder.path().join("bad.txt"), b"a\xffb").expect("written");
    let out = gives(folder.path(), &["check", "--format", "short", "."], None, 2, "bad.txt: not UTF-8");
    assert!(out.contains("foregin"), "the other file is still checked: {out}");
}

#[test]
fn an_empty_input_is_clean() {
    let folder = folder();
    fs::write(folder.path().join("empty.md"), "").expect("written");
    gives(folder.path(), &["check", "empty.md"], None, 0, "");
    gives(folder.path(), &["check", "-"], Some(b""), 0, "");
    gives(folder.path(), &["check", "-"], Some(b"\xef\xbb\xbf"), 0, "");
}

#[test]
fn a_path_that_does_not_exist_is_named() {
    let folder = folder();
    let out = gives(folder.path(), &["--format", "short", "gone.txt", "good.txt"], None, 2, "gone.txt");
    assert!(out.contains("foregin"), "the other file is still checked: {out}");
}

#[cfg(unix)]
#[test]
fn a_symlink_loop_is_walked_once() {
    let folder = folder();
    std::os::unix::fs::symlink(".", folder.path().join("loop")).expect("a link");
    let out = gives(folder.path(), &["--format", "short", "."], None, 1, "foregin");
    assert_eq!(out.matches("foregin").count(), 1, "{out}");
    std::os::unix::fs::symlink("b", folder.path().join("a")).expect("a link");
    std::os::unix::fs::symlink("a", folder.path().join("b")).expect("a link");
    gives(folder.path(), &["a"], None, 2, "a: cannot be read");
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).expect("a folder");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("closed");
    // The superuser reads everything, so there is nothing to see for it.
    let readable = fs::read_dir(&closed).is_ok();
    let (status, message) = if readable { (1, "foregin") } else { (2, "closed") };
    let out = gives(folder.path(), &["--format", "short", "."], None, status, message);
    assert!(out.contains("foregin"), "the other file is still checked: {out}");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("opened");
}

#[test]
fn a_folder_where_a_file_is_expected_and_bad_arguments() {
    let folder = folder();
    gives(folder.path(), &["--select", "mispelling"], None, 2, "misspelling");
    gives(folder.path(), &["--config", "none.toml"], None, 2, "none.toml");
    gives(folder.path(), &["--dictionary", "none.dic"], None, 2, "none");
    fs::write(folder.path().join("copydesk.toml"), "langauge = \"en\"\n").expect("written");
    gives(folder.path(), &["good.txt"], None, 2, "language");
}

#[test]
fn a_single_line_of_100_megabytes_is_checked_in_bounded_time() {
    let folder = folder();
    let sentence = "The delegation came to the town and saw the harbour. ";
    let mut text = sentence.repeat(1_900_000);
    text.push_str("A foregin word.");
    let began = std::time::Instant::now();
    let out = gives(folder.path(), &["--format", "short", "-"], Some(text.as_bytes()), 1, "foregin");
    assert!(began.elapsed().as_secs() < 180, "{:?} for {} bytes", began.elapsed(), text.len());
    let column = text.find("foregin").expect("it is there") + 1;
    assert!(out.contains(&format!(":1:{column}:")), "{}", &out[..out.len().min(300)]);
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let folder = folder();
    let text = "A foregin word.\n\n".repeat(20_000);
    fs::write(folder.path().join("long.txt"), text).expect("written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["--format", "jsonl", "long.txt"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the binary ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(!err.contains("panicked"), "{err}");
}
