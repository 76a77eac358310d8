//! `copydesk completions`: what a shell needs to complete the arguments.

use std::io::{self, Write};

use anyhow::Result;
use clap::CommandFactory;

use super::Status;
use super::args::{Cli, CompletionsArgs};

pub(super) fn run(args: &CompletionsArgs) -> Result<Status> {
    // The generator cannot hand on an error of writing, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "copydesk", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Status::Clean)
}
