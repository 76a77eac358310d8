//! `copydesk rules`: all rules at a glance.

use std::io::Write;

use anyhow::Result;
use copydesk::diagnostic::{Group, Severity};
use copydesk::rules::{Meta, RULES};
use serde::Serialize;

use super::Status;
use super::args::{ListFormat, RulesArgs};
use super::output::Output;

/// A rule as it is listed.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    group: Group,
    default: bool,
    severity: Severity,
    fix: &'static str,
    summary: &'static str,
}

impl From<&'static Meta> for Row {
    fn from(meta: &'static Meta) -> Self {
        Self {
            name: meta.name,
            group: meta.group,
            default: meta.on_by_default,
            severity: meta.severity,
            fix: meta.fixability.name(),
            summary: meta.summary(),
        }
    }
}

pub(super) fn run(args: &RulesArgs) -> Result<Status> {
    let rows: Vec<Row> = RULES.iter().map(|rule| Row::from(rule.meta())).collect();
    let mut out = Output::stdout(args.color);
    match args.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &rows)?;
            writeln!(out)?;
        }
        ListFormat::Table => table(&rows, &mut out)?,
    }
    out.flush()?;
    Ok(Status::Clean)
}

fn table(rows: &[Row], out: &mut Output) -> Result<()> {
    let heads = ["rule", "group", "default", "severity", "fix", "finds"];
    let cells: Vec<[String; 6]> = rows
        .iter()
        .map(|row| {
            let default = if row.default { "on" } else { "off" };
            let severity = row.severity.to_string();
            [row.name, row.group.name(), default, &severity, row.fix, row.summary].map(str::to_owned)
        })
        .collect();
    let width = |column: usize| {
        let lengths = cells.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        lengths.chain(heads.get(column).map(|head| head.len())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let (bold, plain) = if out.style.colour { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    writeln!(out, "{bold}{}{plain}", line(&heads, &widths))?;
    for row in &cells {
        writeln!(out, "{}", line(&row.each_ref().map(String::as_str), &widths))?;
    }
    Ok(())
}

fn line(cells: &[&str], widths: &[usize]) -> String {
    let padded: Vec<String> = cells.iter().zip(widths).map(|(cell, &width)| format!("{cell:width$}")).collect();
    padded.join("  ").trim_end().to_owned()
}
