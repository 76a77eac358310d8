//! What is said, line by line: dashes and voices part it, tags, entities and sounds are read as what they are.

use std::ops::Range;

use crate::source::Transcript;
use crate::source::transcript::{StandIn, Transcriber};

/// Sounds in brackets are no longer than this, in bytes.
const LONGEST_SOUND: usize = 80;

/// Tags are no longer than this, in bytes, so that time stays linear.
const LONGEST_TAG: usize = 500;

/// The entities of `WebVTT`, which stand in `SubRip` now and then.
const ENTITIES: &[(&str, &str)] = &[
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", "\u{a0}"),
    ("&lrm;", "\u{200e}"),
    ("&rlm;", "\u{200f}"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
];

/// A transcript of what is said, in the making.
pub(super) struct Speech<'t> {
    text: &'t str,
    is_vtt: bool,
    out: Transcriber<'t>,
    /// Where the last line ended.
    line_end: Option<usize>,
    /// Who speaks, where that is said.
    voice: &'t str,
}

impl<'t> Speech<'t> {
    pub(super) fn new(text: &'t str, is_vtt: bool, out: Transcriber<'t>) -> Self {
        Self { text, is_vtt, out, line_end: None, voice: "" }
    }

    /// A comment, which stands between cues.
    pub(super) fn comment(&mut self, range: Range<usize>) {
        self.pause();
        self.out.comment(range);
    }

    /// What is said next does not go on with what was said before.
    pub(super) fn pause(&mut self) {
        self.out.end();
        self.line_end = None;
    }

    /// The lines of a cue.
    pub(super) fn cue(&mut self, lines: Vec<Range<usize>>) {
        for (number, line) in lines.into_iter().enumerate() {
            self.line(line, number == 0);
        }
        if self.ends_sentence() {
            self.pause();
        }
    }

    /// Whether the last line ends with the end of a sentence.
    fn ends_sentence(&self) -> bool {
        let before = self.line_end.and_then(|end| self.text.get(..end)).unwrap_or_default();
        let before = before.trim_end().trim_end_matches(['"', '”', '’', '\'', ')', ']', '♪', ' ']);
        let opened =
            before.bytes().rev().take(LONGEST_TAG).position(|byte| byte == b'<').filter(|_| before.ends_with('>'));
        let before = opened.and_then(|length| before.get(..before.len() - length - 1)).unwrap_or(before).trim_end();
        before.ends_with(['.', '!', '?']) && !before.ends_with("..")
    }

    fn line(&mut self, range: Range<usize>, first: bool) {
        let text = self.text;
        let Range { start: mut at, end } = range;
        at = self.marks(at, end);
        let written = text.get(at..end).unwrap_or_default();
        let dash = written.strip_prefix('-').or_else(|| {
            // The dash of a speaker comes after the end of a sentence; another one belongs to what is said.
            let rest = written.strip_prefix(['–', '—'])?.trim_start();
            let begins = first && self.line_end.is_none() || self.ends_sentence();
            (begins && rest.starts_with(char::is_uppercase)).then_some(rest)
        });
        if let Some(rest) = dash.map(str::trim_start).filter(|rest| rest.starts_with(|c: char| !c.is_ascii_digit())) {
            self.pause();
            at = end - rest.len();
        }
        let speaks = text.get(at..end).is_some_and(|line| !line.trim().is_empty());
        if let Some(before) = self.line_end.filter(|_| speaks) {
            if first {
                self.out.line_break(before..at);
            } else {
                self.out.space(before..at);
            }
        }
        self.words(at, end);
        if speaks {
            self.line_end = Some(at + text.get(at..end).unwrap_or_default().trim_end().len());
        }
    }

    /// Reads tags and white space at `at`, up to `end`; answers where they end.
    fn marks(&mut self, mut at: usize, end: usize) -> usize {
        loop {
            let rest = self.text.get(at..end).unwrap_or_default();
            let space = rest.len() - rest.trim_start().len();
            match self.tag(at + space, end, false) {
                Some(after) => at = after,
                None => return at + space,
            }
        }
    }

    /// What stands from `at` to `end` in one line.
    fn words(&mut self, mut at: usize, end: usize) {
        let text = self.text;
        let marks = ['<', '{', '&', '[', '\\'];
        while let Some(length) = text.get(at..end).and_then(|rest| rest.find(marks)) {
            self.out.prose(at..at + length);
            at += length;
            let rest = text.get(at..end).unwrap_or_default();
            if let Some(after) = self.tag(at, end, true) {
                at = after;
            } else if let Some((entity, c)) = ENTITIES.iter().find(|(name, _)| rest.starts_with(name)) {
                self.out.decoded(at..at + entity.len(), c);
                at += entity.len();
            } else if rest.starts_with("\\h") || rest.starts_with("\\N") {
                // White space and line ends as other subtitles write them.
                self.out.space(at..at + 2);
                at += 2;
            } else if let Some(length) = sound(rest) {
                self.out.stand_in(at..at + length, StandIn::Opaque);
                at += length;
            } else {
                self.out.prose(at..at + 1);
                at += 1;
            }
        }
        self.out.prose(at..end);
    }

    /// The end of the tag at `at`, if there is one before `end`; `inline` says that text stands before it.
    fn tag(&mut self, at: usize, end: usize, inline: bool) -> Option<usize> {
        let rest = self.text.get(at..end)?;
        let (body, close) = if let Some(body) = rest.strip_prefix('<') {
            let named = |c: char| c.is_ascii_alphanumeric() || c == '/';
            (body, close(body, b'>').filter(|_| body.starts_with(named))?)
        } else {
            let body = rest.strip_prefix('{')?;
            (body, close(body, b'}').filter(|_| body.starts_with(['\\', '*']) || body.get(1..2) == Some(":"))?)
        };
        let inner = body.get(..close)?;
        if let Some(voice) = inner.strip_prefix("v ").or_else(|| inner.strip_prefix("v.")).filter(|_| self.is_vtt) {
            if voice != self.voice {
                self.pause();
                self.voice = voice;
            }
        } else if inline {
            self.out.markup();
        }
        Some(at + close + 2)
    }

    pub(super) fn finish(self) -> Transcript {
        self.out.finish()
    }
}

/// Where the tag whose content `body` begins with is closed.
fn close(body: &str, mark: u8) -> Option<usize> {
    body.bytes().take(LONGEST_TAG).position(|byte| byte == mark)
}

/// The length of the sound that `rest` begins with: `[door slams]`.
fn sound(rest: &str) -> Option<usize> {
    let close = rest.strip_prefix('[')?.bytes().take(LONGEST_SOUND).position(|byte| byte == b']')?;
    Some(close + 2)
}
