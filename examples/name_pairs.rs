//! Measures the pairwise decision on names alone: are two spellings one name?
//!
//! `cargo run --release --example name_pairs -- VARIANTS.tsv LOOKALIKES.tsv`
//!
//! Both files have a line of heads and a pair a line, name<TAB>name. The pairs of the first are two spellings of one name,
//! those of the second are two names. A pair counts as taken for one name where `name-variant` reports it in two short
//! articles: once with nothing but the two names, and once with evidence, where the first spelling stands once and the
//! second nine times in other articles, with the same given name and the same title.

use std::process::ExitCode;

use copydesk::corpus::Corpus;
use copydesk::corpus::similarity::nearness;
use copydesk::lexicon::Lexicon;
use copydesk::pipeline::Checker;
use copydesk::rules;
use copydesk::source::Source;

/// How often the usual spelling stands in other articles, where there is evidence.
const TIMES: usize = 9;

type Pair = (String, String, String);
type Decision<'a> = Box<dyn Fn(&str, &str) -> bool + 'a>;

fn pairs(path: &str) -> std::io::Result<Vec<Pair>> {
    let text = std::fs::read_to_string(path)?;
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    let pair = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        Some((cells.next()?, cells.next()?, cells.next().unwrap_or_default()))
    };
    Ok(text.lines().skip(1).map(cells).filter_map(pair).collect())
}

/// The texts in which the pair stands: the first one is checked.
fn articles(left: &str, right: &str, evidence: bool) -> Vec<String> {
    if !evidence {
        return vec![format!("They spoke of {left} on Monday."), format!("They spoke of {right} on Tuesday.")];
    }
    // A name of one word gets the company that a surname has; one of several has its own.
    let named = |name: &str| if name.contains(' ') { name.to_owned() } else { format!("Anna {name}") };
    let usual = format!("They met {} on Tuesday. So Mr {right} left.", named(right));
    let rare = format!("They met {} on Monday.", named(left));
    std::iter::once(rare).chain(std::iter::repeat_n(usual, TIMES)).collect()
}

/// Whether the rule takes the two for one name.
fn is_one(checker: &Checker, left: &str, right: &str, evidence: bool) -> bool {
    let both = [(left, right), (right, left)];
    let tries = if evidence { &both[..1] } else { &both[..] };
    tries.iter().any(|(rare, usual)| {
        let sources: Vec<Source> = articles(rare, usual, evidence)
            .into_iter()
            .enumerate()
            .map(|(number, text)| Source::from_text(&format!("{number}.txt"), text.into()))
            .collect();
        let mut corpus = Corpus::default();
        for source in &sources {
            checker.add_to_corpus(source, &mut corpus);
        }
        corpus.finish();
        sources.iter().any(|source| !checker.check_source(source, &corpus).is_empty())
    })
}

/// Whether the spellings alone are near, word by word.
fn is_near(left: &str, right: &str) -> bool {
    let (left, right): (Vec<&str>, Vec<&str>) = (left.split(' ').collect(), right.split(' ').collect());
    left.len() == right.len()
        && left.iter().zip(&right).all(|(left, right)| left == right || nearness(left, right).is_some())
}

fn percent(part: usize, whole: usize) -> f64 {
    let (part, whole) = (u32::try_from(part).unwrap_or(0), u32::try_from(whole.max(1)).unwrap_or(1));
    100.0 * f64::from(part) / f64::from(whole)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let ([variants, lookalikes] | [variants, lookalikes, _]) = arguments.as_slice() else {
        eprintln!("usage: name_pairs VARIANTS.tsv LOOKALIKES.tsv [--misses]");
        return ExitCode::from(2);
    };
    let (Ok(variants), Ok(lookalikes)) = (pairs(variants), pairs(lookalikes)) else {
        eprintln!("the pairs cannot be read");
        return ExitCode::from(2);
    };
    let misses = arguments.len() == 3;
    let rule = rules::find("name-variant").into_iter().map(|rule| (rule, rule.meta().severity)).collect();
    let checker = Checker::new(Lexicon::default(), rule);
    let decisions: [(&str, Decision<'_>); 3] = [
        ("the spellings alone are near", Box::new(is_near)),
        ("the rule, two names without evidence", Box::new(|left, right| is_one(&checker, left, right, false))),
        ("the rule, with evidence (1 against 9)", Box::new(|left, right| is_one(&checker, left, right, true))),
    ];
    println!("{} variants, {} lookalikes", variants.len(), lookalikes.len());
    println!("| decision | recall | lookalikes taken for one | precision |\n|---|---|---|---|");
    for (what, decide) in &decisions {
        let taken = |pairs: &[Pair], wanted: bool| {
            let ones = pairs.iter().filter(|(left, right, kind)| {
                let one = decide(left, right);
                if misses && one != wanted {
                    eprintln!("{what}: {left} / {right} ({kind})");
                }
                one
            });
            ones.count()
        };
        let (found, false_alarms) = (taken(&variants, true), taken(&lookalikes, false));
        println!(
            "| {what} | {:.1} % | {:.1} % | {:.1} % |",
            percent(found, variants.len()),
            percent(false_alarms, lookalikes.len()),
            percent(found, found + false_alarms)
        );
    }
    ExitCode::SUCCESS
}
