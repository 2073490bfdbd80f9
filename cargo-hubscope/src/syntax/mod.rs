//! From the text of a Rust file to owned facts; the only module that knows syn.
//!
//! [`facts`] is what every later stage works on: an arena of expressions, patterns and types per file, with byte
//! offsets, owned, `Send` and serialisable.

pub mod facts;
