//! Running code, and the calls that are found in it.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Cell, Env, Type, Value};
use crate::program::{Facts, FnId};
use crate::source::Span;
use crate::syntax::facts::Name;

/// A call as it is found: relative to the function in which it is found.
#[derive(Debug, Clone)]
pub struct Raw {
    /// The method as text.
    pub method: Value,
    /// The URL as text.
    pub url: Value,
    /// Under which decisions.
    pub guard: Guard,
    /// The place of the client call.
    pub request: Span,
    /// Where the URL was decided, for a request that other code was given to complete: the call in `holder`.
    pub decided: Option<Span>,
    /// The function that holds the client call.
    pub holder: Holder,
    /// Calls that lead to it, innermost first.
    pub chain: Vec<Rc<Link>>,
    /// Whether a receiver was matched by name on the way.
    pub by_name: bool,
    /// Why it cannot be resolved, where that is already known.
    pub trouble: Option<Rc<str>>,
    /// A call whose receiver may have one of several functions that disagree, and in words what is not known of it: where
    /// that call decides the request, the request stays open.
    pub doubt: Option<(Span, Rc<str>)>,
    /// Whether it only stands for what an annotation of its function states.
    pub stated: bool,
}

/// The code that a place belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// `Type::name` or `name`.
    pub label: Name,
    /// `module::Type::name`.
    pub full: Name,
    /// The package.
    pub package: Name,
    /// Whether it is the workspace's own.
    pub own: bool,
    /// The function, where it is one.
    pub function: Option<FnId>,
}

/// A call of one function by another on the way to a request.
#[derive(Debug)]
pub struct Link {
    /// The place of the call.
    pub span: Span,
    /// The calling function.
    pub caller: Holder,
    /// The arguments after `self`, as they were when the call was made.
    pub args: Vec<Value>,
    /// The receiver, as it was when the call was made.
    pub receiver: Option<Value>,
    /// Whether the callee has type parameters that the call fixes.
    pub typed: bool,
    /// Code that the call hands over: closures, functions, and the impls of types that it fixes.
    pub code: Vec<Span>,
}

/// Running code: a function, a closure, or an initial value.
pub struct Frame {
    /// The facts that hold the code.
    pub facts: Rc<Facts>,
    /// Scope and type arguments.
    pub env: Env,
    /// Variables in sight, innermost last.
    pub locals: Vec<(Name, Cell)>,
    /// Values returned so far.
    pub returns: Vec<(Guard, Value)>,
    /// The declared result.
    pub result: Type,
    /// Loops around the running code.
    pub loops: Vec<LoopFrame>,
    /// Calls found so far.
    pub raws: Vec<Raw>,
    /// The function.
    pub function: Option<FnId>,
    /// How it is named in evidence.
    pub holder: Holder,
    /// Closures that were made and not called yet.
    pub idle: Vec<Value>,
    /// What the function was called with.
    pub inputs: Vec<Value>,
}

/// A loop that is being run.
#[derive(Default)]
pub struct LoopFrame {
    /// Length of the trail when it began.
    pub mark: usize,
    /// Values and changed variables at each `break`.
    pub breaks: Vec<(Guard, Value, Vec<(Cell, Value)>)>,
}

impl Holder {
    /// Nobody's code.
    pub fn nobody() -> Holder {
        Holder { label: "".into(), full: "".into(), package: "".into(), own: false, function: None }
    }
}

impl Frame {
    /// A frame with nothing in sight.
    pub fn new(facts: Rc<Facts>, env: Env, function: Option<FnId>, holder: Holder) -> Frame {
        Frame {
            facts,
            env,
            locals: Vec::new(),
            returns: Vec::new(),
            result: Type::Unknown,
            loops: Vec::new(),
            raws: Vec::new(),
            function,
            holder,
            idle: Vec::new(),
            inputs: Vec::new(),
        }
    }
}
