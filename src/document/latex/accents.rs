//! Accents and letters that are written as commands.

use unicode_normalization::UnicodeNormalization;

/// The mark that the accent `name` puts on a letter.
fn combining(name: char) -> Option<char> {
    Some(match name {
        '`' => '\u{300}',
        '\'' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '"' => '\u{308}',
        '=' => '\u{304}',
        '.' => '\u{307}',
        'u' => '\u{306}',
        'v' => '\u{30c}',
        'H' => '\u{30b}',
        'c' => '\u{327}',
        'd' => '\u{323}',
        'b' => '\u{331}',
        'k' => '\u{328}',
        'r' => '\u{30a}',
        _ => return None,
    })
}

/// What the accent that `rest` begins with, from its backslash on, stands for, and its length.
pub(super) fn accent(rest: &str) -> Option<(usize, String)> {
    let name = rest.strip_prefix('\\')?.chars().next()?;
    let mark = combining(name)?;
    let mut at = 1 + name.len_utf8();
    let after = rest.get(at..)?;
    if name.is_ascii_alphabetic() && after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    at += after.len() - after.trim_start_matches(' ').len();
    let braced = rest.get(at..)?.starts_with('{');
    at += usize::from(braced);
    let after = rest.get(at..)?;
    if braced && after.starts_with('}') {
        // `\^{}` is the mark by itself.
        return matches!(name, '^' | '~' | '`' | '\'').then(|| (at + 1, name.to_string()));
    }
    let (length, base) = if let Some(dotless) = ["\\i", "\\j"].iter().find(|dotless| after.starts_with(**dotless)) {
        let follows = after.get(2..)?;
        if follows.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let length = if braced { 2 } else { 2 + follows.len() - follows.trim_start_matches(' ').len() };
        (length, dotless.chars().next_back()?)
    } else {
        let base = after.chars().next().filter(|c| c.is_alphabetic())?;
        (base.len_utf8(), base)
    };
    at += length;
    if braced {
        at += usize::from(rest.get(at..)?.starts_with('}'));
        if !rest.get(..at)?.ends_with('}') {
            return None;
        }
    }
    Some((at, [base, mark].into_iter().nfc().collect()))
}

/// What a group such as `{\"o}` or `{\ss}` stands for, and its length.
pub(super) fn grouped(rest: &str) -> Option<(usize, String)> {
    let inner = rest.strip_prefix('{')?;
    if !inner.starts_with('\\') {
        return None;
    }
    let (length, text) = accent(inner).or_else(|| {
        let letters = inner.get(1..)?.bytes().take_while(u8::is_ascii_alphabetic).count();
        Some((1 + letters, letter(inner.get(1..=letters)?)?.to_owned()))
    })?;
    inner.get(length..)?.starts_with('}').then_some((length + 2, text))
}

/// The text that the command `name` stands for.
pub(super) fn letter(name: &str) -> Option<&'static str> {
    Some(match name {
        "ss" => "ß",
        "o" => "ø",
        "O" => "Ø",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "aa" => "å",
        "AA" => "Å",
        "l" => "ł",
        "L" => "Ł",
        "i" => "ı",
        "j" => "ȷ",
        "dh" => "ð",
        "DH" => "Ð",
        "th" => "þ",
        "TH" => "Þ",
        "ng" => "ŋ",
        "S" | "textsection" => "§",
        "P" | "textparagraph" => "¶",
        "copyright" | "textcopyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "pounds" | "textsterling" => "£",
        "euro" | "texteuro" => "€",
        "dag" | "textdagger" => "†",
        "ldots" | "dots" | "textellipsis" => "…",
        "textendash" => "–",
        "textemdash" => "—",
        "textquoteleft" | "lq" => "‘",
        "textquoteright" | "rq" => "’",
        "textquotedblleft" | "grqq" => "“",
        "textquotedblright" => "”",
        "textquotedbl" => "\"",
        "textquotesingle" => "'",
        "textasciigrave" => "`",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textbackslash" => "\\",
        "textbar" => "|",
        "textless" => "<",
        "textgreater" => ">",
        "textunderscore" => "_",
        "textdegree" | "degree" => "°",
        "textbullet" => "•",
        "textdollar" => "$",
        "guillemotleft" | "og" => "«",
        "guillemotright" | "fg" => "»",
        "quotedblbase" | "glqq" => "„",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        "slash" => "/",
        "nobreakspace" => "\u{a0}",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{accent, grouped};

    #[test]
    fn accents_are_letters() {
        for (written, expected) in [
            ("\\'e", "é"),
            ("\\\"{o}x", "ö"),
            ("\\c{c}", "ç"),
            ("\\c c", "ç"),
            ("\\v{s}", "š"),
            ("\\'\\i", "í"),
            ("\\`{\\i}", "ì"),
            ("\\^{}", "^"),
            ("\\H o", "ő"),
        ] {
            assert_eq!(accent(written).map(|(_, text)| text).as_deref(), Some(expected), "{written}");
        }
        assert_eq!(grouped("{\\\"o}l"), Some((5, "ö".to_owned())));
        assert_eq!(grouped("{\\ss}"), Some((5, "ß".to_owned())));
        for written in ["\\'", "\\cite", "\\'{", "\\'{e", "\\\"1", "\\"] {
            assert_eq!(accent(written), None, "{written}");
        }
    }
}
