//! What a writer has silenced in an article, and what it silences.
//!
//! `<!-- copydesk: ignore RULE -->` silences what is found in the line it stands in, or, where it stands by itself, in the
//! block that follows; `off` and `on` silence what is between them; `copydesk: {ignore: [RULE]}` in the front matter
//! silences the whole article; `<!-- stet -->` and `[sic]` silence what ends just before them. Rules and groups are named
//! with commas between them; nothing named is everything. ` -- ` begins a reason.

mod directive;
mod front_matter;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Stands for all rules.
const ALL: &str = "all";

/// What a suppression does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Silences its line, or the block after it.
    Ignore,
    /// Silences everything from here on.
    Off,
    /// Ends what `off` began.
    On,
    /// Silences the whole article, from its front matter.
    File,
    /// Silences what ends just before it.
    Stet,
    /// Nothing, since this is no instruction.
    Unknown(String),
    /// Nothing, since the front matter has another key there than the one that is known.
    UnknownKey(String),
}

/// A rule or a group that a suppression names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As it is written.
    pub text: String,
    /// The bytes of the name.
    pub span: Span,
    /// The bytes to delete so that the others stay well written.
    pub removal: Span,
    /// Whether anything was silenced by it, or may be by rules that did not run.
    pub used: bool,
}

/// One suppression, as it stands in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// What it does.
    pub action: Action,
    /// The bytes of the comment, or of the entry of the front matter.
    pub span: Span,
    /// The bytes to delete so that nothing of it is left.
    pub removal: Span,
    /// What it silences.
    pub names: Vec<Name>,
    /// Whether it names nothing, and so silences everything.
    pub everything: bool,
    /// Whether anything was silenced by it, or may be by rules that did not run.
    pub used: bool,
}

/// All suppressions of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suppressions {
    all: Vec<Suppression>,
    scopes: Vec<Scope>,
}

/// What one name of one suppression silences.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Scope {
    suppression: usize,
    /// The number of the name; `None` for everything.
    name: Option<usize>,
    /// The first and the last byte at which a finding may begin.
    from: u32,
    to: u32,
    /// What was switched on again, and from which byte on; `None` for everything.
    on: Vec<(Option<String>, u32)>,
}

/// A comment, and the block that follows it where it stands by itself.
pub type Comment = (Span, Option<Span>);

impl Suppressions {
    /// Reads the suppressions of `text`: those in its comments and in its front matter, which is TOML or YAML.
    pub fn read(text: &str, comments: impl Iterator<Item = Comment>, front_matter: Option<(Span, bool)>) -> Self {
        let mut read = Self::default();
        let whole = front_matter.and_then(|(span, toml)| front_matter::read(text, span, toml));
        if let Some(suppression) = whole {
            read.add(suppression, 0, u32::MAX);
        }
        for (span, next) in comments {
            let Some(suppression) = directive::read(text, span) else { continue };
            match suppression.action {
                Action::On => read.switch_on(suppression),
                Action::Off => read.add(suppression, span.end, u32::MAX),
                // What ends before a mark begins before it.
                Action::Stet => read.add(suppression, 0, span.start),
                _ => {
                    let (from, to) = directive::reach(text, span, next);
                    read.add(suppression, from, to);
                }
            }
        }
        read
    }

    fn add(&mut self, suppression: Suppression, from: u32, to: u32) {
        let number = self.all.len();
        let names = (0..suppression.names.len()).map(Some).chain(suppression.everything.then_some(None));
        if !matches!(suppression.action, Action::Unknown(_) | Action::UnknownKey(_)) {
            let scope = |name| Scope { suppression: number, name, from, to, on: Vec::new() };
            self.scopes.extend(names.map(scope));
        }
        self.all.push(suppression);
    }

    fn switch_on(&mut self, mut suppression: Suppression) {
        let at = suppression.span.start;
        for scope in &mut self.scopes {
            if self.all.get(scope.suppression).is_none_or(|other| other.action != Action::Off) {
                continue;
            }
            let is_on = scope.on.iter().any(|(name, _)| name.is_none());
            // Which rules are in which group is not known here, so that any name may be a part of another.
            suppression.used |= !is_on;
            for name in &mut suppression.names {
                name.used |= !is_on;
                scope.on.push((Some(name.text.clone()), at));
            }
            if suppression.everything {
                scope.on.push((None, at));
            }
        }
        self.all.push(suppression);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, in the order of the text.
    pub fn all(&self) -> &[Suppression] {
        &self.all
    }

    /// The comments that silence named rules where a finding begins at byte `start`.
    pub fn around(&self, start: u32) -> impl Iterator<Item = &Suppression> {
        let here = self.scopes.iter().filter(move |scope| (scope.from..=scope.to).contains(&start));
        let suppressions = here.filter_map(|scope| self.all.get(scope.suppression));
        suppressions.filter(|suppression| matches!(suppression.action, Action::Ignore | Action::File))
    }

    /// Takes out of `found`, which was found in `text`, what is silenced. `ran` says of a rule, a group or `all` whether
    /// everything ran that it stands for: what did not run may be silenced for another day.
    pub fn apply(&mut self, text: &str, found: &mut Vec<Diagnostic>, ran: impl Fn(&str) -> bool) {
        found.retain(|diagnostic| !self.silences(text, diagnostic));
        for suppression in self.all.iter_mut().filter(|suppression| suppression.action != Action::On) {
            suppression.used |= suppression.everything && !ran(ALL);
            for name in &mut suppression.names {
                name.used |= !ran(&name.text);
                suppression.used |= name.used;
            }
        }
    }

    /// Whether `diagnostic`, which was found in `text`, is silenced; what silences it is of use then.
    pub fn silences(&mut self, text: &str, diagnostic: &Diagnostic) -> bool {
        let named = |name: &str| name == diagnostic.rule || name == diagnostic.group.name() || name == ALL;
        let start = diagnostic.span.start;
        let mut silenced = false;
        for scope in &self.scopes {
            let Some(suppression) = self.all.get_mut(scope.suppression) else { continue };
            let on = |(name, from): &(Option<String>, u32)| start >= *from && name.as_deref().is_none_or(named);
            if !(scope.from..=scope.to).contains(&start) || scope.on.iter().any(on) {
                continue;
            }
            if suppression.action == Action::Stet && !ends_before(text, diagnostic.span, suppression.span.start) {
                continue;
            }
            let name = scope.name.and_then(|name| suppression.names.get_mut(name));
            if name.as_ref().is_some_and(|name| !named(&name.text)) {
                continue;
            }
            if let Some(name) = name {
                name.used = true;
            }
            suppression.used = true;
            silenced = true;
        }
        silenced
    }
}

/// Whether `span` ends before `mark`, with no letter and no digit between.
pub fn ends_before(text: &str, span: Span, mark: u32) -> bool {
    let between = (span.end <= mark).then(|| text.get(span.end as usize..mark as usize)).flatten();
    // A mark after the next paragraph belongs to nothing there.
    between.is_some_and(|between| !without_tags(between).any(char::is_alphanumeric) && !between.contains("\n\n"))
}

/// The characters of `text` outside of tags.
fn without_tags(text: &str) -> impl Iterator<Item = char> {
    let mut inside = false;
    text.chars().filter(move |&c| {
        inside = c == '<' || inside && c != '>';
        !inside
    })
}
