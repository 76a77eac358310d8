//! Braces and brackets that belong together.

use super::Reader;

/// The longest argument in brackets.
const LONGEST: usize = 1500;

/// The braces of `text` that belong together, by the first of them.
pub(super) fn pairs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..) {
        let Some(offset) = rest.iter().position(|byte| matches!(byte, b'\\' | b'{' | b'}' | b'%')) else { break };
        let here = at + offset;
        at = here + 1;
        match bytes.get(here) {
            Some(b'\\') => at += 1,
            Some(b'%') => at += memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()).unwrap_or(0),
            Some(b'{') => {
                open.push(found.len());
                found.push((here, usize::MAX));
            }
            _ => {
                let pair = open.pop().and_then(|index| found.get_mut(index));
                if let Some(pair) = pair {
                    pair.1 = here;
                }
            }
        }
    }
    found
}

impl Reader<'_> {
    /// The brace that closes the one at byte `at`, if there is one and it lies in what is read.
    pub(super) fn group(&self, at: usize) -> Option<usize> {
        let index = self.pairs.binary_search_by_key(&at, |pair| pair.0).ok()?;
        let close = self.pairs.get(index)?.1;
        let limit = self.limit();
        (close < limit.max(at)).then_some(close)
    }

    /// Where an argument in brackets at byte `at` ends, or `at` if there is none.
    pub(super) fn optional(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        if bytes.get(at) != Some(&b'[') {
            return at;
        }
        let (mut here, mut depth) = (at + 1, 0_usize);
        while here < self.limit() && here < at + LONGEST {
            match bytes.get(here) {
                Some(b'\\') => here += 1,
                Some(b'{') => match self.group(here) {
                    Some(close) => here = close,
                    None => return at,
                },
                Some(b'}') => return at,
                Some(b'[') => depth += 1,
                Some(b']') if depth == 0 => return here + 1,
                Some(b']') => depth -= 1,
                Some(b'\n') if bytes.get(here + 1) == Some(&b'\n') => return at,
                _ => {}
            }
            here += 1;
        }
        at
    }

    /// Where all arguments end that follow at byte `at`, in brackets and braces. White space may stand before the first
    /// if `loose` says so, and between them.
    pub(super) fn arguments(&self, at: usize, loose: bool) -> usize {
        let mut end = at + usize::from(self.byte(at) == Some(b'*'));
        let mut first = true;
        loop {
            let spaced = if loose { end + self.blank(end) } else { end };
            let after = self.optional(spaced);
            if after > spaced {
                end = after;
            } else if let Some(close) = (self.byte(spaced) == Some(b'{')).then(|| self.group(spaced)).flatten() {
                if !first && spaced > end {
                    break;
                }
                end = close + 1;
            } else {
                break;
            }
            first = false;
        }
        end
    }

    /// The length of the white space at byte `at`, if it does not hold an empty line.
    pub(super) fn blank(&self, at: usize) -> usize {
        let rest = self.rest(at).as_bytes();
        let length = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
        let breaks = rest.get(..length).unwrap_or_default().split(|byte| *byte == b'\n').skip(1).take(2).count();
        if breaks > 1 { 0 } else { length }
    }
}
