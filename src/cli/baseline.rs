//! `copydesk baseline`: writes down what is found now.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use copydesk::render::quantity;

use super::Status;
use super::args::{BaselineArgs, CheckArgs};
use super::check::{self, Checked};
use super::narrow::Keyed;
use super::targets;

pub(super) fn run(args: &BaselineArgs) -> Result<Status> {
    let mut baseline = if args.prune { Keyed::read(&args.file)? } else { Keyed::empty(&args.file)? };
    let Checked { desks, inputs, run, .. } = check::checked(&CheckArgs::from(args), false)?;
    // What could not be read would be missing from the baseline without a word.
    if check::complain_of(&run) {
        return Ok(Status::Failed);
    }
    let file = args.file.display();
    let line = if args.prune {
        let gone = baseline.prune(&desks, inputs.iter(), &run);
        if gone == 0 {
            format!("Nothing of {file} is gone.")
        } else {
            write(&args.file, &baseline.known.to_json())?;
            format!("Took {} out of {file}; {} left.", quantity(gone, "finding"), baseline.known.len())
        }
    } else {
        for report in &run.reports {
            let key = baseline.key(&report.source);
            baseline.known.record(&key, &report.source.text, &report.diagnostics);
        }
        write(&args.file, &baseline.known.to_json())?;
        format!(
            "Wrote {} in {} to {file}.",
            quantity(baseline.known.len(), "finding"),
            quantity(run.checked, "article")
        )
    };
    writeln!(io::stdout().lock(), "{line}")?;
    Ok(Status::Clean)
}

/// Puts a file with `text` at `path`, wholly or not at all.
fn write(path: &Path, text: &str) -> Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let context = || format!("{}: cannot be written", path.display());
    let mut temporary = targets::temporary(folder).with_context(context)?;
    temporary.write_all(text.as_bytes()).with_context(context)?;
    temporary.persist(&target).map_err(|error| error.error).with_context(context)?;
    Ok(())
}
