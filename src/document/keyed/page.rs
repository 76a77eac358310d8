//! A value that is written in HTML: what it stands for is read as a page, and each place of that found in the file again.

use std::ops::Range;

use super::value::Part;
use crate::document::html;
use crate::source::transcript::{Encoding, STAND_IN, Transcriber, Writing};
use crate::source::{BlockKind, Span};

/// What a fix may not write into HTML in a string with escapes.
const ESCAPED: &str = "<>&\"\\\n\r\t";
/// What it may not write into HTML in any other way to write a value.
const BARE: &str = "<>&\"'\\\n\r\t,;|:#{}[]*%@`!?";

/// A stretch of what the value stands for, where it stands in the file, and whether it is the same there.
struct Segment {
    span: Range<usize>,
    source: Range<usize>,
    verbatim: bool,
}

/// What a value stands for.
pub(super) struct Page {
    text: String,
    segments: Vec<Segment>,
}

impl Page {
    /// The value of these parts, if it is written in HTML.
    pub(super) fn of(text: &str, parts: &[Part]) -> Option<Self> {
        let has_mark = |part: &Part| match part {
            Part::Verbatim(range) => text.get(range.clone()).is_some_and(|part| part.contains('<')),
            Part::Decoded(_, decoded) => decoded == "<",
            _ => false,
        };
        if !parts.iter().any(has_mark) {
            return None;
        }
        let mut page = Self { text: String::new(), segments: Vec::new() };
        for part in parts {
            match part {
                Part::Verbatim(range) => page.push(range, text.get(range.clone()).unwrap_or_default(), true),
                Part::Decoded(range, decoded) => page.push(range, decoded, false),
                Part::Break(range) => page.push(range, "\n", false),
                Part::Unknown(range) => page.push(range, STAND_IN.encode_utf8(&mut [0; 4]), false),
                Part::Nothing => {}
            }
        }
        html::has_tags(&page.text).then_some(page)
    }

    fn push(&mut self, source: &Range<usize>, text: &str, verbatim: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        self.segments.push(Segment { span: start..self.text.len(), source: source.clone(), verbatim });
    }

    /// The segments that share a byte with `span`.
    fn within(&self, span: &Range<usize>) -> &[Segment] {
        let first = self.segments.partition_point(|segment| segment.span.end <= span.start);
        let after = self.segments.partition_point(|segment| segment.span.start < span.end);
        self.segments.get(first..after).unwrap_or_default()
    }

    /// Where `span`, of a tag or an entity, stands in the file.
    fn place(&self, span: Span) -> Range<usize> {
        let span = span.range();
        let within = self.within(&span);
        let (Some(first), Some(last)) = (within.first(), within.last()) else {
            let after = self.segments.partition_point(|segment| segment.span.start < span.start);
            let at =
                after.checked_sub(1).and_then(|before| self.segments.get(before)).map_or(0, |before| before.source.end);
            return at..at;
        };
        let start = if first.verbatim {
            first.source.start + span.start.saturating_sub(first.span.start)
        } else {
            first.source.start
        };
        let end =
            if last.verbatim { last.source.end - last.span.end.saturating_sub(span.end) } else { last.source.end };
        start..end.max(start)
    }

    /// Writes it into `out`, in blocks of `kind` where it does not say otherwise.
    pub(super) fn write(&self, out: &mut Transcriber<'_>, kind: BlockKind, encoding: Encoding) {
        let escaped =
            matches!(encoding, Encoding::JsonString | Encoding::YamlDouble | Encoding::TomlBasic | Encoding::CsvQuoted);
        let transcript = html::read(&self.text);
        out.end();
        out.encoding(Encoding::Plainly(if escaped { ESCAPED } else { BARE }));
        for block in transcript.blocks() {
            if block.quoted {
                out.quoted(true);
            }
            if block.continues {
                out.interrupt();
            }
            out.begin(if block.kind == BlockKind::Paragraph { kind } else { block.kind });
            let markup = transcript.markup().get(block.markup.clone()).unwrap_or_default();
            for stretch in transcript.stretches().get(block.stretches.clone()).unwrap_or_default() {
                if markup.binary_search(&stretch.span.start).is_ok() {
                    out.markup();
                }
                let read = transcript.text().get(stretch.span.range()).unwrap_or_default();
                match stretch.writing {
                    Writing::Verbatim => self.verbatim(stretch.source.range(), out),
                    Writing::Decoded => out.decoded(self.place(stretch.source), read),
                    Writing::Fixed => out.line_break(self.place(stretch.source)),
                    Writing::StandIn(what) => out.stand_in(self.place(stretch.source), what),
                }
            }
            out.end();
            if block.quoted {
                out.quoted(false);
            }
        }
        out.end();
    }

    /// Text of the page as it stands there.
    fn verbatim(&self, span: Range<usize>, out: &mut Transcriber<'_>) {
        for segment in self.within(&span) {
            let part = span.start.max(segment.span.start)..span.end.min(segment.span.end);
            if segment.verbatim {
                let offset = segment.source.start;
                out.prose(offset + part.start - segment.span.start..offset + part.end - segment.span.start);
            } else {
                out.decoded(segment.source.clone(), self.text.get(part).unwrap_or_default());
            }
        }
    }
}
