//! What of a directive is prose.

use crate::source::BlockKind;

/// What of a directive is prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// All that follows its name.
    Text,
    /// All that follows its name, which are someone else's words.
    Quotation,
    /// Its argument, which is of that kind, and its body.
    Titled(BlockKind),
    /// Its argument alone.
    Caption,
    /// Its body, which begins with a caption.
    Figure,
    /// Its body alone.
    Body,
    /// What follows the first word of its argument, and its body.
    Version,
    /// Nothing.
    Unread,
}

/// The shape of the directive called `name`. Of one that is not known nothing is read.
pub(super) fn shape(name: &str) -> Shape {
    let name = name.to_ascii_lowercase();
    match &*name {
        "attention" | "caution" | "danger" | "error" | "hint" | "important" | "note" | "tip" | "warning"
        | "seealso" | "todo" | "centered" | "impl-detail" => Shape::Text,
        "epigraph" | "highlights" | "pull-quote" => Shape::Quotation,
        "admonition" | "topic" | "sidebar" | "dropdown" | "details" | "collapse" | "card" | "tab-item" | "rubric" => {
            Shape::Titled(BlockKind::Heading)
        }
        "title" => Shape::Titled(BlockKind::Title),
        "table" | "list-table" => Shape::Titled(BlockKind::Caption),
        "csv-table" => Shape::Caption,
        "figure" => Shape::Figure,
        "versionadded" | "versionchanged" | "versionremoved" | "deprecated" | "deprecated-removed" => Shape::Version,
        "compound" | "container" | "class" | "only" | "glossary" | "hlist" | "function" | "method" | "data"
        | "attribute" | "exception" | "module" | "classmethod" | "staticmethod" | "decorator" | "decoratormethod"
        | "describe" | "object" | "option" | "cmdoption" | "envvar" | "confval" | "program" | "directive" | "role"
        | "opcode" | "pdbcommand" | "2to3fixer" | "coroutinefunction" | "coroutinemethod" | "abstractmethod"
        | "awaitablefunction" | "property" | "tabs" | "tab-set" | "grid" | "grid-item" | "grid-item-card" => {
            object(&name)
        }
        _ => match name.split_once(':') {
            Some(("py" | "c" | "cpp" | "js" | "rst" | "std", rest))
                if shape(rest) == Shape::Body || is_object(rest) =>
            {
                Shape::Body
            }
            _ => Shape::Unread,
        },
    }
}

/// Directives whose body is prose, but for those that set what follows them, which have none.
fn object(name: &str) -> Shape {
    match name {
        "program" | "role" => Shape::Unread,
        _ => Shape::Body,
    }
}

fn is_object(name: &str) -> bool {
    matches!(
        name,
        "struct" | "union" | "macro" | "type" | "enum" | "enumerator" | "member" | "var" | "concept" | "enum-class"
    )
}
