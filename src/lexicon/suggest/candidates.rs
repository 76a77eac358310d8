//! The words that may have been meant, each with its features.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::align::Table;
use super::features::{COUNT, Feature, is_vowel};
use super::letters::Capitals;
use super::model::{Cost, Model, STEPS};
use super::nearby::{Distance, Limits, Marks, nearby};
use super::probe::{MAX_TYPED, Probe};
use super::reach::{ORDINARY, Reach};
use super::room::{BEYOND, MAX_DEPTH, Room};
use super::search::{Found, Hit, Outlook, search};
use super::vocabulary::{Bigrams, Form, Traits, Vocabulary};

/// How many candidates are aligned, those that look best at first.
const KEPT: usize = 32;

/// How much worse than the best, in nats and by what the search knows, a candidate is not regarded any more.
const HOPELESS: f32 = 14.0;

/// How much worse than the last of [`ALIGNED_BEST`], in nats and by what the search knows at most, a candidate is not looked up.
const PROMISING: f32 = 2.0;

/// How many of the best shall be among those that are aligned.
const ALIGNED_BEST: usize = 6;

/// How much better, in nats, the alignment may find a candidate than the search did.
const SURPRISE: f32 = 2.0;

/// The score from which on the best candidate is too good for a name to have been meant.
const NAMED: f32 = -8.0;

/// The highest cost of a name, in nats: one slip, or two of the lightest.
const NAME_LIMIT: f32 = 4.5;

/// The frequency, in eighths of a nat, of the commonest word.
const COMMONEST: f32 = 191.0;

/// The natural logarithm of how many words the frequency list counts.
pub(super) const TOTAL: f32 = 27.66;

/// A word or two that may have been meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The words, with the capitals of the typed one.
    pub text: String,
    /// What speaks for and against it.
    pub features: [f32; COUNT],
    /// The weighted sum of its features, negated: the higher, the likelier.
    pub score: f32,
}

/// The room that the work for a word needs, to be used again.
#[derive(Debug, Default)]
pub struct Scratch {
    probe: Probe,
    room: Room,
    outlook: Outlook,
    marks: Marks,
    found: Found,
    table: Table,
    typed: Vec<u8>,
    lower: Vec<u8>,
    drafts: Vec<Draft>,
    aligned: Vec<Aligned>,
    /// The places of the aligned, the likeliest first.
    order: Vec<usize>,
    unaligned: Vec<Candidate>,
}

/// A candidate before it is aligned: where it lies among the words found.
#[derive(Debug, Clone, Copy)]
struct Draft {
    start: u32,
    end: u32,
    hash: u64,
    form: Form,
    score: f32,
}

/// A candidate with all its features.
#[derive(Debug, Clone, Copy)]
struct Aligned {
    start: u32,
    end: u32,
    form: Form,
    features: [f32; COUNT],
    score: f32,
}

/// The candidates for `word`, the likeliest first, `most` at the most. Words more than two slips away are only searched for
/// if nothing good enough is nearer.
pub fn candidates<V: Vocabulary, B: Bigrams>(
    words: &V,
    bigrams: &B,
    model: &Model,
    word: &str,
    reach: Reach,
    most: usize,
    scratch: &mut Scratch,
) -> Vec<Candidate> {
    let capitals = Capitals::of(word);
    let lower = word.to_lowercase();
    let (stem, ending) = lower.strip_suffix("'s").map_or((lower.as_str(), ""), |stem| (stem, "'s"));
    if stem.is_empty() || stem.len() > MAX_TYPED || !stem.bytes().any(|byte| byte.is_ascii_lowercase() || byte >= 0x80)
    {
        return Vec::new();
    }
    scratch.typed.clear();
    scratch.typed.extend_from_slice(stem.as_bytes());
    scratch.probe.set(model, &scratch.typed);
    scratch.unaligned.clear();
    if ending.is_empty() {
        split(words, bigrams, model, stem, &mut scratch.unaligned);
        irregular(words, model, capitals, stem, &mut scratch.unaligned);
        scratch.unaligned.sort_by(|a, b| b.score.total_cmp(&a.score));
    }
    scratch.room.prepare(&model.reach, &scratch.probe);
    scratch.table.set(model, &scratch.probe);
    scratch.found.clear();
    let handicaps = words.likeliest().map(|forms| handicap(model, &forms, scratch.typed.len()));
    let steps = |nats: f32| (nats.max(0.0) * STEPS) as Cost;
    let mut limits = Limits {
        highest: std::array::from_fn(|tier| match handicaps.get(tier).filter(|_| tier < reach.tiers) {
            Some(handicap) => steps(reach.near - reach.handicap * (handicap - ORDINARY).max(0.0)),
            None => BEYOND,
        }),
        handicaps: handicaps.map(steps),
    };
    look_up(words, model, Distance::Near, &limits, scratch);
    draft(words, model, capitals, &limits, scratch);
    align(model, capitals, scratch);
    if reach.names
        && capitals != Capitals::None
        && scratch.aligned.iter().all(|aligned| aligned.score < NAMED)
        && let Some(names) = words.names()
    {
        let Scratch { probe, room, outlook, found, .. } = scratch;
        search(names, model, probe, steps(NAME_LIMIT), room, outlook, found);
        draft(words, model, capitals, &limits, scratch);
        align(model, capitals, scratch);
    }
    if reach.far > 0.0 && scratch.aligned.iter().all(|aligned| aligned.score < reach.enough) {
        limits.highest = std::array::from_fn(|tier| if tier < reach.tiers { steps(reach.far) } else { BEYOND });
        look_up(words, model, Distance::Far, &limits, scratch);
        draft(words, model, capitals, &limits, scratch);
        align(model, capitals, scratch);
    }
    let mut found: Vec<Candidate> = Vec::new();
    let mut unaligned = scratch.unaligned.iter().peekable();
    for aligned in scratch.order.iter().filter_map(|&place| scratch.aligned.get(place)) {
        while let Some(other) = unaligned.next_if(|other| other.score >= aligned.score) {
            found.push(Candidate { text: capitals.give_to(other.text.clone()), ..*other });
        }
        let key = scratch.found.bytes.get(aligned.start as usize..aligned.end as usize).unwrap_or_default();
        let mut text = capitals.give_to(words.written(key, aligned.form));
        text.push_str(match (ending, capitals) {
            // Of countries it is countries', though Thomas's is right.
            ("'s", _) if is_plural(words, key) => "'",
            ("'s", Capitals::All) => "'S",
            _ => ending,
        });
        if text != word && found.iter().all(|other| other.text != text) {
            found.push(Candidate { text, features: aligned.features, score: aligned.score });
        }
        if found.len() >= most {
            break;
        }
    }
    for other in unaligned {
        let text = capitals.give_to(other.text.clone());
        if found.iter().all(|known| known.text != text) {
            found.push(Candidate { text, ..*other });
        }
    }
    found.truncate(most);
    found
}

/// Finds the words at a distance whose cost is within the limits.
fn look_up<V: Vocabulary>(
    words: &V,
    model: &Model,
    distance: Distance,
    limits: &Limits,
    Scratch { probe, room, marks, found, .. }: &mut Scratch,
) {
    nearby((&words.near(), distance), &model.reach, probe, limits, room, marks, found);
}

/// Whether a word is the plural of another one.
fn is_plural<V: Vocabulary>(words: &V, key: &[u8]) -> bool {
    let singular = key.strip_suffix(b"s").filter(|_| !key.ends_with(b"ss"));
    let is_word = |singular: &[u8]| words.form(singular).is_some_and(|form| form.frequency > 0);
    singular.is_some_and(|singular| is_word(singular) || singular.strip_suffix(b"e").is_some_and(is_word))
        || key.strip_suffix(b"ies").is_some_and(|stem| is_word(&[stem, b"y"].concat()))
}

/// Aligns what was put down with the typed word; the likeliest first.
fn align(model: &Model, capitals: Capitals, scratch: &mut Scratch) {
    scratch.aligned.clear();
    // The scores of the best so far, the worst of them first.
    let mut best = [f32::MIN; ALIGNED_BEST];
    for draft in &scratch.drafts {
        if draft.score + SURPRISE < best[0] {
            break;
        }
        let key = scratch.found.bytes.get(draft.start as usize..draft.end as usize).unwrap_or_default();
        scratch.lower.clear();
        scratch.lower.extend(key.iter().map(u8::to_ascii_lowercase));
        let mut features = traits(&scratch.lower, scratch.typed.len(), draft.form, capitals);
        if scratch.table.fill(&model.rank, &scratch.lower).is_some() {
            scratch.table.count(&model.rank, &scratch.lower, &mut features);
            // That there is such a name with accents somewhere says little of one without.
            if features[Feature::Name as usize] > 0.0 && features[Feature::Accent as usize] > 0.0 {
                features[Feature::OnlyCapitals as usize] = 0.0;
            }
            let score = score(model, &features);
            scratch.aligned.push(Aligned { start: draft.start, end: draft.end, form: draft.form, features, score });
            insert_sorted(&mut best, score);
        }
    }
    // They are large, so that their places are sorted.
    let Scratch { order, aligned, found, .. } = scratch;
    let key = |aligned: &Aligned| found.bytes.get(aligned.start as usize..aligned.end as usize);
    order.clear();
    order.extend(0..aligned.len());
    order.sort_unstable_by(|&a, &b| {
        let (a, b) = (&aligned[a], &aligned[b]);
        b.score.total_cmp(&a.score).then_with(|| key(a).cmp(&key(b)))
    });
}

/// Puts a score into the place of the lowest, where it is higher, and all in order again.
fn insert_sorted(scores: &mut [f32; ALIGNED_BEST], score: f32) {
    if score > scores[0] {
        scores[0] = score;
        scores.sort_unstable_by(f32::total_cmp);
    }
}

/// The weighted sum of the features, negated.
pub(super) fn score(model: &Model, features: &[f32; COUNT]) -> f32 {
    -model.weights().iter().zip(features).map(|(weight, feature)| weight * feature).sum::<f32>()
}

/// What speaks against the likeliest word of a tier before it is known how it was typed, in nats.
fn handicap(model: &Model, likeliest: &[Form], typed: usize) -> f32 {
    let against = |&form: &Form| -score(model, &traits(b"likely", typed, form, Capitals::First));
    likeliest.iter().map(against).fold(f32::MAX, f32::min)
}

/// Puts down the best of what was found, each once, by what the search knows. What is known of a word is only asked of those
/// that may be among them, by the handicap of their tier.
fn draft<V: Vocabulary>(words: &V, model: &Model, capitals: Capitals, limits: &Limits, scratch: &mut Scratch) {
    scratch.drafts.clear();
    // What speaks against a word at least.
    let against = |hit: &Hit| hit.cost + limits.handicaps.get(usize::from(hit.tier)).copied().unwrap_or(0);
    scratch.found.hits.sort_unstable_by_key(against);
    let mut best = f32::MIN;
    // The scores of the best so far, the worst of them first.
    let mut leading = [f32::MIN; ALIGNED_BEST];
    for hit in &scratch.found.hits {
        if -f32::from(against(hit)) / STEPS < (best - HOPELESS).max(leading[0] - PROMISING) {
            break;
        }
        let range = hit.start as usize..hit.end as usize;
        let Some(key) = scratch.found.bytes.get(range).filter(|key| key.len() <= MAX_DEPTH) else { continue };
        let Some(form) = words.form(key) else { continue };
        let rough = traits(key, scratch.typed.len(), form, capitals);
        let score = score(model, &rough) - f32::from(hit.cost) / STEPS;
        best = best.max(score);
        insert_sorted(&mut leading, score);
        let hash = FxBuildHasher.hash_one(key);
        scratch.drafts.push(Draft { start: hit.start, end: hit.end, hash, form, score });
    }
    scratch.drafts.sort_unstable_by(|a, b| b.score.total_cmp(&a.score));
    // More than one search may find a word, and with different costs, as only one knows where a word begins.
    let mut kept = 0;
    for index in 0..scratch.drafts.len() {
        let draft = scratch.drafts[index];
        if draft.score < best - HOPELESS || kept == KEPT {
            break;
        }
        if scratch.drafts[..kept].iter().all(|other| other.hash != draft.hash) {
            scratch.drafts[kept] = draft;
            kept += 1;
        }
    }
    scratch.drafts.truncate(kept);
}

/// The features of a candidate that do not depend on how it was typed.
fn traits(key: &[u8], typed: usize, form: Form, capitals: Capitals) -> [f32; COUNT] {
    let mut features = [0.0; COUNT];
    let mut set = |feature: Feature, value: f32| features[feature as usize] = value;
    let one = |holds: bool| f32::from(u8::from(holds));
    let rarity = (COMMONEST - f32::from(form.frequency)).max(0.0) / 8.0;
    let rarity = if form.frequency == 0 { 14.0 } else { rarity.min(14.0) };
    set(Feature::Rarity, rarity);
    set(Feature::RarityShort, if typed <= 4 { rarity } else { 0.0 });
    set(Feature::Uncounted, one(form.frequency == 0));
    set(Feature::Rare, one(form.traits.contains(Traits::RARE)));
    set(Feature::ProperForCommon, one(form.traits.contains(Traits::PROPER) && capitals == Capitals::None));
    set(Feature::Acronym, one(form.traits.contains(Traits::ACRONYM)));
    set(Feature::Name, one(form.traits.contains(Traits::NAME)));
    set(Feature::OtherDialect, one(form.traits.contains(Traits::OTHER_DIALECT)));
    set(Feature::Possessive, one(key.ends_with(b"'s")));
    set(Feature::Tiny, one(key.len() <= 3));
    features
}

/// Adds the words that two words would be if a space was lost.
fn split<V: Vocabulary, B: Bigrams>(words: &V, bigrams: &B, model: &Model, stem: &str, found: &mut Vec<Candidate>) {
    words.beginnings(stem.as_bytes(), |place, one| {
        let Some((left, right)) = stem.split_at_checked(place) else { return };
        if one.frequency == 0 || !part_of_split(left) || !part_of_split(right) {
            return;
        }
        let other = words.form(right.as_bytes()).filter(|form| form.frequency > 0);
        let Some(other) = other else { return };
        let beside = bigrams.association(left, right);
        let together =
            f32::from(one.frequency) / 8.0 + f32::from(other.frequency) / 8.0 - TOTAL + beside.unwrap_or(0.0);
        let mut features = [0.0; COUNT];
        features[Feature::Split as usize] = 1.0;
        features[Feature::SplitTiny as usize] = f32::from(u8::from(left.len() == 1 || right.len() == 1));
        features[Feature::SplitUncounted as usize] = f32::from(u8::from(beside.is_none()));
        features[Feature::SplitRarity as usize] = (COMMONEST / 8.0 - together).max(0.0);
        let text = format!("{left} {right}");
        found.push(Candidate { text, score: score(model, &features), features });
    });
}

/// Adds the irregular forms of a word that was inflected as regular ones are.
fn irregular<V: Vocabulary>(words: &V, model: &Model, capitals: Capitals, stem: &str, found: &mut Vec<Candidate>) {
    for form in words.irregular(stem) {
        let Some(known) = words.form(form.as_bytes()) else { continue };
        let mut features = traits(form.as_bytes(), stem.len(), known, capitals);
        features[Feature::Regular as usize] = 1.0;
        found.push(Candidate { text: form.to_owned(), score: score(model, &features), features });
    }
}

/// Whether a part may be a word: it has a vowel, as abbreviations of two letters make two words of anything, and if it is a single
/// letter, it is one that is a word.
fn part_of_split(part: &str) -> bool {
    part.bytes().any(is_vowel) && (part.len() > 1 || matches!(part, "a" | "i" | "o"))
}
