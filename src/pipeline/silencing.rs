//! Where a comment is to stand that silences a finding.
//!
//! Markdown has many places where a comment is none, or tears apart what it is put into. So each place that is thought of
//! is tried: the article is checked anew with the comment in it, and only where the finding is gone, nothing new is found
//! and the article is still built of the same blocks and words is the place taken.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::{Checker, silence};
use crate::corpus::Corpus;
use crate::diagnostic::suppress::{Action, Suppression};
use crate::diagnostic::{Diagnostic, Edit};
use crate::document::{BlockKind, Document, Format, FrontMatter};
use crate::source::{Source, Span, Text};

/// After all findings that lie in ordinary paragraphs were silenced at once, so many others are, one by one.
const SINGLES: usize = 200;

/// Why a finding cannot be silenced where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotSilence {
    /// Plain text has no comments.
    #[error("plain text has no comments; `[[overrides]]` in copydesk.toml can ignore a rule for this file")]
    PlainText,
    /// The format has no comments, or none that are read.
    #[error("this format has no comments; `[[overrides]]` in copydesk.toml can ignore a rule for this file")]
    NoComments,
    /// There are more than are silenced one by one.
    #[error("too many for one run; run it again, or ignore the rule for this file (`[[overrides]]` in copydesk.toml)")]
    TooMany,
    /// Wherever a comment was put, it did harm or no good.
    #[error("no place was found for a comment; `[[overrides]]` in copydesk.toml can ignore a rule for this file")]
    NoPlace,
}

/// A text in which all findings are silenced.
#[derive(Debug)]
pub struct Silenced {
    /// The new text.
    pub text: String,
    /// How many findings are silenced.
    pub silenced: usize,
    /// What could not be,
    pub remaining: Vec<Diagnostic>,
    /// and why, of the first.
    pub reason: Option<CannotSilence>,
}

impl Checker {
    /// The edits that silence `finding` in `source`, and no more of the article than must be.
    ///
    /// # Errors
    /// Where no comment can be put that does so.
    pub fn silence(&self, source: &Source, corpus: &Corpus, finding: &Diagnostic) -> Result<Vec<Edit>, CannotSilence> {
        let before = self.check_source(source, corpus);
        self.silence_among(source, corpus, finding, &before).map(|(edits, _)| edits)
    }

    /// The edits that silence the rule of `finding` in the whole of `source`, by its front matter.
    ///
    /// # Errors
    /// Where the front matter cannot be made to say so.
    pub fn silence_in_file(
        &self,
        source: &Source,
        corpus: &Corpus,
        finding: &Diagnostic,
    ) -> Result<Vec<Edit>, CannotSilence> {
        let document = Document::of(source);
        let before = self.check_source(source, corpus);
        self.first_good(source, corpus, finding, &before, whole_file(&document, finding.rule)).map(|(edits, _)| edits)
    }

    /// Silences everything that is found in `source`.
    pub fn silence_all(&self, source: &Source, corpus: &Corpus) -> Silenced {
        let mut current = source.clone();
        let mut remaining = self.check_source(&current, corpus);
        let total = remaining.len();
        if let Some(refused) = refused(source.format) {
            let reason = (total > 0).then_some(refused);
            return Silenced { text: current.text.as_ref().to_owned(), silenced: 0, remaining, reason };
        }
        let mut reason = None;
        let document = Document::of(&current);
        let edits = at_once(&document, source.format, &remaining);
        if let Some(after) = self.tried(&document, &current, corpus, &edits, &remaining) {
            current.text = splice(&current.text, &edits).into();
            remaining = after;
        }
        let mut hopeless = 0;
        for _ in 0..SINGLES {
            let Some(finding) = remaining.get(hopeless) else { break };
            match self.silence_among(&current, corpus, finding, &remaining) {
                Ok((edits, after)) => {
                    current.text = splice(&current.text, &edits).into();
                    remaining = after;
                }
                Err(why) => {
                    hopeless += 1;
                    reason.get_or_insert(why);
                }
            }
        }
        if remaining.len() > hopeless {
            reason.get_or_insert(CannotSilence::TooMany);
        }
        let silenced = total.saturating_sub(remaining.len());
        Silenced { text: current.text.as_ref().to_owned(), silenced, remaining, reason }
    }

    /// The edits that silence `finding`, one of `before`, and what is found after them.
    fn silence_among(
        &self,
        source: &Source,
        corpus: &Corpus,
        finding: &Diagnostic,
        before: &[Diagnostic],
    ) -> Result<(Vec<Edit>, Vec<Diagnostic>), CannotSilence> {
        let document = Document::of(source);
        self.first_good(source, corpus, finding, before, candidates(&document, source.format, finding))
    }

    fn first_good(
        &self,
        source: &Source,
        corpus: &Corpus,
        finding: &Diagnostic,
        before: &[Diagnostic],
        candidates: Vec<Vec<Edit>>,
    ) -> Result<(Vec<Edit>, Vec<Diagnostic>), CannotSilence> {
        if let Some(refused) = refused(source.format) {
            return Err(refused);
        }
        let document = Document::of(source);
        for edits in candidates {
            let start = Shifts::of(&edits).start(finding);
            let is_left = |other: &Diagnostic| other.rule == finding.rule && i64::from(other.span.start) == start;
            if let Some(after) = self.tried(&document, source, corpus, &edits, before)
                && !after.iter().any(is_left)
            {
                return Ok((edits, after));
            }
        }
        Err(CannotSilence::NoPlace)
    }

    /// What is found after `edits`; nothing where they bring something new or change what the article is built of.
    fn tried(
        &self,
        document: &Document,
        source: &Source,
        corpus: &Corpus,
        edits: &[Edit],
        before: &[Diagnostic],
    ) -> Option<Vec<Diagnostic>> {
        let text: Text = splice(&source.text, edits).into();
        let changed = Source { text, ..source.clone() };
        let new = Document::of(&changed);
        let kinds = |document: &Document| document.blocks().iter().map(|block| block.kind).collect::<Vec<_>>();
        if new.tokens().len() != document.tokens().len() || kinds(&new) != kinds(document) {
            return None;
        }
        let after = self.check_source(&changed, corpus);
        let shifts = Shifts::of(edits);
        let known: FxHashSet<(&str, i64)> = before.iter().map(|other| (other.rule, shifts.start(other))).collect();
        let is_known = |found: &Diagnostic| known.contains(&(found.rule, i64::from(found.span.start)));
        after.iter().all(is_known).then_some(after)
    }
}

/// By how much what begins at or behind a byte is moved by edits, rising by that byte.
struct Shifts(Vec<(u32, i64)>);

impl Shifts {
    fn of(edits: &[Edit]) -> Self {
        let by = |edit: &Edit| i64::try_from(edit.text.len()).unwrap_or(0) - i64::from(edit.span.end - edit.span.start);
        let sum = |sum: &mut i64, edit: &Edit| {
            *sum += by(edit);
            Some((edit.span.start, *sum))
        };
        Self(edits.iter().scan(0, sum).collect())
    }

    /// Where `finding` begins after the edits.
    fn start(&self, finding: &Diagnostic) -> i64 {
        let start = finding.span.start;
        let after = self.0.partition_point(|&(at, _)| at <= start);
        i64::from(start) + after.checked_sub(1).and_then(|last| self.0.get(last)).map_or(0, |&(_, by)| by)
    }
}

fn splice(text: &str, edits: &[Edit]) -> String {
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        out.push_str(text.get(done..edit.span.start as usize).unwrap_or_default());
        out.push_str(&edit.text);
        done = edit.span.end as usize;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

fn insertion(at: usize, text: String) -> Edit {
    Edit { span: Span::from_range(at..at), text }
}

/// Why nothing can be silenced in an article of this format.
fn refused(format: Format) -> Option<CannotSilence> {
    match format {
        Format::Plain => Some(CannotSilence::PlainText),
        format => comment(format, "").is_none().then_some(CannotSilence::NoComments),
    }
}

/// The comment that silences the rules of these names, where the format has comments.
fn comment(format: Format, names: &str) -> Option<String> {
    let (open, close) = match format {
        Format::Markdown | Format::Html => ("<!--", " -->"),
        Format::Mdx => ("{/*", " */}"),
        Format::Rst => ("..", ""),
        Format::Asciidoc => ("//", ""),
        Format::Org | Format::Yaml | Format::Toml => ("#", ""),
        Format::Latex => ("%", ""),
        Format::Vtt => ("NOTE", ""),
        Format::Plain | Format::Json | Format::JsonLines | Format::Csv | Format::Srt | Format::Docx | Format::Odt => {
            return None;
        }
    };
    Some(format!("{open} copydesk: ignore {names}{close}"))
}

/// One comment before each paragraph and heading in which something is found that no comment reaches yet.
fn at_once(document: &Document, format: Format, found: &[Diagnostic]) -> Vec<Edit> {
    let (text, suppressions) = (document.source_text(), silence::read(document));
    let mut names: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for finding in found {
        let reached = suppressions.around(finding.span.start).next().is_some();
        let place = match format {
            Format::Markdown => above(document, finding.span),
            _ if document.front_matter().is_some_and(|matter| matter.span.contains(finding.span)) => None,
            _ => Some(paragraph(document, finding.span.start as usize)),
        };
        if let (Some(at), false) = (place, reached) {
            names.entry(at).or_default().insert(finding.rule);
        }
    }
    let all = |names: BTreeSet<&str>| names.into_iter().collect::<Vec<_>>().join(", ");
    let above = |(at, names)| Some(insertion(at, on_a_line(text, format, at, &all(names))?));
    names.into_iter().filter_map(above).collect()
}

/// The comment that silences the rules of these names on a line of its own before byte `at`, set in as what follows.
fn on_a_line(text: &str, format: Format, at: usize, names: &str) -> Option<String> {
    let after = text.get(at..).unwrap_or_default();
    let indent = after.get(..after.len() - after.trim_start_matches([' ', '\t']).len()).unwrap_or_default();
    // In these an empty line ends it.
    let lines = if matches!(format, Format::Rst | Format::Vtt) { 2 } else { 1 };
    let indent = if is_closed(format) { "" } else { indent };
    Some(format!("{indent}{}{}", comment(format, names)?, line_end_of(text).repeat(lines)))
}

/// Whether a comment of the format ends with a mark, and not with its line.
const fn is_closed(format: Format) -> bool {
    matches!(format, Format::Markdown | Format::Mdx | Format::Html)
}

/// Where the paragraph begins that the byte at `at` of the file stands in: behind an empty line.
fn paragraph(document: &Document, at: usize) -> usize {
    let (text, matter) = (document.source_text(), document.front_matter());
    let body =
        matter.map_or(byte_order_mark(text), |matter| line_of(text, matter.span.end as usize).end + 1).min(text.len());
    let empty = line_end_of(text).repeat(2);
    let before = text.get(..line_of(text, at).start).unwrap_or_default();
    before.rfind(&empty).map_or(body, |end| end + empty.len()).max(body)
}

/// What may silence `finding`, the best first.
fn candidates(document: &Document, format: Format, finding: &Diagnostic) -> Vec<Vec<Edit>> {
    let (text, rule) = (document.source_text(), finding.rule);
    let mut found: Vec<Vec<Edit>> = Vec::new();
    // What is wrong with a suppression is silenced by mending it.
    if finding.group == crate::diagnostic::Group::Suppression {
        found.extend(finding.fixes.iter().map(|fix| fix.edits.clone()));
    }
    let start = finding.span.start as usize;
    let matter = document.front_matter();
    let in_matter = matter.filter(|matter| matter.span.contains(finding.span));
    let suppressions = silence::read(document);
    found.extend(suppressions.around(finding.span.start).filter_map(|known| {
        (known.action == Action::Ignore || in_matter.is_some()).then(|| one_more(text, known, rule)).flatten()
    }));
    let newline = line_end_of(text);
    if in_matter.is_some() {
        found.push(vec![for_the_file(text, matter, rule)]);
    }
    let Some(ignore) = comment(format, rule) else { return found };
    if let Some(at) = above(document, finding.span) {
        found.push(vec![insertion(at, format!("{ignore}{newline}"))]);
    }
    let line = line_of(text, start);
    let written = text.get(line.clone()).unwrap_or_default().trim_end();
    let paragraph = paragraph(document, start);
    if is_closed(format) {
        let ends = [written, written.trim_end_matches(['|', '#', ' '])];
        found.extend(ends.map(|written| vec![insertion(line.start + written.len(), format!(" {ignore}"))]));
        found.push(vec![insertion(finding.span.end as usize, format!(" {ignore}"))]);
        found.push(vec![insertion(paragraph, format!("{ignore}{newline}"))]);
    } else {
        // A comment that ends with its line has one of its own. Org ends a list or a table there.
        let is_within = format == Format::Org && written.trim_start().starts_with(|c: char| !c.is_alphabetic());
        for at in [line.start, paragraph].into_iter().skip(usize::from(is_within)) {
            found.extend(on_a_line(text, format, at, rule).map(|written| vec![insertion(at, written)]));
        }
    }
    found.extend(whole_file(document, rule));
    found
}

/// What silences `rule` in the whole file.
fn whole_file(document: &Document, rule: &str) -> Vec<Vec<Edit>> {
    let (text, suppressions) = (document.source_text(), silence::read(document));
    if document.transcript().is_some() {
        return Vec::new();
    }
    let file = suppressions.all().iter().filter(|known| known.action == Action::File);
    let more = file.filter_map(|known| one_more(text, known, rule));
    more.chain([vec![for_the_file(text, document.front_matter(), rule)]]).collect()
}

/// An entry of the front matter that silences `rule` in the whole file.
fn for_the_file(text: &str, matter: Option<FrontMatter>, rule: &str) -> Edit {
    let newline = line_end_of(text);
    let entry = if matter.is_some_and(|matter| matter.toml) {
        format!("copydesk.ignore = [\"{rule}\"]{newline}")
    } else {
        format!("copydesk: {{ignore: [{rule}]}}{newline}")
    };
    match matter {
        Some(matter) => insertion(line_of(text, matter.span.start as usize).end + 1, entry),
        None => insertion(byte_order_mark(text), format!("---{newline}{entry}---{newline}")),
    }
}

/// Where a comment goes that stands above the paragraph or heading of `span`; `None` where it lies in anything else, such
/// as a list, which a comment at the start of the line would tear apart.
fn above(document: &Document, span: Span) -> Option<usize> {
    if document.transcript().is_some() {
        return None;
    }
    let after = document.blocks().partition_point(|block| block.span.start <= span.start);
    let block = document.blocks().get(after.checked_sub(1)?)?;
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading) {
        return None;
    }
    let text = document.text();
    let line = line_of(text, block.span.start as usize);
    let before = text.get(line.start..block.span.start as usize)?;
    let markup = |c: char| matches!(c, '#' | ' ' | '*' | '_' | '[' | '~' | '"' | '“' | '(' | '\u{feff}');
    // A paragraph goes on where a picture or a code span interrupts it; the comment belongs above its first line.
    let alone = text.get(..line.start).is_none_or(|above| {
        above.trim_start_matches('\u{feff}').is_empty() || above.ends_with("\n\n") || above.ends_with("\n\r\n")
    });
    (before.chars().all(markup) && alone).then_some(line.start)
}

/// `rule` after the names that `known` silences already.
fn one_more(text: &str, known: &Suppression, rule: &str) -> Option<Vec<Edit>> {
    let last = known.names.last()?;
    let end = last.span.end as usize;
    let line = text.get(last.removal.range()).filter(|removal| removal.ends_with('\n') && known.action == Action::File);
    if let Some(line) = line {
        // An item with a line of its own.
        return Some(vec![insertion(last.removal.end as usize, line.replace(&last.text, rule))]);
    }
    let quote = text.as_bytes().get(end).copied().filter(|byte| matches!(byte, b'"' | b'\'')).map(char::from);
    let new = quote.map_or_else(|| format!(", {rule}"), |quote| format!("{quote}, {quote}{rule}"));
    Some(vec![insertion(end, new)])
}

/// Where the text begins.
fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The line that the byte at `at` stands in, without its end and without a byte order mark.
fn line_of(text: &str, at: usize) -> std::ops::Range<usize> {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(byte_order_mark(text), |end| end + 1);
    let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |length| at + length);
    start..end.max(start)
}

fn line_end_of(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}
