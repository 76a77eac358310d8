//! With what sound a word begins, as far as its letters show.

use crate::document::{Token, TokenFlags, TokenKind};
use crate::rules::forms::lowered;

/// The first sound of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sound {
    /// “an” stands before it.
    Vowel,
    /// “a” stands before it.
    Consonant,
}

/// Beginnings with a silent h.
const SILENT_H: &[&str] = &["heir", "honest", "honor", "honour", "hour"];

/// Words after which speakers differ.
const EITHER: &[&str] = &[
    "habitual",
    "hallucin",
    "harmon",
    "herb",
    "heredit",
    "heroic",
    "hispanic",
    "historic",
    "historian",
    "history",
    "homage",
    "horrific",
    "hotel",
    "hypothe",
    "hyster",
    "hilarious",
    "humble",
    "horrendous",
    "humongous",
    "uruguay",
    "uighur",
    "uyghur",
    "ural",
];

/// Beginnings with u that sound like “you”.
const LIKE_YOU: &[&str] = &[
    "ubiq", "uganda", "ukr", "ukulele", "unanim", "unary", "uni", "uran", "urea", "ureth", "urin", "urol", "usa",
    "use", "usi", "usu", "utah", "utensil", "uter", "util", "utop", "utrecht", "euro", "eucal", "euch", "eugen",
    "eulog", "eunuch", "euphem", "euphor", "euras", "eureka", "euthan", "ewe", "ewer", "unesco", "unicef",
];

/// Beginnings with “un-” and others that look like those.
const UN: &[&str] =
    &["unide", "unidio", "unill", "unimag", "unimp", "unimbu", "unin", "uniron", "unirr", "uniss", "unitali", "usher"];

/// With what consonants an English word may begin; before others a token is said letter by letter, if at all.
const ONSETS: &[&str] = &[
    "bl", "br", "ch", "chl", "chr", "cl", "cr", "cz", "dr", "dw", "fl", "fr", "gh", "gl", "gn", "gr", "gu", "kh", "kl",
    "kn", "kr", "ll", "ph", "phl", "phr", "pl", "pn", "pr", "ps", "rh", "sc", "sch", "schl", "schm", "schn", "schr",
    "schw", "scl", "scr", "sh", "shr", "sk", "sl", "sm", "sn", "sp", "sph", "spl", "spr", "sq", "st", "str", "sv",
    "sw", "th", "thr", "thw", "tr", "ts", "tw", "vl", "wh", "wr", "zh", "zw",
];

/// Letters that some say as a word though they have no vowel, or not the one they are said with: “sequel”.
const SAID_EITHER_WAY: &[&str] = &["SQL"];

/// Small words after which “a” is no article but a letter, or where another word is missing.
const NOT_NOUNS: &[&str] = &[
    "a", "am", "an", "and", "are", "as", "at", "if", "in", "into", "is", "it", "of", "on", "or", "out", "up", "us",
    "i", "en", "et", "el", "un", "una", "une", "other", "été", "over", "under", "our", "your",
];

/// The letters whose names begin with a vowel.
const NAMED_WITH_VOWEL: &[u8] = b"AEFHILMNORSX";

/// The first sound of a token, or nothing where it is in doubt. `an` says which article stands before it, `known` whether a
/// word is in the dictionary.
pub(super) fn of(token: Token, text: &str, an: bool, known: &dyn Fn(&str) -> bool) -> Option<Sound> {
    match token.kind {
        TokenKind::Number => number(text),
        TokenKind::Word if token.has(TokenFlags::ROMAN) && text.len() > 1 => None,
        TokenKind::Word | TokenKind::Abbreviation | TokenKind::Mixed => {
            // The first part decides: an X-ray, a U-turn, an MP-led group.
            let part = text.split(['-', '‑', '/']).next().unwrap_or(text);
            if part.starts_with(|first: char| first.is_ascii_digit()) {
                return number(part);
            }
            if part.bytes().any(|byte| byte.is_ascii_digit()) || part.len() < text.len() && part.len() == 1 {
                return letters(part);
            }
            if part.contains('.') {
                return abbreviation(part);
            }
            let part = part.strip_suffix("'s").or_else(|| part.strip_suffix("’s")).unwrap_or(part);
            let capitals = part.bytes().filter(u8::is_ascii_uppercase).count();
            if part.len() == 1 || capitals > 1 && part.bytes().take(2).all(|byte| byte.is_ascii_uppercase()) {
                // A word of the dictionary is none the less a word in capitals: an UPDATE, a REPAIR.
                // One that begins with what no word begins with is read by its letters, be it in the dictionary: LGBT.
                let word = part.len() > 3 && lowered(part, known) && lowered(part, |word| may_be_said(word, || true));
                if part != "US" && lowered(part, |word| NOT_NOUNS.contains(&word)) {
                    return None;
                }
                return if word { lowered(part, |word| of_word(word, false, an)) } else { letters(part) };
            }
            // Honourable in short has a silent h, honey in short has none.
            if part.eq_ignore_ascii_case("hon") {
                return None;
            }
            let sound = lowered(part, |word| of_word(word, part.starts_with(|c: char| c.is_uppercase()), an))?;
            // Of words that no list has, a u may be said in either way: urlencoded, umount.
            if part.starts_with(['u', 'U']) && !known(part) {
                return None;
            }
            lowered(part, |word| may_be_said(word, || known(part))).then_some(sound)
        }
        _ => None,
    }
}

/// By the sound of the number: 8 and 80 are eight, eighty; 11 and 18 are eleven, eighteen, also before thousands.
fn number(text: &str) -> Option<Sound> {
    let text = text.trim_start_matches(['$', '£', '€']);
    if text.starts_with("0x") {
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (head, tail) = (text.get(..digits)?, text.get(digits..)?);
    let leading = match digits {
        0 => return None,
        // Years are read by hundreds, quantities by thousands: an 1800s house, but a 1800 metre run.
        4 if matches!(head.get(..2), Some("11" | "18")) => return None,
        // 11000 and 1100000 begin with eleven, 110000 with a hundred and ten.
        _ if !tail.starts_with(',') => head.get(..(digits - 1) % 3 + 1)?,
        _ => head,
    };
    let vowel = leading.starts_with('8') || leading == "11" || leading == "18";
    Some(if vowel { Sound::Vowel } else { Sound::Consonant })
}

/// `U.N.`, `M.P.`: letter by letter. Others (`approx.`) as words.
fn abbreviation(text: &str) -> Option<Sound> {
    let bytes = text.as_bytes();
    let spelt = bytes.get(1) == Some(&b'.');
    match bytes.first() {
        Some(first) if spelt && first.is_ascii_alphabetic() => Some(name_of(first.to_ascii_uppercase())),
        _ => None,
    }
}

/// Capitals, read by their names if they cannot be a word; nothing where both readings are possible and differ.
fn letters(text: &str) -> Option<Sound> {
    let end = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let letters = text.get(..end)?;
    let first = letters.bytes().next()?.to_ascii_uppercase();
    let by_name = name_of(first);
    if letters.len() == 1 {
        return Some(by_name);
    }
    if SAID_EITHER_WAY.contains(&letters) {
        return None;
    }
    let is_vowel = |byte: u8| matches!(byte.to_ascii_uppercase(), b'A' | b'E' | b'I' | b'O' | b'U' | b'Y');
    // A vowel in second place makes a syllable of three letters (LED, SIM), which it does not elsewhere (FBI, NGO) but
    // behind two consonants that begin words (SHA).
    let onset = letters.get(..2).is_some_and(|onset| ONSETS.contains(&&*onset.to_ascii_lowercase()));
    let syllable =
        letters.bytes().skip(1).take(if letters.len() > 3 || onset { letters.len() } else { 1 }).any(is_vowel);
    let as_word = match first {
        // UNESCO and UPSERT: which of the two sounds it is, the letters do not say.
        b'U' if letters.len() > 3 && syllable => Sound::Vowel,
        b'U' | b'Y' => Sound::Consonant,
        first if is_vowel(first) => Sound::Vowel,
        _ => Sound::Consonant,
    };
    (by_name == as_word || letters.len() < 3 || !syllable).then_some(by_name)
}

/// Whether a token in small letters is said as a word, or sounds the same letter by letter.
fn may_be_said(word: &str, is_known: impl FnOnce() -> bool) -> bool {
    let Some(first) = word.bytes().next().filter(u8::is_ascii_lowercase) else { return true };
    let is_vowel = |c: char| !c.is_ascii() || matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let by_name = name_of(first.to_ascii_uppercase());
    let vowel = is_vowel(char::from(first));
    if first != b'u' && (by_name == Sound::Vowel) == vowel {
        return true;
    }
    let onset = word.find(is_vowel);
    let Some(onset) = onset.and_then(|end| word.get(..end)) else { return false };
    let beginning = onset.len() < 2 || ONSETS.contains(&onset);
    beginning && (word.len() > 4 && !(first == b'u' && word.contains('_')) || is_known())
}

fn name_of(letter: u8) -> Sound {
    if NAMED_WITH_VOWEL.contains(&letter) { Sound::Vowel } else { Sound::Consonant }
}

fn of_word(word: &str, capital: bool, an: bool) -> Option<Sound> {
    let begins = |list: &[&str]| list.iter().any(|start| word.starts_with(start));
    let mut letters = word.chars();
    let (first, second) = (letters.next()?, letters.next().unwrap_or(' '));
    match first {
        'a' | 'e' | 'i' | 'o' | 'u' => {
            if NOT_NOUNS.contains(&word) || begins(EITHER) {
                None
            } else if word == "one" || word == "ones" || word == "oneself" || word == "once" || word == "ouija" {
                Some(Sound::Consonant)
            } else if begins(UN) {
                Some(Sound::Vowel)
            } else if begins(LIKE_YOU) {
                Some(Sound::Consonant)
            } else if capital
                && matches!((first, second), ('u', _) | ('e', 'u' | 'w') | ('o', 'u' | 'a') | ('i', 'a' | 'o'))
            {
                // Names of other languages: Oaxaca, Ouagadougou, Euler, Iowa, Ulan.
                None
            } else {
                Some(Sound::Vowel)
            }
        }
        'h' if begins(SILENT_H) => Some(Sound::Vowel),
        'h' if an && begins(EITHER) || begins(&["herb", "homage"]) => None,
        'y' if !matches!(second, 'a' | 'e' | 'i' | 'o' | 'u') => None,
        'x' => None,
        'b'..='z' => Some(Sound::Consonant),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Sound, letters, number};

    #[test]
    fn numbers_sound_as_they_are_read() {
        for (text, vowel) in [
            ("8", true),
            ("80", true),
            ("800", true),
            ("8,000", true),
            ("11", true),
            ("11th", true),
            ("18", true),
            ("18,500", true),
            ("11000", true),
            ("1", false),
            ("110", false),
            ("180", false),
            ("1,800", false),
            ("100", false),
            ("28", false),
            ("5km", false),
        ] {
            assert_eq!(number(text), Some(if vowel { Sound::Vowel } else { Sound::Consonant }), "{text}");
        }
        assert_eq!(number("1800"), None);
    }

    #[test]
    fn capitals_are_read_by_name_or_not_at_all() {
        for (text, expected) in [
            ("MP", Some(Sound::Vowel)),
            ("UN", Some(Sound::Consonant)),
            ("FBI", Some(Sound::Vowel)),
            ("NGO", Some(Sound::Vowel)),
            ("US", Some(Sound::Consonant)),
            ("LED", None),
            ("NATO", None),
            ("SMS", Some(Sound::Vowel)),
            ("BBC", Some(Sound::Consonant)),
            ("IMF", Some(Sound::Vowel)),
            ("X", Some(Sound::Vowel)),
        ] {
            assert_eq!(letters(text), expected, "{text}");
        }
    }
}
