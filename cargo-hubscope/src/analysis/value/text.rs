//! Texts: their pieces, what decided them, and what is not known.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::super::guard::Sym;
use crate::source::Span;
use crate::syntax::facts::Name;

use super::Type;

/// Where a value came from: the literal, variant or call that decided it.
pub type Origin = Span;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Known characters.
    Lit(Rc<str>, Origins),
    /// Characters known only at run time.
    Hole(Rc<Unknown>, Origins),
}

/// The places that decided a piece; sorted, unique.
pub type Origins = Rc<[Origin]>;

/// Why something is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// It comes in from outside: a parameter of a root, an environment variable, a file.
    Input,
    /// It comes out of an HTTP response.
    Response,
    /// A bound of the analysis was hit.
    Bound,
    /// It is computed in a way that is not modelled.
    Opaque,
    /// It is put together of a number of parts that is not known: a path may have any number of segments there.
    Many,
    /// It comes out of a channel: it is one of the values that the program makes of its type.
    Message,
}

/// A value that is only known at run time.
#[derive(Debug, Clone)]
pub struct Unknown {
    /// Its identity: the same symbol is the same value.
    pub sym: Sym,
    /// Its type as far as evident.
    pub ty: Type,
    /// The name it had where it came in (parameter, field, environment variable).
    pub name: Option<Name>,
    /// Why it is not known.
    pub cause: Cause,
}

impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        self.sym == other.sym && self.ty == other.ty
    }
}

impl Eq for Unknown {}

impl Hash for Unknown {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sym.hash(state);
    }
}

/// No origins.
pub fn nowhere() -> Origins {
    Rc::from([])
}

/// Both origins together.
pub fn both(one: &Origins, two: &Origins) -> Origins {
    if one.is_empty() || one == two {
        return two.clone();
    }
    if two.is_empty() {
        return one.clone();
    }
    let mut all: Vec<Origin> = one.iter().chain(two.iter()).copied().collect();
    all.sort();
    all.dedup();
    all.truncate(16);
    all.into()
}

/// The characters of pieces, where all are known.
pub fn known(pieces: &[Piece]) -> Option<String> {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Lit(text, _) => Some(&**text),
            Piece::Hole(..) => None,
        })
        .collect()
}
