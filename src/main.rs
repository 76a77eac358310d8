//! The command line of copydesk.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
