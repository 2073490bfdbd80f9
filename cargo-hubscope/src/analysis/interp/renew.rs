//! Symbols renamed: an earlier run taken as the run of another call, and inputs that differ only in their symbols.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::super::guard::{Guard, Sym};
use super::super::value::{Cause, Data, List, Piece, Unknown, Value};
use super::{Interp, Raw};
use crate::syntax::facts::Name;

/// Inputs with their symbols numbered in the order in which they occur: two calls whose inputs are the same but for the
/// identity of what is not known have the same shape, and with it the same run.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    values: Vec<Value>,
    /// What is known of each unknown value beside its identity.
    labels: Vec<(Option<Name>, Cause)>,
    /// Which symbols are parts of which others, and how.
    parts: Vec<(u32, u32, Vec<Name>)>,
}

impl Interp<'_> {
    /// The shape of inputs, and the symbols that it numbers.
    pub(super) fn shape<'v>(&self, inputs: impl Iterator<Item = &'v Value>) -> (Shape, Vec<Sym>) {
        let mut shape = Shape::default();
        let mut numbers: FxHashMap<Sym, u32> = FxHashMap::default();
        let mut syms: Vec<Sym> = Vec::new();
        for input in inputs {
            let mut number = |sym: Sym| {
                let next = syms.len() as u32;
                let number = *numbers.entry(sym).or_insert_with(|| {
                    syms.push(sym);
                    next
                });
                Sym(number)
            };
            let mut label = |unknown: &Unknown| shape.labels.push((unknown.name.clone(), unknown.cause));
            shape.values.push(renamed(input, &mut number, &mut label));
        }
        for (at, sym) in syms.iter().enumerate() {
            let mut names = Vec::new();
            let mut above = *sym;
            while let Some((of, name)) = self.parts.get(&above) {
                names.push(name.clone());
                above = *of;
                if let Some(number) = numbers.get(&above) {
                    shape.parts.push((at as u32, *number, names));
                    break;
                }
            }
        }
        (shape, syms)
    }

    /// How symbols of an earlier run are called in another one. `known` holds those of the inputs; those that the run made,
    /// from `made.0` to below `made.1`, are moved up by `by`; parts are the same parts of what is renamed.
    pub(super) fn renewed(&mut self, sym: Sym, known: &mut FxHashMap<Sym, Sym>, made: (u32, u32), by: u32) -> Sym {
        if let Some(new) = known.get(&sym) {
            return *new;
        }
        let new = match self.parts.get(&sym).cloned() {
            Some((of, name)) => {
                let whole = self.renewed(of, known, made, by);
                if whole == of { sym } else { self.part(whole, &name) }
            }
            None if sym.0 >= made.0 && sym.0 < made.1 => Sym(sym.0 + by),
            None => sym,
        };
        known.insert(sym, new);
        new
    }
}

/// A call found in an earlier run with other symbols.
pub fn renamed_raw(raw: &Raw, rename: &mut dyn FnMut(Sym) -> Sym) -> Raw {
    let mut new = raw.clone();
    new.method = renamed(&raw.method, rename, &mut |_| {});
    new.url = renamed(&raw.url, rename, &mut |_| {});
    new.guard = raw.guard.renamed(rename);
    new
}

/// A value with other symbols; `visit` sees every unknown value on the way.
pub fn renamed(value: &Value, rename: &mut dyn FnMut(Sym) -> Sym, visit: &mut dyn FnMut(&Unknown)) -> Value {
    let mut unknown = |known: &Rc<Unknown>, rename: &mut dyn FnMut(Sym) -> Sym| {
        visit(known);
        let sym = rename(known.sym);
        if sym == known.sym { Rc::clone(known) } else { Rc::new(Unknown { sym, ..(**known).clone() }) }
    };
    match value {
        Value::Unknown(known) => Value::Unknown(unknown(known, rename)),
        Value::Text(pieces) if pieces.iter().any(|piece| matches!(piece, Piece::Hole(..))) => Value::Text(Rc::new(
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Hole(hole, origins) => Piece::Hole(unknown(hole, rename), origins.clone()),
                    lit => lit.clone(),
                })
                .collect(),
        )),
        Value::Alts(alts) => {
            let mut new: Vec<(Guard, Value)> = Vec::with_capacity(alts.len());
            for (guard, value) in alts.iter() {
                let guard = guard.renamed(rename);
                new.push((guard, renamed(value, rename, visit)));
            }
            Value::Alts(Rc::new(new))
        }
        Value::Data(data) => {
            let mut fields = Vec::with_capacity(data.fields.len());
            for (name, value) in &data.fields {
                fields.push((name.clone(), renamed(value, rename, visit)));
            }
            Value::Data(Rc::new(Data { fields, ..(**data).clone() }))
        }
        Value::Tuple(items) if !items.is_empty() => {
            Value::Tuple(Rc::new(items.iter().map(|item| renamed(item, rename, visit)).collect()))
        }
        Value::List(list) => {
            let elems = list.elems.iter().map(|elem| renamed(elem, rename, visit)).collect();
            Value::List(Rc::new(List { elems, ..(**list).clone() }))
        }
        Value::Wrapped(wrap, inner) => Value::Wrapped(*wrap, Rc::new(renamed(inner, rename, visit))),
        // What is known of a call that was put off stands for it.
        Value::Lazy(lazy) => match &*lazy.result.borrow() {
            Some(known) if !matches!(known, Value::Lazy(_)) => renamed(known, rename, visit),
            _ => value.clone(),
        },
        other => other.clone(),
    }
}
