//! Code as a value, and where values are kept.

use std::hash::Hash;
use std::rc::Rc;

use super::super::interp::Holder;
use crate::program::{AdtId, Facts, FnId, ImplId, ModId, TraitId};
use crate::syntax::facts::{ExprId, Name, PatId, TyId};

use super::{Origins, Type};

/// A closure with what it captured.
#[derive(Debug)]
pub struct Closure {
    /// The facts that hold it.
    pub facts: Rc<Facts>,
    /// The closure expression, its identity.
    pub expr: ExprId,
    /// Parameters.
    pub params: Vec<(PatId, Option<TyId>)>,
    /// Body.
    pub body: ExprId,
    /// The variables in sight.
    pub locals: Vec<(Name, Cell)>,
    /// Scope and generics.
    pub env: Env,
    /// The code that it stands in.
    pub holder: Holder,
}

/// A variable's place in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(pub u32);

/// A place that can be written: a variable and fields inside.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The variable.
    pub cell: Cell,
    /// Fields from the variable inwards.
    pub fields: Vec<Name>,
}

/// Scope and type arguments of running code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Env {
    /// The scope of names.
    pub module: ModId,
    /// Type arguments and `Self`.
    pub generics: Rc<Generics>,
}

/// Type arguments in force.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Generics {
    /// Parameters by name.
    pub params: Vec<(Name, Type)>,
    /// What `Self` is.
    pub self_ty: Type,
    /// The impl that the code stands in.
    pub in_impl: Option<ImplId>,
    /// The trait that a default method stands in.
    pub in_trait: Option<TraitId>,
}

/// A function as a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Func {
    /// A function of the program with type arguments for its owner.
    Program(FnId, Rc<Generics>),
    /// A constructor of a tuple struct or variant.
    Constructor(AdtId, Option<u32>, Origins),
    /// Something outside, by its path.
    Outside(Rc<str>),
}
