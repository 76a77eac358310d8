//! Comments of Word: a part of their own, which the package must know of.

use std::fmt::Write as _;

use super::{MAIN, Parts, highest, relationships_of};
use crate::source::office::PackageError;
use crate::source::office::package::Package;
use crate::source::office::revision::Revision;
use crate::source::office::xml::{escaped, prefix};

/// The part that says what kind each part is.
const TYPES: &str = "[Content_Types].xml";
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";

/// The comments of a document.
pub(super) struct Comments {
    name: String,
    /// The part as it is, and its prefix; nothing where there is none yet.
    old: Option<(String, String)>,
    first: u32,
    main: String,
    added: String,
    made: usize,
}

impl Comments {
    /// Reads those that are there already.
    pub(super) fn read(package: &mut Package<'_>, parts: &Parts) -> Result<Self, PackageError> {
        let known = parts.of_kind("comments").find(|name| package.has(name)).map(str::to_owned);
        let old = match &known {
            Some(name) => {
                let text = package.read(name)?;
                let w = prefix(name, &text, MAIN)?.unwrap_or("w").to_owned();
                Some((text, w))
            }
            None => None,
        };
        let folder = parts.main.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"));
        let free = |name: &String| !package.has(name);
        let mut new = (0..).map(|number: u32| match number {
            0 => format!("{folder}comments.xml"),
            number => format!("{folder}comments{number}.xml"),
        });
        let name = known.or_else(|| new.find(free)).unwrap_or_default();
        let first = old.as_ref().map_or(0, |(text, _)| highest(text) + 1);
        Ok(Self { name, old, first, main: parts.main.clone(), added: String::new(), made: 0 })
    }

    /// The number of the first comment that is added.
    pub(super) fn first_id(&self) -> u32 {
        self.first
    }

    /// How many were added.
    pub(super) fn made(&self) -> usize {
        self.made
    }

    /// Adds comments that say `texts`.
    pub(super) fn add<'t>(&mut self, texts: impl Iterator<Item = &'t str>, revision: &Revision<'_>) {
        let p = match self.old.as_ref().map_or("w", |(_, w)| w) {
            "" => String::new(),
            w => format!("{w}:"),
        };
        let author = escaped(revision.author);
        let initials: String = revision.author.split_whitespace().filter_map(|word| word.chars().next()).collect();
        let initials = escaped(&initials);
        for text in texts {
            let id = self.first.saturating_add(u32::try_from(self.made).unwrap_or(u32::MAX));
            let date = escaped(revision.date);
            let _ = write!(
                self.added,
                "<{p}comment {p}id=\"{id}\" {p}author=\"{author}\" {p}date=\"{date}\" {p}initials=\"{initials}\">"
            );
            for line in text.lines() {
                let line = escaped(line);
                let _ = write!(self.added, "<{p}p><{p}r><{p}t xml:space=\"preserve\">{line}</{p}t></{p}r></{p}p>");
            }
            let _ = write!(self.added, "</{p}comment>");
            self.made += 1;
        }
    }

    /// The parts that change by it.
    pub(super) fn parts(self, package: &mut Package<'_>) -> Result<Vec<(String, String)>, PackageError> {
        if self.made == 0 {
            return Ok(Vec::new());
        }
        if let Some((text, _)) = &self.old {
            return Ok(vec![(self.name, before_end(text, &self.added)?)]);
        }
        let namespace = MAIN.first().copied().unwrap_or_default();
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\">{}</w:comments>",
            self.added
        );
        let types = package.read(TYPES)?;
        let kind = format!("<Override PartName=\"/{}\" ContentType=\"{CONTENT_TYPE}\"/>", escaped(&self.name));
        let rels = relationships_of(&self.main);
        let relationships = package.read(&rels)?;
        let mut ids = (1..).map(|number: u32| format!("rIdCopydesk{number}"));
        let id = ids.find(|id| !relationships.contains(id.as_str())).unwrap_or_default();
        let target = self.name.rsplit('/').next().unwrap_or_default();
        let relationship =
            format!("<Relationship Id=\"{id}\" Type=\"{RELATIONSHIP}\" Target=\"{}\"/>", escaped(target));
        Ok(vec![
            (TYPES.to_owned(), before_end(&types, &kind)?),
            (rels, before_end(&relationships, &relationship)?),
            (self.name, text),
        ])
    }
}

/// `text` with `added` before the end of its root element.
fn before_end(text: &str, added: &str) -> Result<String, PackageError> {
    if let Some(end) = text.rfind("</") {
        let (before, after) = text.split_at(end);
        return Ok(format!("{before}{added}{after}"));
    }
    // A root without anything in it: `<w:comments/>`.
    let open = text.trim_end().strip_suffix("/>").ok_or(PackageError::Unwritable)?;
    let tag = open.rfind('<').and_then(|start| open.get(start + 1..)).unwrap_or_default();
    let name = tag.split_ascii_whitespace().next().unwrap_or_default();
    Ok(format!("{}>{added}</{name}>", open.trim_end()))
}
