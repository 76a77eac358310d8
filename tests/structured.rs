//! Formats of which only some bytes are prose: Markdown's family, HTML, structured text by key, subtitles. What is found
//! in them, what is not, and that a fix changes nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use copydesk::corpus::Corpus;
use copydesk::diagnostic::Applicability;
use copydesk::document::{Document, Format};
use copydesk::lexicon::Lexicon;
use copydesk::pipeline::Checker;
use copydesk::rules::RULES;
use copydesk::source::{KeyPaths, Source, Span};
use proptest::prelude::*;

/// The paths that the fixtures are read with.
const PATHS: &[&str] = &["headline", "body[].text", "text"];

const FORMATS: &[Format] = &[
    Format::Markdown,
    Format::Mdx,
    Format::Html,
    Format::Json,
    Format::JsonLines,
    Format::Yaml,
    Format::Toml,
    Format::Csv,
    Format::Srt,
    Format::Vtt,
];

fn keys(paths: &[&str]) -> Arc<KeyPaths> {
    let mut keys = KeyPaths::default();
    for path in paths {
        keys.add(path).unwrap();
    }
    Arc::new(keys)
}

fn fixture(name: &str) -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    source(&text, Format::from_name(name))
}

fn source(text: &str, format: Format) -> Source {
    Source { format, keys: Some(keys(PATHS)), ..Source::from_text("text", text.into()) }
}

/// Checks with the rules that run by default.
fn checker() -> Checker {
    let rules = RULES.iter().filter(|rule| rule.meta().on_by_default);
    Checker::new(Lexicon::default(), rules.map(|&rule| (rule, rule.meta().severity)).collect())
}

fn corpus_of(checker: &Checker, source: &Source) -> Corpus {
    let mut corpus = Corpus::default();
    checker.add_to_corpus(source, &mut corpus);
    corpus.finish();
    corpus
}

/// What is found in `source`: the rule, and what stands in the file there.
fn found(source: &Source) -> Vec<(&'static str, String)> {
    let checker = checker();
    let found = checker.check_source(source, &corpus_of(&checker, source));
    found.iter().map(|finding| (finding.rule, source.text[finding.span.range()].to_owned())).collect()
}

#[test]
fn the_same_errors_are_found_in_every_format() {
    // The file, what stands there of the repeated word and of the comma, and whether the repetition can be mended.
    let plain = ("the the", "spring ,", true);
    for (name, repeated, comma, mended) in [
        ("article.html", plain.0, plain.1, true),
        ("article.mdx", plain.0, plain.1, true),
        ("article.json", plain.0, plain.1, true),
        ("article.jsonl", plain.0, plain.1, true),
        ("article.yaml", "the\n      the", plain.1, true),
        ("article.toml", plain.0, plain.1, true),
        ("article.csv", plain.0, plain.1, true),
        ("article.srt", "the\n\n2\n00:00:03,000 --> 00:00:05,500\n{\\an8}the", plain.1, false),
        ("article.vtt", "the\n\n00:03.000 --> 00:05.500\n<v Ann>the", plain.1, false),
    ] {
        let article = fixture(name);
        let all = found(&article);
        let rules: Vec<&str> = all.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(
            rules,
            ["misspelling", "repeated-word", "space-before-punctuation", "misspelling"],
            "{name}: {all:?}"
        );
        assert_eq!((&*all[0].1, &*all[3].1), ("foregin", "recieve"), "{name}");
        assert_eq!(all[1].1, repeated, "{name}");
        assert!(comma.contains(&*all[2].1), "{name}: {:?}", all[2].1);

        let checker = checker();
        let corpus = corpus_of(&checker, &article);
        let fixed = checker.fix_source(&article, &corpus, Applicability::Unsafe);
        assert_eq!(fixed.remaining.len(), usize::from(!mended), "{name}: {:?}", fixed.remaining);
        let again = source(&fixed.text, article.format);
        let text = Document::of(&again).text().replace(['\n', '\u{fffc}', '*'], " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("The foreign ministry said on Monday that the "), "{name}: {text}");
        assert!(
            text.contains("Its café stays closed until the spring, when the first ships are expected."),
            "{name}: {text}"
        );
        assert!(text.contains("The council did not receive ") || text.contains("did not receive"), "{name}: {text}");
        assert!(outside(&article) == outside(&again), "{name}: {}", fixed.text);
    }
}

/// What of a file is no prose, without white space.
fn outside(source: &Source) -> String {
    let document = Document::of(source);
    let mut rest = source.text.as_bytes().to_vec();
    let mut hide = |span: Span| rest[span.range()].fill(b' ');
    match document.transcript() {
        Some(transcript) => transcript.stretches().iter().for_each(|stretch| hide(stretch.source)),
        None => document
            .tokens()
            .iter()
            .filter(|token| token.is_word() || token.span.len() == 1)
            .for_each(|token| hide(token.span)),
    }
    rest.retain(|byte| !byte.is_ascii_whitespace());
    String::from_utf8_lossy(&rest).into_owned()
}

#[test]
fn nothing_is_found_in_the_nastiest_files() {
    for ending in ["md", "mdx", "html", "json", "jsonl", "yaml", "toml", "csv", "srt", "vtt"] {
        let source = fixture(&format!("nasty.{ending}"));
        assert_eq!(found(&source), [], "nasty.{ending}:\n{}", Document::of(&source).text());
        assert!(Document::of(&source).blocks().len() >= 2, "{ending} has prose");
    }
}

/// Every place of a document lies in the file, on the borders of characters, and they rise.
fn places_are_sound(source: &Source) {
    let document = Document::of(source);
    let text = &source.text;
    if let Some(transcript) = document.transcript() {
        for stretch in transcript.stretches() {
            assert!(text.get(stretch.source.range()).is_some(), "{stretch:?} in {text:?}");
            assert!(transcript.text().get(stretch.span.range()).is_some(), "{stretch:?} in {text:?}");
        }
        // The texts of attributes come after the block that they stand in.
        let mut sources: Vec<Span> = transcript.stretches().iter().map(|stretch| stretch.source).collect();
        sources.sort();
        let apart = |pair: &[Span]| pair[0].end <= pair[1].start;
        assert!(sources.windows(2).all(apart), "stretches overlap in {text:?}");
    } else {
        let mut end = 0;
        for token in document.tokens() {
            assert!(text.get(token.span.range()).is_some(), "{token:?} in {text:?}");
            assert!(token.span.start >= end, "{token:?} overlaps in {text:?}");
            end = token.span.end;
        }
    }
    for comment in document.comments() {
        assert!(text.get(comment.span.range()).is_some(), "{comment:?} in {text:?}");
    }
}

/// What texts of these formats are made of, and what tears them apart.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => proptest::sample::select(vec!["the ", "foregin ", "café ", "日本", "Word. ", "recieve ", "it's ", "é"]).prop_map(str::to_owned),
        4 => proptest::sample::select(vec![
            "\n", "\n\n", "\r\n", "\"", "'", "'''", "\"\"\"", "\\", "\\n", "\\u00e9", "\\ud83d", "\\u", "{", "}", "[", "]", ",", ":",
            ": ", "- ", "  ", "    ", "#", "# ", "|\n  ", ">\n  ", "&a ", "*a", "!!str ", "---\n", "...\n", "? ", "text", "headline",
            "text: ", "headline: ", "\"text\": ", "\"headline\":", "\"body\": [", "body:\n- ", "text = ", "headline = '", "[[body]]\n",
            "[body]\n", "text,headline\n", ";", "\t", "//", "/*", "*/", "%", "%%", "%}", "{%", "{{", "}}", "{{<", ">}}", "<", ">", "</",
            "<a>", "<A b={", "/>", "<code>", "<!--", "-->", "{/*", "*/}", "import x\n", "export ", "[[", "]]", "![[", "!!! note \"", ":::",
            ":::note ", "> [!NOTE]", "> ", "^a", "{: .a}", "{#a}", "[TOC]", "```\n", "`", "~~~", "$", "1\n", "00:01 --> 00:02\n",
            "00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n\n", "NOTE ", "STYLE\n", "<v Ann>", "{\\an8}", "&amp;", "&", "[x]", "\u{feff}", "\u{0}",
            "{% highlight x %}", "{% endhighlight %}", "+++\n", "title: ", "|", "\u{2028}", "\r",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Values of prose, with what must be escaped somewhere.
fn values() -> impl Strategy<Value = Vec<String>> {
    let word = proptest::sample::select(vec![
        "the", "Word.", "café", "\"so\"", "it's", "a\\b", "x#y", "1:2", "日本", "[x]", "{y}", "a,b", "c;d", "R&D",
        "😀", "a\u{a0}b", "--", "%",
    ]);
    let value = proptest::collection::vec(word, 1..6).prop_map(|words| format!("Start {} end", words.join(" ")));
    proptest::collection::vec(value, 1..5)
}

/// `values` as a file of `format`; `style` chooses among the ways to write a string.
fn written(values: &[String], format: Format, style: usize) -> String {
    let json = |value: &String| serde_json::to_string(value).unwrap();
    match format {
        Format::Json => {
            let items: Vec<String> =
                values.iter().map(|value| format!("{{\"id\": \"x\", \"text\": {}}}", json(value))).collect();
            format!("{{\"slug\": \"the the\", \"body\": [{}]}}", items.join(",\n"))
        }
        Format::JsonLines => values
            .iter()
            .map(|value| format!("{{\"no\": \"the the\", \"text\": {}}}\n", json(value)))
            .collect::<Vec<_>>()
            .concat(),
        Format::Yaml => {
            let scalar = |value: &String| match style % 4 {
                0 => json(value),
                1 => format!("'{}'", value.replace('\'', "''")),
                2 => format!("|\n    {value}"),
                _ => format!(">-\n    {}", value.replacen(' ', "\n    ", 1)),
            };
            let items: String = values
                .iter()
                .map(|value| format!("- id: the the # no\n  text: {}\n", scalar(value)))
                .collect::<Vec<_>>()
                .concat();
            format!("slug: the the\nbody:\n{items}")
        }
        Format::Toml => {
            let string = |value: &String| match style % 3 {
                0 => json(value),
                1 if !value.contains('\'') => format!("'{value}'"),
                1 => format!("'''{value}'''"),
                _ => format!("\"\"\"\n{}\"\"\"", json(value).trim_matches('"').replacen(' ', " \\\n   ", 1)),
            };
            values
                .iter()
                .map(|value| format!("[[body]]\nid = 'the the'\ntext = {} # no\n", string(value)))
                .collect::<Vec<_>>()
                .concat()
        }
        _ => {
            let field = |value: &String| format!("\"{}\"", value.replace('"', "\"\""));
            let rows: String =
                values.iter().map(|value| format!("the the,{},no\n", field(value))).collect::<Vec<_>>().concat();
            format!("id,text,no\n{rows}")
        }
    }
}

/// The values of a file as a parser reads them that is not ours, where there is one.
fn parsed(text: &str, format: Format) -> Option<Vec<String>> {
    let value: serde_json::Value = match format {
        Format::Json => serde_json::from_str(text).unwrap(),
        Format::Toml => serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap(),
        _ => return None,
    };
    let body = value["body"].as_array().unwrap();
    assert!(body.iter().all(|item| item["id"] == "x" || item["id"] == "the the"));
    Some(body.iter().map(|item| item["text"].as_str().unwrap().trim_matches('\n').to_owned()).collect())
}

/// `text` with all white space as one space.
fn folded(text: &str) -> String {
    text.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn read(text: &str, format: Format) -> Vec<String> {
    let document = Document::of(&source(text, format));
    document.text().split("\n\n").map(|block| block.replace('\n', " ")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_and_every_place_lies_in_it(text in pieces()) {
        for &format in FORMATS {
            places_are_sound(&source(&text, format));
        }
    }

    #[test]
    fn any_string_is_read(text in any::<String>()) {
        for &format in FORMATS {
            places_are_sound(&source(&text, format));
        }
    }

    #[test]
    fn any_text_is_checked(text in pieces()) {
        let checker = checker();
        for &format in FORMATS {
            let source = source(&text, format);
            for finding in checker.check_source(&source, &corpus_of(&checker, &source)) {
                let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
                for span in std::iter::once(finding.span).chain(edits) {
                    prop_assert!(text.get(span.range()).is_some(), "{span:?} of {} in {text:?}", finding.rule);
                }
            }
        }
    }

    #[test]
    fn values_are_read_and_fixes_are_what_was_meant(values in values(), style in 0..12_usize, chosen in any::<prop::sample::Index>()) {
        for format in [Format::Json, Format::JsonLines, Format::Yaml, Format::Toml, Format::Csv] {
            let text = written(&values, format, style);
            prop_assert_eq!(&read(&text, format), &values, "{:?}", text);
            let document = Document::of(&source(&text, format));
            let number = chosen.index(document.tokens().len());
            let token = document.tokens()[number];
            for new in ["word", "\"é\\", "it's", ""] {
                let Some(edits) = document.transcript().unwrap().edits(token.span, new) else { continue };
                let mut fixed = text.clone();
                edits.into_iter().rev().for_each(|(span, new)| fixed.replace_range(span.range(), &new));
                let mut meant = document.text().to_owned();
                meant.replace_range(token.span.range(), new);
                let meant: Vec<String> = meant.split("\n\n").map(folded).collect();
                let now: Vec<String> = read(&fixed, format).iter().map(|value| folded(value)).collect();
                prop_assert_eq!(&now, &meant, "{:?} became {:?}", text, fixed);
                if let Some(parsed) = parsed(&fixed, format) {
                    let parsed: Vec<String> = parsed.iter().map(|value| folded(value)).collect();
                    prop_assert_eq!(&parsed, &meant, "{:?} became {:?}", text, fixed);
                }
            }
        }
    }
}

#[test]
fn time_stays_linear() {
    const LONG: usize = 1 << 19;
    let fill = |piece: &str| piece.repeat(LONG / piece.len());
    let mut texts: Vec<String> = [
        "[",
        "{",
        "<",
        "(",
        "\"",
        "'",
        "`",
        "\\",
        "{{",
        "[[",
        "![[",
        "{%",
        "%%",
        "%",
        "<a ",
        "<a \"",
        "<b>x</b>",
        "</a>",
        "{/*",
        "{a} ",
        "{: a",
        "^a ",
        "!!! a\n",
        ":::a\n",
        "> [!a]\n",
        "> ",
        "- ",
        "a: ",
        "a:\n",
        "a.",
        "[a.b]\n",
        "a = [",
        "[[a]]\n",
        "\"\"\"",
        "'''",
        "\"a\":",
        "{\"body\":[",
        ",",
        ";",
        "\"\",",
        "1\n00:01 --> 00:02\na\n\n",
        "<v A>",
        "{\\an8}",
        "{\\",
        "[a",
        "<",
        "NOTE\n\n",
        "&amp;",
        "{% highlight x %}",
        "{{< raw >}}",
        "import a\n\n",
        "export {\n",
        "<A>\n\n    b\n",
        "<code>",
        "`` ` ",
        "|\n",
        "a\n: b\n\n",
        "-->",
        "%%\n",
        "# copydesk\n",
        "//",
        "/*",
        "é",
        "\u{fffc}",
    ]
    .iter()
    .map(|piece| fill(piece))
    .collect();
    texts.push(fill("a.").replacen("a.", "headline = '", 1));
    texts.push(format!("headline: |\n{}", fill("  a\n")));
    texts.push(format!("headline: \"{}", fill("a\\")));
    texts.push(format!("{{\"headline\": \"{}\"}}", fill("\\n")));
    texts.push(format!("WEBVTT\n\n00:01 --> 00:02\n{}", fill("<a")));
    for text in texts {
        for &format in FORMATS {
            let source = source(&text, format);
            let begun = Instant::now();
            places_are_sound(&source);
            let taken = begun.elapsed();
            let start: String = text.chars().take(20).collect();
            assert!(taken < Duration::from_secs(5), "{taken:?} for {start:?} as {}", format.name());
        }
    }
}

fn copydesk(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(folder).env("XDG_CONFIG_HOME", folder.join("config"));
    let output = command.args(["--format", "short", "--quiet"]).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A folder with files; the first of each pair is the path below it.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path: PathBuf = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

const HTML: &str = "<p class=\"teh\">A foregin word.</p>\n";

#[test]
fn the_format_is_what_the_argument_says() {
    let folder = folder(&[("a.page", HTML), ("b.txt", HTML), ("c.json", "{\"text\": \"A foregin word.\"}\n")]);
    for name in ["a.page", "b.txt"] {
        let (code, stdout, stderr) = copydesk(folder.path(), &["--format-in", "html", name]);
        assert_eq!((code, &*stderr), (Some(1), ""));
        assert_eq!(stdout, format!("{name}:1:18: error[misspelling]: “foregin” is not in the dictionary\n"));
    }
    let (code, _, stderr) = copydesk(folder.path(), &["--format-in", "htlm", "a.page"]);
    assert!(code == Some(2) && stderr.contains("tip: a similar value exists: 'html'"), "{stderr}");
    let (code, stdout, stderr) = copydesk(folder.path(), &["c.json"]);
    assert_eq!((code, &*stdout), (Some(2), ""));
    assert!(
        stderr.contains("c.json: nothing says which of its values are prose; `prose = [\"headline\", "),
        "{stderr}"
    );
    let (code, _, stderr) = copydesk(folder.path(), &["--format-in", "json", "a.page"]);
    assert!(code == Some(2) && stderr.contains("a.page: nothing says which"), "{stderr}");
}

#[test]
fn the_settings_say_formats_and_keys() {
    let settings = "[formats]\n\"*.page\" = \"html\"\n\"drafts/*.x\" = \"markdown\"\n[formats.json]\nprose = [\"text\"]\n\
        [[overrides]]\npaths = [\"other/\"]\nformats.json.prose = [\"summary\"]\n";
    let json = "{\"text\": \"A foregin word.\", \"summary\": \"A recieve.\"}\n";
    let folder = folder(&[
        ("copydesk.toml", settings),
        ("a.page", HTML),
        ("b.x", "foregin"),
        ("c.json", json),
        ("d.yaml", "text: foregin\n"),
        ("drafts/e.x", "A `foregin` recieve.\n"),
        ("other/f.json", json),
    ]);
    let (code, stdout, stderr) = copydesk(folder.path(), &[]);
    assert_eq!((code, &*stderr), (Some(1), ""));
    let places: Vec<&str> = stdout.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(places, ["a.page:1:18", "c.json:1:13", "drafts/e.x:1:13", "other/f.json:1:43"]);

    let (code, _, stderr) = copydesk(folder.path(), &["--unsafe-fixes", "."]);
    assert_eq!((code, &*stderr), (Some(0), ""));
    let fixed = fs::read_to_string(folder.path().join("c.json")).unwrap();
    assert_eq!(fixed, "{\"text\": \"A foreign word.\", \"summary\": \"A recieve.\"}\n");

    fs::write(folder.path().join("copydesk.toml"), "formats.'*.page' = 'htlm'\n").unwrap();
    let (code, _, stderr) = copydesk(folder.path(), &["."]);
    assert!(
        code == Some(2) && stderr.contains("copydesk.toml:1:20: no format is called `htlm`; did you mean `html`?"),
        "{stderr}"
    );
}
