//! Runs one rule over short texts, for the cases beside it, and holds it to its promises.

use std::sync::Arc;

use crate::corpus::{Corpus, House, View};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::{Document, Format};
use crate::fix;
use crate::lexicon::Lexicon;
use crate::rules::{Context, Fixability, OptionKind, OptionValue, Options, Reading, Rule, RuleOptions};

/// What `rule` finds in `text`, read as Markdown, as the only article of its corpus.
pub(crate) fn check(rule: &dyn Rule, text: &str) -> Vec<Diagnostic> {
    check_beside(rule, text, &[])
}

/// What `rule` finds in `text` where `others` are articles of the same corpus.
pub(crate) fn check_beside(rule: &dyn Rule, text: &str, others: &[&str]) -> Vec<Diagnostic> {
    check_with(rule, text, others, &House::default(), &Options::default())
}

/// What `rule` finds in `text` in a house with a list of names.
pub(crate) fn check_in_house(rule: &dyn Rule, text: &str, house: &House) -> Vec<Diagnostic> {
    check_with(rule, text, &[], house, &Options::default())
}

/// What `rule` finds in `text` where the settings set its options so.
pub(crate) fn check_told(rule: &dyn Rule, text: &str, options: &Options) -> Vec<Diagnostic> {
    check_told_beside(rule, text, &[], options)
}

/// The same, where `others` are articles of the same corpus, which come first in the order of paths.
pub(crate) fn check_told_beside(rule: &dyn Rule, text: &str, others: &[&str], options: &Options) -> Vec<Diagnostic> {
    check_with(rule, text, others, &House::default(), options)
}

/// What `ask` answers about `text`, read as the only article of its corpus, as `rule` would see it.
pub(crate) fn with_context<T>(rule: &dyn Rule, text: &str, ask: impl FnOnce(&Context<'_>) -> T) -> T {
    let lexicon = Lexicon::default();
    let corpus = Corpus::default();
    let reading = Reading::new(Document::parse(text.into(), Format::Markdown), &lexicon);
    let (house, severity, mut found) = (House::default(), rule.meta().severity, Vec::new());
    ask(&Context::new(&reading, &lexicon, View::new(&corpus, None), &house, rule, severity, &mut found))
}

/// The options of `rule` with those called as the first of each pair set to the second. Panics where the rule has no such
/// option, or one that takes something else.
#[track_caller]
pub(crate) fn options(rule: &dyn Rule, values: &[(&str, OptionValue)]) -> Options {
    let mut options = Options::default();
    for (name, value) in values {
        let option = rule.meta().option(name).unwrap_or_else(|| panic!("{} has no {name}", rule.meta().name));
        let fits = match (option.kind, value) {
            (OptionKind::Flag, OptionValue::Flag(_)) | (OptionKind::Words, OptionValue::Words(_)) => true,
            (OptionKind::Number(least, most), OptionValue::Number(number)) => (least..=most).contains(number),
            (OptionKind::Choice(choices), OptionValue::Choice(choice)) => choices.contains(choice),
            _ => false,
        };
        assert!(fits, "{} takes {}, not {value:?}", option.name, option.kind);
        options.set(option.name, value.clone());
    }
    options
}

fn check_with(rule: &dyn Rule, text: &str, others: &[&str], house: &House, options: &Options) -> Vec<Diagnostic> {
    let lexicon = Lexicon::default();
    let mut corpus = Corpus::default();
    let told = RuleOptions::from([(rule.meta().name, options.clone())]);
    let mut read = |path: String, text: &str| {
        let path = Arc::from(path);
        let reading = Reading::new(Document::parse(text.into(), Format::Markdown), &lexicon).called(&path);
        corpus.add(&path, &reading.facts_for(&told));
        reading
    };
    let reading = read("article.md".to_owned(), text);
    for (number, other) in others.iter().enumerate() {
        read(format!("an-other-{number}.md"), other);
    }
    corpus.finish();
    let mut found = Vec::new();
    let severity = rule.meta().severity;
    rule.check(
        &mut Context::new(&reading, &lexicon, View::new(&corpus, None), house, rule, severity, &mut found)
            .with_options(options),
    );
    for diagnostic in &found {
        hold_to_promises(rule, text, diagnostic);
    }
    found
}

fn hold_to_promises(rule: &dyn Rule, text: &str, diagnostic: &Diagnostic) {
    let name = rule.meta().name;
    assert!(text.get(diagnostic.span.range()).is_some(), "{name}: {:?} is no range of {text:?}", diagnostic.span);
    match rule.meta().fixability {
        Fixability::None => assert!(diagnostic.fixes.is_empty(), "{name} says that it has no fixes"),
        Fixability::Always => assert!(!diagnostic.fixes.is_empty(), "{name} says that it always has a fix"),
        Fixability::Sometimes => {}
    }
    for edit in diagnostic.fixes.iter().flat_map(|fix| &fix.edits) {
        let old = text.get(edit.span.range()).unwrap_or_else(|| panic!("{name}: an edit is no range of {text:?}"));
        assert_ne!(old, edit.text, "{name}: an edit of {text:?} changes nothing");
    }
}

/// Holds that `rule` finds nothing in any of `texts`.
#[track_caller]
pub(crate) fn passes(rule: &dyn Rule, texts: &[&str]) {
    for text in texts {
        let found = check(rule, text);
        assert!(found.is_empty(), "{text:?} is fine, but: {found:#?}");
    }
}

/// Holds that `rule` finds something in each of `texts`.
#[track_caller]
pub(crate) fn fails(rule: &dyn Rule, texts: &[&str]) {
    for text in texts {
        assert!(!check(rule, text).is_empty(), "nothing is found in {text:?}");
    }
}

/// Holds that the first fixes of what `rule` finds turn each first text into the second, whatever their trust, and that
/// nothing is found in what comes out.
#[track_caller]
pub(crate) fn fixes(rule: &dyn Rule, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let mut current = (*text).to_owned();
        for _ in 0..8 {
            let found = check(rule, &current);
            let applied = fix::apply(&current, &found, Applicability::DisplayOnly);
            if applied.applied == 0 {
                break;
            }
            current = applied.text;
        }
        assert_eq!(current, *expected, "the fix of {text:?}");
        let left = check(rule, &current);
        assert!(left.is_empty(), "the fix of {text:?} leaves {left:#?}");
    }
}
