//! Which rules run, and how grave what they find is.

use std::collections::BTreeMap;

use super::nearest::did_you_mean;
use crate::diagnostic::{Group, Severity};
use crate::rules::{Meta, RULES, Rule};

/// The rules that run, in the order of the table, each with the severity of what it finds.
pub type RuleSet = Vec<(&'static dyn Rule, Severity)>;

/// Stands for all rules wherever rules are named.
const ALL: &str = "all";

/// A name that no rule (and no group) bears.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no {what} is called `{name}`{hint}")]
pub struct UnknownRule {
    what: &'static str,
    name: String,
    hint: String,
}

/// The rules that run: those that `select` names (or those on by default, where it names none) but not those that `ignore`
/// names; `severity` changes their severities by name.
///
/// A rule that `select` names itself runs though `ignore` names its group: the narrower word counts.
///
/// # Errors
/// Where a name is neither a rule's nor a group's.
pub fn resolve(
    select: &[String],
    ignore: &[String],
    severity: &BTreeMap<String, Severity>,
) -> Result<RuleSet, UnknownRule> {
    select.iter().chain(ignore).try_for_each(|name| check_name(name))?;
    severity.keys().try_for_each(|name| check_rule(name, rule_names()))?;
    let runs = |meta: &Meta| runs(meta, select, ignore);
    let set = RULES.iter().copied().filter(|rule| runs(rule.meta()));
    Ok(set.map(|rule| (rule, severity.get(rule.meta().name).copied().unwrap_or(rule.meta().severity))).collect())
}

fn runs(meta: &Meta, select: &[String], ignore: &[String]) -> bool {
    let named = |names: &[String]| names.iter().any(|name| name == meta.name);
    let grouped = |names: &[String]| names.iter().any(|name| name == meta.group.name() || name == ALL);
    if named(ignore) {
        return false;
    }
    named(select) || !grouped(ignore) && if select.is_empty() { meta.on_by_default } else { grouped(select) }
}

/// The names of all rules.
pub(super) fn rule_names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.meta().name)
}

/// Fails unless `name` is that of a rule or a group, or `all`.
pub(super) fn check_name(name: &str) -> Result<(), UnknownRule> {
    let groups = Group::ALL.iter().map(|group| group.name());
    let error = |UnknownRule { name, hint, .. }| UnknownRule { what: "rule or group", name, hint };
    check_rule(name, rule_names().chain(groups).chain([ALL])).map_err(error)
}

/// Fails unless `name` is one of `names`.
pub(super) fn check_rule<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Result<(), UnknownRule> {
    let names: Vec<&str> = names.collect();
    if names.contains(&name) {
        return Ok(());
    }
    let hint = did_you_mean(name, names);
    Err(UnknownRule { what: "rule", name: name.to_owned(), hint })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{resolve, runs};
    use crate::diagnostic::{Group, Severity};
    use crate::rules::{Fixability, Meta, Scope};

    fn meta(on_by_default: bool) -> Meta {
        Meta {
            name: "repeated-word",
            group: Group::Repetition,
            scope: Scope::Document,
            severity: Severity::Error,
            on_by_default,
            fixability: Fixability::Always,
            docs: &[],
            options: &[],
        }
    }

    #[test]
    fn the_narrower_word_counts() {
        // The names selected, those ignored, and whether a rule that is on by default runs, and one that is not.
        let cases: [(&[&str], &[&str], bool, bool); 9] = [
            (&[], &[], true, false),
            (&["all"], &[], true, true),
            (&["repetition"], &[], true, true),
            (&["spelling"], &[], false, false),
            (&["repeated-word"], &[], true, true),
            (&[], &["repeated-word"], false, false),
            (&[], &["repetition"], false, false),
            (&["repeated-word"], &["repetition"], true, true),
            (&["all"], &["repeated-word"], false, false),
        ];
        for (select, ignore, on, off) in cases {
            let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
            let (select, ignore) = (owned(select), owned(ignore));
            assert_eq!(runs(&meta(true), &select, &ignore), on, "{select:?} without {ignore:?}");
            assert_eq!(runs(&meta(false), &select, &ignore), off, "{select:?} without {ignore:?}, off by default");
        }
    }

    #[test]
    fn unknown_names_are_refused() {
        let error = resolve(&["repetitoin".to_owned()], &[], &BTreeMap::new()).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("no rule or group is called `repetitoin`; did you mean `repetition`?"));
    }
}
