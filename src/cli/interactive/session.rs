//! What was decided on one article so far; nothing of it is written.

use copydesk::corpus::Corpus;
use copydesk::diagnostic::{Diagnostic, Edit};
use copydesk::pipeline::{CannotSilence, Checker};
use copydesk::source::{Source, Span, Text};

/// The rules that find words which a list of words makes right.
const OF_WORDS: [&str; 2] = ["misspelling", "unknown-name"];

/// Finds what is wrong in a text, as far as it is to be decided on.
pub(super) type Check<'a> = dyn Fn(&Source) -> Vec<Diagnostic> + 'a;

/// One article on the desk.
pub(super) struct Session<'a> {
    checker: &'a Checker,
    corpus: &'a Corpus,
    /// Finds what is to be decided on.
    check: &'a Check<'a>,
    /// The text as it was read.
    pub(super) before: Text,
    state: State,
    history: Vec<State>,
}

/// How far the editor has come. Each step keeps the one before it, so that it can be undone.
#[derive(Clone)]
struct State {
    source: Source,
    found: Vec<Diagnostic>,
    /// What is left as it is: the rule, and where the finding begins.
    passed: Vec<(&'static str, u32)>,
    /// What is to be added to the project's words, with the ones of earlier articles.
    words: Vec<String>,
    /// What is to be ignored in the whole project.
    ignored: Vec<&'static str>,
    /// How many steps changed the article.
    changes: usize,
}

impl<'a> Session<'a> {
    /// Opens `source`, in which `words` and the rules of `ignored` are not found, as was decided before.
    pub(super) fn open(
        (checker, corpus, check): (&'a Checker, &'a Corpus, &'a Check<'a>),
        source: &Source,
        found: &[Diagnostic],
        (words, ignored): (&[String], &[&'static str]),
    ) -> Self {
        let mut state = State {
            source: source.clone(),
            found: found.to_vec(),
            passed: Vec::new(),
            words: words.to_vec(),
            ignored: ignored.to_vec(),
            changes: 0,
        };
        state.forget();
        Self { checker, corpus, check, before: source.text.clone(), state, history: Vec::new() }
    }

    /// The finding that is to be decided on, and the article as it is now.
    pub(super) fn current(&self) -> Option<(&Source, &Diagnostic)> {
        let State { source, found, passed, .. } = &self.state;
        let open = |finding: &&Diagnostic| !passed.contains(&(finding.rule, finding.span.start));
        found.iter().find(open).map(|finding| (source, finding))
    }

    /// How many findings are to be decided on.
    pub(super) fn open_count(&self) -> usize {
        let passed = |finding: &&Diagnostic| !self.state.passed.contains(&(finding.rule, finding.span.start));
        self.state.found.iter().filter(passed).count()
    }

    /// How many findings were left as they are.
    pub(super) fn left(&self) -> usize {
        self.state.found.len() - self.open_count()
    }

    /// The text as it is now.
    pub(super) fn text(&self) -> &Text {
        &self.state.source.text
    }

    /// How many steps changed the text.
    pub(super) fn changes(&self) -> usize {
        self.state.changes
    }

    /// The words that are to be added.
    pub(super) fn words(&self) -> &[String] {
        &self.state.words
    }

    /// The rules that are to be ignored in the project.
    pub(super) fn ignored(&self) -> &[&'static str] {
        &self.state.ignored
    }

    /// Takes the fix of this number, from 0; `false` where there is none.
    pub(super) fn fix(&mut self, number: usize) -> bool {
        let edits = self.current().and_then(|(_, finding)| finding.fixes.get(number)).map(|fix| fix.edits.clone());
        edits.is_some_and(|edits| self.apply(&edits))
    }

    /// Replaces what was found by `text`.
    pub(super) fn edit(&mut self, text: &str) -> bool {
        let span = self.current().map(|(_, finding)| finding.span);
        span.is_some_and(|span| self.apply(&[Edit { span, text: text.to_owned() }]))
    }

    /// Silences the finding where it stands, or in the whole file.
    pub(super) fn ignore_here(&mut self, whole_file: bool) -> Result<(), CannotSilence> {
        let Some((source, finding)) = self.current() else { return Ok(()) };
        let edits = if whole_file {
            self.checker.silence_in_file(source, self.corpus, finding)
        } else {
            self.checker.silence(source, self.corpus, finding)
        };
        self.apply(&edits?);
        Ok(())
    }

    /// Ignores the rule in the whole project.
    pub(super) fn ignore_always(&mut self) {
        let Some(rule) = self.current().map(|(_, finding)| finding.rule) else { return };
        self.history.push(self.state.clone());
        self.state.ignored.push(rule);
        self.state.forget();
    }

    /// The word that would be added to the list, where the finding is about one.
    pub(super) fn word(&self) -> Option<String> {
        let (source, finding) = self.current()?;
        word_of(source, finding)
    }

    /// Adds the word to the list.
    pub(super) fn add_word(&mut self) -> bool {
        let Some(word) = self.word() else { return false };
        self.history.push(self.state.clone());
        self.state.words.push(word);
        self.state.forget();
        true
    }

    /// Leaves the finding as it is.
    pub(super) fn skip(&mut self) {
        let Some(place) = self.current().map(|(_, finding)| (finding.rule, finding.span.start)) else { return };
        self.history.push(self.state.clone());
        self.state.passed.push(place);
    }

    /// Takes the last step back; `false` where there is none.
    pub(super) fn undo(&mut self) -> bool {
        let last = self.history.pop();
        last.map(|state| self.state = state).is_some()
    }

    fn apply(&mut self, edits: &[Edit]) -> bool {
        let mut text = self.text().to_string();
        for edit in edits.iter().rev() {
            if text.get(edit.span.range()).is_none() {
                return false;
            }
            text.replace_range(edit.span.range(), &edit.text);
        }
        self.history.push(self.state.clone());
        let state = &mut self.state;
        state.source.text = text.into();
        for (_, start) in &mut state.passed {
            *start = moved(*start, edits);
        }
        state.changes += 1;
        state.found = (self.check)(&state.source);
        state.forget();
        true
    }
}

impl State {
    /// Takes out of what is found what is to be right from now on.
    fn forget(&mut self) {
        let Self { source, found, words, ignored, .. } = self;
        found.retain(|finding| {
            let is_word = word_of(source, finding).is_some_and(|word| words.contains(&word));
            !is_word && !ignored.contains(&finding.rule)
        });
    }
}

/// Where the byte at `at` is after `edits`.
fn moved(at: u32, edits: &[Edit]) -> u32 {
    let before = edits.iter().filter(|edit| edit.span.start <= at);
    let by: i64 = before
        .map(|edit| i64::try_from(edit.text.len()).unwrap_or(0) - i64::from(edit.span.end - edit.span.start))
        .sum();
    u32::try_from(i64::from(at) + by).unwrap_or(at)
}

fn word_of(source: &Source, finding: &Diagnostic) -> Option<String> {
    let Span { start, end } = finding.span;
    let text = source.text.get(start as usize..end as usize)?;
    let word = ["'s", "’s", "'", "’"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let is_word = OF_WORDS.contains(&finding.rule) && !word.is_empty() && !word.contains(char::is_whitespace);
    is_word.then(|| word.to_owned())
}
