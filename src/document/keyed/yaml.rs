//! YAML: saphyr-parser says where each scalar stands; how it is written is read again here, and held against its value.

mod scalar;

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::source::transcript::{Encoding, Transcriber};
use crate::source::{BlockKind, KeyPaths, KeyPlace};
use scalar::Scalar;

/// A mapping or a sequence that is open.
struct Open {
    place: KeyPlace,
    is_mapping: bool,
    before_key: bool,
    /// Where the value that comes next stands, and what it is.
    next: KeyPlace,
    kind: BlockKind,
    flow: bool,
}

/// Reads the values of `text` that `keys` lead to, up to the first error of syntax.
pub(super) fn read<'t>(text: &'t str, keys: &KeyPaths, out: &mut Transcriber<'t>) {
    let base = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = text.get(base..).unwrap_or_default();
    let places = Places::of(body);
    let mut reader = Reader { text, keys, out, open: Vec::new(), read: base };
    for event in Parser::new_from_str(body) {
        let Ok((event, span)) = event else { break };
        let range = places.byte(span.start.index()) + base..places.byte(span.end.index()) + base;
        match event {
            Event::DocumentStart(_) => reader.open.clear(),
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let is_mapping = matches!(event, Event::MappingStart(..));
                reader.collection(is_mapping, !range.is_empty());
            }
            Event::SequenceEnd | Event::MappingEnd => {
                reader.open.pop();
            }
            Event::Alias(_) => {
                reader.enter();
            }
            Event::Scalar(value, style, _, tag) => {
                let is_text = tag.is_none_or(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
                reader.scalar(&value, style, range, is_text);
            }
            _ => {}
        }
    }
}

/// From places in characters to places in bytes.
struct Places {
    /// Nothing where they are the same.
    bytes: Option<Vec<u32>>,
    end: usize,
}

impl Places {
    #[allow(clippy::cast_possible_truncation)]
    fn of(text: &str) -> Self {
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte as u32).collect());
        Self { bytes, end: text.len() }
    }

    fn byte(&self, index: usize) -> usize {
        match &self.bytes {
            None => index.min(self.end),
            Some(bytes) => bytes.get(index).map_or(self.end, |byte| *byte as usize),
        }
    }
}

/// A node that comes.
struct Node {
    place: KeyPlace,
    kind: BlockKind,
    is_key: bool,
    flow: bool,
}

struct Reader<'o, 't> {
    text: &'t str,
    keys: &'o KeyPaths,
    out: &'o mut Transcriber<'t>,
    open: Vec<Open>,
    /// Up to here everything was read.
    read: usize,
}

impl Reader<'_, '_> {
    /// What the node is that comes now.
    fn enter(&mut self) -> Node {
        let Some(open) = self.open.last_mut() else {
            return Node { place: self.keys.start(), kind: BlockKind::Paragraph, is_key: false, flow: false };
        };
        let (kind, flow) = (open.kind, open.flow);
        if !open.is_mapping {
            return Node { place: self.keys.item(&open.place), kind, is_key: false, flow };
        }
        let is_key = open.before_key;
        open.before_key = !is_key;
        Node { place: if is_key { KeyPlace::new() } else { std::mem::take(&mut open.next) }, kind, is_key, flow }
    }

    fn collection(&mut self, is_mapping: bool, flow: bool) {
        let Node { place, kind, flow: outer, .. } = self.enter();
        let flow = flow || outer;
        self.open.push(Open { place, is_mapping, before_key: true, next: KeyPlace::new(), kind, flow });
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, range: Range<usize>, is_text: bool) {
        self.comments(range.start);
        self.read = range.end.max(self.read);
        let node = self.enter();
        if node.is_key {
            if let Some(open) = self.open.last_mut() {
                open.next = self.keys.key(&open.place, value);
                open.kind = super::kind(value);
            }
            return;
        }
        if !is_text || !self.keys.is_prose(&node.place) {
            return;
        }
        let encoding = match style {
            ScalarStyle::Plain if node.flow => Encoding::YamlFlow,
            ScalarStyle::Plain => Encoding::YamlPlain,
            ScalarStyle::SingleQuoted => Encoding::YamlSingle,
            ScalarStyle::DoubleQuoted => Encoding::YamlDouble,
            ScalarStyle::Literal | ScalarStyle::Folded => Encoding::YamlBlock,
        };
        // What cannot be brought together with its value is left out.
        if let Some(scalar) = Scalar::read(self.text, range, style).filter(|scalar| scalar.is(value)) {
            scalar.write(self.text, self.out, node.kind, encoding);
        }
    }

    /// The comments between the last scalar and byte `end`.
    fn comments(&mut self, end: usize) {
        let Some(gap) = self.text.get(self.read..end.max(self.read)) else { return };
        let mut at = 0;
        while let Some(mark) = gap.get(at..).and_then(|rest| rest.find('#')).map(|mark| at + mark) {
            let length = gap.get(mark..).map_or(0, |rest| rest.find('\n').unwrap_or(rest.len()));
            let alone =
                gap.get(..mark).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace));
            if alone {
                self.out.comment(self.read + mark..self.read + mark + length);
                at = mark + length;
            } else {
                at = mark + 1;
            }
        }
    }
}
