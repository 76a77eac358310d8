//! What the style of a paragraph or of a run says of its text.

use crate::source::BlockKind;

/// What a style says; `None` where it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) kind: Option<BlockKind>,
    pub(super) quoted: Option<bool>,
    /// A table of contents, which says again what the headings say.
    pub(super) directory: Option<bool>,
    /// Code, and what the speller of the word processor is to leave alone.
    pub(super) code: Option<bool>,
    /// In another language than English.
    pub(super) foreign: Option<bool>,
    pub(super) hidden: Option<bool>,
}

impl Look {
    /// This look over `under`, which holds where this says nothing.
    pub(super) fn over(self, under: Self) -> Self {
        Self {
            kind: self.kind.or(under.kind),
            quoted: self.quoted.or(under.quoted),
            directory: self.directory.or(under.directory),
            code: self.code.or(under.code),
            foreign: self.foreign.or(under.foreign),
            hidden: self.hidden.or(under.hidden),
        }
    }

    /// What the name of a style says, in whatever word processor.
    pub(super) fn of_name(name: &str) -> Self {
        let name = name.replace("_20_", " ").to_lowercase();
        let begins = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
        let mut look = Self::default();
        if begins(&["heading"]) || matches!(&*name, "title" | "subtitle" | "toc heading") {
            look.kind = Some(BlockKind::Heading);
        } else if begins(&["list bullet", "list number", "list paragraph", "list continue"]) {
            look.kind = Some(BlockKind::ListItem);
        } else if name.ends_with("caption") || matches!(&*name, "illustration" | "figure" | "drawing") {
            look.kind = Some(BlockKind::Caption);
        } else if begins(&["footnote text", "endnote text"]) {
            look.kind = Some(BlockKind::Footnote);
        }
        if begins(&["quote", "intense quote", "block text", "quotations"]) {
            look.quoted = Some(true);
        }
        let contents = ["toc ", "contents "].iter().any(|start| {
            let rest = name.strip_prefix(start);
            rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        if contents || begins(&["table of figures", "table of authorities", "index 1", "index 2"]) {
            look.directory = Some(true);
        }
        let code = ["verbatim", "source code", "source text", "html code", "html preformatted", "html keyboard"];
        let more = ["html sample", "preformatted text", "macro", "inline code", "code block", "code"];
        if begins(&code) || more.contains(&&*name) {
            look.code = Some(true);
        }
        look
    }

    /// Whether a text in `language` is left alone.
    pub(super) fn is_foreign(language: &str) -> bool {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        !(primary.is_empty() || primary.eq_ignore_ascii_case("en") || primary.eq_ignore_ascii_case("x"))
    }
}
