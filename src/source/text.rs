//! The text of an article, shared by all who read it.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A text that is shared, not copied: neither where it is cloned nor where it is made of a `String`, as an `Arc<str>` would be.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text(Arc<String>);

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Arc::new(text))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn a_text_is_not_copied() {
        let written = String::from("The town is quiet.");
        let place = written.as_ptr();
        let text = Text::from(written);
        assert_eq!((text.as_ptr(), text.clone().as_ptr()), (place, place));
    }
}
