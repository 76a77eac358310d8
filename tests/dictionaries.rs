//! The compiled English against the engine that its dictionaries were written for, and the data files themselves.

#[path = "../src/lexicon/affix.rs"]
#[allow(unreachable_pub, reason = "shared with the build script")]
mod affix;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use affix::Affixes;
use copydesk::lexicon::Dialects;
use copydesk::lexicon::compiled::Compiled;
use hunspell_rs::{CheckResult, Hunspell};

const DICTIONARIES: [&str; 4] = ["en-US", "en-GB", "en-AU", "en-CA"];

/// How many of the mutations each dictionary is asked.
const MUTATIONS: usize = 500_000;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new("dictionaries").join(name)).unwrap()
}

fn forms(dictionary: &str) -> Vec<String> {
    let mut forms = BTreeSet::new();
    let affixes = Affixes::parse("aff", &read(&format!("{dictionary}/index.aff"))).unwrap();
    let words = read(&format!("{dictionary}/index.dic"));
    affixes.expand("dic", &words, |form, _| forms.extend([form.to_owned()])).unwrap();
    forms.into_iter().collect()
}

/// Numbers that look random and are the same in every run (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(bits).unwrap() % bound
    }

    fn of(&mut self, text: &str) -> char {
        let letters: Vec<char> = text.chars().collect();
        letters[self.below(letters.len())]
    }
}

/// A slip of the pen or of the shift key, or two. Hyphens and stops at the end are left out: Hunspell takes words apart there,
/// which the lexicon leaves to the document.
fn mutation(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    for _ in 0..=random.below(2) {
        let at = random.below(letters.len().max(1));
        match random.below(9) {
            0 if letters.len() > 1 => drop(letters.remove(at)),
            1 | 2 => letters.insert(at, random.of("abcdefghijklmnopqrstuvwxyzéaeiou'S013")),
            3 if at + 1 < letters.len() => letters.swap(at, at + 1),
            4 if at < letters.len() => letters[at] = random.of("abcdefghijklmnopqrstuvwxyzEAIT"),
            5 => letters.extend(["'s", "s", "ed", "ing", "'S", "ly", "'"][random.below(7)].chars()),
            6 => letters = letters.iter().flat_map(|letter| letter.to_uppercase()).collect(),
            7 => letters = letters.iter().flat_map(|letter| letter.to_lowercase()).collect(),
            _ => {
                if let Some(letter) = letters.get_mut(at) {
                    *letter = letter.to_uppercase().next().unwrap();
                }
            }
        }
    }
    letters.into_iter().collect()
}

/// The one known difference. Hunspell finds the endings of a word in capitals (MSs, MS's) written in capitals throughout (MSS, MS'S) by a
/// hidden entry of that word with one capital, and has none where the dictionary has such a word itself: Ms.
fn is_displaced(word: &str, in_engine: &dyn Fn(&str) -> bool) -> bool {
    let (ending, cut) = match word.as_bytes() {
        [.., b'\'', b'S'] => ("'s", 2),
        [.., b'E', b'D'] => ("ed", 2),
        [.., b'S'] => ("s", 1),
        _ => return false,
    };
    let base = &word[..word.len() - cut];
    let title: String = base[..1].chars().chain(base[1..].to_lowercase().chars()).collect();
    in_engine(base) && in_engine(&format!("{base}{ending}")) && in_engine(&title)
}

fn disagreements<'a>(dictionary: usize, words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let name = DICTIONARIES[dictionary];
    let path = |file: &str| format!("dictionaries/{name}/{file}");
    let engine = Hunspell::new(&path("index.aff"), &path("index.dic"));
    let english = Compiled::english().unwrap();
    let in_engine = |word: &str| engine.check(word) == CheckResult::FoundInDictionary;
    let differs = |word: &&str| {
        let known = english.in_hunspell(word, u8::try_from(dictionary).unwrap());
        known != in_engine(word) && !(known && is_displaced(word, &in_engine))
    };
    words.filter(differs).map(|word| format!("{name}: {word}")).collect()
}

fn agree(dictionary: usize) {
    let forms = forms(DICTIONARIES[dictionary]);
    assert!(forms.len() > 100_000, "{} forms", forms.len());
    let found = disagreements(dictionary, forms.iter().map(String::as_str));
    assert!(found.is_empty(), "{} differ: {:?}", found.len(), &found[..found.len().min(60)]);
    let mut random = Random(0x1234_5678_9abc_def1);
    let mutations: Vec<String> =
        (0..MUTATIONS).map(|_| mutation(&forms[random.below(forms.len())], &mut random)).collect();
    let found = disagreements(dictionary, mutations.iter().map(String::as_str));
    assert!(found.is_empty(), "{} differ: {:?}", found.len(), &found[..found.len().min(60)]);
}

/// The data files by their folder, but for those of Hunspell.
const LISTS: [&str; 15] = [
    "irregular/forms.txt",
    "modern/words.txt",
    "scowl/words.txt",
    "scowl/seldom.txt",
    "supplement/words.txt",
    "names/given.txt",
    "names/people.txt",
    "names/places.txt",
    "names/wikidata.txt",
    "wordnet/nouns.txt",
    "wordnet/phrases.txt",
    "wordnet/verbs.txt",
    "wordnet/words.txt",
    "frequency/pairs.txt",
    "frequency/words.txt",
];

#[test]
fn lists_are_sorted_and_have_no_word_twice() {
    for name in LISTS.into_iter().filter(|name| *name != "frequency/words.txt") {
        let text = read(name);
        let words: Vec<&str> = if name == "wordnet/phrases.txt" {
            text.lines().collect()
        } else {
            text.lines().map(|line| line.split(['/', ' ']).next().unwrap()).collect()
        };
        let wrong = words.windows(2).find(|pair| pair[0] >= pair[1]);
        assert_eq!(wrong, None, "{name}");
        assert!(words.iter().all(|word| !word.is_empty() && word.trim() == *word), "{name}");
    }
    let text = read("frequency/words.txt");
    let counts: Vec<u64> = text.lines().map(|line| line.split(' ').nth(1).unwrap().parse().unwrap()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b));
    let words: BTreeSet<&str> = text.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(words.len(), counts.len());
}

/// Whether the bundled dictionary has `word` in any dialect.
fn is_word(word: &str) -> bool {
    Compiled::english().unwrap().check(word, Dialects::all()).accepted()
}

/// The lines of a list that are no comments.
fn rows(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#'))
}

#[test]
fn the_supplement_has_only_what_the_other_lists_lack_or_call_rare() {
    let supplement = read("supplement/words.txt");
    let words = read("scowl/words.txt");
    let common: BTreeSet<&str> =
        words.lines().filter(|line| !line.contains("/+")).map(|line| line.split('/').next().unwrap()).collect();
    let twice: Vec<&str> = supplement.lines().filter(|word| common.contains(word)).collect();
    assert!(twice.is_empty(), "{twice:?}");
    let unknown: Vec<&str> = supplement.lines().filter(|word| !is_word(word)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_variant_of_a_spelling_is_a_word() {
    let variants = read("rules/spelling-variants.txt");
    let unknown: Vec<&str> = rows(&variants).flat_map(str::split_whitespace).filter(|word| !is_word(word)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn what_is_put_for_a_wrong_phrase_is_right() {
    let list = read("rules/wrong-phrases.txt");
    let rows: Vec<(&str, &str)> = rows(&list).map(|row| row.split_once(" = ").unwrap()).collect();
    assert!(rows.len() > 1_000, "{}", rows.len());
    let is_known = |word: &str| {
        let word = word.trim_end_matches([',', '\'']);
        word.split('-').all(|part| part.chars().all(|c| c.is_ascii_digit()) || is_word(part))
    };
    let words: BTreeSet<&str> = rows.iter().flat_map(|(_, right)| right.split(' ')).collect();
    let unknown: Vec<&str> = words.into_iter().filter(|word| !is_known(word)).collect();
    // A unit, and what is a word in its phrase only: mano a mano, scot-free, per se.
    assert_eq!(unknown, ["kmh", "mano", "rabble-rousers", "scot-free", "se"]);
    for (wrong, right) in &rows {
        let padded = format!(" {right} ");
        let again = rows.iter().find(|(other, _)| padded.contains(&format!(" {other} ")));
        assert_eq!(again, None, "{wrong} = {right}");
    }
}

#[test]
fn every_file_is_explained_and_licensed() {
    let readme = read("README.md");
    let mut files: Vec<String> = LISTS.map(str::to_owned).to_vec();
    files.extend(DICTIONARIES.iter().flat_map(|name| [format!("{name}/index.aff"), format!("{name}/index.dic")]));
    for folder in fs::read_dir("dictionaries").unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        assert!(folder.join("LICENSE").is_file(), "{} has no LICENSE", folder.display());
        for file in fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.strip_prefix("dictionaries").unwrap().to_str().unwrap().replace('\\', "/");
            // The lists of the rules are held in order by the rules; here they must be explained.
            if name.starts_with("rules/") && !name.ends_with("/LICENSE") {
                files.push(name.clone());
            }
            assert!(name.ends_with("/LICENSE") || files.contains(&name), "{name} is of no list");
        }
    }
    for name in &files {
        assert!(readme.contains(&format!("`{name}`")), "README.md says nothing of {name}");
    }
}

#[test]
fn the_embedded_english_is_small_and_counted() {
    assert!(Compiled::embedded_size() < 12_000_000);
    let english = Compiled::english().unwrap();
    let counted = (0..english.len()).filter(|&key| english.frequency(key) > 0).count();
    assert!(counted > 80_000, "{counted}");
}

#[test]
fn agrees_with_hunspell_in_american() {
    agree(0);
}

#[test]
fn agrees_with_hunspell_in_british() {
    agree(1);
}

#[test]
fn agrees_with_hunspell_in_australian() {
    agree(2);
}

#[test]
fn agrees_with_hunspell_in_canadian() {
    agree(3);
}
