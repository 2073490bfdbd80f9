//! What is kept of a Rust file: items, and arenas of expressions, patterns and types.
//!
//! Everything is owned and flat (children are ids into the file's arenas), so that dropping a deeply nested program
//! does not recurse and a file's facts can be sent between threads and stored.
//!
//! Conventions of the lowering:
//! - parentheses, groups, `unsafe { }`, `const { }` and try blocks vanish into what they contain;
//! - raw identifiers lose their `r#`;
//! - references in *types* vanish (`&'a str` is `str`), as do lifetimes and lifetime arguments;
//! - `box`-like nothing is special: `Box<T>` is an ordinary path.

mod block;
mod expr;
mod item;
mod macros;
mod op;
mod ty;

use serde::{Deserialize, Serialize};

pub use block::{Arm, Block, Pat, PatKind, Stmt, StmtKind};
pub use expr::{Expr, ExprKind, Lit, Path, Segment};
pub use item::{FieldItem, FnItem, GenericParam, Item, ItemKind, MacroRule, Receiver, UseItem, VariantItem};
pub use macros::{Attr, Delimiter, MacroCall, MacroRead, Token};
pub use op::{BinOp, UnOp};
pub use ty::{Ty, TyKind};

/// A name as written, without `r#`.
pub type Name = std::sync::Arc<str>;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);
    )+};
}

ids! {
    /// An expression of the file's arena.
    ExprId;
    /// A pattern of the file's arena.
    PatId;
    /// A type of the file's arena.
    TyId;
    /// An item of the file's arena.
    ItemId;
}

/// Bytes of a file, from `start` up to but not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Range {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// The facts of one file, or of one fragment that a macro produced.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct FileFacts {
    /// Expressions; children come before or after their parents, ids are stable.
    pub exprs: Vec<Expr>,
    /// Patterns.
    pub pats: Vec<Pat>,
    /// Types.
    pub types: Vec<Ty>,
    /// All items at any depth (also those inside functions and blocks).
    pub items: Vec<Item>,
    /// The items at the top of the file, in source order.
    pub top: Vec<ItemId>,
    /// Inner attributes of the file (`#![cfg(..)]`).
    pub attrs: Vec<Attr>,
    /// Parts that could not be parsed.
    pub errors: Vec<SyntaxError>,
}

/// A part of a file that could not be parsed and is not in the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyntaxError {
    /// What the parser said, lower-case, without a final stop.
    pub message: String,
    /// The place of the error.
    pub at: Range,
    /// What was left out because of it.
    pub skipped: Range,
}

impl FileFacts {
    /// The expression of an id.
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    /// The pattern of an id.
    pub fn pat(&self, id: PatId) -> &Pat {
        &self.pats[id.0 as usize]
    }

    /// The type of an id.
    pub fn ty(&self, id: TyId) -> &Ty {
        &self.types[id.0 as usize]
    }

    /// The item of an id.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0 as usize]
    }
}
