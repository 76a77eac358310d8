//! What is left out of a check: articles and lines that git says have not changed, and what a baseline has.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use copydesk::baseline::Baseline;
use copydesk::bounded;
use copydesk::diagnostic::Diagnostic;
use copydesk::pipeline::{Desks, Run};
use copydesk::source::{Format, Input, Origin, Source};
use similar::{Algorithm, capture_diff_slices_deadline};

use super::args::NarrowArgs;
use super::git::{Change, Repository, Since};

/// Two versions of an article that have not been compared after that long are taken to differ from there on.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is left out.
#[derive(Debug, Default)]
pub(super) struct Narrowing {
    baseline: Option<Keyed>,
    /// The names of the articles to check; all where git was not asked.
    wanted: Option<HashMap<Arc<str>, Before>>,
    /// Whether only changed lines count.
    lines: bool,
}

/// What stood in an article before its changes; nothing where it is new.
type Before = Option<String>;

impl Narrowing {
    /// Asks git and reads the baseline, as `args` say. Of articles that are staged otherwise than they lie on disk, the
    /// inputs, which were found at `paths`, are replaced by what is staged; where they are to be mended (`writes`), that is refused.
    pub(super) fn new(args: &NarrowArgs, paths: &[PathBuf], inputs: &mut [Input], writes: bool) -> Result<Self> {
        let baseline = args.baseline.as_deref().map(Keyed::read).transpose()?;
        let asked = match (&args.since, args.staged, args.diff_only) {
            (Some(revision), ..) => Some(("--since", Since::Revision(revision))),
            (None, true, _) => Some(("--staged", Since::Staged)),
            (None, false, true) => Some(("--diff-only", Since::Revision("HEAD"))),
            (None, false, false) => None,
        };
        let wanted = match asked {
            Some((option, since)) => {
                let repository = Repository::find(option)?;
                let changes = repository.changes(since)?;
                refuse_gone(&changes, paths)?;
                Some(wanted(&repository, &changes, args.diff_only, inputs, writes)?)
            }
            None => None,
        };
        Ok(Self { baseline, wanted, lines: args.diff_only })
    }

    /// Whether `input` is to be checked.
    pub(super) fn wants(&self, input: &Input) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| wanted.contains_key(&input.name))
    }

    /// Whether what a baseline has is left out.
    pub(super) fn has_baseline(&self) -> bool {
        self.baseline.is_some()
    }

    /// Whether git was asked, so that most articles may be left out.
    pub(super) fn is_partial(&self) -> bool {
        self.wanted.is_some()
    }

    /// Those of `found` in `source` that are new.
    pub(super) fn sift(&self, source: &Source, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if let Some(baseline) = &self.baseline {
            found = baseline.known.sift(&baseline.key(source), &source.text, found);
        }
        let before = self.wanted.as_ref().and_then(|wanted| wanted.get(&source.name)).and_then(Option::as_deref);
        if let (true, Some(before)) = (self.lines, before) {
            let changed = changed_lines(before, &source.text);
            found.retain(|diagnostic| touches(&changed, diagnostic.span.range()));
        }
        found
    }

    /// Leaves in `run` only what is new, and tells what the baseline had: `None` without one.
    pub(super) fn apply(&self, desks: &Desks, inputs: &[Input], run: &mut Run) -> Option<String> {
        let all: usize = run.reports.iter().map(|report| report.diagnostics.len()).sum();
        let gone = self
            .baseline
            .as_ref()
            .map(|baseline| baseline.clone().prune(desks, inputs.iter().filter(|input| self.wants(input)), run));
        for report in &mut run.reports {
            report.diagnostics = self.sift(&report.source, std::mem::take(&mut report.diagnostics));
        }
        let left: usize = run.reports.iter().map(|report| report.diagnostics.len()).sum();
        run.reports.retain(|report| !report.diagnostics.is_empty() || report.source.path.is_none());
        let (gone, file) = (gone?, self.baseline.as_ref()?.file.display());
        let old = if self.lines { String::new() } else { format!("{} not shown", all - left) };
        Some(match (gone, old.is_empty()) {
            (0, true) => return None,
            (0, false) => format!("Of the baseline {file}: {old}."),
            (gone, true) => format!("Of the baseline {file}: {gone} gone (copydesk baseline --prune takes them out)."),
            (gone, false) => {
                format!("Of the baseline {file}: {old}, {gone} gone (copydesk baseline --prune takes them out).")
            }
        })
    }
}

/// Refuses articles at `paths` that are staged, but are no longer on disk, where nobody would find them.
fn refuse_gone(changes: &HashMap<PathBuf, Change>, paths: &[PathBuf]) -> Result<()> {
    let is_gone = |path: &Path, change: &Change| change.staged.is_some() && path.symlink_metadata().is_err();
    let is_article = |path: &Path| Format::from_known_ending(&path.to_string_lossy()).is_some_and(Format::is_walked);
    // What is hidden is not read where a folder is named.
    let is_shown = |rest: &Path| !rest.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    let is_asked_for = |path: &Path| {
        let folders = paths.iter().filter_map(|folder| folder.canonicalize().ok());
        folders.filter_map(|folder| path.strip_prefix(folder).ok()).any(is_shown)
    };
    let mut gone: Vec<&Path> = changes
        .iter()
        .filter(|(path, change)| is_gone(path, change) && is_article(path) && is_asked_for(path))
        .map(|(path, _)| path.as_path())
        .collect();
    gone.sort_unstable();
    match gone.first() {
        None => Ok(()),
        Some(path) => bail!("{}: is staged, but no longer on disk; restore it, or unstage it", path.display()),
    }
}

/// The names of those of `inputs` that have changed, with what stood in them before where `lines` asks for it.
fn wanted(
    repository: &Repository,
    changes: &HashMap<PathBuf, Change>,
    lines: bool,
    inputs: &mut [Input],
    writes: bool,
) -> Result<HashMap<Arc<str>, Before>> {
    let mut touched: Vec<(&mut Input, &Change)> = Vec::new();
    for input in inputs {
        let Some(path) = input.path() else { bail!("standard input has no history; name files or folders") };
        if let Some(change) = path.canonicalize().ok().and_then(|path| changes.get(&path)) {
            touched.push((input, change));
        }
    }
    if writes && let Some((input, _)) = touched.iter().find(|(_, change)| change.staged.is_some()) {
        bail!("{}: has changes that are not staged; stage or stash them before it is mended", input.name);
    }
    let names: Vec<&str> = touched
        .iter()
        .flat_map(|(_, change)| [change.before.as_deref().filter(|_| lines), change.staged.as_deref()])
        .flatten()
        .collect();
    let mut objects = repository.objects(&names)?.into_iter();
    let mut wanted = HashMap::new();
    for (input, change) in touched {
        let before = change.before.as_ref().filter(|_| lines).and_then(|_| objects.next());
        if let Some(staged) = change.staged.as_ref().and_then(|_| objects.next()) {
            input.origin = Origin::Memory(staged);
        }
        // Of what was no text before, every line is new.
        wanted.insert(Arc::clone(&input.name), before.and_then(|bytes| String::from_utf8(bytes).ok()));
    }
    Ok(wanted)
}

/// The bytes of `after` that stand on lines that `before` does not have; an empty range where lines were taken out.
fn changed_lines(before: &str, after: &str) -> Vec<Range<usize>> {
    // Git may have made other line ends of those on disk.
    let lines = |text| -> Vec<&str> { str::lines(text).collect() };
    let mut starts = vec![0];
    starts.extend(after.match_indices('\n').map(|(end, _)| end + 1));
    let start = |line: usize| starts.get(line).copied().unwrap_or(after.len()).min(after.len());
    let deadline = Instant::now() + PATIENCE;
    capture_diff_slices_deadline(Algorithm::Myers, &lines(before), &lines(after), Some(deadline))
        .into_iter()
        .filter(|operation| operation.tag() != similar::DiffTag::Equal)
        .map(|operation| operation.new_range())
        .map(|lines| start(lines.start)..start(lines.end))
        .collect()
}

/// Whether `span` has a byte on a changed line, or reaches over a place where lines were taken out.
fn touches(changed: &[Range<usize>], span: Range<usize>) -> bool {
    changed.iter().any(|lines| {
        if lines.is_empty() {
            span.start < lines.start && lines.start < span.end
        } else {
            span.start < lines.end && lines.start < span.end.max(span.start + 1)
        }
    })
}

/// A baseline with the file that it lies in, from whose folder its paths are counted.
#[derive(Debug, Clone)]
pub(super) struct Keyed {
    pub(super) file: PathBuf,
    folder: PathBuf,
    /// What the file said when it was read.
    pub(super) text: String,
    pub(super) known: Baseline,
}

impl Keyed {
    /// A baseline without findings that is to lie at `file`.
    pub(super) fn empty(file: &Path) -> Result<Self> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder =
            folder.canonicalize().with_context(|| format!("{}: its folder cannot be found", file.display()))?;
        Ok(Self { file: file.to_owned(), folder, text: String::new(), known: Baseline::default() })
    }

    /// Reads the baseline at `file`.
    pub(super) fn read(file: &Path) -> Result<Self> {
        let text = bounded::read_to_string(file, bounded::LIST)
            .with_context(|| format!("{}: cannot be read", file.display()))?;
        let known = Baseline::parse(&text).with_context(|| file.display().to_string())?;
        Ok(Self { text, known, ..Self::empty(file)? })
    }

    /// What `source` goes by: its path from the folder of the baseline, however it was named.
    pub(super) fn key(&self, source: &Source) -> String {
        self.key_of(source.path.as_deref().unwrap_or(Path::new(&*source.name)))
    }

    fn key_of(&self, path: &Path) -> String {
        let Ok(path) = path.canonicalize() else { return path.to_string_lossy().into_owned() };
        let common = self.folder.components().zip(path.components()).take_while(|(left, right)| left == right).count();
        let up = self.folder.components().skip(common).map(|_| Component::ParentDir);
        let parts = up.chain(path.components().skip(common));
        let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }

    /// Takes out what `run` no longer found in the `inputs`, which were checked, and all of files that are no longer there. Says how
    /// much that is.
    pub(super) fn prune<'i>(&mut self, desks: &Desks, inputs: impl Iterator<Item = &'i Input>, run: &Run) -> usize {
        let reports: HashMap<&str, _> = run.reports.iter().map(|report| (&*report.source.name, report)).collect();
        let failed = |input: &Input| run.failures.iter().any(|failure| Some(failure.path()) == input.path());
        let mut gone = 0;
        for input in inputs.filter(|input| !failed(input)) {
            let key = self.key_of(input.path().unwrap_or(Path::new(&*input.name)));
            gone += match reports.get(&*input.name) {
                Some(report) => {
                    self.known.prune(&key, &report.source.text, &report.diagnostics, |rule| desks.runs(rule))
                }
                None => self.known.prune(&key, "", &[], |rule| desks.runs(rule)),
            };
        }
        let paths: Vec<String> = self.known.paths().map(str::to_owned).collect();
        for path in paths.iter().filter(|path| !self.folder.join(path).exists()) {
            gone += self.known.remove(path);
        }
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::{changed_lines, touches};

    #[test]
    fn lines_that_changed() {
        let before = "one\ntwo\nthree\nfour\n";
        for (after, expected) in [
            (before, &[][..]),
            ("one\r\ntwo\r\nthree\r\nfour\r\n", &[]),
            ("one\n2\nthree\nfour\n", &["2\n"]),
            ("zero\none\ntwo\nthree\nfour\nfive", &["zero\n", "five"]),
            ("one\nfour\n", &[""]),
        ] {
            let changed: Vec<&str> = changed_lines(before, after).into_iter().map(|range| &after[range]).collect();
            assert_eq!(changed, expected, "{after:?}");
        }
    }

    #[test]
    fn what_touches_a_changed_line() {
        let changed = [4..8, 20..20];
        for (span, expected) in [
            (0..4, false),
            (3..5, true),
            (7..9, true),
            (8..9, false),
            (6..6, true),
            (8..8, false),
            (18..22, true),
            (20..22, false),
        ] {
            assert_eq!(touches(&changed, span.clone()), expected, "{span:?}");
        }
    }
}
