//! One line a diagnostic, which editors and `grep` understand.

use std::io::{self, Write};

use super::{Renderer, harmless, place_in};
use crate::diagnostic::Diagnostic;
use crate::source::{LineIndex, Source};

/// Writes `path:line:column: severity[rule]: message`.
#[derive(Debug, Default)]
pub struct Short;

impl Renderer for Short {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        if diagnostics.is_empty() {
            return Ok(());
        }
        let positions = LineIndex::new(&source.text);
        let path = harmless(&source.name);
        for diagnostic in diagnostics {
            let place = positions.line_column(&source.text, diagnostic.span.start);
            writeln!(
                out,
                "{path}:{}:{}: {}[{}]: {}{}",
                place.line,
                place.column,
                diagnostic.severity,
                diagnostic.rule,
                harmless(&diagnostic.message),
                place_in(source, diagnostic.span)
            )?;
        }
        Ok(())
    }
}
