//! Documents of Word: which parts hold text, and in which order it is read.

mod remarks;
mod revise;
mod story;
mod styles;

use super::package::Package;
use super::revision::{Placed, Revision};
use super::xml::{Kind, Xml, prefix, unescaped};
use super::{PackageError, Transcript};
use crate::source::BlockKind;
use crate::source::transcript::{Encoding, Transcriber};
use revise::highest_id as highest;
use story::Story;
use styles::Styles;

/// The namespace of the text, as Word writes it and in its strict form.
const MAIN: &[&str] = &[
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// A relationship of a part: its kind, by the last word of its address, and the part that it names.
type Relationship = (String, String);

/// The parts of a document that matter.
struct Parts {
    main: String,
    related: Vec<Relationship>,
}

impl Parts {
    fn find(package: &mut Package<'_>) -> Result<Self, PackageError> {
        let roots = relationships(package, "")?;
        let main = roots.into_iter().find(|(kind, _)| kind == "officeDocument").map(|(_, target)| target);
        let main = main.filter(|main| package.has(main)).unwrap_or_else(|| "word/document.xml".to_owned());
        if !package.has(&main) {
            return Err(PackageError::Missing(main));
        }
        let related = relationships(package, &main)?;
        Ok(Self { main, related })
    }

    fn of_kind<'p>(&'p self, kind: &'p str) -> impl Iterator<Item = &'p str> {
        self.related.iter().filter(move |(known, _)| known == kind).map(|(_, target)| target.as_str())
    }
}

/// The name of the part with the relationships of the part `name`.
fn relationships_of(name: &str) -> String {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

/// The relationships of the part `name` to others in the package.
fn relationships(package: &mut Package<'_>, name: &str) -> Result<Vec<Relationship>, PackageError> {
    let rels = relationships_of(name);
    if !package.has(&rels) {
        return Ok(Vec::new());
    }
    let text = package.read(&rels)?;
    let mut xml = Xml::new(&rels, &text);
    let mut found = Vec::new();
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    while let Some(node) = xml.next()? {
        if node.bare() == "Relationship"
            && node.kind != Kind::End
            && node.attribute("TargetMode") != Some("External")
            && let (Some(kind), Some(target)) = (node.attribute("Type"), node.attribute("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push((kind, resolved(folder, &unescaped(target))));
        }
    }
    Ok(found)
}

/// The part that `target` names, seen from `folder`. A way out of the package leads nowhere.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// Reads the document in `package`.
pub(super) fn read(package: &mut Package<'_>) -> Result<Transcript, PackageError> {
    let parts = Parts::find(package)?;
    let styles = match parts.of_kind("styles").find(|name| package.has(name)) {
        Some(name) => {
            let text = package.read(name)?;
            Styles::read(name, &text, prefix(name, &text, MAIN)?.unwrap_or("w"))?
        }
        None => Styles::default(),
    };
    let mut texts = vec![(parts.main.clone(), package.read(&parts.main)?, None)];
    let others = [
        ("footnotes", BlockKind::Footnote),
        ("endnotes", BlockKind::Footnote),
        ("header", BlockKind::Title),
        ("footer", BlockKind::Title),
    ];
    for (kind, block) in others {
        for name in parts.of_kind(kind) {
            if package.has(name) && !texts.iter().any(|(known, ..)| known == name) {
                texts.push((name.to_owned(), package.read(name)?, Some(block)));
            }
        }
    }
    let mut out = Transcriber::new("");
    out.encoding(Encoding::Xml);
    let mut quoting = false;
    for (name, text, kind) in &texts {
        let Some(w) = prefix(name, text, MAIN)? else {
            let problem = "is no text of Word".to_owned();
            return Err(PackageError::Malformed { part: name.clone(), at: 0, problem });
        };
        out.part(name, text);
        Story::new(w, &styles, *kind, &mut out, &mut quoting).read(&mut Xml::new(name, text), text)?;
    }
    Ok(out.finish())
}

/// The parts that change, with their new text, and how many remarks could be made.
pub(super) fn revise(
    package: &mut Package<'_>,
    placed: &Placed,
    revision: &Revision<'_>,
) -> Result<(Vec<(String, String)>, usize), PackageError> {
    let parts = Parts::find(package)?;
    let mut comments = remarks::Comments::read(package, &parts)?;
    let mut texts = Vec::new();
    for part in &placed.parts {
        texts.push(package.read(&part.name)?);
    }
    let mut last_id = texts.iter().map(|text| highest(text)).max().unwrap_or_default();
    let mut changed = Vec::new();
    for (part, text) in placed.parts.iter().zip(&texts) {
        // Word knows comments in the body only.
        let first = (*part.name == *parts.main).then(|| comments.first_id());
        let w = prefix(&part.name, text, MAIN)?.unwrap_or("w");
        let new = revise::part((&part.name, text), w, part, first, &mut last_id, revision)?;
        if first.is_some() {
            comments.add(part.remarks.iter().map(|(_, text)| text.as_str()), revision);
        }
        if new != *text {
            changed.push((part.name.to_string(), new));
        }
    }
    let made = comments.made();
    changed.extend(comments.parts(package)?);
    Ok((changed, made))
}
