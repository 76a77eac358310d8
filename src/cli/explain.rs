//! `copydesk explain`: the manual of a rule.

use std::io::Write;

use anyhow::{Result, bail};
use copydesk::config;
use copydesk::rules::{self, RULES};

use super::args::ExplainArgs;
use super::output::Output;
use super::{Status, manual};

pub(super) fn run(args: &ExplainArgs) -> Result<Status> {
    let Some(rule) = rules::find(&args.rule) else {
        let names = RULES.iter().map(|rule| rule.meta().name);
        let hint = match config::nearest(&args.rule, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "`copydesk rules` lists them all".to_owned(),
        };
        bail!("no rule is called `{}`; {hint}", args.rule);
    };
    let meta = rule.meta();
    let default = if meta.on_by_default { "on by default" } else { "off by default" };
    let facts = format!("{} · {} · {default} · fix: {}", meta.group, meta.severity, meta.fixability.name());
    let mut out = Output::stdout(args.color);
    let (bold, dim, plain) = if out.style.colour { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
    writeln!(out, "{bold}{}{plain}\n{dim}{facts}{plain}\n", meta.name)?;
    let page = manual::page(&meta.manual(), out.style);
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(Status::Clean)
}
