//! Writes the tables by which the lines of the rules' lists are found, as the Rust that the library includes.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::index::Built;
use crate::places::{places_of, starts_of};

/// The tables of all lists.
pub fn source(dictionaries: &Path) -> Result<String, String> {
    let read = |name: &str| {
        let path = dictionaries.join("rules").join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let lists = [
        ("CONTEXTS", Built::of_patterns(&read("confused-contexts.txt")?)),
        ("VERB_FORMS", Built::of_patterns(&read("verb-forms.txt")?)),
        ("PHRASES", Built::of_phrases(&read("wrong-phrases.txt")?)),
    ];
    let mut source = String::new();
    for (name, built) in lists {
        write_table(&mut source, name, &built).map_err(|error| error.to_string())?;
    }
    Ok(source)
}

fn write_table(source: &mut String, name: &str, built: &Built) -> std::fmt::Result {
    let (groups, order) = built.grouped();
    let hashes = || groups.iter().map(|&(hash, _, _)| hash);
    writeln!(source, "pub(in crate::rules::grammar) static {name}: Index = Index {{\n    words: Wanted::built(")?;
    writeln!(source, "        &{:?},", places_of(hashes()))?;
    source.push_str("        &[");
    for (hash, start, end) in &groups {
        write!(source, "({hash}, Group::new({start}, {end})), ")?;
    }
    writeln!(source, "],\n        &{:?},\n    ),\n    order: &{order:?},\n    lines: &[", starts_of(hashes()))?;
    for line in &built.lines {
        writeln!(source, "        {line:?},")?;
    }
    writeln!(source, "    ],\n    classes: &{:?},\n}};", built.classes)
}
