//! Runs what the manuals of the rules say: a bad example is found by its rule, a good one by no rule at all.

use copydesk::corpus::{Corpus, House};
use copydesk::diagnostic::{Applicability, Diagnostic};
use copydesk::lexicon::Lexicon;
use copydesk::pipeline::Checker;
use copydesk::rules::{RULES, Rule};
use copydesk::source::Source;

/// A checker in the house that the manual of `rule` describes: its TOML example is a list of names.
fn checker_for(rule: &dyn Rule, rules: impl Iterator<Item = &'static dyn Rule>) -> Checker {
    let house = House::parse(&examples(&rule.meta().manual(), "toml").concat()).expect("a sound list of names");
    checker(rules).with_house(house)
}

fn checker(rules: impl Iterator<Item = &'static dyn Rule>) -> Checker {
    Checker::new(Lexicon::default(), rules.map(|rule| (rule, rule.meta().severity)).collect())
}

fn source(text: &str) -> Source {
    Source::from_text("example.md", text.into())
}

/// The facts of one text, as if it were the whole corpus.
fn check_alone(checker: &Checker, text: &str) -> Vec<Diagnostic> {
    let mut corpus = Corpus::default();
    checker.add_to_corpus(&source(text), &mut corpus);
    corpus.finish();
    checker.check_source(&source(text), &corpus)
}

/// The fenced examples of a manual that are marked `kind`.
fn examples(manual: &str, kind: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in manual.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(marked)) if marked == kind => open = Some(String::new()),
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(example), None) => {
                example.push_str(line);
                example.push('\n');
            }
            _ => {}
        }
    }
    found
}

#[test]
fn every_rule_has_a_manual_with_examples() {
    for rule in RULES {
        let meta = rule.meta();
        let manual = meta.manual();
        assert!(meta.summary().ends_with('.'), "{}: the first line is a sentence", meta.name);
        assert!(!examples(&manual, "bad").is_empty(), "{} has no bad example", meta.name);
        assert!(!examples(&manual, "good").is_empty(), "{} has no good example", meta.name);
    }
}

#[test]
fn bad_examples_are_found_by_their_rule() {
    for rule in RULES {
        let checker = checker_for(*rule, std::iter::once(*rule));
        for example in examples(&rule.meta().manual(), "bad") {
            assert!(!check_alone(&checker, &example).is_empty(), "{}: nothing in {example:?}", rule.meta().name);
        }
    }
}

#[test]
fn good_examples_are_found_by_no_rule() {
    for rule in RULES {
        let checker = checker_for(*rule, RULES.iter().copied().filter(|rule| rule.meta().on_by_default));
        for example in examples(&rule.meta().manual(), "good") {
            let found = check_alone(&checker, &example);
            assert!(found.is_empty(), "{}: {example:?}: {found:#?}", rule.meta().name);
        }
    }
}

#[test]
fn safe_fixes_of_the_bad_examples_converge() {
    for rule in RULES {
        let checker = checker_for(*rule, RULES.iter().copied());
        for example in examples(&rule.meta().manual(), "bad") {
            let mut corpus = Corpus::default();
            checker.add_to_corpus(&source(&example), &mut corpus);
            corpus.finish();
            let once = checker.fix_source(&source(&example), &corpus, Applicability::Safe);
            let twice = checker.fix_source(&source(&once.text), &corpus, Applicability::Safe);
            assert_eq!(twice.applied, 0, "{}: {example:?} is not at rest", rule.meta().name);
        }
    }
}
