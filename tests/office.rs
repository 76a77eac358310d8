//! Documents of Word and LibreOffice: what is found in them and where, what becomes of fixes, and what strangers send.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use copydesk::source::office::{self, PackageError, Remark, Revision};
use copydesk::source::{Format, Span};
use proptest::prelude::*;
use regex::Regex;
use serde_json::Value;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats").join(name)
}

fn copydesk(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(folder).args(["check", "--no-config", "--no-cache"]).args(arguments).output().unwrap()
}

fn found(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = copydesk(folder, &[&["--format", "json"], arguments].concat());
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A document of Word with this body and nothing that is not needed.
fn docx(body: &str) -> Vec<u8> {
    let relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let head = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    let roots =
        format!("{head}<Relationship Id=\"a\" Type=\"{relationship}\" Target=\"word/document.xml\"/></Relationships>");
    let document = format!("<w:document xmlns:w=\"{MAIN}\"><w:body>{body}</w:body></w:document>");
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>";
    package(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", roots.as_bytes()),
        ("word/_rels/document.xml.rels", format!("{head}</Relationships>").as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/media/picture.bin", b"\x00\x01nothing that is text\xff"),
    ])
}

fn odt(body: &str) -> Vec<u8> {
    let space = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<office:document-content xmlns:office=\"{space}:office:1.0\" xmlns:text=\"{space}:text:1.0\"><office:body>\
         <office:text>{body}</office:text></office:body></office:document-content>"
    );
    package(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())])
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(read).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(known, _)| known == name);
    String::from_utf8(found.expect("the part is there").1).unwrap()
}

/// The parts of `after` that are not those of `before`, byte for byte.
fn changed(before: &[u8], after: &[u8]) -> Vec<String> {
    let before = parts(before);
    parts(after).into_iter().filter(|part| !before.contains(part)).map(|(name, _)| name).collect()
}

fn with(name: &str, bytes: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    folder
}

/// A document of Word as it is when all changes are rejected.
fn rejected(text: &str) -> String {
    let without = Regex::new("(?s)<w:ins [^>]*author=\"copydesk\".*?</w:ins>").unwrap().replace_all(text, "");
    let back = Regex::new("</?w:del( [^>]*)?>").unwrap().replace_all(&without, "");
    back.replace("w:delText", "w:t")
}

#[test]
fn the_same_is_found_as_in_markdown() {
    let folder = fixture("");
    let of = |name: &str| {
        let list = found(&folder, &[name]);
        let key = |finding: &Value| (finding["rule"].to_string(), finding["text"].to_string());
        let mut keys: Vec<_> = list.iter().map(key).collect();
        keys.sort();
        keys
    };
    let expected = of("article.md");
    assert_eq!(expected.len(), 10);
    assert_eq!(of("article.docx"), expected);
    assert_eq!(of("article.odt"), expected);
}

#[test]
fn places_are_those_of_paragraph_and_part() {
    let bytes = fs::read(fixture("article.docx")).unwrap();
    let list = found(&fixture(""), &["article.docx"]);
    let mut seen = Vec::new();
    for finding in &list {
        let place = &finding["container"];
        let text = part(&bytes, place["part"].as_str().unwrap());
        let number = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
        let written = &text[number("start")..number("end")];
        assert!(written.starts_with(&finding["text"].as_str().unwrap()[..1]), "{written}");
        assert_eq!((&finding["line"], &finding["column"]), (&place["paragraph"], &place["character"]));
        seen.push((number("paragraph"), finding["text"].as_str().unwrap().to_owned()));
    }
    assert!(seen.contains(&(7, "fited".to_owned())), "{seen:?}");
    assert!(seen.contains(&(16, "reqest".to_owned())), "{seen:?}");
}

#[test]
fn nothing_is_found_where_nothing_is_to_be_found() {
    for name in ["nasty.docx", "nasty.odt"] {
        let list = found(&fixture(""), &[name]);
        assert!(list.is_empty(), "{name}: {list:?}");
        let format = Format::from_name(name);
        let text = office::read(&fs::read(fixture(name)).unwrap(), format).unwrap().text().to_string();
        assert!(text.contains("The harbour master’s office opens at nine."), "{text}");
        assert!(text.contains("A quiet footnote."), "{text}");
    }
}

#[test]
fn fixes_become_tracked_changes_beside_the_document() {
    for (name, inner) in [("article.docx", "word/document.xml"), ("article.odt", "content.xml")] {
        let before = fs::read(fixture(name)).unwrap();
        let folder = with(name, &before);
        let output = copydesk(folder.path(), &["--fix", "--author", "The <desk>", "--format", "short", name]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), before, "the document itself is as it was");
        let target = folder.path().join(name.replace('.', ".copydesk."));
        let after = fs::read(&target).unwrap();
        assert_eq!(changed(&before, &after), [inner]);
        assert!(part(&after, inner).contains("The &lt;desk&gt;"));
        let format = Format::from_name(name);
        let text = office::read(&after, format).unwrap().text().to_string();
        assert!(text.contains("after the tower since") && text.contains("winter, it") && text.contains("shows an old"));
        // A second time would write over what an editor may have decided.
        let again = copydesk(folder.path(), &["--fix", name]);
        assert_eq!(again.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&again.stderr).contains("is there already"));
        assert_eq!(fs::read(&target).unwrap(), after);
    }
}

#[test]
fn formatting_and_foreign_insertions_are_kept() {
    let bold = "<w:rPr><w:b/></w:rPr>";
    let body = format!(
        "<w:p><w:r>{bold}<w:t>The the</w:t></w:r><w:r><w:t xml:space=\"preserve\"> harbour is open.</w:t></w:r></w:p>\
         <w:p><w:ins w:id=\"7\" w:author=\"Ann\" w:date=\"2026-01-01T00:00:00Z\"><w:r><w:t>It was a old map.</w:t></w:r></w:ins></w:p>"
    );
    let folder = with("a.docx", &docx(&body));
    let output = copydesk(folder.path(), &["--fix", "--in-place", "a.docx"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let after = fs::read(folder.path().join("a.docx")).unwrap();
    let text = part(&after, "word/document.xml");
    assert!(text.contains(&format!("<w:r>{bold}<w:delText")), "{text}");
    assert!(text.contains("</w:ins><w:ins w:id="), "{text}");
    let ids = Regex::new("<w:(ins|del) w:id=\"(\\d+)\"").unwrap();
    let mut numbers: Vec<String> = ids.captures_iter(&text).map(|found| found[2].to_owned()).collect();
    let count = numbers.len();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), count, "{text}");
    assert_eq!(&**office::read(&after, Format::Docx).unwrap().text(), "The harbour is open.\nIt was an old map.");
}

#[test]
fn what_is_left_becomes_comments() {
    let before = docx(
        "<w:p><w:r><w:t>The for</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>egin harbour &amp; quay.</w:t></w:r></w:p>",
    );
    let folder = with("a.docx", &before);
    copydesk(folder.path(), &["--comments", "a.docx"]);
    let after = fs::read(folder.path().join("a.copydesk.docx")).unwrap();
    let mut new = changed(&before, &after);
    new.sort();
    assert_eq!(new, ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", "word/document.xml"]);
    assert!(part(&after, "word/comments.xml").contains("foregin"));
    let (text, read) = (part(&after, "word/document.xml"), office::read(&after, Format::Docx).unwrap());
    assert!(text.contains("<w:commentRangeStart w:id=\"0\"/>") && text.contains("<w:commentReference w:id=\"0\"/>"));
    assert_eq!(&**read.text(), "The foregin harbour & quay.");

    let folder = with("a.odt", &odt("<text:p>The foregin harbour.</text:p>"));
    copydesk(folder.path(), &["--comments", "a.odt"]);
    let after = fs::read(folder.path().join("a.copydesk.odt")).unwrap();
    assert!(part(&after, "content.xml").contains("<office:annotation "));
    assert_eq!(&**office::read(&after, Format::Odt).unwrap().text(), "The foregin harbour.");
}

#[test]
fn the_list_of_changes_may_stand_after_what_changes() {
    let body =
        "<text:p>It was a old map.</text:p><text:tracked-changes></text:tracked-changes><text:p>The the end.</text:p>";
    let folder = with("a.odt", &odt(body));
    copydesk(folder.path(), &["--fix", "--in-place", "a.odt"]);
    let after = fs::read(folder.path().join("a.odt")).unwrap();
    assert_eq!(&**office::read(&after, Format::Odt).unwrap().text(), "It was an old map.\nThe end.");
    let text = part(&after, "content.xml");
    assert!(text.contains("<text:tracked-changes><text:changed-region "), "{text}");
}

#[test]
fn a_text_has_no_elements_in_it() {
    let run = "<w:r><w:t>foregin</w:t></w:r>";
    let bytes = docx(&format!("<w:p><w:r><w:t>It was {run}a old map.</w:t></w:r></w:p>"));
    assert_eq!(&**office::read(&bytes, Format::Docx).unwrap().text(), "It was a old map.");
    let folder = with("a.docx", &bytes);
    copydesk(folder.path(), &["--fix", "--in-place", "a.docx"]);
    let after = fs::read(folder.path().join("a.docx")).unwrap();
    assert_eq!(&**office::read(&after, Format::Docx).unwrap().text(), "It was an old map.");
}

#[test]
fn what_cannot_be_done_is_refused() {
    let bytes = docx("<w:p><w:r><w:t>It was a old map.</w:t></w:r></w:p>");
    let folder = with("a.docx", &bytes);
    for arguments in [&["--add-suppressions", "a.docx"][..], &["--interactive", "a.docx"]] {
        assert_eq!(copydesk(folder.path(), arguments).status.code(), Some(2), "{arguments:?}");
    }
    let diff = copydesk(folder.path(), &["--diff", "a.docx"]);
    assert!(String::from_utf8_lossy(&diff.stdout).contains("+It was an old map."));
    for (more, status) in [(&[][..], 1), (&["--fix"][..], 2)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(["check", "--no-config", "--format", "short", "--stdin-filename", "x.docx", "-"]).args(more);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&bytes).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(fs::read(folder.path().join("a.docx")).unwrap(), bytes);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_strangers_send_is_told_and_costs_little() {
    let whole = docx("<w:p><w:r><w:t>Fine.</w:t></w:r></w:p>");
    let bomb = docx(&" ".repeat(60 << 20));
    let entities = |text: &str| package(&[("word/document.xml", text.as_bytes())]);
    let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
    let deep = format!("<w:document xmlns:w=\"{MAIN}\">{}", "<w:p>".repeat(100_000));
    let many: Vec<(String, &[u8])> = (0..21_000).map(|number| (format!("{number}"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a bomb", bomb, "is compressed beyond belief"),
        ("entities", entities(laughs), "declares a document type"),
        ("depth", entities(&deep), "too deep"),
        ("an unknown entity", docx("<w:p><w:r><w:t>&nope;</w:t></w:r></w:p>"), "entity that is not declared"),
        ("encrypted", [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat(), "is encrypted"),
        ("truncated", whole[..whole.len() / 2].to_vec(), "damaged"),
        ("text", b"only text".to_vec(), "damaged"),
        ("empty", Vec::new(), "damaged"),
        ("entries", package(&many), "21000 entries"),
        ("macros", package(&[("word/document.xml", b"<a/>"), ("word/vbaProject.bin", b"x")]), "holds macros"),
        ("no document", package(&[("../../etc/passwd", b"x")]), "has no part word/document.xml"),
        ("not Word", entities("<a/>"), "is no text of Word"),
    ];
    for (name, bytes, message) in cases {
        let folder = with("a.docx", &bytes);
        let begun = Instant::now();
        let output = copydesk(folder.path(), &["a.docx"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(message), "{name}: {told}");
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(begun.elapsed() < Duration::from_secs(10), "{name}: {:?}", begun.elapsed());
    }
    // A name that leads out of the package leads nowhere.
    let mut sly = vec![("../../sly.txt".to_owned(), b"x".to_vec())];
    sly.extend(parts(&whole));
    let sly: Vec<(&str, &[u8])> = sly.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let folder = with("a.docx", &package(&sly));
    assert_eq!(copydesk(folder.path(), &["--fix", "a.docx"]).status.code(), Some(0));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Opens documents in LibreOffice, accepts or rejects all changes, and saves the text.
const MACRO: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(source As String, target As String, command As String)
 Dim hidden(0) As New com.sun.star.beans.PropertyValue
 hidden(0).Name = "Hidden"
 hidden(0).Value = True
 doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
 helper = createUnoService("com.sun.star.frame.DispatchHelper")
 helper.executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
 Dim how(0) As New com.sun.star.beans.PropertyValue
 how(0).Name = "FilterName"
 how(0).Value = "Text"
 doc.storeToURL(ConvertToURL(target), how())
 doc.close(True)
End Sub
</script:module>"#;

#[test]
fn libreoffice_accepts_and_rejects() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("LibreOffice is not installed; skipped");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", home.path().join("profile").display());
    let office = |arguments: &[&str]| {
        let mut command = Command::new("soffice");
        command.arg(&profile).args(["--headless", "--norestore"]).args(arguments).output().unwrap()
    };
    // The profile is made by a first run, which would write over what lies there.
    office(&[
        "--convert-to",
        "txt",
        "--outdir",
        home.path().to_str().unwrap(),
        fixture("article.md").to_str().unwrap(),
    ]);
    let basic = home.path().join("profile/user/basic/Standard");
    fs::create_dir_all(&basic).unwrap();
    fs::write(basic.join("Module1.xba"), MACRO).unwrap();
    let library = "xmlns:library=\"http://openoffice.org/2000/library\"";
    fs::write(
        basic.join("script.xlb"),
        format!("<?xml version=\"1.0\"?><library:library {library} library:name=\"Standard\" library:readonly=\"false\"><library:element library:name=\"Module1\"/></library:library>"),
    )
    .unwrap();
    for name in ["article.docx", "article.odt"] {
        let folder = with(name, &fs::read(fixture(name)).unwrap());
        copydesk(folder.path(), &["--fix", "--comments", "--quiet", name]);
        let settled = |name: &str, command: &str| {
            let target = folder.path().join(format!("{name}-{command}.txt"));
            let source = folder.path().join(name);
            let call = format!(
                "macro:///Standard.Module1.Settle(\"{}\",\"{}\",\".uno:{command}AllTrackedChanges\")",
                source.display(),
                target.display()
            );
            office(&[&call]);
            fs::read_to_string(&target).unwrap_or_else(|_| panic!("{name}: LibreOffice wrote nothing"))
        };
        let copy = name.replace('.', ".copydesk.");
        let plain = settled(name, "Accept");
        let wanted = plain
            .replace("the the tower", "the tower")
            .replace("winter,it", "winter, it")
            .replace("town`s", "town’s")
            .replace("a old map", "an old map");
        assert_ne!(plain, wanted);
        assert_eq!(settled(&copy, "Accept"), wanted);
        assert_eq!(settled(&copy, "Reject"), plain);
        let shown = folder.path().join("shown");
        let source = folder.path().join(&copy);
        office(&["--convert-to", "fodt", "--outdir", shown.to_str().unwrap(), source.to_str().unwrap()]);
        let text = fs::read_to_string(shown.join(copy.replace(&name[7..], ".fodt"))).unwrap();
        assert!(text.matches("<text:changed-region").count() >= 6, "{name}");
        assert!(text.matches("<office:annotation ").count() >= 5, "{name}");
    }
}

/// Runs of a paragraph: formatting, text, and what stands after it.
fn body() -> impl Strategy<Value = String> {
    let properties = prop::sample::select(vec!["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>"]);
    let after = prop::sample::select(vec!["", "<w:tab/>", "<w:br/>", "<w:softHyphen/>", "<w:noBreakHyphen/>"]);
    let text = "[a-c é]{0,4}(&amp;|&#233;|&lt;)?[a-c ]{0,4}";
    let run = (properties, text, after, any::<bool>()).prop_map(|(properties, text, after, inserted)| {
        let run = format!("<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t>{after}</w:r>");
        if inserted { format!("<w:ins w:id=\"1\" w:author=\"b\">{run}</w:ins>") } else { run }
    });
    let paragraph = prop::collection::vec(run, 0..5).prop_map(|runs| format!("<w:p>{}</w:p>", runs.concat()));
    prop::collection::vec(paragraph, 0..5).prop_map(|paragraphs| paragraphs.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), at in 0..2000_usize, byte in any::<u8>()) {
        let _ = office::read(&bytes, Format::Docx);
        let _ = office::read(&bytes, Format::Odt);
        let _ = office::read(&docx(&String::from_utf8_lossy(&bytes)), Format::Docx);
        let _ = office::read(&odt(&String::from_utf8_lossy(&bytes)), Format::Odt);
        let mut whole = docx("<w:p><w:r><w:t>Fine.</w:t></w:r></w:p>");
        let length = whole.len();
        whole[at % length] = byte;
        let _ = office::read(&whole, Format::Docx);
    }

    #[test]
    fn changes_do_what_they_say_and_nothing_else(body in body(), cuts in prop::collection::vec((0..9_usize, 0..4_usize, "[xy& ]{0,3}"), 0..6)) {
        let bytes = docx(&body);
        let before = office::read(&bytes, Format::Docx).unwrap();
        let (text, source) = (before.text().to_string(), part(&bytes, "word/document.xml"));
        for stretch in before.stretches() {
            prop_assert!(source.get(stretch.source.range()).is_some());
        }
        let (mut edits, mut remarks, mut at) = (Vec::new(), Vec::new(), 0);
        for (skip, length, new) in cuts {
            let range = at + skip..at + skip + length;
            let Some(old) = text.get(range.clone()) else { continue };
            let span = Span::from_range(range.clone());
            // White space at the ends of a paragraph, and beside a break, is not read; where it goes, the break is.
            let plain = |text: &str| text.is_empty() || !text.starts_with(' ') && !text.ends_with(' ');
            let around = text[..range.start].ends_with(char::is_alphanumeric) && text[range.end..].starts_with(char::is_alphanumeric);
            if old != new && around && plain(old) && plain(&new) && before.changes(span, &new).is_some() {
                edits.push((span, new));
                at = range.end + 1;
            } else {
                remarks.push(Remark { span, text: "so & so".to_owned() });
            }
        }
        let revision = Revision { text: &text, edits: &edits, remarks: &remarks, author: "copydesk", date: "2026-01-01T00:00:00Z" };
        let revised = office::revise(&bytes, Format::Docx, &revision).unwrap();
        let mut expected = text.clone();
        for (span, new) in edits.iter().rev() {
            expected.replace_range(span.range(), new);
        }
        let after = office::read(&revised.bytes, Format::Docx).unwrap();
        prop_assert_eq!(&**after.text(), expected.as_str());
        let back = rejected(&part(&revised.bytes, "word/document.xml"));
        let whole: Vec<(String, Vec<u8>)> = parts(&revised.bytes)
            .into_iter()
            .map(|(name, bytes)| if name == "word/document.xml" { (name, back.clone().into_bytes()) } else { (name, bytes) })
            .collect();
        let whole: Vec<(&str, &[u8])> = whole.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let rejected = office::read(&package(&whole), Format::Docx).unwrap();
        prop_assert_eq!(&**rejected.text(), text.as_str());
        for name in changed(&bytes, &revised.bytes) {
            let ours = name == "word/document.xml" || !remarks.is_empty();
            prop_assert!(ours, "{} was changed", name);
        }
        let stale = office::revise(&bytes, Format::Docx, &Revision { text: "other", ..revision });
        prop_assert!(matches!(stale, Err(PackageError::Changed)) || text == "other");
    }
}
