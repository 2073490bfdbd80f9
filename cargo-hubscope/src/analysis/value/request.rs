//! Requests under construction, and what is around a value.

use std::cell::RefCell;

use std::rc::Rc;

use crate::program::FnId;
use crate::source::Span;

use super::{Generics, Value};

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
