//! A run that takes over what an earlier one found prints what a run without a cache prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

type Tested = Result<(), Box<dyn std::error::Error>>;

/// More than the fewest articles that are cached.
const ARTICLES: usize = 110;

/// What articles are made of: names that are near each other, unknown words, acronyms with two meanings, plain faults.
const PIECES: &[&str] = &[
    "Sergei Veligu met the the mayor.",
    "Sergei Veligiu left early.",
    "Mr Sergei Veligu spoke of it.",
    "Nursultan Nazarbayev came to Bremen.",
    "Nursultan Nazarbaev came to Bremen.",
    "They asked the Baltic News Agency (BNA) about it.",
    "They asked the Bavarian News Agency (BNA) about it.",
    "A qzarkish plan was in teh paper.",
    "The goverment said so ,and left.",
    "Nothing is wrong here.",
];

fn articles(folder: &Path, choices: &[usize]) -> Tested {
    for number in 0..ARTICLES {
        let piece = |offset: usize| PIECES[choices[(number * 3 + offset) % choices.len()] % PIECES.len()];
        fs::write(path(folder, number), format!("{} {}\n\n{}\n", piece(0), piece(1), piece(2)))?;
    }
    Ok(())
}

fn path(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("articles/{number:03}.md"))
}

fn check(folder: &Path, more: &[&str]) -> std::io::Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(["check", "--format", "jsonl", "articles"]).args(more).current_dir(folder).output()
}

/// As [`check`], in `format`.
fn print(folder: &Path, format: &str, more: &[&str]) -> std::io::Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(["check", "--format", format, "articles"]).args(more).current_dir(folder).output()
}

fn folder() -> std::io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("articles"))?;
    Ok(folder)
}

/// The one cache file of a folder.
fn cache_file(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder.join(".copydesk-cache")).ok()?;
    entries.flatten().map(|entry| entry.path()).find(|path| path.extension().is_none() && !path.ends_with(".gitignore"))
}

#[test]
fn edits_are_found_as_without_a_cache() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    let mut seed = 1_u64;
    let mut next = |below: usize| {
        // A linear congruential generator (Knuth, MMIX); its upper bits are the better ones.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    let choices: Vec<usize> = (0..40).map(|_| next(PIECES.len())).collect();
    articles(folder, &choices)?;
    // What was printed in one format is of no use in another, nor to those that are one text as a whole.
    for format in ["jsonl", "human", "human", "short", "grouped", "human", "json", "human", "rdjsonl"].repeat(3) {
        let edit = (next(ARTICLES), next(PIECES.len() + 2));
        let file = path(folder, edit.0);
        match PIECES.get(edit.1) {
            Some(piece) => fs::write(&file, format!("{piece}\n"))?,
            None if file.exists() => fs::remove_file(&file)?,
            None => fs::write(&file, "Mr Nazarbayeva and Mr Veligus.\n")?,
        }
        let (with, without) = (print(folder, format, &[])?, print(folder, format, &["--no-cache"])?);
        assert_eq!(String::from_utf8_lossy(&with.stdout), String::from_utf8_lossy(&without.stdout), "after {edit:?}");
        assert_eq!((with.status, &with.stderr), (without.status, &without.stderr));
        // Once more, where nothing has changed.
        let again = print(folder, format, &[])?;
        assert_eq!((again.stdout, again.stderr), (without.stdout, without.stderr));
    }
    assert!(cache_file(folder).is_some(), "there is a cache");
    Ok(())
}

#[test]
fn snippets_of_other_articles_are_those_of_now() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    articles(folder, &[2])?;
    fs::write(path(folder, 100), "Mr Sergei Veligiu spoke of it.\n")?;
    let before = print(folder, "human", &[])?.stdout;
    assert!(String::from_utf8_lossy(&before).contains("000.md:1:11"), "a note points into the first article");
    // The name stands where it stood, so that nothing else is found.
    for text in
        ["Mr Sergei Veligu spoke of this.\n", "Mr Sergei Veligu spoke of that.\n", "Mr Sergei Veligu spoke of this.\n"]
    {
        fs::write(path(folder, 0), text)?;
        // What a run in another format keeps is no snippet.
        print(folder, "json", &[])?;
        let (with, without) = (print(folder, "human", &[])?.stdout, print(folder, "human", &["--no-cache"])?.stdout);
        assert_eq!(String::from_utf8_lossy(&with), String::from_utf8_lossy(&without), "{text}");
        assert_ne!(with, before);
        assert_eq!(print(folder, "human", &[])?.stdout, without);
    }
    Ok(())
}

#[test]
fn what_limits_the_findings_limits_those_of_the_cache() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    articles(folder, &[0, 7, 8])?;
    print(folder, "human", &[])?;
    let limited = ["--max-findings", "7"];
    let with = print(folder, "human", &limited)?;
    let without = print(folder, "human", &[limited[0], limited[1], "--no-cache"])?;
    assert_eq!((with.stdout, with.stderr), (without.stdout, without.stderr));
    Ok(())
}

#[test]
fn settings_and_words_count() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    articles(folder, &[7, 8])?;
    let before = check(folder, &[])?.stdout;
    fs::write(folder.join("words.txt"), "teh\n")?;
    fs::write(folder.join("copydesk.toml"), "words = [\"words.txt\"]\n")?;
    let with_word = check(folder, &[])?.stdout;
    assert!(with_word.len() < before.len());
    fs::write(folder.join("words.txt"), "teh\ngoverment\n")?;
    let with_both = check(folder, &[])?.stdout;
    assert!(with_both.len() < with_word.len());
    assert_eq!(check(folder, &["--no-cache"])?.stdout, with_both);
    assert!(check(folder, &["--select", "repeated-word"])?.stdout.len() < with_both.len());
    Ok(())
}

#[test]
fn a_damaged_cache_is_left_out_with_a_warning() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    articles(folder, &[0, 1, 2, 3])?;
    let first = check(folder, &[])?;
    let cache = cache_file(folder).ok_or("there is a cache")?;
    let bytes = fs::read(&cache)?;
    for damaged in [&bytes[..bytes.len() / 2], b"", b"something else altogether, as long as a head of a cache is ....."]
    {
        fs::write(&cache, damaged)?;
        let again = check(folder, &[])?;
        assert_eq!((again.stdout, again.status), (first.stdout.clone(), first.status));
        let says = String::from_utf8(again.stderr)?;
        assert_eq!(says.matches("is no cache, or a damaged one; all articles are checked anew").count(), 1, "{says}");
    }
    assert_eq!(String::from_utf8(check(folder, &[])?.stderr)?, "");
    Ok(())
}

#[test]
fn few_articles_and_those_who_say_no_leave_no_cache() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    fs::write(path(folder, 1), "Nothing is wrong here.\n")?;
    check(folder, &[])?;
    articles(folder, &[0, 1])?;
    check(folder, &["--no-cache"])?;
    assert!(!folder.join(".copydesk-cache").exists());
    // A file in the place of the folder: nothing can be kept, and nothing is wrong with that.
    fs::write(folder.join(".copydesk-cache"), "")?;
    assert_eq!(String::from_utf8(check(folder, &[])?.stderr)?, "");
    Ok(())
}

/// Whether anything in `folder` or below is a cache.
fn is_kept(folder: &Path) -> bool {
    let inner = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path().join("CACHEDIR.TAG"));
    folder.join("CACHEDIR.TAG").is_file() || inner.into_iter().any(|tag| tag.is_file())
}

#[test]
fn settings_and_environment_say_where_it_is_kept() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    articles(folder, &[0, 1, 2])?;
    let alone = check(folder, &["--no-cache"])?.stdout;
    let with = |variable: Option<&Path>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(["check", "--format", "jsonl", "articles"]).current_dir(folder);
        variable.map(|variable| command.env("COPYDESK_CACHE_DIR", variable));
        command.output()
    };
    fs::write(folder.join("copydesk.toml"), "cache = 'kept/here'\n")?;
    // What the folder holds of others is left alone.
    fs::create_dir_all(folder.join("kept/here"))?;
    (0..20).try_for_each(|number| fs::write(folder.join(format!("kept/here/file{number}")), ""))?;
    for _ in 0..2 {
        assert_eq!(with(None)?.stdout, alone);
    }
    assert!(is_kept(&folder.join("kept/here")) && !is_kept(&folder.join(".copydesk-cache")));
    assert_eq!(fs::read_dir(folder.join("kept/here"))?.count(), 21);

    let elsewhere = tempfile::tempdir()?;
    assert_eq!(with(Some(elsewhere.path()))?.stdout, alone);
    assert!(is_kept(elsewhere.path()));
    let other = tempfile::tempdir()?;
    fs::write(folder.join("copydesk.toml"), "cache = false\n")?;
    assert_eq!(with(Some(other.path()))?.stdout, alone);
    assert_eq!(fs::read_dir(other.path())?.count(), 0);
    assert!(!folder.join(".copydesk-cache").exists());
    Ok(())
}

#[test]
fn two_at_once_do_no_harm() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    articles(folder, &[0, 1, 2, 3, 4, 5, 6, 7])?;
    let alone = check(folder, &["--no-cache"])?.stdout;
    let outputs: Vec<std::io::Result<Output>> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| check(folder, &[]))).collect();
        runs.into_iter().filter_map(|run| run.join().ok()).collect()
    });
    assert_eq!(outputs.len(), 4);
    for output in outputs {
        assert_eq!(output?.stdout, alone);
    }
    assert_eq!(check(folder, &[])?.stdout, alone);
    Ok(())
}
