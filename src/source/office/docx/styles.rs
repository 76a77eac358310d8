//! `styles.xml`: what each style says, with what it is based on.

use std::collections::HashMap;

use crate::source::BlockKind;
use crate::source::office::PackageError;
use crate::source::office::look::Look;
use crate::source::office::xml::{Kind, Node, Xml, unescaped};

/// Styles are based on each other no more often than this.
const DEEPEST: usize = 32;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// What holds where nothing else is said.
    defaults: Look,
    looks: HashMap<String, Look>,
    /// The style of paragraphs that name none.
    normal: Look,
}

impl Styles {
    /// Reads the part `text` with the prefix `w`.
    pub(super) fn read(part: &str, text: &str, w: &str) -> Result<Self, PackageError> {
        let mut xml = Xml::new(part, text);
        let mut own: HashMap<String, (Look, Option<String>)> = HashMap::new();
        let (mut defaults, mut current, mut normal) = (Look::default(), None, None);
        while let Some(node) = xml.next()? {
            let Some(name) = node.local(w).filter(|_| node.kind != Kind::Text) else { continue };
            match (name, node.kind) {
                ("style", Kind::Start) => {
                    let id = unescaped(node.attribute("styleId").unwrap_or_default());
                    if node.attribute("type") == Some("paragraph") && node.attribute("default").is_some_and(is_on) {
                        normal = Some(id.clone());
                    }
                    current = Some((id, Look::default(), None));
                }
                ("style", Kind::End) => {
                    if let Some((id, look, based)) = current.take() {
                        own.insert(id, (look, based));
                    }
                }
                // What a table style says of its first row and so on is not asked.
                ("tblStylePr" | "pPrChange" | "rPrChange", Kind::Start) => {
                    xml.skip()?;
                }
                (_, Kind::End) => {}
                _ => match &mut current {
                    Some((_, look, based)) => match name {
                        "name" => {
                            *look = look.over(Look::of_name(&unescaped(node.attribute("val").unwrap_or_default())));
                        }
                        "basedOn" => *based = node.attribute("val").map(unescaped),
                        _ => property(look, name, &node),
                    },
                    None => property(&mut defaults, name, &node),
                },
            }
        }
        let looks: HashMap<String, Look> = own.keys().map(|id| (id.clone(), resolved(&own, id))).collect();
        let normal = normal.and_then(|id| looks.get(&id).copied()).unwrap_or_default();
        Ok(Self { defaults, looks, normal })
    }

    /// What holds in a paragraph of the style `id`.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Look {
        let look = id.and_then(|id| self.looks.get(&unescaped(id)));
        look.copied().unwrap_or(self.normal).over(self.defaults)
    }

    /// What the style `id` of a run says.
    pub(super) fn run(&self, id: &str) -> Look {
        self.looks.get(&unescaped(id)).copied().unwrap_or_default()
    }
}

fn resolved(own: &HashMap<String, (Look, Option<String>)>, id: &str) -> Look {
    let (mut look, mut next) = (Look::default(), Some(id));
    for _ in 0..DEEPEST {
        let Some((under, based)) = next.and_then(|id| own.get(id)) else { break };
        look = look.over(*under);
        next = based.as_deref();
    }
    look
}

/// Adds what the property `name` says to `look`.
pub(super) fn property(look: &mut Look, name: &str, node: &Node<'_>) {
    let value = node.attribute("val");
    match name {
        "outlineLvl" => {
            let level = value.and_then(|value| value.parse::<u8>().ok());
            if level.is_some_and(|level| level < 9) {
                look.kind = Some(BlockKind::Heading);
            }
        }
        // A heading may be numbered; a number of 0 takes the item out of its list.
        "numId" if value != Some("0") && look.kind.is_none() => look.kind = Some(BlockKind::ListItem),
        "lang" => {
            if let Some(language) = value {
                look.foreign = Some(Look::is_foreign(language));
            }
        }
        "vanish" => look.hidden = Some(value.is_none_or(is_on)),
        "noProof" => look.code = Some(value.is_none_or(is_on)),
        _ => {}
    }
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}
