//! Diagnostics become a new text.
