//! Frequent verbs and their forms, regular and irregular.

use std::borrow::Cow;

use super::sorted_lines;

/// The list by bases, `base/flags` and behind it `/past/participle` where the rules would not make them; sorted. “N” marks the bases
/// that are nouns, too, “A” those that are adjectives or adverbs, and “n” those that are any of these, but seldom.
const BASES: &str = include_str!("../../dictionaries/wordnet/verbs.txt");

/// Irregular verbs by their pasts, `past/base/participle`; sorted.
const PASTS: &str = include_str!("../../dictionaries/rules/irregular-verbs.txt");

/// A verb of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verb {
    base: &'static str,
    flags: &'static str,
    past: Option<&'static str>,
    participle: Option<&'static str>,
}

/// The verb with this base, in small letters.
pub(crate) fn verb_of(base: &str) -> Option<Verb> {
    sorted_lines::find(BASES, base).and_then(Verb::read)
}

/// All verbs of the list.
pub(crate) fn all() -> impl Iterator<Item = Verb> {
    BASES.lines().filter_map(Verb::read)
}

/// All irregular pasts.
pub(crate) fn pasts() -> impl Iterator<Item = &'static str> {
    PASTS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('/').next())
}

impl Verb {
    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('/');
        let (base, flags) = (cells.next()?, cells.next()?);
        Some(Self { base, flags, past: cells.next(), participle: cells.next() })
    }

    pub(crate) fn base(self) -> &'static str {
        self.base
    }

    /// Whether the base is a noun, too.
    pub(crate) fn is_noun(self) -> bool {
        self.flags.contains('N')
    }

    /// Whether the base is never a noun.
    pub(crate) fn is_never_noun(self) -> bool {
        !self.flags.contains(['N', 'n'])
    }

    /// Whether the base is an adjective or an adverb, too.
    pub(crate) fn is_adjective(self) -> bool {
        self.flags.contains('A')
    }

    /// What he did: walked, carried, went.
    pub(crate) fn past(self) -> Cow<'static, str> {
        let regular = || match self.base.as_bytes() {
            [.., b'e'] => format!("{}d", self.base),
            [.., before, b'y'] if !is_vowel(*before) => format!("{}ied", self.base.trim_end_matches('y')),
            _ => format!("{}ed", self.base),
        };
        self.past.map_or_else(|| regular().into(), Cow::Borrowed)
    }

    /// What he has done: walked, carried, gone.
    pub(crate) fn participle(self) -> Cow<'static, str> {
        self.participle.map_or_else(|| self.past(), Cow::Borrowed)
    }

    /// What he does: walks, carries, goes.
    pub(crate) fn third(self) -> String {
        match self.base.as_bytes() {
            [.., before, b'y'] if !is_vowel(*before) => format!("{}ies", self.base.trim_end_matches('y')),
            [.., b's' | b'x' | b'z' | b'o'] | [.., b'c' | b's', b'h'] => format!("{}es", self.base),
            _ => format!("{}s", self.base),
        }
    }
}

/// The verb that has this form beside him and her, and which is its base with an ending: walks, carries, goes.
pub(crate) fn verb_of_third(form: &str) -> Option<Verb> {
    let stem = form.strip_suffix('s')?;
    let ies = stem.strip_suffix("ie").map(|stem| format!("{stem}y"));
    let bases = [Some(stem), stem.strip_suffix('e'), ies.as_deref()];
    bases.into_iter().flatten().filter_map(verb_of).find(|verb| verb.third() == form)
}

/// Whether the word is an irregular past.
pub(crate) fn is_past(word: &str) -> bool {
    sorted_lines::find(PASTS, word).is_some()
}

/// An irregular past that is not the participle, and the participle: went and gone.
pub(crate) fn participle_of(past: &str) -> Option<&'static str> {
    let participle = sorted_lines::find(PASTS, past)?.split('/').nth(2)?;
    (participle != past).then_some(participle)
}

/// The base of a past, regular or not, that is no base itself: go for went, walk for walked; none for found.
pub(crate) fn base_of(past: &str) -> Option<&'static str> {
    if verb_of(past).is_some() {
        return None;
    }
    if let Some(line) = sorted_lines::find(PASTS, past) {
        return line.split('/').nth(1);
    }
    let stem = past.strip_suffix("ed")?;
    let single = stem.char_indices().last().filter(|&(at, last)| stem[..at].ends_with(last)).map(|(at, _)| &stem[..at]);
    let ied = stem.strip_suffix('i').map(|stem| format!("{stem}y"));
    let bases = [Some(stem), past.strip_suffix('d'), single, ied.as_deref()];
    bases.into_iter().flatten().filter_map(verb_of).find(|verb| verb.past() == past).map(|verb| verb.base)
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

#[cfg(test)]
mod tests {
    use super::{BASES, PASTS, base_of, participle_of, verb_of, verb_of_third};

    #[test]
    fn the_forms_of_a_verb_are_made() {
        let forms = |base: &str| {
            let verb = verb_of(base).expect("listed");
            [verb.third(), verb.past().into_owned(), verb.participle().into_owned()].join(" ")
        };
        assert_eq!(
            ["walk", "carry", "enjoy", "stop", "go", "build", "push", "love", "begin"].map(forms),
            [
                "walks walked walked",
                "carries carried carried",
                "enjoys enjoyed enjoyed",
                "stops stopped stopped",
                "goes went gone",
                "builds built built",
                "pushes pushed pushed",
                "loves loved loved",
                "begins began begun",
            ]
        );
        assert_eq!(["town", "walks", ""].map(verb_of), [None; 3]);
    }

    #[test]
    fn a_form_leads_back_to_its_base() {
        let past = ["went", "walked", "loved", "stopped", "carried", "made", "found", "red", "ed", "seed", "gone"];
        let base = ["go", "walk", "love", "stop", "carry", "make"].map(Some);
        assert_eq!(past.map(base_of), [&base[..], &[None; 5]].concat()[..]);
        let third = ["goes", "walks", "carries", "pushes", "loves", "is", "s"];
        assert_eq!(
            third.map(|form| verb_of_third(form).map(|verb| verb.base)),
            [Some("go"), Some("walk"), Some("carry"), Some("push"), Some("love"), None, None]
        );
        assert_eq!(["went", "made", "walked"].map(participle_of), [Some("gone"), None, None]);
    }

    #[test]
    fn the_lists_are_sorted() {
        for list in [BASES, PASTS] {
            let words = list.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('/').next());
            assert!(words.is_sorted_by(|left, right| left < right));
        }
    }
}
