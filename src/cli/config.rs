//! `copydesk config`: what holds for a path, and where it comes from.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use copydesk::config::{self, CachePlace, Origin, Settings};
use copydesk::rules::{OptionValue, RULES};
use serde::Serialize;
use serde_json::{Value, json};

use super::args::{ConfigArgs, ListFormat};
use super::output::Output;
use super::{Status, project};

/// The schema of settings files, for editors.
const SCHEMA: &str = include_str!("../../copydesk.schema.json");

/// One key, what it is set to, and where.
#[derive(Serialize)]
struct Row {
    key: String,
    value: Value,
    origins: Vec<Place>,
}

/// Where a value comes from.
#[derive(Serialize)]
struct Place {
    file: String,
    line: usize,
}

pub(super) fn run(args: &ConfigArgs) -> Result<Status> {
    if args.schema {
        io::stdout().lock().write_all(SCHEMA.as_bytes())?;
        return Ok(Status::Clean);
    }
    let mut finder = project::finder(&args.project);
    let current = project::current_folder()?;
    let path = args.path.clone().unwrap_or_else(|| PathBuf::from("."));
    let found = if path.is_dir() { finder.of_folder(&path)? } else { finder.of_path(&path)? };
    let settings = project::with_arguments(&found, &args.project);
    let running = config::resolve(&settings.select, &settings.ignore, &settings.severity)?;
    let rows = rows(&settings, &current);
    let mut out = Output::stdout(args.color);
    match args.format {
        ListFormat::Json => {
            let rule = |(rule, severity): &(&dyn copydesk::rules::Rule, _)| json!({"name": rule.meta().name, "severity": severity});
            let rules: Vec<Value> = running.iter().map(rule).collect();
            let all = json!({"path": path.to_string_lossy(), "settings": rows, "rules": rules});
            serde_json::to_writer_pretty(&mut out, &all)?;
            writeln!(out)?;
        }
        ListFormat::Table => {
            for row in &rows {
                table(row, &mut out)?;
            }
            let (dim, plain) = if out.style.colour { ("\x1b[2m", "\x1b[0m") } else { ("", "") };
            let holds = if rows.is_empty() { "nothing is set, the defaults hold; " } else { "" };
            writeln!(out, "{dim}# {holds}{} of {} rules run{plain}", running.len(), RULES.len())?;
        }
    }
    out.flush()?;
    Ok(Status::Clean)
}

/// Prints a key as it would stand in a settings file, with the places as comments.
fn table(row: &Row, out: &mut Output) -> io::Result<()> {
    let (dim, plain) = if out.style.colour { ("\x1b[2m", "\x1b[0m") } else { ("", "") };
    let mut lines: Vec<(String, Option<&Place>)> = Vec::new();
    match &row.value {
        // The items of one option were all set together; those of other lists may come from several files.
        Value::Array(items)
            if items.len() > 1 && !row.key.starts_with("rules.") && !row.key.starts_with("formats.") =>
        {
            lines.push((format!("{} = [", row.key), None));
            let places = row.origins.iter().map(Some).chain(std::iter::repeat(None));
            lines.extend(items.iter().zip(places).map(|(item, place)| (format!("  {item},"), place)));
            lines.push(("]".to_owned(), None));
        }
        value => lines.push((format!("{} = {value}", row.key), row.origins.first())),
    }
    for (line, place) in lines {
        match place {
            Some(place) => writeln!(out, "{line:<40} {dim}# {}:{}{plain}", place.file, place.line)?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

fn rows(settings: &Settings, current: &Path) -> Vec<Row> {
    let shown = |path: &Path| path.strip_prefix(current).unwrap_or(path).display().to_string();
    let place = |origin: &Origin| Place { file: shown(&origin.file), line: origin.line };
    let mut rows = Vec::new();
    let mut row = |key: String, value: Value| {
        let origins = settings.origins.get(&key).into_iter().flatten().map(place).collect();
        rows.push(Row { key, value, origins });
    };
    if let Some(language) = &settings.language {
        row("language".to_owned(), json!(language));
    }
    if let Some(names) = &settings.names {
        row("names".to_owned(), json!(shown(names)));
    }
    let words: Vec<String> = settings.words.iter().map(|path| shown(path)).collect();
    for (key, list) in [
        ("words", &words),
        ("dictionaries", &settings.dictionaries),
        ("select", &settings.select),
        ("ignore", &settings.ignore),
    ] {
        if !list.is_empty() {
            row(key.to_owned(), json!(list));
        }
    }
    for (rule, severity) in &settings.severity {
        row(format!("severity.{rule}"), json!(severity));
    }
    if let Some(format) = settings.format {
        row("format".to_owned(), json!(format.name()));
    }
    match &settings.cache {
        Some(CachePlace::Nowhere) => row("cache".to_owned(), json!(false)),
        Some(CachePlace::Folder(folder)) => row("cache".to_owned(), json!(shown(folder))),
        None => {}
    }
    for (format, keys) in &settings.prose {
        row(format!("formats.{}.prose", format.name()), json!(keys.written()));
    }
    for (rule, options) in &settings.rules {
        for (name, value) in options.iter() {
            let value = match value {
                OptionValue::Flag(flag) => json!(flag),
                OptionValue::Number(number) => json!(number),
                OptionValue::Choice(choice) => json!(choice),
                OptionValue::Words(words) => json!(words),
            };
            row(format!("rules.{rule}.{name}"), value);
        }
    }
    rows
}
