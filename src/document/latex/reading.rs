//! A command is read.

use super::commands::{Command, command};
use super::{Close, Reader, accents};
use crate::document::light::{head, is_term};
use crate::source::BlockKind;

/// Kinds of searches ahead.
const PAREN: usize = 2;
const SQUARE: usize = 3;
const FI: usize = 4;

/// The longest piece of a program within a line, and the like.
const LONGEST: usize = 400;

impl Reader<'_> {
    /// Reads the command that begins here.
    pub(super) fn command(&mut self) {
        let at = self.at;
        let rest = self.rest(at);
        if self.is_tab(rest.get(1..).unwrap_or_default()) {
            self.finish_block();
            return self.go(at + 2);
        }
        if let Some((length, text)) = accents::accent(rest) {
            return self.decoded(at + length, &text);
        }
        let letters = rest.bytes().skip(1).take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'@').count();
        if letters == 0 || rest.as_bytes().get(1) == Some(&b'@') && letters == 1 {
            return self.mark(at);
        }
        let name = rest.get(1..=letters).unwrap_or_default();
        let mut after = at + 1 + letters;
        if let Some(text) = accents::letter(name) {
            after += if self.rest(after).starts_with("{}") { 2 } else { self.blank(after) };
            return self.decoded(after, text);
        }
        match name {
            "begin" => return self.begin_environment(after),
            "end" => return self.end_environment(after),
            "item" => return self.item(after),
            "iffalse" => {
                let end = self.find(FI, "\\fi", after).map_or(after, |end| end + 3);
                return self.go(end);
            }
            _ => {}
        }
        self.named(name, after);
    }

    /// Reads the command called `name`, after which stands byte `after`.
    fn named(&mut self, name: &str, after: usize) {
        let starred = after + usize::from(self.byte(after) == Some(b'*'));
        match command(name) {
            Command::Block(kind) => self.block(kind, starred),
            Command::Note => {
                let open = self.optional(after);
                match self.braced(open) {
                    Some((start, close)) => {
                        self.notes.push((start..close, BlockKind::Footnote));
                        self.go(close + 1);
                    }
                    None => self.go(after),
                }
            }
            Command::Inline(skipped) => {
                let mut at = starred;
                for _ in 0..skipped {
                    at = self.optional(at);
                    at = self.braced(at).map_or(at, |(_, close)| close + 1);
                    at = self.optional(at);
                }
                match self.braced(self.optional(at)) {
                    // The name of a package, a file, a key.
                    Some((start, close)) if name == "textsf" && !self.has_space(start, close) => self.opaque(close + 1),
                    Some((start, close)) => {
                        self.out.markup();
                        self.open(start, close, Close::Markup, None);
                    }
                    None => self.switch(at),
                }
            }
            Command::Quote => match self.braced(self.optional(starred)) {
                Some((start, close)) => {
                    self.decoded(start, "“");
                    self.open(start, close, Close::Reads("”"), None);
                }
                None => self.switch(after),
            },
            Command::Silent => {
                let end = self.arguments(after, true);
                if end > after { self.go_over(end) } else { self.switch(after) }
            }
            Command::Switch => self.switch(after),
            Command::Value => {
                let end = self.value(after);
                self.go_over(end);
            }
            Command::Definition => {
                let end = self.definition(after);
                self.go_over(end);
            }
            Command::Verbatim => {
                let end = self.verbatim(starred, name);
                self.opaque(end);
            }
            Command::Break => self.line_break(after),
            Command::Space => {
                self.out.space(self.at..after);
                self.switch(after);
            }
            Command::Paragraph => {
                self.finish_block();
                self.switch(after);
            }
            Command::Line => {
                let rest = head(self.rest(after), LONGEST);
                let length = rest.find('\n').unwrap_or(rest.len());
                let brace = rest.get(..length).and_then(|line| line.find('}')).unwrap_or(length);
                self.go(after + brace);
            }
            Command::Opaque => {
                let end = self.arguments(after, matches!(name, "cite" | "ref" | "pageref"));
                self.opaque(end);
            }
        }
    }

    /// A command without arguments that is not seen; the white space after it belongs to it.
    fn switch(&mut self, after: usize) {
        let braces = self.rest(after).starts_with("{}");
        let end = if braces { after + 2 } else { after + self.blank(after) };
        // What assigns something is no prose.
        let end = if self.byte(end) == Some(b'=') { self.value(end) } else { end };
        self.go_over(end);
    }

    /// Goes on at byte `end`, since what stands before it is not seen.
    fn go_over(&mut self, end: usize) {
        self.out.markup();
        self.go(end);
    }

    /// The first byte in the braces that stand at `at`, with white space before them or not, and the closing one.
    fn braced(&self, at: usize) -> Option<(usize, usize)> {
        let open = at + self.blank(at);
        (self.byte(open) == Some(b'{')).then(|| self.group(open)).flatten().map(|close| (open + 1, close))
    }

    fn has_space(&self, start: usize, end: usize) -> bool {
        self.text.get(start..end).is_some_and(|text| text.contains(char::is_whitespace))
    }

    /// A heading, a title, a caption.
    fn block(&mut self, kind: BlockKind, after: usize) {
        match self.braced(self.optional(after)) {
            Some((start, close)) => {
                self.finish_block();
                self.open(start, close, Close::Block, Some(kind));
            }
            None => self.switch(after),
        }
    }

    fn item(&mut self, after: usize) {
        self.finish_block();
        let label = after + self.blank(after);
        let end = self.optional(label);
        let term = self.text.get(label + 1..end.max(label + 2) - 1).unwrap_or_default();
        if end > label && !is_term(term.trim_end_matches([':', '.'])) {
            // A key, a sign, an option.
            return self.go(end);
        }
        if end > label {
            return self.open(label + 1, end - 1, Close::Block, Some(BlockKind::ListItem));
        }
        self.go(label);
    }

    fn line_break(&mut self, after: usize) {
        let end = self.optional(after + usize::from(self.byte(after) == Some(b'*')));
        if self.in_table() {
            self.finish_block();
        } else if self.begun {
            self.out.line_break(self.at..end);
        }
        self.go(end);
    }

    /// A command of one character that is no letter.
    fn mark(&mut self, at: usize) {
        let Some(c) = self.rest(at + 1).chars().next() else { return self.go(at + 1) };
        let end = at + 1 + c.len_utf8();
        match c {
            '%' | '&' | '$' | '#' | '_' | '{' | '}' => {
                self.decoded(end, self.text.get(at + 1..end).unwrap_or_default());
            }
            // Between digits it sets thousands apart.
            ',' if self.rest(end).starts_with(|c: char| c.is_ascii_digit()) => self.decoded(end, "\u{a0}"),
            ',' | ';' | ':' | '>' => self.fixed_space(end),
            '\\' => self.line_break(end),
            '(' | '[' => {
                let (kind, mark) = if c == '(' { (PAREN, "\\)") } else { (SQUARE, "\\]") };
                match self.find(kind, mark, end) {
                    Some(close) => self.opaque(close + 2),
                    None => self.go(end),
                }
            }
            c if c.is_whitespace() => {
                if self.begun {
                    self.out.space(at..end);
                }
                self.go(end);
            }
            _ => self.go_over(end),
        }
    }

    /// Where `mark` stands next, in what is read.
    fn find(&mut self, kind: usize, mark: &str, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let search = || memchr::memmem::find(bytes.get(from..)?, mark.as_bytes()).map(|at| from + at);
        let limit = self.limit();
        self.ahead.find(kind, from, search).filter(|found| found + mark.len() <= limit)
    }

    /// The end of a piece of a program that begins at byte `at`, between two marks of the same line or in braces.
    fn verbatim(&self, at: usize, name: &str) -> usize {
        let mut at = self.optional(at);
        if name == "mintinline" {
            at = self.braced(at).map_or(at, |(_, close)| close + 1);
        }
        if let Some((_, close)) = self.braced(at) {
            return close + 1;
        }
        let rest = head(self.rest(at), LONGEST);
        let line = rest.get(..rest.find('\n').unwrap_or(rest.len())).unwrap_or_default();
        let Some(mark) = line.chars().next().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()) else { return at };
        let start = mark.len_utf8();
        line.get(start..).and_then(|inner| inner.find(mark)).map_or(at, |end| at + start + end + start)
    }

    /// The end of a length, a number or a name that is set.
    fn value(&self, at: usize) -> usize {
        let rest = head(self.rest(at), 80);
        let line = rest.get(..rest.find(['\n', '}', '%']).unwrap_or(rest.len())).unwrap_or_default();
        let trimmed = line.trim_start().trim_start_matches('=').trim_start();
        let mut end = line.len() - trimmed.len();
        let mut first = true;
        for word in trimmed.split(' ') {
            let number = word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '+' | '\\'));
            let unit =
                matches!(word, "plus" | "minus" | "by" | "to" | "pt" | "em" | "ex" | "in" | "cm" | "mm" | "true");
            if !(number || unit || word.is_empty() && !first) {
                break;
            }
            let braced = word.find('{').unwrap_or(word.len());
            end = (end + braced + usize::from(braced == word.len())).min(line.len());
            if braced < word.len() {
                break;
            }
            first = false;
        }
        at + end
    }

    /// The end of a definition.
    fn definition(&self, at: usize) -> usize {
        let mut at = at + usize::from(self.byte(at) == Some(b'*'));
        at += self.blank(at);
        if self.byte(at) == Some(b'\\') {
            let letters =
                self.rest(at + 1).bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'@').count();
            at += 1 + letters.max(1);
        }
        // What stands between the name and the body says what the arguments are between.
        let rest = head(self.rest(at), LONGEST);
        let line = rest.find(['{', '\n']).unwrap_or(rest.len());
        if let Some(rest) = rest.get(..line)
            && (rest.starts_with('#') || rest.trim_start().starts_with('=') || rest.starts_with('\\'))
        {
            at += line;
        }
        while let Some(stop) = self.next_argument(at) {
            at = stop;
        }
        at.min(self.limit())
    }

    fn next_argument(&self, at: usize) -> Option<usize> {
        let spaced = at + self.blank(at);
        let after = self.optional(spaced);
        if after > spaced {
            return Some(after);
        }
        if let Some((_, close)) = self.braced(at) {
            return Some(close + 1);
        }
        None
    }
}
