//! A long plain text is read in parts by several threads.
//!
//! It is cut after empty lines, where a paragraph ends whatever stands before it and after it. What is read is what would be read
//! of the whole: the forms of the parts are numbered anew, in the order in which the text has them.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::builder::{Builder, narrow};
use super::{Document, Form, FormId, Landmarks, Token, plain};
use crate::source::Span;

/// A part has about so many bytes at least: where there are several texts, reading each on one thread is quicker.
const LEAST: usize = 1 << 22;

/// Reads `text`, all of which is prose, on the threads of the current pool where it is long.
pub(super) fn parse(text: &str) -> Document {
    let most = text.len() / LEAST;
    // A short text is to start no threads.
    parse_in(text, if most > 1 { most.min(rayon::current_num_threads()) } else { 1 })
}

/// Reads `text` in so many parts, or fewer.
fn parse_in(text: &str, parts: usize) -> Document {
    let cuts = cuts(text, parts);
    let read = |index: usize| {
        let (start, end) = (cuts[index], cuts[index + 1]);
        // The first part is to hold the tokens of all.
        let room = if index == 0 { text.len() } else { end - start };
        let mut builder = Builder::with_room(&text[start..end], room);
        plain::parse(&text[start..end], &mut builder);
        (start, builder.build())
    };
    if cuts.len() == 2 {
        return read(0).1;
    }
    let documents: Vec<(usize, Document)> = (0..cuts.len() - 1).into_par_iter().map(read).collect();
    let mut documents = documents.into_iter();
    let Some((_, mut whole)) = documents.next() else { return Builder::new(text).build() };
    let mut known: FxHashMap<u64, FormId> = FxHashMap::default();
    for (form, number) in whole.forms.iter().zip(0..) {
        known.entry(form.hash).or_insert(FormId(number));
    }
    for (start, part) in documents {
        append(&mut whole, &mut known, start, part);
    }
    whole.landmarks = Landmarks::new(&whole.tokens, &whole.blocks, &whole.sentences);
    whole
}

/// Appends the part that begins at byte `start`. Its forms are told apart from those before by their hashes alone, of which `known`
/// has the numbers, as the words are that were met before.
fn append(whole: &mut Document, known: &mut FxHashMap<u64, FormId>, start: usize, mut part: Document) {
    let (tokens, sentences) = (narrow(whole.tokens.len()), narrow(whole.sentences.len()));
    let renumber = |form: &Form| {
        let number = *known.entry(form.hash).or_insert(FormId(narrow(whole.forms.len())));
        match whole.forms.get_mut(number.0 as usize) {
            Some(before) => before.count += form.count,
            None => whole.forms.push(Form { first: form.first + tokens, ..*form }),
        }
        number
    };
    let numbers: Vec<FormId> = part.forms.iter().map(renumber).collect();
    let renumbered = |token: &Token| {
        let form = numbers.get(token.form.0 as usize).copied().unwrap_or(token.form);
        Token { span: moved(token.span, start), form, ..*token }
    };
    whole.tokens.par_extend(part.tokens.par_iter().map(renumbered));
    for sentence in &mut part.sentences {
        sentence.tokens = sentence.tokens.start + tokens..sentence.tokens.end + tokens;
    }
    for block in &mut part.blocks {
        block.span = moved(block.span, start);
        block.tokens = block.tokens.start + tokens..block.tokens.end + tokens;
        block.sentences = block.sentences.start + sentences..block.sentences.end + sentences;
    }
    for quotation in &mut part.quotations {
        quotation.span = moved(quotation.span, start);
    }
    whole.sentences.append(&mut part.sentences);
    whole.blocks.append(&mut part.blocks);
    whole.quotations.append(&mut part.quotations);
}

/// Where the parts of `text` begin, and the end of the last one.
fn cuts(text: &str, parts: usize) -> Vec<usize> {
    let mut cuts = vec![0];
    for part in 1..parts {
        let from = text.len() / parts * part;
        let last = cuts.last().copied().unwrap_or_default();
        if let Some(cut) = after_empty_line(text, from).filter(|&cut| cut > last && cut < text.len()) {
            cuts.push(cut);
        }
    }
    cuts.push(text.len());
    cuts
}

/// The first place from `from` on before which there is an empty line.
fn after_empty_line(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let is_end = |&end: &usize| matches!(bytes.get(..end), Some([.., b'\n'] | [.., b'\n', b'\r']));
    let mut ends = memchr::memchr_iter(b'\n', bytes).filter(is_end).map(|end| from + end + 1);
    // A byte order mark there would be taken for that of a file.
    ends.find(|&cut| text.get(cut..).is_some_and(|rest| !rest.starts_with('\u{feff}')))
}

fn moved(span: Span, by: usize) -> Span {
    Span::new(span.start + narrow(by), span.end + narrow(by))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse_in;

    fn check(text: &str) {
        let whole = format!("{:?}", parse_in(text, 1));
        for parts in 2..6 {
            assert_eq!(format!("{:?}", parse_in(text, parts)), whole, "{text:?} in {parts}");
        }
    }

    #[test]
    fn what_is_read_in_parts_is_what_is_read_of_the_whole() {
        check("");
        check("\n\n\n");
        check("\u{feff}A title\n\n“It is so,” he said.\n\n\u{feff}- one\n- two\r\n\r\nThe end of it. The end\n\n\n");
        let paragraph = "It's said that “nobody goes there” any more.\nToo crowded [sic], they say.\n\n";
        check(&paragraph.repeat(9));
    }

    #[test]
    fn words_with_one_hash_do_not_move_the_numbers_of_others() {
        let twins = ["iKZWeqhFWCEPyYngabcdefgh", "mXbvIwrLGplUMVOzabcdefgh"];
        let text =
            format!("{0} {1} {0} {1} and others.\n\n{2}", twins[0], twins[1], "The end of it is near.\n\n".repeat(9));
        let whole = parse_in(&text, 1);
        assert_eq!(whole.forms()[0].hash, whole.forms()[1].hash, "they are no twins any more");
        check(&text);
    }

    proptest! {
        #[test]
        fn of_any_text(text in "([a-c.’“”\" -]{0,9}|the cat|\n\n|\r\n\r\n|\n \n|\u{feff}|- |1\\. |U\\.S\\.|\\[sic\\]){0,30}") {
            check(&text);
        }
    }
}
