//! Words that the house has decided to write in one way: any other way is found, used with it or not.

use rustc_hash::FxHashMap;

use super::variants::is_own;
use crate::diagnostic::{Applicability, Fix};
use crate::document::{FormId, TokenKind};
use crate::rules::Context;
use crate::rules::forms::{lowered, with_capitals_of};

/// Reports the words of the article for which `right` knows another way to write them. It is asked once for each form, in
/// small letters and with straight apostrophes. Names and quotations are left alone.
pub(super) fn report(context: &mut Context<'_>, right: impl Fn(&str) -> Option<String>) {
    let document = context.document;
    let mut wrong: FxHashMap<FormId, String> = FxHashMap::default();
    for (form, number) in document.forms().iter().zip(0_u32..) {
        let Some(&token) = document.tokens().get(form.first as usize) else { continue };
        if token.kind == TokenKind::Word
            && let Some(right) = lowered(document.text_of(token), |word| right(word).filter(|right| right != word))
        {
            wrong.insert(FormId(number), right);
        }
    }
    if wrong.is_empty() {
        return;
    }
    for (index, token) in document.tokens().iter().enumerate() {
        let Some(right) = wrong.get(&token.form).filter(|_| is_own(document.tokens(), index)) else { continue };
        let written = document.text_of(*token);
        let diagnostic = context
            .diagnostic(token.span, format!("“{written}” is written “{right}” in this house"))
            .with_fix(Fix::replace(token.span, with_capitals_of(written, right), Applicability::Safe));
        context.report(diagnostic);
    }
}
