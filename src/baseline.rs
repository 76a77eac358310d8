//! What was found before, so that only what is new is reported: a baseline is a file of fingerprints, by path.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::json;

use crate::diagnostic::{Diagnostic, Fingerprint, fingerprint};

/// Of the text of a finding so many characters are written down, for whoever reads the file.
const SHOWN: usize = 60;

/// The findings of an earlier run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, BTreeMap<Fingerprint, Entry>>,
}

/// Equal findings in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    rule: String,
    text: String,
    count: usize,
}

/// Why a text is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is no JSON, or not of the form of a baseline.
    #[error("not a baseline: {0}")]
    Syntax(serde_json::Error),
    /// It was written by a version that made other fingerprints.
    #[error(
        "its fingerprints are of version {found}, those of this copydesk of version {}: write it anew",
        fingerprint::VERSION
    )]
    Version {
        /// The version that the file names.
        found: u32,
    },
    /// A fingerprint is not one.
    #[error("{path}: `{digits}` is no fingerprint")]
    Fingerprint {
        /// The path under which it stands.
        path: String,
        /// What stands in its place.
        digits: String,
    },
}

// What serde_json says stands in the message already, and is not told again as its cause.
impl From<serde_json::Error> for BaselineError {
    fn from(error: serde_json::Error) -> Self {
        Self::Syntax(error)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    files: BTreeMap<String, Vec<Line>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    rule: String,
    text: String,
    fingerprint: String,
    #[serde(default = "one")]
    count: usize,
}

fn one() -> usize {
    1
}

impl Baseline {
    /// Reads what [`Baseline::to_json`] writes.
    ///
    /// # Errors
    /// Where `text` is not of that form, or of another version.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let file: File = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))?;
        if file.version != fingerprint::VERSION {
            return Err(BaselineError::Version { found: file.version });
        }
        let mut baseline = Self::default();
        for (path, lines) in file.files {
            let entries = baseline.files.entry(path.clone()).or_default();
            for Line { rule, text, fingerprint, count } in lines {
                let Some(parsed) = Fingerprint::parse(&fingerprint) else {
                    return Err(BaselineError::Fingerprint { path, digits: fingerprint });
                };
                // Two branches that were merged may each have brought the same line.
                entries.entry(parsed).or_insert(Entry { rule, text, count: 0 }).count += count;
            }
        }
        Ok(baseline)
    }

    /// The baseline as JSON, one line a finding, sorted, so that two of them are compared and merged line by line.
    pub fn to_json(&self) -> String {
        let mut out = format!("{{\n  \"version\": {},\n  \"files\": {{", fingerprint::VERSION);
        let mut comma = "";
        for (path, entries) in self.files.iter().filter(|(_, entries)| !entries.is_empty()) {
            let _ = write!(out, "{comma}\n    {}: [", json!(path));
            let mut lines: Vec<_> = entries.iter().collect();
            lines.sort_by(|(left, a), (right, b)| (&a.rule, &a.text, left).cmp(&(&b.rule, &b.text, right)));
            comma = "";
            for (fingerprint, Entry { rule, text, count }) in lines {
                let (rule, text) = (json!(rule), json!(text));
                let _ = write!(
                    out,
                    "{comma}\n      {{\"rule\": {rule}, \"text\": {text}, \"fingerprint\": \"{fingerprint}\""
                );
                if *count > 1 {
                    let _ = write!(out, ", \"count\": {count}");
                }
                out.push('}');
                comma = ",";
            }
            out.push_str("\n    ]");
            comma = ",";
        }
        out.push_str(if comma.is_empty() { "}\n}\n" } else { "\n  }\n}\n" });
        out
    }

    /// How many findings are in it.
    pub fn len(&self) -> usize {
        self.files.values().flat_map(BTreeMap::values).map(|entry| entry.count).sum()
    }

    /// Whether no finding is in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The paths of which it knows findings, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Adds `diagnostics`, found in `text`, which goes by `path`.
    pub fn record(&mut self, path: &str, text: &str, diagnostics: &[Diagnostic]) {
        let entries = self.files.entry(path.to_owned()).or_default();
        for diagnostic in diagnostics {
            let new = || Entry { rule: diagnostic.rule.to_owned(), text: shown(text, diagnostic), count: 0 };
            entries.entry(Fingerprint::of(text, diagnostic)).or_insert_with(new).count += 1;
        }
    }

    /// Those of `diagnostics`, found in `text`, which goes by `path`, that the baseline does not have. Of equal ones, as
    /// many as it has are taken for old, the first of them.
    pub fn sift(&self, path: &str, text: &str, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if let Some(entries) = self.files.get(path) {
            let mut seen: HashMap<Fingerprint, usize> = HashMap::new();
            diagnostics.retain(|diagnostic| {
                let fingerprint = Fingerprint::of(text, diagnostic);
                let before = seen.entry(fingerprint).or_default();
                *before += 1;
                entries.get(&fingerprint).is_none_or(|entry| *before > entry.count)
            });
        }
        diagnostics
    }

    /// Takes out what is no longer found in `text`, which goes by `path`, and says how much that is. Findings of rules that
    /// did not run stay, since nothing is known of them.
    pub fn prune(&mut self, path: &str, text: &str, found: &[Diagnostic], ran: impl Fn(&str) -> bool) -> usize {
        let Some(entries) = self.files.get_mut(path) else { return 0 };
        let mut now: HashMap<Fingerprint, usize> = HashMap::new();
        for diagnostic in found {
            *now.entry(Fingerprint::of(text, diagnostic)).or_default() += 1;
        }
        let mut gone = 0;
        for (fingerprint, entry) in entries.iter_mut().filter(|(_, entry)| ran(&entry.rule)) {
            let left = entry.count.min(now.get(fingerprint).copied().unwrap_or(0));
            gone += entry.count - left;
            entry.count = left;
        }
        entries.retain(|_, entry| entry.count > 0);
        if entries.is_empty() {
            self.files.remove(path);
        }
        gone
    }

    /// Takes out all findings of `path`, and says how many those were.
    pub fn remove(&mut self, path: &str) -> usize {
        self.files.remove(path).map_or(0, |entries| entries.values().map(|entry| entry.count).sum())
    }
}

/// What is written down of a finding's text for people.
fn shown(text: &str, diagnostic: &Diagnostic) -> String {
    let words: Vec<&str> = text.get(diagnostic.span.range()).unwrap_or_default().split_whitespace().collect();
    let words = words.join(" ");
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::Baseline;
    use crate::diagnostic::{Diagnostic, Group, Severity};
    use crate::source::Span;

    /// A finding for each place where `part` stands in `text`.
    fn findings(text: &str, part: &str, rule: &'static str) -> Vec<Diagnostic> {
        let at = |(start, part): (usize, &str)| Diagnostic {
            rule,
            group: Group::Spelling,
            severity: Severity::Error,
            span: Span::from_range(start..start + part.len()),
            message: String::new(),
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
        };
        text.match_indices(part).map(at).collect()
    }

    fn teh(text: &str) -> Vec<Diagnostic> {
        findings(text, "teh", "misspelling")
    }

    const OLD: &str = "Then teh end.\n\nThen teh end.\n\nFor teh town.\n";

    const WRITTEN: &str = r#"{
  "version": 1,
  "files": {
    "a \"b\".md": [
      {"rule": "misspelling", "text": "teh", "fingerprint": "3b3b2aec551a13fb"},
      {"rule": "misspelling", "text": "teh", "fingerprint": "b839140701f0f092", "count": 2}
    ]
  }
}
"#;

    fn baseline() -> Baseline {
        let mut baseline = Baseline::default();
        baseline.record("a \"b\".md", OLD, &teh(OLD));
        baseline.record("b.md", OLD, &[]);
        baseline
    }

    #[test]
    fn it_is_written_line_by_line_and_read_again() {
        let (baseline, text) = (baseline(), baseline().to_json());
        assert_eq!(text, WRITTEN);
        let read = Baseline::parse(&text).unwrap();
        assert_eq!((read.len(), read.to_json()), (3, text));
        assert_eq!(baseline.len(), 3);
        let empty = Baseline::default().to_json();
        assert!(Baseline::parse(&empty).unwrap().is_empty(), "{empty}");
    }

    #[test]
    fn what_is_new() {
        for (text, expected) in [
            (OLD, &[][..]),
            // Moved, and one of two equal ones gone.
            ("New.\n\nFor teh\ntown.\n\nThen teh end.\n", &[]),
            // One more of the same is the last of them.
            ("Then teh end.\n\nThen teh end.\n\nThen teh end.\n", &[35]),
            ("Then teh end.\n\nOf teh day.\n", &[18]),
        ] {
            let new = baseline().sift("a \"b\".md", text, teh(text));
            let starts: Vec<u32> = new.iter().map(|diagnostic| diagnostic.span.start).collect();
            assert_eq!(starts, expected, "{text:?}");
        }
        assert_eq!(baseline().sift("other.md", OLD, teh(OLD)).len(), 3);
    }

    #[test]
    fn what_is_gone() {
        let path = "a \"b\".md";
        for (text, ran, gone, left) in [
            (OLD, true, 0, 3),
            ("Then teh end. Of teh day.", true, 3, 0),
            ("Then teh end.\n\nOf teh day.", true, 2, 1),
            ("", false, 0, 3),
            ("", true, 3, 0),
        ] {
            let mut baseline = baseline();
            assert_eq!((baseline.prune(path, text, &teh(text), |_| ran), baseline.len()), (gone, left), "{text:?}");
        }
        let mut baseline = baseline();
        assert_eq!((baseline.remove(path), baseline.len(), baseline.remove(path)), (3, 0, 0));
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        for (text, message) in [
            ("", "not a baseline: EOF while parsing a value at line 1 column 0"),
            ("{\"version\": 1, \"files\": {}, \"more\": 1}", "not a baseline: unknown field `more`"),
            ("{\"version\": 7, \"files\": {}}", "its fingerprints are of version 7"),
            (
                "{\"version\":1,\"files\":{\"a.md\":[{\"rule\":\"r\",\"text\":\"\",\"fingerprint\":\"12\"}]}}",
                "a.md: `12` is no fingerprint",
            ),
        ] {
            let error = Baseline::parse(text).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
