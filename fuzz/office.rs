//! Documents of Word and LibreOffice: what must hold of any package, and how bytes become one.
//!
//! Bytes that begin with `PK` are the package, those that begin with `<` are the body of a small document. All others
//! are a list of changes to the parts of a fixture, which is packed again: changes to the bytes of a package hardly ever
//! come further than its checksums.

use std::io::{Cursor, Read, Write};

use copydesk::diagnostic::Applicability;
use copydesk::source::office::{self, PackageError, Remark, Revision};
use copydesk::source::transcript::{Writing, origin};
use copydesk::source::{Format, Source};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{CHECKER, corpus_of, sound};

/// The parts of a package: their names and what is in them.
type Parts = Vec<(String, Vec<u8>)>;

const FIXTURES: &[(Format, &[u8])] = &[
    (Format::Docx, include_bytes!("../fixtures/formats/nasty.docx")),
    (Format::Odt, include_bytes!("../fixtures/formats/nasty.odt")),
    (Format::Docx, include_bytes!("../fixtures/formats/article.docx")),
    (Format::Odt, include_bytes!("../fixtures/formats/article.odt")),
];

/// No more changes than this are made.
const MOST_CHANGES: usize = 64;

/// Fixes of one document come to an end in fewer rounds.
const MOST_ROUNDS: usize = 6;

/// From this first byte on, the package itself is damaged.
const DAMAGED: u8 = 250;

/// XML that means something, or is none.
const PIECES: &[&str] = &[
    "",
    " ",
    "  ",
    "\n",
    "\t",
    "&amp;",
    "&#233;",
    "&#x1F600;",
    "&nbsp;",
    "&#0;",
    "&",
    "<",
    ">",
    "]]>",
    "<![CDATA[the the]]>",
    "<!-- a -->",
    "<?a b?>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "the the",
    "foregin",
    " , ",
    "recieve ",
    "a hour",
    "“",
    "\"",
    "'",
    "\u{301}",
    "\u{ad}",
    "\u{200b}",
    "\u{fffc}",
    "😀",
    "日本",
    "\u{0}",
    "<w:br/>",
    "<w:tab/>",
    "<w:softHyphen/>",
    "<w:noBreakHyphen/>",
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:t xml:space=\"preserve\"> a </w:t>",
    "<w:ins w:id=\"9\" w:author=\"a\">",
    "</w:ins>",
    "<w:del w:id=\"4294967295\">",
    "</w:del>",
    "<w:hyperlink>",
    "</w:hyperlink>",
    "<w:tbl><w:tr><w:tc>",
    "</w:tc></w:tr></w:tbl>",
    "<w:rPr><w:vanish/></w:rPr>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:fldChar w:fldCharType=\"separate\"/>",
    "<w:fldChar w:fldCharType=\"end\"/>",
    "<w:commentRangeStart w:id=\"0\"/>",
    "<w:footnoteReference w:id=\"2\"/>",
    "<text:s text:c=\"3\"/>",
    "<text:s text:c=\"4294967295\"/>",
    "<text:tab/>",
    "<text:line-break/>",
    "<text:p>",
    "</text:p>",
    "<text:span>",
    "</text:span>",
    "<text:h text:outline-level=\"1\">",
    "</text:h>",
    "<text:note><text:note-body><text:p>",
    "</text:p></text:note-body></text:note>",
    "<text:tracked-changes/>",
    "<office:annotation>",
    "</office:annotation>",
    "<text:change text:change-id=\"cd0x1\"/>",
    "<table:table>",
    "</table:table>",
    "<draw:frame>",
    "</draw:frame>",
];

/// The document is read or refused; what is found lies in it; fixes are written where they belong, are read again as
/// they were meant, and come to an end.
pub(super) fn package(bytes: &[u8], format: Format) {
    let damaged = bytes.starts_with(b"PK") || bytes.first().is_some_and(|head| *head >= DAMAGED);
    let first = match bytes.first() {
        Some(b'P') if bytes.starts_with(b"PK") => bytes.to_vec(),
        Some(b'<') => packed(&small(bytes, format), false),
        Some(_) => made(bytes, format),
        None => return,
    };
    for threshold in [Applicability::Safe, Applicability::Unsafe] {
        let mut bytes = first.clone();
        // What one round writes may let the next see more.
        for round in 0.. {
            assert!(round < MOST_ROUNDS, "{} became {}", shown(&first), shown(&bytes));
            match mended(&bytes, format, threshold, damaged) {
                Some(after) => bytes = after,
                None => break,
            }
        }
    }
}

/// The package after its fixes, with comments on what is left; `None` where there is nothing to mend, or it is refused.
fn mended(bytes: &[u8], format: Format, threshold: Applicability, damaged: bool) -> Option<Vec<u8>> {
    let source = Source::from_bytes_as("text", bytes.to_vec(), format).ok()?;
    placed(&source, bytes);
    let corpus = corpus_of(&source);
    sound(&source.text, &CHECKER.check_source(&source, &corpus));
    let fixed = CHECKER.fix_source(&source, &corpus, threshold);
    let edits = fixed.container.map(|container| container.edits).unwrap_or_default();
    let remark = |span| Remark { span: origin(&edits, span), text: "so & so\nor so".to_owned() };
    let remarks: Vec<Remark> = fixed.remaining.iter().map(|finding| remark(finding.span)).collect();
    let (author, date) = ("The <desk>", "2026-01-01T00:00:00Z");
    let revised =
        office::revise(bytes, format, &Revision { text: &source.text, edits: &edits, remarks: &remarks, author, date });
    let revised = match revised {
        Ok(revised) => revised.bytes,
        // What cannot be changed is refused: where no change can stand, and where a part that was not read before is damaged
        // or not there.
        Err(PackageError::Unwritable | PackageError::Malformed { .. } | PackageError::Missing(_)) => return None,
        Err(PackageError::Damaged(_) | PackageError::Encrypted) if damaged => return None,
        Err(error) => panic!("{error}: {}", shown(bytes)),
    };
    let again = Source::from_bytes_as("text", revised.clone(), format);
    let again = again.unwrap_or_else(|error| panic!("{error}: {}", shown(&revised)));
    // White space that is read as one with other white space comes to light where that goes.
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(letters(&again.text), letters(&fixed.text), "{} became {}", shown(bytes), shown(&revised));
    (fixed.applied > 0 && *again.text != *source.text).then_some(revised)
}

/// What is read stands where the document says.
fn placed(source: &Source, bytes: &[u8]) {
    let Some(transcript) = &source.transcript else { return };
    let parts = unpacked(bytes);
    let texts: Vec<Option<&str>> = transcript
        .parts()
        .iter()
        .map(|name| parts.iter().find(|part| part.0 == **name).and_then(|part| std::str::from_utf8(&part.1).ok()))
        .collect();
    let mut end = 0;
    for stretch in transcript.stretches() {
        assert!(stretch.span.start >= end, "{stretch:?} begins before {end}: {}", shown(bytes));
        end = stretch.span.end;
        let read = source.text.get(stretch.span.range());
        let text = texts.get(usize::from(stretch.part)).copied().flatten();
        let written = text.and_then(|text| text.get(stretch.source.range()));
        assert!(read.is_some() && written.is_some(), "{stretch:?}: {}", shown(bytes));
        if stretch.writing == Writing::Verbatim {
            assert_eq!(read, written, "{stretch:?}: {}", shown(bytes));
        }
    }
}

/// The text parts of a package, to be shown to who looks into a failure.
fn shown(bytes: &[u8]) -> String {
    let parts = unpacked(bytes);
    let parts = parts.iter().filter(|(name, _)| matches!(&**name, "word/document.xml" | "content.xml"));
    parts.map(|(name, content)| format!("{name}: {}", String::from_utf8_lossy(content))).collect::<Vec<_>>().join("\n")
}

/// The parts of a package, as far as they can be read.
fn unpacked(bytes: &[u8]) -> Parts {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Parts::new() };
    let mut parts = Parts::new();
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index(index) else { continue };
        let Ok(name) = file.name().map(std::borrow::Cow::into_owned) else { continue };
        let mut content = Vec::new();
        if file.take(1 << 24).read_to_end(&mut content).is_ok() {
            parts.push((name, content));
        }
    }
    parts
}

/// A package of `parts`, stored or deflated; a part whose name is there already is left out.
fn packed(parts: &Parts, deflated: bool) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let method = if deflated { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, content) in parts {
        if writer.start_file(name.as_str(), options).is_ok() {
            writer.write_all(content).expect("memory takes everything");
        }
    }
    writer.finish().expect("a package").into_inner()
}

/// A small document with this body.
fn small(body: &[u8], format: Format) -> Parts {
    let part =
        |name: &str, head: &str, tail: &str| (name.to_owned(), [head.as_bytes(), body, tail.as_bytes()].concat());
    let space = "urn:oasis:names:tc:opendocument:xmlns";
    vec![match format {
        Format::Odt => part(
            "content.xml",
            &format!(
                "<office:document-content xmlns:office=\"{space}:office:1.0\" xmlns:text=\"{space}:text:1.0\" \
                 xmlns:table=\"{space}:table:1.0\" xmlns:draw=\"{space}:drawing:1.0\"><office:body><office:text>"
            ),
            "</office:text></office:body></office:document-content>",
        ),
        _ => part(
            "word/document.xml",
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>",
            "</w:body></w:document>",
        ),
    }]
}

/// The bytes of a list of changes.
struct Recipe<'b>(&'b [u8]);

impl Recipe<'_> {
    fn byte(&mut self) -> usize {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        usize::from(*first)
    }

    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        (self.byte() << 8 | self.byte()) % limit.max(1)
    }
}

/// A fixture of `format` after the changes that `recipe` says, packed.
fn made(recipe: &[u8], format: Format) -> Vec<u8> {
    let mut recipe = Recipe(recipe);
    let fixtures: Vec<&[u8]> = FIXTURES.iter().filter(|(known, _)| *known == format).map(|(_, bytes)| *bytes).collect();
    let head = recipe.byte();
    let mut parts = unpacked(fixtures[usize::from(head % 4 == 0)]);
    parts.retain(|(name, _)| {
        [".xml", ".rels", "mimetype"].iter().any(|ending| name.ends_with(ending)) && !name.contains("settings")
    });
    for _ in 0..MOST_CHANGES {
        if recipe.0.is_empty() {
            break;
        }
        change(&mut parts, &mut recipe);
    }
    let mut bytes = packed(&parts, head & 16 != 0);
    // Rarely the package is damaged, too.
    if head >= usize::from(DAMAGED) {
        for _ in usize::from(DAMAGED)..=head {
            let (at, byte) = (recipe.below(bytes.len()), recipe.byte());
            bytes[at] = u8::try_from(byte).unwrap_or_default();
        }
    }
    bytes
}

/// The places of the tags of `text`.
fn tags(text: &str) -> Vec<std::ops::Range<usize>> {
    let end = |at: usize| text[at..].find('>').map_or(text.len(), |end| at + end + 1);
    text.match_indices('<').map(|(at, _)| at..end(at)).collect()
}

/// The element whose start tag is number `first` of `tags`, or the tag alone where it has no end.
fn element(text: &str, tags: &[std::ops::Range<usize>], first: usize) -> std::ops::Range<usize> {
    let mut depth = 0_usize;
    for tag in &tags[first..] {
        let written = &text[tag.clone()];
        match (written.starts_with("</"), written.ends_with("/>") || written.starts_with("<?")) {
            (true, _) => depth = depth.saturating_sub(1),
            (false, false) => depth += 1,
            (false, true) => {}
        }
        if depth == 0 {
            return tags[first].start..tag.end;
        }
    }
    tags[first].clone()
}

/// One change of one part, mostly of the body.
fn change(parts: &mut Parts, recipe: &mut Recipe<'_>) {
    let kind = recipe.byte();
    let body = parts.iter().position(|(name, _)| matches!(&**name, "word/document.xml" | "content.xml"));
    let index = body.filter(|_| !kind.is_multiple_of(4)).unwrap_or_else(|| recipe.below(parts.len()));
    let (first, second) = (recipe.below(1 << 16), recipe.below(1 << 16));
    let Some((name, content)) = parts.get_mut(index) else { return };
    let mut text = String::from_utf8_lossy(content).into_owned();
    let tags = tags(&text);
    if tags.is_empty() {
        return;
    }
    let (here, there) = (first % tags.len(), tags[second % tags.len()].start);
    let (tag, piece) = (tags[here].clone(), PIECES[second % PIECES.len()]);
    match kind / 4 % 16 {
        0 => drop(text.drain(element(&text, &tags, here))),
        1 | 2 => {
            let copied = text[element(&text, &tags, here)].to_owned();
            text.insert_str(there, &copied);
        }
        3 => {
            let range = element(&text, &tags, here);
            let moved = text[range.clone()].to_owned();
            if !range.contains(&there) {
                let at = if there < range.start { there } else { there - range.len() };
                text.drain(range);
                text.insert_str(at, &moved);
            }
        }
        4..=7 => {
            // Between tags, where it is text.
            let next = tags.get(here + 1).map_or(text.len(), |next| next.start);
            let places: Vec<usize> = (tag.end..=next.max(tag.end)).filter(|at| text.is_char_boundary(*at)).collect();
            let at = places.get(second / PIECES.len() % places.len().max(1)).copied().unwrap_or(tag.end);
            text.insert_str(at, piece);
        }
        8 => drop(text.drain(tag)),
        9 => text.insert_str(tag.start, &piece.repeat(1 + second % 300)),
        10 => {
            // The value of an attribute.
            let values: Vec<_> = text[tag.clone()].match_indices('"').map(|(at, _)| tag.start + at + 1).collect();
            if let [start, end, ..] = values[..] {
                text.replace_range(start..end - 1, piece.trim_matches(['<', '>', '"']));
            }
        }
        11 => {
            let range = element(&text, &tags, here);
            let other = text[element(&text, &tags, second % tags.len())].to_owned();
            text.replace_range(range, &other);
        }
        12 => {
            // Around an element, something that opens and closes.
            let range = element(&text, &tags, here);
            let opening = piece.split(['<', '>', ' ', '/']).nth(1).filter(|name| name.contains(':')).unwrap_or("w:ins");
            text.insert_str(range.end, &format!("</{opening}>"));
            text.insert_str(range.start, &format!("<{opening}>"));
        }
        13 if second % 4 == 0 => name.push('x'),
        14 => {
            let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            text.truncate(letters[(first << 2 | second & 3) % letters.len()]);
        }
        _ => {
            let at = (first << 1) % content.len().max(1);
            if let Some(byte) = content.get_mut(at) {
                *byte = u8::try_from(second % 256).unwrap_or_default();
            }
            return;
        }
    }
    *content = text.into_bytes();
}
