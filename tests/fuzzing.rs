//! The fuzz targets on stable Rust: the seeds and what random changes make of them, for a bounded time.
//!
//! `COPYDESK_FUZZ_SECONDS=300 cargo test --test fuzzing -- --nocapture` gives each target five minutes; `COPYDESK_SEED`
//! chooses the changes. What a target fails on is printed, and belongs among [`KEPT`] when it is mended.

#[path = "../fuzz/targets.rs"]
#[allow(unreachable_pub, reason = "programs of their own include it, too")]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use targets::{TARGETS, Target};

/// Pieces that mean something to one reader or another.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "…",
    "'",
    "\"",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "-",
    "–",
    "—",
    "/",
    "\\",
    "*",
    "_",
    "`",
    "```\n",
    "~~~\n",
    "#",
    "# ",
    "> ",
    "- ",
    "1. ",
    "|",
    "|-|\n",
    "---\n",
    "+++\n",
    "$",
    "$$",
    "&",
    "&amp;",
    "&#8217;",
    "&nbsp;",
    "<",
    ">",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<div>",
    "<!--",
    "-->",
    "<br>",
    "<code>",
    "<pre>",
    "<script>",
    "<table>",
    "<td>",
    "lang=\"de\" ",
    "{{",
    "}}",
    "{%",
    "%}",
    "[sic]",
    "stet",
    "[^1]",
    "](",
    "![",
    "http://a.b/",
    "a@b.com",
    "U.S.",
    "UN",
    "(UN)",
    "United Nations",
    "the the",
    "foregin",
    "recieve",
    "Veligu",
    "Veligiu",
    "Sergei ",
    "it's",
    "its",
    "a hour",
    "an unit",
    "colour",
    "color",
    "e-mail",
    "email",
    "1,000",
    "3 p.m.",
    "May 4, 2020",
    "20%",
    "Jong-un",
    "copydesk-ignore",
    "copydesk-disable",
    "copydesk-enable",
    "copydesk-ignore-next-line",
    "misspelling",
    "all",
    "\u{ad}",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{301}",
    "é",
    "日本",
    "😀",
    "\0",
    "= ",
    "\"\"\"",
    "[[name]]\n",
    "true",
    "2019-08-14",
    "\u{202e}",
];

/// What a target once failed on.
const KEPT: &[(&str, &[u8])] = &[
    // A template call that reaches into an HTML block.
    ("markdown", b"n{{\n<!e>}}"),
    // Indentation before an HTML block.
    ("markdown", b"  <p>l"),
    // Two possessives, each of which was corrected to the other.
    ("fixes", b" accomoe's"),
];

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["fuzz/seeds", "fixtures"].map(|folder| fs::read_dir(root.join(folder)).expect("a folder"));
    let mut paths: Vec<_> = folders.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a seed")).collect()
}

/// A piece of a seed, or nothing, with a few random changes.
fn changed(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let seed = &seeds[dice.below(seeds.len())];
    let (start, length) = (dice.below(seed.len()), dice.below(300));
    let piece = String::from_utf8_lossy(&seed[start..seed.len().min(start + length)]).into_owned();
    let mut text: Vec<char> = piece.chars().collect();
    for _ in 0..=dice.below(12) {
        let at = dice.below(text.len() + 1);
        match dice.below(8) {
            0 if !text.is_empty() => drop(text.remove(at.min(text.len() - 1))),
            1 => text.truncate(at),
            2 => {
                let copied: Vec<char> = text.iter().skip(at).take(dice.below(40)).copied().collect();
                let to = dice.below(text.len() + 1);
                text.splice(to..to, copied);
            }
            _ => drop(text.splice(at..at, PIECES[dice.below(PIECES.len())].chars())),
        }
    }
    // The first byte chooses the format where there is a choice.
    let format = [b'0', b'1', b'2'][dice.below(3)];
    std::iter::once(format).chain(text.into_iter().collect::<String>().into_bytes()).collect()
}

fn fails(target: fn(&[u8]), bytes: &[u8]) -> bool {
    catch_unwind(AssertUnwindSafe(|| target(bytes))).is_err()
}

fn holds(&(name, target): &Target, bytes: &[u8]) {
    if !fails(target, bytes) {
        return;
    }
    // What fails is made shorter as long as it still fails, without a word on each time.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let (mut shortest, mut length) = (bytes.to_vec(), bytes.len());
    while length > 0 {
        let mut at = 0;
        while at + length <= shortest.len() {
            let mut shorter = shortest.clone();
            shorter.drain(at..at + length);
            if fails(target, &shorter) { shortest = shorter } else { at += 1 }
        }
        length /= 2;
    }
    std::panic::set_hook(hook);
    eprintln!("{name} fails on {:?}", String::from_utf8_lossy(&shortest));
    target(&shortest);
}

#[test]
fn any_bytes_are_taken() {
    let seconds = std::env::var("COPYDESK_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(3);
    let seed = std::env::var("COPYDESK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_126);
    let only = std::env::var("COPYDESK_FUZZ_TARGET").ok();
    let seeds = seeds();
    for (name, bytes) in KEPT {
        TARGETS.iter().filter(|target| target.0 == *name).for_each(|target| holds(target, bytes));
    }
    for target in TARGETS.iter().filter(|target| only.as_ref().is_none_or(|only| only == target.0)) {
        let (mut dice, mut executions, began) = (Dice(seed), 0_u64, Instant::now());
        for seed in &seeds {
            holds(target, seed);
        }
        while began.elapsed() < Duration::from_secs(seconds) {
            holds(target, &changed(&seeds, &mut dice));
            executions += 1;
        }
        eprintln!("{}: {executions} executions in {:.1?}", target.0, began.elapsed());
    }
}
