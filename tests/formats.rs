//! The formats for other programs, held by parsers and schemas of others, on paths and texts that want escaping.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use roxmltree::Document;
use serde_json::Value;
use tempfile::TempDir;

/// File names that some format takes for its own marks, and what each is called in output.
const NAMES: [&str; 5] = ["a b.md", "100%,a:b.md", "<&\"'>.md", "line\nend.md", "plain.md"];

/// Two errors and a warning, beside characters that XML and Markdown want escaped.
const TEXT: &str = "# One & two\n\nThe é <b> a foregin delegation | `saw` the quay,and left.\n\n\
    Tomasz Wierzbicki came. Tomasz Wierzbycki thanked them.\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in NAMES {
        fs::write(folder.path().join(name), TEXT).unwrap();
    }
    folder
}

fn copydesk(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(folder).args(arguments).env_remove("GITHUB_STEP_SUMMARY").output().unwrap()
}

fn printed(folder: &Path, format: &str) -> String {
    let output = copydesk(folder, &["check", "--no-config", "--format", format]);
    let (stdout, stderr) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    stdout
}

fn nothing_printed(format: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.md"), "A fine day.\n").unwrap();
    String::from_utf8(copydesk(folder.path(), &["check", "--no-config", "--format", format]).stdout).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The values of `key` in the objects of `values`, sorted, each once.
fn each<'v>(values: impl IntoIterator<Item = &'v Value>, pointer: &str) -> Vec<String> {
    let of = |value: &Value| value.pointer(pointer).and_then(Value::as_str).unwrap_or("?").to_owned();
    let mut found: Vec<String> = values.into_iter().map(of).collect();
    found.sort();
    found.dedup();
    found
}

fn names() -> Vec<String> {
    let mut names = NAMES.map(str::to_owned).to_vec();
    names.sort();
    names
}

/// What readers of SARIF cannot do without. `.ci/formats` holds it to the whole schema, and to Microsoft's validator.
fn assert_sarif(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(
        log["$schema"].as_str().is_some_and(|schema| schema.ends_with("sarif-schema-2.1.0.json")),
        "{}",
        log["$schema"]
    );
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0]["tool"]["driver"]["name"], "copydesk");
    for result in runs[0]["results"].as_array().unwrap() {
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
        assert!(matches!(result["level"].as_str(), Some("error" | "warning" | "note")), "{result}");
        for location in result["locations"].as_array().unwrap() {
            let place = &location["physicalLocation"];
            assert!(place["artifactLocation"]["uri"].is_string() && place["region"]["startLine"].is_u64(), "{result}");
        }
    }
}

#[test]
fn sarif_is_valid_with_rules_fixes_and_uris() {
    let folder = folder();
    let log = json(&printed(folder.path(), "sarif"));
    assert_sarif(&log);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().all(|rule| rule["help"]["markdown"].as_str().is_some_and(|help| help.contains("```bad"))));
    assert!(rules.iter().any(|rule| rule["id"] == "repeated-word" && rule["name"] == "RepeatedWord"));
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 15);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let uris = each(results, "/locations/0/physicalLocation/artifactLocation/uri");
    assert_eq!(uris, ["%3C%26%22%27%3E.md", "100%25%2Ca%3Ab.md", "a%20b.md", "line%0Aend.md", "plain.md"]);
    let first = &results[0];
    let region = serde_json::json!({ "startLine": 3, "startColumn": 13, "endLine": 3, "endColumn": 20 });
    assert_eq!(first["locations"][0]["physicalLocation"]["region"], region);
    assert_eq!(first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "foreign");
    assert_eq!(results[2]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 5);
    assert_sarif(&json(&nothing_printed("sarif")));
}

#[cfg(unix)]
#[test]
fn paths_that_are_no_utf_8_reach_every_format() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(OsStr::from_bytes(b"caf\xe9.txt")), "A foregin day.\n").unwrap();
    let arguments: [&OsStr; 3] = [OsStr::new("--format"), OsStr::new("sarif"), OsStr::from_bytes(b"./caf\xe9.txt")];
    let log = json(&String::from_utf8(copydesk(folder.path(), &arguments).stdout).unwrap());
    let uris =
        each(log["runs"][0]["results"].as_array().unwrap(), "/locations/0/physicalLocation/artifactLocation/uri");
    assert_eq!(uris, ["caf%E9.txt"]);
    for format in ["github", "gitlab", "checkstyle", "junit", "rdjson", "rdjsonl", "grouped"] {
        let arguments: [&OsStr; 3] = [OsStr::new("--format"), OsStr::new(format), OsStr::from_bytes(b"caf\xe9.txt")];
        let output = copydesk(folder.path(), &arguments);
        assert!(String::from_utf8(output.stdout).unwrap().contains("caf\u{fffd}.txt"), "{format}");
    }
}

#[test]
fn gitlab_has_fingerprints_of_their_own() {
    let folder = folder();
    fs::write(folder.path().join("plain.md"), format!("{TEXT}\n{TEXT}")).unwrap();
    let report = json(&printed(folder.path(), "gitlab"));
    let issues = report.as_array().unwrap();
    assert_eq!(each(issues, "/location/path"), names());
    assert_eq!(each(issues, "/fingerprint").len(), issues.len());
    assert_eq!(each(issues, "/severity"), ["major", "minor"]);
    assert!(issues.iter().all(|issue| issue["location"]["lines"]["begin"].as_u64().is_some_and(|line| line > 0)));

    // A line more above changes places and no fingerprint.
    for name in NAMES {
        let path = folder.path().join(name);
        fs::write(&path, format!("Good day.\n\n{}", fs::read_to_string(&path).unwrap())).unwrap();
    }
    let moved = json(&printed(folder.path(), "gitlab"));
    assert_eq!(each(moved.as_array().unwrap(), "/fingerprint"), each(issues, "/fingerprint"));
    assert_ne!(moved, report);
    assert_eq!(nothing_printed("gitlab"), "[]\n");
}

#[test]
fn xml_is_well_formed_and_keeps_paths_and_messages() {
    let folder = folder();
    let checkstyle = printed(folder.path(), "checkstyle");
    let document = Document::parse(&checkstyle).unwrap();
    let mut files: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("file"))
        .filter_map(|node| node.attribute("name"))
        .collect();
    files.sort_unstable();
    assert_eq!(files, names());
    let errors: Vec<_> = document.descendants().filter(|node| node.has_tag_name("error")).collect();
    assert_eq!(errors.len(), 15);
    assert_eq!(errors[0].attribute("message"), Some("“foregin” is not in the dictionary"));
    assert_eq!((errors[0].attribute("line"), errors[0].attribute("column")), (Some("3"), Some("13")));

    let junit = printed(folder.path(), "junit");
    let document = Document::parse(&junit).unwrap();
    let suites: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testsuite")).collect();
    assert_eq!(suites.len(), NAMES.len());
    for suite in &suites {
        let cases = suite.children().filter(|node| node.has_tag_name("testcase")).count();
        assert_eq!(suite.attribute("tests"), Some(&*cases.to_string()));
        assert!(suite.descendants().any(|node| node.has_tag_name("failure")));
    }
    for format in ["checkstyle", "junit"] {
        Document::parse(&nothing_printed(format)).unwrap();
    }
}

#[test]
fn reviewdog_gets_byte_columns_and_suggestions() {
    let folder = folder();
    let whole = json(&printed(folder.path(), "rdjson"));
    let diagnostics = whole["diagnostics"].as_array().unwrap();
    assert_eq!(whole["source"]["name"], "copydesk");
    assert_eq!(each(diagnostics, "/location/path"), names());
    assert_eq!(each(diagnostics, "/severity"), ["ERROR", "WARNING"]);
    // The é before it is two bytes long.
    assert_eq!(diagnostics[0]["location"]["range"]["start"], serde_json::json!({ "line": 3, "column": 14 }));
    assert_eq!(diagnostics[0]["suggestions"][0]["text"], "foreign");

    let lines = printed(folder.path(), "rdjsonl");
    let lines: Vec<Value> = lines.lines().map(json).collect();
    assert_eq!(lines.len(), diagnostics.len());
    assert!(lines.iter().all(|line| line["source"]["name"] == "copydesk"));
    assert_eq!(json(&nothing_printed("rdjson"))["diagnostics"], Value::Array(Vec::new()));
}

#[test]
fn github_escapes_and_caps_and_sums_up() {
    let folder = folder();
    let commands = printed(folder.path(), "github");
    assert!(commands.contains("file=100%25%2Ca%3Ab.md,line=3,endLine=3,col=13,"), "{commands}");
    assert!(commands.contains("file=line%0Aend.md,"), "{commands}");
    assert!(commands.lines().all(|line| line.starts_with("::")), "{commands}");

    // Nearly thirty errors: ten of each kind are shown, and the note counts the rest.
    fs::write(folder.path().join("plain.md"), "They saw the quay,and left.\n\n".repeat(20)).unwrap();
    let commands = printed(folder.path(), "github");
    let count = |start: &str| commands.lines().filter(|line| line.starts_with(start)).count();
    let plain = count("- ");
    assert_eq!((count("::error "), count("::notice ")), (10, 1), "{commands}");
    assert!(count("::warning ") <= 10 && plain >= 18, "{commands}");
    assert!(commands.contains(&format!("::{plain} more findings in the log")), "{commands}");
    assert!(commands.lines().next().is_some_and(|line| line.starts_with("::error")));

    let summary = folder.path().join("summary.txt");
    fs::write(&summary, "Before.\n").unwrap();
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder.path())
        .args(["--format", "github", "a b.md", "line\nend.md"])
        .env("GITHUB_STEP_SUMMARY", &summary)
        .output()
        .unwrap();
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.starts_with("Before.\n### copydesk\n\n4 errors and 2 warnings in 2 articles"), "{text}");
    assert!(text.contains("| error | a b.md:3 | “foregin” is not in the dictionary | misspelling |"), "{text}");
    assert!(text.contains("| line end.md:3 |"), "{text}");
}

#[test]
fn several_formats_in_one_run() {
    let folder = folder();
    let path = folder.path();
    let run = |arguments: &[&str]| {
        let output = copydesk(path, arguments);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, stdout, stderr) = run(&[
        "--format",
        "sarif",
        "--output",
        "out.sarif",
        "--format",
        "junit",
        "--output",
        "j.xml",
        "--format",
        "short",
    ]);
    assert_eq!((code, stderr.as_str()), (Some(1), ""));
    assert_eq!(stdout.lines().count(), 15);
    assert_sarif(&json(&fs::read_to_string(path.join("out.sarif")).unwrap()));
    Document::parse(&fs::read_to_string(path.join("j.xml")).unwrap()).unwrap();
    let left = fs::read_dir(path).unwrap().count();
    assert_eq!(left, NAMES.len() + 2, "no temporary file stays");

    let (code, _, stderr) = run(&["--format", "sarif", "--format", "json"]);
    assert!(code == Some(2) && stderr.contains("two formats would go to standard output"), "{stderr}");
    let (code, _, stderr) = run(&["--output", "a", "--output", "b"]);
    assert!(code == Some(2) && stderr.contains("more places"), "{stderr}");
    let (code, stdout, stderr) = run(&["--format", "short", "--output", "none/out.txt"]);
    assert!(code == Some(2) && stdout.is_empty() && stderr.contains("none/out.txt: cannot be written"), "{stderr}");
    let (code, stdout, _) = run(&["--format", "short", "--output", "/dev/stdout"]);
    assert_eq!((code, stdout.lines().count()), (Some(1), 15));
    // With an output of its own, the human format goes there, and its last line still to standard error.
    let (_, stdout, stderr) = run(&["--output", "human.txt"]);
    assert!(stdout.is_empty() && stderr.starts_with("10 errors and 5 warnings"), "{stderr}");
    assert!(fs::read_to_string(path.join("human.txt")).unwrap().contains("^^^^^^^"));
}

#[test]
fn no_more_than_were_asked_for() {
    let folder = folder();
    let output = copydesk(folder.path(), &["--format", "short", "--max-findings", "4"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 4);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "11 more findings not shown (--max-findings 4).\n");
}

#[test]
fn statistics_put_the_frequent_first() {
    let folder = folder();
    fs::write(folder.path().join("more.txt"), "A foregin day.\n\nThe foregin sky, a sould.\n").unwrap();
    let output = copydesk(folder.path(), &["--statistics", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let statistics = json(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(statistics["findings"], 18);
    assert_eq!(statistics["words"][0], serde_json::json!({ "word": "foregin", "count": 7, "files": 6 }));
    assert_eq!(statistics["words"][1], serde_json::json!({ "word": "sould", "count": 1, "files": 1 }));
    assert_eq!(statistics["files"][0], serde_json::json!({ "path": "100%,a:b.md", "count": 3 }));
    assert_eq!(statistics["rules"][0]["rule"], "misspelling");
    let output = copydesk(folder.path(), &["--statistics", "--format", "sarif"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_difference_is_no_fix_and_has_no_format() {
    let folder = folder();
    for more in [["--diff", "--fix"], ["--diff", "--format=json"], ["--statistics", "--fix"]] {
        let output = copydesk(folder.path(), &more);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && stderr.contains("cannot be used with"), "{stderr}");
    }
}
