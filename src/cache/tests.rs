//! What is saved comes back, and what is damaged does not.

use std::fs;
use std::sync::Arc;

use super::{Cache, CacheError, Digest, Record, StoredFacts};
use crate::corpus::Facts;
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

fn cache() -> Cache {
    let facts = Facts { unknown: vec![("qzark".into(), 2)], ..Facts::default() };
    let mut cache = Cache::default();
    cache.set_answers([(1, 2), (3, 4)].into_iter().collect());
    for (name, findings) in [("a.md", vec![finding()]), ("b.md", Vec::new())] {
        let facts = StoredFacts::new(&facts).unwrap();
        let record = Record::new(Digest::of(name.as_bytes()), facts, vec![9, 7, 9], &findings).unwrap();
        cache.add(&Arc::from(name), record);
    }
    cache
}

fn known(name: &str) -> Option<&'static str> {
    (name == "repeated-word").then_some("repeated-word")
}

#[test]
fn what_is_saved_comes_back() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let (path, settings) = (folder.path().join("cache"), Digest::of(b"settings"));
    assert!(Cache::load(&path, settings)?.is_empty());
    cache().save(&path, settings)?;
    let loaded = Cache::load(&path, settings)?;
    assert_eq!((loaded.len(), loaded.answers().len()), (2, 2));
    assert!(loaded.has("a.md", Digest::of(b"a.md")) && !loaded.has("a.md", Digest::of(b"b.md")));
    assert_eq!(loaded.findings("a.md", known), Some(vec![finding()]));
    assert_eq!(loaded.findings("a.md", |_| None), None);
    assert_eq!(loaded.findings("b.md", known), Some(Vec::new()));
    assert_eq!(loaded.asked("a.md").collect::<Vec<_>>(), [7, 9]);
    assert_eq!(loaded.facts("b.md").ok_or("no facts")?.unknown[0].1, 2);
    assert!(Cache::load(&path, Digest::of(b"other settings"))?.is_empty());
    Ok(())
}

#[test]
fn what_is_damaged_is_refused() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let (path, settings) = (folder.path().join("cache"), Digest::of(b"settings"));
    cache().save(&path, settings)?;
    let whole = fs::read(&path)?;
    for length in [0, 1, 16, 47, 48, 60, whole.len() - 1] {
        fs::write(&path, &whole[..length])?;
        assert!(matches!(Cache::load(&path, settings), Err(CacheError::Damaged)), "{length} bytes of it");
    }
    for place in [0, 40, 50, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(&path, bytes)?;
        assert!(matches!(Cache::load(&path, settings), Err(CacheError::Damaged)), "byte {place} is another");
    }
    Ok(())
}
