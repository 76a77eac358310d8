//! `dialect`: British and American spelling in one article.

mod counterpart;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Applicability, Fix};
use crate::document::{FormId, Token, TokenFlags, TokenKind};
use crate::lexicon::{Dialects, EntryFlags};
use crate::rules::forms::{lowered, with_capitals_of};
use crate::rules::wording::times;
use crate::rules::{Context, Meta, Rule, declare_rule};

declare_rule! {
    /// A word in the spelling of another dialect than the rest of the article.
    ///
    /// Writers move between kinds of English, and copy from sources in all of them. Readers see “colour” and “color” on
    /// one page as carelessness. The dialect of the article is the one that fits most of its words: American, British
    /// with -ise, British with the -ize of Oxford, Australian or Canadian. Words that do not fit it are found, and the
    /// fix spells them as it does. Oxford spelling is a dialect, not a mixture: “behaviour” and “organize” go together.
    ///
    /// ```bad
    /// The organisation defends its neighbours. A regatta was organized by its children.
    /// ```
    ///
    /// ```good
    /// The behaviour of the harbour authority is hard to criticize. The World Health Organization and the Department of
    /// Defense said so.
    /// ```
    ///
    /// Quotations and names are left alone, and so is a word that has no other spelling.
    Dialect = "dialect", Consistency, Document, Warning, true, Sometimes
}

/// The dialects, those first that are named when several fit alike.
const ORDER: [(Dialects, &str); 5] = [
    (Dialects::US, "American"),
    (Dialects::GB, "British"),
    (Dialects::OXFORD, "Oxford (British with -ize)"),
    (Dialects::CA, "Canadian"),
    (Dialects::AU, "Australian"),
];

/// A form that is right in some dialects only, and has another spelling for the rest.
struct Marked {
    dialects: Dialects,
    /// The other spellings, and where each is right.
    counterparts: Vec<(String, Dialects)>,
}

/// A place where a marked form stands.
struct Evidence {
    token: u32,
    form: FormId,
    dialects: Dialects,
}

impl Rule for Dialect {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        // Where one dialect is asked for, words of the others are misspellings.
        if !context.lexicon.dialects().is_all() {
            return;
        }
        let Some(marked) = marked_forms(context) else { return };
        let seen = marked.values().fold(Dialects::all(), |common, form| common & form.dialects);
        // One dialect fits everything: the common case, and there is nothing to weigh.
        if marked.len() < 2 || !seen.is_empty() {
            return;
        }
        let evidence = gather(context, &marked);
        let Some((dialect, name)) = infer(&evidence) else { return };
        let fitting = evidence.iter().filter(|place| place.dialects.contains(dialect));
        let (count, first) = fitting.fold((0, None), |(count, first), place| (count + 1, first.or(Some(place.token))));
        let others = evidence.len() - count;
        for place in evidence.iter().filter(|place| !place.dialects.contains(dialect)) {
            let Some(form) = marked.get(&place.form) else { continue };
            report(context, place, form, (dialect, name), (count, others), first);
        }
    }
}

/// A form that is not right in all dialects, and so may speak for some.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    form: FormId,
    token: Token,
    dialects: Dialects,
}

/// The forms of the document that may speak for some dialects and against others.
fn candidates(context: &Context<'_>) -> Vec<Candidate> {
    let document = context.document;
    let forms = (0_u32..).zip(document.forms()).filter_map(|(number, form)| {
        let entry = context.words.entry(FormId(number));
        if entry.dialects.is_all() || entry.dialects.is_empty() || entry.is(EntryFlags::USER) {
            return None;
        }
        let &token = document.tokens().get(form.first as usize)?;
        let counts = token.kind == TokenKind::Word && !token.has(TokenFlags::ALL_CAPS);
        counts.then_some(Candidate { form: FormId(number), token, dialects: entry.dialects })
    });
    forms.collect()
}

/// The forms of the document that speak for some dialects and against others; nothing where one dialect fits them all, which is
/// the common case. That is seen at the few forms that are not of that dialect, none of which has another spelling.
fn marked_forms(context: &Context<'_>) -> Option<FxHashMap<FormId, Marked>> {
    let mut candidates = candidates(context);
    // A form that is right in Canada may yet not speak for it.
    let dialects = [Dialects::US, Dialects::GB, Dialects::AU];
    let of =
        |dialect: Dialects| candidates.iter().filter(move |candidate| candidate.dialects.contains(dialect)).count();
    let likeliest = dialects.into_iter().max_by_key(|&dialect| of(dialect))?;
    candidates.sort_by_key(|candidate| candidate.dialects.contains(likeliest));
    let (others, fitting) =
        candidates.split_at(candidates.partition_point(|candidate| !candidate.dialects.contains(likeliest)));
    let known = |candidate: &Candidate| Some((candidate.form, marked(context, *candidate)?));
    let mut forms: FxHashMap<FormId, Marked> = others.iter().filter_map(known).collect();
    if forms.is_empty() {
        return None;
    }
    forms.extend(fitting.iter().filter_map(known));
    Some(forms)
}

/// What the candidate speaks for, if it has another spelling that speaks for something else.
fn marked(context: &Context<'_>, candidate: Candidate) -> Option<Marked> {
    let (dialects, counterparts) = lowered(&context.document.normalised(candidate.token), |word| {
        // Prizing is a form of prize, which is right everywhere, whatever else prising may be.
        let stem = word.strip_suffix("izing").map(|stem| format!("{stem}ize"));
        if stem.is_some_and(|stem| context.lexicon.check(&stem).dialects.is_all()) {
            return (candidate.dialects, Vec::new());
        }
        counterpart::distinguish(word, candidate.dialects, &context.lexicon.spelt_elsewhere(word))
    });
    (!counterparts.is_empty()).then_some(Marked { dialects, counterparts })
}

/// Where the marked forms stand as the article's own ordinary words.
fn gather(context: &Context<'_>, marked: &FxHashMap<FormId, Marked>) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let (tokens, forms) = (context.document.tokens(), context.forms());
    for (&form, Marked { dialects, .. }) in marked {
        let places = forms.places(form);
        let token = |place: u32| tokens.get(place as usize).copied();
        // What is a name within a sentence is one at the beginning of another, too.
        if places.iter().filter_map(|&place| token(place)).any(Token::has_own_capital) {
            continue;
        }
        let is_own = |token: Token| token.is_word() && !token.flags.intersects(TokenFlags::QUOTED | TokenFlags::SIC);
        let own = places.iter().filter(|&&place| token(place).is_some_and(is_own) && !is_name(context, place));
        evidence.extend(own.map(|&token| Evidence { token, form, dialects: *dialects }));
    }
    evidence.sort_unstable_by_key(|place| place.token);
    evidence
}

/// Whether the token may belong to a name: it has a capital that no beginning of a sentence explains, or stands at one
/// and goes on with a capital, or what it begins has no stop and so may be a title.
fn is_name(context: &Context<'_>, index: u32) -> bool {
    let tokens = context.document.tokens();
    let capital = |at: usize| tokens.get(at).is_some_and(|token| token.has(TokenFlags::CAPITALISED));
    let at = index as usize;
    let starts = tokens.get(at).is_some_and(|token| token.has(TokenFlags::SENTENCE_START));
    capital(at) && (!starts || capital(at + 1) || !is_stopped(context, at))
}

/// Whether the sentence of the token at `index` ends with a stop.
fn is_stopped(context: &Context<'_>, index: usize) -> bool {
    let document = context.document;
    let sentence = document.sentence_of(index).and_then(|sentence| document.sentences().get(sentence));
    let last = sentence.and_then(|sentence| document.tokens().get((sentence.tokens.end as usize).checked_sub(1)?));
    let text = last.map_or("", |&last| document.text_of(last));
    text.ends_with(['.', '!', '?', '…', ')', ']', '"', '”', '’'])
}

/// The dialect that fits most of the evidence; of several, one that fits the first.
fn infer(evidence: &[Evidence]) -> Option<(Dialects, &'static str)> {
    let first = evidence.first()?.dialects;
    let score = |dialect: Dialects| evidence.iter().filter(|place| place.dialects.contains(dialect)).count();
    // Of equals the last is taken, so the first of the order must come last.
    ORDER.into_iter().rev().max_by_key(|&(dialect, _)| (score(dialect), first.contains(dialect)))
}

fn report(
    context: &mut Context<'_>,
    place: &Evidence,
    form: &Marked,
    (dialect, name): (Dialects, &str),
    (count, others): (usize, usize),
    first: Option<u32>,
) {
    let document = context.document;
    let token = |index: u32| document.tokens().get(index as usize).copied();
    let Some(at) = token(place.token) else { return };
    let word = document.text_of(at);
    let mut diagnostic =
        context.diagnostic(at.span, format!("“{word}” is not {name} spelling, which the article has elsewhere"));
    if let Some(first) = first.and_then(token) {
        let elsewhere =
            format!("as in “{}”; in all {}, against {}", document.text_of(first), times(count), times(others));
        diagnostic = diagnostic.with_place(elsewhere, first.span);
    }
    if let Some((right, _)) = form.counterparts.iter().find(|(_, dialects)| dialects.contains(dialect)) {
        let trust = if count > others { Applicability::Unsafe } else { Applicability::DisplayOnly };
        diagnostic = diagnostic.with_fix(Fix::replace(at.span, with_capitals_of(word, right), trust));
    }
    context.report(diagnostic);
}

#[cfg(test)]
mod tests {
    use super::Dialect;
    use crate::rules::tester::{check, fixes, passes};

    #[test]
    fn the_minority_is_spelt_as_the_rest() {
        fixes(
            &Dialect,
            &[
                ("The colour of the harbour, and the color of it.", "The colour of the harbour, and the colour of it."),
                (
                    "An organisation with neighbours was organized. Defence.",
                    "An organisation with neighbours was organised. Defence.",
                ),
                (
                    "The center has a theater. Analyzed behavior in catalogs. A fibre of it.",
                    "The center has a theater. Analyzed behavior in catalogs. A fiber of it.",
                ),
                (
                    "We realize that they criticize the colour; he organised it.",
                    "We realize that they criticize the colour; he organized it.",
                ),
                ("He traveled to the gray center. Colour matters.", "He traveled to the gray center. Color matters."),
                ("Honour and labour, organised. Paralyzed by it.", "Honour and labour, organised. Paralysed by it."),
            ],
        );
    }

    #[test]
    fn one_dialect_names_and_quotations_are_left_alone() {
        passes(
            &Dialect,
            &[
                "The behaviour of those who organize and criticize their neighbours.",
                "The colour of the World Health Organization, the Department of Defense and Pearl Harbor.",
                "Their neighbours said: \"We organized the labor.\"",
                "He advertised his exercise; they compromise and surprise. A wise size.",
                "The color of labor, the center, and what he organized.",
                "A Canadian honour: to analyze the defence of the centre, and to organize it.",
                "A colour in the meter, a story about a program, and a practice.",
                "The harbour [sic] of color.",
                "Labor leaders spoke of the harbour. They voted for Labor.",
                "They read it in the harbour.\n\n- Organizing for the Rights of Workers",
                "Prizing it as a great advantage, they organised the defence of the harbour.",
                "An axe of yellow ochre was worshipped in the center.",
            ],
        );
    }

    #[test]
    fn the_first_wins_a_draw() {
        let found = check(&Dialect, "The color was organised.");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.range(), 14..23);
    }
}
