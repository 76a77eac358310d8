//! Structured text: of its values those are prose that the settings name by their keys, or by their columns.

mod csv;
pub(crate) mod faults;
mod json;
mod page;
mod strings;
mod toml;
mod value;
mod yaml;

use crate::source::transcript::Transcriber;
use crate::source::{BlockKind, Format, KeyPaths, Transcript};

/// Reads of `text`, which is written in `format`, the values that `keys` lead to; nothing where they lead nowhere.
pub(super) fn read(text: &str, format: Format, keys: Option<&KeyPaths>) -> Transcript {
    let mut out = Transcriber::new(text);
    if let Some(keys) = keys.filter(|keys| !keys.is_empty()) {
        match format {
            Format::Json => json::read(text, 0..text.len(), keys, &mut out),
            Format::JsonLines => {
                let mut at = 0;
                for line in text.split_inclusive('\n') {
                    // What is wrong with a line says nothing of the next one.
                    json::read(text, at..at + line.len(), keys, &mut out);
                    at += line.len();
                }
            }
            Format::Toml => toml::read(text, keys, &mut out),
            Format::Yaml => yaml::read(text, keys, &mut out),
            Format::Csv => csv::read(text, keys, &mut out),
            _ => {}
        }
    }
    out.finish()
}

/// What the value of `key` is: a display line where the key says so, or else running text.
fn kind(key: &str) -> BlockKind {
    const TITLES: &[&str] = &[
        "title",
        "headline",
        "heading",
        "description",
        "summary",
        "dek",
        "deck",
        "excerpt",
        "standfirst",
        "kicker",
        "tagline",
        "label",
    ];
    let key = key.to_lowercase();
    if TITLES.iter().any(|title| key.ends_with(title)) {
        BlockKind::Title
    } else if key.ends_with("caption") || key == "alt" {
        BlockKind::Caption
    } else {
        BlockKind::Paragraph
    }
}

#[cfg(test)]
mod tests;
