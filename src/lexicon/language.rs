//! The languages that are bundled.

use std::fmt;
use std::str::FromStr;

use super::entry::Dialects;
use super::error::LexiconError;

/// Which English is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Right in any of them: `en`.
    #[default]
    English,
    /// `en-US`.
    American,
    /// With -ise: `en-GB`.
    British,
    /// With -ize: `en-GB-oxendict`, as BCP 47 has it, or `en-GB-oxford`.
    Oxford,
    /// `en-AU`.
    Australian,
    /// `en-CA`.
    Canadian,
}

impl Language {
    /// Every language with its tag.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::English, "en"),
        (Self::American, "en-US"),
        (Self::British, "en-GB"),
        (Self::Oxford, "en-GB-oxendict"),
        (Self::Australian, "en-AU"),
        (Self::Canadian, "en-CA"),
    ];

    /// The dialects whose forms are right in it.
    pub const fn dialects(self) -> Dialects {
        match self {
            Self::English => Dialects::all(),
            Self::American => Dialects::US,
            Self::British => Dialects::GB,
            Self::Oxford => Dialects::OXFORD,
            Self::Australian => Dialects::AU,
            Self::Canadian => Dialects::CA,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tag = Self::ALL.iter().find(|(language, _)| language == self).map_or("en", |(_, tag)| tag);
        formatter.write_str(tag)
    }
}

impl FromStr for Language {
    type Err = LexiconError;

    /// Reads a tag, in any capitals and with `-` or `_`.
    fn from_str(text: &str) -> Result<Self, LexiconError> {
        let tag = text.replace('_', "-");
        if tag.eq_ignore_ascii_case("en-GB-oxford") {
            return Ok(Self::Oxford);
        }
        let known = Self::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(&tag));
        known.map(|&(language, _)| language).ok_or_else(|| LexiconError::UnknownLanguage(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_back() {
        for (language, tag) in Language::ALL {
            assert_eq!(tag.parse::<Language>().unwrap(), language);
            assert_eq!(language.to_string(), tag);
        }
        assert_eq!("en_gb".parse::<Language>().unwrap(), Language::British);
        assert_eq!("en-GB-oxford".parse::<Language>().unwrap(), Language::Oxford);
        assert!("de".parse::<Language>().unwrap_err().to_string().starts_with("unknown language de"));
    }
}
