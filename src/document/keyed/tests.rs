//! What of structured text is prose, case by case, and how fixes are written there.

use crate::document::{BlockKind, Document, Format};
use crate::source::{KeyPaths, Span};

fn document(text: &str, format: Format, paths: &[&str]) -> Document {
    let mut keys = KeyPaths::default();
    for path in paths {
        keys.add(path).unwrap();
    }
    Document::parse_keyed(text.into(), format, Some(&keys))
}

/// The blocks of a text, those of titles and captions with a letter before them.
fn blocks(text: &str, format: Format, paths: &[&str]) -> Vec<String> {
    let document = document(text, format, paths);
    let shown = document.blocks().iter().map(|block| {
        let letter = match block.kind {
            BlockKind::Title => "T:",
            BlockKind::Caption => "C:",
            _ => "",
        };
        format!("{letter}{}", document.slice(block.span))
    });
    shown.collect()
}

#[test]
fn json_is_read_by_key() {
    let paths = &["headline", "body[].text", "**.caption", "tags[]"];
    for (text, expected) in [
        (
            r#"{"headline": "One two", "slug": "three", "body": [{"text": "Four"}, {"text": "Five", "id": "six"}]}"#,
            &["T:One two", "Four", "Five"][..],
        ),
        (
            r#"{"headline": {"text": "no"}, "text": "no", "body": {"text": "no"}, "x": [{"caption": "Yes"}]}"#,
            &["C:Yes"],
        ),
        (r#"{"headline": "caf\u00e9 \ud83d\ude00 a\/b \"so\" c\\d"}"#, &["T:café 😀 a/b \"so\" c\\d"]),
        (r#"{"body": [{"text": "one\ntwo\n\nthree\r\n\r\nfour"}]}"#, &["one\ntwo", "three", "four"]),
        ("\u{feff}{\"headl\\u0069ne\": \"a\"}", &["T:a"]),
        (r#"{"tags": ["a", "b", ["c"], {"d": "e"}]}"#, &["a", "b"]),
        ("{\"headline\": \"broken\n, \"tags\": [\"a\", \"b\"", &["a", "b"]),
        ("// \"headline\": \"no\"\n{/* \"headline\" */ \"headline\": \"a\",}", &["T:a"]),
        (r#"{"headline": "a\u0000b \ud83d x"}"#, &["T:a\u{fffc}b \u{fffc} x"]),
        (
            r#"{"headline": "<p class=\"teh\">One <b>two</b> R&amp;D<br>\u003cem>so\u003c/em></p>\n<ul><li>a \"b\"</li></ul><code>c d</code> e"}"#,
            &["T:One two R&D\nso", "a \"b\"", "T:\u{fffc} e"],
        ),
        (r#"{"headline": "1 < 2 and <x> y"}"#, &["T:1 < 2 and <x> y"]),
        ("]]}}\"headline\"", &[]),
        ("", &[]),
    ] {
        assert_eq!(blocks(text, Format::Json, paths), expected, "{text}");
    }
    assert_eq!(blocks("{\"a\": \"x\n{\"a\": \"y\"}\n[\"z\"]\n", Format::JsonLines, &["a"]), ["y"]);
    assert!(Document::parse("{\"a\": \"x\"}".into(), Format::Json).blocks().is_empty());
}

#[test]
fn toml_is_read_by_key() {
    let paths = &["title", "a.b", "item[].text", "list[]", "item[].sub[].x", "t.u"];
    for (text, expected) in [
        ("title = \"One \\\"two\\\"\" # \"no\"\nother = \"no\"\n", &["T:One \"two\""][..]),
        ("title = 'it\\n'\n[a]\nb = 'x'\n[a.b]\nb = 'no'\n[t]\nu = 'y'", &["T:it\\n", "x", "y"]),
        ("a.b = 1\na . \"b\" = \"x\"\n", &["x"]),
        ("[[item]]\ntext = 'one'\n[[item.sub]]\nx = 'two'\n[[item]]\ntext = 'three'\n", &["one", "two", "three"]),
        ("item = [{text = 'a', x = 'no'}, { text = \"b\" }]\n", &["a", "b"]),
        ("list = [\n 'a', # 'no'\n \"\"\"\nb\n\nc\"\"\", 3,\n 'd'\n]\ntitle = 'e'", &["a", "b", "c", "d", "T:e"]),
        ("title = \"\"\"one \\\n   two\n\"quoted\"\"\"\"", &["T:one two\n\"quoted\""]),
        ("title = '''it's'''\n", &["T:it's"]),
        ("title = \"open\nlist = ['a', 'b\n'c']\ntitle = \"fine\"\n", &["a", "c", "T:fine"]),
        ("[broken\ntitle = 'no'\n[a]\nb = 'yes'", &["yes"]),
        ("= = =\ntitle = 'yes'\n\"", &["T:yes"]),
    ] {
        assert_eq!(blocks(text, Format::Toml, paths), expected, "{text}");
    }
}

#[test]
fn yaml_is_read_by_key() {
    let paths = &["title", "body[].text", "list[]", "a.b"];
    for (text, expected) in [
        (
            "title: One two # no\nslug: no\nbody:\n- text: Four\n  id: no\n- {text: five, x: no}\n",
            &["T:One two", "Four", "five"][..],
        ),
        ("title: \"caf\\u00e9 \\\"so\\\" \\\n  x\n  y\"\na: {b: 'it''s\n  so'}\n", &["T:café \"so\" x y", "it's so"]),
        (
            "list:\n- |\n  one\n   two\n\n  three\n\n- >-\n  a\n  b\n\n  c\n- plain\n  goes on\n\n  and on\n",
            &["one\ntwo", "three", "a b", "c", "plain goes on", "and on"],
        ),
        ("--- # x\ntitle: Ü a\n---\ntitle: b\n...\n", &["T:Ü a", "T:b"]),
        ("? [x, y]\n: title\n? title\n: c\n", &["T:c"]),
        ("list: [&x a, *x, !!str b, !!binary c, 'd']\n", &["a", "b", "d"]),
        ("\u{feff}title: é\r\na:\r\n  b: >\r\n    x\r\n    y\r\n", &["T:é", "x y"]),
        ("title: a\nlist: [b\nother: : :\n", &["T:a"]),
        ("list: |\n  no\n", &[]),
        ("\t", &[]),
    ] {
        assert_eq!(blocks(text, Format::Yaml, paths), expected, "{text}");
    }
}

#[test]
fn tables_are_read_by_column() {
    for (text, paths, expected) in [
        (
            "id,title,text\n1,\"One, \"\"two\"\"\",three\n2,x,\"a\n\nb\"\n",
            &["title", "text"][..],
            &["T:One, \"two\"", "three", "T:x", "a", "b"][..],
        ),
        ("id;text\r\n1;a, b\r\n", &["text"], &["a, b"]),
        ("a\tb\nc\td\n", &["2"], &["b", "d"]),
        ("text,x\n\"open,y\nz", &["text"], &[]),
        ("text\n\n\n\"\"\nlast", &["text"], &["last"]),
        ("\u{feff}text,b\n\"a\"x,b\n", &["text"], &["a"]),
    ] {
        assert_eq!(blocks(text, Format::Csv, paths), expected, "{text}");
    }
}

#[test]
fn fixes_are_written_as_the_format_demands() {
    for (text, format, old, new, expected) in [
        (
            "{\"a\": \"x \\\"y\\\" z\"}",
            Format::Json,
            "x \"y",
            "\"x\\y\" \"y",
            Some("{\"a\": \"\\\"x\\\\y\\\" \\\"y\\\" z\"}"),
        ),
        ("{\"a\": \"caf\\u00e9s\"}", Format::Json, "cafés", "cafes", Some("{\"a\": \"cafes\"}")),
        ("{\"a\": \"caf\\u00e9s\"}", Format::Json, "cafés", "Cafés", Some("{\"a\": \"Caf\\u00e9s\"}")),
        ("{\"a\": \"<i>x</i> y&amp;z\"}", Format::Json, "x y", "w y", Some("{\"a\": \"<i>w</i> y&amp;z\"}")),
        ("{\"a\": \"<i>x</i> y\"}", Format::Json, "x", "\"", None),
        ("a = 'x y'", Format::Toml, "x", "it's", None),
        ("a = \"x y\"", Format::Toml, "x", "\"it's\"", Some("a = \"\\\"it's\\\" y\"")),
        ("a: x the\n  the y\n", Format::Yaml, " the y", " y", Some("a: x the\n  y\n")),
        ("a: it is\n", Format::Yaml, "it", "it: so", None),
        ("a: 'it is'\n", Format::Yaml, "it", "it's", Some("a: 'it''s is'\n")),
        ("a: |\n  it is\n", Format::Yaml, "it", "it's: #", Some("a: |\n  it's: # is\n")),
        ("a\nx y\n", Format::Csv, "x", "x, z", None),
        ("a\n\"x y\"\n", Format::Csv, "x", "\"x\", z", Some("a\n\"\"\"x\"\", z y\"\n")),
    ] {
        let document = document(text, format, &["a"]);
        let start = document.text().find(old).unwrap();
        let edits = document.transcript().unwrap().edits(Span::from_range(start..start + old.len()), new);
        let written = edits.map(|edits| {
            let mut text = text.to_owned();
            edits.into_iter().rev().for_each(|(span, new)| text.replace_range(span.range(), &new));
            text
        });
        assert_eq!(written.as_deref(), expected, "{text}");
    }
}

#[test]
fn comments_are_found() {
    for (text, format) in [
        ("# copydesk: ignore\na = 'x' # y\n", Format::Toml),
        ("# copydesk: ignore\na: x # y\nb: z#c\n", Format::Yaml),
        ("// copydesk: ignore\n{\"a\": \"x\"} // y\n", Format::Json),
    ] {
        let document = document(text, format, &["a"]);
        let comments: Vec<&str> = document.comments().iter().map(|comment| &text[comment.span.range()]).collect();
        assert!(comments.first().is_some_and(|first| first.ends_with("copydesk: ignore")), "{comments:?}");
        assert!(comments.len() <= 2, "{comments:?}");
    }
}
