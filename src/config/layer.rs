//! What one file, or one override in it, says; and how what several say becomes the settings of a path.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{CachePlace, Origin, Settings};
use crate::diagnostic::Severity;
use crate::rules::OptionValue;
use crate::source::{Format, KeyPaths};

/// A value, and the byte of its file at which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) offset: usize,
}

/// The values that a file, or an override, sets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layer {
    pub(super) language: Option<At<String>>,
    pub(super) names: Option<At<PathBuf>>,
    pub(super) words: Vec<At<PathBuf>>,
    pub(super) dictionaries: Vec<At<String>>,
    /// `None` where nothing is said, which is not the same as an empty list.
    pub(super) select: Option<Vec<At<String>>>,
    pub(super) ignore: Vec<At<String>>,
    pub(super) severity: BTreeMap<String, At<Severity>>,
    pub(super) rules: BTreeMap<&'static str, BTreeMap<&'static str, At<OptionValue>>>,
    pub(super) format: Option<At<Format>>,
    pub(super) prose: BTreeMap<Format, At<Arc<KeyPaths>>>,
    pub(super) cache: Option<At<CachePlace>>,
}

impl Layer {
    /// Makes the paths in it, which are written relative to `folder`, independent of it.
    pub(super) fn anchor(&mut self, folder: &Path) {
        for list in self.words.iter_mut().chain(&mut self.names) {
            list.value = folder.join(&list.value);
        }
        if let Some(At { value: CachePlace::Folder(place), .. }) = &mut self.cache {
            *place = folder.join(&*place);
        }
        // A name without a folder and an ending is searched for; anything else is a path.
        for dictionary in &mut self.dictionaries {
            if dictionary.value.contains(['/', '\\']) || Path::new(&dictionary.value).extension().is_some() {
                dictionary.value = folder.join(&dictionary.value).to_string_lossy().into_owned();
            }
        }
    }
}

/// A file that values come from.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) path: Arc<Path>,
    pub(super) text: String,
}

impl Text {
    fn origin(&self, offset: usize) -> Origin {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        Origin { file: Arc::clone(&self.path), line: before.matches('\n').count() + 1 }
    }
}

impl Settings {
    /// Lays `layer`, which is written in `text`, over what is set already.
    ///
    /// Single values replace those below; lists of words and dictionaries come before them; `select` begins anew, so that
    /// what was ignored below is forgotten, too; `ignore` comes to what is ignored below.
    pub(super) fn lay(&mut self, layer: &Layer, text: &Text) {
        let origins = &mut self.origins;
        if let Some(language) = &layer.language {
            self.language = Some(language.value.clone());
            origins.insert("language".to_owned(), vec![text.origin(language.offset)]);
        }
        if let Some(names) = &layer.names {
            self.names = Some(names.value.clone());
            origins.insert("names".to_owned(), vec![text.origin(names.offset)]);
        }
        let of = |key: &str, origins: &mut BTreeMap<String, Vec<Origin>>, offset| {
            origins.entry(key.to_owned()).or_default().insert(0, text.origin(offset));
        };
        for list in layer.words.iter().rev().filter(|list| !self.words.contains(&list.value)).collect::<Vec<_>>() {
            self.words.insert(0, list.value.clone());
            of("words", origins, list.offset);
        }
        for name in layer.dictionaries.iter().rev() {
            if !self.dictionaries.contains(&name.value) {
                self.dictionaries.insert(0, name.value.clone());
                of("dictionaries", origins, name.offset);
            }
        }
        if let Some(select) = &layer.select {
            self.select = select.iter().map(|name| name.value.clone()).collect();
            origins.insert("select".to_owned(), select.iter().map(|name| text.origin(name.offset)).collect());
            self.ignore.clear();
            origins.remove("ignore");
        }
        for name in &layer.ignore {
            if !self.ignore.contains(&name.value) {
                self.ignore.push(name.value.clone());
                origins.entry("ignore".to_owned()).or_default().push(text.origin(name.offset));
            }
        }
        for (rule, severity) in &layer.severity {
            self.severity.insert(rule.clone(), severity.value);
            origins.insert(format!("severity.{rule}"), vec![text.origin(severity.offset)]);
        }
        if let Some(format) = &layer.format {
            self.format = Some(format.value);
            origins.insert("format".to_owned(), vec![text.origin(format.offset)]);
        }
        if let Some(cache) = &layer.cache {
            self.cache = Some(cache.value.clone());
            origins.insert("cache".to_owned(), vec![text.origin(cache.offset)]);
        }
        for (format, prose) in &layer.prose {
            self.prose.insert(*format, Arc::clone(&prose.value));
            origins.insert(format!("formats.{}.prose", format.name()), vec![text.origin(prose.offset)]);
        }
        for (rule, options) in &layer.rules {
            for (name, value) in options {
                self.rules.entry(rule).or_default().set(name, value.value.clone());
                origins.insert(format!("rules.{rule}.{name}"), vec![text.origin(value.offset)]);
            }
        }
    }
}
