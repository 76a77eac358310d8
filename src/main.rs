//! The command line of copydesk.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Most of what a run asks of memory are small pieces of one article, given back before the next one is read: the system's
/// allocator takes a fifth of the time of a large run for that.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
