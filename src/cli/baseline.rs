//! `copydesk baseline`: writes down what is found now.

use std::io::{self, Write};

use anyhow::{Context, Result};
use copydesk::render::quantity;

use super::Status;
use super::args::{BaselineArgs, CheckArgs};
use super::check::{self, Checked};
use super::narrow::Keyed;
use super::replace;

pub(super) fn run(args: &BaselineArgs) -> Result<Status> {
    let mut baseline = if args.prune { Keyed::read(&args.file)? } else { Keyed::empty(&args.file)? };
    let Checked { desks, inputs, run, .. } = check::checked(&CheckArgs::from(args), false)?;
    // What could not be read would be missing from the baseline without a word.
    if check::complain_of(&run) {
        writeln!(io::stderr().lock(), "{} was not written.", args.file.display())?;
        return Ok(Status::Failed);
    }
    let file = args.file.display();
    let line = if args.prune {
        let gone = baseline.prune(&desks, inputs.iter(), &run);
        if gone == 0 {
            format!("Nothing of {file} is gone.")
        } else {
            replace::file(&args.file, &baseline.text, &baseline.known.to_json()).with_context(|| file.to_string())?;
            format!("Took {} out of {file}; {} left.", quantity(gone, "finding"), baseline.known.len())
        }
    } else {
        for report in &run.reports {
            let key = baseline.key(&report.source);
            baseline.known.record(&key, &report.source.text, &report.diagnostics);
        }
        replace::anything(&args.file, &baseline.known.to_json()).with_context(|| file.to_string())?;
        format!(
            "Wrote {} in {} to {file}.",
            quantity(baseline.known.len(), "finding"),
            quantity(run.checked, "article")
        )
    };
    writeln!(io::stdout().lock(), "{line}")?;
    Ok(Status::Clean)
}
