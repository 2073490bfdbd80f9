//! Where a call is reported: the outermost call whose arguments decide method or path.

use std::rc::Rc;

use super::super::call::{Function, Location, Step};
use super::super::guard::Sym;
use super::super::interp::{Holder, Link, Raw};
use super::super::value::{Origin, Piece, Value};
use super::Finish;
use super::url::Parts;
use crate::source::Span;

/// How deep arguments are searched for the places that decided a call.
const ARGUMENT_DEPTH: usize = 6;

impl Finish<'_> {
    /// The outermost call of the workspace's own code whose arguments decide method or path, and the steps from there.
    pub(super) fn place(&self, raw: &Raw, method: &[Piece], parts: &Parts, resolved: bool) -> (Location, Vec<Step>) {
        let links: Vec<&Rc<Link>> = raw.chain.iter().rev().collect();
        let mut origins: Vec<Origin> = Vec::new();
        let mut syms = Vec::new();
        let mut texts: Vec<Rc<str>> = Vec::new();
        for piece in parts.path.iter().chain(method) {
            match piece {
                Piece::Lit(text, from) => {
                    origins.extend(from.iter().copied());
                    texts.push(Rc::clone(text));
                }
                Piece::Hole(unknown, from) => {
                    origins.extend(from.iter().copied());
                    if !resolved {
                        syms.push(unknown.sym);
                    }
                }
            }
        }
        let parts = Deciding { origins, syms, texts };
        let decides = |link: &Link| link.args.iter().any(|arg| mentions(arg, &parts, 0));
        // Arguments decide; else the receiver that brings the whole path along, else the types named at the call.
        let brings = |link: &Link| link.receiver.as_ref().is_some_and(|receiver| mentions(receiver, &parts, 0));
        let first = |test: &dyn Fn(&Link) -> bool| links.iter().position(|link| link.caller.own && test(link));
        let outermost = first(&decides).or_else(|| first(&brings)).or_else(|| first(&|link| link.typed));
        let start = match outermost {
            Some(index) => Some(index),
            None if raw.holder.own => None,
            // In a dependency: the way into it.
            None => links.iter().rposition(|link| link.caller.own),
        };
        let steps: Vec<Step> = match start {
            Some(start) => links[start..].iter().map(|link| step(&link.caller, link.span)).collect(),
            None => Vec::new(),
        };
        let steps = steps.into_iter().chain([step(&raw.holder, raw.request)]).collect();
        let (package, span) = match start {
            Some(start) => (links[start].caller.package.to_string(), links[start].span),
            None => (raw.holder.package.to_string(), raw.request),
        };
        (Location { package, span }, steps)
    }
}

pub(super) fn step(holder: &Holder, span: Span) -> Step {
    Step { function: holder.label.to_string(), span }
}

/// Enclosing functions of the workspace, outermost first.
pub(super) fn way(raw: &Raw) -> Vec<Function> {
    let holders = raw.chain.iter().rev().map(|link| &link.caller).chain([&raw.holder]);
    let mut way: Vec<Function> = Vec::new();
    for holder in holders.filter(|holder| holder.own) {
        let number = holder.function.map(|function| function.0);
        let function = Function { package: holder.package.clone(), path: holder.full.clone(), number };
        if way.last() != Some(&function) {
            way.push(function);
        }
    }
    way
}

/// What decided a call: parts of its path and its method.
struct Deciding {
    origins: Vec<Origin>,
    syms: Vec<Sym>,
    /// The literal pieces of the path.
    texts: Vec<Rc<str>>,
}

impl Deciding {
    /// Whether a literal is a part: of an absolute URL the host and a base path decide nothing, only the whole path.
    fn has(&self, text: &str, from: &[Origin]) -> bool {
        let decides = from.iter().any(|origin| self.origins.contains(origin));
        match text.split_once("://") {
            Some((_, rest)) => {
                let path = &rest[rest.find('/').unwrap_or(rest.len())..];
                decides && self.texts.iter().any(|whole| **whole == *path)
            }
            None => decides,
        }
    }
}

/// Whether an argument holds a part that decided the call.
fn mentions(value: &Value, parts: &Deciding, depth: usize) -> bool {
    if depth > ARGUMENT_DEPTH {
        return false;
    }
    let next = |value: &Value| mentions(value, parts, depth + 1);
    match value {
        Value::Text(pieces) => pieces.iter().any(|piece| match piece {
            Piece::Lit(text, from) => parts.has(text, from),
            Piece::Hole(unknown, from) => {
                parts.syms.contains(&unknown.sym) || from.iter().any(|origin| parts.origins.contains(origin))
            }
        }),
        Value::Unknown(unknown) => parts.syms.contains(&unknown.sym),
        Value::Data(data) => {
            data.origins.iter().any(|origin| parts.origins.contains(origin))
                || data.fields.iter().any(|(_, field)| next(field))
        }
        Value::Tuple(items) => items.iter().any(next),
        Value::List(list) => list.elems.iter().any(next),
        Value::Wrapped(_, inner) => next(inner),
        Value::Alts(alts) => alts.iter().any(|(_, value)| next(value)),
        Value::Lazy(lazy) => lazy.result.borrow().as_ref().is_some_and(next) || lazy.args.iter().any(next),
        _ => false,
    }
}
