//! XML as a row of tags and texts with their bytes. Entities of a document type are never expanded: a part that declares
//! one is refused.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::PackageError;

/// Elements do not lie deeper in each other than this.
const DEEPEST: usize = 512;

/// What is read next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<a>`
    Start,
    /// `<a/>`
    Empty,
    /// `</a>`
    End,
    /// Text between tags, references included.
    Text,
}

/// A tag or a text of a part.
#[derive(Debug, Clone)]
pub(super) struct Node<'x> {
    pub(super) kind: Kind,
    /// The name of the element with its prefix; empty for a text.
    pub(super) name: &'x str,
    pub(super) range: Range<usize>,
    written: &'x str,
}

impl<'x> Node<'x> {
    /// The name without its prefix, where the prefix is `prefix`.
    pub(super) fn local(&self, prefix: &str) -> Option<&'x str> {
        match self.name.split_once(':') {
            Some((own, local)) => (own == prefix).then_some(local),
            None => prefix.is_empty().then_some(self.name),
        }
    }

    /// The name without any prefix.
    pub(super) fn bare(&self) -> &'x str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The attribute of that name, with whatever prefix, as it is written, with references in it.
    pub(super) fn attribute(&self, name: &str) -> Option<&'x str> {
        self.attributes().find(|(key, _)| key.rsplit(':').next() == Some(name)).map(|(_, value)| value)
    }

    /// The attributes as they are written.
    pub(super) fn attributes(&self) -> Attributes<'x> {
        let inner = self.written.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        Attributes { rest: inner.get(self.name.len()..).unwrap_or_default() }
    }
}

/// The attributes of a tag.
pub(super) struct Attributes<'x> {
    rest: &'x str,
}

impl<'x> Iterator for Attributes<'x> {
    type Item = (&'x str, &'x str);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, rest) = self.rest.split_once('=')?;
        let rest = rest.trim_start();
        let mark = rest.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        let (value, rest) = rest.get(1..)?.split_once(mark)?;
        self.rest = rest;
        Some((name.trim(), value))
    }
}

/// Reads a part.
pub(super) struct Xml<'x> {
    part: &'x str,
    text: &'x str,
    reader: Reader<&'x [u8]>,
    depth: usize,
}

impl<'x> Xml<'x> {
    /// Reads `text`, the part called `part`.
    pub(super) fn new(part: &'x str, text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        Self { part, text, reader, depth: 0 }
    }

    /// The next tag or text; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Node<'x>>, PackageError> {
        loop {
            let start = self.position();
            let event = self.reader.read_event();
            let range = start..self.position();
            let written = self.text.get(range.clone()).unwrap_or_default();
            let kind = match event {
                Ok(Event::Start(_)) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(self.malformed(start, "elements lie too deep in each other"));
                    }
                    Kind::Start
                }
                Ok(Event::Empty(_)) => Kind::Empty,
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Kind::End
                }
                Ok(Event::Text(_) | Event::GeneralRef(_)) => Kind::Text,
                Ok(Event::DocType(_)) => {
                    return Err(self.malformed(start, "declares a document type, which is not read"));
                }
                Ok(Event::CData(_)) => return Err(self.malformed(start, "has a CDATA section, which is not read")),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => continue,
                Ok(Event::Eof) if self.depth > 0 => return Err(self.malformed(start, "ends too early")),
                Ok(Event::Eof) => return Ok(None),
                Err(error) => {
                    let at = usize::try_from(self.reader.error_position()).unwrap_or_default();
                    return Err(self.malformed(at, &error.to_string()));
                }
            };
            let name = if kind == Kind::Text { "" } else { name_of(written) };
            return Ok(Some(Node { kind, name, range, written }));
        }
    }

    /// Goes past the end of the element whose start tag was read last; answers where it ends.
    pub(super) fn skip(&mut self) -> Result<usize, PackageError> {
        let depth = self.depth;
        while let Some(node) = self.next()? {
            if self.depth < depth {
                return Ok(node.range.end);
            }
        }
        Ok(self.text.len())
    }

    /// The next node inside the element in which elements are as deep as `depth`; nothing past its end.
    pub(super) fn within(&mut self, depth: usize) -> Result<Option<Node<'x>>, PackageError> {
        let node = self.next()?;
        Ok(node.filter(|_| self.depth >= depth))
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Says that something is wrong at a byte.
    pub(super) fn malformed(&self, at: usize, problem: &str) -> PackageError {
        PackageError::Malformed { part: self.part.to_owned(), at: at as u64, problem: problem.to_owned() }
    }
}

fn name_of(tag: &str) -> &str {
    let inner = tag.trim_start_matches('<').trim_start_matches('/');
    let end = inner.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(inner.len());
    inner.get(..end).unwrap_or_default()
}

/// The prefix that the root element of `text` gives to one of `namespaces`.
pub(super) fn prefix<'x>(part: &'x str, text: &'x str, namespaces: &[&str]) -> Result<Option<&'x str>, PackageError> {
    let mut xml = Xml::new(part, text);
    while let Some(node) = xml.next()? {
        if matches!(node.kind, Kind::Start | Kind::Empty) {
            let found = node.attributes().find(|(_, value)| namespaces.contains(value));
            return Ok(found.map(|(key, _)| key.strip_prefix("xmlns:").unwrap_or_default()));
        }
    }
    Ok(None)
}

/// What the reference `written`, from `&` to `;`, stands for.
pub(super) fn reference(written: &str) -> Option<char> {
    match written.strip_prefix('&')?.strip_suffix(';')? {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// `written` with its references read.
pub(super) fn unescaped(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let end = rest.find(';').map_or(rest.len(), |end| end + 1);
        out.extend(rest.get(..end).and_then(reference));
        rest = rest.get(end..).unwrap_or_default();
    }
    out + rest
}

/// `text` as the text of an element or the value of an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no other control characters.
            c if c.is_control() && !matches!(c, '\t' | '\n') => {}
            c => out.push(c),
        }
    }
    out
}
