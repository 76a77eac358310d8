//! What the tokens of a text are, case by case.

use proptest::prelude::*;

use super::{BlockKind, Document, Format, Span, TokenFlags, TokenKind};

/// Holds that each text, written in `format`, has these blocks.
pub(super) fn have_blocks(cases: &[(&str, &[&str])], format: Format) {
    let wrong = cases.iter().filter(|(text, expected)| kinds(text, format) != *expected);
    let wrong: Vec<String> =
        wrong.map(|(text, expected)| format!("{text}\n  is {:?}\n not {expected:?}", kinds(text, format))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The blocks of `text`, each with the first letter of its kind.
pub(super) fn kinds(text: &str, format: Format) -> Vec<String> {
    let document = Document::parse(text.into(), format);
    let letter = |kind: BlockKind| match kind {
        BlockKind::Paragraph => 'p',
        BlockKind::Heading => 'h',
        BlockKind::ListItem => 'l',
        BlockKind::TableCell => 't',
        BlockKind::Caption => 'c',
        BlockKind::Title => 'T',
        BlockKind::Footnote => 'f',
    };
    document.blocks().iter().map(|block| format!("{}:{}", letter(block.kind), document.slice(block.span))).collect()
}

/// The tokens of `text` in a plain text, each with a letter for its kind: `w:word`.
fn tokens(text: &str, format: Format) -> String {
    let document = Document::parse(text.into(), format);
    let shown = document.tokens().iter().map(|&token| {
        let kind = match token.kind {
            TokenKind::Word => "w",
            TokenKind::Abbreviation => "a",
            TokenKind::Number => "n",
            TokenKind::Mixed => "m",
            TokenKind::Url => "url",
            TokenKind::Email => "mail",
            TokenKind::Mention => "at",
            TokenKind::Hashtag => "hash",
            TokenKind::FileName => "file",
            TokenKind::Foreign => "f",
            TokenKind::Punctuation => "p",
            TokenKind::Symbol => "s",
            TokenKind::Opaque => "o",
        };
        format!("{kind}:{}", document.text_of(token))
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn tokens_are_told_apart() {
    for (text, expected) in [
        ("The cat, (it) sat; \"so\"!", "w:The w:cat p:, p:( w:it p:) w:sat p:; p:\" w:so p:\" p:!"),
        ("country`s US`s don't don’t O'Neill", "w:country`s w:US`s w:don't w:don’t w:O'Neill"),
        ("the `quoted' word", "w:the p:` w:quoted p:' w:word"),
        ("the allies' help, goin' home", "w:the w:allies' w:help p:, w:goin' w:home"),
        ("the 'allies' help", "w:the p:' w:allies p:' w:help"),
        (
            "rock 'n' roll, rock-'n'-roll, '90s, 'em, ’til",
            "w:rock w:'n' w:roll p:, w:rock-'n'-roll p:, n:'90s p:, w:'em p:, w:’til",
        ),
        ("Jong-un decision-making two- and", "w:Jong-un w:decision-making w:two p:- w:and"),
        ("U.S.-made U.S.- made U.N.'s e.g. this", "w:U.S.-made a:U.S. p:- w:made a:U.N.'s a:e.g. w:this"),
        (
            "Mr. Li of Apple Inc. has No. 5, J. K. Rowling, a Ph.D.",
            "a:Mr. w:Li w:of w:Apple a:Inc. w:has a:No. n:5 p:, a:J. a:K. w:Rowling p:, w:a a:Ph.D.",
        ),
        ("No. Not so. Gen. Lee", "w:No p:. w:Not w:so p:. a:Gen. w:Lee"),
        ("at 5 a.m. or 10p.m. today", "w:at n:5 a:a.m. w:or n:10p.m. w:today"),
        (
            "27th 1990s 5km £3.5bn 1,000 3.5% 10:30 1980-81 70°C $5 -3 +44",
            "n:27th n:1990s n:5km n:£3.5bn n:1,000 n:3.5% n:10:30 n:1980-81 n:70°C n:$5 n:-3 n:+44",
        ),
        ("1990's 9/11 24/7 ½ 2½ US$5bn 5%.", "n:1990's n:9/11 n:24/7 n:½ n:2½ w:US n:$5bn n:5% p:."),
        (
            "COVID-19 RQ-4 G7 Nimrod-17 MQ-9 27-year-old mid-1990s H2O GPT-3.5 3D",
            "m:COVID-19 m:RQ-4 m:G7 m:Nimrod-17 m:MQ-9 m:27-year-old m:mid-1990s m:H2O m:GPT-3.5 m:3D",
        ),
        (
            "see https://a.org/b_(c)?d=e. And www.x.com, bbc.co.uk/news or (http://x.org)",
            "w:see url:https://a.org/b_(c)?d=e p:. w:And url:www.x.com p:, url:bbc.co.uk/news w:or p:( url:http://x.org p:)",
        ),
        (
            "john.smith@x.org, a+b@c.co.uk @name #Topic #1",
            "mail:john.smith@x.org p:, mail:a+b@c.co.uk at:@name hash:#Topic p:# n:1",
        ),
        (
            "report.pdf src/main.rs /etc/hosts and/or he/she",
            "file:report.pdf file:src/main.rs file:/etc/hosts w:and p:/ w:or w:he p:/ w:she",
        ),
        ("the end.The next Ukraine,the", "w:the w:end p:. w:The w:next w:Ukraine p:, w:the"),
        ("wait... no -- yes?! — so", "w:wait p:... w:no p:-- w:yes p:? p:! p:— w:so"),
        ("café naïve Łódź Zoë’s Москва 北京 łączność", "w:café w:naïve w:Łódź w:Zoë’s f:Москва f:北京 w:łączność"),
        ("co\u{ad}operate cafe\u{301} a\u{a0}b", "w:co\u{ad}operate w:cafe\u{301} w:a w:b"),
        ("AT&T R&D snake_case", "m:AT&T m:R&D m:snake_case"),
        ("👍🏽 so 👨‍👩‍👧 €", "s:👍🏽 w:so s:👨‍👩‍👧 s:€"),
        ("Plan B. The rest. I. The", "w:Plan w:B p:. w:The w:rest p:. w:I p:. w:The"),
        ("Qur'an Hawai‘i ‘Abd Sana'a", "w:Qur'an w:Hawai‘i p:‘ w:Abd w:Sana'a"),
    ] {
        assert_eq!(tokens(text, Format::Plain), expected, "{text}");
    }
}

#[test]
fn flags_say_what_is_known() {
    use TokenFlags as F;
    let known = F::HYPHENATED
        | F::APOSTROPHE
        | F::WRONG_APOSTROPHE
        | F::CAPITALISED
        | F::ALL_CAPS
        | F::MIXED_CASE
        | F::ROMAN
        | F::NEEDS_NORMALISING;
    for (word, expected) in [
        ("word", F::empty()),
        ("Word", F::CAPITALISED),
        ("NATO", F::CAPITALISED | F::ALL_CAPS),
        ("XIV", F::CAPITALISED | F::ALL_CAPS | F::ROMAN),
        ("iPhone", F::MIXED_CASE),
        ("TheMorningPost", F::CAPITALISED | F::MIXED_CASE),
        ("McDonald", F::CAPITALISED | F::MIXED_CASE),
        ("Jong-Un", F::CAPITALISED | F::HYPHENATED),
        ("O'Neill", F::CAPITALISED | F::APOSTROPHE),
        ("don’t", F::APOSTROPHE | F::NEEDS_NORMALISING),
        ("country`s", F::APOSTROPHE | F::WRONG_APOSTROPHE | F::NEEDS_NORMALISING),
        ("country´s", F::APOSTROPHE | F::WRONG_APOSTROPHE | F::NEEDS_NORMALISING),
        ("allies'", F::APOSTROPHE),
        ("Élysée", F::CAPITALISED),
        ("ÉLYSÉE", F::CAPITALISED | F::ALL_CAPS),
        ("cafe\u{301}", F::NEEDS_NORMALISING),
        ("U.S.-made", F::CAPITALISED | F::HYPHENATED),
    ] {
        let document = Document::parse(format!("so {word} it").into(), Format::Plain);
        assert_eq!(document.tokens()[1].flags & known, expected, "{word}");
    }
}

#[test]
fn gaps_are_flagged() {
    let document = Document::parse("one two\nthree,four\u{a0}five".into(), Format::Plain);
    let flags: Vec<TokenFlags> = document.tokens().iter().map(|token| token.flags).collect();
    let space = TokenFlags::SPACE_BEFORE;
    assert!(flags[1].contains(space) && !flags[1].contains(TokenFlags::BREAK_BEFORE));
    assert!(flags[2].contains(space | TokenFlags::BREAK_BEFORE));
    assert!(flags[3].contains(TokenFlags::GLUED) && flags[4].contains(TokenFlags::GLUED));
    assert!(flags[5].contains(space) && !flags[5].contains(TokenFlags::GLUED));
    assert_eq!(document.gap(2), "\n");
    assert!(document.is_adjacent(4) && !document.is_adjacent(5));
}

#[test]
fn words_are_normalised_and_taken_apart() {
    let document = Document::parse("don’t co\u{ad}op cafe\u{301} Jong\u{2011}un country`s plain".into(), Format::Plain);
    let normal: Vec<_> = document.tokens().iter().map(|&token| document.normalised(token)).collect();
    assert_eq!(normal, ["don't", "coop", "café", "Jong-un", "country's", "plain"]);
    let parts: Vec<&str> = document.parts(document.tokens()[3]).map(|span| document.slice(span)).collect();
    assert_eq!(parts, ["Jong", "un"]);
    let parts: Vec<&str> = document.parts(document.tokens()[5]).map(|span| document.slice(span)).collect();
    assert_eq!(parts, ["plain"]);
}

#[test]
fn forms_are_counted() {
    let document = Document::parse("the cat, The cat and the cat".into(), Format::Plain);
    let cat = document.tokens()[1];
    assert_eq!(document.forms()[cat.form.0 as usize].count, 3);
    assert_eq!(document.forms()[cat.form.0 as usize].first, 1);
    assert_ne!(document.tokens()[0].form, document.tokens()[3].form);
}

#[test]
fn entities_in_template_calls_are_no_tokens() {
    for text in ["{{&nbsp;&amp;}}", "a {{ x&amp;y }} b &amp; c", "{% a &lt; b %}"] {
        check(text, Format::Markdown);
    }
    let document = Document::parse("a {{ x&amp;y }} b".into(), Format::Markdown);
    let tokens: Vec<&str> = document.tokens().iter().map(|&token| document.text_of(token)).collect();
    assert_eq!(tokens, ["a", "{{ x&amp;y }}", "b"]);
}

#[test]
fn time_is_linear() {
    // Each of these takes minutes where something is read again from every place.
    for pattern in
        ["``", "?!", "'s' ", "s' ", "a.", "a/", "a_.", "a+", "{{", "\"", ".\"", "[sic", "I. ", "A. B. ", "\u{301}"]
    {
        let text = pattern.repeat(400_000 / pattern.len());
        check(&text, Format::Plain);
        check(&text, Format::Markdown);
    }
}

/// What holds of every document, whatever its text.
fn check(text: &str, format: Format) {
    let document = Document::parse(text.into(), format);
    let (mut end, mut count) = (0, 0);
    for (index, &token) in document.tokens().iter().enumerate() {
        assert!(token.span.start >= end && !token.span.is_empty(), "token {index} of {text:?}");
        assert!(text.get(token.span.range()).is_some(), "token {index} of {text:?}");
        end = token.span.end;
        let first = document.tokens()[document.forms()[token.form.0 as usize].first as usize];
        assert_eq!(document.text_of(first), document.text_of(token));
        // Rules ask the first token of a form for these.
        let of_form = TokenFlags::APOSTROPHE | TokenFlags::WRONG_APOSTROPHE | TokenFlags::HYPHENATED;
        assert_eq!(first.flags & of_form, token.flags & of_form, "token {index} of {text:?}");
        let _ = (document.normalised(token), document.parts(token).count(), document.gap(index));
        assert!(document.sentence_of(index).is_some() && document.block_of(index).is_some());
    }
    for block in document.blocks() {
        assert_eq!(block.tokens.start, count, "blocks of {text:?}");
        count = block.tokens.end;
        let sentences = document.sentences_of(block);
        assert_eq!(sentences.first().map(|first| first.tokens.start), Some(block.tokens.start));
        assert_eq!(sentences.last().map(|last| last.tokens.end), Some(block.tokens.end));
    }
    assert_eq!(count as usize, document.tokens().len());
    for quotation in document.quotations() {
        assert!(text.get(quotation.span.range()).is_some(), "{text:?}");
    }
    for comment in document.comments() {
        let next = comment.next.unwrap_or(comment.span);
        assert!(text.get(comment.span.range()).and(text.get(next.range())).is_some(), "{text:?}");
        assert!(comment.next.is_none_or(|next| next.start >= comment.span.end), "{text:?}");
    }
}

proptest! {
    #[test]
    fn tokens_are_found_by_their_place(text in "(a{1,90} |b |c\\. |\n\n|é ){0,300}", at in 0_u32..9000, length in 0_u32..900) {
        let document = Document::parse(text.as_str().into(), Format::Plain);
        let first = document.tokens().partition_point(|token| token.span.start < at);
        prop_assert_eq!(document.first_from(at as usize), first);
        let inside = document.tokens().iter().filter(|token| token.span.start >= at && token.span.end <= at + length);
        prop_assert_eq!(document.tokens_in(Span::new(at, at + length)), inside.copied().collect::<Vec<_>>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text, Format::Plain);
        check(&text, Format::Markdown);
    }

    #[test]
    fn marks_in_any_order_are_read(text in "([a-zA-Z1é’“”\"'`.,@#:/\\\\_&+*\\[\\](){}<>!|$~%\u{ad}\u{301} \n-]|http://|---\n|'s|\\{\\{|<!--|&amp;|&nbsp;|\\$|title: ){0,60}") {
        check(&text, Format::Plain);
        check(&text, Format::Markdown);
    }
}
