//! Subtitles: what is said runs on from cue to cue; numbers, times, settings and tags are no prose.

mod cues;
mod speech;
#[cfg(test)]
mod tests;

use crate::source::transcript::{Encoding, Transcriber};
use crate::source::{Format, Transcript};
use cues::Part;
use speech::Speech;

/// After a silence of this length, in milliseconds, something else is said.
const SILENCE: u64 = 4_000;

/// Reads `text` as `SubRip` or `WebVTT`.
pub(super) fn read(text: &str, format: Format) -> Transcript {
    let is_vtt = format == Format::Vtt;
    let mut out = Transcriber::new(text);
    out.encoding(if is_vtt { Encoding::Html } else { Encoding::Plainly("<>{}\n\r") });
    let mut speech = Speech::new(text, is_vtt, out);
    let mut before = 0;
    for part in cues::read(text, is_vtt) {
        match part {
            Part::Comment(range) => speech.comment(range),
            Part::Cue(cue) => {
                if cue.begins > before + SILENCE {
                    speech.pause();
                }
                before = cue.ends;
                speech.cue(cue.lines);
            }
        }
    }
    speech.finish()
}
