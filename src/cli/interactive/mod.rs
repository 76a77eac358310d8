//! `--interactive`: an editor walks through the findings and decides on each.
//!
//! All that is decided stays in memory until the end of an article, where it is confirmed; then the article, the list of
//! words and the settings are each replaced as a whole. So an interrupt at any time leaves files as they were or as they
//! were to be.

mod screen;
mod session;

use std::io::IsTerminal;
use std::path::Path;

use anyhow::{Context, Result, bail};
use console::Key;
use copydesk::config::FILE_NAME;
use copydesk::document::Format;
use copydesk::pipeline::{Desks, Report, Run};
use copydesk::render::{Counts, quantity};
use copydesk::source::Source;

use super::args::CheckArgs;
use super::narrow::Narrowing;
use super::{Status, check, dictionary, init, project, replace, settings};
use screen::Screen;
use session::Session;

/// How the walk through an article ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Walk {
    /// All was decided on.
    Through,
    /// The editor has had enough.
    Quit,
    /// Ctrl-C: nothing of it is to be written.
    Interrupted,
}

/// Walks through what `run` found.
pub(super) fn run(args: &CheckArgs, desks: &Desks, run: &Run, narrowing: &Narrowing) -> Result<Status> {
    if run.reports.iter().any(|report| report.source.path.is_none()) {
        bail!("--interactive takes files: standard input is what you answer with");
    }
    if let Some(report) = run.reports.iter().find(|report| report.source.format.is_container()) {
        bail!("{}: --interactive does not write office documents; --fix writes tracked changes", report.source.name);
    }
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        bail!("--interactive needs a terminal");
    }
    let mut screen = Screen::new(args);
    let (mut words, mut ignored) = (Vec::new(), Vec::new());
    let mut left = 0;
    for (number, report) in run.reports.iter().enumerate() {
        let Some(path) = &report.source.path else { continue };
        let checker = desks.checker(report.desk);
        let check = |source: &Source| narrowing.sift(source, checker.check_source(source, &run.corpus));
        let known = (&words[..], &ignored[..]);
        let mut session = Session::open((checker, &run.corpus, &check), &report.source, &report.diagnostics, known);
        let mut walk = Walk::Through;
        loop {
            if walk != Walk::Interrupted && session.open_count() > 0 && walk != Walk::Quit {
                walk = step(&mut screen, &mut session, report, (number, run.reports.len()))?;
                continue;
            }
            if walk == Walk::Interrupted {
                screen.say(&format!("\nInterrupted; {} is as it was.", path.display()))?;
                return Ok(Status::Interrupted);
            }
            match confirm(&mut screen, &mut session, path, (words.len(), ignored.len()))? {
                Answer::Back => walk = Walk::Through,
                Answer::Interrupted => walk = Walk::Interrupted,
                Answer::No => {
                    left += report.diagnostics.len();
                    break;
                }
                Answer::Yes => {
                    write(args, path, &session, (words.len(), ignored.len()))?;
                    words = session.words().to_vec();
                    ignored = session.ignored().to_vec();
                    left += session.left() + session.open_count();
                    break;
                }
            }
        }
        if walk == Walk::Quit {
            return Ok(Status::Found);
        }
    }
    if run.reports.is_empty() {
        check::sum_up(args, &Counts { documents: run.checked, ..Counts::default() });
    } else {
        check::sum_up(args, &format!("{} left.", quantity(left, "finding")));
    }
    Ok(if left > 0 { Status::Found } else { Status::Clean })
}

/// Shows one finding and does what the editor says.
fn step(screen: &mut Screen, session: &mut Session<'_>, report: &Report, place: (usize, usize)) -> Result<Walk> {
    screen.show(session, place)?;
    loop {
        match screen.key()? {
            Key::CtrlC => return Ok(Walk::Interrupted),
            Key::Char('q') => return Ok(Walk::Quit),
            Key::Char('s') | Key::Enter => session.skip(),
            Key::Char(digit @ '1'..='9') => {
                let number = digit.to_digit(10).map_or(0, |digit| digit as usize - 1);
                if !session.fix(number) {
                    screen.say("There is no such fix.")?;
                    continue;
                }
            }
            Key::Char('e') => {
                let Some((source, finding)) = session.current() else { break };
                let text = source.text.get(finding.span.range()).unwrap_or_default().to_owned();
                match screen.line("Write instead: ", &text)? {
                    Some(new) if new != text => {
                        session.edit(&new);
                    }
                    _ => screen.say("Nothing was changed.")?,
                }
            }
            Key::Char('i') => {
                if let Err(error) = session.ignore_here(false) {
                    screen.say(&format!("It cannot be silenced here: {error}."))?;
                    continue;
                }
            }
            Key::Char('I') => {
                let whole_file = report.source.format == Format::Markdown;
                let ask = if whole_file {
                    "Ignore the rule in this [f]ile or in the [p]roject?"
                } else {
                    "Ignore the rule in the [p]roject?"
                };
                screen.ask(ask)?;
                match screen.key()? {
                    Key::CtrlC => return Ok(Walk::Interrupted),
                    Key::Char('p') => session.ignore_always(),
                    Key::Char('f') if whole_file => {
                        if let Err(error) = session.ignore_here(true) {
                            screen.say(&format!("It cannot be silenced: {error}."))?;
                            continue;
                        }
                    }
                    _ => screen.say("Nothing was changed.")?,
                }
            }
            Key::Char('a') => {
                if !session.add_word() {
                    screen.say("This is no word for a dictionary.")?;
                    continue;
                }
            }
            Key::Char('u') => {
                if !session.undo() {
                    screen.say("There is nothing to undo.")?;
                    continue;
                }
            }
            _ => continue,
        }
        break;
    }
    Ok(Walk::Through)
}

/// What the editor says at the end of an article.
enum Answer {
    Yes,
    No,
    /// The last step is taken back.
    Back,
    Interrupted,
}

/// Asks whether to write what was decided. Where that is nothing, nobody is asked.
fn confirm(
    screen: &mut Screen,
    session: &mut Session<'_>,
    path: &Path,
    (words, ignored): (usize, usize),
) -> Result<Answer> {
    let mut plan = Vec::new();
    if session.changes() > 0 {
        plan.push(format!("{} to {}", quantity(session.changes(), "change"), path.display()));
    }
    if session.words().len() > words {
        plan.push(format!("{} to the project's list", quantity(session.words().len() - words, "word")));
    }
    if session.ignored().len() > ignored {
        plan.push(format!("{} to what {FILE_NAME} ignores", quantity(session.ignored().len() - ignored, "rule")));
    }
    if plan.is_empty() {
        return Ok(Answer::Yes);
    }
    loop {
        screen.ask(&format!("Write {}? [y]es, [n]o, [d]iff, [u]ndo", plan.join(", ")))?;
        match screen.key()? {
            Key::Char('y') => return Ok(Answer::Yes),
            Key::Char('n') => return Ok(Answer::No),
            Key::Char('d') => screen.diff(&path.to_string_lossy(), &session.before, session.text())?,
            Key::Char('u') if session.undo() => return Ok(Answer::Back),
            Key::CtrlC => return Ok(Answer::Interrupted),
            _ => {}
        }
    }
}

/// Writes what was decided in this article: those words and rules that come after the first so many.
fn write(args: &CheckArgs, path: &Path, session: &Session<'_>, (words, ignored): (usize, usize)) -> Result<()> {
    if **session.text() != *session.before {
        replace::file(path, &session.before, session.text()).with_context(|| path.display().to_string())?;
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let config = args.project.config.as_deref();
    if let Some(new) = session.words().get(words..).filter(|new| !new.is_empty()) {
        dictionary::add(&dictionary::projects_list(config, folder)?, new)?;
    }
    if let Some(new) = session.ignored().get(ignored..).filter(|new| !new.is_empty()) {
        let file = match (config, project::finder(&args.project).of_folder(folder)?.file.clone()) {
            (Some(file), _) => file.to_owned(),
            (None, Some(file)) => file,
            (None, None) => project::current_folder()?.join(FILE_NAME),
        };
        init::create(&file, "")?;
        settings::ignore(&file, new)?;
    }
    Ok(())
}
