//! The names of a corpus as people would list them: in full, with all their forms and where they stand.
//!
//! Facts know words, since that is what rules compare; a roster keeps whole names and is made only where it is asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::corpus::WordTable;
use crate::corpus::names::NameWord;
use crate::document::Document;
use crate::lexicon::EntryFlags;

/// A name with all its forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedName {
    /// The name in full, in its usual spelling.
    pub name: Box<str>,
    /// How often it stands in all articles, in whatever form.
    pub count: u32,
    /// In how many articles.
    pub documents: u32,
    /// The given name, where it has one that is known as such.
    pub given: Option<Box<str>>,
    /// The first article that has it, in the order of paths.
    pub first: Arc<str>,
    /// The last one.
    pub last: Arc<str>,
    /// Its forms, each with how often it stands.
    pub forms: BTreeMap<Box<str>, u32>,
    /// Forms that are likely slips, or that compete with the usual one.
    pub conflicts: BTreeMap<Box<str>, u32>,
}

/// The names of one article, or of many.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    names: FxHashMap<Box<str>, ListedName>,
}

impl Roster {
    /// The names of one article.
    ///
    /// A surname that stands alone is counted with the full name that it belongs to, if the article has one such only.
    pub fn of(path: &Arc<str>, document: &Document, words: &WordTable, names: &[NameWord]) -> Self {
        let mut full: FxHashMap<&str, Vec<Box<str>>> = FxHashMap::default();
        let mut mentions: Vec<Mention<'_>> = Vec::new();
        for (head, name) in names.iter().enumerate().filter(|(_, name)| name.before.is_none()) {
            let mention = mention(document, words, names, head, name);
            if !mention.is_single() {
                // A surname stands last; in the names of East Asia, which hyphenate what follows, first.
                let key = if mention.last_word.contains('-') { mention.first_word } else { mention.last_word };
                let owners = full.entry(key).or_default();
                if !owners.contains(&mention.text) {
                    owners.push(mention.text.clone());
                }
            }
            mentions.push(mention);
        }
        let alone: FxHashSet<&str> =
            mentions.iter().filter(|mention| mention.is_single()).map(|mention| mention.last_word).collect();
        let mut roster = Self::default();
        for mention in mentions {
            let owner = full.get(mention.last_word).filter(|owners| mention.is_single() && owners.len() == 1);
            // An ordinary word with a capital is no name by itself: Government, Good.
            if owner.is_none() && mention.is_single() && mention.ordinary && !mention.titled {
                continue;
            }
            let given = mention.given(&alone);
            let name = owner.and_then(|owners| owners.first()).unwrap_or(&mention.text).clone();
            let listed = roster.names.entry(name.clone()).or_insert_with(|| ListedName {
                name,
                count: 0,
                documents: 1,
                given: None,
                first: Arc::clone(path),
                last: Arc::clone(path),
                forms: BTreeMap::new(),
                conflicts: BTreeMap::new(),
            });
            listed.count += 1;
            *listed.forms.entry(mention.text).or_default() += 1;
            if listed.given.is_none() {
                listed.given = given.map(Into::into);
            }
        }
        roster
    }

    /// Takes over the names of other articles. The order of merging does not matter.
    pub fn merge(&mut self, other: Self) {
        for (name, new) in other.names {
            match self.names.get_mut(&name) {
                Some(own) => own.merge(new),
                None => {
                    self.names.insert(name, new);
                }
            }
        }
    }

    /// The names in the order of the alphabet, with the forms that are `variants` of others counted as conflicts of
    /// those: each pair is a word, or a whole name, and its usual spelling.
    pub fn listed(mut self, variants: &[(Box<str>, Box<str>)]) -> Vec<ListedName> {
        self.join_surnames();
        let usual: FxHashMap<&str, &str> = variants.iter().map(|(form, usual)| (&**form, &**usual)).collect();
        let mut listed: BTreeMap<Box<str>, ListedName> = BTreeMap::new();
        let mut odd: Vec<(Box<str>, ListedName)> = Vec::new();
        for (name, row) in self.names {
            let right = respelt(&name, &usual);
            if *right == *name {
                listed.insert(name, row);
            } else {
                odd.push((right.into(), row));
            }
        }
        odd.sort_by(|left, right| left.1.name.cmp(&right.1.name));
        for (right, mut row) in odd {
            row.name.clone_from(&right);
            match listed.get_mut(&right) {
                Some(own) => own.merge(row),
                None => {
                    listed.insert(right, row);
                }
            }
        }
        let mut names: Vec<ListedName> = listed.into_values().collect();
        for name in &mut names {
            let slips = name.forms.iter().filter(|(form, _)| *respelt(form, &usual) != ***form);
            name.conflicts = slips.map(|(form, &count)| (form.clone(), count)).collect();
        }
        names
    }

    /// Counts a surname that nobody bears alone in its articles with the one full name of the corpus that ends in it.
    fn join_surnames(&mut self) {
        let mut owners: FxHashMap<Box<str>, Vec<Box<str>>> = FxHashMap::default();
        for name in self.names.keys() {
            if let Some((_, last)) = name.rsplit_once(' ') {
                owners.entry(last.into()).or_default().push(name.clone());
            }
        }
        let single: FxHashSet<Box<str>> = self.names.keys().filter(|name| !name.contains(' ')).cloned().collect();
        for surname in single {
            let Some([owner]) = owners.get(&surname).map(Vec::as_slice) else { continue };
            // A given name that is known makes a person of the full form; otherwise the last word may be anything.
            if self.names.get(owner).is_none_or(|owner| owner.given.is_none()) {
                continue;
            }
            if let (Some(row), Some(owner)) = (self.names.remove(&surname), self.names.get_mut(owner)) {
                owner.merge(row);
            }
        }
    }
}

impl ListedName {
    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.documents += other.documents;
        for (form, count) in other.forms {
            *self.forms.entry(form).or_default() += count;
        }
        self.first = Arc::clone(&self.first).min(other.first);
        self.last = Arc::clone(&self.last).max(other.last);
        self.given = match (self.given.take(), other.given) {
            (Some(own), Some(new)) => Some(own.min(new)),
            (own, new) => own.or(new),
        };
    }
}

struct Mention<'a> {
    text: Box<str>,
    first_word: &'a str,
    last_word: &'a str,
    /// Whether the first word is listed as a given name.
    listed_given: bool,
    /// Whether the first word, in small letters, is an ordinary one.
    ordinary: bool,
    /// Whether a title stands before it.
    titled: bool,
}

impl<'a> Mention<'a> {
    fn is_single(&self) -> bool {
        self.first_word == self.last_word
    }

    /// The given name: it is listed as one, or the rest stands `alone` in the article as surnames do, and it does not.
    fn given(&self, alone: &FxHashSet<&str>) -> Option<&'a str> {
        let like_one = !self.ordinary && alone.contains(self.last_word) && !alone.contains(self.first_word);
        (!self.is_single() && (self.listed_given || like_one)).then_some(self.first_word)
    }
}

fn mention<'a>(
    document: &'a Document,
    words: &WordTable,
    names: &[NameWord],
    head: usize,
    name: &NameWord,
) -> Mention<'a> {
    let mut last = &names[head];
    while let Some(next) = last.after.and_then(|after| names.get(after.get())) {
        last = next;
    }
    let span = name.span.to(last.span);
    let text = document.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let entry = document.tokens().get(name.token as usize).map(|&token| words.of(token)).unwrap_or_default();
    Mention {
        text: text.into(),
        first_word: document.slice(name.span),
        last_word: document.slice(last.span),
        listed_given: entry.is(EntryFlags::GIVEN_NAME),
        ordinary: entry.is(EntryFlags::COMMON),
        titled: name.title.is_some(),
    }
}

/// `name` with every word, or all of it, in its usual spelling.
fn respelt(name: &str, usual: &FxHashMap<&str, &str>) -> String {
    if let Some(right) = usual.get(name) {
        return (*right).to_owned();
    }
    name.split(' ').map(|word| usual.get(word).copied().unwrap_or(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{ListedName, Roster};
    use crate::corpus::{WordTable, names};
    use crate::document::{Document, Format};
    use crate::lexicon::Lexicon;

    fn listed(articles: &[&str], variants: &[(&str, &str)]) -> Vec<ListedName> {
        let lexicon = Lexicon::default();
        let mut roster = Roster::default();
        for (number, text) in articles.iter().enumerate() {
            let document = Document::parse((*text).into(), Format::Plain);
            let words = WordTable::new(&document, &lexicon);
            let found = names::find(&document, &words);
            roster.merge(Roster::of(&Arc::from(format!("{number}.txt")), &document, &words, &found));
        }
        let variants: Vec<_> = variants.iter().map(|&(form, usual)| (form.into(), usual.into())).collect();
        roster.listed(&variants)
    }

    #[test]
    fn surnames_join_their_full_names() {
        let articles = ["They met Boris Qzark. Mr Qzark spoke, and Qzark's aide did.", "Then Mr Qzark left."];
        let names = listed(&articles, &[]);
        let [qzark] = names.as_slice() else { panic!("one name: {names:?}") };
        assert_eq!((&*qzark.name, qzark.count, qzark.documents), ("Boris Qzark", 4, 2));
        assert_eq!(qzark.given.as_deref(), Some("Boris"));
        assert_eq!((&*qzark.first, &*qzark.last), ("0.txt", "1.txt"));
        assert_eq!(qzark.forms.get("Qzark"), Some(&3));
    }

    #[test]
    fn two_bearers_keep_their_surname_apart() {
        let names = listed(&["They met Boris Qzark and Anna Qzark, and Mr Qzark left."], &[]);
        assert_eq!(names.len(), 3, "{names:?}");
    }

    #[test]
    fn variants_are_conflicts_of_the_usual_form() {
        let articles = ["They met Boris Qzark.", "They met Boris Qzarkh.", "So Mr Qzarkh left, and Boris Qzark left."];
        let names = listed(&articles, &[("Qzarkh", "Qzark")]);
        let [qzark] = names.as_slice() else { panic!("one name: {names:?}") };
        assert_eq!(&*qzark.name, "Boris Qzark");
        assert_eq!(qzark.conflicts.keys().map(AsRef::as_ref).collect::<Vec<&str>>(), ["Boris Qzarkh", "Qzarkh"]);
    }
}
