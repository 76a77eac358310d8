//! `copydesk check --statistics`: counts by rule, by article and by unknown word, the most frequent first.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use anyhow::{Result, bail};
use copydesk::pipeline::Run;
use copydesk::render::{Counts, quantity};
use serde::Serialize;

use super::args::{CheckArgs, Format};
use super::output::Output;
use super::{Status, check};

/// The rules whose findings are words that no dictionary has.
const UNKNOWN_WORDS: [&str; 2] = ["misspelling", "unknown-name"];
/// Of each table people are shown so many rows; programs are given all.
const ROWS: usize = 20;

#[derive(Debug, Serialize)]
struct Statistics {
    findings: usize,
    articles: usize,
    affected: usize,
    rules: Vec<RuleCount>,
    files: Vec<FileCount>,
    words: Vec<WordCount>,
}

#[derive(Debug, Serialize)]
struct RuleCount {
    rule: &'static str,
    count: usize,
    files: usize,
}

#[derive(Debug, Serialize)]
struct FileCount {
    path: String,
    count: usize,
}

#[derive(Debug, Serialize)]
struct WordCount {
    word: String,
    count: usize,
    files: usize,
}

pub(super) fn print(args: &CheckArgs, run: &Run) -> Result<Status> {
    let statistics = Statistics::of(run);
    let mut out = Output::stdout(args.color);
    match args.format[..] {
        [Format::Json] => {
            serde_json::to_writer_pretty(&mut out, &statistics)?;
            writeln!(out)?;
        }
        [Format::Human] => statistics.tables(&mut out)?,
        _ => bail!("--statistics are printed as --format human or json"),
    }
    out.flush()?;
    let mut counts = Counts::default();
    run.reports.iter().for_each(|report| counts.add(&report.diagnostics));
    counts.documents = run.checked;
    check::sum_up(args, &counts);
    Ok(check::status(args, &counts))
}

impl Statistics {
    fn of(run: &Run) -> Self {
        let mut rules: BTreeMap<&'static str, (usize, BTreeSet<&str>)> = BTreeMap::new();
        let mut words: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
        let mut files = Vec::new();
        for report in &run.reports {
            let path = &*report.source.name;
            for diagnostic in &report.diagnostics {
                let rule = rules.entry(diagnostic.rule).or_default();
                rule.0 += 1;
                rule.1.insert(path);
                if UNKNOWN_WORDS.contains(&diagnostic.rule)
                    && let Some(word) = report.source.text.get(diagnostic.span.range())
                {
                    let word = words.entry(word).or_default();
                    word.0 += 1;
                    word.1.insert(path);
                }
            }
            if !report.diagnostics.is_empty() {
                files.push(FileCount { path: path.to_owned(), count: report.diagnostics.len() });
            }
        }
        let mut rules: Vec<RuleCount> =
            rules.into_iter().map(|(rule, (count, files))| RuleCount { rule, count, files: files.len() }).collect();
        let mut words: Vec<WordCount> = words
            .into_iter()
            .map(|(word, (count, files))| WordCount { word: word.to_owned(), count, files: files.len() })
            .collect();
        // The sorts are stable, so that what is equally frequent stays in the order of the alphabet.
        rules.sort_by_key(|row| std::cmp::Reverse(row.count));
        files.sort_by_key(|row| std::cmp::Reverse(row.count));
        words.sort_by_key(|row| std::cmp::Reverse((row.count, row.files)));
        let findings = rules.iter().map(|row| row.count).sum();
        Self { findings, articles: run.checked, affected: files.len(), rules, files, words }
    }

    fn tables(&self, out: &mut Output) -> Result<()> {
        let rules = self.rules.iter().map(|row| (row.count, Some(row.files), row.rule));
        table(out, "rule", rules, self.rules.len())?;
        let files = self.files.iter().map(|row| (row.count, None, &*row.path));
        table(out, "article", files.take(ROWS), self.files.len())?;
        let words = self.words.iter().map(|row| (row.count, Some(row.files), &*row.word));
        table(out, "unknown word", words.take(ROWS), self.words.len())?;
        if !self.words.is_empty() {
            writeln!(out, "Those that are right: copydesk dictionary add WORD…")?;
        }
        Ok(())
    }
}

/// A table of counts; `all` is how many rows there are, shown or not.
fn table<'a>(
    out: &mut Output,
    head: &str,
    rows: impl Iterator<Item = (usize, Option<usize>, &'a str)>,
    all: usize,
) -> Result<()> {
    if all == 0 {
        return Ok(());
    }
    let (bold, plain) = if out.style.colour { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let mut shown = 0;
    for (count, files, name) in rows {
        if shown == 0 {
            let articles = if files.is_some() { "  articles" } else { "" };
            writeln!(out, "{bold}findings{articles}  {head}{plain}")?;
        }
        shown += 1;
        let files = files.map_or_else(String::new, |files| format!("  {files:8}"));
        writeln!(out, "{count:8}{files}  {}", name.escape_debug())?;
    }
    if all > shown {
        writeln!(out, "     and {} (all with --format json)", quantity(all - shown, "more row"))?;
    }
    Ok(writeln!(out)?)
}
