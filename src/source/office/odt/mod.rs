//! Documents of LibreOffice: the body, and the headers and footers of its pages.

mod revise;
mod story;
mod styles;

use super::package::Package;
use super::revision::{Placed, Revision};
use super::xml::prefix;
use super::{PackageError, Transcript};
use crate::source::transcript::{Encoding, Transcriber};
use story::Story;
use styles::Styles;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// The prefixes that a part gives to the namespaces that matter.
#[derive(Debug, Clone, Copy)]
struct Prefixes<'x> {
    office: &'x str,
    text: &'x str,
    style: &'x str,
}

impl<'x> Prefixes<'x> {
    fn of(name: &'x str, text: &'x str) -> Result<Self, PackageError> {
        let find = |space: &str, usual: &'static str| {
            let space = format!("urn:oasis:names:tc:opendocument:xmlns:{space}:1.0");
            Ok::<_, PackageError>(prefix(name, text, &[&space])?.unwrap_or(usual))
        };
        Ok(Self { office: find("office", "office")?, text: find("text", "text")?, style: find("style", "style")? })
    }
}

/// Whether a part holds macros. LibreOffice writes a list of libraries even where there are none.
fn is_macro(part: &str) -> bool {
    let xml = part.strip_prefix("Basic/").and_then(|part| part.strip_suffix(".xml"));
    xml.is_some_and(|name| !name.ends_with("script-lc") && !name.ends_with("script-lb"))
}

/// Reads the document in `package`.
pub(super) fn read(package: &mut Package<'_>) -> Result<Transcript, PackageError> {
    if package.has(MANIFEST) && package.read(MANIFEST)?.contains("encryption-data") {
        return Err(PackageError::Encrypted);
    }
    if let Some(name) = package.names().iter().find(|name| is_macro(name)) {
        return Err(PackageError::Macros(name.clone()));
    }
    let content = package.read(CONTENT)?;
    let common = if package.has(STYLES) { package.read(STYLES)? } else { String::new() };
    let mut styles = Styles::default();
    if !common.is_empty() {
        styles.read(STYLES, &common, Prefixes::of(STYLES, &common)?)?;
    }
    let prefixes = Prefixes::of(CONTENT, &content)?;
    let mut own = styles.clone();
    own.read(CONTENT, &content, prefixes)?;
    let mut out = Transcriber::new("");
    out.encoding(Encoding::Xml);
    out.part(CONTENT, &content);
    Story::new(prefixes, &own, false, &mut out).read(CONTENT, &content)?;
    if !common.is_empty() {
        out.part(STYLES, &common);
        Story::new(Prefixes::of(STYLES, &common)?, &styles, true, &mut out).read(STYLES, &common)?;
    }
    Ok(out.finish())
}

/// The parts that change, with their new text, and how many remarks could be made.
pub(super) fn revise(
    package: &mut Package<'_>,
    placed: &Placed,
    revision: &Revision<'_>,
) -> Result<(Vec<(String, String)>, usize), PackageError> {
    let mut changed = Vec::new();
    let mut made = 0;
    for part in placed.parts.iter().filter(|part| &*part.name == CONTENT) {
        let text = package.read(CONTENT)?;
        changed.push((CONTENT.to_owned(), revise::content(&text, Prefixes::of(CONTENT, &text)?, part, revision)?));
        made = part.remarks.len();
    }
    Ok((changed, made))
}
