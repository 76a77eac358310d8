//! The arguments, as clap reads them.

mod documents;
mod formats;
mod narrowing;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use copydesk::diagnostic::Severity;

use documents::DocumentArgs;
pub(super) use formats::{ArticleFormat, Format};
use formats::{article_format, listed};
pub(super) use narrowing::{BaselineArgs, HookArgs, HookCommand, ManualArgs, NarrowArgs};

const EXAMPLES: &str = "\
Examples:
  copydesk article.md                 check an article
  copydesk                            check every article below the current folder
  copydesk --fix drafts/              mend what is certain, show the rest
  copydesk --diff article.md          show what --fix would change, write nothing
  pbpaste | copydesk check -          check the clipboard
  copydesk --select spelling a.md     run the rules of one group only
  copydesk --format jsonl news/ | jq  for programs, one JSON object a line
  copydesk explain repeated-word      what a rule finds, and why

Exit status: 0 nothing found, 1 something found, 2 it could not run.";

/// Finds what a copy editor would mark in articles, and mends what is certain.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
#[command(disable_help_subcommand = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) check: CheckArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check articles (the default command)
    #[command(after_help = EXAMPLES)]
    Check(Box<CheckArgs>),
    /// Print what may have been meant by words, the likeliest first
    #[command(after_help = "\
Examples:
  copydesk suggest foregin                     foregin<TAB>foreign<TAB>…
  cut -f1 words.tsv | copydesk suggest         one word a line on standard input
  copydesk suggest --context \"it [[sould]] be\"   sould<TAB>should<TAB>…")]
    Suggest(SuggestArgs),
    /// List the names of articles with their forms and where they stand
    #[command(after_help = "\
Examples:
  copydesk names news/                            every name, its forms, counts and articles
  copydesk names --conflicts news/                names that are spelt in two ways
  copydesk names --write-names names.toml news/   draft a house list, for a person to edit
  copydesk names --check news/                    entries of the house list that no article uses")]
    Names(NamesArgs),
    /// Write down what is found now, so that check --baseline reports only what is new
    #[command(after_help = "\
Examples:
  copydesk baseline archive/                                       write copydesk-baseline.json
  copydesk check --baseline copydesk-baseline.json archive/        report what is new
  copydesk baseline --prune archive/                               take out what was mended")]
    Baseline(Box<BaselineArgs>),
    /// Check what is staged before each commit, by a hook of git
    Hook(HookArgs),
    /// Print what a rule finds, why, and examples
    Explain(ExplainArgs),
    /// List all rules
    Rules(RulesArgs),
    /// Keep the words of the project
    Dictionary(DictionaryArgs),
    /// Write a commented copydesk.toml into the current folder
    Init,
    /// Print what holds for a path, and in which settings file it was set
    #[command(after_help = "\
Examples:
  copydesk config                       the settings of the current folder
  copydesk config news/draft.md         those of an article, overrides included
  copydesk config --schema              the JSON schema of copydesk.toml, for editors")]
    Config(ConfigArgs),
    /// Print the completion script of a shell
    #[command(after_help = "\
Examples:
  copydesk completions bash > ~/.local/share/bash-completion/completions/copydesk
  copydesk completions zsh > ~/.zfunc/_copydesk")]
    Completions(CompletionsArgs),
    /// Print the manual page, or write those of all commands into a folder
    #[command(after_help = "\
Examples:
  copydesk manual | man -l -
  copydesk manual --folder ~/.local/share/man/man1")]
    Manual(ManualArgs),
}

/// Where settings and words come from.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ProjectArgs {
    /// The kind of English; en is right in any of them [default: en]
    #[arg(long, value_name = "LANGUAGE", value_parser = ["en", "en-US", "en-GB", "en-GB-oxendict", "en-AU", "en-CA"])]
    pub(super) language: Option<String>,
    /// A Hunspell dictionary beside the built-in one: a .dic file or a name such as `de_DE` (may be repeated)
    #[arg(long, value_name = "DICTIONARY")]
    pub(super) dictionary: Vec<String>,
    /// Read these settings [default: copydesk.toml here or in the nearest folder above]
    #[arg(long, value_name = "PATH", conflicts_with = "no_config")]
    pub(super) config: Option<PathBuf>,
    /// Read no settings
    #[arg(long)]
    pub(super) no_config: bool,
}

// Each flag of a command line is a bool of its own.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Default, Args)]
#[command(group = ArgGroup::new("mends").args(["fix", "unsafe_fixes", "comments"]).multiple(true))]
pub(super) struct CheckArgs {
    /// Files, folders (ignore files are respected), or - for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Apply the fixes that are certain
    #[arg(long, help_heading = "Fixes")]
    pub(super) fix: bool,
    /// Apply those that are likely, too
    #[arg(long, help_heading = "Fixes")]
    pub(super) unsafe_fixes: bool,
    /// Walk through what is found, and decide on each; nothing is written before you say so
    #[arg(
        long,
        conflicts_with_all = ["fix", "unsafe_fixes", "diff", "format", "output", "max_findings", "statistics"],
        help_heading = "Fixes"
    )]
    pub(super) interactive: bool,
    /// Silence all that is found, by comments in the articles (with --diff: show them)
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "interactive", "baseline", "diff_only"], help_heading = "Fixes")]
    pub(super) add_suppressions: bool,
    /// Show what the fixes would change, write nothing
    #[arg(long, conflicts_with_all = ["fix", "format", "output", "max_findings"], help_heading = "Fixes")]
    pub(super) diff: bool,

    /// Run only these rules or groups (comma-separated; all for every rule)
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = listed(), help_heading = "Rules")]
    pub(super) select: Vec<String>,
    /// Do not run these rules or groups (comma-separated)
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = listed(), help_heading = "Rules")]
    pub(super) ignore: Vec<String>,
    /// The lowest severity that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t, help_heading = "Rules")]
    pub(super) fail_on: FailOn,

    #[command(flatten)]
    pub(super) narrow: NarrowArgs,

    /// How diagnostics are printed; may be repeated, with an --output for each
    #[arg(long, value_enum, default_value = "human", help_heading = "Output")]
    pub(super) format: Vec<Format>,
    /// Write to this file: the first for the first format, and so on; - is standard output
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(super) output: Vec<PathBuf>,
    /// Print no more than so many findings, and how many more there are
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub(super) max_findings: Option<usize>,
    /// Print counts by rule, by article and by unknown word (or as one --format json)
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff", "max_findings", "output"], help_heading = "Output")]
    pub(super) statistics: bool,
    /// Whether to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, help_heading = "Output")]
    pub(super) color: Color,
    /// Print diagnostics only: no counts, no progress
    #[arg(short, long, help_heading = "Output")]
    pub(super) quiet: bool,

    #[command(flatten)]
    pub(super) documents: DocumentArgs,

    #[command(flatten, next_help_heading = "Settings")]
    pub(super) project: ProjectArgs,
    /// What the articles are written in, whatever their names say
    #[arg(long, value_name = "NAME", value_parser = article_format(), help_heading = "Settings")]
    pub(super) format_in: Option<ArticleFormat>,
    /// The name that standard input goes by, which also tells its kind
    #[arg(long, value_name = "NAME", help_heading = "Settings")]
    pub(super) stdin_filename: Option<String>,
    /// Check all articles, even those that have not changed since the last run over the same paths; `COPYDESK_CACHE_DIR` names
    /// the folder of what is kept of it
    #[arg(long, help_heading = "Settings")]
    pub(super) no_cache: bool,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "N", help_heading = "Settings")]
    pub(super) threads: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(super) struct SuggestArgs {
    /// The words; without any they are read from standard input, one a line
    #[arg(value_name = "WORD")]
    pub(super) words: Vec<String>,
    /// Each is a sentence in which the word stands in double brackets; those beside it have a say
    #[arg(long)]
    pub(super) context: bool,
    #[command(flatten)]
    pub(super) project: ProjectArgs,
}

#[derive(Debug, Args)]
pub(super) struct NamesArgs {
    /// Files or folders [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How the names are printed
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: NamesFormat,
    /// Only names that are spelt in two ways; the forms in doubt are marked with !
    #[arg(long)]
    pub(super) conflicts: bool,
    /// Write a draft of a house list to a new file
    #[arg(long, value_name = "PATH")]
    pub(super) write_names: Option<PathBuf>,
    /// Report entries of the house list that no article uses
    #[arg(long, conflicts_with_all = ["write_names", "conflicts", "format"])]
    pub(super) check: bool,
    /// Whether to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Color,
    #[command(flatten, next_help_heading = "Settings")]
    pub(super) project: ProjectArgs,
    /// What the articles are written in, whatever their names say
    #[arg(long, value_name = "NAME", value_parser = article_format(), help_heading = "Settings")]
    pub(super) format_in: Option<ArticleFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum NamesFormat {
    /// Columns for people
    #[default]
    Table,
    /// One JSON array
    Json,
    /// Comma-separated values with a line of heads
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The name of the rule, as in the brackets of a diagnostic
    #[arg(value_name = "RULE")]
    pub(super) rule: String,
    /// Whether to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Color,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// How the list is printed
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ListFormat,
    /// Whether to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Color,
}

#[derive(Debug, Args)]
pub(super) struct DictionaryArgs {
    #[command(subcommand)]
    pub(super) command: DictionaryCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum DictionaryCommand {
    /// Add words to the project's list or to your own, so that they are right from now on, with possessive and plural
    Add {
        /// The words, as they are to be written
        #[arg(value_name = "WORD", required = true)]
        words: Vec<String>,
        /// Add them to the list of the project [default]
        #[arg(long)]
        project: bool,
        /// Add them to your own list, which is read for every project
        #[arg(long, conflicts_with_all = ["project", "config"])]
        user: bool,
        /// The settings that name the list [default: copydesk.toml here or in the nearest folder above]
        #[arg(long, value_name = "PATH")]
        config: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// An article or a folder [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) path: Option<PathBuf>,
    /// How the settings are printed
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ListFormat,
    /// Print the JSON schema of settings files instead
    #[arg(long, conflicts_with = "path")]
    pub(super) schema: bool,
    /// Whether to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Color,
    #[command(flatten, next_help_heading = "Settings")]
    pub(super) project: ProjectArgs,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(super) shell: Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    #[default]
    Table,
    /// JSON
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Everywhere, with ANSI escape sequences
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum FailOn {
    #[default]
    Note,
    Warning,
    Error,
}

impl From<FailOn> for Severity {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Note => Self::Note,
            FailOn::Warning => Self::Warning,
            FailOn::Error => Self::Error,
        }
    }
}
