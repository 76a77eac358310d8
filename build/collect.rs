//! Reads the text files of `dictionaries/` and joins what they know of each form.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use crate::affix::Affixes;
use crate::counts;
use crate::format::{ALL_DIALECTS, Capitals, Forms, GIVEN_NAME, NAME, NO_SUGGEST, Row};

/// The folders of the Hunspell dictionaries, and the dialect of each as `Dialects` has it.
const HUNSPELL: [(&str, u8); 4] = [("en-US", US), ("en-GB", GB), ("en-AU", AU), ("en-CA", CA)];

/// Right in America.
pub const US: u8 = 1;
/// Right in Britain.
pub const GB: u8 = 1 << 1;
const OXFORD: u8 = 1 << 2;
const AU: u8 = 1 << 3;
const CA: u8 = 1 << 4;

/// Contractions with is or has, which end as possessives do but are words of their own.
const CONTRACTIONS: [&str; 16] = [
    "he's",
    "here's",
    "how's",
    "it's",
    "let's",
    "she's",
    "somebody's",
    "someone's",
    "that's",
    "there's",
    "what's",
    "when's",
    "where's",
    "who's",
    "why's",
    "everyone's",
];

/// Words whose possessive the lists lack.
const POSSESSED: [&str; 3] = ["else", "another", "whoever"];

/// All that is compiled.
#[derive(Debug, Default)]
pub struct Collected {
    /// By key, the form in small letters, what is known of it.
    pub rows: BTreeMap<String, Row>,
    /// Forms with irregular capitals, by their key and spelling.
    pub mixed: BTreeMap<(String, String), Forms>,
    /// Counts, by word.
    pub counts: HashMap<String, u64>,
    /// Counts of pairs of words.
    pub pairs: Vec<(String, String, u64)>,
    /// Forms that words would have if they were regular, each with those that they have: a line each, in order.
    pub irregular: String,
    /// Lists of words that are right, and never suggested: a line each.
    pub seldom: [String; 3],
    /// Pairs of words that are right together: a line each.
    pub phrases: String,
}

/// What the sources say of one form, as it is written.
#[derive(Debug, Default, Clone, Copy)]
struct Sources {
    forms: Forms,
    scowl: u8,
    scowl_possessive: u8,
    no_suggest: bool,
}

/// Reads all data files.
pub fn collect(folder: &Path) -> Result<Collected, String> {
    let mut forms: HashMap<String, Sources> = HashMap::new();
    for (bit, (name, dialect)) in HUNSPELL.into_iter().enumerate() {
        read_hunspell(folder, name, 1 << bit, dialect, &mut forms)?;
    }
    read_list(folder, "scowl/words.txt", &mut forms)?;
    // Our own list has no possessives: any of its words may be a noun.
    for word in read(folder, "supplement/words.txt")?.lines() {
        let sources = entry(&mut forms, word);
        let all = sources.forms.dialects | ALL_DIALECTS;
        (sources.scowl, sources.scowl_possessive) = (all, all);
        sources.forms = Forms { dialects: all, small: all, possessive: all, ..sources.forms };
    }
    for (form, sources) in &mut forms {
        // The lists have no possessives of plurals, which businessmen's and women's are as well.
        if POSSESSED.contains(&form.as_str()) || form.len() > "men".len() && form.ends_with("men") {
            sources.forms.possessive |= sources.forms.dialects;
            sources.scowl_possessive |= sources.scowl;
        }
    }

    let mut collected = Collected {
        irregular: read(folder, "irregular/forms.txt")?,
        seldom: [
            read(folder, "scowl/seldom.txt")?,
            read(folder, "wordnet/words.txt")?,
            read(folder, "modern/words.txt")?,
        ],
        phrases: read(folder, "wordnet/phrases.txt")?,
        ..Collected::default()
    };
    for (form, sources) in forms {
        let known = with_oxford(sources);
        let key = form.to_lowercase();
        let row = collected.rows.entry(key.clone()).or_default();
        let place = match Capitals::of(&form) {
            Capitals::Lower => &mut row.lower,
            Capitals::Title => &mut row.title,
            Capitals::Upper => &mut row.upper,
            Capitals::Mixed => {
                collected.mixed.insert((key, form), known);
                &mut row.mixed
            }
        };
        *place = place.or(known);
        row.marks |= if sources.no_suggest { NO_SUGGEST } else { 0 };
    }
    for (name, marks) in [("people", NAME), ("places", NAME), ("wikidata", NAME), ("given", NAME | GIVEN_NAME)] {
        read_names(folder, name, marks, &mut collected)?;
    }
    read_frequencies(folder, &mut collected)?;
    counts::share(&mut collected);
    Ok(collected)
}

/// The text of a file of the folder.
pub fn read(folder: &Path, name: &str) -> Result<String, String> {
    let path = folder.join(name);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

fn read_hunspell(
    folder: &Path,
    name: &str,
    bit: u8,
    dialect: u8,
    forms: &mut HashMap<String, Sources>,
) -> Result<(), String> {
    let affixes =
        Affixes::parse(&format!("dictionaries/{name}/index.aff"), &read(folder, &format!("{name}/index.aff"))?)?;
    let words = read(folder, &format!("{name}/index.dic"))?;
    affixes.expand(&format!("dictionaries/{name}/index.dic"), &words, |form, suggested| {
        let (base, possessive) = split(form);
        let sources = entry(forms, base);
        if possessive {
            sources.forms.hunspell |= bit << 4;
            sources.forms.possessive |= dialect;
        } else {
            sources.forms.hunspell |= bit;
            sources.forms.dialects |= dialect;
            sources.forms.small |= dialect;
            sources.no_suggest |= !suggested;
        }
    })
}

fn entry<'a>(forms: &'a mut HashMap<String, Sources>, form: &str) -> &'a mut Sources {
    if !forms.contains_key(form) {
        forms.insert(form.to_owned(), Sources::default());
    }
    forms.entry(form.to_owned()).or_default()
}

/// A possessive is a mark of its base form, unless it is a contraction.
fn split(form: &str) -> (&str, bool) {
    match form.strip_suffix("'s") {
        Some(base) if !base.is_empty() && !CONTRACTIONS.contains(&form) => (base, true),
        _ => (form, false),
    }
}

/// Lists of words: `word`, `word/SMALL` or `word/SMALL+LARGE`, each a set of the letters of dialects.
fn read_list(folder: &Path, name: &str, forms: &mut HashMap<String, Sources>) -> Result<(), String> {
    for (line, number) in read(folder, name)?.lines().zip(1..) {
        let (word, dialects) = line.split_once('/').unwrap_or((line, "UGOAC"));
        let (small, large) = dialects.split_once('+').unwrap_or((dialects, ""));
        let bits = |letters: &str| -> Result<u8, String> {
            letters.chars().try_fold(0, |bits, letter| {
                let bit = "UGOAC".find(letter).ok_or_else(|| format!("dictionaries/{name}:{number}: {line}"))?;
                Ok(bits | 1 << bit)
            })
        };
        let (small, large) = (bits(small)?, bits(large)?);
        let (base, possessive) = split(word);
        let sources = entry(forms, base);
        if possessive {
            sources.scowl_possessive |= small | large;
            sources.forms.possessive |= small | large;
        } else {
            sources.scowl |= small | large;
            sources.forms.small |= small;
            sources.forms.dialects |= small | large;
        }
    }
    Ok(())
}

/// No Hunspell dictionary writes -ize in Britain: its British one is taken for Oxford's too, but for what SCOWL says only -ise
/// does.
fn with_oxford(sources: Sources) -> Forms {
    let mut known = sources.forms;
    if known.dialects & GB != 0 && sources.scowl & GB == 0 {
        known.dialects |= OXFORD;
        known.small |= OXFORD;
    }
    if known.possessive & GB != 0 && sources.scowl_possessive & GB == 0 {
        known.possessive |= OXFORD;
    }
    known
}

fn read_names(folder: &Path, name: &str, marks: u8, collected: &mut Collected) -> Result<(), String> {
    for name in read(folder, &format!("names/{name}.txt"))?.lines() {
        let key = name.to_lowercase();
        if Capitals::of(name) == Capitals::Mixed {
            collected.mixed.entry((key.clone(), name.to_owned())).or_default();
        }
        collected.rows.entry(key).or_default().marks |= marks;
    }
    Ok(())
}

fn read_frequencies(folder: &Path, collected: &mut Collected) -> Result<(), String> {
    for line in read(folder, "frequency/words.txt")?.lines() {
        let (word, count) = line.split_once(' ').ok_or("dictionaries/frequency/words.txt: a word without its count")?;
        collected.counts.insert(word.to_owned(), count.parse().map_err(|_| format!("not a count: {line}"))?);
    }
    for line in read(folder, "frequency/pairs.txt")?.lines() {
        let mut fields = line.split(' ');
        let left = fields.next().unwrap_or_default();
        while let (Some(right), Some(count)) = (fields.next(), fields.next()) {
            let thousands: u64 = count.parse().map_err(|_| format!("not a count: {line}"))?;
            collected.pairs.push((left.to_owned(), right.to_owned(), thousands * 1000));
        }
    }
    Ok(())
}

// Names are right in every dialect, so that they need no bits of their own.
const _: () = assert!(ALL_DIALECTS == US | GB | OXFORD | AU | CA);
