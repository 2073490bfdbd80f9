//! Types as they are written.

use serde::{Deserialize, Serialize};

use super::{Lit, Path, Range, TyId};

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
