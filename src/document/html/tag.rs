//! A start tag: what its attributes say of its content.

use std::ops::Range;

use super::elements::Class;
use super::lower;
use crate::source::BlockKind;

/// Classes that the tools of documentation give to what is no prose.
const CODE: &[&str] = &[
    "MathJax",
    "cmdsynopsis",
    "code",
    "codehilite",
    "descclassname",
    "descname",
    "enum_member_name",
    "function_name",
    "function_type",
    "highlight",
    "indextable",
    "katex",
    "literal-block",
    "literalblock",
    "math",
    "mathjax",
    "mermaid",
    "mw-highlight",
    "notranslate",
    "parameter_name",
    "pre",
    "programlisting",
    "property_name",
    "property_type",
    "screen",
    "sig",
    "sig-name",
    "sig-param",
    "sig-prename",
    "signal_name",
    "sourceCode",
    "struct_member_name",
    "synopsis",
    "tex2jax_process",
];

/// Classes of links that only lead to where they stand.
const MARKS: &[&str] =
    &["footnote-back", "footnote-backref", "footnote-ref", "headerlink", "footref", "mw-editsection"];

/// A start tag in the making.
// Attributes are there or not.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// Its name, in small letters.
    pub(super) name: String,
    /// Where it begins.
    pub(super) start: usize,
    /// It says that it is not to be translated.
    pub(super) untranslated: bool,
    attribute: String,
    foreign: Option<bool>,
    code: bool,
    mark: bool,
    footnotes: bool,
    alternate: bool,
    other_language: bool,
    /// Where it leads.
    pub(super) address: Option<Range<usize>>,
    alt: Option<Range<usize>>,
    alt_given: bool,
    title: Option<Range<usize>>,
    label: Option<Range<usize>>,
    content: Option<Range<usize>>,
    description: bool,
    shown: bool,
}

impl Tag {
    /// Begins a tag called `name` at byte `start`.
    pub(super) fn begin(&mut self, name: &[u8], start: usize) {
        let mut own = std::mem::take(&mut self.name);
        own.clear();
        own.push_str(&lower(name));
        *self =
            Self { name: own, start, attribute: std::mem::take(&mut self.attribute), shown: true, ..Self::default() };
    }

    pub(super) fn name_attribute(&mut self, name: &[u8]) {
        self.attribute.clear();
        self.attribute.push_str(&lower(name));
        if self.attribute == "alt" {
            self.alt_given = true;
        }
    }

    /// The attribute that was named last has this value, at `range`.
    pub(super) fn attribute(&mut self, value: &[u8], range: Range<usize>) {
        let value = String::from_utf8_lossy(value);
        let value = value.trim();
        match self.attribute.as_str() {
            "lang" | "xml:lang" => self.foreign = is_foreign(value).or(self.foreign),
            "translate" => self.untranslated |= value.eq_ignore_ascii_case("no"),
            "class" => {
                for class in value.split_ascii_whitespace() {
                    self.code |= CODE.contains(&class) || class == "type" && self.name == "span";
                    self.mark |= MARKS.contains(&class);
                    self.footnotes |= matches!(class, "footnotes" | "footnote" | "footnote-text");
                }
            }
            "role" => {
                self.mark |= matches!(value, "doc-noteref" | "doc-backlink");
                self.footnotes |= matches!(value, "doc-endnotes" | "doc-footnote" | "doc-endnote");
                self.code |= value == "math";
            }
            "href" => self.address = Some(range),
            "hreflang" => self.other_language = true,
            "rel" => self.alternate |= value.eq_ignore_ascii_case("alternate"),
            "alt" => self.alt = Some(range),
            "title" if is_prose(value) => self.title = Some(range),
            "aria-label" if is_prose(value) => self.label = Some(range),
            "content" if is_prose(value) => self.content = Some(range),
            "name" | "property" => {
                self.description |= matches!(
                    value.to_ascii_lowercase().as_str(),
                    "description" | "og:description" | "og:title" | "twitter:title" | "twitter:description"
                );
            }
            "type" if self.name == "input" => self.shown = value == "image",
            _ => {}
        }
    }

    /// The class of the element, given what its attributes say.
    pub(super) fn class(&self, name: &str, class: Class) -> Class {
        match class {
            Class::Inline if self.mark || self.footnotes && matches!(name, "sup" | "a") => Class::Unread,
            // The same page in another language: its name.
            Class::Inline if self.alternate && self.other_language => Class::Code,
            Class::Inline if self.code => Class::Code,
            Class::Block if self.code && !matches!(name, "body" | "html") => Class::CodeBlock,
            other => other,
        }
    }

    /// Whether it says that its language is another than English, or that it is English.
    pub(super) fn foreign(&self) -> Option<bool> {
        self.foreign
    }

    /// Whether it holds footnotes.
    pub(super) fn is_footnotes(&self) -> bool {
        self.footnotes
    }

    /// Whether a picture is part of what is read: one with an empty text beside it is not.
    pub(super) fn is_seen(&self) -> bool {
        self.shown && (self.alt.is_some() || !self.alt_given)
    }

    /// The attributes that are read.
    pub(super) fn texts(&self, name: &str) -> impl Iterator<Item = (Range<usize>, BlockKind)> + use<> {
        let alt = self.alt.clone().filter(|_| matches!(name, "img" | "area" | "input"));
        // A tip that says what stands there already is no second text.
        let title = self.title.clone().filter(|_| alt.is_none() && !matches!(name, "link" | "style"));
        let label = self.label.clone().filter(|_| alt.is_none() && title.is_none());
        [alt, title, label].into_iter().flatten().map(|range| (range, BlockKind::Caption))
    }

    /// What a meta element says of the page.
    pub(super) fn described(&self) -> Option<(Range<usize>, BlockKind)> {
        self.content.clone().filter(|_| self.description).map(|range| (range, BlockKind::Title))
    }
}

/// Whether `tag`, of a language, is that of another than English; `None` where it says nothing.
fn is_foreign(tag: &str) -> Option<bool> {
    let language = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match language.as_str() {
        "" | "und" | "mul" | "x" => None,
        "en" | "eng" => Some(false),
        other => other.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(true),
    }
}

/// Whether the value of an attribute is something said, and no name of a thing.
fn is_prose(value: &str) -> bool {
    let code = |c: char| matches!(c, '_' | '=' | '<' | '>' | '{' | '}' | '\\' | '|' | '[' | ']');
    value.contains(|c: char| c.is_ascii_whitespace()) && !value.contains(code) && !value.contains("::")
}
