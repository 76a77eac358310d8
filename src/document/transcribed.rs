//! A transcript becomes the blocks of a document.

use super::builder::{BlockInfo, Builder, Piece, PieceKind};
use super::{Format, TokenKind, asciidoc, html, keyed, latex, org, rst, subtitles};
use crate::source::transcript::{StandIn, Stretch, Writing};
use crate::source::{KeyPaths, Transcript};

/// The transcript of `text`, where articles of that format need one.
pub(super) fn read(text: &str, format: Format, keys: Option<&KeyPaths>) -> Option<Transcript> {
    match format {
        Format::Html => Some(html::read(text)),
        Format::Json | Format::JsonLines | Format::Yaml | Format::Toml | Format::Csv => {
            Some(keyed::read(text, format, keys))
        }
        Format::Srt | Format::Vtt => Some(subtitles::read(text, format)),
        Format::Rst => Some(rst::read(text)),
        Format::Asciidoc => Some(asciidoc::read(text)),
        Format::Org => Some(org::read(text)),
        Format::Latex => Some(latex::read(text)),
        _ => None,
    }
}

/// Hands the blocks of `transcript` to `builder`, which reads its text.
pub(super) fn build(transcript: &Transcript, builder: &mut Builder<'_>) {
    for &quotation in transcript.quotations() {
        builder.block_quotation(quotation);
    }
    for &(comment, next) in transcript.comments() {
        builder.comment_before(comment, next);
    }
    if let Some((span, toml)) = transcript.front_matter() {
        builder.front_matter(span, toml);
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for block in transcript.blocks() {
        pieces.clear();
        for stretch in transcript.stretches().get(block.stretches.clone()).unwrap_or_default() {
            match pieces.last_mut() {
                Some(last) if last.kind == PieceKind::Prose && kind(stretch) == PieceKind::Prose => {
                    last.span = last.span.to(stretch.span);
                }
                _ => pieces.push(Piece { span: stretch.span, kind: kind(stretch) }),
            }
        }
        let info = BlockInfo { kind: block.kind, quoted: block.quoted, continues: block.continues };
        let markup = transcript.markup().get(block.markup.clone()).unwrap_or_default();
        builder.marked_block(info, &pieces, markup);
    }
    transcript.quotations().iter().for_each(|&quotation| builder.quote(quotation));
}

fn kind(stretch: &Stretch) -> PieceKind {
    match stretch.writing {
        Writing::Verbatim | Writing::Decoded | Writing::Fixed => PieceKind::Prose,
        Writing::StandIn(StandIn::Opaque) => PieceKind::StandIn(TokenKind::Opaque),
        Writing::StandIn(StandIn::Url) => PieceKind::StandIn(TokenKind::Url),
        Writing::StandIn(StandIn::Email) => PieceKind::StandIn(TokenKind::Email),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::source::Format;

    #[test]
    fn every_format_has_a_reader() {
        let texts = Format::all().map(|(format, _)| format).filter(|format| !format.is_container());
        for format in texts.filter(|format| !matches!(format, Format::Plain | Format::Markdown | Format::Mdx)) {
            assert!(read("", format, None).is_some(), "{}", format.name());
        }
    }
}
