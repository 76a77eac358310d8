//! The arguments that leave out what is old, unchanged or too much.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, Subcommand};

use super::{CheckArgs, ProjectArgs};

/// The name of a baseline where none is given.
pub(in super::super) const BASELINE: &str = "copydesk-baseline.json";

/// What is left out of a check.
#[derive(Debug, Default, Args)]
pub(in super::super) struct NarrowArgs {
    /// Report only what this baseline does not have: see copydesk baseline
    #[arg(long, value_name = "FILE", help_heading = "Only what is new")]
    pub(in super::super) baseline: Option<PathBuf>,
    /// Only articles that are staged in git, as they are staged
    #[arg(long, conflicts_with = "since", help_heading = "Only what is new")]
    pub(in super::super) staged: bool,
    /// Only articles changed since the branch left this revision of git, those not yet added included
    #[arg(long, value_name = "REV", help_heading = "Only what is new")]
    pub(in super::super) since: Option<String>,
    /// Only lines that were changed: staged, since REV, or since the last commit
    #[arg(long, help_heading = "Only what is new")]
    pub(in super::super) diff_only: bool,
}

#[derive(Debug, Args)]
pub(in super::super) struct BaselineArgs {
    /// Files or folders [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(in super::super) paths: Vec<PathBuf>,
    /// The baseline
    #[arg(long, value_name = "FILE", default_value = BASELINE)]
    pub(in super::super) file: PathBuf,
    /// Take out what is no longer found, and add nothing
    #[arg(long)]
    pub(in super::super) prune: bool,
    /// Run only these rules or groups (comma-separated; all for every rule)
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = super::listed())]
    pub(in super::super) select: Vec<String>,
    /// Do not run these rules or groups (comma-separated)
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = super::listed())]
    pub(in super::super) ignore: Vec<String>,
    /// Print no progress
    #[arg(short, long)]
    pub(in super::super) quiet: bool,
    #[command(flatten, next_help_heading = "Settings")]
    pub(in super::super) project: ProjectArgs,
    /// What the articles are written in, whatever their names say
    #[arg(long, value_name = "NAME", value_parser = super::article_format(), help_heading = "Settings")]
    pub(in super::super) format_in: Option<super::ArticleFormat>,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "N", help_heading = "Settings")]
    pub(in super::super) threads: Option<NonZeroUsize>,
}

impl From<&BaselineArgs> for CheckArgs {
    fn from(args: &BaselineArgs) -> Self {
        Self {
            paths: args.paths.clone(),
            select: args.select.clone(),
            ignore: args.ignore.clone(),
            quiet: args.quiet,
            project: args.project.clone(),
            format_in: args.format_in,
            threads: args.threads,
            ..Self::default()
        }
    }
}

#[derive(Debug, Args)]
pub(in super::super) struct HookArgs {
    #[command(subcommand)]
    pub(in super::super) command: HookCommand,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub(in super::super) enum HookCommand {
    /// Check what is staged before each commit
    Install {
        /// Take the place of a hook that is there, which is kept beside the new one
        #[arg(long, action = ArgAction::SetTrue)]
        replace: bool,
    },
    /// Take the hook away, and put back one that was kept
    Uninstall,
}

#[derive(Debug, Args)]
pub(in super::super) struct ManualArgs {
    /// Write a page for each command into this folder, in place of one to standard output
    #[arg(long, value_name = "FOLDER")]
    pub(in super::super) folder: Option<PathBuf>,
}
