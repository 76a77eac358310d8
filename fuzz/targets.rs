//! What must hold of any bytes: each target takes some, and panics where something does not hold.
//!
//! `fuzz_targets/` gives them to libFuzzer; `tests/fuzzing.rs` runs them on stable Rust for a bounded time.

mod office;

use std::sync::{Arc, LazyLock};

use copydesk::baseline::Baseline;
use copydesk::config::{Finder, Wanted};
use copydesk::corpus::{Corpus, House};
use copydesk::diagnostic::{Applicability, Diagnostic};
use copydesk::document::Document;
use copydesk::lexicon::Lexicon;
use copydesk::pipeline::Checker;
use copydesk::rules::RULES;
use copydesk::source::{Format, KeyPaths, Source};

/// A target with its name.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("plain", |bytes| parse(bytes, Format::Plain)),
    ("markdown", |bytes| parse(bytes, Format::Markdown)),
    ("mdx", |bytes| parse(bytes, Format::Mdx)),
    ("html", |bytes| parse(bytes, Format::Html)),
    ("rst", |bytes| parse(bytes, Format::Rst)),
    ("asciidoc", |bytes| parse(bytes, Format::Asciidoc)),
    ("org", |bytes| parse(bytes, Format::Org)),
    ("latex", |bytes| parse(bytes, Format::Latex)),
    ("json", |bytes| parse(bytes, Format::Json)),
    ("jsonl", |bytes| parse(bytes, Format::JsonLines)),
    ("yaml", |bytes| parse(bytes, Format::Yaml)),
    ("toml", |bytes| parse(bytes, Format::Toml)),
    ("csv", |bytes| parse(bytes, Format::Csv)),
    ("srt", |bytes| parse(bytes, Format::Srt)),
    ("vtt", |bytes| parse(bytes, Format::Vtt)),
    ("docx", |bytes| office::package(bytes, Format::Docx)),
    ("odt", |bytes| office::package(bytes, Format::Odt)),
    ("rules", rules),
    ("fixes", fixes),
    ("config", config),
    ("suppressions", suppressions),
];

/// The formats of texts; the first byte of what checks them chooses one.
pub const TEXTS: &[Format] = &[
    Format::Plain,
    Format::Markdown,
    Format::Html,
    Format::Mdx,
    Format::Rst,
    Format::Asciidoc,
    Format::Org,
    Format::Latex,
    Format::Json,
    Format::JsonLines,
    Format::Yaml,
    Format::Toml,
    Format::Csv,
    Format::Srt,
    Format::Vtt,
];

static CHECKER: LazyLock<Checker> = LazyLock::new(|| {
    Checker::new(Lexicon::default(), RULES.iter().map(|&rule| (rule, rule.meta().severity)).collect())
});

/// All values of structured text are prose.
static KEYS: LazyLock<Arc<KeyPaths>> = LazyLock::new(|| {
    let mut keys = KeyPaths::default();
    for path in ["**.*", "**[]"] {
        keys.add(path).expect("a path");
    }
    Arc::new(keys)
});

fn source(text: &str, format: Format) -> Source {
    Source { format, keys: Some(Arc::clone(&KEYS)), ..Source::from_text("text", text.into()) }
}

/// The tokens of a document stand in their order, in the text, and apart, and so they do in the file.
fn parse(bytes: &[u8], format: Format) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    ordered(&Document::of(&source(text, format)));
}

fn ordered(document: &Document) {
    let mut end = 0;
    for token in document.tokens() {
        let range = token.span.range();
        assert!(document.text().get(range.clone()).is_some(), "{range:?} is no range of {:?}", document.text());
        assert!(range.start >= end, "{range:?} begins before {end} in {:?}", document.text());
        end = range.end;
        if document.container().is_none() {
            let (place, file) = (document.to_source(token.span).range(), document.source_text());
            assert!(file.get(place.clone()).is_some(), "{place:?} is no range of the file {file:?}");
        }
    }
}

fn corpus_of(source: &Source) -> Corpus {
    let mut corpus = Corpus::default();
    CHECKER.add_to_corpus(source, &mut corpus);
    corpus.finish();
    corpus
}

fn sound(text: &str, found: &[Diagnostic]) {
    for diagnostic in found {
        let spans = diagnostic.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        for span in std::iter::once(diagnostic.span).chain(spans) {
            assert!(text.get(span.range()).is_some(), "{span:?} of {} is no range of {text:?}", diagnostic.rule);
        }
    }
    assert!(found.is_sorted_by_key(|diagnostic| (diagnostic.span, diagnostic.rule)), "{text:?}");
}

/// Texts that are longer are cut, so that no run takes long.
const LONGEST: usize = 4096;

fn short(bytes: &[u8]) -> Option<(&str, Format)> {
    let (first, rest) = bytes.split_first()?;
    let text = std::str::from_utf8(rest.get(..LONGEST).unwrap_or(rest)).ok()?;
    Some((text, TEXTS[usize::from(*first) % TEXTS.len()]))
}

/// All rules check any text; every place that they name lies in it.
fn rules(bytes: &[u8]) {
    let Some((text, format)) = short(bytes) else { return };
    let source = source(text, format);
    sound(text, &CHECKER.check_source(&source, &corpus_of(&source)));
}

/// Fixes converge, and change nothing where nothing was found.
fn fixes(bytes: &[u8]) {
    let Some((text, format)) = short(bytes) else { return };
    let source = source(text, format);
    let corpus = corpus_of(&source);
    for threshold in [Applicability::Safe, Applicability::Unsafe] {
        let once = CHECKER.fix_source(&source, &corpus, threshold);
        if once.applied == 0 {
            assert_eq!(once.text, text, "changed without a fix");
        }
        let again = Source { text: once.text.as_str().into(), ..source.clone() };
        let twice = CHECKER.fix_source(&again, &corpus, threshold);
        assert_eq!(twice.applied, 0, "{format:?} {text:?} became {:?}, then {:?}", once.text, twice.text);
    }
}

/// Settings, lists of names and baselines are read or refused.
fn config(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = House::parse(text);
    let _ = Baseline::parse(text);
    // What is extended would be read from the disk, whatever it is.
    if text.contains("extends") {
        return;
    }
    let folder = std::env::temp_dir().join(format!("copydesk-fuzz-{}", std::process::id()));
    let _ = std::fs::create_dir_all(&folder);
    let path = folder.join("copydesk.toml");
    if std::fs::write(&path, text).is_ok() {
        let _ = Finder::new(Wanted::Only(path.clone())).of_path(&folder.join("a.md"));
    }
    let _ = std::fs::remove_dir_all(&folder);
}

/// Comments and front matter silence, or silence nothing; what remains lies in the text, and what is silenced once is silent.
fn suppressions(bytes: &[u8]) {
    let Some((text, format)) = short(bytes) else { return };
    let source = source(text, format);
    let corpus = corpus_of(&source);
    let silent = CHECKER.silence_all(&source, &corpus);
    let again = Source { text: silent.text.as_str().into(), ..source };
    sound(&again.text, &CHECKER.check_source(&again, &corpus_of(&again)));
}
