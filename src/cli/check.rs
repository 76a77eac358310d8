//! `copydesk check`: reads, checks, and prints or mends.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::CommandFactory;
use copydesk::config;
use copydesk::pipeline::{Desks, Found, Press, Report, Run, Surroundings};
use copydesk::render::{self, Counts};
use copydesk::source::{Input, Source, SourceError, Text};
use rayon::ThreadPool;

use super::args::{CheckArgs, Cli};
use super::caching::Store;
use super::desks::Decided;
use super::narrow::Narrowing;
use super::printing::{Reader, Threads};
use super::progress::Bar;
use super::targets::Targets;
use super::{Status, complain, desks, fixing, inputs, interactive, silencing, statistics};

/// Standard input goes by this name where it is given none.
const STDIN_NAME: &str = "<stdin>";

/// An article of so many bytes is worth several threads.
const LONG: u64 = 1 << 19;

pub(super) fn run(args: &CheckArgs) -> Result<Status> {
    let mut targets = Targets::open(args)?;
    let mends = args.fix || args.unsafe_fixes || args.documents.comments;
    let writes = (mends || args.interactive || args.add_suppressions) && !args.diff;
    let prepared = Prepared::new(args, writes)?;
    targets.refuse_loss(&prepared.inputs)?;
    let shows_only = !(writes || args.diff || args.statistics || args.interactive || args.add_suppressions);
    if shows_only && !targets.is_for_github() && !prepared.narrowing.has_baseline() {
        return stream(args, prepared, &mut targets);
    }
    let Checked { desks, inputs, narrowing, mut run } = prepared.run(args);
    let told = narrowing.apply(&desks, &inputs, &mut run);

    let found = if args.interactive {
        interactive::run(args, &desks, &run, &narrowing)?
    } else if args.add_suppressions {
        silencing::add(args, &desks, &run)?
    } else if args.diff {
        fixing::diff(args, &desks, &run, &narrowing)?
    } else if writes {
        fixing::fix(args, &desks, &mut run, &narrowing, &mut targets)?
    } else if args.statistics {
        statistics::print(args, &run)?
    } else {
        print(args, &run, &mut targets)?
    };
    if let (Some(line), false) = (told, args.quiet) {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }
    Ok(if complain_of(&run) { Status::Failed } else { found })
}

/// What was checked, with what, and what was found.
pub(super) struct Checked {
    pub(super) desks: Desks,
    pub(super) inputs: Vec<Input>,
    pub(super) narrowing: Narrowing,
    pub(super) run: Run,
}

/// Reads and checks the articles; `writes` where they are to be mended afterwards.
pub(super) fn checked(args: &CheckArgs, writes: bool) -> Result<Checked> {
    Ok(Prepared::new(args, writes)?.run(args))
}

/// All that is known before the first article is read.
struct Prepared {
    desks: Desks,
    decided: Decided,
    inputs: Vec<Input>,
    narrowing: Narrowing,
    /// What cannot be read, as far as that is known.
    failures: Vec<SourceError>,
    pool: ThreadPool,
}

impl Prepared {
    fn new(args: &CheckArgs, writes: bool) -> Result<Self> {
        let current = [PathBuf::from(".")];
        let paths = if args.paths.is_empty() { &current[..] } else { &args.paths[..] };
        let stdin_name = args.stdin_filename.as_deref().unwrap_or(STDIN_NAME);
        let (mut inputs, failures) = inputs::of(paths, stdin_name, &args.project, args.format_in)?;
        // Git is asked before anything is read: what is staged stands in for what lies on disk.
        let narrowing = Narrowing::new(&args.narrow, paths, &mut inputs, writes)?;
        let (mut desks, mut decided) = desks::of(args, &inputs)?;
        // Where no rule asks what the other articles say, those that have not changed are not read at all.
        if narrowing.is_partial() && !desks.need_corpus() {
            inputs.retain(|input| narrowing.wants(input));
            (desks, decided) = desks::of(args, &inputs)?;
        }
        let mut threads = rayon::ThreadPoolBuilder::new();
        if let Some(count) = args.threads {
            threads = threads.num_threads(count.get());
        }
        // One article, or one thread, needs no other thread than this one, whose start would cost more than the article.
        let is_short =
            |input: &Input| input.path().is_none_or(|path| std::fs::metadata(path).is_ok_and(|file| file.len() < LONG));
        let few = inputs.len() <= 1 && inputs.iter().all(is_short);
        if few || args.threads.is_some_and(|count| count.get() == 1) {
            threads = threads.num_threads(1).use_current_thread();
        }
        let pool = threads.build().context("no threads can be started")?;
        Ok(Self { desks, decided, inputs, narrowing, failures, pool })
    }

    /// Checks the articles and keeps all reports.
    fn run(self, args: &CheckArgs) -> Checked {
        let Self { desks, inputs, narrowing, failures, pool, .. } = self;
        let bar = Bar::new(args.quiet);
        let run = pool.install(|| desks.run_on(&inputs, &|input| narrowing.wants(input), &bar));
        let run = with_failures(run, failures);
        Checked { desks, inputs, narrowing, run }
    }
}

fn with_failures(mut run: Run, mut failures: Vec<SourceError>) -> Run {
    run.failures.append(&mut failures);
    run.failures.sort_by(|left, right| left.path().cmp(right.path()));
    run
}

/// Prints the findings of each article as soon as it is checked, so that memory does not grow with their number.
fn stream(args: &CheckArgs, prepared: Prepared, targets: &mut Targets) -> Result<Status> {
    let Prepared { desks, decided, inputs, narrowing, failures, pool } = prepared;
    let store = if narrowing.is_partial() { None } else { Store::find(args, &inputs, &decided)? };
    let mut cache = store.as_ref().map(Store::load);
    let bar = Bar::new(args.quiet);
    let texts = Reader::default();
    let mut printing = targets.begin(&texts);
    let threads = printing.alone().map(|(format, style)| Threads::new(format, style, &texts, &narrowing));
    let mut failed = None;
    let mut sink = |found: Found| {
        let printed = match found {
            Found::Page(page) if page.text().is_empty() => return ControlFlow::Continue(()),
            Found::Page(page) => bar.aside(|| printing.page(&page)),
            Found::Report(mut report) => {
                report.diagnostics = narrowing.sift(&report.source, std::mem::take(&mut report.diagnostics));
                if report.diagnostics.is_empty() && report.source.path.is_some() {
                    return ControlFlow::Continue(());
                }
                texts.keep(&report.source);
                bar.aside(|| printing.report(&report))
            }
        };
        match printed {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    };
    let press = threads.as_ref().map(|threads| threads as &dyn Press);
    let surroundings =
        Surroundings { progress: &bar, sink: &mut sink, press, pool: Some(&pool), cache: cache.as_mut() };
    let run = desks.run_into(&inputs, &|input| narrowing.wants(input), surroundings);
    if let Some(error) = failed {
        return Err(error);
    }
    if let (Some(store), Some(cache)) = (store, cache) {
        store.save(&cache);
        // The run is nearly over: to give back its thousands of pieces would take longer than to print its last line.
        std::mem::forget(cache);
    }
    let mut run = with_failures(run, failures);
    std::mem::forget(std::mem::take(&mut run.corpus));
    // Articles in which nothing was found have no report.
    let counts = Counts { documents: run.checked, ..printing.finish(&run.failures)? };
    tell(args, targets, &counts, &run);
    Ok(if complain_of(&run) { Status::Failed } else { status(args, &counts) })
}

/// Tells what could not be read; whether there was any of it.
pub(super) fn complain_of(run: &Run) -> bool {
    for failure in &run.failures {
        complain(&format!("{}{}", render::harmless(&failure.to_string()), command_hint(failure)));
    }
    !run.failures.is_empty()
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

fn print(args: &CheckArgs, run: &Run, targets: &mut Targets) -> Result<Status> {
    let counts = targets.print(run, &texts(&run.reports))?;
    tell(args, targets, &counts, run);
    Ok(status(args, &counts))
}

/// Says in one line what was found, and what was not shown.
fn tell(args: &CheckArgs, targets: &Targets, counts: &Counts, run: &Run) {
    sum_up_run(args, run, counts);
    targets.tell_hidden(args, counts);
}

/// Prints the last line, unless nothing could be read: the messages on that say enough.
pub(super) fn sum_up_run(args: &CheckArgs, run: &Run, line: &dyn std::fmt::Display) {
    if run.checked > 0 || run.failures.is_empty() {
        sum_up(args, line);
    }
}

/// The texts of the reports by their names, and those that their notes point into, though nothing was found there.
pub(super) fn texts(reports: &[Report]) -> HashMap<Arc<str>, Text> {
    let text = |report: &Report| (Arc::clone(&report.source.name), report.source.text.clone());
    let mut texts: HashMap<Arc<str>, Text> = reports.iter().map(text).collect();
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

/// Prints the last line, which is for people only.
pub(super) fn sum_up(args: &CheckArgs, line: &dyn std::fmt::Display) {
    if args.format.iter().any(|format| format.is_for_people()) && !args.quiet {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }
}

/// What the exit status tells of what was found.
pub(super) fn status(args: &CheckArgs, counts: &Counts) -> Status {
    if counts.at_least(args.fail_on.into()) > 0 { Status::Found } else { Status::Clean }
}
