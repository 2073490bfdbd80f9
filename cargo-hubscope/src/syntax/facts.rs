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

use serde::{Deserialize, Serialize};

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
    /// Type arguments in order (`_` is [`TyKind::Infer`]; const arguments are [`TyKind::Const`] or [`TyKind::Other`]; lifetimes left out).
    /// For `Fn(A, B) -> C` the one tuple type of the inputs.
    pub args: Vec<TyId>,
    /// `Item = T` arguments; for `Fn(A) -> C` the entry `Output`.
    pub assoc: Vec<(Name, TyId)>,
}

/// A unary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnOp {
    /// `!x`
    Not,
    /// `-x`
    Neg,
    /// `*x`
    Deref,
}

/// A binary operator; the assigning forms are [`ExprKind::AssignOp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BinOp {
    /// `+`
    Add,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Rem,
    /// `&`
    BitAnd,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
    /// Any other.
    Other,
}

impl BinOp {
    /// The trait that overloads the operator, its method, and the trait and method of the assigning form; `None` for what
    /// gives a truth value.
    pub fn overloaded(self) -> Option<[&'static str; 4]> {
        Some(match self {
            BinOp::Add => ["Add", "add", "AddAssign", "add_assign"],
            BinOp::Sub => ["Sub", "sub", "SubAssign", "sub_assign"],
            BinOp::Mul => ["Mul", "mul", "MulAssign", "mul_assign"],
            BinOp::Div => ["Div", "div", "DivAssign", "div_assign"],
            BinOp::Rem => ["Rem", "rem", "RemAssign", "rem_assign"],
            BinOp::BitAnd => ["BitAnd", "bitand", "BitAndAssign", "bitand_assign"],
            BinOp::BitOr => ["BitOr", "bitor", "BitOrAssign", "bitor_assign"],
            BinOp::BitXor => ["BitXor", "bitxor", "BitXorAssign", "bitxor_assign"],
            BinOp::Shl => ["Shl", "shl", "ShlAssign", "shl_assign"],
            BinOp::Shr => ["Shr", "shr", "ShrAssign", "shr_assign"],
            _ => return None,
        })
    }
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
    /// Items declared inside, in order; they are in [`FileFacts::items`] too.
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

/// A type with its place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ty {
    /// What it is.
    pub kind: TyKind,
    /// Its place.
    pub range: Range,
}

/// What a type is; references have vanished.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum TyKind {
    /// A named type, `str` and `u32` too.
    Path(Path),
    /// `(A, B)`; `()` is empty.
    Tuple(Vec<TyId>),
    /// `[T]`, `[T; N]`.
    Slice(TyId),
    /// `impl A + B`: the trait paths.
    Impl(Vec<Path>),
    /// `dyn A + B`: the trait paths.
    Dyn(Vec<Path>),
    /// `fn(A) -> B`.
    Fn {
        /// Parameter types.
        params: Vec<TyId>,
        /// Result type.
        ret: Option<TyId>,
    },
    /// `_`.
    Infer,
    /// A literal as a const argument: `3` of `Buffer<3>`.
    Const(Lit),
    /// `!`, pointers, other const arguments and what else tells nothing.
    Other,
}

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

/// An item.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item {
    /// Its name; empty for `impl`, `use` and item macros.
    pub name: Name,
    /// Attributes that matter.
    pub attrs: Vec<Attr>,
    /// Whether it is `pub` in any form.
    pub public: bool,
    /// What it is.
    pub kind: ItemKind,
    /// All of it with its attributes.
    pub range: Range,
    /// The place of its name, or of its first keyword.
    pub name_range: Range,
}

/// What an item is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ItemKind {
    /// A function, method, or required method of a trait.
    Fn(FnItem),
    /// `struct` (and `union`).
    Struct {
        /// Generic parameters.
        generics: Vec<GenericParam>,
        /// Fields; those of a tuple struct are named by digits.
        fields: Vec<FieldItem>,
    },
    /// `enum`.
    Enum {
        /// Generic parameters.
        generics: Vec<GenericParam>,
        /// Variants in order.
        variants: Vec<VariantItem>,
    },
    /// `impl`.
    Impl {
        /// Generic parameters.
        generics: Vec<GenericParam>,
        /// The trait of a trait impl; negative impls are left out.
        of_trait: Option<Path>,
        /// The type.
        self_ty: TyId,
        /// Functions, consts, types and macro invocations inside.
        items: Vec<ItemId>,
    },
    /// `trait`.
    Trait {
        /// Generic parameters.
        generics: Vec<GenericParam>,
        /// Supertraits.
        supertraits: Vec<Path>,
        /// Functions, consts, types and macro invocations inside.
        items: Vec<ItemId>,
    },
    /// `const` and `static`, also associated; no value in a trait's declaration.
    Const {
        /// Type.
        ty: Option<TyId>,
        /// Value.
        value: Option<ExprId>,
    },
    /// `type X = T;`, also associated.
    TypeAlias {
        /// Generic parameters.
        generics: Vec<GenericParam>,
        /// What it stands for.
        ty: Option<TyId>,
    },
    /// `mod x { .. }`.
    Mod {
        /// Items, or `None` for `mod x;`.
        items: Option<Vec<ItemId>>,
    },
    /// `use`, flattened to one entry a name.
    Use(Vec<UseItem>),
    /// `extern crate a as b;`: the crate's name (the item's name is what it is bound to).
    ExternCrate(Name),
    /// `macro_rules! name { .. }`.
    MacroRules(Vec<MacroRule>),
    /// A macro invocation in item position.
    MacroCall(MacroCall),
    /// Anything else.
    Other,
}

/// A function's signature and body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FnItem {
    /// Generic parameters with bounds (`where` clauses merged in).
    pub generics: Vec<GenericParam>,
    /// How it takes `self`.
    pub receiver: Receiver,
    /// Parameters after `self`.
    pub params: Vec<(PatId, TyId)>,
    /// Result type.
    pub ret: Option<TyId>,
    /// Body; `None` for a required method.
    pub body: Option<ExprId>,
    /// Every name that occurs in the body where something may be called or a macro invoked: method names, last names
    /// of paths and the types before them, macro names, identifiers in macro tokens. Sorted, unique.
    pub mentions: Vec<Name>,
}

/// How a function takes `self`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Receiver {
    /// Not at all.
    None,
    /// `self`, `mut self`, `self: Box<Self>`, `self: Arc<Self>`.
    Value,
    /// `&self`.
    Ref,
    /// `&mut self`.
    RefMut,
}

/// A generic type or const parameter (lifetimes are left out).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GenericParam {
    /// Its name.
    pub name: Name,
    /// Trait bounds from its declaration and the `where` clause, without `?Sized` and lifetimes.
    pub bounds: Vec<Path>,
    /// `T = Default`.
    pub default: Option<TyId>,
}

/// A field.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FieldItem {
    /// Name, or digits.
    pub name: Name,
    /// Type.
    pub ty: TyId,
    /// Attributes that matter (`serde`, `arg`, `clap`).
    pub attrs: Vec<Attr>,
}

/// A variant of an enum.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VariantItem {
    /// Name.
    pub name: Name,
    /// Fields; those of a tuple variant are named by digits.
    pub fields: Vec<FieldItem>,
    /// The number that is written for it.
    pub value: Option<ExprId>,
    /// Attributes that matter (`serde`, `strum`, `cfg`).
    pub attrs: Vec<Attr>,
}

/// One name that a `use` brings in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UseItem {
    /// Whether it begins with `::`.
    pub global: bool,
    /// Names up to and including the imported one; for a glob, up to the module. `use a::b::{self}` is `a::b`.
    pub path: Vec<Name>,
    /// The name it is bound to; `_` for `as _`; `None` for a glob.
    pub alias: Option<Name>,
}

/// One rule of a `macro_rules!`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MacroRule {
    /// The matcher between its delimiters.
    pub matcher: Vec<Token>,
    /// The transcriber between its delimiters.
    pub body: Vec<Token>,
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
