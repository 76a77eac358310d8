//! The lines of a text around a place, cut to what a terminal can show.
//!
//! Articles hold a whole paragraph on a line. A view keeps the lines that are marked, cuts each around its marks at the
//! spaces between words, and knows where a byte of the text stands in what is left.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::source::{LineIndex, Span};

/// A view has at most so many lines; what is marked beyond them is not shown.
const MAX_LINES: u32 = 50;
/// How far a cut may move to fall on a space, in bytes.
const WORD: usize = 24;
const ELLIPSIS: char = '…';

/// Some lines of a text, each perhaps cut.
#[derive(Debug)]
pub(super) struct View {
    /// What is shown.
    pub(super) text: String,
    /// The number of its first line in the whole text, from 1.
    pub(super) first_line: u32,
    pieces: Vec<Piece>,
}

/// A stretch of the whole text that the view shows.
#[derive(Debug)]
struct Piece {
    /// Its bytes in the whole text.
    shown: Range<usize>,
    /// Where it begins in the view.
    at: usize,
}

impl View {
    /// The lines of `text` from the first of `marks` to the last, each cut to about `width` columns around its marks.
    pub(super) fn new(text: &str, positions: &LineIndex, marks: &[Span], width: usize) -> Self {
        let clamp = |offset: u32| boundary(text, offset as usize);
        let marks: Vec<Range<usize>> = marks.iter().map(|span| clamp(span.start)..clamp(span.end)).collect();
        let start = marks.iter().map(|mark| mark.start).min().unwrap_or(0);
        let end = marks.iter().map(|mark| mark.end).max().unwrap_or(start);
        let first_line = positions.line_of(start);
        // A mark that ends just after a line end has nothing to show on the next line.
        let last_line = positions.line_of(if end > start { end - 1 } else { end });
        let last_line = last_line.min(first_line.saturating_add(MAX_LINES));

        let mut view = Self { text: String::new(), first_line, pieces: Vec::new() };
        for line in first_line..=last_line {
            if line > first_line {
                view.text.push('\n');
            }
            let bounds = positions.bounds(text, line);
            let on_line = marks.iter().filter(|mark| mark.start <= bounds.end && mark.end >= bounds.start);
            let focus = on_line.fold(None, |hull: Option<Range<usize>>, mark| {
                let mark = mark.start.max(bounds.start)..mark.end.min(bounds.end);
                Some(hull.map_or(mark.clone(), |hull| hull.start.min(mark.start)..hull.end.max(mark.end)))
            });
            let focus = focus.unwrap_or(bounds.start..bounds.start);
            view.push(text, &bounds, cut(text, &bounds, focus, width));
        }
        view
    }

    fn push(&mut self, text: &str, line: &Range<usize>, shown: Range<usize>) {
        if shown.start > line.start {
            self.text.push(ELLIPSIS);
        }
        self.pieces.push(Piece { shown: shown.clone(), at: self.text.len() });
        self.text.push_str(&text[shown.clone()]);
        if shown.end < line.end {
            self.text.push(ELLIPSIS);
        }
    }

    /// Where `span` of the whole text stands in the view; what was cut away is taken for the nearest byte shown.
    pub(super) fn place(&self, span: Span) -> Range<usize> {
        let place = |offset: u32| boundary(&self.text, self.offset(offset as usize));
        place(span.start)..place(span.end).max(place(span.start))
    }

    /// Whether all of `span` is shown, so that a change of it can be shown, too.
    pub(super) fn shows(&self, span: Span) -> bool {
        let (Some(first), Some(last)) = (self.piece_at(span.start as usize), self.piece_at(span.end as usize)) else {
            return false;
        };
        // Between two lines that are shown whole there is a line end and no ellipsis.
        let between = |pair: &[Piece]| self.text.get(pair[0].at + pair[0].shown.len()..pair[1].at) == Some("\n");
        self.pieces.get(first..=last).is_some_and(|pieces| pieces.windows(2).all(between))
    }

    /// The piece that shows the bytes on both sides of `offset`, or on one side where a line ends there.
    fn piece_at(&self, offset: usize) -> Option<usize> {
        self.pieces.iter().position(|piece| piece.shown.start <= offset && offset <= piece.shown.end)
    }

    fn offset(&self, offset: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.shown.start <= offset);
        match next.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some(piece) => piece.at + (offset - piece.shown.start).min(piece.shown.len()),
            None => self.pieces.first().map_or(0, |piece| piece.at),
        }
    }
}

/// `offset`, or the start of the character it lies in, or the end of `text`. A note may point into a text that has changed
/// since, and is then shown as well as it can be.
fn boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0)
}

/// The bytes of `line` that are shown: `focus` and as much around it as fits into `width` columns.
fn cut(text: &str, line: &Range<usize>, focus: Range<usize>, width: usize) -> Range<usize> {
    if line.len() <= width * 4 && forward(text, line.clone(), width).0 == line.end {
        return line.clone();
    }
    // Both ellipses take a column.
    let budget = width.saturating_sub(2);
    let (end, rest) = forward(text, focus.start..focus.end, budget);
    let (start, unused) = backward(text, line.start..focus.start, rest / 2);
    let (end, unused) = forward(text, end..line.end, rest - rest / 2 + unused);
    let (start, _) = backward(text, line.start..start, unused);
    to_spaces(text, line, &focus, start..end)
}

/// Walks forward over `range` while `budget` columns last; returns where it stopped and what is left of the budget.
fn forward(text: &str, range: Range<usize>, mut budget: usize) -> (usize, usize) {
    // Where bytes are columns, nothing needs to be walked; one byte more than fits shows that no mark follows the last.
    let whole = text.as_bytes().get(range.clone()).unwrap_or_default();
    if are_plain(whole.get(..=budget).unwrap_or(whole)) {
        let fits = whole.len().min(budget);
        return (range.start + fits, budget - fits);
    }
    for (offset, character) in text[range.clone()].char_indices() {
        match budget.checked_sub(columns(character)) {
            Some(rest) => budget = rest,
            None => return (range.start + offset, 0),
        }
    }
    (range.end, budget)
}

/// As [`forward`], from the end of `range` to its start.
fn backward(text: &str, range: Range<usize>, mut budget: usize) -> (usize, usize) {
    let whole = text.as_bytes().get(range.clone()).unwrap_or_default();
    let from = whole.len().saturating_sub(budget.saturating_add(1));
    if are_plain(whole.get(from..).unwrap_or_default()) {
        let fits = whole.len().min(budget);
        return (range.end - fits, budget - fits);
    }
    for (offset, character) in text[range.clone()].char_indices().rev() {
        match budget.checked_sub(columns(character)) {
            Some(rest) => budget = rest,
            None => return (range.start + offset + character.len_utf8(), 0),
        }
    }
    (range.start, budget)
}

/// Whether each of `bytes` is a character of one column. They are few, and looked at many at once where none is left out.
pub(super) fn are_plain(bytes: &[u8]) -> bool {
    bytes.iter().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
}

/// Moves the cuts of `shown` to spaces, which stay: the one next to it, or the first one inwards that is not in the focus.
fn to_spaces(text: &str, line: &Range<usize>, focus: &Range<usize>, shown: Range<usize>) -> Range<usize> {
    let mut range = shown.clone();
    if let Some(space) = text[line.start..shown.start].chars().next_back() {
        if space.is_whitespace() {
            range.start -= space.len_utf8();
        } else {
            let before = &text[shown.start..focus.start];
            range.start += before.find(char::is_whitespace).filter(|&offset| offset <= WORD).unwrap_or(0);
        }
    }
    if let Some(space) = text[shown.end..line.end].chars().next() {
        if space.is_whitespace() {
            range.end += space.len_utf8();
        } else {
            // Where the focus itself is cut, nothing is shown behind it.
            let behind = text.get(focus.end..shown.end).unwrap_or_default();
            let space = behind.char_indices().rev().find(|(_, character)| character.is_whitespace());
            if let Some((offset, space)) = space.filter(|(offset, _)| behind.len() - offset <= WORD) {
                range.end = focus.end + offset + space.len_utf8();
            }
        }
    }
    range
}

/// The columns that the snippet gives to a character.
pub(super) fn columns(character: char) -> usize {
    match character {
        ' '..='~' => 1,
        '\t' => 4,
        _ => character.width().unwrap_or(1),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::View;
    use crate::source::{LineIndex, Span};

    fn view(text: &str, mark: (u32, u32), width: usize) -> View {
        View::new(text, &LineIndex::new(text), &[Span::new(mark.0, mark.1)], width)
    }

    #[test]
    fn cuts_at_spaces_around_the_mark() {
        let text = "one two three four five six seven eight nine ten";
        for (mark, expected) in [
            ((19, 23), "… four five six seven …"),
            ((0, 3), "one two three four five …"),
            ((45, 48), "… six seven eight nine ten"),
        ] {
            let view = view(text, mark, 26);
            let place = view.place(Span::new(mark.0, mark.1));
            assert_eq!(&view.text[place], &text[mark.0 as usize..mark.1 as usize]);
            assert_eq!(view.text, expected);
        }
    }

    #[test]
    fn neither_byte_order_mark_nor_carriage_return_is_shown() {
        assert_eq!(view("\u{feff}ab\r\ncd\r\n", (3, 5), 40).text, "ab");
        assert_eq!(view("\u{feff}ab\r\ncd\r\n", (4, 8), 40).text, "ab\ncd");
    }

    proptest! {
        #[test]
        fn what_fits_is_shown_whole(text in "([a-c é😀]{0,30}[\r\n\t]?){0,8}", start in 0_usize..200, length in 0_usize..8) {
            let boundary = |mut offset: usize| {
                offset = offset.min(text.len());
                while !text.is_char_boundary(offset) { offset -= 1; }
                u32::try_from(offset).unwrap()
            };
            let span = Span::new(boundary(start), boundary(start + length));
            let view = view(&text, (span.start, span.end), 40);
            let place = view.place(span);
            prop_assert!(view.text.get(place.clone()).is_some());
            if view.shows(span) {
                prop_assert_eq!(&view.text[place], text[span.range()].replace("\r\n", "\n"));
            }
        }
    }
}
