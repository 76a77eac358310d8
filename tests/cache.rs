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

/// What so many runs at the same time, each told its number, put out.
fn at_once(count: usize, run: impl Fn(usize) -> std::io::Result<Output> + Sync) -> Vec<std::io::Result<Output>> {
    let run = &run;
    let outputs: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..count).map(|number| scope.spawn(move || run(number))).collect();
        runs.into_iter().filter_map(|run| run.join().ok()).collect()
    });
    assert_eq!(outputs.len(), count);
    outputs
}

#[test]
fn two_at_once_do_no_harm() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    articles(folder, &[0, 1, 2, 3, 4, 5, 6, 7])?;
    let alone = check(folder, &["--no-cache"])?.stdout;
    for output in at_once(4, |_| check(folder, &[])) {
        assert_eq!(output?.stdout, alone);
    }
    assert_eq!(check(folder, &[])?.stdout, alone);
    Ok(())
}

/// Choices of which most say nothing, so that few articles hang together.
fn sparse() -> Vec<usize> {
    let mut choices = vec![9; 109];
    choices.splice(0..6, [0, 2, 5, 3, 7, 1]);
    choices
}

/// Where the changes since a cache was written lie.
fn changes_file(folder: &Path) -> Option<PathBuf> {
    cache_file(folder).map(|cache| cache.with_extension("changes"))
}

#[test]
fn changes_upon_changes_are_found_as_without_a_cache() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    fs::write(folder.join("copydesk.toml"), "select = [\"all\"]\n")?;
    articles(folder, &sparse())?;
    check(folder, &[])?;
    let mut kept = 0;
    let long =
        "The committee that was to decide on the new bridge over the river did not meet before the end of the year.";
    let texts = [
        // A name that stands first goes, comes and moves; so does one that only this article has, and what stands beside it.
        (0, "Nothing is wrong here.\n"),
        (0, "Nothing. Mr Sergei Veligiu met Nursultan Nazarbayev.\n"),
        (7, "Ms Olga Veligiu met Kasymov.\n"),
        (7, "Olga Kasymova met nobody.\n"),
        (3, "They asked the Bremen News Agency (BNA) about it.\n"),
        (3, "They asked them about the Bremen News Agency (BNA).\n"),
        (5, long),
        (9, long),
        (5, "Nothing is wrong here.\n"),
        (9, "A qzarkish plan, and a glorpish one.\n"),
        (4, "A glorpish plan was in the paper.\n"),
        (4, ""),
    ];
    for (number, text) in texts {
        fs::write(path(folder, number), text)?;
        let (with, without) = (check(folder, &[])?, check(folder, &["--no-cache"])?);
        assert_eq!(String::from_utf8_lossy(&with.stdout), String::from_utf8_lossy(&without.stdout), "after {text}");
        kept += usize::from(changes_file(folder).is_some_and(|changes| changes.exists()));
    }
    assert!(kept > texts.len() / 2, "only what changed is written, as a rule: {kept}");
    // Much has changed: all is one file again.
    articles(folder, &[1, 2, 3])?;
    assert_eq!(check(folder, &[])?.stdout, check(folder, &["--no-cache"])?.stdout);
    assert!(changes_file(folder).is_some_and(|changes| !changes.exists()));
    assert_eq!(check(folder, &[])?.stdout, check(folder, &["--no-cache"])?.stdout);
    Ok(())
}

#[test]
fn damaged_changes_and_stretches_cost_a_warning_and_no_finding() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    articles(folder, &sparse())?;
    check(folder, &[])?;
    fs::write(path(folder, 5), "The the end.\n")?;
    let alone = check(folder, &["--no-cache"])?.stdout;
    check(folder, &[])?;
    let (cache, changes) = (cache_file(folder).ok_or("a cache")?, changes_file(folder).ok_or("changes")?);
    let (whole, new) = (fs::read(&cache)?, fs::read(&changes)?);
    // Each eighth of the two files, in a run that finds nothing changed and in one that does.
    for part in 0..8 {
        for (file, bytes) in [(&cache, &whole), (&changes, &new)] {
            fs::write(&cache, &whole)?;
            fs::write(&changes, &new)?;
            let mut bytes = bytes.clone();
            let at = bytes.len() * part / 8 + 70;
            bytes.iter_mut().skip(at).take(200).for_each(|byte| *byte = !*byte);
            fs::write(file, bytes)?;
            if part % 2 == 1 {
                fs::write(path(folder, 50), format!("Mr Sergei Veligu {part}.\n"))?;
            }
            let (with, without) = (check(folder, &[])?, check(folder, &["--no-cache"])?);
            assert_eq!(String::from_utf8_lossy(&with.stdout), String::from_utf8_lossy(&without.stdout));
            assert!(String::from_utf8(with.stderr)?.matches("damaged").count() <= 1);
            let again = check(folder, &[])?;
            assert_eq!((again.stdout, again.stderr), (without.stdout, without.stderr), "it is sound again");
        }
        fs::write(path(folder, 50), "Nothing is wrong here.\n")?;
    }
    // Half of the changes, and something else in their place.
    for damaged in [&new[..new.len() / 2], b"", b"something else altogether, as long as a head of a cache is ....."] {
        fs::write(&cache, &whole)?;
        fs::write(&changes, damaged)?;
        let with = check(folder, &[])?;
        let says = String::from_utf8(with.stderr)?;
        assert_eq!(says.matches("is damaged; what it should have had is found anew").count(), 1, "{says}");
        assert_eq!(with.stdout, check(folder, &["--no-cache"])?.stdout);
        assert_eq!(String::from_utf8(check(folder, &[])?.stderr)?, "");
    }
    fs::write(path(folder, 50), "Nothing is wrong here.\n")?;
    articles(folder, &sparse())?;
    fs::write(path(folder, 5), "The the end.\n")?;
    assert_eq!(check(folder, &[])?.stdout, alone);
    Ok(())
}

#[test]
fn two_at_once_after_a_change_do_no_harm() -> Tested {
    let folder = folder()?;
    let folder = folder.path();
    articles(folder, &[0, 1, 2, 3, 4, 5, 6, 7])?;
    check(folder, &[])?;
    for round in 0..4 {
        fs::write(path(folder, round), format!("Mr Sergei Veligiu met the the {round} mayors.\n"))?;
        let alone = check(folder, &["--no-cache"])?.stdout;
        // One of them writes all anew.
        let outputs = at_once(3, |run| if run == 1 { print(folder, "human", &[]) } else { check(folder, &[]) });
        for (run, output) in outputs.into_iter().enumerate().filter(|(run, _)| *run != 1) {
            let output = output?;
            assert_eq!(output.stdout, alone, "run {run}");
        }
        let again = check(folder, &[])?;
        assert_eq!((again.stdout, String::from_utf8(again.stderr)?), (alone, String::new()));
    }
    Ok(())
}
