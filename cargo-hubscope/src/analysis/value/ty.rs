//! Types as far as they are evident.

use std::rc::Rc;

use super::super::guard::Sym;
use crate::program::{AdtId, TraitId};
use crate::syntax::facts::Name;

use super::Value;

/// A type as far as it is evident.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Type {
    /// Nothing is known.
    #[default]
    Unknown,
    /// A struct or enum of the program.
    Adt(AdtId, Rc<[Type]>),
    /// A type outside of the program by its path, such as `reqwest::Client` or `std::HashMap`.
    Outside(Rc<str>, Rc<[Type]>),
    /// A type parameter that nothing has fixed.
    Param {
        /// Its name.
        name: Name,
        /// Its bounds.
        bounds: Rc<[TraitRef]>,
        /// The decision which type it is.
        sym: Sym,
    },
    /// `dyn A + B` or `impl A + B`.
    Traits(Rc<[TraitRef]>),
    /// A tuple.
    Tuple(Rc<[Type]>),
    /// A slice, array or the like.
    List(Rc<Type>),
    /// A string of any kind.
    Text,
    /// A number.
    Number,
    /// `bool`.
    Bool,
    /// A function or closure type, with its result.
    Fn(Rc<Type>),
    /// The value of a const parameter.
    Const(Rc<Value>),
}

/// A trait in a bound.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TraitRef {
    /// One of the program.
    Program(TraitId),
    /// One from outside, by the last name of its path.
    Outside(Name),
}
