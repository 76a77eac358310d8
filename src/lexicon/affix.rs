//! The affix rules of Hunspell's English dictionaries, and the forms that they make of a word.
//!
//! A `.aff` file gives prefixes and suffixes, each with a one-letter flag, and a `.dic` file gives words with their flags. A
//! rule takes some letters off a word that fits its condition and adds others; a prefix and a suffix that both allow it are
//! put on together. That, words not to be suggested, and ordinal numbers are all that these files use. Everything
//! else Hunspell knows is refused with file and line, so that a newer dictionary cannot be misread in silence.

use std::collections::HashMap;

/// The rules of one `.aff` file.
#[derive(Debug, Default)]
pub struct Affixes {
    prefixes: HashMap<char, Vec<Rule>>,
    suffixes: HashMap<char, Vec<Rule>>,
    /// Which flags' rules may stand together with one of the other side.
    crossing: Vec<char>,
    no_suggest: Option<char>,
}

/// The flags by which the digits of an ordinal number are put together, and the two rules that do it. The lexicon knows
/// ordinal numbers by a rule of its own, so entries with these flags are left out.
const ORDINAL_FLAGS: &str = "nmp1tc";
const ORDINAL_RULES: [&str; 3] = ["2", "n*1t", "n*mp"];

#[derive(Debug)]
struct Rule {
    strip: String,
    add: String,
    condition: Vec<Class>,
}

#[derive(Debug)]
struct Class {
    letters: Vec<char>,
    negated: bool,
}

impl Class {
    fn fits(&self, letter: char) -> bool {
        self.letters.contains(&letter) != self.negated
    }
}

impl Rule {
    fn prefixed(&self, word: &str) -> Option<String> {
        let rest = word.strip_prefix(self.strip.as_str()).filter(|rest| !rest.is_empty())?;
        let fits = self.condition.len() <= word.chars().count()
            && self.condition.iter().zip(word.chars()).all(|(class, letter)| class.fits(letter));
        fits.then(|| format!("{}{rest}", self.add))
    }

    fn suffixed(&self, word: &str) -> Option<String> {
        let rest = word.strip_suffix(self.strip.as_str()).filter(|rest| !rest.is_empty())?;
        let fits = self.condition.len() <= word.chars().count()
            && self.condition.iter().rev().zip(word.chars().rev()).all(|(class, letter)| class.fits(letter));
        fits.then(|| format!("{rest}{}", self.add))
    }
}

impl Affixes {
    /// Reads a `.aff` file; `file` is its name for messages.
    ///
    /// # Errors
    ///
    /// File, line and reason, where a line says anything that this module does not know.
    pub fn parse(file: &str, text: &str) -> Result<Self, String> {
        let mut affixes = Self::default();
        let mut left = 0_usize;
        for (line, number) in text.lines().zip(1..) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            affixes.directive(&fields, &mut left).map_err(|reason| format!("{file}:{number}: {reason}: {line}"))?;
        }
        Ok(affixes)
    }

    #[expect(clippy::match_same_arms, reason = "they are passed over for different reasons")]
    fn directive(&mut self, fields: &[&str], left: &mut usize) -> Result<(), &'static str> {
        match *fields {
            [] => {}
            ["SET", "UTF-8"] | ["ICONV" | "COMPOUNDMIN", "1"] | ["ICONV", "’", "'"] | ["ONLYINCOMPOUND", "c"] => {}
            [first, ..] if first.starts_with('#') => {}
            // These guide suggestions and the division into words, neither of which is asked of the dictionary.
            ["TRY" | "WORDCHARS" | "REP", _] | ["REP", _, _] => {}
            ["COMPOUNDRULE", rule] if ORDINAL_RULES.contains(&rule) => {}
            ["NOSUGGEST", flag] => self.no_suggest = Some(single(flag)?),
            [kind @ ("PFX" | "SFX"), flag, cross @ ("Y" | "N"), count] if *left == 0 => {
                let flag = single(flag)?;
                *left = count.parse().map_err(|_| "not a count")?;
                let side = if kind == "PFX" { &mut self.prefixes } else { &mut self.suffixes };
                if side.insert(flag, Vec::new()).is_some() {
                    return Err("the flag is defined twice");
                }
                if cross == "Y" {
                    self.crossing.push(flag);
                }
            }
            [kind @ ("PFX" | "SFX"), flag, strip, add, condition] if *left > 0 => {
                *left -= 1;
                let side = if kind == "PFX" { &mut self.prefixes } else { &mut self.suffixes };
                let rules = side.get_mut(&single(flag)?).ok_or("a rule without its head")?;
                if add.contains('/') {
                    return Err("affixes on affixes are not known");
                }
                let letters = |field: &str| if field == "0" { String::new() } else { field.to_owned() };
                rules.push(Rule { strip: letters(strip), add: letters(add), condition: parse_condition(condition)? });
            }
            _ => return Err("not known"),
        }
        Ok(())
    }

    /// Calls `visit` with every form of every word of a `.dic` file, and whether it may be suggested. A form may come more
    /// than once.
    ///
    /// # Errors
    ///
    /// File, line and reason, where a line says anything that this module does not know.
    pub fn expand(&self, file: &str, text: &str, mut visit: impl FnMut(&str, bool)) -> Result<(), String> {
        for (line, number) in text.lines().zip(1..).skip(1) {
            let refuse = |reason: &str| Err(format!("{file}:{number}: {reason}: {line}"));
            if line.is_empty() {
                continue;
            }
            if line.contains([' ', '\t', '\\']) {
                return refuse("not one word with its flags");
            }
            let (word, flags) = line.split_once('/').unwrap_or((line, ""));
            if word.starts_with(|first: char| first.is_ascii_digit()) {
                if flags.chars().any(|flag| !ORDINAL_FLAGS.contains(flag)) {
                    return refuse("a number with other flags than those of ordinal numbers");
                }
                continue;
            }
            let known = |flag: char| {
                self.prefixes.contains_key(&flag) || self.suffixes.contains_key(&flag) || self.no_suggest == Some(flag)
            };
            if !flags.chars().all(known) {
                return refuse("a flag that is not known");
            }
            self.forms(word, flags, &mut visit);
        }
        Ok(())
    }

    fn forms(&self, word: &str, flags: &str, visit: &mut impl FnMut(&str, bool)) {
        let suggested = !self.no_suggest.is_some_and(|flag| flags.contains(flag));
        visit(word, suggested);
        let of = |side: &'_ HashMap<char, Vec<Rule>>, form: &dyn Fn(&Rule) -> Option<String>| -> Vec<(bool, String)> {
            let each = flags.chars().filter_map(|flag| Some((flag, side.get(&flag)?)));
            each.flat_map(|(flag, rules)| {
                rules.iter().filter_map(form).map(move |form| (self.crossing.contains(&flag), form)).collect::<Vec<_>>()
            })
            .collect()
        };
        let suffixed = of(&self.suffixes, &|rule| rule.suffixed(word));
        for (_, form) in &suffixed {
            visit(form, suggested);
        }
        for (crosses, form) in of(&self.prefixes, &|rule| rule.prefixed(word)) {
            visit(&form, suggested);
            // A prefix is added to the whole of the suffixed form: no prefix of these files takes letters off.
            let prefix = form.strip_suffix(word).unwrap_or_default();
            for (_, suffixed) in suffixed.iter().filter(|(suffix_crosses, _)| crosses && *suffix_crosses) {
                visit(&format!("{prefix}{suffixed}"), suggested);
            }
        }
    }
}

fn single(flag: &str) -> Result<char, &'static str> {
    let mut letters = flag.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Ok(letter),
        _ => Err("flags of more than one letter are not known"),
    }
}

/// `.` is no condition; letters and classes (`[aeiou]`, `[^ey]`) stand for one letter each.
fn parse_condition(text: &str) -> Result<Vec<Class>, &'static str> {
    let mut classes = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(open) = rest.strip_prefix('[') {
            let (inside, after) = open.split_once(']').ok_or("a class without an end")?;
            let negated = inside.starts_with('^');
            classes.push(Class { letters: inside.trim_start_matches('^').chars().collect(), negated });
            rest = after;
        } else {
            // A class with nothing left out is any letter.
            let any = first == '.';
            classes.push(Class { letters: if any { Vec::new() } else { vec![first] }, negated: any });
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    if text == "." {
        classes.clear();
    }
    Ok(classes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AFF: &str = "SET UTF-8\nNOSUGGEST !\nPFX U Y 1\nPFX U 0 un .\nSFX D Y 3\nSFX D 0 d e\nSFX D y ied [^aeiou]y\n\
                       SFX D 0 ed [^ey]\nSFX T N 1\nSFX T 0 est [^e]\n";

    fn forms(dic: &str) -> Result<Vec<String>, String> {
        let mut forms = Vec::new();
        let mut visit = |form: &str, suggested| forms.push(format!("{form}{}", if suggested { "" } else { "!" }));
        Affixes::parse("a.aff", AFF)?.expand("a.dic", dic, &mut visit)?;
        Ok(forms)
    }

    #[test]
    fn puts_affixes_on() {
        let cases: [(&str, &[&str]); 5] = [
            ("1\nlike/D", &["like", "liked"]),
            ("1\ntidy/UD", &["tidy", "tidied", "untidy", "untidied"]),
            ("1\nplay/D", &["play"]),
            ("1\nclear/UT", &["clear", "clearest", "unclear"]),
            ("1\ndarn/D!", &["darn!", "darned!"]),
        ];
        for (dic, expected) in cases {
            assert_eq!(forms(dic).unwrap(), expected, "{dic}");
        }
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for (aff, at) in [
            ("SET ISO-8859-1", "a.aff:1: not known"),
            ("KEEPCASE K", "a.aff:1: not known"),
            ("SFX S Y 1\nSFX S 0 s/M .", "a.aff:2: affixes on affixes"),
            ("SFX S Y 1\nSFX S 0 s . po:noun", "a.aff:2: not known"),
            ("COMPOUNDRULE n*x", "a.aff:1: not known"),
        ] {
            assert!(Affixes::parse("a.aff", aff).unwrap_err().starts_with(at), "{aff}");
        }
        for (dic, at) in [
            ("1\nword/Q", "a.dic:2: a flag"),
            ("2\na\nto be", "a.dic:3: not one word"),
            ("1\n5km/D", "a.dic:2: a number"),
        ] {
            assert!(forms(dic).unwrap_err().starts_with(at), "{dic}");
        }
    }
}
