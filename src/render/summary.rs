//! The last line: how much was found, and how much of it can be fixed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Applicability, Diagnostic, Severity};

/// What was found in a run, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Diagnostics that are errors.
    pub errors: usize,
    /// Diagnostics that are warnings.
    pub warnings: usize,
    /// Diagnostics that are notes.
    pub notes: usize,
    /// Diagnostics whose best fix is applied by `--fix`.
    pub safe: usize,
    /// Diagnostics whose best fix is applied by `--unsafe-fixes` only.
    pub unsafe_only: usize,
    /// Documents that were checked.
    pub documents: usize,
    /// Documents in which something was found.
    pub affected: usize,
}

impl Counts {
    /// Counts one more document and what was found in it.
    pub fn add(&mut self, diagnostics: &[Diagnostic]) {
        self.documents += 1;
        self.affected += usize::from(!diagnostics.is_empty());
        for diagnostic in diagnostics {
            *match diagnostic.severity {
                Severity::Error => &mut self.errors,
                Severity::Warning => &mut self.warnings,
                Severity::Note => &mut self.notes,
            } += 1;
            match diagnostic.fixes.first().map(|fix| fix.applicability) {
                Some(Applicability::Safe) => self.safe += 1,
                Some(Applicability::Unsafe) => self.unsafe_only += 1,
                Some(Applicability::DisplayOnly) | None => {}
            }
        }
    }

    /// Counts what `other` has counted in other documents.
    pub fn merge(&mut self, other: &Self) {
        let Self { errors, warnings, notes, safe, unsafe_only, documents, affected } = other;
        self.errors += errors;
        self.warnings += warnings;
        self.notes += notes;
        self.safe += safe;
        self.unsafe_only += unsafe_only;
        self.documents += documents;
        self.affected += affected;
    }

    /// How many diagnostics are at least as grave as `severity`.
    pub fn at_least(&self, severity: Severity) -> usize {
        let graver = match severity {
            Severity::Error => 0,
            Severity::Warning => self.warnings,
            Severity::Note => self.warnings + self.notes,
        };
        self.errors + graver
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.documents == 0 {
            return f.write_str("Nothing to check.");
        }
        if self.at_least(Severity::Note) == 0 {
            return write!(f, "No errors in {}.", quantity(self.documents, "article"));
        }
        f.write_str(&found(self))?;
        if self.affected == self.documents {
            write!(f, " in {}", quantity(self.documents, "article"))?;
        } else {
            write!(f, " in {} of {}", self.affected, quantity(self.documents, "article"))?;
        }
        match (self.safe, self.unsafe_only) {
            (0, 0) => Ok(()),
            (safe, 0) => write!(f, "; {safe} can be fixed with --fix"),
            (0, others) => write!(f, "; {others} can be fixed with --unsafe-fixes"),
            (safe, others) => write!(f, "; {safe} can be fixed with --fix, {others} more with --unsafe-fixes"),
        }
    }
}

/// What was fixed in a run, and what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fixed {
    /// Fixes that were applied.
    pub fixes: usize,
    /// Documents that were changed.
    pub documents: usize,
    /// What remains.
    pub remaining: Counts,
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.fixes == 0 {
            return write!(f, "Nothing was fixed. {}", self.remaining);
        }
        let (fixes, documents) = (quantity(self.fixes, "fix"), quantity(self.documents, "article"));
        write!(f, "Applied {fixes} in {documents}")?;
        match self.remaining.at_least(Severity::Note) {
            0 => f.write_str("; nothing remains."),
            _ => write!(f, ". Remaining: {}", self.remaining),
        }
    }
}

/// `1 article`, `2 articles`; `noun` takes the plural of English nouns that end in a consonant.
pub fn quantity(count: usize, noun: &str) -> String {
    let plural = match noun.as_bytes().last() {
        _ if count == 1 => "",
        Some(b'x' | b's') => "es",
        _ => "s",
    };
    format!("{count} {noun}{plural}")
}

fn found(counts: &Counts) -> String {
    let parts: Vec<String> = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note")]
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, noun)| quantity(count, noun))
        .collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Fixed};

    #[test]
    fn reads_as_english() {
        let none = Counts { documents: 12, ..Counts::default() };
        let one = Counts { errors: 1, safe: 1, documents: 1, affected: 1, ..Counts::default() };
        let two =
            Counts { errors: 3, warnings: 2, safe: 4, unsafe_only: 1, documents: 1, affected: 1, ..Counts::default() };
        let three =
            Counts { errors: 1, warnings: 1, notes: 2, unsafe_only: 2, documents: 9, affected: 2, ..Counts::default() };
        for (counts, line) in [
            (none, "No errors in 12 articles."),
            (one, "1 error in 1 article; 1 can be fixed with --fix"),
            (two, "3 errors and 2 warnings in 1 article; 4 can be fixed with --fix, 1 more with --unsafe-fixes"),
            (three, "1 error, 1 warning and 2 notes in 2 of 9 articles; 2 can be fixed with --unsafe-fixes"),
        ] {
            assert_eq!(counts.to_string(), line);
        }
    }

    #[test]
    fn tells_what_was_fixed() {
        let clean = Counts { documents: 2, ..Counts::default() };
        let left = Counts { warnings: 1, documents: 2, affected: 1, ..Counts::default() };
        for (fixes, documents, remaining, line) in [
            (2, 1, clean, "Applied 2 fixes in 1 article; nothing remains."),
            (1, 1, left, "Applied 1 fix in 1 article. Remaining: 1 warning in 1 of 2 articles"),
            (0, 0, clean, "Nothing was fixed. No errors in 2 articles."),
        ] {
            assert_eq!(Fixed { fixes, documents, remaining }.to_string(), line);
        }
    }
}
