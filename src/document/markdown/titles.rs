//! Lines that begin a callout, an admonition or a container, and the titles in them.

use std::ops::Range;

/// Names are no longer than this, in bytes.
const LONGEST: usize = 400;

/// Blocks of slashes that have code or nothing behind their bar.
const UNTITLED: &[&str] = &["html", "define", "figure-caption", "caption", "table-caption"];

/// A line that begins something, or ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    /// The title that stands in it.
    pub(super) title: Option<Range<usize>>,
}

impl Marked {
    /// With `rest` of `body` as its title, if anything stands there.
    fn with(body: &str, rest: &str) -> Self {
        let written = rest.trim();
        let start = body.len() - rest.len() + (rest.len() - rest.trim_start().len());
        Self { title: (!written.is_empty()).then(|| start..start + written.len()) }
    }

    /// The same, its title `by` bytes later.
    pub(super) fn shifted(self, by: usize) -> Option<Range<usize>> {
        self.title.map(|title| title.start + by..title.end + by)
    }
}

fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '|' | ' '))
}

/// The callout that `body` begins, if it is one: `[!note]- Title`.
pub(super) fn callout(body: &str) -> Option<Marked> {
    let inner = body.strip_prefix("[!")?;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b']')?;
    let rest = inner.get(end + 1..)?.trim_start_matches(['-', '+']);
    (is_name(inner.get(..end)?) && !rest.starts_with(['(', '['])).then(|| Marked::with(body, rest))
}

/// The admonition or the tab that `body` begins, if it is one: `!!! note "Title"`, `=== "Title"`.
pub(super) fn admonition(body: &str) -> Option<Marked> {
    let mark = ["!!!", "???+", "???", "===!", "===+", "==="].into_iter().find(|mark| body.starts_with(mark))?;
    let rest = body.get(mark.len()..)?.trim_start_matches('+').strip_prefix(' ')?.trim();
    let (names, title) = rest.split_once('"').map_or((rest, None), |(names, title)| (names, title.strip_suffix('"')));
    let is_tab = mark.starts_with('=');
    let bare = names.len() == rest.len() && names.split_whitespace().count() <= 4 && !is_tab;
    let fits = if is_tab { names.trim().is_empty() } else { is_name(names) };
    if !fits || title.is_none() && !bare {
        return None;
    }
    let place = title.filter(|title| !title.is_empty()).and_then(|title| {
        let start = body.find('"')? + 1;
        Some(start..start + title.len())
    });
    Some(Marked { title: place })
}

/// The container that `body` begins or ends, if it is one: `:::note Title`, `:::`, `/// note | Title`, `///`.
pub(super) fn container(body: &str) -> Option<Marked> {
    let mark = body.bytes().next().filter(|byte| matches!(byte, b':' | b'/'))?;
    let marks = body.bytes().take_while(|byte| *byte == mark).count();
    if marks < 3 {
        return None;
    }
    let named = body.get(marks..)?.trim_start();
    let length = named.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(named.len());
    let (name, rest) = named.split_at(length);
    let nothing = Marked { title: None };
    if mark == b'/' {
        let rest = rest.trim_start();
        let title = rest.strip_prefix('|').filter(|_| !UNTITLED.contains(&name));
        // A line of prose does not begin with slashes and go on without a bar.
        return (rest.is_empty() || rest.starts_with('|'))
            .then(|| title.map_or(nothing, |rest| Marked::with(body, rest)));
    }
    if let Some(inner) = rest.strip_prefix('[') {
        let inner = inner.split(']').next()?;
        return Some(Marked::with(body.get(..body.len() - rest.len() + 1 + inner.len())?, inner));
    }
    // `::: module.Class` is the address of what a tool puts there.
    let spaced = rest.starts_with(char::is_whitespace) && !rest.trim_start().starts_with(['{', ':']);
    let plain = !name.is_empty() && spaced;
    Some(if plain { Marked::with(body, rest) } else { nothing })
}

#[cfg(test)]
mod tests {
    use super::{Marked, admonition, callout, container};

    #[test]
    fn titles_are_found() {
        let shown = |found: Option<Marked>, text: &str| {
            found.map(|marked| marked.title.map_or(String::new(), |range| text[range].to_owned()))
        };
        for (text, expected) in [
            ("!!! note \"A title\"", Some("A title")),
            ("??? tip", Some("")),
            ("???+ danger \"\"", Some("")),
            ("=== \"A tab\"", Some("A tab")),
            ("===", None),
            ("=== so", None),
            ("!!! No, this is a shout.", None),
            ("!!!", None),
        ] {
            assert_eq!(shown(admonition(text), text).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            (":::note A title", Some("A title")),
            (":::tip[So it is]{.x}", Some("So it is")),
            ("::: {.wide}", Some("")),
            (":::{figure} a.png", Some("")),
            (":::", Some("")),
            ("::::", Some("")),
            ("::: package.module", Some("")),
            ("::", None),
            ("/// note | A title", Some("A title")),
            ("//// html | div.result", Some("")),
            ("///", Some("")),
            ("/// so it is", None),
        ] {
            assert_eq!(shown(container(text), text).as_deref(), expected, "{text}");
        }
        for (text, expected) in
            [("[!NOTE]", Some("")), ("[!tip]- Read this", Some("Read this")), ("[!x](y)", None), ("[!", None)]
        {
            assert_eq!(shown(callout(text), text).as_deref(), expected, "{text}");
        }
    }
}
