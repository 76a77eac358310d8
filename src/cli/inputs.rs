//! Which files are read, and as what: their endings, the settings and the arguments say so.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use copydesk::config::{self, ConfigError, Finder, Settings};
use copydesk::source::{self, Format, Input, SourceError};

use super::args::{ArticleFormat, ProjectArgs};
use super::project;

/// The inputs that `paths` name, with what they are written in, and what could not be looked at.
pub(super) fn of(
    paths: &[PathBuf],
    stdin_name: &str,
    project: &ProjectArgs,
    format_in: Option<ArticleFormat>,
) -> Result<(Vec<Input>, Vec<SourceError>)> {
    let mut finder = project::finder(project);
    let mut refused = None;
    let mut wanted = |path: &Path| {
        is_wanted(path, &mut finder).unwrap_or_else(|error| {
            refused.get_or_insert(error);
            false
        })
    };
    let (mut inputs, failures) = source::inputs_among(paths, stdin_name, &mut wanted);
    if let Some(error) = refused {
        return Err(error.into());
    }
    let mut own = Vec::new();
    for input in &mut inputs {
        // What came from standard input is governed as a file of its name would be.
        let path = input.path().map_or_else(|| PathBuf::from(&*input.name), Path::to_owned);
        let settings = finder.of_path(&path)?;
        input.format = format_in.or(settings.format).unwrap_or(input.format);
        input.keys = settings.prose.get(&input.format).map(Arc::clone);
        if is_own(&path, &settings) && !paths.contains(&path) {
            own.push(Arc::clone(&input.name));
        }
    }
    if !own.is_empty() {
        inputs.retain(|input| !own.contains(&input.name));
    }
    Ok((inputs, failures))
}

/// Whether the file at `path` is one of the settings, which is no article where a folder is named: the settings themselves, a list of
/// words or of names.
fn is_own(path: &Path, settings: &Settings) -> bool {
    let is_list = |list: &PathBuf| {
        list.file_name() == path.file_name()
            && list.canonicalize().is_ok_and(|list| path.canonicalize().is_ok_and(|path| path == list))
    };
    path.file_name().is_some_and(|name| name == config::FILE_NAME)
        || settings.words.iter().chain(&settings.names).any(is_list)
}

/// Whether the file at `path`, in a folder that was named, is to be read. The settings are asked only of what is not read
/// in any case.
fn is_wanted(path: &Path, finder: &mut Finder) -> Result<bool, ConfigError> {
    let known = path.to_str().and_then(Format::from_known_ending);
    if known.is_some_and(Format::is_walked) {
        return Ok(true);
    }
    let settings: Arc<Settings> = finder.of_path(path)?;
    // What has been given a format by name is told of where it cannot be read.
    let keyed = |format: Format| format.is_keyed() && settings.prose.contains_key(&format);
    Ok(match settings.format {
        Some(format) => !format.is_keyed() || keyed(format),
        None => known.is_some_and(keyed),
    })
}
