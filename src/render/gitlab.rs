//! GitLab's Code Quality report: a JSON array, each finding with a fingerprint by which the next run knows it again.

use std::io::{self, Write};

use serde::Serialize;

use super::paths::portable;
use super::{Positions, Renderer};
use crate::diagnostic::{Diagnostic, Severity, fingerprint};
use crate::source::Source;

/// Writes one JSON array of all diagnostics.
#[derive(Debug, Default)]
pub struct Gitlab {
    begun: bool,
}

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl Renderer for Gitlab {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        if diagnostics.is_empty() {
            return Ok(());
        }
        let positions = Positions::new(&source.text);
        let path = portable(&source.name);
        let numbered = fingerprint::numbered(&source.text, diagnostics);
        for (diagnostic, (fingerprint, ordinal)) in diagnostics.iter().zip(numbered) {
            let issue = Issue {
                description: &diagnostic.message,
                check_name: diagnostic.rule,
                fingerprint: fingerprint.within(&path, ordinal).to_string(),
                severity: match diagnostic.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Note => "info",
                },
                location: Location {
                    path: &path,
                    lines: Lines {
                        begin: positions.line(diagnostic.span.start),
                        end: positions.line(diagnostic.span.end),
                    },
                },
            };
            out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
            self.begun = true;
            serde_json::to_writer(&mut *out, &issue)?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}
