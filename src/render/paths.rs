//! Paths as other programs want them: slashes forward, nothing before the first folder, and as URIs where asked.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::source::Source;

/// Everything but what a URI leaves as it is in a path.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The name of a document as CI knows it: relative to where the run began, without `./`, with forward slashes. Bytes
/// that are no UTF-8 are replaced, since the formats that take this are all of UTF-8.
pub(super) fn portable(name: &str) -> String {
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    let mut rest = &*name;
    while let Some(shorter) = rest.strip_prefix("./") {
        rest = shorter.trim_start_matches('/');
    }
    if rest.is_empty() { name } else { rest.to_owned() }
}

/// The URI reference of `source`: relative where its path is, with each byte of the path kept, UTF-8 or not.
pub(super) fn uri(source: &Source) -> String {
    match bytes(source) {
        Some(bytes) => uri_of_bytes(&bytes),
        None => uri_of_name(&source.name),
    }
}

/// The URI reference of a document of which nothing but its name is known.
pub(super) fn uri_of_name(name: &str) -> String {
    uri_of_bytes(portable(name).as_bytes())
}

fn uri_of_bytes(bytes: &[u8]) -> String {
    let mut rest = bytes;
    while let Some(shorter) = rest.strip_prefix(b"./") {
        rest = shorter;
    }
    let scheme = if rest.starts_with(b"/") { "file://" } else { "" };
    format!("{scheme}{}", percent_encode(rest, ESCAPED))
}

#[cfg(unix)]
fn bytes(source: &Source) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt;
    source.path.as_ref().map(|path| path.as_os_str().as_bytes().to_vec())
}

#[cfg(not(unix))]
fn bytes(_source: &Source) -> Option<Vec<u8>> {
    None
}

#[cfg(test)]
mod tests {
    use super::{portable, uri_of_bytes, uri_of_name};

    #[test]
    fn names_and_uris() {
        for (name, expected, uri) in [
            ("a.md", "a.md", "a.md"),
            ("././/news/a b.md", "news/a b.md", "news/a%20b.md"),
            ("100% sure#1?.md", "100% sure#1?.md", "100%25%20sure%231%3F.md"),
            ("c:d/a\nb.md", "c:d/a\nb.md", "c%3Ad/a%0Ab.md"),
            ("/srv/é.md", "/srv/é.md", "file:///srv/%C3%A9.md"),
            ("../up.md", "../up.md", "../up.md"),
            ("<stdin>", "<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!((portable(name).as_str(), uri_of_name(name).as_str()), (expected, uri));
        }
        assert_eq!(uri_of_bytes(b"./caf\xe9.md"), "caf%E9.md");
    }
}
