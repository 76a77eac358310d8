//! Which values of structured text are prose: paths of keys such as `headline`, `body[].text`, `**.caption`.

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Step {
    /// The value of this key.
    Key(Box<str>),
    /// The value of any key: `*`.
    AnyKey,
    /// Any item of a list: `[]`.
    Item,
    /// Any number of keys and items: `**`.
    Anything,
}

/// Why a path is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{path}` is no path of keys: {fault}; a path is written as in `headline`, `body[].text`, `*.title`, `**.caption`"
)]
pub struct BadKeyPath {
    path: String,
    fault: &'static str,
}

/// Paths to the values that are prose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyPaths {
    written: Vec<String>,
    paths: Vec<Vec<Step>>,
}

/// Where in the paths a place of the text is: pairs of the number of a path and how many of its steps lead there.
pub type KeyPlace = Vec<(u32, u32)>;

impl KeyPaths {
    /// Adds the path that is written so.
    ///
    /// # Errors
    /// Where it is no path.
    pub fn add(&mut self, written: &str) -> Result<(), BadKeyPath> {
        let steps = steps(written).map_err(|fault| BadKeyPath { path: written.to_owned(), fault })?;
        self.written.push(written.to_owned());
        self.paths.push(steps);
        Ok(())
    }

    /// The paths as they are written.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The place of the whole text.
    pub fn start(&self) -> KeyPlace {
        let mut place = KeyPlace::new();
        for path in 0..self.paths.len() {
            self.enter(&mut place, path, 0);
        }
        place
    }

    /// The place of the value of `key` in the mapping at `place`.
    pub fn key(&self, place: &KeyPlace, key: &str) -> KeyPlace {
        self.advance(place, |step| match step {
            Step::Key(name) => **name == *key,
            Step::AnyKey => true,
            Step::Item | Step::Anything => false,
        })
    }

    /// The place of an item of the list at `place`.
    pub fn item(&self, place: &KeyPlace) -> KeyPlace {
        self.advance(place, |step| *step == Step::Item)
    }

    /// Whether the value at `place` is prose.
    pub fn is_prose(&self, place: &KeyPlace) -> bool {
        place.iter().any(|&(path, at)| self.paths.get(path as usize).is_some_and(|path| path.len() == at as usize))
    }

    fn advance(&self, place: &KeyPlace, matches: impl Fn(&Step) -> bool) -> KeyPlace {
        let mut next = KeyPlace::new();
        for &(path, at) in place {
            match self.paths.get(path as usize).and_then(|steps| steps.get(at as usize)) {
                Some(Step::Anything) => self.enter(&mut next, path as usize, at as usize),
                Some(step) if matches(step) => self.enter(&mut next, path as usize, at as usize + 1),
                _ => {}
            }
        }
        next
    }

    /// Adds the place in `path` before step `at`, and those that are reached from it by nothing.
    #[allow(clippy::cast_possible_truncation)]
    fn enter(&self, place: &mut KeyPlace, path: usize, at: usize) {
        let mut at = at;
        loop {
            let here = (path as u32, at as u32);
            if !place.contains(&here) {
                place.push(here);
            }
            match self.paths.get(path).and_then(|steps| steps.get(at)) {
                Some(Step::Anything) => at += 1,
                _ => break,
            }
        }
    }
}

fn steps(written: &str) -> Result<Vec<Step>, &'static str> {
    let mut steps = Vec::new();
    let mut rest = written;
    if rest.is_empty() {
        return Err("it is empty");
    }
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("[]") {
            steps.push(Step::Item);
            rest = after;
        } else if rest.starts_with('[') {
            return Err("`[` is followed by `]`, which stands for all items of a list");
        } else {
            if !steps.is_empty() {
                rest = rest.strip_prefix('.').ok_or("a `.` is missing after `[]`")?;
            }
            let (key, after) = if let Some(quoted) = rest.strip_prefix('"') {
                let (key, after) = quoted.split_once('"').ok_or("a `\"` is not closed")?;
                (Step::Key(key.into()), after)
            } else {
                let (key, after) = rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len()));
                match key {
                    "" => return Err("a key is empty"),
                    "*" => (Step::AnyKey, after),
                    "**" => (Step::Anything, after),
                    key => (Step::Key(key.into()), after),
                }
            };
            steps.push(key);
            rest = after;
        }
    }
    if steps.last() == Some(&Step::Anything) { Err("`**` is followed by a key") } else { Ok(steps) }
}

#[cfg(test)]
mod tests {
    use super::KeyPaths;

    /// Whether `path` leads to the value at `place`, in which `[]` stands for an item.
    fn leads(path: &str, place: &[&str]) -> bool {
        let mut paths = KeyPaths::default();
        paths.add(path).unwrap();
        let start = paths.start();
        let end =
            place.iter().fold(start, |at, step| if *step == "[]" { paths.item(&at) } else { paths.key(&at, step) });
        paths.is_prose(&end)
    }

    #[test]
    fn paths_lead_to_values() {
        for (path, place, expected) in [
            ("headline", &["headline"][..], true),
            ("headline", &["x", "headline"], false),
            ("body[].text", &["body", "[]", "text"], true),
            ("body[].text", &["body", "text"], false),
            ("[].*", &["[]", "anything"], true),
            ("[].*", &["[]", "[]"], false),
            ("a[][]", &["a", "[]", "[]"], true),
            ("**.caption", &["caption"], true),
            ("**.caption", &["a", "[]", "b", "caption"], true),
            ("**.caption", &["a", "caption", "b"], false),
            ("a.**.b[]", &["a", "x", "b", "[]"], true),
            ("meta.\"og.title\"", &["meta", "og.title"], true),
            ("körper.text", &["körper", "text"], true),
        ] {
            assert_eq!(leads(path, place), expected, "{path} {place:?}");
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for (path, fault) in [
            ("", "it is empty"),
            ("a..b", "a key is empty"),
            (".a", "a key is empty"),
            ("a[0]", "`[` is followed by `]`, which stands for all items of a list"),
            ("a[]b", "a `.` is missing after `[]`"),
            ("\"a", "a `\"` is not closed"),
            ("a.**", "`**` is followed by a key"),
        ] {
            let error = KeyPaths::default().add(path).unwrap_err();
            assert!(error.to_string().starts_with(&format!("`{path}` is no path of keys: {fault};")), "{error}");
        }
    }
}
