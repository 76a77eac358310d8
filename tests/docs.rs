//! Holds the rule reference (`docs/rules.md`) and the README's table of rules to what the rules say of themselves.
//!
//! `UPDATE_DOCS=1 cargo test --test docs` writes both anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use copydesk::diagnostic::Group;
use copydesk::rules::{Meta, RULES};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn metas() -> impl Iterator<Item = &'static Meta> {
    RULES.iter().map(|rule| rule.meta())
}

/// The manuals of all rules, one after the other.
fn reference() -> String {
    let mut text = String::from("# The rules\n\nMade from the rules themselves; `copydesk explain RULE` prints one.\n");
    for group in Group::ALL {
        for meta in metas().filter(|meta| meta.group == group) {
            let default = if meta.on_by_default { "on" } else { "off" };
            write!(
                text,
                "\n## {}\n\n*{group} · {} · {default} by default · fixes: {}*\n\n{}\n",
                meta.name,
                meta.severity,
                meta.fixability.name(),
                meta.manual().trim_end()
            )
            .expect("a string takes everything");
        }
    }
    text
}

/// The table of the README.
fn table() -> String {
    let mut text = String::from("| rule | group | default | fix | finds |\n|---|---|---|---|---|\n");
    for meta in metas() {
        let default = if meta.on_by_default { "on" } else { "off" };
        let (name, group, fix, summary) = (meta.name, meta.group, meta.fixability.name(), meta.summary());
        writeln!(text, "| [`{name}`](docs/rules.md#{name}) | {group} | {default} | {fix} | {summary} |")
            .expect("a string takes everything");
    }
    text
}

/// The README with `table` between its marks.
fn with_table(readme: &str, table: &str) -> String {
    let (open, close) = ("<!-- rules -->\n", "<!-- end of rules -->");
    let start = readme.find(open).expect("the README marks where its table begins") + open.len();
    let end = readme.find(close).expect("the README marks where its table ends");
    format!("{}{table}{}", &readme[..start], &readme[end..])
}

#[test]
fn the_reference_is_current() {
    hold("docs/rules.md", |_| reference());
}

#[test]
fn the_table_of_the_readme_is_current() {
    hold("README.md", |old| with_table(old, &table()));
}

/// Holds that the file is what `make` makes of it, or writes it.
#[track_caller]
fn hold(name: &str, make: impl Fn(&str) -> String) {
    let old = std::fs::read_to_string(path(name)).unwrap_or_default();
    let new = make(&old);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path(name), new).expect("the file can be written");
    } else {
        assert_eq!(old, new, "{name} is out of date: run UPDATE_DOCS=1 cargo test --test docs");
    }
}
