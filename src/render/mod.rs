//! Diagnostics become bytes to read.
