//! The command line: transcripts in `tests/cli/`, and what a transcript cannot show.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd").case("README.md");
}

fn copydesk(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.env("XDG_CONFIG_HOME", folder.join("config"));
    command
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = copydesk(folder).args(arguments).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn suggest_answers_each_line_while_the_pipe_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut child =
        copydesk(folder.path()).arg("suggest").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for word in ["foregin", "minster"] {
        writeln!(stdin, "{word}").unwrap();
        stdin.flush().unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert_eq!(answer.trim_end().split('\t').next(), Some(word));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = copydesk(folder.path())
        .arg("suggest")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    // The writing fails as soon as copydesk is gone, which is what is wanted.
    let _ = child.stdin.take().unwrap().write_all("foregin\n".repeat(100_000).as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.md"), b"a\xffb").unwrap();
    fs::write(folder.path().join("good.md"), "A fine day.\n").unwrap();
    let (code, stdout, stderr) = run(folder.path(), &["bad.md", "good.md", "none.md"]);
    assert_eq!((code, &*stdout), (Some(2), ""));
    assert!(stderr.contains("bad.md: not UTF-8: the first bad byte is 0xff at offset 1"), "{stderr}");
    assert!(stderr.contains("none.md: ") && stderr.contains("in 1 article"), "{stderr}");
}

#[test]
fn machine_formats_are_never_empty_json() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.md"), "A fine day.\n").unwrap();
    for (format, expected) in [("json", "[]\n"), ("jsonl", ""), ("short", "")] {
        let (code, stdout, stderr) = run(folder.path(), &["--format", format, "good.md"]);
        assert_eq!((code, &*stdout, &*stderr), (Some(0), expected, ""), "{format}");
    }
}

#[test]
fn standard_input_passes_through_a_fix() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = copydesk(folder.path())
        .args(["--fix", "-q", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = "\u{feff}A fine day.\r\nIt is\u{1b}[1m the end.";
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap(), text);
}

#[test]
fn a_project_begins_and_learns_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert_eq!(run(path, &["init"]).0, Some(0));
    let (code, _, stderr) = run(path, &["init"]);
    assert_eq!((code, &*stderr), (Some(2), "error: copydesk.toml is there already; nothing was written\n"));

    let below = path.join("a/b");
    fs::create_dir_all(&below).unwrap();
    assert_eq!(run(&below, &["dictionary", "add", "Zaluzhny", "Hwasong"]).0, Some(0));
    let (code, stdout, _) = run(&below, &["dictionary", "add", "Hwasong"]);
    assert_eq!(code, Some(0));
    assert!(stdout.starts_with("Hwasong is in ") && stdout.ends_with("words.txt already.\n"), "{stdout}");
    let words = fs::read_to_string(path.join("words.txt")).unwrap();
    assert!(words.starts_with('#') && words.ends_with("\nHwasong\nZaluzhny\n"), "{words}");
}

#[test]
fn a_project_without_settings_gets_some_with_its_first_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert_eq!(run(path, &["dictionary", "add", "Hwasong"]).0, Some(0));
    assert_eq!(fs::read_to_string(path.join("copydesk.toml")).unwrap(), "words = [\"words.txt\"]\n");

    fs::remove_file(path.join("words.txt")).unwrap();
    fs::write(path.join("copydesk.toml"), "# ours\nlanguage = \"en\"\n[severity]\n").unwrap();
    assert_eq!(run(path, &["dictionary", "add", "Hwasong"]).0, Some(0));
    let settings = fs::read_to_string(path.join("copydesk.toml")).unwrap();
    assert_eq!(settings, "words = [\"words.txt\"]\n# ours\nlanguage = \"en\"\n[severity]\n");
    assert!(fs::read_to_string(path.join("words.txt")).unwrap().ends_with("\nHwasong\n"));
}

#[test]
fn the_users_own_words_are_right_in_every_project() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("a.md"), "They recieve the kubectls of O’Blofeld’s and alot.\n").unwrap();
    assert_eq!(run(path, &["a.md", "--select", "misspelling"]).0, Some(1));
    let (code, stdout, stderr) =
        run(path, &["dictionary", "add", "--user", "kubectl", "hwasong", "O'Blofeld", "recieve"]);
    assert!(code == Some(0) && stdout.contains("config/copydesk/words.txt."), "{stdout}{stderr}");
    assert!(stderr.starts_with("warning: “recieve” is a common slip for “receive”"), "{stderr}");
    let words = fs::read_to_string(path.join("config/copydesk/words.txt")).unwrap();
    assert!(words.ends_with("\nhwasong\nkubectl\nO'Blofeld\nrecieve\n"), "{words}");
    assert!(!path.join("copydesk.toml").exists(), "the project is left alone");

    let found =
        |arguments: &[&str]| run(path, &[&["--format", "short", "--select", "misspelling"], arguments].concat()).1;
    assert_eq!(found(&["a.md"]).matches("misspelling").count(), 1, "{}", found(&["a.md"]));
    assert!(found(&["a.md", "--no-config"]).matches("misspelling").count() > 1);
    assert!(run(path, &["config"]).1.contains("config/copydesk/words.txt"));
}

#[test]
fn articles_under_different_settings_are_one_corpus_and_each_is_fixed_by_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    for (name, prefer, text) in [
        ("a", "e-mail", "Sergei Shoigu sent an email. Sergei Shoigu left.\n"),
        ("b", "email", "Sergei Shoigu got the e-mail. Sergei Shoigu left.\n"),
        ("c", "email", "Sergei Shoigiu read the e-mail.\n"),
    ] {
        fs::create_dir(path.join(name)).unwrap();
        fs::write(path.join(name).join("copydesk.toml"), format!("[rules.hyphenation]\nprefer = [\"{prefer}\"]\n"))
            .unwrap();
        fs::write(path.join(name).join("x.md"), text).unwrap();
    }
    let (_, stdout, _) = run(path, &["--format", "short", "."]);
    assert!(stdout.contains("c/x.md:1:8: warning[name-variant]"), "{stdout}");
    run(path, &["--fix", "-q", "."]);
    let read = |name: &str| fs::read_to_string(path.join(name)).unwrap();
    assert_eq!(read("a/x.md"), "Sergei Shoigu sent an e-mail. Sergei Shoigu left.\n");
    assert_eq!(read("b/x.md"), "Sergei Shoigu got the email. Sergei Shoigu left.\n");
}

#[test]
fn an_archive_is_silenced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let text = "# A foregin word\n\n- The the end.\n";
    fs::write(path.join("a.md"), text).unwrap();
    fs::write(path.join("b.txt"), "A foregin word.\n").unwrap();
    let (code, stdout, _) = run(path, &["--add-suppressions", "--diff", "a.md"]);
    assert!(code == Some(0) && stdout.contains("+<!-- copydesk: ignore misspelling -->"), "{stdout}");
    assert_eq!(fs::read_to_string(path.join("a.md")).unwrap(), text);
    let (code, _, stderr) = run(path, &["--add-suppressions", "."]);
    assert_eq!(code, Some(1));
    assert!(stderr.contains("\nSilenced 2 findings in 1 article.\n1 finding left.\n"), "{stderr}");
    assert!(stderr.contains("b.txt: 1 finding cannot be silenced: plain text has no comments"), "{stderr}");
    assert_eq!(run(path, &["a.md"]).0, Some(0));
    assert_eq!(fs::read_to_string(path.join("b.txt")).unwrap(), "A foregin word.\n");
}

#[test]
fn settings_that_mean_nothing_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("copydesk.toml"), "langauge = \"en\"\n").unwrap();
    fs::write(folder.path().join("a.md"), "A fine day.\n").unwrap();
    let (code, _, stderr) = run(folder.path(), &["a.md"]);
    assert_eq!(code, Some(2));
    assert!(stderr.ends_with("copydesk.toml:1:1: unknown key `langauge`; did you mean `language`?\n"), "{stderr}");
    assert_eq!(run(folder.path(), &["a.md", "--no-config"]).0, Some(0));
}

#[test]
fn completions_for_every_shell() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, stdout, _) = run(folder.path(), &["completions", shell]);
        assert!(code == Some(0) && stdout.contains("stdin-filename"), "{shell}");
    }
}

#[test]
fn a_manual_page_for_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let (code, stdout, _) = run(folder.path(), &["manual"]);
    assert!(code == Some(0) && stdout.contains(".TH copydesk 1") && stdout.contains("\\-\\-baseline"), "{stdout}");
    assert_eq!(run(folder.path(), &["manual", "--folder", "man/man1"]).0, Some(0));
    for command in ["", "-check", "-baseline", "-hook-install", "-dictionary-add"] {
        assert!(folder.path().join(format!("man/man1/copydesk{command}.1")).exists(), "{command}");
    }
}

#[test]
fn what_was_fixed_is_summed_up_over_all_articles() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("clean.txt"), "The cat sat on the mat.\n").unwrap();
    let summary = |paths: &[&str]| run(folder.path(), &[&["--fix"], paths].concat()).2;
    assert_eq!(summary(&["clean.txt"]), "Nothing was fixed. No errors in 1 article.\n");
    fs::write(folder.path().join("wrong.txt"), "The cat sat on the the mat.\nHe was greatful.\n").unwrap();
    let both = summary(&["clean.txt", "wrong.txt"]);
    assert!(both.starts_with("Applied 1 fix in 1 article. Remaining: "), "{both}");
    assert!(both.contains(" in 1 of 2 articles"), "{both}");
    let none = summary(&["none.txt"]);
    assert!(none.contains("none.txt: ") && none.lines().count() == 1, "{none}");
}

#[test]
fn a_report_takes_the_place_of_no_article_and_of_no_other_report() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("a.txt");
    fs::write(&article, "A foregin day.\n").unwrap();
    for arguments in [
        &["--output", "a.txt", "a.txt"][..],
        &["--fix", "--output", "./a.txt", "a.txt"],
        // One that is found in a folder, too.
        &["--output", "a.txt"],
        &["--output", "a.txt", "."],
        &["--format", "json", "--format", "short", "--output", "new", "--output", "./new", "a.txt"],
    ] {
        let (code, _, stderr) = run(folder.path(), arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.contains("would "), "{stderr}");
    }
    assert_eq!(fs::read_to_string(&article).unwrap(), "A foregin day.\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(run(folder.path(), &["--output", "new", "a.txt"]).0, Some(1));
    assert_eq!(run(folder.path(), &["--output", "new", "a.txt"]).0, Some(1));
}

#[test]
fn files_of_the_settings_are_no_articles() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("copydesk.toml"), "words = [\"words.txt\"]\n[formats.toml]\nprose = [\"title\"]\n").unwrap();
    fs::write(path.join("words.txt"), "Foo  bar\n").unwrap();
    fs::write(path.join("a.md"), "A fine day.\n").unwrap();
    for paths in [&[][..], &["."], &["./"]] {
        assert_eq!(run(path, paths).2, "No errors in 1 article.\n", "{paths:?}");
    }
    // Who names it wants it checked.
    assert!(run(path, &["words.txt", "a.md"]).2.contains(" in 1 of 2 articles"));
}

#[test]
fn reports_say_what_could_not_be_checked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "A fine day.\n").unwrap();
    for (format, expected) in [
        ("junit", "<error message=\"missing.md: cannot be read"),
        ("github", "::error file=missing.md,title=copydesk::missing.md: cannot be read"),
        ("sarif", "\"executionSuccessful\":false"),
    ] {
        let (code, stdout, _) = run(folder.path(), &["--format", format, "a.md", "missing.md"]);
        assert!(code == Some(2) && stdout.contains(expected), "{format}: {stdout}");
    }
    let (_, sarif, _) = run(folder.path(), &["--format", "sarif", "missing.md"]);
    assert!(serde_json::from_str::<serde_json::Value>(&sarif).is_ok(), "{sarif}");
    assert_eq!(run(folder.path(), &["--diff", "missing.md"]).2.lines().count(), 1);
}

#[test]
fn what_else_may_be_meant_is_shown_whole() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.md", "a.html", "a.adoc", "a.rst"] {
        fs::write(folder.path().join(name), "He left teh room.\n").unwrap();
        let (_, stdout, _) = run(folder.path(), &[name]);
        let line = stdout.lines().find(|line| line.contains("= or ")).unwrap_or_default();
        assert!(line.contains("they") && !line.contains("replace"), "{name}: {stdout}");
    }
}

#[test]
fn help_is_given_as_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for (asked, meant) in [(&["help"][..], &["--help"][..]), (&["help", "check"], &["check", "--help"])] {
        let answer = run(folder.path(), asked);
        assert_eq!((answer.0, &answer.1), (Some(0), &run(folder.path(), meant).1), "{asked:?}");
    }
    fs::write(folder.path().join("help"), "A foregin day.\n").unwrap();
    assert_eq!(run(folder.path(), &["help"]).0, Some(1));
}
