//! Environments: which of them hold prose.

use super::{Close, Reader};
use crate::source::BlockKind;

/// What an environment is to the prose in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// It holds prose, after so many arguments in braces.
    Text(usize),
    /// It holds prose after a title in braces.
    Titled,
    /// It holds someone else's words.
    Quotation,
    /// It holds items.
    List,
    /// It holds cells, after so many arguments in braces.
    Table(usize),
    /// It holds mathematics, which stands in a sentence.
    Math,
    /// It holds no prose.
    Unread,
}

/// An environment that is open.
#[derive(Debug)]
pub(super) struct Environment<'t> {
    name: &'t str,
    quoted: bool,
    table: bool,
    kinds: usize,
}

fn class(name: &str) -> Class {
    match name.trim_end_matches('*') {
        "document" | "center" | "flushleft" | "flushright" | "abstract" | "figure" | "table" | "sidewaystable"
        | "sidewaysfigure" | "titlepage" | "theorem" | "lemma" | "proof" | "definition" | "remark" | "corollary"
        | "proposition" | "note" | "warning" | "tip" | "small" | "footnotesize" | "large" | "raggedright"
        | "sloppypar" | "landscape" | "samepage" | "threeparttable" | "tablenotes" | "columns" | "acknowledgements"
        | "acknowledgments" | "subfigure" | "singlespace" | "doublespace" | "frontmatter" | "appendices"
        | "exercise" | "example" | "conclusion" | "preface" | "em" | "it" | "normalsize" | "margintable"
        | "marginfigure" | "framed" | "shaded" => Class::Text(0),
        "minipage" | "multicols" | "spacing" | "column" | "parbox" => Class::Text(1),
        "wrapfigure" | "wraptable" | "adjustwidth" => Class::Text(2),
        "frame" | "block" | "alertblock" | "exampleblock" => Class::Titled,
        "quote" | "quotation" | "verse" | "displayquote" => Class::Quotation,
        "itemize" | "enumerate" | "description" | "compactitem" | "compactenum" | "compactdesc" | "trivlist" => {
            Class::List
        }
        "tabular" | "longtable" | "supertabular" | "tabbing" | "longtabu" | "tabu" => Class::Table(1),
        "tabularx" | "tabulary" | "xltabular" => Class::Table(2),
        "equation" | "align" | "displaymath" | "math" | "eqnarray" | "gather" | "multline" | "flalign" | "alignat"
        | "array" | "split" | "cases" | "dmath" | "aligned" | "matrix" => Class::Math,
        _ => Class::Unread,
    }
}

impl Reader<'_> {
    pub(super) fn in_table(&self) -> bool {
        self.environments.last().is_some_and(|environment| environment.table)
    }

    /// Whether the mark behind a backslash, `rest`, sets a tab stop or goes to one, and puts no accent on a letter.
    pub(super) fn is_tab(&self, rest: &str) -> bool {
        let tabbing = || self.environments.last().is_some_and(|environment| environment.name == "tabbing");
        rest.starts_with(['=', '>', '<', '+', '-', '\'', '`']) && tabbing()
    }

    /// `\begin`, after whose name stands byte `after`.
    pub(super) fn begin_environment(&mut self, after: usize) {
        let open = after + self.blank(after);
        let Some(close) = (self.byte(open) == Some(b'{')).then(|| self.group(open)).flatten() else {
            return self.go(after);
        };
        let name = self.text.get(open + 1..close).unwrap_or_default();
        let mut at = close + 1;
        let class = class(name);
        if matches!(class, Class::Math | Class::Unread) {
            let places = self.ends.get(name);
            let end = places.and_then(|places| places.get(places.partition_point(|place| *place < at)).copied());
            let end = end.map(|end| end + "\\end{}".len() + name.len()).filter(|end| *end <= self.limit());
            let Some(end) = end else { return self.go(at) };
            if class == Class::Math && self.begun {
                self.out.space(self.at..self.at);
                self.opaque(end);
                self.out.space(end..end);
            } else {
                let interrupted = self.begun;
                self.finish_block();
                if interrupted {
                    self.out.interrupt();
                }
                self.go(end);
            }
            return;
        }
        self.finish_block();
        at = self.skip_options(at);
        let arguments = match class {
            Class::Text(count) | Class::Table(count) => count,
            _ => 0,
        };
        for _ in 0..arguments {
            at = self.skip_options(at);
            let open = at + self.blank(at);
            if self.byte(open) == Some(b'{')
                && let Some(close) = self.group(open)
            {
                at = close + 1;
            }
        }
        at = self.skip_options(at);
        let kinds = self.kinds.len();
        let quoted = class == Class::Quotation;
        if quoted {
            self.out.quoted(true);
        }
        match class {
            Class::Table(_) => self.kinds.push(BlockKind::TableCell),
            Class::Text(_) if !self.in_table() => self.kinds.push(BlockKind::Paragraph),
            Class::List => self.kinds.push(BlockKind::ListItem),
            _ => {}
        }
        self.environments.push(Environment { name, quoted, table: matches!(class, Class::Table(_)), kinds });
        let open = at + self.blank(at);
        if class == Class::Titled
            && self.byte(open) == Some(b'{')
            && let Some(close) = self.group(open)
        {
            return self.open(open + 1, close, Close::Block, Some(BlockKind::Heading));
        }
        self.go(at);
    }

    fn skip_options(&self, at: usize) -> usize {
        let mut at = at;
        if self.byte(at) == Some(b'<') {
            at += self.rest(at).bytes().take(60).position(|byte| byte == b'>').map_or(0, |end| end + 1);
        }
        for _ in 0..3 {
            at = self.optional(at);
        }
        at
    }

    /// `\end`, after whose name stands byte `after`.
    pub(super) fn end_environment(&mut self, after: usize) {
        let Some(close) = (self.byte(after) == Some(b'{')).then(|| self.group(after)).flatten() else {
            return self.go(after);
        };
        let name = self.text.get(after + 1..close).unwrap_or_default();
        self.finish_block();
        if name == "document" && self.frames.is_empty() {
            self.end = close + 1;
        }
        let depth = self.environments.iter().rev().take(40).position(|environment| environment.name == name);
        for _ in 0..depth.map_or(0, |depth| depth + 1) {
            self.leave();
        }
        self.go(close + 1);
    }

    /// Closes the innermost environment.
    pub(super) fn leave(&mut self) {
        let Some(environment) = self.environments.pop() else { return };
        self.finish_block();
        if environment.quoted {
            self.out.quoted(false);
        }
        self.kinds.truncate(environment.kinds);
    }
}
