//! What stands around an unknown word: names, the rest of a set phrase, the other half of a compound.

use super::derivation::is_prefix;
use super::suspect::Suspect;
use crate::document::{Token, TokenFlags, TokenKind};
use crate::lexicon::EntryFlags;
use crate::rules::Context;

/// The token at `index`, if only white space parts it from the one before.
fn joined(context: &Context<'_>, index: usize) -> Option<Token> {
    let token = *context.document.tokens().get(index)?;
    (token.has(TokenFlags::SPACE_BEFORE) && !token.has(TokenFlags::MARKUP_BEFORE)).then_some(token)
}

/// The tokens before and after the one at `index`, where only white space stands between.
pub(super) fn neighbours(context: &Context<'_>, index: usize) -> [Option<Token>; 2] {
    let before = joined(context, index).and(index.checked_sub(1)).map(|before| context.document.tokens()[before]);
    [before, joined(context, index + 1)]
}

/// Whether the word beside the one at `index` is known as a name and nothing else, an initial, or itself unknown with a
/// capital: then this is the other half of a name.
pub(super) fn stands_beside_a_name(context: &Context<'_>, index: usize) -> bool {
    neighbours(context, index).into_iter().flatten().any(|token| {
        let entry = context.words.of(token);
        let name = entry.flags.intersects(EntryFlags::NAME.union(EntryFlags::PROPER).union(EntryFlags::GIVEN_NAME));
        let initial = token.kind == TokenKind::Abbreviation && token.span.len() == 2;
        token.has_own_capital()
            && !entry.is(EntryFlags::COMMON)
            && (name || initial || (token.is_word() && !entry.accepted()))
    })
}

/// Whether the word before the one at `index` may be a given name: Louis, which is a coin as well.
pub(super) fn stands_after_a_given_name(context: &Context<'_>, index: usize) -> bool {
    neighbours(context, index)[0].is_some_and(|token| {
        let capital = token.has_own_capital();
        capital && context.words.of(token).is(EntryFlags::GIVEN_NAME)
    })
}

/// Whether the article has the word of a suspect in a name at another place.
pub(super) fn is_named_elsewhere(context: &Context<'_>, suspect: &Suspect<'_>) -> bool {
    /// Names are introduced in full early on.
    const LOOKED_AT: usize = 8;
    let places = context.forms().places(suspect.token.form).iter().map(|&place| place as usize);
    places.take(LOOKED_AT).filter(|&place| place != suspect.index).any(|place| {
        let capital = context.document.tokens().get(place).is_some_and(|token| token.has_own_capital());
        capital && (stands_beside_a_name(context, place) || stands_after_a_given_name(context, place))
    })
}

/// Whether the word at `index` and the one beside it are a set phrase: de facto, petri dish.
pub(super) fn is_in_a_set_phrase(context: &Context<'_>, index: usize) -> bool {
    let text = |token: Token| context.document.text_of(token);
    let here = text(context.document.tokens()[index]);
    let [before, after] = neighbours(context, index).map(|token| token.filter(|token| token.is_word()).map(text));
    before.is_some_and(|before| context.lexicon.is_set_phrase(before, here))
        || after.is_some_and(|after| context.lexicon.is_set_phrase(here, after))
}

/// The other half of a compound of which the word at `index` is one, where spaces stand around the hyphen: avant - garde.
#[derive(Debug, Clone, Copy)]
pub(super) struct OtherHalf {
    token: Token,
    is_first: bool,
}

impl OtherHalf {
    /// The words beside the one at `index` that may be its other half. A hyphen with spaces may be a dash as well.
    pub(super) fn of(context: &Context<'_>, index: usize) -> impl Iterator<Item = Self> {
        let document = context.document;
        let spaced = move |index: usize| {
            document.tokens().get(index).copied().filter(|token| token.has(TokenFlags::SPACE_BEFORE))
        };
        let hyphen = move |index: usize| spaced(index).is_some_and(|token| document.text_of(token) == "-");
        let before = index.checked_sub(2).filter(|_| hyphen(index - 1) && spaced(index).is_some());
        let before = before.map(|before| Self { token: document.tokens()[before], is_first: true });
        let after = spaced(index + 2).filter(|_| hyphen(index + 1));
        let after = after.map(|token| Self { token, is_first: false });
        before.into_iter().chain(after).filter(|half| half.token.is_word())
    }

    /// Whether `word` and this half are known in one, or as a set phrase.
    pub(super) fn is_known_with(self, context: &Context<'_>, word: &str) -> bool {
        let other = context.document.text_of(self.token);
        let (left, right) = if self.is_first { (other, word) } else { (word, other) };
        context.lexicon.check(&format!("{left}-{right}")).accepted() || context.lexicon.is_set_phrase(left, right)
    }

    /// Whether it can hardly stand by itself: a prefix (neo - noir), or an unknown word.
    pub(super) fn is_no_word(self, context: &Context<'_>) -> bool {
        is_prefix(context.document.text_of(self.token)) || !context.words.of(self.token).accepted()
    }

    /// Whether it is a name: al - Jazeera.
    pub(super) fn is_name(self) -> bool {
        self.token.has_own_capital()
    }
}

/// Whether the word at `index` is a part of a name of the net, parted by stops (alt.religion.scientology), or of an address with a
/// place that is left open (http://<host>/).
pub(super) fn is_in_an_address(context: &Context<'_>, index: usize) -> bool {
    let tokens = context.document.tokens();
    let word = tokens.get(index).map_or(0..0, |token| token.span.range());
    let text = context.document.text();
    let behind = text.get(word.end..).unwrap_or_default();
    if behind.starts_with("://")
        || behind.starts_with('@')
        || text.get(..word.start).is_some_and(|text| text.ends_with('@'))
    {
        return true;
    }
    let stop = |index: usize| {
        let token = tokens.get(index).copied().filter(|token| token.has(TokenFlags::GLUED));
        token.is_some_and(|token| context.document.text_of(token) == ".")
    };
    let glued = |index: usize| tokens.get(index).is_some_and(|token| token.is_word() && token.has(TokenFlags::GLUED));
    let before = index > 1 && stop(index - 1) && glued(index) && !tokens[index].has(TokenFlags::CAPITALISED);
    let after = stop(index + 1)
        && glued(index + 2)
        && tokens.get(index + 2).is_some_and(|token| !token.has(TokenFlags::CAPITALISED));
    before || after || is_ending(context, index)
}

/// Whether the word at `index` is the ending of the names of files, behind a stop that nothing stands before: “.rar”.
fn is_ending(context: &Context<'_>, index: usize) -> bool {
    let tokens = context.document.tokens();
    let (Some(stop), Some(word)) = (index.checked_sub(1).and_then(|at| tokens.get(at)), tokens.get(index)) else {
        return false;
    };
    let touches = stop.span.end == word.span.start && context.document.text_of(*stop) == ".";
    let before = || context.document.text().get(..stop.span.start as usize).and_then(|text| text.chars().next_back());
    let free = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '*' | '`');
    touches && !word.has(TokenFlags::CAPITALISED) && before().is_none_or(free)
}

/// Whether the small-letter word at `index` is the second half of the name of a species, whose first half no list has, or hardly any:
/// (Spodoptera exempta). By themselves, both look Latin.
pub(super) fn is_species(context: &Context<'_>, index: usize) -> bool {
    let (document, tokens) = (context.document, context.document.tokens());
    let Some(genus) = neighbours(context, index)[0] else { return false };
    let entry = context.words.of(genus);
    let unknown = !entry.accepted() || entry.is(EntryFlags::RARE);
    let is_genus = genus.is_word()
        && genus.has(TokenFlags::CAPITALISED)
        && !genus.flags.intersects(TokenFlags::ALL_CAPS | TokenFlags::MIXED_CASE | TokenFlags::APOSTROPHE);
    if !is_genus || !unknown {
        return false;
    }
    let text = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| document.text_of(*token));
    let after = tokens.get(index + 1).is_some_and(|token| token.has(TokenFlags::MARKUP_BEFORE));
    let bracketed = text(index.checked_sub(2)) == "(" && matches!(text(Some(index + 1)), ")" | "," | ";");
    let latin = |token: Token| {
        const ENDINGS: &[&str] = &["a", "ae", "ans", "ens", "es", "i", "is", "on", "um", "us", "ys"];
        let word = document.text_of(token);
        word.len() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending))
    };
    let word = tokens[index];
    bracketed || genus.has(TokenFlags::MARKUP_BEFORE) && after || latin(genus) && latin(word)
}

#[cfg(test)]
mod tests {
    use crate::rules::spelling::misspelling::Misspelling;
    use crate::rules::tester::{check, passes};

    #[test]
    fn words_are_known_with_those_beside_them() {
        passes(
            &Misspelling,
            &[
                "He was the de facto leader, and the fungus grew in petri dishes.",
                "The dean spoke in absentia, summa cum laude.",
                "The film was directed by Louis Malle.",
                "The law was made by Louis Freeh. “It is so,” said Freeh.",
            ],
        );
        assert_eq!(check(&Misspelling, "He was the facto leader of the laude.").len(), 2);
        assert_eq!(check(&Misspelling, "They met the Malle.").len(), 1);
    }

    #[test]
    fn compounds_may_have_spaces_around_the_hyphen() {
        passes(
            &Misspelling,
            &[
                "the avant - garde directors and the neo - noir film of sci - fi fame",
                "in remarks to al - Ikhbariya television, said Lee Cheuk - yan",
            ],
        );
        // There it is a dash.
        assert_eq!(check(&Misspelling, "The new house - foregin as it was - stood.").len(), 1);
        assert_eq!(check(&Misspelling, "So said Mr Morales - stiil one of the leaders.").len(), 1);
    }

    #[test]
    fn names_of_the_net_are_no_words() {
        passes(&Misspelling, &["The groups alt.religion.scientology and biomed.taiwan were closed."]);
        assert_eq!(check(&Misspelling, "They attacked the scientology page.").len(), 1);
    }
}
