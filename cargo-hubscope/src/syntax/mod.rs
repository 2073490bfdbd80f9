//! From the text of a Rust file to owned facts; the only module that knows syn.
//!
//! [`facts`] is what every later stage works on: an arena of expressions, patterns and types per file, with byte
//! offsets, owned, `Send` and serialisable.

#[cfg(test)]
mod dump;
pub mod facts;
mod lower;
#[cfg(test)]
mod tests;

use facts::FileFacts;

/// Lowers the text of a Rust file.
pub fn lower(text: &str) -> FileFacts {
    lower::file(text)
}
