//! What is wrong with a house list beyond its syntax: contradictions, and entries that nobody uses.

use rustc_hash::FxHashMap;

use super::parse::problem;
use super::phrase::{match_phrase, match_phrase_ignoring_case, straight};
use super::{House, HouseName, Problem};
use crate::source::LineIndex;

/// What a form is to its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Canonical,
    Alias,
    Banned,
}

impl Role {
    const fn words(self) -> &'static str {
        match self {
            Self::Canonical => "the canonical form",
            Self::Alias => "an alias",
            Self::Banned => "a banned form",
        }
    }
}

/// An entry of the list that the articles do not bear out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// The entry's canonical form.
    pub canonical: Box<str>,
    /// Where it stands, and what is to be said of it.
    pub problem: Problem,
}

/// Entries that say two things: a form that two names claim, a name that bans itself.
pub(super) fn contradictions(text: &str, names: &[HouseName]) -> Vec<Problem> {
    let lines = LineIndex::new(text);
    let mut found: Vec<(u32, String)> = Vec::new();
    let mut claims: FxHashMap<String, (usize, Role)> = FxHashMap::default();
    for (number, name) in names.iter().enumerate() {
        let aliases = name.aliases.iter().map(|alias| (&**alias, Role::Alias, name.offset));
        let banned = name.banned.iter().map(|ban| (&*ban.form, Role::Banned, ban.offset));
        let forms = std::iter::once((&*name.canonical, Role::Canonical, name.offset)).chain(aliases).chain(banned);
        for (form, role, offset) in forms {
            match claims.get(&*straight(form)) {
                Some(&(other, other_role)) => {
                    let owner = &names[other].canonical;
                    found.push((offset, clash(form, role, (other == number, other_role, owner))));
                }
                None => {
                    claims.insert(straight(form).into_owned(), (number, role));
                }
            }
        }
        for ban in &name.banned {
            if let Some(right) = name.right_forms().find(|right| *right != &*ban.form && matches(right, &ban.form)) {
                found.push((ban.offset, format!("the banned form “{}” is part of the right form “{right}”", ban.form)));
            }
        }
        for phrase in &name.exceptions {
            if !name.banned.iter().any(|ban| contains(phrase, &ban.form)) {
                let message = format!("the exception “{phrase}” of “{}” contains no banned form", name.canonical);
                found.push((name.offset, message));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(offset, message)| problem(text, &lines, offset as usize, message)).collect()
}

fn clash(form: &str, role: Role, (same_entry, other, owner): (bool, Role, &str)) -> String {
    match (role, other) {
        _ if same_entry && role == other => format!("“{form}” stands twice in the entry “{owner}”"),
        _ if same_entry => format!("“{form}” is both {} and {} of one name", other.words(), role.words()),
        (Role::Canonical, Role::Canonical) => format!("“{form}” has an entry already"),
        _ => format!("“{form}” is {} here and {} of “{owner}”", role.words(), other.words()),
    }
}

/// Whether the banned form `part` would be found in `whole`.
fn matches(whole: &str, part: &str) -> bool {
    let starts = |at: usize| !whole[..at].ends_with(char::is_alphanumeric);
    whole.char_indices().any(|(at, _)| starts(at) && match_phrase(whole, at, part).is_some())
}

/// Whether `part` stands in `whole` as one or more words of it, whatever the capitals.
fn contains(whole: &str, part: &str) -> bool {
    let (whole, part) = (straight(whole), straight(part));
    let starts = |at: usize| !whole[..at].ends_with(char::is_alphanumeric);
    whole.char_indices().any(|(at, _)| starts(at) && match_phrase_ignoring_case(&whole, at, &part).is_some())
}

impl House {
    /// The entries of which `is_used` knows no form, in the order of the list. `near` may name a spelling of the
    /// articles that the entry was meant to be. `text` is what the list was read from.
    pub fn unused<'a>(
        &self,
        text: &str,
        is_used: impl Fn(&str) -> bool,
        near: impl Fn(&str) -> Option<&'a str>,
    ) -> Vec<Unused> {
        let lines = LineIndex::new(text);
        let idle = self.names.iter().filter(|name| !name.forms().any(&is_used));
        idle.map(|name| {
            let hint = near(&name.canonical).map_or_else(String::new, |near| format!("; the articles have “{near}”"));
            let message = format!("no form of “{}” is used{hint}", name.canonical);
            Unused { canonical: name.canonical.clone(), problem: problem(text, &lines, name.offset as usize, message) }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::House;

    #[test]
    fn contradictions_are_told_with_their_place() {
        for (text, message) in [
            ("[[name]]\ncanonical='A'\n[[name]]\ncanonical='A'", "4:11: “A” has an entry already"),
            (
                "[[name]]\ncanonical='A'\n[[name]]\ncanonical='B'\naliases=['A']",
                "“A” is an alias here and the canonical form of “A”",
            ),
            (
                "[[name]]\ncanonical='A'\nbanned=['B']\n[[name]]\ncanonical='B'",
                "5:11: “B” is the canonical form here and a banned form of “A”",
            ),
            (
                "[[name]]\ncanonical='A'\nbanned=['A']",
                "3:9: “A” is both the canonical form and a banned form of one name",
            ),
            ("[[name]]\ncanonical='A'\naliases=['B', 'B']", "“B” stands twice in the entry “A”"),
            (
                "[[name]]\ncanonical='Kim Jong-un'\nbanned=['Kim']",
                "3:9: the banned form “Kim” is part of the right form “Kim Jong-un”",
            ),
            (
                "[[name]]\ncanonical='Kyiv'\nbanned=['Kiev']\nexceptions=['chicken Kyiv']",
                "the exception “chicken Kyiv” of “Kyiv” contains no banned form",
            ),
        ] {
            let problems = House::parse(text).expect_err(text);
            assert_eq!(problems.len(), 1, "{text}: {problems:?}");
            assert!(problems[0].to_string().contains(message), "{text}: {}", problems[0]);
        }
    }

    #[test]
    fn unused_entries_are_told_with_what_the_articles_have() {
        let text = "[[name]]\ncanonical = 'Veligiu'\n[[name]]\ncanonical = 'Kyiv'\nbanned = ['Kiev']\n";
        let house = House::parse(text).expect("a sound list");
        let unused = house.unused(text, |form| form == "Kiev", |_| Some("Veligu"));
        assert_eq!(unused.len(), 1);
        assert_eq!(unused[0].problem.to_string(), "2:13: no form of “Veligiu” is used; the articles have “Veligu”");
    }
}
