//! How the text of a fix is written where it goes.

/// How text is written at a place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As it is.
    Verbatim,
    /// The text of an HTML element.
    Html,
    /// The value of an HTML attribute between these marks (`"`, `'`), or without any (a space).
    HtmlAttribute(char),
    /// The text of an XML element.
    Xml,
    /// The value of an XML attribute between these marks.
    XmlAttribute(char),
    /// A JSON string.
    JsonString,
    /// A YAML scalar without marks, of one line or several.
    YamlPlain,
    /// The same within brackets.
    YamlFlow,
    /// A YAML scalar between `'`.
    YamlSingle,
    /// A YAML scalar between `"`.
    YamlDouble,
    /// A YAML scalar of the kinds `|` and `>`.
    YamlBlock,
    /// A TOML string between `"`, of one line or several.
    TomlBasic,
    /// A TOML string between `'`, of one line or several.
    TomlLiteral,
    /// A field of a table between `"`.
    CsvQuoted,
    /// A field of a table without marks, with this separator.
    CsvPlain(char),
    /// TeX.
    Tex,
    /// A light markup language in which a fix writes no marks: any of these is refused.
    Plainly(&'static str),
}

/// What a fix may not write into a YAML scalar within brackets.
const FLOW_MARKS: &[char] =
    &[':', '#', '{', '}', '[', ']', ',', '&', '*', '|', '<', '>', '%', '@', '`', '"', '\'', '!', '?'];

impl Encoding {
    /// Whether `text` may stand between these characters: in a YAML scalar without marks a colon and white space would make a
    /// key of what stands before, and white space and `#` a comment of what follows.
    pub fn allows(self, before: Option<char>, text: &str, after: Option<char>) -> bool {
        if !matches!(self, Self::YamlPlain | Self::YamlFlow) {
            return true;
        }
        let around: Vec<char> = before.into_iter().chain(text.chars()).chain(after).collect();
        let ends = after.is_none() && around.last() == Some(&':');
        !ends
            && !around
                .windows(2)
                .any(|pair| pair[0] == ':' && pair[1].is_whitespace() || pair[0].is_whitespace() && pair[1] == '#')
    }

    /// `text` as it is written; `None` where it cannot be. `initial` says that it begins a block.
    pub fn encode(self, text: &str, initial: bool) -> Option<String> {
        let control = |c: char| c.is_control();
        match self {
            Self::Verbatim => Some(text.to_owned()),
            Self::Html => Some(escaped(text, |c| match c {
                '&' => Some("&amp;"),
                '<' => Some("&lt;"),
                '>' => Some("&gt;"),
                '\u{a0}' => Some("&nbsp;"),
                _ => None,
            })),
            Self::HtmlAttribute(mark) => attribute(text, mark, "&nbsp;"),
            Self::Xml => Some(escaped(text, xml)),
            Self::XmlAttribute(mark) => attribute(text, mark, "\u{a0}"),
            Self::JsonString | Self::YamlDouble | Self::TomlBasic => {
                if text.contains(|c: char| c.is_control() && c != '\n' && c != '\t') {
                    return None;
                }
                Some(escaped(text, |c| match c {
                    '"' => Some("\\\""),
                    '\\' => Some("\\\\"),
                    '\n' => Some("\\n"),
                    '\t' => Some("\\t"),
                    _ => None,
                }))
            }
            Self::YamlPlain => {
                let marks = [':', '#', '{', '}', '[', ']', '&', '*', '|', '<', '>', '%', '@', '`'];
                let first = initial && text.starts_with(|c: char| !c.is_alphanumeric());
                (!first && !text.contains(marks) && !text.contains(control)).then(|| text.to_owned())
            }
            Self::YamlFlow => (!text.contains(FLOW_MARKS) && !text.contains(control)).then(|| text.to_owned()),
            Self::YamlSingle => (!text.contains(control)).then(|| text.replace('\'', "''")),
            Self::YamlBlock => {
                let refused = text.contains(control) || initial && text.starts_with(' ');
                (!refused).then(|| text.to_owned())
            }
            Self::TomlLiteral => (!text.contains('\'') && !text.contains(control)).then(|| text.to_owned()),
            Self::CsvQuoted => Some(text.replace('"', "\"\"")),
            Self::CsvPlain(separator) => {
                let refused = text.contains(['"', separator]) || text.contains(control);
                (!refused).then(|| text.to_owned())
            }
            Self::Tex => tex(text),
            Self::Plainly(marks) => (!text.contains(|c| marks.contains(c))).then(|| text.to_owned()),
        }
    }
}

fn xml(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    }
}

fn attribute(text: &str, mark: char, no_break_space: &'static str) -> Option<String> {
    if mark == ' ' && text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '=' | '<' | '>' | '`')) {
        return None;
    }
    Some(escaped(text, |c| match c {
        '"' if mark == '"' => Some("&quot;"),
        '\'' if mark == '\'' => Some("&#39;"),
        '\u{a0}' => Some(no_break_space),
        c => xml(c),
    }))
}

fn tex(text: &str) -> Option<String> {
    if text.contains('\\') || text.contains(|c: char| c.is_control()) {
        return None;
    }
    Some(escaped(text, |c| match c {
        '&' => Some("\\&"),
        '%' => Some("\\%"),
        '$' => Some("\\$"),
        '#' => Some("\\#"),
        '_' => Some("\\_"),
        '{' => Some("\\{"),
        '}' => Some("\\}"),
        '~' => Some("\\textasciitilde{}"),
        '^' => Some("\\textasciicircum{}"),
        '\u{a0}' => Some("~"),
        _ => None,
    }))
}

fn escaped(text: &str, escape: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match escape(c) {
            Some(written) => out.push_str(written),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Encoding;

    #[test]
    fn text_is_written_as_its_place_demands() {
        for (encoding, text, expected) in [
            (Encoding::Html, "R&D <\u{a0}", Some("R&amp;D &lt;&nbsp;")),
            (Encoding::HtmlAttribute('"'), "\"it's\"", Some("&quot;it's&quot;")),
            (Encoding::HtmlAttribute(' '), "two words", None),
            (Encoding::XmlAttribute('\''), "it's", Some("it&#39;s")),
            (Encoding::JsonString, "\"a\\b\"\n", Some("\\\"a\\\\b\\\"\\n")),
            (Encoding::JsonString, "\u{1}", None),
            (Encoding::YamlPlain, "it's", Some("it's")),
            (Encoding::YamlPlain, "a: b", None),
            (Encoding::YamlPlain, "'so'", None),
            (Encoding::YamlSingle, "it's", Some("it''s")),
            (Encoding::TomlLiteral, "it's", None),
            (Encoding::CsvQuoted, "\"so\"", Some("\"\"so\"\"")),
            (Encoding::CsvPlain(';'), "a;b", None),
            (Encoding::CsvPlain(';'), "a,b", Some("a,b")),
            (Encoding::Tex, "R&D", Some("R\\&D")),
            (Encoding::Plainly("*"), "*a", None),
        ] {
            assert_eq!(encoding.encode(text, true).as_deref(), expected, "{encoding:?} {text}");
        }
    }

    #[test]
    fn a_value_stays_one() {
        for (before, text, after, allowed) in [
            (Some(':'), " ", Some('n'), false),
            (Some(','), " ", Some('n'), true),
            (Some('a'), " ", Some('#'), false),
            (Some(':'), "", Some(' '), false),
            (Some(':'), "", None, false),
            (Some('a'), "", None, true),
        ] {
            for encoding in [Encoding::YamlPlain, Encoding::YamlFlow] {
                assert_eq!(encoding.allows(before, text, after), allowed, "{before:?} {text} {after:?}");
            }
            assert!(Encoding::YamlSingle.allows(before, text, after));
        }
    }
}
