//! The fuzz targets on stable Rust: the seeds and what random changes make of them, for a bounded time.
//!
//! `COPYDESK_FUZZ_SECONDS=300 cargo test --test fuzzing -- --nocapture` gives each target five minutes; `COPYDESK_SEED`
//! chooses the changes. What a target fails on is printed, and belongs among [`KEPT`] when it is mended.

#[path = "../fuzz/targets.rs"]
#[allow(unreachable_pub, reason = "programs of their own include it, too")]
mod targets;

#[path = "../fuzz/mutation.rs"]
#[allow(unreachable_pub, reason = "as above")]
mod mutation;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use copydesk::source::Format;
use mutation::{Dice, Seed};
use targets::{TARGETS, TEXTS, Target};

/// No input may take longer than this, of a processor's time.
const LONGEST: Duration = Duration::from_secs(10);

/// All inputs together may not bring the program to so much memory, in megabytes.
const MOST_MEMORY: u64 = 500;

/// What a target once failed on.
const KEPT: &[(&str, &[u8])] = &[
    // A template call that reaches into an HTML block.
    ("markdown", b"n{{\n<!e>}}"),
    // Indentation before an HTML block.
    ("markdown", b"  <p>l"),
    // A callout that is no callout, since an HTML block goes on there.
    ("markdown", b"<!t\n>[!E]/"),
    ("markdown", b"{{\n<!--}}\n>[!E]\"\n\n"),
    ("mdx", b"<?/>\n:::e t"),
    // A note between two words: the space that was put before it was not read.
    ("fixes", b"\x06nt.[fn:]V"),
    // Formatting in a run that is not that of the run.
    ("docx", b"<w:p><w:r><w:p><w:rPr><w:vanish/></w:rPr></w:p><w:t>The foregin guests arrived.</w:t></w:r></w:p>"),
    // The text of a link, and a word that follows at once.
    ("fixes", b"\x04e `g\nhours<>`_be seen"),
    // The same with an escape between the two.
    ("fixes", b"\x04`hours<>`_\\on"),
    ("fixes", b"\x04`hours <>`_\\on"),
    // Emphasis that does not end with the stretch it began with.
    ("fixes", b"\x04*is \\hours*\\on the way"),
    // A run that says twice how it looks: the text was read as the second one says, and cut as the first one does.
    (
        "docx",
        b"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t>A secret wrod here.</w:t></w:r></w:p>",
    ),
    // Two possessives, each of which was corrected to the other.
    ("fixes", b"\x02accomoe's"),
];

/// The seeds: what `fuzz/seeds` and the fixtures have of each format, containers left out, of which the targets know.
fn seeds() -> Vec<Seed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["fuzz/seeds", "fixtures", "fixtures/formats"];
    let folders = folders.map(|folder| fs::read_dir(root.join(folder)).expect("a folder"));
    let mut paths: Vec<_> = folders.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    let seed = |path: &std::path::PathBuf| {
        let format = Format::from_name(&path.to_string_lossy());
        let number = TEXTS.iter().position(|known| *known == format)?;
        let number = u8::try_from(number).expect("few formats");
        Some(Seed { format: format.name(), number, bytes: fs::read(path).expect("a seed") })
    };
    paths.iter().filter_map(seed).collect()
}

/// What the target `name` is given next.
fn input(name: &str, seeds: &[Seed], dice: &mut Dice) -> Vec<u8> {
    if Format::by_name(name).is_some_and(Format::is_container) {
        return mutation::recipe(dice);
    }
    let text = mutation::text(seeds, name, dice);
    // Readers of one format have no need of the byte that says it.
    if Format::by_name(name).is_some() { text[1..].to_vec() } else { text }
}

/// How long this thread has run on a processor, where the system tells; it may have waited for much longer.
fn spent() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory that this process has had, in megabytes, where the system tells.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().split(' ').next()?.parse::<u64>().ok().map(|kilobytes| kilobytes >> 10)
}

/// Runs the target, which must end in time.
fn timed(target: fn(&[u8]), bytes: &[u8]) {
    let (began, before) = (Instant::now(), spent());
    target(bytes);
    if began.elapsed() > LONGEST {
        let spent = spent().zip(before).map_or(began.elapsed(), |(after, before)| after.saturating_sub(before));
        assert!(spent < LONGEST, "{spent:?}");
    }
}

fn fails(target: fn(&[u8]), bytes: &[u8]) -> bool {
    catch_unwind(AssertUnwindSafe(|| timed(target, bytes))).is_err()
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
    eprintln!("{name} fails on b\"{}\"", shortest.escape_ascii());
    target(&shortest);
}

#[test]
fn every_format_has_its_target() {
    for (format, name) in Format::all() {
        assert!(TARGETS.iter().any(|target| target.0 == name), "{name} has no target");
        assert_ne!(TEXTS.contains(&format), format.is_container(), "{name}");
    }
}

#[test]
fn any_bytes_are_taken() {
    let seconds = std::env::var("COPYDESK_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(1);
    let seed = std::env::var("COPYDESK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_126);
    let only = std::env::var("COPYDESK_FUZZ_TARGET").ok();
    let seeds = seeds();
    for (name, bytes) in KEPT {
        TARGETS.iter().filter(|target| target.0 == *name).for_each(|target| holds(target, bytes));
    }
    for target in TARGETS.iter().filter(|target| only.as_ref().is_none_or(|only| only == target.0)) {
        let (mut dice, mut executions, began) = (Dice(seed), 0_u64, Instant::now());
        for seed in &seeds {
            let format = Format::by_name(target.0);
            let head = if format.is_some() { &[][..] } else { &[seed.number] };
            holds(target, &[head, &seed.bytes].concat());
        }
        while began.elapsed() < Duration::from_secs(seconds) {
            holds(target, &input(target.0, &seeds, &mut dice));
            executions += 1;
        }
        let megabytes = memory();
        eprintln!("{}: {executions} executions in {:.1?}, at most {megabytes:?} MB", target.0, began.elapsed());
        assert!(megabytes.is_none_or(|megabytes| megabytes < MOST_MEMORY), "{}: {megabytes:?} MB", target.0);
    }
}
