//! The options of rules, `[rules.NAME]`, become typed values.

use super::nearest::did_you_mean;
use super::parse::{Error, Value, article, string, strings, wrong};
use crate::rules::{Meta, OptionKind, OptionMeta, OptionValue};

/// The option of `rule` that `key` names, which stands at `offset`.
pub(super) fn find(rule: &'static Meta, key: &str, offset: usize) -> Result<&'static OptionMeta, Error> {
    rule.option(key).ok_or_else(|| {
        let names = rule.options.iter().map(|option| option.name);
        let hint = match rule.options {
            [] => "; it has none".to_owned(),
            [only] => format!("; its only one is `{}`", only.name),
            _ => did_you_mean(key, names.clone()),
        };
        let hint =
            if hint.is_empty() { format!("; they are `{}`", names.collect::<Vec<_>>().join("`, `")) } else { hint };
        Error { offset, message: format!("`{}` has no option `{key}`{hint}", rule.name) }
    })
}

/// What `value` sets `option` to.
pub(super) fn read(option: &'static OptionMeta, value: &Value<'_>) -> Result<OptionValue, Error> {
    let found = value.get_ref();
    let refused =
        || wrong(value, format!("`{}` takes {}, not {}", option.name, option.kind, article(found.type_str())));
    match option.kind {
        OptionKind::Flag => found.as_bool().map(OptionValue::Flag).ok_or_else(refused),
        OptionKind::Number(least, most) => {
            let integer = found.as_integer().ok_or_else(refused)?;
            let number = u32::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok();
            let number = number.filter(|number| (least..=most).contains(number));
            let outside = || wrong(value, format!("`{}` takes {}", option.name, option.kind));
            number.map(OptionValue::Number).ok_or_else(outside)
        }
        OptionKind::Choice(choices) => {
            let name = string(value)?;
            let unknown = || {
                let hint = did_you_mean(name, choices.iter().copied());
                wrong(value, format!("`{}` takes {}, not `{name}`{hint}", option.name, option.kind))
            };
            choices.iter().copied().find(|choice| *choice == name).map(OptionValue::Choice).ok_or_else(unknown)
        }
        OptionKind::Words => {
            let words = strings(value)?.map(|(item, word)| match word.trim() {
                "" => Err(wrong(item, format!("`{}` takes words, and this is none", option.name))),
                word => Ok(word.into()),
            });
            Ok(OptionValue::Words(words.collect::<Result<_, Error>>()?))
        }
    }
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::read;
    use crate::rules::{OptionKind, OptionMeta, OptionValue};

    #[test]
    fn values_are_of_their_kind() {
        const CHOICES: OptionKind = OptionKind::Choice(&["day-first", "month-first"]);
        let cases: [(OptionKind, &str, Result<OptionValue, &str>); 10] = [
            (OptionKind::Flag, "true", Ok(OptionValue::Flag(true))),
            (OptionKind::Flag, "'yes'", Err("`o` takes true or false, not a string")),
            (OptionKind::Number(1, 2000), "1_000", Ok(OptionValue::Number(1000))),
            (OptionKind::Number(1, 20), "0x10", Ok(OptionValue::Number(16))),
            (OptionKind::Number(1, 20), "0", Err("`o` takes a number from 1 to 20")),
            (OptionKind::Number(1, 20), "-3", Err("`o` takes a number from 1 to 20")),
            (CHOICES, "'day-first'", Ok(OptionValue::Choice("day-first"))),
            (
                CHOICES,
                "'day-frist'",
                Err("`o` takes \"day-first\" or \"month-first\", not `day-frist`; did you mean `day-first`?"),
            ),
            (OptionKind::Words, "['e-mail ']", Ok(OptionValue::Words(vec!["e-mail".into()]))),
            (OptionKind::Words, "['']", Err("`o` takes words, and this is none")),
        ];
        for (kind, text, expected) in cases {
            let option: &'static OptionMeta = Box::leak(Box::new(OptionMeta { name: "o", kind, docs: &[] }));
            let text = format!("o = {text}");
            let table = DeTable::parse(&text).unwrap();
            let found = table.get_ref().values().map(|value| read(option, value)).next().unwrap();
            assert_eq!(found.map_err(|error| error.message), expected.map_err(str::to_owned), "{text}");
        }
    }
}
