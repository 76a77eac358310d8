//! What an article silences is taken out of what was found in it.

use crate::config::RuleSet;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suppress::{Suppressions, ends_before};
use crate::document::{Document, TokenFlags};
use crate::rules::{RULES, Scope};

/// Takes out of `found` what `document` silences; answers the suppressions, with what of them was of use.
pub(super) fn apply(document: &Document, found: &mut Vec<Diagnostic>, rules: &RuleSet) -> Suppressions {
    if !found.is_empty() {
        let marks = sic(document);
        found.retain(|finding| !marks.iter().any(|mark| ends_before(document.text(), finding.span, *mark)));
    }
    let mut suppressions = read(document);
    if !suppressions.is_empty() {
        suppressions.apply(document.text(), found, |name| ran(name, rules));
    }
    suppressions
}

/// The suppressions of `document`, of which nothing is known yet.
pub(super) fn read(document: &Document) -> Suppressions {
    let front_matter = document.front_matter().map(|matter| (matter.span, matter.toml));
    if document.comments().is_empty() && front_matter.is_none() {
        return Suppressions::default();
    }
    let comments = document.comments().iter().map(|comment| (comment.span, comment.next));
    Suppressions::read(document.text(), comments, front_matter)
}

/// Where the marks `[sic]` of the document begin.
fn sic(document: &Document) -> Vec<u32> {
    let is_mark = |text: &str| matches!(text, "[" | "(");
    let marked = document.tokens().iter().filter(|token| token.has(TokenFlags::SIC));
    marked.filter(|token| is_mark(document.text_of(**token))).map(|token| token.span.start).collect()
}

/// Whether all rules ran that `name` stands for, as far as they are on by default or named themselves. Those that look at
/// what is silenced run after it is, so that none of them has run yet.
fn ran(name: &str, rules: &RuleSet) -> bool {
    let meant = RULES.iter().map(|rule| rule.meta()).filter(|meta| {
        meta.name == name
            || meta.on_by_default && (meta.group.name() == name || name == "all" && meta.scope != Scope::Findings)
    });
    let mut meant =
        meant.map(|meta| meta.scope != Scope::Findings && rules.iter().any(|(rule, _)| rule.meta().name == meta.name));
    meant.all(|ran| ran)
}
