//! What the articles of a folder say of each other: slips that only other files can tell, and the list of names.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// The rules of the group that are on by default.
const ON: &str = "name-variant,house-name,acronym-mismatch,acronym-redefined,abbreviation-style";
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/names");

fn copydesk(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary runs")
}

#[track_caller]
fn stdout(output: &Output, status: i32) -> String {
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{err}{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn diagnostics(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = copydesk(folder, arguments);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect()
}

#[test]
fn a_slip_is_found_though_the_right_form_stands_in_other_files_only() {
    let all = diagnostics(Path::new(FOLDER), &["--format", "jsonl", "--select", ON, "--no-config", "."]);
    let slip = all.iter().find(|found| found["rule"] == "name-variant").expect("the misspelt surname");
    assert_eq!(slip["text"], "Halvarsdson");
    assert!(slip["path"].as_str().expect("a path").ends_with("04-accounts.md"));
    assert_eq!(slip["fixes"][0]["edits"][0]["text"], "Halvardsson");
    let places: Vec<&str> =
        slip["notes"].as_array().expect("notes").iter().filter_map(|note| note["path"].as_str()).collect();
    assert!(places.iter().any(|path| path.ends_with("01-harbour-council.md")), "{slip:#}");

    let office = all.iter().find(|found| found["rule"] == "acronym-mismatch").expect("the office without its word");
    assert_eq!(office["fixes"][0]["edits"][0]["text"], "Northern Channel Works Office");
    assert!(office["notes"][0]["path"].as_str().expect("a path").ends_with("02-dredging.md"), "{office:#}");
    assert_eq!(all.len(), 2, "{all:#?}");
}

#[test]
fn the_same_article_alone_is_silent_on_the_surname() {
    let alone = diagnostics(Path::new(FOLDER), &["--format", "jsonl", "--select", ON, "--no-config", "04-accounts.md"]);
    assert!(alone.iter().all(|found| found["rule"] != "name-variant"), "{alone:#?}");
}

#[test]
fn as_much_is_found_among_many_articles_as_among_a_few() {
    let folder = tempfile::tempdir().unwrap();
    let slip =
        "They spoke with Shoigu in the capitall. Later Shoigu went home.\n\nThen Shoigiu spoke with with them.\n";
    let pasted = "The keeper of the lighthouse counted eleven ships before the fog came down. \
        Nobody in the village could remember such a morning in the last forty years.\n";
    for (name, text) in [("a.md", slip), ("b.md", "Minister Shoigu went home. They had seen Shoigu there.\n")] {
        fs::write(folder.path().join(name), format!("{text}\n{pasted}")).unwrap();
    }
    fs::write(folder.path().join("copydesk.toml"), "[rules.repeated-sentence]\nacross-articles = true\n").unwrap();
    let found = || {
        let arguments = ["--no-cache", "--format", "short", "a.md", "b.md", "others"];
        stdout(&copydesk(folder.path(), &arguments), 1)
    };
    let others = folder.path().join("others");
    fs::create_dir(&others).unwrap();
    fs::write(others.join("0.md"), "It rained.\n").unwrap();
    let few = found();
    assert_eq!(few.lines().count(), 4, "{few}");
    // What is known of an article is kept between the two readings, where there are not too many of them.
    (1..2_050).for_each(|number| fs::write(others.join(format!("{number}.md")), "It rained.\n").unwrap());
    assert_eq!(found(), few);
}

#[test]
fn the_human_format_shows_the_other_file() {
    let shown = stdout(&copydesk(Path::new(FOLDER), &["--select", "name-variant", "--no-config", "."]), 1);
    assert!(shown.contains("01-harbour-council.md:") && shown.contains("04-accounts.md:"), "{shown}");
}

#[test]
fn names_are_listed_with_their_forms_and_articles() {
    let folder = Path::new(FOLDER);
    let all = stdout(&copydesk(folder, &["names", "--format", "json", "--no-config", "."]), 0);
    let names: Vec<Value> = serde_json::from_str(&all).expect("a JSON array");
    let engineer = names.iter().find(|name| name["name"] == "Rurik Halvardsson").expect("the engineer");
    assert_eq!(engineer["count"], 7, "{engineer:#}");
    assert_eq!(engineer["documents"], 4);
    assert!(engineer["first"].as_str().expect("a path").ends_with("01-harbour-council.md"));
    assert!(engineer["last"].as_str().expect("a path").ends_with("04-accounts.md"));
    assert_eq!(engineer["conflicts"]["Rurik Halvarsdson"], 1);

    let conflicts = stdout(&copydesk(folder, &["names", "--conflicts", "--no-config", "."]), 0);
    assert_eq!(conflicts.lines().count(), 2, "{conflicts}");
    assert!(conflicts.contains("!Rurik Halvarsdson 1"), "{conflicts}");
    let csv = stdout(&copydesk(folder, &["names", "--conflicts", "--format", "csv", "--no-config", "."]), 0);
    assert!(csv.starts_with("name,given,count,articles,first,last,forms,conflicts\n"), "{csv}");
}

/// The fixture's articles in a folder of their own, where a house list can be written.
fn house() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(FOLDER).expect("the fixture") {
        let path = entry.expect("an entry").path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('0')) {
            fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("copied");
        }
    }
    fs::write(folder.path().join("copydesk.toml"), "names = \"names.toml\"\n").expect("written");
    folder
}

#[test]
fn a_house_list_is_drafted_and_then_obeyed() {
    let folder = house();
    let draft = &["names", "--write-names", "names.toml", "--no-config", "."];
    stdout(&copydesk(folder.path(), draft), 0);
    let list = fs::read_to_string(folder.path().join("names.toml")).expect("the draft");
    assert!(
        list.contains("canonical = \"Rurik Halvardsson\"\nbanned = [\n    { form = \"Rurik Halvarsdson\""),
        "{list}"
    );
    let again = copydesk(folder.path(), draft);
    assert_eq!(again.status.code(), Some(2), "an existing list is not overwritten");

    let found = diagnostics(folder.path(), &["--format", "jsonl", "--select", "house-name", "."]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["fixes"][0]["applicability"], "safe");
    copydesk(folder.path(), &["--fix", "--select", "house-name", "."]);
    let mended = fs::read_to_string(folder.path().join("04-accounts.md")).expect("readable");
    assert!(mended.contains("Rurik Halvardsson, had"), "{mended}");
}

#[test]
fn unused_and_contradictory_entries_are_told() {
    let folder = house();
    let list = folder.path().join("names.toml");
    fs::write(&list, "[[name]]\ncanonical = \"Rurik Halvardsson\"\n[[name]]\ncanonical = \"Oosterveldt\"\n")
        .expect("written");
    let unused = stdout(&copydesk(folder.path(), &["names", "--check", "."]), 1);
    assert!(unused.contains("names.toml:4:13: no form of “Oosterveldt” is used"), "{unused}");
    assert!(unused.contains("the articles have “Oosterveld”"), "{unused}");
    assert_eq!(unused.lines().count(), 1, "{unused}");
    // A run over one file says nothing of entries that it does not need.
    assert!(
        diagnostics(folder.path(), &["--format", "jsonl", "--select", "house-name", "01-harbour-council.md"])
            .is_empty()
    );

    fs::write(&list, "[[name]]\ncanonical = \"Kyiv\"\nbaned = [\"Kiev\"]\n").expect("written");
    let output = copydesk(folder.path(), &["."]);
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(err.contains("names.toml:3:1: unknown key `baned`; did you mean `banned`?"), "{err}");
}
