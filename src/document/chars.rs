//! What the tokenizer asks of a byte or a character: letter, digit, space, apostrophe, mark.

use unicode_normalization::char::is_combining_mark;

/// A small ASCII letter.
pub(super) const LOWER: u8 = 1;
/// A capital ASCII letter.
pub(super) const UPPER: u8 = 1 << 1;
/// An ASCII digit.
pub(super) const DIGIT: u8 = 1 << 2;
/// ASCII white space within a line.
pub(super) const SPACE: u8 = 1 << 3;
/// A line end.
pub(super) const BREAK: u8 = 1 << 4;
/// Any other ASCII character after which a word is certainly over.
pub(super) const STOP: u8 = 1 << 5;
/// An ASCII character that does not go on with a word, but may make something else of it.
pub(super) const DIVIDES: u8 = 1 << 6;
/// A mark that may go on with a word, or a byte of a character beyond ASCII.
pub(super) const GOES_ON: u8 = 1 << 7;

/// Any ASCII letter.
pub(super) const LETTER: u8 = LOWER | UPPER;
/// What certainly ends a word.
pub(super) const ENDS_WORD: u8 = SPACE | BREAK | STOP;

/// The class of every byte.
static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [STOP; 256];
    let mut index = 0;
    while index < 256 {
        #[allow(clippy::cast_possible_truncation)]
        let byte = index as u8;
        table[index] = match byte {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b' ' | b'\t' | 0x0b | 0x0c => SPACE,
            b'\n' | b'\r' => BREAK,
            b'.' | b'@' | b':' | b'/' | b'\\' | b'_' | b'&' | b'+' => DIVIDES,
            b'\'' | b'`' | b'-' | 0x80.. => GOES_ON,
            _ => STOP,
        };
        index += 1;
    }
    table
}

/// The class of a byte.
#[inline]
pub(super) fn class(byte: u8) -> u8 {
    CLASSES[byte as usize]
}

/// The character of `text` that begins at `offset`, if `offset` is a boundary inside it.
#[inline]
pub(super) fn char_at(text: &str, offset: usize) -> Option<char> {
    match text.as_bytes().get(offset) {
        Some(&byte) if byte < 0x80 => Some(char::from(byte)),
        _ => text.get(offset..)?.chars().next(),
    }
}

/// The character of `text` that ends at `offset`.
pub(super) fn char_before(text: &str, offset: usize) -> Option<char> {
    text.get(..offset)?.chars().next_back()
}

/// Whether a word may be made of `c`: a letter of the Latin script, or one of the modifier letters used with it.
pub(super) fn is_latin(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => true,
        '\u{80}'..='\u{bf}' => matches!(c, 'ª' | 'µ' | 'º'),
        '\u{c0}'..='\u{2ff}'
        | '\u{1d00}'..='\u{1dbf}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{2c60}'..='\u{2c7f}'
        | '\u{a720}'..='\u{a7ff}'
        | '\u{ab30}'..='\u{ab6f}'
        | '\u{fb00}'..='\u{fb06}' => c.is_alphabetic(),
        _ => false,
    }
}

/// Whether `c` is an apostrophe, in whatever shape it was written.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '＇') || is_wrong_apostrophe(c)
}

/// Whether `c` is no apostrophe, but is written for one: a backtick, an acute accent, a prime.
pub(super) fn is_wrong_apostrophe(c: char) -> bool {
    matches!(c, '`' | '´' | '′' | 'ˊ' | 'ˋ')
}

/// Whether `c` joins the parts of a word.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether `c` cannot be seen and does not end a word: soft hyphens, joiners, the byte order mark.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether `c` changes the letter before it.
pub(super) fn is_mark(c: char) -> bool {
    c >= '\u{300}' && is_combining_mark(c)
}

/// Whether `c` is punctuation beyond ASCII, apostrophes and hyphens among it.
pub(super) fn is_wide_punctuation(c: char) -> bool {
    matches!(c,
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '´'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}'
        | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{6d4}' | '\u{964}' | '\u{965}')
}

/// Whether `c` opens a bracket.
pub(super) fn opens_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{')
}

/// Whether `c` is a dash, after which a quotation may open without a space.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

/// Whether a word may begin, or go on, with `c`.
pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

#[cfg(test)]
mod tests {
    use super::{is_apostrophe, is_ignorable, is_latin, is_mark, is_wide_punctuation};

    #[test]
    fn scripts_are_told_apart() {
        assert!("éßŁœđʿẞﬁ".chars().all(is_latin));
        assert!(!"×÷яλ北ا5".chars().any(is_latin));
        assert!("'’`´′ʼ".chars().all(is_apostrophe));
        assert!("“”—…«¿".chars().all(is_wide_punctuation));
        assert!(!"€©™→😀".chars().any(is_wide_punctuation));
        // It is no part of a number or a word but as an apostrophe or a hyphen, so that the tokenizer asks for it before those.
        let is_else =
            |c: char| c.is_alphanumeric() || c.is_whitespace() || is_ignorable(c) || is_mark(c) || "£€¥₹₽−".contains(c);
        assert!(!('\u{80}'..=char::MAX).filter(|&c| is_wide_punctuation(c)).any(is_else));
    }
}
