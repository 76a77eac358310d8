//! Findings below the path of their article, one line each: for a long list that a person reads.

use std::io::{self, Write};

use super::{Positions, Renderer, Style, harmless};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// Writes a path, its findings in columns, and an empty line.
#[derive(Debug)]
pub struct Grouped {
    style: Style,
}

impl Grouped {
    /// Writes in `style`.
    pub fn new(style: Style) -> Self {
        Self { style }
    }

    fn coloured(&self, escape: &str, text: &str) -> String {
        if self.style.colour { format!("\x1b[{escape}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

impl Renderer for Grouped {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        if diagnostics.is_empty() {
            return Ok(());
        }
        let positions = Positions::new(&source.text);
        let places: Vec<String> = diagnostics
            .iter()
            .map(|diagnostic| positions.at(&source.text, diagnostic.span.start))
            .map(|place| format!("{}:{}", place.line, place.column))
            .collect();
        let width = places.iter().map(String::len).max().unwrap_or(0);
        writeln!(out, "{}", self.coloured("1;4", &harmless(&source.name)))?;
        for (diagnostic, place) in diagnostics.iter().zip(places) {
            let colour = match diagnostic.severity {
                Severity::Error => "31",
                Severity::Warning => "33",
                Severity::Note => "36",
            };
            let severity = self.coloured(colour, &format!("{:7}", diagnostic.severity.to_string()));
            let rule = self.coloured("2", diagnostic.rule);
            writeln!(out, "  {place:>width$}  {severity}  {}  {rule}", harmless(&diagnostic.message))?;
        }
        writeln!(out)
    }
}
