//! Writes the tables by which the lines of the rules' lists are found, as the Rust that the library includes.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::collect::read;
use crate::hash_of;
use crate::index::Built;
use crate::kinds::{SLOT, SLOTS, kinds_of, slot_of, words};
use crate::places::{places_of, starts_of};

/// The tables of all lists.
pub fn source(dictionaries: &Path) -> Result<String, String> {
    let counts = read(dictionaries, "frequency/words.txt")?;
    let counts: HashMap<&str, u64> = counts
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(word, count)| Some((word, count.parse().ok()?)))
        .collect();
    // What is not counted stands in some article all the same.
    let count = |word: &str| counts.get(word.to_lowercase().as_str()).copied().unwrap_or(1000);
    let lists = [
        ("CONTEXTS", Built::of_patterns(&read(dictionaries, "rules/confused-contexts.txt")?, count)),
        ("VERB_FORMS", Built::of_patterns(&read(dictionaries, "rules/verb-forms.txt")?, count)),
        ("PHRASES", Built::of_phrases(&read(dictionaries, "rules/wrong-phrases.txt")?, count)),
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

/// The table of the kinds of words.
pub fn kinds() -> Vec<u8> {
    let mut table = vec![0; SLOTS * SLOT];
    for word in words() {
        let (mut slot, told) = slot_of(hash_of(&word));
        let entry = [&told.to_le_bytes()[..], &kinds_of(&word).to_le_bytes()].concat();
        loop {
            let place = &mut table[slot * SLOT..(slot + 1) * SLOT];
            if place == entry || place[SLOT - 2..] == [0, 0] {
                place.copy_from_slice(&entry);
                break;
            }
            slot = (slot + 1) % SLOTS;
        }
    }
    table
}
