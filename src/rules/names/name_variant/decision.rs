//! Whether two spellings are one name, and which of the two is the slip.

use super::mention;
use crate::corpus::names::{NameWord, companion};
use crate::corpus::similarity::{Likeness, Nearness, distance, fold, is_inflection, nearness};
use crate::corpus::{CorpusName, Rival};
use crate::lexicon::EntryFlags;
use crate::rules::Context;

/// A better attested spelling of the same name.
pub(super) struct Variant<'a> {
    pub(super) form: &'a str,
    pub(super) name: &'a CorpusName,
    /// Whether it is certain enough to be put in by request.
    pub(super) clear: bool,
    /// Where that is not so: the other spellings that may be the same name, too.
    pub(super) others: Vec<&'a str>,
    /// Whether lists of names have both, so that the two are one name only where they keep the same company.
    by_company: bool,
}

impl Variant<'_> {
    /// Whether it is meant where `place` has another spelling: Edgar Allen Poe is Allan, Woody Allen is not.
    pub(super) fn is_meant_at(&self, context: &Context<'_>, place: &NameWord) -> bool {
        let companion = |next| {
            let word = companion(context.document, context.names, place, next)?;
            Some(context.document.slice(word.span))
        };
        !self.by_company || self.name.company.has(companion(|name| name.before), companion(|name| name.after))
    }
}

/// How the corpus uses `form`, and the best attested spelling that is the same name.
pub(super) fn strongest_variant<'a>(context: &Context<'a>, form: &str) -> Option<(&'a CorpusName, Variant<'a>)> {
    let likeness = |own: &CorpusName, other: &str, name: &CorpusName| Pair { form, own, other, name }.likeness();
    // What the corpus says of both rules out nearly all rivals, in whatever article.
    let may_be_meant = |own: &CorpusName, Rival { form: other, name, likeness }: &Rival<'_>| {
        let pair = Pair { form, own, other, name };
        let may_be = |together, bare| pair.decide(*likeness, || together, || bare, || true).is_some();
        may_be(true, true) || may_be(true, false) || may_be(false, true) || may_be(false, false)
    };
    let rivals = context.corpus.rivals(form, likeness, may_be_meant);
    if rivals.is_empty() {
        return None;
    }
    let own = context.corpus.name(form)?;
    let mut found: Vec<Variant<'a>> = rivals
        .into_iter()
        .filter_map(|Rival { form: other, name, likeness }| {
            // The house knows better than any evidence.
            let pair = Pair { form, own, other, name };
            let decide = || {
                let (together, bare) = (|| pair.stand_together(context), || pair.is_bare_surname_of_the_other(context));
                pair.decide(likeness, together, bare, || pair.comes_later(context))
            };
            let clear = if context.house.relation(form, other).is_some() { None } else { decide() }?;
            if mention::offers_both(context, form, other) {
                return None;
            }
            let by_company = is_known(own) && is_known(name) && own.company.shares_name(&name.company);
            Some(Variant { form: other, name, clear, others: Vec::new(), by_company })
        })
        .collect();
    // Most rivals are another name, which is found out without a look at the places.
    if found.is_empty() || mention::is_only_mentioned(context, form) {
        return None;
    }
    found.sort_by(|left, right| (right.name.count, left.form).cmp(&(left.name.count, right.form)));
    let others: Vec<&str> = found.iter().skip(1).filter(|other| !other.clear).map(|other| other.form).collect();
    let mut best = found.into_iter().next()?;
    if !best.clear {
        best.others = others;
    }
    Some((own, best))
}

/// Small words that no name ends in: after a known name they have lost their space (Khalifaof).
const RUN_ON: &[&str] = &["of", "and", "the", "for", "from", "with", "was", "said", "who", "that"];

/// The name and the small word that `form` is made of, where the corpus uses that name more often than `form`.
pub(super) fn run_together<'f>(context: &Context<'_>, form: &'f str) -> Option<(&'f str, &'f str)> {
    // Most names end in another letter, which is compared sooner than words are.
    let last = form.as_bytes().last();
    RUN_ON.iter().filter(|word| word.as_bytes().last() == last).find_map(|word| {
        let name = form.strip_suffix(word).filter(|name| name.chars().count() >= 4)?;
        let own = context.corpus.name(form).filter(|own| !is_known(own))?;
        let known = context.corpus.name(name).filter(|known| known.count > own.count)?;
        (!known.entry.is(EntryFlags::COMMON)).then(|| form.split_at(name.len()))
    })
}

/// Whether a dictionary or a list of names has it.
fn is_known(name: &CorpusName) -> bool {
    name.entry.accepted() || name.entry.is(EntryFlags::NAME)
}

/// A spelling and another one that may be the same name.
struct Pair<'a> {
    form: &'a str,
    own: &'a CorpusName,
    other: &'a str,
    name: &'a CorpusName,
}

impl Pair<'_> {
    /// How the two are alike, `None` where their letters or what the lexicon says make two names of them. It asks nothing
    /// that depends on a document.
    fn likeness(&self) -> Option<Likeness> {
        let near = nearness(self.form, self.other)?;
        if self.has_participle() || self.is_cut() || acronyms(self.form).ne(acronyms(self.other)) {
            return None;
        }
        // The shape of the apostrophe is a matter of typography. Of ASCII letters, what differs in letters cannot differ in that only.
        let plain = |name: &str| name.to_lowercase().replace(['’', '‘', '`', '´'], "'");
        let may_be_plain = near == Nearness::Transliteration || !self.form.is_ascii();
        if may_be_plain && plain(self.form) == plain(self.other) {
            return None;
        }
        // A hyphen more or less is a custom; with another letter it is another name (E-meter, Exeter).
        if self.form.contains('-') != self.other.contains('-') && fold(self.form) != fold(self.other) {
            return None;
        }
        if let Some(mixed) = self.mixed_compound() {
            return mixed.then_some(Likeness::MixedCompound);
        }
        if self.has_another_part() || self.has_other_capitals() {
            return None;
        }
        // Davis and Davies are no plurals of each other; Koreas and Koreans are two words of one stem.
        let surnames_in_s = |name: &str| name.ends_with('s') && !name.ends_with("ns") && !name.ends_with("as");
        let surnames = surnames_in_s(self.form) && surnames_in_s(self.other);
        // The y of Zelensky is written y, yy, iy or i, and makes no other word.
        let in_y = |name: &str| name.ends_with(['y', 'i']);
        let one_ending = near == Nearness::Transliteration && in_y(self.form) && in_y(self.other);
        if is_inflection(self.form, self.other) && !surnames && !one_ending {
            return None;
        }
        // Ordinary words with a capital (Security, Securities) are no names.
        let ordinary = self.own.entry.is(EntryFlags::COMMON) || self.name.entry.is(EntryFlags::COMMON);
        (!ordinary).then_some(Likeness::Near(near))
    }

    /// Whether `form` is a slip or a rarer spelling of `other`: `Some(true)` where that is clear, `Some(false)` where a
    /// person must choose, `None` where they are two names. The article is asked whether it has both `together`, whether
    /// one of the two is a `bare` surname there, and whether `form` comes `later`.
    fn decide(
        &self,
        likeness: Likeness,
        together: impl Fn() -> bool,
        bare: impl Fn() -> bool,
        later: impl Fn() -> bool,
    ) -> Option<bool> {
        let near = match likeness {
            Likeness::MixedCompound => return Some(true),
            Likeness::Near(near) => near,
        };
        let (own, name) = (self.own.count, self.name.count);
        if own > name {
            return None;
        }
        // Nobody adds accents by mistake: an article that has them once says how the name is read (Zaha Hadid, Arabic Zahā Ḥadīd).
        if self.own.count == 1 && self.only_adds_accents() {
            return None;
        }
        let (own_known, other_known) = (is_known(self.own), is_known(self.name));
        // The rarer spelling is the one in doubt; with equal counts it is the one that no list knows.
        let weaker = own < name || (own == name && !own_known && other_known);
        let company = self.own.company.shares_name(&self.name.company);
        let title = self.own.company.shares_title(&self.name.company);
        let apart =
            self.own.company.differs_before(&self.name.company) || self.own.company.differs_after(&self.name.company);
        let far_rarer = own * 3 <= name;
        let rare = far_rarer || (own == 1 && !own_known);
        // Sisters share a surname and have given names that are near: Kristen, Kristin.
        let both_known = own_known && other_known;
        match near {
            Nearness::OneSlip if company && ((both_known && !far_rarer) || self.are_both_established()) => None,
            Nearness::Transliteration | Nearness::OneSlip if company => {
                // An even split is shown at one of the two, without taking a side.
                let even = || own == name && own_known == other_known && later();
                weaker.then_some(true).or_else(|| even().then_some(false))
            }
            // Side by side in one article, by customs of transliteration only, with as many of the one as of the other.
            Nearness::Transliteration if own == name && !apart && self.shorter() >= 7 && together() => {
                later().then_some(false)
            }
            Nearness::OneSlip if !apart && weaker && bare() => Some(true),
            // Who is introduced with a given name is called by the surname afterwards, even if only once.
            _ if !apart && own == name && !own_known && !other_known && self.is_long_enough(near) && bare() => {
                later().then_some(false)
            }
            _ if !weaker => None,
            Nearness::TwoSlips if company => Some(true),
            _ if apart || !(together() || self.is_alike_by_itself(near)) => None,
            Nearness::Transliteration | Nearness::OneSlip if title && rare => Some(!own_known),
            // One against one is little evidence: only long names are not alike by chance.
            Nearness::OneSlip | Nearness::TwoSlips if !own_known && rare && (name > own || self.shorter() >= 7) => {
                self.is_long_enough(near).then_some(true)
            }
            Nearness::Transliteration if !own_known && name > own => Some(true),
            _ => None,
        }
    }

    /// Whether two spellings in two articles, which share no company, are one name for their letters alone.
    ///
    /// Two articles speak of two people as a rule, so that the letters must leave no doubt, and nothing may stand beside the
    /// rarer spelling that would have to stand beside the other.
    fn is_alike_by_itself(&self, near: Nearness) -> bool {
        let (own, name) = (&self.own.company, &self.name.company);
        let bare = own.is_empty() || fold(self.form) == fold(self.other) || own.has_initials_of(name);
        let given = self.name.entry.is(EntryFlags::GIVEN_NAME);
        let long = match near {
            Nearness::Transliteration => self.shorter() >= 7,
            Nearness::OneSlip => self.shorter() >= if self.is_a_lone_slip() { 6 } else { 8 },
            Nearness::TwoSlips => false,
        };
        bare && !given && long
    }

    /// Whether a spelling of one article stands against that of many.
    fn is_a_lone_slip(&self) -> bool {
        self.own.documents == 1 && self.name.documents >= 10
    }

    /// Whether both stand in so many articles that neither can be a slip.
    fn are_both_established(&self) -> bool {
        self.own.documents >= 5 && self.own.documents * 10 > self.name.documents
    }

    /// Whether `form` is the other spelling with accents, which that has none of.
    fn only_adds_accents(&self) -> bool {
        self.other.is_ascii() && !self.form.is_ascii() && fold(self.form) == fold(self.other)
    }

    /// The length of the shorter spelling, in letters.
    fn shorter(&self) -> usize {
        self.form.chars().count().min(self.other.chars().count())
    }

    /// Whether this article has both spellings.
    fn stand_together(&self, context: &Context<'_>) -> bool {
        let here = |form: &str| context.names_spelt(form).next().is_some();
        here(self.form) && here(self.other)
    }

    /// Whether this article has the other spelling first; where it has not both, the order of the letters decides, so that one of the
    /// two is chosen in any article.
    fn comes_later(&self, context: &Context<'_>) -> bool {
        let first = |form: &str| context.names_spelt(form).map(|name| name.span).min();
        match (first(self.form), first(self.other)) {
            (Some(own), Some(other)) => own > other,
            _ => self.form > self.other,
        }
    }

    /// Short words are near each other by chance.
    fn is_long_enough(&self, near: Nearness) -> bool {
        let shorter = self.shorter();
        let same_start = self.form.chars().next() == self.other.chars().next();
        // The last letter makes other words: Kermit, Kermie.
        let same_end = self.form.chars().next_back() == self.other.chars().next_back();
        same_start && same_end && shorter >= if near == Nearness::TwoSlips { 9 } else { 6 }
    }

    /// For two compounds that differ only in that one has an adjective where the other has a noun: whether `form` mixes
    /// the two (Russian-Ukraine). `None` for other pairs.
    fn mixed_compound(&self) -> Option<bool> {
        let ((form_first, form_last), (other_first, other_last)) =
            (self.form.split_once('-')?, self.other.split_once('-')?);
        let differs = form_first != other_first && is_inflection(form_first, other_first);
        (differs && form_last == other_last).then(|| is_adjective(form_first) && !is_adjective(form_last))
    }

    /// Whether the two are compounds that end with one letter, the first of an acronym with stops: Russian-U.S.
    fn is_cut(&self) -> bool {
        let ends = |name: &str| name.rsplit_once('-').is_some_and(|(_, last)| last.chars().count() == 1);
        ends(self.form) && ends(self.other)
    }

    /// Whether one of the two is a compound of a name and a participle, which is no name: Russian-backed, UN-led.
    fn has_participle(&self) -> bool {
        [self.form, self.other].into_iter().filter_map(|name| name.rsplit_once('-')).any(|(_, last)| {
            last.starts_with(char::is_lowercase)
                && (matches!(last, "born" | "built" | "held" | "led" | "made" | "run") || last.ends_with("ed"))
        })
    }

    /// Whether one has capitals inside that the other has not, so that they are made on purpose (Cython, `CPython`).
    fn has_other_capitals(&self) -> bool {
        let capitals = |name: &str| {
            let mut capitals: Vec<char> = name.chars().filter(|c| c.is_uppercase()).collect();
            capitals.sort_unstable();
            capitals
        };
        let (own, other) = (capitals(self.form), capitals(self.other));
        let inside = |name: &str, capitals: &[char]| capitals.len() > name.split(['-', '\'', '’']).count();
        own != other && (inside(self.form, &own) || inside(self.other, &other)) && fold(self.form) != fold(self.other)
    }

    /// Whether the two are compounds of which a part is another word: Top-Level, Two-Level.
    fn has_another_part(&self) -> bool {
        let parts = |name: &str| name.split('-').count();
        if !self.form.contains('-') || parts(self.form) != parts(self.other) {
            return false;
        }
        let other_word = |(left, right): (&str, &str)| {
            let (left, right) = (fold(left), fold(right));
            let shorter = left.chars().count().min(right.chars().count());
            left != right && (shorter < 2 || (shorter < 4 && distance(&left, &right) > 1))
        };
        self.form.split('-').zip(self.other.split('-')).any(other_word)
    }

    /// Whether one of the two is used in this article with a given name only, and the other, later, without any.
    fn is_bare_surname_of_the_other(&self, context: &Context<'_>) -> bool {
        let uses = |form: &str| {
            let places = || context.names_spelt(form);
            let full = places().filter(|name| name.before.is_some()).count();
            (places().next().map(|name| name.span), full, places().filter(|name| name.after.is_some()).count())
        };
        let ((form_first, form_full, form_after), (other_first, other_full, other_after)) =
            (uses(self.form), uses(self.other));
        let (Some(form_first), Some(other_first)) = (form_first, other_first) else { return false };
        let joins = if form_full > 0 {
            form_first < other_first && other_full == 0
        } else {
            other_first < form_first && other_full > 0
        };
        joins && form_after == 0 && other_after == 0 && self.is_long_enough(Nearness::OneSlip)
    }
}

/// The parts of a compound that are acronyms, whose letters are all that they have: China-EU, Russian-U.S.
fn acronyms(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split('-').filter(|_| name.contains('-'));
    parts.filter(|part| part.len() > 1 && part.chars().all(|c| c.is_uppercase() || c == '.'))
}

/// Whether a part of a compound is the adjective of a place: Russian, Chinese, British.
fn is_adjective(part: &str) -> bool {
    ["an", "ian", "ese", "ish", "ch", "i"].iter().any(|ending| part.ends_with(ending))
}
