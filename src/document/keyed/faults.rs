//! What is wrong with structured text, so that it cannot be read: the first fault, and its place.
//!
//! What relatives of a format allow is no fault: comments in JSON, a comma after the last item, `NaN`. Neither is a text of
//! nothing at all.

use std::borrow::Cow;

use memchr::{memchr, memmem};
use saphyr_parser::Parser;

use super::{csv, json};
use crate::source::Format;

/// The first fault of a text: the byte it stands at, and what it is.
pub(crate) type Fault = (usize, Cow<'static, str>);

/// The first fault of `text`, which is written in `format`.
pub(crate) fn first(text: &str, format: Format) -> Option<Fault> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = text.get(start..)?;
    let (at, fault) = match format {
        Format::Json => Json::new(body).fault(),
        Format::JsonLines => {
            let mut at = 0;
            body.split_inclusive('\n').find_map(|line| {
                let fault = Json::new(line).fault().map(|(inside, fault)| (at + inside, fault));
                at += line.len();
                fault
            })
        }
        Format::Yaml => Parser::new_from_str(body).find_map(|event| {
            let error = event.err()?;
            let place = body.char_indices().nth(error.marker().index()).map_or(body.len(), |(at, _)| at);
            Some((place, Cow::Owned(error.info().to_owned())))
        }),
        Format::Toml => body.parse::<toml::Table>().err().map(|error| {
            let message = error.message().replace('\n', "; ");
            (error.span().map_or(0, |span| span.start), Cow::Owned(message))
        }),
        Format::Csv => csv::unclosed(body).map(|at| (at, Cow::Borrowed("a quotation mark is not closed"))),
        _ => None,
    }?;
    Some((start + at, fault))
}

/// What may come next in JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A value; in a list that may end here, too.
    Value,
    Item,
    /// A key, or the end of its object.
    Key,
    Colon,
    /// A comma, or the end of what is open.
    Comma,
    /// Nothing.
    End,
}

/// A text that is held against the grammar of JSON. Nothing nests too deep for it.
struct Json<'t> {
    bytes: &'t [u8],
    at: usize,
    /// By depth, whether an object is open there, and where that began.
    open: Vec<(bool, usize)>,
    next: Next,
}

impl<'t> Json<'t> {
    fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, open: Vec::new(), next: Next::Value }
    }

    fn fault(mut self) -> Option<Fault> {
        loop {
            let Some(byte) = self.skip_blank() else { return self.ended() };
            let place = self.at;
            if let Err(fault) = self.step(byte) {
                return Some((place, fault.into()));
            }
        }
    }

    /// What is missing at the end of the text.
    fn ended(&self) -> Option<Fault> {
        match self.open.last() {
            Some(&(true, place)) => Some((place, "an object is not closed".into())),
            Some(&(false, place)) => Some((place, "a list is not closed".into())),
            None => None,
        }
    }

    fn step(&mut self, byte: u8) -> Result<(), &'static str> {
        match (byte, self.next) {
            (_, Next::End) => return Err("something comes after the end"),
            (b'{' | b'[', Next::Value | Next::Item) => {
                self.open.push((byte == b'{', self.at));
                self.next = if byte == b'{' { Next::Key } else { Next::Item };
            }
            (b'}', Next::Key | Next::Comma) if self.in_object() => self.close(),
            (b']', Next::Item | Next::Comma) if !self.in_object() && !self.open.is_empty() => self.close(),
            (b'}' | b']', _) => return Err("a bracket closes nothing, or too early"),
            (b',', Next::Comma) => self.next = if self.in_object() { Next::Key } else { Next::Item },
            (b':', Next::Colon) => self.next = Next::Value,
            (b'"', Next::Key) => {
                self.string()?;
                self.next = Next::Colon;
                return Ok(());
            }
            (b'"', Next::Value | Next::Item) => {
                self.string()?;
                self.after_value();
                return Ok(());
            }
            (_, Next::Key) => return Err("a key in quotation marks is missing"),
            (_, Next::Colon) => return Err("a colon is missing after a key"),
            (_, Next::Comma) => return Err("a comma or a closing bracket is missing"),
            (_, Next::Value | Next::Item) => {
                self.word()?;
                self.after_value();
                return Ok(());
            }
        }
        self.at += 1;
        Ok(())
    }

    fn in_object(&self) -> bool {
        self.open.last().is_some_and(|(is_object, _)| *is_object)
    }

    fn close(&mut self) {
        self.open.pop();
        self.after_value();
    }

    fn after_value(&mut self) {
        self.next = if self.open.is_empty() { Next::End } else { Next::Comma };
    }

    fn string(&mut self) -> Result<(), &'static str> {
        self.at = json::string_end(self.bytes, self.at + 1).ok_or("a string is not closed on its line")? + 1;
        Ok(())
    }

    /// A number, or one of the words that JSON has.
    fn word(&mut self) -> Result<(), &'static str> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let length = rest.iter().take_while(|byte| part(byte)).count();
        let word = rest.get(..length).unwrap_or_default();
        let digits = word.strip_prefix(b"-").unwrap_or(word);
        let is_number = digits.first().is_some_and(u8::is_ascii_digit)
            && digits.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
        let is_known = matches!(word, b"true" | b"false" | b"null" | b"NaN" | b"Infinity" | b"-Infinity");
        self.at += length;
        if is_number || is_known { Ok(()) } else { Err("no value of JSON begins so") }
    }

    /// Goes on to what is neither white space nor a comment.
    fn skip_blank(&mut self) -> Option<u8> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            match rest.first()? {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                b'/' if rest.starts_with(b"//") => self.at += memchr(b'\n', rest).unwrap_or(rest.len()),
                b'/' if rest.starts_with(b"/*") => {
                    self.at += memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2);
                }
                byte => return Some(*byte),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::first;
    use crate::source::Format;

    #[test]
    fn what_can_be_read_has_no_fault() {
        for (format, texts) in [
            (
                Format::Json,
                &[
                    "",
                    " \n",
                    "\u{feff}{}",
                    "[]",
                    "{\"a\": [1, -2.5e+3, true, null, \"\\\"\"], \"b\": {}}",
                    "[1, 2,] // so\n",
                    "{\"a\": 1, /* so */}",
                    "[NaN, -Infinity]",
                    "\"text\"",
                ][..],
            ),
            (Format::JsonLines, &["{\"a\": 1}\n\n{\"a\": 2}\r\n", "[]"]),
            (Format::Yaml, &["", "a: b\n", "- a\n- b: c\n---\nd\n", "# so\n"]),
            (Format::Toml, &["", "a = 'b'\n[c]\nd = 1\n", "# so\n"]),
            (Format::Csv, &["", "a,b\n\"c \"\"d\"\"\",\"e\nf\"\n", "a \"b\" c,d\n"]),
        ] {
            for text in texts {
                assert_eq!(first(text, format), None, "{text:?}");
            }
        }
    }

    #[test]
    fn the_first_fault_is_told_with_its_place() {
        for (format, text, at, what) in [
            (Format::Json, "{\"a\": \"b\"", 0, "an object is not closed"),
            (Format::Json, "[1, [2]", 0, "a list is not closed"),
            (Format::Json, "{\"a\": \"b\nc\"}", 6, "a string is not closed on its line"),
            (Format::Json, "{\"a\" \"b\"}", 5, "a colon is missing after a key"),
            (Format::Json, "{a: 1}", 1, "a key in quotation marks is missing"),
            (Format::Json, "[1 2]", 3, "a comma or a closing bracket is missing"),
            (Format::Json, "[1}", 2, "a bracket closes nothing, or too early"),
            (Format::Json, "{\"a\":}", 5, "a bracket closes nothing, or too early"),
            (Format::Json, "[,]", 1, "no value of JSON begins so"),
            (Format::Json, "{} {}", 3, "something comes after the end"),
            (Format::Json, "\u{feff}Not JSON.", 3, "no value of JSON begins so"),
            (Format::JsonLines, "{}\n{\"a\"\n{}\n", 3, "an object is not closed"),
            (Format::Csv, "a,b\n\"c,d\n", 4, "a quotation mark is not closed"),
        ] {
            assert_eq!(first(text, format), Some((at, what.into())), "{text:?}");
        }
        assert!(first("é: [b\n", Format::Yaml).is_some() && first("a: b: c\n", Format::Yaml).is_some());
        assert_eq!(first("a = 1\nb = \n", Format::Toml).map(|(at, _)| at / 6), Some(1));
    }
}
