//! Fixes of documents of Word and LibreOffice, which become tracked changes, and comments on what is left.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use copydesk::diagnostic::Diagnostic;
use copydesk::pipeline::{Fixed, Report};
use copydesk::render::quantity;
use copydesk::source::office::{self, Remark, Revision};
use copydesk::source::transcript::{Replacement, origin};

use super::args::CheckArgs;
use super::{check, replace};

/// Writes `mended` and the comments that are asked for; tells whether there was anything to write.
pub(super) fn write(args: &CheckArgs, report: &Report, mended: Option<&Fixed>) -> Result<bool> {
    let Some(path) = report.source.path.as_deref() else {
        bail!("a document on standard input can be checked, but not mended");
    };
    let none: &[Replacement] = &[];
    let edits = mended.and_then(|mended| mended.container.as_ref()).map_or(none, |container| &container.edits);
    let remaining = mended.map_or(&report.diagnostics, |mended| &mended.remaining);
    let remarks: Vec<Remark> = if args.documents.comments {
        remaining.iter().map(|finding| remark(finding, edits)).collect()
    } else {
        Vec::new()
    };
    if edits.is_empty() && remarks.is_empty() {
        return Ok(false);
    }
    let before = fs::read(path).context("cannot be read any more; nothing was written")?;
    let revision =
        Revision { text: &report.source.text, edits, remarks: &remarks, author: &args.documents.author, date: &now() };
    let revised = office::revise(&before, report.source.format, &revision)?;
    let target = if args.documents.in_place {
        replace::bytes(path, &before, &revised.bytes)?;
        path.to_owned()
    } else {
        beside(path, &revised.bytes)?
    };
    let changes = quantity(mended.map_or(0, |mended| mended.applied), "fix");
    let mut line = format!("{}: wrote {changes} as tracked changes", target.display());
    if args.documents.comments {
        let _ = write!(line, " and {}", quantity(revised.remarks, "comment"));
        let lost = remarks.len() - revised.remarks;
        if lost > 0 {
            let _ = write!(line, "; {} in headers, footers and notes cannot have one", quantity(lost, "finding"));
        }
    }
    check::sum_up(args, &(line + "."));
    Ok(true)
}

/// Writes a new file beside `path`. One that is there already may hold what an editor has decided, so it is kept.
fn beside(path: &Path, bytes: &[u8]) -> Result<PathBuf> {
    let ending = path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let target = path.with_file_name(format!("{stem}.copydesk{ending}"));
    let written =
        replace::nothing(&target, bytes).with_context(|| format!("{} cannot be written", target.display()))?;
    if !written {
        bail!("{} is there already; move it away, or use --in-place", target.display());
    }
    Ok(target)
}

/// The comment on `finding`, which was made after `edits`.
fn remark(finding: &Diagnostic, edits: &[Replacement]) -> Remark {
    let mut text = format!("{} [{}]", finding.message, finding.rule);
    for fix in finding.fixes.iter().take(3) {
        text = text + "\n" + &fix.title;
    }
    if let Some(help) = &finding.help {
        text = text + "\n" + help;
    }
    Remark { span: origin(edits, finding.span), text }
}

/// The time that changes bear: now, or what `SOURCE_DATE_EPOCH` says, by which builds are made repeatable.
fn now() -> String {
    let set = env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    timestamp(set.unwrap_or_else(now))
}

/// The time `seconds` after the start of 1970, in UTC.
fn timestamp(seconds: u64) -> String {
    let (mut days, clock) = (seconds / 86_400, seconds % 86_400);
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    // The calendar repeats itself every 400 years.
    year += days / 146_097 * 400;
    days %= 146_097;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in lengths {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    format!("{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", days + 1)
}

#[cfg(test)]
mod tests {
    use super::timestamp;

    #[test]
    fn dates() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (13_574_563_200, "2400-02-29T00:00:00Z"),
        ] {
            assert_eq!(timestamp(seconds), expected);
        }
    }
}
