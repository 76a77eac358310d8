//! What a rule is, and what it is given to work with.

use crate::corpus::WordTable;
use crate::diagnostic::{Diagnostic, Group, Severity};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::source::Span;

/// Whether a rule looks at one document or at all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// It needs nothing but the document.
    Document,
    /// It also reads what the other documents say.
    Corpus,
}

/// Whether a rule's diagnostics bring fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixability {
    /// Never.
    None,
    /// Where one is certain or likely enough.
    Sometimes,
    /// With every diagnostic.
    Always,
}

impl Fixability {
    /// The word shown in the rule reference.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "no",
            Self::Sometimes => "sometimes",
            Self::Always => "always",
        }
    }
}

/// What is known of a rule without running it.
#[derive(Debug, Clone, Copy)]
pub struct Meta {
    /// The fault it finds, in kebab case: `repeated-word`.
    pub name: &'static str,
    /// Its family, which is also its folder.
    pub group: Group,
    /// One document or all.
    pub scope: Scope,
    /// How grave its diagnostics are unless the configuration says otherwise.
    pub severity: Severity,
    /// Whether it runs unless the configuration says otherwise.
    pub on_by_default: bool,
    /// Whether its diagnostics bring fixes.
    pub fixability: Fixability,
    /// Its manual, in Markdown, a line each: the doc comment of the rule's type.
    pub docs: &'static [&'static str],
}

impl Meta {
    /// The first line of the manual: what the rule finds.
    pub fn summary(&self) -> &'static str {
        self.docs.first().map_or("", |line| line.trim())
    }

    /// The whole manual in Markdown, with the space that a doc comment puts before each line taken away.
    pub fn manual(&self) -> String {
        let lines: Vec<&str> = self.docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        lines.join("\n")
    }
}

/// A rule: it reads a document and says what is wrong in it.
pub trait Rule: Sync {
    /// What is known of it.
    fn meta(&self) -> &'static Meta;

    /// Reports what is wrong in the document of `context`.
    fn check(&self, context: &mut Context<'_>);
}

/// What a rule is given: one document, what is known of its words, and a place to report to.
pub struct Context<'a> {
    /// The document.
    pub document: &'a Document,
    /// What the lexicon says of its forms.
    pub words: &'a WordTable,
    /// The lexicon itself, for suggestions.
    pub lexicon: &'a Lexicon,
    meta: &'static Meta,
    severity: Severity,
    found: &'a mut Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    /// A diagnostic of the running rule about `span`, to be completed and handed to [`Context::report`].
    pub fn diagnostic(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule: self.meta.name,
            group: self.meta.group,
            severity: self.severity,
            span,
            message: message.into(),
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
        }
    }

    /// Adds a finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The context in which `rule` runs, reporting to `found`.
    pub fn new(
        document: &'a Document,
        words: &'a WordTable,
        lexicon: &'a Lexicon,
        rule: &dyn Rule,
        severity: Severity,
        found: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self { document, words, lexicon, meta: rule.meta(), severity, found }
    }
}

/// Declares a rule: a unit struct whose doc comment is the rule's manual, and its [`Meta`].
///
/// The type's doc comment comes first, then `Type: Group, scope, severity, on|off, fixability;`. The rule's name is
/// given, too, since it is searched for.
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])+
        $type:ident = $name:literal, $group:ident, $scope:ident, $severity:ident, $default:literal, $fixability:ident
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        pub struct $type;

        impl $type {
            /// What is known of this rule.
            pub(crate) const META: $crate::rules::Meta = $crate::rules::Meta {
                name: $name,
                group: $crate::diagnostic::Group::$group,
                scope: $crate::rules::Scope::$scope,
                severity: $crate::diagnostic::Severity::$severity,
                on_by_default: $default,
                fixability: $crate::rules::Fixability::$fixability,
                docs: &[$($doc),+],
            };
        }
    };
}
#[allow(unused_imports)]
pub(crate) use declare_rule;
