//! GitHub's annotations, as workflow commands, and the summary of a job in Markdown.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::paths::portable;
use super::{Counts, Renderer, harmless, quantity};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{LineIndex, Source};

/// GitHub shows so many annotations of each kind for a step, and leaves out the rest without a word.
const SHOWN_OF_EACH: usize = 10;
/// The rows of a summary, which GitHub refuses as a whole when it is over 1 MiB.
const ROWS: usize = 100;

/// Writes annotations for the gravest findings, a note of how many more there are, and those as plain lines for the log.
///
/// Since GitHub takes the first of each kind, nothing is written before all is known.
#[derive(Debug, Default)]
pub struct Github {
    found: Vec<Annotation>,
}

#[derive(Debug)]
struct Annotation {
    severity: Severity,
    /// The command with its properties and the message.
    command: String,
    /// The same for a reader of the log.
    plain: String,
}

impl Renderer for Github {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], _out: &mut dyn Write) -> io::Result<()> {
        if !diagnostics.is_empty() {
            let (path, positions) = (portable(&source.name), LineIndex::new(&source.text));
            self.found.extend(diagnostics.iter().map(|diagnostic| annotation(&path, source, &positions, diagnostic)));
        }
        Ok(())
    }

    fn failure(&mut self, name: &str, message: &str, _out: &mut dyn Write) -> io::Result<()> {
        let command = format!("::error file={},title=copydesk::{}", property(&portable(name)), data(message));
        let plain = format!("{}: {}", harmless(name), harmless(message)).replace("##[", "## [");
        self.found.push(Annotation { severity: Severity::Error, command, plain });
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut left_out = Vec::new();
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            let of_kind = || self.found.iter().filter(|annotation| annotation.severity == severity);
            let count = of_kind().count();
            // The note on what is left out is a notice itself.
            let room = if severity == Severity::Note && (count > SHOWN_OF_EACH || !left_out.is_empty()) {
                SHOWN_OF_EACH - 1
            } else {
                SHOWN_OF_EACH
            };
            for annotation in of_kind().take(room) {
                writeln!(out, "{}", annotation.command)?;
            }
            left_out.extend(of_kind().skip(room));
        }
        if left_out.is_empty() {
            return Ok(());
        }
        let more = quantity(left_out.len(), "more finding");
        writeln!(
            out,
            "::notice title=copydesk::{more} in the log of this step: GitHub shows {SHOWN_OF_EACH} of a kind"
        )?;
        for annotation in left_out {
            // A line that began with a path such as `::error::` would be taken for a command.
            writeln!(out, "- {}", annotation.plain)?;
        }
        Ok(())
    }
}

fn annotation(path: &str, source: &Source, positions: &LineIndex, diagnostic: &Diagnostic) -> Annotation {
    let (start, end) = positions.ends(&source.text, diagnostic.span);
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut text = format!("::{command} file={},line={},endLine={}", property(path), start.line, end.line);
    // GitHub refuses columns where the lines differ.
    if start.line == end.line {
        let _ = write!(text, ",col={},endColumn={}", start.column, end.column);
    }
    let mut message = diagnostic.message.clone();
    for advice in diagnostic.help.iter().chain(diagnostic.fixes.first().map(|fix| &fix.title)) {
        message.push_str("\nhelp: ");
        message.push_str(advice);
    }
    let _ = write!(text, ",title=copydesk%3A {}::{}", diagnostic.rule, data(&message));
    let plain = format!(
        "{}:{}:{}: {}[{}]: {}",
        harmless(path),
        start.line,
        start.column,
        diagnostic.severity,
        diagnostic.rule,
        harmless(&diagnostic.message)
    );
    // The runner takes this mark for a command wherever in a line it stands.
    Annotation { severity: diagnostic.severity, command: text, plain: plain.replace("##[", "## [") }
}

/// `text` as the message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// `text` as the value of a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The summary of a job in Markdown: `counts` in words, and the gravest of what was `found` as a table.
pub fn job_summary<'a>(counts: &Counts, found: impl IntoIterator<Item = (&'a Source, &'a [Diagnostic])>) -> String {
    let mut rows: Vec<(&Source, &Diagnostic)> = found
        .into_iter()
        .flat_map(|(source, diagnostics)| diagnostics.iter().map(move |diagnostic| (source, diagnostic)))
        .collect();
    // The sort is stable, so that within a severity the order stays that of paths and places.
    rows.sort_by_key(|(_, diagnostic)| std::cmp::Reverse(diagnostic.severity));
    let mut text = format!("### copydesk\n\n{counts}\n");
    if rows.is_empty() {
        return text;
    }
    text.push_str("\n| severity | place | finding | rule |\n|---|---|---|---|\n");
    let mut last: Option<(&str, LineIndex)> = None;
    for (source, diagnostic) in rows.iter().take(ROWS) {
        if last.as_ref().is_none_or(|(name, _)| *name != &*source.name) {
            last = Some((&source.name, LineIndex::new(&source.text)));
        }
        let Some((_, positions)) = &last else { continue };
        let (path, line) = (cell(&portable(&source.name)), positions.line(diagnostic.span.start));
        let (message, rule) = (cell(&diagnostic.message), diagnostic.rule);
        let _ = writeln!(text, "| {} | {path}:{line} | {message} | {rule} |", diagnostic.severity);
    }
    if rows.len() > ROWS {
        let _ = writeln!(text, "\nAnd {}.", quantity(rows.len() - ROWS, "more finding"));
    }
    text
}

/// `text` as a cell of a table, with everything that Markdown or HTML would take for itself taken literally.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in harmless(text).chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '!' => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
    out
}
