//! What must hold of any text at all.

use copydesk::corpus::Corpus;
use copydesk::diagnostic::{Applicability, Diagnostic};
use copydesk::document::Format;
use copydesk::lexicon::Lexicon;
use copydesk::pipeline::Checker;
use copydesk::rules::RULES;
use copydesk::source::Source;
use proptest::prelude::*;

fn checker() -> Checker {
    Checker::new(Lexicon::default(), RULES.iter().map(|&rule| (rule, rule.meta().severity)).collect())
}

fn source(text: &str, format: Format) -> Source {
    Source { format, ..Source::from_text("text", text.into()) }
}

fn corpus_of(checker: &Checker, source: &Source) -> Corpus {
    let mut corpus = Corpus::default();
    checker.add_to_corpus(source, &mut corpus);
    corpus.finish();
    corpus
}

/// Pieces that articles, and mistakes in articles, are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(vec![
            "the", "The", "foregin", "delegation", "security", "and", "Veligu", "Veligiu", "Sergei", "U.S.", "US", "UN",
            "country`s", "it's", "don’t", "Jong-un", "COVID-19", "27th", "(BCNA)", "News", "Agency", "recieve", "alot",
        ]).prop_map(|word| format!("{word} ")),
        1 => proptest::sample::select(vec![
            ",", ".", ". ", "\n", "\n\n", "\"", "'", "“", "”", "`", "```\n", "# ", "- ", "> ", "*", "_", "[", "](", ")", "|",
            "---\n", "title: ", "<b>", "&amp;", "$", "[sic]", "\u{ad}", "\u{a0}", "\u{301}", "é", "日本", "\t", "\r\n", "\\",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn places_are_sound(text: &str, found: &[Diagnostic]) {
    for diagnostic in found {
        let spans = diagnostic.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        for span in std::iter::once(diagnostic.span).chain(spans) {
            assert!(text.get(span.range()).is_some(), "{span:?} of {} is no range of {text:?}", diagnostic.rule);
        }
    }
    assert!(found.is_sorted_by_key(|diagnostic| (diagnostic.span, diagnostic.rule)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_checked_and_every_place_lies_in_it(text in pieces()) {
        let checker = checker();
        for format in [Format::Plain, Format::Markdown] {
            let source = source(&text, format);
            places_are_sound(&text, &checker.check_source(&source, &corpus_of(&checker, &source)));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(source) = Source::from_bytes("bytes.md", bytes) {
            let checker = checker();
            let text = source.text.clone();
            places_are_sound(&text, &checker.check_source(&source, &corpus_of(&checker, &source)));
        }
    }

    #[test]
    fn fixes_converge(text in pieces()) {
        let checker = checker();
        let source = source(&text, Format::Markdown);
        let corpus = corpus_of(&checker, &source);
        let once = checker.fix_source(&source, &corpus, Applicability::Unsafe);
        let again = Source { text: once.text.as_str().into(), ..source };
        let twice = checker.fix_source(&again, &corpus, Applicability::Unsafe);
        prop_assert_eq!(twice.applied, 0, "{:?} became {:?}, then {:?}", text, once.text, twice.text);
    }
}

#[test]
fn the_result_does_not_depend_on_the_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..60 {
        let name = if number % 7 == 0 { "Veligiu" } else { "Veligu" };
        let text = format!("Sergei {name} met a foregin delegation in the the town number {number}.\n");
        std::fs::write(folder.path().join(format!("{number:02}.txt")), text).expect("written");
    }
    let one = printed(folder.path(), "jsonl", "1");
    assert!(one.lines().count() >= 120, "something is found: {one}");
    for threads in ["2", "3", "8"] {
        assert_eq!(printed(folder.path(), "jsonl", threads), one, "{threads} threads");
    }
}

/// The threads share the findings of one article.
#[test]
fn many_findings_are_printed_in_their_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let paragraph = |number: u32| format!("The the delegation met in a town, number {number} of them.\n\n");
    let text: String = (0..1500).map(paragraph).collect();
    std::fs::write(folder.path().join("long.txt"), text).expect("written");
    // One short article is printed by one thread whatever is asked for.
    std::fs::write(folder.path().join("short.txt"), "They met in in a town.\n").expect("written");
    for format in ["human", "short", "jsonl", "rdjsonl", "grouped"] {
        let one = printed(folder.path(), format, "1");
        for threads in ["2", "5"] {
            assert_eq!(printed(folder.path(), format, threads), one, "{format} by {threads} threads");
        }
    }
    let lines = printed(folder.path(), "short", "2");
    let line = |line: &str| line.split(':').nth(1).and_then(|line| line.parse::<u32>().ok());
    let places: Vec<u32> = lines.lines().filter(|line| line.starts_with("long.txt")).filter_map(line).collect();
    assert!(places.len() >= 1500 && places.is_sorted(), "{}", places.len());
}

/// What is printed of the articles of a folder by so many threads.
fn printed(folder: &std::path::Path, format: &str, threads: &str) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["--no-cache", "--format", format, "--threads", threads, "."])
        .current_dir(folder)
        .output()
        .expect("the binary runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The rules go over a long document at the same time; each finds what it finds by itself.
#[test]
fn rules_that_run_at_once_find_what_each_finds() {
    let articles = ["fixtures/harbour-talks.md", "fixtures/night-train.md", "fixtures/brief.txt"];
    let articles: String = articles.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    // The rules go one after the other over less than 100,000 tokens.
    let text = format!("{articles}\n\n").repeat(1 + 900_000 / articles.len());
    let source = source(&text, Format::Plain);
    let all = checker();
    let corpus = corpus_of(&all, &source);
    let mut expected = Vec::new();
    for &rule in RULES {
        let alone = Checker::new(Lexicon::default(), vec![(rule, rule.meta().severity)]);
        expected.extend(alone.check_source(&source, &corpus));
    }
    expected.sort_by(|left, right| (left.span, left.rule).cmp(&(right.span, right.rule)));
    let found = all.check_source(&source, &corpus);
    assert!(found.len() > 1000, "{}", found.len());
    assert_eq!(found, expected);
}
