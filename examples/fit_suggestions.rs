//! Fits the weights of the suggestions, and what makes probabilities of their scores, on pairs of a misspelling and what
//! was meant; and says how good they are on the pairs that were kept out of it.
//!
//! `fit_suggestions [--write] [--names NAMES.txt] PAIRS.tsv…`: a pair is `misspelling<TAB>correction[,correction…]`, a name
//! one a line. Four words in ten, by a hash of the correction, are held out. `--write` replaces the table of weights, and prints the
//! calibration that suits it; otherwise what is printed is of the weights and the calibration that are in use.
#![allow(clippy::cast_precision_loss)]

use std::{array, env, error::Error, fs};

use copydesk::lexicon::Dialects;
use copydesk::lexicon::suggest::{
    COUNT, Calibration, Candidate, English, Feature, Model, Reach, SLIPS, Scratch, candidates,
};

const ROUNDS: usize = 3;
const STEPS: u16 = 200;
const PULL: f32 = 0.002;
const TABLE: &str = "src/lexicon/suggest/weights.rs";

struct Pair {
    typed: String,
    meant: Vec<String>,
    set: usize,
    held_out: bool,
}

struct Case<'a> {
    pair: &'a Pair,
    found: Vec<Candidate>,
    right: Vec<usize>,
}

fn pairs(path: &str, set: usize) -> Result<Vec<Pair>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let split = text.lines().filter_map(|line| line.split_once('\t'));
    Ok(split
        .filter(|(typed, _)| !typed.contains(' '))
        .map(|(typed, meant)| {
            let meant: Vec<String> = meant.split(',').map(|meant| meant.trim().to_lowercase()).collect();
            let hash = meant[0].bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
            let held_out = hash.wrapping_mul(2_654_435_761) >> 28 < 6;
            Pair { typed: typed.into(), meant, set, held_out }
        })
        .collect())
}

fn names(path: &str, set: usize) -> Result<Vec<Pair>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let names: Vec<&str> =
        text.lines().filter(|name| name.len() > 3 && name.chars().all(char::is_alphabetic)).collect();
    let chosen = names.iter().step_by((names.len() / 4000).max(1)).enumerate();
    let pair = |(index, name): (usize, &&str)| {
        let mut letters = name.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        Pair { typed: first.chain(letters).collect(), meant: Vec::new(), set, held_out: index % 5 < 2 }
    };
    Ok(chosen.map(pair).collect())
}

fn score(weights: &[f32; COUNT], candidate: &Candidate) -> f32 {
    -weights.iter().zip(&candidate.features).map(|(weight, feature)| weight * feature).sum::<f32>()
}

/// One softmax over the candidates of each word, with a square pull towards where the fitting began, by Adam.
fn fit(cases: &[Case<'_>], sets: usize, weights: &mut [f32; COUNT]) {
    let begun = *weights;
    let used: Vec<&Case<'_>> = cases.iter().filter(|case| !case.pair.held_out && !case.right.is_empty()).collect();
    let mut sizes = vec![0.0_f32; sets];
    for case in &used {
        sizes[case.pair.set] += 1.0;
    }
    // Between sets that count by their size and sets that count the same.
    let share: Vec<f32> = sizes.iter().map(|size| size.max(1.0).powf(-0.5)).collect();
    let total: f32 = used.iter().map(|case| share[case.pair.set]).sum();
    let (mut mean, mut square) = ([0.0_f32; COUNT], [0.0_f32; COUNT]);
    for step in 1..=STEPS {
        let mut slope = [0.0_f32; COUNT];
        for case in &used {
            let scores: Vec<f32> = case.found.iter().map(|candidate| score(weights, candidate)).collect();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let odds: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
            let (all, right): (f32, f32) = (odds.iter().sum(), case.right.iter().map(|&index| odds[index]).sum());
            for (index, candidate) in case.found.iter().enumerate() {
                let wanted = if case.right.contains(&index) { odds[index] / right.max(1e-20) } else { 0.0 };
                let pull = share[case.pair.set] * (wanted - odds[index] / all) / total;
                slope.iter_mut().zip(&candidate.features).for_each(|(slope, feature)| *slope += pull * feature);
            }
        }
        let rate = 0.002 + 0.05 * (1.0 - f32::from(step) / f32::from(STEPS));
        for index in 0..COUNT {
            let slope = slope[index] + PULL * (weights[index] - begun[index]);
            mean[index] = 0.9 * mean[index] + 0.1 * slope;
            square[index] = 0.99 * square[index] + 0.01 * slope * slope;
            let (first, second) = (1.0 - 0.9_f32.powi(step.into()), 1.0 - 0.99_f32.powi(step.into()));
            weights[index] -= rate * (mean[index] / first) / ((square[index] / second).sqrt() + 1e-8);
            if index < SLIPS {
                weights[index] = weights[index].max(0.15);
            }
        }
    }
}

fn find<'a>(
    pairs: &'a [Pair],
    words: &English,
    weights: &[f32; COUNT],
    reach: impl Fn(usize) -> Reach,
    most: usize,
) -> Vec<Case<'a>> {
    let (model, mut scratch) = (Model::new(*weights), Scratch::default());
    let find = |pair: &'a Pair| {
        let found = candidates(words, words, &model, &pair.typed, reach(pair.typed.len()), most, &mut scratch);
        let is_right = |candidate: &Candidate| pair.meant.contains(&candidate.text.to_lowercase());
        let right = (0..found.len()).filter(|&index| is_right(&found[index])).collect();
        Case { pair, found, right }
    };
    pairs.iter().map(find).collect()
}

fn report(cases: &[Case<'_>], paths: &[String]) {
    for (set, path) in paths.iter().enumerate() {
        for held_out in [false, true] {
            let chosen = || cases.iter().filter(|case| case.pair.set == set && case.pair.held_out == held_out);
            let share = |most: usize| {
                let hits = chosen().filter(|case| case.right.first().is_some_and(|&rank| rank < most)).count();
                100.0 * hits as f32 / chosen().count().max(1) as f32
            };
            let name = path.rsplit('/').next().unwrap_or(path);
            let part = if held_out { "held out" } else { "fitted" };
            println!(
                "{name:34} {part:8} {:5} words: {:.1} {:.1} {:.1}",
                chosen().count(),
                share(1),
                share(5),
                share(10)
            );
        }
    }
}

/// The mean surprise, in nats, of what was right, "none of these" included.
fn surprise(calibration: Calibration, cases: &[Case<'_>]) -> f32 {
    let of = |case: &Case<'_>| {
        let shares = calibration.shares(&case.pair.typed, case.found.iter().map(|candidate| candidate.score));
        let right: f32 = if case.right.is_empty() {
            1.0 - shares.iter().sum::<f32>()
        } else {
            case.right.iter().map(|&index| shares[index]).sum()
        };
        -right.max(1e-4).ln()
    };
    cases.iter().filter(|case| !case.pair.held_out).map(of).sum::<f32>() / cases.len() as f32
}

fn calibrate(cases: &[Case<'_>]) -> Calibration {
    let mut best = Calibration::FITTED;
    let mut least = surprise(best, cases);
    for step in [0.5, 0.2, 0.1, 0.05] {
        for _ in 0..12 {
            for index in 0..8 {
                let mut other = best;
                let change = if index % 2 == 0 { step } else { -step };
                match index / 2 {
                    0 => other.sharpness = (other.sharpness + change * 0.4).max(0.1),
                    1 => other.none += change * 4.0,
                    2 => other.none_by_byte += change * 0.5,
                    _ => other.none_capital += change * 4.0,
                }
                let now = surprise(other, cases);
                if now < least {
                    (best, least) = (other, now);
                }
            }
        }
    }
    best
}

fn reliability(calibration: Calibration, cases: &[Case<'_>]) {
    println!("| probability | words | mean | right |\n|---|---|---|---|");
    let edges = [0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 1.01];
    for range in edges.windows(2) {
        let (mut words, mut sum, mut right) = (0.0_f32, 0.0, 0.0);
        for case in cases.iter().filter(|case| case.pair.held_out) {
            let found = case.found.iter().map(|candidate| candidate.score);
            let Some(&share) = calibration.shares(&case.pair.typed, found).first() else { continue };
            if (range[0]..range[1]).contains(&share) {
                words += 1.0;
                sum += share;
                right += f32::from(u8::from(case.right.contains(&0)));
            }
        }
        let (mean, right) = (100.0 * sum / f32::max(words, 1.0), 100.0 * right / f32::max(words, 1.0));
        println!("| {:.4}–{:.4} | {words} | {mean:.1} % | {right:.1} % |", range[0], range[1].min(1.0));
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut write, mut named, mut paths) = (false, None, Vec::new());
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => write = true,
            "--names" => named = arguments.next(),
            _ => paths.push(argument),
        }
    }
    let words = English::new(Dialects::all()).ok_or("the compiled English cannot be read")?;
    let mut all = Vec::new();
    for (set, path) in paths.iter().enumerate() {
        all.extend(pairs(path, set)?);
    }
    let mut weights: [f32; COUNT] = array::from_fn(|index| Feature::REACH[index]);
    if write {
        for _ in 0..ROUNDS {
            let cases = find(
                &all,
                &words,
                &weights,
                |_| Reach { near: 12.0, handicap: 0.0, enough: 0.0, far: 11.0, names: true, tiers: usize::MAX },
                40,
            );
            fit(&cases, paths.len(), &mut weights);
        }
        let table = fs::read_to_string(TABLE)?;
        let head = table.split_once("] = &[\n").map_or(table.as_str(), |(head, _)| head);
        let lines = Feature::ALL
            .iter()
            .zip(weights)
            .map(|(feature, weight)| format!("    (Feature::{feature:?}, {weight:.2}),\n"));
        fs::write(TABLE, format!("{head}] = &[\n{}];\n", lines.collect::<String>()))?;
    } else {
        weights = *Model::fitted().weights();
    }
    report(&find(&all, &words, &weights, Reach::of, 10), &paths);
    // A capital at the beginning, and names that are no misspelling at all.
    let capital = |pair: &Pair| {
        let mut letters = pair.typed.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        Pair { typed: first.chain(letters).collect(), meant: pair.meant.clone(), ..*pair }
    };
    let extra: Vec<Pair> = all.iter().step_by(2).map(capital).collect();
    all.extend(extra);
    if let Some(path) = named {
        all.extend(names(&path, paths.len())?);
    }
    let cases = find(&all, &words, &weights, Reach::of, 10);
    let calibration = if write { calibrate(&cases) } else { Calibration::FITTED };
    println!("{calibration:?}, surprise {:.4}", surprise(calibration, &cases));
    reliability(calibration, &cases);
    Ok(())
}
