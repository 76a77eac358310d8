//! Only what is new: baselines, and what git says has changed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let Output { status, stdout, stderr } =
        command.current_dir(folder).args(arguments).env("NO_COLOR", "1").output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// What `check` finds with `arguments`, a line each, without the message.
#[track_caller]
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let (code, stdout, stderr) = run(folder, &[&["check", "--no-config", "--format", "short"], arguments].concat());
    assert_eq!(code, Some(i32::from(!stdout.is_empty())), "{stderr}");
    stdout.lines().map(|line| line.split("]: ").next().unwrap_or(line).to_owned()).collect()
}

/// Git in a world of its own, without the settings of whoever runs the tests.
fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn repository(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "--allow-empty", "-m", "first"]);
    folder
}

/// An article of five paragraphs, no two of the archive alike; with an old misspelling where `faulty`.
fn article(number: usize, faulty: bool) -> String {
    const TOWNS: [&str; 10] =
        ["Bergen", "Gdansk", "Rotterdam", "Marseille", "Naples", "Lisbon", "Dublin", "Hamburg", "Riga", "Turku"];
    const TRADES: [&str; 10] =
        ["bakers", "nurses", "teachers", "drivers", "farmers", "singers", "painters", "sailors", "miners", "weavers"];
    let pick = |shift: usize| number / 10_usize.pow(u32::try_from(shift).unwrap()) % 10;
    let (town, trade, other) = (TOWNS[pick(0)], TRADES[pick(1)], TRADES[(pick(2) + 1) % 10]);
    let mut text = format!("# The {trade} of {town}, part {number}\n\n");
    let wrong = if faulty { "goverment" } else { "government" };
    let _ = write!(text, "In spring the {trade} of {town} met the {wrong} for talks that lasted {number} minutes.\n\n");
    let _ = write!(text, "After {number} letters the mayor of {town} asked the {other} to wait for another week.\n\n");
    let _ = writeln!(text, "Nobody in {town} expected that volume {number} of the report would please the {other}.");
    text
}

#[test]
fn an_archive_of_a_thousand_articles_with_five_hundred_old_findings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("archive")).unwrap();
    let file = |number: usize| path.join(format!("archive/{number:04}.md"));
    for number in 0..1000 {
        fs::write(file(number), article(number, number % 2 == 0)).unwrap();
    }
    let all = ["archive", "--select", "spelling"];
    assert_eq!(found(path, &all).len(), 500);
    let (code, stdout, _) = run(path, &["baseline", "--no-config", "--select", "spelling", "archive"]);
    assert_eq!((code, &*stdout), (Some(0), "Wrote 500 findings in 1000 articles to copydesk-baseline.json.\n"));
    let baseline = fs::read_to_string(path.join("copydesk-baseline.json")).unwrap();

    let against = ["archive", "--select", "spelling", "--baseline", "copydesk-baseline.json"];
    assert_eq!(found(path, &against), [""; 0]);

    // Everything moves down by three lines and is wrapped anew; one line gets an error more.
    for number in 0..1000 {
        let text = article(number, number % 2 == 0).replace(" for talks", "\nfor talks");
        let text = text.replacen("\n\nIn spring", "\n\nGood morning to all who read this.\n\nIn spring", 1);
        fs::write(file(number), text).unwrap();
    }
    let text = fs::read_to_string(file(418)).unwrap().replace("asked the", "asekd the");
    fs::write(file(418), text).unwrap();
    assert_eq!(found(path, &against), ["archive/0418.md:8:37: error[misspelling"]);

    // Named otherwise, and from elsewhere, the articles are the same.
    let absolute = path.join("archive").display().to_string();
    let against = [&*absolute, "--select", "spelling", "--baseline", "../copydesk-baseline.json"];
    let new = found(&path.join("archive"), &against);
    assert!(new.len() == 1 && new[0].ends_with("/archive/0418.md:8:37: error[misspelling"), "{new:?}");

    // Three are mended and one file is gone: the rest stays, line for line.
    for number in [0, 2, 4] {
        fs::write(file(number), article(number, false)).unwrap();
    }
    fs::remove_file(file(6)).unwrap();
    let (_, _, stderr) =
        run(path, &["check", "archive", "--select", "spelling", "--baseline", "copydesk-baseline.json"]);
    assert!(stderr.contains("Of the baseline copydesk-baseline.json: 496 not shown, 4 gone"), "{stderr}");
    // Rules that did not run have nothing that is gone.
    let (_, _, stderr) =
        run(path, &["check", "archive/0000.md", "--select", "typography", "--baseline", "copydesk-baseline.json"]);
    assert!(stderr.contains("0 not shown, 1 gone"), "only the file that is gone: {stderr}");
    let (_, stdout, _) = run(path, &["baseline", "--prune", "--no-config", "--select", "spelling", "archive"]);
    assert_eq!(stdout, "Took 4 findings out of copydesk-baseline.json; 496 left.\n");
    let pruned = fs::read_to_string(path.join("copydesk-baseline.json")).unwrap();
    let gone: Vec<&str> = baseline.lines().filter(|line| !pruned.contains(line)).collect();
    assert_eq!(gone, ["0000", "0002", "0004", "0006"].map(|number| format!("    \"archive/{number}.md\": [")));
    assert_eq!(baseline.lines().count() - pruned.lines().count(), 4 * 3, "a path, a finding and a bracket each");
}

#[test]
fn a_baseline_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "A foregin day.\n").unwrap();
    fs::write(folder.path().join("b.json"), "[]").unwrap();
    for (file, message) in [("b.json", "b.json: not a baseline: "), ("none.json", "none.json: cannot be read")] {
        let (code, _, stderr) = run(folder.path(), &["a.md", "--baseline", file]);
        assert!(code == Some(2) && stderr.contains(message), "{stderr}");
    }
    fs::write(folder.path().join("bad.md"), b"a\xff").unwrap();
    let (code, _, stderr) = run(folder.path(), &["baseline"]);
    assert!(code == Some(2) && stderr.contains("bad.md: not UTF-8"), "{stderr}");
    assert!(!folder.path().join("copydesk-baseline.json").exists());
}

#[test]
fn fixes_leave_what_is_old() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("a.md"), "They saw the quay,and left.\n").unwrap();
    assert_eq!(run(path, &["baseline"]).0, Some(0));
    fs::write(path.join("a.md"), "They saw the quay,and left.\n\nWe met the boat,and came.\n").unwrap();
    let (code, _, stderr) = run(path, &["--fix", "--baseline", "copydesk-baseline.json", "a.md"]);
    assert_eq!(code, Some(0), "{stderr}");
    let text = fs::read_to_string(path.join("a.md")).unwrap();
    assert_eq!(text, "They saw the quay,and left.\n\nWe met the boat, and came.\n");
}

#[test]
fn only_what_is_staged_and_as_it_is_staged() {
    let folder =
        repository(&[("a b.md", "A foregin day.\n"), ("line\nend.md", "Fine.\n"), ("c.md", "A foregin day.\n")]);
    let path = folder.path();
    assert_eq!(found(path, &["--staged"]), [""; 0]);
    fs::write(path.join("line\nend.md"), "Fine.\n\nA sould.\n").unwrap();
    fs::write(path.join("a b.md"), "A foregin day.\n\nA begining.\n").unwrap();
    fs::write(path.join("new.md"), "A comission.\n").unwrap();
    assert_eq!(found(path, &["--staged"]), [""; 0]);
    git(path, &["add", "."]);
    let a_b = ["a b.md:1:3: error[misspelling", "a b.md:3:3: error[misspelling"];
    let others = ["line end.md:3:3: error[misspelling", "new.md:1:3: error[misspelling"];
    assert_eq!(found(path, &["--staged"]), [&a_b[..], &others[..]].concat());
    assert_eq!(found(path, &["--staged", "--diff-only"]), [&a_b[1..], &others[..]].concat());

    // What is mended on disk is as wrong as before in what will be committed.
    fs::write(path.join("new.md"), "A commission.\n").unwrap();
    assert_eq!(found(path, &["--staged", "new.md"]), ["new.md:1:3: error[misspelling"]);
    let (code, _, stderr) = run(path, &["--staged", "--fix"]);
    assert!(code == Some(2) && stderr.contains("new.md: has changes that are not staged"), "{stderr}");
    assert_eq!(fs::read_to_string(path.join("new.md")).unwrap(), "A commission.\n");

    // From a folder below, with settings that would shorten the names.
    git(path, &["config", "diff.relative", "true"]);
    fs::create_dir(path.join("below")).unwrap();
    fs::write(path.join("below/d.md"), "A foregin day.\n").unwrap();
    git(path, &["add", "below"]);
    assert_eq!(found(&path.join("below"), &["--staged", "..", "--select", "spelling"]).len(), 5);
}

#[test]
fn what_is_fixed_is_not_staged_yet() {
    let folder = repository(&[("a.md", "Fine.\n")]);
    let path = folder.path();
    fs::write(path.join("a.md"), "Fine, the the end.\n").unwrap();
    git(path, &["add", "."]);
    let (code, _, stderr) = run(path, &["--staged", "--fix"]);
    assert_eq!(code, Some(1), "what will be committed is not mended: {stderr}");
    assert!(stderr.contains("is not staged yet"), "{stderr}");
    git(path, &["add", "."]);
    assert_eq!(run(path, &["--staged", "--fix"]).0, Some(0));
}

#[test]
fn what_is_staged_but_gone_is_not_passed_over() {
    let folder = repository(&[("a.md", "Fine.\n")]);
    let path = folder.path();
    fs::create_dir(path.join("below")).unwrap();
    fs::write(path.join("below/b.md"), "A foregin day.\n").unwrap();
    fs::write(path.join("code.rs"), "foregin\n").unwrap();
    git(path, &["add", "."]);
    fs::remove_file(path.join("code.rs")).unwrap();
    assert_eq!(found(path, &["--staged"]).len(), 1);
    fs::remove_file(path.join("below/b.md")).unwrap();
    let (code, _, stderr) = run(path, &["--staged"]);
    assert!(code == Some(2) && stderr.contains("b.md: is staged, but no longer on disk"), "{stderr}");
    assert_eq!(found(path, &["--staged", "a.md"]), [""; 0]);
}

#[test]
fn only_what_has_changed_since_a_revision() {
    let folder = repository(&[("old.md", "A foregin day.\n\nFine.\n"), ("moved.md", "One line.\n\nA foregin day.\n")]);
    let path = folder.path();
    git(path, &["switch", "-q", "-c", "work"]);
    fs::write(path.join("new.md"), "A begining.\n").unwrap();
    git(path, &["mv", "moved.md", "renamed.md"]);
    git(path, &["add", "."]);
    git(path, &["commit", "-q", "-m", "second"]);
    // The other branch goes on, which is no change of this one.
    git(path, &["switch", "-q", "main"]);
    fs::write(path.join("old.md"), "A foregin day.\n\nFine.\n\nMore.\n").unwrap();
    git(path, &["commit", "-q", "-a", "-m", "third"]);
    git(path, &["switch", "-q", "work"]);
    fs::write(path.join("untracked.md"), "A sould.\n").unwrap();
    let renamed = "renamed.md:3:3: error[misspelling";
    let new = ["new.md:1:3: error[misspelling", renamed, "untracked.md:1:3: error[misspelling"];
    assert_eq!(found(path, &["--since", "main"]), new);
    assert_eq!(found(path, &["--since", "main", "--diff-only"]), [new[0], new[2]]);
    assert_eq!(found(path, &["--since", "HEAD"]), [new[2]]);
    assert_eq!(found(path, &["--diff-only"]), [new[2]]);
    fs::write(path.join("old.md"), "A foregin day.\n\nA fine,and good day.\n").unwrap();
    assert_eq!(found(path, &["--diff-only", "old.md"]), ["old.md:3:3: error[missing-space"]);
    let (_, stdout, _) = run(path, &["--diff-only", "--fix", "--format", "short", "old.md"]);
    assert_eq!(
        fs::read_to_string(path.join("old.md")).unwrap(),
        "A foregin day.\n\nA fine, and good day.\n",
        "{stdout}"
    );
}

#[test]
fn names_of_articles_that_did_not_change_still_count() {
    let folder =
        repository(&[("old.md", "Tomasz Wierzbicki came. Tomasz Wierzbicki spoke. Tomasz Wierzbicki left.\n")]);
    let path = folder.path();
    fs::write(path.join("new.md"), "Tomasz Wierzbycki answered.\n").unwrap();
    assert_eq!(found(path, &["--since", "HEAD"]), ["new.md:1:8: warning[name-variant"]);
    // An article that cannot be read and did not change stands in nobody's way.
    git(path, &["add", "."]);
    fs::write(path.join("bad.md"), b"a\xff").unwrap();
    assert_eq!(found(path, &["--staged"]), ["new.md:1:8: warning[name-variant"]);
}

#[test]
fn git_that_cannot_answer() {
    let nowhere = tempfile::tempdir().unwrap();
    let unborn = tempfile::tempdir().unwrap();
    git(unborn.path(), &["init", "-q"]);
    let folder = repository(&[("a.md", "Fine.\n")]);
    for (path, arguments, message) in [
        (nowhere.path(), &["--staged"][..], "--staged: the current folder is in no git repository"),
        (folder.path(), &["--since", "nonesuch"], "--since: git knows no revision `nonesuch`"),
        (folder.path(), &["--since=--all"], "--since: git knows no revision `--all`"),
        (unborn.path(), &["--diff-only"], "git knows no revision `HEAD`: nothing has been committed yet"),
        (folder.path(), &["--staged", "--since", "HEAD"], "cannot be used with"),
    ] {
        let (code, _, stderr) = run(path, arguments);
        assert!(code == Some(2) && stderr.contains(message), "{arguments:?}: {stderr}");
    }
    fs::write(unborn.path().join("a.md"), "A foregin day.\n").unwrap();
    git(unborn.path(), &["add", "."]);
    assert_eq!(found(unborn.path(), &["--staged", "--diff-only"]).len(), 1);

    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let output = command.current_dir(folder.path()).arg("--staged").env("PATH", nowhere.path()).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && stderr.contains("git is not installed"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn a_hook_comes_and_goes_and_harms_nobody() {
    use std::os::unix::fs::PermissionsExt;
    let folder = repository(&[("a.md", "Fine.\n")]);
    let path = folder.path();
    let hook = path.join(".git/hooks/pre-commit");
    fs::create_dir_all(path.join(".git/hooks")).unwrap();
    fs::write(&hook, "#!/bin/sh\necho before >> ran\n").unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let (code, _, stderr) = run(path, &["hook", "install"]);
    assert!(code == Some(2) && stderr.contains("is a hook of somebody else; nothing was written"), "{stderr}");
    assert_eq!(run(path, &["hook", "uninstall"]).0, Some(2));
    assert_eq!(run(path, &["hook", "install", "--replace"]).0, Some(0));
    assert_eq!(run(path, &["hook", "install"]).0, Some(0), "our own may be written anew");

    let binary = Path::new(env!("CARGO_BIN_EXE_copydesk")).parent().unwrap();
    let search = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    let commit = || {
        let mut command = Command::new("git");
        command.current_dir(path).args(["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "x"]);
        command.env("PATH", &search).output().unwrap()
    };
    fs::write(path.join("a.md"), "A foregin day.\n").unwrap();
    git(path, &["add", "a.md"]);
    let output = commit();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && printed.contains("foregin"), "{printed}");
    fs::write(path.join("a.md"), "A foreign day.\n").unwrap();
    git(path, &["add", "a.md"]);
    assert!(commit().status.success());
    assert_eq!(fs::read_to_string(path.join("ran")).unwrap(), "before\nbefore\n");

    assert_eq!(run(path, &["hook", "uninstall"]).0, Some(0));
    assert!(fs::read_to_string(&hook).unwrap().contains("echo before"));
    fs::remove_file(&hook).unwrap();
    git(path, &["config", "core.hooksPath", "our hooks"]);
    fs::create_dir(path.join("below")).unwrap();
    assert_eq!(run(&path.join("below"), &["hook", "install"]).0, Some(0));
    let mode = fs::metadata(path.join("our hooks/pre-commit")).unwrap().permissions().mode();
    assert!(mode & 0o111 != 0 && !hook.exists());
    assert_eq!(run(path, &["hook", "uninstall"]).0, Some(0));
    assert!(!path.join("our hooks/pre-commit").exists());
}
