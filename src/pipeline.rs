//! The story of one run, from paths to sorted diagnostics.
