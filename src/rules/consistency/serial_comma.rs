//! `serial-comma`: a comma before the last “and” of one list, and none in another.

use std::sync::LazyLock;

use super::ways::{Prevailing, Use, prevailing};
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::document::{Token, TokenFlags};
use crate::rules::forms::Wanted;
use crate::rules::wording::times;
use crate::rules::{Context, Meta, Rule, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A comma before the last “and” of one list, and none in a like list.
    ///
    /// Both “red, white, and blue” and “red, white and blue” are right. Only lists of single words are compared, since in
    /// longer ones the comma may have reasons of its own. Off by default: many houses decide it case by case.
    ///
    /// ```bad
    /// They sold bread, butter, and cheese. They bought coal, wood, and oil. They had flour, gas and salt.
    /// ```
    ///
    /// ```good
    /// They sold bread, butter, and cheese. They had flour, gas, and salt.
    /// ```
    ///
    /// Quotations are left alone.
    SerialComma = "serial-comma", Consistency, Document, Note, false, Always, options {
        /// Whether the house writes the comma: lists of single words that end otherwise are found, in an article of one list,
        /// too. Without it each article may choose.
        "comma": Choice(&["always", "never"]),
    }
}

const WITH: u16 = 0;
const WITHOUT: u16 = 1;

static CONJUNCTIONS: LazyLock<Wanted<()>> = LazyLock::new(|| Wanted::new([("and", ()), ("or", ())]));

impl Rule for SerialComma {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn check(&self, context: &mut Context<'_>) {
        let (document, forms) = (context.document, context.forms());
        let tokens = document.tokens();
        let mut uses: Vec<Use> = Vec::new();
        for (form, ()) in forms.find(&CONJUNCTIONS) {
            for &place in forms.places(form) {
                let own = tokens.get(place as usize).is_some_and(|token| !token.has(TokenFlags::QUOTED));
                let way = list_before(context, place as usize).filter(|_| own);
                uses.extend(way.map(|way| Use { way, token: place }));
            }
        }
        // Of a draw the first use decides, so they must stand in the order of the text.
        uses.sort_unstable_by_key(|place| place.token);
        if let Some(house) = context.options.choice("comma") {
            let way = if house == "always" { WITH } else { WITHOUT };
            uses.iter().filter(|place| place.way != way).for_each(|&place| report(context, place, None));
            return;
        }
        let Some(best) = prevailing(&uses) else { return };
        uses.iter().filter(|place| place.way != best.way).for_each(|&place| report(context, place, Some(best)));
    }
}

/// Reports the list whose conjunction stands at `place`: it differs from the others of the article, which `best` tells of, or
/// from the house.
fn report(context: &mut Context<'_>, place: Use, best: Option<Prevailing>) {
    let token = |at: u32| context.document.tokens().get(at as usize).copied();
    let Some((before, and)) = place.token.checked_sub(1).and_then(token).zip(token(place.token)) else { return };
    let (here, title, edit) = if place.way == WITH {
        ("a serial comma", "delete the comma", Edit { span: before.span, text: String::new() })
    } else {
        let end = Span::new(before.span.end, before.span.end);
        ("no serial comma", "insert a comma", Edit { span: end, text: ",".to_owned() })
    };
    let there = match (best.is_some(), place.way) {
        (true, WITH) => "other lists have none",
        (true, _) => "other lists have one",
        (false, WITH) => "this house writes none",
        (false, _) => "this house writes one",
    };
    // Where the items only look like a list, the comma may have a reason of its own.
    let fix = Fix { title: title.to_owned(), edits: vec![edit], applicability: Applicability::Unsafe };
    let first = best.and_then(|best| Some((best, token(best.first)?)));
    let mut diagnostic = context.diagnostic(before.span.to(and.span), format!("{here}; {there}")).with_fix(fix);
    if let Some((best, first)) = first {
        let note = format!("as here; {} in all, otherwise {}", times(best.count), times(best.others));
        diagnostic = diagnostic.with_place(note, first.span);
    }
    context.report(diagnostic);
}

/// Whether a list of single words ends with the conjunction at `index`, and how.
fn list_before(context: &Context<'_>, index: usize) -> Option<u16> {
    let document = context.document;
    let at = |back: usize| -> Option<Token> { document.tokens().get(index.checked_sub(back)?).copied() };
    let is_comma = |token: Token| document.text_of(token) == ",";
    let plain = |token: Token| token.is_word() && !token.has(TokenFlags::SENTENCE_START);
    let following = *document.tokens().get(index + 1)?;
    let end = document.tokens().get(index + 2).is_none_or(|&token| !token.is_word());
    if !plain(following) || !end {
        return None;
    }
    let (way, last) = if is_comma(at(1)?) { (WITH, 2) } else { (WITHOUT, 1) };
    let enumerates = plain(at(last)?) && is_comma(at(last + 1)?) && plain(at(last + 2)?);
    enumerates.then_some(way)
}

#[cfg(test)]
mod tests {
    use super::SerialComma;
    use crate::diagnostic::Applicability;
    use crate::fix;
    use crate::rules::OptionValue;
    use crate::rules::tester::{check_told, fixes, options, passes};

    #[test]
    fn the_house_decides() {
        let text = "We had red, white, and blue. We had tea, milk or wine. He said \"beer, gin and rum\".";
        for (comma, expected) in [
            ("always", "We had red, white, and blue. We had tea, milk, or wine. He said \"beer, gin and rum\"."),
            ("never", "We had red, white and blue. We had tea, milk or wine. He said \"beer, gin and rum\"."),
        ] {
            let told = options(&SerialComma, &[("comma", OptionValue::Choice(comma))]);
            let found = check_told(&SerialComma, text, &told);
            assert_eq!(fix::apply(text, &found, Applicability::Unsafe).text, expected);
        }
    }

    #[test]
    fn the_rarer_way_is_put_right() {
        fixes(
            &SerialComma,
            &[(
                "We had red, white, and blue. We had tea, milk and wine.",
                "We had red, white, and blue. We had tea, milk, and wine.",
            )],
        );
    }

    #[test]
    fn other_commas_are_left_alone() {
        passes(
            &SerialComma,
            &[
                "We had red, white, and blue. They met, he spoke and all of them left.",
                "We had red, white, and blue. \"We had tea, milk and wine.\"",
            ],
        );
    }
}
