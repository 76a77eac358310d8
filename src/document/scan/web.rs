//! Addresses, mentions, topics and file names.

use super::Scanner;
use crate::document::chars;

/// Endings of host names that are no English words, and those that are only taken for one before a path.
const DOMAINS: &[&str] = &[
    "ai", "app", "au", "biz", "ca", "ch", "cn", "co", "com", "de", "dev", "edu", "es", "eu", "fm", "fr", "gov", "ie",
    "il", "info", "int", "io", "ir", "jp", "kp", "kr", "mil", "net", "news", "nl", "nz", "org", "pl", "ru", "se", "tv",
    "tw", "ua", "uk", "xyz", "za",
];

/// Endings of the names of files.
const EXTENSIONS: &[&str] = &[
    "avi", "bat", "bmp", "cfg", "conf", "cpp", "css", "csv", "db", "dic", "dll", "doc", "docx", "epub", "exe", "gif",
    "gz", "htm", "html", "ini", "ipynb", "iso", "jar", "java", "jpeg", "jpg", "js", "json", "jsx", "log", "lua",
    "markdown", "md", "mkv", "mov", "mp3", "mp4", "mpeg", "odt", "ogg", "pdf", "php", "png", "ppt", "pptx", "ps1",
    "py", "rs", "rst", "rtf", "sh", "sql", "svg", "tar", "tex", "tif", "tiff", "toml", "ts", "tsv", "tsx", "txt",
    "wasm", "wav", "webm", "webp", "xls", "xlsx", "xml", "yaml", "yml", "zip",
];

impl Scanner<'_> {
    /// The end of an address from `at` on: up to white space or a delimiter, without the stop of its sentence.
    pub(super) fn address_end(&self, at: usize) -> usize {
        let mut end = at;
        let (mut opened, mut closed) = (0u32, 0u32);
        while let Some(c) = self.char_at(end) {
            let over = c.is_whitespace()
                || matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '^' | '“' | '”' | '‘' | '’' | '»' | '«' | '…');
            if over {
                break;
            }
            opened += u32::from(c == '(');
            closed += u32::from(c == ')');
            end += c.len_utf8();
        }
        while let Some(&last) = self.bytes.get(at..end).and_then(<[u8]>::last) {
            match last {
                b')' if closed > opened => closed -= 1,
                b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'~' | b']' | b'[' => {}
                _ => break,
            }
            end -= 1;
        }
        end
    }

    /// The end of a mention or topic whose sign stands at `at`.
    pub(super) fn tag(&self, at: usize) -> Option<usize> {
        if self.char_before(at).is_some_and(chars::is_word_char) {
            return None;
        }
        let start = at + 1;
        let mention = self.bytes.get(at) == Some(&b'@');
        let mut end = start;
        let mut letters = false;
        while let Some(c) = self.char_at(end) {
            let joint = mention && matches!(c, '.' | '-' | '/') && self.word_char_at(end + 1);
            if !chars::is_word_char(c) && c != '_' && !joint {
                break;
            }
            letters |= c.is_alphabetic();
            end += c.len_utf8();
        }
        letters.then_some(end)
    }

    /// The end of a file path that begins at `at` with `/`, `~/`, `./` or `../`.
    pub(super) fn path(&self, at: usize) -> Option<usize> {
        if self.char_before(at).is_some_and(|c| !c.is_whitespace() && !chars::opens_bracket(c) && c != '"') {
            return None;
        }
        let rest = self.bytes.get(at..)?;
        let root = ["/", "~/", "./", "../"].into_iter().find(|root| rest.starts_with(root.as_bytes()))?;
        let start = at + root.len();
        if !self.char_at(start).is_some_and(|c| c.is_alphanumeric() || c == '_') {
            return None;
        }
        let end = self.path_end(start);
        let deep = self.bytes.get(start..end)?.contains(&b'/');
        (deep || root != "/" || has_extension(self.slice(start, end))).then_some(end)
    }

    /// The end of the path characters from `at` on, without a stop after them.
    pub(super) fn path_end(&self, at: usize) -> usize {
        let mut end = at;
        while let Some(c) = self.char_at(end) {
            if !c.is_alphanumeric() && !matches!(c, '/' | '.' | '-' | '_' | '\\' | '+' | '~' | '%') {
                break;
            }
            end += c.len_utf8();
        }
        while matches!(self.bytes.get(at..end).and_then(<[u8]>::last), Some(b'.' | b'-')) {
            end -= 1;
        }
        end
    }
}

/// Whether the last part of a dotted run ends host names, in a run of `parts` parts.
pub(super) fn is_domain(last: &str) -> bool {
    DOMAINS.binary_search(&last).is_ok()
}

/// Whether `name` ends as the name of a file does.
pub(super) fn has_extension(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty()
            && ending.len() <= 8
            && (EXTENSIONS.binary_search(&ending).is_ok()
                || (ending.bytes().all(|byte| byte.is_ascii_uppercase())
                    && EXTENSIONS.binary_search(&ending.to_ascii_lowercase().as_str()).is_ok()))
    })
}

#[cfg(test)]
mod tests {
    use super::{DOMAINS, EXTENSIONS, has_extension};

    #[test]
    fn the_tables_can_be_searched() {
        assert!(DOMAINS.is_sorted());
        assert!(EXTENSIONS.is_sorted());
        assert!(
            has_extension("report.pdf") && has_extension("A.PDF") && !has_extension("end.The") && !has_extension("md")
        );
    }
}
