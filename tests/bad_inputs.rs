//! What bad inputs give: a clear message with the path, exit status 2, and the other files are still checked.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn copydesk(folder: &Path, arguments: &[&str], input: Option<&[u8]>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    if let Some(bytes) = input {
        // A run that ends before it has read everything closes the pipe.
        let _ = stdin.write_all(bytes);
    }
    drop(stdin);
    child.wait_with_output().expect("the binary ends")
}

/// Runs `check` and holds its exit status, and that its messages say `message`.
#[track_caller]
fn gives(folder: &Path, arguments: &[&str], input: Option<&[u8]>, status: i32, message: &str) -> String {
    let output = copydesk(folder, arguments, input);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "stdout: {out}\nstderr: {err}");
    assert!(err.contains(message) || out.contains(message), "{message:?} is not in\nstdout: {out}\nstderr: {err}");
    out.into_owned()
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("good.txt"), "A foregin delegation came to the town.\n").expect("written");
    folder
}

#[test]
fn bytes_that_are_no_utf_8_are_named_with_their_place() {
    let folder = folder();
    gives(folder.path(), &["check", "-"], Some(b"a\xffb"), 2, "not UTF-8");
    gives(folder.path(), &["check", "-"], Some(b"a\xffb"), 2, "0xff at offset 1");
    fs::write(folder.path().join("bad.txt"), b"a\xffb").expect("written");
    let out = gives(folder.path(), &["check", "--format", "short", "."], None, 2, "bad.txt: not UTF-8");
    assert!(out.contains("foregin"), "the other file is still checked: {out}");
}

#[test]
fn an_empty_input_is_clean() {
    let folder = folder();
    fs::write(folder.path().join("empty.md"), "").expect("written");
    gives(folder.path(), &["check", "empty.md"], None, 0, "");
    gives(folder.path(), &["check", "-"], Some(b""), 0, "");
    gives(folder.path(), &["check", "-"], Some(b"\xef\xbb\xbf"), 0, "");
}

#[test]
fn a_path_that_does_not_exist_is_named() {
    let folder = folder();
    let out = gives(folder.path(), &["--format", "short", "gone.txt", "good.txt"], None, 2, "gone.txt");
    assert!(out.contains("foregin"), "the other file is still checked: {out}");
}

#[cfg(unix)]
#[test]
fn a_symlink_loop_is_walked_once() {
    let folder = folder();
    std::os::unix::fs::symlink(".", folder.path().join("loop")).expect("a link");
    let out = gives(folder.path(), &["--format", "short", "."], None, 1, "foregin");
    assert_eq!(out.matches("foregin").count(), 1, "{out}");
    std::os::unix::fs::symlink("b", folder.path().join("a")).expect("a link");
    std::os::unix::fs::symlink("a", folder.path().join("b")).expect("a link");
    gives(folder.path(), &["a"], None, 2, "a: cannot be read");
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).expect("a folder");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("closed");
    // The superuser reads everything, so there is nothing to see for it.
    let readable = fs::read_dir(&closed).is_ok();
    let (status, message) = if readable { (1, "foregin") } else { (2, "closed") };
    let out = gives(folder.path(), &["--format", "short", "."], None, status, message);
    assert!(out.contains("foregin"), "the other file is still checked: {out}");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("opened");
}

#[test]
fn a_folder_where_a_file_is_expected_and_bad_arguments() {
    let folder = folder();
    gives(folder.path(), &["--select", "mispelling"], None, 2, "misspelling");
    gives(folder.path(), &["--config", "none.toml"], None, 2, "none.toml");
    gives(folder.path(), &["--dictionary", "none.dic"], None, 2, "none");
    fs::write(folder.path().join("copydesk.toml"), "langauge = \"en\"\n").expect("written");
    gives(folder.path(), &["good.txt"], None, 2, "language");
}

#[test]
fn a_single_line_of_100_megabytes_is_checked_in_bounded_time() {
    let folder = folder();
    let sentence = "The delegation came to the town and saw the harbour. ";
    let mut text = sentence.repeat(1_900_000);
    text.push_str("A foregin word.");
    let began = std::time::Instant::now();
    let out = gives(folder.path(), &["--format", "short", "-"], Some(text.as_bytes()), 1, "foregin");
    assert!(began.elapsed().as_secs() < 180, "{:?} for {} bytes", began.elapsed(), text.len());
    let column = text.find("foregin").expect("it is there") + 1;
    assert!(out.contains(&format!(":1:{column}:")), "{}", &out[..out.len().min(300)]);
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let folder = folder();
    let text = "A foregin word.\n\n".repeat(20_000);
    fs::write(folder.path().join("long.txt"), text).expect("written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["--format", "jsonl", "long.txt"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the binary ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(!err.contains("panicked"), "{err}");
}

/// Gives the time that a run takes, and holds that it ends within `seconds`, however busy the machine is.
#[track_caller]
fn within(seconds: u64, run: impl FnOnce()) {
    let began = std::time::Instant::now();
    run();
    assert!(began.elapsed().as_secs() < seconds, "{:?}", began.elapsed());
}

#[test]
fn nesting_without_end_is_read() {
    let folder = folder();
    let deep = 20_000;
    for (name, text) in [
        ("quotes.md", format!("{} A foregin word.\n", ">".repeat(deep))),
        ("lists.md", format!("{}A foregin word.\n", "- ".repeat(deep))),
        ("steps.md", (0..2000).map(|depth| "  ".repeat(depth) + "- A foregin word.\n").collect()),
        ("links.md", format!("{}a foregin word{}\n", "[".repeat(deep), "](x)".repeat(deep))),
        ("stress.md", format!("{}a foregin word{}\n", "*_".repeat(deep), "_*".repeat(deep))),
        ("elements.html", format!("{}A foregin word.", "<div>".repeat(deep))),
        ("inline.html", format!("<p>{}a foregin word", "<b><i>".repeat(deep))),
        ("entities.html", format!("<p>A foregin word {}", "&amp;".repeat(deep))),
        (
            "bomb.html",
            format!(
                "<!DOCTYPE a [<!ENTITY a \"lol\"><!ENTITY b \"{}\"><!ENTITY c \"{}\">]><p>A foregin word &c;&c;",
                "&a;".repeat(100),
                "&b;".repeat(100)
            ),
        ),
    ] {
        fs::write(folder.path().join(name), text).expect("written");
        within(60, || {
            let status = copydesk(folder.path(), &["--format", "short", "--no-config", name], None).status.code();
            assert!(matches!(status, Some(0 | 1)), "{name}: {status:?}");
        });
    }
}

#[test]
fn nesting_without_end_is_read_in_every_format() {
    const WORD: &str = "A foregin word.";
    let folder = folder();
    let settings = ["json", "yaml", "toml"].map(|format| format!("[formats.{format}]\nprose = [\"**.a\", \"**[]\"]\n"));
    fs::write(folder.path().join("copydesk.toml"), settings.concat()).expect("written");
    let deep = 20_000;
    let around = |open: &str, close: &str| format!("{}\"{WORD}\"{}", open.repeat(deep), close.repeat(deep));
    let aliases = |number| format!("a{number}: &a{number} [{}]\n", format!("*a{}, ", number - 1).repeat(9));
    // What is nested too deep to be read at all is refused.
    for (name, text, status) in [
        ("lists.json", around("[", "]"), 1),
        ("mappings.json", around("{\"a\":", "}"), 1),
        ("open.json", "[".repeat(deep), 2),
        ("lists.toml", format!("a = {}", around("[", "]")), 2),
        ("lists.yaml", around("[", "]"), 2),
        (
            "steps.yaml",
            (0..1000).map(|depth| " ".repeat(depth) + "a:\n").collect::<String>() + &" ".repeat(1000) + WORD,
            1,
        ),
        ("aliases.yaml", format!("a0: &a0 {WORD}\n{}", (1..30).map(aliases).collect::<String>()), 0),
        ("groups.tex", format!("{}{WORD}{}", "{".repeat(deep), "}".repeat(deep)), 1),
        ("environments.tex", format!("{}{WORD}", "\\begin{quote}".repeat(deep)), 1),
        ("stars.org", format!("{} {WORD}\n{}", "*".repeat(deep), "#+BEGIN_QUOTE\n".repeat(deep)), 1),
        ("blocks.adoc", format!("{} {WORD}\n{}", "=".repeat(deep), "====\n".repeat(deep)), 1),
        ("roles.rst", format!("{}{WORD}", ":a:`".repeat(deep)), 1),
        ("components.mdx", format!("{}{WORD}\n", "<A>".repeat(deep)), 1),
        ("tags.srt", format!("1\n00:00:01,000 --> 00:00:02,000\n{}{WORD}\n", "<i>".repeat(deep)), 1),
        ("tags.vtt", format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}{WORD}\n", "<v Bob>".repeat(deep)), 1),
    ] {
        fs::write(folder.path().join(name), text).expect("written");
        within(60, || {
            let output = copydesk(folder.path(), &["--format", "short", name], None);
            assert_eq!(output.status.code(), Some(status), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        });
    }
}

#[test]
fn structured_text_that_cannot_be_read_is_named_with_its_place() {
    let folder = folder();
    let settings = ["json", "jsonl", "yaml", "toml", "csv"];
    let settings = settings.map(|format| format!("[formats.{format}]\nprose = [\"a\", \"**.a\"]\n"));
    fs::write(folder.path().join("copydesk.toml"), settings.concat()).expect("written");
    for (name, text, message) in [
        ("cut.json", "{\"a\": \"A foregin word.\"", "cut.json:1:1: cannot be read as json: an object is not closed"),
        ("comma.json", "{\n  \"a\": \"é\" \"b\": 1}", "comma.json:2:12: cannot be read as json: a comma or"),
        ("none.json", "A foregin word.", "none.json:1:1: cannot be read as json: no value of JSON begins so"),
        (
            "line.jsonl",
            "{\"a\": \"b\"}\n{\"a\" \"b\"}\n",
            "line.jsonl:2:6: cannot be read as jsonl: a colon is missing",
        ),
        ("list.yaml", "a: [b\n", "list.yaml:"),
        ("indent.yaml", "a: b\n c: d\n", "cannot be read as yaml: "),
        ("value.toml", "a = \n", "value.toml:1:"),
        ("twice.toml", "a = 'b'\na = 'c'\n", "twice.toml:2:1: cannot be read as toml: duplicate key"),
        ("mark.csv", "a,b\n\"c,d\n", "mark.csv:2:1: cannot be read as csv: a quotation mark is not closed"),
        ("deep.yaml", &"[".repeat(20_000), "deep.yaml:1:"),
        ("deep.toml", &format!("a = {}", "[".repeat(20_000)), "deep.toml:1:"),
    ] {
        fs::write(folder.path().join(name), text).expect("written");
        let out = gives(folder.path(), &["--format", "short", name, "good.txt"], None, 2, message);
        assert!(out.contains("foregin") && out.lines().count() == 1, "the other file is still checked: {out}");
        // What cannot be read is not mended.
        gives(folder.path(), &["--unsafe-fixes", name], None, 2, name);
        assert_eq!(fs::read_to_string(folder.path().join(name)).expect("it is there"), text);
    }
    for (name, text) in [
        ("relative.json", "// so\n{\"a\": \"A foregin word.\", \"b\": [1, NaN,],}\n"),
        ("lines.jsonl", "{\"a\": \"A foregin word.\"}\n\n[]\n"),
        // Front matter is no prose but for its titles, and an article is read whatever stands in it.
        ("matter.md", "---\ntitle: [\n  a: b: c\n---\n\nA foregin word.\n"),
        ("matter.mdx", "+++\ntitle = \n+++\n\nA foregin word.\n"),
    ] {
        fs::write(folder.path().join(name), text).expect("written");
        gives(folder.path(), &["--format", "short", name], None, 1, "foregin");
    }
    let arguments = ["--format-in", "json", "--stdin-filename", "a.json", "-"];
    gives(folder.path(), &arguments, Some(b"{\"a\": "), 2, "a.json:1:1: cannot be read as json: ");
}

/// A package of one part.
fn package(name: &str, text: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
    writer.write_all(text).expect("written");
    writer.finish().expect("a package").into_inner()
}

#[test]
fn bombs_in_packages_are_refused_with_their_part() {
    let folder = folder();
    let entities = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
    let head = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";
    for (name, bytes, message) in [
        (
            "bomb.docx",
            package("word/document.xml", &vec![b' '; 100 << 20]),
            "its part word/document.xml is compressed beyond belief",
        ),
        (
            "bomb.odt",
            package("content.xml", &vec![b' '; 100 << 20]),
            "its part content.xml is compressed beyond belief",
        ),
        (
            "laughs.docx",
            package("word/document.xml", entities.as_bytes()),
            "word/document.xml: byte 0: declares a document type",
        ),
        ("laughs.odt", package("content.xml", entities.as_bytes()), "content.xml: byte 0: declares a document type"),
        (
            "deep.docx",
            package("word/document.xml", (head.to_owned() + &"<w:p>".repeat(100_000)).as_bytes()),
            "elements lie too deep in each other",
        ),
        ("short.docx", package("word/document.xml", b"<a>")[..40].to_vec(), "is no ZIP package, or a damaged one"),
        ("empty.docx", Vec::new(), "is no ZIP package, or a damaged one"),
    ] {
        fs::write(folder.path().join(name), bytes).expect("written");
        within(60, || {
            let out = gives(folder.path(), &["--format", "short", name, "good.txt"], None, 2, message);
            assert!(out.contains("foregin"), "the other file is still checked: {out}");
        });
        gives(folder.path(), &[name], None, 2, &format!("{name}: "));
    }
}

#[test]
fn what_drives_pattern_matchers_mad_is_checked_in_bounded_time() {
    let folder = folder();
    for piece in [
        "a", "a ", "aA", "` ", "`a`` ", "a-", "a'", "a.", "1,", "1.1", "(", "“", "\"", "- ", "a@", "a@a.", "http://",
        "$", "`", "&#", "<!--", "\u{301}", ", ", "--- ", "{{<",
    ] {
        let text = piece.repeat(50_000);
        within(60, || {
            let output = copydesk(folder.path(), &["--no-config", "--format", "short", "-"], Some(text.as_bytes()));
            assert!(matches!(output.status.code(), Some(0 | 1)), "{piece:?}: {output:?}");
        });
    }
}

#[test]
fn a_hundred_thousand_unknown_words_are_checked_in_bounded_time() {
    let folder = folder();
    let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries/frequency/words.txt");
    let words = fs::read_to_string(words).expect("the frequencies");
    let words = words.lines().filter_map(|line| line.split(' ').next()).filter(|word| word.len() >= 7);
    // Each word with two letters exchanged, in five ways.
    let exchanged = words.flat_map(|word| {
        (1..6).map(|at| {
            let (before, rest) = word.split_at(at);
            let (pair, after) = rest.split_at(2.min(rest.len()));
            format!("{before}{}{after}", pair.chars().rev().collect::<String>())
        })
    });
    let mut text = String::new();
    for (word, number) in exchanged.take(100_000).zip(1..) {
        let end = if number % 10 == 0 { ".\n\n" } else { ", " };
        text.extend(["the ", &word, " of the town", end]);
    }
    within(400, || {
        let output = copydesk(folder.path(), &["--no-config", "--format", "short", "-"], Some(text.as_bytes()));
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stdout).lines().count() > 50_000);
    });
}

#[cfg(unix)]
#[test]
fn a_name_with_a_line_end_breaks_no_line() {
    let folder = folder();
    fs::write(folder.path().join("a\nb.md"), "A foregin word.\n").expect("written");
    let out = gives(folder.path(), &["--format", "short", "."], None, 1, "a b.md:1:3: ");
    assert_eq!(out.lines().count(), 2, "{out}");
    let out = gives(folder.path(), &["--format", "jsonl", "."], None, 1, "\"path\":\"a\\nb.md\"");
    assert_eq!(out.lines().count(), 2, "{out}");
    gives(folder.path(), &["gone\n\u{1b}[31mx.md"], None, 2, "gone \u{241b}[31mx.md: cannot be read");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_tree_is_not_followed() {
    let (folder, other) = (folder(), tempfile::tempdir().expect("a folder"));
    fs::write(other.path().join("secret.md"), "A foregin word.\n").expect("written");
    std::os::unix::fs::symlink(other.path(), folder.path().join("folder")).expect("a link");
    std::os::unix::fs::symlink(other.path().join("secret.md"), folder.path().join("file.md")).expect("a link");
    let out = gives(folder.path(), &["--format", "short", "."], None, 1, "good.txt");
    assert_eq!(out.lines().count(), 1, "{out}");
    // Who names it means it.
    gives(folder.path(), &["--format", "short", "file.md"], None, 1, "file.md:1:3");
}

#[test]
fn settings_and_lists_of_a_gigabyte_are_refused() {
    let folder = folder();
    let huge = |name: &str| {
        let file = fs::File::create(folder.path().join(name)).expect("created");
        // A file of nothing but a hole takes no room.
        file.set_len(1 << 30).expect("a hole");
    };
    ["huge.toml", "huge.txt", "huge.dic", "huge.aff", "huge.json"].into_iter().for_each(huge);
    fs::write(folder.path().join("a.dic"), "1\nword\n").expect("written");
    fs::write(folder.path().join("extends.toml"), "extends = \"huge.toml\"\n").expect("written");
    fs::write(folder.path().join("words.toml"), "words = [\"huge.txt\"]\n").expect("written");
    fs::write(folder.path().join("names.toml"), "names = \"huge.toml\"\n").expect("written");
    within(60, || {
        for (arguments, name) in [
            (["--config", "huge.toml"], "huge.toml"),
            (["--config", "extends.toml"], "huge.toml"),
            (["--config", "words.toml"], "huge.txt"),
            (["--config", "names.toml"], "huge.toml"),
            (["--dictionary", "huge.dic"], "huge.aff"),
            (["--baseline", "huge.json"], "huge.json"),
        ] {
            let [option, value] = arguments;
            gives(folder.path(), &[option, value, "good.txt"], None, 2, "it is longer than");
            gives(folder.path(), &[option, value, "good.txt"], None, 2, name);
        }
    });
    fs::rename(folder.path().join("huge.txt"), folder.path().join("words.txt")).expect("renamed");
    gives(
        folder.path(),
        &["dictionary", "add", "Hwasong"],
        None,
        2,
        "words.txt: cannot be read: it is longer than 64 MiB",
    );
}

#[test]
fn settings_that_extend_without_end_are_refused() {
    let folder = folder();
    for number in 0..40 {
        // Each extends the next twice: 2^40 in all.
        let text = format!("extends = [\"{0}.toml\", \"{0}.toml\"]\n", number + 1);
        fs::write(folder.path().join(format!("{number}.toml")), text).expect("written");
    }
    fs::write(folder.path().join("40.toml"), "language = \"en\"\n").expect("written");
    gives(folder.path(), &["--config", "0.toml", "good.txt"], None, 2, "more than 100 files are extended");
    for (name, text) in [("deep.toml", format!("select = {}", "[".repeat(100_000))), ("deep.json", "[".repeat(100_000))]
    {
        fs::write(folder.path().join(name), text).expect("written");
    }
    gives(folder.path(), &["--config", "deep.toml", "good.txt"], None, 2, "deep.toml:1:");
    gives(folder.path(), &["--baseline", "deep.json", "good.txt"], None, 2, "deep.json: not a baseline");
}
