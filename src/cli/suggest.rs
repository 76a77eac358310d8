//! `copydesk suggest`: what may have been meant by words.

use std::io::{self, BufRead, BufWriter, Read, Write};

use anyhow::{Context, Result, bail};
use copydesk::lexicon::{Lexicon, Neighbours};

use super::args::SuggestArgs;
use super::{Status, project};

/// So many suggestions are printed at most.
const MOST: usize = 10;

/// What stands before and behind a word that is marked in its sentence.
const MARKS: (&str, &str) = ("[[", "]]");

pub(super) fn run(args: &SuggestArgs) -> Result<Status> {
    let settings = project::settings_with(&args.project)?;
    let lexicon = project::lexicon(&settings, &project::house(&settings)?)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for text in &args.words {
        line(&lexicon, text, args.context, &mut out)?;
    }
    if args.words.is_empty() {
        stream(&lexicon, &mut io::BufReader::new(io::stdin().lock()), args.context, &mut out)?;
    }
    out.flush()?;
    Ok(Status::Clean)
}

/// Answers a line for each line of `input`.
///
/// Whenever all that was read is answered, the answers are flushed: a program that waits for one gets it, and one that
/// sends many at once does not pay for each.
fn stream<R: Read>(
    lexicon: &Lexicon,
    input: &mut io::BufReader<R>,
    in_context: bool,
    out: &mut impl Write,
) -> Result<()> {
    let mut bytes = Vec::new();
    let mut number = 0;
    while input.read_until(b'\n', &mut bytes).context("standard input cannot be read")? > 0 {
        number += 1;
        let answered = line(lexicon, String::from_utf8_lossy(&bytes).trim(), in_context, out);
        answered.with_context(|| format!("<stdin>:{number}"))?;
        bytes.clear();
        if input.buffer().is_empty() {
            out.flush()?;
        }
    }
    Ok(())
}

fn line(lexicon: &Lexicon, text: &str, in_context: bool, out: &mut impl Write) -> Result<()> {
    let (word, neighbours) = match marked(text) {
        Some(marked) if in_context => marked,
        None if in_context && !text.is_empty() => {
            bail!("no word is marked in “{text}”; write {}word{}", MARKS.0, MARKS.1)
        }
        _ => (text, Neighbours::default()),
    };
    out.write_all(word.as_bytes())?;
    if !word.is_empty() {
        for suggestion in lexicon.suggest_between(word, neighbours).iter().take(MOST) {
            write!(out, "\t{}", suggestion.text)?;
        }
    }
    out.write_all(b"\n")?;
    Ok(())
}

/// The marked word of a sentence with the words beside it, where nothing but white space stands between.
fn marked(sentence: &str) -> Option<(&str, Neighbours<'_>)> {
    let (before, rest) = sentence.split_once(MARKS.0)?;
    let (word, after) = rest.split_once(MARKS.1)?;
    let is_word =
        |word: &&str| word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-'));
    // What follows the word beside it (a comma) is no matter.
    let bare = |word: &'_ str| word.find([',', '.', ';', ':', '!', '?', ')']).map_or(word.len(), |end| end);
    let last = before.split_whitespace().next_back().filter(|_| before.ends_with(char::is_whitespace));
    let next = after.split_whitespace().next().filter(|_| after.starts_with(char::is_whitespace));
    let next = next.map(|next| &next[..bare(next)]).filter(|next| !next.is_empty());
    Some((word, Neighbours { before: last.filter(is_word), after: next.filter(is_word) }))
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use copydesk::lexicon::Lexicon;

    use super::{marked, stream};

    #[test]
    fn a_line_for_every_line() {
        let mut out = Vec::new();
        stream(&Lexicon::default(), &mut BufReader::new(&b"\nqzxjq\r\nzzqqxx"[..]), false, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let words: Vec<&str> = out.lines().map(|line| line.split('\t').next().unwrap()).collect();
        assert_eq!(words, ["", "qzxjq", "zzqqxx"]);
    }

    #[test]
    fn the_marked_word_has_neighbours() {
        for (sentence, word, before, after) in [
            ("it [[sould]] be noted", "sould", Some("it"), Some("be")),
            ("[[Teh]] end.", "Teh", None, Some("end")),
            ("Yes, [[teh]], end", "teh", None, None),
            ("a [[tilateral]] summit, they said", "tilateral", Some("a"), Some("summit")),
        ] {
            let (found, neighbours) = marked(sentence).unwrap();
            assert_eq!((found, neighbours.before, neighbours.after), (word, before, after), "{sentence}");
        }
        assert!(marked("no mark").is_none());
        let mut out = Vec::new();
        let error = stream(&Lexicon::default(), &mut BufReader::new(&b"\nno mark"[..]), true, &mut out).unwrap_err();
        assert_eq!(format!("{error:#}"), "<stdin>:2: no word is marked in “no mark”; write [[word]]");
    }
}
