//! What the elements of HTML are to prose.

use crate::source::BlockKind;

/// What an element is to the prose in it and around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It has no content, and no text stands for it.
    Void,
    /// It stands within a line.
    Inline,
    /// It begins on a line of its own.
    Block,
    /// It stands within a line, and its content is no prose.
    Code,
    /// It begins on a line of its own, and its content is no prose.
    CodeBlock,
    /// It stands within a line, and neither it nor its content is read.
    Unread,
    /// It and its content are nowhere on the page.
    Hidden,
}

use Class::{Block, Code, CodeBlock, Hidden, Inline, Unread, Void};

/// Sorted by name.
const TABLE: &[(&str, Class)] = &[
    ("a", Inline),
    ("abbr", Inline),
    ("acronym", Inline),
    ("address", Block),
    ("applet", Hidden),
    ("area", Void),
    ("article", Block),
    ("aside", Block),
    ("audio", Hidden),
    ("b", Inline),
    ("base", Void),
    ("bdi", Inline),
    ("bdo", Inline),
    ("bgsound", Void),
    ("big", Inline),
    ("blockquote", Block),
    ("body", Block),
    ("br", Void),
    ("button", Block),
    ("canvas", Hidden),
    ("caption", Block),
    ("center", Block),
    ("cite", Inline),
    ("code", Code),
    ("col", Void),
    ("colgroup", Block),
    ("data", Inline),
    ("datalist", Hidden),
    ("dd", Block),
    ("del", Unread),
    ("details", Block),
    ("dfn", Inline),
    ("dialog", Block),
    ("dir", Block),
    ("div", Block),
    ("dl", Block),
    ("dt", Block),
    ("em", Inline),
    ("embed", Void),
    ("fieldset", Block),
    ("figcaption", Block),
    ("figure", Block),
    ("font", Inline),
    ("footer", Block),
    ("form", Block),
    ("frame", Void),
    ("frameset", Block),
    ("h1", Block),
    ("h2", Block),
    ("h3", Block),
    ("h4", Block),
    ("h5", Block),
    ("h6", Block),
    ("head", Block),
    ("header", Block),
    ("hgroup", Block),
    ("hr", Void),
    ("html", Block),
    ("i", Inline),
    ("iframe", Hidden),
    ("img", Void),
    ("input", Void),
    ("ins", Inline),
    ("kbd", Code),
    ("label", Inline),
    ("legend", Block),
    ("li", Block),
    ("link", Void),
    ("listing", CodeBlock),
    ("main", Block),
    ("map", Inline),
    ("mark", Inline),
    ("math", Code),
    ("menu", Block),
    ("meta", Void),
    ("nav", Block),
    ("nobr", Inline),
    ("noembed", Hidden),
    ("noframes", Hidden),
    ("noscript", Hidden),
    ("object", Hidden),
    ("ol", Block),
    ("optgroup", Block),
    ("option", Block),
    ("output", Code),
    ("p", Block),
    ("param", Void),
    ("plaintext", CodeBlock),
    ("pre", CodeBlock),
    ("progress", Hidden),
    ("q", Inline),
    ("rp", Unread),
    ("rt", Unread),
    ("ruby", Inline),
    ("s", Inline),
    ("samp", Code),
    ("script", Hidden),
    ("search", Block),
    ("section", Block),
    ("select", Code),
    ("small", Inline),
    ("source", Void),
    ("span", Inline),
    ("strike", Inline),
    ("strong", Inline),
    ("style", Hidden),
    ("sub", Inline),
    ("summary", Block),
    ("sup", Inline),
    ("svg", Unread),
    ("table", Block),
    ("tbody", Block),
    ("td", Block),
    ("template", Hidden),
    ("textarea", Code),
    ("tfoot", Block),
    ("th", Block),
    ("thead", Block),
    ("time", Inline),
    ("title", Block),
    ("tr", Block),
    ("track", Void),
    ("tt", Code),
    ("u", Inline),
    ("ul", Block),
    ("var", Code),
    ("video", Hidden),
    ("wbr", Void),
    ("xmp", CodeBlock),
];

/// The name, as a static one, and the class of the element called `name`, in small letters. What HTML does not know stands
/// within a line, but for custom elements, which are mostly parts of a page.
pub(super) fn element(name: &str) -> (&'static str, Class) {
    let known = TABLE.binary_search_by(|(entry, _)| (*entry).cmp(name)).ok().and_then(|index| TABLE.get(index));
    match known {
        Some(&known) => known,
        None if name.contains('-') => ("-", Block),
        None => ("", Inline),
    }
}

/// What the element makes of the text in it, where it says anything. `outer` is what stands around it.
pub(super) fn kind(name: &str, outer: BlockKind) -> Option<BlockKind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => Some(BlockKind::Heading),
        "li" | "dd" | "dt" if outer == BlockKind::Footnote => None,
        "li" | "dd" | "option" => Some(BlockKind::ListItem),
        // A term is the label of what it heads, as the cell at the head of a row is.
        "td" | "th" | "dt" | "button" => Some(BlockKind::TableCell),
        "caption" | "figcaption" | "legend" => Some(BlockKind::Caption),
        "title" => Some(BlockKind::Title),
        "p" if outer == BlockKind::TableCell => Some(BlockKind::Paragraph),
        _ => None,
    }
}

/// What a start tag called `name` closes, as far as it is open, and what it does not look beyond. Their end tags may be
/// left out.
pub(super) fn closes(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    const PARAGRAPH: (&[&str], &[&str]) = (&["p"], SCOPE);
    match name {
        "li" => (&["li", "p"], &["ul", "ol", "menu", "dir", "table", "td", "th"]),
        "dt" | "dd" => (&["dt", "dd", "p"], &["dl", "table", "td", "th"]),
        "td" | "th" => (&["td", "th", "p"], &["tr", "table"]),
        "tr" => (&["td", "th", "tr", "caption", "p"], &["table"]),
        "tbody" | "thead" | "tfoot" => (&["td", "th", "tr", "tbody", "thead", "tfoot", "caption", "p"], &["table"]),
        "option" | "optgroup" => (&["option"], &["select"]),
        "body" => (&["head", "title"], &[]),
        "address" | "article" | "aside" | "blockquote" | "center" | "details" | "dialog" | "dir" | "div" | "dl"
        | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "header" | "hgroup" | "hr" | "listing" | "main" | "menu" | "nav" | "ol" | "p" | "pre" | "search"
        | "section" | "summary" | "table" | "ul" | "xmp" => PARAGRAPH,
        _ => (&[], &[]),
    }
}

/// Elements beyond which no end tag reaches but their own and those of tables.
pub(super) const SCOPE: &[&str] = &["table", "td", "th", "caption", "html", "template", "button", "object"];

/// Whether the end tag of `name` reaches beyond the cells of a table.
pub(super) fn is_tabular(name: &str) -> bool {
    matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption" | "body" | "html")
}

/// Whether `text` has a tag of an element that HTML knows.
pub(in crate::document) fn has_tags(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|mark| {
        let rest = text.get(mark + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let length = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..length).unwrap_or_default().to_ascii_lowercase();
        let after = rest.as_bytes().get(length);
        let ends = after.is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace());
        ends && !name.is_empty() && element(&name).0.len() > 1
            || ends && matches!(&*name, "a" | "b" | "i" | "p" | "q" | "s" | "u")
    })
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn the_table_can_be_searched() {
        assert!(TABLE.is_sorted_by(|left, right| left.0 < right.0));
    }
}
