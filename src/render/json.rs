//! JSON for programs: one array, or one object a line. The keys and their order are part of the interface.

use std::io::{self, Write};

use serde::Serialize;

use super::Renderer;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Group, Note, Severity};
use crate::source::{LineColumn, LineIndex, Source};

/// Writes one JSON array of all diagnostics.
#[derive(Debug, Default)]
pub struct Json {
    begun: bool,
}

impl Renderer for Json {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        each(source, diagnostics, |record| {
            out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
            self.begun = true;
            Ok(serde_json::to_writer(&mut *out, record)?)
        })
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}

/// Writes one JSON object a line and diagnostic.
#[derive(Debug, Default)]
pub struct JsonLines;

impl Renderer for JsonLines {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        each(source, diagnostics, |record| {
            serde_json::to_writer(&mut *out, record)?;
            out.write_all(b"\n")
        })
    }
}

/// A diagnostic as it is written. `start` and `end` are bytes; lines and columns count from 1, columns in characters.
#[derive(Serialize)]
struct Record<'a> {
    path: &'a str,
    rule: &'a str,
    group: Group,
    severity: Severity,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    text: &'a str,
    message: &'a str,
    notes: Vec<NoteRecord<'a>>,
    help: Option<&'a str>,
    fixes: Vec<FixRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container: Option<ContainerRecord<'a>>,
}

/// Where it stands in an office document: `start` and `end` are bytes of the part, `paragraph` counts those with text, in
/// the order in which they are read, and `character` those of the paragraph, both from 1.
#[derive(Serialize)]
struct ContainerRecord<'a> {
    part: &'a str,
    paragraph: u32,
    character: u32,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct NoteRecord<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Option<PlaceRecord<'a>>,
}

#[derive(Serialize)]
struct PlaceRecord<'a> {
    path: &'a str,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct FixRecord<'a> {
    title: &'a str,
    applicability: Applicability,
    edits: Vec<EditRecord<'a>>,
}

#[derive(Serialize)]
struct EditRecord<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

fn each(
    source: &Source,
    diagnostics: &[Diagnostic],
    mut write: impl FnMut(&Record<'_>) -> io::Result<()>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let positions = LineIndex::new(&source.text);
    diagnostics.iter().try_for_each(|diagnostic| write(&record(source, &positions, diagnostic)))
}

fn record<'a>(source: &'a Source, positions: &LineIndex, diagnostic: &'a Diagnostic) -> Record<'a> {
    let (start, end) = positions.ends(&source.text, diagnostic.span);
    Record {
        path: &source.name,
        rule: diagnostic.rule,
        group: diagnostic.group,
        severity: diagnostic.severity,
        start: diagnostic.span.start,
        end: diagnostic.span.end,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text: source.text.get(diagnostic.span.range()).unwrap_or_default(),
        message: &diagnostic.message,
        notes: diagnostic.notes.iter().map(|note| note_record(source, note)).collect(),
        help: diagnostic.help.as_deref(),
        fixes: diagnostic.fixes.iter().map(fix_record).collect(),
        container: container_record(source, diagnostic, start),
    }
}

fn container_record<'a>(source: &'a Source, diagnostic: &Diagnostic, start: LineColumn) -> Option<ContainerRecord<'a>> {
    let transcript = source.transcript.as_ref().filter(|_| source.format.is_container())?;
    let part = transcript.parts().get(usize::from(transcript.part_of(diagnostic.span.start)))?;
    let place = transcript.to_source(diagnostic.span);
    Some(ContainerRecord { part, paragraph: start.line, character: start.column, start: place.start, end: place.end })
}

fn note_record<'a>(source: &'a Source, note: &'a Note) -> NoteRecord<'a> {
    let place = note.place.as_ref().map(|place| PlaceRecord {
        path: place.path.as_deref().unwrap_or(&source.name),
        start: place.span.start,
        end: place.span.end,
    });
    NoteRecord { message: &note.message, place }
}

fn fix_record(fix: &Fix) -> FixRecord<'_> {
    let edits = fix
        .edits
        .iter()
        .map(|edit| EditRecord { start: edit.span.start, end: edit.span.end, text: &edit.text })
        .collect();
    FixRecord { title: &fix.title, applicability: fix.applicability, edits }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Json, JsonLines};
    use crate::diagnostic::{Applicability, Diagnostic, Fix, Group, Note, Place, Severity};
    use crate::render::{Renderer, Short};
    use crate::source::{Source, Span};

    fn written(mut renderer: impl Renderer, documents: usize) -> String {
        let source = Source::from_text("a.md", "É\nÉ \"foregin\"\n".into());
        let span = Span::new(7, 14);
        let mut diagnostic = Diagnostic {
            rule: "misspelling",
            group: Group::Spelling,
            severity: Severity::Error,
            span,
            message: "“foregin” is not a word".to_owned(),
            notes: Vec::new(),
            help: None,
            fixes: vec![Fix::replace(span, "foreign", Applicability::DisplayOnly)],
        }
        .with_note("bare")
        .with_place("here", Span::new(0, 2));
        let place = Place { path: Some(Arc::from("b.md")), span: Span::new(1, 7) };
        diagnostic.notes.push(Note { message: "there".to_owned(), place: Some(place) });
        let mut out = Vec::new();
        for _ in 0..documents {
            renderer.document(&source, std::slice::from_ref(&diagnostic), &mut out).unwrap();
            renderer.document(&source, &[], &mut out).unwrap();
        }
        renderer.finish(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    const RECORD: &str = concat!(
        r#"{"path":"a.md","rule":"misspelling","group":"spelling","severity":"error","start":7,"end":14,"#,
        r#""line":2,"column":4,"end_line":2,"end_column":11,"text":"foregin","message":"“foregin” is not a word","#,
        r#""notes":[{"message":"bare"},{"message":"here","path":"a.md","start":0,"end":2},"#,
        r#"{"message":"there","path":"b.md","start":1,"end":7}],"help":null,"#,
        r#""fixes":[{"title":"replace it by “foreign”","applicability":"display-only","#,
        r#""edits":[{"start":7,"end":14,"text":"foreign"}]}]}"#
    );

    #[test]
    fn keys_and_their_order_are_the_interface() {
        assert_eq!(written(JsonLines, 2), format!("{RECORD}\n{RECORD}\n"));
        assert_eq!(written(Json::default(), 2), format!("[\n{RECORD},\n{RECORD}\n]\n"));
        assert_eq!(written(Json::default(), 0), "[]\n");
    }

    #[test]
    fn a_line_for_editors() {
        assert_eq!(written(Short, 1), "a.md:2:4: error[misspelling]: “foregin” is not a word\n");
    }
}
