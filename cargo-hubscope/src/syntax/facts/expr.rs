//! Expressions, literals and paths.

use serde::{Deserialize, Serialize};

use super::{Arm, BinOp, Block, ExprId, MacroCall, Name, PatId, Range, TyId, UnOp};

/// An expression with its place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// All of it, from its first to its last token.
    pub range: Range,
}

/// A literal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Lit {
    /// `"text"` or a raw string, unescaped.
    Str(Name),
    /// `b"text"` or `c"text"`, unescaped.
    Bytes(Vec<u8>),
    /// `'c'`.
    Char(char),
    /// An integer: its decimal digits, without suffix or underscores.
    Int(Name),
    /// A float, as written.
    Float(Name),
    /// `true`, `false`.
    Bool(bool),
}

/// A path: `a::b::<T>::C`, `<T as Trait>::X`, `Self::Y`, `::crate_name::z`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// Whether it begins with `::`.
    pub global: bool,
    /// `T` of `<T as Trait>::X` or of `<T>::X`; `segments` then holds trait and rest, or only the rest.
    pub qself: Option<TyId>,
    /// With `qself`: how many leading segments name the trait (0 for `<T>::X`).
    pub trait_segments: u32,
    /// The names; `Self`, `self`, `super`, `crate` are ordinary names here.
    pub segments: Vec<Segment>,
    /// Its place.
    pub range: Range,
}

/// One name of a path with its generic arguments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// The name.
    pub name: Name,
    /// Type arguments in order (`_` is [`TyKind::Infer`](super::TyKind::Infer); const arguments are [`TyKind::Const`](super::TyKind::Const) or [`TyKind::Other`](super::TyKind::Other); lifetimes left out).
    /// For `Fn(A, B) -> C` the one tuple type of the inputs.
    pub args: Vec<TyId>,
    /// `Item = T` arguments; for `Fn(A) -> C` the entry `Output`.
    pub assoc: Vec<(Name, TyId)>,
}

/// What an expression is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ExprKind {
    /// A literal.
    Lit(Lit),
    /// A name or path.
    Path(Path),
    /// `f(a, b)`; also tuple struct and variant constructors.
    Call {
        /// What is called.
        callee: ExprId,
        /// Arguments in order.
        args: Vec<ExprId>,
    },
    /// `recv.name::<T>(a)`.
    MethodCall {
        /// The receiver.
        recv: ExprId,
        /// The method's name.
        method: Name,
        /// The place of the name.
        method_range: Range,
        /// Type arguments given by turbofish.
        turbofish: Vec<TyId>,
        /// Arguments after the receiver.
        args: Vec<ExprId>,
    },
    /// `base.name`, `base.0`.
    Field {
        /// Of what.
        base: ExprId,
        /// Name, or digits.
        name: Name,
    },
    /// `base[index]`.
    Index {
        /// Of what.
        base: ExprId,
        /// Which.
        index: ExprId,
    },
    /// A unary operator.
    Unary {
        /// Which.
        op: UnOp,
        /// On what.
        expr: ExprId,
    },
    /// `&x`, `&mut x`, `&raw const x`.
    Ref {
        /// Whether `mut`.
        mutable: bool,
        /// Of what.
        expr: ExprId,
    },
    /// A binary operator.
    Binary {
        /// Which.
        op: BinOp,
        /// Left operand.
        left: ExprId,
        /// Right operand.
        right: ExprId,
    },
    /// `place = value`.
    Assign {
        /// The place.
        place: ExprId,
        /// The value.
        value: ExprId,
    },
    /// `place += value` and the like.
    AssignOp {
        /// Which operator.
        op: BinOp,
        /// The place.
        place: ExprId,
        /// The operand.
        value: ExprId,
    },
    /// `Path { field: value, ..base }`.
    Struct {
        /// The struct or variant.
        path: Path,
        /// Fields that are written, in order; shorthand `x` is `x: x`.
        fields: Vec<(Name, ExprId)>,
        /// After `..`.
        base: Option<ExprId>,
    },
    /// `(a, b)`; `()` is empty.
    Tuple(Vec<ExprId>),
    /// `[a, b]`.
    Array(Vec<ExprId>),
    /// `[value; length]`.
    Repeat {
        /// The element.
        value: ExprId,
        /// How often.
        length: ExprId,
    },
    /// `{ .. }`.
    Block(Block),
    /// `async { .. }`, `async move { .. }`.
    Async(Block),
    /// `if cond { } else { }`; the condition may hold [`ExprKind::Let`] joined by `&&`.
    If {
        /// Condition.
        cond: ExprId,
        /// Block when true.
        then: ExprId,
        /// `else`: a block or another `if`.
        otherwise: Option<ExprId>,
    },
    /// `let pat = expr` inside a condition.
    Let {
        /// Pattern.
        pat: PatId,
        /// Scrutinee.
        expr: ExprId,
    },
    /// `match`.
    Match {
        /// Scrutinee.
        scrutinee: ExprId,
        /// Arms; those cut by `cfg` keep their attributes.
        arms: Vec<Arm>,
    },
    /// `loop { }`.
    Loop {
        /// Its block.
        body: ExprId,
    },
    /// `while cond { }`.
    While {
        /// Condition, perhaps with `let`.
        cond: ExprId,
        /// Its block.
        body: ExprId,
    },
    /// `for pat in iter { }`.
    For {
        /// Pattern.
        pat: PatId,
        /// What is iterated.
        iter: ExprId,
        /// Its block.
        body: ExprId,
    },
    /// `|a, b| body`, also `async |a|`.
    Closure {
        /// Parameters with their types where written.
        params: Vec<(PatId, Option<TyId>)>,
        /// Body.
        body: ExprId,
    },
    /// `return x`.
    Return(Option<ExprId>),
    /// `break x`.
    ///
    /// A block with a label is a loop whose body is an unlabelled `break` with the block as its value.
    Break {
        /// The value.
        value: Option<ExprId>,
        /// Whether it names a label, so that it may leave several loops at once.
        labelled: bool,
    },
    /// `continue`.
    Continue,
    /// `yield x`.
    Yield(Option<ExprId>),
    /// `x.await`.
    Await(ExprId),
    /// `x?`.
    Try(ExprId),
    /// `x as T`.
    Cast {
        /// Value.
        expr: ExprId,
        /// Type.
        ty: TyId,
    },
    /// `a..b`, `a..=b`.
    Span {
        /// Start.
        from: Option<ExprId>,
        /// End.
        to: Option<ExprId>,
        /// Whether the end belongs to it.
        closed: bool,
    },
    /// A macro invocation.
    Macro(MacroCall),
    /// `_`, inline assembly and what else has no value here.
    Other,
}
