//! `--add-suppressions`: everything that is found is silenced where it stands, for an archive that nobody will mend.

use std::io::{self, Write};

use anyhow::Result;
use copydesk::pipeline::{Desks, Run};
use copydesk::render::quantity;

use super::args::CheckArgs;
use super::output::Output;
use super::{Status, check, complain, fixing, replace};

/// Writes comments into the articles of `run`, or shows them; tells of what cannot be silenced so.
pub(super) fn add(args: &CheckArgs, desks: &Desks, run: &Run) -> Result<Status> {
    let mut out = Output::stdout(args.color);
    let (mut silenced, mut documents, mut remaining) = (0, 0, 0);
    let mut failed = false;
    for report in &run.reports {
        if report.source.format.is_container() {
            complain(&format!(
                "{}: office documents have no comments that silence; `[[overrides]]` in copydesk.toml can ignore a rule",
                report.source.name
            ));
            failed = true;
            continue;
        }
        let silent = desks.checker(report.desk).silence_all(&report.source, &run.corpus);
        remaining += silent.remaining.len();
        if let Some(reason) = silent.reason {
            let (name, what) = (&report.source.name, quantity(silent.remaining.len(), "finding"));
            check::sum_up(args, &format!("{name}: {what} cannot be silenced: {reason}"));
        }
        let is_changed = *silent.text != *report.source.text;
        let Some(path) = &report.source.path else {
            io::stdout().lock().write_all(silent.text.as_bytes())?;
            silenced += silent.silenced;
            documents += usize::from(is_changed);
            continue;
        };
        if !is_changed {
            continue;
        }
        if args.diff {
            fixing::unified(&mut out, &report.source.name, &report.source.text, &silent.text)?;
        } else if let Err(error) = replace::file(path, &report.source.text, &silent.text) {
            complain(&format!("{}: {error:#}", report.source.name));
            failed = true;
            continue;
        }
        silenced += silent.silenced;
        documents += 1;
    }
    out.flush()?;
    let verb = if args.diff { "Would silence" } else { "Silenced" };
    let (findings, articles) = (quantity(silenced, "finding"), quantity(documents, "article"));
    check::sum_up_run(args, run, &format!("{verb} {findings} in {articles}."));
    if remaining > 0 {
        check::sum_up(args, &format!("{} left.", quantity(remaining, "finding")));
    }
    Ok(match (failed, remaining) {
        (true, _) => Status::Failed,
        (false, 0) => Status::Clean,
        (false, _) => Status::Found,
    })
}
