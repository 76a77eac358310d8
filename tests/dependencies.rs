//! Holds the table of dependencies to `Cargo.toml`, and the compiled dictionary to what its data make of it.

#![allow(unreachable_pub, missing_docs, reason = "modules of the build script stand at the root here")]

#[path = "../src/lexicon/affix.rs"]
mod affix;
#[path = "../src/lexicon/automaton.rs"]
#[allow(dead_code, reason = "the library reads what is built here")]
mod automaton;
#[path = "../build/collect.rs"]
mod collect;
#[path = "../build/compile.rs"]
mod compile;
#[path = "../src/lexicon/counterpart.rs"]
mod counterpart;
#[path = "../build/counts.rs"]
mod counts;
#[path = "../src/lexicon/format.rs"]
#[allow(dead_code, reason = "the library reads what is written here")]
mod format;
#[path = "../src/lexicon/neighbourhood.rs"]
#[allow(dead_code, reason = "the library reads what is built here")]
mod neighbourhood;
#[path = "../src/lexicon/seldom.rs"]
#[allow(dead_code, reason = "the library reads what is built here")]
mod seldom;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("it is there")
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).expect("TOML");
    let names = |table: Option<&toml::Value>, for_what: &str| -> Vec<(String, String)> {
        let table = table.and_then(toml::Value::as_table).expect("a table");
        table.keys().map(|name| (name.clone(), for_what.to_owned())).collect()
    };
    let unix = manifest.get("target").and_then(|target| target.get("cfg(unix)")?.get("dependencies"));
    let in_manifest: BTreeSet<(String, String)> = [
        names(manifest.get("dependencies"), "the program"),
        names(unix, "the program, on Unix"),
        names(manifest.get("dev-dependencies"), "tests"),
    ]
    .concat()
    .into_iter()
    .collect();
    let text = read("docs/dependencies.md");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"));
    let told: BTreeSet<(String, String)> = rows
        .map(|row| {
            let mut cells = row.split(" | ");
            let (name, for_what, reason) = (cells.next(), cells.next(), cells.next().unwrap_or_default());
            assert!(!reason.is_empty(), "{row}");
            (name.unwrap_or_default().trim_end_matches('`').to_owned(), for_what.unwrap_or_default().to_owned())
        })
        .collect();
    assert_eq!(told, in_manifest);
}

#[test]
fn the_same_data_make_the_same_bytes() {
    let dictionaries = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
    let again = collect::collect(&dictionaries).and_then(|collected| compile::compile(&collected)).expect("compiled");
    // What the build script made, in another process.
    let built = fs::read(Path::new(env!("OUT_DIR")).join("english.lexicon")).expect("built");
    assert!(again == built, "{} bytes, and {} before", again.len(), built.len());
}
