//! Hunspell dictionaries that users bring, read by Hunspell itself.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::thread;

use hunspell_rs::{CheckResult, Hunspell};

use super::error::LexiconError;
use super::files::{DictionaryFiles, Ready};
use super::memo::Memo;

/// Words longer than this many bytes are never passed to an engine.
const LONGEST: usize = 100;

/// What knows the words of a language.
pub trait Engine: fmt::Debug + Send + Sync {
    /// Whether `word` is right as it is written.
    fn check(&self, word: &str) -> bool;

    /// What may have been meant by `word`, the likeliest first.
    fn suggest(&self, word: &str) -> Vec<String>;
}

/// A Hunspell dictionary. Hunspell's handle must stay on one thread, so it has one of its own, which answers
/// what it is asked; answers are remembered, so that it is asked each word once.
pub struct HunspellEngine {
    path: PathBuf,
    requests: Sender<Request>,
    known: Memo<bool>,
}

enum Request {
    Check(String, Sender<bool>),
    Suggest(String, Sender<Vec<String>>),
}

impl fmt::Debug for HunspellEngine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HunspellEngine").field("path", &self.path).finish_non_exhaustive()
    }
}

impl HunspellEngine {
    /// Loads a dictionary: a path that ends in `.dic`, with the `.aff` beside it, or a name that is looked for in
    /// `$DICPATH` and the usual folders.
    ///
    /// # Errors
    ///
    /// Where there is no such dictionary, where a file of it cannot be read or is no dictionary, and where its encoding is not
    /// known; the file is named.
    pub fn load(name: &str) -> Result<Self, LexiconError> {
        let files = DictionaryFiles::find(name)?;
        let ready = files.ready()?;
        let path = files.dic;
        let failed = |reason: String| LexiconError::BadDictionary { path: path.clone(), reason };
        let (requests, inbox) = mpsc::channel::<Request>();
        let (loaded, started) = mpsc::channel();
        thread::Builder::new()
            .name("hunspell".into())
            .spawn(move || {
                let hunspell = open(&ready);
                // Hunspell has read the files, so that copies in another encoding may go.
                drop(ready);
                let _ = loaded.send(());
                // A caller that no longer waits for its answer is no fault.
                for request in inbox {
                    match request {
                        Request::Check(word, answer) => {
                            let _ = answer.send(hunspell.check(&word) == CheckResult::FoundInDictionary);
                        }
                        Request::Suggest(word, answer) => {
                            let _ = answer.send(hunspell.suggest(&word));
                        }
                    }
                }
            })
            .map_err(|error| failed(format!("no thread for it: {error}")))?;
        started.recv().map_err(|_| failed("Hunspell could not load it".into()))?;
        Ok(Self { path, requests, known: Memo::default() })
    }

    /// The `.dic` file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn ask<T: Default>(&self, word: &str, request: impl FnOnce(String, Sender<T>) -> Request) -> T {
        // A NUL byte would end the word for Hunspell, and no word is so long.
        if word.is_empty() || word.len() > LONGEST || word.contains('\0') {
            return T::default();
        }
        let (answer, answered) = mpsc::channel();
        if self.requests.send(request(word.to_owned(), answer)).is_err() {
            return T::default();
        }
        answered.recv().unwrap_or_default()
    }
}

fn open(files: &Ready) -> Hunspell {
    Hunspell::new(&files.aff, &files.dic)
}

impl Engine for HunspellEngine {
    fn check(&self, word: &str) -> bool {
        self.known.get(word, || self.ask(word, Request::Check))
    }

    fn suggest(&self, word: &str) -> Vec<String> {
        self.ask(word, Request::Suggest)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn dictionary(folder: &Path, aff: &[u8], dic: &[u8]) -> Result<HunspellEngine, LexiconError> {
        fs::write(folder.join("x.aff"), aff).unwrap();
        fs::write(folder.join("x.dic"), dic).unwrap();
        HunspellEngine::load(folder.join("x.dic").to_str().unwrap())
    }

    #[test]
    fn reads_the_encodings_that_dictionaries_have() {
        let folder = tempfile::tempdir().unwrap();
        for (aff, dic, right) in [
            (&b"SET UTF-8\n"[..], "2\ncafé\nœuvre\n".as_bytes(), &["café", "Café", "œuvre"][..]),
            (b"SET ISO8859-1\n", b"1\ncaf\xe9\n", &["café", "CAFÉ"]),
            (b"", b"1\ncaf\xe9\n", &["café"]),
            (b"SET ISO8859-15\nSFX \xe9 Y 1\nSFX \xe9 0 s .\n", b"1\n\xbduvre/\xe9\n", &["œuvre", "œuvres", "Œuvre"]),
            (b"SET ISO8859-2\n", b"1\nsp\xf3\xb3ka\n", &["spółka"]),
            (b"SET KOI8-R\n", b"1\n\xcd\xc9\xd2\n", &["мир"]),
            (b"SET microsoft-cp1251\n", b"1\n\xec\xe8\xf0\n", &["мир"]),
        ] {
            let engine = dictionary(folder.path(), aff, dic).unwrap();
            for word in right {
                assert!(engine.check(word), "{word} in {}", String::from_utf8_lossy(aff));
            }
            assert!(!engine.check("qqq"));
        }
    }

    #[test]
    fn refuses_what_is_no_dictionary() {
        let folder = tempfile::tempdir().unwrap();
        for (aff, dic, reason) in [
            (&b"SET UTF-8\n"[..], &b""[..], "its first line is not a number of words"),
            (b"SET UTF-8\n", b"word\n", "its first line is not a number of words"),
            (b"SET UTF-8\n", b"1\ncaf\xe9\n", "it is not UTF-8"),
            (b"SET UTF-8\n", b"999999999999\nword\n", "announces 999999999999 words, and it has 2 lines"),
            (b"SET UTF-8\nREP 999999992\nREP f ph\n", b"1\nx\n", "`REP 999999992` announces more lines than there are"),
            (b"SET UTF-8\nSFX A Y 4000000000\nSFX A 0 s .\n", b"1\nx\n", "announces more lines than there are"),
            (b"SET ISCII-DEVANAGARI\n", b"1\nx\n", "its encoding, ISCII-DEVANAGARI, is not known"),
            (b"SET ISO8859-1\nFLAG long\nSFX \xe9a Y 1\nSFX \xe9a 0 s .\n", b"1\nx\n", "long flags"),
        ] {
            let error = dictionary(folder.path(), aff, dic).unwrap_err().to_string();
            assert!(error.contains(reason) && error.contains("x."), "{error}");
        }
    }

    #[test]
    fn strange_words_do_not_reach_the_engine() {
        let folder = tempfile::tempdir().unwrap();
        let engine = dictionary(folder.path(), b"SET UTF-8\n", b"1\nword\n").unwrap();
        let threads: Vec<bool> = thread::scope(|scope| {
            let check = || {
                ["word", "", "wo\0rd", &"word".repeat(1000)].map(|word| engine.check(word))
                    == [true, false, false, false]
            };
            let started: Vec<_> = (0..4).map(|_| scope.spawn(check)).collect();
            started.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(threads, [true; 4]);
        assert_eq!(engine.suggest("wrod"), ["word"]);
    }

    #[test]
    fn what_is_missing_is_named() {
        for (name, message) in [
            ("/nowhere/xx.dic", "cannot read /nowhere/xx.aff"),
            ("no-such-language", "no dictionary no-such-language.dic with no-such-language.aff beside it in "),
        ] {
            let error = HunspellEngine::load(name).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
