//! What is saved comes back, and what is damaged does not.

use std::fs;
use std::sync::Arc;

use super::{Cache, CacheError, Digest, Record, StoredFacts};
use crate::corpus::{Corpus, Facts};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Group, Note, Place, Severity};
use crate::source::Span;

fn finding() -> Diagnostic {
    let span = Span::new(3, 7);
    let place = Some(Place { path: Some(Arc::from("b.md")), span });
    Diagnostic {
        rule: "repeated-word",
        group: Group::Repetition,
        severity: Severity::Warning,
        span,
        message: "“the” twice".into(),
        notes: vec![Note { message: "here".into(), place }, Note { message: "so".into(), place: None }],
        help: Some("take one out".into()),
        fixes: vec![Fix::replace(span, "the", Applicability::Unsafe)],
    }
}

fn facts() -> Facts {
    Facts { unknown: vec![("qzark".into(), 2)], ..Facts::default() }
}

fn record(text: &[u8], findings: &[Diagnostic]) -> Record {
    let facts = StoredFacts::new(&facts()).unwrap();
    Record::new(Digest::of(text), facts, vec![9, 7, 9], findings).unwrap()
}

/// A cache of two articles, and of others enough that a third is a small part.
fn cache() -> Cache {
    let mut cache = Cache::default();
    let mut corpus = Corpus::default();
    let others = (0..20).map(|number| format!("other{number}.md"));
    for name in ["a.md", "b.md"].map(str::to_owned).into_iter().chain(others) {
        let findings = if name == "a.md" { vec![finding()] } else { Vec::new() };
        let name = Arc::from(name);
        corpus.add(&name, &facts());
        cache.add(&name, record(name.as_bytes(), &findings));
    }
    cache.set_corpus(&corpus);
    cache
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn known(name: &str) -> Option<&'static str> {
    (name == "repeated-word").then_some("repeated-word")
}

#[test]
fn what_is_saved_comes_back() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, settings) = (folder.path().join("cache"), Digest::of(b"settings"));
    assert!(Cache::load(&path, settings)?.is_empty());
    cache().save(&path, settings)?;
    let loaded = Cache::load(&path, settings)?;
    assert_eq!((loaded.len(), loaded.is_whole(), loaded.is_damaged()), (22, true, false));
    assert_eq!(loaded.corpus().ok_or("no corpus")?.unknown("qzark").documents, 22);
    assert!(loaded.has("a.md", Digest::of(b"a.md")) && !loaded.has("a.md", Digest::of(b"b.md")));
    assert_eq!(loaded.findings("a.md", known), Some(vec![finding()]));
    assert_eq!(loaded.findings("a.md", |_| None), None);
    assert_eq!(loaded.findings("b.md", known), Some(Vec::new()));
    assert_eq!(loaded.asked("a.md"), Some(vec![7, 9]));
    assert_eq!(loaded.facts("b.md").ok_or("no facts")?.unknown[0].1, 2);
    assert!(Cache::load(&path, Digest::of(b"other settings"))?.is_empty());
    Ok(())
}

#[test]
fn what_has_changed_is_written_beside_it() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, settings) = (folder.path().join("cache"), Digest::of(b"settings"));
    cache().save(&path, settings)?;
    let first = fs::read(&path)?;
    for round in 0..3 {
        let mut cache = Cache::load(&path, settings)?;
        assert!(!cache.is_changed());
        cache.add(&Arc::from("b.md"), record(&[round], &[finding()]));
        cache.retain(|name, _| name != format!("other{round}.md"));
        cache.set_corpus(&Corpus::default());
        assert!(cache.is_changed());
        cache.save(&path, settings)?;
        let loaded = Cache::load(&path, settings)?;
        assert!(loaded.has("b.md", Digest::of(&[round])) && loaded.has("a.md", Digest::of(b"a.md")));
        assert_eq!(
            (loaded.len(), loaded.corpus().map(|corpus| corpus.documents())),
            (21 - usize::from(round), Some(0))
        );
        assert_eq!(loaded.findings("b.md", known), Some(vec![finding()]));
        assert_eq!(fs::read(&path)?, first, "the first file stays");
    }
    // When much has changed, all is one file again.
    let mut cache = Cache::load(&path, settings)?;
    (3..20).for_each(|number| cache.add(&Arc::from(format!("other{number}.md")), record(b"new", &[finding()])));
    cache.save(&path, settings)?;
    assert!(fs::read(&path)? != first && !path.with_extension("changes").exists());
    assert_eq!(Cache::load(&path, settings)?.len(), 19);
    Ok(())
}

#[test]
fn changes_of_another_file_are_none() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, settings) = (folder.path().join("cache"), Digest::of(b"settings"));
    cache().save(&path, settings)?;
    let mut changed = Cache::load(&path, settings)?;
    changed.add(&Arc::from("b.md"), record(b"new", &[]));
    // Another process writes all anew, and the changes come after.
    let mut other = cache();
    other.retain(|name, _| name != "a.md");
    other.save(&path, settings)?;
    changed.save(&path, settings)?;
    let loaded = Cache::load(&path, settings)?;
    assert_eq!((loaded.len(), loaded.is_damaged()), (21, false));
    assert!(loaded.has("b.md", Digest::of(b"b.md")));
    Ok(())
}

#[test]
fn what_is_damaged_is_refused() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, settings) = (folder.path().join("cache"), Digest::of(b"settings"));
    cache().save(&path, settings)?;
    let whole = fs::read(&path)?;
    for length in [0, 1, 16, 47, 63, 64, 80, whole.len() - 1] {
        fs::write(&path, &whole[..length])?;
        assert!(matches!(Cache::load(&path, settings), Err(CacheError::Damaged)), "{length} bytes of it");
    }
    for place in [0, 40, 50, 60, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(&path, bytes)?;
        assert!(matches!(Cache::load(&path, settings), Err(CacheError::Damaged)), "byte {place} is another");
    }
    Ok(())
}

#[test]
fn damage_within_costs_what_it_hits() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, settings) = (folder.path().join("cache"), Digest::of(b"settings"));
    cache().save(&path, settings)?;
    let mut bytes = fs::read(&path)?;
    let place = bytes.windows(8).position(|window| window == 7_u64.to_le_bytes()).ok_or("no question")?;
    bytes[place] ^= 1;
    fs::write(&path, bytes)?;
    let loaded = Cache::load(&path, settings)?;
    assert!(!loaded.is_changed());
    assert_eq!((loaded.asked("a.md"), loaded.asked("b.md")), (None, Some(vec![7, 9])));
    assert!(loaded.is_damaged() && loaded.is_changed());
    // Saved, it is sound, and has the article no more.
    loaded.save(&path, settings)?;
    let again = Cache::load(&path, settings)?;
    assert!(!again.has("a.md", Digest::of(b"a.md")) && again.has("b.md", Digest::of(b"b.md")) && !again.is_whole());
    (0..20).for_each(|number| assert!(again.asked(&format!("other{number}.md")).is_some()));
    assert!(!again.is_damaged());
    Ok(())
}
