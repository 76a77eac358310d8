//! `unused-suppression`: a comment that silences what is not there.

use crate::diagnostic::suppress::{Action, Name, Suppression};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Group};
use crate::rules::{Context, Meta, RULES, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A suppression that silences nothing, or one that cannot be understood.
    ///
    /// What silences a rule stays behind when the text is mended, and would silence the next slip in the same place. Found
    /// are comments and entries of the front matter that silence nothing, single names in them, `on` where nothing is off,
    /// names that no rule and no group bears, and instructions that are none, in comments and in front matter.
    ///
    /// ```bad
    /// <!-- copydesk: ignore mispelling -->
    /// The minister spoke first.
    /// ```
    ///
    /// ```bad
    /// The minister spoke first. <!-- copydesk: on -->
    /// ```
    ///
    /// ```bad
    /// ---
    /// copydesk: {ingore: [misspelling]}
    /// ---
    ///
    /// The minister spoke first.
    /// ```
    ///
    /// ```good
    /// <!-- copydesk: ignore repeated-word -- so it stood on the sign -->
    /// The sign said: open open doors.
    /// ```
    ///
    /// A rule that did not run in a check may be silenced for the next, so its name is left alone.
    UnusedSuppression = "unused-suppression", Suppression, Findings, Warning, true, Always
}

impl Rule for UnusedSuppression {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        for suppression in context.suppressions {
            let not_understood = match &suppression.action {
                Action::Unknown(verb) => Some(unknown_action(context, suppression, verb)),
                Action::UnknownKey(key) => Some(unknown_key(context, suppression, key)),
                _ => None,
            };
            if let Some(found) = not_understood {
                context.report(found);
                continue;
            }
            let (known, unknown): (Vec<&Name>, Vec<&Name>) =
                suppression.names.iter().partition(|name| names().any(|known| known == name.text));
            for name in &unknown {
                let found = unknown_name(context, suppression, name);
                context.report(found);
            }
            let idle: Vec<&&Name> = known.iter().filter(|name| !name.used).collect();
            if unknown.is_empty()
                && (suppression.everything && !suppression.used || !idle.is_empty() && idle.len() == known.len())
            {
                let message = match suppression.action {
                    Action::On => "this switches nothing on that is off",
                    _ => "this silences nothing",
                };
                let fix = delete(suppression.removal, "delete it", Applicability::Safe);
                let found = context.diagnostic(suppression.span, message).with_fix(fix);
                context.report(found);
                continue;
            }
            for name in idle {
                let fix = delete(name.removal, "delete the name", Applicability::Safe);
                let message = format!("“{}” silences nothing here", name.text);
                let found = context.diagnostic(name.span, message).with_fix(fix);
                context.report(found);
            }
        }
    }
}

/// The names that a suppression may bear.
fn names() -> impl Iterator<Item = &'static str> {
    let groups = Group::ALL.iter().map(|group| group.name());
    RULES.iter().map(|rule| rule.meta().name).chain(groups).chain(["all"])
}

fn unknown_action(context: &Context<'_>, suppression: &Suppression, verb: &str) -> Diagnostic {
    let message = if verb.is_empty() {
        "this says nothing to copydesk".to_owned()
    } else {
        format!("“{verb}” says nothing to copydesk")
    };
    context
        .diagnostic(suppression.span, message)
        .with_help("it is “copydesk: ignore”, “off” or “on”, and then names of rules with commas between them")
        .with_fix(delete(suppression.removal, "delete the comment", Applicability::Unsafe))
}

fn unknown_key(context: &Context<'_>, suppression: &Suppression, key: &str) -> Diagnostic {
    let fix = if nearest(key, ["ignore"].into_iter()).is_some() {
        Fix::replace(suppression.span, "ignore", Applicability::Unsafe)
    } else {
        delete(suppression.removal, "delete it", Applicability::Unsafe)
    };
    context
        .diagnostic(suppression.span, format!("“{key}” says nothing to copydesk"))
        .with_help("in front matter it is “copydesk: {ignore: [misspelling, names]}”")
        .with_fix(fix)
}

fn unknown_name(context: &Context<'_>, suppression: &Suppression, name: &Name) -> Diagnostic {
    let found = context.diagnostic(name.span, format!("no rule or group is called “{}”", name.text));
    if let Some(meant) = nearest(&name.text, names()) {
        let fix = Fix::replace(name.span, meant, Applicability::Unsafe);
        return found.with_help(format!("did you mean “{meant}”?")).with_fix(fix);
    }
    let whole = suppression.names.len() == 1;
    let removal = if whole { suppression.removal } else { name.removal };
    found.with_fix(delete(removal, "delete it", Applicability::Unsafe))
}

/// Which of the `known` names `name` is nearest to; none where more than a third of the letters differ.
fn nearest(name: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let distance = |known: &&str| strsim::damerau_levenshtein(&name.to_lowercase(), known);
    known.min_by_key(distance).filter(|known| distance(known) * 3 <= known.len())
}

fn delete(span: Span, title: &str, trust: Applicability) -> Fix {
    Fix::replace(span, "", trust).titled(title)
}
