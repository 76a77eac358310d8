//! What both XML formats need: text that is safe in an attribute or an element.

/// `text` for an attribute in double quotes or for an element. Line ends and tabs are kept as references, since a reader
/// makes spaces of them in attributes; what XML 1.0 cannot hold is shown as the replacement character.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

/// What an XML document begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn marks_line_ends_and_control_characters() {
        assert_eq!(escape("a<b>&\"c\"\n\t\u{1b}é"), "a&lt;b&gt;&amp;&quot;c&quot;&#10;&#9;\u{fffd}é");
    }
}
