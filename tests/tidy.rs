//! Holds the house in order: who may import whom, what every file must say, and how long it may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use copydesk::rules::RULES;

/// Files longer than this are a sign of a missing room. In lines.
const LONGEST_FILE: usize = 400;

/// What each module of the library may import of ours, beside itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("bounded", &[]),
    ("source", &[]),
    ("lexicon", &["bounded"]),
    ("document", &["source"]),
    ("diagnostic", &["source"]),
    ("corpus", &["source", "document", "lexicon"]),
    ("rules", &["source", "document", "lexicon", "corpus", "diagnostic"]),
    ("baseline", &["source", "diagnostic"]),
    ("fix", &["source", "diagnostic"]),
    ("render", &["source", "diagnostic", "rules"]),
    ("config", &["bounded", "source", "diagnostic", "rules"]),
    ("cache", &["source", "diagnostic", "corpus"]),
    (
        "pipeline",
        &["source", "document", "lexicon", "corpus", "diagnostic", "rules", "fix", "render", "config", "cache"],
    ),
];

/// Files of the library that may read or write the world beside their arguments.
const MAY_DO_IO: &[&str] =
    &["bounded.rs", "source/walk.rs", "source/input.rs", "lexicon/", "config/load.rs", "cache/", "cli/", "main.rs"];

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.sort();
    assert!(files.len() > 20, "the sources were found");
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("sources are readable");
            (path.strip_prefix(root.join("src")).expect("below src").to_owned(), text)
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("folders are readable") {
        let path = entry.expect("entries are readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The top-level module that a file belongs to: `rules/rule.rs` and `rules.rs` to `rules`.
fn module_of(path: &Path) -> String {
    let first = path.components().next().expect("not empty").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The part of a file that is not for tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text)
}

#[test]
fn modules_import_only_what_they_may() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let modules: BTreeSet<&str> = allowed.keys().copied().collect();
    let mut offences = Vec::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        let (Some(may), false) = (allowed.get(module.as_str()), path.ends_with("tester.rs")) else { continue };
        for (number, line) in without_tests(&text).lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            for part in code.split("crate::").skip(1) {
                let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let known = modules.contains(used.as_str());
                if known && used != module && !may.contains(&used.as_str()) {
                    offences.push(format!("src/{}:{}: {module} imports {used}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "src/{} does not begin with a //! line", path.display());
    }
}

#[test]
fn files_stay_short() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|(_, text)| text.lines().count() > LONGEST_FILE)
        .map(|(path, text)| format!("src/{} has {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_library_neither_prints_nor_exits() {
    const FORBIDDEN: &[&str] = &["println!", "eprintln!", "print!(", "eprint!(", "process::exit", "dbg!("];
    for (path, text) in sources() {
        if matches!(module_of(&path).as_str(), "cli" | "main") {
            continue;
        }
        for line in without_tests(&text).lines().filter(|line| !line.trim_start().starts_with("//")) {
            let found = FORBIDDEN.iter().find(|word| line.contains(**word));
            assert!(found.is_none(), "src/{}: {line}", path.display());
        }
    }
}

#[test]
fn files_are_read_and_written_in_few_places() {
    for (path, text) in sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        if MAY_DO_IO.iter().any(|allowed| name.starts_with(allowed)) {
            continue;
        }
        for line in without_tests(&text).lines() {
            assert!(!line.contains("std::fs"), "src/{name} reads or writes files: {line}");
        }
    }
}

#[test]
fn the_table_of_rules_is_the_folder_of_rules() {
    let in_folder: BTreeSet<String> = sources()
        .iter()
        .filter_map(|(path, text)| {
            let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let [rules, group, file] = parts.as_slice() else { return None };
            (rules == "rules" && text.contains("declare_rule!"))
                .then(|| format!("{group}/{}", file.trim_end_matches(".rs").replace('_', "-")))
        })
        .collect();
    let in_table: BTreeSet<String> =
        RULES.iter().map(|rule| format!("{}/{}", rule.meta().group, rule.meta().name)).collect();
    assert_eq!(in_folder, in_table);
    assert_eq!(in_table.len(), RULES.len(), "no name stands twice");
}

#[test]
fn rules_stand_in_the_order_of_the_reference() {
    let order: Vec<_> = RULES.iter().map(|rule| (rule.meta().group, rule.meta().name)).collect();
    assert!(order.is_sorted(), "{order:?}");
}
