//! `copydesk names`: the names of the corpus, their forms and where they stand.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use copydesk::bounded;
use copydesk::corpus::similarity::distance;
use copydesk::corpus::{Corpus, House, ListedName};
use copydesk::pipeline::{Checker, Run, Silent};
use copydesk::rules;

use super::args::{NamesArgs, NamesFormat};
use super::output::Output;
use super::progress::Bar;
use super::{Status, complain, init, inputs, project};

/// The rule that decides which names are two spellings of one.
const RULE: &str = "name-variant";

pub(super) fn run(args: &NamesArgs) -> Result<Status> {
    let settings = project::settings_with(&args.project)?;
    let house = project::house(&settings)?;
    let rule = rules::find(RULE).with_context(|| format!("there is no rule {RULE}"))?;
    let checker =
        Checker::new(project::lexicon(&settings, &house)?, vec![(rule, rule.meta().severity)]).with_house(house);
    let current = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &current[..] } else { &args.paths[..] };
    let (inputs, mut failures) = inputs::of(paths, "<stdin>", &args.project, args.format_in)?;
    if inputs.iter().any(|input| !input.is_repeatable()) {
        bail!("names are read from files: each is read twice");
    }
    let run = checker.run(&inputs, &Bar::new(false));
    let names = checker.roster(&inputs, &Silent).listed(&variants(&run));
    let names: Vec<ListedName> =
        names.into_iter().filter(|name| !args.conflicts || !name.conflicts.is_empty()).collect();

    let mut out = Output::stdout(args.color);
    let status = if args.check {
        let Some(path) = &settings.names else { bail!("the settings name no list: names = \"names.toml\"") };
        check(path, checker.house(), &run.corpus, &names, &mut out)?
    } else if let Some(path) = &args.write_names {
        write_list(path, &names)?;
        writeln!(out, "Wrote {}. Read it through: it says what the articles do, not what is right.", path.display())?;
        Status::Clean
    } else {
        match args.format {
            NamesFormat::Table => table(&names, &mut out)?,
            NamesFormat::Json => {
                serde_json::to_writer_pretty(&mut out, &names)?;
                writeln!(out)?;
            }
            NamesFormat::Csv => csv(&names, &mut out)?,
        }
        Status::Clean
    };
    out.flush()?;
    failures.extend(run.failures);
    for failure in &failures {
        complain(&failure.to_string());
    }
    Ok(if failures.is_empty() { status } else { Status::Failed })
}

/// The forms that the rule reports, each with the spelling that it proposes first.
fn variants(run: &Run) -> Vec<(Box<str>, Box<str>)> {
    let mut found = BTreeSet::new();
    for report in &run.reports {
        for diagnostic in &report.diagnostics {
            let form = report.source.text.get(diagnostic.span.range());
            let edit = diagnostic.fixes.first().and_then(|fix| fix.edits.first());
            if let (Some(form), Some(edit)) = (form, edit.filter(|edit| edit.span == diagnostic.span)) {
                found.insert((form.into(), edit.text.as_str().into()));
            }
        }
    }
    found.into_iter().collect()
}

/// What is wrong with the house list beside the articles: entries that nobody uses.
fn check(path: &Path, house: &House, corpus: &Corpus, names: &[ListedName], out: &mut Output) -> Result<Status> {
    let text =
        bounded::read_to_string(path, bounded::LIST).with_context(|| format!("{}: cannot be read", path.display()))?;
    let forms: BTreeSet<&str> = names.iter().flat_map(|name| name.forms.keys()).map(AsRef::as_ref).collect();
    let is_used = |form: &str| corpus.name(form).is_some() || forms.iter().any(|known| holds(known, form));
    let near = |form: &str| {
        let near = forms.iter().map(|known| (distance(known, form), *known));
        near.filter(|(distance, _)| distance * 4 <= form.chars().count()).min().map(|(_, known)| known)
    };
    let unused = house.unused(&text, is_used, near);
    for entry in &unused {
        writeln!(out, "{}:{}", path.display(), entry.problem)?;
    }
    Ok(if unused.is_empty() { Status::Clean } else { Status::Found })
}

/// Whether the words of `form` stand in `name` one after the other.
fn holds(name: &str, form: &str) -> bool {
    let name: Vec<&str> = name.split(' ').collect();
    let form: Vec<&str> = form.split(' ').collect();
    name.windows(form.len()).any(|words| words == form)
}

const HEADS: [&str; 7] = ["name", "given", "count", "articles", "first", "last", "forms"];

fn cells(name: &ListedName) -> [String; 7] {
    let forms: Vec<String> = name
        .forms
        .iter()
        .map(|(form, count)| {
            let mark = if name.conflicts.contains_key(form) { "!" } else { "" };
            format!("{mark}{form} {count}")
        })
        .collect();
    [
        name.name.to_string(),
        name.given.as_deref().unwrap_or("").to_owned(),
        name.count.to_string(),
        name.documents.to_string(),
        name.first.to_string(),
        name.last.to_string(),
        forms.join(", "),
    ]
}

fn table(names: &[ListedName], out: &mut Output) -> Result<()> {
    let rows: Vec<[String; 7]> = names.iter().map(cells).collect();
    let width = |column: usize| {
        let lengths = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        lengths.chain(HEADS.get(column).map(|head| head.len())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..HEADS.len()).map(width).collect();
    let line = |cells: &[&str]| {
        let padded: Vec<String> = cells.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}")).collect();
        padded.join("  ").trim_end().to_owned()
    };
    let (bold, plain) = if out.style.colour { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    writeln!(out, "{bold}{}{plain}", line(&HEADS))?;
    for row in &rows {
        writeln!(out, "{}", line(&row.each_ref().map(String::as_str)))?;
    }
    Ok(())
}

fn csv(names: &[ListedName], out: &mut Output) -> Result<()> {
    writeln!(out, "{},conflicts", HEADS.join(","))?;
    for name in names {
        let conflicts: Vec<String> = name.conflicts.iter().map(|(form, count)| format!("{form} {count}")).collect();
        let row: Vec<String> = cells(name).iter().chain([&conflicts.join(", ")]).map(|cell| quoted(cell)).collect();
        writeln!(out, "{}", row.join(","))?;
    }
    Ok(())
}

/// A cell as RFC 4180 has it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// Names that stand less often than this are drafted only where they are spelt in two ways.
const OFTEN: u32 = 3;

/// Drafts a house list: the usual form of every name, with the rarer ones banned.
fn write_list(path: &Path, names: &[ListedName]) -> Result<()> {
    let mut list = String::from(
        "# A draft of the house list of names, made from the usual forms of the articles: to be read through and corrected.\n\
         # Also possible in an entry: aliases, exceptions, reason, valid-from, note.\n",
    );
    let mut banned: BTreeSet<&str> = BTreeSet::new();
    let canonical: BTreeSet<&str> = names.iter().map(|name| &*name.name).collect();
    for name in names.iter().filter(|name| name.count >= OFTEN || !name.conflicts.is_empty()) {
        let _ = write!(list, "\n[[name]]\ncanonical = {}\n", toml_string(&name.name));
        let bans: Vec<String> = name
            .conflicts
            .iter()
            .filter(|&(form, _)| !canonical.contains(&**form) && !holds(&name.name, form) && banned.insert(form))
            .map(|(form, count)| {
                let reason = format!("{count} of {} in the articles", name.count);
                format!("    {{ form = {}, reason = {} }},\n", toml_string(form), toml_string(&reason))
            })
            .collect();
        if !bans.is_empty() {
            let _ = writeln!(list, "banned = [\n{}]", bans.concat());
        }
    }
    // What is drafted must be a list that can be read.
    if let Err(problems) = House::parse(&list) {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        bail!("the articles make no sound list: {first}");
    }
    if !init::create(path, &list)? {
        bail!("{} is there already; nothing was written", path.display());
    }
    Ok(())
}

fn toml_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
