//! Answers words on standard input, one a line, with what may have been meant: `WORD<TAB>best<TAB>second…`.

use std::io::{self, BufRead, BufWriter, Write};

use copydesk::lexicon::{Dialects, Meant, suggest::Speller};

fn main() -> io::Result<()> {
    let speller = Speller::english(Dialects::all());
    let probabilities = std::env::args().any(|argument| argument == "--probabilities");
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let word = line?;
        write!(out, "{word}")?;
        for suggestion in speller.suggest(&word, Meant::Any).iter() {
            write!(out, "\t{}", suggestion.text)?;
            if probabilities {
                write!(out, " {:.4}", suggestion.probability)?;
            }
        }
        writeln!(out)?;
    }
    out.flush()
}
