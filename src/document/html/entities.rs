//! Entities: what stands for another character.

use html5gum::{Token, Tokenizer};

/// The longest name of an entity, in bytes, with room for numbers with many zeros.
const LONGEST: usize = 48;

/// The length of the entity that `rest` begins with, in bytes, and what it stands for. In an attribute it ends with a
/// semicolon.
pub(in crate::document) fn entity(rest: &str, in_attribute: bool) -> Option<(usize, String)> {
    let bytes = rest.as_bytes();
    let hash = usize::from(bytes.get(1) == Some(&b'#'));
    let name = bytes.iter().skip(1 + hash).take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let stopped = bytes.get(1 + hash + name) == Some(&b';');
    if name == 0 || (in_attribute && !stopped) {
        return None;
    }
    let written = rest.get(..1 + hash + name + usize::from(stopped))?;
    let common = match written {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&nbsp;" => "\u{a0}",
        "&#39;" => "'",
        _ => return decoded(written),
    };
    Some((written.len(), common.to_owned()))
}

/// The length of what `rest` begins with, if that is written as an entity is: `&publisher;`. An ampersand within a name (R&D;) is
/// followed by fewer letters.
pub(super) fn unknown(rest: &str) -> Option<usize> {
    let name = rest.bytes().skip(1).take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let lettered = rest.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic);
    (name > 2 && lettered && rest.as_bytes().get(1 + name) == Some(&b';')).then_some(name + 2)
}

/// What a parser makes of `written`: some of the names without a semicolon may go on with letters that are only letters.
fn decoded(written: &str) -> Option<(usize, String)> {
    let mut read = String::new();
    for token in Tokenizer::new(written) {
        if let Ok(Token::String(text)) = token {
            read.push_str(std::str::from_utf8(&text).ok()?);
        }
    }
    if read == written {
        return None;
    }
    let same = read.bytes().rev().zip(written.bytes().rev()).take_while(|(left, right)| left == right).count();
    // What stands for something is never empty.
    let first = read.chars().next()?.len_utf8();
    let literal = same.min(read.len().saturating_sub(first));
    let text = read.get(..read.len() - literal)?;
    Some((written.len() - literal, text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::entity;

    #[test]
    fn entities_are_decoded_as_browsers_do() {
        for (written, expected) in [
            ("&eacute;s", Some((8, "é"))),
            ("&eacutes", Some((7, "é"))),
            ("&#8217;s", Some((7, "’"))),
            ("&#x2019;s", Some((8, "’"))),
            ("&#146;", Some((6, "’"))),
            ("&rsquo;", Some((7, "’"))),
            ("&notit;", Some((4, "¬"))),
            ("&fjlig;", Some((7, "fj"))),
            ("&shy;", Some((5, "\u{ad}"))),
            ("&nosuch;", None),
            ("& so", None),
            ("&", None),
            ("&#;", None),
            ("R&D", None),
        ] {
            let found = entity(written, false);
            assert_eq!(found.as_ref().map(|(length, text)| (*length, text.as_str())), expected, "{written}");
        }
        assert_eq!(entity("&copy=1", true), None);
    }
}
