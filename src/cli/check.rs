//! `copydesk check`: reads, checks, and prints or mends.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::CommandFactory;
use copydesk::config;
use copydesk::pipeline::{Report, Run};
use copydesk::render::{self, Counts};
use copydesk::source::{self, Source, SourceError};

use super::args::{CheckArgs, Cli, Format};
use super::output::Output;
use super::progress::Bar;
use super::{Status, complain, desks, fixing};

/// Standard input goes by this name where it is given none.
const STDIN_NAME: &str = "<stdin>";

pub(super) fn run(args: &CheckArgs) -> Result<Status> {
    let current = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &current[..] } else { &args.paths[..] };
    let (inputs, mut failures) = source::inputs(paths, args.stdin_filename.as_deref().unwrap_or(STDIN_NAME));
    let desks = desks::of(args, &inputs)?;

    let bar = Bar::new(args.quiet);
    let mut threads = rayon::ThreadPoolBuilder::new();
    if let Some(count) = args.threads {
        threads = threads.num_threads(count.get());
    }
    let mut run = threads.build().context("no threads can be started")?.install(|| desks.run(&inputs, &bar));
    run.failures.append(&mut failures);
    run.failures.sort_by(|left, right| left.path().cmp(right.path()));

    let found = if args.diff {
        fixing::diff(args, &desks, &run)?
    } else if args.fix || args.unsafe_fixes {
        fixing::fix(args, &desks, &mut run)?
    } else {
        print(args, &run)?
    };
    for failure in &run.failures {
        complain(&format!("{failure}{}", command_hint(failure)));
    }
    Ok(if run.failures.is_empty() { found } else { Status::Failed })
}

/// Where a file that does not exist is called nearly as a command is, the command was probably meant.
fn command_hint(failure: &SourceError) -> String {
    let SourceError::Unreadable { path, error } = failure else { return String::new() };
    let name = path.to_string_lossy();
    if error.kind() != io::ErrorKind::NotFound || name.contains(['.', '/', '\\']) {
        return String::new();
    }
    let cli = Cli::command();
    let command = config::nearest(&name, cli.get_subcommands().map(clap::Command::get_name));
    command.map_or_else(String::new, |command| format!("; did you mean the command `{command}`?"))
}

fn print(args: &CheckArgs, run: &Run) -> Result<Status> {
    let mut counts = diagnostics(args, &run.reports, &texts(&run.reports), Output::stdout(args.color))?;
    // Articles in which nothing was found have no report.
    counts.documents = run.checked;
    // Where nothing could be read, the messages on that say enough.
    if counts.documents > 0 || run.failures.is_empty() {
        sum_up(args, &counts);
    }
    Ok(status(args, &counts))
}

/// The texts of the reports by their names, and those that their notes point into, though nothing was found there.
pub(super) fn texts(reports: &[Report]) -> HashMap<Arc<str>, Arc<str>> {
    let text = |report: &Report| (Arc::clone(&report.source.name), Arc::clone(&report.source.text));
    let mut texts: HashMap<Arc<str>, Arc<str>> = reports.iter().map(text).collect();
    let notes = reports.iter().flat_map(|report| &report.diagnostics).flat_map(|diagnostic| &diagnostic.notes);
    for path in notes.filter_map(|note| note.place.as_ref()?.path.as_ref()) {
        // A file that has gone since is a note without a snippet.
        if !texts.contains_key(path)
            && let Ok(source) = Source::read(Path::new(&**path))
        {
            texts.insert(Arc::clone(path), source.text);
        }
    }
    texts
}

/// Prints the diagnostics of all reports and counts them. `texts` are those that notes were made from.
pub(super) fn diagnostics(
    args: &CheckArgs,
    reports: &[Report],
    texts: &HashMap<Arc<str>, Arc<str>>,
    mut out: Output,
) -> io::Result<Counts> {
    let text = |name: &str| texts.get(name).map(Arc::clone);
    let mut renderer = render::renderer(args.format.into(), out.style, &text);
    let mut counts = Counts::default();
    for report in reports {
        counts.add(&report.diagnostics);
        renderer.document(&report.source, &report.diagnostics, &mut out)?;
    }
    renderer.finish(&mut out)?;
    out.flush()?;
    Ok(counts)
}

/// Prints the last line, which is for people only.
pub(super) fn sum_up(args: &CheckArgs, line: &dyn std::fmt::Display) {
    if args.format == Format::Human && !args.quiet {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }
}

/// What the exit status tells of what was found.
pub(super) fn status(args: &CheckArgs, counts: &Counts) -> Status {
    if counts.at_least(args.fail_on.into()) > 0 { Status::Found } else { Status::Clean }
}
