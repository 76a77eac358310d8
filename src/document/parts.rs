//! A long plain text is read in parts by several threads.
//!
//! It is cut after empty lines, where a paragraph ends whatever stands before it and after it. What is read is what would be read
//! of the whole: the forms of the parts are numbered anew, in the order in which the text has them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::builder::{Builder, narrow};
use super::{Document, Form, FormId, Landmarks, Token, laid, plain};
use crate::source::Span;

/// A text of fewer bytes is read as a whole: where there are several texts, reading each on one thread is quicker.
const LONG: usize = 1 << 23;

/// A part has about so many bytes: its tokens and forms stay near until they are put behind those of the parts before it.
const PART: usize = 1 << 20;

/// Reads `text`, all of which is prose, on the threads of the current pool where it is long.
pub(super) fn parse(text: &str) -> Document {
    // A short text is to start no threads.
    let document = parse_in(text, if text.len() >= LONG { text.len() / PART } else { 1 });
    // A part may end within a table.
    Document { sealed: laid::tables(text), ..document }
}

/// Reads `text` in so many parts, or fewer.
fn parse_in(text: &str, parts: usize) -> Document {
    let cuts = cuts(text, parts);
    let parts = cuts.len() - 1;
    if parts == 1 {
        return read(text).build();
    }
    let whole = Mutex::new(Whole::new(text.len()));
    let next = AtomicUsize::new(0);
    let read_parts = |_| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((&start, &end)) = cuts.get(index).zip(cuts.get(index + 1)) else { break };
            let part = read(&text[start..end]).build_part();
            whole.lock().unwrap_or_else(PoisonError::into_inner).take(index, start, part);
        }
    };
    (0..parts.min(rayon::current_num_threads())).into_par_iter().for_each(read_parts);
    whole.into_inner().unwrap_or_else(PoisonError::into_inner).finish()
}

/// Reads a part of the text, or all of it.
fn read(part: &str) -> Builder<'_> {
    let mut builder = Builder::new(part);
    plain::parse(part, &mut builder);
    builder
}

/// The parts that were read, put behind each other.
struct Whole {
    document: Document,
    /// The numbers of its forms by their hashes.
    known: FxHashMap<u64, FormId>,
    /// How many parts it has.
    parts: usize,
    /// The parts for which one before them is not read yet, and where they begin.
    waiting: BTreeMap<usize, (usize, Document)>,
}

impl Whole {
    /// For a text of so many bytes.
    fn new(length: usize) -> Self {
        let document = Builder::with_room("", length).build_part();
        Self { document, known: FxHashMap::default(), parts: 0, waiting: BTreeMap::new() }
    }

    /// Takes the part of this number, which begins at byte `start`.
    fn take(&mut self, index: usize, start: usize, part: Document) {
        self.waiting.insert(index, (start, part));
        while let Some((start, part)) = self.waiting.remove(&self.parts) {
            append(&mut self.document, &mut self.known, start, part);
            self.parts += 1;
        }
    }

    fn finish(self) -> Document {
        let mut whole = self.document;
        whole.landmarks = Landmarks::new(&whole.tokens, &whole.blocks, &whole.sentences);
        whole
    }
}

/// Appends the part that begins at byte `start`. Its forms are told apart from those before by their hashes alone, of which `known`
/// has the numbers, as the words are that were met before.
fn append(whole: &mut Document, known: &mut FxHashMap<u64, FormId>, start: usize, mut part: Document) {
    let (tokens, sentences) = (narrow(whole.tokens.len()), narrow(whole.sentences.len()));
    let forms = whole.forms.len();
    let renumber = |form: &Form| {
        let new = FormId(narrow(whole.forms.len()));
        let known = *known.entry(form.hash).or_insert(new);
        if let Some(before) = whole.forms.get_mut(..forms).and_then(|before| before.get_mut(known.0 as usize)) {
            before.count += form.count;
            return known;
        }
        whole.forms.push(Form { first: form.first + tokens, ..*form });
        new
    };
    let numbers: Vec<FormId> = part.forms.iter().map(renumber).collect();
    let renumbered = |token: &Token| {
        let form = numbers.get(token.form.0 as usize).copied().unwrap_or(token.form);
        Token { span: moved(token.span, start), form, ..*token }
    };
    whole.tokens.extend(part.tokens.iter().map(renumbered));
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
        // One line may be longer than a part.
        if cuts.last().is_some_and(|&last| last >= from) {
            continue;
        }
        match after_empty_line(text, from) {
            Some(cut) if cut < text.len() => cuts.push(cut),
            _ => break,
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
