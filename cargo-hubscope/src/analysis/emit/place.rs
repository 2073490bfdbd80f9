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

/// What decided a call: places in the source, and values that are not known.
#[derive(Default)]
struct Decided {
    origins: Vec<Origin>,
    syms: Vec<Sym>,
    /// The literal pieces of the path.
    texts: Vec<Rc<str>>,
}

impl Decided {
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

impl Finish<'_> {
    /// The outermost call of the workspace's own code whose arguments decide method or path, and the steps from there.
    ///
    /// A receiver decides like an argument when it brings the path of an operation (`hub.contacts.list()`), from the
    /// innermost call on it outwards: what holds it among others does not.
    pub(super) fn place(&self, raw: &Raw, method: &[Piece], parts: &Parts, resolved: bool) -> (Location, Vec<Step>) {
        let links: Vec<&Rc<Link>> = raw.chain.iter().rev().collect();
        let decided = decided_by(parts.path.iter().chain(method), resolved);
        let own = |index: &usize| links[*index].caller.own;
        let receiver = by_receiver(&links, &decided);
        // An object whose method makes the request is no argument because something that holds it is one.
        let object = receiver.map(|(_, object)| object);
        let by_argument = |index: &usize| {
            let link = links[*index];
            link.args.iter().any(|arg| mentions(arg, &decided, object, 0))
                || by_code(&links[*index..], raw.request, &decided)
        };
        let argument = (0..links.len()).filter(own).find(by_argument);
        let operation = resolved.then(|| self.bringing_operation(parts));
        let operation = operation.and_then(|decided| by_receiver(&links, &decided)).map(|(index, _)| index);
        let outermost = match (argument, operation) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let outermost = outermost
            .or(receiver.map(|(index, _)| index))
            .or_else(|| (0..links.len()).filter(own).find(|index| links[*index].typed));
        let start = match outermost {
            Some(index) => Some(index),
            None if raw.holder.own => None,
            // In a dependency: the way into it.
            None => (0..links.len()).rev().find(own),
        };
        let steps: Vec<Step> = match start {
            Some(start) => links[start..].iter().map(|link| step(&link.caller, link.span)).collect(),
            None => raw.decided.iter().map(|span| step(&raw.holder, *span)).collect(),
        };
        let steps = steps.into_iter().chain([step(&raw.holder, raw.request)]).collect();
        let (package, span) = match start {
            Some(start) => (links[start].caller.package.to_string(), links[start].span),
            None => (raw.holder.package.to_string(), raw.decided.unwrap_or(raw.request)),
        };
        (Location { package, span }, steps)
    }

    /// What decided the pieces that complete the path of an operation.
    fn bringing_operation(&self, parts: &Parts) -> Decided {
        let mut path = String::new();
        let mut completing: Vec<&Piece> = Vec::new();
        for piece in &parts.path {
            match piece {
                Piece::Lit(text, _) => path.push_str(text),
                Piece::Hole(..) => path.push_str("{}"),
            }
            let path = path.trim_end_matches('/');
            if self.vendor.is_operation(None, path) && path.matches('/').count() > 1 {
                completing.push(piece);
            }
        }
        decided_by(completing.into_iter(), true)
    }
}

/// What decided pieces; the values that are not known count only where the call stays open.
fn decided_by<'p>(pieces: impl Iterator<Item = &'p Piece>, resolved: bool) -> Decided {
    let mut decided = Decided::default();
    for piece in pieces {
        match piece {
            Piece::Lit(text, from) => {
                decided.origins.extend(from.iter().copied());
                decided.texts.push(Rc::clone(text));
            }
            Piece::Hole(unknown, from) => {
                decided.origins.extend(from.iter().copied());
                if !resolved {
                    decided.syms.push(unknown.sym);
                }
            }
        }
    }
    decided
}

/// Whether code that the first of these calls hands over decided the request, and does not make it itself.
fn by_code(links: &[&Rc<Link>], request: Span, decided: &Decided) -> bool {
    let Some((first, inner)) = links.split_first() else { return false };
    first.code.iter().any(|code| {
        decided.origins.iter().any(|origin| code.holds(*origin))
            && !code.holds(request)
            && !inner.iter().any(|link| code.holds(link.span))
    })
}

/// The outermost call on the object that brings what was decided: from the innermost one outwards, as long as it is the
/// same object; and that object.
fn by_receiver<'l>(links: &[&'l Rc<Link>], decided: &Decided) -> Option<(usize, &'l Value)> {
    if decided.origins.is_empty() && decided.syms.is_empty() {
        return None;
    }
    let bringing = |index: &usize| {
        let receiver = links[*index].receiver.as_ref()?;
        mentions(receiver, decided, None, 0).then_some((*index, receiver))
    };
    let (mut found, innermost) = (0..links.len()).rev().find_map(|index| bringing(&index))?;
    for index in (0..found).rev() {
        match &links[index].receiver {
            Some(receiver) if receiver == innermost => found = index,
            // A function between two calls on the object.
            _ => {}
        }
    }
    // The innermost call in the workspace's own code at or outside of it.
    (0..=found).rev().find(|index| links[*index].caller.own).map(|index| (index, innermost))
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

/// Whether an argument holds a part that decided the call, other than as a part of `object` inside of it.
fn mentions(value: &Value, decided: &Decided, object: Option<&Value>, depth: usize) -> bool {
    if depth > ARGUMENT_DEPTH || (depth > 0 && matches!(value, Value::Data(_)) && object == Some(value)) {
        return false;
    }
    let any = |from: &[Origin]| from.iter().any(|origin| decided.origins.contains(origin));
    let next = |value: &Value| mentions(value, decided, object, depth + 1);
    match value {
        Value::Text(pieces) => pieces.iter().any(|piece| match piece {
            Piece::Lit(text, from) => decided.has(text, from),
            Piece::Hole(unknown, from) => decided.syms.contains(&unknown.sym) || any(from),
        }),
        Value::Unknown(unknown) => decided.syms.contains(&unknown.sym),
        Value::Data(data) => any(&data.origins) || data.fields.iter().any(|(_, field)| next(field)),
        Value::Tuple(items) => items.iter().any(next),
        Value::List(list) => list.elems.iter().any(next),
        Value::Wrapped(_, inner) => next(inner),
        Value::Alts(alts) => alts.iter().any(|(_, value)| next(value)),
        Value::Lazy(lazy) => lazy.result.borrow().as_ref().is_some_and(next) || lazy.args.iter().any(next),
        _ => false,
    }
}
