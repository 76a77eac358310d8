//! Markdown for the terminal: what the doc comments of rules are written in, and no more.

use copydesk::render::Style;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// Lines of prose are not longer, however wide the terminal is.
const MEASURE: usize = 80;

/// `markdown` as it is shown in `style`, with a line end after its last line.
pub(super) fn page(markdown: &str, style: Style) -> String {
    let mut page = Page { style, ..Page::default() };
    for event in Parser::new(markdown) {
        page.event(event);
    }
    page.out
}

#[derive(Default)]
struct Page {
    style: Style,
    out: String,
    /// The running text of the block, with line ends as spaces.
    text: String,
    /// The depth of lists, and whether the next block begins an item.
    depth: usize,
    item: bool,
    code: Option<&'static str>,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.end_block();
                let language = if let CodeBlockKind::Fenced(language) = &kind { &**language } else { "" };
                self.code = Some(match language.split([' ', ',']).next() {
                    Some("bad") => "Wrong:",
                    Some("good") => "Right:",
                    _ => "",
                });
            }
            Event::End(TagEnd::CodeBlock) => self.end_code(),
            Event::Start(Tag::Heading { .. } | Tag::Strong) => self.on("\x1b[1m"),
            Event::End(TagEnd::Strong) => self.on("\x1b[0m"),
            Event::End(TagEnd::Heading(_)) => {
                self.on("\x1b[0m");
                self.end_block();
            }
            Event::Start(Tag::List(_)) => {
                self.end_block();
                if self.depth == 0 {
                    self.gap();
                }
                self.depth += 1;
            }
            Event::End(TagEnd::List(_)) => {
                self.depth = self.depth.saturating_sub(1);
                self.gap();
            }
            Event::Start(Tag::Item) => self.item = true,
            Event::End(TagEnd::Paragraph | TagEnd::Item) => self.end_block(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text.push_str(&text),
            Event::Code(code) => {
                self.on("\x1b[36m");
                let mark = if self.style.colour { "" } else { "`" };
                self.text.extend([mark, &code, mark]);
                self.on("\x1b[0m");
            }
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            _ => {}
        }
    }

    fn on(&mut self, escape: &str) {
        if self.style.colour {
            self.text.push_str(escape);
        }
    }

    /// An empty line between what was written and what comes.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let first = if self.item { "- " } else { "" };
        if self.depth == 0 {
            self.gap();
        }
        self.item = false;
        let indent = "  ".repeat(self.depth);
        let outer = "  ".repeat(self.depth.saturating_sub(1));
        let mut column = 0;
        for (index, word) in text.split_whitespace().enumerate() {
            let length = visible(word);
            if index == 0 {
                self.out.push_str(if first.is_empty() { &indent } else { &outer });
                self.out.push_str(first);
                column = indent.len();
            } else if column + 1 + length > self.style.width.min(MEASURE) {
                self.out.push('\n');
                self.out.push_str(&indent);
                column = indent.len();
            } else {
                self.out.push(' ');
                column += 1;
            }
            self.out.push_str(word);
            column += length;
        }
        self.out.push('\n');
    }

    fn end_code(&mut self) {
        let label = self.code.take().unwrap_or_default();
        let text = std::mem::take(&mut self.text);
        self.gap();
        if !label.is_empty() {
            self.out.push_str(label);
            self.out.push('\n');
        }
        for line in text.lines() {
            self.out.push_str(if line.is_empty() { "" } else { "    " });
            self.out.push_str(line);
            self.out.push('\n');
        }
    }
}

/// The characters of `word` that are seen: those of no escape sequence.
fn visible(word: &str) -> usize {
    let mut inside = false;
    let seen = word.chars().filter(|&character| match (inside, character) {
        (false, '\x1b') => {
            inside = true;
            false
        }
        (true, 'm') => {
            inside = false;
            false
        }
        (inside, _) => !inside,
    });
    seen.count()
}

#[cfg(test)]
mod tests {
    use copydesk::render::Style;

    use super::page;

    #[test]
    fn a_manual() {
        let markdown = "A word said twice: `the the`.\n\n## Why\n\nThe hand\nslips.\n\n- one `a`\n- two\n\n```bad\nthe the end\n```\n\n```good\nthe end\n```\n";
        let expected = "A word said twice: `the the`.\n\nWhy\n\nThe hand slips.\n\n- one `a`\n- two\n\nWrong:\n    the the end\n\nRight:\n    the end\n";
        assert_eq!(page(markdown, Style::default()), expected);
    }

    #[test]
    fn lines_are_broken() {
        let page = page(&"word ".repeat(40), Style::default());
        assert!(page.lines().all(|line| line.len() <= 80) && page.lines().count() == 3, "{page}");
    }
}
