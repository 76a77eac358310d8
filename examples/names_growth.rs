//! Measures how the facts of names grow with the number of articles: time, and bytes a name.
//!
//! `cargo run --release --example names_growth -- 1000 10000 100000`
//!
//! The articles are generated: 20 to 60 names each, drawn by Zipf's law from people who are made of syllables, with a slip
//! in one name of 200. Time is that of one thread.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use copydesk::corpus::{Corpus, Facts};
use copydesk::document::{Document, Format};
use copydesk::lexicon::Lexicon;
use copydesk::rules::Reading;

/// Xorshift (Marsaglia 2003): the same articles on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }
}

const GIVEN: &[&str] = &["Anna", "Boris", "Carla", "David", "Elena", "Frank", "Greta", "Hassan", "Irina", "John"];
const SYLLABLES: &[&str] = &[
    "ba", "ber", "da", "dov", "el", "fa", "gor", "ha", "il", "ka", "kov", "lan", "mar", "nez", "or", "pe", "ros",
    "shi", "tan", "vik",
];

/// The surname of this rank: each rank has one, and its letters spread as those of real names do.
fn surname(rank: u64) -> String {
    let mut random = Random(rank.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    random.next();
    let count = 2 + random.below(3);
    let mut name = String::new();
    for _ in 0..count {
        let number = usize::try_from(random.below(SYLLABLES.len() as u64)).unwrap_or(0);
        name.push_str(SYLLABLES[number]);
    }
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A rank up to `people`, the first ones the likeliest: its logarithm is spread evenly, which is Zipf's law.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rank(random: &mut Random, people: u64) -> u64 {
    let even = random.below(1 << 32) as f64 / f64::from(u32::MAX);
    (people as f64).powf(even) as u64
}

/// The memory of the process in MB, where the system tells it.
fn megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn article(random: &mut Random, people: u64) -> String {
    let mut text = String::new();
    for _ in 0..20 + random.below(40) {
        let rank = rank(random, people);
        let mut name = surname(rank);
        if random.below(200) == 0 && name.len() > 5 {
            name.remove(4);
        }
        let given = GIVEN[usize::try_from(rank % 10).unwrap_or(0)];
        let _ = write!(text, "On Monday the ministers heard {given} {name} speak at length about the budget. ");
    }
    text
}

fn seconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64())
}

fn main() {
    let sizes: Vec<u64> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000] } else { sizes };
    let lexicon = Lexicon::default();
    println!(
        "| articles | spellings of names | facts s | merge s | cluster s | look-ups s | bytes a name in facts | bytes a spelling in the corpus | memory MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for size in sizes {
        let mut random = Random(88_172_645_463_325_252);
        let (mut collecting, mut merging) = (Duration::ZERO, Duration::ZERO);
        let (mut corpus, mut names, mut bytes) = (Corpus::default(), 0, 0);
        for number in 0..size {
            let text = article(&mut random, size * 4);
            let start = Instant::now();
            let reading = Reading::new(Document::parse(text.into(), Format::Plain), &lexicon);
            let facts: Facts = reading.facts();
            collecting += start.elapsed();
            if number % 100 == 0 {
                names += facts.names.len();
                bytes += serde_json::to_vec(&facts).map_or(0, |stored| stored.len());
            }
            let start = Instant::now();
            corpus.add(&Arc::from(format!("{number}.txt")), &facts);
            merging += start.elapsed();
        }
        let start = Instant::now();
        corpus.finish();
        let clustering = start.elapsed();
        let spellings: Vec<Box<str>> = corpus.spellings().map(Into::into).collect();
        let start = Instant::now();
        let near: usize = spellings.iter().map(|spelling| corpus.near(spelling).len()).sum();
        let looking = start.elapsed();
        let memory = megabytes();
        let stored = serde_json::to_vec(&corpus).map_or(0, |stored| stored.len());
        println!(
            "| {size} | {} ({near} near) | {} | {} | {} | {} | {} | {} | {} |",
            spellings.len(),
            seconds(collecting),
            seconds(merging),
            seconds(clustering),
            seconds(looking),
            bytes / names.max(1),
            stored / spellings.len().max(1),
            memory,
        );
    }
}
