//! Methods of receivers about which nothing is known: found by name, or left to unknown code.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::guard::{Guard, When};
use super::super::models::derive::recased;
use super::super::models::{clients, list, option};
use super::super::value::{Cause, List, Piece, Type, Unknown, Value};
use super::foreign::is_response;
use super::held::of_store;
use super::method::MethodCall;
use super::{Callee, Interp};
use crate::program::FnId;
use crate::source::Span;
use crate::syntax::facts::{ExprId, ExprKind, MacroCall, MacroRead};

/// How many functions of one name are tried on a receiver of unknown type.
const MAX_BY_NAME: usize = 6;

impl Interp<'_> {
    /// A receiver of unknown type: the functions of that name that may send. Where they disagree, what the call decides
    /// stays open.
    pub(super) fn by_name(&mut self, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
        if is_response(value) {
            return None;
        }
        let mut candidates = self.candidates(call);
        if candidates.is_empty() || !self.admits(value, call, &candidates) {
            return None;
        }
        let more = candidates.len() > MAX_BY_NAME;
        if more {
            // The vendor's own first: one of them that is not tried is one that may be missed.
            candidates.sort_by_key(|id| !self.vendor.is_name(&self.holder(*id).full));
            candidates.truncate(MAX_BY_NAME);
        }
        let sym = self.fresh();
        let start = self.frame().raws.len();
        let mut found: Vec<BTreeSet<(String, String)>> = Vec::with_capacity(candidates.len());
        let mut branches = Vec::with_capacity(candidates.len());
        for id in &candidates {
            let guard = {
                let choice = self.choice(&format!("fn:{}", id.0));
                Guard::is(sym, choice)
            };
            let owner = self.program.function(*id).owner;
            let module = self.program.function(*id).module;
            let generics = self.open_owner(owner, module);
            let callee = Callee {
                function: *id,
                owner: Rc::clone(&generics),
                turbofish: call.turbofish.clone(),
                wanted: call.wanted.clone(),
                by_name: true,
            };
            let typed = self.typed(value.clone(), &generics.self_ty);
            let before = self.frame().raws.len();
            branches.extend(self.branch(&When::case(guard), &mut |this| {
                this.call_method_fn(&callee, &typed, call.place.as_ref(), call.args.clone(), call.span)
            }));
            let raws = self.frame().raws.get(before..).unwrap_or_default();
            found.push(raws.iter().map(|raw| (outline(&raw.method), outline(&raw.url))).collect());
        }
        if more || found.windows(2).any(|pair| pair[0] != pair[1]) {
            let which: Rc<str> = format!("a call of `{}` on a value whose type is not known", call.name).into();
            for raw in self.frame().raws.iter_mut().skip(start) {
                raw.doubt.get_or_insert_with(|| (call.span, Rc::clone(&which)));
            }
        }
        if more {
            self.bounded("functions of one name");
        }
        Some(self.join(branches))
    }

    /// The methods of the name and number of arguments that may send.
    fn candidates(&self, call: &MethodCall<'_>) -> Vec<FnId> {
        let named = self.program.methods_named(call.name).iter().copied();
        let may_send = named.filter(|id| self.reach.may_send(*id) && !self.is_required(*id));
        may_send
            .filter(|id| {
                let def = self.program.function(*id);
                let facts = self.program.facts(def.facts);
                self.program.fn_item(&facts, def.item).is_some_and(|item| item.params.len() == call.args.len())
            })
            .collect()
    }

    /// Whether a receiver can be one that has such a method. A name that standard collections have too says nothing without
    /// a path among the arguments; what is awaited, and what is named as its type is, is no collection.
    fn admits(&mut self, value: &Value, call: &MethodCall<'_>, candidates: &[FnId]) -> bool {
        if !COMMON.contains(&call.name) {
            return true;
        }
        let collection = matches!(call.name, "get" | "remove" | "insert" | "push" | "find" | "next");
        let given = match value {
            Value::Unknown(unknown) => unknown.cause == Cause::Input && !collection,
            _ => false,
        };
        let says = |arg: &Value| looks_like_path(arg) || (given && arg.known_text().is_some());
        call.args.iter().any(says) || self.is_named_alike(call, candidates) || self.is_awaited(call.span)
    }

    /// Whether the variable or field that is called on has the vendor's name, or that of the type of a candidate.
    fn is_named_alike(&mut self, call: &MethodCall<'_>, candidates: &[FnId]) -> bool {
        let Some(place) = &call.place else { return false };
        let name = match place.fields.last() {
            Some(field) => Some(field.clone()),
            None => self.frame().locals.iter().find(|(_, cell)| *cell == place.cell).map(|(name, _)| name.clone()),
        };
        let Some(name) = name else { return false };
        self.vendor.is_name(&name)
            || candidates.iter().any(|id| {
                let label = self.holder(*id).label;
                let owner = label.rsplit("::").nth(1).unwrap_or_default();
                recased(owner, "snake_case") == *name
            })
    }

    /// Whether the method call of the running code that ends at a place is awaited, there or by a macro that joins.
    fn is_awaited(&mut self, call: Span) -> bool {
        let facts = self.here();
        let is_call = |id: ExprId| match &facts.data.expr(id).kind {
            ExprKind::MethodCall { method_range, .. } => {
                facts.span(*method_range).start == call.start && facts.span(facts.data.expr(id).range).end == call.end
            }
            _ => false,
        };
        facts.data.exprs.iter().any(|expr| match &expr.kind {
            ExprKind::Await(inner) => is_call(*inner),
            ExprKind::Macro(MacroCall { read: MacroRead::Args(args), path, .. }) => {
                path.segments.last().is_some_and(|last| last.name.contains("join"))
                    && args.iter().any(|(_, arg)| is_call(*arg))
            }
            _ => false,
        })
    }

    /// A method that nothing is known of.
    pub(super) fn unmodelled(&mut self, value: &Value, ty: &Type, call: &MethodCall<'_>) -> Value {
        // The value of a thread-local variable is handed to a closure.
        if matches!(call.name, "with" | "with_borrow" | "with_borrow_mut")
            && let [closure @ (Value::Closure(_) | Value::Func(_))] = call.args.as_slice()
        {
            return self.call_value_at(closure, vec![value.clone()], Some(call.span));
        }
        // A store is asked for what is kept under a URL, not for the URL.
        let store = matches!(ty.peeled(), Type::Outside(path, _) if of_store(path).is_some());
        if !store && let Some(result) = clients::foreign_method(self, value, ty, call) {
            return result;
        }
        if let Some(result) = self.generated(value, ty, call) {
            return result;
        }
        if let Some(next) = self.overloaded(("Iterator", "next"), value, call.place.clone(), vec![], call.span) {
            // An adapter of an iterator.
            let elem = self.unwrapped(&next);
            let items = Value::List(Rc::new(List { elems: vec![elem], open: true, map: false }));
            if let Some(result) = list::method(self, &items, call) {
                return result;
            }
        }
        self.hand_over(value, &call.args, call.place.as_ref(), call.span);
        let held = self.held_types(ty);
        let outer = std::mem::replace(&mut self.handed, held.first().filter(|_| held.len() == 1).cloned());
        for arg in &call.args {
            self.give_away(arg);
        }
        self.handed = outer;
        let standard = matches!(ty, Type::Outside(path, _) if path.starts_with("std::"));
        if matches!(call.name, "arg" | "args") && matches!(ty, Type::Outside(path, _) if path.ends_with("Command")) {
            self.other_program(call);
        }
        if !standard && !store && matches!(value, Value::Unknown(_)) && !is_response(value) {
            let begun = self.foreign(call.name, &call.args, call.span);
            if matches!(call.name, "url" | "uri" | "with_url" | "with_uri" | "to")
                && let Some(begun) = begun
            {
                return begun;
            }
        }
        if option::transparent(call.name) {
            return value.clone();
        }
        let known = self.unmodelled_type(ty, call);
        if known == Type::Unknown
            && held.len() > 1
            && let Value::Unknown(unknown) = value
        {
            return self.one_of_held(unknown, &held, call.name);
        }
        let ty = match held.as_slice() {
            [only] if known == Type::Unknown => only.clone(),
            _ => known,
        };
        match value {
            // Each time another one.
            Value::Unknown(_) if RECEIVING.contains(&call.name) => self.unknown(ty, Cause::Message),
            Value::Unknown(unknown) if ADVANCING.contains(&call.name) => {
                let cause = unknown.cause;
                let result = self.unknown(ty, cause);
                self.renamed(result, call.name)
            }
            Value::Unknown(unknown) if call.args.is_empty() => {
                let name = format!("{}()", call.name);
                let unknown = Rc::clone(unknown);
                let result = self.part_of(&unknown, &name, ty);
                self.renamed(result, call.name)
            }
            Value::Unknown(unknown) => {
                let cause = unknown.cause;
                self.unknown(ty, cause)
            }
            _ => self.unknown(ty, Cause::Opaque),
        }
    }

    fn renamed(&mut self, value: Value, name: &str) -> Value {
        match value {
            Value::Unknown(unknown) => {
                Value::Unknown(Rc::new(Unknown { name: Some(name.into()), ..(*unknown).clone() }))
            }
            other => other,
        }
    }

    fn unmodelled_type(&mut self, ty: &Type, call: &MethodCall<'_>) -> Type {
        if call.wanted != Type::Unknown {
            return call.wanted.clone();
        }
        match (ty, call.turbofish.first()) {
            (_, Some(ty)) => ty.clone(),
            // Builders give themselves back, and in the end what they build.
            (Type::Outside(path, _), None)
                if path.ends_with("Builder") || path.ends_with("Command") || is_client_path(path) =>
            {
                ty.clone()
            }
            (Type::Outside(path, _), None) => of_store(path).unwrap_or_default(),
            _ => Type::Unknown,
        }
    }
}

/// Methods that standard collections have, too.
const COMMON: &[&str] =
    &["get", "send", "post", "put", "delete", "remove", "insert", "request", "call", "push", "find", "next"];

/// Methods that give another value at each call.
const ADVANCING: &[&str] = &[
    "next",
    "next_back",
    "next_line",
    "next_value",
    "pop",
    "pop_front",
    "pop_back",
    "random",
    "read_line",
    "try_next",
];

/// Methods that take a message out of a channel.
const RECEIVING: &[&str] =
    &["recv", "try_recv", "blocking_recv", "recv_async", "recv_blocking", "recv_timeout", "recv_deadline"];

fn is_client_path(path: &str) -> bool {
    clients::is_client(path)
}

/// What of a method or URL two functions can agree on: its known parts.
fn outline(value: &Value) -> String {
    let texts = value.alternatives().into_iter().map(|(_, value)| match value {
        Value::Text(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Lit(text, _) => &**text,
                Piece::Hole(..) => "{}",
            })
            .collect(),
        _ => "{}".to_owned(),
    });
    let texts: BTreeSet<String> = texts.collect();
    texts.into_iter().collect::<Vec<_>>().join(" ")
}

/// Whether an argument can be a path or URL.
pub fn looks_like_path(value: &Value) -> bool {
    match value {
        Value::Text(pieces) => pieces.iter().any(|piece| match piece {
            Piece::Lit(text, _) => text.contains('/'),
            Piece::Hole(..) => false,
        }),
        Value::Alts(alts) => alts.iter().any(|(_, value)| looks_like_path(value)),
        Value::Lazy(_) => true,
        _ => false,
    }
}
