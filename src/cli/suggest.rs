//! `copydesk suggest`: what may have been meant by words.

use std::io::{self, BufRead, BufWriter, Read, Write};

use anyhow::{Context, Result};
use copydesk::lexicon::Lexicon;

use super::args::SuggestArgs;
use super::{Status, project};

/// So many suggestions are printed at most.
const MOST: usize = 10;

pub(super) fn run(args: &SuggestArgs) -> Result<Status> {
    let settings = project::settings_with(&args.project)?;
    let lexicon = project::lexicon(&settings, &project::house(&settings)?)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for word in &args.words {
        line(&lexicon, word, &mut out)?;
    }
    if args.words.is_empty() {
        stream(&lexicon, &mut io::BufReader::new(io::stdin().lock()), &mut out)?;
    }
    out.flush()?;
    Ok(Status::Clean)
}

/// Answers a line for each line of `input`.
///
/// Whenever all that was read is answered, the answers are flushed: a program that waits for one gets it, and one that
/// sends many at once does not pay for each.
fn stream<R: Read>(lexicon: &Lexicon, input: &mut io::BufReader<R>, out: &mut impl Write) -> Result<()> {
    let mut bytes = Vec::new();
    while input.read_until(b'\n', &mut bytes).context("standard input cannot be read")? > 0 {
        line(lexicon, String::from_utf8_lossy(&bytes).trim(), out)?;
        bytes.clear();
        if input.buffer().is_empty() {
            out.flush()?;
        }
    }
    Ok(())
}

fn line(lexicon: &Lexicon, word: &str, out: &mut impl Write) -> io::Result<()> {
    out.write_all(word.as_bytes())?;
    if !word.is_empty() {
        for suggestion in lexicon.suggest(word).iter().take(MOST) {
            write!(out, "\t{}", suggestion.text)?;
        }
    }
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use copydesk::lexicon::Lexicon;

    use super::stream;

    #[test]
    fn a_line_for_every_line() {
        let mut out = Vec::new();
        stream(&Lexicon::default(), &mut BufReader::new(&b"\nqzxjq\r\nzzqqxx"[..]), &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let words: Vec<&str> = out.lines().map(|line| line.split('\t').next().unwrap()).collect();
        assert_eq!(words, ["", "qzxjq", "zzqqxx"]);
    }
}
