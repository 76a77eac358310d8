//! `copydesk manual`: the pages of the manual, as `man` shows them.

use std::fs;
use std::io::{self, Write};

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_mangen::Man;

use super::Status;
use super::args::{Cli, ManualArgs};

pub(super) fn run(args: &ManualArgs) -> Result<Status> {
    let command = Cli::command();
    if let Some(folder) = &args.folder {
        fs::create_dir_all(folder).with_context(|| format!("{}: cannot be created", folder.display()))?;
        clap_mangen::generate_to(command, folder)
            .with_context(|| format!("{}: cannot be written to", folder.display()))?;
    } else {
        let mut page = Vec::new();
        Man::new(command).render(&mut page)?;
        io::stdout().lock().write_all(&page)?;
    }
    Ok(Status::Clean)
}
