//! The commands: what is asked for, what is printed, and how it ends.

mod args;
mod baseline;
mod caching;
mod check;
mod completions;
mod config;
mod desks;
mod dictionary;
mod explain;
mod fixing;
mod git;
mod hook;
mod init;
mod inputs;
mod interactive;
mod interrupt;
mod man;
mod manual;
mod names;
mod narrow;
mod output;
mod printing;
mod progress;
mod project;
mod replace;
mod revising;
mod rules;
mod settings;
mod silencing;
mod statistics;
mod suggest;
mod targets;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Nothing was found, or all went well.
    Clean,
    /// Something was found.
    Found,
    /// It could not run, or not on everything.
    Failed,
    /// It was stopped, by Ctrl-C as a key.
    Interrupted,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Clean => 0,
            Status::Found => 1,
            Status::Failed => 2,
            Status::Interrupted => 130,
        })
    }
}

/// The arguments, with `help` and `help COMMAND` as what they ask for, unless a file is called so.
fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == "help") && !Path::new("help").exists() {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// Does what the command line asks for.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse_from(arguments());
    let ended = match cli.command {
        None => check::run(&cli.check),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Suggest(args)) => suggest::run(&args),
        Some(Command::Names(args)) => names::run(&args),
        Some(Command::Baseline(args)) => baseline::run(&args),
        Some(Command::Hook(args)) => hook::run(args.command),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Rules(args)) => rules::run(&args),
        Some(Command::Dictionary(args)) => dictionary::run(&args),
        Some(Command::Init) => init::run(),
        Some(Command::Config(args)) => config::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Manual(args)) => man::run(&args),
    };
    match ended {
        Ok(status) => status.into(),
        // Who reads the output has seen enough: `copydesk … | head`.
        Err(error) if is_broken_pipe(&error) => Status::Clean.into(),
        Err(error) => {
            complain(&format!("{error:#}"));
            Status::Failed.into()
        }
    }
}

/// Writes `error: message` to standard error, as far as anybody listens.
fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "error: {message}");
}

fn warn(message: &str) {
    let _ = writeln!(io::stderr().lock(), "warning: {message}");
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(broken))
}
