//! What each style says, with what it is based on.

use std::collections::HashMap;

use super::Prefixes;
use crate::source::office::PackageError;
use crate::source::office::look::Look;
use crate::source::office::xml::{Kind, Node, Xml, unescaped};

/// Styles are based on each other no more often than this.
const DEEPEST: usize = 32;

/// The styles of a document, by family and name.
#[derive(Debug, Clone, Default)]
pub(super) struct Styles {
    own: HashMap<(String, String), (Look, Option<String>)>,
    looks: HashMap<(String, String), Look>,
    defaults: Look,
}

/// A style whose properties are being read: its family and name, none for the defaults; how it looks; and the style that it is
/// based on.
type OpenStyle = (Option<(String, String)>, Look, Option<String>);

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, part: &str, text: &str, prefixes: Prefixes<'_>) -> Result<(), PackageError> {
        let mut xml = Xml::new(part, text);
        let mut current: Option<OpenStyle> = None;
        while let Some(node) = xml.next()? {
            if node.local(prefixes.office) == Some("body") {
                break;
            }
            let Some(name) = node.local(prefixes.style).filter(|_| node.kind != Kind::Text) else { continue };
            let family = || node.attribute("family").unwrap_or_default().to_owned();
            match name {
                "style" | "default-style" if node.kind != Kind::End => {
                    let own = unescaped(node.attribute("name").unwrap_or_default());
                    let shown = node.attribute("display-name").map_or_else(|| own.clone(), unescaped);
                    let based = node.attribute("parent-style-name").map(unescaped);
                    let key = (name == "style").then(|| (family(), own));
                    let opened = (key, Look::of_name(&shown), based);
                    if node.kind == Kind::Empty {
                        self.add(opened);
                    } else if name == "style" || family() == "paragraph" {
                        current = Some(opened);
                    }
                }
                "style" | "default-style" => {
                    if let Some(style) = current.take() {
                        self.add(style);
                    }
                }
                "text-properties" if node.kind != Kind::End => {
                    if let Some((_, look, _)) = &mut current {
                        property(look, &node);
                    }
                }
                _ => {}
            }
        }
        let keys: Vec<_> = self.own.keys().cloned().collect();
        self.looks = keys.into_iter().map(|key| (key.clone(), self.resolved(&key))).collect();
        Ok(())
    }

    fn add(&mut self, (key, look, based): (Option<(String, String)>, Look, Option<String>)) {
        match key {
            Some(key) => {
                self.own.insert(key, (look, based));
            }
            None => self.defaults = look.over(self.defaults),
        }
    }

    fn resolved(&self, (family, name): &(String, String)) -> Look {
        let (mut look, mut next) = (Look::default(), Some(name.clone()));
        for _ in 0..DEEPEST {
            let Some((under, based)) = next.take().and_then(|name| self.own.get(&(family.clone(), name))) else {
                break;
            };
            look = look.over(*under);
            next.clone_from(based);
        }
        look
    }

    /// What holds in a paragraph of the style `name`.
    pub(super) fn paragraph(&self, name: Option<&str>) -> Look {
        self.look("paragraph", name).over(self.defaults)
    }

    /// What the style `name` of a span says.
    pub(super) fn span(&self, name: Option<&str>) -> Look {
        self.look("text", name)
    }

    fn look(&self, family: &str, name: Option<&str>) -> Look {
        let key = name.map(|name| (family.to_owned(), unescaped(name)));
        key.and_then(|key| self.looks.get(&key).copied()).unwrap_or_default()
    }
}

fn property(look: &mut Look, node: &Node<'_>) {
    for (name, value) in node.attributes() {
        match name {
            "fo:language" if matches!(value, "none" | "zxx") => look.code = Some(true),
            "fo:language" => look.foreign = Some(Look::is_foreign(value)),
            "text:display" => look.hidden = Some(value == "none"),
            _ => {}
        }
    }
}
