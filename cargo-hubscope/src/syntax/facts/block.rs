//! Blocks, statements, the arms of a `match`, and patterns.

use serde::{Deserialize, Serialize};

use super::{Attr, ExprId, ItemId, Lit, Name, PatId, Path, Range, TyId};

/// A block of statements.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Block {
    /// Statements in order.
    pub stmts: Vec<Stmt>,
    /// The value: a last expression without `;`. One that carries attributes is the last of `stmts` too.
    pub tail: Option<ExprId>,
    /// Other expressions without `;` that become the value where `cfg` removes all that follow them, in order; each is
    /// in `stmts`, with its attributes.
    pub cfg_tails: Vec<ExprId>,
    /// Items declared inside, in order; they are in [`FileFacts::items`](super::FileFacts::items) too.
    pub items: Vec<ItemId>,
}

/// A statement that is not an item.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stmt {
    /// Outer attributes that matter (`cfg`).
    pub attrs: Vec<Attr>,
    /// What it is.
    pub kind: StmtKind,
}

/// What a statement is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum StmtKind {
    /// `let pat: ty = init else { .. };`
    Let {
        /// Pattern.
        pat: PatId,
        /// Type where written.
        ty: Option<TyId>,
        /// Initial value.
        init: Option<ExprId>,
        /// The diverging block of `let .. else`.
        otherwise: Option<ExprId>,
    },
    /// An expression with or without `;`. A tail expression that carries attributes is kept here too, as the tail.
    Expr(ExprId),
}

/// An arm of a `match`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Arm {
    /// `cfg` and the like.
    pub attrs: Vec<Attr>,
    /// Pattern.
    pub pat: PatId,
    /// `if` guard.
    pub guard: Option<ExprId>,
    /// Value.
    pub body: ExprId,
}

/// A pattern with its place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pat {
    /// What it is.
    pub kind: PatKind,
    /// Its place.
    pub range: Range,
}

/// What a pattern is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum PatKind {
    /// `_`, and everything that binds nothing and is not listed.
    Wild,
    /// `..` inside a tuple or slice.
    Rest,
    /// `x`, `mut x`, `ref x`, `x @ sub`. A lone upper-case name may as well be a const or unit variant: resolve it.
    Bind {
        /// The name.
        name: Name,
        /// After `@`.
        sub: Option<PatId>,
        /// Whether it is written `ref`/`ref mut`/`mut`: then it can only be a binding.
        decorated: bool,
    },
    /// `A::B`, a const or a unit variant.
    Path(Path),
    /// A literal; `-1` is an integer that starts with `-`.
    Lit(Lit),
    /// `a..=b`.
    Range,
    /// `(a, b)`.
    Tuple(Vec<PatId>),
    /// `[a, .., b]`.
    Slice(Vec<PatId>),
    /// `Path(a, b)`.
    TupleStruct {
        /// The constructor.
        path: Path,
        /// Sub-patterns in order.
        elems: Vec<PatId>,
    },
    /// `Path { a, b: p, .. }`.
    Struct {
        /// The constructor.
        path: Path,
        /// Field and pattern; shorthand binds the field's name.
        fields: Vec<(Name, PatId)>,
    },
    /// `a | b`.
    Or(Vec<PatId>),
}
