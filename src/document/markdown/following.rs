//! What follows a comment that stands by itself: the next block in whatever encloses it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::document::builder::Builder;
use crate::source::Span;

/// Watches the events for comments, and for what comes next beside them.
#[derive(Debug, Default)]
pub(super) struct Following {
    /// Where the elements that are open end, innermost last.
    ends: Vec<usize>,
    /// The comments that wait for what follows them, and how deep they stand.
    waiting: Option<(Range<usize>, usize)>,
    /// The HTML block that is open, and the number of the first comment that may be in it.
    html: Option<(Range<usize>, usize)>,
}

impl Following {
    /// Is told of an event before the reader is.
    pub(super) fn before(&mut self, event: &Event<'_>, range: &Range<usize>, builder: &mut Builder<'_>) {
        match event {
            Event::Start(tag) => {
                if matches!(tag, Tag::HtmlBlock) {
                    self.html = Some((range.clone(), builder.comments()));
                } else if is_inline(tag) {
                    self.meet_text(range, builder);
                } else {
                    self.meet(range.clone(), builder);
                }
                self.ends.push(range.end);
            }
            Event::End(_) => {
                self.ends.pop();
                if self.waiting.as_ref().is_some_and(|(_, depth)| *depth > self.ends.len()) {
                    self.waiting = None;
                }
            }
            // The lines of an HTML block belong to it.
            Event::Html(_) => {}
            _ => self.meet_text(range, builder),
        }
    }

    /// Is told of an event after the reader was, which has found the comments in it.
    pub(super) fn after(&mut self, event: &Event<'_>, text: &str, builder: &mut Builder<'_>) {
        let Event::End(TagEnd::HtmlBlock) = event else { return };
        let Some((range, first)) = self.html.take() else { return };
        let comments = first..builder.comments();
        if comments.is_empty() || !is_comments(text.get(range.clone()).unwrap_or_default()) {
            self.meet(range, builder);
            return;
        }
        // A comment after a comment waits with it.
        let first = match self.waiting.take() {
            Some((waiting, depth)) if depth == self.ends.len() => waiting.start,
            _ => comments.start,
        };
        self.waiting = Some((first..comments.end, self.ends.len()));
    }

    /// Text stands at `range`. That of a tight list item stands in no paragraph, and goes on to the end of the item.
    fn meet_text(&mut self, range: &Range<usize>, builder: &mut Builder<'_>) {
        let end = self.ends.last().copied().unwrap_or(range.end);
        self.meet(range.start..end.max(range.end), builder);
    }

    /// Something that is no comment stands at `range`.
    fn meet(&mut self, range: Range<usize>, builder: &mut Builder<'_>) {
        if let Some((comments, _)) = self.waiting.take_if(|(_, depth)| *depth == self.ends.len()) {
            builder.follow(comments, Span::from_range(range));
        }
    }
}

/// Whether `tag` stands in a line of text.
const fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

/// Whether `html` is nothing but comments.
fn is_comments(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some(end) = comment.find("-->") else { return true };
        rest = comment.get(end + 3..).unwrap_or_default().trim_start();
    }
    rest.is_empty()
}
