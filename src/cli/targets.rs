//! Where the diagnostics of a run are printed: one place for each format that was asked for.

use std::collections::HashMap;
use std::env;
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use copydesk::pipeline::{Page, Report, Run};
use copydesk::render::{self, Counts, OutputFormat, Renderer, Style, Texts};
use copydesk::source::{Input, SourceError, Text};
use tempfile::{Builder, NamedTempFile, TempPath};

use super::args::{CheckArgs, Color, Format};
use super::output::Output;
use super::{complain, interrupt};

/// GitHub gives the path of the file that takes the summary of a job by this variable.
const JOB_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// So many bytes are written at once.
const ROOM: usize = 1 << 16;

/// The formats that were asked for, each with its place.
#[derive(Debug)]
pub(super) struct Targets {
    places: Vec<(Format, Place)>,
    color: Color,
    /// No more findings than that are printed.
    limit: usize,
}

#[derive(Debug)]
enum Place {
    Stdout,
    Stderr,
    /// A file that is there whole or not at all.
    New(NamedTempFile, PathBuf),
    /// A device or a pipe, which nothing can take the place of.
    Stream(File),
    /// It has been written.
    Done,
}

impl Place {
    /// The file that takes the place of what is there.
    fn file(&self) -> Option<&Path> {
        if let Self::New(_, path) = self { Some(path) } else { None }
    }
}

impl Targets {
    /// Finds the place of each format, before anything is checked, so that nobody waits for a run whose output has no
    /// place to go.
    pub(super) fn open(args: &CheckArgs) -> Result<Self> {
        if args.output.len() > args.format.len() {
            bail!("there are more places (--output) than formats (--format)");
        }
        let mut targets: Vec<(Format, Place)> = Vec::new();
        for (index, &format) in args.format.iter().enumerate() {
            let place = match args.output.get(index).filter(|path| path.as_os_str() != "-") {
                Some(path) => place(path).with_context(|| format!("{}: cannot be written", path.display()))?,
                None => Place::Stdout,
            };
            targets.push((format, place));
        }
        if targets.iter().filter(|(_, place)| matches!(place, Place::Stdout)).count() > 1 {
            bail!("two formats would go to standard output; give each but one an --output, in their order");
        }
        let files: Vec<&Path> = targets.iter().filter_map(|(_, place)| place.file()).collect();
        let is_twice = |&(at, file): &(usize, &&Path)| files.iter().skip(at + 1).any(|other| other == file);
        if let Some((_, twice)) = files.iter().enumerate().find(is_twice) {
            bail!("{}: two reports would go there", twice.display());
        }
        Ok(Self { places: targets, color: args.color, limit: args.max_findings.unwrap_or(usize::MAX) })
    }

    /// Refuses to let a report take the place of one of `articles`.
    pub(super) fn refuse_loss(&self, articles: &[Input]) -> Result<()> {
        for report in self.places.iter().filter_map(|(_, place)| place.file()) {
            let is_report = |article: &&Path| {
                article.file_name() == report.file_name()
                    && fs::canonicalize(article).is_ok_and(|article| article == report)
            };
            if let Some(article) = articles.iter().filter_map(Input::path).find(is_report) {
                bail!("{}: the report (--output) would take the place of the article", article.display());
            }
        }
        Ok(())
    }

    /// Leaves standard output to an article that passes through.
    pub(super) fn turn_to_stderr(&mut self) {
        for (_, place) in &mut self.places {
            if matches!(place, Place::Stdout) {
                *place = Place::Stderr;
            }
        }
    }

    /// Prints the reports of `run` to all places. `texts` has the articles that notes point into.
    pub(super) fn print(&mut self, run: &Run, texts: &HashMap<Arc<str>, Text>) -> Result<Counts> {
        let texts = |name: &str| texts.get(name).cloned();
        let mut printing = self.begin(&texts);
        for report in &run.reports {
            printing.report(report)?;
        }
        // Articles in which nothing was found have no report.
        let counts = Counts { documents: run.checked, ..printing.finish(&run.failures)? };
        if self.is_for_github() {
            append_job_summary(&counts, run);
        }
        Ok(counts)
    }

    /// Begins to print reports that come one by one.
    pub(super) fn begin<'t>(&mut self, texts: &'t dyn Texts) -> Printing<'t> {
        let color = self.color;
        let begin = |(format, place): &mut (Format, Place)| {
            let mut persist = None;
            let (style, out): (Style, Box<dyn Write>) = match std::mem::replace(place, Place::Done) {
                Place::Stdout => {
                    let out = Output::stdout(color);
                    (out.style, Box::new(out))
                }
                Place::Stderr => {
                    let out = Output::stderr(color);
                    (out.style, Box::new(out))
                }
                Place::Stream(file) => (Style::default(), Box::new(file)),
                Place::New(file, path) => {
                    let (file, temporary) = file.into_parts();
                    persist = Some((temporary, path));
                    (Style::default(), Box::new(file))
                }
                Place::Done => return None,
            };
            let format = (*format).into();
            Some(Printer {
                format,
                style,
                renderer: render::renderer(format, style, texts),
                out: BufWriter::with_capacity(ROOM, out),
                persist,
            })
        };
        let printers = self.places.iter_mut().filter_map(begin).collect();
        Printing { printers, left: self.limit, counts: Counts::default() }
    }

    /// Whether a summary is to be written for GitHub, which asks for all reports at once.
    pub(super) fn is_for_github(&self) -> bool {
        self.places.iter().any(|(format, _)| *format == Format::Github)
    }

    /// Tells how many findings were not printed.
    pub(super) fn tell_hidden(&self, args: &CheckArgs, counts: &Counts) {
        let hidden = counts.at_least(copydesk::diagnostic::Severity::Note).saturating_sub(self.limit);
        if hidden > 0 && !args.quiet {
            let hidden = render::quantity(hidden, "more finding");
            let _ = writeln!(io::stderr().lock(), "{hidden} not shown (--max-findings {}).", self.limit);
        }
    }
}

/// A format that is being written.
struct Printer<'t> {
    format: OutputFormat,
    style: Style,
    renderer: Box<dyn Renderer + 't>,
    out: BufWriter<Box<dyn Write>>,
    /// The temporary file that is being written, and the one that it becomes.
    persist: Option<(TempPath, PathBuf)>,
}

/// Reports that are being printed, to all places at once.
pub(super) struct Printing<'t> {
    printers: Vec<Printer<'t>>,
    /// So many findings may still be shown.
    left: usize,
    counts: Counts,
}

impl Printing<'_> {
    /// Prints what was found in one article.
    pub(super) fn report(&mut self, report: &Report) -> Result<()> {
        self.counts.add(&report.diagnostics);
        let shown = report.diagnostics.get(..self.left).unwrap_or(&report.diagnostics);
        // Without a limit none is reached.
        if self.left < usize::MAX {
            self.left -= shown.len();
        }
        for printer in &mut self.printers {
            let written = printer.renderer.document(&report.source, shown, &mut printer.out);
            written.map_err(|error| printer.name_of(error))?;
        }
        Ok(())
    }

    /// The format and its style, where it is the only one and what is printed of an article depends on no other.
    pub(super) fn alone(&self) -> Option<(OutputFormat, Style)> {
        match &*self.printers {
            [one] if one.format.is_by_article() && self.left == usize::MAX => Some((one.format, one.style)),
            _ => None,
        }
    }

    /// Prints what was printed elsewhere of one article, in the format that is [`alone`](Self::alone).
    pub(super) fn page(&mut self, page: &Page) -> Result<()> {
        self.counts.merge(&page.counts);
        for printer in &mut self.printers {
            let written = printer.out.write_all(page.text());
            written.map_err(|error| printer.name_of(error))?;
        }
        Ok(())
    }

    /// Ends all formats, with what could not be checked, puts new files into their places, and tells what was found.
    pub(super) fn finish(self, failures: &[SourceError]) -> Result<Counts> {
        for mut printer in self.printers {
            let Printer { renderer, out, .. } = &mut printer;
            let told = failures
                .iter()
                .try_for_each(|failure| renderer.failure(&failure.path().to_string_lossy(), &failure.to_string(), out));
            let written = told.and_then(|()| renderer.finish(out)).and_then(|()| out.flush());
            written.map_err(|error| printer.name_of(error))?;
            if let Some((temporary, path)) = printer.persist {
                interrupt::persist(temporary, &path)
                    .with_context(|| format!("{}: cannot be written", path.display()))?;
            }
        }
        Ok(self.counts)
    }
}

impl Printer<'_> {
    /// The error with the file that could not be written, where it is a file.
    fn name_of(&self, error: io::Error) -> anyhow::Error {
        match &self.persist {
            Some((_, path)) => anyhow::Error::new(error).context(format!("{}: cannot be written", path.display())),
            None => anyhow::Error::new(error),
        }
    }
}

/// The place at `path`: a file that takes the place of what is there, or what is there where it is no file.
fn place(path: &Path) -> Result<Place> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(metadata) = fs::metadata(&path) {
        if metadata.is_dir() {
            bail!("it is a folder");
        }
        if !metadata.is_file() {
            return Ok(Place::Stream(OpenOptions::new().write(true).open(&path)?));
        }
        if metadata.permissions().readonly() {
            bail!("it is read-only");
        }
    }
    let new = interrupt::temporary(folder)?;
    // What is not there yet has no other name than that of its folder, and its own in it.
    let real = fs::canonicalize(folder).ok().zip(path.file_name()).map(|(folder, name)| folder.join(name));
    Ok(Place::New(new, real.unwrap_or(path)))
}

/// A temporary file in `folder` with the mode of any new file.
pub(super) fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.prefix(".copydesk-").tempfile_in(folder)
}

/// Adds the summary to the one that GitHub shows with the job. That it cannot be written does not fail a check.
fn append_job_summary(counts: &Counts, run: &Run) {
    let Some(path) = env::var_os(JOB_SUMMARY).filter(|path| !path.is_empty()).map(PathBuf::from) else { return };
    let found = run.reports.iter().map(|report| (&report.source, &*report.diagnostics));
    let mut summary = render::job_summary(counts, found);
    if !run.failures.is_empty() {
        let _ = writeln!(summary, "\n{} could not be checked.", render::quantity(run.failures.len(), "article"));
    }
    let written = OpenOptions::new().append(true).create(true).open(&path);
    if let Err(error) = written.and_then(|mut file| file.write_all(summary.as_bytes())) {
        complain(&format!("{}: the summary of the job cannot be written: {error}", path.display()));
    }
}
