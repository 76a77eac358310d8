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
    fn from(mut text: String) -> Self {
        // Texts are kept, so that room which was never used is given back; that of a file is as long as the file.
        if text.capacity() > text.len() + text.len() / 8 + 8 {
            text.shrink_to_fit();
        }
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

    #[test]
    fn room_that_was_not_used_is_given_back() {
        let mut written = String::with_capacity(1_000);
        written.push_str("The town is quiet.");
        assert!(Text::from(written).0.capacity() < 100);
    }
}
