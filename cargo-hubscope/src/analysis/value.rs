//! Abstract values: what the interpreter knows of an expression.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::guard::{Guard, Sym};
use super::interp::Holder;
use crate::program::{AdtId, Facts, FnId, ImplId, ModId, TraitId};
use crate::source::Span;
use crate::syntax::facts::{ExprId, Name, PatId, TyId};

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

/// Known elements.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List {
    /// The elements in order; of a map, pairs.
    pub elems: Vec<Value>,
    /// Whether there may be more that are not known.
    pub open: bool,
    /// Whether it is a map.
    pub map: bool,
}

/// The numbers from a start up to, not including, an end.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The first.
    pub start: i64,
    /// The first that is not in it; `None` for a range without an end.
    pub end: Option<i64>,
}

impl Bounds {
    /// `from..`.
    pub fn from(start: i64) -> Bounds {
        Bounds { start, end: None }
    }

    /// `..end`.
    pub fn to(end: i64) -> Bounds {
        Bounds { start: 0, end: Some(end) }
    }

    /// The bounds that a value is.
    pub fn of(value: &Value) -> Option<Bounds> {
        match value {
            Value::Range(bounds) => Some(bounds.clone()),
            _ => None,
        }
    }

    /// The part of something of this length; `None` where a bound is outside of it.
    pub fn within(&self, length: usize) -> Option<std::ops::Range<usize>> {
        let start = usize::try_from(self.start).ok()?;
        let end = match self.end {
            Some(end) => usize::try_from(end).ok()?,
            None => length,
        };
        (start <= end && end <= length).then_some(start..end)
    }
}

/// An entry of a map.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The map.
    pub map: Place,
    /// The key.
    pub key: Value,
}

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

/// How far a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Method and URL may still be set; it becomes a call when it is finished, sent or given away.
    Open,
    /// It has been reported as a call.
    Reported,
}

/// A request under construction, or a client bound to one URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Request {
    /// The model's name: `http`, `curl`, `oauth2`...
    pub kind: &'static str,
    /// The method as text; `None` until set (then the default is GET).
    pub method: Option<Value>,
    /// The URL as text.
    pub url: Option<Value>,
    /// For a client that leads people to a page too: the URL of that page.
    pub page: Option<Value>,
    /// The place that set the URL, or made the request.
    pub at: Span,
    /// How far it is.
    pub stage: Stage,
}

/// `Some`, `Ok` or `Err` around a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wrap {
    /// `Some`.
    Some,
    /// `Ok`.
    Ok,
    /// `Err`.
    Err,
}

/// A call that is evaluated when its result is asked for.
#[derive(Debug)]
pub struct Lazy {
    /// The function.
    pub function: FnId,
    /// Its owner's type arguments.
    pub generics: Rc<Generics>,
    /// `self`, where it takes one.
    pub receiver: Option<Value>,
    /// Arguments.
    pub args: Vec<Value>,
    /// The place of the call.
    pub span: Span,
    /// The result once known.
    pub result: RefCell<Option<Value>>,
}

/// A way to write into a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// `path_segments_mut()`.
    Segments,
    /// `query_pairs_mut()`.
    Query,
    /// `&mut` of the URI of a request, `request.uri_mut()`.
    RequestUrl,
    /// `&mut` of the method of a request.
    RequestMethod,
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

impl Value {
    /// `()`.
    pub fn unit() -> Value {
        Value::Tuple(Rc::new(Vec::new()))
    }

    /// A known text that stands at `at`.
    pub fn text_at(text: &str, at: Span) -> Value {
        Value::Text(Rc::new(if text.is_empty() { vec![] } else { vec![Piece::Lit(text.into(), Rc::from([at]))] }))
    }

    /// A known text from nowhere in the source.
    pub fn text(text: &str) -> Value {
        Value::Text(Rc::new(if text.is_empty() { vec![] } else { vec![Piece::Lit(text.into(), nowhere())] }))
    }

    /// The text, where all of it is known.
    pub fn known_text(&self) -> Option<String> {
        match self {
            Value::Text(pieces) => known(pieces),
            _ => None,
        }
    }

    /// What stands for the whole value, where nothing of it is known.
    pub fn single_hole(&self) -> Option<Rc<Unknown>> {
        match self {
            Value::Unknown(unknown) => Some(Rc::clone(unknown)),
            Value::Text(pieces) => match pieces.as_slice() {
                [Piece::Hole(unknown, _)] => Some(Rc::clone(unknown)),
                _ => None,
            },
            _ => None,
        }
    }

    /// `Some(self)`.
    pub fn some(self) -> Value {
        Value::Wrapped(Wrap::Some, Rc::new(self))
    }

    /// The alternatives with their guards; a plain value is one that holds always.
    pub fn alternatives(&self) -> Vec<(Guard, Value)> {
        match self {
            Value::Alts(alts) => alts.as_ref().clone(),
            Value::Never => Vec::new(),
            other => vec![(Guard::always(), other.clone())],
        }
    }

    /// How many alternatives there are.
    pub fn alternatives_count(&self) -> u64 {
        match self {
            Value::Alts(alts) => alts.len() as u64,
            _ => 1,
        }
    }

    /// One value out of alternatives: flat, without `Never`, equal neighbours merged.
    pub fn one_of(alts: Vec<(Guard, Value)>) -> Value {
        let mut flat: Vec<(Guard, Value)> = Vec::with_capacity(alts.len());
        for (guard, value) in alts {
            match value {
                Value::Never => {}
                Value::Alts(inner) => {
                    for (under, value) in inner.iter() {
                        if let Some(guard) = guard.and(under) {
                            flat.push((guard, value.clone()));
                        }
                    }
                }
                value => flat.push((guard, value)),
            }
        }
        if let Some((_, first)) = flat.first()
            && flat.iter().all(|(_, value)| value == first)
        {
            return first.clone();
        }
        flat.sort_by(|(a, _), (b, _)| a.cmp(b));
        flat.dedup();
        merge(&mut flat);
        match flat.len() {
            0 => Value::Never,
            1 => flat.swap_remove(0).1,
            _ => Value::Alts(Rc::new(flat)),
        }
    }

    /// The alternatives that can hold under `path`.
    pub fn within(&self, path: &Guard) -> Value {
        match self {
            Value::Alts(alts) if !path.is_always() => {
                if alts.iter().all(|(guard, _)| guard.and(path).is_some()) {
                    return self.clone();
                }
                let kept: Vec<(Guard, Value)> =
                    alts.iter().filter(|(guard, _)| guard.and(path).is_some()).cloned().collect();
                Value::one_of(kept)
            }
            _ => self.clone(),
        }
    }

    /// Applies `f` to each alternative.
    pub fn map(&self, mut f: impl FnMut(&Value) -> Value) -> Value {
        match self {
            Value::Alts(alts) => Value::one_of(alts.iter().map(|(guard, value)| (guard.clone(), f(value))).collect()),
            Value::Never => Value::Never,
            one => f(one),
        }
    }
}

/// Joins alternatives of the same value whose guards differ in one decision only.
fn merge(alts: &mut Vec<(Guard, Value)>) {
    // A long list is data, not branches: looking at each pair would cost more than it saves.
    if alts.len() > 48 {
        return;
    }
    let mut at = 0;
    while at < alts.len() {
        let joined = (at + 1..alts.len()).find_map(|other| {
            let same = alts[at].1 == alts[other].1;
            same.then(|| alts[at].0.joined(&alts[other].0)).flatten().map(|guard| (other, guard))
        });
        match joined {
            Some((other, guard)) => {
                alts[at].0 = guard;
                alts.remove(other);
                at = 0;
            }
            None => at += 1,
        }
    }
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
