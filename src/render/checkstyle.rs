//! Checkstyle's XML, which Jenkins and many other programs read.

use std::io::{self, Write};

use super::paths::portable;
use super::xml::{DECLARATION, escape};
use super::{Positions, Renderer};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// Writes one `file` for each document with an `error` for each diagnostic.
#[derive(Debug, Default)]
pub struct Checkstyle {
    begun: bool,
}

impl Checkstyle {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            writeln!(out, "{DECLARATION}\n<checkstyle version=\"8.0\">")?;
        }
        Ok(())
    }
}

impl Renderer for Checkstyle {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        if diagnostics.is_empty() {
            return Ok(());
        }
        let positions = Positions::new(&source.text);
        writeln!(out, "  <file name=\"{}\">", escape(&portable(&source.name)))?;
        for diagnostic in diagnostics {
            let place = positions.at(&source.text, diagnostic.span.start);
            let severity = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "info",
            };
            writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"copydesk.{}.{}\"/>",
                place.line,
                place.column,
                escape(&diagnostic.message),
                diagnostic.group,
                diagnostic.rule,
            )?;
        }
        writeln!(out, "  </file>")
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        writeln!(out, "</checkstyle>")
    }
}
