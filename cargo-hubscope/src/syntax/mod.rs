//! From the text of a Rust file to owned facts; the only module that knows syn.
//!
//! [`facts`] is what every later stage works on: an arena of expressions, patterns and types per file, with byte
//! offsets, owned, `Send` and serialisable.

#[cfg(test)]
mod dump;
pub mod facts;
mod file;
mod fragment;
mod lower;
mod nesting;
mod stack;
#[cfg(test)]
mod tests;
mod text;

use facts::FileFacts;
pub use fragment::{Class, Fragment, FragmentKind, FragmentRoot, fragment, fragment_length};
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use stack::FAILED;
pub use stack::{pool, with_big_stack};
pub use text::statement_end;

/// Lowers the text of a Rust file. What cannot be read is left out and listed in the errors.
pub fn lower(text: &str) -> FileFacts {
    file::lower(text)
}

/// The text of a string literal as it is written in source, raw or not; `None` for any other literal.
pub fn string_literal(written: &str) -> Option<String> {
    syn::parse_str::<syn::LitStr>(written).ok().map(|literal| literal.value())
}
