//! Words that the house has decided to write in one way: any other way is found, used with it or not.

use rustc_hash::FxHashMap;

use super::variants::is_own;
use crate::diagnostic::{Applicability, Fix};
use crate::document::{FormId, TokenKind};
use crate::rules::Context;
use crate::rules::forms::{lowered, with_capitals_of};
use crate::source::Span;

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
        let right = with_capitals_of(document.text_of(*token), right);
        replace(context, token.span, &right);
    }
}

/// Reports what stands at `span`, for which the house has decided on `right`.
pub(super) fn replace(context: &mut Context<'_>, span: Span, right: &str) {
    let written = context.document.slice(span);
    let diagnostic = context
        .diagnostic(span, format!("“{written}” is written “{right}” in this house"))
        .with_fix(Fix::replace(span, right, Applicability::Safe));
    context.report(diagnostic);
}
