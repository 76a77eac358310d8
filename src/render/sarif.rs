//! SARIF 2.1.0, which code scanning services read: with the manual of each rule, fixes and fingerprints.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde_json::{Value, json};

use super::paths::{uri, uri_of_name};
use super::{Renderer, Texts};
use crate::diagnostic::{Diagnostic, Fix, Note, Severity, fingerprint};
use crate::rules::{Meta, RULES};
use crate::source::{LineIndex, Source, Span, Text};

/// Where the schema of this version is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one log of one run. Results are written as they come; only the rules stand before them.
pub struct Sarif<'t> {
    texts: &'t dyn Texts,
    others: HashMap<Arc<str>, Option<(Text, LineIndex)>>,
    begun: bool,
    found: bool,
    /// What could not be checked.
    failures: Vec<Value>,
}

impl<'t> Sarif<'t> {
    /// `texts` has the documents that notes point into.
    pub fn new(texts: &'t dyn Texts) -> Self {
        Self { texts, others: HashMap::new(), begun: false, found: false, failures: Vec::new() }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let rules: Vec<Value> = RULES.iter().map(|rule| descriptor(rule.meta())).collect();
        let version = env!("CARGO_PKG_VERSION");
        let driver = json!({ "name": "copydesk", "semanticVersion": version, "version": version, "rules": rules });
        write!(
            out,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"columnKind\":\"unicodeCodePoints\","
        )?;
        write!(out, "\"tool\":{},\n\"results\":[", json!({ "driver": driver }))
    }

    fn result(
        &mut self,
        place: &Location<'_>,
        diagnostic: &Diagnostic,
        known_by: (fingerprint::Fingerprint, usize),
    ) -> Value {
        let mut result = json!({
            "ruleId": diagnostic.rule,
            "level": level(diagnostic.severity),
            "message": { "text": message(diagnostic) },
            "locations": [{ "physicalLocation": place.physical(diagnostic.span) }],
            "partialFingerprints": {
                format!("copydesk/v{}", fingerprint::VERSION): format!("{}:{}", known_by.0, known_by.1),
            },
        });
        if let Some(index) = RULES.iter().position(|rule| rule.meta().name == diagnostic.rule) {
            result["ruleIndex"] = json!(index);
        }
        let related: Vec<Value> = diagnostic.notes.iter().filter_map(|note| self.related(place, note)).collect();
        if !related.is_empty() {
            result["relatedLocations"] = Value::Array(related);
        }
        if !diagnostic.fixes.is_empty() {
            result["fixes"] = diagnostic.fixes.iter().map(|fix| place.fix(fix)).collect();
        }
        result
    }

    /// Where `note` points, with what it says; `None` where it points nowhere.
    fn related(&mut self, here: &Location<'_>, note: &Note) -> Option<Value> {
        let target = note.place.as_ref()?;
        let physical = match target.path.as_ref().filter(|path| **path != here.source.name) {
            None => here.physical(target.span),
            Some(path) => {
                let texts = self.texts;
                let load = || texts.text(path).map(|text| (text.clone(), LineIndex::new(&text)));
                let known = self.others.entry(Arc::clone(path)).or_insert_with(load);
                let mut physical = json!({ "artifactLocation": { "uri": uri_of_name(path) } });
                if let Some((text, positions)) = known {
                    physical["region"] = region(positions, text, target.span);
                }
                physical
            }
        };
        Some(json!({ "message": { "text": note.message }, "physicalLocation": physical }))
    }
}

impl Renderer for Sarif<'_> {
    fn document(&mut self, source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        if diagnostics.is_empty() {
            return Ok(());
        }
        let place = Location { source, uri: uri(source), positions: LineIndex::new(&source.text) };
        let numbered = fingerprint::numbered(&source.text, diagnostics);
        for (diagnostic, known_by) in diagnostics.iter().zip(numbered) {
            out.write_all(if std::mem::replace(&mut self.found, true) { b",\n" } else { b"\n" })?;
            serde_json::to_writer(&mut *out, &self.result(&place, diagnostic, known_by))?;
        }
        Ok(())
    }

    fn failure(&mut self, name: &str, message: &str, _out: &mut dyn Write) -> io::Result<()> {
        let place = json!({ "physicalLocation": { "artifactLocation": { "uri": uri_of_name(name) } } });
        self.failures.push(json!({ "level": "error", "message": { "text": message }, "locations": [place] }));
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        out.write_all(if self.found { b"\n]" } else { b"]" })?;
        if !self.failures.is_empty() {
            let invocation = json!({ "executionSuccessful": false, "toolExecutionNotifications": std::mem::take(&mut self.failures) });
            write!(out, ",\n\"invocations\": [{invocation}]")?;
        }
        out.write_all(b"}]}\n")
    }
}

/// A document with what is needed to point into it.
struct Location<'a> {
    source: &'a Source,
    uri: String,
    positions: LineIndex,
}

impl Location<'_> {
    fn region(&self, span: Span) -> Value {
        region(&self.positions, &self.source.text, span)
    }

    fn physical(&self, span: Span) -> Value {
        json!({ "artifactLocation": { "uri": self.uri }, "region": self.region(span) })
    }

    fn fix(&self, fix: &Fix) -> Value {
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| json!({ "deletedRegion": self.region(edit.span), "insertedContent": { "text": edit.text } }))
            .collect();
        json!({
            "description": { "text": fix.title },
            "artifactChanges": [{ "artifactLocation": { "uri": self.uri }, "replacements": replacements }],
            "properties": { "applicability": fix.applicability },
        })
    }
}

fn region(positions: &LineIndex, text: &str, span: Span) -> Value {
    let (start, end) = positions.ends(text, span);
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// What is wrong, with the notes that point nowhere and the help, for which SARIF has no place of their own.
fn message(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    let notes = diagnostic.notes.iter().filter(|note| note.place.is_none());
    for line in notes.map(|note| format!("\nnote: {}", note.message)) {
        text.push_str(&line);
    }
    if let Some(help) = &diagnostic.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    text
}

fn descriptor(meta: &Meta) -> Value {
    let manual = meta.manual();
    json!({
        "id": meta.name,
        "name": pascal_case(meta.name),
        "shortDescription": { "text": meta.summary() },
        "fullDescription": { "text": meta.summary() },
        "help": { "text": manual, "markdown": manual },
        "defaultConfiguration": { "level": level(meta.severity), "enabled": meta.on_by_default },
        "properties": { "tags": [meta.group] },
    })
}

/// `repeated-word` as `RepeatedWord`, which is how the standard wants a rule to be called beside its id.
fn pascal_case(name: &str) -> String {
    let mut begins = true;
    let cased = name.chars().filter_map(|character| match std::mem::replace(&mut begins, character == '-') {
        _ if character == '-' => None,
        true => Some(character.to_ascii_uppercase()),
        false => Some(character),
    });
    cased.collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
