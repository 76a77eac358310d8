//! The cues of a file, and the lines of text in them.

use std::ops::Range;

/// What is shown at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    /// From when to when, in milliseconds.
    pub(super) begins: u64,
    pub(super) ends: u64,
    /// Its lines, without their ends.
    pub(super) lines: Vec<Range<usize>>,
}

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Cue(Cue),
    Comment(Range<usize>),
}

/// The cues and comments of `text`. What stands in no cue (numbers, names of cues, styles, regions) is left out.
pub(super) fn read(text: &str, is_vtt: bool) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut lines = lines(text).peekable();
    // Whether lines belong to the last cue.
    let mut in_cue = false;
    let mut after_blank = true;
    while let Some(line) = lines.next() {
        let written = text.get(line.clone()).unwrap_or_default().trim();
        if let Some((begins, ends)) = times(written) {
            parts.push(Part::Cue(Cue { begins, ends, lines: Vec::new() }));
            in_cue = true;
        } else if written.is_empty() {
            // A careless hand leaves empty lines within a cue of `SubRip`.
            in_cue &= !is_vtt;
        } else if is_vtt && after_blank && is_named(written, "NOTE") {
            let mut end = line.end;
            while let Some(next) = lines.next_if(|next| !text.get(next.clone()).unwrap_or_default().trim().is_empty()) {
                end = next.end;
            }
            parts.push(Part::Comment(line.start..end));
            in_cue = false;
        } else if in_cue {
            let next = lines.peek().and_then(|next| text.get(next.clone())).unwrap_or_default();
            let is_number =
                !is_vtt && written.bytes().all(|byte| byte.is_ascii_digit()) && times(next.trim()).is_some();
            if let (false, Some(Part::Cue(cue))) = (is_number, parts.last_mut()) {
                cue.lines.push(line);
            }
        }
        after_blank = written.is_empty();
    }
    parts
}

fn is_named(line: &str, name: &str) -> bool {
    line.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The lines of `text` without their ends; a byte order mark belongs to none.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = at..at + length;
        let end = rest.get(length..).unwrap_or_default();
        at += length + if end.starts_with("\r\n") { 2 } else { usize::from(!end.is_empty()) };
        Some(line)
    })
}

/// When a cue begins and ends, in milliseconds, where `line` says that.
fn times(line: &str) -> Option<(u64, u64)> {
    if !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (from, to) = line.split_once("-->")?;
    Some((time(from.trim())?, time(to.split_whitespace().next()?)?))
}

/// `01:02:03,004`, `02:03.004`.
fn time(written: &str) -> Option<u64> {
    let (clock, thousandths) = written.split_once([',', '.']).unwrap_or((written, "0"));
    let mut seconds: u64 = 0;
    for part in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.trim().parse().ok()?)?;
    }
    seconds.checked_mul(1000)?.checked_add(thousandths.get(..3).unwrap_or(thousandths).trim().parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::times;

    #[test]
    fn times_are_read() {
        for (line, expected) in [
            ("00:00:01,500 --> 00:00:04,000", Some((1_500, 4_000))),
            ("00:01.500 --> 01:00:00.000 line:0 align:start", Some((1_500, 3_600_000))),
            ("0:0:1,5 --> 0:0:2", Some((1_005, 2_000))),
            ("12 --> 13", Some((12_000, 13_000))),
            ("so --> there", None),
            ("1:2", None),
        ] {
            assert_eq!(times(line), expected, "{line}");
        }
    }
}
