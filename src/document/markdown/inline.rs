//! What stands within the lines of a block and is not words: code, tags, entities, sums of money.

use std::ops::Range;

use super::{Reader, code, html};
use crate::document::TokenKind;
use crate::document::builder::PieceKind;
use crate::source::Span;

impl Reader<'_, '_> {
    pub(super) fn code(&mut self, range: Range<usize>) {
        if !code::is_apostrophes(self.text, &range) {
            return self.stand_in(range, TokenKind::Opaque);
        }
        // The lines in between may begin with the marks of a block quotation, which are no prose.
        let mut at = range.start;
        let text = self.text;
        for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
            let written = line.trim_start_matches([' ', '\t', '>']);
            let start = if at > 0 && text.as_bytes().get(at - 1) == Some(&b'\n') {
                let start = at + line.len() - written.len();
                self.piece(at - 1..start, PieceKind::Break);
                start
            } else {
                at
            };
            at += line.len();
            self.prose(start..(start + text[start..at].trim_end_matches(['\n', '\r']).len()));
        }
    }

    /// Whether what looks like mathematics is only two sums of money: `between $5m and US$7m`.
    pub(super) fn is_money(&self, range: &Range<usize>) -> bool {
        let digit = |at: usize| self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        digit(range.end)
    }

    pub(super) fn inline_html(&mut self, range: Range<usize>) {
        if self.masked.calls.cover(range.start) {
            return;
        }
        let tag = self.masked.text.get(range.clone()).unwrap_or_default();
        if tag.starts_with("<!--") {
            self.builder.comment(Span::from_range(range));
            return;
        }
        if let Some(name) = self.raw_element {
            if html::closes(tag, name) {
                self.raw_element = None;
            }
            return;
        }
        if let Some(name) = html::raw_element(tag) {
            self.stand_in(range, TokenKind::Opaque);
            self.raw_element = Some(name);
        } else if html::is_break(tag) {
            self.piece(range, PieceKind::Break);
        }
    }
}

/// Whether the block quotation `written` is an alert or a callout, whose words are the author's own: `> [!NOTE]`.
pub(super) fn is_alert(written: &str) -> bool {
    let inner = written.trim_start_matches([' ', '\t']).strip_prefix('>').unwrap_or_default();
    let name = inner.trim_start_matches([' ', '\t']).strip_prefix("[!").unwrap_or_default();
    name.find(']').is_some_and(|end| end > 0 && end < 40) && !name.contains("](")
}

/// What an entity that stands for `content` is to the words beside it.
pub(super) fn entity(content: &str) -> PieceKind {
    let mut chars = content.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_whitespace() => PieceKind::Space,
        (Some('"' | '“' | '”' | '«' | '»' | '—' | '–' | '…'), None) => {
            PieceKind::StandIn(TokenKind::Punctuation)
        }
        (Some('<' | '>' | '©' | '®' | '™' | '€' | '£' | '•' | '|'), None) => {
            PieceKind::StandIn(TokenKind::Symbol)
        }
        _ => PieceKind::Letter,
    }
}
