//! Suggestions with probabilities, remembered by word.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::calibration::{Calibration, MOST};
use super::candidates::{Candidate, Scratch, TOTAL, candidates};
use super::english::English;
use super::model::Model;
use super::reach::{Meant, Reach};
use super::vocabulary::Vocabulary;
use crate::lexicon::compiled::Compiled;
use crate::lexicon::memo::Memo;
use crate::lexicon::{Dialects, Neighbours, Suggestion, probability_of_any};

/// How much the neighbours count against the word itself, per nat of association.
const CONTEXT: f32 = 0.5;

/// The most that one neighbour may say for or against a word, in nats of association.
const LOUDEST: f32 = 4.0;

/// The natural logarithm of the count of the rarest pair in the list of pairs.
const RAREST_PAIR: f32 = 15.7;

/// So many words are remembered. Ten suggestions take more than a kilobyte, and texts have fewer unknown words than that unless
/// they have a new one in every line.
const REMEMBERED: usize = 1 << 16;

/// Makes suggestions, one at a time or from several threads, and remembers them.
#[derive(Debug)]
pub struct Speller {
    words: Option<English>,
    model: Model,
    /// What may have been meant by a word,
    any: Memo<Arc<Remembered>>,
    /// if it was a word that is no rarer name,
    words_meant: Memo<Arc<Remembered>>,
    /// and if it was a frequent one.
    frequent_meant: Memo<Arc<Remembered>>,
    /// Each is large, and handed on as it lies.
    rooms: Mutex<Vec<Box<Scratch>>>,
}

/// What may have been meant by a word.
#[derive(Debug)]
struct Remembered {
    suggestions: Arc<[Suggestion]>,
    /// The keys of the first and the last word of each suggestion. A word that stands in many articles has other neighbours
    /// in each, but the same suggestions; most words, which are names, are never asked for with their neighbours.
    ends: OnceLock<Box<[[Option<u32>; 2]]>>,
}

impl Speller {
    /// Suggestions from the bundled English, of words that are right in one of `dialects`.
    pub fn english(dialects: Dialects) -> Self {
        Self {
            words: English::new(dialects),
            model: Model::fitted(),
            any: Memo::of(REMEMBERED),
            words_meant: Memo::of(REMEMBERED),
            frequent_meant: Memo::of(REMEMBERED),
            rooms: Mutex::default(),
        }
    }

    /// What may have been meant by `word`, the likeliest first, at most ten.
    ///
    /// It takes a fraction of the time if it is not [`Meant::Any`], since the larger lists of names are left alone.
    pub fn suggest(&self, word: &str, meant: Meant) -> Arc<[Suggestion]> {
        Arc::clone(&self.remember(word, meant).suggestions)
    }

    /// The suggestions for `word` between its neighbours: what is often seen beside them goes up.
    pub fn suggest_between(&self, word: &str, meant: Meant, neighbours: Neighbours<'_>) -> Vec<Suggestion> {
        let remembered = self.remember(word, meant);
        let mut found = remembered.suggestions.to_vec();
        if let Some(pairs) = self.words.map(|words| words.compiled()) {
            let ends = remembered.ends.get_or_init(|| found.iter().map(|meant| ends(&pairs, &meant.text)).collect());
            weigh_neighbours(&pairs, &mut found, ends, neighbours);
        }
        found
    }

    fn remember(&self, word: &str, meant: Meant) -> Arc<Remembered> {
        let remembered = match meant {
            Meant::Any => &self.any,
            Meant::Word => &self.words_meant,
            Meant::FrequentWord => &self.frequent_meant,
        };
        let work_out = || Remembered { suggestions: self.work_out(word, meant).into(), ends: OnceLock::new() };
        remembered.get(word, || Arc::new(work_out()))
    }

    fn work_out(&self, word: &str, meant: Meant) -> Vec<Suggestion> {
        let Some(words) = self.words else { return Vec::new() };
        let suggestions = |word: &str| {
            let none = Calibration::FITTED.none_of(word);
            let reach = Reach::of(word.len()).within(none, word).to(meant, none);
            Calibration::FITTED.suggestions(word, self.candidates(&words, word, reach))
        };
        let mut found = suggestions(word);
        if found.is_empty()
            && let Some((before, part, after)) = wrong_part(&words, word)
        {
            found = suggestions(part);
            for suggestion in &mut found {
                suggestion.text = format!("{before}{}{after}", suggestion.text);
            }
        }
        found
    }

    fn candidates(&self, words: &English, word: &str, reach: Reach) -> Vec<Candidate> {
        let rooms = || self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = rooms().pop().unwrap_or_default();
        let found = candidates(words, words, &self.model, word, reach, MOST, &mut scratch);
        rooms().push(scratch);
        found
    }
}

/// The part of a hyphenated word that is no word, if it is the only one, with what stands before and after it.
fn wrong_part<'w>(words: &English, word: &'w str) -> Option<(&'w str, &'w str, &'w str)> {
    let mut start = 0;
    let mut wrong = None;
    for part in word.split_inclusive('-') {
        let bare = part.trim_end_matches('-');
        let right = words.form(bare.to_lowercase().as_bytes()).is_some() || !bare.contains(char::is_alphabetic);
        if !right && wrong.replace(start..start + bare.len()).is_some() {
            return None;
        }
        start += part.len();
    }
    let wrong = wrong.filter(|wrong| wrong.len() < word.len())?;
    Some((word.get(..wrong.start)?, word.get(wrong.clone())?, word.get(wrong.end..)?))
}

/// The keys of the first and the last word of `text`, which may be the same.
fn ends(pairs: &Compiled, text: &str) -> [Option<u32>; 2] {
    let first = text.split(' ').next().unwrap_or_default();
    let last = text.rsplit(' ').next().unwrap_or_default();
    let key = pairs.key(first);
    [key, if last.len() == text.len() { key } else { pairs.key(last) }]
}

/// How much less often than by chance two words stand side by side that were never counted so, at the most: as the rarest pair
/// that was.
fn estrangement(pairs: &Compiled, left: Option<u32>, right: Option<u32>) -> f32 {
    let frequency = |key: Option<u32>| f32::from(key.map_or(0, |key| pairs.frequency(key)));
    (RAREST_PAIR - (frequency(left) / 8.0 + frequency(right) / 8.0 - TOTAL)).min(0.0)
}

/// Ranks anew by the words on both sides: each candidate's probability is multiplied by how much likelier the neighbours
/// make it, to a power, and what is left for "none of these" stays as it is.
fn weigh_neighbours(pairs: &Compiled, found: &mut [Suggestion], ends: &[[Option<u32>; 2]], neighbours: Neighbours<'_>) {
    let none = 1.0 - probability_of_any(found);
    // A word that has no key is still a neighbour.
    let [before, after] = [neighbours.before, neighbours.after].map(|word| word.map(|word| pairs.key(word)));
    let mut any = false;
    let mut weights: Vec<f32> = Vec::with_capacity(found.len());
    for &[first, last] in ends {
        let mut nats = 0.0;
        for (left, right) in [(before, Some(first)), (Some(last), after)] {
            if let (Some(left), Some(right)) = (left, right) {
                let association = left.zip(right).and_then(|(left, right)| pairs.association_of(left, right));
                any |= association.is_some();
                let heard = association.unwrap_or_else(|| estrangement(pairs, left, right));
                nats += heard.clamp(-LOUDEST, LOUDEST);
            }
        }
        weights.push((CONTEXT * nats).exp());
    }
    if !any {
        return;
    }
    let before = probability_of_any(found);
    for (suggestion, weight) in found.iter_mut().zip(weights) {
        suggestion.probability *= weight;
    }
    let after = probability_of_any(found);
    if after > 0.0 {
        let scale = (before / after).min(1.0 / (after + none.max(0.0)).max(f32::MIN_POSITIVE));
        for suggestion in found.iter_mut() {
            suggestion.probability *= scale;
        }
    }
    found.sort_by(|a, b| b.probability.total_cmp(&a.probability));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(word: &str) -> String {
        let speller = Speller::english(Dialects::all());
        speller.suggest(word, Meant::Any).first().map_or_else(String::new, |suggestion| suggestion.text.clone())
    }

    #[test]
    fn suggests_what_was_meant() {
        for (typed, meant) in [
            ("Departmment", "Department"),
            ("COUNIL", "COUNCIL"),
            ("catched", "caught"),
            ("well-desgned", "well-designed"),
            ("Carnagie-Mellon", "Carnegie-Mellon"),
            ("sucesfuly", "successfully"),
            ("recieve", "receive"),
            ("fotograf", "photograph"),
            ("goverment's", "government's"),
            ("alot", "a lot"),
            ("paris", "Paris"),
            ("dont", "don't"),
            ("definately", "definitely"),
            ("foregin", "foreign"),
            ("necessery", "necessary"),
            ("tommorow", "tomorrow"),
            ("exerbate", "exacerbate"),
            ("dimunitive", "diminutive"),
            ("nieghbor", "neighbor"),
            ("analize", "analyze"),
        ] {
            assert_eq!(first(typed), meant, "{typed}");
        }
    }

    #[test]
    fn probabilities_fall_and_add_up_to_one_at_most() {
        let speller = Speller::english(Dialects::all());
        for word in ["teh", "sould", "wich", "recieve", "thier", "zzzzqqq", "", "'", "12", "é", "ẞtraße"] {
            let found = speller.suggest(word, Meant::Any);
            assert!(found.len() <= MOST);
            assert!(found.is_sorted_by(|a, b| a.probability >= b.probability), "{word}");
            let sum: f32 = found.iter().map(|suggestion| suggestion.probability).sum();
            assert!(sum <= 1.001, "{word}: {sum}");
        }
    }

    #[test]
    fn says_so_where_nothing_is_likely() {
        for word in ["zzzzqqq", "Shoigu", "xkcdqqv", "", "-", "42", &"a".repeat(200)] {
            assert_eq!(first(word), "", "{word}");
        }
    }

    #[test]
    fn what_was_meant_may_be_told() {
        let speller = Speller::english(Dialects::all());
        let first = |word: &str, meant| speller.suggest(word, meant).first().map(|best| best.text.clone());
        for meant in [Meant::Any, Meant::Word, Meant::FrequentWord] {
            assert_eq!(first("Departmment", meant).as_deref(), Some("Department"), "{meant:?}");
        }
        for (word, any, of_words, frequent) in [
            // A name of the larger lists, and a word that is not so frequent.
            ("Achenbakh", Some("Achenbach"), None, None),
            ("Handkercheif", Some("Handkerchief"), Some("Handkerchief"), None),
        ] {
            assert_eq!(first(word, Meant::Any).as_deref(), any);
            assert_eq!(first(word, Meant::Word).as_deref(), of_words);
            assert_eq!(first(word, Meant::FrequentWord).as_deref(), frequent);
        }
    }

    #[test]
    fn neighbours_decide() {
        let speller = Speller::english(Dialects::all());
        for (before, typed, after, meant) in [
            ("it", "sould", "be", "should"),
            ("a", "tilateral", "summit", "trilateral"),
            ("a", "foregin", "delegation", "foreign"),
        ] {
            let found =
                speller.suggest_between(typed, Meant::Any, Neighbours { before: Some(before), after: Some(after) });
            assert_eq!(found.first().map(|suggestion| suggestion.text.as_str()), Some(meant), "{typed}");
        }
    }
}
