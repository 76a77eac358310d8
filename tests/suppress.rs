//! What an article silences, what it silences in vain, and how findings are silenced for it.

use copydesk::corpus::Corpus;
use copydesk::diagnostic::{Applicability, Diagnostic};
use copydesk::document::Format;
use copydesk::lexicon::Lexicon;
use copydesk::pipeline::{CannotSilence, Checker};
use copydesk::rules::RULES;
use copydesk::source::Source;
use proptest::prelude::*;

fn checker() -> Checker {
    let rules = RULES.iter().filter(|rule| rule.meta().on_by_default);
    Checker::new(Lexicon::default(), rules.map(|&rule| (rule, rule.meta().severity)).collect())
}

fn source(text: &str) -> Source {
    Source { format: Format::Markdown, ..Source::from_text("a.md", text.into()) }
}

fn corpus(checker: &Checker, text: &str) -> Corpus {
    let mut corpus = Corpus::default();
    checker.add_to_corpus(&source(text), &mut corpus);
    corpus.finish();
    corpus
}

fn check(text: &str) -> Vec<Diagnostic> {
    let checker = checker();
    checker.check_source(&source(text), &corpus(&checker, text))
}

/// What is found, as “rule: text”.
fn found(text: &str) -> Vec<String> {
    check(text).iter().map(|found| format!("{}: {}", found.rule, &text[found.span.range()])).collect()
}

#[test]
fn what_is_silenced_is_not_found() {
    for (text, expected) in [
        ("A foregin word.\n", &["misspelling: foregin"][..]),
        (
            "<!-- copydesk: ignore misspelling -->\nA foregin word.\nAnother foregin word.\n\nA minstre.\n",
            &["misspelling: minstre"],
        ),
        ("<!-- copydesk: ignore -- all of it -->\n# A foregin word\n", &[]),
        ("<!-- copydesk: ignore spelling, repeated-word -->\n\n- A foregin foregin word.\n- A minstre.\n", &[]),
        ("A foregin word. <!-- copydesk: ignore misspelling -->\nA minstre.\n", &["misspelling: minstre"]),
        ("| A | B |\n|---|---|\n| foregin <!-- copydesk: ignore misspelling --> | minstre |\n", &[]),
        (
            "One.\n\n<!-- copydesk: off -->\n\nA foregin the the.\n\n<!-- copydesk: on repetition -->\n\nThe the foregin.\n\n<!-- copydesk: on -->\n\nA minstre.\n",
            &["repeated-word: The the", "misspelling: minstre"],
        ),
        ("<!-- copydesk: off misspelling -->\n\nA foregin.\n\nThe the end.\n", &["repeated-word: The the"]),
        (
            "---\ntitle: A foregin word\ncopydesk: {ignore: [misspelling]}\n---\nA minstre and the the end.\n",
            &["repeated-word: the the"],
        ),
        ("+++\ntitle = \"A foregin word\"\n[copydesk]\nignore = [\"spelling\"]\n+++\nA minstre.\n", &[]),
        ("A foregin [sic] word, and a minstre (sic).\n", &[]),
        (
            "A foregin <!-- stet --> word, a *minstre*<!-- stet -- his own --> and a foregin word.\n",
            &["misspelling: foregin"],
        ),
        ("> <!-- copydesk: ignore misspelling -->\n> A foregin word.\n\nA foregin word.\n", &["misspelling: foregin"]),
        (
            "<div>\n<!-- copydesk: ignore misspelling -->\n<p>A foregin word.</p>\n<p>A foregin word.</p>\n</div>\n",
            &["misspelling: foregin"],
        ),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn what_silences_nothing_is_found_and_removed() {
    for (text, expected, fixed) in [
        (
            "<!-- copydesk: ignore misspelling -->\nA fine word.\n",
            &["unused-suppression: <!-- copydesk: ignore misspelling -->"][..],
            "A fine word.\n",
        ),
        (
            "<!-- copydesk: ignore misspelling, repeated-word, typography -->\nA foregin word.\n",
            &["unused-suppression: repeated-word", "unused-suppression: typography"],
            "<!-- copydesk: ignore misspelling -->\nA foregin word.\n",
        ),
        ("A fine word. <!-- stet -->\n", &["unused-suppression: <!-- stet -->"], "A fine word.\n"),
        ("A <!-- copydesk: on --> word.\n", &["unused-suppression: <!-- copydesk: on -->"], "A word.\n"),
        (
            "---\ntitle: A word\ncopydesk:\n  ignore:\n    - misspelling\n    - repeated-word\n---\nThe the word.\n",
            &["unused-suppression: misspelling"],
            "---\ntitle: A word\ncopydesk:\n  ignore:\n    - repeated-word\n---\nThe the word.\n",
        ),
        // A rule that does not run, and one that cannot be judged before the others, are left alone.
        ("<!-- copydesk: ignore echo -->\nA word.\n", &[], "<!-- copydesk: ignore echo -->\nA word.\n"),
        (
            "---\ncopydesk: {ignore: [unused-suppression]}\n---\nA word. <!-- stet -->\n",
            &[],
            "---\ncopydesk: {ignore: [unused-suppression]}\n---\nA word. <!-- stet -->\n",
        ),
        (
            "<!-- copydesk: ignore mispelling -->\nA foregin word.\n",
            &["unused-suppression: mispelling", "misspelling: foregin"],
            "<!-- copydesk: ignore mispelling -->\nA foregin word.\n",
        ),
        (
            "<!-- copydesk: disable all -->\nA word.\n",
            &["unused-suppression: <!-- copydesk: disable all -->"],
            "<!-- copydesk: disable all -->\nA word.\n",
        ),
    ] {
        assert_eq!(found(text), expected, "{text}");
        let checker = checker();
        let mended = checker.fix_source(&source(text), &corpus(&checker, text), Applicability::Safe);
        assert_eq!(mended.text, fixed);
    }
}

#[test]
fn what_was_meant_is_proposed() {
    let found = check("<!-- copydesk: ignore mispelling -->\nA fine word.\n");
    assert_eq!(found[0].message, "no rule or group is called “mispelling”");
    assert_eq!(
        (found[0].help.as_deref(), &*found[0].fixes[0].edits[0].text),
        (Some("did you mean “misspelling”?"), "misspelling")
    );
}

/// Silences the first finding in `text`.
fn silenced(text: &str) -> Result<String, CannotSilence> {
    let checker = checker();
    let corpus = corpus(&checker, text);
    let found = checker.check_source(&source(text), &corpus);
    let edits = checker.silence(&source(text), &corpus, &found[0])?;
    let mut new = text.to_owned();
    for edit in edits.iter().rev() {
        new.replace_range(edit.span.range(), &edit.text);
    }
    Ok(new)
}

#[test]
fn a_comment_is_put_where_it_does_no_harm() {
    for (text, expected) in [
        ("A foregin word.\n", "<!-- copydesk: ignore misspelling -->\nA foregin word.\n"),
        (
            "One.\r\n\r\n# A foregin word\r\n",
            "One.\r\n\r\n<!-- copydesk: ignore misspelling -->\r\n# A foregin word\r\n",
        ),
        ("\u{feff}A foregin word.\n", "\u{feff}<!-- copydesk: ignore misspelling -->\nA foregin word.\n"),
        (
            "1. One\n2. A foregin word\n3. Three\n",
            "1. One\n2. A foregin word <!-- copydesk: ignore misspelling -->\n3. Three\n",
        ),
        ("> A foregin word.\n> Two.\n", "> A foregin word. <!-- copydesk: ignore misspelling -->\n> Two.\n"),
        ("|A|B|\n|-|-|\n|C|foregin|\n", "|A|B|\n|-|-|\n|C|foregin <!-- copydesk: ignore misspelling -->|\n"),
        (
            "<!-- copydesk: ignore repeated-word -->\nThe the foregin word.\n",
            "<!-- copydesk: ignore repeated-word, misspelling -->\nThe the foregin word.\n",
        ),
        (
            "---\ntitle: A foregin word\n---\nOne.\n",
            "---\ncopydesk: {ignore: [misspelling]}\ntitle: A foregin word\n---\nOne.\n",
        ),
        (
            "---\ntitle: A foregin the the\ncopydesk: {ignore: [repeated-word]}\n---\n",
            "---\ntitle: A foregin the the\ncopydesk: {ignore: [repeated-word, misspelling]}\n---\n",
        ),
        (
            "+++\ntitle = 'A foregin word'\n+++\nOne.\n",
            "+++\ncopydesk.ignore = [\"misspelling\"]\ntitle = 'A foregin word'\n+++\nOne.\n",
        ),
        (
            "A [foregin](http://a.b)  \nlink.\n",
            "<!-- copydesk: ignore misspelling -->\nA [foregin](http://a.b)  \nlink.\n",
        ),
    ] {
        assert_eq!(silenced(text).as_deref(), Ok(expected));
        assert_eq!(found(expected), [""; 0], "{expected}");
    }
}

#[test]
fn plain_text_has_no_comments() {
    let checker = checker();
    let plain = Source { format: Format::Plain, ..source("A foregin word.\n") };
    let mut corpus = Corpus::default();
    checker.add_to_corpus(&plain, &mut corpus);
    corpus.finish();
    let found = checker.check_source(&plain, &corpus);
    assert_eq!(checker.silence(&plain, &corpus, &found[0]), Err(CannotSilence::PlainText));
    assert_eq!(checker.silence_all(&plain, &corpus).remaining, found);
}

/// Pieces of articles in which something is found.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(vec![
            "the", "The", "foregin", "delegation", "an", "Shoigu", "Shoigiu", "Sergei", "U.S.", "US", "country`s", "don’t",
            "it's", "recieve", "alot", "quay,and", "advisor", "adviser", "e-mail", "email", "*minstre*", "[sic]",
            "<!-- stet -->", "\"quoted\"", "(bracket", "--", "  ", "[foregin](b.c)", "`code`", "7,000", "7000",
        ]).prop_map(|word| format!("{word} ")),
        2 => proptest::sample::select(vec![
            ". ", ", ", "\n", "\n\n", "\n\n# ", "\n- ", "\n\n> ", "\n1. ", "\n\n```\ncode\n```\n\n", "\n\n| a | b |\n|---|---|\n| ",
            " | ", "\n\n---\n\n", "  \n", "\r\n", "\n\n<div>\n", "\n</div>\n\n", "\n\n<!-- copydesk: ignore misspelling -->\n",
            "\n\n<!-- copydesk: off repetition -->\n\n", "\n\n<!-- copydesk: on -->\n\n", "![", "](c.png)", "$", "[^1]", "\n\n[^1]: ",
        ]).prop_map(str::to_owned),
    ];
    let front = proptest::sample::select(vec![
        "",
        "",
        "",
        "---\ntitle: A foregin word\n---\n",
        "+++\ntitle = 'A the the'\n+++\n",
    ]);
    (front, proptest::collection::vec(piece, 0..40)).prop_map(|(front, pieces)| front.to_owned() + &pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn silencing_all_that_is_found_leaves_nothing(text in pieces()) {
        let checker = checker();
        let corpus = corpus(&checker, &text);
        let silent = checker.silence_all(&source(&text), &corpus);
        prop_assert!(silent.remaining.is_empty(), "{:?} became {:?}, with {:#?}", text, silent.text, silent.remaining);
        let again = checker.check_source(&source(&silent.text), &corpus);
        prop_assert!(again.is_empty(), "{:?} became {:?}, with {:#?}", text, silent.text, again);
    }
}
