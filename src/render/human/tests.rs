//! Snapshots of the human format.

use std::sync::Arc;

use insta::assert_snapshot;
use proptest::prelude::*;

use super::{Article, Human};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Group, Note, Place, Severity};
use crate::render::{Renderer, Style};
use crate::source::{Source, Span};

const OTHER: &str = "First line.\n\nThe minister, Shoigu, left.\nÉÉÉÉ中文中文\n";

fn source(text: &str) -> Source {
    Source::from_text("a.md", text.into())
}

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::from_range(start..start + part.len())
}

fn finding(span: Span, message: &str) -> Diagnostic {
    Diagnostic {
        rule: "misspelling",
        group: Group::Spelling,
        severity: Severity::Error,
        span,
        message: message.to_owned(),
        notes: Vec::new(),
        help: None,
        fixes: Vec::new(),
    }
}

fn print(text: &str, diagnostics: &[Diagnostic]) -> String {
    print_in(Style::default(), text, diagnostics)
}

fn print_in(style: Style, text: &str, diagnostics: &[Diagnostic]) -> String {
    let texts = |name: &str| (name == "b.md").then(|| OTHER.into());
    let mut out = Vec::new();
    Human::new(style, &texts).document(&source(text), diagnostics, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn elsewhere(message: &str, part: &str) -> Note {
    Note { message: message.to_owned(), place: Some(Place { path: Some(Arc::from("b.md")), span: span(OTHER, part) }) }
}

#[test]
fn one_word() {
    let text = "Title\n\nThe foregin minister left.\n";
    let word = span(text, "foregin");
    let diagnostic = finding(word, "“foregin” is not a word")
        .with_note("it stands nowhere else")
        .with_help("look it up")
        .with_fix(Fix::replace(word, "foreign", Applicability::Safe));
    assert_snapshot!(print(text, &[diagnostic]));
}

#[test]
fn several_candidates() {
    let text = "A stong wind.\n";
    let word = span(text, "stong");
    let fix = |text: &str| Fix::replace(word, text, Applicability::DisplayOnly);
    let diagnostic =
        finding(word, "“stong” is not a word").with_fix(fix("strong")).with_fix(fix("song")).with_fix(fix("stone"));
    assert_snapshot!(print(text, &[diagnostic]));
}

#[test]
fn secondary_places_of_the_same_file() {
    let text = "Shoigu spoke.\nHe left.\nShoigiu came back.\n\n\n\n\n\n\n\nShoigu again.\n";
    let mut diagnostic = finding(span(text, "Shoigiu"), "“Shoigiu” is spelt “Shoigu” elsewhere")
        .with_place("spelt “Shoigu” here", span(text, "Shoigu"))
        .with_place("and here", Span::from_range(text.rfind("Shoigu").unwrap()..text.rfind(" again").unwrap()));
    diagnostic.severity = Severity::Warning;
    assert_snapshot!(print(text, &[diagnostic]));
}

#[test]
fn a_place_in_another_file() {
    let text = "Shoigiu came back.\n";
    let mut diagnostic = finding(span(text, "Shoigiu"), "“Shoigiu” is spelt “Shoigu” elsewhere");
    diagnostic.notes = vec![elsewhere("spelt “Shoigu” here", "Shoigu")];
    diagnostic.notes.push(Note {
        message: "and here".to_owned(),
        place: Some(Place { path: Some(Arc::from("gone.md")), span: Span::new(0, 3) }),
    });
    assert_snapshot!(print(text, &[diagnostic]));
}

#[test]
fn many_places_of_one_kind() {
    let text = "Shoigiu came back.\n";
    let mut diagnostic = finding(span(text, "Shoigiu"), "“Shoigiu” is spelt otherwise elsewhere");
    diagnostic.notes = vec![elsewhere("spelt so here", "minister"); 5];
    assert_snapshot!(print(text, &[diagnostic]));
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let filler = "one two three four five six seven eight nine ten ".repeat(200);
    let text = format!("é {filler}the foregin minister {filler}\n");
    let word = span(&text, "foregin");
    let far = Span::new(word.start + 5000, word.start + 5006);
    let diagnostic = finding(word, "“foregin” is not a word")
        .with_place("far away on the same line", far)
        .with_fix(Fix::replace(word, "foreign", Applicability::Safe));
    assert_snapshot!(print(&text, &[diagnostic]));
}

#[test]
fn a_fix_with_edits_far_from_each_other() {
    let filler = "one two three four five six seven eight nine ten ".repeat(9);
    let text = format!("“{filler}”\n");
    let edit = |part: &str, text_: &str| Edit { span: span(&text, part), text: text_.to_owned() };
    let fix = Fix {
        title: "make both straight".to_owned(),
        edits: vec![edit("“", "\""), edit("”", "\"")],
        applicability: Applicability::Unsafe,
    };
    assert_snapshot!(print(&text, &[finding(span(&text, "“"), "a curly quotation mark").with_fix(fix)]));
}

#[test]
fn tabs_wide_characters_and_line_ends() {
    for (name, text) in [
        ("tab", "\tA\tforegin word.\n"),
        ("wide", "中文 中文 foregin 中文.\n"),
        ("crlf", "One.\r\nA foregin word.\r\nThree.\r\n"),
        ("byte_order_mark", "\u{feff}foregin word"),
        ("combining", "e\u{301}e\u{301} foregin word"),
        ("escape", "\u{1b}[31m foregin \u{7} word"),
    ] {
        let word = span(text, "foregin");
        let diagnostic =
            finding(word, "“foregin” is not a word").with_fix(Fix::replace(word, "foreign", Applicability::Safe));
        assert_snapshot!(name, print(text, &[diagnostic]));
    }
}

#[test]
fn spans_without_bytes_and_over_lines() {
    assert_snapshot!("empty_at_the_end", print("A word\n", &[finding(Span::new(7, 7), "nothing comes after this")]));
    assert_snapshot!("empty_text", print("", &[finding(Span::new(0, 0), "nothing is here")]));
    let text = "He saw the\nthe end.\n";
    let second = Span::new(10, 14);
    let diagnostic = finding(span(text, "the\nthe"), "“the” stands here twice")
        .with_fix(Fix::replace(second, "", Applicability::Safe).titled("delete the second “the”"));
    assert_snapshot!("over_a_line_end", print(text, &[diagnostic]));
}

#[test]
fn an_insertion() {
    let text = "Ukraine,the war.\n";
    let place = Span::new(8, 8);
    let fix = Fix::replace(place, " ", Applicability::Safe).titled("insert a space");
    assert_snapshot!(print(text, &[finding(span(text, ","), "no space after the comma").with_fix(fix)]));
}

#[test]
fn colour() {
    let printed =
        print_in(Style { colour: true, width: 80 }, "A foregin word.", &[finding(Span::new(2, 9), "no word")]);
    assert!(printed.contains("\u{1b}[") && printed.contains("a.md:1:3"), "{printed}");
}

/// The spans of `text` at these places, each of so many bytes, cut to what is there and to whole characters.
fn spans_in(text: &str, places: &[(usize, usize)]) -> Vec<Span> {
    let boundary =
        |offset: usize| (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    places.iter().map(|&(start, length)| Span::from_range(boundary(start)..boundary(start + length))).collect()
}

proptest! {
    #[test]
    fn nothing_panics(
        text in "\u{feff}?([a-c é中😀\u{301}\u{200b}\u{ad}\u{7}\u{1b}\u{202e}\u{2028}]{0,40}[\r\n\t]{0,3}){0,6}",
        places in prop::collection::vec((0_usize..200, 0_usize..60), 1..5),
        replacement in "[a-c é中\t\n\r]{0,5}",
    ) {
        let spans = spans_in(&text, &places);
        let mut diagnostic = finding(spans[0], "message").with_fix(Fix::replace(spans[0], replacement, Applicability::Safe));
        for span in &spans[1..] {
            diagnostic = diagnostic.with_place("note", *span);
        }
        // A note may point at bytes that are no longer there.
        let (start, length) = places[0];
        let stale = Span::from_range(start..start + length);
        diagnostic.notes.push(Note { message: "other".to_owned(), place: Some(Place { path: Some(Arc::from("b.md")), span: stale }) });
        diagnostic = diagnostic.with_place("stale", stale);
        let printed = print_in(Style { colour: false, width: 60 }, &text, &[diagnostic]);
        prop_assert!(printed.contains("a.md:"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_written_at_once_is_what_the_renderer_draws(
        lines in prop::collection::vec("[a-c]{0,4}( ?[a-cé“中\t]{1,9}){0,16}[ .]?\n{1,4}", 1..14),
        places in prop::collection::vec((0_usize..300, 1_usize..12), 1..7),
        replacements in prop::collection::vec("[a-c é]{0,5}", 0..3),
        (help, title, severity, more, touches) in (any::<bool>(), "[a-c é“\t]{0,9}", 0_usize..3, 0_usize..4, any::<bool>()),
        (label, alike, grows) in ("[a-c é“]{0,12}", 1_usize..6, any::<bool>()),
    ) {
        let text = lines.concat();
        let spans = spans_in(&text, &places);
        let mut diagnostic = finding(spans[0], "message");
        diagnostic.severity = [Severity::Error, Severity::Warning, Severity::Note][severity];
        for (number, span) in spans.iter().enumerate().skip(1) {
            diagnostic = diagnostic.with_place(format!("{label}{}", number / alike), *span);
        }
        if help {
            diagnostic = diagnostic.with_help("help").with_note("bare").with_note("barer");
        }
        for (replacement, span) in replacements.into_iter().zip(spans.iter().chain([&spans[0]])) {
            diagnostic = diagnostic.with_fix(Fix::replace(*span, replacement, Applicability::Safe).titled(&*title));
        }
        if let Some(fix) = diagnostic.fixes.first_mut() {
            let free = spans.iter().filter(|span| !span.overlaps(spans[0]) && span.start != spans[0].start);
            fix.edits.extend(free.take(more).map(|&span| Edit { span, text: text[span.range()].replace('a', "xa") }));
            fix.edits.sort_by_key(|edit| edit.span.start);
            fix.edits.dedup_by(|after, before| before.span.end > after.span.start);
            let start = spans[0].start as usize;
            if grows {
                for edit in &mut fix.edits {
                    edit.text = format!("{}x", &text[edit.span.range()]);
                }
            } else if touches && let [edit] = fix.edits.as_mut_slice() {
                edit.text.insert_str(0, &text[edit.span.range()]);
            } else if touches && text[start..].starts_with('a') {
                fix.edits[0].text.insert(0, 'a');
            }
        }
        let (written, drawn) = both_ways(&text, &diagnostic);
        prop_assert_eq!(written, drawn);
    }
}

/// `diagnostic` of `text` as it is written, and as the snippet renderer draws it.
fn both_ways(text: &str, diagnostic: &Diagnostic) -> (String, String) {
    let texts = |_: &str| None;
    let mut human = Human::new(Style { colour: false, width: 60 }, &texts);
    let article = Arc::new(Article::new(Arc::from("a.md"), text.into()));
    let mut written = String::new();
    human.one(&article, diagnostic, "", &mut written);
    let notes = human.sort_notes(&article, diagnostic);
    (written, human.drawn(&article, diagnostic, article.origin(diagnostic.span), &notes))
}

/// Whether `diagnostic` of `text` is written without the snippet renderer.
fn is_plain(text: &str, diagnostic: &Diagnostic) -> bool {
    let texts = |_: &str| None;
    let mut human = Human::new(Style::default(), &texts);
    let article = Arc::new(Article::new(Arc::from("a.md"), text.into()));
    let notes = human.sort_notes(&article, diagnostic);
    super::plain::print(&mut String::new(), &article, diagnostic, "a.md:1:1", &notes, human.width).is_some()
}

#[test]
fn what_is_common_is_written_at_once() {
    let text = "One “word” of two.\nThree\n\n\n\n\n\nfour “words” of five.\n";
    let places = spans_in(text, &[(4, 3), (11, 3), (18, 3), (23, 5), (39, 3)]);
    let edits = |places: &[Span]| places.iter().map(|span| Edit { span: *span, text: "\"".to_owned() }).collect();
    let fix =
        |places: &[Span]| Fix { title: "fix".to_owned(), edits: edits(places), applicability: Applicability::Safe };
    let diagnostic = finding(places[0], "message");
    let space = |text: &str| Fix::replace(Span::new(14, 15), text, Applicability::Safe);
    let word = |text: &str| Fix::replace(Span::new(14, 18), text, Applicability::Safe);
    for diagnostic in [
        diagnostic.clone().with_fix(space("")),
        diagnostic.clone().with_fix(space(" – ")),
        diagnostic.clone().with_fix(word(" – ")),
        diagnostic.clone().with_place("on the same line", places[1]),
        diagnostic.clone().with_place("on the next line", places[3]).with_place("far away", places[4]),
        diagnostic.clone().with_fix(fix(&places[..2])),
        diagnostic.clone().with_fix(fix(&[places[0], places[4]])),
        (0..9).fold(diagnostic, |diagnostic, _| diagnostic.with_place("here, too", places[4])),
    ] {
        assert!(is_plain(text, &diagnostic), "{diagnostic:?}");
        let (written, drawn) = both_ways(text, &diagnostic);
        assert_eq!(written, drawn);
    }
}
