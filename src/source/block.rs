//! What a block of prose is in its article.

/// What a block of prose is in its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph of running text.
    Paragraph,
    /// A heading.
    Heading,
    /// An item of a list.
    ListItem,
    /// A cell of a table.
    TableCell,
    /// The text that stands for a picture, or its caption.
    Caption,
    /// A title, summary or other display line of the front matter.
    Title,
    /// A footnote.
    Footnote,
}

impl BlockKind {
    /// Whether the block is running text, in which sentences are whole.
    pub const fn is_running_text(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::Footnote)
    }
}
