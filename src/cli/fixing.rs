//! `--fix` and `--diff`: what the fixes make of the articles, written or shown.

use std::io::{self, Write};

use anyhow::Result;
use copydesk::corpus::Corpus;
use copydesk::diagnostic::Applicability;
use copydesk::fix;
use copydesk::pipeline::{Checker, Desks, Fixed, Report, Run};
use copydesk::render;
use copydesk::source::Source;
use similar::TextDiff;

use super::args::CheckArgs;
use super::narrow::Narrowing;
use super::output::Output;
use super::targets::Targets;
use super::{Status, check, complain, replace, revising};

/// Applies the fixes, writes what changed, and prints what remains. Standard input is written to standard output, changed
/// or not, so that copydesk can stand in a pipe; what remains goes to standard error then.
pub(super) fn fix(
    args: &CheckArgs,
    desks: &Desks,
    run: &mut Run,
    narrowing: &Narrowing,
    targets: &mut Targets,
) -> Result<Status> {
    let (mut fixes, mut documents) = (0, 0);
    // What remains in one article may point into another as it was before its fixes.
    let texts = check::texts(&run.reports);
    let (mut failed, mut piped) = (false, false);
    for report in &mut run.reports {
        let mended = ((args.fix || args.unsafe_fixes) && is_fixable(args, report))
            .then(|| mended(args, desks.checker(report.desk), &run.corpus, narrowing, &report.source));
        if report.source.format.is_container() {
            match revising::write(args, report, mended.as_ref()) {
                Ok(written) => {
                    let done = mended.filter(|_| written);
                    fixes += done.as_ref().map_or(0, |mended| mended.applied);
                    documents += usize::from(done.as_ref().is_some_and(|mended| mended.applied > 0));
                    if let Some(Fixed { text, remaining, container: Some(container), .. }) = done {
                        report.source.text = text.into();
                        report.source.transcript = Some(container.transcript);
                        report.diagnostics = remaining;
                    }
                }
                Err(error) => {
                    failed = true;
                    complain(&format!("{}: {error:#}", report.source.name));
                }
            }
            continue;
        }
        if report.source.path.is_none() {
            piped = true;
            let text = mended.as_ref().map_or(&*report.source.text, |mended| &mended.text);
            let mut stdout = io::stdout().lock();
            stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())?;
        }
        if let Some(mended) = mended
            && *mended.text != *report.source.text
        {
            let written =
                report.source.path.as_deref().map(|path| replace::file(path, &report.source.text, &mended.text));
            match written.transpose() {
                Ok(_) => {
                    fixes += mended.applied;
                    documents += 1;
                    report.source.text = mended.text.into();
                    report.diagnostics = mended.remaining;
                }
                Err(error) => {
                    failed = true;
                    complain(&format!("{}: {error:#}", report.source.name));
                }
            }
        }
    }
    if piped {
        targets.turn_to_stderr();
    }
    let remaining = targets.print(run, &texts)?;
    check::sum_up_run(args, run, &render::Fixed { fixes, documents, remaining });
    targets.tell_hidden(args, &remaining);
    // What is committed is what was staged.
    let is_behind = args.narrow.staged && documents > 0;
    if is_behind {
        check::sum_up(args, &"What was fixed is not staged yet: git add it.");
    }
    Ok(if failed {
        Status::Failed
    } else if is_behind {
        Status::Found
    } else {
        check::status(args, &remaining)
    })
}

/// Prints what the fixes would change as a unified diff; something to change counts as something found.
pub(super) fn diff(args: &CheckArgs, desks: &Desks, run: &Run, narrowing: &Narrowing) -> Result<Status> {
    let mut out = Output::stdout(args.color);
    let (mut fixes, mut documents) = (0, 0);
    for report in run.reports.iter().filter(|report| is_fixable(args, report)) {
        let mended = mended(args, desks.checker(report.desk), &run.corpus, narrowing, &report.source);
        if *mended.text != *report.source.text {
            fixes += mended.applied;
            documents += 1;
            unified(&mut out, &report.source.name, &report.source.text, &mended.text)?;
        }
    }
    out.flush()?;
    if documents == 0 {
        check::sum_up_run(args, run, &"Nothing to fix.");
        return Ok(Status::Clean);
    }
    let (fixes, documents) = (render::quantity(fixes, "fix"), render::quantity(documents, "article"));
    check::sum_up(args, &format!("Would apply {fixes} in {documents}."));
    Ok(Status::Found)
}

/// What the fixes make of `source`: those of findings that are not left out.
fn mended(args: &CheckArgs, checker: &Checker, corpus: &Corpus, narrowing: &Narrowing, source: &Source) -> Fixed {
    checker.fix_source_where(source, corpus, threshold(args), &|source, found| narrowing.sift(source, found))
}

fn threshold(args: &CheckArgs) -> Applicability {
    if args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe }
}

/// Whether any fix would be applied, so that documents without one are not checked again.
fn is_fixable(args: &CheckArgs, report: &Report) -> bool {
    report.diagnostics.iter().any(|diagnostic| fix::best(diagnostic, threshold(args)).is_some())
}

/// Writes what becomes of `before` as a unified diff.
pub(super) fn unified(out: &mut Output, name: &str, before: &str, after: &str) -> io::Result<()> {
    let diff = TextDiff::from_lines(before, after);
    let mut unified = diff.unified_diff();
    unified.context_radius(3).header(name, name);
    if !out.style.colour {
        return unified.to_writer(out);
    }
    for line in unified.to_string().split_inclusive('\n') {
        let colour = match line.as_bytes() {
            [b'+', ..] => "\x1b[32m",
            [b'-', ..] => "\x1b[31m",
            [b'@', ..] => "\x1b[36m",
            _ => "",
        };
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let reset = if colour.is_empty() { "" } else { "\x1b[0m" };
        write!(out, "{colour}{line}{reset}{end}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use clap::Parser;
    use copydesk::diagnostic::{Applicability, Fix, Group, Severity};
    use copydesk::lexicon::Lexicon;
    use copydesk::pipeline::{Checker, Desks};
    use copydesk::rules::{Context, Fixability, Meta, Rule, Scope};
    use copydesk::source::{self, Span};

    use super::super::args::{CheckArgs, Cli};
    use super::super::narrow::Narrowing;
    use super::super::progress::Bar;
    use super::super::targets::Targets;
    use super::{Status, diff};

    /// Finds `teh`, which is surely `the`, and `fo`, which is perhaps `of`.
    struct Slips;

    static SLIPS: Meta = Meta {
        name: "slips",
        group: Group::Spelling,
        scope: Scope::Document,
        severity: Severity::Warning,
        on_by_default: true,
        fixability: Fixability::Always,
        docs: &[" Finds slips."],
        options: &[],
    };

    impl Rule for Slips {
        fn meta(&self) -> &'static Meta {
            &SLIPS
        }

        fn check(&self, context: &mut Context<'_>) {
            let document = context.document;
            for (slip, meant, trust) in [("teh", "the", Applicability::Safe), ("fo", "of", Applicability::Unsafe)] {
                for (start, _) in document.text().match_indices(slip) {
                    let span = Span::from_range(start..start + slip.len());
                    let diagnostic = context.diagnostic(span, "a slip").with_fix(Fix::replace(span, meant, trust));
                    context.report(diagnostic);
                }
            }
        }
    }

    static RULE: Slips = Slips;

    fn arguments(more: &[&str]) -> CheckArgs {
        Cli::try_parse_from(["copydesk", "--quiet", "--format", "short"].iter().chain(more)).unwrap().check
    }

    fn checked(path: &Path) -> (Desks, copydesk::pipeline::Run) {
        let checker = Checker::new(Lexicon::default(), vec![(&RULE, Severity::Warning)]);
        let (inputs, failures) = source::inputs(&[path.to_owned()], "-");
        assert!(failures.is_empty());
        let run = checker.run(&inputs, &Bar::new(true));
        (Desks::one(checker), run)
    }

    fn fix(args: &CheckArgs, desks: &Desks, run: &mut copydesk::pipeline::Run) -> Status {
        super::fix(args, desks, run, &Narrowing::default(), &mut Targets::open(args).unwrap()).unwrap()
    }

    const TEXT: &str = "\u{feff}teh end\r\nfo teh end";

    #[test]
    fn what_is_written_and_how_it_ends() {
        let cases: [(&[&str], &str, Status); 3] = [
            (&["--fix"], "\u{feff}the end\r\nfo the end", Status::Found),
            (&["--fix", "--fail-on", "error"], "\u{feff}the end\r\nfo the end", Status::Clean),
            (&["--unsafe-fixes"], "\u{feff}the end\r\nof the end", Status::Clean),
        ];
        for (more, expected, status) in cases {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.md");
            fs::write(&path, TEXT).unwrap();
            let (desks, mut run) = checked(&path);
            assert_eq!(fix(&arguments(more), &desks, &mut run), status, "{more:?}");
            assert_eq!(fs::read_to_string(&path).unwrap(), expected, "{more:?}");
        }
    }

    #[test]
    fn a_diff_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let diff_arguments = Cli::try_parse_from(["copydesk", "--quiet", "--diff"]).unwrap().check;
        for (text, status) in [(TEXT, Status::Found), ("fo the end", Status::Clean)] {
            fs::write(&path, text).unwrap();
            let (desks, run) = checked(&path);
            assert_eq!(diff(&diff_arguments, &desks, &run, &Narrowing::default()).unwrap(), status);
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn a_file_that_somebody_else_changes_meanwhile_is_theirs_and_the_others_are_mended() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.md", "b.md", "c.md"].map(|name| folder.path().join(name));
        for path in &paths {
            fs::write(path, TEXT).unwrap();
        }
        let (desks, mut run) = checked(folder.path());
        fs::write(&paths[1], "someone was here").unwrap();
        assert_eq!(fix(&arguments(&["--fix"]), &desks, &mut run), Status::Failed);
        let mended = "\u{feff}the end\r\nfo the end";
        assert_eq!(paths.map(|path| fs::read_to_string(path).unwrap()), [mended, "someone was here", mended]);
    }

    #[test]
    fn what_cannot_be_written_is_a_failure_and_keeps_its_diagnostics() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, TEXT).unwrap();
        let (desks, mut run) = checked(&path);
        fs::write(&path, "someone was here").unwrap();
        assert_eq!(fix(&arguments(&["--fix"]), &desks, &mut run), Status::Failed);
        assert_eq!(fs::read_to_string(&path).unwrap(), "someone was here");
        assert_eq!(run.reports[0].diagnostics.len(), 3);
    }
}
