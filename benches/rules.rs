//! What each rule costs, as a multiple of tokenising: `cargo bench --bench rules [-- PATH…]`.
//!
//! Each article is checked in rounds, and the fastest round of each step counts, so that other work on the machine and
//! cold caches weigh little. The lexicon is new in every round, since it remembers suggestions. What several rules share (the
//! repeats of an article) is paid by the first that asks; the rules that are off by default come last.

use std::hint::black_box;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use copydesk::corpus::{Corpus, House, View};
use copydesk::document::{Document, tokens};
use copydesk::lexicon::Lexicon;
use copydesk::rules::{Context, RULES, Reading, Rule};
use copydesk::source::{Source, walk};

const ROUNDS: usize = 60;

/// All rules that are on by default are to cost together at most this many times what tokenising costs.
const ASKED: f64 = 2.5;

/// The rule that looks for what was meant, which costs more than all others, and is counted apart, too.
const SUGGESTING: &str = "misspelling";

/// The steps before the rules: tokens alone, for which all of the text is taken for prose, whatever its format; tokenising with all that
/// a document knows; looking up words and names; collecting facts.
const STEPS: usize = 4;

/// The fastest time of each step: first those before the rules, then the rules.
type Fastest = Vec<Duration>;

fn round(source: &Source, rules: &[&'static dyn Rule], fastest: &mut Fastest) {
    let lexicon = Lexicon::default();
    let mut step = 0;
    let mut timed = |start: Instant| {
        let time = start.elapsed();
        if let Some(known) = fastest.get_mut(step) {
            *known = time.min(*known);
        }
        step += 1;
    };

    let start = Instant::now();
    black_box(tokens(&source.text));
    timed(start);

    let start = Instant::now();
    let document = Document::parse(source.text.clone(), source.format);
    timed(start);

    let start = Instant::now();
    let reading = Reading::new(document, &lexicon);
    timed(start);

    let start = Instant::now();
    let facts = reading.facts();
    timed(start);

    let mut corpus = Corpus::default();
    corpus.add(&source.name, &facts);
    corpus.finish();
    let house = House::default();
    for rule in rules {
        let mut found = Vec::new();
        let severity = rule.meta().severity;
        let start = Instant::now();
        rule.check(&mut Context::new(
            &reading,
            &lexicon,
            View::new(&corpus, None),
            &house,
            *rule,
            severity,
            &mut found,
        ));
        timed(start);
    }
}

fn main() -> ExitCode {
    // Cargo hands on `--bench`, which is no path.
    let arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let mut paths: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    if paths.is_empty() {
        paths.push(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures").into());
    }
    let (inputs, failures) = walk(&paths);
    let sources: Vec<Source> = inputs.iter().filter_map(|input| input.read().ok()).collect();
    if sources.is_empty() || !failures.is_empty() {
        eprintln!("nothing to read in {paths:?}");
        return ExitCode::from(2);
    }

    let mut rules: Vec<&'static dyn Rule> = RULES.to_vec();
    rules.sort_by_key(|rule| !rule.meta().on_by_default);
    let mut totals: Fastest = vec![Duration::ZERO; STEPS + rules.len()];
    for source in &sources {
        let mut fastest: Fastest = vec![Duration::MAX; STEPS + rules.len()];
        for _ in 0..ROUNDS {
            round(source, &rules, &mut fastest);
        }
        totals.iter_mut().zip(fastest).for_each(|(total, time)| *total += time);
    }

    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    print_table(&rules, &totals, bytes);
    ExitCode::SUCCESS
}

#[allow(clippy::cast_precision_loss, reason = "megabytes a second need no more than 52 bits")]
fn print_table(rules: &[&'static dyn Rule], totals: &Fastest, bytes: usize) {
    let (steps, of_rules) = totals.split_at(STEPS);
    let [alone, tokenising] = [0, 1].map(|step| steps.get(step).map_or(1.0, Duration::as_secs_f64));
    let multiple = |time: &Duration| time.as_secs_f64() / tokenising;
    println!("tokenising: {:.1} MB/s of {bytes} bytes", bytes as f64 / tokenising / 1e6);
    println!("tokens alone, without forms, sentences and quotations: {:.1} MB/s\n", bytes as f64 / alone / 1e6);
    println!("| step | times tokenising |\n|---|---|");
    for (name, time) in ["tokens alone", "tokenising", "look-ups, names and acronyms", "facts"].iter().zip(steps) {
        println!("| {name} | {:.2} |", multiple(time));
    }
    let mut costs: Vec<(&str, f64, bool)> = Vec::new();
    for (rule, time) in rules.iter().zip(of_rules) {
        costs.push((rule.meta().name, multiple(time), rule.meta().on_by_default));
    }
    let all: f64 = costs.iter().filter(|(_, _, on)| *on).map(|(_, cost, _)| cost).sum();
    costs.sort_by(|left, right| right.1.total_cmp(&left.1));
    for (name, cost, on) in &costs {
        println!("| {name}{} | {cost:.3} |", if *on { "" } else { " (off)" });
    }
    let without: f64 = costs.iter().filter(|(name, _, on)| *on && *name != SUGGESTING).map(|(_, cost, _)| cost).sum();
    println!("| **all rules on by default** | **{all:.2}** |");
    println!("| **the same without {SUGGESTING}** | **{without:.2}** |");
    println!("\nasked: at most {ASKED} for all rules on by default");
}
