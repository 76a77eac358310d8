//! What the editor sees, and the keys that come back.

use std::io::{self, Write};

use anyhow::Result;
use console::{Key, Term};
use copydesk::render::{self, OutputFormat};
use copydesk::source::Source;

use super::session::Session;
use crate::cli::args::{CheckArgs, Color};
use crate::cli::fixing;
use crate::cli::output::Output;

/// So many fixes have a key.
const KEYS: usize = 9;

/// The terminal.
pub(super) struct Screen {
    term: Term,
    color: Color,
}

impl Screen {
    pub(super) fn new(args: &CheckArgs) -> Self {
        Self { term: Term::stdout(), color: args.color }
    }

    /// Shows the current finding of `session`, and what can be done with it. `place` is the number of the article, from 0,
    /// and how many there are.
    pub(super) fn show(&mut self, session: &Session<'_>, (number, count): (usize, usize)) -> Result<()> {
        let Some((source, finding)) = session.current() else { return Ok(()) };
        let mut out = Output::stdout(self.color);
        let (bold, dim, plain) = if out.style.colour { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
        let open = render::quantity(session.open_count(), "finding");
        writeln!(out, "\n{dim}── {} ({} of {count}), {open} ──{plain}", source.name, number + 1)?;
        let own = source.text.clone();
        let text = |name: &str| {
            if *name == *source.name {
                return Some(own.clone());
            }
            Source::read(name.as_ref()).ok().map(|source| source.text)
        };
        let mut renderer = render::renderer(OutputFormat::Human, out.style, &text);
        // The fixes follow with their keys.
        let mut shown = finding.clone();
        shown.fixes.clear();
        renderer.document(source, &[shown], &mut out)?;
        renderer.finish(&mut out)?;
        for (fix, key) in finding.fixes.iter().take(KEYS).zip(1..) {
            writeln!(out, "  {bold}{key}{plain} {}", fix.title)?;
        }
        let word =
            session.word().map_or_else(String::new, |word| format!("  {bold}a{plain} add “{word}” to the words"));
        writeln!(
            out,
            "  {bold}e{plain} edit  {bold}i{plain} ignore here  {bold}I{plain} ignore always{word}  {bold}s{plain} skip  {bold}u{plain} undo  {bold}q{plain} quit"
        )?;
        out.flush()?;
        drop(out);
        self.prompt()
    }

    fn prompt(&mut self) -> Result<()> {
        write!(self.term, "> ")?;
        Ok(self.term.flush()?)
    }

    /// Waits for a key and answers it; it is shown, so that the way can be read back.
    pub(super) fn key(&mut self) -> Result<Key> {
        let key = match self.term.read_key_raw() {
            // The system tells of Ctrl-C in two ways.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Key::CtrlC,
            other => other?,
        };
        if let Key::Char(character) = key {
            writeln!(self.term, "{character}")?;
        }
        Ok(key)
    }

    /// Says something, and waits at the next line.
    pub(super) fn say(&mut self, message: &str) -> Result<()> {
        writeln!(self.term, "{message}")?;
        self.prompt()
    }

    /// Asks something.
    pub(super) fn ask(&mut self, question: &str) -> Result<()> {
        writeln!(self.term, "{question}")?;
        self.prompt()
    }

    /// Has a line edited that begins as `text`; `None` where that is broken off.
    pub(super) fn line(&mut self, prompt: &str, text: &str) -> Result<Option<String>> {
        let mut line: Vec<char> = text.chars().collect();
        let _raw = RawMode::enter();
        loop {
            // Line ends and other controls are shown as spaces, so that the line stays one.
            let shown: String = line.iter().map(|&c| if c.is_control() { ' ' } else { c }).collect();
            self.term.clear_line()?;
            write!(self.term, "\r{prompt}{shown}")?;
            self.term.flush()?;
            match self.term.read_key_raw() {
                Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(error.into()),
                Ok(Key::Enter) => {
                    writeln!(self.term)?;
                    return Ok(Some(line.into_iter().collect()));
                }
                Err(_) | Ok(Key::CtrlC | Key::Escape) => {
                    writeln!(self.term)?;
                    return Ok(None);
                }
                Ok(Key::Backspace) => {
                    line.pop();
                }
                // Ctrl-U, as everywhere, takes the line away.
                Ok(Key::Char('\u{15}')) => line.clear(),
                Ok(Key::Char(character)) if !character.is_control() => line.push(character),
                Ok(_) => {}
            }
        }
    }

    /// Shows what would be written.
    pub(super) fn diff(&mut self, name: &str, before: &str, after: &str) -> Result<()> {
        let mut out = Output::stdout(self.color);
        fixing::unified(&mut out, name, before, after)?;
        Ok(out.flush()?)
    }
}

/// Keeps the terminal from editing lines itself as long as this lives. While one key is read it does not anyway; but what is typed
/// before the next is asked for, quickly or by pasting, would be edited by the terminal: a backspace would be lost.
struct RawMode {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl RawMode {
    #[cfg(unix)]
    fn enter() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(io::stdin()).ok();
        if let Some(mut raw) = before.clone() {
            raw.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG);
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &raw);
        }
        Self { before }
    }

    #[cfg(not(unix))]
    fn enter() -> Self {
        Self {}
    }
}

#[cfg(unix)]
impl Drop for RawMode {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        if let Some(before) = &self.before {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
    }
}
