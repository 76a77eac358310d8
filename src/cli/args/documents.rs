//! How documents of Word and LibreOffice are mended.

use clap::Args;

/// How documents of Word and LibreOffice are mended.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct DocumentArgs {
    /// Put tracked changes into the document itself, not into NAME.copydesk.docx beside it
    #[arg(long, requires = "mends", help_heading = "Word and LibreOffice documents")]
    pub(in crate::cli) in_place: bool,
    /// Write what is left to you into the margin, as comments
    #[arg(long, conflicts_with_all = ["diff", "interactive", "add_suppressions", "statistics"], help_heading = "Word and LibreOffice documents")]
    pub(in crate::cli) comments: bool,
    /// Whose changes and comments they are
    #[arg(
        long,
        value_name = "NAME",
        default_value = "copydesk",
        requires = "mends",
        help_heading = "Word and LibreOffice documents"
    )]
    pub(in crate::cli) author: String,
}
