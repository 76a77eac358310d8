//! Holds `copydesk.schema.json`, which editors complete settings with, to what the settings' reader takes.
//!
//! `UPDATE_DOCS=1 cargo test --test schema` writes it anew.

use std::collections::BTreeSet;

use copydesk::config::{FILE_KEYS, LANGUAGES, OVERRIDE_KEYS};
use copydesk::diagnostic::Group;
use copydesk::rules::{OptionKind, RULES};
use copydesk::source::Format;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// The settings of copydesk: `copydesk.toml`.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct File {
    #[serde(flatten)]
    layer: Layer,
    /// No settings file in a folder above counts.
    root: Option<bool>,
    /// Settings files that this one lies over, relative to its folder.
    extends: Option<OneOrMany>,
    /// The folder in which a run over many articles keeps what it found for the next, relative to that of this file; false
    /// for none.
    cache: Option<Cache>,
    /// Settings for some files only.
    overrides: Option<Vec<Override>>,
}

/// Settings for the files that the patterns match.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Override {
    /// The files, as patterns of .gitignore, relative to the folder of the settings file.
    #[schemars(length(min = 1))]
    paths: Vec<String>,
    #[serde(flatten)]
    layer: Layer,
}

#[derive(JsonSchema)]
#[allow(dead_code)]
struct Layer {
    /// The kind of English; "en" is right in any of them.
    #[schemars(with = "Option<Language>")]
    language: (),
    /// Lists of the project's words, one a line; `copydesk dictionary add` writes to the first.
    words: Option<Vec<String>>,
    /// The house list of names.
    names: Option<String>,
    /// Hunspell dictionaries beside the built-in ones: .dic files, or names such as `de_DE`.
    dictionaries: Option<Vec<String>>,
    /// Rules and groups that run, in place of those that run by default; "all" is every rule.
    #[schemars(with = "Option<Vec<RuleOrGroup>>")]
    select: (),
    /// Rules and groups that do not run.
    #[schemars(with = "Option<Vec<RuleOrGroup>>")]
    ignore: (),
    /// How grave the findings of a rule are.
    #[schemars(with = "Option<Severities>")]
    severity: (),
    /// What the rules are told.
    #[schemars(with = "Option<RuleOptions>")]
    rules: (),
    /// What files are written in, by patterns of .gitignore (not in an override), and which values of a format are prose.
    #[schemars(with = "Option<Formats>")]
    formats: (),
}

#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// A type whose schema is made from the tables of the library.
macro_rules! from_tables {
    ($type:ident, $make:expr) => {
        struct $type;

        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $make
            }
        }
    };
}

from_tables!(Cache, json_schema!({"anyOf": [{"type": "string", "minLength": 1}, {"const": false}]}));
from_tables!(Language, json_schema!({"enum": LANGUAGES}));
from_tables!(RuleOrGroup, {
    let names = RULES.iter().map(|rule| rule.meta().name).chain(Group::ALL.iter().map(|group| group.name()));
    json_schema!({"enum": names.chain(["all"]).collect::<Vec<_>>()})
});
from_tables!(Severities, {
    let of = |rule: &str| (rule.to_owned(), json!({"enum": ["error", "warning", "note"]}));
    let properties: Map<String, Value> = RULES.iter().map(|rule| of(rule.meta().name)).collect();
    json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
});
from_tables!(RuleOptions, {
    let rules = RULES.iter().map(|rule| rule.meta()).filter(|meta| !meta.options.is_empty());
    let properties: Map<String, Value> = rules
        .map(|meta| {
            let options: Map<String, Value> = meta
                .options
                .iter()
                .map(|option| {
                    let mut schema = match option.kind {
                        OptionKind::Flag => json!({"type": "boolean"}),
                        OptionKind::Number(least, most) => {
                            json!({"type": "integer", "minimum": least, "maximum": most})
                        }
                        OptionKind::Choice(choices) => json!({"enum": choices}),
                        OptionKind::Words => json!({"type": "array", "items": {"type": "string", "minLength": 1}}),
                    };
                    schema["description"] = option.summary().into();
                    (option.name.to_owned(), schema)
                })
                .collect();
            let summary = meta.summary();
            let rule =
                json!({"description": summary, "type": "object", "properties": options, "additionalProperties": false});
            (meta.name.to_owned(), rule)
        })
        .collect();
    json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
});

from_tables!(Formats, {
    let prose = json!({
        "description": "Paths of keys whose values are prose, such as headline, body[].text, *.title, **.caption; columns by name or number.",
        "type": "array",
        "items": {"type": "string", "minLength": 1}
    });
    let keyed = Format::all().filter(|(format, _)| format.is_keyed());
    let properties: Map<String, Value> = keyed
        .map(|(_, name)| {
            let settings = json!({"type": "object", "properties": {"prose": prose}, "additionalProperties": false});
            (name.to_owned(), settings)
        })
        .collect();
    let names: Vec<&str> = Format::all().map(|(_, name)| name).collect();
    json_schema!({"type": "object", "properties": properties, "additionalProperties": {"enum": names}})
});

fn schema() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<File>().to_value();
    drop_null(&mut schema);
    schema
}

/// TOML knows no null: a key that is not set is left out.
fn drop_null(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Array(types)) = object.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    object.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
                choices.retain(|choice| choice.get("type") != Some(&json!("null")));
                // A reference beside other keys is ignored by readers of this draft, so that it stays in its list.
            }
            object.values_mut().for_each(drop_null);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_null),
        _ => {}
    }
}

#[test]
fn the_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/copydesk.schema.json");
    let new = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, new).unwrap();
    } else {
        let old = std::fs::read_to_string(path).unwrap_or_default();
        assert!(old == new, "copydesk.schema.json is out of date: run UPDATE_DOCS=1 cargo test --test schema");
    }
}

#[test]
fn the_schema_and_the_reader_know_the_same_keys() {
    let schema = schema();
    let keys = |properties: &Value| properties.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let known = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(keys(&schema["properties"]), known(&FILE_KEYS));
    let overrides = &schema["definitions"]["Override"];
    assert_eq!(keys(&overrides["properties"]), known(&OVERRIDE_KEYS));
    assert_eq!(overrides["required"], json!(["paths"]));
    for closed in [&schema, overrides] {
        assert_eq!(closed["additionalProperties"], json!(false));
    }
}
