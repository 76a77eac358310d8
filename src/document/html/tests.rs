//! What of HTML is prose, case by case.

use crate::document::tests::kinds;
use crate::document::{Document, Format};

/// The blocks of a page, each with the first letter of its kind.
fn blocks(html: &str) -> Vec<String> {
    kinds(html, Format::Html)
}

#[test]
fn prose_is_told_from_the_rest() {
    for (html, expected) in [
        ("<p>One<p>Two <b>three</b>\n four", &["p:One", "p:Two three four"][..]),
        ("text<div>more<p>inner</div>tail", &["p:text", "p:more", "p:inner", "p:tail"]),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", &["l:a", "l:b", "l:c", "l:d", "p:e"]),
        ("<dl><dt>a<dd>b<p>c<dt>d</dl>", &["t:a", "l:b", "l:c", "t:d"]),
        ("<table><tr><td>a<td>b<tr><th>c<td><p>d</table>e", &["t:a", "t:b", "t:c", "p:d", "p:e"]),
        ("<h1>A<br>b</h1><h2 title=\"A long word\">c</h2>", &["h:A\nb", "h:c", "c:A long word"]),
        ("<p>a <code>x</code> b <pre>c</pre> d", &["p:a \u{fffc} b", "p:d"]),
        ("<p>a<script>var b = '<p>c</p>';</script> d<style>e</style></p>", &["p:a d"]),
        ("<p>un<b>believ</b>able caf&eacute; co&shy;op R&amp;D</p>", &["p:unbelievable café co\u{ad}op R&D"]),
        ("<p>see <i lang=fr>bon <b>mot</b></i> here", &["p:see \u{fffc} here"]),
        ("<html lang=de><p>Das ist <b lang=en>an apple</b><p lang=en-GB>It is.", &["p:an apple", "p:It is."]),
        ("<p translate=no>Grüezi<p class=notranslate>Servus<p>Hello", &["p:Hello"]),
        ("<p>look <img src=x alt='A big cat'> here<img alt=''> now", &["p:look \u{fffc} here now", "c:A big cat"]),
        (
            "<head><title>On &lt;it</title><meta name=description content=\"All about it\"></head><body>b",
            &["T:On <it", "T:All about it", "p:b"],
        ),
        ("<a>Home</a><a>News</a> <b>a</b> <b>c</b>", &["p:Home\u{fffc}News a c"]),
        ("<!--[if IE]><p>old</p><![endif]--><![CDATA[ x ]]><p>new</p>", &["p:new"]),
        ("<p>a<!-- b -->c</p>", &["p:ac"]),
        (
            "<p>See <a href='a.html#b'>a.html#b</a> and <a hreflang=tr rel=alternate>tr</a> now<sup class=footnote>[<a>6</a>]</sup>",
            &["p:See \u{fffc} and \u{fffc} now"],
        ),
        (
            "<dl><dt class=\"sig sig-object py\">os.path</dt><dd>See <span class=pre>x.y</span> now</dl>",
            &["l:See \u{fffc} now"],
        ),
        ("<p>{{ user.name }} has {% if a < b %}one{% endif %} <?php echo 'x > y' ?>car", &["p:\u{fffc} has one car"]),
        ("<p>5 < 6 & 7 > 4 <> x", &["p:5 < 6 & 7 > 4 <> x"]),
        ("<p>word<sup><a role=doc-noteref href=#f>1</a></sup> the 5<sup>th</sup>", &["p:word the 5th"]),
        ("<section role=doc-endnotes><ol><li><p>note</ol></section>after", &["f:note", "p:after"]),
        ("<figure><img alt=x><figcaption>A cat</figcaption></figure>", &["c:x", "c:A cat"]),
        ("<b><p>one</b> two</p>three", &["p:one two", "p:three"]),
        ("</p></div></b>a</i>", &["p:a"]),
        ("<?xml version='1.0'?><html><a id='x'/><script src='y'/><p>text</p></html>", &["p:text"]),
        ("<p", &[]),
        ("a<", &["p:a<"]),
    ] {
        assert_eq!(blocks(html), expected, "{html}");
    }
}

#[test]
fn quotations_are_someone_elses() {
    let html = "<p>He said <q>it is <q>so</q> here</q> now.<blockquote><p>No.<p>Never.</blockquote>So.";
    let document = Document::parse(html.into(), Format::Html);
    let quoted: Vec<&str> = document
        .tokens()
        .iter()
        .filter(|token| token.has(crate::document::TokenFlags::QUOTED))
        .map(|&token| document.text_of(token))
        .collect();
    assert_eq!(quoted, ["it", "is", "so", "here", "No", ".", "Never", "."]);
    assert_eq!(document.quotations().len(), 2);
}

#[test]
fn comments_speak_of_what_follows() {
    let html = "<!-- a --><ul><li>x<li>y</ul><p>text <!-- b --> more<p><!-- c -->z";
    let document = Document::parse(html.into(), Format::Html);
    let next: Vec<Option<&str>> =
        document.comments().iter().map(|comment| comment.next.map(|next| &html[next.range()])).collect();
    assert_eq!(next, [Some("<ul><li>x<li>y</ul>"), None, Some("z")]);
}
