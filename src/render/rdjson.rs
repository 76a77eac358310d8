//! Reviewdog's diagnostic format, with suggestions: one JSON object of all, or one object a line.
//!
//! Its columns count bytes of UTF-8 from 1, other than those of the other formats.

use std::io::{self, Write};

use serde::Serialize;

use super::paths::portable;
use super::{Positions, Renderer};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::{Source, Span};

/// A fix of several edits becomes one suggestion, which replaces all from the first to the last, up to so many bytes.
const LONGEST_SUGGESTION: usize = 2_000;

/// Writes one JSON object with all diagnostics.
#[derive(Debug, Default)]
pub struct RdJson {
    begun: bool,
}

impl Renderer for RdJson {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        each(source, diagnostics, None, |record| {
            if self.begun {
                out.write_all(b",\n")?;
            } else {
                writeln!(out, "{{\"source\":{},\"diagnostics\":[", serde_json::to_string(&TOOL)?)?;
            }
            self.begun = true;
            Ok(serde_json::to_writer(&mut *out, record)?)
        })
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            return out.write_all(b"\n]}\n");
        }
        writeln!(out, "{{\"source\":{},\"diagnostics\":[]}}", serde_json::to_string(&TOOL)?)
    }
}

/// Writes one JSON object a line and diagnostic.
#[derive(Debug, Default)]
pub struct RdJsonLines;

impl Renderer for RdJsonLines {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        each(source, diagnostics, Some(&TOOL), |record| {
            serde_json::to_writer(&mut *out, record)?;
            out.write_all(b"\n")
        })
    }
}

static TOOL: Tool = Tool { name: "copydesk" };

#[derive(Serialize)]
struct Tool {
    name: &'static str,
}

#[derive(Serialize)]
struct Record<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'static Tool>,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

fn each(
    source: &Source,
    diagnostics: &[Diagnostic],
    tool: Option<&'static Tool>,
    mut write: impl FnMut(&Record<'_>) -> io::Result<()>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let positions = Positions::new(&source.text);
    let path = portable(&source.name);
    diagnostics.iter().try_for_each(|diagnostic| {
        let advice = diagnostic.help.iter().map(|help| format!("\nhelp: {help}"));
        write(&Record {
            message: std::iter::once(diagnostic.message.clone()).chain(advice).collect(),
            location: Location { path: &path, range: range(&positions, diagnostic.span) },
            severity: match diagnostic.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Note => "INFO",
            },
            source: tool,
            code: Code { value: diagnostic.rule },
            suggestions: diagnostic.fixes.iter().filter_map(|fix| suggestion(source, &positions, fix)).collect(),
        })
    })
}

fn range(positions: &Positions, span: Span) -> Range {
    Range { start: position(positions, span.start), end: position(positions, span.end) }
}

fn position(positions: &Positions, offset: u32) -> Position {
    Position { line: positions.line(offset), column: positions.byte_column(offset) }
}

/// The edits of `fix` as one replacement, with what stands between them; `None` where that would be too much.
fn suggestion(source: &Source, positions: &Positions, fix: &Fix) -> Option<Suggestion> {
    let (first, last) = (fix.edits.first()?, fix.edits.last()?);
    let whole = first.span.to(last.span);
    if whole.len() > LONGEST_SUGGESTION {
        return None;
    }
    let mut text = String::new();
    let mut done = whole.start;
    for edit in &fix.edits {
        text.push_str(source.text.get(done as usize..edit.span.start as usize)?);
        text.push_str(&edit.text);
        done = edit.span.end;
    }
    Some(Suggestion { range: range(positions, whole), text })
}
