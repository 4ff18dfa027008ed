//! The text of an article: edits, steps, merges and word differences.
