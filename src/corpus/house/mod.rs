//! The house list: how names are written in this house, as a person decided.
//!
//! The list says what no corpus can: that Kyiv is right where Kiev is the usual form, why, and since when. Rules ask it
//! before they weigh evidence of their own.

mod date;
mod hygiene;
mod parse;
mod phrase;

use rustc_hash::FxHashMap;

pub use date::Date;
pub use hygiene::Unused;
pub use phrase::{match_phrase, match_phrase_ignoring_case};

use phrase::{first_part, straight};

/// A form of a name that is not to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ban {
    /// The form, as it is written.
    pub form: Box<str>,
    /// Why it is not to be used, in words.
    pub reason: Option<Box<str>>,
    /// Where it stands in the list, in bytes.
    offset: u32,
}

/// One name of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseName {
    /// How the name is written.
    pub canonical: Box<str>,
    /// Other forms that are right, too: a short form, a former name.
    pub aliases: Vec<Box<str>>,
    /// Forms that are wrong.
    pub banned: Vec<Ban>,
    /// Phrases in which a banned form is right: chicken Kiev.
    pub exceptions: Vec<Box<str>>,
    /// Articles of an earlier date may use the banned forms.
    pub valid_from: Option<Date>,
    /// What a writer should know.
    pub note: Option<Box<str>>,
    /// Where the entry begins in the list, in bytes.
    offset: u32,
}

impl HouseName {
    /// The forms that are right: the canonical one first.
    pub fn right_forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.canonical).chain(self.aliases.iter().map(AsRef::as_ref))
    }

    /// All forms, the banned ones last.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.right_forms().chain(self.banned.iter().map(|ban| &*ban.form))
    }
}

/// What is wrong with a list, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct Problem {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong, and what may have been meant.
    pub message: String,
}

/// What the list says of two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Both are forms of one name.
    Same,
    /// They are two names.
    Different,
}

/// A list of names, read and found to be free of contradictions.
#[derive(Debug, Clone, Default)]
pub struct House {
    names: Vec<HouseName>,
    /// The entries by form, with straight apostrophes.
    by_form: FxHashMap<Box<str>, u32>,
    /// The entries by single word of their forms, in which case the word belongs to several names.
    by_word: FxHashMap<Box<str>, Vec<u32>>,
    /// The banned forms by their first part: entry, and number of the ban.
    bans: FxHashMap<Box<str>, Vec<(u32, u32)>>,
}

impl House {
    /// Reads a list, which is TOML: a `[[name]]` table for each name.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the text: what is no TOML, unknown keys, values of the wrong type, and
    /// entries that contradict each other.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let names = parse::names(text)?;
        let problems = hygiene::contradictions(text, &names);
        if problems.is_empty() { Ok(Self::new(names)) } else { Err(problems) }
    }

    fn new(names: Vec<HouseName>) -> Self {
        let mut house = Self::default();
        for (number, name) in (0u32..).zip(&names) {
            for form in name.forms() {
                house.by_form.insert(straight(form).into(), number);
                for word in form.split_whitespace() {
                    let numbers = house.by_word.entry(straight(word).into()).or_default();
                    if numbers.last() != Some(&number) {
                        numbers.push(number);
                    }
                }
            }
            for (ban, banned) in (0u32..).zip(&name.banned) {
                let form = straight(&banned.form);
                let key = first_part(&form);
                house.bans.entry(key.into()).or_default().push((number, ban));
                house.bans.entry(key.to_uppercase().into()).or_default().push((number, ban));
            }
        }
        // Of two forms that begin at one place the longer is tried first, and a form of one case is listed once.
        for bans in house.bans.values_mut() {
            bans.sort_by_key(|&(name, ban)| {
                let length = names[name as usize].banned[ban as usize].form.len();
                (std::cmp::Reverse(length), name, ban)
            });
            bans.dedup();
        }
        house.names = names;
        house
    }

    /// Its names, in the order of the list.
    pub fn names(&self) -> &[HouseName] {
        &self.names
    }

    /// Whether it bans nothing, so that no text need be searched.
    pub fn bans_nothing(&self) -> bool {
        self.bans.is_empty()
    }

    /// The names with a banned form that begins with the word, or part of a hyphenated word, `part`: the longest first.
    pub fn bans_at<'a>(&'a self, part: &str) -> impl Iterator<Item = (&'a HouseName, &'a Ban)> + use<'a> {
        let found = self.bans.get(part).or_else(|| match straight(part) {
            std::borrow::Cow::Borrowed(_) => None,
            std::borrow::Cow::Owned(part) => self.bans.get(&*part),
        });
        found.into_iter().flatten().map(|&(name, ban)| {
            let name = &self.names[name as usize];
            (name, &name.banned[ban as usize])
        })
    }

    /// Whether `form` is the canonical form of a name, or an alias.
    pub fn is_right(&self, form: &str) -> bool {
        let form = straight(form);
        self.entry(&form).is_some_and(|name| name.right_forms().any(|right| straight(right) == form))
    }

    /// The name that `form` is a form of, a banned one included.
    pub fn entry(&self, form: &str) -> Option<&HouseName> {
        self.by_form.get(&*straight(form)).map(|&number| &self.names[number as usize])
    }

    /// Whether the list says that `left` and `right` are one name, so that no other rule need compare them.
    pub fn same(&self, left: &str, right: &str) -> bool {
        self.relation(left, right) == Some(Relation::Same)
    }

    /// What the list says of two forms, or of two words of names: `None` where it does not know both.
    ///
    /// Words of longer forms are the same where they stand at the same place of two forms of one name: with Sergei Veligu
    /// and the alias Sergey Veligu, Sergei and Sergey are one name.
    pub fn relation(&self, left: &str, right: &str) -> Option<Relation> {
        if self.names.is_empty() {
            return None;
        }
        let (left, right) = (straight(left), straight(right));
        if let (Some(one), Some(other)) = (self.by_form.get(&*left), self.by_form.get(&*right)) {
            return Some(if one == other { Relation::Same } else { Relation::Different });
        }
        let (ones, others) = (self.by_word.get(&*left)?, self.by_word.get(&*right)?);
        let shared = ones.iter().filter(|number| others.contains(number));
        let same = shared.map(|&number| &self.names[number as usize]).any(|name| corresponds(name, &left, &right));
        same.then_some(Relation::Same)
    }

    /// The words of all right forms: a lexicon may take them for known.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flat_map(HouseName::right_forms).flat_map(str::split_whitespace)
    }
}

/// Whether two words stand at the same place of two forms of `name` that have as many words.
fn corresponds(name: &HouseName, left: &str, right: &str) -> bool {
    let words = |form: &str| straight(form).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let forms: Vec<Vec<String>> = name.forms().map(words).collect();
    forms.iter().enumerate().any(|(number, one)| {
        forms
            .iter()
            .skip(number + 1)
            .filter(|other| other.len() == one.len())
            .any(|other| one.iter().zip(other).any(|(a, b)| (a == left && b == right) || (a == right && b == left)))
    })
}

#[cfg(test)]
mod tests {
    use super::{House, Relation};

    const LIST: &str = r#"
[[name]]
canonical = "Kyiv"
aliases = ["Kyiv City"]
banned = ["Kiev", { form = "Kiew", reason = "that is German" }]
exceptions = ["chicken Kiev"]
reason = "the city's own spelling"
valid-from = 2019-08-14
note = "the dish keeps its name"

[[name]]
canonical = "Sergei Veligu"
aliases = ["Sergey Veligu", "Qur'an"]

[[name]]
canonical = "Lviv"
"#;

    #[test]
    fn a_list_is_read() {
        let house = House::parse(LIST).expect("a sound list");
        let kyiv = &house.names()[0];
        assert_eq!(&*kyiv.canonical, "Kyiv");
        assert_eq!(kyiv.banned[0].reason.as_deref(), Some("the city's own spelling"));
        assert_eq!(kyiv.banned[1].reason.as_deref(), Some("that is German"));
        assert_eq!(kyiv.valid_from.map(|date| date.to_string()).as_deref(), Some("2019-08-14"));
        assert_eq!(house.bans_at("Kiev").count(), 1);
        assert_eq!(house.bans_at("KIEV").count(), 1);
        assert_eq!(house.bans_at("Kyiv").count(), 0);
        assert_eq!(
            house.words().collect::<Vec<_>>(),
            ["Kyiv", "Kyiv", "City", "Sergei", "Veligu", "Sergey", "Veligu", "Qur'an", "Lviv"]
        );
    }

    #[test]
    fn forms_of_one_name_are_the_same() {
        let house = House::parse(LIST).expect("a sound list");
        for (left, right, relation) in [
            ("Kyiv", "Kiev", Some(Relation::Same)),
            ("Kiew", "Kiev", Some(Relation::Same)),
            ("Kyiv", "Lviv", Some(Relation::Different)),
            ("Sergei", "Sergey", Some(Relation::Same)),
            ("Sergey", "Sergei", Some(Relation::Same)),
            ("Sergei", "Veligu", None),
            ("Kyiv", "Odesa", None),
        ] {
            assert_eq!(house.relation(left, right), relation, "{left} {right}");
        }
        assert!(house.is_right("Qur’an") && house.is_right("Kyiv") && !house.is_right("Kiev"));
        assert_eq!(House::default().relation("Kyiv", "Kiev"), None);
    }
}
