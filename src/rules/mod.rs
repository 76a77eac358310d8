//! Documents become diagnostics: the table of rules, one file a rule, one folder a group.

mod rule;

pub use rule::{Context, Fixability, Meta, Rule, Scope};

/// All rules, in the order of the reference: by group, then by name.
pub static RULES: &[&dyn Rule] = &[];

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.meta().name == name)
}
