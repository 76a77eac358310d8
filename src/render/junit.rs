//! `JUnit`'s XML, as Jenkins reads it: a suite for each document, a failed case for each diagnostic.

use std::io::{self, Write};

use super::Renderer;
use super::paths::portable;
use super::xml::{DECLARATION, escape};
use crate::diagnostic::Diagnostic;
use crate::source::{LineIndex, Source};

/// Writes a `testsuite` for each document in which something was found, or one that passed where nothing was.
#[derive(Debug, Default)]
pub struct Junit {
    begun: bool,
    found: bool,
}

impl Junit {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            writeln!(out, "{DECLARATION}\n<testsuites name=\"copydesk\">")?;
        }
        Ok(())
    }
}

impl Renderer for Junit {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        if diagnostics.is_empty() {
            return Ok(());
        }
        self.found = true;
        let positions = LineIndex::new(&source.text);
        let (name, count) = (portable(&source.name), diagnostics.len());
        let path = escape(&name);
        writeln!(
            out,
            "  <testsuite name=\"{path}\" tests=\"{count}\" failures=\"{count}\" errors=\"0\" skipped=\"0\" time=\"0\">"
        )?;
        for diagnostic in diagnostics {
            let place = positions.line_column(&source.text, diagnostic.span.start);
            let (line, column, rule) = (place.line, place.column, diagnostic.rule);
            writeln!(out, "    <testcase name=\"{rule} at {line}:{column}\" classname=\"{path}\" time=\"0\">")?;
            let message = escape(&diagnostic.message);
            writeln!(out, "      <failure type=\"{}\" message=\"{message}\">", diagnostic.severity)?;
            write!(out, "{path}:{line}:{column}: {message}")?;
            for advice in diagnostic.help.iter().chain(diagnostic.fixes.first().map(|fix| &fix.title)) {
                write!(out, "\nhelp: {}", escape(advice))?;
            }
            writeln!(out, "</failure>\n    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")
    }

    fn failure(&mut self, name: &str, message: &str, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        self.found = true;
        let (path, message) = (escape(&portable(name)), escape(message));
        writeln!(
            out,
            "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\" time=\"0\">\n    \
             <testcase name=\"cannot be checked\" classname=\"{path}\" time=\"0\">\n      \
             <error message=\"{message}\">{message}</error>\n    </testcase>\n  </testsuite>"
        )
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        if !self.found {
            // A report without a single case is taken for a run that did not happen.
            writeln!(
                out,
                "  <testsuite name=\"copydesk\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0\">\n    \
                 <testcase name=\"nothing found\" classname=\"copydesk\" time=\"0\"/>\n  </testsuite>"
            )?;
        }
        writeln!(out, "</testsuites>")
    }
}
