//! Attributes, invocations of macros, and their tokens.

use serde::{Deserialize, Serialize};

use super::{Block, ExprId, Name, Path, Range};

/// An attribute that matters: doc comments and lints are left out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attr {
    /// Its path, joined by `::` (`cfg`, `path`, `derive`, `serde`, `strum`, `tokio::main`, `scopes`).
    pub path: Name,
    /// What follows the path: the tokens inside its delimiters, or after `=`.
    pub tokens: Vec<Token>,
    /// Its place.
    pub range: Range,
}

/// A macro invocation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MacroCall {
    /// The macro's path.
    pub path: Path,
    /// The tokens between the delimiters.
    pub tokens: Vec<Token>,
    /// The same, read as Rust where that works.
    pub read: MacroRead,
}

/// How the tokens of a macro invocation read as Rust.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub enum MacroRead {
    /// Expressions separated by commas (a trailing one too), each with the name of `name = expr`.
    Args(Vec<(Option<Name>, ExprId)>),
    /// `value; length`, as in `vec![0; 3]`.
    Repeat(ExprId, ExprId),
    /// The statements of a block.
    Block(Block),
    /// Neither: every part between `,`, `;` and `=>`, at any depth of groups, that reads as an expression.
    Parts(Vec<ExprId>),
    /// Nothing in it reads as an expression.
    #[default]
    Nothing,
}

/// A token or a delimited group, without spans of its own kind: only offsets.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Token {
    /// An identifier, `r#` kept, or a lifetime with its `'`.
    Ident(Name, Range),
    /// A literal as written.
    Literal(Name, Range),
    /// A punctuation character, and whether the next one follows at once.
    Punct(char, bool, Range),
    /// A group.
    Group(Delimiter, Vec<Token>, Range),
}

/// The kind of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// `( )`
    Parenthesis,
    /// `{ }`
    Brace,
    /// `[ ]`
    Bracket,
    /// An invisible group around a substituted fragment.
    None,
}
