//! Diagnostics become a new text: the fixes that are trusted enough are applied, each wholly or not at all.

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::source::Span;

/// A text after one round of fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The new text.
    pub text: String,
    /// How many fixes are in it.
    pub applied: usize,
    /// How many fixes were trusted enough but touch one that was applied; they wait for the next round.
    pub skipped: usize,
}

/// Applies the best fix of each of `diagnostics` to `text`, where it is trusted at least as far as `threshold`.
///
/// Earlier diagnostics go first. A fix that touches one that was taken before it waits for the next round, since what it
/// wanted to replace is no longer what it saw. A fix that changes nothing, or whose edits do not lie in the text, is left out.
pub fn apply(text: &str, diagnostics: &[Diagnostic], threshold: Applicability) -> Applied {
    let Round { taken, applied, skipped } = round(text, diagnostics, threshold);
    Applied { text: splice(text, &taken), applied, skipped }
}

/// The edits of one round, rising and without overlaps, and how many fixes they are.
pub fn edits(text: &str, diagnostics: &[Diagnostic], threshold: Applicability) -> (Vec<(Span, String)>, usize) {
    let round = round(text, diagnostics, threshold);
    let edits = round.taken.into_iter().map(|((start, end), text)| (Span { start, end }, text.to_owned()));
    (edits.collect(), round.applied)
}

/// What is done in one round.
struct Round<'d> {
    taken: BTreeMap<(u32, u32), &'d str>,
    applied: usize,
    skipped: usize,
}

fn round<'d>(text: &str, diagnostics: &'d [Diagnostic], threshold: Applicability) -> Round<'d> {
    let mut taken: BTreeMap<(u32, u32), &str> = BTreeMap::new();
    let (mut applied, mut skipped) = (0, 0);
    for fix in diagnostics.iter().filter_map(|diagnostic| best(diagnostic, threshold)) {
        if !is_sound(text, fix) || changes_nothing(text, fix) {
            continue;
        }
        if fix.edits.iter().any(|edit| touches_any(&taken, edit.span)) {
            skipped += 1;
        } else {
            taken.extend(fix.edits.iter().map(|edit| ((edit.span.start, edit.span.end), edit.text.as_str())));
            applied += 1;
        }
    }
    Round { taken, applied, skipped }
}

/// The fix of `diagnostic` that `threshold` lets through: its first, or none.
///
/// The second is never taken in place of the first: where the best is not trusted enough, the others are less so.
pub fn best(diagnostic: &Diagnostic, threshold: Applicability) -> Option<&Fix> {
    diagnostic.fixes.first().filter(|fix| fix.applicability >= threshold)
}

/// Whether the edits lie on character boundaries inside `text`, in order, and no two begin and end at the same byte.
fn is_sound(text: &str, fix: &Fix) -> bool {
    let inside = |span: Span| text.get(span.start as usize..span.end as usize).is_some();
    let in_order = |pair: &[Edit]| pair[0].span.end <= pair[1].span.start && pair[0].span != pair[1].span;
    fix.edits.iter().all(|edit| inside(edit.span)) && fix.edits.windows(2).all(in_order)
}

fn changes_nothing(text: &str, fix: &Fix) -> bool {
    fix.edits.iter().all(|edit| text.get(edit.span.range()) == Some(edit.text.as_str()))
}

/// Whether `span` shares a byte with an edit that was taken, or stands beside one where either of them is an insertion.
fn touches_any(taken: &BTreeMap<(u32, u32), &str>, span: Span) -> bool {
    // The edits taken do not overlap, so their ends are in order, too, and the search stops at the first that lies before.
    taken
        .range(..=(span.end, u32::MAX))
        .rev()
        .map(|(&(start, end), _)| Span { start, end })
        .take_while(|other| other.end >= span.start)
        .any(|other| other.overlaps(span) || other.is_empty() || span.is_empty())
}

fn splice(text: &str, edits: &BTreeMap<(u32, u32), &str>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (&(start, end), replacement) in edits {
        out.push_str(&text[done..start as usize]);
        out.push_str(replacement);
        done = end as usize;
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Applied, apply};
    use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Group, Severity};
    use crate::source::Span;

    fn finding(applicability: Applicability, edits: &[(u32, u32, &str)]) -> Diagnostic {
        let edits: Vec<Edit> =
            edits.iter().map(|&(start, end, text)| Edit { span: Span { start, end }, text: text.to_owned() }).collect();
        Diagnostic {
            rule: "test",
            group: Group::Spelling,
            severity: Severity::Error,
            span: Span::new(0, 0),
            message: String::new(),
            notes: Vec::new(),
            help: None,
            fixes: vec![Fix { title: String::new(), edits, applicability }],
        }
    }

    fn safe(edits: &[(u32, u32, &str)]) -> Diagnostic {
        finding(Applicability::Safe, edits)
    }

    /// A name, a text and its diagnostics; the text they make of it, how many were applied and how many wait.
    type Case = (&'static str, &'static str, Vec<Diagnostic>, &'static str, usize, usize);

    #[test]
    fn rounds() {
        let cases: [Case; 9] = [
            ("two words", "teh fo", vec![safe(&[(0, 3, "the")]), safe(&[(4, 6, "of")])], "the of", 2, 0),
            ("side by side", "abcd", vec![safe(&[(0, 2, "x")]), safe(&[(2, 4, "y")])], "xy", 2, 0),
            ("overlapping", "abcd", vec![safe(&[(0, 3, "x")]), safe(&[(2, 4, "y")])], "xd", 1, 1),
            ("two insertions at one place", "ab", vec![safe(&[(1, 1, " ")]), safe(&[(1, 1, ",")])], "a b", 1, 1),
            ("an insertion beside a replacement", "ab", vec![safe(&[(0, 1, "x")]), safe(&[(1, 1, " ")])], "xb", 1, 1),
            (
                "all edits or none",
                "abcdef",
                vec![safe(&[(2, 3, "X")]), safe(&[(0, 1, "Y"), (2, 4, "Z")])],
                "abXdef",
                1,
                1,
            ),
            (
                "an edit before one that was taken",
                "abcdef",
                vec![safe(&[(4, 5, "X")]), safe(&[(0, 1, "Y")])],
                "YbcdXf",
                2,
                0,
            ),
            ("inside a character", "é", vec![safe(&[(1, 2, "x")])], "é", 0, 0),
            ("past the end, or without effect", "ab", vec![safe(&[(1, 9, "x")]), safe(&[(0, 1, "a")])], "ab", 0, 0),
        ];
        for (name, text, diagnostics, expected, applied, skipped) in cases {
            let expected = Applied { text: expected.to_owned(), applied, skipped };
            assert_eq!(apply(text, &diagnostics, Applicability::Safe), expected, "{name}");
        }
    }

    #[test]
    fn trust_decides_and_only_the_first_fix_counts() {
        let mut diagnostic = finding(Applicability::DisplayOnly, &[(0, 1, "x")]);
        diagnostic.fixes.extend(safe(&[(0, 1, "y")]).fixes);
        assert_eq!(apply("a", &[diagnostic], Applicability::Safe).text, "a");
        let unsafe_one = [finding(Applicability::Unsafe, &[(0, 1, "x")])];
        assert_eq!(apply("a", &unsafe_one, Applicability::Safe).text, "a");
        assert_eq!(apply("a", &unsafe_one, Applicability::Unsafe).text, "x");
    }

    /// Fixes of one to three edits, at any offsets whatever, with replacements that are marked by their place.
    fn fixes() -> impl Strategy<Value = Vec<Vec<(u32, u32, String)>>> {
        let edit = (0..40_u32, 0..6_u32, "[xy é]{0,3}").prop_map(|(start, length, text)| (start, start + length, text));
        prop::collection::vec(prop::collection::vec(edit, 1..4), 0..12)
    }

    proptest! {
        #[test]
        fn any_fixes_converge_and_keep_what_they_do_not_touch(text in "[ab é\r\n]{0,30}", fixes in fixes()) {
            let diagnostics: Vec<Diagnostic> = fixes
                .iter()
                .map(|edits| {
                    let borrowed: Vec<_> = edits.iter().map(|(start, end, text)| (*start, *end, text.as_str())).collect();
                    safe(&borrowed)
                })
                .collect();
            let whole = apply(&text, &diagnostics, Applicability::Safe);
            prop_assert!(whole.applied + whole.skipped <= diagnostics.len());
            if whole.applied == 0 {
                prop_assert_eq!(&whole.text, &text);
            }

            // One fix alone does exactly what its edits say: the length changes by what they add and take away.
            for diagnostic in &diagnostics {
                let one = apply(&text, std::slice::from_ref(diagnostic), Applicability::Safe);
                prop_assert_eq!(one.skipped, 0);
                if one.applied == 1 {
                    let edits = &diagnostic.fixes[0].edits;
                    let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
                    let removed: usize = edits.iter().map(|edit| edit.span.len()).sum();
                    prop_assert_eq!(one.text.len(), text.len() + added - removed);
                    prop_assert!(one.text.starts_with(&text[..edits[0].span.start as usize]));
                    prop_assert!(one.text.ends_with(&text[edits[edits.len() - 1].span.end as usize..]));
                }
            }
        }

        #[test]
        fn nothing_happens_below_the_threshold(text in "[ab é]{0,30}", fixes in fixes()) {
            let diagnostics: Vec<Diagnostic> = fixes
                .iter()
                .map(|edits| {
                    let borrowed: Vec<_> = edits.iter().map(|(start, end, text)| (*start, *end, text.as_str())).collect();
                    finding(Applicability::Unsafe, &borrowed)
                })
                .collect();
            prop_assert_eq!(apply(&text, &diagnostics, Applicability::Safe).text, text);
        }
    }
}
