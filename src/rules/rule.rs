//! What a rule is, and what it is given to work with.

use std::sync::Arc;

use crate::corpus::acronyms::Introduction;
use crate::corpus::names::NameWord;
use crate::corpus::{House, View, WordTable};
use crate::diagnostic::suppress::Suppression;
use crate::diagnostic::{Diagnostic, Group, Severity};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::rules::forms::{FormTable, hash_of};
use crate::rules::options::{self, OptionMeta, Options};
use crate::rules::reading::{Reading, Shared};
use crate::rules::repetition::echoes::Repeats;
use crate::source::Span;

/// Whether a rule looks at one document or at all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// It needs nothing but the document.
    Document,
    /// It also reads what the other documents say.
    Corpus,
    /// It looks at what the other rules found and what was silenced of it, and so runs after them.
    Findings,
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
    /// What it may be told by the settings.
    pub options: &'static [OptionMeta],
}

impl Meta {
    /// The first line of the manual: what the rule finds.
    pub fn summary(&self) -> &'static str {
        self.docs.first().map_or("", |line| line.trim())
    }

    /// The whole manual in Markdown, with the space that a doc comment puts before each line taken away, and the options
    /// after it.
    pub fn manual(&self) -> String {
        let lines: Vec<&str> = self.docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        let manual = lines.join("\n");
        if self.options.is_empty() {
            return manual;
        }
        let line = |option: &OptionMeta| format!("\n- `{}` ({}): {}", option.name, option.kind, option.summary());
        let options: String = self.options.iter().map(line).collect();
        format!("{}\n\nOptions, under `[rules.{}]` in the settings:\n{options}", manual.trim_end(), self.name)
    }

    /// The option called `name`.
    pub fn option(&self, name: &str) -> Option<&'static OptionMeta> {
        self.options.iter().find(|option| option.name == name)
    }
}

/// A rule: it reads a document and says what is wrong in it.
pub trait Rule: Sync {
    /// What is known of it.
    fn meta(&self) -> &'static Meta;

    /// Reports what is wrong in the document of `context`.
    fn check(&self, context: &mut Context<'_>);
}

/// What a rule is given: one document, what is known of it and of the others, and a place to report to.
pub struct Context<'a> {
    /// The document.
    pub document: &'a Document,
    /// What the lexicon says of its forms.
    pub words: &'a WordTable,
    /// The words of its names, in the order of the text.
    pub names: &'a [NameWord],
    /// Where it introduces acronyms, in the order of the text.
    pub acronyms: &'a [Introduction],
    /// The lexicon itself, for suggestions.
    pub lexicon: &'a Lexicon,
    /// What all documents of the run say, this one included.
    pub corpus: View<'a>,
    /// What the house has decided of names; empty where it has no list.
    pub house: &'a House,
    /// What the settings tell the running rule.
    pub options: &'a Options,
    /// What the document silences, with what of it was of use; known to rules that look at findings only.
    pub suppressions: &'a [Suppression],
    /// What the document is called in the corpus, where that is known.
    pub path: Option<&'a Arc<str>>,
    shared: &'a Shared,
    meta: &'static Meta,
    severity: Severity,
    found: &'a mut Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    /// The context in which `rule` reads `reading`, reporting to `found` with `severity`.
    pub fn new(
        reading: &'a Reading,
        lexicon: &'a Lexicon,
        corpus: View<'a>,
        house: &'a House,
        rule: &dyn Rule,
        severity: Severity,
        found: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let Reading { document, words, names, acronyms, path, shared } = reading;
        let (meta, options) = (rule.meta(), &options::NONE);
        let path = path.as_ref();
        Self {
            document,
            words,
            names,
            acronyms,
            lexicon,
            corpus,
            house,
            options,
            suppressions: &[],
            path,
            shared,
            meta,
            severity,
            found,
        }
    }

    /// The same, where the settings tell the rule something.
    #[must_use]
    pub fn with_options(mut self, options: &'a Options) -> Self {
        self.options = options;
        self
    }

    /// The same, for a rule that looks at what was silenced.
    #[must_use]
    pub fn with_suppressions(mut self, suppressions: &'a [Suppression]) -> Self {
        self.suppressions = suppressions;
        self
    }

    /// The written forms of the document by their letters.
    pub(super) fn forms(&self) -> &'a FormTable {
        self.shared.forms(self.document, self.words)
    }

    /// What stands twice in the document.
    pub(super) fn repeats(&self) -> &'a Repeats {
        self.shared.repeats(self.document, self.words)
    }

    /// Whether the document writes `word` somewhere, whatever its capitals.
    pub(super) fn writes(&self, word: &str) -> bool {
        let letters = self.shared.letters.get_or_init(|| self.words.letters().collect());
        letters.contains(&hash_of(word))
    }

    /// The words of names that the document spells so, in the order of the text.
    pub(super) fn names_spelt(&self, form: &str) -> impl Iterator<Item = &'a NameWord> + use<'a> {
        self.shared.names(self.document, self.names).places(self.document, self.names, form)
    }

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

    /// Adds a finding, without the fixes that would change what must stay as it is written.
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.fixes.retain(|fix| !fix.edits.iter().any(|edit| self.document.is_sealed(edit.span)));
        self.found.push(diagnostic);
    }
}

/// Declares a rule: a unit struct whose doc comment is the rule's manual, and its [`Meta`].
///
/// The type's doc comment comes first, then `Type: Group, scope, severity, on|off, fixability;`. The rule's name is
/// given, too, since it is searched for. A rule that the settings may tell something goes on with
/// `, options { /// What it does. \n "name": Kind }`, the kinds being those of [`OptionKind`](crate::rules::OptionKind).
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])+
        $type:ident = $name:literal, $group:ident, $scope:ident, $severity:ident, $default:literal, $fixability:ident
        $(, options { $($(#[doc = $option_doc:literal])+ $option:literal: $kind:ident $(($($argument:tt)*))?),+ $(,)? })?
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct $type;

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
                options: &[$($($crate::rules::OptionMeta {
                    name: $option,
                    kind: $crate::rules::OptionKind::$kind $(($($argument)*))?,
                    docs: &[$($option_doc),+],
                }),+)?],
            };
        }
    };
}
pub(crate) use declare_rule;
