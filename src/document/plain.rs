//! Plain text: an empty line ends a paragraph, a short line of its own is a heading.

use memchr::memchr;

use super::BlockKind;
use super::builder::{BlockInfo, Builder, Piece, PieceKind};

/// The most words a heading has.
const HEADING_WORDS: usize = 12;

/// Lines longer than this, in bytes, were not broken to fit a page: each of them is a paragraph.
const LONG_LINE: usize = 160;

/// A line without its line end.
#[derive(Debug, Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
}

/// Reads `text`, all of which is prose.
pub(super) fn parse(text: &str, builder: &mut Builder<'_>) {
    let mut paragraph: Option<Paragraph> = None;
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while at < text.len() {
        let length = memchr(b'\n', &text.as_bytes()[at..]);
        let end = length.map_or(text.len(), |length| at + length);
        let line = Line { start: at, end };
        at = end + 1;
        let written = text[line.start..line.end].trim();
        if written.is_empty() {
            flush(&mut paragraph, true, text, builder);
            continue;
        }
        if let Some(marker) = item_marker(written) {
            let in_list = paragraph.as_ref().is_none_or(|open| open.kind == BlockKind::ListItem);
            if in_list || !marker.numbered {
                flush(&mut paragraph, false, text, builder);
                let indent = text[line.start..line.end].len() - text[line.start..line.end].trim_start().len();
                let start = line.start + indent + marker.length;
                paragraph = Some(Paragraph { kind: BlockKind::ListItem, start, last: line, lines: 1 });
                continue;
            }
        }
        match &mut paragraph {
            Some(open) if !open.last.is_long() && !line.is_long() => {
                open.last = line;
                open.lines += 1;
            }
            _ => {
                flush(&mut paragraph, true, text, builder);
                let kind = BlockKind::Paragraph;
                paragraph = Some(Paragraph { kind, start: line.start, last: line, lines: 1 });
            }
        }
    }
    flush(&mut paragraph, true, text, builder);
}

impl Line {
    const fn is_long(self) -> bool {
        self.end - self.start > LONG_LINE
    }
}

/// A paragraph in the making.
#[derive(Debug)]
struct Paragraph {
    kind: BlockKind,
    start: usize,
    last: Line,
    lines: usize,
}

fn flush(paragraph: &mut Option<Paragraph>, over: bool, text: &str, builder: &mut Builder<'_>) {
    let Some(done) = paragraph.take() else { return };
    let end = done.last.end;
    let kind = match done.kind {
        BlockKind::Paragraph if done.lines == 1 && over && is_heading(&text[done.start..end]) => BlockKind::Heading,
        kind => kind,
    };
    let info = BlockInfo { kind, quoted: false, continues: false };
    builder.block(info, &[Piece::new(done.start, end, PieceKind::Prose)]);
}

/// Whether a line that stands for itself is a heading: short, and not a sentence that was stopped.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    // The common case, a long paragraph, is decided without looking at its words.
    if line.len() > HEADING_WORDS * 16 {
        return false;
    }
    let quoted = line.starts_with(['"', '“', '‘', '\'', '«', '„']);
    let lettered = line.chars().any(char::is_alphabetic);
    let stopped = line.ends_with(['.', '!', ':', ';', ',', '…', '"', '”', '’', '\'', ')', ']']);
    // A heading may ask; a line that asks in someone's voice opens with a mark.
    let long = || line.split_whitespace().nth(HEADING_WORDS).is_some();
    !stopped && !quoted && lettered && !long()
}

struct Marker {
    length: usize,
    numbered: bool,
}

/// The mark of a list that `line`, which begins with no white space, begins with.
fn item_marker(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    if matches!(first, '-' | '*' | '+' | '•' | '·' | '‣' | '▪' | '◦' | '●' | '–') {
        let rest = &line[first.len_utf8()..];
        let length = line.len() - rest.trim_start().len();
        return rest.starts_with([' ', '\t', '\u{a0}']).then_some(Marker { length, numbered: false });
    }
    let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(['.', ')'])?;
    let numbered = (1..=3).contains(&digits) && rest.starts_with([' ', '\t', '\u{a0}']);
    numbered.then(|| Marker { length: line.len() - rest.trim_start().len(), numbered: true })
}

#[cfg(test)]
mod tests {
    use super::is_heading;
    use crate::document::{BlockKind, Document, Format};

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let document = Document::parse(text.into(), Format::Plain);
        document.blocks().iter().map(|block| (block.kind, document.slice(block.span).to_owned())).collect()
    }

    #[test]
    fn empty_lines_end_paragraphs_and_short_lines_are_headings() {
        let text = "\u{feff}What do beekeepers think?\r\n\r\nIt is not known yet.\r\nNobody has asked.\r\n \r\nThe end";
        let expected = [
            (BlockKind::Heading, "What do beekeepers think?"),
            (BlockKind::Paragraph, "It is not known yet.\r\nNobody has asked."),
            (BlockKind::Heading, "The end"),
        ];
        assert_eq!(blocks(text), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn lists_are_taken_apart() {
        let text = "We need:\n- eggs\n  and milk\n- bread\n\n1. First\n2. Second\n\nIn\n1914. A war began.";
        let expected = [
            (BlockKind::Paragraph, "We need:"),
            (BlockKind::ListItem, "eggs\n  and milk"),
            (BlockKind::ListItem, "bread"),
            (BlockKind::ListItem, "First"),
            (BlockKind::ListItem, "Second"),
            (BlockKind::Paragraph, "In\n1914. A war began."),
        ];
        assert_eq!(blocks(text), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = "word ".repeat(50) + "end.";
        let found = blocks(&format!("{long}\nThe Russian Involvement\n{long}"));
        let kinds: Vec<BlockKind> = found.iter().map(|block| block.0).collect();
        assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Heading, BlockKind::Paragraph]);
    }

    #[test]
    fn sentences_are_no_headings() {
        for (line, expected) in [
            ("The Russian Involvement", true),
            ("What is new?", true),
            ("He left.", false),
            ("\"Why?\"", false),
            ("one two three four five six seven eight nine ten eleven twelve thirteen", false),
            ("* * *", false),
        ] {
            assert_eq!(is_heading(line), expected, "{line}");
        }
    }
}
