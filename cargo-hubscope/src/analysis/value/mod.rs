//! Abstract values: what the interpreter knows of an expression.

mod alternatives;
mod code;
mod list;
mod request;
mod text;
mod ty;

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::guard::Guard;
use crate::program::AdtId;
use crate::syntax::facts::Name;

pub use code::{Cell, Closure, Env, Func, Generics, Place};
pub use list::{Bounds, Entry, List};
pub use request::{Lazy, Request, Stage, View, Wrap};
pub use text::{Cause, Origin, Origins, Piece, Unknown, both, known, nowhere};
pub use ty::{TraitRef, Type};

/// A struct or an enum's variant with its fields.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Data {
    /// The type.
    pub adt: AdtId,
    /// The variant of an enum.
    pub variant: Option<u32>,
    /// Type arguments.
    pub args: Rc<[Type]>,
    /// Fields by name.
    pub fields: Vec<(Name, Value)>,
    /// Where a variant was named.
    pub origins: Origins,
}

/// An abstract value.
#[derive(Debug, Clone)]
pub enum Value {
    /// No value: control never gets here.
    Never,
    /// One of several, each under its guard; never nested, never fewer than two.
    Alts(Rc<Vec<(Guard, Value)>>),
    /// A text template; also URLs, paths, methods and characters.
    Text(Rc<Vec<Piece>>),
    /// A number.
    Number(i64),
    /// A truth value.
    Bool(bool),
    /// A struct or variant.
    Data(Rc<Data>),
    /// A tuple; `()` is empty.
    Tuple(Rc<Vec<Value>>),
    /// Known elements.
    List(Rc<List>),
    /// `a..b` with known ends.
    Range(Bounds),
    /// A `Path` of the file system's kind, as its text.
    Path(Rc<Value>),
    /// An entry of a map, `map.entry(key)`.
    Entry(Rc<Entry>),
    /// A closure.
    Closure(Rc<Closure>),
    /// A function.
    Func(Rc<Func>),
    /// A request.
    Request(Rc<Request>),
    /// `Some(x)`, `Ok(x)`, `Err(x)`.
    Wrapped(Wrap, Rc<Value>),
    /// `None`.
    Nothing,
    /// `&mut place`.
    Ref(Rc<Place>),
    /// A view for writing.
    View(View, Rc<Place>),
    /// A call not yet evaluated.
    Lazy(Rc<Lazy>),
    /// Only known at run time.
    Unknown(Rc<Unknown>),
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Never, Value::Never) | (Value::Nothing, Value::Nothing) => true,
            (Value::Alts(a), Value::Alts(b)) => Rc::ptr_eq(a, b) || a == b,
            (Value::Text(a), Value::Text(b)) => Rc::ptr_eq(a, b) || a == b,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Data(a), Value::Data(b)) => Rc::ptr_eq(a, b) || a == b,
            (Value::Tuple(a), Value::Tuple(b)) => Rc::ptr_eq(a, b) || a == b,
            (Value::List(a), Value::List(b)) => Rc::ptr_eq(a, b) || a == b,
            (Value::Range(a), Value::Range(b)) => a == b,
            (Value::Path(a), Value::Path(b)) => a == b,
            (Value::Entry(a), Value::Entry(b)) => a == b,
            (Value::Closure(a), Value::Closure(b)) => {
                Rc::ptr_eq(a, b)
                    || (a.facts.id == b.facts.id && a.expr == b.expr && a.locals == b.locals && a.env == b.env)
            }
            (Value::Func(a), Value::Func(b)) => a == b,
            (Value::Request(a), Value::Request(b)) => Rc::ptr_eq(a, b) || a == b,
            (Value::Wrapped(a, x), Value::Wrapped(b, y)) => a == b && x == y,
            (Value::Ref(a), Value::Ref(b)) => a == b,
            (Value::View(k, a), Value::View(l, b)) => k == l && a == b,
            (Value::Lazy(a), Value::Lazy(b)) => Rc::ptr_eq(a, b),
            (Value::Unknown(a), Value::Unknown(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Value::Never | Value::Nothing => {}
            Value::Alts(alts) => alts.hash(state),
            Value::Text(pieces) => pieces.hash(state),
            Value::Number(number) => number.hash(state),
            Value::Bool(value) => value.hash(state),
            Value::Data(data) => data.hash(state),
            Value::Tuple(items) => items.hash(state),
            Value::List(list) => list.hash(state),
            Value::Range(bounds) => bounds.hash(state),
            Value::Path(text) => text.hash(state),
            Value::Entry(entry) => entry.hash(state),
            Value::Closure(closure) => {
                closure.facts.id.hash(state);
                closure.expr.hash(state);
            }
            Value::Func(func) => func.hash(state),
            Value::Request(request) => request.hash(state),
            Value::Wrapped(wrap, inner) => {
                wrap.hash(state);
                inner.hash(state);
            }
            Value::Ref(place) => place.hash(state),
            Value::View(view, place) => {
                view.hash(state);
                place.hash(state);
            }
            Value::Lazy(lazy) => (Rc::as_ptr(lazy) as usize).hash(state),
            Value::Unknown(unknown) => unknown.hash(state),
        }
    }
}
